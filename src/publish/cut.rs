//! Cuts one article out of a page of an archive: everything else keeps its bytes.
//! It does not decide that this must be, and adds nothing.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::de::IgnoredAny;
use std::ops::Range;

/// A page without the entry, or item, that has this id; `None` when there is none in it,
/// or when the page is neither XML nor JSON of ours.
#[must_use]
pub fn cut(page: &[u8], id: &str) -> Option<Vec<u8>> {
    let entry = find(page, id)?;
    let mut rest = page.get(..entry.start)?.to_vec();
    rest.extend_from_slice(page.get(entry.end..)?);
    Some(rest)
}

/// A page with other bytes in the place of the entry, or item, that has this id.
pub(super) fn replaced(page: &[u8], id: &str, by: &[u8]) -> Option<Vec<u8>> {
    let entry = find(page, id)?;
    Some([page.get(..entry.start)?, by, page.get(entry.end..)?].concat())
}

/// The entry, or item, that has this id, with the white space before it.
pub(super) fn piece<'p>(page: &'p [u8], id: &str) -> Option<&'p [u8]> {
    page.get(find(page, id)?)
}

/// Where the entry is, with what parts it from the others.
fn find(page: &[u8], id: &str) -> Option<Range<usize>> {
    if page.starts_with(b"{") { find_in_json(page, id) } else { find_in_xml(page, id) }
}

/// Where the item is, with a comma beside it.
fn find_in_json(page: &[u8], id: &str) -> Option<Range<usize>> {
    let text = std::str::from_utf8(page).ok()?;
    let Range { start, end } = in_list(text, text.find("\"items\":[")?, id)?;
    let (before, after) = (text[..start].ends_with(','), text[end..].starts_with(','));
    Some(match (before, after) {
        (_, true) => start..end + 1,
        (true, false) => start - 1..end,
        (false, false) => start..end,
    })
}

/// The notice in JSON of what was withdrawn, as a document of ours tells it.
pub(super) fn json_notice<'p>(document: &'p [u8], id: &str) -> Option<&'p str> {
    let text = std::str::from_utf8(document).ok()?;
    text.get(in_list(text, text.rfind("\"withdrawn\":[")?, id)?)
}

/// Where the object is that begins with this id, as those of ours do, in the list that
/// begins behind `from`.
fn in_list(text: &str, from: usize, id: &str) -> Option<Range<usize>> {
    let start = from + text[from..].find('[')?;
    let end = start + length_of_value(&text[start..])?;
    let beginning = format!("{{\"id\":{},", serde_json::to_string(id).ok()?);
    let at = start + text[start..end].find(&beginning)?;
    Some(at..at + length_of_value(&text[at..])?)
}

/// How long the JSON value is that a text begins with.
fn length_of_value(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// Where the entry is, with the white space before it.
fn find_in_xml(page: &[u8], id: &str) -> Option<Range<usize>> {
    let mut reader = Reader::from_reader(page);
    let (mut start, mut white_from) = (None, None);
    let (mut in_id, mut is_meant) = (false, false);
    loop {
        let at = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        match &event {
            Event::Eof => return None,
            Event::Start(tag) => match tag.name().as_ref() {
                // An entry of an Atom feed may have a source with an id of its own.
                "entry" | "item" => (start, is_meant) = (Some(white_from.unwrap_or(at)), false),
                "id" | "guid" => in_id = true,
                _ => {}
            },
            Event::Text(text) => is_meant |= in_id && text.trim() == id,
            Event::End(tag) => match tag.name().as_ref() {
                "id" | "guid" => in_id = false,
                "entry" | "item" if is_meant => {
                    let end = usize::try_from(reader.buffer_position()).ok()?;
                    return Some(start?..end);
                }
                _ => {}
            },
            _ => {}
        }
        white_from = match event {
            Event::Text(text) if text.trim().is_empty() => Some(at),
            _ => None,
        };
    }
}
