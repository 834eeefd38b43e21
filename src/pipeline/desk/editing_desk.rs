//! The state that the newsroom's own changes are made with. What is done with it, the other
//! files of this room add.

use crate::clock::Clock;
use crate::config::Settings;
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::house::House;
use crate::pipeline::rulebook::Rulebook;
use crate::pipeline::watched_store::WatchedStore;
use std::sync::Arc;

/// Takes what the newsroom does to its articles itself: push, correct, retract, undo.
pub struct EditingDesk {
    pub(super) settings: Arc<Settings>,
    pub(super) clock: Clock,
    pub(super) health: Health,
    pub(super) metrics: Metrics,
    pub(super) store: WatchedStore,
    pub(super) rulebook: Rulebook,
}

impl EditingDesk {
    pub(in crate::pipeline) fn new(house: House) -> Self {
        let House { settings, clock, health, metrics, store } = house;
        Self { rulebook: Rulebook::of(settings.clone()), settings, clock, health, metrics, store }
    }
}
