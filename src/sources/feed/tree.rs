//! The elements of a piece of a document, paired up as well as they can be:
//! an end tag closes what is open inside its element, an end tag of nothing is
//! passed over, and a field that begins inside an unclosed field of plain text
//! ends it. It holds places in the document, and copies none of it.

use super::attributes::attribute;
use super::names::{Bindings, Space};
use super::scan::{Kind, Scanner, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// Elements nested deeper are not told apart; their text is kept.
const MAX_DEPTH: usize = 64;

/// Elements after these are not told apart.
const MAX_ELEMENTS: usize = 20_000;

/// One element.
#[derive(Clone, Debug)]
pub(super) struct Element<'a> {
    pub(super) space: Space,
    /// Without its prefix, as written.
    pub(super) name: &'a str,
    /// With its prefix.
    qualified: &'a str,
    pub(super) attributes: &'a str,
    /// What stands between its tags.
    pub(super) inner: Range<usize>,
    /// Its place after its last descendant, in [`Tree::elements`].
    after: usize,
    parent: Option<usize>,
    /// Whether its end was seen.
    pub(super) closed: bool,
    bindings_before: usize,
}

/// The elements in the order of their start tags.
#[derive(Clone, Debug)]
pub(super) struct Tree<'a> {
    text: &'a str,
    elements: Vec<Element<'a>>,
    open: Vec<usize>,
    bindings: Bindings<'a>,
    /// Open elements that were too many or too deep to be kept.
    passed_over: usize,
    /// Whether it holds what stands around items.
    outer: bool,
}

impl<'a> Tree<'a> {
    /// An empty tree for what stands around the items of `text`.
    pub(super) fn around_items(text: &'a str) -> Self {
        Self::empty(text, Bindings::default(), true)
    }

    /// The tree of one item; `bindings` are in force around it.
    pub(super) fn of_item(text: &'a str, range: Range<usize>, bindings: Bindings<'a>) -> Self {
        let mut tree = Self::empty(text, bindings, false);
        let mut scanner = Scanner::new(&text[..range.end], range.start);
        while let Some(tag) = scanner.next_tag() {
            tree.push(&tag);
        }
        tree.finish(range.end);
        tree
    }

    fn empty(text: &'a str, bindings: Bindings<'a>, outer: bool) -> Self {
        Self { text, elements: Vec::new(), open: Vec::new(), bindings, passed_over: 0, outer }
    }

    /// Takes the next tag.
    pub(super) fn push(&mut self, tag: &Tag<'a>) {
        if tag.kind == Kind::Close { self.close(tag) } else { self.open(tag) }
    }

    /// Ends whatever is still open at `end`; `true` when a feed is: its end is missing.
    pub(super) fn finish(&mut self, end: usize) -> bool {
        let holds_items = |at: &usize| {
            let name = self.elements[*at].lower_name();
            matches!(name.as_str(), "rss" | "rdf" | "channel" | "feed")
        };
        let is_open = self.open.iter().any(holds_items);
        self.close_down_to(0, end, false);
        is_open
    }

    fn open(&mut self, tag: &Tag<'a>) {
        if self.open.len() >= MAX_DEPTH || self.elements.len() >= MAX_ELEMENTS {
            self.passed_over += usize::from(tag.kind == Kind::Open);
            return;
        }
        let outer = self.outer || self.open.is_empty();
        let bindings_before = self.declare(tag, outer);
        let (space, name) = self.bindings.resolve(tag.name);
        if let Some(last) = self.open.last()
            && is_text_field(&self.elements[*last])
            && is_field(space, name)
        {
            // The declarations of this tag come after those of the one it ends.
            let depth = self.open.len() - 1;
            self.bindings.forget(bindings_before);
            self.close_down_to(depth, tag.start, false);
            self.declare(tag, outer);
        }
        let at = self.elements.len();
        self.elements.push(Element {
            space,
            name,
            qualified: tag.name,
            attributes: tag.attributes,
            inner: tag.end..tag.end,
            after: at + 1,
            parent: self.open.last().copied(),
            closed: tag.kind == Kind::Empty,
            bindings_before,
        });
        if tag.kind == Kind::Empty {
            self.bindings.forget(bindings_before);
        } else {
            self.open.push(at);
        }
    }

    fn declare(&mut self, tag: &Tag<'a>, outer: bool) -> usize {
        match outer {
            true => self.bindings.declare_around(tag),
            false => self.bindings.declare(tag.attributes, false),
        }
    }

    /// Whether an item's start tag stands at the place reached, by what itself declares.
    pub(super) fn is_item(&mut self, tag: &Tag<'a>) -> bool {
        let local = tag.name.rsplit_once(':').map_or(tag.name, |(_, local)| local);
        let is_called_so = ["item", "entry"].iter().any(|name| local.eq_ignore_ascii_case(name));
        if tag.kind == Kind::Close || !is_called_so {
            return false;
        }
        if self.bindings.is_of_strangers(tag) {
            let is_full = tag.kind == Kind::Open;
            return is_full && self.is_among_items() && has_fields(self.text, tag);
        }
        let before = self.bindings.declare_around(tag);
        let space = self.bindings.resolve(tag.name).0;
        self.bindings.forget(before);
        matches!(space, Space::Core | Space::Atom)
    }

    /// Whether items stand at the place reached.
    fn is_among_items(&self) -> bool {
        let around = self.innermost_open().and_then(|at| self.get(at));
        around.is_some_and(|around| {
            matches!(around.lower_name().as_str(), "rss" | "rdf" | "channel" | "feed")
        })
    }

    fn close(&mut self, tag: &Tag<'a>) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        let named = |at: &usize| self.elements[*at].qualified.eq_ignore_ascii_case(tag.name);
        if let Some(depth) = self.open.iter().rposition(named) {
            self.close_down_to(depth, tag.start, true);
        }
    }

    /// Closes the open elements from the innermost to the one at `depth`; only
    /// that one was closed by a tag of its own.
    fn close_down_to(&mut self, depth: usize, end: usize, by_tag: bool) {
        let after = self.elements.len();
        for (level, at) in self.open.drain(depth..).enumerate().rev() {
            let element = &mut self.elements[at];
            element.inner.end = end.max(element.inner.start);
            element.after = after;
            element.closed = by_tag && level == 0;
            self.bindings.forget(element.bindings_before);
        }
    }

    /// The prefixes in force at the place reached.
    pub(super) fn bindings(&self) -> &Bindings<'a> {
        &self.bindings
    }

    /// The element that is open at the place reached.
    pub(super) fn innermost_open(&self) -> Option<usize> {
        self.open.last().copied()
    }

    /// The element at a place in the order of start tags.
    pub(super) fn get(&self, at: usize) -> Option<&Element<'a>> {
        self.elements.get(at)
    }

    /// All elements with their places.
    pub(super) fn elements(&self) -> impl Iterator<Item = (usize, &Element<'a>)> {
        self.elements.iter().enumerate()
    }

    /// The elements directly inside another, with their places.
    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = (usize, &Element<'a>)> {
        let end = self.elements.get(of).map_or(0, |element| element.after);
        let mut at = of + 1;
        std::iter::from_fn(move || {
            let child = self.elements.get(at).filter(|_| at < end)?;
            let place = std::mem::replace(&mut at, child.after);
            Some((place, child))
        })
    }

    /// Whether an element has elements inside it.
    pub(super) fn has_children(&self, at: usize) -> bool {
        self.elements.get(at).is_some_and(|element| element.after > at + 1)
    }

    /// Whether an element is a field that holds text, and so no items.
    pub(super) fn is_text(&self, at: usize) -> bool {
        self.elements.get(at).is_some_and(|element| is_field(element.space, element.name))
    }

    /// What stands between the tags of an element, as written.
    pub(super) fn inner(&self, element: &Element<'a>) -> &'a str {
        &self.text[element.inner.clone()]
    }

    /// The elements around one, the outermost first, with itself.
    pub(super) fn path(&self, at: usize) -> Vec<&Element<'a>> {
        let mut path: Vec<_> =
            std::iter::successors(self.elements.get(at), |inner| self.elements.get(inner.parent?))
                .collect();
        path.reverse();
        path
    }
}

impl Element<'_> {
    /// The value of an attribute, by its qualified name.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        attribute(self.attributes, name)
    }

    /// The prefix of its name, as written.
    pub(super) fn prefix(&self) -> &str {
        self.qualified.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// Its local name in lower case; empty when it is longer than any we read.
    pub(super) fn lower_name(&self) -> LowerName {
        LowerName::of(self.name)
    }
}

/// A short name in lower case.
#[derive(Clone, Copy)]
pub(super) struct LowerName {
    bytes: [u8; 16],
    length: usize,
}

impl LowerName {
    fn of(name: &str) -> Self {
        let mut bytes = [0; 16];
        let Some(room) = bytes.get_mut(..name.len()) else { return Self { bytes, length: 0 } };
        room.copy_from_slice(name.as_bytes());
        room.make_ascii_lowercase();
        Self { bytes, length: name.len() }
    }

    /// To compare with.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// So far an item of somebody's own vocabulary is looked through.
const LOOKED_THROUGH: usize = 4096;

/// Whether an element called like an item holds what an item does: a title or a link under
/// its own prefix, or under none.
fn has_fields(text: &str, opening: &Tag<'_>) -> bool {
    const FIELDS: [&str; 4] = ["title", "link", "guid", "id"];
    let prefix = opening.name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
    let end = text.len().min(opening.end + LOOKED_THROUGH);
    let mut scanner = Scanner::new(&text[..text.floor_char_boundary(end)], opening.end);
    while let Some(tag) = scanner.next_tag() {
        let (own, local) = tag.name.rsplit_once(':').unwrap_or(("", tag.name));
        match tag.kind {
            Kind::Close if tag.name == opening.name => return false,
            Kind::Open | Kind::Empty
                if (own.is_empty() || own == prefix)
                    && FIELDS.iter().any(|field| local.eq_ignore_ascii_case(field)) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Fields that hold no markup, so that another field inside one is a mistake.
fn is_text_field(element: &Element<'_>) -> bool {
    let name = element.lower_name();
    match element.space {
        Space::Core | Space::Atom => matches!(
            name.as_str(),
            "title"
                | "link"
                | "guid"
                | "id"
                | "pubdate"
                | "published"
                | "updated"
                | "category"
                | "comments"
                | "enclosure"
                | "issued"
                | "modified"
                | "created"
                | "language"
        ),
        Space::Dc | Space::DcTerms => true,
        _ => false,
    }
}

/// Elements that stand directly in an item.
fn is_field(space: Space, name: &str) -> bool {
    match space {
        Space::Core | Space::Atom => matches!(
            LowerName::of(name).as_str(),
            "title"
                | "link"
                | "guid"
                | "id"
                | "pubdate"
                | "published"
                | "updated"
                | "category"
                | "comments"
                | "enclosure"
                | "issued"
                | "modified"
                | "created"
                | "description"
                | "summary"
                | "content"
                | "author"
                | "source"
        ),
        Space::Dc
        | Space::DcTerms
        | Space::Content
        | Space::Media
        | Space::Itunes
        | Space::Podcast => true,
        _ => false,
    }
}
