//! Which addresses are of one site, and of one page.

use crate::web_address::WebAddress;

/// Whether two addresses have one host, `www.` or not.
pub(super) fn same_site(one: &WebAddress, other: &WebAddress) -> bool {
    let bare = |address: &WebAddress| {
        let host = address.host().strip_prefix("www.").unwrap_or(address.host()).to_owned();
        (host, address.url().port())
    };
    bare(one) == bare(other)
}

/// The address of the page, without the place in it.
pub(super) fn without_fragment(address: &WebAddress) -> WebAddress {
    let whole = address.as_name();
    let page = whole.split('#').next().unwrap_or(whole);
    WebAddress::parse(page).unwrap_or_else(|_| address.clone())
}
