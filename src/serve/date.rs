//! The `Date` of an answer, by our clock. hyper's own stays as it is until the second after the
//! one that it was made in: once a clock was set back, until the old time comes again.

use super::shelved::http_date;
use crate::clock::Clock;
use http::HeaderValue;
use std::cell::RefCell;

thread_local! {
    /// What was written last, and for which second.
    static WRITTEN: RefCell<Option<(i64, HeaderValue)>> = const { RefCell::new(None) };
}

/// The date of an answer that is given now.
pub(super) fn now(clock: &Clock) -> HeaderValue {
    let now = clock.now();
    WRITTEN.with_borrow_mut(|written| match written {
        Some((second, date)) if *second == now.timestamp() => date.clone(),
        _ => {
            let date = http_date(now);
            *written = Some((now.timestamp(), date.clone()));
            date
        }
    })
}
