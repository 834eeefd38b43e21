//! Code in a text that only the program that makes the site understands: the shortcodes of
//! Hugo and WordPress, the tags of Liquid, Nunjucks and Templater, and Obsidian's embeds. It runs
//! none: what such code shows or hides nobody can tell.

use crate::text::elements::shows_code;
use crate::text::html_pieces::{Onward, Piece, each_piece};
use pulldown_cmark::{Event, Tag};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// How far the end of such code is looked for, in bytes.
const LONGEST: usize = 2000;

/// The first code in a text of Markdown, outside of what is shown as code.
pub(super) fn in_markdown(markdown: &str) -> Option<Range<usize>> {
    let codes = Codes::of(markdown);
    outside_code(markdown, |at| codes.next(at))
}

/// The first of what `next` finds from a place on in a text of Markdown, outside of what is
/// shown as code.
pub(super) fn outside_code(
    markdown: &str,
    next: impl Fn(usize) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    // Nearly no text has any.
    let first = next(0)?;
    let shown = shown_as_code(markdown);
    let mut found = Some(first);
    while let Some(code) = found {
        let before = shown.partition_point(|range| range.start <= code.start);
        match shown[..before].last().filter(|range| range.contains(&code.start)) {
            None => return Some(code),
            Some(range) => found = next(range.end.max(code.start + 1)),
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
    Codes::of(text).next(0).map(|range| &text[range])
}

/// The first code in HTML, in its text or in an address, outside of what is shown as code.
pub(in crate::sources) fn in_html(html: &str) -> Option<String> {
    Codes::of(html).next(0)?;
    let (mut found, mut shown_as_code) = (None, 0usize);
    let code_in = |text: &str| Codes::of(text).next(0).map(|range| text[range].to_owned());
    each_piece(html, |piece| {
        match piece {
            Piece::Text(text) if shown_as_code == 0 => found = code_in(text),
            Piece::Text(_) => {}
            Piece::Open(tag) => {
                shown_as_code += usize::from(shows_code(&tag.name));
                found = tag.attrs.iter().find_map(|attribute| code_in(&attribute.value));
            }
            Piece::Close(tag) => {
                shown_as_code = shown_as_code.saturating_sub(usize::from(shows_code(&tag.name)));
            }
        }
        if found.is_some() { Onward::Stop } else { Onward::Yes }
    });
    found
}

/// The shortcodes of WordPress that stand alone and without attributes.
const ALONE: [&str; 2] = ["gallery", "playlist"];

/// The codes of one text.
struct Codes<'t> {
    text: &'t str,
    /// Where the last end of each shortcode stands, by its name: most texts are never asked.
    ends: OnceCell<HashMap<&'t str, usize>>,
}

impl<'t> Codes<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, ends: OnceCell::new() }
    }

    /// The first code from a place on.
    fn next(&self, mut at: usize) -> Option<Range<usize>> {
        let text = self.text;
        at = text.ceil_char_boundary(at.min(text.len()));
        while let Some(found) = text[at..].find(['{', '[', '<']) {
            at += found;
            if let Some(length) = self.code_at(at) {
                return Some(at..at + length);
            }
            at += 1;
        }
        None
    }

    /// The length of the code at a place.
    fn code_at(&self, at: usize) -> Option<usize> {
        let text = &self.text[at..];
        if text.starts_with('[') {
            return self.embed_at(at).or_else(|| self.shortcode_at(at));
        }
        let within = &text[..text.floor_char_boundary(LONGEST)];
        let inner = within.get(2..)?;
        let length = |end: &str| inner.find(end).map(|at| (at, 2 + at + end.len()));
        if text.starts_with('<') {
            let (at, length) = within.strip_prefix("<%").and_then(|_| length("%>"))?;
            return inner[..at].contains(char::is_alphabetic).then_some(length);
        }
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

    /// `![[Old pier.png|400]]`: a picture or a whole note, of which only Obsidian knows where it is.
    fn embed_at(&self, at: usize) -> Option<usize> {
        let inner =
            self.text[at..].strip_prefix("[[").filter(|_| self.text[..at].ends_with('!'))?;
        let end = inner[..inner.floor_char_boundary(LONGEST.min(inner.len()))].find("]]")?;
        Some(2 + end + 2)
    }

    /// The length of the shortcode in square brackets at a place: one that has attributes or an
    /// end, or is an end itself. Other words in brackets are words.
    fn shortcode_at(&self, at: usize) -> Option<usize> {
        let text = &self.text[at..];
        let within = &text[..text.floor_char_boundary(LONGEST)];
        let length = within.find(']')? + 1;
        let inner = &within[1..length - 1];
        let (is_end, inner) = match inner.strip_prefix('/') {
            Some(name) => (true, name),
            None => (false, inner),
        };
        let (name, rest) = inner.split_at(inner.find(is_not_of_name).unwrap_or(inner.len()));
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let has_attributes = rest.starts_with(' ') && (rest.contains("=\"") || rest.contains("='"));
        let is_alone = rest.is_empty() && (is_end || ALONE.contains(&name));
        let has_end = || self.ends().get(name).is_some_and(|end| *end >= at + length);
        (has_attributes || is_alone || has_end()).then_some(length)
    }

    fn ends(&self) -> &HashMap<&'t str, usize> {
        self.ends.get_or_init(|| {
            let ends = self.text.match_indices("[/").filter_map(|(at, _)| {
                let name = &self.text[at + 2..];
                let length = name.find(is_not_of_name)?;
                name[length..].starts_with(']').then_some((&name[..length], at))
            });
            ends.collect()
        })
    }
}

/// Whether a sign stands in no shortcode's name.
fn is_not_of_name(c: char) -> bool {
    !(c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c))
}
