//! Connections: taken in, held to their limits, and let go in good order.

use super::context::{Context, Engine, Shared};
use super::door;
use super::hosts::Hosts;
use super::metrics::Metrics;
use super::pool::Pool;
use super::room::Room;
use super::routes::{self, ROUTES};
use super::settings::Settings;
use super::watch::{Client, Log};
use crate::error::{Error, Result};
use crate::io::ReadOptions;
use crate::pipeline::Pipeline;
use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::Service;

/// Most bytes of the head of a request.
const HEAD_BYTES: usize = 64 << 10;
/// A server that stops tells clients with every answer that the connection ends. Those that ask again and again so have time to hear it
/// before idle connections are closed, which might cross a request on its way.
const LINGER: Duration = Duration::from_millis(300);
/// For a connection that had begun when the door was closed to be made: the longest way that news goes to a client and back.
const ON_THE_WAY: Duration = Duration::from_millis(200);
/// Before connections are taken again, if the system had no more of something.
const PAUSE: Duration = Duration::from_millis(50);
/// Threads that talk to clients. They read, write and wait; articles are read elsewhere.
const TALKING: usize = 2;

/// A server that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    settings: Settings,
}

/// How a server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// Connections that were cut off because their requests did not end in time.
    pub cut_off: usize,
}

impl Server {
    /// Begins to listen.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the address cannot be had, [`crate::ErrorKind::Setting`] if a limit is 0 or an origin none.
    pub fn bind(settings: Settings) -> Result<Self> {
        check(&settings)?;
        let listen = || {
            let listener = TcpListener::bind(&settings.addr)?;
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok((listener, address))
        };
        let (listener, address) = listen().map_err(|error: io::Error| match error.kind() {
            ErrorKind::InvalidInput => Error::setting(format!("--addr {}: expected HOST:PORT, like 127.0.0.1:8080", settings.addr)),
            _ => Error::io(format!("cannot listen on {}", settings.addr), error),
        })?;
        Ok(Server { listener, address, settings })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process is told to stop (Ctrl-C, SIGTERM); then takes no more connections and ends what is in flight. Told so
    /// again, it stops at once. `log` hears of every request.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the system has no threads or signals to give.
    pub fn run(self, pipeline: Pipeline, log: Option<Log>) -> Result<Stopped> {
        let Server { listener, address, settings } = self;
        let threads = settings.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let (limits, engine) = (settings.limits, Engine::new(pipeline));
        engine.warm_up()?;
        let context = Arc::new(Context {
            limits,
            engine,
            reading: ReadOptions::default(),
            pool: Pool::start(threads, limits.answer)?,
            window: 2 * threads,
            room: Room::new(limits.bytes_at_once),
            places: Arc::new(Semaphore::new(limits.requests)),
            metrics: Metrics::new(ROUTES.iter().map(|route| (route.method, route.path))),
            hosts: Hosts::new(&settings, address),
            is_stopping: AtomicBool::new(false),
            log,
        });
        let router = routes::router(&context, &settings.allow_origins);
        let runtime = Builder::new_multi_thread()
            .worker_threads(TALKING)
            .thread_name("talk")
            .enable_all()
            .build()
            .map_err(|error| Error::io("the server cannot start", error))?;
        let stopped = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).map_err(|error| Error::io("the server cannot start", error))?;
            let mut stop = Signals::new().map_err(|error| Error::io("the server cannot hear signals", error))?;
            let mut hall = Hall { context, router, open: Arc::new(Semaphore::new(limits.connections)), closing: watch::Sender::new(false) };
            tokio::select! {
                () = hall.take_in(&listener) => {}
                () = stop.next() => {}
            }
            Ok(hall.let_out(listener, &mut stop).await)
        });
        // Nothing is waited for any more: what was to end has ended.
        runtime.shutdown_background();
        stopped
    }
}

/// Refuses settings under which no request could be answered.
fn check(settings: &Settings) -> Result<()> {
    let limits = &settings.limits;
    let counts = [
        ("--max-body-bytes", limits.body_bytes),
        ("--max-article-bytes", limits.article_bytes),
        ("--max-articles", limits.articles),
        ("--max-requests", limits.requests),
        ("--max-connections", limits.connections),
        ("--max-bytes-at-once", limits.bytes_at_once),
    ];
    let most = Semaphore::MAX_PERMITS;
    if let Some((option, count)) = counts.into_iter().find(|&(_, count)| count == 0 || count > most) {
        return Err(Error::setting(format!("{option} {count}: expected a number from 1 to {most}")));
    }
    if let Some((option, _)) = [("--timeout", limits.answer), ("--client-timeout", limits.client)].iter().find(|(_, time)| time.is_zero()) {
        return Err(Error::setting(format!("{option}: expected a time above 0")));
    }
    if limits.bytes_at_once < limits.body_bytes {
        let (all, body) = (limits.bytes_at_once, limits.body_bytes);
        return Err(Error::setting(format!("--max-bytes-at-once {all}: must be enough for one body, --max-body-bytes {body}")));
    }
    match settings.allow_origins.iter().find(|origin| *origin != "*" && !is_origin(origin)) {
        Some(origin) => Err(Error::setting(format!("`{origin}` is no origin; expected one like https://example.org, or *"))),
        None => Ok(()),
    }
}

fn is_origin(origin: &str) -> bool {
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    !host.is_empty() && !host.contains('/') && HeaderValue::from_str(origin).is_ok()
}

/// Where connections come and go.
struct Hall {
    context: Shared,
    router: Router,
    /// One permit a connection: all are back when all have ended.
    open: Arc<Semaphore>,
    closing: watch::Sender<bool>,
}

impl Hall {
    /// Takes in connections for ever.
    async fn take_in(&mut self, listener: &tokio::net::TcpListener) {
        loop {
            let Ok(permit) = Arc::clone(&self.open).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, client)) => self.welcome(stream, client, permit),
                // One that was gone before it came costs nobody anything; one for which there was no room is still there.
                Err(_) => sleep(PAUSE).await,
            }
        }
    }

    fn welcome(&self, stream: TcpStream, client: SocketAddr, permit: OwnedSemaphorePermit) {
        let (context, router, mut closing) = (Arc::clone(&self.context), self.router.clone(), self.closing.subscribe());
        let limits = context.limits;
        tokio::spawn(async move {
            context.metrics.open();
            // Without it answers only come later.
            let _ = stream.set_nodelay(true);
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(limits.client));
            let service = service_fn(|mut request: Request<Incoming>| {
                request.extensions_mut().insert(Client(client));
                router.clone().call(request)
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.client)
                .max_buf_size(HEAD_BYTES)
                .serve_connection(TokioIo::new(Box::pin(stream)), service);
            let mut connection = pin!(connection);
            // What is wrong with a connection is its client's affair.
            tokio::select! {
                _ended = connection.as_mut() => {}
                _closing = async { closing.wait_for(|closing| *closing).await.is_ok() } => {
                    connection.as_mut().graceful_shutdown();
                    let _ended = connection.await;
                }
            }
            context.metrics.close();
            drop(permit);
        });
    }

    /// Takes in who is already waiting or on the way in, then nobody, and waits until all have their answers.
    async fn let_out(self, listener: tokio::net::TcpListener, stop: &mut Signals) -> Stopped {
        self.context.is_stopping.store(true, Relaxed);
        // Connections that the system has already made may have requests on the way.
        if let Ok(listener) = listener.into_std() {
            door::close(&listener);
            sleep(ON_THE_WAY).await;
            while let Ok(permit) = Arc::clone(&self.open).try_acquire_owned() {
                let Ok((stream, client)) = listener.accept() else { break };
                if let Ok(stream) = stream.set_nonblocking(true).and_then(|()| TcpStream::from_std(stream)) {
                    self.welcome(stream, client, permit);
                }
            }
        }
        let all = u32::try_from(self.context.limits.connections).unwrap_or(u32::MAX);
        if timeout(LINGER, self.open.acquire_many(all)).await.is_ok() {
            return Stopped { cut_off: 0 };
        }
        self.closing.send_replace(true);
        tokio::select! {
            _all = self.open.acquire_many(all) => {}
            () = sleep(self.context.limits.stop) => {}
            () = stop.next() => {}
        }
        Stopped { cut_off: self.context.limits.connections - self.open.available_permits() }
    }
}

/// What tells the process to stop.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    #[cfg(not(unix))]
    fn new() -> std::io::Result<Self> {
        Ok(Signals {})
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        // Where the signal cannot be heard the process ends by it.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
