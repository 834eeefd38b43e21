//! Years that are counted from an emperor's first, or a republic's: `令和8年`, `民國115年`. It
//! knows those in use, and reads no other part of a date.

/// What an era is called, and the year before its first.
const ERAS: [(&str, i32); 6] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("民國", 1911),
    ("民国", 1911),
];

/// As forms abbreviate them: `R8.11.27`.
const SHORT: [(&str, i32); 3] = [("R", 2018), ("H", 1988), ("S", 1925)];

/// The year before the first of the era that a word begins with, and whether the word says
/// that it is the first itself (`元年`). A letter is one where a number follows at once.
pub(super) fn era(word: &str, after: &str) -> Option<(i32, bool)> {
    let is_counted = after.starts_with(|c: char| c.is_ascii_digit());
    let short = SHORT.iter().filter(|(letter, _)| is_counted && *letter == word);
    if let Some((_, before)) = short.clone().next() {
        return Some((*before, false));
    }
    ERAS.iter().find_map(|(name, before)| match word.strip_prefix(name)? {
        "" if is_counted => Some((*before, false)),
        "元" | "元年" => Some((*before, true)),
        _ => None,
    })
}

/// Whether a word is the name of an era.
pub(super) fn is_era(word: &str) -> bool {
    ERAS.iter().any(|(name, _)| word.strip_prefix(name).is_some_and(|rest| "元年".contains(rest)))
}
