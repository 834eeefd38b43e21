//! A line at the head of a text that says, as people write it and not as a key, that the
//! text is not for readers yet: `EMBARGOED UNTIL 6 PM`, `Status: draft`. It reads no date:
//! whoever means it writes it as a key.

use super::look_alike;
use super::names::{NOT_PUBLIC, keeps_back};
use super::value::Value;
use crate::text::dates;

/// So many lines that say something are looked at.
const LINES: usize = 8;
/// A longer line is a sentence of the text.
const LONGEST: usize = 80;

/// How such lines begin, in small letters.
const BEGINNINGS: [&str; 22] = [
    "embargoed until",
    "embargoed till",
    "embargoed to",
    "embargoed for",
    "embargo until",
    "embargo till",
    "under embargo",
    "strict embargo",
    "strictly embargoed",
    "not for publication",
    "not for release",
    "not for broadcast",
    "not to be published",
    "not to be released",
    "do not publish",
    "do not release",
    "hold for release",
    "hold until",
    "for release on",
    "for release after",
    "for release at",
    "draft - not for",
];

/// Lines that consist of such a word, with whatever is set around it.
const WHOLE: [&str; 8] = [
    "embargoed",
    "embargo",
    "draft",
    "first draft",
    "rough draft",
    "confidential draft",
    "entwurf",
    "brouillon",
];

/// Labels that say it whatever stands behind them.
const LABELS: [&str; 4] = ["embargo", "embargoed", "sperrfrist", "embargado"];

/// The first line, counted from 0, by which a text says that it waits, with what it says.
pub(in crate::sources) fn says_it_waits(text: &str) -> Option<(usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at, line.trim()));
    let mut said = lines.filter(|(_, line)| line.chars().any(char::is_alphanumeric)).take(LINES);
    said.find(|(_, line)| waits(line))
}

fn waits(line: &str) -> bool {
    if line.chars().count() > LONGEST {
        return false;
    }
    let plain = |c: char| !c.is_alphanumeric();
    let bare = line.trim_matches(plain);
    let lower = bare.to_lowercase().replace(['–', '—'], "-");
    let begins = |start: &str| {
        lower.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    BEGINNINGS.iter().any(|start| begins(start)) || WHOLE.contains(&&*lower) || is_label(bare)
}

/// A name, a colon or the like, and a value, as a form has it.
fn is_label(line: &str) -> bool {
    let ends = |at: &usize| {
        line[*at..].starts_with([':', '='])
            || [" - ", " – ", " — "].iter().any(|dash| line[*at..].starts_with(dash))
    };
    let Some(at) = line.char_indices().map(|(at, _)| at).find(ends) else { return false };
    let plain = |c: char| !c.is_alphanumeric();
    let (name, value) = (line[..at].trim_matches(plain), line[at..].trim_matches(plain));
    if value.is_empty() || name.split_whitespace().count() > 3 {
        return false;
    }
    let folded = name.to_lowercase();
    if LABELS.contains(&folded.as_str()) {
        return true;
    }
    let value_is = |words: &[&str]| words.contains(&value.to_lowercase().as_str());
    let is_no = value_is(&["no", "false", "off"]);
    let is_yes = value_is(&["yes", "true", "on"]);
    let key = folded.replace(' ', "_");
    let says = |value: &Value| keeps_back(&key, value);
    match folded.as_str() {
        "published" | "visible" | "publish" | "public" | "live" => is_no,
        _ if is_yes || is_no => is_yes && says(&Value::Bool(true)),
        // When it was published is no term, and a status may be anybody's.
        "date" | "published on" | "posted" | "posted on" | "updated" => false,
        _ if value_is(&NOT_PUBLIC) => says(&Value::Text(value.to_lowercase())),
        _ => dates::is_a_date(value) && look_alike::is_a_term(&key),
    }
}
