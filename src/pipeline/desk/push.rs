//! What is pushed goes the way of everything else: read, judged, kept. It publishes
//! nothing; it says which sections have changed. Which article a push is about, and
//! whether it may be changed, the store judges in the transaction that changes it.

use crate::article::{Article, ArticleId};
use crate::config::Settings;
use crate::config::settings::Judging;
use crate::desk::{Change, DeskRefusal, KeptArticle, Name, PUSH_SOURCE, Permit, Pushed, Revision};
use crate::normalise;
use crate::pipeline::arrival::whole_arrival;
use crate::pipeline::desk::editing_desk::EditingDesk;
use crate::pipeline::retention::KeptFor;
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::sources::push;
use crate::store::{
    Changed, KeptRejection, Push, PushedItem, PushedWord, Pushes, Store, StoreError,
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

impl EditingDesk {
    /// Keeps what was pushed, all of it or nothing; returns the articles, in their order,
    /// and the sections in which something changed. `called` is what its address calls
    /// the one article.
    ///
    /// # Errors
    /// When it cannot be read or kept, or may not be.
    pub fn push(
        &self,
        bytes: &[u8],
        called: Option<&str>,
        permit: &Permit<'_>,
    ) -> Result<(Vec<Pushed>, BTreeSet<Slug>), DeskRefusal> {
        let site = &self.settings.site;
        let read = push::read(bytes, called, Some(&site.url), site.timezone);
        let read = read.map_err(|error| match error {
            push::PushError::NotJson(reason) => DeskRefusal::Malformed(reason),
            push::PushError::Item(reason) => DeskRefusal::Invalid(reason),
        })?;
        let (judging, now) = (judging_pushes(&self.settings), self.clock.now());
        let (mut items, mut refused) = (Vec::with_capacity(read.len()), Vec::new());
        for item in read {
            match self.judge_pushed(item, &judging, permit, now) {
                Ok(item) => items.push(item),
                Err(refusal) => refused.push(refusal),
            }
        }
        if let Some(refusal) = DeskRefusal::of_all(refused) {
            return Err(refusal);
        }
        let judged = self.rulebook.judgement(&judging);
        let (source, rank) = (judging.name.clone(), judging.rank);
        let push = Push { source, rank, judged, at: now, items };
        let Pushes { articles, sections } = self.store.ask(|store| store.push(&push, permit))??;
        self.tell_warnings(&push.source, &articles);
        Ok((articles, sections))
    }

    fn tell_warnings(&self, source: &SourceName, pushed: &[Pushed]) {
        for Pushed { key, warnings, .. } in pushed {
            for warning in warnings {
                tracing::warn!(%source, key, warning, "odd");
            }
        }
        let warned = pushed.iter().map(|pushed| pushed.warnings.len()).sum();
        self.metrics.warned(source, warned);
    }

    /// Corrects an article, takes it back, or undoes that; returns how it is kept now, and
    /// the sections whose feeds this concerns: none of them if it was so already.
    ///
    /// # Errors
    /// When there is none, or it may not be changed.
    pub fn change(
        &self,
        name: &str,
        change: &Change,
        permit: &Permit<'_>,
    ) -> Result<(KeptArticle, BTreeSet<Slug>), DeskRefusal> {
        let (name, at) = (name_of(name), self.clock.now());
        let Changed { now, sections, .. } =
            self.store.ask(|store| store.change(&name, change, at, permit))??;
        Ok((now, sections))
    }

    /// The article that a pusher calls so, or that has this UUID.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn find(&self, name: &str) -> Result<Option<KeptArticle>, StoreError> {
        self.store.ask(|store| store.called(&name_of(name)))
    }

    /// The states that an article has had, oldest first; `None` if there is no
    /// such article.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn revisions(&self, name: &str) -> Result<Option<Vec<Revision>>, StoreError> {
        self.store.ask(|store| {
            let Some(kept) = store.called(&name_of(name))? else { return Ok(None) };
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
        self.store.ask(|store| {
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

    /// An id of ours is an article's own name: whoever may not push into all sections could
    /// be there first with the one that another source's article will have.
    fn may_be_called_so(&self, name: &Name, permit: &Permit<'_>) -> Result<(), DeskRefusal> {
        let is_ours = uuid::Uuid::parse_str(&name.key).is_ok_and(|id| id.get_version_num() == 5);
        if permit.sections.is_empty() || !is_ours || self.store.ask(|s| s.called(name))?.is_some() {
            return Ok(());
        }
        let key = &name.key;
        Err(DeskRefusal::Invalid(format!(
            "{key}: there is no article with this id: call a new one by a name of your own"
        )))
    }

    fn judge_pushed(
        &self,
        pushed: push::PushedItem,
        judging: &Judging,
        permit: &Permit<'_>,
        now: DateTime<Utc>,
    ) -> Result<PushedItem, DeskRefusal> {
        let push::PushedItem { key, id, item, warnings } = pushed;
        let name = name_of(&key);
        self.may_be_called_so(&name, permit)?;
        let Some(mut item) = item else {
            return Ok(PushedItem { name, id, word: PushedWord::Draft, warnings });
        };
        if let ([], [only]) = (item.sections.as_slice(), permit.sections) {
            item.sections = vec![only.clone()];
        }
        let there_are =
            item.sections.iter().filter_map(|section| self.rulebook.sections().now(section));
        if let Some(outside) = permit.outside(there_are) {
            return Err(DeskRefusal::Scope { section: outside.clone(), key: Some(key) });
        }
        let (context, keep) = (self.rulebook.context(judging, now), KeptFor::of(&self.settings));
        let (mut arrival, warnings) = whole_arrival(item, &context, keep).map_err(
            |KeptRejection { rejection, .. }| {
                DeskRefusal::Invalid(format!("{}: {}", rejection.key, rejection.reason))
            },
        )?;
        if !permit.sections.is_empty() {
            arrival.article.id = ArticleId::within(&judging.name, &key);
        }
        let word = PushedWord::Article(Box::new(arrival));
        Ok(PushedItem { name, id, word, warnings })
    }
}

/// How what is pushed is judged: the newsroom's own desk, before every source of the config.
pub(in crate::pipeline) fn judging_pushes(settings: &Settings) -> Judging {
    let base_url = Some(settings.site.url.clone());
    Judging { base_url, ..Judging::of_everything(source_name(), 0) }
}

fn source_name() -> SourceName {
    SourceName::new(PUSH_SOURCE)
}

/// What somebody means by the name of a pushed article: what was pushed so, or the
/// article that has this name, or this UUID, as its id.
///
/// A name for the whole world becomes the id of a new article only when its token is for
/// all sections. Otherwise whoever may push into one section could be there first with
/// the name of what another source will bring, and would have that source's sections.
pub(in crate::pipeline) fn name_of(key: &str) -> Name {
    let mut ids = vec![
        ArticleId::within(&source_name(), key),
        normalise::identity(&push::named(key), &source_name()),
    ];
    if let Ok(uuid) = uuid::Uuid::parse_str(key) {
        ids.push(ArticleId::kept(uuid.urn().to_string()));
    }
    Name { key: key.to_owned(), ids }
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
