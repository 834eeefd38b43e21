//! How much stands below each element of a page, counted once for all of them: letters,
//! links, sentences, and what tells what an element is for. It judges none of them, and is
//! true until the page changes.

use super::measure::{is_block, is_heading, is_named, is_running, is_sentence, letters};
use crate::text::plain_text::one_line;
use dom_query::{NodeId, NodeRef};
use std::collections::{HashMap, HashSet};

/// What stands below a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// Letters and digits of all its text.
    pub(super) letters: usize,
    /// Those of them that are links.
    pub(super) linked: usize,
    /// The letters of its sentences that are not mostly links.
    pub(super) sentences: usize,
    /// Its paragraphs of running text.
    pub(super) paragraphs: usize,
    /// A control or a form is below it.
    pub(super) asks: bool,
    /// A control or a form is a child of it.
    pub(super) child_asks: bool,
    /// It asks for something to be written.
    pub(super) takes_words: bool,
    /// A heading below it is a link to another page.
    pub(super) links_heading: bool,
    /// A list or articles with sentences, times, or links within the page are below it.
    pub(super) tells_in_turn: bool,
    /// The blocks in it that hold no other block.
    pub(super) lines: usize,
    /// Boxes of one class with sentences are its children.
    pub(super) repeats: bool,
    words: usize,
    ends: Option<bool>,
    has_block: bool,
    has_link: bool,
    has_heading: bool,
}

impl Weight {
    /// Whether a heading is below it.
    pub(super) fn has_heading(&self) -> bool {
        self.has_heading
    }

    /// How much of the text is links, from 0 to 1.
    pub(super) fn link_share(&self) -> f64 {
        if self.letters == 0 { 0.0 } else { self.linked as f64 / self.letters as f64 }
    }

    /// Whether it holds blocks of text, and is not one itself.
    pub(super) fn has_block(&self) -> bool {
        self.has_block
    }

    /// Whether the text ends as a sentence does, or is longer than what is not one.
    pub(super) fn reads_as_sentence(&self) -> bool {
        let is_long = self.words >= 4 || self.letters + self.words >= 40;
        (self.ends == Some(true) && is_long) || self.letters >= super::measure::LONG
    }
}

/// The weights of everything below a node.
pub(super) struct Weights(HashMap<NodeId, Weight>);

impl Weights {
    /// Counts.
    pub(super) fn of(root: &NodeRef<'_>) -> Self {
        let mut all = Self(HashMap::new());
        // What is below a node comes before it, the last first.
        let nodes: Vec<_> = root.descendants_it().collect();
        for node in nodes.iter().rev().chain([root]) {
            all.weigh(node);
        }
        all
    }

    /// That of a node.
    pub(super) fn at(&self, node: &NodeRef<'_>) -> Weight {
        self.0.get(&node.id).copied().unwrap_or_default()
    }

    fn weigh(&mut self, node: &NodeRef<'_>) {
        let mut weight = self.at(node);
        if node.is_text() {
            let text = node.text();
            weight.letters = letters(&text);
            weight.words = text.split_whitespace().count();
            weight.ends =
                (!text.trim().is_empty()).then(|| super::measure::ends_as_sentence(&text));
        } else if node.is_element() {
            weigh_element(node, &mut weight);
            weight.repeats = self.repeats(node);
        } else {
            return;
        }
        self.0.insert(node.id, weight);
        if let Some(parent) = node.parent() {
            add(self.0.entry(parent.id).or_default(), &weight, node);
        }
    }

    /// Whether two children of a node are boxes of one class with sentences in blocks.
    fn repeats(&self, node: &NodeRef<'_>) -> bool {
        let mut classes = HashSet::new();
        node.element_children().iter().any(|child| {
            let weight = self.at(child);
            weight.has_block
                && weight.sentences > 0
                && child.attr("class").is_some_and(|class| !classes.insert(class.to_string()))
        })
    }
}

fn weigh_element(node: &NodeRef<'_>, weight: &mut Weight) {
    if is_named(node, "a") && node.has_attr("href") {
        weight.linked = weight.letters;
        let stays = node.attr("href").is_some_and(|href| href.starts_with('#'));
        weight.links_heading |= weight.has_heading && !stays;
        weight.has_link |= !stays;
        weight.tells_in_turn |= stays;
    }
    if is_heading(node) {
        weight.links_heading |= weight.has_link;
        weight.has_heading = true;
    }
    if !weight.has_block {
        let is_mostly_text = weight.link_share() < 0.5;
        let is_sentence = match is_block(node) {
            true => is_mostly_text && is_sentence(&one_line(&node.text())),
            false => is_mostly_text && weight.reads_as_sentence(),
        };
        weight.sentences = if is_sentence { weight.letters } else { 0 };
    }
    if is_named(node, "p") && weight.link_share() < 0.5 && is_running(node) {
        weight.paragraphs += 1;
    }
    weight.takes_words |= takes_words(node);
    let is_item = ["li", "article"].iter().any(|name| is_named(node, name));
    weight.tells_in_turn |= is_named(node, "time") || (is_item && weight.sentences > 0);
}

/// Whether an element is there for its reader to do something with.
pub(super) fn is_control(node: &NodeRef<'_>) -> bool {
    const CONTROLS: [&str; 5] = ["input", "textarea", "select", "button", "form"];
    CONTROLS.iter().any(|name| is_named(node, name))
}

fn takes_words(node: &NodeRef<'_>) -> bool {
    const KINDS: [&str; 7] = ["", "text", "email", "password", "search", "tel", "file"];
    let kind = node.attr("type").unwrap_or_default().to_ascii_lowercase();
    is_named(node, "textarea") || (is_named(node, "input") && KINDS.contains(&kind.as_str()))
}

/// Adds what is in a child to its parent.
fn add(parent: &mut Weight, child: &Weight, node: &NodeRef<'_>) {
    let is_control = is_control(node);
    parent.letters += child.letters;
    parent.linked += child.linked;
    parent.words += child.words;
    parent.lines += if is_block(node) && !child.has_block { 1 } else { child.lines };
    parent.paragraphs += child.paragraphs;
    parent.ends = parent.ends.or(child.ends);
    // What is in a line belongs to the block around it, which is weighed as a whole.
    if child.has_block || is_block(node) {
        parent.sentences += child.sentences;
        parent.has_block = true;
    }
    parent.asks |= child.asks || is_control;
    parent.child_asks |= is_control && !is_named(node, "select");
    parent.takes_words |= child.takes_words;
    parent.links_heading |= child.links_heading;
    parent.tells_in_turn |= child.tells_in_turn;
    parent.has_link |= child.has_link;
    parent.has_heading |= child.has_heading;
}
