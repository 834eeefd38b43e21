//! What is pushed goes the way of everything else: read, judged, kept. It
//! publishes nothing; it says which sections have changed.

use crate::article::{Article, ArticleId};
use crate::config::settings::{Judging, PUSH_SOURCE};
use crate::normalise;
use crate::pipeline::Pipeline;
use crate::pipeline::arrival::arrival;
use crate::raw_item::RawItem;
use crate::section::Slug;
use crate::source_memory::{SourceMemory, SourceName};
use crate::sources::push;
use crate::store::{Arrival, Arrivals, DESK, Edit, Edited, Refusal, Store, StoreError};
pub use crate::store::{Change, KeptAnswer, KeptArticle, Revision};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Why a push was not kept.
#[derive(Debug, thiserror::Error)]
pub enum PushRefusal {
    /// It is not JSON in UTF-8.
    #[error("{0}")]
    Malformed(String),
    /// An item in it cannot become an article.
    #[error("{0}")]
    Invalid(String),
    /// It is about a section that the token is not for.
    #[error("the token is not for the section \"{0}\": use one that is")]
    Scope(Slug),
    /// The article is not in the state that the request asks for.
    #[error("the article is not in the state that the request asks for: read it again")]
    Condition,
    /// No edit of the article stands.
    #[error("nothing was done to the article \"{0}\" that could be undone")]
    Nothing(String),
    /// There is no such article.
    #[error("there is no article \"{0}\"")]
    Unknown(String),
    /// The article was there, and was removed for its age.
    #[error("the article \"{0}\" was removed for its age: push it under another id")]
    Removed(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One article that was pushed.
#[derive(Clone, Debug, PartialEq)]
pub struct PushedArticle {
    /// What the sender calls it.
    pub key: String,
    /// How it was kept before; nothing when it is new.
    pub before: Option<KeptArticle>,
    /// How it is kept now.
    pub now: KeptArticle,
}

/// Whether a change may be made to an article as it is kept now (RFC 9110 §13).
pub type Condition<'a> = &'a dyn Fn(Option<&KeptArticle>) -> bool;

impl Pipeline {
    /// Keeps what was pushed, all of it or nothing; gives the articles, in their
    /// order, and the sections in which something changed. An article that was
    /// withdrawn is live again. `called` is what its address calls the one
    /// article; `scope` the sections it may be about, all when empty.
    ///
    /// # Errors
    /// When it cannot be read or kept, or may not be.
    pub fn push(
        &self,
        bytes: &[u8],
        called: Option<&str>,
        scope: &[Slug],
        condition: Condition<'_>,
    ) -> Result<(Vec<PushedArticle>, BTreeSet<Slug>), PushRefusal> {
        self.push_by(DESK, bytes, called, scope, condition)
    }

    /// As [`Pipeline::push`], and it is kept who pushed.
    ///
    /// # Errors
    /// When it cannot be read or kept, or may not be.
    pub fn push_by(
        &self,
        by: &str,
        bytes: &[u8],
        called: Option<&str>,
        scope: &[Slug],
        condition: Condition<'_>,
    ) -> Result<(Vec<PushedArticle>, BTreeSet<Slug>), PushRefusal> {
        let pushed = push::read(bytes, called, Some(&self.settings.site.url));
        let pushed = pushed.map_err(|error| match error {
            push::PushError::NotJson(reason) => PushRefusal::Malformed(reason),
            push::PushError::Item(reason) => PushRefusal::Invalid(reason),
        })?;
        let began = self.clock.now();
        let judging = self.pushed();
        let judge = |item| self.judge_pushed(item, &judging, scope, began);
        let items: Vec<Arrival> =
            pushed.items.into_iter().map(judge).collect::<Result<_, PushRefusal>>()?;
        let arrivals = Arrivals {
            source: judging.name.clone(),
            rank: judging.rank,
            began,
            at: self.clock.now(),
            items,
            taken_back: Vec::new(),
            present: None,
            refusals: None,
            memory: SourceMemory::default(),
            by: Some(by.to_owned()),
        };
        self.ask(|store| keep(store, &arrivals, scope, condition))?
    }

    /// Takes an article back for good; gives the sections in which it was. One that
    /// was taken back before stays as it is, and gives none.
    ///
    /// # Errors
    /// When there is none, or it may not be taken back.
    pub fn withdraw(
        &self,
        name: &str,
        reason: Option<&str>,
        scope: &[Slug],
        condition: Condition<'_>,
    ) -> Result<BTreeSet<Slug>, PushRefusal> {
        let change = Change::Retract(reason.map(str::to_owned));
        self.edit(name, change, DESK, scope, condition).map(|(_, sections)| sections)
    }

    /// Corrects an article, takes it back for good, or undoes that; gives how it is kept
    /// now, and the sections whose feeds this concerns: none when it was so already.
    ///
    /// # Errors
    /// When there is none, or it may not be changed.
    pub fn edit(
        &self,
        name: &str,
        change: Change,
        by: &str,
        scope: &[Slug],
        condition: Condition<'_>,
    ) -> Result<(KeptArticle, BTreeSet<Slug>), PushRefusal> {
        let edit = Edit { change, by: by.to_owned(), at: self.clock.now() };
        self.ask(|store| {
            let Some(kept) = find(store, name)? else {
                return Ok(Err(PushRefusal::Unknown(name.to_owned())));
            };
            if let Err(refusal) = may_change(Some(&kept), scope, condition) {
                return Ok(Err(refusal));
            }
            let id = &kept.article.id;
            let sections = match store.edit(id, &edit)? {
                Edited::Done { sections, .. } => sections,
                Edited::Already if edit.change == Change::Undo => {
                    return Ok(Err(PushRefusal::Nothing(name.to_owned())));
                }
                Edited::Already | Edited::NoArticle => BTreeSet::new(),
            };
            let now = store.kept(id)?;
            Ok(now.map(|now| (now, sections)).ok_or_else(|| PushRefusal::Unknown(name.to_owned())))
        })?
    }

    /// The article that a pusher calls so, or that has this UUID.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn find(&self, name: &str) -> Result<Option<KeptArticle>, StoreError> {
        self.ask(|store| find(store, name))
    }

    /// The states that an article has had, oldest first; none when there is no
    /// such article.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn revisions(&self, name: &str) -> Result<Option<Vec<Revision>>, StoreError> {
        self.ask(|store| {
            let Some(kept) = find(store, name)? else { return Ok(None) };
            store.revisions(&kept.article.id).map(Some)
        })
    }

    /// The newest articles of these sections (of all when none is named) that come
    /// after the article `after` in the order of a feed, `limit` at most.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn newest(
        &self,
        sections: &[Slug],
        after: Option<&(DateTime<Utc>, ArticleId)>,
        limit: usize,
    ) -> Result<Vec<Article>, StoreError> {
        let all: Vec<Slug> = self.settings.sections.iter().map(|s| s.slug.clone()).collect();
        let sections = if sections.is_empty() { &all } else { sections };
        let now = self.clock.now();
        self.ask(|store| {
            let mut found = BTreeMap::new();
            for section in sections {
                for article in newest_after(store, section, after, now, limit)? {
                    let place = (std::cmp::Reverse(article.published), article.id.clone());
                    found.insert(place, article);
                }
            }
            Ok(found.into_values().take(limit).collect())
        })
    }

    fn judge_pushed(
        &self,
        mut item: RawItem,
        judging: &Judging,
        scope: &[Slug],
        now: DateTime<Utc>,
    ) -> Result<Arrival, PushRefusal> {
        if let ([], [only]) = (item.sections.as_slice(), scope) {
            item.sections = vec![only.clone()];
        }
        for section in &mut item.sections {
            let Some(now) = self.sections.now(section) else {
                return Err(PushRefusal::Invalid(format!("there is no section \"{section}\"")));
            };
            section.clone_from(now);
        }
        if let Some(outside) = outside(&item.sections, scope) {
            return Err(PushRefusal::Scope(outside));
        }
        arrival(item, &self.judge_context(judging, now)).map_err(|Refusal { rejection, .. }| {
            PushRefusal::Invalid(format!("{}: {}", rejection.key, rejection.reason))
        })
    }

    /// The newsroom's own desk: before every source of the config.
    fn pushed(&self) -> Judging {
        let base_url = Some(self.settings.site.url.clone());
        Judging { base_url, ..Judging::of_everything(source_name(), 0) }
    }
}

/// The name that pushed articles are kept under.
pub(in crate::pipeline) fn source_name() -> SourceName {
    SourceName::new(PUSH_SOURCE)
}

type Kept = Result<(Vec<PushedArticle>, BTreeSet<Slug>), PushRefusal>;

/// Keeps a push unless something is against it; nobody else changes the store meanwhile.
fn keep(
    store: &mut dyn Store,
    arrivals: &Arrivals,
    scope: &[Slug],
    condition: Condition<'_>,
) -> Result<Kept, StoreError> {
    let mut before = Vec::with_capacity(arrivals.items.len());
    for item in &arrivals.items {
        let kept = store.kept(&item.article.id)?;
        if let Err(refusal) = may_change(kept.as_ref(), scope, condition) {
            return Ok(Err(refusal));
        }
        before.push(kept);
    }
    let mut sections = store.accept(arrivals)?.sections;
    let mut pushed = Vec::with_capacity(before.len());
    for (item, before) in arrivals.items.iter().zip(before) {
        let id = &item.article.id;
        if store.kept(id)?.is_some_and(|kept| kept.withdrawn.is_some()) {
            let by = arrivals.by.clone().unwrap_or_default();
            let edit = Edit { change: Change::Restore, by, at: arrivals.at };
            if let Edited::Done { moved: true, .. } = store.edit(id, &edit)? {
                sections.extend(item.article.sections.iter().cloned());
            }
        }
        let Some(now) = store.kept(id)? else {
            return Ok(Err(PushRefusal::Removed(item.key.clone())));
        };
        pushed.push(PushedArticle { key: item.key.clone(), before, now });
    }
    Ok(Ok((pushed, sections)))
}

fn may_change(
    kept: Option<&KeptArticle>,
    scope: &[Slug],
    condition: Condition<'_>,
) -> Result<(), PushRefusal> {
    let sections = kept.into_iter().flat_map(|kept| &kept.article.sections);
    if let Some(outside) = outside(sections, scope) {
        return Err(PushRefusal::Scope(outside));
    }
    if condition(kept) { Ok(()) } else { Err(PushRefusal::Condition) }
}

/// The first section that the scope does not hold; an empty scope holds all.
fn outside<'a>(sections: impl IntoIterator<Item = &'a Slug>, scope: &[Slug]) -> Option<Slug> {
    sections.into_iter().find(|slug| !scope.is_empty() && !scope.contains(slug)).cloned()
}

fn find(store: &mut dyn Store, name: &str) -> Result<Option<KeptArticle>, StoreError> {
    let id = normalise::identity(&push::named(name), &source_name());
    if let Some(kept) = store.kept(&id)? {
        return Ok(Some(kept));
    }
    match uuid::Uuid::parse_str(name) {
        Ok(uuid) => store.kept(&ArticleId::kept(uuid.urn().to_string())),
        Err(_) => Ok(None),
    }
}

/// `limit` articles of a section after a place in the order of a feed. As many as
/// one likes may have the date of that place: it is asked for more until they end.
fn newest_after(
    store: &mut dyn Store,
    section: &Slug,
    after: Option<&(DateTime<Utc>, ArticleId)>,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Article>, StoreError> {
    let from = after.map_or(now, |(published, _)| now.min(*published));
    let mut wanted = limit + 1;
    loop {
        let mut articles = store.newest(section, from, wanted, Duration::ZERO)?;
        let all = articles.len() < wanted;
        if let Some((published, id)) = after {
            articles.retain(|article| article.published < *published || article.id > *id);
        }
        if all || articles.len() >= limit {
            articles.truncate(limit);
            return Ok(articles);
        }
        wanted *= 2;
    }
}
