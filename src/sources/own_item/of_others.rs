//! Lines of embargo in what others publish, where agencies and journals write them: in a
//! headline's mark and at the head of a text. The lines are those of the newsroom's own texts,
//! but for what a story may say of embargoes. What is read with certainty holds the item back.

use super::embargo_taken_out::without_line;
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

/// Until when something waits, as far as that is certain; what stands further down keeps it
/// back longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Until {
    /// It is over, in whatever zone it was meant.
    Over,
    At(DateTime<Utc>),
    /// Day, year and hour are certain, and nobody says in which zone.
    NoZone,
    Unread,
}

/// The zone in which a time is read that names none, if anybody said one, and what time it is.
#[derive(Clone, Copy)]
struct Around {
    zone: Option<Tz>,
    now: DateTime<Utc>,
}

/// Holds an item back until the time that a line of embargo in it says, or refuses it.
/// Without a `zone`, which is its source's, a time must name its own.
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
    let Some((said, until)) = embargo_in(item, &texts, Around { zone, now }) else { return };
    let said: String = said.chars().take(80).collect();
    if matches!(until, Until::Over | Until::At(_)) {
        take_out(item, Around { zone, now });
    }
    match until {
        Until::Over => {}
        Until::At(from) => {
            item.publish_at = Some(from);
            if from > now {
                let until = from.format("%Y-%m-%d %H:%M UTC");
                item.warnings.push(format!("it says \"{said}\": held back until {until}"));
            }
        }
        Until::NoZone => {
            item.date_fault = Some(format!(
                "it says \"{said}\", and in which time zone nobody says: give its source the zone of its publisher (`timezone = \"Europe/Paris\"`, or whichever it is), or push it with `publish_at`"
            ));
        }
        Until::Unread => {
            item.date_fault = Some(format!(
                "it says \"{said}\", and until when cannot be read with certainty (day, year, hour and zone): push it with `publish_at`, or wait until its publisher takes that line out"
            ));
        }
    }
}

/// Takes the lines out that say so: until when is known.
fn take_out(item: &mut RawItem, around: Around) {
    for text in [&mut item.content, &mut item.summary].into_iter().flatten() {
        let shown = plain(text);
        if let Some(rest) = opening_line(&shown).and_then(|line| without_line(text, line)) {
            *text = rest;
        }
    }
    let title = item.title.as_ref().map(|title| plain_text::one_line(&plain(title)));
    let Some(title) = title.filter(|title| title_waits(title)) else { return };
    let behind = |end: &&str| {
        let ends = title.match_indices(*end);
        let known = |at: usize| time_at_end(&title[..at], around) != Until::Unread;
        ends.filter(|(at, _)| *at <= LONGEST_MARK && known(*at)).map(|(at, _)| at + end.len()).max()
    };
    let rest = ENDS.iter().filter_map(behind).max().map(|at| title[at..].trim());
    let rest = rest.map(|rest| rest.trim_start_matches([':', '-', '–', '—', '|', ' ']));
    if let Some(rest) = rest.filter(|rest| rest.chars().any(char::is_alphabetic)) {
        item.title = Some(RawText::Plain(rest.to_owned()));
    }
}

/// Whether a line is one of embargo that holds what it stands in.
pub(in crate::sources) fn is_line_of_embargo(line: &str) -> bool {
    waits(line) && is_embargo(line)
}

/// The line that says so, and until when where that is certain.
fn embargo_in(item: &RawItem, texts: &[String], around: Around) -> Option<(String, Until)> {
    let title = item.title.as_ref().map(|title| plain_text::one_line(&plain(title)));
    let of_title = |title: &String| title_waits(title).then(|| until_of_title(title, around));
    let of_titles = title.iter().chain(&item.embargo_lines);
    let of_titles = of_titles.filter_map(|title| Some((title.clone(), of_title(title)?)));
    let of_texts = texts.iter().chain(&item.embargo_lines).filter_map(|text| {
        let line = opening_line(text)?;
        Some((line.to_owned(), time_at_end(line, around)))
    });
    // Of two the one that keeps it back longer; what cannot be read keeps it back.
    of_titles.chain(of_texts).reduce(|one, other| if one.1 >= other.1 { one } else { other })
}

/// Until when a headline says that its article waits.
fn until_of_title(title: &str, around: Around) -> Until {
    // What is longer is looked at no further, and its time is not certain.
    let mark = &title[..title.floor_char_boundary(LONGEST_MARK.min(title.len()))];
    let ends = ENDS.iter().flat_map(|end| mark.match_indices(end)).map(|(at, _)| at);
    let whole = (mark.len() == title.len()).then_some(title.len());
    let read = ends.chain(whole).map(|end| time_at_end(&mark[..end], around));
    let known: Vec<Until> = read.filter(|until| *until != Until::Unread).collect();
    // A part that ends before the zone's name tells less than that with it.
    let certain = known.iter().filter(|until| **until != Until::NoZone).max();
    certain.or(known.first()).copied().unwrap_or(Until::Unread)
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

/// Whether such a line is one of an embargo: cried, little more than a time, or until something
/// that nobody dates.
fn is_embargo(line: &str) -> bool {
    is_cried(line) || is_moment(line) || waits_for_something(line)
}

/// `EMBARGOED UNTIL further notice`, `Embargoed until the end of the speech`: a text is, while
/// an embargo in a story is one of goods.
fn waits_for_something(line: &str) -> bool {
    const MOST: usize = 8;
    const UNTIL: [&str; 3] = ["until", "till", "til"];
    let plain = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(plain)).collect();
    let lower = words.iter().map(|word| word.to_lowercase()).take(4).collect::<Vec<_>>();
    let of_a_text = |at: usize| {
        let until = lower.get(at + 1).is_some_and(|word| UNTIL.contains(&&**word));
        until && lower.get(at).is_some_and(|word| word == "embargoed")
    };
    let is_cried = words.iter().take(2).filter(|word| is_cried(word)).count() == 2;
    words.len() <= MOST && (of_a_text(0) || of_a_text(1) || is_cried)
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
    let label = lower.split(|c: char| c == ':' || c.is_numeric()).next().unwrap_or_default();
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    let is_of_a_thing =
        ["release date", "date", "publication date", "released", "available"].contains(&label);
    !is_of_a_thing
        && (held::is_nearly_one(line)
            || (held::holds_a_day(line) && held::names_an_hour(line) && words <= MOST_WORDS)
            || (held::names_an_hour(line) && words <= MOST_BESIDE_AN_HOUR))
}

/// The time with which a line ends, if its day, year and hour are certain.
fn time_at_end(line: &str, around: Around) -> Until {
    let line = line.trim_end_matches(|c: char| !c.is_alphanumeric());
    let starts = line.char_indices().filter(|(at, c)| c.is_alphanumeric() && begins_at(line, *at));
    let read = starts.map(|(at, _)| &line[at..]).find_map(|text| {
        let in_zone = |zone| judge_own_date(text, zone).ok();
        let read = in_zone(around.zone.unwrap_or(chrono_tz::UTC));
        let read = read.filter(|_| held::names_an_hour(text))?;
        // A time that names its zone is the same wherever it is read.
        if around.zone.is_some() || in_zone(chrono_tz::Pacific::Kiritimati) == Some(read) {
            return Some(Until::At(read));
        }
        let is_over = in_zone(chrono_tz::Etc::GMTPlus12).is_some_and(|last| last <= around.now);
        Some(if is_over { Until::Over } else { Until::NoZone })
    });
    read.unwrap_or(Until::Unread)
}

/// Whether a word begins there: behind a blank, or the colon or bracket of its label.
fn begins_at(line: &str, at: usize) -> bool {
    let mut before = line[..at].chars().rev();
    match before.next() {
        None | Some('：' | '【' | '「' | '（' | '(' | '[') => true,
        // Not the minutes of an hour.
        Some(':') => before.next().is_none_or(|c| !c.is_numeric()),
        Some(c) => c.is_whitespace(),
    }
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
