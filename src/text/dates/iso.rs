//! Dates that begin with the year: ISO 8601 in its calendar, week and ordinal
//! forms, RFC 3339, W3CDTF, and `2026-09-01 10:00:00` as databases write it.

use super::time_of_day::{Time, number, read_time};
use super::written::{self, Hand, Written, ordinal};
use super::zones;
use super::zones::Zone;
use chrono::{NaiveDate, Weekday};

/// Reads a date that begins with four digits of a year, and has nothing behind it but
/// a zone that is certain. In the newsroom's own hand it has a day.
pub(super) fn read(text: &str, hand: Hand) -> Option<Written> {
    // A comment of the newsroom may say another weekday, and a dash stands between two hours.
    if hand == Hand::Newsroom && text.contains(['(', '\u{2013}']) {
        return None;
    }
    let (first, digits, rest) = number(text.get(..text.len().min(8))?)?;
    let rest = &text[text.len().min(8) - rest.len()..];
    let (date, rest) = match digits {
        4 => dashed(i32::try_from(first).ok()?, rest, hand)?,
        6 if hand == Hand::Anybody => (day_of(first / 100, first % 100, 1)?, rest),
        7 => (ordinal(i32::try_from(first / 1000).ok()?, first % 1000)?, rest),
        8 => (day_of(first / 10_000, first / 100 % 100, first % 100)?, rest),
        _ => return None,
    };
    let (time, zones) = time_and_zones(rest, digits == 8, hand)?;
    Some(Written { date, time, zones })
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// What follows the year: `-09-01`, `-09`, `-244`, `-W36-2`, or nothing.
fn dashed(year: i32, rest: &str, hand: Hand) -> Option<(NaiveDate, &str)> {
    let whole = |first: Option<NaiveDate>| first.filter(|_| hand == Hand::Anybody);
    let Some(separator) = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.')) else {
        if let Some(week) = rest.strip_prefix('W') {
            return week_date(year, week, hand);
        }
        return Some((whole(NaiveDate::from_ymd_opt(year, 1, 1))?, rest));
    };
    if let Some(week) = rest[1..].strip_prefix(['W', 'w']) {
        return week_date(year, week, hand);
    }
    let (month, digits, rest) = number(&rest[1..])?;
    if digits == 3 {
        return Some((ordinal(year, month)?, rest));
    }
    match rest.strip_prefix(separator).and_then(number) {
        Some((day, 1 | 2, rest)) => Some((written::day_of(year, month, day)?, rest)),
        _ => Some((whole(NaiveDate::from_ymd_opt(year, month, 1))?, rest)),
    }
}

fn week_date(year: i32, rest: &str, hand: Hand) -> Option<(NaiveDate, &str)> {
    let (number_read, digits, rest) = number(rest)?;
    let (week, day, rest) = match (digits, rest.strip_prefix('-').and_then(number)) {
        (3, _) => (number_read / 10, number_read % 10, rest),
        (2, Some((day, 1, rest))) => (number_read, day, rest),
        (2, None) if hand == Hand::Anybody => (number_read, 1, rest),
        _ => return None,
    };
    let weekday = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
    Some((NaiveDate::from_isoywd_opt(year, week, weekday)?, rest))
}

/// The time with its zones, or nothing; anything else is no date of this form.
fn time_and_zones(rest: &str, is_compact: bool, hand: Hand) -> Option<(Time, Vec<Zone>)> {
    let after = rest.trim_start_matches(['T', 't', '_', ',', ' ']);
    if after.is_empty() {
        return Some((Time::default(), Vec::new()));
    }
    let separated = after.len() < rest.len();
    let runs_on = is_compact && after.starts_with(|c: char| c.is_ascii_digit());
    let time = if separated || runs_on { read_time(after) } else { None };
    let Some((time, rest)) = time else {
        return Some((Time::default(), zones::read_zone(after)?));
    };
    let rest = rest.trim();
    let half = match rest.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("am") => Some(false),
        Some("pm") => Some(true),
        _ => None,
    };
    let (time, rest) = match half {
        Some(afternoon) if hand == Hand::Newsroom && !time.may_be_in_half(afternoon) => {
            return None;
        }
        Some(afternoon) => (time.on_twelve(afternoon), rest[2..].trim_start()),
        None => (time, rest),
    };
    Some((time, if rest.is_empty() { Vec::new() } else { zones::read_zone(rest)? }))
}
