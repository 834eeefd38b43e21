//! Lines and boxes that lead to where else the newspaper is: its app in a store, its place on
//! a social network. A sentence with such a link is none of them.

use super::measure::{below, is_named, is_sentence, leaves, letters};
use super::weights::Weight;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::NodeRef;
use std::collections::BTreeSet;

/// The longest of such lines, in words.
const LONGEST: usize = 12;

/// Where people have a place of their own.
const NETWORKS: [&str; 17] = [
    "facebook.com",
    "fb.com",
    "fb.me",
    "line.me",
    "lin.ee",
    "vk.com",
    "twitter.com",
    "x.com",
    "instagram.com",
    "youtube.com",
    "linkedin.com",
    "pinterest.com",
    "tiktok.com",
    "t.me",
    "threads.net",
    "bsky.app",
    "whatsapp.com",
];

/// Where apps are had.
const STORES: [&str; 6] = [
    "apps.apple.com",
    "itunes.apple.com",
    "play.google.com",
    "appgallery.huawei.com",
    "apps.microsoft.com",
    "galaxystore.samsung.com",
];

/// Whether a line is a few words with links to somebody's place on a social network, and to
/// nothing else.
pub(super) fn is_of_networks(node: &NodeRef<'_>, text: &str) -> bool {
    let is_place = |to: &WebAddress| {
        let path = to.url().path().trim_matches('/');
        is_of(to, &NETWORKS) && !path.is_empty() && path.split('/').count() <= 2
    };
    !is_sentence(text) && is_line(node, text) && all_lead(node, &is_place)
}

/// Whether a line is a few words with links to several stores, and to nothing else. One store
/// alone may be where the app is had that the article is about.
pub(super) fn is_of_stores(node: &NodeRef<'_>, text: &str) -> bool {
    !is_sentence(text) && is_line(node, text) && are_several_stores(node)
}

/// Whether a box has nothing but a few lines and, in no sentence of them, links to stores.
pub(super) fn is_box_of_stores(node: &NodeRef<'_>, weight: &Weight) -> bool {
    const MOST_LINES: usize = 6;
    let is_box = ["div", "section", "aside", "ul"].iter().any(|name| is_named(node, name));
    let is_told = |line: &NodeRef<'_>| {
        below(line, "a[href]").exists() && is_sentence(&one_line(&line.text()))
    };
    is_box
        && weight.paragraphs == 0
        && weight.lines <= MOST_LINES
        && are_several_stores(node)
        && !leaves(node).iter().any(is_told)
}

fn is_line(node: &NodeRef<'_>, text: &str) -> bool {
    let is_quoted = || node.ancestors_it(None).any(|one| is_named(&one, "blockquote"));
    text.split_whitespace().count() <= LONGEST
        && letters(text) > 0
        && ["p", "div", "li"].iter().any(|name| is_named(node, name))
        && !is_quoted()
}

/// Whether there are links in it, and all lead to such places.
fn all_lead(node: &NodeRef<'_>, is_one: &dyn Fn(&WebAddress) -> bool) -> bool {
    let links = below(node, "a[href]");
    let leads = |link: &NodeRef<'_>| {
        let to = link.attr("href").and_then(|href| WebAddress::parse(href.trim()).ok());
        to.is_some_and(|to| is_one(&to))
    };
    links.exists() && links.nodes().iter().all(leads)
}

/// Whether all links in it lead to stores, and to more than one.
fn are_several_stores(node: &NodeRef<'_>) -> bool {
    let links = below(node, "a[href]");
    let to = |link: &NodeRef<'_>| WebAddress::parse(link.attr("href")?.trim()).ok();
    let hosts: BTreeSet<String> =
        links.nodes().iter().filter_map(to).map(|to| to.host().to_owned()).collect();
    hosts.len() > 1 && all_lead(node, &|to| is_of(to, &STORES))
}

fn is_of(to: &WebAddress, hosts: &[&str]) -> bool {
    hosts.contains(&to.host().trim_start_matches("www."))
}
