//! One piece of work at a time on the blocking pool, so that nobody who keeps time waits
//! for the store. It knows nothing of the work.

use crate::precedence;
use tokio::task::{JoinError, JoinHandle};

/// The work under way, if any.
pub(crate) struct Job<T>(Option<JoinHandle<T>>);

impl<T: Send + 'static> Job<T> {
    /// Nothing is under way.
    pub(crate) fn idle() -> Self {
        Self(None)
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.0.is_none()
    }

    /// Begins, unless something is under way.
    pub(crate) fn start(&mut self, work: impl FnOnce() -> T + Send + 'static) {
        if self.is_idle() {
            self.0 = Some(precedence::behind_readers(work));
        }
    }

    /// Waits for the end of what is under way; for ever when nothing is. A wait that is
    /// given up loses nothing.
    pub(crate) async fn ended(&mut self) -> Result<T, JoinError> {
        let Some(running) = &mut self.0 else { return std::future::pending().await };
        let ended = running.await;
        self.0 = None;
        ended
    }
}
