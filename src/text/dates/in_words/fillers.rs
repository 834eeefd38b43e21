//! Words of a date that say nothing by themselves.

/// Words that stand in a date and say nothing.
pub(in crate::text::dates) const FILLERS: [&str; 50] = [
    "ngày",
    "tháng",
    "năm",
    "thứ",
    "hai",
    "ba",
    "tư",
    "sáu",
    "bảy",
    "chủ",
    "nhật",
    "gada",
    "เวลา",
    "uhr",
    "hrs",
    "hr",
    "h",
    "hours",
    "o'clock",
    "heures",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "on",
    "at",
    "of",
    "the",
    "de",
    "del",
    "den",
    "der",
    "dem",
    "le",
    "el",
    "il",
    "la",
    "las",
    "um",
    "om",
    "klockan",
    "à",
    "às",
    "alle",
    "kl",
    "klo",
    "klokken",
    "ore",
    "saat",
];

/// Words that an hour follows, where the day is said.
pub(super) const BEFORE_AN_HOUR: [&str; 14] = [
    "kl", "klo", "klokken", "klockan", "ore", "saat", "um", "om", "at", "à", "às", "las", "alle",
    "godz",
];

/// What people say for twelve o'clock.
pub(super) const NOON: [&str; 4] = ["noon", "midday", "midi", "mittags"];

/// Words that stand behind a time and name no zone.
pub(super) const BEHIND_A_TIME: [&str; 15] = [
    "uhr", "hrs", "hr", "h", "hours", "o'clock", "heures", "st", "nd", "rd", "th", "on", "at",
    "of", LOCAL,
];

/// The newsroom's own zone.
pub(super) const LOCAL: &str = "local";
