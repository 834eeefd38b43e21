//! A feed before it has a format: everything a reader will be told, decided.
//! `compose` makes these and `render` writes them; there is no "now" in one.

mod format;

pub use format::Format;

use crate::archive::PageName;
use crate::article::{Article, ArticleId, Headline, Withdrawn};
use crate::search_query::Query;
use crate::section::Slug;
use crate::text::{Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every feed names as its maker, and what a feed of another pressroom is known by.
/// Without a version: with one, each release would change every feed's bytes, and every reader
/// would fetch them all again.
pub const GENERATOR: &str = "pressroom";

/// The aggregators whose demands on a feed are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// MSN.
    Msn,
    /// Flipboard.
    Flipboard,
    /// Apple News.
    AppleNews,
    /// SmartNews.
    SmartNews,
    /// NewsBreak.
    NewsBreak,
    /// Google News.
    GoogleNews,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Msn,
        Self::Flipboard,
        Self::AppleNews,
        Self::SmartNews,
        Self::NewsBreak,
        Self::GoogleNews,
    ];

    /// As it is written in the configuration and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Msn => "msn",
            Self::Flipboard => "flipboard",
            Self::AppleNews => "apple-news",
            Self::SmartNews => "smartnews",
            Self::NewsBreak => "newsbreak",
            Self::GoogleNews => "google-news",
        }
    }
}

/// A name that no [`Profile`] has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no profile: there are msn, flipboard, apple-news, smartnews, newsbreak, google-news"
)]
pub struct NoProfile(pub String);

impl std::str::FromStr for Profile {
    type Err = NoProfile;

    fn from_str(name: &str) -> Result<Self, NoProfile> {
        let found = Self::ALL.into_iter().find(|profile| profile.name() == name);
        found.ok_or_else(|| NoProfile(name.to_owned()))
    }
}

/// A person to write to, as RSS wants it: `address (name)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The e-mail address.
    pub email: XmlText,
    /// The name.
    pub name: Option<XmlText>,
}

/// A picture that stands for a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub url: WebAddress,
    /// Width and height in pixels, where they are known (RSS: at most 144 × 400).
    pub size: Option<(u32, u32)>,
}

/// What is the same in all feeds of a newsroom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masthead {
    /// The newspaper's name.
    pub title: XmlText,
    /// Its site.
    pub site: WebAddress,
    /// Its front page, where it has a web edition.
    pub paper: Option<WebAddress>,
    /// Its other hosts: they and their subdomains are its own.
    pub hosts: Vec<String>,
    /// The copyright line.
    pub rights: Option<XmlText>,
    /// Who answers for the content.
    pub editor: Option<Contact>,
    /// Who answers for the feeds.
    pub webmaster: Option<Contact>,
    /// A wide picture for RSS `image` and Atom `logo`.
    pub logo: Option<Picture>,
    /// A small square picture for Atom `icon` and JSON Feed `favicon`.
    pub icon: Option<WebAddress>,
    /// WebSub hubs.
    pub hubs: Vec<WebAddress>,
    /// The sections, for the names and schemes of categories.
    pub sections: Vec<SectionLabel>,
    /// The newsroom's time zone, for dates that people read.
    pub timezone: chrono_tz::Tz,
    /// How many minutes a reader may wait between two looks (RSS `ttl`, `sy:`).
    pub minutes_between_looks: u32,
}

/// How a section is named as a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLabel {
    /// The category's term.
    pub slug: Slug,
    /// The category's label.
    pub title: XmlText,
}

/// Another article that tells the story of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// Its identity.
    pub id: ArticleId,
    /// Its headline.
    pub title: XmlText,
    /// Its page.
    pub url: Option<WebAddress>,
}

impl From<&Article> for Also {
    fn from(article: &Article) -> Self {
        Self { id: article.id.clone(), title: article.title.clone(), url: article.url.clone() }
    }
}

/// Where a document stands in the history of its feed (RFC 5005 §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// The feed has no archive.
    #[default]
    None,
    /// The feed itself, with an archive that goes up to this page.
    Current(u32),
    /// This page of the archive.
    Page(u32),
}

/// One feed, ready to be written in any format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedDocument {
    /// Its place in addresses: a section's, or `front-page`.
    pub slug: Slug,
    /// Its identity, a `tag:` URI (RFC 4151): the same in every format, for ever.
    pub id: XmlText,
    /// Its title for people.
    pub title: XmlText,
    /// A sentence about it.
    pub description: XmlText,
    /// Its page on the newspaper's site.
    pub page: WebAddress,
    /// The public folder that all feeds are in; ends with a slash.
    pub folder: WebAddress,
    /// Its language with locale.
    pub language: Language,
    /// What it shares with the newsroom's other feeds.
    pub masthead: Arc<Masthead>,
    /// The newest change among its entries and withdrawals; with neither, the
    /// newsroom's founding date from the config, so that it is never the clock's.
    pub updated: DateTime<Utc>,
    /// The entries. A section's: date descending, then id. The front page's: as its
    /// policy has them, which is a total order too.
    pub entries: Vec<Arc<Article>>,
    /// The other articles that tell the story of an entry, by the entry's id.
    pub also: BTreeMap<ArticleId, Vec<Also>>,
    /// What was taken back lately: date descending, then id.
    pub withdrawn: Vec<Withdrawn>,
    /// What was asked for, in the answer to a search: its address tells it.
    pub query: Option<Query>,
    /// The aggregator that it is made for: it has that one's own elements.
    pub profile: Option<Profile>,
    /// Which part of the feed's history it is.
    pub history: History,
}

impl FeedDocument {
    /// The other articles that tell the story of this one.
    #[must_use]
    pub fn also(&self, article: &Article) -> &[Also] {
        self.also.get(&article.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The public address of this feed in a format.
    ///
    /// # Errors
    /// Never in practice: a slug with an extension is a valid reference.
    pub fn address(&self, format: Format) -> Result<WebAddress, crate::web_address::AddressError> {
        let file = format!("{}.{}", self.slug, format.extension());
        let Some(query) = &self.query else { return self.folder.join(&file) };
        let query = query.to_string();
        let asked: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        self.folder.join(&format!("{file}?q={asked}"))
    }

    /// The public address of a page of this feed's archive.
    ///
    /// # Errors
    /// Never in practice, as above.
    pub fn page_address(
        &self,
        number: u32,
        format: Format,
    ) -> Result<WebAddress, crate::web_address::AddressError> {
        self.folder.join(&PageName { feed: self.slug.clone(), number, format }.file_name())
    }
}

/// The articles of the last days, for news search engines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsSitemap {
    /// The newspaper's name.
    pub publication: XmlText,
    /// The language of articles that have none of their own.
    pub language: Language,
    /// The date of the newest; without any, the newsroom's founding date.
    pub updated: DateTime<Utc>,
    /// The articles: date descending, then address; no address twice.
    pub entries: Vec<Headline>,
}
