//! A date as it is written, and the instant that it means. It reads no text.

use super::fault::DateFault;
use super::time_of_day;
use super::zones::Zone;
use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone,
    Utc,
};
use chrono_tz::Tz;

/// The longest text that can be a date.
pub(super) const LONGEST: usize = 128;

/// Who wrote a date, which decides how much in it may be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    /// Anybody, in mail and feeds and pages: RFC 822 says what `EST` is, and where only
    /// the order could tell day from month, the day comes first.
    Anybody,
    /// Somebody who can be asked: nothing is guessed.
    Newsroom,
}

/// How the dates of one document are to be read where they do not say it themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// In which zone they are.
    pub zone: Tz,
    /// `11/05/2026` is in November.
    pub month_first: bool,
}

impl Way {
    /// In this zone, the day first.
    #[must_use]
    pub fn in_zone(zone: Tz) -> Self {
        Self { zone, month_first: false }
    }
}

impl Default for Way {
    fn default() -> Self {
        Self::in_zone(Tz::UTC)
    }
}

/// A text as it stands in a message: no longer than a line.
pub(super) fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

fn local(time: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let hour = TimeDelta::hours(1);
    zone.from_local_datetime(&time)
        .earliest()
        .or_else(|| {
            Some(zone.from_local_datetime(&time.checked_sub_signed(hour)?).latest()? + hour)
        })
        .map(|instant| instant.to_utc())
}

/// A date and time as written, with the zones that it names.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) date: NaiveDate,
    pub(super) time: time_of_day::Time,
    /// None: it does not say. Of several, all must mean the same instant.
    pub(super) zones: Vec<Zone>,
}

impl Written {
    /// The instant, in `zone` where it names none; `None` beyond what can be counted.
    /// In the newsroom's own hand an hour comes once, and an offset is one that there is.
    pub(super) fn instant(
        &self,
        text: &str,
        zone: Tz,
        hand: Hand,
    ) -> Result<Option<DateTime<Utc>>, DateFault> {
        let Some(time) = self.on_the_clock() else { return Ok(None) };
        // An offset tells which of two hours is meant.
        let mut zones = self.zones.clone();
        zones.sort_by_key(|zone| matches!(zone, Zone::Named(_)));
        if hand == Hand::Newsroom {
            is_certain(time, zones.first().copied().unwrap_or(Zone::Named(zone)), text)?;
        }
        let Some((first, others)) = zones.split_first() else { return Ok(local(time, zone)) };
        let instant = in_zone(time, *first);
        let agrees = |other: &Zone| match (other, instant) {
            // What an offset says of an hour that comes twice stands.
            (Zone::Named(other), Some(instant)) => {
                instant.with_timezone(other).naive_local() == time
            }
            (Zone::Offset(_), _) => in_zone(time, *other) == instant,
            (Zone::Named(_), None) => true,
        };
        match others.iter().all(agrees) {
            true => Ok(instant),
            false => Err(DateFault::ZonesDisagree(shown(text))),
        }
    }

    /// The same by the common count of years. What names a zone was written by a program, and
    /// what the newsroom writes is meant as it stands.
    pub(super) fn in_common_years(self, hand: Hand) -> Self {
        let year = self.date.year();
        let common = self.date.with_year(year - AHEAD);
        let is_local = hand == Hand::Anybody && self.zones.is_empty();
        let date = common.filter(|_| is_local && is_ahead(year)).unwrap_or(self.date);
        Self { date, ..self }
    }

    /// The instant in the first zone that it names, if it names one.
    pub(super) fn in_its_first_zone(&self) -> Option<DateTime<Utc>> {
        in_zone(self.on_the_clock()?, *self.zones.first()?)
    }

    /// Seconds that the clocks of its first zone are ahead of Greenwich at an instant.
    pub(super) fn offset_at(&self, at: DateTime<Utc>) -> Option<i64> {
        match self.zones.first()? {
            Zone::Offset(seconds) => Some(*seconds),
            Zone::Named(zone) => {
                let offset = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
                Some(i64::from(offset.local_minus_utc()))
            }
        }
    }

    /// What a clock shows then. Hour 24 is the midnight that ends the day, second 60 a
    /// leap second: both come out right by counting on.
    fn on_the_clock(&self) -> Option<NaiveDateTime> {
        let from_midnight = TimeDelta::seconds(i64::from(self.time.seconds))
            + TimeDelta::nanoseconds(i64::from(self.time.nanoseconds));
        self.date.and_hms_opt(0, 0, 0)?.checked_add_signed(from_midnight)
    }
}

/// Whether a time in a zone is one instant, in a zone that somebody lives in.
fn is_certain(time: NaiveDateTime, zone: Zone, text: &str) -> Result<(), DateFault> {
    match zone {
        Zone::Named(zone) => match zone.from_local_datetime(&time) {
            LocalResult::Ambiguous(..) => Err(DateFault::ComesTwice(shown(text))),
            _ => Ok(()),
        },
        Zone::Offset(seconds) if is_somewhere(seconds) => Ok(()),
        Zone::Offset(seconds) => {
            let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
            let zone = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            Err(DateFault::UnknownZone { date: shown(text), zone })
        }
    }
}

/// Whether clocks anywhere may be so far from Greenwich: in quarters of an hour, from -12:00 to
/// +14:00. `18:00-19:00` is from one hour to the other.
fn is_somewhere(seconds: i64) -> bool {
    const HOUR: i64 = 3600;
    (-12 * HOUR..=14 * HOUR).contains(&seconds) && seconds % (HOUR / 4) == 0
}

fn in_zone(time: NaiveDateTime, zone: Zone) -> Option<DateTime<Utc>> {
    match zone {
        Zone::Offset(seconds) => time.and_utc().checked_sub_signed(TimeDelta::seconds(seconds)),
        Zone::Named(zone) => local(time, zone),
    }
}

/// A year of two digits as RFC 2822 §4.3 reads it.
pub(super) fn whole_year(number: u32, digits: usize) -> i32 {
    let year = i32::try_from(number).unwrap_or(i32::MAX);
    match digits {
        1 | 2 if year < 50 => year + 2000,
        1..=3 => year + 1900,
        _ => year,
    }
}

/// How far Thailand's count of years is ahead.
const AHEAD: i32 = 543;

/// A year of Thailand's 26th century, of which two digits are written, by the common count.
pub(super) fn thai_year(of_century: u32) -> i32 {
    i32::try_from(of_century).map_or(i32::MAX, |year| year + 2500 - AHEAD)
}

/// A day; one that is none by the common count may be one by Thailand's.
pub(super) fn day_of(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let there = || NaiveDate::from_ymd_opt(year.checked_sub(AHEAD)?, month, day);
    NaiveDate::from_ymd_opt(year, month, day).or_else(|| there().filter(|_| is_ahead(year)))
}

/// Whether a year is one of Thailand's: nothing that anybody publishes is of the 25th century.
fn is_ahead(year: i32) -> bool {
    (2443..=2643).contains(&year)
}

/// The day of a year by its number (ISO 8601 ordinal date).
pub(super) fn ordinal(year: i32, day: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let date = first.checked_add_days(Days::new(u64::from(day.checked_sub(1)?)))?;
    (date.year() == year).then_some(date)
}
