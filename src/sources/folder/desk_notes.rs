//! Notes of the desk's that were left in a text: in double brackets, as most desks write them,
//! or `TK` for what is to come. They are told, and the article goes out as it stands: in
//! brackets readers may be meant to be told something too.

use super::article_file::Draft;
use super::generator_code::outside_code;
use super::listing::Kind;
use crate::sources::own_item::KeyFault;
use std::ops::Range;

/// The longest note, in bytes.
const LONGEST: usize = 300;

impl Draft<'_> {
    /// What is told of the first note in the text of the file.
    pub(super) fn left_in(&self, body: &str) -> Option<String> {
        let note = match self.kind {
            Kind::Markdown => outside_code(body, next),
            Kind::Html | Kind::Text => next(body, 0),
            Kind::Json => None,
        }?;
        let (line, said) = (self.line_of(&body[note.clone()]), &body[note]);
        let reason = format!(
            "`{said}` looks like a note of the desk's, and readers see it: take it out, or put it into code marks if it is to be read as it stands"
        );
        Some(self.told(&KeyFault { line: Some(line), reason }))
    }
}

/// The first note from a place on.
fn next(text: &str, at: usize) -> Option<Range<usize>> {
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
