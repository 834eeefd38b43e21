//! What to write for what is no schedule of cron: it goes by what people mean who write so. It
//! judges no schedule.

use crate::config::amount;
use crate::schedule::Timetable;
use chrono::{NaiveTime, Timelike};
use chrono_tz::Tz;

/// What to write for what is no schedule.
pub(super) fn schedule_meant(written: &str) -> String {
    let written = unwrapped(written);
    let written = written.as_str();
    let time = ["%H:%M", "%H:%M:%S", "%Hh%M", "%I:%M %p", "%I:%M%p"];
    let time =
        time.into_iter().find_map(|form| NaiveTime::parse_from_str(&time_in(written), form).ok());
    match time {
        Some(time) => {
            let (hour, minute) = (time.hour(), time.minute());
            format!("write `{minute} {hour} * * *` for every day at {}", time.format("%H:%M"))
        }
        None => every(written)
            .or_else(|| with_a_zone(written))
            .or_else(|| other_schedule(written).map(|meant| format!("write `{meant}`")))
            .unwrap_or_else(|| {
                "write minute, hour, day, month and weekday: `*/5 * * * *` is every 5 minutes, \
                 `30 3 * * *` every day at 03:30"
                    .to_owned()
            }),
    }
}

/// Without what clouds have around a schedule, and the year at its end, and with the sign of cron
/// for any. Where days of the week have numbers these are others than here: it stays as it is.
fn unwrapped(written: &str) -> String {
    let typed = written.trim();
    if let Some(rate) = typed.strip_prefix("rate(") {
        return rate.trim_end_matches(')').to_owned();
    }
    let cloud = typed.strip_prefix("cron(").map(|inner| inner.trim_end_matches(')'));
    let mut fields: Vec<&str> = cloud.unwrap_or(typed).split_whitespace().collect();
    if cloud.is_some() {
        fields.truncate(5);
    }
    let has_number = |days: &&str| days.contains(|c: char| c.is_ascii_digit());
    let is_other = cloud.is_some() || typed.contains('?');
    match is_other && !fields.last().is_some_and(has_number) {
        true => fields.join(" ").replace('?', "*"),
        false => written.to_owned(),
    }
}

/// The time of day in `every day at 6am`.
fn time_in(written: &str) -> String {
    let low = written.trim().to_lowercase();
    let bare = ["every day at", "each day at", "daily at", "at"]
        .into_iter()
        .find_map(|before| low.strip_prefix(before))
        .unwrap_or(&low)
        .trim();
    let hour = bare.strip_suffix("am").or_else(|| bare.strip_suffix("pm")).map(str::trim);
    match hour.filter(|hour| hour.parse::<u8>().is_ok()) {
        Some(hour) => format!("{hour}:00{}", &bare[bare.len() - 2..]),
        None => bare.to_owned(),
    }
}

/// The schedule of what says how often alone: `every 15m`, `2 hours`.
fn every(written: &str) -> Option<String> {
    let typed = written.trim().trim_start_matches('@').to_lowercase();
    let length = typed.strip_prefix("every").unwrap_or(&typed).trim();
    let length = match length.split_once(' ') {
        Some((number, unit)) if number.parse::<u64>().is_ok() => format!("{number} {unit}"),
        _ if length.starts_with(|first: char| first.is_ascii_digit() || first == 'p') => {
            length.to_owned()
        }
        _ => format!("1 {length}"),
    };
    if !length.contains(char::is_alphabetic) {
        return None;
    }
    let period = amount::period(&length).or_else(|| {
        let meant = amount::period_meant(&length)?;
        amount::period(meant.split('`').nth(1)?)
    })?;
    let (number, unit, meant) = match period.as_secs() {
        60 => (1, "minute", "* * * * *".to_owned()),
        3600 => (1, "hour", "0 * * * *".to_owned()),
        86400 => (1, "day", "30 3 * * *".to_owned()),
        seconds if (1..60).contains(&seconds) && 60 % seconds == 0 => {
            (seconds, "seconds", format!("*/{seconds} * * * * *"))
        }
        seconds if seconds % 60 == 0 && (1..3600).contains(&seconds) && 3600 % seconds == 0 => {
            (seconds / 60, "minutes", format!("*/{} * * * *", seconds / 60))
        }
        seconds if seconds % 3600 == 0 && (1..86400).contains(&seconds) && 86400 % seconds == 0 => {
            (seconds / 3600, "hours", format!("0 */{} * * *", seconds / 3600))
        }
        _ => return None,
    };
    let number = if number == 1 { String::new() } else { format!("{number} ") };
    Some(format!("write minute, hour, day, month and weekday: `{meant}` is every {number}{unit}"))
}

/// The schedule and the time zone in what has both, as some crontabs do.
fn with_a_zone(written: &str) -> Option<String> {
    let written = written.trim();
    let (zone, schedule) = match written.split_once(' ')? {
        (first, rest) if first.contains("TZ=") => (first.split_once('=')?.1, rest),
        _ => written.rsplit_once(' ').map(|(schedule, zone)| (zone, schedule))?,
    };
    let zone = zone.trim_matches(['(', ')']).parse::<Tz>().ok()?;
    let schedule = schedule.trim();
    Timetable::parse(schedule, zone).ok()?;
    Some(format!("write `{schedule}`, and on a line of its own `timezone = \"{zone}\"`"))
}

/// The schedule in what is nearly one: a nickname without its sign, the hash of Jenkins, a dash
/// of typography, a line of a crontab.
fn other_schedule(written: &str) -> Option<String> {
    let typed = written.trim().replace(['–', '—', '−'], "-").replace("H/", "*/");
    let mut five: Vec<&str> = typed.split_whitespace().collect();
    let is_command = |word: &str| {
        let is_word = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        word.starts_with(['/', '.']) || is_word
    };
    if five.get(5).is_some_and(|word| is_command(word)) {
        five.truncate(5);
    }
    // One or two fields are the first ones.
    if five.len() < 3 && typed.starts_with(|first: char| first.is_ascii_digit() || first == '*') {
        five.resize(5, "*");
    }
    let meant = [format!("@{}", typed.to_lowercase()), five.join(" ")];
    meant.into_iter().find(|meant| Timetable::parse(meant, Tz::UTC).is_ok())
}
