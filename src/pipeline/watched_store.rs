//! The store that the rooms share, and what its failures say of the newsroom: that it is
//! damaged, that its disk is full. It mends nothing.

use crate::health::Health;
use crate::pipeline::shared_store::{SharedStore, lock};
use crate::store::{Store, StoreError};

/// A store of whose failures health is told.
#[derive(Clone)]
pub(in crate::pipeline) struct WatchedStore {
    store: SharedStore,
    health: Health,
}

impl WatchedStore {
    /// Watches a store from now on.
    pub(in crate::pipeline) fn new(store: SharedStore, health: Health) -> Self {
        Self { store, health }
    }

    /// The store itself, for those whose questions tell health nothing.
    pub(in crate::pipeline) fn shared(&self) -> SharedStore {
        self.store.clone()
    }

    /// Asks the store something.
    ///
    /// # Errors
    /// Those of `ask`.
    pub(in crate::pipeline) fn ask<T>(
        &self,
        ask: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let answer = ask(lock(&self.store).as_mut());
        answer.inspect_err(|error| self.note(error))
    }

    /// Tries whether the store takes something. Where it does, nothing hinders it any more.
    pub(in crate::pipeline) fn try_to_keep(&self) -> bool {
        let takes = self.ask(|store| store.try_to_write()).is_ok();
        if takes && self.health.store_takes() {
            tracing::info!("articles can be kept again");
        }
        takes
    }

    /// Tells, once, that nothing can be kept any more. In a store that is damaged nothing
    /// is kept from then on, wherever the damage is.
    pub(in crate::pipeline) fn note(&self, error: &StoreError) {
        if let StoreError::Damaged { reason, .. } = error {
            lock(&self.store).condemn(reason);
        }
        if error.is_lost() && self.health.store_problem(&error.to_string()) {
            tracing::error!(%error, "nothing can be kept");
        }
        if error.is_hindrance() && self.health.store_hindered(&error.to_string()) {
            tracing::error!(%error, "nothing can be kept for now");
        }
    }
}
