//! Addresses in a feed, and what they are relative to (XML Base).

use crate::secrets::without_user;
pub(super) use crate::sources::global_id::is_web;
use crate::web_address::WebAddress;

/// The base inside an element with `xml:base`; one that is no web address is
/// passed over.
pub(super) fn rebase(outer: Option<&WebAddress>, xml_base: &str) -> Option<WebAddress> {
    let inner = match outer {
        Some(outer) => outer.join(xml_base).ok(),
        None => WebAddress::parse(xml_base).ok(),
    };
    inner.or_else(|| outer.cloned())
}

/// A reference made absolute where there is a base; as it came otherwise, with
/// white space around and line breaks within removed. An empty one is nothing, with a `#`
/// or without: nobody means the base by it.
pub(super) fn join(base: Option<&WebAddress>, reference: &str) -> String {
    let reference = reference.trim();
    if matches!(reference, "" | "#") {
        return String::new();
    }
    let clean = match reference.contains(['\n', '\r', '\t']) {
        true => reference.split(['\n', '\r', '\t']).map(str::trim).collect(),
        false => reference.to_owned(),
    };
    if has_scheme(&clean) {
        return clean;
    }
    let joined = base.and_then(|base| base.join(&clean).ok());
    // Ids are made of this: it is escaped only where it is published.
    joined.map_or(clean, |address| address.as_name().to_owned())
}

/// Whether a text begins with the scheme of a URI (RFC 3986 §3.1).
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// As [`join`], of what is to be seen or heard: a place in a page is none of that, and
/// what programs write for nothing is no name of a file.
pub(super) fn join_medium(base: Option<&WebAddress>, reference: &str) -> String {
    let reference = reference.trim();
    let is_nothing = reference.starts_with('#')
        || NOTHING.iter().any(|nothing| reference.eq_ignore_ascii_case(nothing));
    if is_nothing { String::new() } else { join(base, reference) }
}

/// As [`join`], of the page of an item, as programs and people write it: what they write for
/// none is none, what stands around it is no part of it, and neither is who may read it.
pub(super) fn join_page(base: Option<&WebAddress>, reference: &str) -> String {
    let bare = bare(reference);
    let is_nothing = NOTHING.iter().any(|nothing| bare.eq_ignore_ascii_case(nothing));
    if is_nothing {
        return String::new();
    }
    let is_host = bare.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    match is_host {
        true => without_user(&join(base, &format!("https://{bare}"))),
        false => without_user(&join(base, bare)),
    }
}

/// What programs write for nothing.
const NOTHING: [&str; 6] = ["null", "undefined", "none", "nil", "n/a", "-"];

/// An address without quotes, marks of direction and a link of HTML around it.
fn bare(reference: &str) -> &str {
    let inner = reference.trim().strip_prefix("<a ").and_then(|tag| {
        let (_, value) = tag.split_once("href=")?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    });
    let is_around = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{202A}'..='\u{202E}')
    };
    inner.unwrap_or(reference).trim_matches(is_around)
}

/// Whether a name that says nothing else of itself is a path: `/news/1.html`, not `news/1`.
pub(super) fn is_path(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let is_plain = !name.contains(|c: char| c.is_whitespace() || c == ':');
    is_plain && (name.starts_with('/') || (name.contains('/') && file.contains('.')))
}
