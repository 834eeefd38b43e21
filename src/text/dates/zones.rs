//! Zones as dates name them: an offset, a name of the IANA database, or an
//! abbreviation that means one zone only. What means several, or nothing, is said
//! to: no zone is ever taken for another.

use super::time_of_day::number;
use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A zone that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    Offset(i64),
    /// One with its own clock changes.
    Named(Tz),
}

/// What a word that may name a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// This zone.
    One(Zone),
    /// The zone that RFC 822 §5.1 defines; elsewhere in the world it is another.
    InMail(i64),
    /// Several zones, and no standard says which.
    Several,
    /// No zone that is known.
    None,
}

/// Reads what follows a time when that is a zone and nothing else: `Z`, `+05:00`,
/// `-0500 (EST)`, `GMT+5`, `Asia/Karachi`, `+05:00[Asia/Karachi]`. Returns `None` for
/// anything else.
pub(super) fn read_zone(text: &str) -> Option<Vec<Zone>> {
    let (before, within) = text.split_once(['(', '[']).unwrap_or((text, ""));
    let mut zones = Vec::new();
    let mut rest = before.trim();
    if let Some((word, after)) = leading_name(rest) {
        let Name::One(zone) = named(word) else { return None };
        zones.push(zone);
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        let (seconds, after) = offset(rest)?;
        let utc = zones.pop().is_none_or(|zone| zone == Zone::Offset(0));
        if !utc || !after.trim().is_empty() {
            return None;
        }
        zones.push(Zone::Offset(seconds));
    }
    zones.extend(in_brackets(within));
    (!zones.is_empty()).then_some(zones)
}

/// The zones of the IANA database that stand in brackets behind a time (RFC 9557); what
/// else does is a comment.
fn in_brackets(text: &str) -> impl Iterator<Item = Zone> {
    let parts = text.split(['(', ')', '[', ']']);
    parts.filter_map(|part| iana(part.trim().trim_start_matches('!')).map(Zone::Named))
}

/// The name that a text begins with, and what follows it.
pub(super) fn leading_name(text: &str) -> Option<(&str, &str)> {
    let letters = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let long = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || "/_+-".contains(c)))
        .unwrap_or(text.len());
    let end = if text[letters..].starts_with(['/', '_']) { long.max(letters) } else { letters };
    (end > 0 && letters > 0).then(|| text.split_at(end))
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

/// What a name in any letter case means.
pub(super) fn named(name: &str) -> Name {
    let lower = name.to_ascii_lowercase();
    if let Some(seconds) = abbreviation(&lower) {
        return Name::One(Zone::Offset(seconds));
    }
    if let Some(seconds) = in_mail(&lower) {
        return Name::InMail(seconds);
    }
    if SEVERAL.contains(&lower.as_str()) {
        return Name::Several;
    }
    iana(&lower).map_or(Name::None, |zone| Name::One(Zone::Named(zone)))
}

/// A name of the IANA database. Its short ones are abbreviations to everybody else.
fn iana(name: &str) -> Option<Tz> {
    static NAMES: LazyLock<HashMap<String, Tz>> = LazyLock::new(|| {
        let whole = |zone: &&Tz| zone.name().contains('/') || zone.name().len() > 4;
        TZ_VARIANTS
            .iter()
            .filter(whole)
            .map(|zone| (zone.name().to_ascii_lowercase(), *zone))
            .collect()
    });
    NAMES.get(&name.to_ascii_lowercase()).copied()
}

/// Whether a name stands for what a zone is called at some time: `BST`, or `ET` for `EST`
/// and `EDT`.
pub(super) fn is_short_for(name: &str, called: &str) -> bool {
    let middle = called.len() == 3 && called.ends_with('T') && name.len() == 2;
    name.eq_ignore_ascii_case(called)
        || (middle && name.eq_ignore_ascii_case(&format!("{}T", &called[..1])))
}

/// Reads a zone in words behind a time: `Pacific Time`, `Central European Summer Time`, or
/// the name of a city at its end: `Karachi`, `New York time`. Returns the words, what they
/// mean, and what follows; `None` where nothing says that a zone is meant.
pub(super) fn in_words(text: &str) -> Option<(&str, Name, &str)> {
    const MOST_WORDS: usize = 4;
    let mut end = 0;
    for _ in 0..MOST_WORDS {
        let word = text[end..].trim_start_matches([' ', ',']);
        let start = text.len() - word.len();
        let length = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
        let word = &word[..length];
        if end > 0 && word.eq_ignore_ascii_case("time") {
            return Some((&text[..end], of_phrase(&text[..end]), &text[start + length..]));
        }
        let is_name = word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_lowercase());
        if !is_name || length < 3 {
            break;
        }
        end = start + length;
    }
    let is_last = !text[end..].contains(char::is_alphanumeric);
    let meaning = Some(of_phrase(&text[..end])).filter(|meaning| *meaning != Name::None);
    meaning.filter(|_| is_last && end > 0).map(|meaning| (&text[..end], meaning, &text[end..]))
}

/// The zone of the city that a remark ends with: `heure de Paris`.
pub(super) fn of_city_in(remark: &str) -> Option<Zone> {
    let words = remark.trim_end_matches(" time").trim_end_matches(" Time");
    let last = words.rsplit(' ').next().unwrap_or_default();
    city(words).or_else(|| city(last)).map(Zone::Named)
}

/// What the words before "time" mean.
fn of_phrase(words: &str) -> Name {
    let lower = words.to_ascii_lowercase();
    let bare = lower.trim_end_matches(" standard").trim_end_matches(" daylight");
    let hours = match bare {
        "greenwich mean" | "coordinated universal" | "universal" | "western european" => 0,
        "central european" | "western european summer" => 1,
        "eastern european" | "central european summer" => 2,
        "eastern european summer" | "moscow" => 3,
        // Each has its own in America and in Australia or Africa.
        "eastern" | "central" | "mountain" | "pacific" | "atlantic" | "western" => {
            return Name::Several;
        }
        _ => return city(words).map_or(Name::None, |zone| Name::One(Zone::Named(zone))),
    };
    Name::One(Zone::Offset(hours * 3600))
}

/// The zone that has its name of a city.
fn city(name: &str) -> Option<Tz> {
    const AREAS: [&str; 8] =
        ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    const DIRECTIONS: [&str; 4] = ["north", "south", "west", "east"];
    static CITIES: LazyLock<HashMap<String, Tz>> = LazyLock::new(|| {
        let named =
            TZ_VARIANTS.iter().filter_map(|zone| Some((zone.name().split_once('/')?, zone)));
        named
            .filter(|((area, city), _)| AREAS.contains(area) && !city.contains('/'))
            .map(|((_, city), zone)| (city.replace('_', " ").to_ascii_lowercase(), *zone))
            .filter(|(city, _)| !DIRECTIONS.contains(&city.as_str()))
            .collect()
    });
    CITIES.get(&name.to_ascii_lowercase()).copied()
}

/// Seconds east of Greenwich of what RFC 822 §5.1 defines for mail and feeds.
fn in_mail(name: &str) -> Option<i64> {
    let hours = match name {
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => military(name)?,
    };
    Some(hours * 3600)
}

/// The letters of the military, with the signs that RFC 822 gives them.
fn military(name: &str) -> Option<i64> {
    let [letter] = name.as_bytes() else { return None };
    match letter {
        b'a'..=b'i' => Some(-i64::from(letter - b'a') - 1),
        b'k'..=b'm' => Some(-i64::from(letter - b'k') - 10),
        b'n'..=b'y' => Some(i64::from(letter - b'n') + 1),
        _ => None,
    }
}

/// Abbreviations of several zones: British, Bangladeshi and Bougainville time are all
/// BST.
const SEVERAL: [&str; 26] = [
    "acst", "act", "adt", "amt", "ast", "bdt", "bst", "cast", "cct", "cot", "ct", "ect", "et",
    "gst", "ist", "lhst", "mt", "pt", "pyt", "sst", "tst", "vst", "wast", "wgst", "wst", "at",
];

/// Seconds east of Greenwich of an abbreviation, in lower case, that means one zone.
fn abbreviation(name: &str) -> Option<i64> {
    const HOUR: i64 = 3600;
    let quarters = match name {
        "z" | "ut" | "utc" | "gmt" | "uct" | "wet" => 0,
        "west" | "cet" | "met" | "mez" | "wat" => 4,
        "cest" | "mest" | "mesz" | "eet" | "cat" | "sast" => 8,
        "eest" | "msk" | "eat" | "trt" => 12,
        "irst" => 14,
        "msd" | "samt" => 16,
        "pkt" | "uzt" | "yekt" => 20,
        "npt" => 23,
        "pkst" => 24,
        "ict" | "wib" => 28,
        "hkt" | "sgt" | "awst" | "pht" | "myt" => 32,
        "jst" | "kst" => 36,
        "aest" => 40,
        "acdt" => 42,
        "aedt" => 44,
        "nzst" => 48,
        "nzdt" => 52,
        "nst" => -14,
        "ndt" => -10,
        "brt" | "art" => -12,
        "clt" => -16,
        "pet" => -20,
        "akdt" => -32,
        "akst" => -36,
        "hst" => -40,
        _ => return None,
    };
    Some(quarters * HOUR / 4)
}

/// What the clocks that are called so anywhere at an instant are ahead of Greenwich, in seconds,
/// with what RFC 822 says of the name.
pub(super) fn offsets_called(name: &str, at: DateTime<Utc>) -> Vec<i64> {
    let of_places = TZ_VARIANTS.iter().filter_map(|zone| {
        let offset = zone.offset_from_utc_datetime(&at.naive_utc());
        let is_called = offset.abbreviation().is_some_and(|called| is_short_for(name, called));
        is_called.then(|| i64::from(offset.fix().local_minus_utc()))
    });
    of_places.chain(in_mail(&name.to_ascii_lowercase())).collect()
}

/// Whether words in brackets name a zone as calendars do: `Pakistan Standard Time`.
pub(super) fn is_phrase(words: &str) -> bool {
    words.to_ascii_lowercase().ends_with(" time")
}
