//! One thread of a server: an event loop, a listening socket of its own, and the
//! connections that the system gave to that socket. It knows no HTTP.

use super::connection::{self, Limits};
use super::{Answer, Api, Desk, HubCallbacks, Paper, Search};
use crate::clock::Clock;
use crate::metrics::Metrics;
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The pauses after a failed accept: they double from the first to the last.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LAST_PAUSE: Duration = Duration::from_secs(1);

/// What all threads of a server share.
pub(super) struct Shared {
    pub(super) address: SocketAddr,
    pub(super) limits: Limits,
    pub(super) desk: Arc<dyn Answer>,
    /// What answers under `/desk`, where there is such a thing.
    pub(super) newsroom: Option<Arc<Desk>>,
    /// What answers under `/api/`, where there is such a thing.
    pub(super) api: Option<Arc<Api>>,
    /// What answers hubs, where there is such a thing.
    pub(super) hubs: Option<Arc<HubCallbacks>>,
    /// What answers searches, where there is such a thing.
    pub(super) search: Option<Arc<Search>>,
    /// What makes pages of the web edition, where there is such a thing.
    pub(super) paper: Option<Arc<Paper>>,
    /// One for each connection that may be served at one time, on all threads.
    pub(super) slots: Arc<Semaphore>,
    /// Whether the oldest connection makes room for a new one when there is no slot.
    pub(super) makes_room: bool,
    /// Where connections are counted; the admin server's are not.
    pub(super) metrics: Option<Metrics>,
    /// What answers are dated by.
    pub(super) clock: Clock,
}

/// The event loop of one thread, with all descriptors that it needs. It may be dropped
/// where it never ran, in another event loop.
pub(super) struct EventLoop(Option<Runtime>);

impl EventLoop {
    pub(super) fn new() -> io::Result<Self> {
        tokio::runtime::Builder::new_current_thread().enable_all().build().map(Some).map(Self)
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Accepts and serves until `stop` is cancelled, and then until every connection
/// has ended or the shutdown timeout is over; what is left then is dropped.
pub(super) fn work(
    event_loop: &EventLoop,
    listener: std::net::TcpListener,
    shared: &Arc<Shared>,
    stop: &CancellationToken,
) -> io::Result<()> {
    let Some(runtime) = &event_loop.0 else { return Ok(()) };
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        let connections = TaskTracker::new();
        accept(&listener, shared, stop, &connections).await;
        drop(listener);
        connections.close();
        if timeout(shared.limits.shutdown_timeout, connections.wait()).await.is_err() {
            tracing::warn!(
                address = %shared.address,
                connections = connections.len(),
                "closing connections that did not finish in time"
            );
        }
        Ok(())
    })
}

async fn accept(
    listener: &TcpListener,
    shared: &Arc<Shared>,
    stop: &CancellationToken,
    connections: &TaskTracker,
) {
    let protocol = Arc::new(connection::protocol(&shared.limits));
    let mut pause = FIRST_PAUSE;
    let mut crowd = Crowd::default();
    loop {
        // 1. Take the next connection. The slot comes after it: a thread that
        //    held a slot while nobody calls would keep it from the others.
        let (stream, peer) = match unless(stop, listener.accept()).await {
            None => return,
            Some(Ok(client)) => client,
            Some(Err(error)) if is_of_one_connection(&error) => continue,
            // 2. Out of file descriptors or memory: it passes when connections
            //    end. Trying at once again would only burn the processor.
            Some(Err(error)) => {
                tracing::warn!(address = %shared.address, %error, "cannot accept connections");
                if unless(stop, sleep(pause)).await.is_none() {
                    return;
                }
                pause = (pause * 2).min(LAST_PAUSE);
                continue;
            }
        };
        pause = FIRST_PAUSE;
        // 3. Wait for a slot; meanwhile others wait in the system's queue.
        if shared.makes_room && shared.slots.available_permits() == 0 {
            crowd.send_one_away();
        }
        let Some(Ok(slot)) = unless(stop, Arc::clone(&shared.slots).acquire_owned()).await else {
            return;
        };
        // 4. Serve it beside the others.
        let (shared, protocol, stop) = (Arc::clone(shared), Arc::clone(&protocol), stop.clone());
        let leave = shared.makes_room.then(|| crowd.join());
        connections.spawn(async move {
            let _slot = slot;
            let served = serve((stream, peer), &shared, &protocol, &stop);
            match leave {
                None => served.await,
                Some(leave) => {
                    let _left = leave.clone().drop_guard();
                    leave.run_until_cancelled(served).await;
                }
            }
        });
    }
}

/// Who is connected, in the order in which they came.
#[derive(Default)]
struct Crowd(VecDeque<CancellationToken>);

impl Crowd {
    /// One more; the token says when to leave, and is cancelled by who leaves by himself.
    fn join(&mut self) -> CancellationToken {
        self.0.retain(|one| !one.is_cancelled());
        let leave = CancellationToken::new();
        self.0.push_back(leave.clone());
        leave
    }

    fn send_one_away(&mut self) {
        while let Some(first) = self.0.pop_front() {
            if !first.is_cancelled() {
                return first.cancel();
            }
        }
    }
}

async fn serve(
    (stream, peer): (TcpStream, SocketAddr),
    shared: &Shared,
    protocol: &hyper::server::conn::http1::Builder,
    stop: &CancellationToken,
) {
    let _open = shared.metrics.as_ref().map(Metrics::connection);
    let desks = connection::Desks {
        feeds: &*shared.desk,
        newsroom: shared.newsroom.as_deref(),
        api: shared.api.as_deref(),
        hubs: shared.hubs.as_deref(),
        search: shared.search.as_deref(),
        paper: shared.paper.as_deref(),
        peer: peer.ip(),
        clock: &shared.clock,
    };
    connection::serve(stream, protocol, &shared.limits, desks, stop).await;
}

/// The outcome of `work`, or `None` when `stop` is cancelled first.
async fn unless<T>(stop: &CancellationToken, work: impl Future<Output = T>) -> Option<T> {
    stop.run_until_cancelled(work).await
}

/// Errors of a connection that broke before it was accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}
