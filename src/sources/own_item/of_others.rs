//! Lines of embargo in what others publish, where agencies and journals write them: in a
//! headline's mark and at the head of a text. The lines are those of the newsroom's own texts,
//! but for what a story may say of embargoes. What is read with certainty holds the item back.

use super::headline_marks::headline_waits;
use super::label::{says_it_waits, waits};
use crate::raw_item::{RawItem, RawText};
use crate::text::dates::{held, judge_own_date};
use crate::text::plain_text;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The most words of a line that says until when.
const MOST_WORDS: usize = 14;
/// So many bytes of a headline are looked at for a mark with a time.
const LONGEST_MARK: usize = 300;
/// The most words beside a time without a day.
const MOST_BESIDE_AN_HOUR: usize = 8;
/// What ends a mark before a headline.
const ENDS: [&str; 8] = [": ", " - ", " – ", " — ", " | ", " // ", "]", ")"];
/// How the form begins that WordPress shows in the place of a text.
const OF_A_FORM: [&str; 3] = [
    "this content is password protected",
    "this content is password-protected",
    "there is no excerpt because this is a protected post",
];

/// Holds an item back until the time that a line of embargo in it says, or refuses it.
/// Without a `zone` a time must name its own.
pub fn heed_embargo(item: &mut RawItem, zone: Option<Tz>, now: DateTime<Utc>) {
    if item.is_own || item.date_fault.is_some() {
        return;
    }
    let texts = [&item.content, &item.summary].into_iter().flatten();
    let texts: Vec<String> = texts.map(plain).collect();
    if asks_for_a_password(item, &texts) {
        let reason = "in the place of its text stands the form that asks for a password: it is not for everybody; ask its publisher for a feed without it";
        item.date_fault = Some(reason.to_owned());
        return;
    }
    if item.publish_at.is_some() {
        return;
    }
    let Some((said, from)) = embargo_in(item, &texts, zone) else { return };
    let said: String = said.chars().take(80).collect();
    match from {
        Some(from) => {
            item.publish_at = Some(from);
            if from > now {
                let until = from.format("%Y-%m-%d %H:%M UTC");
                item.warnings.push(format!("it says \"{said}\": held back until {until}"));
            }
        }
        None => {
            item.date_fault = Some(format!(
                "it says \"{said}\", and until when cannot be read with certainty (day, year, hour and zone): push it with `publish_at`, or wait until its publisher takes that line out"
            ));
        }
    }
}

/// The line that says so, and until when where that is certain.
fn embargo_in(
    item: &RawItem,
    texts: &[String],
    zone: Option<Tz>,
) -> Option<(String, Option<DateTime<Utc>>)> {
    let title = item.title.as_ref().map(|title| plain_text::one_line(&plain(title)));
    let of_title = title.filter(|title| title_waits(title));
    let of_title = of_title.map(|title| {
        // What is longer is looked at no further, and its time is not certain.
        let mark = &title[..title.floor_char_boundary(LONGEST_MARK.min(title.len()))];
        let ends = ENDS.iter().flat_map(|end| mark.match_indices(end)).map(|(at, _)| at);
        let whole = (mark.len() == title.len()).then_some(title.len());
        let from = ends.chain(whole).filter_map(|end| time_at_end(&mark[..end], zone)).max();
        (title, from)
    });
    let of_texts = texts.iter().filter_map(|text| {
        let line = opening_line(text)?;
        Some((line.to_owned(), time_at_end(line, zone)))
    });
    // Of two the one that keeps it back longer; what cannot be read keeps it back.
    of_title.into_iter().chain(of_texts).reduce(|one, other| match (one.1, other.1) {
        (None, _) => one,
        (Some(first), Some(second)) if first >= second => one,
        _ => other,
    })
}

fn plain(text: &RawText) -> String {
    match text {
        RawText::Plain(text) => text.clone(),
        RawText::Html(html) => plain_text::from_html(html),
    }
}

/// A headline that is marked so, and does not tell of an embargo.
fn title_waits(title: &str) -> bool {
    let end = ENDS[..6].iter().filter_map(|end| title.find(end)).min();
    let mark = end.map_or(title, |at| &title[..at]);
    let in_brackets = || {
        let inner = title.strip_prefix(['[', '(', '*'])?.split_once([']', ')', '*'])?.0;
        Some(waits(inner) && is_embargo(inner))
    };
    (headline_waits(title) && (is_cried(mark) || is_moment(mark) || is_moment(title)))
        || (waits(mark) && is_embargo(mark))
        || in_brackets().unwrap_or_default()
}

/// The line at the head of a text that says so.
fn opening_line(text: &str) -> Option<&str> {
    let mut rest = text;
    // A line that may be of a story is passed over, and the next one looked at.
    for _ in 0..8 {
        let (lines, line) = says_it_waits(rest)?;
        if is_embargo(line) {
            return Some(line);
        }
        let passed: usize = rest.split_inclusive('\n').take(lines + 1).map(str::len).sum();
        rest = &rest[passed..];
    }
    None
}

/// Whether such a line is one of an embargo: cried, or little more than a time.
fn is_embargo(line: &str) -> bool {
    is_cried(line) || is_moment(line)
}

/// In capitals, and more than the name of a draft.
fn is_cried(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.contains(char::is_uppercase)
        && line == line.to_uppercase()
        && !lower.contains("draft")
        && line.split_whitespace().count() <= MOST_WORDS
}

/// A time, with few words beside it. The dates of forms (`Release date: …`) are none.
fn is_moment(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let lower = line.to_lowercase();
    let label = lower.split(':').next().unwrap_or_default().trim();
    let is_of_a_thing =
        ["release date", "date", "publication date", "released", "available"].contains(&label);
    !is_of_a_thing
        && (held::is_nearly_one(line)
            || (held::holds_a_day(line) && held::names_an_hour(line) && words <= MOST_WORDS)
            || (held::names_an_hour(line) && words <= MOST_BESIDE_AN_HOUR))
}

/// The time with which a line ends, if its day, year, hour and zone are certain.
fn time_at_end(line: &str, zone: Option<Tz>) -> Option<DateTime<Utc>> {
    let line = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let starts = line.char_indices().filter(|(at, c)| {
        let before = line[..*at].chars().next_back();
        c.is_alphanumeric() && before.is_none_or(char::is_whitespace)
    });
    starts.map(|(at, _)| &line[at..]).find_map(|text| {
        let in_zone = |zone| judge_own_date(text, zone).ok();
        let read = in_zone(zone.unwrap_or(chrono_tz::UTC))?;
        // A time that names its zone is the same wherever it is read.
        let is_certain = zone.is_some() || in_zone(chrono_tz::Pacific::Kiritimati) == Some(read);
        (is_certain && held::names_an_hour(text)).then_some(read)
    })
}

/// Whether what came is the form that WordPress shows in the place of a protected text.
fn asks_for_a_password(item: &RawItem, texts: &[String]) -> bool {
    let is_form = |text: &RawText| {
        let given = text.as_str();
        given.contains("post-password-form") || given.contains("action=postpass")
    };
    let begins = |text: &String| {
        let text = text.trim_start();
        let begin = |words: &&str| {
            text.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words))
        };
        OF_A_FORM.iter().any(begin)
    };
    [&item.content, &item.summary].into_iter().flatten().any(is_form) || texts.iter().any(begins)
}
