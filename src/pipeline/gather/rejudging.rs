//! Judges once more what a source brought, when the settings that it was judged by are
//! others now: from what is kept, without asking anybody.

use crate::config::settings::{Judging, Source, SourceKind};
use crate::desk::PUSH_SOURCE;
use crate::fingerprint::{self, Fingerprint};
use crate::moved_base::MovedBase;
use crate::normalise::JudgeContext;
use crate::pipeline::arrival::arrival;
use crate::pipeline::desk::judging_pushes;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::raw_item::{RawItem, RawText};
use crate::section::Slug;
use crate::source_memory::SourceMemory;
use crate::store::{Accepted, Arrival, Arrivals, KeptRejection, Listing, Said, SaidAs, StoreError};
use chrono::{DateTime, Utc};
use rayon::iter::Either;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Items judged in one transaction.
const AT_ONCE: usize = 500;

impl Gatherer {
    /// Judges once more all that is kept and was judged by other settings, but for folders,
    /// which are read again at once. Returns the sections in which something changed.
    ///
    /// # Errors
    /// When the store fails.
    pub(in crate::pipeline) fn judge_kept_again(&self) -> Result<BTreeSet<Slug>, StoreError> {
        let mut sections = self.judge_handed_in_again()?;
        let is_folder = |source: &&Source| matches!(source.kind, SourceKind::Folder(_));
        for source in self.settings.sources.iter().filter(|source| !is_folder(source)) {
            let mut memory = self.store.ask(|store| store.standing(source.name()))?.memory;
            let now = self.clock.now();
            sections.extend(self.judge_again(&source.judging, &mut memory, now)?.sections);
        }
        Ok(sections)
    }

    /// What was pushed and what was imported: no pass judges it.
    fn judge_handed_in_again(&self) -> Result<BTreeSet<Slug>, StoreError> {
        let mut sections = BTreeSet::new();
        for (name, mut memory) in self.store.ask(|store| store.handed_in())? {
            let judging = match name.as_str() {
                PUSH_SOURCE => judging_pushes(&self.settings),
                _ if self.source(&name).is_some() => continue,
                _ => Judging::of_everything(name, u32::MAX),
            };
            let now = self.clock.now();
            sections.extend(self.judge_again(&judging, &mut memory, now)?.sections);
        }
        Ok(sections)
    }

    /// Judges all that is kept of a source, where it was judged by other settings, and
    /// keeps that it was. What an earlier release kept without saying by what is taken for
    /// judged by these.
    pub(in crate::pipeline) fn judge_again(
        &self,
        judging: &Judging,
        memory: &mut SourceMemory,
        began: DateTime<Utc>,
    ) -> Result<Accepted, StoreError> {
        let judgement = self.rulebook.judgement(judging);
        let mut all = Accepted::default();
        let Some(before) = memory.judged.replace(judgement.clone()) else { return Ok(all) };
        if before == judgement {
            return Ok(all);
        }
        let again = Again { gatherer: self, judging, places: &before.places, began };
        let mut after = None;
        loop {
            let said =
                self.store.ask(|store| store.said(&judging.name, after.as_deref(), AT_ONCE))?;
            let Some(last) = said.last() else { break };
            after = Some(last.key.clone());
            all.add(again.keep(said)?);
        }
        let in_vain = self.store.ask(|store| store.said_in_vain(&judging.name))?;
        if !in_vain.is_empty() {
            all.add(again.keep(in_vain)?);
        }
        self.store.ask(|store| store.remember(&judging.name, memory))?;
        tracing::info!(source = %judging.name, changed = all.changed, new = all.new,
            unchanged = all.unchanged, "judged once more by changed settings");
        Ok(all)
    }
}

/// One time that a source's items are judged again.
struct Again<'a> {
    gatherer: &'a Gatherer,
    judging: &'a Judging,
    /// The sections that the settings before could give an article.
    places: &'a BTreeSet<Slug>,
    began: DateTime<Utc>,
}

impl Again<'_> {
    fn keep(&self, mut said: Vec<Said>) -> Result<Accepted, StoreError> {
        let moved = self.move_along(&mut said);
        let (items, refusals): (Vec<_>, Vec<_>) =
            said.into_par_iter().partition_map(|said| match self.judge(said) {
                Ok(arrival) => Either::Left(arrival),
                Err(refusal) => Either::Right(refusal),
            });
        self.gatherer.store.ask(|store| {
            store.judged_again(&Arrivals {
                source: self.judging.name.clone(),
                rank: self.judging.rank,
                began: self.began,
                at: self.gatherer.clock.now(),
                items,
                taken_back: Vec::new(),
                present: None,
                listing: Listing { moved, ..Listing::default() },
                refusals: Some(refusals),
                memory: SourceMemory::default(),
                by: None,
            })
        })
    }

    /// The items of a folder whose address has become another one, as they would be read
    /// there now.
    fn move_along(&self, said: &mut [Said]) -> Option<MovedBase> {
        let to = self.judging.base_url.as_ref()?;
        let mut last = None;
        for said in said {
            let SaidAs::Item(item) = &mut said.what else { continue };
            let Some(moved) = item.root.as_ref().and_then(|from| MovedBase::between(from, to))
            else {
                continue;
            };
            **item = moved.item(std::mem::take(&mut **item));
            last = Some(moved);
        }
        last
    }

    /// An item is as old as it was when it came: filters by age let it in then.
    fn judge(&self, Said { key, arrived, came, what, .. }: Said) -> Result<Arrival, KeptRejection> {
        let context = self.gatherer.rulebook.context(self.judging, self.began);
        let context = JudgeContext { came: came.unwrap_or(self.began), ..context };
        match what {
            SaidAs::Item(item) => arrival(RawItem { arrived: Some(arrived), ..*item }, &context),
            SaidAs::Article(article, terms) => {
                let own = article.sections.difference(self.places).cloned().collect();
                let item = RawItem {
                    key: key.clone(),
                    arrived: Some(arrived),
                    title: Some(RawText::Plain(article.title.to_string())),
                    url: article.url.as_ref().map(ToString::to_string),
                    published: Some(article.published),
                    content: Some(RawText::Html(article.content.to_string())),
                    tags: article.tags.iter().map(ToString::to_string).collect(),
                    sections: own,
                    ..RawItem::default()
                };
                // Its words are what the edits of then left: the sections alone are judged.
                let sections = arrival(item, &context)?.article.sections;
                let mut article = *article;
                article.sections = sections;
                let formerly = Vec::new();
                Ok(Arrival { key, arrived, article, terms, said: None, formerly })
            }
        }
    }
}

/// Of what decides how a page is read, which only reading it again can follow.
pub(in crate::pipeline) fn read_by(source: &Source) -> Option<Fingerprint> {
    match &source.kind {
        SourceKind::Page(page) => Some(fingerprint::of_value(&page.selectors)),
        SourceKind::Feed(feed) => Some(fingerprint::of_value(&feed.full_text)),
        SourceKind::Folder(_) | SourceKind::Sitemap(_) => None,
    }
}
