//! What is published at one instant: every document with its validators and its
//! compressed forms, never changed once made. `publish` makes the next one and
//! `serve` reads it.

use crate::archive::{Archive, PageName};
use crate::feed_document::Format;
use crate::fingerprint::Fingerprint;
use crate::paper::Route;
use crate::section::Slug;
use crate::text::Language;
use crate::web_address::WebAddress;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Names every published file, and knows its path, media type and cache lifetime.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentName {
    /// A feed in one format.
    Feed(Slug, Format),
    /// The answer to a search, in one format. It is made when somebody asks, and is
    /// in no edition.
    Search(Format),
    /// The same as a page for people.
    SearchPage,
    /// A feed as a page for people who follow its link with a browser.
    Page(Slug),
    /// A page of a feed's archive (RFC 5005 §4).
    Archive(PageName),
    /// All feeds, for people.
    Index,
    /// All feeds, for one-step subscription (OPML 2.0).
    Opml,
    /// The newest articles, for news search engines.
    NewsSitemap,
    /// A page of the web edition, or a file that belongs to it.
    Web(Box<Route>),
}

/// The news sitemap's file.
const NEWS_SITEMAP: &str = "news-sitemap.xml";

impl DocumentName {
    /// The path below the folder of published files, as in `feeds/world.rss`
    /// without the `feeds/`.
    #[must_use]
    pub fn file_name(&self) -> String {
        match self {
            Self::Feed(slug, format) => format!("{slug}.{}", format.extension()),
            Self::Search(format) => format!("search.{}", format.extension()),
            Self::SearchPage => "search.html".to_owned(),
            Self::Page(slug) => format!("{slug}.html"),
            Self::Archive(page) => page.file_name(),
            Self::Index => "index.html".to_owned(),
            Self::Opml => "index.opml".to_owned(),
            Self::NewsSitemap => NEWS_SITEMAP.to_owned(),
            Self::Web(route) => format!("web/{}", route.below_root()),
        }
    }

    /// The document that is kept under a file name; `None` if no document has it.
    #[must_use]
    pub fn of_file(file_name: &str) -> Option<Self> {
        match file_name {
            "index.html" => return Some(Self::Index),
            "index.opml" => return Some(Self::Opml),
            NEWS_SITEMAP => return Some(Self::NewsSitemap),
            _ => {}
        }
        if let Some(page) = PageName::of_file(file_name) {
            return Some(Self::Archive(page));
        }
        let (stem, extension) = file_name.rsplit_once('.')?;
        let slug = stem.parse().ok()?;
        if extension == "html" {
            return Some(Self::Page(slug));
        }
        let format = Format::ALL.into_iter().find(|format| format.extension() == extension)?;
        Some(Self::Feed(slug, format))
    }

    /// The path in an HTTP request.
    #[must_use]
    pub fn request_path(&self) -> String {
        match self {
            // Search engines believe a sitemap only of what is below its own folder.
            Self::NewsSitemap => format!("/{NEWS_SITEMAP}"),
            Self::Web(route) => format!("/{}", route.below_root()),
            _ => format!("/feeds/{}", self.file_name()),
        }
    }

    /// What `Content-Type` says.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self {
            Self::Feed(_, format)
            | Self::Search(format)
            | Self::Archive(PageName { format, .. }) => format.media_type(),
            Self::Page(_) | Self::SearchPage | Self::Index => "text/html; charset=utf-8",
            Self::Opml => "text/x-opml; charset=utf-8",
            Self::NewsSitemap => "application/xml; charset=utf-8",
            Self::Web(route) => route.media_type(),
        }
    }

    /// What `Cache-Control` always says of it; `None` where that depends on when it can
    /// change next. A page of an archive changes when something in it is retracted.
    #[must_use]
    pub fn cache_control(&self) -> Option<&'static str> {
        match self {
            Self::Archive(_) => Some("public, max-age=600"),
            Self::Web(route) if matches!(**route, Route::Asset(_)) => {
                Some("public, max-age=31536000, immutable")
            }
            _ => None,
        }
    }

    /// The feed whose changes change it; `None` for those that hold all feeds.
    #[must_use]
    pub fn feed(&self) -> Option<&Slug> {
        match self {
            Self::Feed(slug, _) | Self::Page(slug) => Some(slug),
            Self::Archive(page) => Some(&page.feed),
            Self::Web(route) => match &**route {
                Route::Section(slug) => Some(slug),
                _ => None,
            },
            Self::Search(_) | Self::SearchPage | Self::Index | Self::Opml | Self::NewsSitemap => {
                None
            }
        }
    }
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file_name())
    }
}

/// One published document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Which one.
    pub name: DocumentName,
    /// Of the uncompressed bytes: the entity tag is made of it.
    pub fingerprint: Fingerprint,
    /// What `Last-Modified` says (RFC 9110 §8.8.2), in whole seconds. It moves with
    /// every change of the bytes and with nothing else; after two changes within
    /// one second it is a second ahead, and whoever sends it caps it at `Date`.
    pub modified: DateTime<Utc>,
    /// Whoever was sent anything at this date or later was sent these bytes: what was sent
    /// before has an earlier one, whatever the clock was then.
    pub since: DateTime<Utc>,
    /// The bytes.
    pub identity: Bytes,
    /// The same in gzip.
    pub gzip: Bytes,
    /// The same in Brotli.
    pub brotli: Bytes,
}

/// What people are told in the place of an article that was withdrawn: plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawnPage {
    /// The language of the words.
    pub language: Language,
    /// That it was withdrawn.
    pub title: String,
    /// Why, or the same in a sentence.
    pub reason: String,
}

/// What stands in the place of articles that were withdrawn, by the paths of their
/// pages, however those are escaped, with or without a slash at the end. An address
/// with a query has none: requests are told apart by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithdrawnPages(BTreeMap<String, WithdrawnPage>);

impl WithdrawnPages {
    /// What stands in the place of the article that had its page at a request path.
    #[must_use]
    pub fn get(&self, request_path: &str) -> Option<&WithdrawnPage> {
        if self.0.is_empty() { None } else { self.0.get(&page_path(request_path)) }
    }
}

impl<'a> FromIterator<(&'a WebAddress, WithdrawnPage)> for WithdrawnPages {
    fn from_iter<I: IntoIterator<Item = (&'a WebAddress, WithdrawnPage)>>(pages: I) -> Self {
        let pages = pages.into_iter().filter(|(address, _)| address.url().query().is_none());
        Self(pages.map(|(address, page)| (page_path(address.url().path()), page)).collect())
    }
}

fn page_path(path: &str) -> String {
    percent_decode_str(path.trim_end_matches('/')).decode_utf8_lossy().into_owned()
}

/// Everything that is published at one instant.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// By request path.
    documents: BTreeMap<String, Arc<Document>>,
    /// The pages of the feeds' archives, which are on the disk.
    archive: Arc<Archive>,
    /// What stands in the place of withdrawn articles.
    withdrawn: Arc<WithdrawnPages>,
    /// The pages of the web edition that are ready.
    pages: Arc<BTreeMap<Route, Arc<Document>>>,
}

impl Edition {
    /// An edition of these documents.
    #[must_use]
    pub fn of(documents: impl IntoIterator<Item = Arc<Document>>) -> Self {
        let documents = documents
            .into_iter()
            .map(|document| (document.name.request_path(), document))
            .collect();
        Self { documents, ..Self::default() }
    }

    /// This edition with some documents replaced or added.
    #[must_use]
    pub fn with(&self, changed: impl IntoIterator<Item = Arc<Document>>) -> Self {
        let mut documents = self.documents.clone();
        documents
            .extend(changed.into_iter().map(|document| (document.name.request_path(), document)));
        Self { documents, ..self.clone() }
    }

    /// This edition without the documents that are not among `keep`.
    #[must_use]
    pub fn only(&self, keep: &BTreeSet<DocumentName>) -> Self {
        let mut documents = self.documents.clone();
        documents.retain(|_, document| keep.contains(&document.name));
        Self { documents, ..self.clone() }
    }

    /// This edition with another archive.
    #[must_use]
    pub fn with_archive(&self, archive: Arc<Archive>) -> Self {
        Self { archive, ..self.clone() }
    }

    /// This edition with other pages in the place of withdrawn articles.
    #[must_use]
    pub fn with_withdrawn(&self, withdrawn: Arc<WithdrawnPages>) -> Self {
        Self { withdrawn, ..self.clone() }
    }

    /// This edition with other pages of the web edition.
    #[must_use]
    pub fn with_pages(&self, pages: Arc<BTreeMap<Route, Arc<Document>>>) -> Self {
        Self { pages, ..self.clone() }
    }

    /// The pages of the web edition that are ready.
    #[must_use]
    pub fn pages(&self) -> &BTreeMap<Route, Arc<Document>> {
        &self.pages
    }

    /// What stands in the place of withdrawn articles.
    #[must_use]
    pub fn withdrawn(&self) -> &WithdrawnPages {
        &self.withdrawn
    }

    /// The pages of the feeds' archives.
    #[must_use]
    pub fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// One document by its name.
    #[must_use]
    pub fn document(&self, name: &DocumentName) -> Option<&Arc<Document>> {
        self.documents.get(&name.request_path())
    }

    /// What is served under a request path.
    #[must_use]
    pub fn get(&self, request_path: &str) -> Option<&Arc<Document>> {
        self.documents.get(request_path)
    }

    /// All documents, by path.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.documents.values()
    }
}
