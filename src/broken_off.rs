//! Why work on another thread brought nothing: the program is ending, or the work
//! panicked, which is a defect of ours and never anybody else's fault.

use crate::precedence;
use std::any::Any;
use std::sync::Arc;
use tokio::task::JoinError;

/// Work that ended without an outcome.
#[derive(Debug, thiserror::Error)]
pub enum BrokenOff {
    /// The program is ending.
    #[error("it was broken off because the program is ending")]
    Ending,
    /// The work panicked.
    #[error("a defect in pressroom broke it off ({0}); report this line, it costs nothing else")]
    Defect(String),
}

impl From<JoinError> for BrokenOff {
    fn from(error: JoinError) -> Self {
        match error.try_into_panic() {
            Ok(panic) => Self::by(panic),
            Err(_cancelled) => Self::Ending,
        }
    }
}

impl BrokenOff {
    fn by(panic: Box<dyn Any + Send>) -> Self {
        let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
        let said = said.or_else(|| panic.downcast_ref::<String>().cloned());
        Self::Defect(said.unwrap_or_else(|| "no word of why".to_owned()))
    }
}

/// Does what computes, or waits for a disk, where it holds up nobody.
///
/// # Errors
/// When it panics, or the program is ending.
pub async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, BrokenOff> {
    Ok(precedence::behind_readers(work).await?)
}

/// As [`aside`], of somebody that many share.
///
/// # Errors
/// As [`aside`].
pub async fn blocking<S: Send + Sync + 'static, T: Send + 'static>(
    shared: &Arc<S>,
    work: impl FnOnce(&S) -> T + Send + 'static,
) -> Result<T, BrokenOff> {
    let shared = Arc::clone(shared);
    aside(move || work(&shared)).await
}

/// As [`aside`], for what takes much memory for a while: on a thread that ends with it. What
/// the pool's threads have taken once, the allocator keeps for each of them.
///
/// # Errors
/// As [`aside`].
pub async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, BrokenOff> {
    aside(move || std::thread::spawn(work).join()).await?.map_err(BrokenOff::by)
}
