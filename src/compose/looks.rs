//! How long a reader may wait between two looks, read off the cron schedules.
//! It never asks what time it is, or a feed's bytes would change with the hour.

use crate::config::settings::Source;
use chrono::{DateTime, TimeDelta, Utc};

/// Where the count starts: midnight UTC of Monday 5 January 2026. Any fixed
/// instant does; a Monday shows the schedules of weekdays first.
const REFERENCE: DateTime<Utc> = match DateTime::from_timestamp(1_767_571_200, 0) {
    Some(instant) => instant,
    None => DateTime::UNIX_EPOCH,
};

/// Firings looked at: enough for three hours of every minute, or a week of
/// every half hour, so that the quiet nights do not decide.
const FIRINGS: usize = 400;

/// Schedules rarer than this count as once in this long.
const HORIZON: TimeDelta = TimeDelta::days(8);

/// The bounds in minutes: RSS `ttl` has no smaller step than one, and a reader
/// should look once a day at least.
const BOUNDS: (i64, i64) = (1, 1440);

/// Minutes when there is no source at all.
const WITHOUT_SOURCES: u32 = 60;

/// The smallest usual gap between two firings of a source, in minutes from 1 to
/// 1440; an hour when there is no source.
#[must_use]
pub fn minutes_between_looks(sources: &[Source]) -> u32 {
    let gap = sources
        .iter()
        .map(|source| usual_gap(|instant| source.timetable.next_after(instant)).unwrap_or(HORIZON))
        .min();
    let minutes = gap.map(|gap| gap.num_minutes().clamp(BOUNDS.0, BOUNDS.1));
    minutes.and_then(|minutes| u32::try_from(minutes).ok()).unwrap_or(WITHOUT_SOURCES)
}

/// The median gap between the firings that `next_after` tells of in the week
/// after a fixed instant; `None` when there are fewer than two.
#[must_use]
pub fn usual_gap(next_after: impl Fn(DateTime<Utc>) -> Option<DateTime<Utc>>) -> Option<TimeDelta> {
    let mut gaps = Vec::new();
    let mut last: Option<DateTime<Utc>> = None;
    for _ in 0..FIRINGS {
        let from = last.unwrap_or(REFERENCE);
        match next_after(from).filter(|next| *next > from && *next - REFERENCE <= HORIZON) {
            Some(next) => {
                gaps.extend(last.map(|last| next - last));
                last = Some(next);
            }
            None => break,
        }
    }
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}
