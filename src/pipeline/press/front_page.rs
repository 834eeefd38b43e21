//! What the front page is made of: the section feeds, and what the store has beyond
//! them that was pinned or breaks. What becomes of it, `compose` decides.

use crate::article::Article;
use crate::compose::{self, Front, FrontPageReasons, Supply};
use crate::config::settings::Publish;
use crate::feed_document::FeedDocument;
use crate::pipeline::press::composer::Composer;
use crate::pipeline::press::pinning::{Meant, meant};
use crate::section::Slug;
use crate::store::StoreError;
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

    /// Why articles are on it or not.
    pub(in crate::pipeline) fn front_page_reasons(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        now: DateTime<Utc>,
    ) -> Result<FrontPageReasons<'_>, StoreError> {
        Ok(FrontPageReasons::of(&self.settings, self.supply(printed, now)?, now))
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
            if let Meant::Shown(article) = self.ask(|store| meant(store, &pin.article, now))? {
                supply.pinned.push((*article, pin.until));
            }
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
