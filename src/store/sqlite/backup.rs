//! A copy of the whole store while it is in use. It brings none back: that is done with the
//! service stopped, by putting the copy in the store's place.

use super::{PATIENCE, SqliteStore, engine_error};
use crate::store::StoreError;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
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
        if to.exists() {
            return Err(StoreError::Exists { path: to.to_owned() });
        }
        let unwritten = |source: std::io::Error| StoreError::Engine {
            path: to.to_owned(),
            source: Box::new(source),
        };
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        let draft = tempfile::Builder::new()
            .prefix(".pressroom-backup-")
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .map_err(unwritten)?;
        self.copy_into(draft.path())?;
        Self::examine(draft.path())?;
        draft.as_file().sync_all().map_err(unwritten)?;
        draft.persist_noclobber(to).map_err(|error| unwritten(error.error))?;
        File::open(folder.unwrap_or(Path::new("."))).and_then(|it| it.sync_all()).map_err(unwritten)
    }

    /// All pages at once: page by page, every commit of the service would begin it anew.
    fn copy_into(&self, to: &Path) -> Result<(), StoreError> {
        let error = |error| engine_error(to, PATIENCE, error);
        let mut copy =
            Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(error)?;
        let step = Backup::new(&self.connection, &mut copy).and_then(|backup| backup.step(-1));
        match step.map_err(|source| self.error(source))? {
            StepResult::Done => {}
            _ => return Err(StoreError::TooSlow { path: self.path.clone(), most: PATIENCE }),
        }
        // A file alone, without a log beside it: it is moved and read as one.
        copy.pragma_update(None, "journal_mode", "DELETE").map_err(error)?;
        copy.close().map_err(|(_, source)| error(source))
    }
}
