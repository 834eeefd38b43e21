//! Puts notices of withdrawal in the places of entries in a page of an archive, or in a
//! feed; every other byte stays. It decides of no article that this must be, and writes no notice: it
//! takes each out of a document that has them.

use super::cut::{cut, cut_json_notice, json_notice, length_of_value, piece, replaced};
use crate::article::ArticleId;
use crate::feed_document::Format;
use std::ops::Range;

/// The element that a notice of withdrawal is in Atom (RFC 6721 §3).
const DELETED: &str = "<at:deleted-entry ";
const DELETED_END: &str = "</at:deleted-entry>";

/// A page with the notices of these articles, as `notices` has them, in the places of
/// their entries; without an entry of which there is no notice. In Atom they stand before
/// the first entry, where the grammar of RFC 4287 has what extends a feed.
#[must_use]
pub fn annotated(page: &[u8], format: Format, notices: &[u8], ids: &[&ArticleId]) -> Vec<u8> {
    if format == Format::Json {
        return annotated_json(page, notices, ids);
    }
    let mut page = page.to_vec();
    let mut before_entries = String::new();
    for id in ids {
        let notice = match format {
            Format::Atom => deleted_entry(notices, id),
            _ => item(notices, id),
        };
        let next = match (format, notice) {
            (Format::Atom, notice) => {
                before_entries.extend(notice);
                cut(&page, id.as_str())
            }
            (_, Some(notice)) => replaced(&page, id.as_str(), notice.as_bytes()),
            (_, None) => cut(&page, id.as_str()),
        };
        page = next.unwrap_or(page);
    }
    put_before_entries(page, &before_entries)
}

/// In JSON Feed the notices are a list of our own at the end.
fn annotated_json(page: &[u8], notices: &[u8], ids: &[&ArticleId]) -> Vec<u8> {
    let mut page = page.to_vec();
    for id in ids {
        page = cut(&page, id.as_str()).unwrap_or(page);
    }
    let told: Vec<&str> = ids.iter().filter_map(|id| json_notice(notices, id.as_str())).collect();
    if told.is_empty() || !page.ends_with(JSON_END) {
        return page;
    }
    let told = told.join(",");
    let (at, told) = match list_at_the_end(&page) {
        Some((at, 0)) => (at, told),
        // The newest come first.
        Some((at, _)) => (at, format!("{told},")),
        None => (page.len() - JSON_END.len(), format!(",\"withdrawn\":[{told}]")),
    };
    page.splice(at..at, told.bytes());
    page
}

/// The end of a JSON Feed of ours: what is in it of our own stands last.
const JSON_END: &[u8] = b"}}\n";

/// Where the list of notices begins that a feed has already, and how long what is in it is.
fn list_at_the_end(page: &[u8]) -> Option<(usize, usize)> {
    let text = std::str::from_utf8(page).ok()?;
    let mark = ",\"withdrawn\":[";
    let at = text.rfind(mark)? + mark.len();
    let length = length_of_value(&text[at - 1..])?;
    (at - 1 + length + JSON_END.len() == text.len()).then_some((at, length - 2))
}

/// A feed without its notices of these articles.
#[must_use]
pub fn without_notices(page: Vec<u8>, format: Format, ids: &[&ArticleId]) -> Vec<u8> {
    ids.iter().fold(page, |page, id| {
        let next = match format {
            Format::Json => cut_json_notice(&page, id.as_str()),
            Format::Atom => deleted_entry_in(&page, id).map(|entry| {
                // With the line that it ends.
                let line = usize::from(page.get(entry.end) == Some(&b'\n'));
                [&page[..entry.start], &page[entry.end + line..]].concat()
            }),
            _ => cut(&page, id.as_str()),
        };
        next.unwrap_or(page)
    })
}

/// A feed under the date that another document of ours has in the same format.
#[must_use]
pub fn dated_as(page: Vec<u8>, format: Format, other: &[u8]) -> Vec<u8> {
    let date = |document: &[u8]| -> Option<(usize, String)> {
        let text = std::str::from_utf8(document).ok()?;
        let (mark, end) = match format {
            Format::Rss => ("<lastBuildDate>", "<"),
            Format::Atom => ("<updated>", "<"),
            Format::Json => ("\"_pressroom\":{\"updated\":\"", "\""),
        };
        // What a feed says of itself stands before its entries in XML, and behind them in JSON.
        let found = if format == Format::Json { text.rfind(mark) } else { text.find(mark) };
        let at = found? + mark.len();
        Some((at, text[at..].split(end).next()?.to_owned()))
    };
    let mut page = page;
    if let (Some((at, before)), Some((_, after))) = (date(&page), date(other)) {
        page.splice(at..at + before.len(), after.bytes());
    }
    page
}

fn put_before_entries(mut page: Vec<u8>, notices: &str) -> Vec<u8> {
    let place = ["<entry", "</feed>"]
        .iter()
        .find_map(|mark| page.windows(mark.len()).position(|part| part == mark.as_bytes()));
    if let Some(place) = place {
        page.splice(place..place, notices.bytes());
    }
    page
}

/// A notice declares its own prefix: the page need not.
fn deleted_entry(document: &[u8], id: &ArticleId) -> Option<String> {
    let whole = std::str::from_utf8(document.get(deleted_entry_in(document, id)?)?).ok()?;
    let namespace = "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" ";
    Some(format!("{}\n", whole.replacen(DELETED, &format!("{DELETED}{namespace}"), 1)))
}

/// Where the notice in Atom of an article stands.
fn deleted_entry_in(document: &[u8], id: &ArticleId) -> Option<Range<usize>> {
    let text = std::str::from_utf8(document).ok()?;
    text.match_indices(DELETED).find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let head = rest.get(..=rest.find('>')?)?;
        let length = match head.ends_with("/>") {
            true => head.len(),
            false => rest.find(DELETED_END)? + DELETED_END.len(),
        };
        head.contains(&format!("ref=\"{id}\"")).then_some(at..at + length)
    })
}

fn item(document: &[u8], id: &ArticleId) -> Option<String> {
    let item = std::str::from_utf8(piece(document, id.as_str())?).ok()?;
    let namespace = " xmlns:dcterms=\"http://purl.org/dc/terms/\"";
    Some(item.replacen("<dcterms:valid", &format!("<dcterms:valid{namespace}"), 1))
}
