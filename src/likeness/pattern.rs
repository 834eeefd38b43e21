//! What different stories have in common: how such stories are written, which says nothing
//! about any of them. It compares no two stories.

use super::Likeness;
use foldhash::HashSet;

/// The runs of words of a pattern that several stories are written after.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    /// What one other story has as well: that may be an earlier state of the same.
    once: HashSet<u64>,
    /// What several have.
    runs: HashSet<u64>,
}

impl Pattern {
    /// Adds what two have in common that were found to tell different things.
    pub(super) fn learn(&mut self, story: &Likeness, other: &Likeness) {
        let runs: HashSet<u64> = story.runs().collect();
        let common: HashSet<u64> = other.runs().filter(|run| runs.contains(run)).collect();
        let again = common.into_iter().filter(|run| !self.once.insert(*run));
        self.runs.extend(again);
    }

    /// Whether none is known.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The runs of a story that are its own.
    pub(super) fn beyond(&self, story: &Likeness) -> HashSet<u64> {
        story.runs().filter(|run| !self.runs.contains(run)).collect()
    }
}
