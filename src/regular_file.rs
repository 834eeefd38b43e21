//! Reads files that others put there. What is none keeps whoever opens it waiting (a pipe
//! that nobody writes into) or never ends (a device): it is an error at once.

use rustix::fs::OFlags;
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// What is said of a pipe, a socket or a device.
pub(crate) const NO_FILE: &str = "it is a pipe, a socket or a device, and no file";

/// Opens a file to read it.
///
/// # Errors
/// When it cannot be opened, or is no file.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let at_once = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let file = OpenOptions::new().read(true).custom_flags(at_once).open(path)?;
    let kind = file.metadata()?.file_type();
    match (kind.is_file(), kind.is_dir()) {
        (true, _) => Ok(file),
        (_, true) => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        _ => Err(io::Error::other(NO_FILE)),
    }
}

/// The bytes of a file; `None` where they are more than `limit`.
///
/// # Errors
/// When it cannot be read, or is no file.
pub(crate) fn read(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}
