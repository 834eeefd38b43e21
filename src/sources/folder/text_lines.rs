//! What a line of a plain-text article is: a headline's neighbour such as a date
//! or a byline, a word that led somewhere on the page it was copied from, or text.
//! It looks at one line at a time and knows nothing of the lines around it.

use super::text_words::{LEADING_STEMS, LEADS_ON, NAVIGATION, NOTES, STEMS, VERBS, WRITERS};
use crate::raw_item::RawAuthor;
use crate::sources::byline;
use crate::text::dates;

/// A line, judged by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing but white space or a rule.
    Blank,
    /// It led somewhere on the page and means nothing here.
    Navigation,
    /// It led to other articles, whose headlines may follow.
    LeadsOn,
    /// When it was published. What follows a label counts even where nobody can
    /// read it: then the article must not be dated by guess.
    Date { text: String, labelled: bool },
    /// Who wrote it.
    Byline(Vec<RawAuthor>),
    /// An address of mail.
    Mail(String),
    /// An address of mail that the page's protection hid.
    HiddenMail,
    /// Keywords.
    Tags(Vec<String>),
    /// A headline that says so.
    Headline(String),
    /// A sentence about who wrote it.
    Note(String),
    /// Anything else.
    Text(String),
}

/// The longest line that can be navigation or a byline, in characters.
const SHORT: usize = 120;
/// The longest sentence about a writer, in characters.
const LONGEST_NOTE: usize = 500;

/// Judges a line.
pub(super) fn judge(line: &str) -> Line {
    let text = visible(line);
    if !text.chars().any(char::is_alphanumeric) {
        return Line::Blank;
    }
    if is_note(&text) {
        return Line::Note(text);
    }
    if text.chars().count() > SHORT && !text.contains('|') {
        return Line::Text(text);
    }
    labelled(&text)
        .or_else(|| mail_line(&text))
        .or_else(|| navigation(&text))
        .or_else(|| date(&text))
        .or_else(|| byline(&text))
        .unwrap_or(Line::Text(text))
}

/// The parts of a line that a header runs together, as in `By A. Khan | 1 May 2026`.
pub(super) fn parts(line: &str) -> Vec<Line> {
    let parts: Vec<&str> = line.split(['|', '•', '·']).collect();
    let judged: Vec<Line> = parts.iter().map(|part| judge(part)).collect();
    let told = |line: &Line| matches!(line, Line::Date { .. } | Line::Byline(_) | Line::Mail(_));
    if parts.len() > 1 && judged.iter().any(told) {
        let judged = with_its_hour(&parts, judged);
        let plain = |line: &Line| !matches!(line, Line::Text(_) | Line::Blank);
        return judged.into_iter().filter(plain).collect();
    }
    vec![judge(line)]
}

/// The same, with the hour that stands in the part before or behind the date: whether anybody
/// can read it there or not, it is meant.
fn with_its_hour(parts: &[&str], mut judged: Vec<Line>) -> Vec<Line> {
    let is_date = |line: &Line| matches!(line, Line::Date { .. });
    let Some(at) = judged.iter().position(is_date) else { return judged };
    let beside = [Some(at + 1), at.checked_sub(1)].into_iter().flatten();
    let mut hours = beside.filter(|one| judged.get(*one).is_some_and(|line| !is_date(line)));
    let hour = hours.find(|one| dates::held::names_an_hour(parts[*one]));
    if let (Some(hour), Line::Date { text, .. }) = (hour, &mut judged[at])
        && !dates::held::names_an_hour(text)
    {
        *text = format!("{text} {}", visible(parts[hour]));
        judged[hour] = Line::Blank;
    }
    judged
}

/// Without the marks that only steer layout; white space folded.
pub(super) fn visible(line: &str) -> String {
    let steers = |c: &char| {
        !matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}' | '\u{AD}')
            && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let shown: String = line.chars().filter(steers).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text ends as sentences do.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»');
    text.trim_end()
        .trim_end_matches(closing)
        .ends_with(['.', '!', '?', '…', '۔', '؟', ':', '।', '。'])
}

/// What follows a label at the begin of a line, in any letter case.
fn after<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    labels.iter().find_map(|label| {
        let start = text.get(..label.len()).filter(|start| start.eq_ignore_ascii_case(label))?;
        let rest = text[start.len()..].trim_start();
        rest.strip_prefix([':', '：']).map(str::trim)
    })
}

fn labelled(text: &str) -> Option<Line> {
    if let Some(date) = after(text, &["updated", "last updated", "modified", "last modified"])
        && dates::is_a_date(date)
    {
        return Some(Line::Date { text: date.to_owned(), labelled: false });
    }
    if let Some(date) = after(text, &["date", "published on", "published", "posted on", "posted"]) {
        let labelled = after(text, &["date"]).is_some() || dates::is_a_date(date);
        return Some(match labelled {
            true => Line::Date { text: date.to_owned(), labelled },
            false => Line::Navigation,
        });
    }
    if let Some(tags) =
        after(text, &["tags", "tagged", "topics", "keywords", "section", "category"])
    {
        let tags = tags.split([',', ';', '،', '#', '|']).map(str::trim);
        return Some(Line::Tags(tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()));
    }
    if let Some(title) = after(text, &["title", "headline"]).filter(|title| !title.is_empty()) {
        return Some(Line::Headline(title.to_owned()));
    }
    if let Some(names) = after(text, &["author", "authors", "writer", "by", "written by", "byline"])
    {
        return Some(Line::Byline(people(names)));
    }
    None
}

/// A line that is an address of mail, with or without a label.
fn mail_line(text: &str) -> Option<Line> {
    const LABELS: [&str; 11] = [
        "email",
        "e-mail",
        "emails",
        "mail",
        "contact",
        "courriel",
        "correo",
        "correio",
        "e-posta",
        "ای میل",
        "ایمیل",
    ];
    let given = after(text, &LABELS);
    let bare = given.or_else(|| behind_a_label(text)).unwrap_or(text);
    if is_hidden_mail(bare) {
        return Some(Line::HiddenMail);
    }
    let mail = mail_in(bare)?;
    (given.is_some() || mail.len() + 2 >= bare.len()).then(|| Line::Mail(mail.to_owned()))
}

/// What follows a word or two and a colon, in any language.
fn behind_a_label(text: &str) -> Option<&str> {
    const MOST_WORDS: usize = 3;
    let (label, rest) = text.split_once([':', '：'])?;
    let words = label.split_whitespace().count();
    ((1..=MOST_WORDS).contains(&words) && label.chars().all(|c| c != '@')).then(|| rest.trim())
}

/// A line as it is, or as two: a sentence, and behind it only how to reach somebody.
pub(super) fn without_way_to_reach(line: &str) -> Vec<&str> {
    const MOST: usize = 3;
    const FEWEST_WORDS: usize = 3;
    let ends = line.rmatch_indices(['.', '!', '?', '۔', '؟', '।', '。']);
    let mut ends = ends.map(|(at, mark)| at + mark.len()).filter(|end| {
        line[*end..].starts_with(|c: char| c.is_whitespace())
            && !line[*end..].trim().is_empty()
            && line[..*end].split_whitespace().count() >= FEWEST_WORDS
    });
    let way = ends.by_ref().take(MOST).find(|end| {
        let rest = visible(&line[*end..]);
        rest.contains([':', '：'])
            && matches!(mail_line(&rest), Some(Line::Mail(_) | Line::HiddenMail))
    });
    way.map_or_else(|| vec![line], |at| vec![&line[..at], &line[at..]])
}

/// What a page's protection leaves of an address where a script cannot put it back.
pub(super) fn is_hidden_mail(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "[]().".contains(c));
    let mut words = bare.split(char::is_whitespace);
    let mail = words
        .next()
        .is_some_and(|word| ["email", "e-mail"].iter().any(|mail| word.eq_ignore_ascii_case(mail)));
    mail && words.next().is_some_and(|word| word.eq_ignore_ascii_case("protected"))
        && words.next().is_none()
}

/// The first address of mail in a text.
pub(super) fn mail_in(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_whitespace() || "<>()[],;:\"".contains(c))
        .map(|word| word.trim_end_matches('.'))
        .find(|word| {
            let (local, host) = word.split_once('@').unwrap_or_default();
            !local.is_empty()
                && host.contains('.')
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        })
}

fn navigation(text: &str) -> Option<Line> {
    let lower = text.to_lowercase();
    let signs = |c: char| !c.is_alphanumeric() && c != '.';
    let words = lower.trim_matches(signs);
    let starts_low = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    if is_page_number(words) {
        return Some(Line::Navigation);
    }
    if is_rights_line(&lower, ends_sentence(text)) {
        return Some(Line::Navigation);
    }
    let begins = |stem: &&str| words.starts_with(*stem);
    if starts_low || (ends_sentence(text) && !LEADING_STEMS.iter().any(&begins)) {
        return None;
    }
    let leads = |part: &str| LEADS_ON.contains(&part.trim_matches(signs));
    let known = |part: &str| {
        let part = part.trim_matches(signs).trim();
        part.is_empty() || NAVIGATION.contains(&part) || LEADS_ON.contains(&part)
    };
    let separated = |c: char| matches!(c, '|' | '>' | '»' | '›' | '/' | '•' | '·' | '→');
    let mut parts = words.split(separated);
    let few_words = |part: &str| part.split_whitespace().count() <= 3;
    let is_bar = parts.clone().count() > 1
        && (parts.clone().any(known) || words.contains(['»', '›', '→']))
        && parts.clone().all(few_words);
    if is_bar || parts.clone().all(known) {
        return Some(if parts.any(leads) { Line::LeadsOn } else { Line::Navigation });
    }
    let is_path = words.contains(['>', '»', '›']) && words.starts_with("home");
    if is_path || STEMS.iter().any(&begins) {
        return Some(match published_in(text) {
            Some(date) => Line::Date { text: date.to_owned(), labelled: false },
            None => Line::Navigation,
        });
    }
    LEADING_STEMS.iter().any(begins).then_some(Line::LeadsOn)
}

/// "Copyright © 2021 The Post. All rights reserved.": what begins like it and goes on as
/// a sentence does is one.
fn is_rights_line(words: &str, is_sentence: bool) -> bool {
    let words = words.trim().trim_end_matches('.');
    let reserved = words.ends_with("all rights reserved");
    let claims = ["copyright ©", "copyright (c)", "©", "(c) 20", "copyright 20"];
    let few = words.split_whitespace().count() <= 12;
    few && (reserved || (!is_sentence && claims.iter().any(|claim| words.starts_with(claim))))
}

/// `3`, `Page 3 of 5`, `3/5`, `3 min read`, `12 comments`.
fn is_page_number(words: &str) -> bool {
    let counted = ["page", "of", "min", "mins", "minute", "read", "comments", "comment", "shares"];
    let mut parts = words.split(|c: char| c.is_whitespace() || c == '/' || c == '-').peekable();
    let number = |part: &str| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.peek().is_some()
        && words.bytes().any(|byte| byte.is_ascii_digit())
        && parts.all(|part| number(part) || counted.contains(&part))
}

/// The date in `Published in The Courier, September 1st, 2026`.
fn published_in(text: &str) -> Option<&str> {
    let begins =
        |stem: &str| text.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
    if !begins("published in ") && !begins("published on ") && !begins("appeared in ") {
        return None;
    }
    let mut starts = text.match_indices([',', ' ']).map(|(at, _)| text[at + 1..].trim());
    starts.find(|rest| dates::is_only_a_date(rest))
}

fn date(text: &str) -> Option<Line> {
    const BEFORE: [&str; 6] =
        ["published ", "posted ", "dated ", "on ", "last updated ", "updated "];
    let bare = BEFORE.iter().find_map(|stem| {
        let start = text.get(..stem.len())?;
        start.eq_ignore_ascii_case(stem).then(|| text[stem.len()..].trim())
    });
    let bare = bare.map_or(text, |bare| bare.trim_start_matches("on ").trim());
    let bare = bare.trim_matches(|c: char| "()[]-–—*#".contains(c)).trim();
    // One that nobody can read is not passed over: it may be of tomorrow.
    let is_one = dates::is_only_a_date(bare) || dates::is_written_as_one(bare);
    let among_labels = || dates::found::labelled(text).map(|found| &text[found.range]);
    let date = if is_one { Some(bare) } else { among_labels() };
    date.map(|date| Line::Date { text: date.to_owned(), labelled: false })
}

fn byline(text: &str) -> Option<Line> {
    byline::is_byline(text).then(|| Line::Byline(people(text)))
}

/// The people in a byline; an address of mail beside a name is its owner's.
pub(super) fn people(names: &str) -> Vec<RawAuthor> {
    let named = byline::people(names).into_iter();
    let mut people: Vec<RawAuthor> =
        named.map(|name| RawAuthor { name, ..RawAuthor::default() }).collect();
    if let Some(first) = people.first_mut() {
        first.email = mail_in(names).map(str::to_owned);
    }
    people
}

/// Whether a text tells who wrote the article. What else begins with "The author"
/// is told from it by the verb.
fn is_note(text: &str) -> bool {
    if text.chars().count() > LONGEST_NOTE {
        return false;
    }
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    if NOTES.iter().any(|stem| lower.starts_with(stem)) {
        return true;
    }
    let mut words = lower.split(|c: char| c.is_whitespace() || c == ',');
    let who = words.next() == Some("the")
        && words.next().is_some_and(|word| WRITERS.contains(&word.trim_end_matches('s')));
    who && words.find(|word| !word.is_empty()).is_some_and(|verb| VERBS.contains(&verb))
}

/// Whether a sentence begins with the name of who wrote it, and says who that is.
pub(super) fn tells_of(text: &str, authors: &[RawAuthor]) -> bool {
    let is_someone = |rest: &str| {
        [" is a", " is an", " is the", " was ", " teaches ", " works ", " writes "]
            .iter()
            .any(|verb| rest.starts_with(verb))
    };
    authors.iter().any(|author| {
        let name = text.get(..author.name.len()).filter(|_| !author.name.is_empty());
        let same = name.is_some_and(|start| start.eq_ignore_ascii_case(&author.name));
        same && is_someone(&text[author.name.len()..])
    })
}
