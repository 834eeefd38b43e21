//! The configuration that the service goes by: where its file is, what that said when it was
//! taken up, and when that was. It takes up none itself.

use super::origin::Origin;
use crate::clock::Clock;
use crate::config::{self, Environment, Problems, Settings};
use crate::log_book::LogBook;
use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use std::path::PathBuf;
use std::sync::Arc;

/// Shared by who takes configurations up and who shows them.
pub(crate) struct InForce {
    /// Where it was read from, and what the environment overrides; `None` where the settings
    /// came without a file.
    source: Option<(PathBuf, Environment)>,
    taken: ArcSwap<Taken>,
    /// What the service says.
    log: LogBook,
}

/// What was taken up.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// What the file said; empty where there is none.
    pub(crate) text: String,
    /// Since when it is in force.
    pub(crate) since: DateTime<Utc>,
    /// Whether it was taken up while the service ran.
    pub(crate) reloaded: bool,
}

impl InForce {
    /// What the service begins with.
    pub(crate) fn of(origin: Option<&Origin>, clock: &Clock) -> Self {
        let source = origin.map(|origin| (origin.file.clone(), origin.environment.clone()));
        let text = source.as_ref().and_then(|(file, _)| config::read(file).ok());
        let taken = Taken { text: text.unwrap_or_default(), since: clock.now(), reloaded: false };
        let log = origin.map(|origin| origin.log.clone()).unwrap_or_default();
        Self { source, taken: ArcSwap::from_pointee(taken), log }
    }

    /// The file was read again: it says this, which is what is in force already.
    pub(crate) fn says(&self, text: String) {
        let taken = self.taken.load();
        if taken.text != text {
            self.taken.store(Arc::new(Taken { text, ..(**taken).clone() }));
        }
    }

    /// What the file says is in force from now on.
    pub(crate) fn took_up(&self, text: String, now: DateTime<Utc>) {
        self.taken.store(Arc::new(Taken { text, since: now, reloaded: true }));
    }

    pub(crate) fn taken(&self) -> Arc<Taken> {
        self.taken.load_full()
    }

    pub(crate) fn log(&self) -> &LogBook {
        &self.log
    }

    pub(crate) fn file(&self) -> Option<&PathBuf> {
        self.source.as_ref().map(|(file, _)| file)
    }

    /// What another text would mean in the place of the file; `None` where there is no file.
    pub(crate) fn judge(&self, text: &str) -> Option<Result<Settings, Problems>> {
        let (file, environment) = self.source.as_ref()?;
        Some(config::from_text(text, file, environment))
    }
}
