//! The characters that markup stands for: entities, CDATA, base64, and whether
//! a text was meant as HTML. Entities that a document defines for itself are not its
//! matter: `own_entities` puts them in.

use crate::text::charset::meant_by;
use crate::text::elements::is_element;
use crate::text::xml_text::is_xml_char;
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// Replaces character references and the named entities of HTML and XML. A
/// bare `&` stays.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if memchr(b'&', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    unescape_into(raw, &mut text);
    Cow::Owned(text)
}

fn unescape_into(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match reference(rest) {
            Some((replacement, length)) => {
                replacement.push_to(text);
                rest = &rest[length..];
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
}

enum Replacement {
    Named(&'static str),
    Numbered(Option<char>),
}

impl Replacement {
    fn push_to(&self, text: &mut String) {
        match self {
            Self::Named(characters) => text.push_str(characters),
            Self::Numbered(character) => text.extend(character),
        }
    }
}

/// The longest entity name of HTML, with room to spare.
const LONGEST_NAME: usize = 34;

/// What the text after a `&` refers to, and how long it is with its `;`.
fn reference(after: &str) -> Option<(Replacement, usize)> {
    let bytes = after.as_bytes();
    let end = memchr(b';', &bytes[..bytes.len().min(LONGEST_NAME)])?;
    let name = after.get(..end)?;
    let replacement = match name.strip_prefix('#') {
        Some(number) => Replacement::Numbered(numbered(number)?),
        None => Replacement::Named(named(name)?),
    };
    Some((replacement, end + 1))
}

/// The frequent ones are asked first: they are nearly all.
fn named(name: &str) -> Option<&'static str> {
    match name {
        "lt" => Some("<"),
        "gt" => Some(">"),
        "amp" => Some("&"),
        "quot" => Some("\""),
        "apos" => Some("'"),
        _ => quick_xml::escape::resolve_html5_entity(name),
    }
}

/// Whether HTML or XML has an entity of this name.
pub(super) fn is_known(name: &str) -> bool {
    named(name).is_some()
}

/// A numbered character; an inner none when XML has no such character.
/// 128 to 159 mean windows-1252, as in HTML: nobody means the C1 controls.
fn numbered(number: &str) -> Option<Option<char>> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    let code = code.ok()?;
    Some(char::from_u32(code).map(meant_by).filter(|c| is_xml_char(*c)))
}

/// The text of an element without children, trimmed: CDATA as it is, comments
/// dropped, references replaced, characters that XML forbids dropped, and those
/// of windows-1252 that passed for control characters put right.
pub(super) fn text(inner: &str) -> String {
    let decoded = match memchr(b'<', inner.as_bytes()) {
        None => unescape(inner.trim()),
        Some(_) => sections(inner.trim()),
    };
    let text = match decoded {
        Cow::Borrowed(text) => text.trim().to_owned(),
        Cow::Owned(text) if text.trim().len() == text.len() => text,
        Cow::Owned(text) => text.trim().to_owned(),
    };
    // Without a branch for each byte this is looked through many at a time.
    let strange = text.bytes().fold(false, |strange, byte| {
        strange | ((byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r'))
    });
    let bytes = text.as_bytes();
    let c1 = |at: usize| bytes.get(at + 1).is_some_and(|byte| *byte < 0xA0);
    if strange || memchr::memchr_iter(0xC2, bytes).any(c1) {
        text.chars().filter_map(legible).collect()
    } else {
        text
    }
}

fn legible(c: char) -> Option<char> {
    Some(meant_by(c)).filter(|c| is_xml_char(*c))
}

fn sections(inner: &str) -> Cow<'_, str> {
    if let Some(body) = inner.strip_prefix("<![CDATA[").and_then(|b| b.strip_suffix("]]>"))
        && memmem::find(body.as_bytes(), b"]]>").is_none()
    {
        return Cow::Borrowed(body);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    // The last place where a comment ends: those after it never do.
    let last_end = memmem::rfind(inner.as_bytes(), b"-->").unwrap_or(0);
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        unescape_into(&rest[..at], &mut text);
        rest = &rest[at..];
        let (verbatim, length) = if let Some(body) = rest.strip_prefix("<![CDATA[") {
            let end = memmem::find(body.as_bytes(), b"]]>");
            (&body[..end.unwrap_or(body.len())], end.map_or(rest.len(), |end| 9 + end + 3))
        } else if rest.starts_with("<!--") && inner.len() - rest.len() < last_end {
            ("", memmem::find(rest.as_bytes(), b"-->").map_or(4, |end| end + 3))
        } else if rest.starts_with("<!--") {
            ("", 4)
        } else if rest.starts_with("<?") {
            ("", memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1))
        } else {
            ("<", 1)
        };
        text.push_str(verbatim);
        rest = &rest[length..];
    }
    unescape_into(rest, &mut text);
    Cow::Owned(text)
}

/// Whether a text has tags or references of HTML: `AT&amp;T` and `<b>` do,
/// `R&D` and `a < b` do not.
pub(super) fn looks_like_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let after = &text[at + 1..];
        if bytes[at] == b'&' { reference(after).is_some() } else { opens_tag(after) }
    })
}

fn opens_tag(after: &str) -> bool {
    let after = after.strip_prefix('/').unwrap_or(after);
    if after.starts_with("!--") {
        return true;
    }
    let end = after.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let ended = after
        .as_bytes()
        .get(end)
        .is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace());
    ended && is_element(&after[..end])
}

/// The text of a fragment of HTML on one line, for titles of feeds: tags are
/// dropped, references replaced.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if opens_tag(&rest[1..]) { memchr(b'>', rest.as_bytes()) } else { None };
        if end.is_none() {
            text.push('<');
        }
        rest = &rest[end.unwrap_or(0) + 1..];
    }
    text.push_str(rest);
    unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without the marks of CDATA sections around it that were escaped, so that they
/// came through as text; what is in them is kept.
pub(super) fn unwrapped(text: String) -> String {
    const OPEN: &str = "<![CDATA[";
    if !text.contains(OPEN) {
        return text;
    }
    let mut inside = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, body)) = rest.split_once(OPEN)
        && let Some((section, after)) = body.split_once("]]>")
    {
        inside.push_str(before);
        inside.push_str(section);
        rest = after;
    }
    inside.push_str(rest);
    inside.trim().to_owned()
}

/// Decodes base64 (RFC 4648 §4), white space and missing padding forgiven.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.extend(u8::try_from(bits >> held & 0xFF));
        }
    }
    Some(bytes)
}
