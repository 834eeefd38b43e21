//! What of a dump is the article, and what stood around it in the app or on the page
//! that it was copied from. It goes by place, by shape and by repetition: before the
//! headline and its date line, after the note about the writer, a menu at the end. It
//! reads no fact out of any line.

mod end;
mod outline;
mod title;

pub(super) use outline::{LONGEST_TITLE, UNWRAPPED};

use super::repeated::Repeated;
use super::text_lines::{Line, ends_sentence};
use end::{after, note};
use outline::{Outline, Seen};
use std::ops::Range;
use title::{Head, head, is_name, may_go};

/// What a line may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It stood around the article.
    Around,
    /// What it looks like.
    Open,
    /// Text, whatever it looks like: it stands in the middle of it.
    Inside,
    /// The headline, whatever it says.
    Headline,
    /// Who wrote it, without a word that says so.
    Byline,
    /// Who the writer is, without a word that says so.
    Note,
}

/// What each line may be, and the word above the headline that may name a section.
pub(super) struct Places {
    pub(super) of_lines: Vec<Place>,
    pub(super) kicker: Option<String>,
    /// What was taken for notices above the headline, though it may be a headline.
    pub(super) unsure: Vec<String>,
}

/// Finds out where every line stands. `given` is the title that the front matter gives.
pub(super) fn places(lines: &[&str], given: Option<&str>, repeated: &Repeated) -> Places {
    let outline = Outline::of(lines, repeated);
    let head = head(&outline, given);
    let mut places = Places {
        of_lines: vec![Place::Open; lines.len()],
        kicker: head.and_then(|head| kicker(&outline, head)),
        unsure: head.map(|head| unsure(&outline, head, given)).unwrap_or_default(),
    };
    let mut mark = |at: usize, place: Place| places.of_lines[outline.seen[at].at] = place;
    let begin = head.map_or(0, |head| body_begin(&outline, head));
    if let Some(head) = head {
        for (at, place) in in_head(&outline, head, given) {
            mark(at, place);
        }
    }
    let text = text(&outline, begin);
    for at in text.clone() {
        mark(at, in_text(&outline, at));
    }
    let is_note = |note: &usize| outline.seen[*note].as_text().is_some() || ends(&outline, *note);
    if let Some(note) = note(&outline).filter(is_note) {
        mark(note, Place::Note);
    }
    for at in after(&outline, &text) {
        mark(at, Place::Around);
    }
    places
}

/// Whether a line is the last sentence, behind another one.
fn ends(outline: &Outline<'_>, at: usize) -> bool {
    let (before, behind) = outline.seen.split_at(at);
    let ends = |one: Option<&Seen>| one.is_some_and(|one| ends_sentence(&one.text));
    ends(before.last()) && ends(behind.first()) && !behind.iter().skip(1).any(Seen::is_prose)
}

/// What the lines of the head are, and those before it.
fn in_head(outline: &Outline<'_>, head: Head, given: Option<&str>) -> Vec<(usize, Place)> {
    let seen = &outline.seen;
    let mut places = Vec::new();
    if may_go(outline, head.title) {
        // An app shows the day of its reader at the top.
        let is_clock = |at: usize| {
            head.dates.is_some_and(|(own, _)| seen[at].is_date() && !outline.is_same_day(at, own))
        };
        let goes = (0..head.title).filter(|at| !seen[*at].tells() || is_clock(*at));
        places.extend(goes.map(|at| (at, Place::Around)));
    }
    let is_given = given.is_some_and(|given| given.eq_ignore_ascii_case(&seen[head.title].text));
    if is_given && may_go(outline, head.title) {
        places.push((head.title, Place::Around));
    } else if let Some((_, below)) = head.dates {
        places.push((head.title, Place::Headline));
        let is_byline = |at: &usize| seen[*at].as_text().is_some_and(is_name);
        let byline = (head.title + 1..below).find(is_byline);
        places.extend(byline.map(|at| (at, Place::Byline)));
    }
    places
}

/// The lines above the headline that go though nothing but their place says that an app shows
/// them: of two words or less is no headline.
fn unsure(outline: &Outline<'_>, head: Head, given: Option<&str>) -> Vec<String> {
    const FEWEST_WORDS: usize = 3;
    let end = head.title;
    let is_one = |at: &usize| {
        let one = &outline.seen[*at];
        let is_certain = one.says_two_things() || outline.is_known(*at, end);
        one.words() >= FEWEST_WORDS && one.is_headline() && !is_certain
    };
    let goes = in_head(outline, head, given).into_iter();
    let goes = goes.filter(|(at, place)| *place == Place::Around && *at < end);
    goes.map(|(at, _)| at).filter(is_one).map(|at| outline.seen[at].text.clone()).collect()
}

/// The only line above the headline, where it is a word or two.
fn kicker(outline: &Outline<'_>, head: Head) -> Option<String> {
    let mut above = outline.seen[..head.title].iter().filter(|one| one.as_text().is_some());
    let only = above.next().filter(|_| above.next().is_none())?;
    (only.words() <= 3 && !ends_sentence(&only.text)).then(|| only.text.clone())
}

/// Where the text begins: below the headline with its date line and byline.
fn body_begin(outline: &Outline<'_>, head: Head) -> usize {
    let seen = &outline.seen;
    let below = (head.title + 1..seen.len()).find(|at| seen[*at].is_date());
    let near = below.filter(|date| {
        let between = &seen[head.title + 1..*date];
        between.iter().filter(|one| one.is_prose()).count() <= 1
            && between.iter().all(|one| one.tells() || one.text.chars().count() <= LONGEST_TITLE)
            && (between.iter().all(|one| !one.is_prose()) || outline.dates_once(*date))
    });
    head.dates.map(|(_, below)| below).or(near).unwrap_or(head.title) + 1
}

/// From the first sentence to the last.
fn text(outline: &Outline<'_>, begin: usize) -> Range<usize> {
    let seen = &outline.seen;
    let is_text = |at: &usize| seen[*at].is_prose();
    let first = (begin..seen.len()).find(is_text);
    let last = (begin..note(outline).unwrap_or(seen.len())).rev().find(is_text);
    match (first, last) {
        (Some(first), Some(last)) => first..last.max(first) + 1,
        _ => begin..begin,
    }
}

/// What a line between sentences may be.
fn in_text(outline: &Outline<'_>, at: usize) -> Place {
    let seen = &outline.seen;
    let one = &seen[at];
    let leads = |at: Option<usize>| at.and_then(|at| seen.get(at)).is_some_and(Seen::leads_away);
    let beside = leads(at.checked_sub(1)) || leads(Some(at + 1));
    let again = || seen.iter().filter(|other| other.text == one.text).count() > 1;
    match one.parts.as_slice() {
        [Line::Note(_) | Line::Mail(_)] => Place::Open,
        [Line::HiddenMail] => Place::Around,
        [Line::LeadsOn] => {
            let follows = seen.get(at + 1).is_some_and(|next| !next.is_prose());
            if follows || beside || one.words() > 3 { Place::Open } else { Place::Inside }
        }
        [Line::Navigation] if beside || again() || is_advertisement(&one.text) => Place::Around,
        _ if one.has(|part| matches!(part, Line::Mail(_))) => Place::Open,
        _ => Place::Inside,
    }
}

/// The one word that is no subhead of anything.
fn is_advertisement(text: &str) -> bool {
    ["advertisement", "ad"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
