//! Takes out of a found text what is not of it: headline, byline and date above,
//! the line about the writer below, and lines that lead to other stories.

use super::measure::{below, is_named, is_running, letters, link_share, stays};
use super::metadata::PageMetadata;
use crate::text::dates::read_date;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::{Document, NodeRef};

/// What can hold a line of text.
const BLOCKS: &str = "p, h1, h2, h3, h4, h5, h6, li, div, td, span, time, figcaption, blockquote";

/// How a line begins that leads to other stories.
const LEADS: [&str; 10] = [
    "read more",
    "read also",
    "also read",
    "see also",
    "related",
    "[related",
    "recommended",
    "more:",
    "more from",
    "more on",
];

/// How a short line begins that asks something of the reader, or tells of the site.
const CALLS: [&str; 12] = [
    "advert",
    "subscribe",
    "sign up",
    "follow us",
    "share this",
    "get the latest",
    "have a tip",
    "comments",
    "leave a comment",
    "filed under",
    "copyright",
    "this post may contain affiliate",
];

/// The text without what stands around it. `page` is where it was found.
pub(super) fn trimmed(html: &str, facts: &PageMetadata, page: Option<&WebAddress>) -> String {
    let fragment = Document::fragment(html);
    for list in fragment.select("ul, ol").nodes() {
        if list.element_children().len() > 1 && link_share(list, |href| stays(href, page)) >= 0.75 {
            list.remove_from_parent();
        }
    }
    let blocks = fragment.select(BLOCKS);
    let leaves: Vec<_> = blocks.nodes().iter().filter(|node| is_leaf(node)).collect();
    let first = leaves.iter().position(|node| is_running(node)).unwrap_or(0);
    let last = leaves.iter().rposition(|node| is_running(node)).unwrap_or(leaves.len());
    for (at, node) in leaves.iter().enumerate() {
        let text = one_line(&node.text());
        let outside = at < first || at > last;
        if (at < first && opens(&text, facts))
            || (at + 3 >= leaves.len() && presents_author(&text, facts))
            || (outside && is_date_line(&text))
            || is_pointer(node, &text, page)
        {
            node.remove_from_parent();
        }
    }
    drop_last_headings(&fragment);
    fragment.html().to_string()
}

/// A heading with nothing below it announced what is gone.
fn drop_last_headings(fragment: &Document) {
    let blocks =
        fragment.select("p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, figure, table, pre");
    for node in blocks.nodes().iter().rev() {
        if is_heading(node) {
            node.remove_from_parent();
        } else if letters(&node.text()) > 0 {
            break;
        }
    }
}

/// Whether no block is in it.
fn is_leaf(node: &NodeRef<'_>) -> bool {
    const BLOCK: &str = "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, figure, pre";
    !below(node, BLOCK).exists()
}

fn is_heading(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| name.starts_with('h') && &*name != "hr")
}

/// What often stands above the text: the headline, who wrote it, its section.
fn opens(text: &str, facts: &PageMetadata) -> bool {
    let lower = text.to_lowercase();
    let title = facts.title.as_deref().unwrap_or_default().to_lowercase();
    let names = facts.authors.iter().any(|author| lower.contains(&author.name.to_lowercase()));
    lower == title
        || (!title.is_empty() && lower.ends_with(&title))
        || (names && text.split_whitespace().count() <= 12)
        || facts.tags.iter().any(|tag| tag.to_lowercase() == lower)
}

/// "Asma Rind is a staff writer…" at the end.
fn presents_author(text: &str, facts: &PageMetadata) -> bool {
    let presents = |name: &str| {
        text.strip_prefix(name).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(" is ") || rest.starts_with(" has ")
        })
    };
    text.split_whitespace().count() <= 80
        && facts.authors.iter().any(|author| {
            let first = author.name.split_whitespace().next().unwrap_or_default();
            presents(&author.name) || (first.len() > 1 && presents(first))
        })
}

/// "Updated 1:39 am EST, Wednesday, November 20, 2019"
fn is_date_line(text: &str) -> bool {
    const SAYS: [&str; 5] = ["updated", "posted", "published", "first published", "last modified"];
    let lower = text.to_lowercase();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.split_whitespace().count() <= 16
        && digits >= 4
        && (SAYS.iter().any(|word| lower.starts_with(word)) || read_date(text).is_some())
}

/// A line that leads away: to other stories, a newsletter, the comments.
fn is_pointer(node: &NodeRef<'_>, text: &str, page: Option<&WebAddress>) -> bool {
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let starts = |known: &[&str]| known.iter().any(|opening| lower.starts_with(opening));
    let linked = link_share(node, |_| true);
    let leads = starts(&LEADS) && (linked > 0.3 || is_heading(node));
    let calls = starts(&CALLS) && (words <= 12 || linked > 0.1);
    // A paragraph that is one link to another page of the site is no sentence of this one.
    let only_a_link = words <= 20
        && is_named(node, "p")
        && !text.ends_with('.')
        && link_share(node, |href| stays(href, page)) >= 0.95;
    (words <= 30 && (leads || calls)) || only_a_link
}
