//! What readers wrote below a text, on pages that name nothing after it: boxes of one kind
//! that each begin with a name, below a heading that counts them. It removes nothing.

use super::class_words;
use super::house::{House, within};
use super::measure::{below, is_heading, is_sentence, leaves, letters};
use super::weights::Weights;
use crate::text::dates::found;
use crate::text::plain_text::one_line;
use dom_query::NodeRef;
use std::iter::successors;

/// The fewest letters of a text that readers wrote below.
const TEXT: usize = 60;

/// The letters of a line that is no label, whatever it ends with.
const LINE: usize = 50;

/// So many boxes beside each other are looked at.
const MOST: usize = 500;

/// The boxes of readers in an article's element, each with the heading above them.
pub(super) fn below_the_text<'a>(house: &House<'a>, weights: &Weights) -> Vec<NodeRef<'a>> {
    const HEADINGS: usize = 10;
    let mut found = Vec::new();
    let mut told = 0;
    let mut headings = Vec::new();
    for line in leaves(&house.node) {
        let text = one_line(&line.text());
        if speaks_of_them(&line, &text) {
            headings.push((line, told, text.contains(char::is_numeric)));
        }
        let all = letters(&text);
        told += if is_sentence(&text) || all >= LINE { all } else { 0 };
    }
    let below_text = headings.into_iter().filter(|(_, told, _)| *told >= TEXT);
    for (heading, told, counts) in below_text.take(HEADINGS) {
        let Some(below) = right_below(&heading, house, weights) else { continue };
        let boxes = boxes_in(below, weights);
        let said: usize = boxes.iter().map(|one| weights.at(one).letters).sum();
        let are_told = || boxes.len() > 1 && boxes.iter().all(is_told_when);
        let take_more = || boxes.len() > 1 && asks_for_more(&heading, house, weights);
        // What says more than the text above may be the text itself.
        let is_marked = are_told() || (said <= told && (counts || take_more()));
        if !boxes.is_empty() && is_marked {
            found.push(heading);
            found.extend(boxes);
        }
    }
    found
}

/// Whether a line is a heading of what readers say.
fn speaks_of_them(line: &NodeRef<'_>, text: &str) -> bool {
    const MOST_WORDS: usize = 12;
    // In a paragraph it is one where it is a few words.
    const FEW: usize = 3;
    let most = if is_heading(line) { MOST_WORDS } else { FEW };
    text.split_whitespace().count() <= most
        && !is_sentence(text)
        && class_words::speaks_of_readers(text)
}

/// What stands right below a heading, or what it stands in.
fn right_below<'a>(
    heading: &NodeRef<'a>,
    house: &House<'_>,
    weights: &Weights,
) -> Option<NodeRef<'a>> {
    const HIGHEST: usize = 3;
    let around = heading.ancestors_it(Some(HIGHEST));
    let inside = around.take_while(|one| !within(&house.node, one));
    [*heading].into_iter().chain(inside).find_map(|one| {
        let mut behind = successors(one.next_element_sibling(), NodeRef::next_element_sibling);
        behind.find(|one| weights.at(one).letters > 0)
    })
}

/// The boxes of one kind that each begin with a name: an element and those like it, or those
/// at the beginning of it.
fn boxes_in<'a>(below: NodeRef<'a>, weights: &Weights) -> Vec<NodeRef<'a>> {
    const DEEPEST: usize = 5;
    let inner = |one: &NodeRef<'a>| {
        one.element_children().into_iter().find(|child| weights.at(child).letters > 0)
    };
    for first in successors(Some(below), inner).take(DEEPEST) {
        let boxes: Vec<_> = alike(&first).collect();
        if boxes.len() > 1 && boxes.iter().all(begins_with_a_name) {
            return boxes;
        }
    }
    Some(below).filter(begins_with_a_name).into_iter().collect()
}

fn is_alike(one: &NodeRef<'_>, other: &NodeRef<'_>) -> bool {
    one.node_name() == other.node_name() && one.attr("class") == other.attr("class")
}

/// A box and those of its kind that follow.
fn alike<'a>(first: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    let first = *first;
    let all = successors(Some(first), NodeRef::next_element_sibling).take(MOST);
    all.filter(move |one| is_alike(&first, one))
}

/// Whether the first line of a box is somebody's name, with when it was or a word like "says",
/// and something is said below it.
fn begins_with_a_name(node: &NodeRef<'_>) -> bool {
    const MOST_WORDS: usize = 6;
    let lines = leaves(node);
    let mut said = lines.iter().filter(|line| letters(&line.text()) > 0);
    let Some(first) = said.next() else { return false };
    let text = one_line(&first.text());
    let (bare, _) = found::without(&text);
    let words = bare.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    (1..=MOST_WORDS).contains(&words.count())
        && !is_sentence(&text)
        && said.any(|line| letters(&line.text()) > 0)
}

/// Whether a box says when it was written, in its first lines: on a day, or so long ago.
fn is_told_when(node: &NodeRef<'_>) -> bool {
    const FIRST: usize = 3;
    const MOST_WORDS: usize = 8;
    let lines = leaves(node);
    let is_ago = |text: &str| {
        let is_number = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        !is_sentence(text)
            && text.split_whitespace().count() <= MOST_WORDS
            && text.split_whitespace().any(is_number)
    };
    let says_when = |line: &NodeRef<'_>| {
        let text = one_line(&line.text());
        found::first(&text).is_some() || is_ago(&text)
    };
    below(node, "time").exists() || lines.iter().take(FIRST).any(says_when)
}

/// Whether a field for more stands beside the boxes.
fn asks_for_more(heading: &NodeRef<'_>, house: &House<'_>, weights: &Weights) -> bool {
    const HIGHEST: usize = 2;
    let around = heading.ancestors_it(Some(HIGHEST));
    let mut inside = around.take_while(|one| !within(&house.node, one));
    inside.any(|one| weights.at(&one).takes_words)
}
