//! Finds the tags of an XML document that may be damaged, at the speed of
//! `memchr`, in linear time on any input. It checks no pairing of tags and
//! reads no text; CDATA sections, comments, processing instructions and the
//! document type (with all its entities) are stepped over.

use memchr::{memchr, memchr2, memmem};
use std::ops::Range;

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<name>`
    Open,
    /// `<name/>`
    Empty,
    /// `</name>`
    Close,
}

/// One tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// Where its `<` stands.
    pub(super) start: usize,
    /// Just after its `>`.
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// With its prefix, as written.
    pub(super) name: &'a str,
    /// What stands between the name and the end, as written.
    pub(super) attributes: &'a str,
}

/// What stands at a `<`.
pub(super) enum Mark<'a> {
    Tag(Tag<'a>),
    /// Not markup but a character, or the opening of a section that never ends.
    Text,
    /// A section to step over, up to this place.
    Skip(usize),
    /// A tag that the end of the document cuts off.
    Cut,
}

/// Steps through the tags of a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    cdata: Section,
    comment: Section,
    /// Only the first document type is one.
    doctype_seen: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, from: usize) -> Self {
        Self {
            text,
            at: from,
            cdata: Section::new(CDATA),
            comment: Section::new(COMMENT),
            doctype_seen: false,
        }
    }

    /// The place of the next `<` that opens a tag, without reading the tag.
    pub(super) fn next_place(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            let place = self.at + memchr(b'<', bytes.get(self.at..)?)?;
            match bytes.get(place + 1)? {
                b'!' | b'?' => {
                    self.at = match self.declaration(place) {
                        Mark::Skip(end) => end,
                        _ => place + 1,
                    };
                }
                b'/' => {
                    self.at = place + 2;
                    return Some(place);
                }
                byte if is_name_start(*byte) => {
                    self.at = place + 1;
                    return Some(place);
                }
                _ => self.at = place + 1,
            }
        }
    }

    /// The next tag.
    pub(super) fn next_tag(&mut self) -> Option<Tag<'a>> {
        loop {
            let place = self.next_place()?;
            match tag_at(self.text, place) {
                Mark::Tag(tag) => {
                    self.at = tag.end;
                    return Some(tag);
                }
                Mark::Cut => {
                    self.at = self.text.len();
                    return None;
                }
                Mark::Text | Mark::Skip(_) => {}
            }
        }
    }

    /// Goes on from `place`.
    pub(super) fn go_to(&mut self, place: usize) {
        self.at = place;
    }

    /// What stands at the `<` at `place`.
    pub(super) fn mark(&mut self, place: usize) -> Mark<'a> {
        match self.text.as_bytes().get(place + 1) {
            Some(b'!' | b'?') => self.declaration(place),
            _ => tag_at(self.text, place),
        }
    }

    fn declaration(&mut self, place: usize) -> Mark<'a> {
        let rest = &self.text.as_bytes()[place..];
        let end = if rest.starts_with(b"<![CDATA[") {
            self.cdata.end(self.text, place)
        } else if rest.starts_with(b"<!--") {
            self.comment.end(self.text, place)
        } else if rest.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"<!doctype"))
            && !std::mem::replace(&mut self.doctype_seen, true)
        {
            doctype_length(rest).map(|length| place + length)
        } else {
            memchr2(b'>', b'<', &rest[1..])
                .filter(|end| rest[1 + end] == b'>')
                .map(|end| place + end + 2)
        };
        end.map_or(Mark::Text, Mark::Skip)
    }
}

/// How a section opens and ends.
#[derive(Clone, Copy)]
struct Fence {
    open: &'static str,
    close: &'static str,
}

const CDATA: Fence = Fence { open: "<![CDATA[", close: "]]>" };
const COMMENT: Fence = Fence { open: "<!--", close: "-->" };

/// Where sections of one sort end. The last answers are kept, so that a
/// document full of openings without an end is not searched again for each.
struct Section {
    fence: Fence,
    next_open: Option<usize>,
    next_close: Option<usize>,
}

impl Section {
    fn new(fence: Fence) -> Self {
        Self { fence, next_open: None, next_close: None }
    }

    /// Just after the end of the section that opens at `place`; `None` if it
    /// never ends. One that reaches over the end of an item into the next
    /// section of its sort lacks its own end.
    fn end(&mut self, text: &str, place: usize) -> Option<usize> {
        let body = place + self.fence.open.len();
        let close = next_of(&mut self.next_close, text, self.fence.close, body);
        if close == usize::MAX {
            return None;
        }
        let open = next_of(&mut self.next_open, text, self.fence.open, body);
        let runs_over = open < close
            && !text[..close].ends_with("]]")
            && memmem::find_iter(&text.as_bytes()[body..open], "</")
                .any(|at| is_item_name(&text.as_bytes()[body + at + 2..open]));
        (!runs_over).then_some(close + self.fence.close.len())
    }
}

/// The first place of `needle` from `from` on, or `usize::MAX`.
fn next_of(kept: &mut Option<usize>, text: &str, needle: &str, from: usize) -> usize {
    match *kept {
        Some(place) if place >= from => place,
        _ => {
            let found =
                text.as_bytes().get(from..).and_then(|rest| memmem::find(rest, needle.as_bytes()));
            let place = found.map_or(usize::MAX, |at| from + at);
            *kept = Some(place);
            place
        }
    }
}

fn is_item_name(name: &[u8]) -> bool {
    [b"item".as_slice(), b"entry"].iter().any(|item| {
        name.len() > item.len()
            && name[..item.len()].eq_ignore_ascii_case(item)
            && matches!(name[item.len()], b'>' | b' ' | b'\t' | b'\r' | b'\n')
    })
}

/// Where the document type stands, with its internal subset: before the first element.
pub(super) fn doctype(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let place = at + found;
        let rest = &bytes[place..];
        if rest.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"<!doctype")) {
            return doctype_length(rest).map(|length| place..place + length);
        }
        at = match rest.get(1)? {
            b'!' if rest.starts_with(b"<!--") => place + memmem::find(rest, b"-->")? + 3,
            b'?' => place + memchr(b'>', rest)? + 1,
            byte if is_name_start(*byte) => return None,
            _ => place + 1,
        };
    }
    None
}

/// The length of a document type with its internal subset.
fn doctype_length(bytes: &[u8]) -> Option<usize> {
    let first = memchr2(b'[', b'>', bytes)?;
    if bytes[first] == b'>' {
        return Some(first + 1);
    }
    let mut at = first;
    while let Some(found) = memchr(b']', &bytes[at..]) {
        at += found + 1;
        let after = bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace());
        if after.is_some_and(|after| bytes[at + after] == b'>') {
            return after.map(|after| at + after + 1);
        }
    }
    memchr(b'>', bytes).map(|end| end + 1)
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80
}

/// Reads the tag whose `<` stands at `place`.
fn tag_at(text: &str, place: usize) -> Mark<'_> {
    let bytes = text.as_bytes();
    let close = bytes.get(place + 1) == Some(&b'/');
    let name_start = place + 1 + usize::from(close);
    match bytes.get(name_start) {
        None => return Mark::Cut,
        Some(byte) if !is_name_start(*byte) => return Mark::Text,
        Some(_) => {}
    }
    let rest = &bytes[name_start..];
    let ends_name = |byte: &u8| matches!(byte, b'>' | b'/' | b'<') || byte.is_ascii_whitespace();
    let Some(length) = rest.iter().position(ends_name) else { return Mark::Cut };
    let name_end = name_start + length;
    let end = match tag_end(bytes, name_end) {
        TagEnd::At(end) => end,
        TagEnd::Broken => return Mark::Text,
        TagEnd::Missing => return Mark::Cut,
    };
    let empty = !close && bytes[end - 1] == b'/' && end > name_end;
    let kind = match (close, empty) {
        (true, _) => Kind::Close,
        (_, true) => Kind::Empty,
        _ => Kind::Open,
    };
    let attributes = &text[name_end..end - usize::from(empty)];
    Mark::Tag(Tag {
        start: place,
        end: end + 1,
        kind,
        name: &text[name_start..name_end],
        attributes,
    })
}

enum TagEnd {
    At(usize),
    /// Another tag begins before this one ends.
    Broken,
    Missing,
}

/// The place of the `>` that ends a tag. A quoted value may hold `>`, and by
/// the mistake of its writer `<`; a quote that is never closed is no quote.
fn tag_end(bytes: &[u8], from: usize) -> TagEnd {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return TagEnd::At(at),
            b'<' => return TagEnd::Broken,
            b'"' | b'\'' if follows_equals(&bytes[from..at]) => {
                let inside = at + 1;
                let stop = memchr2(*byte, b'<', &bytes[inside..]).map(|found| inside + found);
                let stop = match stop {
                    Some(stop) if bytes[stop] == *byte => Some(stop),
                    angle => {
                        let from = angle.unwrap_or(inside);
                        value_end(bytes, from, *byte).or_else(|| {
                            memchr2(*byte, b'>', &bytes[from..]).map(|found| from + found)
                        })
                    }
                };
                match stop {
                    Some(stop) if bytes[stop] == *byte => at = stop + 1,
                    Some(stop) => return TagEnd::At(stop),
                    None => return TagEnd::Missing,
                }
            }
            _ => at += 1,
        }
    }
    TagEnd::Missing
}

/// The quote that ends a value with a bare `<` in it: the next one, where another attribute
/// or the end of the tag follows on it.
fn value_end(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let stop = from + memchr(quote, &bytes[from..])?;
    let after = bytes[stop + 1..].trim_ascii_start();
    let name = after.iter().take_while(|byte| is_in_name(**byte)).count();
    let is_attribute = name > 0
        && bytes[stop + 1].is_ascii_whitespace()
        && after[name..].trim_ascii_start().starts_with(b"=");
    (is_attribute || after.starts_with(b">") || after.starts_with(b"/>")).then_some(stop)
}

fn is_in_name(byte: u8) -> bool {
    is_name_start(byte) || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')
}

fn follows_equals(before: &[u8]) -> bool {
    before.iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=')
}
