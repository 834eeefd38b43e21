//! Whether what a source calls an item names it in the whole world, so that two sources
//! that say the same mean the same. It makes no ids: `normalise` does.

/// Whether a text begins like a web address with a host. It is not parsed in
/// full: this is asked many times of every item.
pub(in crate::sources) fn is_web(text: &str) -> bool {
    let begins = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text[scheme.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '[')
    };
    begins("http://") || begins("https://")
}

/// Whether an identifier is a URI of a scheme whose names belong to one owner,
/// so that no other feed means something else by it.
pub(in crate::sources) fn is_global(key: &str) -> bool {
    let Some((scheme, rest)) = key.split_once(':') else { return false };
    if rest.is_empty() || key.contains(char::is_whitespace) {
        return false;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => is_web(key),
        "tag" => rest.contains(',') && rest.contains(':'),
        "urn" => rest.contains(':'),
        "doi" | "info" | "hdl" | "ark" | "at" | "ni" | "oai" | "yt" => true,
        _ => false,
    }
}
