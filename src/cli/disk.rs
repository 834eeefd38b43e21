//! What can be said of the published files to whoever took an article back. Readers over
//! HTTP are served from memory; these files are what other programs serve.

use super::config_file::DeskPlace;
use super::ended::{Failure, Outcome};
use crate::article::ArticleId;
use crate::config::Whereabouts;
use crate::edition::DocumentName;
use crate::pipeline::{documents, is_published_into, still_in};
use crate::service;
use crate::store::Store;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long the running service may take until its files are said to be late.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether published files still have what was taken back.
pub(super) struct OnDisk {
    folder: PathBuf,
    still: Still,
}

enum Still {
    /// None has it.
    Gone,
    /// Nobody publishes now: the next run or start takes it out.
    UntilNextRun,
    /// These have it, although the service had its time.
    Late(Vec<String>),
    /// Which files there are is not known while there are mistakes in the configuration.
    Unknown { is_served: bool },
}

impl OnDisk {
    /// Looks which files still have an article that was taken back, once the service that
    /// runs has had its time to replace them.
    pub(super) fn look(
        desk: &DeskPlace,
        store: &mut dyn Store,
        id: &ArticleId,
    ) -> Result<Self, Failure> {
        let folder = desk.place.feeds.clone();
        let Some(settings) = &desk.settings else {
            let still = Still::Unknown { is_served: is_served(&desk.place) };
            return Ok(Self { folder, still });
        };
        let mut names: BTreeSet<DocumentName> = documents(settings);
        names.extend(store.pages_with(id)?.into_iter().map(DocumentName::Archive));
        let begun = Instant::now();
        loop {
            let late = still_in(&folder, &names, id);
            let still = if late.is_empty() {
                Still::Gone
            } else if !is_served(&desk.place) {
                Still::UntilNextRun
            } else if begun.elapsed() > PATIENCE {
                Still::Late(late.iter().map(DocumentName::file_name).collect())
            } else {
                std::thread::sleep(Duration::from_millis(50));
                continue;
            };
            return Ok(Self { folder, still });
        }
    }

    /// How the command ends that took it back.
    pub(super) fn outcome(&self) -> Outcome {
        match self.still {
            Still::Gone | Still::UntilNextRun | Still::Unknown { is_served: true } => Outcome::Done,
            Still::Late(_) | Still::Unknown { is_served: false } => Outcome::Partly,
        }
    }

    /// What there is to say to a person, if anything.
    pub(super) fn tell(&self) {
        if !matches!(self.still, Still::Gone) {
            say!("{self}");
        }
    }

    /// The same for a program.
    pub(super) fn as_json(&self) -> Value {
        let none = Vec::new();
        let (state, files) = match &self.still {
            Still::Gone => ("gone", &none),
            Still::UntilNextRun => ("until_next_run", &none),
            Still::Late(files) => ("late", files),
            Still::Unknown { .. } => ("unknown", &none),
        };
        json!({"state": state, "folder": self.folder, "files": files})
    }
}

impl fmt::Display for OnDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = &self.folder;
        match &self.still {
            Still::Gone => write!(f, "no file in {folder:?} has it"),
            Still::UntilNextRun => write!(
                f,
                "no service runs: what it said is in {folder:?} until the next start or run"
            ),
            Still::Late(files) => write!(
                f,
                "not on the disk yet: {} in {folder:?} still have it; /health says why",
                files.join(", ")
            ),
            Still::Unknown { is_served: true } => write!(
                f,
                "the service that runs takes it out of {folder:?} now; /health says where it cannot"
            ),
            Still::Unknown { is_served: false } => write!(
                f,
                "no service runs: what it said may be in {folder:?} until the configuration is \
                 mended and `pressroom run` was called"
            ),
        }
    }
}

/// Whether a program is at work that takes out what was taken back: the service, wherever
/// its folder has gone, or a run.
fn is_served(place: &Whereabouts) -> bool {
    service::running(&place.store).is_some() || is_published_into(&place.feeds)
}
