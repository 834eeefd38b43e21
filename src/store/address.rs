//! When two addresses are one page: the form of an address that an index is made
//! of. It does not follow redirects, and never rewrites what a feed shows.

use crate::fingerprint::Fingerprint;
use crate::web_address::WebAddress;

/// Parameters that tell where a visitor came from, never which page it is.
const VISITOR_PARAMETERS: [&str; 8] =
    ["fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "yclid"];

/// The same text for all addresses of one page: host without `www.`, port where
/// one is written, path without its last slash, and query, without a scheme,
/// user, fragment or parameter that only counts visitors.
pub(super) fn canonical(address: &WebAddress) -> String {
    let url = address.url();
    let host = address.host();
    let mut text = host.strip_prefix("www.").unwrap_or(host).to_owned();
    if let Some(port) = url.port() {
        text.push(':');
        text.push_str(&port.to_string());
    }
    text.push_str(url.path().trim_end_matches('/'));
    let mut mark = '?';
    for parameter in url.query().unwrap_or_default().split('&') {
        if !parameter.is_empty() && !counts_visitors(parameter) {
            text.push(mark);
            text.push_str(parameter);
            mark = '&';
        }
    }
    text
}

/// The canonical form as an integer, for an index.
pub(super) fn address_key(address: &WebAddress) -> i64 {
    Fingerprint::of(canonical(address).as_bytes()).to_i64()
}

fn counts_visitors(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    name.starts_with("utm_") || VISITOR_PARAMETERS.contains(&name)
}
