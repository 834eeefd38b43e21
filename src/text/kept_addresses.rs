//! Addresses in clean HTML that was kept before they were escaped as RFC 3986 wants
//! it. It cleans nothing, and touches no text between the tags.

use crate::web_address::WebAddress;

/// Where an address begins, as the cleaner writes every attribute.
const BEGINS: &[u8] = b"=\"http";

/// The HTML with its addresses escaped; `None` when they are right as they are.
pub(super) fn escaped(html: &str) -> Option<String> {
    let mut right = String::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), BEGINS) {
        let begins = at + 2;
        let Some(length) = memchr::memchr(b'"', &html.as_bytes()[begins..]) else { break };
        let value = &html[begins..begins + length];
        // Quotes mean nothing outside a tag: what stands there is text.
        let is_in_tag = || html[..at].rfind('<') > html[..at].rfind('>');
        if begins < copied || value.bytes().all(is_plain) || !is_in_tag() {
            continue;
        }
        right.push_str(&html[copied..begins]);
        // The candidates of a `srcset` are parted by white space.
        let parts: Vec<String> = value.split(' ').map(part).collect();
        right.push_str(&parts.join(" "));
        copied = begins + length;
    }
    if copied == 0 {
        return None;
    }
    right.push_str(&html[copied..]);
    Some(right)
}

/// Whether a byte is right wherever it stands in an address.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:/?@".contains(&byte)
}

fn part(written: &str) -> String {
    let meant = written
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    match WebAddress::parse(&meant) {
        Ok(address) if address.as_name() != address.as_str() => {
            address.as_str().replace('&', "&amp;")
        }
        _ => written.to_owned(),
    }
}
