//! What other settings would change for readers, over the articles that are kept:
//! feed by feed, item by item. It writes nothing, and asks no source.

mod profiles;
mod words;

pub use profiles::Verdict;
pub use words::Words;

use crate::article::ArticleId;
use crate::config::Settings;
use crate::feed_document::FeedDocument;
use crate::pipeline::insight::breaking::{Breaking, breaking};
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::pipeline::insight::proof::ProofError;
use crate::pipeline::opening::name_feeds;
use crate::pipeline::press::composer::Composer;
pub use crate::pipeline::press::reassigning::JudgedOtherwise;
use crate::pipeline::press::reassigning::Reassigned;
use crate::pipeline::shared_store::SharedStore;
use crate::pipeline::shared_store::lock;
use crate::section::Slug;
use crate::store::{SqliteStore, Store};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// What would be different.
#[derive(Debug, Serialize)]
pub struct Preview {
    /// What readers would trip over: feeds that vanish, ids and addresses that change.
    pub breaking: Vec<Breaking>,
    /// The feeds that would say something else, by name.
    pub feeds: Vec<FeedChange>,
    /// The front page as it is.
    pub front_page_before: Vec<Headline>,
    /// The front page as it would be.
    pub front_page_after: Vec<Headline>,
    /// What aggregators would say otherwise of the feeds.
    pub profiles: Vec<Verdict>,
    /// What would become of the articles that sources brought, where their settings differ.
    pub judged: Vec<JudgedOtherwise>,
    /// The keys that would count from the next start of the service only.
    pub restart_needed: Vec<&'static str>,
    /// What only a pass over a source can show.
    pub unknown: Vec<String>,
}

/// What would be different in one feed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct FeedChange {
    /// The feed.
    pub feed: Slug,
    /// What it is called now, where it would have another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Slug>,
    /// Its title, where it is there now.
    pub title_before: Option<String>,
    /// Its title, where it would be there.
    pub title_after: Option<String>,
    /// Items that would come in, at their new places.
    pub added: Vec<Headline>,
    /// Items that would leave, at their old places.
    pub removed: Vec<Headline>,
    /// Items that would stand elsewhere among those that stay.
    pub moved: Vec<Moved>,
    /// Items that would lead elsewhere, under the ids that they have.
    pub relinked: Vec<Relinked>,
    /// What the feed says of itself that would be otherwise, by its keys.
    pub otherwise: Vec<&'static str>,
}

/// An item that leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Relinked {
    /// The article.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
    /// Where it leads now.
    pub before: Option<WebAddress>,
    /// Where it would lead.
    pub after: Option<WebAddress>,
}

/// An item in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Headline {
    /// From 1, at the top.
    pub position: usize,
    /// The article.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
}

/// An item that changes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// From where, and which item.
    #[serde(flatten)]
    pub from: Headline,
    /// Where to.
    pub to: usize,
}

impl InfoDesk {
    /// What other settings would change.
    ///
    /// # Errors
    /// As [`preview`].
    pub fn preview(&self, after: Settings) -> Result<Preview, ProofError> {
        let store = SqliteStore::open_to_read(&self.settings.store.path)?;
        preview(Box::new(store), &self.settings, after, self.clock.now())
    }
}

/// Holds the settings `after` against those that are in use, over this store.
///
/// # Errors
/// When the store cannot be asked, or a feed not be rendered.
pub fn preview(
    store: Box<dyn Store>,
    before: &Arc<Settings>,
    after: Settings,
    now: DateTime<Utc>,
) -> Result<Preview, ProofError> {
    let store: SharedStore = Arc::new(Mutex::new(store));
    let (after, restart_needed) = after.until_restart(before);
    let breaking = breaking(before, &after, lock(&store).as_mut(), now)?;
    let unknown = unknown(before, &after);
    let renamed = renamed(before, &after);
    let future = if renamed.is_empty() { store.clone() } else { under_new_names(&store, &after)? };
    let mut reassigned = Reassigned::between(before, &after, &future, now)?;
    let judged = std::mem::take(&mut reassigned.judged);
    let old = Composer::new(before.clone(), store).all(now)?;
    let new = Composer::new(Arc::new(after), future).with(reassigned).all(now)?;
    // Each under the name that it would have.
    let named =
        |feed: Slug| renamed.iter().find(|(_, old)| **old == feed).map(|(new, _)| new.clone());
    let old: BTreeMap<Slug, FeedDocument> =
        old.into_iter().map(|(feed, says)| (named(feed.clone()).unwrap_or(feed), says)).collect();
    let feeds: BTreeSet<&Slug> = old.keys().chain(new.keys()).collect();
    let changes = feeds.into_iter().map(|feed| FeedChange {
        moved_from: renamed.get(feed).cloned(),
        ..change(feed, old.get(feed), new.get(feed))
    });
    let front_page =
        |feeds: &BTreeMap<Slug, FeedDocument>| headlines(feeds.get(&Slug::front_page()));
    Ok(Preview {
        breaking,
        feeds: changes.filter(FeedChange::is_one).collect(),
        front_page_before: front_page(&old),
        front_page_after: front_page(&new),
        profiles: profiles::verdicts(&old, &new, now)?,
        judged,
        restart_needed,
        unknown,
    })
}

/// The feeds that would have another name, by that name, with the one that they have.
fn renamed(before: &Settings, after: &Settings) -> BTreeMap<Slug, Slug> {
    let is_there = |settings: &Settings, slug: &Slug| settings.feed_slugs().any(|s| s == *slug);
    let moved = after.server.moved.iter().filter(|(old, new)| {
        is_there(before, old) && !is_there(before, new) && !is_there(after, old)
    });
    moved.map(|(old, new)| (new.clone(), old.clone())).collect()
}

/// The store as it will be when its feeds have the names of these settings. Nothing of it
/// is kept.
fn under_new_names(store: &SharedStore, after: &Settings) -> Result<SharedStore, ProofError> {
    let mut copy = lock(store).copied()?;
    name_feeds(copy.as_mut(), after)?;
    Ok(Arc::new(Mutex::new(copy)))
}

impl FeedChange {
    /// Whether anything is different at all.
    fn is_one(&self) -> bool {
        let same_items = self.added.is_empty() && self.removed.is_empty() && self.moved.is_empty();
        !same_items
            || !self.relinked.is_empty()
            || !self.otherwise.is_empty()
            || self.title_before != self.title_after
            || self.moved_from.is_some()
    }
}

fn change(feed: &Slug, before: Option<&FeedDocument>, after: Option<&FeedDocument>) -> FeedChange {
    let title = |document: &FeedDocument| document.title.to_string();
    let (old, new) = (headlines(before), headlines(after));
    let places = |headlines: &[Headline]| -> BTreeMap<ArticleId, usize> {
        headlines.iter().map(|item| (item.id.clone(), item.position)).collect()
    };
    let (was, is) = (places(&old), places(&new));
    let stays: Vec<(&Headline, usize)> =
        old.iter().filter_map(|item| Some((item, *is.get(&item.id)?))).collect();
    let in_order = longest_rise(&stays.iter().map(|(_, to)| *to).collect::<Vec<_>>());
    let moved = stays.iter().filter(|(_, to)| !in_order.contains(to));
    FeedChange {
        feed: feed.clone(),
        relinked: relinked(before, after),
        otherwise: otherwise(before, after),
        moved_from: None,
        title_before: before.map(title),
        title_after: after.map(title),
        moved: moved.map(|(from, to)| Moved { from: (*from).clone(), to: *to }).collect(),
        added: new.into_iter().filter(|item| !was.contains_key(&item.id)).collect(),
        removed: old.iter().filter(|item| !is.contains_key(&item.id)).cloned().collect(),
    }
}

/// What a feed that stays would say otherwise of itself.
fn otherwise(before: Option<&FeedDocument>, after: Option<&FeedDocument>) -> Vec<&'static str> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let (old, new) = (&before.masthead, &after.masthead);
    let told = [
        ("language", before.language != after.language),
        ("description", before.description != after.description),
        ("url", before.page != after.page || old.site != new.site),
        ("rights", old.rights != new.rights),
        ("editor", old.editor != new.editor),
        ("webmaster", old.webmaster != new.webmaster),
        ("logo", old.logo != new.logo),
        ("icon", old.icon != new.icon),
        ("hubs", old.hubs != new.hubs),
    ];
    told.into_iter().filter_map(|(key, differs)| differs.then_some(key)).collect()
}

/// The items that stay, and lead elsewhere.
fn relinked(before: Option<&FeedDocument>, after: Option<&FeedDocument>) -> Vec<Relinked> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let now: BTreeMap<&ArticleId, &Option<WebAddress>> =
        before.entries.iter().map(|article| (&article.id, &article.url)).collect();
    let stays = after.entries.iter().filter_map(|then| Some((then, *now.get(&then.id)?)));
    let elsewhere = stays.filter(|(then, now)| then.url != **now);
    let relinked = elsewhere.map(|(then, now)| Relinked {
        id: then.id.clone(),
        title: then.title.to_string(),
        before: now.clone(),
        after: then.url.clone(),
    });
    relinked.collect()
}

fn headlines(document: Option<&FeedDocument>) -> Vec<Headline> {
    let entries = document.into_iter().flat_map(|document| &document.entries);
    let headline = |(position, article): (usize, &Arc<crate::article::Article>)| Headline {
        position,
        id: article.id.clone(),
        title: article.title.to_string(),
    };
    (1..).zip(entries).map(headline).collect()
}

/// The most of these numbers that rise in the order in which they stand: whatever
/// is not among them has moved, and as few as can be.
fn longest_rise(numbers: &[usize]) -> BTreeSet<usize> {
    // For each length, the rise of that length that ends lowest; each number knows
    // the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for number in numbers {
        let at = ends.partition_point(|end| end < number);
        before.insert(*number, at.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(at) {
            Some(end) => *end = *number,
            None => ends.push(*number),
        }
    }
    let mut rise = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(number) = next {
        rise.insert(number);
        next = before.get(&number).copied().flatten();
    }
    rise
}

/// What the kept articles do not tell, because it is decided when items come.
fn unknown(before: &Settings, after: &Settings) -> Vec<String> {
    let mut unknown = Vec::new();
    for source in &after.sources {
        let name = source.name();
        match before.source(name) {
            None => unknown.push(format!("what the new source \"{name}\" brings")),
            Some(old) if old.kind != source.kind => {
                unknown.push(format!("what source \"{name}\" brings from its other place"));
            }
            Some(old) if old.judging.base_url != source.judging.base_url => unknown.push(format!(
                "where the articles of source \"{name}\" lead, whose `base_url` is another"
            )),
            Some(old) if old.judging.policy != source.judging.policy => unknown.push(format!(
                "which items of source \"{name}\" come in from now on, whose filters have changed: what is in stays"
            )),
            Some(_) => {}
        }
    }
    let places = |settings: &Settings| -> Vec<_> {
        settings
            .sources
            .iter()
            .map(|one| (one.judging.sections.clone(), one.judging.rules.clone()))
            .collect()
    };
    if !after.feeds.is_empty() && places(before) != places(after) {
        unknown.push("which articles that rules put elsewhere are in custom feeds".to_owned());
    }
    if before.duplicates != after.duplicates {
        unknown
            .push("which articles will be joined from now on: what is joined stays so".to_owned());
    }
    unknown
}
