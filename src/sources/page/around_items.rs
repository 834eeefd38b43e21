//! What a system writes around the texts of its feed's items: boxes that name themselves, and
//! what nearly all of the texts end with. It takes no sentence that leads nowhere, and never
//! all of a text.

use super::class_words;
use super::house::asks_or_leads;
use super::measure::{below, ends_as_sentence, is_sentence, letters};
use super::repeated::FEWEST;
use super::weights::Weights;
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawText};
use crate::source_memory::SourceMemory;
use crate::sources::html_tree;
use crate::text::elements::{is_block, is_never_text, shows_without_text};
use crate::text::html_pieces::{Onward, Piece, attribute, each_piece};
use crate::text::plain_text::one_line;
use dom_query::NodeRef;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The number of lines at the end of a text that are looked at.
const EDGE: usize = 6;

/// The longest of such ends, in characters.
const LONGEST: usize = 300;

/// So many links at the end of a line are looked at.
const MOST_LINKS: usize = 16;

/// So many of five texts have in common what is of their system.
const OF_FIVE: usize = 4;

/// What stands for an item's own headline and page in what all items have in common.
const OWN: &str = "\u{1}";

/// Takes the boxes out of the texts of one pass, and off their ends what nearly all have in
/// common or `memory` knows.
pub(in crate::sources) fn take_out(items: &mut [RawItem], memory: &mut SourceMemory) {
    for item in items.iter_mut() {
        let texts = [&mut item.content, &mut item.summary];
        texts.into_iter().flatten().for_each(without_boxes);
    }
    let mut counts: BTreeMap<Fingerprint, usize> = BTreeMap::new();
    let mut texts = 0;
    for item in items.iter() {
        let own = Own::of(item);
        let both = [&item.content, &item.summary].into_iter().flatten();
        let both: Vec<Text> = both.map(|text| Text::of(text, &own)).collect();
        texts += usize::from(!both.is_empty());
        let names: BTreeSet<Fingerprint> = both.iter().flat_map(Text::names).collect();
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let enough = FEWEST.max((texts * OF_FIVE).div_ceil(5));
    for (name, _) in counts.into_iter().filter(|(_, count)| *count >= enough) {
        memory.remember_line(name);
    }
    for item in items.iter_mut() {
        let own = Own::of(item);
        for text in [&mut item.content, &mut item.summary].into_iter().flatten() {
            let surplus = Text::of(text, &own).surplus(memory);
            shorten(text, surplus);
        }
    }
}

/// Boxes that are called after what shares a page or leads to others, and say no sentence.
fn without_boxes(text: &mut RawText) {
    let RawText::Html(html) = text else { return };
    if !class_words::may_name_sharing(html) {
        return;
    }
    let fragment = html_tree::fragment(html);
    let weights = Weights::of(&fragment.root());
    let whole = weights.at(&fragment.root()).letters;
    let boxes = fragment.select("div, section, aside, ul, ol, p, span");
    let is_one = |node: &&NodeRef<'_>| {
        let weight = weights.at(node);
        let own = class_words::is_of_a_plugin(node);
        let shows = below(node, "figure, picture, video, audio, iframe, table, blockquote, pre");
        let is_bare = own || (weight.letters > 0 && !shows.exists());
        let leads = own || asks_or_leads(&weight, class_words::Says::Around);
        (own || class_words::is_of_sharing(node))
            && weight.sentences == 0
            && is_bare
            && leads
            && weight.letters * 2 <= whole.max(1)
    };
    let gone: Vec<NodeRef<'_>> = boxes.nodes().iter().filter(is_one).copied().collect();
    if !gone.is_empty() {
        gone.iter().for_each(NodeRef::remove_from_parent);
        *text = RawText::Html(fragment.html().to_string());
    }
}

/// What an item is called, and where it is.
struct Own {
    title: String,
    page: Option<String>,
}

impl Own {
    fn of(item: &RawItem) -> Self {
        let title = item.title.as_ref().map(|title| match title {
            RawText::Html(html) => crate::text::plain_text::from_html(html),
            RawText::Plain(text) => text.clone(),
        });
        let title = one_line(&title.unwrap_or_default());
        let page = item.url.as_deref().map(without_scheme).filter(|page| page.contains('/'));
        Self { title, page: page.map(str::to_owned) }
    }

    /// Where the headline stands in a line.
    fn title_in(&self, line: &str) -> Option<Range<usize>> {
        let at = line.find(&self.title).filter(|_| letters(&self.title) >= 3)?;
        Some(at..at + self.title.len())
    }

    /// An address, with a mark in the place of the item's own page.
    fn marked(&self, href: &str) -> String {
        let href = without_scheme(href);
        let rest = self.page.as_deref().and_then(|page| href.strip_prefix(page));
        let rest = rest.map(|rest| rest.trim_start_matches('/'));
        match rest.filter(|rest| rest.is_empty() || rest.starts_with(['?', '#', '&'])) {
            // What follows it counts clicks, or says where on the page.
            Some(_) => OWN.to_owned(),
            None => href.to_owned(),
        }
    }
}

fn without_scheme(address: &str) -> &str {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

/// A line of a text, with its links.
#[derive(Default)]
struct Line {
    text: String,
    links: Vec<(Range<usize>, String)>,
    /// A picture, a film or the like is in it.
    shows: bool,
}

/// The last lines of a text, and their ends that may be of the system.
struct Text {
    /// The last one first: each with the ends of its own, the longest first.
    lines: Vec<Vec<End>>,
    /// The letters of all lines.
    letters: usize,
}

/// An end of a line.
struct End {
    name: Fingerprint,
    /// The characters in it that are no white space.
    length: usize,
    is_whole_line: bool,
    letters: usize,
}

impl Text {
    fn of(text: &RawText, own: &Own) -> Self {
        let all = match text {
            RawText::Html(html) => lines_of(html),
            RawText::Plain(text) => {
                let line = |text: &str| Line { text: one_line(text), ..Line::default() };
                text.lines().map(line).filter(|line| !line.text.is_empty()).collect()
            }
        };
        let lines = all.iter().rev().take(EDGE).take_while(|line| !line.shows);
        let lines = lines.map(|line| ends_of(line, own)).collect();
        Self { lines, letters: all.iter().map(|line| letters(&line.text)).sum() }
    }

    fn names(&self) -> impl Iterator<Item = Fingerprint> {
        self.lines.iter().flatten().map(|end| end.name)
    }

    /// How many characters at the end are known to be of the system, white space not counted.
    fn surplus(&self, memory: &SourceMemory) -> usize {
        let (mut length, mut gone) = (0, 0);
        for ends in &self.lines {
            let Some(end) = ends.iter().find(|end| memory.repeats(end.name)) else { break };
            length += end.length;
            gone += end.letters;
            if !end.is_whole_line {
                break;
            }
        }
        if gone < self.letters { length } else { 0 }
    }
}

/// The ends of a line that a system may have written: the line, its last sentences, and a
/// last link.
fn ends_of(line: &Line, own: &Own) -> Vec<End> {
    let text = &line.text;
    if says_whose_it_is(line) {
        return Vec::new();
    }
    let title = own.title_in(text);
    let is_in_title = |at: usize| title.as_ref().is_some_and(|title| title.contains(&at));
    // A whole text may stand on one line: only so much of it can be an end.
    let begin = text.floor_char_boundary(text.len().saturating_sub(LONGEST * char::MAX.len_utf8()));
    let mut starts: Vec<usize> = Vec::from_iter((begin == 0).then_some(0));
    let gaps = text[begin..].match_indices(' ').map(|(at, _)| begin + at + 1);
    starts.extend(gaps.filter(|at| !is_in_title(*at) && is_over(&text[..*at])));
    let last = line.links.last().filter(|(at, _)| letters(&text[at.end..]) == 0);
    let last = last.filter(|(at, to)| at.start >= begin && own.marked(to) == OWN);
    starts.extend(last.map(|(at, _)| at.start));
    starts.sort_unstable();
    starts.dedup();
    let may_be = |at: &usize| {
        let end = &text[*at..];
        let leads = line.links.iter().any(|(link, _)| link.start >= *at);
        let speaks_of_it = title.as_ref().is_some_and(|title| title.start >= *at);
        let is_after_a_cut = is_cut(&text[..*at]);
        let is_label = *at == 0 && !is_sentence(end);
        letters(end) > 0
            && end.chars().count() <= LONGEST
            && (leads || speaks_of_it || is_after_a_cut || is_label)
    };
    let end = |at: usize| {
        let mut name = match title.as_ref().filter(|title| title.start >= at) {
            Some(title) => format!("{}{OWN}{}", &text[at..title.start], &text[title.end..]),
            None => text[at..].to_owned(),
        };
        for (_, to) in line.links.iter().filter(|(link, _)| link.start >= at) {
            name.push('\n');
            name.push_str(&own.marked(to));
        }
        End {
            name: Fingerprint::of_parts([b"end of an item".as_slice(), name.as_bytes()]),
            length: text[at..].chars().filter(|c| !c.is_whitespace()).count(),
            is_whole_line: at == 0,
            letters: letters(&text[at..]),
        }
    };
    starts.into_iter().filter(may_be).map(end).collect()
}

/// Whether a sentence or a text that was cut off ends there.
fn is_over(before: &str) -> bool {
    ends_as_sentence(before) || is_cut(before)
}

/// Whether a text was cut off there.
fn is_cut(before: &str) -> bool {
    let before = before.trim_end();
    ["…", "...", "[…]", "[...]"].iter().any(|mark| before.ends_with(mark))
}

/// Whether it says under which terms it may be shown.
fn says_whose_it_is(line: &Line) -> bool {
    let mut hosts = line.links.iter().map(|(_, to)| without_scheme(to));
    line.text.contains('©') || hosts.any(|to| to.starts_with("creativecommons.org"))
}

/// What a text of HTML shows, line by line.
fn lines_of(html: &str) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let (mut unread, mut link) = (0_usize, None);
    each_piece(html, |piece| {
        let Some(line) = lines.last_mut() else { return Onward::Stop };
        match piece {
            Piece::Open(tag) if is_never_text(&tag.name) => {
                unread += usize::from(!tag.self_closing);
            }
            Piece::Close(tag) if is_never_text(&tag.name) => unread = unread.saturating_sub(1),
            Piece::Open(tag) if &*tag.name == "a" => {
                link = attribute(tag, "href").map(|href| (line.text.len(), href.to_owned()));
            }
            Piece::Close(tag) if &*tag.name == "a" => {
                let ended =
                    link.take().map(|(at, to)| (at.min(line.text.len())..line.text.len(), to));
                line.links.extend(ended);
            }
            Piece::Open(tag) | Piece::Close(tag) if is_block(&tag.name) => {
                lines.push(Line::default());
            }
            Piece::Open(tag) => line.shows |= shows_without_text(&tag.name),
            Piece::Text(text) if unread == 0 => line.text.push_str(text),
            Piece::Text(_) | Piece::Close(_) => {}
        }
        Onward::Yes
    });
    lines.retain(|line| line.shows || !line.text.trim().is_empty());
    lines.into_iter().map(folded).collect()
}

/// With its white space folded, and the links where they are then.
fn folded(mut line: Line) -> Line {
    let early = line.links.len().saturating_sub(MOST_LINKS);
    line.links.drain(..early);
    let at = |at: usize| {
        let before = one_line(&line.text[..at]).len();
        // The space before a word is folded with it.
        before + usize::from(before > 0 && line.text[..at].ends_with(char::is_whitespace))
    };
    let links = line.links.iter().map(|(link, to)| (at(link.start)..at(link.end), to.clone()));
    let text = one_line(&line.text);
    let fits = |(link, _): &(Range<usize>, String)| {
        link.end <= text.len()
            && text.is_char_boundary(link.start)
            && text.is_char_boundary(link.end)
    };
    let links =
        links.map(|(link, to)| (link.start..link.end.min(text.len()), to)).filter(fits).collect();
    Line { text, links, shows: line.shows }
}

/// Takes so many characters off the end of a text, white space not counted.
fn shorten(text: &mut RawText, mut surplus: usize) {
    if surplus == 0 {
        return;
    }
    let html = match text {
        RawText::Plain(plain) => {
            plain.truncate(kept_of(plain, &mut surplus));
            return;
        }
        RawText::Html(html) => html,
    };
    let fragment = html_tree::fragment(html);
    let root = fragment.root();
    let texts: Vec<NodeRef<'_>> = root.descendants_it().filter(NodeRef::is_text).collect();
    let is_read = |node: &&NodeRef<'_>| {
        let unread =
            |around: &NodeRef<'_>| around.node_name().is_some_and(|name| is_never_text(&name));
        !node.ancestors_it(None).any(|around| unread(&around))
    };
    for node in texts.iter().rev().filter(is_read) {
        if surplus == 0 {
            break;
        }
        let said = node.text();
        let kept = kept_of(&said, &mut surplus);
        match kept {
            0 => without_what_held_it(node),
            kept => node.set_text(&said[..kept]),
        }
    }
    *text = RawText::Html(fragment.html().to_string());
}

/// How much of a text stays when characters are taken off its end, as many as there are.
fn kept_of(text: &str, surplus: &mut usize) -> usize {
    let mut kept = text.len();
    for (at, c) in text.char_indices().rev() {
        if *surplus == 0 {
            break;
        }
        kept = at;
        *surplus -= usize::from(!c.is_whitespace());
    }
    text[..kept].trim_end().len()
}

/// Removes a node, and what held nothing else.
fn without_what_held_it(node: &NodeRef<'_>) {
    let mut gone = *node;
    while let Some(around) = gone.parent().filter(NodeRef::is_element) {
        let is_bare = |other: NodeRef<'_>| {
            other.id == gone.id || (other.is_text() && other.text().trim().is_empty())
        };
        if !around.children_it(false).all(is_bare) {
            break;
        }
        gone = around;
    }
    gone.remove_from_parent();
}
