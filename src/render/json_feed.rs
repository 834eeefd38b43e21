//! JSON Feed 1.1: the feed. Its items are in `json_item`.

use super::addresses::address;
use super::error::RenderError;
use super::json_item::{Item, Person};
use super::{body, dates, history};
use crate::article::Withdrawn;
use crate::exported::Exported;
use crate::feed_document::{FeedDocument, Format};
use serde::Serialize;

/// The version's own address, as the specification wants it.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    items: Vec<Item<'a>>,
    #[serde(rename = "_pressroom")]
    pressroom: Pressroom<'a>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

/// What JSON Feed has no word for.
#[derive(Serialize)]
struct Pressroom<'a> {
    updated: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes_between_looks: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    archive: bool,
    /// It is to be brought in again: what an item says is its article's alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    exported: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withdrawn: Vec<Notice<'a>>,
}

#[derive(Serialize)]
struct Notice<'a> {
    id: String,
    date_withdrawn: String,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

impl<'a> From<&'a Withdrawn> for Notice<'a> {
    fn from(withdrawn: &'a Withdrawn) -> Self {
        Self {
            id: body::xml(withdrawn.id.as_str()),
            date_withdrawn: dates::rfc3339(withdrawn.at),
            date_published: dates::rfc3339(withdrawn.published),
            url: withdrawn.url.as_ref().map(|url| url.as_str()),
            reason: withdrawn.reason.as_deref(),
        }
    }
}

/// Writes the feed as JSON Feed 1.1.
pub(super) fn json_feed(doc: &FeedDocument) -> Result<Vec<u8>, RenderError> {
    written(feed(doc)?, doc)
}

/// Writes articles that leave the newsroom, in the form of this feed.
///
/// # Errors
/// When it cannot be written.
pub fn export(doc: &FeedDocument, articles: &[Exported]) -> Result<Vec<u8>, RenderError> {
    let mut feed = feed(doc)?;
    feed.items = articles.iter().map(|article| Item::exported(article, doc)).collect();
    (feed.authors, feed.language, feed.pressroom.exported) = (Vec::new(), None, true);
    written(feed, doc)
}

fn written(feed: JsonFeed<'_>, doc: &FeedDocument) -> Result<Vec<u8>, RenderError> {
    let mut json = serde_json::to_vec(&feed)
        .map_err(|source| RenderError::Json { feed: doc.id.to_string(), source })?;
    json.push(b'\n');
    Ok(json)
}

fn feed(doc: &FeedDocument) -> Result<JsonFeed<'_>, RenderError> {
    let masthead = &doc.masthead;
    // Nobody need look at a page twice, and no hub ever tells of it.
    let is_page = history::is_page(doc);
    let hubs = masthead.hubs.iter().filter(|_| !is_page);
    Ok(JsonFeed {
        version: VERSION,
        title: &doc.title,
        home_page_url: doc.page.as_str(),
        feed_url: address(doc, Format::Json)?,
        next_url: history::next(doc, Format::Json)?,
        description: &doc.description,
        icon: masthead.icon.as_ref().map(|icon| icon.as_str()),
        favicon: masthead.icon.as_ref().map(|icon| icon.as_str()),
        authors: vec![Person {
            name: &masthead.title,
            url: Some(masthead.site.as_str().into()),
            avatar: masthead.icon.as_ref().map(|icon| icon.as_str()),
            email: None,
        }],
        language: Some(doc.language.as_str()),
        hubs: hubs.map(|hub| Hub { kind: "WebSub", url: hub.as_str() }).collect(),
        items: doc.entries.iter().map(|article| Item::of(article, doc)).collect(),
        pressroom: Pressroom {
            updated: dates::rfc3339(doc.updated),
            rights: masthead.rights.as_deref(),
            minutes_between_looks: (!is_page).then_some(masthead.minutes_between_looks),
            archive: is_page,
            exported: false,
            withdrawn: doc.withdrawn.iter().map(Notice::from).collect(),
        },
    })
}
