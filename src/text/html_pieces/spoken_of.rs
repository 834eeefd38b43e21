//! Tags that a text speaks of and does not mean: `<title>` in a sentence about titles,
//! `List<String>`, `a<b and c`. They are made text, so that no word is swallowed with them.
//! It does not know which elements are safe.

use crate::text::elements::{is_element, is_never_text, is_raw};
use std::borrow::Cow;
use std::collections::HashMap;

/// The same HTML with what looks like a tag and is spoken of as text, with an end for what
/// would swallow all that follows, and with no more attributes in a tag than any has: who
/// reads them compares each with all before.
pub(super) fn as_text(html: &str) -> Cow<'_, str> {
    let Some(first) = starts(html).find(|start| is_suspicious(html, *start)) else {
        return Cow::Borrowed(html);
    };
    let ends = last_ends(html);
    let mut text = String::with_capacity(html.len() + 64);
    let mut at = 0;
    for start in starts(html).skip_while(|start| *start < first) {
        if start < at || !is_suspicious(html, start) {
            continue;
        }
        let tag = StartTag::at(html, start);
        if let Some((cut, end)) = tag.as_ref().and_then(|tag| Some((tag.surplus()?, tag.end))) {
            text.push_str(&html[at..start + cut]);
            text.push('>');
            at = end;
            continue;
        }
        let is_closed = tag.as_ref().filter(|tag| !tag.is_prose()).is_some_and(|tag| {
            ends.get(&tag.name.to_ascii_lowercase()).is_some_and(|end| *end > start)
        });
        if is_closed {
            continue;
        }
        text.push_str(&html[at..start]);
        at = start;
        match tag {
            // With an attribute it is meant, and lost its end.
            Some(tag) if tag.is_meant() => {
                text.push_str(&html[start..tag.end]);
                at = tag.end;
                if swallows(tag.name) {
                    text.push_str(&format!("</{}>", tag.name));
                }
            }
            _ => {
                text.push_str("&lt;");
                at += 1;
            }
        }
    }
    text.push_str(&html[at..]);
    Cow::Owned(text)
}

/// The same HTML with no more attributes in a tag than any has.
pub(crate) fn bounded(html: &str) -> Cow<'_, str> {
    let mut text = String::new();
    let mut at = 0;
    for start in starts(html) {
        let tag = if start < at { None } else { StartTag::at(html, start) };
        let Some((cut, end)) = tag.and_then(|tag| Some((tag.surplus()?, tag.end))) else {
            continue;
        };
        text.push_str(&html[at..start + cut]);
        text.push('>');
        at = end;
    }
    if at == 0 {
        return Cow::Borrowed(html);
    }
    text.push_str(&html[at..]);
    Cow::Owned(text)
}

/// The places of what looks like the beginning of a start tag.
fn starts(html: &str) -> impl Iterator<Item = usize> {
    let bytes = html.as_bytes();
    memchr::memchr_iter(b'<', bytes)
        .filter(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic))
}

/// Whether a start tag may be one that is not meant, or that swallows what follows.
fn is_suspicious(html: &str, start: usize) -> bool {
    StartTag::at(html, start).is_none_or(|tag| {
        swallows(tag.name) || tag.is_prose() || !tag.is_known() || tag.surplus().is_some()
    })
}

/// Where the last end tag of each name stands.
fn last_ends(html: &str) -> HashMap<String, usize> {
    let mut ends = HashMap::new();
    for at in memchr::memmem::find_iter(html.as_bytes(), b"</") {
        let name = name_at(html, at + 2).to_ascii_lowercase();
        if !name.is_empty() && name.len() <= LONGEST_NAME {
            ends.insert(name, at);
        }
    }
    ends
}

/// No tag of an article has more attributes.
const MOST_ATTRIBUTES: usize = 128;

/// No element has a longer name.
const LONGEST_NAME: usize = 64;

/// A start tag that is whole.
struct StartTag<'a> {
    name: &'a str,
    attributes: &'a str,
    /// The length of what stands before them in the tag.
    before_attributes: usize,
    /// Just after its `>`.
    end: usize,
}

impl<'a> StartTag<'a> {
    /// `None` where no `>` ends it before the next tag.
    fn at(html: &'a str, start: usize) -> Option<Self> {
        let name = name_at(html, start + 1);
        let bytes = html.as_bytes();
        let from = start + 1 + name.len();
        let mut at = from;
        loop {
            let found = at + memchr::memchr3(b'>', b'<', b'=', &bytes[at..])?;
            match bytes[found] {
                b'>' => {
                    let inside = &html[from..found];
                    let blank = inside.len() - inside.trim_start().len();
                    let before_attributes = from + blank - start;
                    let (attributes, end) = (inside.trim(), found + 1);
                    return Some(Self { name, attributes, before_attributes, end });
                }
                b'<' => return None,
                // A quoted value may hold either.
                _ => at = value_end(bytes, found + 1),
            }
        }
    }

    /// Where in the tag those of its attributes begin that are too many.
    fn surplus(&self) -> Option<usize> {
        if self.attributes.len() < MOST_ATTRIBUTES * 2 {
            return None;
        }
        let bytes = self.attributes.as_bytes();
        let (mut at, mut count, mut is_in_one) = (0, 0, false);
        while let Some(byte) = bytes.get(at) {
            let parts = byte.is_ascii_whitespace() || *byte == b'/';
            count += usize::from(!parts && !is_in_one);
            is_in_one = !parts;
            if count > MOST_ATTRIBUTES {
                return Some(self.before_attributes + at);
            }
            at = if *byte == b'=' { value_end(bytes, at + 1).max(at + 1) } else { at + 1 };
        }
        None
    }

    fn is_meant(&self) -> bool {
        self.attributes.ends_with('/') || self.attributes.contains('=')
    }

    /// Whether what stands for its attributes are words of a sentence.
    fn is_prose(&self) -> bool {
        let mut words = self.attributes.split_ascii_whitespace();
        !self.is_meant() && words.any(|word| !is_one_of(word, &BARE))
    }

    /// Whether somebody may mean an element of this name: HTML's, or one that is made up
    /// with a hyphen or of another vocabulary.
    fn is_known(&self) -> bool {
        self.is_meant() || self.name.contains(['-', ':']) || is_element(self.name)
    }
}

/// Where the value of an attribute ends whose `=` stands before `from`.
fn value_end(bytes: &[u8], from: usize) -> usize {
    let blank = bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let from = from + blank;
    let Some(quote @ (b'"' | b'\'')) = bytes.get(from) else { return from };
    memchr::memchr(*quote, &bytes[from + 1..]).map_or(from + 1, |end| from + end + 2)
}

fn name_at(html: &str, at: usize) -> &str {
    let rest = &html[at..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<' | '='));
    &rest[..end.unwrap_or(rest.len())]
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether the content of an element is not read as markup, or not shown at all.
fn swallows(name: &str) -> bool {
    is_raw(name) || is_never_text(name)
}

/// Attributes that stand without a value.
const BARE: [&str; 24] = [
    "allowfullscreen",
    "async",
    "autofocus",
    "autoplay",
    "checked",
    "compact",
    "controls",
    "default",
    "defer",
    "disabled",
    "download",
    "hidden",
    "inert",
    "ismap",
    "itemscope",
    "loop",
    "multiple",
    "muted",
    "nomodule",
    "noshade",
    "nowrap",
    "open",
    "playsinline",
    "reversed",
];
