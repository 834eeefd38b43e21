//! The state that printing works with: the press, the edition that is out, and the readers of
//! the store for those who ask. What is done with it, the other files of this room add.

use crate::clock::Clock;
use crate::config::Settings;
use crate::edition::Edition;
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::gather::PictureDesk;
use crate::pipeline::house::House;
use crate::pipeline::insight::Outgoing;
use crate::pipeline::press::Press;
use crate::pipeline::press::composer::Composer;
use crate::pipeline::press::reading_room::ReadingRoom;
use crate::pipeline::watched_store::WatchedStore;
use crate::publish::Publisher;
use crate::web::Furniture;
use arc_swap::ArcSwap;
use std::sync::{Arc, Mutex};

/// Publishes what is in the store: the way from the store to the readers.
pub struct Printer {
    pub(super) settings: Arc<Settings>,
    pub(super) clock: Clock,
    pub(super) health: Health,
    pub(super) metrics: Metrics,
    pub(super) store: WatchedStore,
    pub(super) composer: Composer,
    pub(super) edition: Arc<ArcSwap<Edition>>,
    pub(super) press: Arc<Mutex<Press>>,
    pub(super) reading_room: Arc<ReadingRoom>,
    /// What stands on every page of the web edition, where there is one.
    pub(super) paper: Option<Furniture>,
    pub(super) pictures: Arc<PictureDesk>,
    pub(super) outgoing: Arc<Outgoing>,
}

impl Printer {
    pub(in crate::pipeline) fn new(
        house: House,
        publisher: Publisher,
        pictures: Arc<PictureDesk>,
        outgoing: Arc<Outgoing>,
    ) -> Self {
        let House { settings, clock, health, metrics, store } = house;
        Self {
            composer: Composer::new(settings.clone(), store.shared()),
            edition: publisher.edition(),
            press: Arc::new(Mutex::new(Press::new(publisher))),
            reading_room: Arc::new(ReadingRoom::of(settings.store.path.clone())),
            paper: Furniture::of(&settings),
            settings,
            clock,
            health,
            metrics,
            store,
            pictures,
            outgoing,
        }
    }

    /// The same under other settings: the same press and the same edition.
    pub(in crate::pipeline) fn under(&self, house: House) -> Self {
        let House { settings, clock, health, metrics, store } = house;
        Self {
            composer: Composer::new(settings.clone(), store.shared()),
            edition: self.edition.clone(),
            press: self.press.clone(),
            reading_room: self.reading_room.clone(),
            paper: Furniture::of(&settings),
            settings,
            clock,
            health,
            metrics,
            store,
            pictures: self.pictures.clone(),
            outgoing: self.outgoing.clone(),
        }
    }

    /// What is published now, and will be at any later time.
    pub(in crate::pipeline) fn edition(&self) -> Arc<ArcSwap<Edition>> {
        Arc::clone(&self.edition)
    }
}
