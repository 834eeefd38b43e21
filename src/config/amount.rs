//! Lengths of time and numbers of bytes, as people write them: `90s`, `1h 30m`,
//! `2 MiB`. It knows no limits: `check` sets those.

use std::time::Duration;

/// Reads one or more numbers, each with a unit: s, m, h, d or w.
pub(super) fn period(text: &str) -> Option<Duration> {
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

/// Reads a number with a unit of bytes: B, kB, MB, GB (of 1000), KiB, MiB, GiB (of 1024).
pub(super) fn size(text: &str) -> Option<usize> {
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
