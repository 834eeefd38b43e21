//! Times as people say them, in the newsroom's zone.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;

/// An instant as it is told at `now`: `10:02` today, `yesterday 22:14`, `Tue 10:00` in the
/// days around, and with its date otherwise.
pub(super) fn told(at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    let (at, now) = (at.with_timezone(&zone), now.with_timezone(&zone));
    let days = (at.date_naive() - now.date_naive()).num_days();
    match days {
        0 => at.format("%H:%M").to_string(),
        1 => at.format("tomorrow %H:%M").to_string(),
        -1 => at.format("yesterday %H:%M").to_string(),
        -6..=6 => at.format("%a %H:%M").to_string(),
        _ if at.year() == now.year() => at.format("%-d %b %H:%M").to_string(),
        _ => at.format("%-d %b %Y %H:%M").to_string(),
    }
}
