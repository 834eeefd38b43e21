//! The tree of a page, built so that whoever reads or writes it again takes time in
//! proportion to its length. It removes no word.

use crate::text::html_pieces::bounded;
use dom_query::{Document, NodeRef};

/// The longest piece of a text, in bytes: for each character that is to be escaped, who
/// writes a tree looks through the rest of the text.
const LONGEST_PIECE: usize = 4096;

/// A longer value of an attribute with so many characters to be escaped is nobody's.
const LONGEST_VALUE: usize = 16 * 1024;
const MOST_ESCAPED: usize = 256;

/// A whole page.
pub(in crate::sources) fn page(html: &str) -> Document {
    in_pieces(Document::from(&*bounded(html)))
}

/// A part of one.
pub(in crate::sources) fn fragment(html: &str) -> Document {
    in_pieces(Document::fragment(&*bounded(html)))
}

fn in_pieces(document: Document) -> Document {
    let root = document.root();
    let nodes: Vec<NodeRef<'_>> = root.descendants_it().collect();
    for node in nodes {
        if node.is_text() {
            part(&node);
        } else if node.is_element() {
            let names = node.attrs().into_iter().filter(|one| is_nobodys(&one.value));
            for name in names.map(|one| one.name.local.to_string()).collect::<Vec<_>>() {
                node.remove_attr(&name);
            }
        }
    }
    document
}

/// Makes several texts of a long one.
fn part(node: &NodeRef<'_>) {
    let text = node.text();
    if text.len() <= LONGEST_PIECE || !text.contains(['&', '\u{A0}', '<', '>']) {
        return;
    }
    let mut rest = &*text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(LONGEST_PIECE));
        node.insert_before(&node.tree.new_text(piece));
        rest = after;
    }
    node.remove_from_parent();
}

fn is_nobodys(value: &str) -> bool {
    let is_escaped = |c: &char| matches!(c, '&' | '"' | '<' | '>' | '\u{A0}');
    value.len() > LONGEST_VALUE && value.chars().filter(is_escaped).nth(MOST_ESCAPED).is_some()
}
