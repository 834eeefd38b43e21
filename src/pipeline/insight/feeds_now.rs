//! Every feed as readers have it: what is published of it, what of it is held back or left
//! out, and how often it was answered. It prints nothing.

use super::proof::{ProofError, prove_for};
use crate::config::Settings;
use crate::edition::{Document, DocumentName, Edition};
use crate::feed_document::{Format, Profile};
use crate::health::{CutShort, HeldBack};
use crate::metrics::Answered;
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::profile::Results;
use crate::publish::gate;
use crate::section::Slug;
use crate::store::SqliteStore;
use std::sync::Arc;

/// A feed as readers have it.
#[derive(Clone, Debug)]
pub struct FeedNow {
    /// By which name it is asked for.
    pub slug: Slug,
    /// What it is called.
    pub title: String,
    /// Items in it; `None` before it was published.
    pub items: Option<usize>,
    /// What is published of it, each with how often it was answered.
    pub documents: Vec<(Arc<Document>, Answered)>,
    /// What of it the gate holds back.
    pub held_back: Vec<HeldBack>,
    /// What it has no room for, or cannot have.
    pub cut_short: Option<CutShort>,
}

impl InfoDesk {
    /// Every feed, in the order of the configuration.
    #[must_use]
    pub fn feeds_now(&self) -> Vec<FeedNow> {
        let (edition, report) = (self.edition.load_full(), self.health.report());
        let feed = |slug: Slug| {
            let names: Vec<DocumentName> = names_of(&slug).collect();
            let is_its = |held: &&HeldBack| names.iter().any(|n| n.file_name() == held.document);
            let published = names.iter().filter_map(|name| edition.document(name));
            let answered = |name| self.metrics.requests_for(name).answered();
            FeedNow {
                title: title_of(&self.settings, &slug),
                items: items(&edition, &slug),
                documents: published.map(|it| (it.clone(), answered(&it.name))).collect(),
                held_back: report.held_back.iter().filter(is_its).cloned().collect(),
                cut_short: report.cut_short.iter().find(|cut| cut.feed == slug).cloned(),
                slug,
            }
        };
        self.settings.feed_slugs().map(feed).collect()
    }

    /// What each aggregator would say of a feed as it would be printed now.
    ///
    /// # Errors
    /// When the store cannot be asked, or the feed not be rendered.
    pub fn verdicts(&self, feed: &Slug) -> Result<Vec<Results>, ProofError> {
        let store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let (wanted, now) = (std::slice::from_ref(feed), self.clock.now());
        prove_for(&Profile::ALL, Box::new(store), &self.settings, wanted, now)
    }
}

fn names_of(slug: &Slug) -> impl Iterator<Item = DocumentName> {
    let formats = Format::ALL.into_iter().map(|format| DocumentName::Feed(slug.clone(), format));
    formats.chain([DocumentName::Page(slug.clone())])
}

/// As the last form that was let out has them.
fn items(edition: &Edition, slug: &Slug) -> Option<usize> {
    let name = DocumentName::Feed(slug.clone(), Format::Json);
    let document = edition.document(&name)?;
    gate::items_of(&name, &document.identity)
}

fn title_of(settings: &Settings, slug: &Slug) -> String {
    if *slug == Slug::front_page() {
        return settings.front_page.title.to_string();
    }
    let own = settings.feeds.iter().map(|feed| &feed.name);
    let mut named = settings.sections.iter().chain(own);
    let named = named.find(|named| named.slug == *slug).map(|named| named.title.to_string());
    named.unwrap_or_else(|| slug.to_string())
}
