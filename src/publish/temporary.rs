//! The files that documents are written into before they are in their place. Whole they are
//! only there: what a crash leaves of them is removed.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::NamedTempFile;

/// What our temporary files are called: nobody else's are, and no web server
/// shows names with a dot in front.
const PREFIX: &str = ".pressroom-";
const SUFFIX: &str = ".tmp";

/// Readable by the web server, writable by us.
const MODE: u32 = 0o644;

/// A new temporary file in a folder.
pub(super) fn in_folder(folder: &Path) -> io::Result<NamedTempFile> {
    let file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    file.as_file().set_permissions(Permissions::from_mode(MODE))?;
    Ok(file)
}

/// Whether a file of this name is one of ours.
pub(super) fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}
