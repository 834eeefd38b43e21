//! Custom feeds, brought up to date with the store: what they select, and what
//! an aggregator would refuse of it. It renders nothing.

use crate::article::{Article, Withdrawn};
use crate::compose;
use crate::config::settings::CustomFeed;
use crate::feed_document::{FeedDocument, Profile};
use crate::pipeline::press::composer::Composer;
use crate::profile::{self, Circumstances, Results};
use crate::store::StoreError;
use chrono::{DateTime, Utc};

/// How many times the items of a feed are looked at when some may be left out.
const SPARE: usize = 2;

impl Composer {
    /// A custom feed, and what its aggregator would refuse: items of that
    /// kind are left out, and others take their places.
    pub(super) fn custom_feed(
        &self,
        feed: &CustomFeed,
        now: DateTime<Utc>,
    ) -> Result<(FeedDocument, Option<Results>), StoreError> {
        let Some(profile) = feed.profile else {
            let (articles, withdrawn) = self.selected(feed, feed.items, now)?;
            return Ok((self.composed(feed, articles, withdrawn, now), None));
        };
        let (mut articles, withdrawn) = self.selected(feed, feed.items * SPARE, now)?;
        let all = CustomFeed { items: articles.len(), ..feed.clone() };
        let draft = self.composed(&all, articles.clone(), withdrawn.clone(), now);
        let results = profile::results(profile, &draft, &Circumstances::at(now));
        let failing = results.failing();
        articles.retain(|article| !failing.contains(&article.id));
        let withdrawn = self.carried(feed, profile, withdrawn, now)?;
        Ok((self.composed(feed, articles, withdrawn, now), Some(results)))
    }

    /// The notices of what the feed of an aggregator carried: what that one would have
    /// refused was never in it, and no reader of it knows the article.
    fn carried(
        &self,
        feed: &CustomFeed,
        profile: Profile,
        mut withdrawn: Vec<Withdrawn>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError> {
        let texts = self.ask(|store| {
            let kept = withdrawn.iter().map(|notice| store.kept(&notice.id));
            kept.filter_map(Result::transpose).collect::<Result<Vec<_>, StoreError>>()
        })?;
        let texts: Vec<Article> = texts.into_iter().map(|kept| kept.article).collect();
        let all = CustomFeed { items: texts.len(), ..feed.clone() };
        let draft = self.composed(&all, texts, Vec::new(), now);
        let results = profile::results(profile, &draft, &Circumstances::at(now));
        let failing = results.failing();
        withdrawn.retain(|notice| !failing.contains(&notice.id));
        Ok(withdrawn)
    }

    /// What would be left out of the feeds that are made for an aggregator, and why.
    pub(in crate::pipeline) fn left_out(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<Results>, StoreError> {
        let made = self.settings.feeds.iter().filter(|feed| feed.profile.is_some());
        let results = made.map(|feed| Ok(self.custom_feed(feed, now)?.1));
        Ok(results.collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten().collect())
    }

    fn selected(
        &self,
        feed: &CustomFeed,
        items: usize,
        now: DateTime<Utc>,
    ) -> Result<(Vec<Article>, Vec<Withdrawn>), StoreError> {
        let (window, since) = (self.settings.publish.window, self.told_since(now));
        self.ask(|store| {
            let articles = store.select(&feed.selection, now, items, window)?;
            Ok((articles, store.withdrawn_from(&feed.selection, since)?))
        })
    }

    fn composed(
        &self,
        feed: &CustomFeed,
        articles: Vec<Article>,
        withdrawn: Vec<Withdrawn>,
        now: DateTime<Utc>,
    ) -> FeedDocument {
        let masthead = self.masthead.clone();
        compose::custom_feed(&self.settings, masthead, feed, articles, withdrawn, now)
    }
}

/// Of a feed that is made for an aggregator: which items that one would refuse.
pub(super) fn tell_left_out(results: &Option<Results>) {
    for flaw in results.iter().flat_map(|results| &results.flaws) {
        let (feed, rule, value) =
            (results.as_ref().map(|it| it.feed.as_str()), flaw.rule, &flaw.value);
        match &flaw.item {
            Some(item) => {
                tracing::info!(feed, %item, rule, value, "left out of the feed: {}", flaw.remedy)
            }
            None => tracing::warn!(
                feed,
                rule,
                value,
                "the aggregator may refuse the feed: {}",
                flaw.remedy
            ),
        }
    }
}
