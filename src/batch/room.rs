//! Room for what is done and waits for the writer.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// So many bytes may wait while an article takes long or a disk is busy: a second or two of work.
const WAITING_BYTES: usize = 32 << 20;
/// Buffers above this size are given back after use.
const KEEP_BYTES: usize = 2 << 20;
/// So many empty buffers are kept for use again.
const KEEP_BUFFERS: usize = 16;

/// Counts the bytes that wait for the writer, and keeps the buffers that it has emptied.
#[derive(Debug, Default)]
pub(super) struct Room {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: usize,
    spare: Vec<Vec<u8>>,
    closed: bool,
}

impl Room {
    /// An empty buffer, as soon as less than the limit waits. `None` once nobody takes anything any more.
    ///
    /// Who asks must have nothing in hand: what the writer waits for is then always in other hands, and comes.
    pub(super) fn enter(&self) -> Option<Vec<u8>> {
        let state = self.lock();
        let full = |state: &mut State| state.waiting >= WAITING_BYTES && !state.closed;
        let mut state = self.changed.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        (!state.closed).then(|| state.spare.pop().unwrap_or_default())
    }

    /// So many bytes now wait.
    pub(super) fn add(&self, bytes: usize) {
        self.lock().waiting += bytes;
    }

    /// The writer has taken so many bytes, among them what is in the buffer.
    pub(super) fn leave(&self, mut buffer: Vec<u8>, bytes: usize) {
        buffer.clear();
        buffer.shrink_to(KEEP_BYTES);
        let mut state = self.lock();
        state.waiting -= bytes;
        if state.spare.len() < KEEP_BUFFERS {
            state.spare.push(buffer);
        }
        self.changed.notify_all();
    }

    /// Lets go whoever waits.
    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes the room when the writer goes, whichever way it goes.
pub(super) struct Closing<'a>(pub(super) &'a Room);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;
    use std::time::Duration;

    #[test]
    fn who_enters_a_full_room_waits_until_something_leaves() {
        let room = Room::default();
        let mut buffer = room.enter().unwrap();
        buffer.resize(WAITING_BYTES, 0);
        room.add(buffer.len());
        thread::scope(|scope| {
            let second = scope.spawn(|| room.enter());
            thread::sleep(Duration::from_millis(20));
            assert!(!second.is_finished());
            room.leave(buffer, WAITING_BYTES);
            assert!(second.join().unwrap().unwrap().capacity() <= KEEP_BYTES, "large buffers are given back");
        });
    }

    #[test]
    fn a_closed_room_lets_nobody_in_and_nobody_wait() {
        let room = Room::default();
        room.add(WAITING_BYTES);
        thread::scope(|scope| {
            let waits = scope.spawn(|| room.enter());
            drop(Closing(&room));
            assert!(waits.join().unwrap().is_none());
        });
    }
}
