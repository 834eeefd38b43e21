//! How a pass over a source went, and why one failed. It makes none.

use crate::broken_off::BrokenOff;
use crate::raw_item::Warning;
use crate::section::Slug;
use crate::source_memory::{Emptied, Hold, SourceName};
use crate::sources::SourceError;
use crate::store::{Reach, StoreError};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

/// How one pass over a source went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassReport {
    /// The source.
    pub source: SourceName,
    /// When it began.
    pub began: DateTime<Utc>,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// How it ended.
    #[serde(flatten)]
    pub end: PassEnd,
    /// Why it is left alone from now on, when it is.
    pub hold: Option<Hold>,
    /// Why it is asked once more before its schedule says so, when it is.
    #[serde(skip)]
    pub again: Option<Again>,
    /// The sections in which something changed, because what was kept was judged once more.
    #[serde(skip)]
    pub judged_again: BTreeSet<Slug>,
    /// Sections that a source may change from now on, besides those that its settings name:
    /// articles of it are there, by the word of others.
    #[serde(skip)]
    pub reach: Reach,
}

impl PassReport {
    /// The sections in which something changed.
    #[must_use]
    pub fn sections(&self) -> BTreeSet<Slug> {
        let mut all = self.judged_again.clone();
        if let PassEnd::Done { sections, .. } = &self.end {
            all.extend(sections.iter().cloned());
        }
        all
    }
}

/// Why a source is asked once more before its schedule says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// What it brought could not be kept: as soon as the store takes it.
    WhenKept,
    /// It was about to change: after so long.
    After(Duration),
}

/// How a pass ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PassEnd {
    /// The source was read to its end.
    Done {
        /// Articles that were not there before.
        new: usize,
        /// Articles that differ from what was kept.
        changed: usize,
        /// Items that were there and mean nothing new.
        unchanged: usize,
        /// Articles that were taken back.
        withdrawn: usize,
        /// Items that were refused now.
        rejected: usize,
        /// Of these, the ones for a fault that was not there at the last pass.
        #[serde(default)]
        faults: usize,
        /// What was odd about items that were read now, and cost nothing.
        warnings: Vec<Warning>,
        /// The source itself said that nothing changed.
        nothing_new: bool,
        /// The sections in which something changed.
        sections: BTreeSet<Slug>,
        /// What it has lost at once, and was not withdrawn.
        emptied: Option<Emptied>,
        /// Something is missing in a folder that has not come to rest, or a file is still
        /// being written: in how many seconds it is looked at again.
        #[serde(default, skip_serializing_if = "Option::is_none", with = "in_seconds")]
        look_again: Option<Duration>,
    },
    /// The source could not be read; what was kept of it stays.
    Failed {
        /// Why, and what to do.
        error: String,
    },
    /// It was not asked, because it, or its host, is to be left alone for now.
    Waits,
}

impl PassReport {
    /// This pass and the one that was made because its folder had not come to rest.
    #[must_use]
    pub fn and(self, next: Self) -> Self {
        let seconds = self.seconds + next.seconds;
        let mut judged_again = self.judged_again;
        judged_again.extend(next.judged_again);
        let mut reach = self.reach;
        for (source, sections) in next.reach {
            reach.entry(source).or_default().extend(sections);
        }
        Self {
            began: self.began,
            seconds,
            end: self.end.and(next.end),
            judged_again,
            reach,
            ..next
        }
    }
}

impl PassEnd {
    fn and(self, mut next: Self) -> Self {
        if let Self::Done { new, changed, withdrawn, faults, sections, warnings, .. } = self
            && let Self::Done {
                new: also_new,
                changed: also_changed,
                withdrawn: also_withdrawn,
                faults: also_faults,
                sections: more,
                warnings: also_odd,
                ..
            } = &mut next
        {
            let odd = warnings.into_iter().filter(|it| !also_odd.contains(it));
            *also_odd = odd.collect::<Vec<_>>().into_iter().chain(also_odd.drain(..)).collect();
            *also_new += new;
            *also_changed += changed;
            *also_withdrawn += withdrawn;
            *also_faults += faults;
            more.extend(sections);
        }
        next
    }
}

/// Why a pass failed.
#[derive(Debug, thiserror::Error)]
pub(in crate::pipeline) enum PassError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the pass has no outcome: {0}")]
    Cut(#[from] BrokenOff),
}

/// A duration as a number of seconds.
mod in_seconds {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::time::Duration;

    pub(super) fn serialize<S: Serializer>(
        wait: &Option<Duration>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        wait.map(|wait| wait.as_secs_f64()).serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Duration>, D::Error> {
        let seconds = Option::<f64>::deserialize(from)?;
        Ok(seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()))
    }
}
