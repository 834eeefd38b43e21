//! The grammar of a request's `Host` (RFC 9110 §7.2): `uri-host [ ":" port ]`. It does
//! not judge whether the host is ours: a proxy may ask under any name.

use http::HeaderValue;
use std::net::Ipv6Addr;

/// Whether a field names a host. An empty one names none, and an address of the web has
/// one (RFC 9110 §4.2.1).
pub(super) fn is_host(field: &HeaderValue) -> bool {
    let Ok(text) = field.to_str() else { return false };
    let text = text.trim();
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => (address.parse::<Ipv6Addr>().is_ok(), port),
        None => {
            let end = text.find(':').unwrap_or(text.len());
            (is_name(&text[..end]), &text[end..])
        }
    };
    host && is_port(port)
}

/// A registered name or an address of IPv4 (RFC 3986 §3.2.2).
fn is_name(text: &str) -> bool {
    let mut parts = text.split('%');
    let plain = |part: &str| {
        part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&b))
    };
    let escaped = |part: &str| {
        part.get(..2).is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))
            && plain(&part[2..])
    };
    !text.is_empty() && parts.next().is_some_and(plain) && parts.all(escaped)
}

fn is_port(text: &str) -> bool {
    let digits = match text.strip_prefix(':') {
        Some(digits) => digits,
        None => return text.is_empty(),
    };
    digits.is_empty() || digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok()
}
