//! The only place where the stages meet, in four rooms: from a source to the store
//! (`gather`), what the newsroom does itself (`desk`), from the store to the readers
//! (`press`), and what people are told (`insight`). Each room has a type of its own with what
//! it needs, and reaches into no other; a [`Pipeline`] is what holds the four. It decides
//! nothing that a stage can decide, and knows neither schedule nor sockets.

mod arrival;
mod at_page;
pub mod desk;
mod documents;
mod entries_let_go;
mod error;
pub mod gather;
mod house;
pub mod insight;
mod opening;
mod press;
mod retention;
mod rulebook;
mod shared_store;
mod watched_store;

pub use crate::publish::{is_published_into, still_in};
pub use crate::store::{
    Confirmed, PastDeed, Provenance, Reach, Request, SourceRecord, WantedDeeds,
};
pub use desk::EditingDesk;
pub use documents::documents;
pub use entries_let_go::ArchiveCutError;
pub use error::PipelineError;
pub use gather::{Again, Gatherer, PassEnd, PassReport};
pub use insight::{
    AlertError, Break, Breaking, DeliveryError, InfoDesk, Outgoing, Round, breaking,
};
pub use opening::{name_feeds, require_known, require_none};
pub use press::{Leaf, LeafError, Printer, Printing, SearchError};
pub use retention::retention;

use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings::Source;
use crate::darkroom::PictureDisk;
use crate::edition::Edition;
use crate::fetch::Client;
use crate::health::Health;
use crate::metrics::Metrics;
use crate::publish::Publisher;
use crate::source_memory::SourceName;
use crate::store::{Feeds, SqliteStore, Store, StoreError};
use arc_swap::ArcSwap;
use gather::PictureDesk;
use house::House;
use opening::{open_store, recognition};
use shared_store::lock;
use std::sync::{Arc, Mutex};
use watched_store::WatchedStore;

/// The stages of one newsroom, joined under one set of settings.
pub struct Pipeline {
    house: House,
    client: Client,
    /// From a source to the store.
    pub gatherer: Arc<Gatherer>,
    /// What the newsroom does itself.
    pub desk: Arc<EditingDesk>,
    /// From the store to the readers.
    pub printer: Arc<Printer>,
    /// What people are told.
    pub info: Arc<InfoDesk>,
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
    /// As [`Pipeline::open`], except for such a store.
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
        let client = Client::with_clock(&settings.fetch, clock.clone())?;
        let pictures = Arc::new(PictureDesk::over(PictureDisk::of(settings.store.pictures())));
        let outgoing: Arc<Outgoing> = Arc::default();
        let store = WatchedStore::new(Arc::new(Mutex::new(Box::new(store))), health.clone());
        let house = House { settings, clock, health, metrics, store };
        let gatherer = Gatherer::new(house.clone(), client.clone(), pictures.clone());
        let printer = Printer::new(house.clone(), publisher, pictures, outgoing.clone());
        let edition = printer.edition();
        let info = InfoDesk::new(house.clone(), client.clone(), edition, outgoing);
        Ok(Self::of(house, client, gatherer, printer, info))
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
        let client = if settings.fetch == self.house.settings.fetch {
            self.client.clone()
        } else {
            Client::with_clock(&settings.fetch, self.house.clock.clone())?
        };
        let store = self.house.store.shared();
        name_feeds(lock(&store).as_mut(), &settings)?;
        lock(&store).recognise(recognition(&settings));
        let house = House { settings, ..self.house.clone() };
        let gatherer = self.gatherer.under(house.clone(), client.clone());
        let printer = self.printer.under(house.clone());
        let (edition, outgoing) = (self.edition(), self.info.outgoing());
        let info = InfoDesk::new(house.clone(), client.clone(), edition, outgoing);
        Ok(Self::of(house, client, gatherer, printer, info))
    }

    fn of(
        house: House,
        client: Client,
        gatherer: Gatherer,
        printer: Printer,
        info: InfoDesk,
    ) -> Self {
        Self {
            desk: Arc::new(EditingDesk::new(house.clone())),
            gatherer: Arc::new(gatherer),
            printer: Arc::new(printer),
            info: Arc::new(info),
            house,
            client,
        }
    }

    /// Publishes everything by the settings of this pipeline, once what is kept is judged by
    /// them, and takes away the files of feeds that are no longer configured.
    /// `allow_collapse` lets a feed out that lost most of its items, because that is meant.
    ///
    /// # Errors
    /// As [`Printer::publish`].
    pub fn publish_all(&self, allow_collapse: bool) -> Result<Printing, PipelineError> {
        self.gatherer.judge_kept_again()?;
        self.printer.publish_all(allow_collapse)
    }

    /// What is published now, and will be at any later time.
    #[must_use]
    pub fn edition(&self) -> Arc<ArcSwap<Edition>> {
        self.printer.edition()
    }

    /// The settings it was opened with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.house.settings
    }

    /// What would break for readers if other settings took the place of these.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn breaking(&self, after: &Settings) -> Result<Vec<Breaking>, PipelineError> {
        let (before, now) = (&self.house.settings, self.house.clock.now());
        Ok(self.ask(|store| breaking(before, after, store, now))?)
    }

    /// Forgets how a source is doing that is no longer configured. Its articles stay.
    pub fn forget(&self, source: &SourceName) {
        self.house.health.source_removed(source);
        self.house.metrics.source_removed(source);
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &SourceName) -> Option<&Source> {
        self.house.settings.source(name)
    }

    /// Asks the store something.
    ///
    /// # Errors
    /// Those of `ask`.
    pub fn ask<T>(
        &self,
        ask: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.house.store.ask(ask)
    }

    /// Tries whether the store takes something. Where it does, nothing hinders it any more.
    #[must_use]
    pub fn try_to_keep(&self) -> bool {
        self.house.store.try_to_keep()
    }

    /// Reads the whole store, to find damage that nothing has met yet.
    pub fn examine_store(&self) {
        if let Err(error) = SqliteStore::examine(&self.house.settings.store.path) {
            self.house.store.note(&error);
        }
    }
}
