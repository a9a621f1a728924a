//! The way in, closed without turning away anybody who has set foot in it.

use std::net::TcpListener;

/// Lets no new connection begin, while those that are being made still come to their end and to their turn: between the last
/// one that is taken in and the end of the listener none can then be lost. Whoever comes now is told that nobody listens as
/// soon as the listener is gone; clients ask again until then.
///
/// A filter of the kernel's drops what would begin a connection (`SO_ATTACH_FILTER`, socket(7)). Where there is none, or it is
/// refused, the door stays open to the end.
#[cfg(target_os = "linux")]
pub(super) fn close(listener: &TcpListener) {
    use socket2::{SockFilter, SockRef};
    // The instructions of a classic filter (linux/bpf_common.h): load a byte, jump if it has bits, return how much is kept.
    const LOAD_BYTE: u16 = 0x30;
    const JUMP_IF_SET: u16 = 0x45;
    const RETURN: u16 = 0x06;
    // The byte of a TCP header with the flags, and those of what begins a connection: SYN (RFC 9293, 3.1).
    const FLAGS: u32 = 13;
    const SYN: u32 = 0x02;
    let filter = [
        SockFilter::new(LOAD_BYTE, 0, 0, FLAGS),
        SockFilter::new(JUMP_IF_SET, 0, 1, SYN),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ];
    // Refused, it only leaves open what was open.
    let _ = SockRef::from(listener).attach_filter(&filter);
}

#[cfg(not(target_os = "linux"))]
pub(super) fn close(_listener: &TcpListener) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::{ErrorKind, Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    #[test]
    fn who_came_before_is_served_and_nobody_comes_behind() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut before = TcpStream::connect(address).unwrap();
        close(&listener);
        let late = TcpStream::connect_timeout(&address, Duration::from_millis(100));
        assert_eq!(late.unwrap_err().kind(), ErrorKind::TimedOut);

        let (mut served, _) = listener.accept().unwrap();
        before.write_all(b"ask").unwrap();
        let mut asked = [0; 3];
        served.read_exact(&mut asked).unwrap();
        assert_eq!(&asked, b"ask");
        drop(listener);
        assert_eq!(TcpStream::connect(address).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    }
}
