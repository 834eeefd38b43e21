//! The web edition's pages that are ready when the feeds are: printed after them, of what
//! they say, and only so far as their bytes have changed.

use super::ready_pages::MadeOf;
use crate::compose;
use crate::edition::{Document, DocumentName, Edition};
use crate::feed_document::FeedDocument;
use crate::fingerprint::Fingerprint;
use crate::paper::{ArticlePath, Route};
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::Press;
use crate::pipeline::press::printer::Printer;
use crate::publish::compressed;
use crate::section::Slug;
use crate::store::StoreError;
use crate::web::{self, Furniture};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The number of articles of each section that have their page ready.
const READY_OF_SECTION: usize = 10;

pub(super) type Leaves = BTreeMap<Route, Vec<u8>>;

/// Of what the pages are made that are ready.
pub(super) type MadePages = BTreeMap<ArticlePath, MadeOf>;

impl Printer {
    /// Prints the pages of the web edition that are to be ready.
    pub(super) fn publish_leaves(&self, press: &mut Press) -> Result<(), PipelineError> {
        let edition = self.edition.load_full();
        let Some(paper) = &self.paper else {
            if !edition.pages().is_empty() {
                self.edition.store(Arc::new(edition.with_pages(Arc::default())));
            }
            self.forget_held_pages();
            return Ok(());
        };
        let now = self.clock.now();
        let served: Vec<Cow<'_, FeedDocument>> = self.served(press)?;
        let feeds: Vec<&FeedDocument> = served.iter().map(AsRef::as_ref).collect();
        let entries = feeds.iter().flat_map(|feed| &feed.entries).map(AsRef::as_ref);
        let paper = &self.illustrated(paper, entries)?;
        let mut leaves = self.lists(paper, &feeds, now)?;
        let is_ready = |path: &ArticlePath, of: &MadeOf| {
            let is_there = edition.pages().contains_key(&Route::Article(path.clone()));
            is_there && press.ready.is_as_made(path, of)
        };
        let (newest, made_of) = self.newest_articles(paper, &feeds, is_ready, now)?;
        leaves.extend(newest);
        let held = self.judge(&mut leaves, &edition);
        let mut pages = renewed(leaves, &edition, now)?;
        for path in made_of.keys() {
            let route = Route::Article(path.clone());
            if let Some(page) = edition.pages().get(&route) {
                pages.entry(route).or_insert_with(|| Arc::clone(page));
            }
        }
        // Printing is one at a time: the edition is the one that was read above.
        self.edition.store(Arc::new(self.edition.load().with_pages(Arc::new(pages))));
        press.ready.made(made_of);
        Ok(self.look_again_at_pages(&held)?)
    }

    /// Pages that the gate refuses stay as they were; what was never right is not there.
    /// Gives those that it refuses.
    fn judge(&self, leaves: &mut Leaves, before: &Edition) -> BTreeSet<Route> {
        let mut held = BTreeSet::new();
        leaves.retain(|route, bytes| {
            let old = before.pages().get(route);
            if old.is_some_and(|old| old.identity == *bytes) {
                self.health.let_out(&DocumentName::Web(Box::new(route.clone())));
                return true;
            }
            if self.may_be_shown(route, bytes) {
                return true;
            }
            held.insert(route.clone());
            old.is_some_and(|old| {
                *bytes = old.identity.to_vec();
                true
            })
        });
        held
    }

    /// All feeds as readers have them, also those that are held back.
    pub(super) fn served<'a>(
        &self,
        press: &'a Press,
    ) -> Result<Vec<Cow<'a, FeedDocument>>, StoreError> {
        let all = self.in_order(press).into_iter();
        let served = all.map(|document| match press.held.contains_key(&document.slug) {
            true => self.as_served(document).map(|served| served.map(Cow::Owned)),
            false => Ok(Some(Cow::Borrowed(document))),
        });
        served.filter_map(Result::transpose).collect()
    }

    /// The front page, the sections, and what belongs to every page.
    pub(super) fn lists(
        &self,
        paper: &Furniture,
        feeds: &[&FeedDocument],
        now: DateTime<Utc>,
    ) -> Result<Leaves, PipelineError> {
        let is_section = |slug: &Slug| paper.paper().has(slug);
        let sections: Vec<&FeedDocument> =
            feeds.iter().copied().filter(|feed| is_section(&feed.slug)).collect();
        let mut leaves = Leaves::from([
            (Route::Sections, web::sections(paper, &sections)?),
            (Route::Subscribe, web::subscribe(paper, feeds)?),
            (Route::Missing, web::missing(paper)?),
            (Route::Robots, web::robots(paper)?),
            (Route::Manifest, web::manifest(paper)),
            (Route::Icon, paper.icon().to_vec()),
            (Route::Worker, web::worker(paper, self.settings.publish.keep_withdrawn)),
            (Route::Offline, web::offline(paper)?),
            (Route::Withdrawals, web::withdrawals(feeds)),
        ]);
        if self.settings.search.enabled {
            leaves.insert(Route::OpenSearch, web::open_search(paper)?);
        }
        if let Some(front) = feeds.iter().find(|feed| feed.slug == Slug::front_page()) {
            let breaking = self.settings.front_page.breaking.as_ref();
            let breaks = |article: &&Arc<crate::article::Article>| {
                breaking.is_some_and(|breaking| compose::breaks(article, breaking, now))
            };
            let breaking = front.entries.iter().filter(breaks);
            let breaking: BTreeSet<_> = breaking.map(|article| article.id.clone()).collect();
            leaves.insert(Route::Front, web::front(paper, front, &sections, &breaking)?);
        }
        for section in sections {
            if let Some(page) = web::section(paper, section)? {
                leaves.insert(Route::Section(section.slug.clone()), page);
            }
        }
        let assets = paper.assets().iter();
        leaves.extend(assets.map(|asset| (asset.route.clone(), asset.bytes.clone())));
        Ok(leaves)
    }

    /// The newest articles of each feed: the pages of those that were not made of just the
    /// same before, and what all are made of.
    pub(super) fn newest_articles(
        &self,
        paper: &Furniture,
        feeds: &[&FeedDocument],
        is_ready: impl Fn(&ArticlePath, &MadeOf) -> bool,
        now: DateTime<Utc>,
    ) -> Result<(Leaves, MadePages), PipelineError> {
        let (mut leaves, mut all) = (Leaves::new(), MadePages::new());
        for feed in feeds {
            let most = match feed.slug == Slug::front_page() {
                true => feed.entries.len(),
                false => READY_OF_SECTION,
            };
            for article in feed.entries.iter().take(most) {
                let Some(path) = paper.paper().page(article) else { continue };
                if all.contains_key(&path) {
                    continue;
                }
                let pictures = paper.own_pictures(article);
                let made_of = MadeOf { article: Arc::clone(article), pictures };
                if !is_ready(&path, &made_of) {
                    let page = self
                        .reading_room
                        .ask(|store| self.article_page(store, paper, article, &path, now))?;
                    leaves.insert(Route::Article(path.clone()), page?);
                }
                all.insert(path, made_of);
            }
        }
        Ok((leaves, all))
    }
}

/// The documents of these pages: one whose bytes are as they were is the one that was.
fn renewed(
    leaves: Leaves,
    before: &Edition,
    now: DateTime<Utc>,
) -> Result<BTreeMap<Route, Arc<Document>>, PipelineError> {
    let leaves: Vec<(Route, Vec<u8>)> = leaves.into_iter().collect();
    let renewed = leaves.into_par_iter().map(|(route, bytes)| {
        let old = before.pages().get(&route);
        if let Some(old) = old.filter(|old| old.fingerprint == Fingerprint::of(&bytes)) {
            return Ok((route, Arc::clone(old)));
        }
        let document = compressed(DocumentName::Web(Box::new(route.clone())), bytes, now)?;
        Ok((route, Arc::new(document)))
    });
    let mut pages: BTreeMap<Route, Arc<Document>> =
        renewed.collect::<Result<_, PipelineError>>()?;
    // Copies of older pages still ask for what belonged to them.
    let assets = before.pages().iter().filter(|(route, _)| matches!(route, Route::Asset(_)));
    for (route, asset) in assets {
        pages.entry(route.clone()).or_insert_with(|| Arc::clone(asset));
    }
    Ok(pages)
}
