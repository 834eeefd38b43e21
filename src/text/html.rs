//! Plain text within HTML, the one place that escapes it; and which names are those of
//! elements. It cleans nothing.

use std::borrow::Cow;

/// A text as it stands between tags.
#[must_use]
pub fn escaped_text(text: &str) -> Cow<'_, str> {
    with_references(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    })
}

/// A text as it may stand anywhere: also in an attribute, between double quotes.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    with_references(text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    })
}

fn with_references(text: &str, reference: fn(char) -> Option<&'static str>) -> Cow<'_, str> {
    let Some(first) = text.find(|c| reference(c).is_some()) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    escaped.push_str(clean);
    for c in rest.chars() {
        match reference(c) {
            Some(reference) => escaped.push_str(reference),
            None => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// The address of the picture that an element shows: its own, or that of the largest
/// candidate of a clean `srcset`.
#[must_use]
pub fn picture_of<'a>(src: Option<&'a str>, srcset: Option<&'a str>) -> Option<&'a str> {
    src.or_else(|| candidates(srcset?).max_by_key(|(_, size)| *size).map(|(address, _)| address))
}

/// The candidates of a clean `srcset`: each address, and its size in hundredths.
pub fn candidates(srcset: &str) -> impl Iterator<Item = (&str, u32)> {
    srcset.split(", ").map(|one| {
        let (address, size) = one.rsplit_once(' ').unwrap_or((one, ""));
        let size = size.trim_end_matches(['w', 'x', 'h']);
        (address, size.parse::<f32>().map_or(0, |size| (size * 100.0) as u32))
    })
}
