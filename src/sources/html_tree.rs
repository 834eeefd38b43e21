//! The tree of a page, built so that whoever reads or writes it again takes time in
//! proportion to its length. It removes no word.

use crate::text::html_pieces::bounded;
use dom_query::{Document, NodeRef};
use std::collections::HashMap;

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

/// No page of people is deeper.
const DEEPEST: usize = 64;

/// A whole page in which everything that stands deeper than any page of people stands side by
/// side there, links whole: what is around a link is looked at for each of them.
pub(in crate::sources) fn shallow_page(html: &str) -> Document {
    let document = page(html);
    let root = document.root();
    let nodes: Vec<NodeRef<'_>> = root.descendants_it().collect();
    let mut places: HashMap<_, Place<'_>> = HashMap::with_capacity(nodes.len());
    let mut deeper = Vec::new();
    for node in nodes {
        let parent = node.parent();
        let around = parent.as_ref().and_then(|parent| places.get(&parent.id));
        let around = around.copied().unwrap_or_default();
        let is_in_link = around.is_in_link
            || parent.as_ref().and_then(NodeRef::node_name).is_some_and(|name| &*name == "a");
        if let Some(anchor) = around.anchor
            && !is_in_link
        {
            deeper.push((anchor, node));
        }
        let depth = around.depth + 1;
        let anchor = around.anchor.or_else(|| (depth == DEEPEST).then_some(node));
        places.insert(node.id, Place { depth, anchor, is_in_link });
    }
    for (anchor, node) in deeper {
        anchor.append_child(&node);
    }
    document
}

/// Where a node stands.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    depth: usize,
    /// What it stands in that is as deep as a page is.
    anchor: Option<NodeRef<'a>>,
    is_in_link: bool,
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
