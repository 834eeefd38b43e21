//! Bytes into characters, whatever the publisher said or forgot to say.
//! It never fails: what is not UTF-8 where UTF-8 was promised is read as what it reads as
//! best, and a few such bytes as windows-1252. Old code pages of DOS and EBCDIC are not known.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Decodes a document by its byte order mark, else by the charset of its HTTP
/// header (`content_type`), else by its XML declaration, else as UTF-8. What is not UTF-8 then
/// is guessed as browsers do, where there is enough of it.
///
/// A mark, and the NUL bytes that only UTF-16 and UTF-32 have, beat every
/// label; so does text that is evidently UTF-8 under a label of an encoding of one byte for
/// each character: in those, what happens to be UTF-8 is no text.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    let decoded = match Form::of(bytes) {
        Some(Form::Utf8(rest)) => mend_utf8(rest),
        Some(Form::Utf16(encoding, rest)) => encoding.decode_without_bom_handling(rest).0,
        Some(Form::Utf32(read, rest)) => Cow::Owned(utf32(rest, read)),
        None => by_label(bytes, content_type.and_then(charset_of), declared(bytes)),
    };
    match decoded {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('\u{FEFF}')),
        Cow::Owned(text) if text.starts_with('\u{FEFF}') => {
            Cow::Owned(text.trim_start_matches('\u{FEFF}').to_owned())
        }
        owned => owned,
    }
}

/// The encoding that a document begins in, and how many bytes of it are a mark;
/// for whoever reads it piece by piece. UTF-32 is not told.
pub(super) fn encoding_of(opening: &[u8]) -> (&'static Encoding, usize) {
    match Form::of(opening) {
        Some(Form::Utf8(rest)) => (UTF_8, opening.len() - rest.len()),
        Some(Form::Utf16(encoding, rest)) => (encoding, opening.len() - rest.len()),
        Some(Form::Utf32(..)) => (UTF_8, 0),
        None => (declared(opening).unwrap_or(UTF_8), 0),
    }
}

/// Decodes a web page: as [`decode`], and where the header says no charset, by the
/// one that its `meta` names (HTML, "prescan a byte stream"; the first 4 KiB count).
#[must_use]
pub fn decode_page<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if content_type.and_then(charset_of).is_some() {
        return as_meant(decode(bytes, content_type));
    }
    let opening = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let named = opening.match_indices("<meta").find_map(|(at, _)| {
        let tag = opening[at..].split('>').next()?;
        let value = tag.split_once("charset")?.1.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        value.split(['"', '\'', ' ', ';', '/']).next().map(str::to_owned)
    });
    let header = named.map(|charset| format!("text/html; charset={charset}"));
    as_meant(decode(bytes, header.as_deref()))
}

/// What was meant by a control character from U+0080 to U+009F: the sign that windows-1252 has
/// in its place, as in HTML. Nobody means the controls.
pub(crate) fn meant_by(c: char) -> char {
    let Ok(byte @ 0x80..=0x9F) = u8::try_from(c) else { return c };
    let text = WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    text.unwrap_or(c)
}

/// A text with the signs that were meant by such controls.
pub(crate) fn as_meant(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_control = |at: usize| bytes.get(at + 1).is_some_and(|byte| *byte < 0xA0);
    match memchr::memchr_iter(0xC2, bytes).any(is_control) {
        true => Cow::Owned(text.chars().map(meant_by).collect()),
        false => text,
    }
}

/// What the first bytes alone say of the encoding.
enum Form<'a> {
    Utf8(&'a [u8]),
    Utf16(&'static Encoding, &'a [u8]),
    Utf32(fn([u8; 4]) -> u32, &'a [u8]),
}

impl<'a> Form<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        Some(match bytes {
            [0, 0, 0xFE, 0xFF, rest @ ..] => Self::Utf32(u32::from_be_bytes, rest),
            [0xFF, 0xFE, 0, 0, rest @ ..] => Self::Utf32(u32::from_le_bytes, rest),
            [0xEF, 0xBB, 0xBF, rest @ ..] => Self::Utf8(rest),
            [0xFE, 0xFF, rest @ ..] => Self::Utf16(UTF_16BE, rest),
            [0xFF, 0xFE, rest @ ..] => Self::Utf16(UTF_16LE, rest),
            [0, 0, 0, first, ..] if is_opening(*first) => Self::Utf32(u32::from_be_bytes, bytes),
            [first, 0, 0, 0, ..] if is_opening(*first) => Self::Utf32(u32::from_le_bytes, bytes),
            [0, first, 0, _, ..] if is_opening(*first) => Self::Utf16(UTF_16BE, bytes),
            [first, 0, _, 0, ..] if is_opening(*first) => Self::Utf16(UTF_16LE, bytes),
            _ => return None,
        })
    }
}

/// Characters that a document can open with.
fn is_opening(byte: u8) -> bool {
    matches!(byte, b'<' | b'{' | b'[' | b' ' | b'\t' | b'\r' | b'\n')
}

fn by_label<'a>(
    bytes: &'a [u8],
    header: Option<&'static Encoding>,
    declaration: Option<&'static Encoding>,
) -> Cow<'a, str> {
    let encoding = match header.or(declaration) {
        Some(said) if !(said.is_single_byte() && std::str::from_utf8(bytes).is_ok()) => said,
        _ => UTF_8,
    };
    let guess = (encoding == UTF_8).then(|| guessed(bytes));
    let encoding = guess.flatten().unwrap_or(encoding);
    if encoding == UTF_8 {
        return mend_utf8(bytes);
    }
    match encoding.decode_without_bom_handling(bytes) {
        (text, false) => text,
        (text, true) => std::str::from_utf8(bytes).map_or(text, Cow::Borrowed),
    }
}

/// What browsers take for the encoding of a text that is not UTF-8 as it should be; `None`
/// where that is a few bytes of a text that is, or western.
fn guessed(bytes: &[u8]) -> Option<&'static Encoding> {
    const FEWEST: usize = 12;
    let (mut whole, mut odd) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        odd += chunk.invalid().len();
    }
    if odd < FEWEST || whole > odd {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    (encoding != WINDOWS_1252).then_some(encoding)
}

/// The charset parameter of a `Content-Type` header (RFC 9110 §8.3.2).
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let value = lower.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        (name.trim() == "charset").then_some(value)
    })?;
    labelled(value)
}

/// What the XML declaration says; it is ASCII in every encoding left to ask.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let opening = bytes.get(..bytes.len().min(1024))?;
    let start = memchr::memmem::find(opening, b"<?xml")?;
    let declaration = &opening[start..];
    let end = memchr::memchr(b'>', declaration).unwrap_or(declaration.len());
    let declaration = String::from_utf8_lossy(&declaration[..end]);
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    labelled(value[1..].split(quote).next()?)
}

/// A label as people write them. UTF-16 is not believed: bytes that were it
/// would have shown it before any label was asked.
fn labelled(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).replace('_', "-");
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// UTF-8, with every byte that cannot be it read as windows-1252.
fn mend_utf8(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> String {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|unit| char::from_u32(read(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
