//! What every room of a pipeline is given: the settings, the clock, the store, and those who
//! are told how the newsroom is. It does nothing with them.

use crate::clock::Clock;
use crate::config::Settings;
use crate::health::Health;
use crate::metrics::Metrics;
use crate::pipeline::watched_store::WatchedStore;
use std::sync::Arc;

/// What every room has.
#[derive(Clone)]
pub(in crate::pipeline) struct House {
    pub(in crate::pipeline) settings: Arc<Settings>,
    pub(in crate::pipeline) clock: Clock,
    pub(in crate::pipeline) health: Health,
    pub(in crate::pipeline) metrics: Metrics,
    pub(in crate::pipeline) store: WatchedStore,
}
