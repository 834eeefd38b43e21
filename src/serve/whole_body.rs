//! The body of a request, read whole: how long it may be, and how long it may take. What
//! is in it, its caller knows.

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use std::time::Duration;

/// Why a body was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyFault {
    /// It has more bytes than it may.
    TooLong,
    /// It ended before its end.
    BrokeOff,
    /// It took too long.
    TooSlow,
}

/// Reads a body to its end.
///
/// # Errors
/// When it is longer than `most`, takes longer than `within`, or breaks off.
pub(super) async fn read(
    body: Incoming,
    most: usize,
    within: Duration,
) -> Result<Bytes, BodyFault> {
    // What is announced as too long is not waited for.
    if body.size_hint().lower() > most as u64 {
        return Err(BodyFault::TooLong);
    }
    match tokio::time::timeout(within, Limited::new(body, most).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(BodyFault::TooLong),
        Ok(Err(_)) => Err(BodyFault::BrokeOff),
        Err(_) => Err(BodyFault::TooSlow),
    }
}
