//! Whether a folder has come to rest: a file that is removed and written anew a moment
//! later was changed, not deleted. It withdraws nothing and waits for nothing.

use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::shared_store::lock;
use crate::source_memory::{Emptied, SourceName};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::{Duration, SystemTime};

/// How long after names in a folder last changed nothing in it is taken for deleted.
const REST: TimeDelta = TimeDelta::seconds(2);

/// For how long that may go on where names change all the time.
const AT_MOST: TimeDelta = TimeDelta::seconds(30);

/// How often somebody who does not come again looks once more at a folder that does not
/// come to rest.
const LOOKS: usize = 20;

/// The waits of somebody who does not come again: each long enough for what is there to be
/// whole by then.
pub fn looks() -> impl Iterator<Item = Duration> {
    std::iter::repeat_n(crate::folder_watch::REST, LOOKS)
}

impl Gatherer {
    /// When a folder will have come to rest in which names last changed then; `None` when
    /// it has.
    pub(in crate::pipeline) fn settles_in(
        &self,
        source: &SourceName,
        names_changed: Option<SystemTime>,
    ) -> Option<Duration> {
        let now = self.clock.now();
        let age = now - DateTime::<Utc>::from(names_changed?);
        let begun = lock(&self.settling).get(source).copied();
        if age.abs() >= REST || begun.is_some_and(|begun| now - begun >= AT_MOST) {
            return None;
        }
        (REST - age).to_std().ok()
    }

    /// Tells of what a source has lost at once, or that it no longer has.
    pub(in crate::pipeline) fn account_emptied(
        &self,
        source: &SourceName,
        emptied: Option<Emptied>,
    ) {
        if self.health.source_emptied(source, emptied) {
            match emptied {
                Some(emptied) => tracing::error!(%source, "{}", emptied.told(source)),
                None => tracing::info!(%source, "nothing of it is held back any more"),
            }
        }
    }

    /// Keeps whether something is missing in a folder that has not come to rest.
    pub(in crate::pipeline) fn note_settling(&self, source: &SourceName, missing: bool) {
        let mut settling = lock(&self.settling);
        if missing {
            settling.entry(source.clone()).or_insert_with(|| self.clock.now());
        } else {
            settling.remove(source);
        }
    }
}
