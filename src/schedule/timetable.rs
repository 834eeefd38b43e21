//! A cron expression in a time zone, and the next instant it names. It holds no
//! state: the same question has the same answer, whenever it is asked.

use super::calendar::{Calendar, LAST_YEAR};
use super::expression::Expression;
use super::local_time;
use chrono::{DateTime, Datelike, SubsecRound, TimeDelta, Utc};
use chrono_tz::Tz;

/// A cron expression in a time zone.
///
/// When clocks change it does what Vixie cron does. An expression that names a
/// time of day (neither its minute nor its hour starts with `*`) fires once on
/// that day: right after the gap if the time lies in it, in the first pass if
/// it comes twice. Every other expression fires whenever the clock on the wall
/// shows a time that it names: in both passes, and never for the time left out.
///
/// ```
/// use chrono::{DateTime, Utc};
/// use pressroom::schedule::Timetable;
///
/// let hourly = Timetable::parse("5 * * * *", chrono_tz::Asia::Karachi)?;
/// let midnight: DateTime<Utc> = DateTime::UNIX_EPOCH;
/// let next = hourly.next_after(midnight).map(|next| next.to_rfc3339());
/// assert_eq!(next.as_deref(), Some("1970-01-01T00:05:00+00:00"));
/// assert!(Timetable::parse("61 * * * *", chrono_tz::Asia::Karachi).is_err());
/// # Ok::<(), pressroom::schedule::TimetableError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    expression: String,
    zone: Tz,
    calendar: Calendar,
    names_a_time: bool,
}

/// Why an expression is no timetable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{expression}\" is not a schedule: {reason}")]
pub struct TimetableError {
    /// What was written.
    pub expression: String,
    /// Which field is wrong, and what may stand there.
    pub reason: String,
}

impl Timetable {
    /// Reads an expression: five fields (minute, hour, day of month, month, day
    /// of week), six with seconds in front, or a nickname such as `@daily`.
    ///
    /// # Errors
    /// When a field is wrong, or when it can never fire.
    pub fn parse(expression: &str, zone: Tz) -> Result<Self, TimetableError> {
        let refuse = |reason| TimetableError { expression: expression.trim().to_owned(), reason };
        let fields = Expression::parse(expression).map_err(refuse)?;
        Ok(Self {
            expression: expression.trim().to_owned(),
            zone,
            calendar: Calendar::of(&fields).map_err(refuse)?,
            names_a_time: fields.names_a_time(),
        })
    }

    /// As it was written.
    #[must_use]
    pub fn expression(&self) -> &str {
        &self.expression
    }

    /// Whose wall clock it is about.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The first instant after `instant` at which it fires, in whole seconds;
    /// `None` after the year 2100. Never before 1970.
    #[must_use]
    pub fn next_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if instant.year() > LAST_YEAR {
            return None;
        }
        // A zone's offset cannot lead out of what chrono can count from here on.
        let day_before_1970 = DateTime::UNIX_EPOCH - TimeDelta::days(1);
        let instant = instant.max(day_before_1970).trunc_subsecs(0);
        if self.names_a_time { self.next_named(instant) } else { self.next_shown(instant) }
    }

    /// The time between the next two firings after `instant`.
    #[must_use]
    pub fn interval_after(&self, instant: DateTime<Utc>) -> Option<TimeDelta> {
        let next = self.next_after(instant)?;
        Some(self.next_after(next)? - next)
    }

    fn next_named(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.calendar
            .after(local_time::wall_clock(self.zone, instant))
            .filter_map(|time| local_time::first_at_or_past(self.zone, time))
            .find(|at| *at > instant)
    }

    fn next_shown(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let onward =
            self.calendar.after(local_time::wall_clock(self.zone, instant)).find_map(|time| {
                let shown = local_time::instants(self.zone, time);
                [shown.earliest(), shown.latest()].into_iter().flatten().find(|at| *at > instant)
            });
        // In the first pass, times that the clock showed already come once more.
        let once_more = local_time::fold_ahead(self.zone, instant).and_then(|start| {
            let mut times = self.calendar.after(start - TimeDelta::seconds(1));
            times.find_map(|time| local_time::instants(self.zone, time).latest())
        });
        onward.into_iter().chain(once_more).min()
    }
}
