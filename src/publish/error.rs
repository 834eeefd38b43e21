//! Why something could not be published, and what the operator can do about it.

use crate::edition::DocumentName;
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be published, or read back from the folder.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The folder is not there and cannot be made.
    #[error("the folder of published files {} cannot be made: {source}", path.display())]
    Make {
        /// The folder.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// Another pressroom publishes into the folder.
    #[error(
        "the folder of published files {} is in use: another pressroom publishes into it; stop that one, or give this one a folder of its own",
        path.display()
    )]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// There are files in the folder that are not ours.
    #[error(
        "{} has files of others in it: name an empty folder for the paper, or one that is to be made",
        path.display()
    )]
    NotOurs {
        /// The folder.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A file cannot be written. What was there before is still there.
    #[error("{} cannot be written: {source}{}", path.display(), remedy(source))]
    Write {
        /// The file as it is published, not its temporary name.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A document cannot be compressed.
    #[error("{name} cannot be compressed: {source}")]
    Compress {
        /// The document.
        name: DocumentName,
        /// What the compressor says.
        source: io::Error,
    },
}

/// What the operator can do about it.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; give the user that runs pressroom the right to write into this folder"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; make room on this disk",
        io::ErrorKind::IsADirectory => "; a folder stands in its place: move it away",
        _ => "",
    }
}

impl PublishError {
    pub(super) fn make(path: &Path, source: io::Error) -> Self {
        Self::Make { path: path.to_owned(), source }
    }

    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }
}
