//! What aggregators ask of the HTML of a text. It changes nothing in it.

use crate::text::elements::is_void;
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};

/// The elements that an aggregator with a list of its own takes.
const ALLOWED: [&str; 44] = [
    "a",
    "abbr",
    "aside",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// The first element that is not taken.
pub(super) fn foreign_element(html: &str) -> Option<String> {
    first(html, |piece| match piece {
        Piece::Open(tag) if !ALLOWED.contains(&&*tag.name) => Some(format!("<{}>", tag.name)),
        _ => None,
    })
}

/// The first address in it that is not on https.
pub(super) fn plain_address(html: &str) -> Option<String> {
    first(html, |piece| {
        let Piece::Open(tag) = piece else { return None };
        let mut addresses =
            ["href", "src", "poster"].iter().filter_map(|name| attribute(tag, name));
        addresses.find(|address| address.starts_with("http:")).map(str::to_owned)
    })
}

/// How deep its elements are nested; 0 without any.
pub(super) fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    each_piece(html, |piece| {
        match piece {
            Piece::Open(tag) if !is_void(&tag.name) => depth += 1,
            Piece::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
        Onward::Yes
    });
    deepest
}

/// The first tag or entity that is written in a plain text.
pub(super) fn markup_in(text: &str) -> Option<&str> {
    let starts = text.match_indices(['<', '&']);
    starts.map(|(at, _)| &text[at..]).find_map(|rest| {
        let (end, is_markup): (_, fn(&str) -> bool) = match rest.starts_with('<') {
            true => ('>', |inside| {
                inside.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic())
            }),
            false => (';', |inside| {
                let name = inside.trim_start_matches('#');
                !name.is_empty()
                    && name.len() < 32
                    && name.bytes().all(|b| b.is_ascii_alphanumeric())
            }),
        };
        let inside = rest[1..].split_once(end)?.0;
        is_markup(inside).then(|| &rest[..inside.len() + 2])
    })
}

fn first(html: &str, mut found: impl FnMut(&Piece<'_>) -> Option<String>) -> Option<String> {
    let mut result = None;
    each_piece(html, |piece| {
        result = found(&piece);
        if result.is_some() { Onward::Stop } else { Onward::Yes }
    });
    result
}
