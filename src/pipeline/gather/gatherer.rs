//! The state that gathering works with: the client for upstreams, and what is known between
//! one pass and the next. What is done with it, the other files of this room add.

use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings::Source;
use crate::fetch::{Client, RobotsGate};
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::gather::picture_desk::PictureDesk;
use crate::pipeline::house::House;
use crate::pipeline::rulebook::Rulebook;
use crate::pipeline::watched_store::WatchedStore;
use crate::source_memory::{Judgement, SourceName};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// Since when something has been missing in folders that have not come to rest.
type Settling = Mutex<BTreeMap<SourceName, DateTime<Utc>>>;

/// Brings in what sources have: the way from a source to the store.
pub struct Gatherer {
    pub(super) settings: Arc<Settings>,
    pub(super) clock: Clock,
    pub(super) health: Health,
    pub(super) metrics: Metrics,
    pub(super) store: WatchedStore,
    pub(super) rulebook: Rulebook,
    pub(super) client: Client,
    pub(super) robots: RobotsGate,
    /// See [`Store::reach_since`](crate::store::Store::reach_since).
    pub(super) reach_seen: AtomicI64,
    pub(super) settling: Arc<Settling>,
    pub(super) pictures: Arc<PictureDesk>,
    /// Rung when a hub is to be asked that was not known before.
    pub(super) hubs_offered: Arc<Notify>,
}

impl Gatherer {
    pub(in crate::pipeline) fn new(
        house: House,
        client: Client,
        pictures: Arc<PictureDesk>,
    ) -> Self {
        let House { settings, clock, health, metrics, store } = house;
        Self {
            rulebook: Rulebook::of(settings.clone()),
            robots: RobotsGate::default(),
            reach_seen: AtomicI64::new(0),
            settling: Arc::default(),
            hubs_offered: Arc::default(),
            settings,
            clock,
            health,
            metrics,
            store,
            client,
            pictures,
        }
    }

    /// The same under other settings: what is known between passes stays.
    pub(in crate::pipeline) fn under(&self, house: House, client: Client) -> Self {
        Self {
            robots: self.robots.clone(),
            settling: self.settling.clone(),
            hubs_offered: self.hubs_offered.clone(),
            ..Self::new(house, client, self.pictures.clone())
        }
    }

    /// The source of this name.
    #[must_use]
    pub fn source(&self, name: &SourceName) -> Option<&Source> {
        self.settings.source(name)
    }

    /// By what the items of a source are judged now.
    pub(crate) fn judgement(&self, source: &Source) -> Judgement {
        self.rulebook.judgement(&source.judging)
    }
}
