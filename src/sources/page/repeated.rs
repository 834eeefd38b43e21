//! What many pages of one source have in common, word for word: lines of their texts, the
//! summary, pictures. It is of the site, not of an article. It decides nothing by two pages.

use super::measure::{leaves, letters};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawText};
use crate::source_memory::SourceMemory;
use crate::sources::html_tree;
use crate::text::plain_text::{self, one_line};
use crate::web_address::WebAddress;
use dom_query::NodeRef;
use std::collections::{BTreeMap, BTreeSet};

/// On fewer pages than this nothing repeats.
pub(super) const FEWEST: usize = 3;

/// What stands on all of so many pages is the site's wherever it stands.
const ENOUGH: usize = 5;

/// The number of lines at the end of a text that are looked at.
const EDGE: usize = 8;

/// Texts that have more than one part of this of their letters in common are one text.
const PART: usize = 3;

/// Takes what repeats from the ends of the texts of one pass, what stands on every page of
/// it, and what `memory` knows to. It is the same whatever the order of the pages.
pub(in crate::sources) fn take_out(pages: &mut [&mut RawItem], memory: &mut SourceMemory) {
    let texts: Vec<Vec<Fingerprint>> = pages.iter().map(|page| lines_of(page)).collect();
    let ends = counted(texts.iter().map(|lines| &lines[lines.len().saturating_sub(EDGE)..]));
    let about: Vec<Vec<Fingerprint>> = pages.iter().map(|page| about(page)).collect();
    let enough = FEWEST.max(pages.len().div_ceil(2));
    let all = ends.into_iter().chain(counted(about.iter().map(Vec::as_slice)));
    for (line, _) in all.filter(|(_, count)| *count >= enough) {
        memory.remember_line(line);
    }
    if pages.len() >= ENOUGH {
        let all = counted(texts.iter().map(Vec::as_slice));
        for (line, _) in all.into_iter().filter(|(_, count)| *count == pages.len()) {
            memory.remember_line(anywhere(line));
        }
    }
    for (page, about) in pages.iter_mut().zip(about) {
        if about.into_iter().any(|one| memory.repeats(one)) {
            without_the_sites(page, memory);
        }
    }
    for (page, lines) in pages.iter_mut().zip(texts) {
        let ends = lines.last().is_some_and(|line| memory.repeats(*line));
        if ends || lines.iter().any(|line| memory.repeats(anywhere(*line))) {
            shorten(page, memory);
        }
    }
}

/// Notes the texts that pages of several names have in common, word for word, from first to
/// last: of a site that asks for a login, or says "not found" in the place of its articles.
pub(in crate::sources) fn note_notices<'p>(
    pages: impl Iterator<Item = (&'p WebAddress, &'p RawItem)>,
    memory: &mut SourceMemory,
) {
    let mut names: BTreeMap<Fingerprint, BTreeSet<&str>> = BTreeMap::new();
    for (address, page) in pages {
        // One article may be listed in several folders, under one name.
        let path = address.as_name().trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(text) = whole(page) {
            names.entry(text).or_default().insert(name);
        }
    }
    for (text, _) in names.into_iter().filter(|(_, names)| names.len() >= FEWEST) {
        memory.remember_line(text);
    }
}

/// Whether the text of a page is known to stand on others.
pub(in crate::sources) fn is_notice(page: &RawItem, memory: &SourceMemory) -> bool {
    whole(page).is_some_and(|text| memory.repeats(text))
}

/// The name of all that a page says, under its headline if it has a date: then it may be one
/// of several that say the same.
fn whole(page: &RawItem) -> Option<Fingerprint> {
    let lines: Vec<_> = lines_of(page).into_iter().map(Fingerprint::to_bytes).collect();
    let headline = page.title.as_ref().filter(|_| page.published.or(page.updated).is_some());
    let headline = headline.map_or("", RawText::as_str).as_bytes();
    let all = [b"whole".as_slice(), headline].into_iter().chain(lines.iter().map(|line| &line[..]));
    (!lines.is_empty()).then(|| Fingerprint::of_parts(all))
}

/// On how many pages each line stands.
fn counted<'l>(pages: impl Iterator<Item = &'l [Fingerprint]>) -> BTreeMap<Fingerprint, usize> {
    let mut counts = BTreeMap::new();
    for line in pages.flat_map(|lines| lines.iter().collect::<BTreeSet<_>>()) {
        *counts.entry(*line).or_default() += 1;
    }
    counts
}

/// The name of a line that is the site's wherever it stands.
fn anywhere(line: Fingerprint) -> Fingerprint {
    Fingerprint::of_parts([b"anywhere".as_slice(), &line.to_bytes()])
}

/// The names of a page's summary and pictures.
fn about(page: &RawItem) -> Vec<Fingerprint> {
    let summary = page.summary.as_ref().map(|text| of_summary(text.as_str()));
    let media = page.media.iter().map(|one| of_picture(&one.url));
    let shown = match &page.content {
        Some(RawText::Html(html)) if html.contains("<img") => html_tree::fragment(html)
            .select("img[src]")
            .iter()
            .filter_map(|picture| picture.attr("src").map(|src| of_picture(&src)))
            .collect(),
        _ => Vec::new(),
    };
    summary.into_iter().chain(media).chain(shown).collect()
}

fn of_summary(text: &str) -> Fingerprint {
    Fingerprint::of_parts([b"summary".as_slice(), one_line(text).as_bytes()])
}

fn of_picture(address: &str) -> Fingerprint {
    Fingerprint::of_parts([b"picture".as_slice(), address.trim().as_bytes()])
}

/// Takes out the summary and the pictures that are the site's.
fn without_the_sites(page: &mut RawItem, memory: &SourceMemory) {
    let is_sites = |address: &str| memory.repeats(of_picture(address));
    page.media.retain(|one| !is_sites(&one.url));
    page.summary.take_if(|text| memory.repeats(of_summary(text.as_str())));
    let Some(RawText::Html(html)) = &page.content else { return };
    let fragment = html_tree::fragment(html);
    let pictures = fragment.select("img[src]");
    let mut sites = pictures
        .nodes()
        .iter()
        .filter(|one| one.attr("src").is_some_and(|src| is_sites(&src)))
        .peekable();
    if sites.peek().is_none() {
        return;
    }
    sites.for_each(NodeRef::remove_from_parent);
    page.content = Some(RawText::Html(fragment.html().to_string()));
}

/// What the lines of a page's text say, in their order.
fn lines_of(page: &RawItem) -> Vec<Fingerprint> {
    let Some(RawText::Html(html)) = &page.content else { return Vec::new() };
    let text = plain_text::from_html(html);
    text.lines().filter(|line| letters(line) > 0).map(of_line).collect()
}

fn of_line(line: &str) -> Fingerprint {
    Fingerprint::of(one_line(line).as_bytes())
}

fn shorten(page: &mut RawItem, memory: &SourceMemory) {
    let Some(RawText::Html(html)) = &page.content else { return };
    let fragment = html_tree::fragment(html);
    let all = letters(&fragment.html_root().text());
    let says = |leaf: &NodeRef<'_>| letters(&leaf.text()) > 0;
    let lines: Vec<NodeRef<'_>> = leaves(&fragment.root()).into_iter().filter(says).collect();
    let names_author = |leaf: &NodeRef<'_>| {
        page.authors
            .iter()
            .any(|author| !author.name.is_empty() && leaf.text().contains(&author.name))
    };
    let line = |leaf: &NodeRef<'_>| of_line(&leaf.text());
    let repeats = |leaf: &&NodeRef<'_>| memory.repeats(line(leaf)) && !names_author(leaf);
    let is_everywhere =
        |leaf: &&NodeRef<'_>| memory.repeats(anywhere(line(leaf))) && !names_author(leaf);
    let last = lines.iter().rev().take(EDGE).take_while(repeats).count();
    let (rest, end) = lines.split_at(lines.len() - last);
    let ends: Vec<NodeRef<'_>> = rest.iter().filter(is_everywhere).chain(end).copied().collect();
    let gone: usize = ends.iter().map(|leaf| letters(&leaf.text())).sum();
    if ends.is_empty() || gone * PART > all {
        return;
    }
    ends.iter().for_each(NodeRef::remove_from_parent);
    page.content = Some(RawText::Html(fragment.html().to_string()));
}
