//! What was found on a site. It looks for nothing.

use crate::config::NewSource;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A feed.
    Feed,
    /// A sitemap that names articles with their titles and dates.
    NewsSitemap,
    /// A page that lists articles.
    Listing,
    /// A sitemap of all pages.
    Sitemap,
    /// A sitemap that names sitemaps.
    SitemapIndex,
}

/// One way by which articles can come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What it is.
    pub kind: Kind,
    /// Where it is, after redirects.
    pub address: WebAddress,
    /// What it calls itself; for a sitemap, its newest article.
    pub title: Option<String>,
    /// How many articles (of an index: sitemaps) it names.
    pub items: usize,
    /// The date of the newest.
    pub newest: Option<DateTime<Utc>>,
    /// For a listing: a selector that names its links. They are found without it too.
    pub links: Option<String>,
    /// For a feed: its items have no more than a summary.
    pub summaries: bool,
    /// All dates, the newest first: how often something comes.
    #[serde(skip)]
    pub(super) dates: Vec<DateTime<Utc>>,
}

/// What was announced, and is not there or may not be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dead {
    /// Where it should be.
    pub address: WebAddress,
    /// Why it is no way in.
    pub reason: String,
}

/// What a site has.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// What the page calls itself.
    pub title: Option<String>,
    /// The ways, the best first.
    pub ways: Vec<Way>,
    /// What turned out to be none.
    pub dead: Vec<Dead>,
    /// The best way as a source.
    pub source: Option<NewSource>,
}
