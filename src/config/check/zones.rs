//! Time zones: what people write for one, and the place whose clock they mean. A zone is
//! never proposed for its letters where they are an abbreviation or an offset.

use super::bad_value::BadValue;
use super::zone_places;
use crate::config::file::Zone;
use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, TZ_VARIANTS, Tz};

/// Places that are proposed for an offset, with many people or newsrooms: west to east.
const PLACES: [Tz; 42] = [
    Tz::Pacific__Honolulu,
    Tz::America__Anchorage,
    Tz::America__Los_Angeles,
    Tz::America__Denver,
    Tz::America__Phoenix,
    Tz::America__Chicago,
    Tz::America__Mexico_City,
    Tz::America__New_York,
    Tz::America__Bogota,
    Tz::America__Halifax,
    Tz::America__Santiago,
    Tz::America__St_Johns,
    Tz::America__Sao_Paulo,
    Tz::America__Argentina__Buenos_Aires,
    Tz::Atlantic__Azores,
    Tz::Europe__London,
    Tz::Africa__Accra,
    Tz::Europe__Berlin,
    Tz::Africa__Lagos,
    Tz::Europe__Athens,
    Tz::Africa__Johannesburg,
    Tz::Africa__Cairo,
    Tz::Europe__Moscow,
    Tz::Africa__Nairobi,
    Tz::Asia__Riyadh,
    Tz::Asia__Tehran,
    Tz::Asia__Dubai,
    Tz::Asia__Kabul,
    Tz::Asia__Karachi,
    Tz::Asia__Tashkent,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Asia__Dhaka,
    Tz::Asia__Yangon,
    Tz::Asia__Bangkok,
    Tz::Asia__Jakarta,
    Tz::Asia__Shanghai,
    Tz::Asia__Singapore,
    Tz::Asia__Tokyo,
    Tz::Australia__Adelaide,
    Tz::Australia__Sydney,
    Tz::Pacific__Auckland,
];

/// A zone as it is written.
pub(super) fn zone(text: &Zone) -> Result<Tz, BadValue> {
    text.0.parse().map_err(|_| {
        BadValue::new(format!("\"{}\" is not a time zone", text.0), remedy(text.0.trim()))
    })
}

fn remedy(word: &str) -> String {
    if let Some(places) = abbreviation(&word.to_ascii_uppercase()).or_else(|| windows(word)) {
        return proposed(places);
    }
    if let Some(minutes) = offset(word) {
        return of_offset(minutes);
    }
    let is_abbreviation = word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase());
    let near = || of_letters(word).filter(|_| !is_abbreviation);
    match of_place(word).or_else(near) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "write a name of the time zone database, as in `Asia/Karachi`".to_owned(),
    }
}

/// The zone of a place that is written rightly: many write the city alone, or one that the
/// database has no zone of, or another part of the world before it.
fn of_place(word: &str) -> Option<&'static str> {
    let city = word.rsplit('/').next()?;
    let plain = zone_places::plain(city);
    let is_it =
        |name: &&str| name.rsplit('/').next().is_some_and(|it| zone_places::plain(it) == plain);
    let named = zone_places::zone_of(city).or_else(|| zone_places::zone_of(word));
    // Old names of zones have none of the parts of the world.
    named.or_else(|| {
        TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|it| it.contains('/')).find(is_it)
    })
}

/// The zone of the place that is written with a slip: one letter, or two in a long name. More
/// is another place, as is one in another part of the world.
fn of_letters(word: &str) -> Option<&'static str> {
    let (area, city) = match word.rsplit_once('/') {
        Some((area, city)) => (Some(area), city),
        None => (None, word),
    };
    let city = zone_places::plain(city);
    let allowed = if city.chars().count() < 9 { 1 } else { 2 };
    let own = TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| name.contains('/'));
    let own = own.map(|name| (zone_places::plain(name.rsplit('/').next().unwrap_or(name)), name));
    let all = own.chain(zone_places::names().map(|(name, zone)| (name.to_owned(), zone)));
    let slips = |name: &str| strsim::damerau_levenshtein(&city, name);
    let near = all
        .filter(|(_, zone)| area.is_none_or(|area| zone.starts_with(area)))
        .map(|(name, zone)| (slips(&name), zone))
        .filter(|(slips, _)| *slips <= allowed)
        .min_by_key(|(slips, _)| *slips);
    // Not so the part of the world: then the name as a whole has the slip.
    near.map(|(_, zone)| zone).or_else(|| {
        let names = TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| name.contains('/'));
        let near = names.map(|name| (strsim::damerau_levenshtein(word, name), name));
        near.filter(|(slips, _)| *slips == 1).min().map(|(_, name)| name)
    })
}

fn proposed(places: &[&str]) -> String {
    match places {
        [one] => format!("did you mean `{one}`?"),
        several => {
            let several: Vec<String> = several.iter().map(|place| format!("`{place}`")).collect();
            format!("it means several; write the place: {}", several.join(" or "))
        }
    }
}

fn of_offset(minutes: i32) -> String {
    let utc = in_utc(minutes);
    match at_offset(minutes).as_slice() {
        [] => format!("no clock shows {utc}: write the name of the place, as in `Asia/Karachi`"),
        places => format!("write the place whose clock shows {utc}: {}", places.join(" or ")),
    }
}

/// The places whose clock is so far from Greenwich: those with many people, or any.
fn at_offset(minutes: i32) -> Vec<String> {
    let told = |zone: &Tz| format!("`{}`", zone.name());
    let is_there = |zone: &&Tz| standard_offset(**zone) == minutes;
    let known: Vec<String> = PLACES.iter().filter(is_there).map(told).collect();
    if !known.is_empty() {
        return known;
    }
    let is_place = |zone: &&Tz| {
        let area = zone.name().split_once('/').map(|(area, _)| area);
        area.is_some_and(|area| AREAS.contains(&area))
    };
    TZ_VARIANTS.iter().filter(is_place).filter(is_there).map(told).take(4).collect()
}

/// The parts of the world in which zones are named after places that people live in.
const AREAS: [&str; 8] =
    ["Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];

/// As `UTC+5:30`.
fn in_utc(minutes: i32) -> String {
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
    }
}

/// Minutes east of Greenwich that a zone has without daylight saving time.
fn standard_offset(zone: Tz) -> i32 {
    let at = zone.offset_from_utc_datetime(&DateTime::<Utc>::UNIX_EPOCH.naive_utc());
    // Of a day in these years: many zones were others once.
    let recent = DateTime::<Utc>::from_timestamp(1_767_225_600, 0)
        .map_or(at, |day| zone.offset_from_utc_datetime(&day.naive_utc()));
    i32::try_from(recent.base_utc_offset().num_minutes()).unwrap_or_default()
}

/// `UTC+5`, `GMT-3:30`, `+05:00`, `+0530`, in minutes.
fn offset(word: &str) -> Option<i32> {
    let upper = word.to_ascii_uppercase();
    // What people read in `Etc/GMT+5:30`, which is not in the database.
    let upper = upper.strip_prefix("ETC/").unwrap_or(&upper);
    let rest = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(upper);
    let (sign, digits) = match rest.trim().split_at_checked(1)? {
        ("+", digits) => (1, digits.trim()),
        ("-", digits) => (-1, digits.trim()),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// The places whose clock an abbreviation is of.
fn abbreviation(word: &str) -> Option<&'static [&'static str]> {
    Some(match word {
        "PST" | "PDT" | "PT" => &["America/Los_Angeles"],
        "MST" | "MDT" | "MT" => &["America/Denver"],
        "CST" => &["America/Chicago", "Asia/Shanghai"],
        "CDT" | "CT" => &["America/Chicago"],
        "EST" | "EDT" | "ET" => &["America/New_York"],
        "AST" => &["America/Halifax", "Asia/Riyadh"],
        "ADT" => &["America/Halifax"],
        "AKST" | "AKDT" => &["America/Anchorage"],
        "HST" => &["Pacific/Honolulu"],
        "BRT" => &["America/Sao_Paulo"],
        "ART" => &["America/Argentina/Buenos_Aires"],
        "BST" => &["Europe/London", "Asia/Dhaka"],
        "IST" => &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
        "WET" | "WEST" => &["Europe/Lisbon"],
        "CEST" | "MEZ" | "MESZ" => &["Europe/Berlin"],
        "EEST" => &["Europe/Athens"],
        "MSK" => &["Europe/Moscow"],
        "TRT" => &["Europe/Istanbul"],
        "WAT" => &["Africa/Lagos"],
        "CAT" => &["Africa/Harare"],
        "SAST" => &["Africa/Johannesburg"],
        "EAT" => &["Africa/Nairobi"],
        "GST" => &["Asia/Dubai"],
        "IRST" => &["Asia/Tehran"],
        "AFT" => &["Asia/Kabul"],
        "PKT" => &["Asia/Karachi"],
        "UZT" => &["Asia/Tashkent"],
        "NPT" => &["Asia/Kathmandu"],
        "MMT" => &["Asia/Yangon"],
        "ICT" => &["Asia/Bangkok"],
        "WIB" => &["Asia/Jakarta"],
        "HKT" => &["Asia/Hong_Kong"],
        "SGT" => &["Asia/Singapore"],
        "PHT" => &["Asia/Manila"],
        "JST" => &["Asia/Tokyo"],
        "KST" => &["Asia/Seoul"],
        "AWST" => &["Australia/Perth"],
        "ACST" | "ACDT" => &["Australia/Adelaide"],
        "AEST" | "AEDT" => &["Australia/Sydney"],
        "NZST" | "NZDT" => &["Pacific/Auckland"],
        _ => return None,
    })
}

/// The places of the names that Windows has.
fn windows(word: &str) -> Option<&'static [&'static str]> {
    let name =
        word.strip_suffix(" Standard Time").or_else(|| word.strip_suffix(" Daylight Time"))?;
    Some(match name {
        "Pakistan" => &["Asia/Karachi"],
        "India" => &["Asia/Kolkata"],
        "Bangladesh" => &["Asia/Dhaka"],
        "Eastern" => &["America/New_York"],
        "Central" => &["America/Chicago"],
        "Mountain" => &["America/Denver"],
        "Pacific" => &["America/Los_Angeles"],
        "GMT" => &["Europe/London"],
        "W. Europe" => &["Europe/Berlin"],
        "Romance" => &["Europe/Paris"],
        "Central Europe" | "Central European" => &["Europe/Warsaw"],
        "E. Europe" | "GTB" => &["Europe/Athens"],
        "Russian" => &["Europe/Moscow"],
        "Turkey" => &["Europe/Istanbul"],
        "Arab" => &["Asia/Riyadh"],
        "Arabian" => &["Asia/Dubai"],
        "China" => &["Asia/Shanghai"],
        "Tokyo" => &["Asia/Tokyo"],
        "Korea" => &["Asia/Seoul"],
        "AUS Eastern" => &["Australia/Sydney"],
        "E. South America" => &["America/Sao_Paulo"],
        _ => return None,
    })
}

/// What is odd about a zone that there is: one that stands still while the clocks of its
/// place are changed, or whose sign means the opposite of what people read.
pub(super) fn odd(zone: Tz) -> Option<(String, String)> {
    let name = zone.name();
    let utc = zone.offset_from_utc_datetime(&DateTime::<Utc>::UNIX_EPOCH.naive_utc()).fix();
    let minutes = utc.local_minus_utc() / 60;
    if name.starts_with("Etc/GMT") && minutes != 0 {
        let cause = format!("the clock of `{name}` shows {}: its sign is turned", in_utc(minutes));
        let own = of_offset(minutes);
        let remedy = match at_offset(-minutes).is_empty() {
            true => own,
            false => format!("{own}; for the other, {}", of_offset(-minutes)),
        };
        return Some((cause, remedy));
    }
    if matches!(name, "EST" | "MST" | "HST") {
        let cause = format!("`{name}` knows no daylight saving time");
        return abbreviation(name).map(|places| (cause, proposed(places)));
    }
    None
}
