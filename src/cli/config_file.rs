//! The configuration that every command goes by. It says nothing of what is in it.

use super::ended::Failure;
use crate::config::{self, Environment, Settings, Whereabouts};
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

    /// Where the desk's word goes. Mistakes in the configuration are told, and are no reason
    /// to leave before readers what is to be taken back.
    pub(super) fn desk(&self) -> Result<DeskPlace, Failure> {
        let failure = match self.settings() {
            Ok(settings) => {
                let (store, feeds) = (settings.store.path.clone(), settings.publish.folder.clone());
                return Ok(DeskPlace {
                    place: Whereabouts { store, feeds },
                    settings: Some(settings),
                });
            }
            Err(failure) => failure,
        };
        let place = Whereabouts::of(&self.path).filter(|place| place.store.exists());
        let Some(place) = place else { return Err(failure) };
        failure.tell();
        tell!("pressroom: the article is looked for in {} all the same", place.store.display());
        Ok(DeskPlace { place, settings: None })
    }
}

/// Where the desk's word goes.
pub(super) struct DeskPlace {
    pub(super) place: Whereabouts,
    /// `None` while there are mistakes in the configuration.
    pub(super) settings: Option<Settings>,
}
