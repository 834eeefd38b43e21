//! What the front page is made of: the section feeds, and what the store has beyond
//! them that was pinned or breaks. What becomes of it, `compose` decides.

use crate::article::Article;
use crate::compose::{self, Front, NotChosen, Supply};
use crate::config::front_page::Pinned;
use crate::config::settings::Publish;
use crate::feed_document::FeedDocument;
use crate::pipeline::press::composer::Composer;
use crate::section::Slug;
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

impl Composer {
    /// The front page of what the section feeds say.
    pub(in crate::pipeline) fn front_page(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        now: DateTime<Utc>,
    ) -> Result<Front, StoreError> {
        let supply = self.supply(printed, now)?;
        Ok(compose::front_page(&self.settings, self.masthead.clone(), supply, now))
    }

    /// Why an article is not on it; nothing when it is.
    pub(in crate::pipeline) fn not_on_front_page(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        article: &Article,
        now: DateTime<Utc>,
    ) -> Result<Option<NotChosen>, StoreError> {
        let supply = self.supply(printed, now)?;
        Ok(compose::not_chosen(&self.settings, supply, now, article))
    }

    fn supply(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        now: DateTime<Utc>,
    ) -> Result<Supply, StoreError> {
        let mut supply = Supply::default();
        for feed in self.settings.sections.iter().filter_map(|section| printed.get(&section.slug)) {
            supply.articles.extend(self.offered_by(feed, now)?);
            supply.withdrawn.extend(feed.withdrawn.iter().cloned());
        }
        for pin in self.settings.front_page.pins.iter().filter(|pin| now < pin.until) {
            let found = self.ask(|store| pinned(store, &pin.article, now))?;
            supply.pinned.extend(found.map(|article| (article, pin.until)));
        }
        Ok(supply)
    }

    /// The articles of a section's feed, and what breaks though the feed is full of
    /// newer ones.
    fn offered_by(
        &self,
        feed: &FeedDocument,
        now: DateTime<Utc>,
    ) -> Result<Vec<Article>, StoreError> {
        let publish = &self.settings.publish;
        if let Some(breaking) = self.settings.front_page.breaking.as_ref() {
            let window = TimeDelta::from_std(breaking.window).unwrap_or(TimeDelta::MAX);
            if feed.entries.last().is_some_and(|oldest| now - oldest.published < window) {
                let wanted = Publish { window: breaking.window, ..publish.clone() };
                let mut offered =
                    self.ask(|store| self.reassigned.newest(store, &feed.slug, now, &wanted))?;
                // Beyond what the feed has, only what breaks: it is foretold when that ends.
                offered.retain(|article| {
                    compose::breaks(article, breaking, now)
                        || feed.entries.iter().any(|entry| entry.id == article.id)
                });
                return Ok(offered);
            }
        }
        Ok(feed.entries.iter().map(|article| Article::clone(article)).collect())
    }
}

/// The article that a pin means, when it may be shown; of several with one address,
/// the newest.
fn pinned(
    store: &mut dyn Store,
    pin: &Pinned,
    now: DateTime<Utc>,
) -> Result<Option<Article>, StoreError> {
    let ids = match pin {
        Pinned::Id(id) => vec![id.clone()],
        Pinned::Page(address) => store.by_address(address)?,
    };
    let mut newest: Option<Article> = None;
    for id in ids {
        let kept = store.kept(&id)?.filter(|kept| kept.withdrawn.is_none());
        let Some(article) = kept.map(|kept| kept.article).filter(|one| one.published <= now) else {
            continue;
        };
        if newest.as_ref().is_none_or(|newest| newest.published < article.published) {
            newest = Some(article);
        }
    }
    Ok(newest)
}
