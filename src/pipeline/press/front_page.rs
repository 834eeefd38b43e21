//! What the front page is made of: the newest articles of each section, and what the store
//! has beyond them that was pinned or breaks. What becomes of it, `compose` decides.

use crate::article::Article;
use crate::compose::{self, Front, FrontPageReasons, Supply};
use crate::config::settings::Publish;
use crate::config::settings::front_page::Breaking;
use crate::feed_document::FeedDocument;
use crate::pipeline::press::composer::Composer;
use crate::pipeline::press::pinning::{Meant, meant};
use crate::section::Slug;
use crate::store::StoreError;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

impl Composer {
    /// The front page of all sections; `printed` are their feeds.
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
        if self.settings.front_page.alike.is_some() {
            supply.apart = self.ask(|store| store.parted())?;
        }
        Ok(supply)
    }

    /// What a section offers: its newest articles, as many as the page has items, and what
    /// breaks though so many are newer. Its feed may have fewer: that is of a size of its own.
    fn offered_by(
        &self,
        feed: &FeedDocument,
        now: DateTime<Utc>,
    ) -> Result<Vec<Article>, StoreError> {
        let (publish, policy) = (&self.settings.publish, &self.settings.front_page);
        let breaking = policy.breaking.as_ref().filter(|breaking| reaches(feed, breaking, now));
        if breaking.is_none() && !self.has_more(feed, now)? {
            return Ok(feed.entries.iter().map(|article| Article::clone(article)).collect());
        }
        let wanted = Publish {
            items: publish.items.max(policy.items),
            window: breaking.map_or(publish.window, |breaking| breaking.window),
            ..publish.clone()
        };
        let mut offered =
            self.ask(|store| self.reassigned.newest(store, &feed.slug, now, &wanted))?;
        offered.sort_by(|one, other| (other.published, &one.id).cmp(&(one.published, &other.id)));
        let mut place = 0;
        // Beyond those, only what breaks: it is foretold when that ends.
        offered.retain(|article| {
            place += 1;
            place <= policy.items
                || breaking.is_some_and(|breaking| compose::breaks(article, breaking, now))
                || feed.entries.iter().any(|entry| entry.id == article.id)
        });
        Ok(offered)
    }

    /// Whether a section has articles that its feed has not, though the page may want them.
    fn has_more(&self, feed: &FeedDocument, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let (held, wanted) = (feed.entries.len(), self.settings.front_page.items);
        Ok(held < wanted && self.ask(|store| store.count_shown(&feed.slug, now, wanted))? > held)
    }
}

/// Whether news may break that is older than all that a feed has.
fn reaches(feed: &FeedDocument, breaking: &Breaking, now: DateTime<Utc>) -> bool {
    let window = TimeDelta::from_std(breaking.window).unwrap_or(TimeDelta::MAX);
    feed.entries.last().is_some_and(|oldest| now - oldest.published < window)
}
