//! What a feed of ours adds to an article, taken off again where the newsroom brings its own
//! article back as it stands there: the notes of corrections above the text and before the
//! summary, who wrote it and who else tells it below. The feed adds it anew. It takes nothing
//! off what others publish, and nothing that the item's own data do not say as well.

use super::exported::corrections;
use super::json_members::text_of;
use crate::raw_item::{RawItem, RawText};
use crate::text::plain_text;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// Takes it off what was read of the item.
pub(super) fn take_off(object: &Map<String, Value>, item: &mut RawItem) {
    let Some(ours) = object.get("_pressroom").and_then(Value::as_object) else { return };
    let notes = corrections(ours);
    let lines: Vec<String> = notes.iter().map(|said| plain_text::one_line(&said.note)).collect();
    if let Some(RawText::Html(html)) = &item.content {
        let html = unwrapped(html);
        let bare = without_others(without_notes(html, &lines).unwrap_or(html), ours);
        item.content = Some(RawText::Html(without_author_note(bare, ours).to_owned()));
    }
    if let Some(RawText::Plain(summary)) = &item.summary {
        item.summary = Some(RawText::Plain(without_notes_before(summary, &lines).to_owned()));
    }
}

/// The text inside the box that says in which direction it runs, where there is one around all.
fn unwrapped(html: &str) -> &str {
    let html = html.trim();
    let inner = || {
        let (tag, rest) = html.strip_prefix("<div dir=\"")?.split_once('>')?;
        let inner = rest.strip_suffix("</div>")?;
        (tag.contains(" lang=\"") && !closes_what_it_has_not_opened(inner)).then_some(inner)
    };
    inner().unwrap_or(html)
}

fn closes_what_it_has_not_opened(html: &str) -> bool {
    let mut open = 0_usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if rest.starts_with("</div>") {
            let Some(left) = open.checked_sub(1) else { return true };
            open = left;
        } else if rest.starts_with("<div>") || rest.starts_with("<div ") {
            open += 1;
        }
        rest = &rest[1..];
    }
    false
}

/// The text below the paragraphs of all these notes; `None` where it does not begin with them.
fn without_notes<'a>(html: &'a str, notes: &[String]) -> Option<&'a str> {
    let mut rest = html;
    for note in notes {
        let (paragraph, below) = rest.trim_start().split_once("</p>")?;
        let is_paragraph = paragraph.starts_with("<p>") || paragraph.starts_with("<p ");
        if !is_paragraph || !is_note(&plain_text::from_html(paragraph), note) {
            return None;
        }
        rest = below;
    }
    (!notes.is_empty()).then(|| rest.trim_start())
}

/// Whether a line is a note as feeds write it: a word, a day in brackets, a colon, the note.
fn is_note(line: &str, note: &str) -> bool {
    let line = plain_text::one_line(line);
    let before = line.strip_suffix(note).and_then(|before| before.trim_end().strip_suffix("):"));
    before
        .and_then(|before| before.rsplit_once('('))
        .is_some_and(|(word, day)| !word.trim().is_empty() && day.parse::<NaiveDate>().is_ok())
}

/// The summary behind all these notes, or as it is where it does not begin with them.
fn without_notes_before<'a>(summary: &'a str, notes: &[String]) -> &'a str {
    let mut rest = summary.trim();
    for note in notes {
        let behind = rest.match_indices(note.as_str()).find_map(|(at, _)| {
            let end = at + note.len();
            is_note(&rest[..end], note).then(|| &rest[end..])
        });
        let Some(behind) = behind else { return summary };
        rest = behind.trim_start();
    }
    rest
}

/// The text without the paragraph that links to the other tellings.
fn without_others<'a>(html: &'a str, ours: &Map<String, Value>) -> &'a str {
    let others = ours.get("also").and_then(Value::as_array).into_iter().flatten();
    let titles: Vec<String> =
        others.filter_map(|other| text_of(other.as_object()?, "title")).collect();
    let titles = plain_text::one_line(&titles.join("; "));
    let links = |line: &str| {
        let before = line.strip_suffix(&titles).map(str::trim_end);
        before.is_some_and(|before| before.ends_with(':'))
    };
    match last_paragraph(html) {
        Some((before, last)) if !titles.is_empty() && links(&line_of(last)) => before,
        _ => html,
    }
}

/// The text without the paragraph about who wrote it.
fn without_author_note<'a>(html: &'a str, ours: &Map<String, Value>) -> &'a str {
    let note = text_of(ours, "author_note").map(|note| plain_text::one_line(&note));
    match (last_paragraph(html), note) {
        // The author may have written the same as the last line of the text.
        (Some((before, last)), Some(note))
            if last.starts_with("<p class=\"author-note\">") && line_of(last) == note =>
        {
            before
        }
        _ => html,
    }
}

fn line_of(paragraph: &str) -> String {
    plain_text::one_line(&plain_text::from_html(paragraph))
}

/// The last paragraph of a text, and what stands before it.
fn last_paragraph(html: &str) -> Option<(&str, &str)> {
    let html = html.trim_end();
    let inner = html.strip_suffix("</p>")?;
    let at = inner.rfind("<p>").max(inner.rfind("<p "))?;
    Some((html[..at].trim_end(), &html[at..]))
}
