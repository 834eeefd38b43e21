//! A copy of a store in another file, whole and read back, while the store is in use. Which
//! copy is made when, and which is put back, others decide.

use super::failing::{PATIENCE, engine_error, file_error};
use crate::belonging::Owner;
use crate::store::StoreError;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// Copies a store into a new file.
pub(super) fn keep_copy(store: &Connection, path: &Path, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::Exists { path: to.to_owned() });
    }
    let draft = copy_whole(store, path, to)?;
    draft.persist_noclobber(to).map_err(|error| file_error(to, error.error))?;
    in_folder_of(to, |folder| folder.sync_all()).map_err(|error| file_error(to, error))
}

/// A copy of a store, whole and on the disk, in the folder of a file that it is to become.
pub(super) fn copy_whole(
    store: &Connection,
    path: &Path,
    to: &Path,
) -> Result<NamedTempFile, StoreError> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let draft = tempfile::Builder::new()
        .prefix(".pressroom-backup-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| file_error(to, error))?;
    if let Some(owner) = Owner::around(to) {
        owner.take_over(draft.as_file(), to);
    }
    copy_into(store, path, draft.path())?;
    draft.as_file().sync_all().map_err(|error| file_error(to, error))?;
    Ok(draft)
}

/// Does something with the folder of a file.
pub(super) fn in_folder_of(
    file: &Path,
    work: impl FnOnce(File) -> io::Result<()>,
) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new("."))).and_then(work)
}

/// All pages at once: page by page, every commit of the service would begin it anew.
fn copy_into(store: &Connection, path: &Path, to: &Path) -> Result<(), StoreError> {
    let error = |error| engine_error(to, PATIENCE, error);
    let mut copy =
        Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(error)?;
    let step = Backup::new(store, &mut copy).and_then(|backup| backup.step(-1));
    match step.map_err(|source| engine_error(path, PATIENCE, source))? {
        StepResult::Done => {}
        _ => return Err(StoreError::TooSlow { path: path.to_owned(), most: PATIENCE }),
    }
    // A file alone, without a log beside it: it is moved and read as one.
    copy.pragma_update(None, "journal_mode", "DELETE").map_err(error)?;
    let found: String =
        copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(error)?;
    if found != "ok" {
        return Err(StoreError::Damaged { path: path.to_owned(), reason: found });
    }
    copy.close().map_err(|(_, source)| error(source))
}
