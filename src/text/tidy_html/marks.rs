//! The places in a text that links of the same text lead to, as footnotes: they keep their
//! `id`. Nothing else keeps one, since a text stands beside others on a page.

use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use std::collections::HashSet;

/// More places than these are not kept in one text.
const MOST: usize = 1_000;
/// The longest name, in bytes.
const LONGEST: usize = 64;

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
            && is_plain(name)
        {
            names.insert(name.to_owned());
        }
        if names.len() < MOST { Onward::Yes } else { Onward::Stop }
    });
    names
}

/// Whether a name means the same in an address and in an attribute.
fn is_plain(name: &str) -> bool {
    let sign = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= LONGEST
        && name.chars().all(sign)
}
