//! What one document of a site is as a way for articles: a feed, a sitemap, a page
//! that lists them. It looks at what was brought, and reads a few articles of a
//! listing.

use super::found::{Kind, Way};
use crate::config::settings::Selectors;
use crate::fetch::Body;
use crate::raw_item::RawItem;
use crate::sources::feed::{self, Document, FeedError};
use crate::sources::sitemap::{self, Entry, SitemapError};
use crate::sources::{Known, Visitor, listing};
use crate::text::plain_text;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Fewer characters than this are a summary, not an article.
const A_SUMMARY: usize = 700;

/// Fewer links than this are no list of articles.
const A_LIST: usize = 3;

/// The number of articles of a listing that are read, to see that they can be.
const READ: usize = 3;

/// The number of sitemaps of an index that are looked at.
const BELOW: usize = 3;

/// Selectors that a listing's links are tried with, the narrowest first.
const SELECTORS: [&str; 8] = [
    "article h2 a",
    "article h3 a",
    "main h2 a",
    "main h3 a",
    "h2 a",
    "h3 a",
    "article a",
    "h2 a, h3 a",
];

/// A document as a feed.
pub(super) fn feed(body: &Body) -> Result<Way, FeedError> {
    let document = Document {
        bytes: &body.bytes,
        content_type: body.content_type.as_deref(),
        base: Some(&body.final_address),
    };
    let reading = feed::read(&document, &Known::default())?;
    let short = reading.items.iter().filter(|item| length(item) < A_SUMMARY).count();
    let dates = sorted(reading.items.iter().filter_map(|item| item.published.or(item.updated)));
    Ok(Way {
        title: reading.title,
        summaries: short * 2 > reading.items.len(),
        ..Way::new(Kind::Feed, body, reading.items.len(), dates)
    })
}

fn length(item: &RawItem) -> usize {
    let text = item.content.as_ref().or(item.summary.as_ref());
    let text = text.map_or("", |text| text.as_str());
    plain_text::from_html(text).chars().count()
}

/// A document as a sitemap, and what is below it and worth a look. One that names
/// nothing is no way.
pub(super) fn sitemap(
    body: &Body,
    limit: usize,
) -> Result<(Option<Way>, Vec<WebAddress>), SitemapError> {
    let map = sitemap::read(&body.bytes, &body.final_address, limit)?;
    let is_index = map.entries.is_empty();
    let named = if is_index { &map.sitemaps } else { &map.entries };
    let is_news = map.entries.iter().any(|entry| entry.published.is_some());
    let kind = match (is_index, is_news) {
        (true, _) => Kind::SitemapIndex,
        (false, true) => Kind::NewsSitemap,
        (false, false) => Kind::Sitemap,
    };
    let dates = sorted(named.iter().filter_map(Entry::changed));
    let newest = named.iter().max_by_key(|entry| entry.changed());
    let title = newest.and_then(|entry| entry.title.clone());
    let way = Way { title, ..Way::new(kind, body, named.len(), dates) };
    Ok(((!named.is_empty()).then_some(way), worth_a_look(map.sitemaps)))
}

/// Of the sitemaps in an index, those that are called after news, then the newest;
/// the last comes first out of the result.
fn worth_a_look(mut below: Vec<Entry>) -> Vec<WebAddress> {
    below.sort_by_key(|entry| {
        let is_for_news = entry.address.as_str().to_ascii_lowercase().contains("news");
        std::cmp::Reverse((is_for_news, entry.modified))
    });
    below.truncate(BELOW);
    below.into_iter().rev().map(|entry| entry.address).collect()
}

/// A page as a listing: how many articles it links to, and what the first of them
/// say when they are read.
pub(super) async fn listing(body: &Body, visitor: &Visitor) -> Option<Way> {
    let find = |selector: Option<&str>| {
        let (bytes, kind) = (&body.bytes, body.content_type.as_deref());
        let found = listing::find_links(bytes, kind, &body.final_address, selector);
        found.into_iter().map(|link| link.address).collect::<Vec<_>>()
    };
    let found = find(None);
    if found.len() < A_LIST {
        return None;
    }
    let links = selector_for(&found, find);
    let first = found.iter().take(READ).cloned().collect();
    let articles = visitor.articles(first, &Selectors::default()).await;
    // Links to what is no article, or may not be read, are no way in.
    let read: Vec<RawItem> = articles.into_iter().filter_map(Result::ok).collect();
    let dates = sorted(read.iter().filter_map(|item| item.published));
    let title = listing::announced(&body.bytes, body.content_type.as_deref(), &body.final_address);
    let way =
        Way { title: title.title, links, ..Way::new(Kind::Listing, body, found.len(), dates) };
    (!read.is_empty()).then_some(way)
}

/// The first selector that names nearly the same links.
fn selector_for(
    found: &[WebAddress],
    find: impl Fn(Option<&str>) -> Vec<WebAddress>,
) -> Option<String> {
    let wanted: BTreeSet<&WebAddress> = found.iter().collect();
    let fits = |selector: &&&str| {
        let named = find(Some(selector));
        let both = named.iter().filter(|link| wanted.contains(link)).count();
        both * 10 >= wanted.len() * 9 && both * 10 >= named.len() * 9
    };
    SELECTORS.iter().find(fits).map(|selector| (*selector).to_owned())
}

impl Way {
    fn new(kind: Kind, body: &Body, items: usize, dates: Vec<DateTime<Utc>>) -> Self {
        Self {
            kind,
            address: body.final_address.clone(),
            title: None,
            items,
            newest: dates.first().copied(),
            links: None,
            summaries: false,
            dates,
        }
    }
}

/// The newest first.
fn sorted(dates: impl Iterator<Item = DateTime<Utc>>) -> Vec<DateTime<Utc>> {
    let mut dates: Vec<_> = dates.collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    dates
}
