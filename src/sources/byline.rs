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
const BEFORE_A_COLON: [&str; 8] =
    ["text", "texte", "texto", "testo", "från", "yazan", "skrevet av", "reportage"];

/// How a part begins that names who took the pictures.
const OF_PICTURES: [&str; 10] = [
    "photo",
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
const PARTICLES: [&str; 25] = [
    "al", "bin", "bint", "d'", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du",
    "e", "el", "ibn", "la", "le", "ten", "ter", "ul", "ur", "van", "von",
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
            let found = between(piece).into_iter().filter_map(|name| name_of(&name));
            // "Asma Rind, Bilal Shah" are two, "Asma Rind, Karachi" is one.
            let is_first = at == 0 && names.is_empty();
            let is_of_work = is_office(piece);
            let is_more = |name: &String| {
                !is_of_work && name.contains(' ') && !name.starts_with(char::is_lowercase)
            };
            let named: Vec<String> = found.filter(|name| is_first || is_more(name)).collect();
            names.extend(named);
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
    let Some(rest) = opened(plain.trim_matches(|c: char| !c.is_alphanumeric())) else {
        return false;
    };
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
        let rest = behind(label)?.trim_start().strip_prefix([':', '：'])?;
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
    for word in text.split_whitespace() {
        let is_between = is_between(word);
        match names.last_mut() {
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
    let is_no_name = |word: &&str| is_role(word) || LABELS.contains(&word.to_lowercase().as_str());
    while words.len() > 2 && words.last().is_some_and(is_no_name) {
        words.pop();
    }
    let is_label = |word: &&str| LABELS.contains(&word.to_lowercase().trim_matches(':'));
    if words.iter().all(is_label) || words.len() > LONGEST {
        return None;
    }
    let name = words.join(" ");
    let name = name.trim_matches(|c: char| c.is_whitespace() || ",-–—|•·:*".contains(c));
    let is_one = name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.starts_with('@')
        && !starts_with_number(name)
        && name.len() <= 100;
    is_one.then(|| name.to_owned())
}

/// Whether a word behind a name says what somebody does there, or is a button's.
fn is_role(word: &str) -> bool {
    const ROLES: [&str; 9] = [
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

fn starts_with_number(name: &str) -> bool {
    name.starts_with(|c: char| c.is_numeric())
}

fn is_office(text: &str) -> bool {
    let lower = text.to_lowercase();
    OFFICES.iter().any(|office| lower.contains(office))
}
