//! The configuration as the program uses it: complete, checked, nothing left to
//! parse. It is made by `config::check` only, and says nothing about the file's form.

mod access;
mod desk;
mod judging;
mod source;
mod web;

pub use access::{Login, Proxies, SourceAccess};
pub use desk::{Desk, DeskUser, Role};
pub use judging::{Judging, Rule};
pub use source::{Folder, ListingPage, Location, Selectors, Sitemap, Source, SourceKind, Upstream};

pub use web::{Web, WebLink};

use super::alerts::Alerts;
use super::front_page::FrontPage;
use crate::config::Problem;
use crate::feed_document::{Contact, Picture, Profile};
use crate::paper::Paper;
use crate::schedule::Timetable;
use crate::section::{Section, Slug};
use crate::selection::Selection;
use crate::source_memory::SourceName;
use crate::text::{Embeds, Language, PublicMail, XmlText};
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
    /// `[pictures]`
    pub pictures: Pictures,
    /// `[email]`
    pub public_mail: PublicMail,
    /// `[[section]]`, in the order of the file.
    pub sections: Vec<Section>,
    /// `[[feed]]`, in the order of the file.
    pub feeds: Vec<CustomFeed>,
    /// `[[source]]`, in the order of the file.
    pub sources: Vec<Source>,
    /// `[api]`
    pub api: Api,
    /// `[desk]`
    pub desk: Desk,
    /// `[search]`
    pub search: Search,
    /// `[web]`; `None` where there is no web edition.
    pub web: Option<Web>,
    /// `[alerts]`
    pub alerts: Alerts,
    /// What hardly means what it looks like: it is told, and costs nothing.
    pub warnings: Vec<Problem>,
}

impl Settings {
    /// The web edition's addresses, where there is one.
    #[must_use]
    pub fn paper(&self) -> Option<&Paper> {
        self.web.as_ref().map(|web| &web.paper)
    }

    /// Every feed that is published: the front page, the sections, then the feeds of
    /// their own choice, each as the file has them.
    pub fn feed_slugs(&self) -> impl Iterator<Item = Slug> {
        let sections = self.sections.iter().map(|section| section.slug.clone());
        let own = self.feeds.iter().map(|feed| feed.name.slug.clone());
        std::iter::once(Slug::front_page()).chain(sections).chain(own)
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &SourceName) -> Option<&Source> {
        self.sources.iter().find(|source| source.name() == name)
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
    /// Hosts of its own articles, besides that of `url`.
    pub hosts: Vec<String>,
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

impl Site {
    /// Whether a page is on one of the newspaper's own hosts; with and without `www.`
    /// it is one host.
    #[must_use]
    pub fn is_own(&self, page: &WebAddress) -> bool {
        let mut hosts = self.hosts.iter().map(String::as_str).chain([self.url.host()]);
        hosts.any(|host| page.is_within(host))
    }
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
    /// When the store is looked after.
    pub maintenance: Timetable,
}

impl Store {
    /// The folder of the paper's own pictures: beside the file, and called after it.
    #[must_use]
    pub fn pictures(&self) -> PathBuf {
        self.path.with_extension("pictures")
    }
}

/// `[publish]`: what a feed holds, and for how long it may be cached.
#[derive(Clone, Debug, PartialEq)]
pub struct Publish {
    /// The folder of published files.
    pub folder: PathBuf,
    /// Items in a section feed.
    pub items: usize,
    /// Articles in a page of a section's archive, `items` at most; 0 makes no archive.
    pub archive_items: usize,
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

/// `[[feed]]`: a custom feed.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomFeed {
    /// What it is called, as a section is.
    pub name: Section,
    /// Which articles it takes.
    pub selection: Selection,
    /// Items in it.
    pub items: usize,
    /// The aggregator that it is made for: what that one refuses is left out.
    pub profile: Option<Profile>,
}

impl CustomFeed {
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
    /// Hosts (or `host:port`) that may be asked although their address is not public.
    pub allow_hosts: Vec<String>,
    /// The shortest time between two requests to one host.
    pub pace: Duration,
    /// Requests to one host at one time.
    pub per_host: usize,
    /// Sources that are asked at one time.
    pub concurrency: usize,
    /// The longest time that an upstream's own cache lifetime puts off a pass.
    pub freshness_max: Duration,
    /// By how much the wait of a failing source grows with each failure.
    pub backoff: u32,
    /// The longest wait of a failing source.
    pub backoff_max: Duration,
    /// The longest that one pass over a source may take.
    pub pass_max: Duration,
    /// The proxies that sources are asked through, where they do not say it themselves.
    pub proxies: Proxies,
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
            backoff: 2,
            backoff_max: Duration::from_secs(6 * 60 * 60),
            pass_max: Duration::from_secs(10 * 60),
            proxies: Proxies::default(),
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

/// `[pictures]`: where the pictures of the paper's own pages come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// Each is brought once, and served from here.
    pub own: bool,
    /// The hosts whose pictures stay where they are.
    pub leave_on: Vec<String>,
    /// How much is kept of them, in bytes.
    pub room: u64,
}

impl Pictures {
    /// Whether the picture at this address is to be the paper's own.
    #[must_use]
    pub fn is_own(&self, address: &WebAddress) -> bool {
        self.own && !self.leave_on.iter().any(|host| address.is_within(host))
    }
}

impl Default for Pictures {
    /// Left where they are.
    fn default() -> Self {
        Self { own: false, leave_on: Vec::new(), room: 1 << 30 }
    }
}

pub use crate::desk::PUSH_SOURCE;

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
