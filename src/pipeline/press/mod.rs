//! From the store to the readers: composing, printing, the archive's pages, and the
//! feeds that are made when somebody asks.

mod announcing;
mod barring;
mod choices;
pub(in crate::pipeline) mod composer;
mod composing;
mod custom_feeds;
mod fitting;
mod front_page;
mod illustrating;
mod leaf;
mod leaves;
mod letting_out;
mod months;
mod old_pages;
mod page_gate;
mod paper_files;
mod paper_pictures;
mod paper_round;
pub(in crate::pipeline) mod pinning;
mod printer;
mod printing;
mod reading_room;
mod ready_pages;
pub(in crate::pipeline) mod reassigning;
mod sealing;
mod searching;
mod taking_out;
mod writing;

pub use leaf::{Leaf, LeafError};
pub use printer::Printer;
pub use printing::Printing;
pub use searching::SearchError;

use crate::feed_document::FeedDocument;
use crate::fingerprint::Fingerprint;
use crate::publish::Publisher;
use crate::section::Slug;
use barring::Barred;
use chrono::{DateTime, Utc};
use paper_round::PaperFiles;
use ready_pages::ReadyPages;
use std::collections::{BTreeMap, BTreeSet};

/// What a printing needs for itself.
pub(in crate::pipeline) struct Press {
    publisher: Publisher,
    /// What each feed last said: an equal document is not rendered again.
    printed: BTreeMap<Slug, FeedDocument>,
    /// What feeds would say that are held back: they are composed anew at every printing.
    held: BTreeMap<Slug, FeedDocument>,
    /// The feeds whose pages for people are older than they are.
    stale_pages: BTreeSet<Slug>,
    /// What the pages of articles that are ready were made of.
    ready: ReadyPages,
    /// What the gate would refuse, so that it is left out.
    barred: Barred,
    /// When the front page may change though nothing came.
    front_page_changes: Option<DateTime<Utc>>,
    /// The state of the store's archive, and the sections, of which the folder last
    /// had all pages.
    archive: Option<(Fingerprint, BTreeSet<Slug>)>,
    /// How far the files of the web edition are.
    paper_files: PaperFiles,
}

impl Press {
    /// A press that has printed nothing yet.
    pub(in crate::pipeline) fn new(publisher: Publisher) -> Self {
        Self {
            publisher,
            printed: BTreeMap::new(),
            held: BTreeMap::new(),
            stale_pages: BTreeSet::new(),
            ready: ReadyPages::default(),
            barred: Barred::default(),
            front_page_changes: None,
            archive: None,
            paper_files: PaperFiles::default(),
        }
    }
}
