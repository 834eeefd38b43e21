//! A copy of the whole store while it is in use. Which copy is put back, and when, others
//! decide.

use super::SqliteStore;
use super::copying::keep_copy;
use crate::store::StoreError;
use std::path::Path;

impl SqliteStore {
    /// Copies the store as it is at one instant into a new file, which is on the disk and was
    /// read back whole when this returns. The service may go on writing meanwhile. The copy
    /// must be able to stand in the store's place, so it is given one name, in one step.
    ///
    /// # Errors
    /// When there is a file of that name already, it cannot be written, or what was written is
    /// damaged; then there is no such file afterwards.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        self.require_usable()?;
        keep_copy(&self.connection, &self.path, to)
    }
}
