//! What tells running text from the rest: how much of it there is, and how much
//! of that is links. It changes nothing.

use crate::sources::same_page::same_site;
use crate::web_address::WebAddress;
use dom_query::{NodeRef, Selection};

/// Letters of a paragraph that is running text.
const LONG: usize = 120;

/// Letters and digits.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// What a selector finds below a node.
pub(super) fn below<'a>(node: &NodeRef<'a>, selector: &str) -> Selection<'a> {
    Selection::from(*node).select(selector)
}

/// Whether this is a block of running text.
pub(super) fn is_running(node: &NodeRef<'_>) -> bool {
    letters(&node.text()) >= LONG
        && !is_named(node, "figcaption")
        && link_share(node, |_| true) < 0.5
}

/// How many paragraphs of running text are below a node.
pub(super) fn paragraphs(node: &NodeRef<'_>) -> usize {
    below(node, "p").nodes().iter().filter(|p| is_running(p)).count()
}

/// The letters of the running text below a node.
pub(super) fn running_letters(node: &NodeRef<'_>) -> usize {
    let all = below(node, "p");
    all.nodes().iter().filter(|p| is_running(p)).map(|p| letters(&p.text())).sum()
}

/// How much of the text is in links whose address is such, from 0 to 1.
pub(super) fn link_share(node: &NodeRef<'_>, such: impl Fn(&str) -> bool) -> f64 {
    let all = letters(&node.text());
    let links = below(node, "a[href]");
    let linked: usize = links
        .nodes()
        .iter()
        .filter(|link| link.attr("href").is_some_and(|href| such(&href)))
        .map(|link| letters(&link.text()))
        .sum();
    if all == 0 { 0.0 } else { linked as f64 / all as f64 }
}

/// Whether a link stays on the site that the page is of.
pub(super) fn stays(href: &str, page: Option<&WebAddress>) -> bool {
    WebAddress::parse(href).map_or(true, |to| page.is_some_and(|page| same_site(page, &to)))
}

pub(super) fn is_named(node: &NodeRef<'_>, name: &str) -> bool {
    node.node_name().is_some_and(|this| &*this == name)
}
