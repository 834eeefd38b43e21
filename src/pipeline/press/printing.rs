//! From the store to the readers: compose what may have changed, render what
//! did, and let it out. An equal document costs one query and no rendering.

use crate::compose;
use crate::config::Settings;
use crate::edition::{DocumentName, WithdrawnPages};
use crate::feed_document::FeedDocument;
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::Press;
use crate::pipeline::press::composer::Cut;
use crate::pipeline::press::fitting;
use crate::pipeline::press::printer::Printer;
use crate::pipeline::retention::retention;
use crate::pipeline::shared_store::lock;
use crate::publish::Candidate;
use crate::render;
use crate::section::Slug;
use crate::source_memory::Aged;
use crate::store::{Retention, StoreError};
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one printing did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Printing {
    /// Documents that were replaced.
    pub changed: usize,
    /// Documents that were looked at and are as they were.
    pub unchanged: usize,
    /// Documents that the gate refused; the last good ones stay.
    pub held_back: Vec<String>,
    /// Articles that are left out of feeds for a fault of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Archive pages that became full.
    #[serde(skip_serializing_if = "is_none")]
    pub sealed: usize,
    /// More archive pages are to be sealed or written: print once more.
    #[serde(skip)]
    pub unfinished: bool,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Printing {
    /// This printing and the one after it.
    #[must_use]
    pub fn and(mut self, next: Self) -> Self {
        self.changed += next.changed;
        self.unchanged += next.unchanged;
        self.held_back.extend(next.held_back);
        self.left_out.extend(next.left_out);
        self.sealed += next.sealed;
        self.unfinished |= next.unfinished;
        self
    }
}

impl Press {
    /// Goes by these settings from now on, where it went by others.
    fn go_by(&mut self, settings: &Settings) {
        self.publisher.go_by(&settings.publish);
        self.ready.forget();
        let there_are = |slug: &Slug| settings.feed_slugs().any(|feed| feed == *slug);
        self.printed.retain(|slug, _| there_are(slug));
        self.held.retain(|slug, _| there_are(slug));
        self.stale_pages.retain(there_are);
    }

    /// What a feed was last composed to say, held back or not.
    fn composed(&self, slug: &Slug) -> Option<&FeedDocument> {
        self.printed.get(slug).or_else(|| self.held.get(slug))
    }
}

impl Printer {
    /// Publishes the feeds that change with these sections, so far as what
    /// they say has changed. Their pages for people wait for
    /// [`Printer::publish_pages`]: readers come first.
    ///
    /// # Errors
    /// When the store cannot be asked or the disk not written; what was published
    /// before stays.
    pub fn publish(&self, sections: &BTreeSet<Slug>) -> Result<Printing, PipelineError> {
        self.publish_feeds(sections, false)
    }

    /// Publishes everything by the settings of this pipeline, and takes away the
    /// files of feeds that are no longer configured. `allow_collapse` lets a feed out that lost most of its
    /// items, because that is meant.
    ///
    /// # Errors
    /// As [`Printer::publish`].
    pub(in crate::pipeline) fn publish_all(
        &self,
        allow_collapse: bool,
    ) -> Result<Printing, PipelineError> {
        let all = self.settings.sections.iter().map(|section| section.slug.clone()).collect();
        lock(&self.press).go_by(&self.settings);
        let feeds = self.publish_feeds(&all, allow_collapse)?;
        let mut pages = self.publish_pages()?;
        if feeds.changed == 0 {
            // The settings of the web edition may be others.
            let mut press = lock(&self.press);
            self.publish_leaves(&mut press)?;
            pages.unfinished |= !self.write_paper_files(&mut press, false)?;
        }
        self.retire()?;
        self.refine()?;
        Ok(feeds.and(pages))
    }

    /// Publishes the pages of the feeds that changed since it was last called, and
    /// the lists of all feeds.
    ///
    /// # Errors
    /// When the disk cannot be written; what was published before stays.
    pub fn publish_pages(&self) -> Result<Printing, PipelineError> {
        let mut press = lock(&self.press);
        self.take_pictures_down()?;
        if press.stale_pages.is_empty() {
            let unfinished = !self.write_paper_files(&mut press, false)?;
            return Ok(Printing { unfinished, ..Printing::default() });
        }
        let stale = press.stale_pages.iter().filter_map(|slug| press.composed(slug));
        self.illustrate(stale)?;
        let candidates = self.render_pages(&press)?;
        let (mut printing, refused) = self.let_out(&mut press, candidates)?;
        for refusal in &refused {
            self.keep_back(&mut press, refusal, &mut printing);
            if refusal.name == DocumentName::NewsSitemap {
                let sitemap = self.composer.news_sitemap(self.clock.now())?;
                self.take_out_of_sitemap(&mut press, &sitemap)?;
            }
        }
        self.take_down_pages(&press);
        press.stale_pages.clear();
        self.publish_leaves(&mut press)?;
        printing.unfinished |= !self.write_paper_files(&mut press, true)?;
        Ok(printing)
    }

    /// Makes the compressed forms of what was published smaller, now that it is out.
    ///
    /// # Errors
    /// When the disk cannot be written; what was published before stays.
    pub fn refine(&self) -> Result<(), PipelineError> {
        Ok(lock(&self.press).publisher.refine()?)
    }

    /// As [`Printer::next_change_after`], from now on.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn next_change(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.next_change_after(self.clock.now())
    }

    /// When the feeds next change by themselves after `since`: an article's time
    /// comes or is over, the notice of a withdrawal ends, a pin ends, or news breaks
    /// no more.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn next_change_after(
        &self,
        since: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let notice = self.settings.publish.keep_withdrawn;
        let in_store = self.store.ask(|store| store.next_change(since, notice))?;
        let front_page = lock(&self.press).front_page_changes;
        Ok(in_store.into_iter().chain(front_page).min())
    }

    /// Removes the articles that the config no longer wants kept; for their age, not most of
    /// them at once: the clock may be wrong.
    ///
    /// # Errors
    /// When the store fails.
    pub fn retain(&self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let retention = retention(&self.settings, now);
        if retention.published_before.is_none() && retention.per_section.is_none() {
            self.health.aged(None);
            return Ok(0);
        }
        let (removed, held) = self.store.ask(|store| {
            let held = Some(store.aged(retention, now)?).filter(Aged::is_to_be_confirmed);
            let published_before = retention.published_before.filter(|_| held.is_none());
            Ok((store.retain(Retention { published_before, ..retention })?, held))
        })?;
        if self.health.aged(held) {
            match held {
                Some(aged) => tracing::error!("{}", aged.told()),
                None => tracing::info!("what is too old to be kept is removed again"),
            }
        }
        if removed > 0 {
            // Whole pages of the archive may be gone with them.
            lock(&self.press).archive = None;
        }
        Ok(removed)
    }

    /// Takes away what is no longer configured, and forgets what was told of it.
    fn retire(&self) -> Result<(), PipelineError> {
        let keep = crate::pipeline::documents(&self.settings);
        let before = self.edition.load_full();
        let removed = lock(&self.press).publisher.retire(&keep);
        let served = before.documents().map(|document| &document.name);
        for name in served.filter(|name| !keep.contains(name)) {
            self.health.let_out(name);
            if let Some(feed) = name.feed() {
                self.health.cut_short(feed, None);
            }
            self.metrics.retired(name);
        }
        removed?;
        Ok(())
    }

    fn publish_feeds(
        &self,
        sections: &BTreeSet<Slug>,
        allow_collapse: bool,
    ) -> Result<Printing, PipelineError> {
        // Held to the end: two printings at once could put an older document last.
        let mut press = lock(&self.press);
        let noted = self.store.ask(|store| store.noted())?;
        let printing = self.try_to_publish_feeds(&mut press, sections, allow_collapse);
        self.call_hubs(&press.printed, if printing.is_ok() { noted } else { 0 });
        if let Err(error) = &printing {
            if let PipelineError::Store(error) = error {
                self.store.note(error);
            }
            // What did not get out is composed and tried again the next time.
            press.printed.clear();
        }
        printing
    }

    fn try_to_publish_feeds(
        &self,
        press: &mut Press,
        sections: &BTreeSet<Slug>,
        allow_collapse: bool,
    ) -> Result<Printing, PipelineError> {
        let now = self.clock.now();
        let over = self.store.ask(|store| store.keep_time(now))?;
        self.reading_room.turn_page();
        let sections: BTreeSet<Slug> = sections.union(&over).cloned().collect();
        press.ready.touch(&sections);
        // A disk that takes no page of the archive keeps no reader from the news.
        let archive = self.publish_archive(press, &sections, now);
        let mut composed = self.composer.compose(&mut press.printed, &sections, now)?;
        let archive = archive.and_then(|mut archive| {
            self.make_room(press, &mut composed, &mut archive, now).map(|()| archive)
        });
        press.front_page_changes = composed.front_page_changes;
        let (changed, cut) = (std::mem::take(&mut composed.changed), &composed.cut);
        // Of a feed of long articles there are few, and it has lost nothing.
        let may_collapse = |slug: &Slug| {
            allow_collapse
                || !over.is_empty()
                || cut.get(slug).is_some_and(Cut::is_any)
                || composed.chosen_otherwise.contains(slug)
        };
        self.keep_dates(&press.printed, &changed)?;
        press.stale_pages.extend(changed.iter().cloned());
        let feeds = self.let_out_feeds(press, changed, cut, may_collapse)?;
        self.composer.keep_choices(&composed, &press.held)?;
        Ok(archive?.and(feeds))
    }

    /// Keeps of which date these feeds are, since none is ever of an earlier one.
    fn keep_dates(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        changed: &BTreeSet<Slug>,
    ) -> Result<(), StoreError> {
        let feeds = changed.iter().filter_map(|slug| printed.get(slug));
        let dates = feeds.map(|feed| (feed.slug.clone(), feed.updated)).collect();
        self.store.ask(|store| store.date_feeds(&dates))
    }

    fn render_pages(&self, press: &Press) -> Result<Vec<Candidate>, PipelineError> {
        let all = self.in_order(press);
        let candidate = |name, bytes, updated| Candidate {
            name,
            bytes,
            updated,
            allow_collapse: true,
            beyond: 0,
        };
        let stale = all.iter().filter(|document| press.stale_pages.contains(&document.slug));
        let stale = stale.map(|document| match press.held.contains_key(&document.slug) {
            true => self.as_served(document).map(|served| served.map(Cow::Owned)),
            false => Ok(Some(Cow::Borrowed(*document))),
        });
        let stale: Vec<Cow<'_, FeedDocument>> =
            stale.filter_map(Result::transpose).collect::<Result<_, StoreError>>()?;
        let mut candidates = stale
            .par_iter()
            .map(|document| {
                let name = DocumentName::Page(document.slug.clone());
                Ok(candidate(name, render::page(document)?, document.updated))
            })
            .collect::<Result<Vec<_>, PipelineError>>()?;
        let updated = all.iter().map(|document| document.updated).max().unwrap_or_default();
        candidates.push(candidate(DocumentName::Opml, render::opml(&all)?, updated));
        candidates.push(candidate(DocumentName::Index, render::index(&all)?, updated));
        let sitemap = self.composer.news_sitemap(self.clock.now())?;
        let limit = self.settings.publish.max_document_bytes;
        let (sitemap, bytes) = fitting::fit_sitemap(sitemap, limit)?;
        candidates.push(candidate(DocumentName::NewsSitemap, bytes, sitemap.updated));
        Ok(candidates)
    }

    /// From now on, requests for pages of withdrawn articles are answered so.
    fn take_down_pages(&self, press: &Press) {
        let sections = self.settings.sections.iter();
        let feeds: Vec<_> = sections.filter_map(|section| press.composed(&section.slug)).collect();
        let pages = compose::withdrawn_pages(&self.settings, &feeds).into_iter();
        let pages: WithdrawnPages = pages
            .map(|(page, notice, language)| (page, render::withdrawn_page(notice, language)))
            .collect();
        let edition = self.edition.load();
        if *edition.withdrawn() != pages {
            self.edition.store(Arc::new(edition.with_withdrawn(Arc::new(pages))));
        }
    }

    /// The front page, the sections, the other feeds, as the config has them.
    pub(super) fn in_order<'a>(&self, press: &'a Press) -> Vec<&'a FeedDocument> {
        self.settings.feed_slugs().filter_map(|slug| press.composed(&slug)).collect()
    }
}
