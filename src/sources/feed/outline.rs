//! Cuts a document into its items without reading them, and reads what stands
//! around them. One item's damage ends with that item: an end tag that is
//! missing is put where the next item, or the end of the feed, shows it.

use super::names::{Bindings, Space};
use super::scan::{Kind, Mark, Scanner, Tag};
use super::tree::Tree;
use std::ops::Range;

/// One item's place in the document.
#[derive(Clone, Debug)]
pub(super) struct Slice<'a> {
    pub(super) range: Range<usize>,
    /// Where the document was cut off inside it.
    pub(super) cut: bool,
    /// The element around it, in [`Outline::around`].
    pub(super) parent: Option<usize>,
    /// The prefixes in force around it.
    pub(super) bindings: std::rc::Rc<Bindings<'a>>,
}

/// A document in pieces.
pub(super) struct Outline<'a> {
    /// What stands around the items.
    pub(super) around: Tree<'a>,
    pub(super) items: Vec<Slice<'a>>,
    /// How many more items there are than were asked for.
    pub(super) beyond: usize,
}

/// Cuts a document into at most `most` items.
pub(super) fn outline(text: &str, most: usize) -> Outline<'_> {
    let mut outline = Outline { around: Tree::around_items(text), items: Vec::new(), beyond: 0 };
    let mut scanner = Scanner::new(text, 0);
    let mut shared: Option<(Option<usize>, std::rc::Rc<Bindings<'_>>)> = None;
    while let Some(tag) = scanner.next_tag() {
        if !is_item(&tag, outline.around.bindings()) {
            outline.around.push(&tag);
            continue;
        }
        let (end, cut) = match tag.kind {
            Kind::Empty => (tag.end, false),
            _ => item_end(text, &mut scanner, &tag),
        };
        scanner.go_to(end);
        if outline.items.len() >= most {
            outline.beyond += 1;
            continue;
        }
        let parent = outline.around.innermost_open();
        let bindings = match &shared {
            Some((at, bindings)) if *at == parent => bindings.clone(),
            _ => std::rc::Rc::new(outline.around.bindings().clone()),
        };
        shared = Some((parent, bindings.clone()));
        outline.items.push(Slice { range: tag.start..end, cut, parent, bindings });
    }
    outline.around.finish(text.len());
    outline
}

fn is_item(tag: &Tag<'_>, bindings: &Bindings<'_>) -> bool {
    let local = tag.name.rsplit_once(':').map_or(tag.name, |(_, local)| local);
    tag.kind != Kind::Close
        && (local.eq_ignore_ascii_case("item") || local.eq_ignore_ascii_case("entry"))
        && matches!(bindings.resolve(tag.name).0, Space::Core | Space::Atom)
}

/// Where the item that `opening` begins ends, and whether the document ended
/// first.
fn item_end(text: &str, scanner: &mut Scanner<'_>, opening: &Tag<'_>) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut inside = 0_usize;
    let mut asked = 0_usize;
    while let Some(place) = scanner.next_place() {
        let close = bytes.get(place + 1) == Some(&b'/');
        let name = &bytes[place + 1 + usize::from(close)..];
        if has_name(name, opening.name.as_bytes()) {
            let Mark::Tag(tag) = scanner.mark(place) else { continue };
            if tag.kind == Kind::Close && inside > 0 {
                inside -= 1;
            } else if tag.kind == Kind::Close {
                return (tag.end, false);
            } else if asked < MOST_NESTED && is_nested(text, opening.start, place) {
                asked += 1;
                inside += usize::from(tag.kind == Kind::Open);
            } else {
                return (place, false);
            }
        } else if close && FEEDS.iter().any(|feed| has_name(name, feed)) {
            return (place, false);
        }
    }
    (text.len(), true)
}

/// More nested items than these in one are taken for items without an end.
const MOST_NESTED: usize = 16;

/// What holds items, in the usual spellings.
const FEEDS: [&[u8]; 5] = [b"channel", b"rss", b"feed", b"rdf:RDF", b"RDF"];

fn has_name(text: &[u8], name: &[u8]) -> bool {
    text.len() > name.len()
        && text[..name.len()].eq_ignore_ascii_case(name)
        && (matches!(text[name.len()], b'>' | b'/') || text[name.len()].is_ascii_whitespace())
}

/// Whether an item inside an item belongs there: it stands in some container.
/// One that stands directly in the other follows on a missing end tag.
fn is_nested(text: &str, start: usize, place: usize) -> bool {
    let mut tree = Tree::around_items(text);
    let mut scanner = Scanner::new(&text[..place], start);
    while let Some(tag) = scanner.next_tag() {
        tree.push(&tag);
    }
    tree.innermost_open().is_some_and(|at| at > 0 && !tree.is_text(at))
}
