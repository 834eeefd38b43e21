//! Where in a page its article stands: the element around its headline and its text.
//! It goes by elements and their places, and reads no words but those of the headline.

use super::class_words::{self, Says};
use super::elsewhere::is_comment;
use super::headline::Headline;
use super::measure::{below, is_named, link_share};
use super::metadata::PageMetadata;
use super::weights::{Weight, Weights};
use dom_query::{Document, NodeId, NodeRef};
use std::collections::{HashMap, HashSet};

/// The fewest letters of sentences that can be an article.
const SHORTEST: usize = 60;
/// The fewest letters of what the page marks as an article, and has its headline.
const SENTENCE: usize = 20;
/// The letters of a text that is whole: what stands around it is more of the site.
const FULL: usize = 1200;
/// How many times as much text outside it says that the article is elsewhere.
const OUTWEIGHED: usize = 4;

/// The element of the article.
#[derive(Clone, Copy)]
pub(super) struct House<'a> {
    pub(super) node: NodeRef<'a>,
    /// The page marks it as an article: all of it is one.
    pub(super) is_marked: bool,
    /// The letters of its own sentences.
    pub(super) letters: usize,
}

/// Finds it; `None` where nothing in the page tells it.
pub(super) fn of<'a>(document: &'a Document, facts: &PageMetadata) -> Option<House<'a>> {
    let headline = Headline::of(document, facts.title.as_deref()).node;
    let body = document.select("body").nodes().first().copied()?;
    let own = Own::of(&body, headline.as_ref());
    marked(document, headline.as_ref(), &own, own.letters(&body, false))
        .or_else(|| around(&headline?, &own))
}

/// What the page marks as an article: that with the headline, or the one that nearly all
/// of the text is in.
fn marked<'a>(
    document: &'a Document,
    headline: Option<&NodeRef<'_>>,
    own: &Own,
    all: usize,
) -> Option<House<'a>> {
    let marked = document
        .select("article, [role='article' i], [itemtype*='Article'], [itemtype*='BlogPosting']");
    let is_page = |node: &NodeRef<'_>| ["html", "body"].iter().any(|name| is_named(node, name));
    let ids: HashSet<NodeId> =
        marked.nodes().iter().filter(|node| !is_page(node)).map(|node| node.id).collect();
    let is_outer = |node: &&NodeRef<'_>| {
        ids.contains(&node.id) && !node.ancestors_it(None).any(|one| ids.contains(&one.id))
    };
    let outer: Vec<(NodeRef<'a>, usize)> = marked
        .nodes()
        .iter()
        .filter(is_outer)
        .map(|node| (*node, own.letters(node, true)))
        .collect();
    let inside = |node: &NodeRef<'_>| headline.is_some_and(|line| within(line, node));
    let is_own = |node: &NodeRef<'_>| !with_around(node).any(|one| own.is_strange(&one));
    let is_whole = |node: &NodeRef<'_>, size: usize| size >= SENTENCE && inside(node);
    let chosen = outer.iter().find(|(node, size)| is_whole(node, *size)).or_else(|| {
        // One whose heading leads elsewhere tells of another article.
        let leads = |node: &NodeRef<'_>| headline.is_some() && begins_with_a_link(node);
        let is_full = |node: &NodeRef<'_>, size: usize| size >= SHORTEST && is_own(node);
        let full = outer.iter().filter(|(node, size)| is_full(node, *size) && !leads(node));
        let biggest = full.max_by_key(|(_, size)| *size)?;
        let sum = outer.iter().map(|(_, size)| size).sum::<usize>();
        (biggest.1 * 5 >= sum * 4 && biggest.1 * 2 >= all).then_some(biggest)
    });
    chosen
        .filter(|(_, size)| *size >= SENTENCE && all.saturating_sub(*size) < size * OUTWEIGHED)
        .map(|(node, letters)| House { node: *node, is_marked: true, letters: *letters })
}

/// Whether the first heading of an article leads to another page.
fn begins_with_a_link(article: &NodeRef<'_>) -> bool {
    let headings = below(article, "h1, h2, h3, h4, h5, h6");
    let Some(first) = headings.nodes().first() else { return false };
    let in_link = first.ancestors_it(None).take_while(|one| one.id != article.id);
    link_share(first, |href| !href.starts_with('#')) >= 0.5
        || in_link.into_iter().any(|one| is_named(&one, "a"))
}

/// What stands around the headline, as far as each step brings as much again; a text that
/// is whole already needs more than another one like it.
fn around<'a>(headline: &NodeRef<'a>, own: &Own) -> Option<House<'a>> {
    let mut best: Option<House<'a>> = None;
    for node in headline.ancestors_it(None).filter(NodeRef::is_element) {
        let letters = own.letters(&node, false);
        let more =
            |best: House<'_>| best.letters * if best.letters < FULL { 2 } else { OUTWEIGHED };
        if letters >= best.map_or(SHORTEST, more) {
            best = Some(House { node, is_marked: false, letters });
        }
    }
    best
}

/// The letters of sentences below each node that are not those of somebody else: what
/// readers say, dialogs, asides, what asks for something.
struct Own {
    weights: Weights,
    /// By node: where words say whose a text is, and where they say nothing.
    letters: HashMap<NodeId, [usize; 2]>,
}

impl Own {
    fn of(body: &NodeRef<'_>, headline: Option<&NodeRef<'_>>) -> Self {
        let weights = Weights::of(body);
        let path: HashSet<NodeId> =
            headline.into_iter().flat_map(with_around).map(|one| one.id).collect();
        let mut letters: HashMap<NodeId, [usize; 2]> = HashMap::new();
        let nodes: Vec<_> = body.descendants_it().filter(NodeRef::is_element).collect();
        for node in nodes.iter().rev().chain([body]) {
            let weight = weights.at(node);
            if !weight.has_block() && super::measure::is_block(node) {
                letters.insert(node.id, [weight.sentences; 2]);
            }
            let Some(own) = letters.get(&node.id).copied() else { continue };
            let Some(parent) = node.parent() else { continue };
            let sum = letters.entry(parent.id).or_default();
            for (at, is_marked) in [false, true].into_iter().enumerate() {
                if path.contains(&node.id) || !is_strange(node, &weight, is_marked) {
                    sum[at] += own[at];
                }
            }
        }
        Self { weights, letters }
    }

    fn letters(&self, node: &NodeRef<'_>, is_marked: bool) -> usize {
        self.letters.get(&node.id).map_or(0, |own| own[usize::from(is_marked)])
    }

    fn is_strange(&self, node: &NodeRef<'_>) -> bool {
        is_strange(node, &self.weights.at(node), false)
    }
}

/// Whether an element is by its role, its controls and its words somebody else's. In what
/// the page marks as an article, words alone say nothing.
pub(super) fn is_strange(node: &NodeRef<'_>, weight: &Weight, is_marked: bool) -> bool {
    const NAMES: [&str; 8] =
        ["aside", "footer", "nav", "form", "dialog", "header", "details", "noscript"];
    const ROLES: [&str; 6] =
        ["complementary", "dialog", "navigation", "contentinfo", "search", "alertdialog"];
    let name = node.node_name().unwrap_or_default();
    let role = node.attr("role").unwrap_or_default().to_ascii_lowercase();
    let is_never = || {
        class_words::says(node) == Says::Never && (!is_marked || asks_or_leads(weight, Says::Never))
    };
    // Words name what stands beside, where it has a heading of its own as well.
    let is_beside = || !is_marked && weight.has_heading() && class_words::may_be_beside(node);
    NAMES.contains(&&*name)
        || ROLES.contains(&role.as_str())
        || is_comment(node)
        || (!["body", "article", "main"].contains(&&*name)
            && (weight.child_asks || is_never() || is_beside()))
}

/// Whether it asks something of the reader, leads to other pages, or is a list of what
/// people said: no running text of an article does.
pub(super) fn asks_or_leads(weight: &Weight, says: Says) -> bool {
    weight.asks
        || weight.links_heading
        || weight.link_share() > 0.3
        || (says == Says::Never && weight.tells_in_turn)
}

/// A node and all that it stands in.
fn with_around<'a>(node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    node.ancestors_it(None).chain([*node])
}

/// Whether a node is another, or below it.
pub(super) fn within(node: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    node.id == other.id || node.ancestors_it(None).any(|around| around.id == other.id)
}
