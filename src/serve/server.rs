//! Listens, and runs one thread for each core of the machine. Every thread has
//! its own event loop and its own socket on the one address, so that no request
//! crosses from core to core. It knows neither HTTP nor feeds.

use super::connection::Limits;
use super::descriptors;
use super::worker::{self, Shared};
use super::{
    Admin, Answer, Api, Desk, HandedOver, HubCallbacks, Newsstand, Paper, Search, ServeError,
};
use crate::clock::Clock;
use crate::config::settings;
use crate::metrics::Metrics;
use socket2::{Domain, Protocol, Socket, Type};
use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

/// Connections that may wait in the system's queue to be accepted.
const BACKLOG: i32 = 1024;

/// How long a client may take for its answer once the system's buffers are full,
/// if nothing else is said: a 2 MB feed at 33 KB a second.
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);

/// Connections to the admin server at one time.
const ADMIN_CONNECTIONS: usize = 32;

/// A server that listens already; clients wait until it [runs](Server::run).
pub struct Server {
    address: SocketAddr,
    listeners: Vec<TcpListener>,
    limits: Limits,
    max_connections: usize,
    makes_room: bool,
    desk: Arc<dyn Answer>,
    newsroom: Option<Arc<Desk>>,
    api: Option<Arc<Api>>,
    hubs: Option<Arc<HubCallbacks>>,
    search: Option<Arc<Search>>,
    paper: Option<Arc<Paper>>,
    metrics: Option<Metrics>,
    clock: Clock,
}

impl Server {
    /// Listens for readers on `server.listen`; port 0 stands for any free one.
    ///
    /// # Errors
    /// When the address is in use, or the system does not let us listen there.
    pub fn bind(server: &settings::Server, newsstand: Arc<Newsstand>) -> Result<Self, ServeError> {
        Self::bind_or_take(server, newsstand, &mut HandedOver::default())
    }

    /// The same, at a socket that was handed over, where one has that address.
    ///
    /// # Errors
    /// As [`Server::bind`].
    pub fn bind_or_take(
        server: &settings::Server,
        newsstand: Arc<Newsstand>,
        handed_over: &mut HandedOver,
    ) -> Result<Self, ServeError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let metrics = Some(newsstand.metrics().clone());
        let connections = descriptors::for_readers(server.max_connections);
        let listeners = listeners(server.listen, threads, handed_over)?;
        let clock = newsstand.clock().clone();
        Ok(Self::open(server, server.listen, listeners, connections, newsstand, metrics)?.by(clock))
    }

    /// Listens for operators on `server.admin`. Nobody is kept waiting there: when too
    /// many are connected, the one who came first is sent away.
    ///
    /// # Errors
    /// When the address is in use, or the system does not let us listen there.
    pub fn bind_admin(server: &settings::Server, admin: Arc<Admin>) -> Result<Self, ServeError> {
        Self::bind_or_take_admin(server, admin, &mut HandedOver::default())
    }

    /// The same, at a socket that was handed over, where one has that address.
    ///
    /// # Errors
    /// As [`Server::bind_admin`].
    pub fn bind_or_take_admin(
        server: &settings::Server,
        admin: Arc<Admin>,
        handed_over: &mut HandedOver,
    ) -> Result<Self, ServeError> {
        let listeners = listeners(server.admin, 1, handed_over)?;
        let admin = Self::open(server, server.admin, listeners, ADMIN_CONNECTIONS, admin, None)?;
        Ok(Self { makes_room: true, ..admin })
    }

    fn open(
        server: &settings::Server,
        address: SocketAddr,
        listeners: Vec<TcpListener>,
        max_connections: usize,
        desk: Arc<dyn Answer>,
        metrics: Option<Metrics>,
    ) -> Result<Self, ServeError> {
        let address = match listeners.first().map(TcpListener::local_addr) {
            Some(Ok(bound)) => bound,
            Some(Err(source)) => return Err(ServeError::Listen { address, source }),
            None => address,
        };
        Ok(Self {
            address,
            listeners,
            limits: Limits {
                first_byte_timeout: server.first_byte_timeout,
                header_timeout: server.header_timeout,
                write_timeout: WRITE_TIMEOUT,
                max_header_bytes: server.max_header_bytes,
                shutdown_timeout: server.shutdown_timeout,
            },
            max_connections: max_connections.clamp(1, Semaphore::MAX_PERMITS),
            makes_room: false,
            desk,
            newsroom: None,
            api: None,
            hubs: None,
            search: None,
            paper: None,
            metrics,
            clock: Clock::system(),
        })
    }

    /// Has answers dated by this clock.
    #[must_use]
    pub fn by(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Has what is asked under `/api/` answered by `api`.
    #[must_use]
    pub fn with_api(mut self, api: Arc<Api>) -> Self {
        self.api = Some(api);
        self
    }

    /// Has what hubs say answered by `hubs`.
    #[must_use]
    pub fn with_hubs(mut self, hubs: Arc<HubCallbacks>) -> Self {
        self.hubs = Some(hubs);
        self
    }

    /// Has what is asked under `/desk` answered by `desk`.
    #[must_use]
    pub fn with_desk(mut self, desk: Arc<Desk>) -> Self {
        self.newsroom = Some(desk);
        self
    }

    /// Has searches answered by `search`.
    #[must_use]
    pub fn with_search(mut self, search: Arc<Search>) -> Self {
        self.search = Some(search);
        self
    }

    /// Has pages of the web edition that are in no edition made by `paper`.
    #[must_use]
    pub fn with_paper(mut self, paper: Arc<Paper>) -> Self {
        self.paper = Some(paper);
        self
    }

    /// How long a client may take for its answer once the system's buffers are
    /// full; 60 seconds when this is not called.
    #[must_use]
    pub fn write_timeout(mut self, timeout: Duration) -> Self {
        self.limits.write_timeout = timeout;
        self
    }

    /// Where it listens; with the true port when 0 was asked for.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` is cancelled; then accepts nobody any more, answers
    /// the requests that are being sent, and closes what is left after the
    /// shutdown timeout. Returns when all threads have ended. When the future is
    /// dropped the threads stop likewise, but nobody waits for them.
    ///
    /// # Errors
    /// When a thread cannot be started, or one ends before it was told to.
    pub async fn run(self, shutdown: CancellationToken) -> Result<(), ServeError> {
        let address = self.address;
        let start = |source| ServeError::Start { address, source };
        let end_of_all = shutdown.child_token();
        let _end_when_dropped = end_of_all.clone().drop_guard();
        let shared = Arc::new(Shared {
            address,
            limits: self.limits,
            desk: self.desk,
            newsroom: self.newsroom,
            api: self.api,
            hubs: self.hubs,
            search: self.search,
            paper: self.paper,
            slots: Arc::new(Semaphore::new(self.max_connections)),
            makes_room: self.makes_room,
            metrics: self.metrics,
            clock: self.clock,
        });
        // All of them before anybody is served: readers must not take the descriptors
        // that a thread still needs to begin.
        let event_loops: Vec<_> = self
            .listeners
            .iter()
            .map(|_| worker::EventLoop::new())
            .collect::<Result<_, _>>()
            .map_err(start)?;
        let (working, mut all_ended) = mpsc::channel::<Infallible>(1);
        let mut threads = Vec::new();
        for (number, (listener, event_loop)) in
            self.listeners.into_iter().zip(event_loops).enumerate()
        {
            // A token of its own: the others' connections do not contend for it.
            let (shared, stop) = (Arc::clone(&shared), end_of_all.child_token());
            let working = working.clone();
            // One that ends ends all: half a server would look like a whole one.
            let end_of_all = end_of_all.clone().drop_guard();
            let thread = std::thread::Builder::new()
                .name(format!("serve-{number}"))
                .spawn(move || {
                    let _working = working;
                    let _end_of_all = end_of_all;
                    worker::work(&event_loop, listener, &shared, &stop)
                })
                .map_err(start)?;
            threads.push(thread);
        }
        drop(working);
        tracing::info!(%address, threads = threads.len(), "serving");
        // No message is ever sent: this waits until the last sender is dropped.
        let _ = all_ended.recv().await;
        for thread in threads {
            match thread.join() {
                Ok(outcome) => outcome.map_err(start)?,
                Err(_panicked) => return Err(ServeError::Ended { address }),
            }
        }
        if shutdown.is_cancelled() { Ok(()) } else { Err(ServeError::Ended { address }) }
    }
}

/// The listening sockets of so many threads. One that was handed over is shared by all.
fn listeners(
    address: SocketAddr,
    threads: usize,
    handed_over: &mut HandedOver,
) -> Result<Vec<TcpListener>, ServeError> {
    let Some(listener) = handed_over.take(address) else { return listen(address, threads) };
    let more = (1..threads).map(|_| listener.try_clone()).collect::<io::Result<Vec<_>>>();
    let mut all = more.map_err(|source| ServeError::Listen { address, source })?;
    all.push(listener);
    Ok(all)
}

/// One listening socket for each thread, all on one address; on systems without
/// `SO_REUSEPORT` a single one.
fn listen(address: SocketAddr, threads: usize) -> Result<Vec<TcpListener>, ServeError> {
    let refuse = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => ServeError::InUse { address },
        _ => ServeError::Listen { address, source },
    };
    let threads = if cfg!(unix) { threads.max(1) } else { 1 };
    // Sockets that share a port also share it with another process of ours that
    // runs by mistake: readers would get now the one, now the other. A socket
    // that does not share finds that out.
    if address.port() != 0 {
        bound_socket(address, false).map_err(refuse)?;
    }
    let mut listeners = Vec::with_capacity(threads);
    let mut address = address;
    for _ in 0..threads {
        let socket = bound_socket(address, true).map_err(refuse)?;
        socket.listen(BACKLOG).map_err(refuse)?;
        let listener = TcpListener::from(socket);
        address = listener.local_addr().map_err(refuse)?;
        listeners.push(listener);
    }
    Ok(listeners)
}

fn bound_socket(address: SocketAddr, shared: bool) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // Connections of the last run that are still closing must not keep us out.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    #[cfg(unix)]
    socket.set_reuse_port(shared)?;
    #[cfg(not(unix))]
    let _ = shared;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    Ok(socket)
}
