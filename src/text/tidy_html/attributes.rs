//! The attributes of tidied HTML: absolute addresses, escaped values.
//! It decides nothing about which attributes stay.

use crate::text::html_pieces::attribute;
use crate::text::unseen::last_value;
use crate::text::{XmlText, html};
use crate::web_address::{self, WebAddress};
use html5ever::tokenizer::Tag;

/// The sides that the words of a cell may stand at.
pub(in crate::text) const SIDES: [&str; 3] = ["left", "center", "right"];

/// The side that a cell names for its words: figures stand below each other.
pub(super) fn side_of_cell(tag: &Tag) -> Option<&'static str> {
    let styled = attribute(tag, "style").and_then(|style| last_value(style, "text-align"));
    let named = styled.or_else(|| attribute(tag, "align").map(|it| it.trim().to_ascii_lowercase()));
    SIDES.into_iter().find(|side| named.as_deref() == Some(side))
}

/// The absolute address of something that is loaded.
pub(super) fn resolve_media(reference: &str, base: Option<&WebAddress>) -> Option<String> {
    resolve(reference, base).map(Into::into)
}

/// A `srcset` with absolute addresses; what is not on the web is taken out.
pub(super) fn resolve_srcset(list: &str, base: Option<&WebAddress>) -> Option<String> {
    let candidates: Vec<String> = srcset_candidates(list)
        .filter_map(|(reference, size)| {
            // A comma ends a candidate, so it may not stand at the end of one.
            let address = resolve_media(reference, base)?.replace(',', "%2C");
            Some(if size.is_empty() { address } else { format!("{address} {size}") })
        })
        .collect();
    (!candidates.is_empty()).then(|| candidates.join(", "))
}

fn resolve(reference: &str, base: Option<&WebAddress>) -> Option<WebAddress> {
    if reference.trim().is_empty() {
        return None;
    }
    WebAddress::parse(reference).ok().or_else(|| base?.join(reference).ok())
}

/// Where a link leads: to the web, or to a person.
pub(super) fn resolve_link(reference: &str, base: Option<&WebAddress>) -> Option<String> {
    if let Some(address) = resolve(reference, base) {
        return Some(address.into());
    }
    let url = url::Url::parse(reference.trim()).ok()?;
    let is_to_a_person = matches!(url.scheme(), "mailto" | "tel");
    is_to_a_person.then(|| web_address::escaped(&url).unwrap_or_else(|| url.into()))
}

/// The candidates of a `srcset`: address and size. An address may hold commas, so
/// a candidate ends at white space and then the next comma.
fn srcset_candidates(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = list;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let (address, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        let bare = address.trim_end_matches(',');
        if bare.len() < address.len() {
            rest = after;
            return Some((bare, ""));
        }
        let (size, after) = after.split_at(after.find(',').unwrap_or(after.len()));
        rest = after;
        let size = size.trim();
        let sane = size.strip_suffix(['w', 'x', 'h']).is_some_and(|n| n.parse::<f32>().is_ok());
        Some((address, if sane { size } else { "" }))
    })
}

/// Writes an attribute.
pub(super) fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&html::escaped(&XmlText::from(value)));
    out.push('"');
}

/// Writes text.
pub(super) fn escape_text(text: &str, out: &mut String) {
    out.push_str(&html::escaped_text(&XmlText::from(text)));
}
