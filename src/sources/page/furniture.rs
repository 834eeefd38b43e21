//! Takes out of a page what stands around its article, before the text is looked
//! for: by the meaning of elements, and by words that sites everywhere put into
//! class and id. It knows no site, and takes nothing that is much of the text.

use super::measure::{below, letters, paragraphs};
use dom_query::{Document, NodeRef};

/// Elements that are never part of an article's text.
const FURNITURE: &str = "script, style, template, noscript style, form, dialog, button, nav, \
    [role='navigation' i], [role='complementary' i], [role='search' i], [role='dialog' i], \
    [role='contentinfo' i], [aria-hidden='true' i], [hidden], [itemprop~='author'] [itemprop~='description']";

/// Beginnings of words in a class or an id that say: this stands around the text.
const AROUND: [&str; 22] = [
    "advert",
    "breadcrumb",
    "byline",
    "comment",
    "cookie",
    "credit",
    "dateline",
    "footer",
    "meta",
    "newsletter",
    "pagination",
    "promo",
    "recommend",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "sponsor",
    "subscri",
    "tags",
    "timestamp",
];

/// So many long paragraphs are too much to be furniture.
const TOO_MUCH: usize = 3;

/// Removes what is never part of an article's text, and marks captions.
pub(super) fn clear(document: &Document) {
    document.select(FURNITURE).remove();
    let all = letters(&document.select("body").text());
    for node in document.select("[class], [id], aside, footer").nodes() {
        // What stood in something that is gone is gone as well.
        if node.parent().is_none() || is_the_article(node) {
            continue;
        }
        let words = words_of(node);
        if words.iter().any(|word| word.contains("caption") || word == "cutline") {
            if !below(node, "img, picture, video, figure").exists() {
                node.rename("figcaption");
            }
        } else if stands_around(node, &words) && !holds_much(node, all) {
            node.remove_from_parent();
        }
    }
}

fn is_the_article(node: &NodeRef<'_>) -> bool {
    let name = node.node_name().unwrap_or_default();
    ["html", "body", "article", "main", "h1", "blockquote"].contains(&&*name)
        || node.attr("itemprop").is_some_and(|property| property.contains("articleBody"))
}

fn stands_around(node: &NodeRef<'_>, words: &[String]) -> bool {
    let name = node.node_name().unwrap_or_default();
    ["aside", "footer"].contains(&&*name)
        || words.iter().any(|word| AROUND.iter().any(|around| word.starts_with(around)))
}

/// Whether an element holds many paragraphs, or half of the whole page.
fn holds_much(node: &NodeRef<'_>, all: usize) -> bool {
    paragraphs(node) >= TOO_MUCH || letters(&node.text()) * 2 >= all
}

/// The words of class and id: `postMeta entry-share` has four.
fn words_of(node: &NodeRef<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in ["class", "id"] {
        let mut word = String::new();
        let mut after_small = false;
        for c in node.attr(attribute).unwrap_or_default().chars() {
            if !c.is_ascii_alphanumeric() || (after_small && c.is_ascii_uppercase()) {
                words.push(std::mem::take(&mut word));
            }
            if c.is_ascii_alphanumeric() {
                word.push(c.to_ascii_lowercase());
            }
            after_small = c.is_ascii_lowercase();
        }
        words.push(word);
    }
    words.retain(|word| !word.is_empty());
    words
}
