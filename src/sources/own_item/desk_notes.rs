//! Notes of the desk's that were left in a text: in double brackets, as most desks write them,
//! or `TK` for what is to come. They are told, and the article goes out as it stands: in
//! brackets readers may be meant to be told something too.

use crate::raw_item::{RawItem, RawText};
use crate::text::html_pieces::{Onward, Piece, each_piece};
use std::ops::Range;

/// The longest note, in bytes.
const LONGEST: usize = 300;

/// What shows code, where brackets are none of the desk's.
const CODE: [&str; 4] = ["code", "pre", "kbd", "samp"];

/// Elements within which a sentence goes on.
const IN_A_LINE: [&str; 11] =
    ["a", "abbr", "b", "em", "i", "mark", "s", "small", "span", "strong", "u"];

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
            Piece::Open(tag) if CODE.contains(&&*tag.name) => within += 1,
            Piece::Close(tag) if CODE.contains(&&*tag.name) => within = within.saturating_sub(1),
            Piece::Open(tag) | Piece::Close(tag) if IN_A_LINE.contains(&&*tag.name) => {}
            Piece::Open(_) | Piece::Close(_) => text.push('\n'),
        }
        Onward::Yes
    });
    text
}

/// The first note from a place on.
pub(in crate::sources) fn next_desk_note(text: &str, at: usize) -> Option<Range<usize>> {
    let from = text.ceil_char_boundary(at.min(text.len()));
    let in_brackets = text[from..].match_indices("[[").find_map(|(open, _)| {
        let begin = from + open;
        let within = &text[begin..text.floor_char_boundary((begin + LONGEST).min(text.len()))];
        let end = within.find("]]")?;
        let said = &within[2..end];
        let is_note = said.contains(char::is_alphabetic) && !said.contains(['\n', '[']);
        is_note.then_some(begin..begin + end + 2)
    });
    let to_come = ["TKTK", "[TK"].into_iter().filter_map(|mark| {
        let begin = from + text[from..].find(mark)?;
        let word = text[begin + mark.len()..].find(|c: char| !c.is_ascii_uppercase());
        let end = word.map_or(text.len(), |word| begin + mark.len() + word);
        Some(begin..end)
    });
    in_brackets.into_iter().chain(to_come).min_by_key(|note| note.start)
}
