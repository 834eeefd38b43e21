//! How long a source that fails is left alone: longer after each failure.
//! It counts no failures and keeps nothing.

use super::Timetable;
use crate::fingerprint::Fingerprint;
use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// From this many failures in a row on, the circuit is open: a source is taken
/// for dead, and the one request at the end of each wait is a probe.
pub const CIRCUIT_OPENS_AT: u32 = 5;

/// How a source that fails is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// By how much the wait grows with each failure in a row; by 1 it never does.
    pub factor: u32,
    /// The longest wait, unless the source's own schedule is slower; with 0 there is none.
    pub most: Duration,
}

impl Default for Backoff {
    /// What holds where nothing is configured.
    fn default() -> Self {
        Self { factor: 2, most: Duration::from_secs(6 * 60 * 60) }
    }
}

impl Backoff {
    /// When a source is asked again whose pass at `began` was the `failures`-th in a
    /// row to fail; `None` where that is its schedule's matter alone, as after the first.
    ///
    /// The wait is the schedule's own interval, multiplied with each failure, and `most` at
    /// most (or one interval, where that is longer), and up to a tenth more: the
    /// same amount on every machine, so that what failed together does not come back
    /// together.
    #[must_use]
    pub fn asked_again(
        &self,
        name: &SourceName,
        timetable: &Timetable,
        began: DateTime<Utc>,
        failures: u32,
    ) -> Option<DateTime<Utc>> {
        if failures < 2 || self.factor < 2 || self.most.is_zero() {
            return None;
        }
        let interval = timetable.interval_after(began)?;
        let most = TimeDelta::from_std(self.most).unwrap_or(TimeDelta::MAX);
        let grown = i32::try_from(self.factor.saturating_pow((failures - 1).min(20)));
        let wait = interval.checked_mul(grown.unwrap_or(i32::MAX)).unwrap_or(most);
        let wait = wait.min(most.max(interval));
        let draw =
            Fingerprint::of_parts([name.as_str().as_bytes(), &failures.to_le_bytes()]).to_i64();
        let room = (wait.num_milliseconds() / 10).max(1);
        began.checked_add_signed(wait + TimeDelta::milliseconds(draw.rem_euclid(room)))
    }
}
