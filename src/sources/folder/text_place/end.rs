//! What stands at the end of a dump: the note about the writer, and behind it the menus of
//! the app or the page. It goes by place, by shape and by repetition.

use super::outline::{Outline, Seen, UNWRAPPED};
use crate::sources::folder::text_lines::{Line, ends_sentence, tells_of};
use crate::sources::folder::text_words::WRITERS_ANYWHERE;
use std::ops::Range;

/// The number of lines of one shape at the end that are a menu.
const A_MENU: usize = 3;

/// The longest line that is a note only for its place, in characters.
const LONGEST_NOTE: usize = 200;

/// The last note about the writer, if no long paragraph comes after it.
pub(super) fn note(outline: &Outline<'_>) -> Option<usize> {
    let seen = &outline.seen;
    let authors = outline.authors();
    let first = seen.iter().position(Seen::is_prose)?;
    let says_so = |at: &usize| {
        let one = &seen[*at];
        one.has(|part| matches!(part, Line::Note(_))) || tells_of(&one.text, &authors)
    };
    let said = (first + 1..seen.len()).rev().find(says_so);
    let long = |one: &Seen| one.is_prose() && one.text.chars().count() > UNWRAPPED;
    said.filter(|note| !seen[note + 1..].iter().any(long)).or_else(|| above_mail(outline, first))
}

/// The one sentence between the text and how to reach somebody, where it begins with a word
/// for who writes, or with a name that the text does not have.
fn above_mail(outline: &Outline<'_>, first: usize) -> Option<usize> {
    let seen = &outline.seen;
    let mail = mail_below(outline)?;
    let at = mail.checked_sub(1).filter(|at| *at > first + 1)?;
    let text = seen[at].as_text().filter(|_| seen[at].is_prose() || seen[at].words() <= 2)?;
    let is_one = !seen[at].says_two_things() && text.chars().count() <= LONGEST_NOTE;
    let before = || {
        let others = seen[..at].iter().filter(|one| !one.is_byline());
        others.map(|one| one.text.as_str())
    };
    (is_one && ends_sentence(text) && (names_writer(text) || names_anew(text, before())))
        .then_some(at)
}

/// The first line behind the text that only says how to reach somebody.
fn mail_below(outline: &Outline<'_>) -> Option<usize> {
    let last = outline.seen.iter().rposition(Seen::is_prose)?;
    (last + 1..outline.seen.len()).find(|at| outline.seen[*at].is_mail())
}

fn names_writer(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic() && !is_mark(c));
    let mut first = words.filter(|word| !word.is_empty()).take(2);
    first.any(|word| WRITERS_ANYWHERE.iter().any(|stem| word.starts_with(stem)))
}

/// A vowel sign of a script that writes them apart.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}')
}

/// Whether a sentence begins with a name of two words or more that stands nowhere before.
fn names_anew<'a>(text: &str, mut before: impl Iterator<Item = &'a str>) -> bool {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let name: Vec<&str> = text.split_whitespace().take_while(capital).collect();
    let goes_on = text.split_whitespace().nth(name.len());
    (2..=5).contains(&name.len())
        && goes_on.is_some_and(|word| word.starts_with(char::is_lowercase))
        && name.last().is_some_and(|last| {
            let last = last.to_lowercase();
            !before.any(|line| line.to_lowercase().contains(&last))
        })
}

/// What stands after the text: behind the note everything that says nothing of the
/// article, behind a hidden address what is no text, else what all files have, and
/// menus.
pub(super) fn after(outline: &Outline<'_>, text: &Range<usize>) -> Vec<usize> {
    let seen = &outline.seen;
    let tail = text.end.max(1)..seen.len();
    let note_end = note(outline).filter(|note| tail.contains(note)).map(|note| {
        let wrapped = |at: &usize| {
            let (last, one) = (&seen[*at - 1], &seen[*at]);
            one.at == last.at + 1 && !ends_sentence(&last.text) && one.as_text().is_some()
        };
        (note + 1..seen.len()).take_while(wrapped).last().unwrap_or(note) + 1
    });
    let menu = menu(outline, &tail);
    let hidden = mail_below(outline).filter(|at| seen[*at].has(|part| *part == Line::HiddenMail));
    // Who writes every week has the same note below each text.
    let is_note = |one: &Seen| one.has(|part| matches!(part, Line::Note(_)));
    let goes = |at: &usize| {
        let one = &seen[*at];
        let is_behind = |from: Option<usize>| from.is_some_and(|from| *at >= from);
        let behind = is_behind(note_end) || is_behind(menu);
        let is_no_text = !one.is_prose() && !is_note(one);
        !one.tells()
            && (behind || (is_no_text && (is_behind(hidden) || outline.repeated.has(&one.text))))
    };
    tail.filter(goes).collect()
}

/// Where a menu begins: lines that end, or begin, with the same word, and behind them
/// nothing but a few words.
fn menu(outline: &Outline<'_>, tail: &Range<usize>) -> Option<usize> {
    let seen = &outline.seen;
    let is_line = |at: &usize| seen[*at].as_text().is_some_and(|text| !ends_sentence(text));
    let lines: Vec<usize> = tail.clone().filter(is_line).collect();
    let last = lines.iter().rposition(|at| seen[*at].words() > 3).map_or(0, |at| at + 1);
    let ends: [fn(&str) -> Option<&str>; 2] =
        [|text| text.split_whitespace().last(), |text| text.split_whitespace().next()];
    ends.iter().find_map(|end| {
        let is_alike = |one: &usize, other: &usize| {
            let fits = |at: &usize| (2..=6).contains(&seen[*at].words());
            fits(one) && fits(other) && end(&seen[*one].text) == end(&seen[*other].text)
        };
        let runs: Vec<&[usize]> = lines.chunk_by(is_alike).collect();
        let mut end_of = 0;
        runs.into_iter().find_map(|run| {
            end_of += run.len();
            (run.len() >= A_MENU && end_of >= last).then(|| run[0])
        })
    })
}
