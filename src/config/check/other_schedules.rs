//! What to write for what is no schedule of cron: it goes by what people mean who write so. It
//! judges no schedule.

use crate::config::amount;
use crate::schedule::Timetable;
use chrono::{NaiveTime, Timelike, Weekday};
use chrono_tz::Tz;

/// What to write for what is no schedule.
pub(super) fn schedule_meant(written: &str) -> String {
    let written = unwrapped(written);
    let written = written.as_str();
    days_and_times(written)
        .or_else(|| every(written))
        .or_else(|| with_a_zone(written))
        .or_else(|| other_schedule(written).map(|meant| format!("write `{meant}`")))
        .unwrap_or_else(|| {
            "write minute, hour, day, month and weekday: `*/5 * * * *` is every 5 minutes, \
             `30 3 * * *` every day at 03:30"
                .to_owned()
        })
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

/// The schedule of what names days and times: `every weekday at 9`, `06:30`, `Mondays and
/// Thursdays at 5 pm`.
fn days_and_times(written: &str) -> Option<String> {
    let low = written.to_lowercase().replace([',', '&'], " ");
    let (mut days, mut times, mut is_said) = (Vec::new(), Vec::new(), false);
    let mut words = low.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let half = words.next_if(|next| ["am", "pm", "a.m.", "p.m."].contains(next));
        if let Some(named) = days_named(word) {
            days.push(named);
            is_said = true;
        } else if let Some(time) = time_of_day(word, half, is_said) {
            times.push(time);
        } else if ["every", "each", "on", "at", "and", "daily", "day", "days"].contains(&word) {
            is_said = true;
        } else {
            return None;
        }
    }
    let minute = times.first()?.minute();
    if times.iter().any(|time| time.minute() != minute) {
        return None;
    }
    let list = |all: &mut dyn Iterator<Item = String>, between: &str| {
        all.collect::<Vec<_>>().join(between)
    };
    let hours = list(&mut times.iter().map(|time| time.hour().to_string()), ",");
    let at = list(&mut times.iter().map(|time| time.format("%H:%M").to_string()), " and ");
    let (on, of) = match days.is_empty() {
        true => ("*".to_owned(), "day".to_owned()),
        false => (
            list(&mut days.iter().map(|(cron, _)| (*cron).to_owned()), ","),
            list(&mut days.iter().map(|(_, name)| (*name).to_owned()), " and "),
        ),
    };
    Some(format!("write `{minute} {hours} * * {on}` for every {of} at {at}"))
}

/// As cron has the days, and in words.
fn days_named(word: &str) -> Option<(&'static str, &'static str)> {
    let one = word.strip_suffix('s').filter(|one| one.len() > 3).unwrap_or(word);
    Some(match one {
        "weekday" | "workday" | "business-day" => ("mon-fri", "weekday"),
        "weekend" => ("sat,sun", "weekend's day"),
        _ => {
            let day = one.parse::<Weekday>().ok()?;
            let at = day.num_days_from_monday() as usize;
            (
                ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][at],
                ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][at],
            )
        }
    })
}

/// A number alone is an hour only where it is said that a time follows.
fn time_of_day(word: &str, half: Option<&str>, is_said: bool) -> Option<NaiveTime> {
    match word {
        "noon" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return NaiveTime::from_hms_opt(0, 0, 0),
        _ => {}
    }
    let whole = format!("{word}{}", half.unwrap_or_default()).replace('.', "");
    let digits = whole.len() - whole.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (hour, rest) = whole.split_at(digits);
    let whole = match rest {
        "am" | "pm" => format!("{hour}:00{rest}"),
        "h" => format!("{hour}:00"),
        "" if is_said && digits <= 2 => format!("{hour}:00"),
        _ => whole,
    };
    let forms = ["%H:%M", "%H:%M:%S", "%Hh%M", "%I:%M%p"];
    forms.into_iter().find_map(|form| NaiveTime::parse_from_str(&whole, form).ok())
}

/// The schedule of what says how often alone: `every 15m`, `2 hours`.
fn every(written: &str) -> Option<String> {
    let typed = written.trim().trim_start_matches('@').to_lowercase();
    let length = typed.strip_prefix("every").unwrap_or(&typed).trim();
    let length = match length.replace('-', " ").as_str() {
        "half hour" | "half an hour" => "30 minutes",
        "quarter hour" | "quarter of an hour" => "15 minutes",
        _ => length,
    };
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
