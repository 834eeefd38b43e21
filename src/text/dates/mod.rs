//! Dates as the world writes them: RFC 822 and 2822, ISO 8601, W3CDTF, the
//! months of many languages, Unix time. It formats none: `render` does.

mod in_words;
mod iso;
mod month_names;
mod time_of_day;
mod zones;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use std::ops::RangeInclusive;

/// The longest text that can be a date.
const LONGEST: usize = 128;

/// The years that a date may have; others are mistakes.
const YEARS: RangeInclusive<i32> = 1900..=9999;

/// Reads a date; one without a zone is taken as UTC, one without a time as
/// midnight, one without a day as the first. Where only the order could tell
/// day from month, the day comes first. None when it is no date, or outside
/// the years 1900 to 9999.
#[must_use]
pub fn read_date(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let date = unix_time(text)
        .or_else(|| iso::read(text)?.to_utc())
        .or_else(|| in_words::read(text)?.to_utc())?;
    YEARS.contains(&date.year()).then_some(date)
}

/// As [`read_date`], but one without a zone is a time of day in `zone`: of one
/// that comes twice the first, and one that the clocks jump over the same
/// distance after the jump.
#[must_use]
pub fn read_date_in(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let date = read_date(text)?;
    let text = text.trim();
    let written = iso::read(text).filter(|date| date.to_utc().is_some());
    let written = written.or_else(|| in_words::read(text));
    let is_zoned = unix_time(text).is_some() || written.is_none_or(|date| date.offset.is_some());
    if is_zoned { Some(date) } else { local(date.naive_utc(), zone) }
}

fn local(time: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let hour = TimeDelta::hours(1);
    zone.from_local_datetime(&time)
        .earliest()
        .or_else(|| Some(zone.from_local_datetime(&(time - hour)).latest()? + hour))
        .map(|instant| instant.to_utc())
}

/// Whether a line says when something was and nothing else: no word in it but
/// the names of months, weekdays and zones.
#[must_use]
pub fn is_only_a_date(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let fits = |word: &str| {
        word.chars().count() < 2
            || FILLERS.contains(&word)
            || WEEKDAYS.iter().any(|stem| word.starts_with(stem))
            || month_names::month(word).is_some()
            || zones::named(word).is_some()
    };
    let numbers = lower.split(|c: char| !c.is_numeric()).filter(|digits| !digits.is_empty());
    numbers.count() >= 2 && words.all(fits) && read_date(text).is_some()
}

const FILLERS: [&str; 9] = ["st", "nd", "rd", "th", "am", "pm", "at", "on", "of"];

const WEEKDAYS: [&str; 15] = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "پیر",
    "منگل",
    "بدھ",
    "جمعرات",
    "جمعہ",
    "ہفتہ",
    "اتوار",
    "سوموار",
];

/// A date and time as written, with its distance from UTC.
#[derive(Clone, Copy, Debug)]
struct Written {
    date: NaiveDate,
    time: time_of_day::Time,
    /// Seconds east of Greenwich, where it says so.
    offset: Option<i64>,
}

impl Written {
    fn to_utc(self) -> Option<DateTime<Utc>> {
        // Hour 24 is the midnight that ends the day, second 60 a leap second:
        // both come out right by counting on.
        let from_midnight =
            TimeDelta::seconds(i64::from(self.time.seconds) - self.offset.unwrap_or(0))
                + TimeDelta::nanoseconds(i64::from(self.time.nanoseconds));
        let midnight = self.date.and_hms_opt(0, 0, 0)?.and_utc();
        midnight.checked_add_signed(from_midnight)
    }
}

/// Ten digits are seconds, thirteen are milliseconds; both may have a fraction.
fn unix_time(text: &str) -> Option<DateTime<Utc>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let number = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => DateTime::from_timestamp_secs(number),
        13 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

/// A year of two digits as RFC 2822 §4.3 reads it.
fn whole_year(number: u32, digits: usize) -> i32 {
    let year = i32::try_from(number).unwrap_or(i32::MAX);
    match digits {
        1 | 2 if year < 50 => year + 2000,
        1..=3 => year + 1900,
        _ => year,
    }
}

/// The day of a year by its number (ISO 8601 ordinal date).
fn ordinal(year: i32, day: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let date = first.checked_add_days(Days::new(u64::from(day.checked_sub(1)?)))?;
    (date.year() == year).then_some(date)
}
