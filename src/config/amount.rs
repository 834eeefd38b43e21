//! Lengths of time and numbers of bytes, as people write them: `90s`, `1h 30m`,
//! `2 MiB`. It knows no limits: `check` sets those.

use std::time::Duration;

/// Reads one or more numbers, each with a unit: s, m, h, d or w.
pub(in crate::config) fn period(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut seconds: u64 = 0;
    while !rest.is_empty() {
        let (number, after) = leading_number(rest)?;
        let unit = after.chars().next()?;
        let factor = match unit {
            's' => 1,
            'm' => 60,
            'h' => 60 * 60,
            'd' => 24 * 60 * 60,
            'w' => 7 * 24 * 60 * 60,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(factor)?)?;
        let next = after.get(unit.len_utf8()..)?;
        // "5min" is not five minutes and then something.
        if next.starts_with(char::is_alphabetic) {
            return None;
        }
        rest = next.trim_start();
    }
    (!text.trim().is_empty()).then(|| Duration::from_secs(seconds))
}

/// What a length of time is in the units here, which somebody wrote in words, as ISO 8601 has it
/// or without a unit; `None` where nobody can tell.
pub(super) fn period_meant(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(format!("add the unit: `{text}s` is in seconds, `{text}m` in minutes"));
    }
    let lower = text.to_ascii_lowercase();
    if let Some(iso) = lower.strip_prefix('p') {
        // ISO 8601 has months before the T and minutes behind it.
        let (date, time) = iso.split_once('t').unwrap_or((iso, ""));
        let meant = in_units(&format!("{}{time}", date.replace('m', "mo")))?;
        return Some(format!("write it as `{meant}`"));
    }
    let minutes = in_units(&lower)?;
    if text.ends_with('M') && text.trim_end_matches('M').trim_end().ends_with(is_digit) {
        let months = in_units(&format!("{lower}o"))?;
        return Some(format!(
            "`M` may be months or minutes: write `{months}` for months, `{minutes}` for minutes"
        ));
    }
    Some(format!("write it as `{minutes}`"))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A length of time whose units are called otherwise, in the units here.
fn in_units(text: &str) -> Option<String> {
    let (mut rest, mut meant) = (text, Vec::new());
    while !rest.is_empty() {
        let (number, after) = leading_number(rest)?;
        let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (factor, unit) = unit_meant(&after[..end])?;
        meant.push(format!("{}{unit}", number.checked_mul(factor)?));
        rest = after[end..].trim_start_matches([' ', ',']);
    }
    let meant = meant.join(" ");
    period(&meant).map(|_| meant)
}

/// What a number of bytes is in the units here, which somebody wrote in other letters or without
/// one; `None` where nobody can tell.
pub(super) fn size_meant(text: &str) -> Option<String> {
    let (number, unit) = leading_number(text.trim())?;
    let unit = match unit.to_ascii_lowercase().as_str() {
        "" => return Some(format!("add the unit: `{number} MiB`, or `{number} kB`")),
        "b" | "byte" | "bytes" => "B",
        "k" | "kb" | "kilobytes" => "kB",
        "m" | "mb" | "megabytes" => "MB",
        "g" | "gb" | "gigabytes" => "GB",
        "ki" | "kib" => "KiB",
        "mi" | "mib" => "MiB",
        "gi" | "gib" => "GiB",
        _ => return None,
    };
    Some(format!("write it as `{number} {unit}`"))
}

/// How many of which unit a word for one is.
fn unit_meant(word: &str) -> Option<(u64, char)> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => (1, 's'),
        "m" | "min" | "mins" | "minute" | "minutes" => (1, 'm'),
        "h" | "hr" | "hrs" | "hour" | "hours" => (1, 'h'),
        "d" | "day" | "days" => (1, 'd'),
        "w" | "week" | "weeks" => (1, 'w'),
        "month" | "months" | "mo" => (30, 'd'),
        "y" | "yr" | "year" | "years" => (365, 'd'),
        _ => return None,
    })
}

/// Reads a number with a unit of bytes: B, kB, MB, GB (of 1000), KiB, MiB, GiB (of 1024).
pub(in crate::config) fn size(text: &str) -> Option<usize> {
    let (number, unit) = leading_number(text.trim())?;
    let factor = match unit {
        "B" => 1,
        "kB" | "KB" => 1000,
        "MB" => 1000 * 1000,
        "GB" => 1000 * 1000 * 1000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    usize::try_from(number.checked_mul(factor)?).ok()
}

/// Writes a length of time in the largest unit that says it exactly.
pub(crate) fn show_period(period: Duration) -> String {
    let seconds = period.as_secs();
    let (factor, unit) = [(86400, 'd'), (3600, 'h'), (60, 'm')]
        .into_iter()
        .find(|(factor, _)| seconds > 0 && seconds.is_multiple_of(*factor))
        .unwrap_or((1, 's'));
    format!("{}{unit}", seconds / factor)
}

/// Writes a number of bytes in the largest unit that says it exactly.
pub(super) fn show_size(bytes: usize) -> String {
    let (factor, unit) = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
        .into_iter()
        .find(|(factor, _)| bytes > 0 && bytes.is_multiple_of(*factor))
        .unwrap_or((1, "B"));
    format!("{} {unit}", bytes / factor)
}

/// The whole number at the start of a text, and what stands after it.
fn leading_number(text: &str) -> Option<(u64, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest.trim_start()))
}
