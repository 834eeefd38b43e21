//! Marks of Markdown that editors have for those who write, and no reader is to see: comments
//! as Obsidian has them, suggestions as CriticMarkup has them. And callouts, which are quotes
//! with a headline.

use super::generator_code::{outside_code, shown_as_code};
use crate::sources::own_item::KeyFault;
use std::borrow::Cow;
use std::ops::Range;

const COMMENT: &str = "%%";

/// How CriticMarkup begins and ends a remark, an addition, a deletion, a substitution and a
/// highlight.
const SUGGESTIONS: [(&str, &str); 5] =
    [("{>>", "<<}"), ("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}")];

/// The first mark that nobody here can decide on, and what to do: a suggestion that was neither
/// taken nor refused, a comment of which nobody knows where it ends.
pub(super) fn undecided(markdown: &str) -> Option<(Range<usize>, &'static str)> {
    let last = SUGGESTIONS.map(|(_, close)| markdown.rfind(close));
    let suggested = outside_code(markdown, |at| next_suggestion(markdown, at, last)).map(|found| {
        (found, "a remark or a change that somebody suggests: take it over, or take it out")
    });
    suggested.or_else(|| {
        let (_, unclear) = comments(markdown);
        unclear.map(|found| {
            (found, "a comment begins with `%%` and ends with it: take it out, or write one `%`")
        })
    })
}

/// The first comment of a text that is left out.
pub(super) fn comment(markdown: &str) -> Option<Range<usize>> {
    comments(markdown).0.into_iter().next()
}

/// The text as Markdown that everybody reads alike: without its comments, and with callouts as
/// quotes.
pub(super) fn for_readers(markdown: &str) -> Cow<'_, str> {
    match without_comments(markdown) {
        Cow::Borrowed(text) => with_callouts(text),
        Cow::Owned(text) => with_callouts(&text).into_owned().into(),
    }
}

fn without_comments(markdown: &str) -> Cow<'_, str> {
    let (comments, _) = comments(markdown);
    if comments.is_empty() {
        return markdown.into();
    }
    let (mut kept, mut at) = (String::with_capacity(markdown.len()), 0);
    for comment in comments {
        kept.push_str(&markdown[at..comment.start]);
        at = comment.end;
    }
    kept.push_str(&markdown[at..]);
    kept.into()
}

/// The comments, and the first sign of one that may be none.
fn comments(markdown: &str) -> (Vec<Range<usize>>, Option<Range<usize>>) {
    let (mut found, mut at) = (Vec::new(), 0);
    // Nearly no text has any.
    if !markdown.contains(COMMENT) {
        return (found, None);
    }
    let shown = shown_as_code(markdown);
    let next = |from: usize| {
        let signs = markdown[from..].match_indices(COMMENT).map(|(place, _)| from + place);
        signs.into_iter().find(|sign| {
            let before = shown.partition_point(|range| range.start <= *sign);
            !shown[..before].last().is_some_and(|range| range.contains(sign))
        })
    };
    while let Some(begin) = next(at) {
        let sign = begin..begin + COMMENT.len();
        // `5 %% more` is a slip, and what stands up to the next one is no comment.
        let is_of_a_number = markdown[..begin].trim_end_matches(' ').ends_with(char::is_numeric);
        match next(sign.end).filter(|_| !is_of_a_number) {
            Some(end) => {
                at = end + COMMENT.len();
                found.push(begin..at);
            }
            None => return (found, Some(sign)),
        }
    }
    (found, None)
}

/// The first suggestion from a place on; `last` is where the last end of each kind stands.
fn next_suggestion(
    markdown: &str,
    at: usize,
    last: [Option<usize>; SUGGESTIONS.len()],
) -> Option<Range<usize>> {
    let from = markdown.ceil_char_boundary(at.min(markdown.len()));
    markdown[from..].match_indices('{').find_map(|(open, _)| {
        let begin = from + open;
        let rest = &markdown[begin..];
        let mut kinds = SUGGESTIONS.into_iter().zip(last);
        let ((open, close), last) = kinds.find(|((open, _), _)| rest.starts_with(open))?;
        // None is looked for where there is none any more.
        last.filter(|last| *last >= begin + open.len())?;
        let end = rest[open.len()..].find(close)?;
        Some(begin..begin + open.len() + end + close.len())
    })
}

/// The text with the headline of each callout, `> [!warning] Flood`, as one: `> **Flood**`.
fn with_callouts(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("[!") {
        return markdown.into();
    }
    let shown = shown_as_code(markdown);
    let (mut text, mut at) = (String::with_capacity(markdown.len()), 0);
    for line in markdown.split_inclusive('\n') {
        let before = shown.partition_point(|range| range.start <= at);
        let is_shown = shown[..before].last().is_some_and(|range| range.contains(&at));
        match callout(line.trim_end()).filter(|_| !is_shown) {
            Some((quote, headline)) => {
                text.push_str(&format!("{quote} **{headline}**\n{quote}\n"));
            }
            None => text.push_str(line),
        }
        at += line.len();
    }
    text.into()
}

/// The marks of quotes that a line begins with, and the headline of the callout that it begins.
fn callout(line: &str) -> Option<(&str, String)> {
    let length = line.find(|c| c != '>' && c != ' ')?;
    let (quote, rest) = line.split_at(length);
    let (kind, headline) = rest.strip_prefix("[!")?.split_once(']')?;
    let kind = kind.split('|').next().unwrap_or_default().trim();
    let is_kind = kind.chars().all(|c| c.is_alphanumeric() || c == '-') && !kind.is_empty();
    // `[!image](address)` is a link.
    if !quote.contains('>') || !is_kind || headline.starts_with(['(', '[', ':']) {
        return None;
    }
    let headline = headline.trim_start_matches(['+', '-']).trim();
    let mut letters = kind.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let named = || first.unwrap_or_default() + &letters.as_str().to_lowercase();
    let headline = if headline.is_empty() { named() } else { headline.to_owned() };
    Some((quote.trim_end(), headline.replace("**", "")))
}

/// What is told of a mark in a text, which begins on this line of its file.
pub(super) fn fault(said: &str, line: usize, remedy: &str) -> KeyFault {
    let said: String = said.chars().take(60).collect();
    KeyFault { line: Some(line), reason: format!("`{said}`: {remedy}") }
}
