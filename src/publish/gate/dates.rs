//! Reads the three ways a feed writes dates, strictly. It does not guess: what a
//! feed validator would call an error is not a date.

use super::flaw::{Flaw, Rule, Verdict, excerpt};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A way of writing dates.
#[derive(Clone, Copy)]
pub(super) enum Notation {
    /// RFC 822 §5 with a year of four digits, as RSS 2.0 wants it.
    Rfc822,
    /// RFC 3339 §5.6, with the capital letters that RFC 4287 §3.3 demands.
    Rfc3339,
    /// The W3C's profile of ISO 8601, down from a year alone.
    W3c,
}

/// Reads a date that must not be after `now`.
pub(super) fn past(text: &str, notation: Notation, now: DateTime<Utc>) -> Verdict<DateTime<Utc>> {
    let (date, name) = match notation {
        Notation::Rfc822 => (rfc822(text.trim()), "an RFC 822 date"),
        Notation::Rfc3339 => (rfc3339(text.trim()), "an RFC 3339 date"),
        Notation::W3c => (w3c(text.trim()), "a W3C date"),
    };
    let Some(date) = date else {
        return Err(Flaw::new(Rule::Date, format!("\"{}\" is not {name}", excerpt(text))));
    };
    if date > now {
        return Err(Flaw::new(Rule::Future, format!("\"{}\" is after now", excerpt(text))));
    }
    Ok(date)
}

/// `Wed, 02 Oct 2002 13:00:00 GMT`; the weekday may be left out but not be wrong.
fn rfc822(text: &str) -> Option<DateTime<Utc>> {
    let (weekday, rest) = match text.split_once(", ") {
        Some((weekday, rest)) => (Some(weekday), rest),
        None => (None, text),
    };
    let mut words = rest.split(' ');
    let day = digits(words.next()?, 1..=2)?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year = digits(words.next()?, 4..=4)?;
    let time = time(words.next()?)?;
    let offset = rfc822_zone(words.next()?)?;
    if words.next().is_some() {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, u32::try_from(month).ok()?, day)?;
    let named = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
    if weekday.is_some_and(|weekday| weekday != named) {
        return None;
    }
    at(date.and_time(time), offset)
}

fn rfc822_zone(zone: &str) -> Option<FixedOffset> {
    let hours = match zone {
        "GMT" | "UT" => 0,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => {
            let (sign, clock) = signed(zone)?;
            let (hours, minutes) = clock.split_at_checked(2)?;
            return offset(sign, digits(hours, 2..=2)?, digits(minutes, 2..=2)?);
        }
    };
    FixedOffset::east_opt(hours * 3600)
}

/// `2002-10-02T13:00:00Z`, with parts of seconds if need be.
fn rfc3339(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = text.split_once('T')?;
    let (clock, offset) = clock_and_zone(rest)?;
    let seconds = clock.get(6..)?;
    let whole = match seconds.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, part)) if part.bytes().all(|b| b.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => seconds,
    };
    digits(whole, 2..=2)?;
    at(calendar_day(date)?.and_time(time(clock.get(..8)?)?), offset)
}

/// `2002`, `2002-10`, `2002-10-02`, or with a time and a zone; its first instant.
fn w3c(text: &str) -> Option<DateTime<Utc>> {
    if let Some((date, rest)) = text.split_once('T') {
        let (clock, offset) = clock_and_zone(rest)?;
        if clock.len() == 5 {
            return at(calendar_day(date)?.and_time(time(clock)?), offset);
        }
        return rfc3339(text);
    }
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    Some(calendar_day(&whole)?.and_time(NaiveTime::MIN).and_utc())
}

fn calendar_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4..=4)?;
    let month = digits(parts.next()?, 2..=2)?;
    let day = digits(parts.next()?, 2..=2)?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
}

/// `13:00` or `13:00:00`. A leap second counts as the second before it.
fn time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let hours = digits(parts.next()?, 2..=2)?;
    let minutes = digits(parts.next()?, 2..=2)?;
    let seconds = parts.next().map_or(Some(0), |seconds| digits(seconds, 2..=2))?;
    if parts.next().is_some() || seconds > 60 {
        return None;
    }
    NaiveTime::from_hms_opt(hours, minutes, seconds.min(59))
}

fn clock_and_zone(text: &str) -> Option<(&str, FixedOffset)> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Some((clock, FixedOffset::east_opt(0)?));
    }
    let (clock, zone) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let (sign, zone) = signed(zone)?;
    let (hours, minutes) = zone.split_once(':')?;
    Some((clock, offset(sign, digits(hours, 2..=2)?, digits(minutes, 2..=2)?)?))
}

fn signed(zone: &str) -> Option<(i32, &str)> {
    zone.strip_prefix('+').map(|rest| (1, rest)).or(zone.strip_prefix('-').map(|rest| (-1, rest)))
}

fn offset(sign: i32, hours: u32, minutes: u32) -> Option<FixedOffset> {
    if hours > 23 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)
}

fn at(local: NaiveDateTime, offset: FixedOffset) -> Option<DateTime<Utc>> {
    Some(local.checked_sub_offset(offset)?.and_utc())
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let right = length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}
