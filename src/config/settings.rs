//! The configuration as the program uses it: complete, checked, nothing left to
//! parse. It is made by `config::check` only, and says nothing about the file's form.

use super::alerts::Alerts;
use super::front_page::FrontPage;
use super::policy::Policy;
use crate::feed_document::{Contact, Picture, Profile};
use crate::schedule::Timetable;
use crate::section::{Section, Slug};
use crate::selection::Selection;
use crate::source_memory::SourceName;
use crate::text::{Embeds, Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// All settings of one newsroom.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// `[site]`
    pub site: Site,
    /// `[server]`
    pub server: Server,
    /// `[store]`
    pub store: Store,
    /// `[publish]`
    pub publish: Publish,
    /// `[front_page]`
    pub front_page: FrontPage,
    /// `[fetch]`
    pub fetch: Fetch,
    /// `[duplicates]`
    pub duplicates: Duplicates,
    /// `[embeds]`
    pub embeds: Embeds,
    /// `[[section]]`, in the order of the file.
    pub sections: Vec<Section>,
    /// `[[feed]]`, in the order of the file.
    pub feeds: Vec<OwnFeed>,
    /// `[[source]]`, in the order of the file.
    pub sources: Vec<Source>,
    /// `[api]`
    pub api: Api,
    /// `[search]`
    pub search: Search,
    /// `[alerts]`
    pub alerts: Alerts,
}

impl Settings {
    /// Every feed that is published: the front page, the sections, then the feeds of
    /// their own choice, each as the file has them.
    pub fn feed_slugs(&self) -> impl Iterator<Item = Slug> {
        let sections = self.sections.iter().map(|section| section.slug.clone());
        let own = self.feeds.iter().map(|feed| feed.name.slug.clone());
        std::iter::once(Slug::front_page()).chain(sections).chain(own)
    }
}

/// `[site]`: who publishes.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The newspaper's name.
    pub title: XmlText,
    /// A sentence about it.
    pub description: XmlText,
    /// Its site.
    pub url: WebAddress,
    /// The public address of the folder `feeds/`; ends with a slash.
    pub feeds_url: WebAddress,
    /// The authority of the feeds' `tag:` URIs, as in `news.example,2026` (RFC 4151).
    pub tag: XmlText,
    /// The date that a feed without any entry carries: midnight UTC of the day in `tag`.
    pub founded: DateTime<Utc>,
    /// Language with locale, as in `en-PK`.
    pub language: Language,
    /// The newsroom's time zone: the default of every source's.
    pub timezone: chrono_tz::Tz,
    /// The copyright line.
    pub rights: Option<XmlText>,
    /// Who answers for the content.
    pub editor: Option<Contact>,
    /// Who answers for the feeds.
    pub webmaster: Option<Contact>,
    /// A wide picture.
    pub logo: Option<Picture>,
    /// A small square picture.
    pub icon: Option<WebAddress>,
    /// WebSub hubs, announced in every feed.
    pub hubs: Vec<WebAddress>,
}

/// `[server]`: how the feeds are served.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Where readers connect.
    pub listen: SocketAddr,
    /// Where health and metrics are; loopback by default.
    pub admin: SocketAddr,
    /// Connections at one time; more wait to be accepted.
    pub max_connections: usize,
    /// From accepting a connection to its first byte.
    pub first_byte_timeout: Duration,
    /// For the whole head of a request, and between two requests.
    pub header_timeout: Duration,
    /// The head of a request, in bytes.
    pub max_header_bytes: usize,
    /// How long requests may take to finish when the program is told to stop.
    pub shutdown_timeout: Duration,
    /// Feeds that are no more: 410.
    pub gone: Vec<Slug>,
    /// Feeds that have another name now: 301.
    pub moved: BTreeMap<Slug, Slug>,
    /// A changed file is taken up even when readers lose feeds, or see ids change.
    pub allow_breaking: bool,
}

/// `[store]`: where the articles are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    /// The SQLite file.
    pub path: PathBuf,
    /// Articles older than this are removed; never when `None`.
    pub keep: Option<Duration>,
    /// Only the newest of a section are kept; all when `None`.
    pub keep_per_section: Option<usize>,
}

/// `[publish]`: what a feed holds, and for how long it may be cached.
#[derive(Clone, Debug, PartialEq)]
pub struct Publish {
    /// The folder of published files.
    pub folder: PathBuf,
    /// Items in a section feed.
    pub items: usize,
    /// Items this close to the newest one are in the feed even beyond `items`.
    pub window: Duration,
    /// A cache lifetime when the feed can change at any moment.
    pub cache_min: Duration,
    /// The longest cache lifetime.
    pub cache_max: Duration,
    /// `stale-while-revalidate`.
    pub stale_while_revalidate: Duration,
    /// `stale-if-error`.
    pub stale_if_error: Duration,
    /// How long a feed tells of a withdrawn article.
    pub keep_withdrawn: Duration,
    /// The largest document that is let out, in bytes.
    pub max_document_bytes: usize,
    /// A document that keeps less than this part of the last one's items is held
    /// back, from 0.0 (never) to 1.0.
    pub collapse_below: f64,
}

/// `[[feed]]`: a feed of its own choice.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnFeed {
    /// What it is called, as a section is.
    pub name: Section,
    /// Which articles it takes.
    pub selection: Selection,
    /// Items in it.
    pub items: usize,
    /// The aggregator that it is made for: what that one refuses is left out.
    pub profile: Option<Profile>,
}

impl OwnFeed {
    /// Whether an article of this section can be in it.
    #[must_use]
    pub fn takes_from(&self, section: &Slug) -> bool {
        let sections = &self.selection.sections;
        sections.is_empty() || sections.contains(section)
    }
}

/// `[fetch]`: how upstreams are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetch {
    /// `User-Agent`.
    pub user_agent: String,
    /// For one whole answer, redirects included.
    pub timeout: Duration,
    /// The largest answer, in bytes after decompression.
    pub max_bytes: usize,
    /// Hosts that may be asked although their address is not public.
    pub allow_hosts: Vec<String>,
    /// The shortest time between two requests to one host.
    pub pace: Duration,
    /// Requests to one host at one time.
    pub per_host: usize,
    /// Sources that are asked at one time.
    pub concurrency: usize,
    /// The longest time that an upstream's own cache lifetime puts off a pass.
    pub freshness_max: Duration,
}

impl Default for Fetch {
    /// How a client asks where there is no configuration.
    fn default() -> Self {
        Self {
            user_agent: concat!("pressroom/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(30),
            max_bytes: 32 << 20,
            allow_hosts: Vec::new(),
            pace: Duration::from_secs(1),
            per_host: 2,
            concurrency: 16,
            freshness_max: Duration::from_secs(15 * 60),
        }
    }
}

/// `[duplicates]`: when two items are one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicates {
    /// What tells the same story is joined; otherwise only equal ids are.
    pub enabled: bool,
    /// Only stories that were published this close to each other are compared.
    pub window: Duration,
    /// The part of the shorter text that must be in the longer one, from 0.0 to 1.0.
    pub alike: f64,
    /// The sources that take no part in it.
    pub except: BTreeSet<SourceName>,
}

impl Default for Duplicates {
    /// What holds where nothing is configured.
    fn default() -> Self {
        let window = Duration::from_secs(3 * 24 * 60 * 60);
        Self { enabled: true, window, alike: 0.8, except: BTreeSet::new() }
    }
}

/// `[[source]]`: where articles come from, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its name, unique.
    pub name: SourceName,
    /// Its place in the file, from 1: of two sources that bring one article, the
    /// first wins. What is pushed has 0.
    pub rank: u32,
    /// When it is asked.
    pub timetable: Timetable,
    /// At most this much is added to each firing, the same amount on every machine.
    pub jitter: Duration,
    /// The sections of every article it brings.
    pub sections: Vec<Slug>,
    /// Further sections, by what an article is.
    pub rules: Vec<Rule>,
    /// Which of its items come in, and how they are changed.
    pub policy: Policy,
    /// The language of articles that do not say theirs.
    pub language: Option<Language>,
    /// What relative addresses are relative to, where the item does not say.
    pub base_url: Option<WebAddress>,
    /// What kind of source it is.
    pub kind: SourceKind,
}

impl Source {
    /// Whether it can bring something at any moment, not only by its timetable.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        matches!(&self.kind, SourceKind::Folder(folder) if folder.watch)
    }

    /// Whether what it no longer has is withdrawn.
    #[must_use]
    pub fn mirrors(&self) -> bool {
        matches!(&self.kind, SourceKind::Folder(folder) if folder.mirror)
    }
}

/// `[[source.rule]]`: every condition that is written must hold; one of the
/// words of a condition is enough. Letter case does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Where a matching article belongs.
    pub sections: Vec<Slug>,
    /// Whole categories.
    pub category: Vec<String>,
    /// Parts of the article's address.
    pub address: Vec<String>,
    /// Whole words in the title.
    pub title: Vec<String>,
}

/// The kinds of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `[source.folder]`
    Folder(Folder),
    /// `[source.feed]`
    Feed(Upstream),
    /// `[source.page]`
    Page(ListingPage),
    /// `[source.sitemap]`
    Sitemap(Sitemap),
}

/// `[source.folder]`: files in a folder, and in the folders below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// Also gathered when a file in it changes, not only by the schedule.
    pub watch: bool,
    /// A removed file withdraws its article.
    pub mirror: bool,
}

/// `[source.feed]`: somebody's feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Where it is.
    pub location: Location,
    /// Each item's text is taken from its own page.
    pub full_text: bool,
    /// Withdraw what is missing among later items, and whose page is gone.
    pub mirror: bool,
}

/// `[source.page]`: a page that lists articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingPage {
    /// The page.
    pub url: WebAddress,
    /// The links to articles in it, as a CSS selector; found by themselves without it.
    pub links: Option<String>,
    /// Where the parts of an article are.
    pub selectors: Selectors,
    /// The most articles' pages that one pass reads.
    pub max_pages: usize,
}

/// Where the parts of an article are in its page, as CSS selectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selectors {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// Where in the newspaper it stands.
    pub section: Option<String>,
    /// The lead picture.
    pub image: Option<String>,
    /// The text.
    pub body: Option<String>,
    /// What is taken out of the text.
    pub remove: Vec<String>,
}

/// `[source.sitemap]`: a site's list of its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitemap {
    /// Where it is.
    pub url: WebAddress,
    /// The most articles' pages that one pass reads.
    pub max_pages: usize,
    /// Only pages that changed this short a while ago.
    pub within: Duration,
}

impl SourceKind {
    /// Where it is on the web, when it is there.
    #[must_use]
    pub fn web_address(&self) -> Option<&WebAddress> {
        match self {
            Self::Feed(Upstream { location: Location::Web(address), .. }) => Some(address),
            Self::Page(ListingPage { url, .. }) | Self::Sitemap(Sitemap { url, .. }) => Some(url),
            Self::Feed(_) | Self::Folder(_) => None,
        }
    }
}

/// Where an upstream feed is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// On the web.
    Web(WebAddress),
    /// A file.
    File(PathBuf),
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Web(address) => address.fmt(f),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// `[search]`: how readers may follow a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Searches are answered.
    pub enabled: bool,
    /// Items in an answer.
    pub items: usize,
    /// How long one may take in the store.
    pub timeout: Duration,
    /// Searches at one time.
    pub at_once: usize,
    /// How much is kept of answers, in bytes.
    pub cache_bytes: usize,
    /// Searches in a minute from one address.
    pub per_minute: usize,
    /// Where the newsroom's own proxy names the client.
    pub client_header: Option<http::HeaderName>,
}

impl Default for Search {
    /// Switched off.
    fn default() -> Self {
        Self {
            enabled: false,
            items: 50,
            timeout: Duration::from_secs(2),
            at_once: 2,
            cache_bytes: 32 << 20,
            per_minute: 30,
            client_header: None,
        }
    }
}

/// The name that pushed articles are kept under; no source may have it.
pub const PUSH_SOURCE: &str = "push";

/// `[api]`: who may push articles over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Who may; the API is switched off when there is none.
    pub tokens: Vec<Token>,
    /// The largest body of a push, in bytes.
    pub max_body_bytes: usize,
    /// How long a body may take to arrive.
    pub body_timeout: Duration,
}

impl Default for Api {
    /// Switched off.
    fn default() -> Self {
        Self { tokens: Vec::new(), max_body_bytes: 2 << 20, body_timeout: Duration::from_secs(30) }
    }
}

/// `[[api.token]]`: one who may push or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Whose it is, for the log.
    pub name: String,
    /// The SHA-256 of the token.
    pub hash: [u8; 32],
    /// The sections it is for; all when empty.
    pub sections: Vec<Slug>,
    /// What it is for.
    pub access: Access,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// To read articles.
    Read,
    /// To read and to push them.
    Write,
}
