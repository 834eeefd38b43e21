//! Dates as the world writes them: RFC 822 and 2822, ISO 8601, W3CDTF, the
//! months of many languages, Unix time. It formats none: `render` does.

mod fault;
pub mod found;
mod in_words;
mod iso;
mod month_names;
mod time_of_day;
mod written;
mod zones;

pub use fault::DateFault;

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use std::ops::RangeInclusive;
use written::{Hand, LONGEST, shown};

/// The years that a date may have; others are mistakes.
const YEARS: RangeInclusive<i32> = 1900..=9999;

/// Reads a date as [`judge_date`] does; `None` when that has something against it.
#[must_use]
pub fn read_date(text: &str) -> Option<DateTime<Utc>> {
    judge_date(text).ok()
}

/// Reads a date; one without a zone is taken as UTC, one without a time as
/// midnight, one without a day as the first. Where only the order could tell
/// day from month, the weekday does, else the day comes first.
///
/// # Errors
/// When it is no date, outside the years 1900 to 9999, or in a zone that is not certain.
pub fn judge_date(text: &str) -> Result<DateTime<Utc>, DateFault> {
    read(text, chrono_tz::UTC, Hand::Anybody)
}

/// As [`read_date`], but one without a zone is a time of day in `zone`: of one
/// that comes twice the first, and one that the clocks jump over the same
/// distance after the jump.
#[must_use]
pub fn read_date_in(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    judge_date_in(text, zone).ok()
}

/// As [`judge_date`], but one without a zone is a time of day in `zone`.
///
/// # Errors
/// As [`judge_date`].
pub fn judge_date_in(text: &str, zone: Tz) -> Result<DateTime<Utc>, DateFault> {
    read(text, zone, Hand::Anybody)
}

/// Reads a date of the newsroom's own hand: without a zone it is a time of day in `zone`,
/// and what could be read in two ways is not read.
///
/// # Errors
/// As [`judge_date`]; and when it has no day, may be one of two days, or names a zone that
/// means something else elsewhere.
pub fn judge_own_date(text: &str, zone: Tz) -> Result<DateTime<Utc>, DateFault> {
    read(text, zone, Hand::Newsroom)
}

fn read(text: &str, zone: Tz, hand: Hand) -> Result<DateTime<Utc>, DateFault> {
    let text = text.trim();
    let no_date = || DateFault::NotADate(shown(text));
    if text.is_empty() || text.len() > LONGEST {
        return Err(no_date());
    }
    let date = match (unix_time(text), iso::read(text, hand)) {
        (Some(date), _) if hand == Hand::Anybody => Some(date),
        (None, Some(written)) => written.instant(text, zone)?,
        _ => None,
    };
    let date = match date {
        Some(date) => Some(date),
        None => in_words::read(text, hand)?
            .map(|written| written.instant(text, zone))
            .transpose()?
            .flatten(),
    };
    date.filter(|date| YEARS.contains(&date.year())).ok_or_else(no_date)
}

/// Whether a text is a date, if perhaps in a zone that cannot be told.
#[must_use]
pub fn is_a_date(text: &str) -> bool {
    judge_date(text).map_or_else(|fault| fault.is_of_the_zone(), |_| true)
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
            || zones::named(word) != zones::Name::None
    };
    let numbers = lower.split(|c: char| !c.is_numeric()).filter(|digits| !digits.is_empty());
    numbers.count() >= 2 && words.all(fits) && is_a_date(text)
}

const FILLERS: [&str; 19] = [
    "st", "nd", "rd", "th", "am", "pm", "at", "on", "of", "de", "del", "den", "um", "uhr", "à",
    "às", "alle", "kl", "hrs",
];

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
