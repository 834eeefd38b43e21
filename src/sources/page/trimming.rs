//! Takes out of a page what is not its article: before its text is looked for,
//! and from what was found. It knows words that sites use everywhere, and no site.

use super::facts::Facts;
use crate::text::dates::read_date;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};

/// Elements that are never part of an article's text.
const FURNITURE: &str = "script, style, template, noscript style, form, dialog, button, nav, \
    [role='navigation' i], [role='complementary' i], [role='search' i], [role='dialog' i], \
    [role='contentinfo' i], [aria-hidden='true' i], [hidden], [itemprop~='author'] [itemprop~='description']";

/// Words in a class or an id that say: this stands around the text.
const AROUND: [&str; 56] = [
    "addthis",
    "addtoany",
    "adsense",
    "advert",
    "advertisement",
    "authorbio",
    "biography",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "comment",
    "comments",
    "cookie",
    "credit",
    "dateline",
    "disclaimer",
    "disqus",
    "follow",
    "footer",
    "itemshare",
    "likes",
    "meta",
    "mostread",
    "newsletter",
    "newsletters",
    "outbrain",
    "pager",
    "pagination",
    "popular",
    "postmeta",
    "print",
    "promo",
    "promotion",
    "rating",
    "readmore",
    "recirc",
    "recommended",
    "related",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "timestamp",
    "toolbar",
    "trending",
    "widget",
];

/// Words in a class that say: this belongs to a picture.
const CAPTIONS: [&str; 5] = ["caption", "captions", "photocredit", "imagecaption", "cutline"];

/// How many long paragraphs make an element too much of the text to be furniture.
const TOO_MUCH: usize = 3;

/// Letters of a paragraph that is running text.
const LONG: usize = 120;

/// Removes what is never part of an article's text, and marks captions.
pub(super) fn before(document: &Document) {
    document.select(FURNITURE).remove();
    for node in document.select("[class], [id]").nodes() {
        if node.parent().is_none() || is_the_article(node) {
            continue;
        }
        let words = words_of(node);
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        if has(&CAPTIONS) {
            if !holds(node, "img, picture, video, figure") {
                node.rename("figcaption");
            }
        } else if has(&AROUND) && !holds_much(node) {
            node.remove_from_parent();
        }
    }
    for node in document.select("aside, footer").nodes() {
        if !holds_much(node) {
            node.remove_from_parent();
        }
    }
}

fn is_the_article(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    ["html", "body", "article", "main", "h1", "blockquote"].contains(&&*name)
        || node.attr("itemprop").is_some_and(|property| property.contains("articleBody"))
}

fn holds(node: &NodeRef<'_>, selector: &str) -> bool {
    dom_query::Selection::from(*node).select(selector).exists()
}

fn holds_much(node: &NodeRef<'_>) -> bool {
    let inside = dom_query::Selection::from(*node).select("p");
    inside.nodes().iter().filter(|p| letters(&p.text()) >= LONG).count() >= TOO_MUCH
}

/// The words of class and id: `postMeta entry-share` has four.
fn words_of(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in ["class", "id"] {
        let value = node.attr(attribute).unwrap_or_default();
        for part in value.split(|c: char| !c.is_ascii_alphanumeric()) {
            let whole = part.to_ascii_lowercase();
            let humps = part.char_indices().skip(1).filter(|(_, c)| c.is_ascii_uppercase());
            let mut start = 0;
            for (at, _) in humps {
                words.push(part[start..at].to_ascii_lowercase());
                start = at;
            }
            words.push(part[start..].to_ascii_lowercase());
            words.push(whole);
        }
    }
    words
}

/// Removes what stands around the running text.
pub(super) fn after(html: &str, facts: &Facts) -> String {
    let fragment = Document::fragment(html);
    for list in fragment.select("ul, ol").nodes() {
        if is_of_links(list, 0.75) && list.element_children().len() > 1 {
            list.remove_from_parent();
        }
    }
    let blocks = fragment
        .select("p, h1, h2, h3, h4, h5, h6, li, div, td, span, time, figcaption, blockquote");
    let leaves: Vec<_> = blocks.nodes().iter().filter(|node| is_leaf(node)).collect();
    let first = leaves.iter().position(|node| is_running(node)).unwrap_or(0);
    let last = leaves.iter().rposition(|node| is_running(node)).unwrap_or(leaves.len());
    for (at, node) in leaves.iter().enumerate() {
        let text = one_line(&node.text());
        let outside = at < first || at > last;
        let away = (at < first && opens(&text, facts))
            || (at + 3 >= leaves.len() && presents_author(&text, facts))
            || (outside && is_date_line(&text))
            || is_pointer(node, &text);
        if away {
            node.remove_from_parent();
        }
    }
    // A heading with nothing below it announced what is gone.
    let left = fragment.select("p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, figure, table, pre");
    for node in left.nodes().iter().rev() {
        let name = node.node_name().unwrap_or_default();
        if !name.starts_with('h') {
            if letters(&node.text()) > 0 {
                break;
            }
            continue;
        }
        node.remove_from_parent();
    }
    fragment.html().to_string()
}

/// Whether no block is in it.
fn is_leaf(node: &NodeRef<'_>) -> bool {
    !holds(node, "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, figure, pre")
}

fn is_running(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    &*name != "figcaption" && letters(&node.text()) >= LONG && !is_of_links(node, 0.5)
}

/// What often stands above the text: the headline, who wrote it, when.
fn opens(text: &str, facts: &Facts) -> bool {
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let title = facts.title.as_deref().unwrap_or_default().to_lowercase();
    let names = facts.authors.iter().any(|author| lower.contains(&author.name.to_lowercase()));
    let tag = facts.tags.iter().any(|tag| tag.to_lowercase() == lower);
    lower == title
        || (!title.is_empty() && lower.ends_with(&title))
        || (names && words <= 12)
        || tag
}

/// "Asma Rind is a staff writer…" at the end.
fn presents_author(text: &str, facts: &Facts) -> bool {
    let words = text.split_whitespace().count();
    facts.authors.iter().any(|author| {
        let first = author.name.split_whitespace().next().unwrap_or_default();
        words <= 80
            && [author.name.as_str(), first].iter().any(|name| {
                let rest = text.strip_prefix(name).unwrap_or_default();
                name.len() > 1
                    && (rest.is_empty() || rest.starts_with(" is ") || rest.starts_with(" has "))
            })
            && text.starts_with(first)
            && !first.is_empty()
    })
}

/// "Updated 1:39 am EST, Wednesday, November 20, 2019"
fn is_date_line(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let says = ["updated", "posted", "published", "first published", "last modified", "date:"];
    let digits = text.chars().filter(char::is_ascii_digit).count();
    words <= 16
        && digits >= 4
        && (says.iter().any(|word| lower.starts_with(word)) || read_date(text).is_some())
}

/// A line that leads away: to other stories, a newsletter, the comments.
fn is_pointer(node: &NodeRef<'_>, text: &str) -> bool {
    const LEADS: [&str; 17] = [
        "read more",
        "read also",
        "also read",
        "related",
        "see also",
        "also on",
        "more:",
        "watch:",
        "you may also like",
        "recommended",
        "more from",
        "more on",
        "don't miss",
        "up next",
        "don’t miss",
        "[related",
        "also see",
    ];
    const CALLS: [&str; 27] = [
        "advert",
        "advertisement",
        "subscribe",
        "sign up",
        "click here to subscribe",
        "follow us",
        "share this",
        "sharing is caring",
        "like this story",
        "post comment",
        "comments",
        "leave a comment",
        "tell us what you think",
        "get the latest",
        "have a tip",
        "join our",
        "this slideshow requires",
        "this post may contain affiliate",
        "get our",
        "print this",
        "loading",
        "filed under",
        "tagged",
        "tags:",
        "copyright",
        "all rights reserved",
        "close",
    ];
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let starts = |known: &[&str]| known.iter().any(|opening| lower.starts_with(opening));
    let linked = link_share(node);
    let name = node.node_name().unwrap_or_default();
    let only_a_link = linked >= 0.95 && words <= 20 && &*name == "p" && !text.ends_with('.');
    (words <= 30 && starts(&LEADS) && (linked > 0.3 || name.starts_with('h')))
        || (words <= 30 && starts(&CALLS) && (words <= 12 || linked > 0.1))
        || only_a_link
}

fn is_of_links(node: &NodeRef<'_>, share: f64) -> bool {
    link_share(node) >= share
}

/// How much of the text is in links, from 0 to 1.
fn link_share(node: &NodeRef<'_>) -> f64 {
    let all = letters(&node.text());
    let links = dom_query::Selection::from(*node).select("a[href]");
    let linked: usize = links.nodes().iter().map(|link| letters(&link.text())).sum();
    if all == 0 { 0.0 } else { linked as f64 / all as f64 }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
