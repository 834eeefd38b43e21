//! What a reader searches for: found by readers of the store of their own, so that
//! neither gathering nor the press waits for it, and let out by itself.

use crate::edition::{Document, DocumentName};
use crate::feed_document::Format;
use crate::pipeline::press::fitting;
use crate::pipeline::press::printer::Printer;
use crate::publish::{Candidate, LooseError, loose};
use crate::render::{self, RenderError};
use crate::search_query::Query;
use crate::section::{Section, Slug};
use crate::selection::Selection;
use crate::store::Archives;
use crate::store::{Store, StoreError};
use std::time::Duration;

/// Why a search has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The store failed, or took too long.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The answer could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The answer is held back.
    #[error(transparent)]
    Loose(#[from] LooseError),
}

impl SearchError {
    /// Whether it took longer than `[search]` allows.
    #[must_use]
    pub fn is_too_slow(&self) -> bool {
        matches!(self, Self::Store(StoreError::TooSlow { .. }))
    }
}

impl Printer {
    /// A page of a section's archive for people, of what it was sealed with and is not
    /// taken back, as it is now; `None` when there is no such page. A section that joined
    /// another has its old pages still.
    ///
    /// # Errors
    /// When the store fails, or the gate holds the page back.
    pub fn archive_page(&self, feed: &Slug, number: u32) -> Result<Option<Document>, SearchError> {
        let called = |slug: &Slug| self.settings.sections.iter().find(|it| it.slug == *slug);
        let joined = || self.settings.server.moved.get(feed).and_then(called);
        let Some(section) = called(feed).or_else(joined) else { return Ok(None) };
        let section = &Section { slug: feed.clone(), ..section.clone() };
        let ids = self.reading_room.ask(|store| store.sealed_in(feed, number))?;
        if ids.is_empty() {
            return Ok(None);
        }
        let kept = self.reading_room.ask(|store| {
            ids.iter().map(|id| store.kept(id)).collect::<Result<Vec<_>, StoreError>>()
        })?;
        let live = kept.into_iter().flatten().filter(|kept| kept.withdrawn.is_none());
        let articles = live.map(|kept| kept.article).collect();
        let now = self.clock.now();
        let page = self.composer.archive_page(section, number, articles, now);
        let candidate = Candidate {
            name: DocumentName::Page(feed.clone()),
            bytes: render::page(&page)?,
            updated: page.updated,
            allow_collapse: true,
            beyond: 0,
        };
        Ok(Some(loose(candidate, &self.settings.publish, now)?))
    }

    /// A number that moves with whatever may change what a search finds: with every
    /// printing, which follows every change of the store and every date that comes.
    #[must_use]
    pub fn searchable_state(&self) -> u64 {
        self.reading_room.printings()
    }

    /// The feed of what a query finds, in one format; without one, as a page for people.
    ///
    /// # Errors
    /// When it takes longer than `[search]` allows, or fails.
    pub fn search(&self, query: &Query, format: Option<Format>) -> Result<Document, SearchError> {
        let (now, wanted) = (self.clock.now(), &self.settings.search);
        let since = self.composer.told_since(now);
        let selection = Selection { query: Some(query.clone()), ..Selection::default() };
        let (articles, withdrawn) = self.reading_room.ask(|store| {
            store.within(wanted.timeout, |store| {
                let found = store.select(&selection, now, wanted.items, Duration::ZERO)?;
                Ok((found, store.withdrawn_from(&selection, since)?))
            })
        })?;
        let feed = self.composer.search_feed(query, articles, withdrawn, now);
        let (feed, _) = self.composer.fitted(feed);
        let limit = self.settings.publish.max_document_bytes;
        let candidate = Candidate {
            name: format.map_or(DocumentName::SearchPage, DocumentName::Search),
            bytes: match format {
                Some(format) => render::render(&feed, format)?,
                None => render::page(&feed)?,
            },
            updated: feed.updated,
            allow_collapse: true,
            beyond: fitting::beyond(&feed, limit)?,
        };
        Ok(loose(candidate, &self.settings.publish, now)?)
    }
}
