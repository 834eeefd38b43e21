//! What the newsroom's desk is shown, asked of readers of the store of their own where it
//! takes long, so that neither gathering nor the press waits. It changes nothing.

use super::explain::{self, Explanation};
use crate::pipeline::Pipeline;
use crate::store::{SqliteStore, StoreError};
use crate::trouble::Trouble;

impl Pipeline {
    /// Everything that is wrong now.
    #[must_use]
    pub fn wrong(&self) -> Vec<Trouble> {
        let failures = self.settings.alerts.source_failures;
        Trouble::all(&self.health.report(), failures, self.clock.now())
    }

    /// All that is known of what is meant, as [`explain::explain`] tells it.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn explain(&self, meant: &str) -> Result<Explanation, StoreError> {
        let store = SqliteStore::open_to_read(&self.settings.store.path)?;
        explain::explain(Box::new(store), &self.settings, meant, self.clock.now())
    }
}
