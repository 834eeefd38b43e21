//! Makes one shape of what pages are laid out with: tables that only place things,
//! paragraphs parted by line breaks. It removes no word that is shown.

use super::measure::{below, is_named, is_sentence, letters, link_share};
use super::weights::is_control;
use crate::text::elements;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What ends a run of text, as a selector.
static ENDS_RUN: LazyLock<String> = LazyLock::new(|| {
    let blocks = elements::blocks().filter(|name| !is_frame(name));
    blocks.chain(["script", "style"]).collect::<Vec<_>>().join(", ")
});

/// What may hold paragraphs that nothing marks.
const HOLDERS: &str = "body, div, section, article, main, header, hgroup, td, center, font, span, b, \
    blockquote";

/// The number of rows with several cells that make a table of data.
const DATA_ROWS: usize = 3;

/// Straightens a page.
pub(super) fn straighten(document: &Document) {
    document.select("script, style, template, noscript style").remove();
    name_as_usual(document);
    name_paragraphs(document);
    for table in document.select("table").nodes() {
        if is_layout(table) {
            unfold(table);
        }
    }
    let outer = holders_of_blocks(document);
    for node in document.select(HOLDERS).nodes() {
        part(node, &outer);
    }
}

/// What a page of AMP calls otherwise gets its name of HTML.
fn name_as_usual(document: &Document) {
    const SHOWN: [(&str, &str); 5] = [
        ("amp-img", "img"),
        ("amp-anim", "img"),
        ("amp-iframe", "iframe"),
        ("amp-video", "video"),
        ("amp-audio", "audio"),
    ];
    for (name, usual) in SHOWN {
        for node in document.select(name).nodes() {
            // Only what stands in for it, and its sources, stand in one.
            if usual == "img" || usual == "iframe" {
                node.remove_children();
            }
            node.rename(usual);
        }
    }
    for film in document.select("amp-youtube[data-videoid]").nodes() {
        let id = film.attr("data-videoid").unwrap_or_default();
        film.remove_children();
        film.rename("iframe");
        film.set_attr("src", &format!("https://www.youtube.com/embed/{id}"));
    }
}

/// Paragraphs in elements that a site names itself (`news-p`), one beside the other.
fn name_paragraphs(document: &Document) {
    let is_own = |node: &NodeRef<'_>| node.node_name().is_some_and(|name| name.contains('-'));
    let is_blank = |one: &NodeRef<'_>| !one.is_text() || one.text().trim().is_empty();
    let own = document.select("body *");
    let own: Vec<_> = own.nodes().iter().filter(|node| is_own(node)).collect();
    let is_one = |node: &&&NodeRef<'_>| {
        let holds = || node.parent().filter(|around| is_own(around) || may_hold(around));
        is_sentence(&one_line(&node.text()))
            && !below(node, &ENDS_RUN).exists()
            && !node.element_children().iter().any(is_own)
            && holds().is_some_and(|around| around.children_it(false).all(|one| is_blank(&one)))
    };
    // What is named first must not change what stands beside it.
    let all: Vec<_> = own.iter().filter(is_one).collect();
    all.iter().for_each(|node| node.rename("p"));
}

fn may_hold(node: &NodeRef<'_>) -> bool {
    ["body", "main", "article", "section", "div"].iter().any(|name| is_named(node, name))
}

fn is_layout(table: &NodeRef<'_>) -> bool {
    if below(table, "table").exists()
        || table.attr("role").is_some_and(|role| &*role == "presentation")
    {
        return true;
    }
    let full = |row: &&NodeRef<'_>| {
        below(row, "td, th").nodes().iter().filter(|cell| letters(&cell.text()) > 0).count() > 1
    };
    let rows = below(table, "tr").nodes().iter().filter(full).count();
    let long = |cell: &NodeRef<'_>| letters(&cell.text()) > 120 && link_share(cell, |_| true) < 0.5;
    rows < DATA_ROWS
        && !below(table, "th, caption").exists()
        && below(table, "td").nodes().iter().any(long)
}

/// Its parts, down to the tables in it, become blocks.
fn unfold(table: &NodeRef<'_>) {
    let mut waiting = vec![*table];
    while let Some(node) = waiting.pop() {
        let children = node.element_children();
        waiting.extend(children.into_iter().filter(|child| {
            ["tbody", "thead", "tfoot", "tr", "td", "th"].iter().any(|name| is_named(child, name))
                && !is_named(&node, "td")
        }));
        node.rename("div");
    }
}

fn ends_run(name: &str) -> bool {
    (elements::is_block(name) && !is_frame(name)) || matches!(name, "script" | "style")
}

/// A line break parts lines, and the page around everything ends nothing.
fn is_frame(name: &str) -> bool {
    matches!(name, "br" | "html" | "body")
}

/// Everything that has a block in it.
fn holders_of_blocks(document: &Document) -> HashSet<dom_query::NodeId> {
    let mut outer = HashSet::new();
    for block in document.select(&ENDS_RUN).nodes() {
        for around in block.ancestors_it(None) {
            if !outer.insert(around.id) {
                break;
            }
        }
    }
    outer
}

/// Makes paragraphs of the runs of text between blocks and double line breaks.
fn part(node: &NodeRef<'_>, outer: &HashSet<dom_query::NodeId>) {
    let is_block = |child: &NodeRef<'_>| {
        outer.contains(&child.id) || child.node_name().is_some_and(|name| ends_run(&name))
    };
    let mut runs: Vec<Vec<NodeRef<'_>>> = vec![Vec::new()];
    let mut breaks = 0;
    let mut parted = false;
    for child in node.children_it(false).collect::<Vec<_>>() {
        let is_blank = child.is_text() && child.text().trim().is_empty();
        if is_named(&child, "br") {
            breaks += 1;
            if breaks == 2 {
                parted = true;
                runs.push(Vec::new());
            }
        } else if !is_blank {
            breaks = 0;
        }
        if child.is_element() && is_block(&child) {
            parted = true;
            runs.push(Vec::new());
        } else if let Some(run) = runs.last_mut() {
            run.push(child);
        }
    }
    if !parted {
        return;
    }
    if ["font", "span", "b"].iter().any(|name| is_named(node, name)) {
        node.rename("div");
    }
    for run in runs {
        let text: String = run.iter().map(|child| child.text().to_string()).collect();
        let is_text = letters(&text) > 0 && !run.iter().all(is_control_or_blank);
        let Some(first) = run.first().filter(|_| is_text) else { continue };
        let paragraph = node.tree.new_element("p");
        first.insert_before(&paragraph);
        run.iter().for_each(|child| paragraph.append_child(child));
    }
}

/// A row of buttons is no paragraph.
fn is_control_or_blank(node: &NodeRef<'_>) -> bool {
    if node.is_element() { is_control(node) } else { node.text().trim().is_empty() }
}
