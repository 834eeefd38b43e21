//! Dates within a line that says more: "Published on 20 November 2026 by Asma Rind".
//! What is a date, the readers of whole texts decide.

use super::in_words::FILLERS;
use super::{is_only_a_date, read_date_in};
use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use std::ops::Range;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 400;
/// What stands between the parts of a head.
const PARTS: [char; 4] = ['|', '•', '·', '\u{1F}'];
/// What the zones of America are called for short, whatever the season.
const OF_AMERICA: [(&str, Tz); 4] = [
    ("ET", chrono_tz::America::New_York),
    ("CT", chrono_tz::America::Chicago),
    ("MT", chrono_tz::America::Denver),
    ("PT", chrono_tz::America::Los_Angeles),
];
/// How words begin that say when something was changed.
const CHANGED: [&str; 25] = [
    "updat",
    "modifi",
    "correct",
    "aktualis",
    "zaktualiz",
    "aktualiz",
    "geänd",
    "actuali",
    "atualiz",
    "aggiorn",
    "bijgewerkt",
    "gewijzigd",
    "oppdater",
    "uppdater",
    "opdater",
    "ändrad",
    "endret",
    "güncel",
    "päivit",
    "muokat",
    "diperbarui",
    "frissít",
    "ažur",
    "cập",
    "обновл",
];
/// How words begin that say when something was published.
const OF_A_DATE: [&str; 26] = [
    "publi",
    "pubbl",
    "veröffent",
    "erschien",
    "gepubl",
    "geplaats",
    "opubl",
    "posted",
    "filed",
    "issued",
    "released",
    "online",
    "dated",
    "created",
    "added",
    "yayın",
    "julkais",
    "terbit",
    "diterbit",
    "megjel",
    "objav",
    "vydán",
    "udgiv",
    "offentlig",
    "đăng",
    "опублик",
];
/// Small words beside them.
const BESIDE: [&str; 27] = [
    "mis",
    "jour",
    "dernière",
    "zuletzt",
    "laatst",
    "senast",
    "sist",
    "última",
    "ultima",
    "ultimo",
    "date",
    "datum",
    "data",
    "fecha",
    "dato",
    "last",
    "first",
    "stand",
    "time",
    "op",
    "am",
    "em",
    "and",
    "und",
    "et",
    "y",
    "e",
];
/// The longest date, in words.
const MOST_WORDS: usize = 10;

/// A date in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// When it is; without a zone it is in UTC.
    pub date: DateTime<Utc>,
}

/// The first date of a line, as long as it can be read; `None` when there is none, or
/// the line is longer than lines with a date are.
#[must_use]
pub fn first(line: &str) -> Option<FoundDate> {
    first_in(line, chrono_tz::UTC)
}

/// As [`first`], but a date without a zone is in `zone`.
#[must_use]
pub fn first_in(line: &str, zone: Tz) -> Option<FoundDate> {
    if line.len() > LONGEST || !line.contains(char::is_numeric) {
        return None;
    }
    let words = words(line);
    (0..words.len()).find_map(|from| {
        let longest = (from + MOST_WORDS).min(words.len());
        (from + 1..=longest).rev().find_map(|to| {
            let range = trimmed(line, words[from].start..words[to - 1].end);
            let text = &line[range.clone()];
            let is_one_part = !text.contains(PARTS);
            let date =
                (is_one_part && is_only_a_date(text)).then(|| read_date_in(text, zone))??;
            Some(with_what_follows(line, FoundDate { range, date }, zone))
        })
    })
}

/// The date of a line; of two, the one on which it was published.
#[must_use]
pub fn published(line: &str) -> Option<FoundDate> {
    let one = first(line)?;
    let end = one.range.end;
    let before = line[..one.range.start].to_lowercase();
    let is_of_a_change = begins_one_of(&before, &CHANGED);
    let other = first(&line[end..]).filter(|_| is_of_a_change);
    Some(other.map_or(one, |other| FoundDate {
        range: end + other.range.start..end + other.range.end,
        date: other.date,
    }))
}

/// Whether a line says of what else its dates are: behind a label that is not of publishing,
/// or several of them among other words. "Deadline: 5 December 2026", "Born …, died …".
#[must_use]
pub fn is_of_something_else(line: &str) -> bool {
    let Some(date) = first(line) else { return false };
    let before = line[..date.range.start].rsplit(PARTS).next().unwrap_or_default();
    let label = before.trim_end().strip_suffix([':', '：']);
    let (rest, dates) = without(line);
    // Of other scripts too few labels are known.
    let is_latin = |label: &str| label.chars().all(|c| !c.is_alphabetic() || c < '\u{250}');
    label.is_some_and(|label| !label.trim().is_empty() && is_latin(label) && !are_labels(label))
        || (dates > 1 && !are_labels(&rest))
}

/// As [`published`], of a line that has nothing but dates and words that say of what they are:
/// "Publié le 3 mars 2021 - Mis à jour le 4 mars 2021".
#[must_use]
pub fn labelled(line: &str) -> Option<FoundDate> {
    let date = published(line)?;
    are_labels(&without(line).0).then_some(date)
}

/// Whether a text has no words but those that say of what a date is.
fn are_labels(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_label = |word: &str| {
        BESIDE.contains(&word) || FILLERS.contains(&word) || begins_one_of(word, &OF_A_DATE)
    };
    words.all(|word| is_label(word) || begins_one_of(word, &CHANGED))
}

/// Whether a word of a text in lower case begins with one of these.
fn begins_one_of(lower: &str, stems: &[&str]) -> bool {
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

/// A line with a mark in the place of each date in it, and how many there were.
#[must_use]
pub fn without(line: &str) -> (String, usize) {
    let (mut rest, mut count) = (line.to_owned(), 0);
    while let Some(date) = first(&rest) {
        rest.replace_range(date.range, "\u{1F}");
        count += 1;
    }
    (rest, count)
}

/// A date with the time in the next part of the head, or in the zone that stands behind it.
/// In a zone that is not certain its hour says nothing.
fn with_what_follows(line: &str, found: FoundDate, zone: Tz) -> FoundDate {
    let (text, after) = (&line[found.range.clone()], &line[found.range.end..]);
    let rest = after.trim_start_matches(|c: char| c.is_whitespace() || PARTS.contains(&c));
    let start = line.len() - rest.len();
    if !has_time(text) {
        let ends: Vec<usize> = words(rest).iter().take(3).map(|word| word.end).collect();
        let timed = ends.iter().rev().find_map(|end| {
            let whole = format!("{text} {}", &rest[..*end]);
            let is_time = has_time(&rest[..*end]) && is_only_a_date(&whole);
            let range = found.range.start..start + end;
            is_time.then(|| Some(FoundDate { range, date: read_date_in(&whole, zone)? }))?
        });
        return timed.unwrap_or(found);
    }
    let name = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let range = found.range.start..start + name.len();
    if let Some((_, of_america)) = OF_AMERICA.iter().find(|(known, _)| *known == name) {
        let date = read_date_in(text, *of_america).unwrap_or(found.date);
        return FoundDate { range, date };
    }
    let is_zone = (3..=5).contains(&name.len())
        && name.ends_with('T')
        && name.chars().all(|c| c.is_ascii_uppercase());
    let midnight = || found.date.date_naive().and_time(NaiveTime::MIN).and_utc();
    if is_zone { FoundDate { date: midnight(), range } } else { found }
}

/// Whether an hour and a minute stand in a text.
fn has_time(text: &str) -> bool {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    text.match_indices(':').any(|(at, _)| at > 0 && digit(at - 1) && digit(at + 1))
}

/// Where the words of a line are; a mark that separates the parts of a head ends one.
fn words(line: &str) -> Vec<Range<usize>> {
    let separates = |c: char| c.is_whitespace() || PARTS.contains(&c);
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (separates(c), start) {
            (true, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words
}

/// Without the marks around it.
fn trimmed(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let marks = |c: char| !c.is_alphanumeric();
    let start = text.len() - text.trim_start_matches(marks).len();
    let end = text.trim_end_matches(marks).len().max(start);
    range.start + start..range.start + end
}
