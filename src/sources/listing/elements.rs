//! Finds elements of a page by CSS selectors. It judges none of them.

use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef, Selection};

/// What a selector finds in a page, in the order of the page; nothing if it cannot be
/// followed.
pub(super) fn select<'a>(html: &'a Document, selector: &str) -> Vec<NodeRef<'a>> {
    html.try_select(selector).map(|found| found.nodes().to_vec()).unwrap_or_default()
}

/// What a selector finds below a node.
pub(super) fn select_in<'a>(node: &NodeRef<'a>, selector: &str) -> Vec<NodeRef<'a>> {
    Selection::from(*node).select(selector).nodes().to_vec()
}

/// What relative addresses of a page are relative to: its own address, unless `<base>`
/// names another.
pub(super) fn base_of(html: &Document, address: &WebAddress) -> WebAddress {
    let base = select(html, "base[href]").first().and_then(|base| base.attr("href"));
    base.and_then(|href| address.join(&href).ok()).unwrap_or_else(|| address.clone())
}
