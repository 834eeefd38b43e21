//! What kept articles would be under other settings: judged once more, out of what is
//! kept of their items. It keeps nothing of it: the next pass over a source does.

use crate::article::{Article, ArticleId};
use crate::config::Settings;
use crate::config::settings::{Publish, Source, SourceKind};
use crate::moved_base::MovedBase;
use crate::normalise::{self, JudgeContext};
use crate::pipeline::rulebook;
use crate::pipeline::shared_store::{SharedStore, lock};
use crate::placement::{Placement, SectionNames};
use crate::raw_item::RawItem;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::{Provenance, Said, SaidAs, Store, StoreError};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Items looked at in one question to the store.
const AT_ONCE: usize = 500;

/// What other settings of a source would make of the articles that it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JudgedOtherwise {
    /// The source.
    pub source: SourceName,
    /// Articles that would say something else, as of now.
    pub changed: usize,
    /// Articles whose addresses alone would be others: no date moves.
    pub respelled: usize,
    /// Articles of which an earlier release kept no item: their words are not known.
    pub unknown: usize,
}

impl JudgedOtherwise {
    fn is_one(&self) -> bool {
        self.changed + self.respelled + self.unknown > 0
    }
}

/// The live articles that would be others, each with the sections that it has now.
#[derive(Default)]
pub(in crate::pipeline) struct Reassigned {
    articles: BTreeMap<ArticleId, (BTreeSet<Slug>, Article)>,
    /// What became of the articles of each source that judges otherwise.
    pub(in crate::pipeline) judged: Vec<JudgedOtherwise>,
}

impl Reassigned {
    /// What `after` makes of what was judged by `before`.
    pub(in crate::pipeline) fn between(
        before: &Settings,
        after: &Settings,
        store: &SharedStore,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let mut store = lock(store);
        let names = SectionNames::of(after);
        let mut reassigned = Self::default();
        for source in &after.sources {
            let old = before.source(source.name());
            let Some(old) = old.filter(|old| judges_otherwise((before, old), (after, source)))
            else {
                continue;
            };
            let context = rulebook::context(after, &names, &source.judging, now);
            let by = By { old, new: source, context, moved: moved(old, source) };
            let judged = reassigned.judge(store.as_mut(), &by)?;
            reassigned.judged.extend(Some(judged).filter(JudgedOtherwise::is_one));
        }
        reassigned.articles.retain(|_, (before, after)| *before != after.sections);
        Ok(reassigned)
    }

    fn judge(&mut self, store: &mut dyn Store, by: &By<'_>) -> Result<JudgedOtherwise, StoreError> {
        let source = by.new.name().clone();
        let mut judged =
            JudgedOtherwise { source: source.clone(), changed: 0, respelled: 0, unknown: 0 };
        let mut after: Option<String> = None;
        loop {
            let said = store.said(&source, after.as_deref(), AT_ONCE)?;
            let Some(last) = said.last() else { return Ok(judged) };
            after = Some(last.key.clone());
            for said in said {
                self.item(store, by, said, &mut judged)?;
            }
        }
    }

    fn item(
        &mut self,
        store: &mut dyn Store,
        by: &By<'_>,
        said: Said,
        judged: &mut JudgedOtherwise,
    ) -> Result<(), StoreError> {
        let Some(id) = said.article.clone() else { return Ok(()) };
        let Some(article) = store.article(&id)? else { return Ok(()) };
        let items = store.provenance(&id)?;
        let Some(own) = items.iter().find(|item| by.has(item) && item.key == said.key) else {
            return Ok(());
        };
        let shown = items.first().is_some_and(|first| by.has(first) && first.key == said.key);
        let sections = match by.judge(said) {
            Some(Ok(new)) => {
                if shown {
                    let is_moved = |moved| article.is_same_moved(&new, moved);
                    let changed = new.substance() != article.substance()
                        && !by.moved.as_ref().is_some_and(is_moved);
                    let respelled = !changed && !same_words(&new, &article);
                    judged.changed += usize::from(changed);
                    judged.respelled += usize::from(respelled);
                }
                new.sections
            }
            // What came in stays.
            Some(Err(())) => own.sections.clone(),
            None => {
                judged.unknown += usize::from(by.edits_differ());
                by.placed_otherwise(own)
            }
        };
        let entry = self.articles.entry(article.id.clone());
        let (_, kept) = entry.or_insert_with(|| {
            let before = article.sections.clone();
            (before, Article { sections: BTreeSet::new(), ..article })
        });
        kept.sections.extend(sections);
        let others = items.iter().filter(|item| !by.has(item));
        kept.sections.extend(others.flat_map(|item| item.sections.iter().cloned()));
        Ok(())
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
        let comes = self.articles.values().filter(|(before, article)| {
            article.sections.contains(section) && !before.contains(section)
        });
        articles.extend(comes.map(|(_, article)| article.clone()));
        Ok(articles)
    }

    /// Whether an article would not belong to a section any more.
    pub(in crate::pipeline) fn leaves(&self, article: &Article, section: &Slug) -> bool {
        let other = self.articles.get(&article.id);
        other.is_some_and(|(_, article)| !article.sections.contains(section))
    }
}

/// Whether items may come out otherwise.
fn judges_otherwise(
    (before, old): (&Settings, &Source),
    (after, new): (&Settings, &Source),
) -> bool {
    SectionNames::of(before) != SectionNames::of(after)
        || before.embeds != after.embeds
        || before.public_mail != after.public_mail
        || old.judging != new.judging
}

fn same_words(new: &Article, old: &Article) -> bool {
    new.url == old.url && new.content == old.content && new.media == old.media
}

/// Whether the whole folder of a source is published elsewhere under the other settings.
fn moved(old: &Source, new: &Source) -> Option<MovedBase> {
    let SourceKind::Folder(_) = &new.kind else { return None };
    MovedBase::between(old.judging.base_url.as_ref()?, new.judging.base_url.as_ref()?)
}

/// A source of two settings.
struct By<'a> {
    old: &'a Source,
    new: &'a Source,
    context: JudgeContext<'a>,
    /// Where the source's whole folder is published under another address.
    moved: Option<MovedBase>,
}

impl By<'_> {
    fn has(&self, item: &Provenance) -> bool {
        item.source == *self.new.name()
    }

    /// What an item becomes; `None` where the item itself is not kept.
    fn judge(&self, said: Said) -> Option<Result<Article, ()>> {
        let SaidAs::Item(item) = said.what else { return None };
        let came = said.came.unwrap_or(self.context.now);
        let context = JudgeContext { came, ..self.context };
        let item = RawItem { arrived: Some(said.arrived), ..*item };
        let item = match &self.moved {
            Some(moved) => moved.item(item),
            None => item,
        };
        Some(normalise::normalise(item, &context).map_err(|_| ()))
    }

    fn edits_differ(&self) -> bool {
        self.old.judging.policy != self.new.judging.policy
    }

    /// The sections of an item of which only the article is kept: what it says itself it
    /// goes on saying, and that is what no rule has given it.
    fn placed_otherwise(&self, item: &Provenance) -> BTreeSet<Slug> {
        let by = |source: &Source| -> BTreeSet<Slug> {
            Placement::of(&source.judging, &item.title, item.url.as_ref(), &item.tags)
                .sections()
                .cloned()
                .collect()
        };
        let mut sections = &item.sections - &by(self.old);
        sections.extend(by(self.new));
        sections
    }
}
