//! Cuts one article out of a page of an archive: everything else keeps its bytes.
//! It does not decide that this must be, and adds nothing.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// A page without the entry, or item, that has this id; nothing when there is none
/// in it, or when the page is not XML.
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

/// Where the entry is, with the white space before it.
fn find(page: &[u8], id: &str) -> Option<Range<usize>> {
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
