//! When an article is from and who wrote it, where the page marks that: in microdata, RDFa,
//! `time`, or by the name of the element. It reads no other line.

use super::class_words::words_of;
use super::elsewhere::{is_beside_another, is_elsewhere};
use super::headline::Headline;
use super::measure::{below, is_block, is_named, is_sentence, leaves};
use super::metadata::{PageMetadata, is_no};
use super::shown;
use crate::text::dates::read_date;
use crate::text::plain_text::one_line;
use dom_query::{Document, NodeRef};
use std::collections::HashSet;

/// Where a page says it to machines, or nearly so.
const DATES: &str = "[itemprop~='datePublished'], [property~='datePublished'], \
    [property~='schema:datePublished'], [property~='dc:date'], [property~='dcterms:created'], \
    [property~='dcterms:issued'], time[pubdate], .dt-published, time.entry-date, time.published, abbr.published, \
    .entry-date, .post-date, .published, .dateline, [class*='publish-date'], \
    [class*='article-date']";

/// Where one stands that is named after it, or marked as a time.
const NAMED: &str = "time, abbr[title], [class*='date' i], [class*='time' i], [id*='date' i], \
    [class*='publi' i]";

/// The longest line that only says when, in bytes.
const LONGEST: usize = 60;

/// The most places that are looked at.
const MOST_PLACES: usize = 100;

const AUTHORS: &str = "[itemprop~='author'] [itemprop~='name'], [itemprop~='author'], \
    a[rel~='author'], .byline a, .byline, [class*='byline'], .author-name, .entry-author, \
    .post-author, [class*='post-author'], [class*='author-name'], [class*='author__name'], \
    .article-author, .author a, .author, .autor, .writer, .p-author, [property~='author'], \
    [property~='schema:author'], [property~='dc:creator']";

/// Fills what is still open from the places that are marked.
pub(super) fn read(document: &Document, headline: &Headline<'_>, facts: &mut PageMetadata) {
    if facts.published.is_none() {
        let places = document.select(DATES);
        dates_at(places.nodes().iter().copied(), headline, facts);
    }
    if facts.authors.is_empty() {
        authors(document, headline, facts);
    }
    terms(document, facts);
}

/// What is not for everybody, in microdata.
fn terms(document: &Document, facts: &mut PageMetadata) {
    let places = document.select("[itemprop~='isAccessibleForFree']");
    for place in places.nodes().iter().take(MOST_PLACES) {
        let said =
            place.attr("content").map_or_else(|| place.text().to_string(), |it| it.to_string());
        let scope =
            place.ancestors_it(None).find(|one| one.is_element() && one.has_attr("itemscope"));
        let Some(scope) = scope.filter(|_| is_no(&said)) else { continue };
        let kind = scope.attr("itemtype").unwrap_or_default();
        let name = kind.rsplit('/').next().unwrap_or_default();
        if name == "WebPageElement" {
            let selector = below(&scope, "[itemprop~='cssSelector']");
            let selector = selector.nodes().first().map(|one| {
                one.attr("content").map_or_else(|| one.text().to_string(), |it| it.to_string())
            });
            facts.offer_paid_part(&selector.unwrap_or_default());
        }
        facts.is_paid |= name.contains("Article") || name == "BlogPosting";
    }
}

/// The first time that stands in the article, or between its headline and its text, in no
/// sentence and beside no link: what the page shows beside its headline comes before it.
pub(super) fn times(document: &Document, headline: &Headline<'_>, facts: &mut PageMetadata) {
    if facts.published.is_some() {
        return;
    }
    let all = document.select(NAMED);
    let inside = document.select("article, main, h1 ~ time, header");
    let inside: HashSet<_> = inside.nodes().iter().map(|one| one.id).collect();
    let is_in_article = |place: &NodeRef<'_>| {
        is_named(place, "time")
            && place.ancestors_it(None).chain([*place]).any(|one| inside.contains(&one.id))
    };
    let places = all.nodes().iter().copied().filter(|place| {
        (is_in_article(place) || stands_near(place, headline)) && is_named_so(place)
    });
    dates_at(places.collect::<Vec<_>>().into_iter(), headline, facts);
}

/// Whether a place stands in what is around the headline alone.
fn stands_near(place: &NodeRef<'_>, headline: &Headline<'_>) -> bool {
    const NEAR: usize = 5;
    let common = place.ancestors_it(None).find(|one| headline.is_in(one));
    let Some((line, common)) = headline.node.zip(common) else { return false };
    !common.is("body, html") && line.ancestors_it(Some(NEAR)).any(|one| one.id == common.id)
}

/// Whether it is a time, or a word of its class or id is one for it.
fn is_named_so(place: &NodeRef<'_>) -> bool {
    const WORDS: [&str; 18] = [
        "date",
        "dates",
        "dated",
        "datetime",
        "datestamp",
        "datepublished",
        "dateline",
        "pubdate",
        "pubtime",
        "published",
        "publishdate",
        "publishtime",
        "publication",
        "timestamp",
        "time",
        "postdate",
        "datum",
        "fecha",
    ];
    is_named(place, "time")
        || is_named(place, "abbr")
        || words_of(place).iter().any(|word| WORDS.contains(&word.as_str()))
}

fn dates_at<'a>(
    places: impl Iterator<Item = NodeRef<'a>>,
    headline: &Headline<'_>,
    facts: &mut PageMetadata,
) {
    let is_told = |place: &NodeRef<'_>| {
        let Some(around) = place.parent() else { return false };
        let is_line = is_block(&around) && leaves(&around).is_empty();
        is_line && is_sentence(&one_line(&around.text()))
    };
    let is_anothers = |place: &NodeRef<'_>| {
        is_elsewhere(place, headline) || is_told(place) || is_beside_another(place, headline)
    };
    for place in places.take(MOST_PLACES).filter(|place| !is_anothers(place)) {
        date_at(&place, facts);
        if facts.published.is_some() {
            return;
        }
    }
}

/// What an element says in its data, or else in its text.
fn date_at(place: &NodeRef<'_>, facts: &mut PageMetadata) {
    let said = ["datetime", "content", "title"].iter().find_map(|name| place.attr(name));
    let said = said.filter(|_| !shown::is_of_a_change(place));
    let is_of_time = is_named(place, "time") || place.has_attr("itemprop");
    match said.as_deref() {
        Some(said) if is_of_time => facts.offer_published(said),
        Some(said) => facts.published = read_date(said),
        None => {}
    }
    if facts.published.is_none() && !is_named(place, "abbr") {
        let text = one_line(&place.text());
        let shown_date = shown::date_of(&text);
        facts.published = shown_date.map(|date| shown::marked(place, date).unwrap_or(date));
        if facts.published.is_none() && is_of_time && text.len() <= LONGEST {
            facts.offer_published(&text);
        }
    }
}

fn authors(document: &Document, headline: &Headline<'_>, facts: &mut PageMetadata) {
    const MOST: usize = 20;
    let places = document.select(AUTHORS);
    let all = places.nodes().iter().take(MOST_PLACES);
    for place in all.filter(|one| !is_elsewhere(one, headline)).take(MOST) {
        for (text, url) in shown::byline_of(place) {
            if text.len() <= 120 {
                facts.offer_author(&text, url.as_deref());
            }
        }
        if !facts.authors.is_empty() {
            return;
        }
    }
}
