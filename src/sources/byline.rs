//! The names in a byline, of a page or of a text: without the word that begins it,
//! dates, roles and addresses. It does not look for bylines.

use crate::text::dates::found;
use crate::text::mail::without_addresses;
use crate::text::names::is_between;
use crate::text::plain_text::one_line;

/// How bylines begin, in lower case.
const OPENINGS: [&str; 33] = [
    "publié par",
    "écrit par",
    "veröffentlicht von",
    "publicado por",
    "escrito por",
    "geschreven door",
    "scritto da",
    "автор",
    "kirjoittaja",
    "written by",
    "posted by",
    "published by",
    "story by",
    "reported by",
    "words by",
    "text by",
    "ein beitrag von",
    "by",
    "von",
    "por",
    "par",
    "di",
    "door",
    "af",
    "av",
    "da",
    "autor",
    "autorin",
    "author",
    "tekst",
    "تحریر",
    "بقلم",
    "كتب",
];

/// Words that begin one where a colon follows: without it they are anybody's.
const BEFORE_A_COLON: [&str; 14] = [
    "text",
    "texte",
    "texto",
    "testo",
    "från",
    "yazan",
    "skrevet av",
    "reportage",
    "текст",
    "लेखक",
    "作者",
    "記者",
    "文",
    "글",
];

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

/// Words that names go on with though they are small.
const PARTICLES: [&str; 26] = [
    "y", "al", "bin", "bint", "d'", "da", "das", "de", "del", "della", "den", "der", "di", "dos",
    "du", "e", "el", "ibn", "la", "le", "ten", "ter", "ul", "ur", "van", "von",
];

/// What people are called after for their work, or their house.
const OFFICES: [&str; 18] = [
    "writer",
    "editor",
    "reporter",
    "correspondent",
    "staff",
    "press",
    "news",
    "columnist",
    "contributor",
    "inc",
    "ltd",
    "jr",
    "agency",
    "desk",
    "bureau",
    "redaktion",
    "journalist",
    "magazine",
];

/// Words that stand in a byline beside the names.
const LABELS: [&str; 19] = [
    "published",
    "updated",
    "posted",
    "on",
    "am",
    "um",
    "uhr",
    "stand",
    "le",
    "il",
    "el",
    "at",
    "read",
    "share",
    "listen",
    "last",
    "min",
    "veröffentlicht",
    "publié",
];

/// What systems call whoever nobody named.
const NOBODY: [&str; 10] = [
    "super user",
    "admin",
    "administrator",
    "webmaster",
    "root",
    "user",
    "anonymous",
    "unknown",
    "superuser",
    "n/a",
];

/// What a name ends with that has more than one bearer.
const OF_THE_SAME_NAME: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Words before an office.
const BEFORE_AN_OFFICE: [&str; 17] = [
    "our",
    "the",
    "a",
    "senior",
    "chief",
    "staff",
    "special",
    "political",
    "foreign",
    "deputy",
    "associate",
    "managing",
    "contributing",
    "guest",
    "lead",
    "executive",
    "assistant",
];

/// More words than these are no name.
const LONGEST: usize = 8;

/// The names in a byline, in its order.
pub(super) fn people(line: &str) -> Vec<String> {
    // An address in a name's place names nobody.
    if line.trim().contains("://") && !line.trim().contains(char::is_whitespace) {
        return Vec::new();
    }
    let plain = without_addresses(&without_dates(&one_line(line)));
    let marks = ['|', '•', '·', ';', '/', '—', '–', '\u{1F}', '(', ')', '[', ']', '<', '>'];
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
    let plain = without_dates(&one_line(line));
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
    let capital = |word: &str| {
        let small = word.starts_with(|c: char| c.is_lowercase());
        !small || PARTICLES.contains(&word) || is_between(word)
    };
    let words = rest.split_whitespace();
    let count = words.clone().count();
    !rest.trim_end().ends_with(['.', '!', '?', '۔', '؟', '।'])
        && (1..=10).contains(&count)
        && words.into_iter().all(capital)
        && !rest.contains(|c: char| c.is_numeric())
        && !people(rest).is_empty()
}

/// Whether a line begins as a byline, and goes on with a name.
pub(super) fn opens_with(line: &str, name: &str) -> bool {
    let rest = opened(line).unwrap_or_default();
    let behind = rest.strip_prefix(name).filter(|_| name.contains(char::is_whitespace));
    behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
}

/// Whether a text is what bylines begin with, and nothing else: "Written by".
pub(super) fn is_opening(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    OPENINGS.contains(&lower.as_str()) || lower == "verfasst von" || lower == "geschrieben von"
}

/// A line without the dates in it.
fn without_dates(line: &str) -> String {
    let mut rest = line.to_owned();
    while let Some(date) = found::first(&rest) {
        rest.replace_range(date.range, "\u{1F}");
    }
    rest
}

/// What follows the word that begins a byline.
fn opened(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Published 20 November by Asma Rind" has it after its date.
    let behind = |opening: &str| {
        let start: String = line.chars().take(opening.chars().count()).collect();
        (start.to_lowercase() == opening).then(|| &line[start.len()..])
    };
    let labelled = BEFORE_A_COLON.iter().find_map(|label| {
        let rest = behind(label)?.trim_start().strip_prefix([':', '：', '・'])?;
        Some(rest.trim_start())
    });
    labelled.or_else(|| opened_by_a_word(&behind))
}

fn opened_by_a_word<'l>(behind: &dyn Fn(&str) -> Option<&'l str>) -> Option<&'l str> {
    OPENINGS.iter().find_map(|opening| {
        let rest = behind(opening)?;
        let rest = rest.strip_prefix([':', '：']).or_else(|| rest.starts_with(' ').then_some(rest));
        let rest = rest.map(str::trim_start)?;
        (opening.chars().count() > 5 || is_clear(opening, rest)).then_some(rest)
    })
}

/// Whether a small word begins a byline, and not a name: "Von Miller", "da Vinci".
fn is_clear(opening: &str, rest: &str) -> bool {
    const NAMES_TOO: [&str; 7] = ["von", "di", "af", "av", "da", "par", "por"];
    let first = rest.split_whitespace().next().unwrap_or_default();
    let is_name = first.starts_with(char::is_lowercase) || rest.split_whitespace().count() < 2;
    !(NAMES_TOO.contains(&opening) && is_name)
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

/// A name, up to where it goes on about something else: "Asma Rind for the Post".
fn name_of(text: &str) -> Option<String> {
    let text = opened(text).unwrap_or(text);
    let small = |word: &str| word.starts_with(|c: char| c.is_lowercase());
    // What somebody is called elsewhere is no part of the name.
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with('@')).collect();
    let starts_small = words.first().is_some_and(|word| small(word));
    let is_of_it = |word: &&&str| starts_small || !small(word) || PARTICLES.contains(word);
    let is_of_it = |word: &&&str| is_of_it(word) && !starts_with_number(word);
    let mut words: Vec<&str> = words.iter().take_while(is_of_it).copied().collect();
    while words.last().is_some_and(|word| PARTICLES.contains(word)) && words.len() > 1 {
        words.pop();
    }
    // "Asma Rind Contributor"; "Associated Press" has no other name.
    let is_of_office = |word: &&str| BEFORE_AN_OFFICE.contains(&word.to_lowercase().as_str());
    let is_no_name = |word: &&str| is_role(word) || LABELS.contains(&word.to_lowercase().as_str());
    let is_anybody = words.last().is_some_and(|word| is_role(word))
        && words.iter().rev().skip(1).all(is_of_office);
    if is_anybody && words.len() > 1 {
        return None;
    }
    if words.last().is_some_and(|word| is_role(word))
        && let Some(at) = words.iter().skip(2).position(is_of_office)
    {
        words.truncate(at + 2);
    }
    while words.len() > 2 && words.last().is_some_and(is_no_name) {
        words.pop();
    }
    words.pop_if(|word| ["기자", "記者", "特派員"].contains(word));
    let is_label = |word: &&str| LABELS.contains(&word.to_lowercase().trim_matches(':'));
    let lower = words.join(" ").to_lowercase();
    let is_nobody = NOBODY.contains(&lower.as_str()) || OPENINGS.contains(&lower.as_str());
    if is_nobody || words.iter().all(is_label) || words.len() > LONGEST {
        return None;
    }
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",-–—|•·:*".contains(c));
    let is_one = name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !is_host(name)
        && !name.starts_with('@')
        && !starts_with_number(name)
        && name.len() <= 100;
    is_one.then(|| name.to_owned())
}

/// Whether a word behind a name says what somebody does there, or is a button's.
fn is_role(word: &str) -> bool {
    const ROLES: [&str; 13] = [
        "envoyé",
        "envoyée",
        "envoyés",
        "envoyées",
        "contributor",
        "correspondent",
        "reporter",
        "columnist",
        "editor",
        "writer",
        "journalist",
        "author",
        "follow",
    ];
    ROLES.contains(&word.to_lowercase().as_str())
}

/// Whether a name is one of the network's: `lantern.example`.
fn is_host(name: &str) -> bool {
    let bare = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    name.contains('.') && !name.ends_with('.') && name.chars().all(bare)
}

fn starts_with_number(name: &str) -> bool {
    name.starts_with(|c: char| c.is_numeric())
}

fn is_office(text: &str) -> bool {
    let lower = text.to_lowercase();
    OFFICES.iter().any(|office| lower.contains(office))
}
