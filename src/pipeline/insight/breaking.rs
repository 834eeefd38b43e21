//! What a change of the settings would break for readers: feeds that vanish,
//! addresses and ids that change. It changes nothing and judges no items.

use crate::config::Settings;
use crate::config::settings::{Folder, Source, SourceKind};
use crate::config::show_period;
use crate::pipeline::documents;
use crate::pipeline::retention::retention;
use crate::section::Slug;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// Something that readers, or their programs, would trip over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breaking {
    /// What kind of break it is.
    pub what: Break,
    /// What it happens to: a feed, a source, or all feeds.
    pub of: String,
    /// How it is now.
    pub before: String,
    /// How it would be; `None` if it would no longer exist.
    pub after: Option<String>,
    /// What to do to keep it as it is.
    pub remedy: String,
}

/// The kinds of break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Break {
    /// A feed no longer exists: its readers get nothing new, and no reason.
    FeedVanishes,
    /// A feed has another id: readers take it for another feed.
    FeedId,
    /// A feed has another address of its own: readers and hubs keep the old one.
    FeedAddress,
    /// Articles have other ids: readers see old stories as new.
    ArticleIds,
    /// Articles are removed, and nothing brings them back.
    ArticlesRemoved,
    /// Dates without a zone mean another moment: what waits may come out early, and what is
    /// out may be withdrawn.
    Times,
}

impl fmt::Display for Breaking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, before, remedy, .. } = self;
        match self.what {
            Break::FeedVanishes => write!(f, "the feed {of} ({before}) would be no more")?,
            Break::FeedId => write!(f, "the id of {of} would change, from {before}")?,
            Break::FeedAddress => write!(f, "the address of {of} would change, from {before}")?,
            Break::ArticleIds => write!(f, "{of} would come again under other ids, from {before}")?,
            Break::Times => write!(
                f,
                "the dates of {of} that name no zone would be of another time, from {before}"
            )?,
            Break::ArticlesRemoved => write!(f, "{of} would be removed for good, from {before}")?,
        }
        if let Some(after) = &self.after {
            write!(f, " to {after}")?;
        }
        write!(f, " (to keep it: {remedy})")
    }
}

/// All that would break if the settings `after` took the place of `before`, over
/// the articles of this store: feeds in the order of their names, then sources.
///
/// # Errors
/// When the store cannot be asked.
pub fn breaking(
    before: &Settings,
    after: &Settings,
    store: &mut dyn Store,
    now: DateTime<Utc>,
) -> Result<Vec<Breaking>, StoreError> {
    let mut breaks = vanished(before, after);
    breaks.extend(moved(before, after));
    breaks.extend(removed(before, after, store, now)?);
    for (old, new) in before.sources.iter().filter_map(|old| Some((old, heir(old, before, after)?)))
    {
        let kept = store.source(old.name())?.articles;
        breaks.extend(other_times(before, after, old, kept));
        let Some((was, is, remedy)) = other_ids(old, new) else { continue };
        let articles = store.named_after(old.name())?;
        if articles > 0 {
            breaks.push(Breaking {
                what: Break::ArticleIds,
                of: format!("{articles} articles of source \"{}\"", old.name()),
                before: was,
                after: Some(is),
                remedy,
            });
        }
    }
    Ok(breaks)
}

/// The slugs of every feed that is published under these settings.
fn feeds(settings: &Settings) -> BTreeSet<Slug> {
    documents(settings).iter().filter_map(|name| name.feed().cloned()).collect()
}

fn vanished(before: &Settings, after: &Settings) -> Vec<Breaking> {
    let (old, new) = (feeds(before), feeds(after));
    let title = |slug: &Slug| {
        let section = before.sections.iter().find(|section| section.slug == *slug);
        section.map_or_else(|| slug.to_string(), |section| section.title.to_string())
    };
    // Whoever reads one that moved is led on, and one that is gone says so.
    let told =
        |slug: &&Slug| after.server.moved.contains_key(*slug) || after.server.gone.contains(slug);
    let vanished = old.difference(&new).filter(|slug| !told(slug)).map(|slug| Breaking {
        what: Break::FeedVanishes,
        of: slug.to_string(),
        before: title(slug),
        remedy: format!("keep the feed {slug}, or say under [server] where its readers are to go: moved = {{ {slug} = \"…\" }}, or gone = [\"{slug}\"]"),
        after: None,
    });
    vanished.collect()
}

/// What all feeds have in their ids and addresses.
fn moved(before: &Settings, after: &Settings) -> impl Iterator<Item = Breaking> {
    let (old, new) = (&before.site, &after.site);
    let all = || format!("all {} feeds", feeds(before).len());
    let id = (old.tag != new.tag).then(|| Breaking {
        what: Break::FeedId,
        of: all(),
        before: format!("tag:{}:feeds/…", old.tag),
        after: Some(format!("tag:{}:feeds/…", new.tag)),
        remedy: format!("tag = \"{}\" under [site]", old.tag),
    });
    let address = (old.feeds_url != new.feeds_url).then(|| Breaking {
        what: Break::FeedAddress,
        of: all(),
        before: old.feeds_url.to_string(),
        after: Some(new.feeds_url.to_string()),
        remedy: format!("feeds_url = \"{}\" under [site]", old.feeds_url),
    });
    id.into_iter().chain(address)
}

/// What is written in a folder without a zone is of the newsroom's.
fn other_times(
    before: &Settings,
    after: &Settings,
    source: &Source,
    articles: u64,
) -> Option<Breaking> {
    let (old, new) = (before.site.timezone, after.site.timezone);
    let is_own = matches!(source.kind, SourceKind::Folder(_));
    (is_own && old != new && articles > 0).then(|| Breaking {
        what: Break::Times,
        of: format!("source \"{}\"", source.name()),
        before: format!("timezone = \"{old}\""),
        after: Some(format!("timezone = \"{new}\"")),
        remedy: format!("timezone = \"{old}\" under [site], or write the zone into each date"),
    })
}

/// What would be kept no longer.
fn removed(
    before: &Settings,
    after: &Settings,
    store: &mut dyn Store,
    now: DateTime<Utc>,
) -> Result<Option<Breaking>, StoreError> {
    if retention(before, now) == retention(after, now) {
        return Ok(None);
    }
    // What is due to go anyway goes by no change.
    let already = store.surplus(retention(before, now))?;
    let articles = store.surplus(retention(after, now))?.saturating_sub(already);
    Ok((articles > 0).then(|| Breaking {
        what: Break::ArticlesRemoved,
        of: if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") },
        before: kept(before),
        after: Some(kept(after)),
        remedy: format!("{} under [store]", kept(before)),
    }))
}

fn kept(settings: &Settings) -> String {
    let store = &settings.store;
    let age = store.keep.map(|age| format!("keep = \"{}\"", show_period(age)));
    let count = store.keep_per_section.map(|count| format!("keep_per_section = {count}"));
    let all: Vec<String> = age.into_iter().chain(count).collect();
    match all.is_empty() {
        true => "no `keep`".to_owned(),
        false => all.join(", "),
    }
}

/// What a source is under the other settings: the one of its name, or else a new
/// one that asks at the same place.
fn heir<'a>(source: &Source, before: &Settings, after: &'a Settings) -> Option<&'a Source> {
    let named = after.source(source.name());
    let is_new = |other: &&Source| before.sources.iter().all(|old| old.name() != other.name());
    named.or_else(|| after.sources.iter().filter(is_new).find(|other| is_one_place(source, other)))
}

fn is_one_place(a: &Source, b: &Source) -> bool {
    match (&a.kind, &b.kind) {
        (SourceKind::Folder(a), SourceKind::Folder(b)) => a.path == b.path,
        (SourceKind::Feed(a), SourceKind::Feed(b)) => a.location == b.location,
        (a, b) => a.web_address().is_some() && a.web_address() == b.web_address(),
    }
}

/// What the ids of a source's own articles are made of, before and after, where
/// that changes; and what to do about it. Ids that are the world's are not.
fn other_ids(old: &Source, new: &Source) -> Option<(String, String, String)> {
    let name = |source: &Source| format!("name = \"{}\"", source.name());
    if old.name() != new.name() {
        return Some((name(old), name(new), name(old)));
    }
    // A folder that moved as a whole has the same paths in it; one that is another
    // part of the same tree has not.
    let (SourceKind::Folder(a), SourceKind::Folder(b)) = (&old.kind, &new.kind) else {
        return None;
    };
    let path = |folder: &Folder| format!("path = \"{}\"", folder.path.display());
    let shifted = a.path != b.path && (a.path.starts_with(&b.path) || b.path.starts_with(&a.path));
    shifted.then(|| (path(a), path(b), path(a)))
}
