//! Wall-clock time and real time, on the nights when clocks change too. It
//! knows nothing of cron.
//!
//! A *gap* is a span of wall-clock times that a zone leaves out in spring; a
//! *fold* is one that it goes through twice in autumn.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// What the clock on the wall shows at `instant`.
pub(super) fn wall_clock(zone: Tz, instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}

/// The instants at which the clock shows `time`: none in a gap, two in a fold.
pub(super) fn instants(zone: Tz, time: NaiveDateTime) -> MappedLocalTime<DateTime<Utc>> {
    zone.from_local_datetime(&time).map(|at| at.with_timezone(&Utc))
}

/// The first instant at which the clock shows `time`, or at which it is past it
/// because `time` lies in a gap.
pub(super) fn first_at_or_past(zone: Tz, time: NaiveDateTime) -> Option<DateTime<Utc>> {
    instants(zone, time).earliest().or_else(|| {
        // No offset from UTC is larger than a day and a half, even where a
        // zone left out a whole day to change sides of the date line.
        let margin = TimeDelta::hours(36);
        let before = time.and_utc().checked_sub_signed(margin)?;
        let after = time.and_utc().checked_add_signed(margin)?;
        Some(first_that(before, after, |instant| wall_clock(zone, instant) >= time))
    })
}

/// When `instant` is in the first pass through a fold: the wall-clock time at
/// which the second pass begins.
pub(super) fn fold_ahead(zone: Tz, instant: DateTime<Utc>) -> Option<NaiveDateTime> {
    match instants(zone, wall_clock(zone, instant)) {
        MappedLocalTime::Ambiguous(first, second) if instant < second => {
            let offset = |at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
            let change = first_that(first, second, |at| offset(at) != offset(first));
            Some(wall_clock(zone, change))
        }
        _ => None,
    }
}

/// The first whole second in `(no, yes]` at which `holds`; it holds at `yes`,
/// not at `no`, and changes once between them.
fn first_that(
    mut no: DateTime<Utc>,
    mut yes: DateTime<Utc>,
    holds: impl Fn(DateTime<Utc>) -> bool,
) -> DateTime<Utc> {
    while yes - no > TimeDelta::seconds(1) {
        let middle = no + TimeDelta::seconds((yes - no).num_seconds() / 2);
        if holds(middle) { yes = middle } else { no = middle }
    }
    yes
}
