//! Finds articles in documents of ours, and cuts them out: everything else keeps its
//! bytes. It does not decide that this must be, and writes nothing of its own.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a notice of withdrawal has in RSS, and an article never.
const NOTICE: &str = "dcterms:valid";

/// The ids of the entries, or items, of a document of ours in their order, except for those
/// that are notices of a withdrawal; empty if it is neither XML nor JSON of ours.
#[must_use]
pub fn entries(document: &[u8]) -> Vec<String> {
    let found = if document.starts_with(b"{") {
        serde_json::from_slice(document).ok().map(|feed: Value| {
            let items = feed["items"].as_array().into_iter().flatten();
            items.filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
        })
    } else {
        entries_in_xml(document)
    };
    found.unwrap_or_default()
}

/// The articles that entries of a JSON Feed of ours name as telling their story too, by
/// the entry's id.
#[must_use]
pub fn also_told(document: &[u8]) -> BTreeMap<String, Vec<String>> {
    let Ok(feed) = serde_json::from_slice::<Value>(document) else { return BTreeMap::new() };
    let id = |value: &Value| value["id"].as_str().map(str::to_owned);
    let items = feed["items"].as_array().into_iter().flatten();
    let told = items.filter_map(|item| {
        let also = item["_pressroom"]["also"].as_array()?;
        Some((id(item)?, also.iter().filter_map(id).collect()))
    });
    told.collect()
}

/// A document with the entry, or item, of this id as another document of the same format
/// has it; without it where that one has none.
#[must_use]
pub fn renewed(document: &[u8], id: &str, from: &[u8]) -> Option<Vec<u8>> {
    if !document.starts_with(b"{") {
        return match piece(from, id) {
            Some(piece) => replaced(document, id, piece),
            None => cut(document, id),
        };
    }
    let (text, other) = (std::str::from_utf8(document).ok()?, std::str::from_utf8(from).ok()?);
    let Some(item) = json_item(other, id) else { return cut(document, id) };
    let Range { start, end } = json_item(text, id)?;
    Some([&text[..start], &other[item], &text[end..]].concat().into_bytes())
}

/// A sitemap of ours with those of its pages alone whose address is to stay.
#[must_use]
pub fn pages_only(sitemap: &[u8], stays: impl Fn(&str) -> bool) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(sitemap) else { return sitemap.to_vec() };
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, page)) = rest.split_once("<url>") {
        let Some((page, after)) = page.split_once("</url>") else { break };
        kept.push_str(before);
        let address = page.split_once("<loc>").and_then(|(_, loc)| loc.split_once("</loc>"));
        let address = address.and_then(|(address, _)| unescape(address).ok());
        if address.is_some_and(|address| stays(&address)) {
            kept.extend(["<url>", page, "</url>"]);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept.into_bytes()
}

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
    Some(with_comma(text, json_item(text, id)?))
}

fn with_comma(text: &str, Range { start, end }: Range<usize>) -> Range<usize> {
    let (before, after) = (text[..start].ends_with(','), text[end..].starts_with(','));
    match (before, after) {
        (_, true) => start..end + 1,
        (true, false) => start - 1..end,
        (false, false) => start..end,
    }
}

/// The ids of what a JSON Feed of ours tells as withdrawn.
#[must_use]
pub fn told_as_withdrawn(document: &[u8]) -> Vec<String> {
    let Ok(feed) = serde_json::from_slice::<Value>(document) else { return Vec::new() };
    let notices = feed["_pressroom"]["withdrawn"].as_array().into_iter().flatten();
    notices.filter_map(|notice| notice["id"].as_str().map(str::to_owned)).collect()
}

/// A JSON Feed of ours without the notice that has this id.
pub(super) fn cut_json_notice(page: &[u8], id: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(page).ok()?;
    let notice = with_comma(text, in_list(text, text.rfind("\"withdrawn\":[")?, id)?);
    let rest = [&text[..notice.start], &text[notice.end..]].concat();
    // A list of none is not written.
    Some(rest.replace(",\"withdrawn\":[]}}\n", "}}\n").into_bytes())
}

fn json_item(text: &str, id: &str) -> Option<Range<usize>> {
    in_list(text, text.find("\"items\":[")?, id)
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
pub(super) fn length_of_value(text: &str) -> Option<usize> {
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

fn entries_in_xml(document: &[u8]) -> Option<Vec<String>> {
    let mut reader = Reader::from_reader(document);
    let mut ids = Vec::new();
    // How deep it is in an entry, what that one's id is, and whether it is a notice.
    let (mut depth, mut id, mut is_notice) = (0_usize, String::new(), false);
    let mut in_id = false;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(ids),
            Event::Start(tag) => {
                let name = tag.name();
                let is_entry = matches!(name.as_ref(), "entry" | "item");
                in_id = depth == 1 && matches!(name.as_ref(), "id" | "guid");
                is_notice |= name.as_ref() == NOTICE;
                depth += usize::from(is_entry || depth > 0);
                if is_entry && depth == 1 {
                    (id, is_notice) = (String::new(), false);
                }
            }
            Event::Text(text) if in_id => id.push_str(text.trim()),
            Event::End(_) => {
                in_id = false;
                if depth == 1 && !is_notice && !id.is_empty() {
                    ids.push(std::mem::take(&mut id));
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
}
