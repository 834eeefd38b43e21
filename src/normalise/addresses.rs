//! Addresses of an item: absolute, and on the web. It asks none of them.

use crate::web_address::WebAddress;

/// The absolute address that `reference` means, if it is one on the web.
pub(super) fn resolve(reference: &str, base: Option<&WebAddress>) -> Option<WebAddress> {
    let reference = reference.trim();
    if reference.is_empty() {
        return None;
    }
    WebAddress::parse(reference).ok().or_else(|| base?.join(reference).ok())
}
