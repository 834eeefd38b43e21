//! Changes the words of HTML and nothing else: tags and attributes stay as they
//! are. What it is given must be clean, and what it gives is cleaned again.

use super::attributes::{escape_text, write_attribute};
use crate::text::html_pieces::{Onward, Piece, each_piece};

/// The fragment with every run of text between two tags put through `edit`.
pub(in crate::text) fn edit_text(html: &str, mut edit: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut run = String::new();
    let mut flush = |run: &mut String, out: &mut String| {
        if !run.is_empty() {
            escape_text(&edit(run), out);
            run.clear();
        }
    };
    each_piece(html, |piece| {
        match piece {
            // An entity parts a text in two pieces, and is no end of it.
            Piece::Text(text) => run.push_str(text),
            Piece::Open(tag) => {
                flush(&mut run, &mut out);
                out.push('<');
                out.push_str(&tag.name);
                for one in &tag.attrs {
                    write_attribute(&one.name.local, &one.value, &mut out);
                }
                out.push('>');
            }
            Piece::Close(tag) => {
                flush(&mut run, &mut out);
                out.push_str("</");
                out.push_str(&tag.name);
                out.push('>');
            }
        }
        Onward::Yes
    });
    flush(&mut run, &mut out);
    out
}
