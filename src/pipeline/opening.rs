//! A newsroom's store as it is opened: whole, known to be the one of what was published, and
//! told how its feeds are called. It judges nothing that is in it.

use crate::config::Settings;
use crate::pipeline::desk::purging;
use crate::pipeline::documents;
use crate::pipeline::error::PipelineError;
use crate::publish;
use crate::same_address;
use crate::section::Slug;
use crate::store::{FeedNames, Recognition, SqliteStore, Store, StoreError};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// The store of a newsroom, which knows how it recognises stories and names its feeds.
pub(super) fn open_store(settings: &Settings) -> Result<SqliteStore, PipelineError> {
    let mut store = SqliteStore::open(&settings.store.path)?;
    require_known(&mut store, settings)?;
    let caught_up = store.caught_up();
    if caught_up.is_anything() {
        tracing::warn!(%caught_up, "the store was put back, and took up what its journal knows");
    }
    store.require_whole()?;
    purging::purge_owed(&mut store)?;
    store.recognise(recognition(settings));
    name_feeds(&mut store, settings)?;
    Ok(store)
}

/// Says if a store knows nothing of what the newsroom has published: then it is not the one
/// that was there, and what was retracted would come out again.
///
/// # Errors
/// [`StoreError::Blank`] then, and when the store fails.
pub fn require_known(store: &mut SqliteStore, settings: &Settings) -> Result<(), StoreError> {
    if store.is_blank()? && has_published(settings) { Err(blank(settings)) } else { Ok(()) }
}

/// As [`require_known`], of a store of which there is no file.
///
/// # Errors
/// [`StoreError::Blank`] where something was published.
pub fn require_none(settings: &Settings) -> Result<(), StoreError> {
    if has_published(settings) { Err(blank(settings)) } else { Ok(()) }
}

fn has_published(settings: &Settings) -> bool {
    publish::has_published(&settings.publish.folder, &documents(settings))
}

fn blank(settings: &Settings) -> StoreError {
    let (path, feeds) = (settings.store.path.clone(), settings.publish.folder.clone());
    StoreError::Blank { path, feeds }
}

/// Tells the store what the feeds are called now, and were before. A blank one is begun by
/// that.
///
/// # Errors
/// When the store fails.
pub fn name_feeds(store: &mut dyn Store, settings: &Settings) -> Result<(), StoreError> {
    let moved = |to: &dyn Fn(&Slug) -> bool| -> BTreeMap<Slug, Slug> {
        let moved = settings.server.moved.iter().filter(|(_, now)| to(now));
        moved.map(|(before, now)| (before.clone(), now.clone())).collect()
    };
    let is_section = |slug: &Slug| settings.sections.iter().any(|section| section.slug == *slug);
    store.name_feeds(&FeedNames {
        there: settings.feed_slugs().collect(),
        moved: moved(&|now| *now != Slug::front_page()),
        moved_sections: moved(&is_section),
    })
}

pub(super) fn recognition(settings: &Settings) -> Option<Recognition> {
    let duplicates = &settings.duplicates;
    duplicates.enabled.then(|| Recognition {
        window: TimeDelta::from_std(duplicates.window).unwrap_or(TimeDelta::MAX),
        alike: duplicates.alike,
        except: duplicates.except.clone(),
        site: Some(same_address::site_of(&settings.site.url)),
    })
}
