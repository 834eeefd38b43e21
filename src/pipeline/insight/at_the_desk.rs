//! What the newsroom's desk is shown, asked of readers of the store of their own where it
//! takes long, so that neither gathering nor the press waits; and what it asks for. It changes nothing itself.

use super::explain::{self, Explanation};
use crate::article::ArticleId;
use crate::desk::{Deed, Door, KeptArticle, PUSH_SOURCE};
use crate::health::HealthReport;
use crate::pipeline::desk::meant::{Meant, meant_among};
use crate::pipeline::gather::standing;
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::section::Slug;
use crate::selection::Selection;
use crate::source_memory::SourceName;
use crate::store::{
    Confirmed, Deeds, Feeds, NewDeed, PastDeed, Provenance, Requests, SourceRecord, SqliteStore,
    Store, StoreError, WantedDeeds,
};
use crate::trouble::Trouble;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

impl InfoDesk {
    /// Everything that is wrong now.
    #[must_use]
    pub fn wrong(&self) -> Vec<Trouble> {
        let failures = self.settings.alerts.source_failures;
        Trouble::all(&self.health.report(), failures, self.clock.now())
    }

    /// How the newsroom is.
    #[must_use]
    pub fn report(&self) -> HealthReport {
        self.health.report()
    }

    /// All that is known of what is meant, as [`explain::explain`] tells it.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn explain(&self, meant: &str) -> Result<Explanation, StoreError> {
        let store = SqliteStore::open_to_read(&self.settings.store.path)?;
        explain::explain(Box::new(store), &self.settings, meant, self.clock.now())
    }

    /// The newest live articles of these sections, of all when none is named: `limit` at most.
    /// With `words`, those that have them, and before them what is called so or has them in
    /// its headline, of all sections, whether it is live, was taken back or waits.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn found(
        &self,
        words: &str,
        sections: &[Slug],
        limit: usize,
    ) -> Result<Vec<KeptArticle>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let (query, named) = match words {
            "" => (Some(None), Meant::default()),
            words => (words.parse().ok().map(Some), meant_among(&mut store, words, limit)?),
        };
        let sections = sections.iter().cloned().collect();
        let live = match query {
            Some(query) => {
                let selection = Selection { query, sections, ..Selection::default() };
                store.select(&selection, self.clock.now(), limit, Duration::ZERO)?
            }
            None => Vec::new(),
        };
        let live = live.into_iter().map(|article| article.id);
        let mut known = BTreeSet::new();
        let ids = named.exactly.into_iter().chain(named.like.articles).chain(live);
        let ids = ids.filter(|id| known.insert(id.clone()));
        ids.filter_map(|id| store.kept(&id).transpose()).collect()
    }

    /// What is known of each source, and of what is pushed where somebody may push.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn records(&self) -> Result<Vec<(SourceName, SourceRecord)>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let pushes = (!self.settings.api.tokens.is_empty()).then(|| SourceName::new(PUSH_SOURCE));
        let names = self.settings.sources.iter().map(|source| source.name().clone());
        names.chain(pushes).map(|name| Ok((name.clone(), store.source(&name)?))).collect()
    }

    /// Has the timekeeper ask a source now, as somebody at the desk wants.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn request_by(&self, source: &SourceName, by: &str, door: Door) -> Result<i64, StoreError> {
        let mut store = SqliteStore::open_for_a_command(&self.settings.store.path)?;
        let at = self.clock.now();
        let number = store.request(source, at)?;
        let (deed, subject) = (Deed::Asked, Some(source.as_str()));
        store.keep_deed(&NewDeed { at, by, door, deed, article: None, subject })?;
        Ok(number)
    }

    /// When each source is asked next by its schedule.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn plan(&self) -> Result<BTreeMap<SourceName, Option<DateTime<Utc>>>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        Ok(standing::plan(&self.settings, &store.standings()?, self.clock.now()))
    }

    /// The items of a source that articles are made of, the last that came first: `limit`
    /// at most.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn brought(
        &self,
        source: &SourceName,
        limit: usize,
    ) -> Result<Vec<(ArticleId, Provenance)>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let mut items = store.items(source)?;
        items.sort_by(|(_, one), (_, other)| {
            other.since.cmp(&one.since).then_with(|| one.key.cmp(&other.key))
        });
        items.truncate(limit);
        Ok(items)
    }

    /// Withdraws what a source has lost at once, as `pressroom confirm` does, if that is so
    /// many articles, as somebody at the desk wants.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn confirm_by(
        &self,
        source: &SourceName,
        lost: u32,
        by: &str,
    ) -> Result<Confirmed, StoreError> {
        let mut store = SqliteStore::open_for_a_command(&self.settings.store.path)?;
        let (at, door) = (self.clock.now(), Door::Desk);
        let confirmed = store.confirm(source, Some(lost), at)?;
        if let Confirmed::Withdrawn(_) = confirmed {
            let (deed, subject) = (Deed::Confirmed, Some(source.as_str()));
            store.keep_deed(&NewDeed { at, by, door, deed, article: None, subject })?;
        }
        Ok(confirmed)
    }

    /// Keeps that a feed has lost most of its items because that is meant, as `pressroom
    /// confirm --feed` does, and that somebody at the desk says so. The next printing lets it
    /// out: what others write is looked for.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn let_out_by(&self, feed: &Slug, by: &str) -> Result<(), StoreError> {
        let mut store = SqliteStore::open_for_a_command(&self.settings.store.path)?;
        store.rearranged(feed)?;
        let (at, door, deed) = (self.clock.now(), Door::Desk, Deed::LetOut);
        let subject = Some(feed.as_str());
        store.keep_deed(&NewDeed { at, by, door, deed, article: None, subject })
    }

    /// Keeps that somebody signed in at the desk.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn signed_in(&self, by: &str) -> Result<(), StoreError> {
        let mut store = SqliteStore::open_for_a_command(&self.settings.store.path)?;
        let (at, door, deed) = (self.clock.now(), Door::Desk, Deed::SignedIn);
        store.keep_deed(&NewDeed { at, by, door, deed, article: None, subject: None })
    }

    /// The latest deeds of those that are wanted, each with the headline of its article,
    /// where that is kept.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn deeds(
        &self,
        wanted: &WantedDeeds<'_>,
        limit: usize,
    ) -> Result<Vec<(PastDeed, Option<String>)>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let deeds = store.deeds(wanted, limit)?.into_iter();
        let titled = deeds.map(|deed| {
            let kept = deed.article.as_ref().map(|id| store.kept(id)).transpose()?.flatten();
            let title = kept.map(|kept| kept.article.title.to_string());
            Ok((deed, title.filter(|title| !title.is_empty())))
        });
        titled.collect()
    }
}
