//! Brings the feed documents up to date with the store. It renders nothing.

use crate::article::{Article, Withdrawn};
use crate::compose;
use crate::feed_document::{FeedDocument, NewsSitemap};
use crate::pipeline::press::choices::chosen_otherwise;
use crate::pipeline::press::composer::{Composed, Composer, Cut};
use crate::pipeline::press::custom_feeds::tell_left_out;
use crate::pipeline::press::fitting::{self, Fitted};
use crate::pipeline::retention;
use crate::search_query::Query;
use crate::section::{Section, Slug};
use crate::store::{KeptFeed, StoreError};
use crate::text::XmlText;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Beyond so many full pages nobody counts how many more there are.
const MANY_PAGES: usize = 4;

impl Composer {
    /// All feeds at `now`, by their names.
    pub(in crate::pipeline) fn all(
        &self,
        now: DateTime<Utc>,
    ) -> Result<BTreeMap<Slug, FeedDocument>, StoreError> {
        let mut feeds = BTreeMap::new();
        self.compose(&mut feeds, &BTreeSet::new(), now)?;
        Ok(feeds)
    }

    /// Composes the feeds that a change in these sections can change, those that
    /// `printed` does not have, and the front page, which may move though no section
    /// did.
    pub(in crate::pipeline) fn compose(
        &self,
        printed: &mut BTreeMap<Slug, FeedDocument>,
        sections: &BTreeSet<Slug>,
        now: DateTime<Utc>,
    ) -> Result<Composed, StoreError> {
        let mut changed = BTreeSet::new();
        let mut cut = BTreeMap::new();
        let kept = self.ask(|store| store.kept_feeds())?;
        let replace = |printed: &mut _, document, changed: &mut _| {
            replace(printed, self.as_before(document, &kept, now), changed)
        };
        for section in &self.settings.sections {
            if sections.contains(&section.slug) || !printed.contains_key(&section.slug) {
                let (document, no_room) = self.section_feed(section, now)?;
                cut.insert(section.slug.clone(), no_room);
                replace(printed, document, &mut changed);
            }
        }
        for feed in &self.settings.feeds {
            let slug = &feed.name.slug;
            if feed.selection.concerns(sections) || !printed.contains_key(slug) {
                let (document, left_out) = self.custom_feed(feed, now)?;
                let (document, no_room) = self.fitted(document);
                cut.insert(slug.clone(), no_room);
                if replace(printed, document, &mut changed) {
                    tell_left_out(&left_out);
                }
            }
        }
        let front = self.front_page(printed, now)?;
        let (document, no_room) = self.fitted(front.document);
        cut.insert(document.slug.clone(), no_room);
        replace(printed, document, &mut changed);
        let chosen_otherwise = chosen_otherwise(&self.settings, &kept);
        Ok(Composed { changed, cut, front_page_changes: front.changes_at, chosen_otherwise, kept })
    }

    /// The document under the id that its feed always had, and not older than it was. What a
    /// clock said that ran ahead is no date that it ever had.
    fn as_before(
        &self,
        document: FeedDocument,
        kept: &BTreeMap<Slug, KeptFeed>,
        now: DateTime<Utc>,
    ) -> FeedDocument {
        let Some(kept) = kept.get(&document.slug) else { return document };
        FeedDocument {
            id: compose::feed_id(&self.settings, &kept.first_name),
            updated: kept
                .updated
                .filter(|date| *date <= now)
                .unwrap_or_default()
                .max(document.updated),
            ..document
        }
    }

    fn section_feed(
        &self,
        section: &Section,
        now: DateTime<Utc>,
    ) -> Result<(FeedDocument, Cut), StoreError> {
        let (wanted, since) = (&self.settings.publish, self.told_since(now));
        let (articles, withdrawn) = self.ask(|store| {
            let articles = self.reassigned.newest(store, &section.slug, now, wanted)?;
            Ok((articles, store.withdrawn(&section.slug, since)?))
        })?;
        let masthead = self.masthead.clone();
        let feed =
            compose::section_feed(&self.settings, masthead, section, articles, withdrawn, now);
        let (feed, mut cut) = self.fitted(self.with_history(feed, now)?);
        if let Some(last) = feed.entries.last().filter(|_| cut.dropped > 0) {
            let after = (last.published, &last.id);
            let most = MANY_PAGES * wanted.archive_items;
            cut.unarchived =
                self.ask(|store| store.count_unarchived_after(&section.slug, after, most))?;
        }
        Ok((feed, cut))
    }

    /// The feed with as many of its first items as fit into a document.
    pub(in crate::pipeline) fn fitted(&self, feed: FeedDocument) -> (FeedDocument, Cut) {
        let (limit, founded) =
            (self.settings.publish.max_document_bytes, self.settings.site.founded);
        match fitting::fitted(&feed, limit, founded) {
            Ok(None) => (feed, Cut::default()),
            Ok(Some(Fitted { feed, dropped, too_large })) => {
                (feed, Cut { dropped: dropped.len(), too_large, unarchived: 0 })
            }
            // One that cannot be written fits as well as any: the press is told so.
            Err(_) => (feed, Cut::default()),
        }
    }

    /// The feed with what neither it nor its archive has. What full pages take that are
    /// not sealed yet is not in it: a preview says so what the next printing does.
    fn with_history(
        &self,
        feed: FeedDocument,
        now: DateTime<Utc>,
    ) -> Result<FeedDocument, StoreError> {
        let size = self.settings.publish.archive_items;
        let Some(oldest) = feed.entries.last().filter(|_| size > 0) else { return Ok(feed) };
        let (slug, until) = (&feed.slug, oldest.published);
        let pages = self.full_pages(slug, now)?;
        let (taken, mut most) = (pages * size, pages * size + feed.entries.len());
        if self.overflows(&feed.entries) {
            // What is older has no room in it anyway.
            most = 0;
        }
        let (next, mut missing) =
            self.ask(|store| Ok((store.next_page(slug)?, store.unarchived(slug, until, most)?)))?;
        // With so many pages to seal (an old archive was brought in), they bring the rest.
        let taken = if pages == MANY_PAGES { missing.len() } else { taken.min(missing.len()) };
        missing.drain(..taken);
        missing.retain(|article| !self.reassigned.leaves(article, slug));
        let newest = Some(next - 1).filter(|newest| *newest > 0);
        Ok(compose::with_history(&self.settings, feed, newest, missing, now))
    }

    /// Whether the texts alone are more than a document may have.
    fn overflows(&self, entries: &[Arc<Article>]) -> bool {
        let most = self.settings.publish.max_document_bytes;
        let texts = entries.iter().map(|article| article.content.len());
        texts.filter(|text| *text <= most).sum::<usize>() > most
    }

    /// How many pages of a section's archive are full and not sealed yet, up to
    /// [`MANY_PAGES`]. A page is full when more articles are in none, as they are now,
    /// than the feed holds: the oldest of them go.
    pub(in crate::pipeline) fn full_pages(
        &self,
        section: &Slug,
        now: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        let wanted = &self.settings.publish;
        let size = wanted.archive_items;
        if size == 0 {
            return Ok(0);
        }
        self.ask(|store| {
            let held = store.count_newest(section, now, wanted.items, wanted.window)?;
            let most = held + MANY_PAGES * size;
            let waiting = store.count_unarchived(section, now, most)?;
            Ok(waiting.saturating_sub(held).div_ceil(size))
        })
    }

    /// The news sitemap of all sections.
    pub(in crate::pipeline) fn news_sitemap(
        &self,
        now: DateTime<Utc>,
    ) -> Result<NewsSitemap, StoreError> {
        let sections = || self.settings.sections.iter().map(|section| &section.slug);
        let headlines = self.ask(|store| {
            let mut newest = None;
            for section in sections() {
                newest = newest.max(store.newest_date(section, now)?);
            }
            let since = newest.and_then(|newest| newest.checked_sub_signed(compose::NEWS));
            let Some(since) = since else { return Ok(Vec::new()) };
            let mut headlines = Vec::new();
            for section in sections() {
                headlines.extend(store.headlines(section, since, now)?);
            }
            Ok(headlines)
        })?;
        Ok(compose::news_sitemap(&self.settings, headlines))
    }

    /// A page of a section's archive.
    pub(in crate::pipeline) fn archive_page(
        &self,
        section: &Section,
        number: u32,
        articles: Vec<Article>,
        now: DateTime<Utc>,
    ) -> FeedDocument {
        let masthead = self.masthead.clone();
        compose::archive_page(&self.settings, masthead, section, number, articles, now)
    }

    /// The id that the feed of a section always had.
    pub(in crate::pipeline) fn feed_id(&self, section: &Section) -> Result<XmlText, StoreError> {
        let kept = self.ask(|store| store.kept_feeds())?;
        let first_name = kept.get(&section.slug).map_or(&section.slug, |kept| &kept.first_name);
        Ok(compose::feed_id(&self.settings, first_name))
    }

    /// The feed of what a query finds.
    pub(in crate::pipeline) fn search_feed(
        &self,
        query: &Query,
        articles: Vec<Article>,
        withdrawn: Vec<Withdrawn>,
        now: DateTime<Utc>,
    ) -> FeedDocument {
        compose::search_feed(&self.settings, &self.masthead, query, articles, withdrawn, now)
    }

    /// Readers are told at `now` of what was taken back after this.
    pub(in crate::pipeline) fn told_since(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        retention::told_since(&self.settings, now)
    }
}

fn replace(
    printed: &mut BTreeMap<Slug, FeedDocument>,
    document: FeedDocument,
    changed: &mut BTreeSet<Slug>,
) -> bool {
    let differs = printed.get(&document.slug) != Some(&document);
    if differs {
        changed.insert(document.slug.clone());
        printed.insert(document.slug.clone(), document);
    }
    differs
}
