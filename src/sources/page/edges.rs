//! Takes out of a found text what is not of it: headline, byline and date above,
//! the line about the writer below, and lines that lead to other stories. What reads
//! as a sentence stays.

use super::captions::set_in_figures;
use super::class_words::{is_kicker, words_of};
use super::measure::{
    behind_label, below, is_heading, is_named, is_running, is_sentence, letters, link_share,
    says_something, stays,
};
use super::metadata::PageMetadata;
use super::pointers::{announces, files, is_label_and_headline, is_pointer, leads_on};
use super::promos::{is_of_networks, is_of_stores};
use super::weights::Weights;
use crate::sources::byline::{is_byline, opens_with};
use crate::sources::html_tree;
use crate::text::dates::found;
use crate::text::plain_text::one_line;
use crate::web_address::WebAddress;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashSet;
use std::iter::successors;

/// What can hold a line of text.
const BLOCKS: &str =
    "p, h1, h2, h3, h4, h5, h6, li, dt, dd, div, td, span, time, figcaption, blockquote";

/// A text without what stood around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trimmed {
    pub(super) html: String,
    /// Who the author is, as the page says it below the text.
    pub(super) author_note: Option<String>,
    /// The rest is for subscribers, and not there.
    pub(super) is_beginning: bool,
}

impl Trimmed {
    /// A text that nothing stands around.
    pub(super) fn plain(html: String) -> Self {
        Self { html, author_note: None, is_beginning: false }
    }
}

/// The text without what stands around it. `page` is where it was found.
pub(super) fn trimmed(html: &str, facts: &PageMetadata, page: Option<&WebAddress>) -> Trimmed {
    let fragment = html_tree::fragment(html);
    drop_lists_of_links(&fragment, page);
    let leaves = leaves_of(&fragment);
    let says = |node: &NodeRef<'_>| !is_heading(node) && says_something(node);
    let first = leaves.iter().position(|node| is_running(node));
    let first = first.or_else(|| leaves.iter().position(says));
    let first = first.or_else(|| longest(&leaves)).unwrap_or(0);
    let last = leaves.iter().rposition(|node| is_running(node));
    let last = last.or_else(|| leaves.iter().rposition(says)).unwrap_or(leaves.len());
    // Before any of them goes: what stands beside a line tells what it is.
    let above = leaves.iter().take(first).filter(|node| is_about(node, &one_line(&node.text())));
    let about: HashSet<NodeId> = above.map(|node| node.id).collect();
    let is_below = |at: usize| at > last || at + 3 >= leaves.len();
    // The hours of a diary of the day are its own.
    let is_a_diary = leaves.iter().skip(first).any(is_all_time);
    let mut author_note = None;
    for (at, node) in leaves.iter().enumerate() {
        let text = one_line(&node.text());
        let outside = at < first || at > last;
        let is_at_an_end = at + 3 >= leaves.len() || at <= first;
        if is_at_an_end && presents_author(node, &text, facts) {
            author_note.get_or_insert(text);
        } else if !((at < first && (opens(node, &text, facts) || about.contains(&node.id)))
            || (at <= first && is_standfirst(node, &text, facts))
            || (outside && is_date_line(&text))
            || (at < first && !is_a_diary && is_all_time(node))
            || (at > last && is_byline(&text))
            || is_button_sign(node, &text)
            || (at > last && leads_on(node, page))
            || (is_below(at) && (is_of_networks(node, &text) || files(node, page)))
            || is_label_and_headline(node, &text, page)
            || is_of_stores(node, &text)
            || is_pointer(node, &text, page))
        {
            continue;
        }
        remove(node);
    }
    drop_last_headings(&fragment);
    set_in_figures(&fragment);
    drop_breaks_at_ends(&fragment);
    Trimmed { html: fragment.html().to_string(), author_note, is_beginning: false }
}

/// Takes a line out, with the paragraph that held nothing else.
fn remove(node: &NodeRef<'_>) {
    let around = node.parent().filter(|around| is_named(around, "p"));
    node.remove_from_parent();
    if let Some(around) = around
        && around.element_children().is_empty()
        && around.text().trim().is_empty()
    {
        around.remove_from_parent();
    }
}

/// Lists of links to other pages of the site, with the heading that announces them.
fn drop_lists_of_links(fragment: &Document, page: Option<&WebAddress>) {
    let weights = Weights::of(&fragment.html_root());
    for list in fragment.select("ul, ol").nodes() {
        let share = weights.at(list).link_share();
        let is_linked = || link_share(list, |href| stays(href, page)) >= 0.75;
        if list.parent().is_some()
            && list.element_children().len() > 1
            && ((share >= 0.75 && is_linked())
                || (share >= 0.3 && is_last(list) && leads_in_each(list, page)))
        {
            if let Some(before) = list.prev_element_sibling().filter(is_heading) {
                before.remove_from_parent();
            }
            list.remove_from_parent();
        }
    }
}

/// Whether no text follows, but headings and lists.
fn is_last(list: &NodeRef<'_>) -> bool {
    const MOST: usize = 20;
    let mut behind = successors(list.next_element_sibling(), NodeRef::next_element_sibling);
    let is_no_text = |one: NodeRef<'_>| {
        ["ul", "ol"].iter().any(|name| is_named(&one, name))
            || is_heading(&one)
            || letters(&one.text()) == 0
    };
    behind.by_ref().take(MOST).all(is_no_text) && behind.next().is_none()
}

/// Whether each line of a list is a few words with a link to another page of the site.
fn leads_in_each(list: &NodeRef<'_>, page: Option<&WebAddress>) -> bool {
    const FEWEST: usize = 3;
    let items = list.element_children();
    let leads = |item: &NodeRef<'_>| {
        !is_running(item)
            && link_share(item, |href| !href.starts_with('#') && stays(href, page)) > 0.15
    };
    // The first may be what the list is called: "More about:".
    let is_label = |item: &NodeRef<'_>| {
        let text = one_line(&item.text());
        text.ends_with([':', '：']) && text.split_whitespace().count() <= FEWEST
    };
    let label = items.iter().take(1).filter(|item| is_label(item)).count();
    items.len() >= FEWEST && items.iter().skip(label).all(leads)
}

/// A heading, or a label with a colon, with nothing below it announced what is gone.
fn drop_last_headings(fragment: &Document) {
    let blocks =
        fragment.select("p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, figure, table, pre");
    for node in blocks.nodes().iter().rev() {
        if is_heading(node) || announces(node) {
            node.remove_from_parent();
        } else if letters(&node.text()) > 0 {
            break;
        }
    }
}

/// Between paragraphs a line break says nothing.
fn drop_breaks_at_ends(fragment: &Document) {
    let is_blank =
        |one: &NodeRef<'_>| is_named(one, "br") || (one.is_text() && one.text().trim().is_empty());
    for line in fragment.select("p:has(br)").nodes() {
        let children: Vec<NodeRef<'_>> = line.children_it(false).collect();
        let before = children.iter().take_while(|one| is_blank(one));
        let behind = children.iter().rev().take_while(|one| is_blank(one));
        before.chain(behind).for_each(NodeRef::remove_from_parent);
    }
}

/// What holds a line of text and no block.
fn leaves_of<'a>(fragment: &'a Document) -> Vec<NodeRef<'a>> {
    const BLOCK: &str = "p, div, ul, ol, table, blockquote, h1, h2, h3, h4, h5, h6, figure, pre";
    let mut outer = HashSet::new();
    for block in fragment.select(BLOCK).nodes() {
        for around in block.ancestors_it(None) {
            if !outer.insert(around.id) {
                break;
            }
        }
    }
    let lines = fragment.select(BLOCKS);
    lines.nodes().iter().filter(|node| !outer.contains(&node.id)).copied().collect()
}

/// What often stands above the text: the headline, who wrote it, its section. What reads
/// as a sentence is the lead, whoever is named in it.
fn opens(node: &NodeRef<'_>, text: &str, facts: &PageMetadata) -> bool {
    let lower = text.to_lowercase();
    let title = facts.title.as_deref().unwrap_or_default().to_lowercase();
    let is_most = title.len() * 2 > lower.len() && lower.contains(&title);
    let repeats = is_heading(node) && !title.is_empty() && (lower.ends_with(&title) || is_most);
    if lower == title || repeats || facts.tags.iter().any(|tag| tag.to_lowercase() == lower) {
        return true;
    }
    let names = facts.authors.iter().any(|author| lower.contains(&author.name.to_lowercase()));
    !is_sentence(text) && (is_byline(text) || (names && text.split_whitespace().count() <= 12))
}

/// Whether a line is one sign of a button ("×"), and none that parts a text.
fn is_button_sign(node: &NodeRef<'_>, text: &str) -> bool {
    const PARTING: [char; 12] = ['*', '-', '–', '—', '•', '·', '~', '#', '_', '=', '…', '⁂'];
    let is_line = ["p", "div", "li"].iter().any(|name| is_named(node, name));
    let mut signs = text.chars().filter(|_| is_line);
    let sign = signs.next().filter(|sign| !sign.is_alphanumeric() && signs.next().is_none());
    sign.is_some_and(|sign| !PARTING.contains(&sign)) && !below(node, "img, picture").exists()
}

/// The page's summary, shown above its text: it is kept as the summary. The same words as
/// one paragraph among others are the lead.
fn is_standfirst(node: &NodeRef<'_>, text: &str, facts: &PageMetadata) -> bool {
    let is_summary = facts.summary.as_deref().is_some_and(|summary| summary == text);
    let others = || node.parent().map(|parent| parent.element_children()).unwrap_or_default();
    is_summary
        && !others().iter().any(|one| one.id != node.id && !is_heading(one) && says_something(one))
}

/// "Asma Rind is a staff writer…" below the text, or before it, where its element tells that it is none
/// of it: it is all in italics, or named after the author, or links to him.
fn presents_author(node: &NodeRef<'_>, text: &str, facts: &PageMetadata) -> bool {
    let names = |name: &str| name.len() > 1 && (text.starts_with(name) || opens_with(text, name));
    let is_of_author = facts.authors.iter().any(|author| names(&author.name));
    let all = letters(text);
    let in_italics =
        || below(node, "em, i").nodes().iter().any(|part| letters(&part.text()) * 10 >= all * 9);
    let is_named_so = || {
        let around = node.ancestors_it(Some(3)).filter(NodeRef::is_element).chain([*node]);
        let words: Vec<String> = around.flat_map(|one| words_of(&one)).collect();
        ["author", "bio", "about", "contributor", "writer"]
            .iter()
            .any(|word| words.iter().any(|w| w == word))
    };
    let links = || {
        below(node, "a[rel~='author'], a[href^='mailto:'], a[href*='/author'], a[href*='twitter.com/'], a[href*='//x.com/']").exists()
    };
    (6..=80).contains(&text.split_whitespace().count())
        && is_of_author
        && (in_italics() || is_named_so() || links())
}

/// Where the line with the most letters stands.
fn longest(leaves: &[NodeRef<'_>]) -> Option<usize> {
    let lines = leaves.iter().enumerate().filter(|(_, node)| !is_heading(node));
    lines.max_by_key(|(_, node)| letters(&node.text())).map(|(at, _)| at)
}

/// Whether all that a line says is marked as a time.
fn is_all_time(node: &NodeRef<'_>) -> bool {
    const LINES: [&str; 7] = ["p", "li", "td", "dt", "dd", "figcaption", "blockquote"];
    let is_line =
        |one: &NodeRef<'_>| is_heading(one) || LINES.iter().any(|name| is_named(one, name));
    let is_blank = |side: Option<NodeRef<'_>>| {
        side.is_none_or(|one| one.is_element() || letters(&one.text()) == 0)
    };
    // A time may be a line, or a word of the one that it stands in.
    let line = node.ancestors_it(None).find(is_line).unwrap_or(*node);
    let all = letters(&line.text());
    if is_named(&line, "time") {
        return all > 0 && is_blank(line.prev_sibling()) && is_blank(line.next_sibling());
    }
    let times = below(&line, "time");
    let marked: usize = times.nodes().iter().map(|time| letters(&time.text())).sum();
    all > 0 && marked >= all
}

/// "Updated 1:39 am EST, Wednesday, November 20, 2019": a date, and a word or two that
/// say whose.
fn is_date_line(text: &str) -> bool {
    const MOST: usize = 2;
    let (rest, dates) = found::without(behind_label(text));
    let words = rest.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    // "Published on …, changed on …" has the words of both.
    dates > 0
        && !found::is_of_something_else(text)
        && words <= if is_sentence(text) { 2 } else { 5 * dates.min(MOST) }
}

/// Whether a line above the text says something about the article: the name of its part of the
/// paper, or what stands in one list with who wrote it or when.
fn is_about(node: &NodeRef<'_>, text: &str) -> bool {
    const LONGEST: usize = 6;
    let is_entry = ["dt", "dd", "li"].iter().any(|name| is_named(node, name));
    let list = || node.parent().filter(|_| is_entry);
    let says_who = |one: &NodeRef<'_>| {
        let text = one_line(&one.text());
        is_date_line(&text) || is_byline(&text)
    };
    text.split_whitespace().count() <= LONGEST
        && !is_sentence(text)
        && (is_kicker(node)
            || list().is_some_and(|list| list.element_children().iter().any(says_who)))
}
