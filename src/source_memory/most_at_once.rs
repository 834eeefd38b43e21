//! When so many articles are to go at once that nobody's hand did it: they stay until somebody
//! confirms it. It removes nothing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// From how many lost live articles on, if they are more than half, no editor's hand was it.
const MANY: u32 = 10;

/// Whether so many of so many live articles are more than goes at once by anybody's hand.
#[must_use]
pub fn is_most_at_once(lost: u32, live: u32) -> bool {
    lost >= MANY && lost > live / 2
}

/// What a source has lost at once: too much for an editor's hand, so nothing of it is
/// withdrawn before somebody confirms it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emptied {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How many live articles are gone from it.
    pub lost: u32,
    /// How many there were.
    pub live: u32,
}

impl Emptied {
    /// What happened to this source and what to do, in a few sentences.
    #[must_use]
    pub fn told(&self, source: &impl fmt::Display) -> String {
        let source = source.to_string();
        let Self { lost, live, .. } = self;
        let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let quote = if source.chars().all(plain) { "" } else { "'" };
        format!(
            "{lost} of its {live} articles are gone from the folder at once, so none of them is withdrawn. If a volume is not mounted, or it is another branch, put that right, and nothing has changed; if they are to go, say `pressroom confirm {quote}{source}{quote} {lost}`"
        )
    }
}

/// How many of the live articles are older than any is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Aged {
    /// How many are to be removed for their age.
    pub old: u32,
    /// Of how many that may ever be.
    pub live: u32,
}

impl Aged {
    /// Whether that is more than the days that pass can have made of it: then the clock may be
    /// wrong, and nothing is removed before somebody confirms it.
    #[must_use]
    pub fn is_to_be_confirmed(&self) -> bool {
        is_most_at_once(self.old, self.live) || (self.old > 1 && self.old == self.live)
    }

    /// What happened and what to do, in a few sentences.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { old, live } = self;
        format!(
            "{old} of {live} articles are older than `[store] keep` allows, all at once, so none of them is removed. If the clock of this machine is wrong, put it right, and nothing has changed; if they are to go, say `pressroom confirm --old {old}`"
        )
    }
}
