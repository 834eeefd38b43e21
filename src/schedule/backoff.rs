//! How long a source that fails is left alone: twice as long after each failure.
//! It counts no failures and keeps nothing.

use super::Timetable;
use crate::fingerprint::Fingerprint;
use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};

/// From this many failures in a row on, the circuit is open: a source is taken
/// for dead, and the one request at the end of each wait is a probe.
pub const CIRCUIT_OPENS_AT: u32 = 5;

/// A source is asked at least this often, unless its own schedule is slower.
const LONGEST: TimeDelta = TimeDelta::hours(6);

/// When a source is asked again whose pass at `began` was the `failures`-th in a
/// row to fail; `None` after the first, which only the schedule answers.
///
/// The wait is the schedule's own interval, doubled with each failure, six hours
/// at most (or one interval, where that is longer), and up to a tenth more: the
/// same amount on every machine, so that what failed together does not come back
/// together.
#[must_use]
pub fn asked_again(
    name: &SourceName,
    timetable: &Timetable,
    began: DateTime<Utc>,
    failures: u32,
) -> Option<DateTime<Utc>> {
    if failures < 2 {
        return None;
    }
    let interval = timetable.interval_after(began)?;
    let doubled = 2_i32.saturating_pow((failures - 1).min(20));
    let wait = interval.checked_mul(doubled).unwrap_or(LONGEST).min(LONGEST.max(interval));
    let draw = Fingerprint::of_parts([name.as_str().as_bytes(), &failures.to_le_bytes()]).to_i64();
    let room = (wait.num_milliseconds() / 10).max(1);
    began.checked_add_signed(wait + TimeDelta::milliseconds(draw.rem_euclid(room)))
}
