//! Code in a text that only the program that makes the site understands: the shortcodes of
//! Hugo and WordPress, Liquid's and Nunjucks' tags. It runs none: what such code shows or hides nobody can tell.

use crate::text::html_pieces::{Onward, Piece, each_piece};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// How far the end of such code is looked for, in bytes.
const LONGEST: usize = 2000;

/// The first code in a text of Markdown, outside of what is shown as code.
pub(super) fn in_markdown(markdown: &str) -> Option<Range<usize>> {
    outside_code(markdown, next)
}

/// The first of what `next` finds from a place on in a text of Markdown, outside of what is
/// shown as code.
pub(super) fn outside_code(
    markdown: &str,
    next: impl Fn(&str, usize) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    // Nearly no text has any.
    let first = next(markdown, 0)?;
    let shown = shown_as_code(markdown);
    let mut found = Some(first);
    while let Some(code) = found {
        match shown.iter().find(|range| range.contains(&code.start)) {
            None => return Some(code),
            Some(range) => found = next(markdown, range.end.max(code.start + 1)),
        }
    }
    None
}

/// What a text of Markdown shows as code.
pub(super) fn shown_as_code(markdown: &str) -> Vec<Range<usize>> {
    super::markdown::parser(markdown)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}

/// The first code in a text that is neither.
pub(super) fn in_text(text: &str) -> Option<&str> {
    next(text, 0).map(|range| &text[range])
}

/// The first code in HTML, in its text or in an address, outside of what is shown as code.
pub(in crate::sources) fn in_html(html: &str) -> Option<String> {
    next(html, 0)?;
    let (mut found, mut shown_as_code) = (None, 0usize);
    let code_in = |text: &str| next(text, 0).map(|range| text[range].to_owned());
    each_piece(html, |piece| {
        match piece {
            Piece::Text(text) if shown_as_code == 0 => found = code_in(text),
            Piece::Text(_) => {}
            Piece::Open(tag) => {
                shown_as_code += usize::from(is_code(&tag.name));
                found = tag.attrs.iter().find_map(|attribute| code_in(&attribute.value));
            }
            Piece::Close(tag) => {
                shown_as_code = shown_as_code.saturating_sub(usize::from(is_code(&tag.name)));
            }
        }
        if found.is_some() { Onward::Stop } else { Onward::Yes }
    });
    found
}

fn is_code(name: &str) -> bool {
    matches!(name, "pre" | "code" | "samp" | "kbd")
}

/// The first code from a place on.
fn next(text: &str, mut at: usize) -> Option<Range<usize>> {
    at = text.ceil_char_boundary(at.min(text.len()));
    while let Some(found) = text[at..].find(['{', '[']) {
        at += found;
        if let Some(length) = code_at(&text[at..]) {
            return Some(at..at + length);
        }
        at += 1;
    }
    None
}

/// The length of the code that a text begins with.
fn code_at(text: &str) -> Option<usize> {
    if text.starts_with('[') {
        return shortcode_at(text);
    }
    let within = &text[..text.floor_char_boundary(LONGEST)];
    let inner = within.get(2..)?;
    let length = |end: &str| inner.find(end).map(|at| (at, 2 + at + end.len()));
    if within.starts_with("{%") {
        let (at, length) = length("%}")?;
        return inner[..at].contains(char::is_alphabetic).then_some(length);
    }
    let (at, length) = within.strip_prefix("{{").and_then(|_| length("}}"))?;
    let said = &inner[..at];
    // Braces in braces are of a formula.
    let is_shortcode = said.starts_with(['<', '%']);
    let is_plain = !said.contains(['{', '}']) && said.contains(char::is_alphabetic);
    (is_shortcode || is_plain).then_some(length)
}

/// The shortcodes of WordPress that stand alone and without attributes.
const ALONE: [&str; 2] = ["gallery", "playlist"];

/// The length of the shortcode in square brackets that a text begins with: one that has
/// attributes or an end, or is an end itself. Other words in brackets are words.
fn shortcode_at(text: &str) -> Option<usize> {
    let within = &text[..text.floor_char_boundary(LONGEST)];
    let length = within.find(']')? + 1;
    let inner = &within[1..length - 1];
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(name) => (true, name),
        None => (false, inner),
    };
    let of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    let (name, rest) = inner.split_at(inner.find(|c| !of_name(c)).unwrap_or(inner.len()));
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let has_attributes = rest.starts_with(' ') && (rest.contains("=\"") || rest.contains("='"));
    let is_alone = rest.is_empty() && (is_end || ALONE.contains(&name));
    let has_end = || text[length..].contains(&format!("[/{name}]"));
    (has_attributes || is_alone || has_end()).then_some(length)
}
