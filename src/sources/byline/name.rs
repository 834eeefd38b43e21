//! One name of a byline: without what somebody does, and without what stands beside names.

use super::opening::{OPENINGS, opened};

/// Words that names go on with though they are small.
pub(super) const PARTICLES: [&str; 26] = [
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
pub(super) const LABELS: [&str; 19] = [
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
const NOBODY: [&str; 11] = [
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
    "newsroom",
];

/// What a newsroom calls itself, whatever its name is.
const NEWSROOMS: [&str; 11] = [
    "redaktion",
    "redaktionen",
    "redaksjonen",
    "redacción",
    "rédaction",
    "redactie",
    "redazione",
    "redação",
    "redakcja",
    "redakce",
    "редакция",
];

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

/// A name, up to where it goes on about something else: "Asma Rind for the Post".
pub(super) fn name_of(text: &str) -> Option<String> {
    let text = opened(text).unwrap_or(text);
    let small = |word: &str| word.starts_with(char::is_lowercase) && !is_elided(word);
    // What somebody is called elsewhere is no part of the name.
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with('@')).collect();
    let words = &words[work_before(&words)..];
    let starts_small = words.first().is_some_and(|word| small(word));
    let is_of_it = |word: &&&str| starts_small || !small(word) || PARTICLES.contains(word);
    let is_of_it = |word: &&&str| is_of_it(word) && !starts_with_number(word);
    let mut words: Vec<&str> = words.iter().take_while(is_of_it).copied().collect();
    while words.last().is_some_and(|word| PARTICLES.contains(word)) && words.len() > 1 {
        words.pop();
    }
    words.drain(..titles_before(&words));
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
    // "Por Redacción": who it is by is nobody.
    let behind = lower.split_once(' ').filter(|(before, _)| OPENINGS.contains(before));
    let is_nobody = is_newsroom(&lower)
        || NOBODY.contains(&lower.as_str())
        || OPENINGS.contains(&lower.as_str())
        || behind.is_some_and(|(_, behind)| NOBODY.contains(&behind) || is_newsroom(behind));
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

/// Whether a name is the newsroom's: "Redacción", "Die Redaktion", "Redazione Cultura".
pub(super) fn is_newsroom(lower: &str) -> bool {
    const ARTICLES: [&str; 5] = ["die", "la", "de", "da", "a"];
    let mut words = lower.split(' ').skip_while(|word| ARTICLES.contains(word));
    words.next().is_some_and(|word| NEWSROOMS.contains(&word))
}

/// How many small words before a name say what somebody does: "onze verslaggever Jan de Wit".
fn work_before(words: &[&str]) -> usize {
    let is_small = |word: &&&str| word.chars().all(|c| c.is_lowercase() || c == '.');
    let before: Vec<_> = words.iter().take_while(is_small).copied().collect();
    let is_of_a_name = before.iter().any(|word| PARTICLES.contains(word));
    let is_work = before.len() > 1 || before.iter().any(|word| is_role(word));
    if is_work && !is_of_a_name && words.len() >= before.len() + 2 { before.len() } else { 0 }
}

/// How many words before a name are what somebody is: "Courier-Redakteur Max Braun".
fn titles_before(words: &[&str]) -> usize {
    let is_title = |word: &str| is_role(word.rsplit('-').next().unwrap_or(word));
    let is_of_it = |word: &&str| BEFORE_AN_OFFICE.contains(&word.to_lowercase().as_str());
    let before = words.iter().take_while(|word| is_of_it(word)).count();
    let title = words.get(before).filter(|word| is_title(word));
    let count = title.map_or(0, |_| before + 1);
    if words.len() >= count + 2 { count } else { 0 }
}

/// Whether a word is a name with a particle that lost its vowel: `d’Aubigné`, `dell'Acqua`.
pub(super) fn is_elided(word: &str) -> bool {
    let parts = word.split_once(['\'', '\u{2019}']);
    parts.is_some_and(|(before, name)| {
        ["d", "l", "dell", "dall", "all", "nell", "s"].contains(&before)
            && name.starts_with(char::is_uppercase)
    })
}

/// Whether what follows a name behind a comma says for whom somebody works, as what, or where:
/// "dpa", "redacteur economie", "à Lyon".
pub(super) fn is_of_work(tail: &str) -> bool {
    const MOST: usize = 4;
    const AGENCIES: [&str; 24] = [
        "dpa", "afp", "ap", "apa", "epd", "kna", "sda", "sid", "ats", "ansa", "efe", "lusa",
        "belga", "anp", "ntb", "tt", "ritzau", "stt", "pap", "čtk", "ctk", "tass", "reuters", "pa",
    ];
    const PLACED: [&str; 7] = ["à", "in", "aus", "en", "i", "w", "from"];
    let words: Vec<&str> = tail.split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_place = PLACED.contains(first) && words.len() > 1 && words[1..].iter().all(is_capital);
    let is_work = is_role(first) || AGENCIES.contains(&first.to_lowercase().as_str());
    words.len() <= MOST && (is_place || is_work)
}

/// Whether a word behind a name says what somebody does there, or is a button's.
fn is_role(word: &str) -> bool {
    const ROLES: [&str; 33] = [
        "redakteur",
        "redakteurin",
        "reporterin",
        "korrespondent",
        "korrespondentin",
        "autor",
        "autorin",
        "journalistin",
        "verslaggever",
        "verslaggeefster",
        "correspondente",
        "redacteur",
        "redactrice",
        "rédacteur",
        "rédactrice",
        "journaliste",
        "corresponsal",
        "periodista",
        "giornalista",
        "inviato",
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

pub(super) fn is_office(text: &str) -> bool {
    let lower = text.to_lowercase();
    OFFICES.iter().any(|office| lower.contains(office))
}
