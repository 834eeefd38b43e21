//! The archive of the feeds (RFC 5005 §4) as it is published: which pages there
//! are, and the validators of each. The bytes of a page are not here: a newspaper
//! of many years has more of them than memory.

use crate::feed_document::Format;
use crate::fingerprint::Fingerprint;
use crate::section::Slug;
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The formats that archive pages are published in: RFC 5005 has archives of RSS and
/// Atom, and `next_url` of JSON Feed walks the same pages.
pub const FORMATS: [Format; 3] = Format::ALL;

/// The folder of the pages, below that of the published files.
pub const FOLDER: &str = "archive";

/// One page of one feed's archive, in one format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageName {
    /// Whose archive.
    pub feed: Slug,
    /// From 1, which is the oldest.
    pub number: u32,
    /// One of [`FORMATS`].
    pub format: Format,
}

impl PageName {
    /// The path below the folder of published files.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{FOLDER}/{}-{}.{}", self.feed, self.number, self.format.extension())
    }

    /// The page that is kept under a file name; `None` if no page can be.
    #[must_use]
    pub fn of_file(file_name: &str) -> Option<Self> {
        let (stem, extension) =
            file_name.strip_prefix(FOLDER)?.strip_prefix('/')?.rsplit_once('.')?;
        let format = FORMATS.into_iter().find(|format| format.extension() == extension)?;
        let (feed, number) = stem.rsplit_once('-')?;
        let page = Self { feed: feed.parse().ok()?, number: number.parse().ok()?, format };
        // One page, one name: no sign, no zero in front.
        (page.number > 0 && page.file_name() == file_name).then_some(page)
    }
}

/// The file name of a page of a feed's archive for people. It is in no folder: it is made
/// when somebody asks.
#[must_use]
pub fn page_for_people(feed: &Slug, number: u32) -> String {
    format!("{FOLDER}/{feed}-{number}.html")
}

/// The feed and the number of the page that such a file name means.
#[must_use]
pub fn meant_for_people(file_name: &str) -> Option<(Slug, u32)> {
    let stem = file_name.strip_suffix(".html")?;
    // The same names as in any format.
    let page = PageName::of_file(&format!("{stem}.{}", Format::Atom.extension()))?;
    Some((page.feed, page.number))
}

/// What is known of a page without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Of the uncompressed bytes.
    pub fingerprint: Fingerprint,
    /// What `Last-Modified` says, in whole seconds.
    pub modified: DateTime<Utc>,
    /// How many bytes it has.
    pub length: u64,
}

/// What is said of a published document, to be said again by the next program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Of these bytes.
    pub stamp: Stamp,
    /// See [`crate::edition::Document::since`]; nothing where an earlier release said it.
    pub since: Option<DateTime<Utc>>,
}

/// A page with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which one.
    pub name: PageName,
    /// Its validators.
    pub stamp: Stamp,
    /// What it says, uncompressed.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The page with other bytes, from `now` on: its `modified` is later than it was.
    #[must_use]
    pub fn saying(&self, bytes: Vec<u8>, now: DateTime<Utc>) -> Self {
        let now = now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now);
        let stamp = Stamp {
            fingerprint: Fingerprint::of(&bytes),
            modified: now.max(self.stamp.modified + TimeDelta::seconds(1)),
            length: bytes.len() as u64,
        };
        Self { name: self.name.clone(), stamp, bytes }
    }
}

/// The pages of one feed, by number and format.
type Pages = BTreeMap<(u32, Format), Stamp>;

/// Every page of every feed. A clone shares what did not change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    feeds: BTreeMap<Slug, Arc<Pages>>,
    /// Pages whose files say something else than they are to say.
    withheld: BTreeSet<PageName>,
}

impl Archive {
    /// Adds a page, or puts it in the place of its former state.
    pub fn put(&mut self, name: &PageName, stamp: Stamp) {
        self.withheld.remove(name);
        let pages = self.feeds.entry(name.feed.clone()).or_default();
        Arc::make_mut(pages).insert((name.number, name.format), stamp);
    }

    /// Serves a page to nobody until it is put there anew: its file is not what it is to
    /// be.
    pub fn withhold(&mut self, name: &PageName) {
        self.withheld.insert(name.clone());
    }

    /// Whether a page is served to nobody now.
    #[must_use]
    pub fn is_withheld(&self, name: &PageName) -> bool {
        self.withheld.contains(name)
    }

    /// A page, where there is one.
    #[must_use]
    pub fn stamp(&self, name: &PageName) -> Option<&Stamp> {
        self.feeds.get(&name.feed)?.get(&(name.number, name.format))
    }

    /// Every page.
    pub fn pages(&self) -> impl Iterator<Item = (PageName, &Stamp)> {
        self.feeds.iter().flat_map(|(feed, pages)| {
            pages.iter().map(move |(&(number, format), stamp)| {
                (PageName { feed: feed.clone(), number, format }, stamp)
            })
        })
    }

    /// The number of a feed's newest page.
    #[must_use]
    pub fn newest(&self, feed: &Slug) -> Option<u32> {
        self.feeds.get(feed)?.keys().next_back().map(|(number, _)| *number)
    }

    /// The feeds that have an archive.
    pub fn feeds(&self) -> impl Iterator<Item = &Slug> {
        self.feeds.keys()
    }
}
