//! What tells running text from the rest: how much of it there is, and how much
//! of that is links. It changes nothing.

use crate::sources::same_page::same_site;
use crate::text::elements;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::{NodeRef, Selection};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Letters of a paragraph that is running text.
pub(super) const LONG: usize = 120;

/// Letters and digits.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// What a selector finds below a node.
pub(super) fn below<'a>(node: &NodeRef<'a>, selector: &str) -> Selection<'a> {
    Selection::from(*node).select(selector)
}

/// What stands behind a label that no blank parts from a date: `公開日：2026年11月20日`.
pub(super) fn behind_label(text: &str) -> &str {
    const LONGEST: usize = 24;
    let parts = text.split_once('：').filter(|(label, _)| label.len() <= LONGEST);
    let behind = parts.map(|(_, rest)| rest.trim_start());
    behind.filter(|rest| rest.starts_with(char::is_numeric)).unwrap_or(text)
}

/// Whether this is a block of running text.
pub(super) fn is_running(node: &NodeRef<'_>) -> bool {
    letters(&node.text()) >= LONG
        && !is_named(node, "figcaption")
        && !node.ancestors_it(None).any(|around| is_named(&around, "figcaption"))
        && link_share(node, |_| true) < 0.5
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

pub(super) fn is_heading(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| name.starts_with('h') && name.len() == 2 && &*name != "hr")
}

/// Whether a text says whose the rights are: the sign among its first words, and no
/// sentence that goes on from it.
pub(super) fn is_rights_line(text: &str) -> bool {
    const LONGEST: usize = 24;
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_sign = |word: &str| word.contains(['©', 'ⓒ']) || word.eq_ignore_ascii_case("(c)");
    let is_year = |word: &&str| word.starts_with("19") || word.starts_with("20");
    let begins = words.iter().take(2).any(|word| is_sign(word));
    // Behind whose they are, and before the year: "The Lantern Wire ™ & © 2026".
    let is_before_a_year = || {
        let mut near = words.windows(2).take(6);
        near.any(|both| is_sign(both[0]) && both.get(1).is_some_and(is_year))
    };
    words.len() <= LONGEST && (begins || is_before_a_year()) && !tells(text)
}

/// Whether a text has as many small words in a row as only a sentence has.
fn tells(text: &str) -> bool {
    const IN_A_ROW: usize = 4;
    let mut row = 0;
    let is_full = |word: &str| {
        row = if word.starts_with(char::is_lowercase) { row + 1 } else { 0 };
        row == IN_A_ROW
    };
    ends_as_sentence(text) && text.split_whitespace().any(is_full)
}

/// Whether a text reads as a sentence, or is longer than what is not one.
pub(super) fn is_sentence(text: &str) -> bool {
    if is_rights_line(text) {
        return false;
    }
    let words = text.split_whitespace().count();
    (ends_as_sentence(text) && (words >= 4 || text.chars().count() >= 40)) || letters(text) >= LONG
}

/// Whether the last sign of a text ends a sentence.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || "\"'”’»)]".contains(c);
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '۔', '؟', '।', '。'])
}

/// The blocks that may hold running text, as a selector.
static PROSE: LazyLock<String> =
    LazyLock::new(|| elements::of_prose().collect::<Vec<_>>().join(", "));

pub(super) fn is_block(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| elements::is_prose(&name))
}

/// Blocks that hold text and no other block.
pub(super) fn leaves<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    innermost(below(node, &PROSE).nodes())
}

/// Those of some nodes that hold no other of them.
pub(super) fn innermost<'a>(nodes: &[NodeRef<'a>]) -> Vec<NodeRef<'a>> {
    let mut outer = HashSet::new();
    for node in nodes {
        for around in node.ancestors_it(None) {
            if !outer.insert(around.id) {
                break;
            }
        }
    }
    nodes.iter().filter(|node| !outer.contains(&node.id)).copied().collect()
}

/// Whether a block is a sentence that is not mostly links.
pub(super) fn says_something(leaf: &NodeRef<'_>) -> bool {
    is_sentence(&one_line(&leaf.text())) && link_share(leaf, |_| true) < 0.5
}
