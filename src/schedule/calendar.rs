//! The one place that speaks to the `cron` crate: which wall-clock times an
//! expression names. It knows no time zone; a day has 24 hours here.
//!
//! The crate counts weekdays from 1 = Sunday, wants both day fields to hold,
//! and goes wrong where clocks change. So it gets plain lists of numbers, one
//! schedule for each day field where either is enough, and no zone but UTC.

use super::expression::Expression;
use super::field::Field;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use cron::Schedule;
use std::str::FromStr;

/// The last year that the crate knows; after it nothing fires.
pub(super) const LAST_YEAR: i32 = 2100;

/// The wall-clock times that an expression names, from 1970 to 2100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Calendar(Vec<Schedule>);

impl Calendar {
    /// # Errors
    /// When there is no such time at all, or the crate refuses it.
    pub(super) fn of(expression: &Expression) -> Result<Self, String> {
        let days_of_month = list(&expression.days_of_month, 0);
        // Quartz counts from 1 = Sunday.
        let days_of_week = list(&expression.days_of_week, 1);
        let schedules = if expression.either_day() {
            vec![
                schedule(expression, &days_of_month, "*")?,
                schedule(expression, "*", &days_of_week)?,
            ]
        } else {
            vec![schedule(expression, &days_of_month, &days_of_week)?]
        };
        let calendar = Self(schedules);
        match calendar.next_after(NaiveDateTime::MIN) {
            Some(_) => Ok(calendar),
            None => Err("it never fires: none of its months has such a day; change the day of \
                         month or the month"
                .to_owned()),
        }
    }

    /// The first time after `time`, whole seconds.
    pub(super) fn next_after(&self, time: NaiveDateTime) -> Option<NaiveDateTime> {
        let beginning = NaiveDate::from_ymd_opt(1969, 12, 31)?.and_hms_opt(23, 59, 59)?;
        let end = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31)?.and_hms_opt(23, 59, 59)?;
        if time >= end {
            return None;
        }
        let from: DateTime<Utc> = time.max(beginning).and_utc();
        self.0
            .iter()
            .filter_map(|schedule| schedule.after(&from).next())
            .min()
            .map(|at| at.naive_utc())
    }

    /// Every time after `time`, in order.
    pub(super) fn after(&self, time: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> {
        std::iter::successors(self.next_after(time), |last| self.next_after(*last))
    }
}

fn schedule(
    expression: &Expression,
    days_of_month: &str,
    days_of_week: &str,
) -> Result<Schedule, String> {
    let text = format!(
        "{} {} {} {days_of_month} {} {days_of_week}",
        list(&expression.seconds, 0),
        list(&expression.minutes, 0),
        list(&expression.hours, 0),
        list(&expression.months, 0),
    );
    Schedule::from_str(&text).map_err(|error| error.to_string())
}

fn list(field: &Field, plus: u32) -> String {
    let numbers: Vec<String> =
        field.numbers.iter().map(|number| (number + plus).to_string()).collect();
    numbers.join(",")
}
