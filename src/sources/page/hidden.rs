//! What a page hides: the rest of its text that waits behind "read more" is shown, a notice
//! that only a script would show is not. It goes by what stands beside it.

use super::class_words::{self, Says};
use super::measure::{below, is_named, leaves, letters, says_something};
use crate::text::elements;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};
use std::iter::successors;

/// What is looked at on each side of what is hidden.
const BESIDE: usize = 12;

/// The letters of what tells that two texts begin alike.
const MANY: usize = 40;

/// What a text ends with that goes on elsewhere.
const ENDS: [char; 3] = ['…', '.', ' '];

/// What is hidden, as a selector.
const HIDDEN: &str = "[hidden], [aria-hidden='true' i], [style*='display:none' i], \
    [style*='display: none' i], [style*='visibility:hidden' i], [style*='visibility: hidden' i]";

/// Shows what a page hides, where it goes on with the text that stands beside it and is
/// not shown already; the rest of what is hidden goes.
pub(super) fn reveal(document: &Document) {
    for node in document.select(HIDDEN).nodes() {
        if node.parent().is_none() {
            continue;
        }
        let beside = Beside::of(node);
        let begin = beside.shown_of(node);
        if begin.is_empty() && !beside.is_followed_by(node) {
            node.remove_from_parent();
            continue;
        }
        begin.iter().for_each(NodeRef::remove_from_parent);
        node.remove_attrs(&["hidden", "aria-hidden", "style"]);
    }
}

/// What stands before something hidden, the nearest first, and what stands behind it.
struct Beside<'a> {
    before: Vec<NodeRef<'a>>,
    after: Vec<NodeRef<'a>>,
}

impl<'a> Beside<'a> {
    fn of(node: &NodeRef<'a>) -> Self {
        let is_shown = |one: &NodeRef<'_>| !is_hidden(one);
        let before = successors(node.prev_element_sibling(), NodeRef::prev_element_sibling);
        let after = successors(node.next_element_sibling(), NodeRef::next_element_sibling);
        Self {
            before: before.take(BESIDE).filter(is_shown).collect(),
            after: after.take(BESIDE).filter(is_shown).collect(),
        }
    }

    /// What shows the beginning of something hidden, and less than all of it.
    fn shown_of(&self, node: &NodeRef<'_>) -> Vec<NodeRef<'a>> {
        let whole = one_line(&node.text());
        let bare = |shown: &NodeRef<'_>| one_line(&shown.text()).trim_end_matches(ENDS).to_owned();
        let is_part = |shown: &&NodeRef<'_>| {
            let text = bare(shown);
            letters(&text) >= MANY && whole.contains(&text)
        };
        let all = self.before.iter().chain(&self.after);
        let parts: Vec<NodeRef<'a>> = all.filter(is_part).copied().collect();
        let shown: usize = parts.iter().map(|part| letters(&part.text())).sum();
        let is_begin = parts.iter().any(|part| whole.starts_with(&bare(part)));
        let is_more = letters(&whole) * 4 >= shown * 5;
        if is_begin && is_more && may_be_text(node) { parts } else { Vec::new() }
    }

    /// Whether the text that stands before something hidden goes on in it.
    fn is_followed_by(&self, node: &NodeRef<'_>) -> bool {
        if !may_be_text(node) {
            return false;
        }
        if node.parent().is_some_and(|around| goes_on_within(node, &around)) {
            return true;
        }
        let text = one_line(&node.text());
        let is_shown_before = |shown: &NodeRef<'_>| {
            let other = one_line(&shown.text());
            !other.is_empty() && text.starts_with(&other)
        };
        let all = || self.before.iter().chain(&self.after);
        let again = || {
            all().any(|one| match leaves(one) {
                inner if inner.is_empty() => is_shown_before(one),
                inner => inner.iter().take(BESIDE).any(is_shown_before),
            })
        };
        all().any(|one| is_named(one, "p") && says_something(one))
            && !again()
            && !self.text_goes_on_behind(node)
    }

    /// Whether more text is shown behind something hidden than it holds: the text needs no
    /// more of it.
    fn text_goes_on_behind(&self, node: &NodeRef<'_>) -> bool {
        let texts = self.after.iter().filter(|one| is_named(one, "p") && says_something(one));
        let behind: usize = texts.map(|one| letters(&one.text())).sum();
        let is_before = self.before.iter().any(|one| is_named(one, "p") && says_something(one));
        is_before && behind > letters(&node.text())
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.replace(' ', "").to_ascii_lowercase());
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|said| said.eq_ignore_ascii_case("true"))
        || style.is_some_and(|style| {
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Whether something says a sentence, and nothing tells that it is there for something else.
fn may_be_text(node: &NodeRef<'_>) -> bool {
    let says = says_something(node) || leaves(node).iter().any(says_something);
    let is_strange = class_words::says(node) == Says::Never
        || node.has_attr("role")
        || below(node, "input, textarea, select, button, form, nav").exists();
    says && !is_strange
}

/// Whether a part of a line is the rest of the paragraph that it stands in.
fn goes_on_within(node: &NodeRef<'_>, around: &NodeRef<'_>) -> bool {
    let is_inline = node.node_name().is_some_and(|name| !elements::is_block(&name));
    let [whole, own] = [around, node].map(|one| letters(&one.text()));
    is_inline && is_named(around, "p") && (whole - own.min(whole)) * 2 > own
}
