//! Where kept articles would belong under other settings, as far as what is kept
//! of them says. It keeps nothing of it: the next pass over a source decides.

use crate::article::{Article, ArticleId};
use crate::config::Settings;
use crate::config::settings::{Publish, Source};
use crate::pipeline::lock;
use crate::pipeline::press::composing::SharedStore;
use crate::placement::Placement;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::{Provenance, Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// The live articles that would belong to other sections, each with the sections
/// that it has now.
#[derive(Default)]
pub(in crate::pipeline) struct Reassigned(BTreeMap<ArticleId, (BTreeSet<Slug>, Article)>);

impl Reassigned {
    /// What the sections and rules of `after` make of what `before` has placed. What
    /// an article says itself it goes on saying: that is what no rule has given it.
    pub(in crate::pipeline) fn between(
        before: &Settings,
        after: &Settings,
        store: &SharedStore,
    ) -> Result<Self, StoreError> {
        let mut store = lock(store);
        let places = Places { before: by_name(before), after: by_name(after) };
        let mut reassigned = BTreeMap::new();
        for name in places.changed() {
            for (id, item) in store.items(name)? {
                if places.of(&item) == item.sections || reassigned.contains_key(&id) {
                    continue;
                }
                let Some(mut article) = store.article(&id)? else { continue };
                let items = store.provenance(&id)?;
                let sections = items.iter().flat_map(|item| places.of(item)).collect();
                let before = std::mem::replace(&mut article.sections, sections);
                if before != article.sections {
                    reassigned.insert(id, (before, article));
                }
            }
        }
        Ok(Self(reassigned))
    }

    /// The newest articles of a section, as [`Store::newest`] gives them, under the
    /// other settings.
    pub(in crate::pipeline) fn newest(
        &self,
        store: &mut dyn Store,
        section: &Slug,
        now: DateTime<Utc>,
        wanted: &Publish,
    ) -> Result<Vec<Article>, StoreError> {
        let mut at_least = wanted.items;
        let mut articles = loop {
            let mut articles = store.newest_within(
                section,
                now,
                at_least,
                wanted.window,
                wanted.max_document_bytes,
            )?;
            let all = articles.len() < at_least;
            articles.retain(|article| !self.leaves(article, section));
            if all || articles.len() >= wanted.items {
                break articles;
            }
            at_least *= 2;
        };
        let comes = self.0.values().filter(|(before, article)| {
            article.sections.contains(section) && !before.contains(section)
        });
        articles.extend(comes.map(|(_, article)| article.clone()));
        Ok(articles)
    }

    /// Whether an article would not belong to a section any more.
    pub(in crate::pipeline) fn leaves(&self, article: &Article, section: &Slug) -> bool {
        let other = self.0.get(&article.id);
        other.is_some_and(|(_, article)| !article.sections.contains(section))
    }
}

/// The sources of two settings by their names.
struct Places<'a> {
    before: BTreeMap<&'a SourceName, &'a Source>,
    after: BTreeMap<&'a SourceName, &'a Source>,
}

fn by_name(settings: &Settings) -> BTreeMap<&SourceName, &Source> {
    settings.sources.iter().map(|source| (source.name(), source)).collect()
}

impl Places<'_> {
    /// The sources that are in both, and place articles differently.
    fn changed(&self) -> impl Iterator<Item = &SourceName> {
        self.before.iter().filter_map(|(name, before)| {
            let after = self.after.get(name)?;
            let (before, after) = (&before.judging, &after.judging);
            let differ = before.sections != after.sections || before.rules != after.rules;
            differ.then_some(*name)
        })
    }

    /// The sections of an item under the settings after.
    fn of(&self, item: &Provenance) -> BTreeSet<Slug> {
        let (before, after) = (self.before.get(&item.source), self.after.get(&item.source));
        let (Some(before), Some(after)) = (before, after) else { return item.sections.clone() };
        let by = |source: &Source| -> BTreeSet<Slug> {
            Placement::of(&source.judging, &item.title, item.url.as_ref(), &item.tags)
                .sections()
                .cloned()
                .collect()
        };
        let mut sections = &item.sections - &by(before);
        sections.extend(by(after));
        sections
    }
}
