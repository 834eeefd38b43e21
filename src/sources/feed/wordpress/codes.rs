//! The shortcodes in a text, one after the other, but none in what is shown as code. It knows
//! what none of them means.

use super::readers;
use crate::sources::feed::attributes::{attribute, attributes};
use crate::text::elements::shows_code;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// The longest of them, in bytes.
const LONGEST: usize = 8000;

/// A shortcode.
#[derive(Clone, Debug)]
pub(super) struct Code<'t> {
    pub(super) name: &'t str,
    /// What stands behind the name.
    pub(super) said: &'t str,
    /// `[/name]`.
    pub(super) is_end: bool,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

impl<'t> Code<'t> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let value = attribute(self.said, name).map(|value| value.into_owned());
        value.filter(|value| !value.is_empty())
    }

    /// The first of these attributes that it has.
    pub(super) fn any_of(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.attribute(name))
    }

    /// Whether its name or an attribute may say who may read what stands in it.
    pub(super) fn keeps_readers_out(&self) -> bool {
        readers::speaks(self.name)
            || attributes(self.said).any(|(name, value)| readers::may_keep_out(name, value))
    }

    /// The address that it gives without naming it: `[youtube https://…]`, `[youtube=https://…]`.
    pub(super) fn bare_address(&self) -> Option<&'t str> {
        let said = self.said.trim_start_matches(['=', ':', ' ', '"', '\'']);
        let end = said.find([' ', '"', '\'', '|']).unwrap_or(said.len());
        let address = said[..end].trim_end_matches('/');
        (address.starts_with("http://") || address.starts_with("https://")).then(|| &said[..end])
    }
}

/// The shortcodes of one text.
pub(super) struct Codes<'t> {
    pub(super) text: &'t str,
    /// Where the ends of each stand, by its name: most texts are never asked.
    ends: OnceCell<HashMap<&'t str, Vec<usize>>>,
    /// Where what is shown as code ends, by the element.
    closed: OnceCell<HashMap<String, Vec<usize>>>,
}

impl<'t> Codes<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, ends: OnceCell::new(), closed: OnceCell::new() }
    }

    /// The first shortcode from a place on.
    pub(super) fn next(&self, from: usize) -> Option<Code<'t>> {
        let mut at = from;
        while let Some(found) = self.text[at..].find(['[', '<']) {
            at += found;
            if self.text[at..].starts_with('<') {
                at = self.behind_code(at).unwrap_or(at + 1);
            } else if let Some(code) = code_at(self.text, at) {
                return Some(code);
            } else {
                at += 1;
            }
        }
        None
    }

    /// What stands between a shortcode and its end, and where that ends.
    pub(super) fn between(&self, code: &Code<'t>) -> Option<(&'t str, usize)> {
        let ends = self.ends.get_or_init(|| {
            let mut all: HashMap<&'t str, Vec<usize>> = HashMap::new();
            for (at, _) in self.text.match_indices("[/") {
                let name = &self.text[at + 2..];
                let length = name.find(|c| !is_of_name(c)).unwrap_or(name.len());
                if name[length..].starts_with(']') {
                    all.entry(&name[..length]).or_default().push(at);
                }
            }
            all
        });
        let at = first_from(ends.get(code.name)?, code.range.end)?;
        Some((&self.text[code.range.end..at], at + code.name.len() + 3))
    }

    /// Where what is shown as code ends that begins there.
    fn behind_code(&self, at: usize) -> Option<usize> {
        let name = element(&self.text[at + 1..]);
        if !shows_code(&name) {
            return None;
        }
        let closed = self.closed.get_or_init(|| {
            let mut all: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, _) in self.text.match_indices("</") {
                all.entry(element(&self.text[at + 2..])).or_default().push(at);
            }
            all
        });
        first_from(closed.get(&name)?, at)
    }
}

fn first_from(places: &[usize], from: usize) -> Option<usize> {
    places.get(places.partition_point(|at| *at < from)).copied()
}

/// The name of an element that a text begins with, in lower case.
fn element(text: &str) -> String {
    let name = text.chars().take(12).take_while(char::is_ascii_alphanumeric);
    name.map(|c| c.to_ascii_lowercase()).collect()
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}

fn code_at(text: &str, at: usize) -> Option<Code<'_>> {
    let within = &text[at + 1..text.floor_char_boundary(at + LONGEST)];
    let (is_end, within) = match within.strip_prefix('/') {
        Some(within) => (true, within),
        None => (false, within),
    };
    if !within.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (name, rest) = within.split_at(within.find(|c| !is_of_name(c))?);
    if !rest.starts_with([']', ' ', '\t', '\n', '\r', '\u{a0}', '=', ':', '/']) {
        return None;
    }
    let length = length_of(rest)?;
    let begin = at + 1 + usize::from(is_end) + name.len();
    Some(Code { name, said: &rest[..length], is_end, range: at..begin + length + 1 })
}

/// How much stands before the bracket that ends a shortcode: one in a quoted value ends none.
fn length_of(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) if text[..at].ends_with('=') => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b']', None) => return Some(at),
            (b'[', None) => return None,
            _ => {}
        }
    }
    // A quote without its end quotes nothing.
    quote.and_then(|_| text.find(']'))
}
