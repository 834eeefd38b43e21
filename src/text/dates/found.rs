//! Dates within a line that says more: "Published on 20 November 2026 by Asma Rind".
//! What is a date, the readers of whole texts decide.

use super::{is_only_a_date, read_date_in};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::ops::Range;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 400;
/// What stands between the parts of a head.
const PARTS: [char; 4] = ['|', '•', '·', '\u{1F}'];
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
            Some(FoundDate { range, date })
        })
    })
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
