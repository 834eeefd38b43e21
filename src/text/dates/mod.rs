//! Dates as the world writes them: RFC 822 and 2822, ISO 8601, W3CDTF, the
//! months of many languages, Unix time. It formats none: `render` does.

mod fault;
pub mod found;
pub mod held;
mod in_words;
mod iso;
mod month_names;
mod time_of_day;
mod weekdays;
mod written;
mod zones;

pub use fault::DateFault;
pub use written::Way;

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
    read(text, Way::default(), Hand::Anybody)
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
    judge_date_by(text, Way::in_zone(zone))
}

/// As [`judge_date`], but what a date does not say itself is as in its document.
///
/// # Errors
/// As [`judge_date`].
pub fn judge_date_by(text: &str, way: Way) -> Result<DateTime<Utc>, DateFault> {
    read(text, way, Hand::Anybody)
}

/// Whether the dates of a document have the month first: one at least can be read in no
/// other way, and none has the day first. The dates are those of numbers and strokes that
/// stand at the beginning of an element or behind a weekday, as in `>11/27/2026`.
#[must_use]
pub fn has_month_first(document: &str) -> bool {
    let (mut month_first, mut day_first) = (false, false);
    for at in memchr::memchr_iter(b'/', document.as_bytes()) {
        match in_order(document, at) {
            Some([1..=12, 13..=31]) => month_first = true,
            Some([13..=31, 1..=12]) => day_first = true,
            _ => {}
        }
    }
    month_first && !day_first
}

/// The first two numbers of a date with strokes whose first stroke stands at `at`.
fn in_order(document: &str, at: usize) -> Option<[u32; 2]> {
    let (before, after) = (&document.as_bytes()[..at], &document[at + 1..]);
    let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).take(3).count();
    let start = at - digits;
    let begins = document[..start].trim_end_matches([' ', '\n', '\t', '\r']);
    let (second, 1 | 2, after) = time_of_day::number(after)? else { return None };
    let year = after.strip_prefix('/').and_then(time_of_day::number);
    let is_one = (1..=2).contains(&digits)
        && begins.ends_with(['>', ',', '['])
        && year.is_some_and(|(year, digits, _)| digits == 4 && (1900..2200).contains(&year));
    is_one.then_some([document[start..at].parse().ok()?, second])
}

/// Reads a date of the newsroom's own hand: without a zone it is a time of day in `zone`,
/// and what could be read in two ways is not read.
///
/// # Errors
/// As [`judge_date`]; and when it has no day, may be one of two days or of two hours, or names
/// a zone that means something else elsewhere, or that there is not.
pub fn judge_own_date(text: &str, zone: Tz) -> Result<DateTime<Utc>, DateFault> {
    read(text, Way::in_zone(zone), Hand::Newsroom)
}

fn read(text: &str, way: Way, hand: Hand) -> Result<DateTime<Utc>, DateFault> {
    let text = text.trim();
    let no_date = || DateFault::NotADate(shown(text));
    if text.is_empty() || text.len() > LONGEST {
        return Err(no_date());
    }
    let date = match (unix_time(text), iso::read(text, hand)) {
        (Some(date), _) if hand == Hand::Anybody => Some(date),
        (None, Some(written)) => written.in_common_years(hand).instant(text, way.zone, hand)?,
        _ => None,
    };
    let date = match date {
        Some(date) => Some(date),
        None => in_words::read(text, hand, way)?
            .map(|written| written.in_common_years(hand).instant(text, way.zone, hand))
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

/// Whether an instant is what systems give that have no date: the one that they count from.
#[must_use]
pub fn is_unset(date: DateTime<Utc>) -> bool {
    date == DateTime::UNIX_EPOCH
}

/// Whether a line says when something was and nothing else: no word in it but
/// the names of months, weekdays and zones.
#[must_use]
pub fn is_only_a_date(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lower = month_names::in_one_word(lower);
    let is_within = |c: char| c.is_alphabetic() || in_words::is_mark(c);
    let mut words = lower.split(|c: char| !is_within(c)).filter(|word| !word.is_empty());
    numbers_in(&lower).count() >= 2 && words.all(may_stand_in_one) && is_a_date(text)
}

/// Whether a line is written as one that says when something was, and nothing else, though
/// it may be no date or in a zone that nobody knows: `31 November 2026`, `2026-12-05 18:00 XYZ`.
#[must_use]
pub fn is_written_as_one(line: &str) -> bool {
    const LONGEST_LINE: usize = 64;
    if line.len() > LONGEST_LINE {
        return false;
    }
    let lower = line.to_lowercase();
    let is_year = |digits: &str| digits.len() == 4 && ("1900".."2200").contains(&digits);
    let numbers: Vec<&str> = numbers_in(&lower).collect();
    let months = lower.split(|c: char| !c.is_alphabetic()).filter_map(month_names::month);
    let has_day = numbers.iter().any(|digits| is_year(digits))
        && (numbers.len() >= 3 || (numbers.len() == 2 && months.count() == 1));
    let mut words = line.split_whitespace();
    has_day
        && words.all(|word| {
            let parts = |word: &str| word.split(|c: char| !c.is_alphabetic()).all(may_stand_in_one);
            let lower = word.to_lowercase();
            parts(&lower) || may_be_a_zone(word) || PARTS_OF_A_DAY.contains(&&*lower)
        })
}

/// Words that say when on a day, and no hour.
const PARTS_OF_A_DAY: [&str; 8] =
    ["noon", "midday", "midnight", "morning", "afternoon", "evening", "night", "tonight"];

fn numbers_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_numeric()).filter(|digits| !digits.is_empty())
}

/// Whether a word in lower case belongs to a date.
fn may_stand_in_one(word: &str) -> bool {
    word.chars().count() < 2
        || matches!(word, "am" | "pm")
        || in_words::FILLERS.contains(&word)
        || time_of_day::half_named(word).is_some()
        || weekdays::is_weekday(word)
        || in_words::is_era(word)
        || month_names::month(word).is_some()
        || month_names::is_part(word)
        || zones::named(word) != zones::Name::None
}

/// Whether a word has the form of a zone, known or not: `XYZ`, `Nowhere/City`, `[EST]`.
fn may_be_a_zone(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| "()[],!".contains(c));
    // A time with its offset may stand before a place in brackets.
    let name = bare.rsplit(['[', '(']).next().unwrap_or(bare);
    let capitals = (2..6).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase());
    capitals || (name.contains('/') && name.chars().all(|c| c.is_alphabetic() || "/_-".contains(c)))
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
