//! What a page shows beside its headline: who wrote the article, and when. It reads no
//! sentence of the text.

use super::house::is_elsewhere;
use super::measure::{below, is_sentence, leaves};
use super::metadata::PageMetadata;
use crate::sources::byline::is_byline;
use crate::text::dates::found;
use crate::text::plain_text::one_line;
use chrono::{DateTime, Utc};
use dom_query::{Document, NodeRef};

/// The longest line that is no text, in bytes.
const LONGEST: usize = 160;
/// The number of lines below the headline that are beside it.
const BELOW: usize = 12;
/// A sentence or two stand between the headline and its date.
const SENTENCES: usize = 2;
/// More words than these beside a date are about something else.
const MOST_WORDS: usize = 10;

/// Fills what is still open from the lines beside the headline.
pub(super) fn read(document: &Document, facts: &mut PageMetadata) {
    if facts.published.is_some() && !facts.authors.is_empty() {
        return;
    }
    let is_dated = facts.published.is_some();
    let is_signed = !facts.authors.is_empty();
    let mut date = None;
    for line in beside_headline(document, facts) {
        if !is_signed && facts.authors.is_empty() && is_byline(&line) {
            facts.offer_author(&line, None);
        }
        date = date.or_else(|| date_of(&line));
    }
    if !is_dated && date.is_some() {
        facts.published = date;
        facts.unreadable_date = None;
    }
}

/// The date of a line that says little else.
pub(super) fn date_of(line: &str) -> Option<DateTime<Utc>> {
    let date = found::first(line)?;
    let rest = line.split_whitespace().count();
    let of_date = line[date.range.clone()].split_whitespace().count();
    (rest.saturating_sub(of_date) <= MOST_WORDS).then_some(date.date)
}

/// The short lines below the headline, then those right above it.
fn beside_headline(document: &Document, facts: &PageMetadata) -> Vec<String> {
    let Some(headline) = headline(document, facts) else { return Vec::new() };
    let Some(body) = document.select("body").nodes().first().copied() else { return Vec::new() };
    let all = leaves(&body);
    let is_it = |leaf: &NodeRef<'_>| {
        leaf.id == headline.id
            || leaf.ancestors_it(None).any(|around| around.id == headline.id)
            || headline.ancestors_it(None).any(|around| around.id == leaf.id)
    };
    let Some(at) = all.iter().position(is_it) else { return Vec::new() };
    let mut lines = Vec::new();
    let mut sentences = 0;
    for leaf in all.iter().skip(at + 1).take(BELOW).filter(|leaf| !is_elsewhere(leaf)) {
        let text = shown(leaf);
        if is_sentence(&text) || text.len() > LONGEST {
            sentences += 1;
            if sentences > SENTENCES {
                break;
            }
        } else {
            lines.push(text);
        }
    }
    let near: Vec<_> = headline
        .ancestors_it(Some(2))
        .filter(|one| !one.is("body, html, main"))
        .map(|one| one.id)
        .collect();
    let above = all[..at].iter().rev().take(3);
    let above =
        above.filter(|leaf| leaf.ancestors_it(None).any(|around| near.contains(&around.id)));
    lines.extend(above.map(shown).filter(|text| text.len() <= LONGEST && !is_sentence(text)));
    lines
}

/// The text of a line; what stands in two elements is two words.
fn shown(leaf: &NodeRef<'_>) -> String {
    let texts = leaf.descendants_it().filter(NodeRef::is_text);
    one_line(&texts.map(|text| text.text().to_string()).collect::<Vec<_>>().join(" "))
}

fn headline<'a>(document: &'a Document, facts: &PageMetadata) -> Option<NodeRef<'a>> {
    let title = facts.title.as_deref().unwrap_or_default().to_lowercase();
    let heads = document.select("h1, h2, [itemprop~='headline']");
    let same = |node: &&NodeRef<'_>| {
        let text = one_line(&node.text()).to_lowercase();
        text.len() > 3 && (title == text || title.contains(&text))
    };
    let first = document.select("h1").nodes().first().copied();
    heads.nodes().iter().find(same).copied().or(first)
}

/// The text of a byline's element without the times in it, and the links to authors in it.
pub(super) fn byline_of(place: &NodeRef<'_>) -> Vec<(String, Option<String>)> {
    // A box about the author has the name in its first line.
    let lines = leaves(place);
    if lines.iter().any(|line| is_sentence(&one_line(&line.text()))) {
        let first = lines.first().map(|line| one_line(&line.text()));
        return first.into_iter().filter(|line| !is_sentence(line)).map(|it| (it, None)).collect();
    }
    let links = below(place, "a[rel~='author'], [itemprop~='name']");
    if links.exists() {
        let each = |link: &NodeRef<'_>| {
            (one_line(&link.text()), link.attr("href").map(|href| href.to_string()))
        };
        return links.nodes().iter().map(each).collect();
    }
    let in_time = |text: &NodeRef<'_>| {
        text.ancestors_it(None)
            .any(|around| around.node_name().is_some_and(|name| &*name == "time"))
    };
    let texts = place.descendants_it().filter(|node| node.is_text() && !in_time(node));
    let text = texts.map(|text| text.text().to_string()).collect::<Vec<_>>().join(" ");
    vec![(one_line(&text), place.attr("href").map(|href| href.to_string()))]
}
