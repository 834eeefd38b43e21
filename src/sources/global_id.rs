//! Whether what a source calls an item names it in the whole world, so that two sources
//! that say the same mean the same. It makes no ids: `normalise` does.

use crate::same_address::site;
use crate::web_address::WebAddress;

/// Whether a text begins like a web address with a host. It is not parsed in
/// full: this is asked many times of every item.
pub(in crate::sources) fn is_web(text: &str) -> bool {
    let begins = |scheme: &str| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text[scheme.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '[')
    };
    begins("http://") || begins("https://")
}

/// Whether a name that a feed gives is one that only `hosts` can give: the host that the
/// feed is asked at, or that of the item's own page. Anybody can write another's name
/// into a feed, and nobody owns `localhost`.
pub(in crate::sources) fn is_of_one(key: &str, hosts: &[Option<&str>]) -> bool {
    let Some(authority) = authority(key) else { return false };
    let authority = site(&authority);
    !is_everybodys(authority) && hosts.iter().flatten().any(|host| site(host) == authority)
}

/// Who gave a name: the host of an address or of a `tag:` URI (RFC 4151).
fn authority(key: &str) -> Option<String> {
    if !is_global(key) {
        return None;
    }
    if let Some(rest) = key.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("tag:")) {
        let owner = key[rest.len()..].split(',').next()?;
        return owner.rsplit('@').next().map(str::to_ascii_lowercase);
    }
    Some(WebAddress::parse(key).ok()?.host().to_owned())
}

/// A host that is another one wherever it is asked.
fn is_everybodys(host: &str) -> bool {
    let is_bare = !host.contains('.') && !host.contains(':');
    is_bare || host.ends_with(".localhost") || host.ends_with(".local") || is_numbers(host)
}

fn is_numbers(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') || host.starts_with('[')
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
