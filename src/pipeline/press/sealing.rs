//! The archive of every section (RFC 5005 §4): seals a page when it is full, keeps it
//! in the store for good, and sees to it that the folder has what the store keeps. It
//! does not decide what the feeds say.

use crate::archive::{FORMATS, Page, PageName, Stamp};
use crate::article::{Article, ArticleId};
use crate::feed_document::FeedDocument;
use crate::fingerprint::Fingerprint;
use crate::pipeline::{Pipeline, PipelineError, Press, Printing};
use crate::publish::gate::{Refusal, Rule};
use crate::render;
use crate::section::{Section, Slug};
use crate::store::{SealedPage, StoreError};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::collections::BTreeSet;

/// How many pages are sealed, and how many written again, before readers of news have
/// their turn.
const PAGES_AT_A_TIME: usize = 10;

impl Pipeline {
    /// Seals the archive pages of these sections that are full, and writes those that
    /// the folder lacks: a feed must not link to a page that is not there.
    pub(in crate::pipeline) fn publish_archive(
        &self,
        press: &mut Press,
        sections: &BTreeSet<Slug>,
        now: DateTime<Utc>,
    ) -> Result<Printing, PipelineError> {
        let whole = self.align_archive(press)?;
        let (sealed, all) = self.seal_full_pages(press, sections, now)?;
        Ok(Printing { sealed, unfinished: !(whole && all), ..Printing::default() })
    }

    /// Brings the served archive and its files into line with what the store keeps;
    /// one question when nothing changed since the last time. `false` when more is
    /// to be done.
    fn align_archive(&self, press: &mut Press) -> Result<bool, PipelineError> {
        let version = self.ask(|store| store.archive_version())?;
        if press.publisher.was_restored() {
            press.archive = None;
        }
        let sections = self.settings.sections.iter().map(|section| section.slug.clone());
        let state = (version, sections.collect::<BTreeSet<Slug>>());
        if press.archive.as_ref() == Some(&state) {
            return Ok(true);
        }
        let kept = self.ask(|store| store.pages())?;
        let known: BTreeSet<Slug> = kept.iter().map(|(name, _)| name.feed.clone()).collect();
        let wanted: Vec<(PageName, Stamp)> =
            kept.into_iter().filter(|(name, _)| state.1.contains(&name.feed)).collect();
        let broken = press.publisher.align_archive(&wanted, &known)?;
        let now = broken.len().min(PAGES_AT_A_TIME);
        if now > 0 {
            let pages = broken.iter().take(now).map(|name| self.ask(|store| store.page(name)));
            let pages: Vec<Page> =
                pages.filter_map(Result::transpose).collect::<Result<_, StoreError>>()?;
            press.publisher.place_pages(pages)?;
        }
        let done = now == broken.len();
        press.archive = done.then_some(state);
        Ok(done)
    }

    /// Seals the pages of these sections that are full; gives how many, and `false`
    /// when more are.
    fn seal_full_pages(
        &self,
        press: &mut Press,
        sections: &BTreeSet<Slug>,
        now: DateTime<Utc>,
    ) -> Result<(usize, bool), PipelineError> {
        let mut sealed = 0;
        for section in &self.settings.sections {
            if !sections.contains(&section.slug) {
                continue;
            }
            while self.composer.full_pages(&section.slug, now)? > 0 {
                if sealed == PAGES_AT_A_TIME {
                    return Ok((sealed, false));
                }
                if !self.seal_next(press, section, now)? {
                    break;
                }
                sealed += 1;
            }
        }
        Ok((sealed, true))
    }

    /// Seals the next page of a section. `false` when there is none that the gate
    /// lets through.
    fn seal_next(
        &self,
        press: &mut Press,
        section: &Section,
        now: DateTime<Utc>,
    ) -> Result<bool, PipelineError> {
        let size = self.settings.publish.archive_items;
        let (number, articles) = self.ask(|store| {
            let number = store.next_page(&section.slug)?;
            Ok((number, store.unarchived(&section.slug, now, size)?))
        })?;
        let updated: Vec<_> =
            articles.iter().map(|article| (article.id.clone(), article.updated)).collect();
        let Some((page, documents)) = self.print_page(press, section, number, articles, now)?
        else {
            return Ok(false);
        };
        let is_in = |id: &ArticleId| page.entries.iter().any(|entry| entry.id == *id);
        let entries = updated.into_iter().filter(|(id, _)| is_in(id)).collect();
        let sealed = SealedPage { section: section.slug.clone(), number, entries, documents };
        if !self.ask(|store| store.seal(&sealed))? {
            return Ok(false);
        }
        // From here on the page is as it is. Should it not get to the disk, the next
        // printing finds that out.
        let state = press.archive.take();
        press.publisher.place_pages(sealed.documents)?;
        if let Some((_, sections)) = state {
            press.archive = Some((self.ask(|store| store.archive_version())?, sections));
        }
        tracing::info!(section = %section.slug, page = number, "an archive page is full");
        Ok(true)
    }

    /// A page in all formats, without the articles that the gate refuses, and with
    /// half of them, and half of those, when it is too large.
    fn print_page(
        &self,
        press: &Press,
        section: &Section,
        number: u32,
        mut articles: Vec<Article>,
        now: DateTime<Utc>,
    ) -> Result<Option<(FeedDocument, Vec<Page>)>, PipelineError> {
        while !articles.is_empty() {
            let page = self.composer.archive_page(section, number, articles.clone(), now);
            let documents = documents_of(&page, number, now)?;
            let judged = documents
                .iter()
                .try_for_each(|one| press.publisher.judge_page(&one.name, &one.bytes, now));
            let Err(refusal) = judged else { return Ok(Some((page, documents))) };
            if !leave_out(&mut articles, &refusal) {
                self.hold_back(&refusal);
                return Ok(None);
            }
            tracing::warn!(%refusal, "the archive page is made without it");
        }
        Ok(None)
    }
}

/// Takes out of a page what the gate refused; `false` when that is nobody's fault.
fn leave_out(articles: &mut Vec<Article>, refusal: &Refusal) -> bool {
    let before = articles.len();
    if refusal.rule == Rule::Size {
        articles.truncate(before / 2);
    } else {
        articles.retain(|article| Some(article.id.as_str()) != refusal.article.as_deref());
    }
    articles.len() < before
}

fn documents_of(
    page: &FeedDocument,
    number: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Page>, PipelineError> {
    let modified = page.updated.min(now).duration_trunc(TimeDelta::seconds(1));
    let documents = FORMATS.map(|format| {
        let bytes = render::render(page, format)?;
        let stamp = Stamp {
            fingerprint: Fingerprint::of(&bytes),
            modified: modified.unwrap_or(page.updated),
            length: bytes.len() as u64,
        };
        Ok(Page { name: PageName { feed: page.slug.clone(), number, format }, stamp, bytes })
    });
    documents.into_iter().collect()
}
