//! The places in a text that links of the same text lead to, as footnotes: they keep their
//! `id`. Nothing else keeps one, since a text stands beside others on a page.

use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use std::collections::HashSet;

/// More places than these are not kept in one text.
const MOST: usize = 1_000;
/// The longest name, in bytes.
const LONGEST: usize = 64;
/// How the names begin that a page of the paper has itself.
const OF_THE_PAGE: &str = "paper-";

/// The names that links in a fragment lead to.
pub(super) fn linked(html: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    // Most texts have no such links, and are read once.
    let lower = |text: &str| html.contains(text) || html.contains(&text.to_ascii_uppercase());
    if !html.contains('#') || !(lower("id=") || lower("name=")) {
        return names;
    }
    each_piece(html, |piece| {
        if let Piece::Open(tag) = piece
            && *tag.name == *"a"
            && let Some(href) = attribute(tag, "href")
            && let Some((_, name)) = href.trim().split_once('#')
            && let Some(name) = decoded(name).filter(|name| is_name(name))
        {
            names.insert(name);
        }
        if names.len() < MOST { Onward::Yes } else { Onward::Stop }
    });
    names
}

/// The name that a fragment of an address means (RFC 3986 §2.1).
fn decoded(fragment: &str) -> Option<String> {
    let bytes = percent_encoding::percent_decode_str(fragment);
    bytes.decode_utf8().ok().map(|name| name.into_owned())
}

/// Whether HTML lets an element have such a name, any without white space, and it is not one
/// of the page's.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.starts_with(OF_THE_PAGE)
        && !name.contains(|c: char| c.is_whitespace() || c.is_control())
}
