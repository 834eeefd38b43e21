//! What a page shows beside its headline: who wrote the article, and when. It reads no
//! sentence of the text.

use super::elsewhere::is_elsewhere;
use super::headline::Headline;
use super::measure::{behind_label, below, is_named, is_sentence, leaves};
use super::metadata::PageMetadata;
use crate::sources::byline::{is_byline, opens_with};
use crate::text::dates::{found, read_date};
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
pub(super) fn read<'a>(document: &'a Document, headline: &Headline<'a>, facts: &mut PageMetadata) {
    if facts.published.is_some() && !facts.authors.is_empty() {
        return;
    }
    let is_dated = facts.published.is_some();
    let is_signed = !facts.authors.is_empty();
    let mut date = None;
    for place in beside_headline(document, headline) {
        let line = shown(&place);
        if !is_signed && facts.authors.is_empty() {
            author_of(&place, &line, facts);
        }
        date = date.or_else(|| date_of(&line).map(|date| marked(&place, date).unwrap_or(date)));
    }
    for (place, line) in signed_below(document, headline) {
        if facts.authors.is_empty() {
            author_of(&place, &line, facts);
        }
        date = date.or_else(|| date_of(&line).map(|date| marked(&place, date).unwrap_or(date)));
    }
    date = date.or_else(|| dateline(document, headline).filter(|_| !is_dated));
    if !is_dated && date.is_some() {
        facts.published = date;
        facts.unreadable_date = None;
    }
}

/// Who is named in a line that is a byline, or begins as one with a name that is a link.
fn author_of(place: &NodeRef<'_>, line: &str, facts: &mut PageMetadata) {
    if is_byline(first_part(line)) {
        return facts.offer_author(first_part(line), None);
    }
    let links = below(place, "a[href]");
    let name = |link: &NodeRef<'_>| one_line(&link.text());
    for link in links.nodes().iter().filter(|link| leads_to_a_person(link)).take(MOST_WORDS) {
        facts.offer_author(&name(link), link.attr("href").as_deref());
    }
    if !facts.authors.is_empty() {
        return;
    }
    if let Some(link) = links.nodes().first().filter(|link| opens_with(line, &name(link))) {
        facts.offer_author(&name(link), link.attr("href").as_deref());
    }
}

/// What stands around the headline, up to where there are sentences in it as well.
fn around_text<'a>(place: &Headline<'a>) -> Option<NodeRef<'a>> {
    const NEAR: usize = 5;
    let headline = place.node?;
    let mut around =
        headline.ancestors_it(Some(NEAR)).filter(|one| one.is_element() && !one.is("body, html"));
    around.find(|one| leaves(one).iter().any(|leaf| is_sentence(&shown(leaf))))
}

/// Whether a line is a byline, or begins as one and leads to the page of who wrote.
fn signs(leaf: &NodeRef<'_>, line: &str) -> bool {
    let links = below(leaf, "a[href]");
    is_byline(first_part(line))
        || links
            .nodes()
            .iter()
            .any(|link| leads_to_a_person(link) && opens_with(line, &one_line(&link.text())))
}

/// A line up to the mark behind which its buttons stand: "Posted by Asma Rind | Permalink".
fn first_part(line: &str) -> &str {
    line.split(" | ").next().unwrap_or(line)
}

/// Whether a link leads to the page of one who writes, by its path: `/author/asma-rind`.
fn leads_to_a_person(link: &NodeRef<'_>) -> bool {
    const PLACES: [&str; 24] = [
        "author",
        "authors",
        "autor",
        "autores",
        "autoren",
        "autorin",
        "auteur",
        "auteurs",
        "autore",
        "autori",
        "byline",
        "columnist",
        "columnists",
        "contributor",
        "contributors",
        "correspondents",
        "journalist",
        "journalists",
        "journaliste",
        "profile",
        "profiles",
        "reporter",
        "reporters",
        "writers",
    ];
    let href = link.attr("href").unwrap_or_default().to_ascii_lowercase();
    let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let (before, name) = path.rsplit_once('/').unwrap_or_default();
    let place = before.rsplit('/').next().unwrap_or_default();
    let is_name = one_line(&link.text()).split_whitespace().count() <= 6;
    !name.is_empty() && PLACES.contains(&place) && is_name
}

/// The date with which the first sentence below the headline begins, as wires write it:
/// "LONDON, Nov. 20, 2026 (Wire) -- The council …". It is none where anything is told of it.
fn dateline(document: &Document, place: &Headline<'_>) -> Option<DateTime<Utc>> {
    const LONGEST: usize = 90;
    let headline = place.node?;
    let body = document.select("body").nodes().first().copied()?;
    let lines = leaves(&body);
    let at = lines.iter().position(|leaf| {
        leaf.id == headline.id || leaf.ancestors_it(None).any(|around| around.id == headline.id)
    })?;
    let below = lines.iter().skip(at + 1).filter(|leaf| !is_elsewhere(leaf, place));
    let text = below.take(BELOW * 2).map(shown).find(|text| is_sentence(text))?;
    let end = [" -- ", " \u{2013} ", " \u{2014} ", " - "].iter().filter_map(|dash| text.find(dash));
    let end = end.min().filter(|end| *end <= LONGEST)?;
    let opening = &text[..end];
    let date = found::first(opening)?;
    let rest = format!("{} {}", &opening[..date.range.start], &opening[date.range.end..]);
    let mut words = rest.split_whitespace();
    // A dash after the date alone may be any sentence's.
    let is_wire = text[end..].starts_with(" -- ") || words.clone().next().is_some();
    let is_told = words.any(|word| word.starts_with(char::is_lowercase));
    (is_wire && !is_told).then_some(date.date)
}

/// The last lines of the article's element, behind its last sentence, where a byline is one
/// of them: that, and what stands right beside it.
fn signed_below<'a>(document: &'a Document, place: &Headline<'a>) -> Vec<(NodeRef<'a>, String)> {
    const LAST: usize = 6;
    let articles = document.select("article, main, [itemtype*='Article']");
    let marked = articles.nodes().iter().rfind(|one| place.is_in(one)).copied();
    let Some(article) = marked.or_else(|| around_text(place)) else { return Vec::new() };
    let lines: Vec<_> =
        leaves(&article).into_iter().rev().take(LAST).map(|leaf| (leaf, shown(&leaf))).collect();
    let is_text = |line: &str| is_sentence(line) || line.len() > LONGEST;
    let behind: Vec<_> = lines.into_iter().take_while(|(_, line)| !is_text(line)).collect();
    let Some(at) =
        behind.iter().position(|(leaf, line)| signs(leaf, line) && !is_elsewhere(leaf, place))
    else {
        return Vec::new();
    };
    let near = at.saturating_sub(1)..(at + 2).min(behind.len());
    behind[near].iter().filter(|(leaf, _)| !is_elsewhere(leaf, place)).cloned().collect()
}

/// The date that a line's time is marked with: what it shows may be the day alone.
pub(super) fn marked(line: &NodeRef<'_>, date: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let times = below(line, "time[datetime], abbr[title]");
    let times: Vec<_> = times.nodes().iter().filter(|time| !is_of_a_change(time)).collect();
    let says = |time: &&&NodeRef<'_>| {
        found::first(&one_line(&time.text())).is_some_and(|found| found.date == date)
    };
    let only = || times.first().filter(|_| times.len() == 1);
    let time = times.iter().find(says).or_else(only)?;
    read_date(&time.attr("datetime").or_else(|| time.attr("title"))?)
}

/// Whether a time is marked as that of a change, and shows another date before.
pub(super) fn is_of_a_change(time: &NodeRef<'_>) -> bool {
    let text = one_line(&time.text());
    let are_two = || {
        let first = found::first(&text);
        first.is_some_and(|first| found::first(&text[first.range.end..]).is_some())
    };
    time.attr("itemprop")
        .is_some_and(|property| property.split(' ').any(|one| one == "dateModified"))
        && are_two()
}

/// The date of a line that says little else; of two, the one on which it was published.
pub(super) fn date_of(line: &str) -> Option<DateTime<Utc>> {
    let line = behind_label(line);
    let date = found::first(line)?;
    let rest = line.split_whitespace().count();
    let of_date = line[date.range.clone()].split_whitespace().count();
    let before = &line[..date.range.start];
    let is_of_it = rest.saturating_sub(of_date) <= MOST_WORDS && !tells(before);
    if !is_of_it || found::is_of_something_else(line) {
        return None;
    }
    Some(found::published(line)?.date)
}

/// Whether so many small words in a row stand before a date that it is told of.
fn tells(before: &str) -> bool {
    const IN_A_ROW: usize = 4;
    let mut row = 0;
    before.split_whitespace().any(|word| {
        row = if word.starts_with(char::is_lowercase) { row + 1 } else { 0 };
        row == IN_A_ROW
    })
}

/// The short lines below the headline, then those right above it.
fn beside_headline<'a>(document: &'a Document, place: &Headline<'_>) -> Vec<NodeRef<'a>> {
    let Some(headline) = place.node else { return Vec::new() };
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
    for leaf in all.iter().skip(at + 1).take(BELOW).filter(|leaf| !is_elsewhere(leaf, place)) {
        let text = shown(leaf);
        if is_sentence(&text) || text.len() > LONGEST {
            sentences += 1;
            if sentences > SENTENCES {
                break;
            }
        } else {
            lines.push(*leaf);
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
    let is_short = |leaf: &&NodeRef<'_>| {
        let text = shown(leaf);
        text.len() <= LONGEST && !is_sentence(&text)
    };
    lines.extend(above.filter(is_short).copied());
    lines
}

/// The text of a line; what stands in two elements is two words.
pub(super) fn shown(leaf: &NodeRef<'_>) -> String {
    let texts = leaf.descendants_it().filter(NodeRef::is_text);
    one_line(&texts.map(|text| text.text().to_string()).collect::<Vec<_>>().join(" "))
}

/// The text of a byline's element without the times and buttons in it, and the links to authors in it.
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
            .any(|around| is_named(&around, "time") || is_named(&around, "button"))
    };
    let parts = place.descendants_it().filter_map(|node| match node.is_text() {
        true => (!in_time(&node)).then(|| node.text().to_string()),
        false => is_named(&node, "br").then(|| "|".to_owned()),
    });
    let text = parts.collect::<Vec<_>>().join(" ");
    vec![(one_line(&text), place.attr("href").map(|href| href.to_string()))]
}
