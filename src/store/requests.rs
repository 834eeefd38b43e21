//! What commands ask the running service to do, and what it answers. Both go through the
//! store, which the two have in common. It knows nothing of what is in an answer.

use super::StoreError;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};

/// A source that somebody wants asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// By which it is answered.
    pub number: i64,
    /// The source.
    pub source: SourceName,
}

/// The requests. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Requests {
    /// Asks for a pass over a source, and forgets what was asked for a day earlier; gives
    /// the number of the request.
    fn request(&mut self, source: &SourceName, at: DateTime<Utc>) -> Result<i64, StoreError>;

    /// What has no answer yet, in the order in which it was asked for.
    fn requests(&mut self) -> Result<Vec<Request>, StoreError>;

    /// Answers requests.
    fn answer_requests(&mut self, numbers: &[i64], answer: &str) -> Result<(), StoreError>;

    /// The answer to a request, once there is one.
    fn answer_to(&mut self, number: i64) -> Result<Option<String>, StoreError>;

    /// Forgets requests, answered or not.
    fn forget_requests(&mut self, numbers: &[i64]) -> Result<(), StoreError>;
}
