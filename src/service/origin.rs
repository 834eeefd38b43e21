//! Where the settings of a running service came from. It reads nothing.

use crate::config::Environment;
use crate::log_book::LogBook;
use std::path::PathBuf;
use tokio::sync::mpsc::UnboundedReceiver;

/// Where the settings came from, and who says that they are to be read again.
pub struct Origin {
    /// The configuration file; it is watched.
    pub file: PathBuf,
    /// What the environment overrides.
    pub environment: Environment,
    /// A call to read the file again, as SIGHUP is.
    pub calls: UnboundedReceiver<()>,
    /// What the service says, for whoever asks for it later.
    pub log: LogBook,
}
