//! The configuration that every command goes by. It says nothing of what is in it.

use super::ended::Failure;
use crate::config::{self, Environment, Settings};
use std::path::PathBuf;

/// Which file it is.
#[derive(Debug, clap::Args)]
pub(crate) struct ConfigFile {
    /// The configuration file.
    #[arg(
        short = 'c',
        long = "config",
        global = true,
        default_value = "config.toml",
        value_name = "FILE"
    )]
    pub(super) path: PathBuf,
}

impl ConfigFile {
    /// The settings, or all that is wrong with them.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        config::load(&self.path, &Environment::from_process()).map_err(Failure::Config)
    }
}
