//! Notes of the desk's that were left in a text: in double brackets, as most desks write them,
//! or `TK` for what is to come. They are told, and the article goes out as it stands: in
//! brackets readers may be meant to be told something too.

use crate::raw_item::{RawItem, RawText};
use crate::text::elements::{is_block, shows_code};
use crate::text::html_pieces::{Onward, Piece, each_piece};
use std::ops::Range;

/// The longest note, in bytes.
const LONGEST: usize = 300;

/// What is told of the first note in the text of an item.
pub(in crate::sources) fn desk_note_in(item: &RawItem) -> Option<String> {
    let text = match item.content.as_ref()? {
        RawText::Plain(text) => text.clone(),
        RawText::Html(html) => outside_code(html),
    };
    next_desk_note(&text, 0).map(|note| told_of_desk_note(&text[note]))
}

/// What is told of a note that says this.
pub(in crate::sources) fn told_of_desk_note(said: &str) -> String {
    format!(
        "`{said}` looks like a note of the desk's, and readers see it: take it out, or put it into code marks if it is to be read as it stands"
    )
}

/// The text that is not shown as code, a line for each block.
fn outside_code(html: &str) -> String {
    let (mut text, mut within) = (String::new(), 0_usize);
    each_piece(html, |piece| {
        match piece {
            Piece::Text(said) if within == 0 => text.push_str(said),
            Piece::Text(_) => {}
            Piece::Open(tag) if shows_code(&tag.name) => within += 1,
            Piece::Close(tag) if shows_code(&tag.name) => within = within.saturating_sub(1),
            Piece::Open(tag) | Piece::Close(tag) => {
                text.extend(is_block(&tag.name).then_some('\n'))
            }
        }
        Onward::Yes
    });
    text
}

/// The first note from a place on.
pub(in crate::sources) fn next_desk_note(text: &str, at: usize) -> Option<Range<usize>> {
    let from = text.ceil_char_boundary(at.min(text.len()));
    text[from..].match_indices(['[', 'T']).find_map(|(open, _)| note_at(text, from + open))
}

/// The note that begins at a place.
fn note_at(text: &str, begin: usize) -> Option<Range<usize>> {
    let rest = &text[begin..];
    if let Some(mark) = ["TKTK", "[TK"].into_iter().find(|mark| rest.starts_with(mark)) {
        let word = rest[mark.len()..].find(|c: char| !c.is_ascii_uppercase());
        return Some(begin..word.map_or(text.len(), |word| begin + mark.len() + word));
    }
    let within = rest.strip_prefix("[[")?;
    let end = within[..within.floor_char_boundary(LONGEST.min(within.len()))].find("]]")?;
    let said = &within[..end];
    let is_note = said.contains(char::is_alphabetic) && !said.contains(['\n', '[']);
    is_note.then_some(begin..begin + 2 + end + 2)
}
