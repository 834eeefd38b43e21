//! Whether an article of the newsroom's own has anything to read or to look at. It cleans
//! nothing.

use super::keys::KeyFault;
use crate::raw_item::{RawItem, RawText};
use crate::text::elements::shows_without_text;
use crate::text::html_pieces::{Onward, Piece, each_piece};
use crate::text::unseen::Unseen;

/// An article with a headline and nothing else to read or to look at is one that somebody has
/// only begun, or whose text stands under a wrong name; one that only links to another's page
/// says so, and has a headline.
///
/// # Errors
/// When it is.
pub(in crate::sources) fn says_something(item: &RawItem, is_link: bool) -> Result<(), KeyFault> {
    let told = |text: &Option<RawText>| text.as_ref().is_some_and(shows_something);
    let has_link = is_link && told(&item.title);
    if has_link || told(&item.content) || told(&item.summary) || !item.media.is_empty() {
        return Ok(());
    }
    let odd: String = item.warnings.iter().map(|warning| format!("; {warning}")).collect();
    let reason = format!(
        "there is no text in it: write one, or a `summary`{odd}; until then nothing of it is published, and what was published stays"
    );
    Err(KeyFault { line: None, reason })
}

/// Whether an item has no text of its own, whatever else it has.
pub(in crate::sources) fn has_no_text(item: &RawItem) -> bool {
    !item.content.as_ref().is_some_and(shows_something)
}

fn shows_something(text: &RawText) -> bool {
    let RawText::Html(html) = text else { return !text.is_blank() };
    let mut shows = false;
    let mut unseen = Unseen::of(html);
    each_piece(html, |piece| {
        if unseen.hides(&piece) {
            return Onward::Yes;
        }
        shows |= match piece {
            Piece::Text(text) => !text.trim().is_empty(),
            Piece::Open(tag) => shows_without_text(&tag.name),
            Piece::Close(_) => false,
        };
        if shows { Onward::Stop } else { Onward::Yes }
    });
    shows
}
