//! What an address says of what it leads to: an article, and of which day, or a list, or a
//! page about the site. It reads no page.

use crate::text::dates::read_date;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};

/// Parts of a path that lead to lists, not to articles.
const NOT_ARTICLES: [&str; 15] = [
    "tag",
    "tags",
    "category",
    "categories",
    "author",
    "authors",
    "topic",
    "topics",
    "page",
    "search",
    "login",
    "privacy",
    "terms",
    "about",
    "contact",
];

/// The words in names of pages that sites have about themselves.
const ABOUT: [&str; 48] = [
    "about",
    "accessibility",
    "ads",
    "advertise",
    "advertising",
    "agb",
    "and",
    "aviso",
    "careers",
    "code",
    "conditions",
    "condiciones",
    "contact",
    "contacto",
    "contacts",
    "cookie",
    "cookies",
    "datenschutz",
    "datenschutzerklaerung",
    "de",
    "disclaimer",
    "ethics",
    "faq",
    "help",
    "impressum",
    "imprint",
    "in",
    "jobs",
    "kontakt",
    "legal",
    "legales",
    "mediadaten",
    "mentions",
    "newsletter",
    "newsletters",
    "notice",
    "of",
    "our",
    "policy",
    "policies",
    "privacidad",
    "privacy",
    "service",
    "subscribe",
    "terms",
    "us",
    "use",
    "with",
];

/// Parameters whose number names an article, where no path does; in lower case.
const NUMBERED: [&str; 15] = [
    "p",
    "id",
    "aid",
    "nid",
    "article",
    "articleid",
    "article_id",
    "artid",
    "newsid",
    "news_id",
    "story",
    "storyid",
    "story_id",
    "postid",
    "post_id",
];

/// A number of so many digits is an article's.
const DIGITS: usize = 5;

/// So many words in the last part of a path are a headline's.
const WORDS: usize = 3;

/// The day in an address, as in `/2026/11/20/`, `/2026-11-20-` or `/20261120-`.
pub(super) fn day_of(address: &WebAddress) -> Option<DateTime<Utc>> {
    let parts: Vec<&str> = parts(address);
    let date = |year: &str, month: &str, day: &str| {
        let is_one = is_year(year) && is_short(month) && is_short(day);
        is_one.then(|| read_date(&format!("{year}-{month:0>2}-{day:0>2}"))).flatten()
    };
    let parted = parts.windows(3).find_map(|part| date(part[0], part[1], part[2]));
    // `/2010/POLITICS/08/13/`
    let around = || {
        let is_word = |part: &str| part.chars().all(|c| c.is_alphabetic() || c == '.');
        let folders: Vec<&str> = address.url().path().split('/').collect();
        let mut around = folders.windows(4).filter(|part| is_word(part[1]));
        around.find_map(|part| date(part[0], part[2], part[3]))
    };
    let compact = || parts.iter().filter(|part| is_compact(part)).find_map(|part| read_date(part));
    parted.or_else(around).or_else(compact)
}

/// Whether an address names one article of a site by itself: by words as a headline has, or
/// by a number.
pub(super) fn is_named(address: &WebAddress) -> bool {
    let last = address.url().path_segments().and_then(Iterator::last).unwrap_or_default();
    let name = last.rsplit_once('.').map_or(last, |(name, _)| name);
    let words = name.split(['-', '_', '+']).filter(|word| word.contains(char::is_alphabetic));
    words.count() >= WORDS || has_long_number(last)
}

/// Whether an address has a number as articles have.
pub(super) fn has_number(address: &WebAddress) -> bool {
    let url = address.url();
    let last = url.path_segments().and_then(Iterator::last).unwrap_or_default();
    has_long_number(last) || url.query().is_some_and(has_long_number)
}

fn has_long_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= DIGITS)
}

/// Whether a query names an article by its number.
fn is_numbered(query: &str) -> bool {
    query.split('&').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        NUMBERED.contains(&&*name.to_ascii_lowercase()) && !value.is_empty() && is_number(value)
    })
}

/// Whether an address can be an article's: no list, and not too short to name one.
pub(super) fn may_be_one(address: &WebAddress) -> bool {
    is_no_list(address) && !is_short_name(address)
}

/// Whether an address is neither the front of a site, nor one of a list or of a page about it.
pub(super) fn is_no_list(address: &WebAddress) -> bool {
    let parts = names_in(address);
    let Some(last) = parts.last() else { return address.url().query().is_some_and(is_numbered) };
    !parts.iter().any(|part| NOT_ARTICLES.contains(part)) && !is_about_the_site(last)
}

/// Whether an address is as short as a section's: `/world`, `/blog/wealth`.
pub(super) fn is_short_name(address: &WebAddress) -> bool {
    let url = address.url();
    let parts = names_in(address);
    let Some(last) = parts.last() else { return false };
    let is_long = last.len() >= 12
        || last.bytes().any(|byte| byte.is_ascii_digit())
        || parts.len() >= 3
        || url.query().is_some_and(|query| query.bytes().any(|byte| byte.is_ascii_digit()));
    !is_long
}

fn names_in(address: &WebAddress) -> Vec<&str> {
    let parts = address.url().path_segments().into_iter().flatten();
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether the last part of a path is the name of a page about the site: all its words are
/// such, beside years.
fn is_about_the_site(last: &str) -> bool {
    let name = last.rsplit_once('.').map_or(last, |(name, _)| name).to_ascii_lowercase();
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = name.split(['-', '_', '+']).filter(|word| !number(word)).peekable();
    words.peek().is_some() && words.all(|word| ABOUT.contains(&word))
}

/// Whether an address has a day or at least a month.
pub(super) fn has_month(address: &WebAddress) -> bool {
    let month = |part: &str| is_short(part) && (1..=12).contains(&part.parse().unwrap_or(0));
    let parts = parts(address);
    parts.windows(2).any(|part| is_year(part[0]) && month(part[1]))
        || parts.iter().any(|part| is_compact(part))
}

fn parts(address: &WebAddress) -> Vec<&str> {
    address.url().path().split(['/', '-', '_', '.']).filter(|part| !part.is_empty()).collect()
}

/// Whether a part is a day as `20261120` is.
fn is_compact(part: &str) -> bool {
    part.len() == 8 && is_number(part) && is_year(&part[..4])
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && is_number(part) && part.starts_with("20")
}

fn is_short(part: &str) -> bool {
    (1..=2).contains(&part.len()) && is_number(part)
}
