//! The only place where the stages meet, in four rooms: from a source to the store
//! (`gather`), what the newsroom does itself (`desk`), from the store to the readers
//! (`press`), and what people are told (`insight`). It decides nothing that a stage can
//! decide, and knows neither schedule nor sockets.

mod arrival;
mod at_page;
pub mod desk;
mod documents;
pub mod gather;
pub mod insight;
mod press;
mod shared_store;

pub use documents::documents;
pub use gather::{Again, PassEnd, PassReport};
use gather::{PictureDesk, Settling};
pub use insight::{AlertError, Break, Breaking, DeliveryError, Outgoing, Round, breaking};
pub use press::{Leaf, LeafError, Printing, SearchError};

use crate::broken_off::BrokenOff;
use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings::{Judging, Source};
use crate::darkroom::{PictureDisk, PictureDiskError};
use crate::edition::Edition;
use crate::fetch::{Client, FetchError, RobotsGate};
use crate::health::Health;
use crate::metrics::Metrics;
use crate::normalise::JudgeContext;
use crate::placement::SectionNames;
use crate::publish::{self, PublishError, Publisher};
pub use crate::publish::{is_published_into, still_in};
use crate::render::RenderError;
use crate::same_address;
use crate::section::Slug;
use crate::source_memory::SourceName;
pub use crate::store::{Confirmed, PastDeed, Provenance, Request, SourceRecord, WantedDeeds};
use crate::store::{FeedNames, Feeds, Recognition, SqliteStore, Store, StoreError};
use crate::web::{Furniture, WebError};
use arc_swap::ArcSwap;
use chrono::{DateTime, TimeDelta, Utc};
use desk::purging;
use press::composer::Composer;
use press::{Press, ReadingRoom};
use shared_store::lock;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// Why the pipeline could not be opened, or could not print.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The article store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document could not be written down.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A document could not be rendered.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A page of the web edition could not be written.
    #[error(transparent)]
    Web(#[from] WebError),
    /// The client for upstreams could not be made.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The folder of pictures cannot be used.
    #[error(transparent)]
    Pictures(#[from] PictureDiskError),
    /// What was purged before the store was put back cannot be purged again.
    #[error(transparent)]
    Purge(#[from] desk::purging::PurgeError),
    /// What was asked has no answer.
    #[error("the store has not answered: {0}")]
    Cut(#[from] BrokenOff),
}

/// The stages of one newsroom, joined.
pub struct Pipeline {
    settings: Arc<Settings>,
    sections: SectionNames,
    clock: Clock,
    health: Health,
    metrics: Metrics,
    composer: Composer,
    client: Client,
    robots: RobotsGate,
    edition: Arc<ArcSwap<Edition>>,
    press: Arc<Mutex<Press>>,
    reading_room: Arc<ReadingRoom>,
    /// See [`Store::reach_since`].
    reach_seen: AtomicI64,
    outgoing: Arc<Outgoing>,
    /// What stands on every page of the web edition, where there is one.
    paper: Option<Furniture>,
    settling: Arc<Settling>,
    pictures: Arc<PictureDesk>,
    /// Rung when a hub is to be asked that was not known before.
    hubs_offered: Arc<Notify>,
}

impl Pipeline {
    /// Opens the store and the folder of published files; nothing is gathered
    /// or published yet.
    ///
    /// # Errors
    /// When the store, the folder or the client cannot be opened.
    pub fn open(
        settings: Arc<Settings>,
        clock: Clock,
        health: Health,
        metrics: Metrics,
    ) -> Result<Self, PipelineError> {
        let store = open_store(&settings)?;
        Self::over(store, settings, clock, health, metrics)
    }

    /// As [`Pipeline::open`], also when the store is damaged, or blank where something was
    /// published: then everything that asks it fails, and what was published last can be
    /// served all the same.
    ///
    /// # Errors
    /// As [`Pipeline::open`], but for such a store.
    pub fn open_to_serve(
        settings: Arc<Settings>,
        clock: Clock,
        health: Health,
        metrics: Metrics,
    ) -> Result<Self, PipelineError> {
        let store = match open_store(&settings) {
            Err(PipelineError::Store(lost)) => SqliteStore::in_place_of(lost)?,
            opened => opened?,
        };
        Self::over(store, settings, clock, health, metrics)
    }

    fn over(
        mut store: SqliteStore,
        settings: Arc<Settings>,
        clock: Clock,
        health: Health,
        metrics: Metrics,
    ) -> Result<Self, PipelineError> {
        let publisher = Publisher::open(&settings.publish, &documents(&settings))?;
        // One that is damaged says nothing, and files that are there say it themselves.
        let publisher = publisher.saying(store.stamps().unwrap_or_default());
        Ok(Self {
            client: Client::with_clock(&settings.fetch, clock.clone())?,
            robots: RobotsGate::default(),
            composer: Composer::new(settings.clone(), Arc::new(Mutex::new(Box::new(store)))),
            edition: publisher.edition(),
            press: Arc::new(Mutex::new(Press::new(publisher))),
            reading_room: Arc::new(ReadingRoom::of(settings.store.path.clone())),
            sections: SectionNames::of(&settings),
            reach_seen: AtomicI64::new(0),
            paper: Furniture::of(&settings),
            outgoing: Arc::default(),
            settling: Arc::default(),
            hubs_offered: Arc::default(),
            pictures: Arc::new(PictureDesk::over(PictureDisk::of(settings.store.pictures()))),
            settings,
            clock,
            health,
            metrics,
        })
    }

    /// A pipeline of the same newsroom under other settings: the same store, the
    /// same edition, the same press. What the old one has under way ends under
    /// the old settings. [`Pipeline::publish_all`] brings what is published into
    /// line with the new ones; the paths of the store and of the published files
    /// stay those that it was opened with.
    ///
    /// # Errors
    /// When the client for upstreams cannot be made or the store fails; nothing has
    /// changed then.
    pub fn under(&self, settings: Arc<Settings>) -> Result<Self, PipelineError> {
        let client = if settings.fetch == self.settings.fetch {
            self.client.clone()
        } else {
            Client::with_clock(&settings.fetch, self.clock.clone())?
        };
        let store = self.composer.store();
        name_feeds(lock(&store).as_mut(), &settings)?;
        lock(&store).recognise(recognition(&settings));
        Ok(Self {
            client,
            robots: self.robots.clone(),
            composer: Composer::new(settings.clone(), store),
            edition: self.edition(),
            press: self.press.clone(),
            reading_room: self.reading_room.clone(),
            sections: SectionNames::of(&settings),
            reach_seen: AtomicI64::new(0),
            paper: Furniture::of(&settings),
            outgoing: self.outgoing.clone(),
            settling: self.settling.clone(),
            hubs_offered: self.hubs_offered.clone(),
            pictures: self.pictures.clone(),
            settings,
            clock: self.clock.clone(),
            health: self.health.clone(),
            metrics: self.metrics.clone(),
        })
    }

    /// What is published now, and will be at any later time.
    #[must_use]
    pub fn edition(&self) -> Arc<ArcSwap<Edition>> {
        Arc::clone(&self.edition)
    }

    /// The settings it was opened with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How items that are judged by these settings of a source are judged at `now`.
    fn judge_context<'a>(&'a self, judging: &'a Judging, now: DateTime<Utc>) -> JudgeContext<'a> {
        let (sections, embeds) = (Some(&self.sections), &self.settings.embeds);
        let public_mail = &self.settings.public_mail;
        JudgeContext { judging, sections, embeds, public_mail, now, came: now }
    }

    /// What would break for readers if other settings took the place of these.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn breaking(&self, after: &Settings) -> Result<Vec<Breaking>, PipelineError> {
        Ok(self.ask(|store| breaking(&self.settings, after, store, self.clock.now()))?)
    }

    /// Forgets how a source is doing that is no longer configured. Its articles stay.
    pub fn forget(&self, source: &SourceName) {
        self.health.source_removed(source);
        self.metrics.source_removed(source);
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &SourceName) -> Option<&Source> {
        self.settings.sources.iter().find(|source| source.name() == name)
    }

    /// Asks the store something.
    ///
    /// # Errors
    /// Those of `ask`.
    pub fn ask<T>(
        &self,
        ask: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.composer.ask(ask).inspect_err(|error| self.note_store_error(error))
    }

    /// Tries whether the store takes something. Where it does, nothing hinders it any more.
    #[must_use]
    pub fn try_to_keep(&self) -> bool {
        let takes = self.ask(|store| store.try_to_write()).is_ok();
        if takes && self.health.store_takes() {
            tracing::info!("articles can be kept again");
        }
        takes
    }

    /// Reads the whole store, to find damage that nothing has met yet.
    pub fn examine_store(&self) {
        if let Err(error) = SqliteStore::examine(&self.settings.store.path) {
            self.note_store_error(&error);
        }
    }

    /// Tells, once, that nothing can be kept any more. In a store that is damaged nothing
    /// is kept from then on, wherever the damage is.
    fn note_store_error(&self, error: &StoreError) {
        if let StoreError::Damaged { reason, .. } = error {
            lock(&self.composer.store()).condemn(reason);
        }
        if error.is_lost() && self.health.store_problem(&error.to_string()) {
            tracing::error!(%error, "nothing can be kept");
        }
        if error.is_hindrance() && self.health.store_hindered(&error.to_string()) {
            tracing::error!(%error, "nothing can be kept for now");
        }
    }
}

/// The store of a newsroom, which knows how it recognises stories and names its feeds.
fn open_store(settings: &Settings) -> Result<SqliteStore, PipelineError> {
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

fn recognition(settings: &Settings) -> Option<Recognition> {
    let duplicates = &settings.duplicates;
    duplicates.enabled.then(|| Recognition {
        window: TimeDelta::from_std(duplicates.window).unwrap_or(TimeDelta::MAX),
        alike: duplicates.alike,
        except: duplicates.except.clone(),
        site: Some(same_address::site_of(&settings.site.url)),
    })
}
