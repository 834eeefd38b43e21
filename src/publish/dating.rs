//! Of when a document is said to be, so that a reader who knows only dates learns of every
//! change. It asks no clock.

use super::last_good::whole_seconds;
use crate::edition::Document;
use chrono::{DateTime, TimeDelta, Utc};

/// A `modified` that is further ahead of the clock than this was never told to
/// anybody by us: the files were restored, or the clock was wrong.
pub(super) const FAR_AHEAD: TimeDelta = TimeDelta::minutes(1);

/// From when on nothing but these bytes is sent: later than all that was said of what they
/// take the place of, also when that was said by a clock that was ahead.
pub(super) fn since(
    last: Option<&Document>,
    modified: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let second = TimeDelta::seconds(1);
    let told = last.map(|last| match last.since == DateTime::<Utc>::MAX_UTC {
        true => last.modified + second,
        false => last.since.max(last.modified) + second,
    });
    let dates = [Some(modified), Some(whole_seconds(now) + second), told];
    dates.into_iter().flatten().max().unwrap_or(modified)
}

/// What `Last-Modified` says of bytes that take the place of others: later than
/// it was, whatever happens, unless what it was makes no sense.
pub(super) fn modified(
    last: Option<DateTime<Utc>>,
    updated: DateTime<Utc>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    let (updated, now) = (whole_seconds(updated.min(now)), whole_seconds(now));
    match last {
        None => updated,
        Some(last) if updated > last => updated,
        Some(last) if last > now + FAR_AHEAD => now,
        // Two changes within one second: the second one is a second later.
        Some(last) => now.max(last + TimeDelta::seconds(1)),
    }
}
