//! Addresses of mail that are written as they are spoken, `ann at wire dot example`: their signs
//! are words between blanks. Prose has such words too (`at noon`, `the dot in the map`, `shoes at
//! the shop dot com`), so what stands around them says whether an address is meant.

use std::ops::Range;

/// What is written for an at-sign, and for a dot.
pub(super) const ATS: &[&str] = &["at", "@", "ät", "arroba", "arobase", "arobas", "ایٹ", "آت"];
pub(super) const DOTS: &[&str] = &["dot", ".", "punkt", "point", "punto", "ponto", "ڈاٹ", "نقطة"];

/// Blanks beside a word, at most.
const MOST_BLANKS: usize = 4;

/// A word for an at-sign with the blanks around it, where the blanks before it begin at `from`.
pub(super) fn at(text: &str, from: usize) -> Option<Range<usize>> {
    word(text, from, ATS).map(|length| from..from + length)
}

/// The length of a word for a dot here, with the blanks around it.
pub(super) fn dot(text: &str, from: usize) -> Option<usize> {
    word(text, from, DOTS)
}

/// The length of a word for a dot that ends here, with the blanks around it.
pub(super) fn dot_before(text: &str, end: usize) -> Option<usize> {
    let before = text[..end].trim_end_matches(char::is_whitespace);
    let start = before.rfind(char::is_whitespace)?;
    let start = before[..start].trim_end_matches(char::is_whitespace).len();
    let is_word = text[start..end].trim() != ".";
    dot(text, start).filter(|length| is_word && start + length == end)
}

/// Whether a sign is a word between blanks.
pub(super) fn is_spelled(sign: &str) -> bool {
    sign.starts_with(char::is_whitespace) && !sign.trim_start().starts_with(['[', '(', '{', '<'])
}

/// How far behind a word for an at-sign one for a dot may stand in HTML, in bytes.
const NEAR: usize = 800;

/// Whether there may be an address of this kind in HTML, a word for an at-sign and soon one for
/// a dot, whatever parts them: a quick look, since nearly every text has an `at`.
pub(super) fn may_be_in(html: &str) -> bool {
    let mut last_at = None;
    let (mut from, mut before) = (0, ' ');
    for (end, c) in html.char_indices().chain([(html.len(), ' ')]) {
        if c.is_alphabetic() {
            continue;
        }
        let word = &html[from..end];
        // A full stop stands behind what it ends, a figure too.
        let is_alone = || c == '.' && word.is_empty() && !before.is_alphanumeric();
        if is_one_of(word, ATS) {
            last_at = Some(end);
        } else if last_at.is_some_and(|at| end - at <= NEAR)
            && (is_alone() || is_one_of(word, DOTS))
        {
            return true;
        }
        (from, before) = (end + c.len_utf8(), c);
    }
    false
}

/// Whether it is one of these words, in whatever case.
fn is_one_of(word: &str, words: &[&str]) -> bool {
    match word.is_ascii() {
        true => words.iter().any(|known| known.eq_ignore_ascii_case(word)),
        false => word.len() <= LONGEST && words.contains(&word.to_lowercase().as_str()),
    }
}

/// The longest of these words, in bytes.
const LONGEST: usize = 12;

/// Whether a host can end so, in what is spelled out: any word can stand behind a dot in prose.
pub(super) fn ends_hosts(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_country = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_country || ENDINGS.contains(&name.as_str())
}

const ENDINGS: [&str; 21] = [
    "app", "biz", "blog", "com", "dev", "edu", "email", "example", "gov", "info", "int", "media",
    "mil", "name", "net", "news", "online", "org", "press", "site", "test",
];

/// Whether who writes so means an address: `local` with this sign, at this place. Nobody
/// writes `arroba`, or `AT` in capitals, for anything else.
pub(super) fn is_meant(text: &str, sign: &str, at: &Range<usize>, local: &str, dots: bool) -> bool {
    let sign = sign.trim();
    if local.starts_with('"') {
        return false;
    }
    match sign {
        "at" => {}
        "AT" if !local.contains(char::is_lowercase) => {}
        "@" if !dots => {}
        _ => return dots,
    }
    let compound = local.contains(|c: char| c.is_numeric() || "._-".contains(c));
    (sign == "@" || dots) && (compound || stands_apart(text, at, local))
}

/// Whether what stands here is no part of a sentence.
fn stands_apart(text: &str, at: &Range<usize>, local: &str) -> bool {
    if NO_NAMES.contains(&local.to_lowercase().as_str()) || !ends_clause(&text[at.end..]) {
        return false;
    }
    let before = text[..at.start].trim_end();
    let Some(last) = before.chars().next_back() else { return is_lower(local) };
    if BEFORE.contains(last) {
        return is_lower(local) || last == ':';
    }
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(40))..];
    let near = near.to_lowercase();
    let word = near.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
    let is_letter = word.chars().count() == 1 && !["a", "i"].contains(&word);
    let leads = LEADS.iter().any(|lead| {
        near.strip_suffix(lead).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    leads || (is_letter && is_lower(local))
}

fn is_lower(local: &str) -> bool {
    !local.starts_with(char::is_uppercase)
}

fn ends_clause(after: &str) -> bool {
    let after = after.trim_start();
    let Some(first) = after.chars().next() else { return true };
    if first.is_alphanumeric() {
        let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        return AND.contains(&word.to_lowercase().as_str());
    }
    AFTER.contains(first)
}

/// Signs before which, and behind which, a sentence begins or ends. None that markup is made
/// of: within that nobody knows what stands before.
const BEFORE: &str = ".:,(!?…–—\"“”|•۔،؟";
const AFTER: &str = ".:;,)!?…–—\"“”|•۔،؟]";

const AND: [&str; 10] = ["and", "e", "et", "o", "oder", "or", "ou", "und", "y", "یا"];

/// What an address is announced by.
const LEADS: [&str; 19] = [
    "address",
    "at",
    "bei",
    "contact",
    "correo",
    "courriel",
    "courriel à",
    "e-mail",
    "electrónico",
    "email",
    "email is",
    "kontakt",
    "mail",
    "mail to",
    "unter",
    "via",
    "write to",
    "ای میل",
    "میل",
];

/// Whom nobody calls an account by.
const NO_NAMES: [&str; 28] = [
    "all",
    "available",
    "back",
    "bought",
    "details",
    "found",
    "her",
    "here",
    "him",
    "home",
    "in",
    "is",
    "it",
    "live",
    "look",
    "me",
    "more",
    "now",
    "on",
    "online",
    "out",
    "sold",
    "them",
    "there",
    "up",
    "us",
    "work",
    "you",
];

/// The length of one of these words here, with the blanks around it.
fn word(text: &str, from: usize, words: &[&str]) -> Option<usize> {
    let rest = text.get(from..)?;
    // Most words are seen to be another by their first letter.
    let may_begin = |byte: &u8| {
        !byte.is_ascii_alphanumeric()
            || words.iter().any(|word| word.as_bytes()[..1].eq_ignore_ascii_case(&[*byte]))
    };
    if !rest.as_bytes().get(1).is_some_and(may_begin) {
        return None;
    }
    let begin = blanks(rest)?;
    let word = rest[begin..].split(char::is_whitespace).next().unwrap_or_default();
    // The longest of them.
    if !is_one_of(word, words) {
        return None;
    }
    let end = begin + word.len();
    Some(end + blanks(&rest[end..])?)
}

/// The length of the blanks that a text begins with; `None` when they are none or many.
fn blanks(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(char::is_whitespace);
    let length = text.len() - rest.len();
    (length > 0 && text[..length].chars().count() <= MOST_BLANKS).then_some(length)
}
