//! Zones as dates name them. Names that mean several zones are read as the one
//! that RFC 2822 or most news feeds mean; no table of daylight saving is asked.

use super::time_of_day::number;

/// Seconds east of Greenwich of `+05:00`, `-0500`, `Z`, `EST`, `GMT+5`,
/// `Europe/Berlin` not among them.
pub(super) fn read_zone(text: &str) -> Option<i64> {
    let text = text.trim();
    // A name in brackets or after the number repeats it.
    let text = text.split(['(', '[']).next().unwrap_or_default().trim();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 {
        let named = named(&text[..letters].to_ascii_lowercase())?;
        let rest = text[letters..].trim_start();
        return if rest.is_empty() { Some(named) } else { Some(named + offset(rest)?.0) };
    }
    let (seconds, rest) = offset(text)?;
    let repeated = rest.trim().bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'/');
    repeated.then_some(seconds)
}

/// The offset that a text begins with, and what follows it. A minus may be
/// one of typography.
pub(super) fn offset(text: &str) -> Option<(i64, &str)> {
    let (sign, rest) = match text.chars().next()? {
        '+' => (1, &text[1..]),
        '-' => (-1, &text[1..]),
        '\u{2212}' | '\u{2013}' => (-1, &text[3..]),
        _ => return None,
    };
    let (first, digits, rest) = number(rest)?;
    let (hours, minutes, rest) = match digits {
        1 | 2 => match rest.strip_prefix(':').and_then(number) {
            Some((minutes, _, rest)) => (first, minutes, rest),
            None => (first, 0, rest),
        },
        3 | 4 => (first / 100, first % 100, rest),
        6 => (first / 10_000, first / 100 % 100, rest),
        _ => return None,
    };
    let right = hours <= 24 && minutes <= 59;
    right.then(|| (sign * i64::from(hours * 3600 + minutes * 60), rest))
}

/// Seconds east of Greenwich of a name in lower case. The military letters
/// mean UTC, as half the world writes them with the wrong sign (RFC 2822 §4.3).
pub(super) fn named(name: &str) -> Option<i64> {
    const HOUR: i64 = 3600;
    let quarters = match name {
        "z" | "ut" | "utc" | "gmt" | "wet" => 0,
        letter if letter.len() == 1 && letter != "j" => 0,
        "bst" | "west" | "cet" | "met" | "mez" | "wat" => 4,
        "cest" | "mest" | "mesz" | "eet" | "cat" | "sast" => 8,
        "eest" | "msk" | "eat" | "trt" => 12,
        "irst" => 14,
        "gst" | "msd" | "samt" => 16,
        "pkt" | "uzt" | "yekt" => 20,
        "ist" => 22,
        "npt" => 23,
        "bdt" | "pkst" => 24,
        "ict" | "wib" => 28,
        "hkt" | "sgt" | "awst" | "pht" | "myt" => 32,
        "jst" | "kst" => 36,
        "acst" => 38,
        "aest" => 40,
        "acdt" => 42,
        "aedt" => 44,
        "nzst" => 48,
        "nzdt" => 52,
        "nst" => -14,
        "ndt" => -10,
        "brt" | "art" | "adt" => -12,
        "ast" | "edt" | "clt" => -16,
        "est" | "cdt" | "pet" => -20,
        "cst" | "mdt" => -24,
        "mst" | "pdt" => -28,
        "pst" | "akdt" => -32,
        "akst" => -36,
        "hst" => -40,
        _ => return None,
    };
    Some(quarters * HOUR / 4)
}
