//! Cuts a document into its items without reading them, and reads what stands
//! around them. One item's damage ends with that item: an end tag that is
//! missing is put where the next item, or the end of the feed, shows it.

use super::names::Bindings;
use super::scan::{Kind, Mark, Scanner, Tag};
use super::tree::Tree;
use std::ops::Range;

/// One item's place in the document.
#[derive(Clone, Debug)]
pub(super) struct Slice<'a> {
    pub(super) range: Range<usize>,
    /// Where the document was cut off inside it.
    pub(super) cut: bool,
    /// Its end tag was there.
    pub(super) closed: bool,
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
    /// The end of the feed is missing.
    pub(super) is_open: bool,
}

impl Outline<'_> {
    /// Whether something of the document is missing, so that it is read as well as it can be.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_open || self.beyond > 0 || self.items.iter().any(|slice| !slice.closed)
    }
}

/// Cuts a document into at most `most` items.
pub(super) fn outline(text: &str, most: usize) -> Outline<'_> {
    let around = Tree::around_items(text);
    let mut outline = Outline { around, items: Vec::new(), beyond: 0, is_open: false };
    let mut scanner = Scanner::new(text, 0);
    let mut shared: Option<(Option<usize>, std::rc::Rc<Bindings<'_>>)> = None;
    while let Some(tag) = scanner.next_tag() {
        if !outline.around.is_item(&tag) {
            outline.around.push(&tag);
            continue;
        }
        let (end, ending) = match tag.kind {
            Kind::Empty => (tag.end, Ending::Tag),
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
        let (cut, closed) = (ending == Ending::Cut, ending == Ending::Tag);
        outline.items.push(Slice { range: tag.start..end, cut, closed, parent, bindings });
    }
    outline.is_open = outline.around.finish(text.len());
    outline
}

/// How an item ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// By its own tag.
    Tag,
    /// Where the next one, or the end of the feed, shows it.
    Shown,
    /// The document ended first.
    Cut,
}

/// Where the item that `opening` begins ends, and how.
fn item_end(text: &str, scanner: &mut Scanner<'_>, opening: &Tag<'_>) -> (usize, Ending) {
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
                return (tag.end, Ending::Tag);
            } else if asked < MOST_NESTED && is_nested(text, opening.start, place) {
                asked += 1;
                inside += usize::from(tag.kind == Kind::Open);
            } else {
                return (place, Ending::Shown);
            }
        } else if close && FEEDS.iter().any(|feed| has_name(name, feed)) {
            return (place, Ending::Shown);
        }
    }
    (text.len(), Ending::Cut)
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
