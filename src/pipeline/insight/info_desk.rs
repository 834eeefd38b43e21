//! The state that people are told of: what is published, how the newsroom is, and the way out
//! to those who want to be told. What is done with it, the other files of this room add.

use crate::clock::Clock;
use crate::config::Settings;
use crate::edition::Edition;
use crate::fetch::Client;
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::house::House;
use crate::pipeline::insight::outgoing::Outgoing;
use crate::pipeline::watched_store::WatchedStore;
use arc_swap::ArcSwap;
use std::sync::Arc;

/// Tells people of the newsroom: what is wrong, what it has, what other settings would do.
pub struct InfoDesk {
    pub(super) settings: Arc<Settings>,
    pub(super) clock: Clock,
    pub(super) health: Health,
    pub(super) metrics: Metrics,
    pub(super) store: WatchedStore,
    pub(super) client: Client,
    pub(super) edition: Arc<ArcSwap<Edition>>,
    pub(super) outgoing: Arc<Outgoing>,
}

impl InfoDesk {
    pub(in crate::pipeline) fn new(
        house: House,
        client: Client,
        edition: Arc<ArcSwap<Edition>>,
        outgoing: Arc<Outgoing>,
    ) -> Self {
        let House { settings, clock, health, metrics, store } = house;
        Self { settings, clock, health, metrics, store, client, edition, outgoing }
    }

    /// What rings when there is something to deliver.
    #[must_use]
    pub fn outgoing(&self) -> Arc<Outgoing> {
        Arc::clone(&self.outgoing)
    }
}
