//! A headline out of what a feed gives for one: balanced markup of a line is markup, and
//! everything else is text, as in a headline about `<script>`. It shortens nothing.

use super::elements::{is_block, is_of_headline, is_raw, is_void};
use super::plain_text::unescape_double;
use std::ops::Range;

/// The words of a headline in HTML, as a reader should see them; lines are not folded.
///
/// ```
/// use pressroom::text::headline;
///
/// assert_eq!(headline::from_html("<b>Rain</b> &amp; wind"), "Rain & wind");
/// assert_eq!(headline::from_html("When to use List<String>"), "When to use List<String>");
/// ```
#[must_use]
pub fn from_html(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut at = 0;
    for (range, mark) in markup(html) {
        if range.start < at {
            continue;
        }
        words.push_str(&unescape_double(&html[at..range.start]));
        if mark == Mark::Parts {
            words.push(' ');
        }
        at = range.end;
    }
    words.push_str(&unescape_double(&html[at..]));
    words
}

/// What a piece of markup does to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Nothing: it stands in a line.
    Joins,
    /// It parts them.
    Parts,
}

/// A tag as it is written.
struct Tag<'a> {
    range: Range<usize>,
    name: &'a str,
    closes: bool,
}

/// Open elements that are kept in mind; further out, nothing is balanced.
const DEEPEST: usize = 64;

/// The pieces that are markup, in order.
fn markup(html: &str) -> Vec<(Range<usize>, Mark)> {
    let mut found: Vec<(Range<usize>, Mark)> = Vec::new();
    let mut open: Vec<Tag<'_>> = Vec::new();
    let mut at = 0;
    let last_end = html.rfind("-->").unwrap_or_default();
    while let Some(start) = html[at..].find('<').map(|found| at + found) {
        if start < last_end
            && let Some(end) = hidden_end(&html[start..])
        {
            found.push((start..start + end, Mark::Joins));
            at = start + end;
            continue;
        }
        at = start + 1;
        let Some(tag) = tag_at(html, start) else { continue };
        at = tag.range.end;
        let mark = if is_block(tag.name) { Mark::Parts } else { Mark::Joins };
        if is_void(tag.name) && !tag.closes {
            found.push((tag.range, mark));
        } else if !tag.closes {
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push(tag);
        } else if let Some(depth) =
            open.iter().rposition(|opened| opened.name.eq_ignore_ascii_case(tag.name))
        {
            let opened = open.drain(depth..).next().map_or(tag.range.clone(), |tag| tag.range);
            match is_raw(tag.name) {
                true if is_code(&html[opened.end..tag.range.start]) => {
                    found.push((opened.start..tag.range.end, Mark::Parts));
                }
                // A headline about scripts.
                true => {}
                false => found.extend([(opened, mark), (tag.range, mark)]),
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether the content of a script or style sheet is one, and no words between the names
/// of two tags.
fn is_code(content: &str) -> bool {
    content.trim().is_empty() || content.contains(['{', '}', '(', ';', '='])
}

/// The length of a comment that the text begins with.
fn hidden_end(text: &str) -> Option<usize> {
    text.strip_prefix("<!--")?.find("-->").map(|end| end + "<!---->".len())
}

/// The tag that stands at a `<`, where it is one that a headline may have.
fn tag_at(html: &str, start: usize) -> Option<Tag<'_>> {
    let inside = &html[start + 1..];
    let closes = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside.find(|c: char| !(c.is_ascii_alphanumeric() || "-:".contains(c)))?;
    let (name, rest) = inside.split_at(length);
    let end = rest.find(['>', '<']).filter(|end| rest[*end..].starts_with('>'))?;
    let attributes = rest[..end].trim();
    let is_plain = attributes.is_empty() || attributes == "/" || attributes.contains('=');
    let is_meant = is_of_headline(name) || name.contains(['-', ':']);
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let range = start..start + 1 + usize::from(closes) + length + end + 1;
    (is_plain && is_meant && starts).then_some(Tag { range, name, closes })
}
