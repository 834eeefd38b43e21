//! Whether an article of the folder has anything to read or to look at. It cleans nothing.

use crate::raw_item::{RawItem, RawText};
use crate::sources::own_item::KeyFault;
use crate::text::elements::shows_without_text;
use crate::text::html_pieces::{Onward, Piece, each_piece};

/// An article without anything to read or to look at is one that somebody has only begun;
/// a headline alone is something where it was given as one.
///
/// # Errors
/// When it is.
pub(super) fn says_something(item: &RawItem, headline_is_enough: bool) -> Result<(), KeyFault> {
    let told = |text: &Option<RawText>| text.as_ref().is_some_and(shows_something);
    let has_title = headline_is_enough && told(&item.title);
    if has_title || told(&item.content) || told(&item.summary) || !item.media.is_empty() {
        return Ok(());
    }
    let reason = "there is no text in it: write one, or a `summary`; until then nothing of it is published, and what was published stays";
    Err(KeyFault { line: None, reason: reason.to_owned() })
}

/// Whether an item has no text of its own, whatever else it has.
pub(super) fn has_no_text(item: &RawItem) -> bool {
    !item.content.as_ref().is_some_and(shows_something)
}

fn shows_something(text: &RawText) -> bool {
    let RawText::Html(html) = text else { return !text.is_blank() };
    let mut shows = false;
    each_piece(html, |piece| {
        shows |= match piece {
            Piece::Text(text) => !text.trim().is_empty(),
            Piece::Open(tag) => shows_without_text(&tag.name),
            Piece::Close(_) => false,
        };
        if shows { Onward::Stop } else { Onward::Yes }
    });
    shows
}
