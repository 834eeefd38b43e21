//! When something that was not taken is tried again, and when it is given up.

use chrono::{DateTime, TimeDelta, Utc};

/// How long after a first failure.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(1);

/// The longest wait after failures in a row.
pub(super) const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);

/// What has waited for longer than this is not tried by itself any more.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(1);

/// When a message is tried again that has waited since `since` and now failed for the
/// `failures`-th time in a row: twice as long after each. `None` once it is given up.
#[must_use]
pub fn next_attempt(
    failures: u32,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let doubled = 2i32.checked_pow(failures.saturating_sub(1));
    let wait = doubled.and_then(|factor| FIRST_WAIT.checked_mul(factor)).unwrap_or(LONGEST_WAIT);
    (now - since < GIVEN_UP_AFTER).then(|| now + wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour_for_a_day() {
        let since = DateTime::<Utc>::UNIX_EPOCH;
        let wait = |failures, after| {
            let now = since + after;
            next_attempt(failures, since, now).map(|next| (next - now).num_seconds())
        };
        let waits: Vec<_> = (1..=12).map(|failures| wait(failures, TimeDelta::zero())).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].map(Some));
        assert_eq!(wait(u32::MAX, TimeDelta::hours(23)), Some(900));
        assert_eq!(wait(100, TimeDelta::hours(24)), None);
    }
}
