//! The settings of sources: where articles come from, and when. What is made of their
//! items is in `judging`; how a source is asked is in `sources`.

use super::{Judging, SourceAccess};
use crate::schedule::Timetable;
use crate::source_memory::SourceName;
use crate::web_address::WebAddress;
use chrono_tz::Tz;
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// `[[source]]`: where articles come from, when, and what is made of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// How what it brings is judged.
    pub judging: Judging,
    /// The zone that its publisher writes times in, where the operator says so.
    pub own_zone: Option<chrono_tz::Tz>,
    /// When it is asked.
    pub timetable: Timetable,
    /// At most this much is added to each firing, the same amount on every machine.
    pub jitter: Duration,
    /// The longest that it is left alone after failures; as `[fetch]` says when `None`.
    pub backoff_max: Option<Duration>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What it is shown, and which way it is asked.
    pub access: SourceAccess,
}

impl Source {
    /// Its name, unique.
    #[must_use]
    pub fn name(&self) -> &SourceName {
        &self.judging.name
    }

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upstream {
    /// Where it is.
    pub location: Location,
    /// Each item's text is taken from its own page.
    pub full_text: bool,
    /// Withdraw what is missing among later items, and whose page is gone.
    pub mirror: bool,
    /// The zone of its dates that name none.
    pub zone: Tz,
    /// Its hub is asked to tell of news.
    pub websub: bool,
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

/// Where the parts of an article are in its page, as CSS selectors of an operator who
/// knows the site. What one of them finds wins over everything that the page says of
/// itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Selectors {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published: the element's `datetime` or `content`, or its text.
    pub date: Option<String>,
    /// The section that the site puts it in; it becomes a category.
    pub section: Option<String>,
    /// The lead image.
    pub image: Option<String>,
    /// The text: everything that matches, in order.
    pub body: Option<String>,
    /// What is taken out of the page before it is read.
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

impl Default for Location {
    fn default() -> Self {
        Self::File(PathBuf::new())
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Web(address) => address.fmt(f),
            Self::File(path) => path.display().fmt(f),
        }
    }
}
