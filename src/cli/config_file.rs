//! The configuration that every command goes by. It says nothing of what is in it.

use super::ended::Failure;
use crate::clock::Clock;
use crate::config::{self, Environment, Reading, Settings, Whereabouts};
use crate::service::{self, Configuration};
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
        self.read(Reading::default())
    }

    /// The settings for somebody who only looks at what is kept: a folder of articles that
    /// is away, as an unmounted volume is, keeps nobody from that.
    pub(super) fn settings_to_look(&self) -> Result<Settings, Failure> {
        self.read(Reading { to_look: true, ..Reading::default() })
    }

    /// The settings for somebody who looks at what the service that runs has, or at what was
    /// kept: those that it goes by, whatever the file says meanwhile. Why that is not in force
    /// is told.
    pub(super) fn settings_in_force(&self) -> Result<Settings, Failure> {
        let read = self.settings_to_look();
        let Some(place) = Whereabouts::of(&self.path) else { return read };
        let Some(in_force) = self.other_in_force(&place) else { return read };
        let store = place.store.display();
        match read {
            Err(failure) => drop(failure.tell()),
            Ok(_) => tell!("pressroom: {} is not in force, or not yet", self.path.display()),
        }
        tell!("pressroom: this is by what the service on {store} goes by");
        Ok(in_force)
    }

    /// What the service on a store goes by, where that is what this file said before.
    fn other_in_force(&self, place: &Whereabouts) -> Option<Settings> {
        let Configuration { file, text } = service::configuration_of(&place.store).ok()?;
        let is_mine = file == self.path.canonicalize().ok();
        if !is_mine || config::read(&self.path).is_ok_and(|now| now == text) {
            return None;
        }
        let reading = Reading { to_look: true, ..Reading::default() };
        let environment = Environment::from_process();
        config::from_text_for(&text, &self.path, &environment, reading).ok()
    }

    /// The settings for somebody who is about to add sources: there may be none yet.
    pub(super) fn settings_to_fill(&self) -> Result<Settings, Failure> {
        self.read(Reading { to_fill: true, ..Reading::default() })
    }

    /// The settings with everything that is odd about them now.
    pub(super) fn settings_to_check(&self) -> Result<Settings, Failure> {
        self.read(Reading { now: Some(Clock::system().now()), ..Reading::default() })
    }

    fn read(&self, reading: Reading) -> Result<Settings, Failure> {
        config::load_for(&self.path, &Environment::from_process(), reading).map_err(Failure::Config)
    }

    /// Where the newsroom is, for what hangs on nothing else: the desk's word, a backup, a
    /// question to the running service. Mistakes in the configuration are told, and are no
    /// reason to leave before readers what is to be taken back.
    pub(super) fn desk(&self) -> Result<DeskPlace, Failure> {
        let failure = match self.settings_to_look() {
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
        tell!("pressroom: what is kept is looked for in {} all the same", place.store.display());
        Ok(DeskPlace { place, settings: None })
    }
}

/// Where the desk's word goes.
pub(super) struct DeskPlace {
    pub(super) place: Whereabouts,
    /// `None` while there are mistakes in the configuration.
    pub(super) settings: Option<Settings>,
}
