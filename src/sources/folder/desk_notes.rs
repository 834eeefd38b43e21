//! Where in a file a note of the desk's stands that was left in its text. What one looks like,
//! `own_item` knows.

use super::draft::Draft;
use super::editor_marks;
use super::generator_code::outside_code;
use super::listing::Kind;
use crate::sources::own_item::{KeyFault, next_desk_note, told_of_desk_note};

impl Draft<'_> {
    /// What is told of the first note in the text of the file.
    pub(super) fn left_in(&self, body: &str) -> Option<String> {
        let note = match self.kind {
            Kind::Markdown => outside_code(body, |at| next_desk_note(body, at)),
            Kind::Html | Kind::Text => next_desk_note(body, 0),
            Kind::Json => None,
        }?;
        let line = Some(self.line_of(&body[note.clone()]));
        Some(self.told(&KeyFault { line, reason: told_of_desk_note(&body[note]) }))
    }

    /// What is told of the first comment in the text of the file.
    pub(super) fn left_out(&self, body: &str) -> Option<String> {
        let comment = editor_marks::comment(body).filter(|_| self.kind == Kind::Markdown)?;
        let line = self.line_of(&body[comment.clone()]);
        let remedy = "readers do not see this comment: write it without `%%` if they are to";
        Some(self.told(&editor_marks::fault(&body[comment], line, remedy)))
    }
}
