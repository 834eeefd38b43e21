//! The names in a byline, of a page or of a text: without the word that begins it,
//! dates, roles and addresses. It does not look for bylines.

mod name;
mod opening;

pub(super) use opening::is_opening;

use crate::text::dates::found;
use crate::text::mail::without_addresses;
use crate::text::names::is_between;
use crate::text::plain_text::one_line;
use name::{LABELS, PARTICLES, is_elided, is_newsroom, is_of_work, is_office, name_of};
use opening::opened;

/// How a part begins that names who took the pictures.
const OF_PICTURES: [&str; 13] = [
    "photo",
    "photographs",
    "photographer",
    "picture",
    "photos",
    "photography",
    "pictures",
    "images",
    "fotos",
    "foto",
    "illustration",
    "illustrations",
    "video",
];

/// What a name ends with that has more than one bearer.
const OF_THE_SAME_NAME: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// The names in a byline, in its order.
pub(super) fn people(line: &str) -> Vec<String> {
    // An address in a name's place names nobody.
    if line.trim().contains("://") && !line.trim().contains(char::is_whitespace) {
        return Vec::new();
    }
    let plain = without_addresses(&found::without(&one_line(line)).0);
    let marks = [
        '|', '•', '·', '∙', '⋅', '‧', '●', ';', '/', '—', '–', '\u{1F}', '(', ')', '[', ']', '<',
        '>',
    ];
    let plain = with_pictures_apart(opened(&plain).unwrap_or(&plain));
    let parts = plain.replace(" - ", "\u{1F}").replace(" -- ", "\u{1F}");
    let mut names: Vec<String> = Vec::new();
    for part in parts.split(marks).filter(|part| !is_of_pictures(part)) {
        let part = opened(part).or_else(|| behind_by(part)).unwrap_or(part);
        for (at, piece) in part.split([',', '،']).enumerate() {
            let bare = piece.trim().trim_end_matches('.');
            if let Some(last) = names.last_mut()
                && OF_THE_SAME_NAME.contains(&bare.to_lowercase().as_str())
            {
                last.push(' ');
                last.push_str(piece.trim());
                continue;
            }
            let found = between(piece).into_iter().filter_map(|name| name_of(&name));
            // "Asma Rind, Bilal Shah" are two, "Asma Rind, Karachi" is one.
            let is_first = at == 0 && names.is_empty();
            let is_of_work = is_office(piece);
            let is_more = |name: &String| {
                !is_of_work && name.contains(' ') && !name.starts_with(char::is_lowercase)
            };
            for (place, name) in found.enumerate() {
                let leads = is_first && (place == 0 || !name.starts_with(char::is_lowercase));
                if leads || is_more(&name) {
                    names.push(name);
                }
            }
        }
    }
    names.dedup();
    names
}

/// A byline with a mark before who took the pictures: "Words: Asma Rind. Pictures: Anil Das".
fn with_pictures_apart(line: &str) -> String {
    let mut parted = String::with_capacity(line.len() + 1);
    let mut words = line.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or_default();
        let is_label = word.ends_with([':', '：']) || next.starts_with(':') || next == "by";
        if is_label && is_of_pictures(word) {
            parted.truncate(parted.trim_end_matches([' ', '.', ',', ';']).len());
            parted.push('|');
        }
        parted.push_str(word);
        parted.push(' ');
    }
    parted
}

/// What follows the "by" of "Reporting by Asma Rind", "Opinion by Asma Rind".
fn behind_by(part: &str) -> Option<&str> {
    let (before, after) = part.split_once(" by ")?;
    (before.split_whitespace().count() <= 2).then_some(after)
}

/// Whether a part of a byline says who took the pictures: "Photos by Anil Das".
fn is_of_pictures(part: &str) -> bool {
    let first = part.split_whitespace().next().unwrap_or_default();
    let first = first.trim_end_matches([':', '：']).to_lowercase();
    OF_PICTURES.contains(&first.as_str())
}

/// Whether a line is a byline and nothing else: it begins as one, and its names, dates
/// and roles are all of it.
pub(super) fn is_byline(line: &str) -> bool {
    let (plain, _) = found::without(&one_line(line));
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    // "Posted on 20 November by Asma Rind in World"
    let behind = plain.split_once('\u{1F}').filter(|(before, _)| {
        let mut words = before.split_whitespace();
        words.all(|word| LABELS.contains(&word.to_lowercase().trim_end_matches(':')))
    });
    let Some(rest) = opened(plain).or_else(|| opened(behind?.1)) else {
        return false;
    };
    let rest = rest.split(" in ").next().unwrap_or(rest);
    let rest = with_pictures_apart(without_work(rest));
    let rest = rest.split('|').next().unwrap_or(&rest);
    let capital = |word: &str| {
        let small = word.starts_with(|c: char| c.is_lowercase());
        !small
            || PARTICLES.contains(&word)
            || LABELS.contains(&word)
            || is_between(word)
            || is_elided(word)
    };
    let words = rest.split_whitespace();
    let count = words.clone().count();
    !rest.trim_end().ends_with(['.', '!', '?', '۔', '؟', '।'])
        && (1..=10).contains(&count)
        && words.into_iter().all(capital)
        && !rest.contains(|c: char| c.is_numeric())
        && (is_newsroom(&rest.trim().to_lowercase()) || !people(rest).is_empty())
}

/// Names without what stands behind them of somebody's work: "Hans Maier, dpa".
fn without_work(names: &str) -> &str {
    let parts = [", ", " - ", " – ", " | "].iter().filter_map(|mark| names.split_once(mark));
    let mut parts = parts.filter(|(name, tail)| name.contains(' ') && is_of_work(tail));
    parts.next().map_or(names, |(name, _)| name)
}

/// Whether a line begins as a byline, and goes on with a name.
pub(super) fn opens_with(line: &str, name: &str) -> bool {
    let rest = opened(line).unwrap_or_default();
    let behind = rest.strip_prefix(name).filter(|_| name.contains(char::is_whitespace));
    behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
}

/// The parts of a text between the words that stand between names.
fn between(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let is_between = is_between(word);
        // "José Ortega y Gasset" is one.
        let joins = *word == "y" && at + 2 == words.len() && at > 1;
        if at == 0 && is_between && !word.starts_with(char::is_uppercase) {
            continue;
        }
        match names.last_mut() {
            Some(last) if joins => {
                last.push_str(" y");
            }
            // A letter may be a name's: "Juan e Maria" are two, "Asma E" is one.
            Some(last) if !is_between || last.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(word);
            }
            _ => names.push(String::new()),
        }
    }
    names
}
