//! Checks of single values: addresses, ids, numbers, media types, languages,
//! contacts. They know no format.

use super::flaw::{Flaw, Rule, Verdict, excerpt};
use crate::text::Language;
use crate::web_address::may_be_in_uri;
use std::ops::RangeInclusive;
use url::Url;

/// An absolute `http:` or `https:` address with a host, written as a URI (RFC 3986).
pub(super) fn web_address(text: &str) -> Verdict {
    let text = text.trim();
    let flaw =
        |why: &str| Err(Flaw::new(Rule::AbsoluteAddress, format!("\"{}\" {why}", excerpt(text))));
    if !text.chars().all(may_be_in_uri) {
        return flaw("holds a character that an address must escape");
    }
    match Url::parse(text) {
        Ok(url) if !matches!(url.scheme(), "http" | "https") => flaw("is not http or https"),
        Ok(_) if !has_authority(text) => flaw("is not an absolute address"),
        Ok(_) => Ok(()),
        Err(_) => flaw("is not an absolute address"),
    }
}

/// An absolute URI of any scheme, as ids and schemes of categories are.
pub(super) fn absolute_uri(text: &str) -> Verdict {
    let whole = text.trim() == text && text.chars().all(may_be_in_uri);
    let parts = text.split_once(':');
    let right = parts.is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty());
    if whole && right {
        return Ok(());
    }
    Err(Flaw::new(Rule::AbsoluteId, format!("\"{}\" is not an absolute URI", excerpt(text))))
}

/// A whole number within bounds; white space around it is let pass.
pub(super) fn number(text: &str, bounds: RangeInclusive<u64>) -> Verdict {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse::<u64>() {
        Ok(number) if is_number && bounds.contains(&number) => Ok(()),
        _ => Err(Flaw::new(
            Rule::Number,
            format!(
                "\"{}\" is not a whole number from {} to {}",
                excerpt(text),
                bounds.start(),
                bounds.end()
            ),
        )),
    }
}

/// `image/jpeg`, with parameters if need be.
pub(super) fn media_type(text: &str) -> Verdict {
    let bare = text.split(';').next().unwrap_or_default().trim();
    let right = bare.split_once('/').is_some_and(|(kind, name)| is_token(kind) && is_token(name));
    if right {
        return Ok(());
    }
    Err(Flaw::new(Rule::MediaType, format!("\"{}\" is not a media type", excerpt(text))))
}

/// A well-formed language tag, with hyphens.
pub(super) fn language(text: &str) -> Verdict {
    if !text.contains('_') && text.trim() == text && text.parse::<Language>().is_ok() {
        return Ok(());
    }
    Err(Flaw::new(Rule::Language, format!("\"{}\" is not a language tag", excerpt(text))))
}

/// `desk@news.example` or `desk@news.example (The desk)`, as RSS 2.0 writes people.
pub(super) fn contact(text: &str) -> Verdict {
    let address = text.split(" (").next().unwrap_or_default().trim();
    let right = address.split_once('@').is_some_and(|(who, host)| {
        let plain = |part: &str| {
            !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@<>(),;".contains(c))
        };
        plain(who) && plain(host)
    });
    if right {
        return Ok(());
    }
    Err(Flaw::new(Rule::Contact, format!("\"{}\" is not an e-mail address", excerpt(text))))
}

/// Whether `text` is a scheme (RFC 3986 §3.1).
pub(super) fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// Whether the scheme is followed by `//` and something: `Url` mends less.
pub(super) fn has_authority(address: &str) -> bool {
    address.split_once("://").is_some_and(|(_, rest)| {
        !rest.starts_with(['/', '\\', '?', '#', ':', ' ']) && !rest.is_empty()
    })
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
}
