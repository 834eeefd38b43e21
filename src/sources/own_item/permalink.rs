//! The address of its page, as site generators write it: one, or a pattern for it. It fills no
//! pattern in.

use super::keys::Keys;
use super::value::Value;

/// Jekyll's and Eleventy's address of the page, or a pattern for it.
pub(super) fn permalink(keys: &Keys) -> Option<String> {
    match &keys.first(&["permalink"])?.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Whether an address is a pattern, or the name of one of Jekyll's.
pub(super) fn is_pattern(permalink: &str) -> bool {
    let is_address = permalink.starts_with("http:") || permalink.starts_with("https:");
    permalink.contains(['{', '}'])
        || (permalink.contains(':') && !is_address)
        || ["date", "pretty", "ordinal", "weekdate", "none"].contains(&permalink)
}
