//! Which addresses are of one site, and of one page.

use super::article_address;
use crate::same_address;
use crate::web_address::WebAddress;

/// Parameters that tell from which place of a site its reader came, where the path has
/// named the article already; in lower case.
const PLACES: [&str; 21] = [
    "ref", "referrer", "referer", "from", "src", "source", "pos", "position", "place", "via",
    "origin", "link", "cid", "ncid", "ftag", "partner", "share", "rank", "module", "block", "_",
];

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

/// The address of a page, however its reader came there: without sessions, what counts
/// visitors, and where its path names an article, the place on the site that led there.
pub(super) fn lasting(address: &WebAddress) -> WebAddress {
    let is_named = article_address::is_named(address);
    same_address::without_visitor(address, |name| is_named && PLACES.contains(&name))
}
