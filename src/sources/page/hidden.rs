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
        if let Some(control) = opener_of(node) {
            let is_line = control.next_element_sibling().is_some_and(|next| next.id == node.id);
            control.rename(if is_line { "p" } else { "span" });
            control.remove_attrs(&["role", "aria-expanded"]);
            show(node);
            continue;
        }
        let beside = Beside::of(node);
        if is_only_unheard(node) && beside.is_among_text(node) {
            show(node);
            continue;
        }
        let begin = beside.shown_of(node);
        if begin.is_empty() && !beside.is_followed_by(node) {
            node.remove_from_parent();
            continue;
        }
        begin.iter().for_each(NodeRef::remove_from_parent);
        show(node);
    }
}

fn show(node: &NodeRef<'_>) {
    node.remove_attrs(&["hidden", "aria-hidden", "style"]);
}

/// The button right before something hidden that opens it, as a question does its answer, if
/// that is text and stands among text.
fn opener_of<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    const NEAR: usize = 2;
    const CONTROL: &str = "button[aria-expanded], [role='button' i][aria-expanded]";
    let before = node.prev_element_sibling()?;
    let control = if before.is(CONTROL) {
        before
    } else {
        below(&before, CONTROL).nodes().first().copied()?
    };
    if letters(&before.text()) > letters(&control.text()) {
        return None;
    }
    let is_part = node.attr("role").is_none_or(|role| ["region", "group"].contains(&&*role));
    let around = || [*node].into_iter().chain(node.ancestors_it(Some(NEAR)));
    let is_told = |one: NodeRef<'_>| {
        let before = successors(one.prev_element_sibling(), NodeRef::prev_element_sibling);
        before
            .take(BESIDE)
            .any(|one| !is_hidden(&one) && (is_named(&one, "p") && says_something(&one)))
    };
    (is_part && says_a_sentence(node) && around().any(is_told)).then_some(control)
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

    /// Whether paragraphs with sentences stand beside it, and none says what it says.
    fn is_among_text(&self, node: &NodeRef<'_>) -> bool {
        let text = one_line(&node.text());
        let mut all = self.before.iter().chain(&self.after);
        all.clone().any(|one| is_named(one, "p") && says_something(one))
            && !all.any(|one| one_line(&one.text()) == text)
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

/// Whether a paragraph is hidden from who hears the page, and from nobody else.
fn is_only_unheard(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().to_ascii_lowercase();
    ["p", "blockquote", "li"].iter().any(|name| is_named(node, name))
        && node.has_attr("aria-hidden")
        && !node.has_attr("hidden")
        && !style.contains("display")
        && !style.contains("visibility")
        && says_something(node)
}

/// Whether something says a sentence, and nothing tells that it is there for something else.
fn may_be_text(node: &NodeRef<'_>) -> bool {
    says_a_sentence(node) && !node.has_attr("role")
}

/// The same, of what may have a role.
fn says_a_sentence(node: &NodeRef<'_>) -> bool {
    let says = says_something(node) || leaves(node).iter().any(says_something);
    let is_strange = class_words::says(node) == Says::Never
        || below(node, "input, textarea, select, button, form, nav").exists();
    says && !is_strange
}

/// Whether a part of a line is the rest of the paragraph that it stands in.
fn goes_on_within(node: &NodeRef<'_>, around: &NodeRef<'_>) -> bool {
    let is_inline = node.node_name().is_some_and(|name| !elements::is_block(&name));
    let [whole, own] = [around, node].map(|one| letters(&one.text()));
    is_inline && is_named(around, "p") && (whole - own.min(whole)) * 2 > own
}
