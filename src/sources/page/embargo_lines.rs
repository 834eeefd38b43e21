//! Lines of embargo near the headline of a page. Most of them hold a date, and a line with a
//! date beside a headline is cut as its date line: so they are read before anything is cut.

use super::class_words::words_of;
use super::headline::Headline;
use super::measure::{below, is_named, is_running, leaves, link_share};
use crate::sources::own_item::is_line_of_embargo;
use crate::text::dates::held;
use crate::text::plain_text::{self, one_line};
use dom_query::{Document, NodeRef};

/// So many lines are looked at before the headline, and behind where its text begins.
const NEAR: usize = 10;
/// So many lines at most between a headline and its text.
const MOST: usize = 60;
/// A longer line is none of embargo.
const LONGEST: usize = 400;

/// The lines of embargo around a headline, and those before the text where there is none.
pub(super) fn near(document: &Document, headline: &Headline<'_>) -> Vec<String> {
    let Some(body) = document.select("body").nodes().first().copied() else { return Vec::new() };
    let all = leaves(&body);
    let at = all.iter().position(|leaf| headline.is_in(leaf) || is_of(leaf, headline));
    let text = |from: usize| all.iter().skip(from).take(MOST).position(is_running);
    let first = at.unwrap_or_else(|| text(0).unwrap_or_default());
    let last = first + text(first).unwrap_or(MOST) + NEAR;
    let mut found: Vec<String> = Vec::new();
    for leaf in all.iter().take(last + 1).skip(first.saturating_sub(NEAR)) {
        for line in lines_of(leaf) {
            if !found.contains(&line) {
                found.push(line);
            }
        }
    }
    found
}

/// Whether a block stands in the headline.
fn is_of(leaf: &NodeRef<'_>, headline: &Headline<'_>) -> bool {
    let line = headline.node.map(|node| node.id);
    leaf.ancestors_it(None).any(|one| Some(one.id) == line)
}

/// The lines of embargo in a block: of its lines and of its parts.
fn lines_of(leaf: &NodeRef<'_>) -> Vec<String> {
    let is_about_the_site = |one: NodeRef<'_>| is_named(&one, "nav") || is_named(&one, "footer");
    let text = leaf.text();
    if text.len() > LONGEST
        || link_share(leaf, |_| true) >= 0.5
        || leaf.ancestors_it(None).any(is_about_the_site)
    {
        return Vec::new();
    }
    let mut lines = vec![one_line(&text)];
    lines.extend(plain_text::from_html(&leaf.html()).lines().map(one_line));
    let parts = below(leaf, "span, strong, b, em, i, time, small, font, mark");
    lines.extend(parts.nodes().iter().map(|part| one_line(&part.text())));
    let called = is_called_so(leaf) || parts.nodes().iter().any(is_called_so);
    if called && (held::holds_a_day(&lines[0]) || held::names_an_hour(&lines[0])) {
        lines.push(format!("Embargo: {}", lines[0]));
    }
    lines.retain(|line| is_line_of_embargo(line));
    // Of a line and its parts the whole says more.
    let whole = lines.first().cloned().unwrap_or_default();
    lines.retain(|line| *line == whole || !whole.contains(line.as_str()));
    lines.truncate(MOST);
    lines
}

/// Whether an element, or what stands right around it, is called after an embargo.
fn is_called_so(node: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 4] = ["embargo", "embargoed", "sperrfrist", "embargado"];
    let around = node.parent().filter(NodeRef::is_element);
    let is_small = |one: &NodeRef<'_>| one.text().len() <= LONGEST;
    around.into_iter().filter(is_small).chain([*node]).any(|one| {
        let words = words_of(&one);
        NAMES.iter().any(|name| words.iter().any(|word| word == name))
    })
}
