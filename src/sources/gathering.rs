//! What a pass over a source brings, before anybody has judged it.

use super::doubt::Doubt;
use crate::fingerprint::Fingerprint;
use crate::hub_subscription::HubOffer;
use crate::raw_item::{RawItem, Rejection, Warning};
use crate::source_memory::SourceMemory;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::{Duration, SystemTime};

/// What one pass over a source brought.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    /// The items that are not known yet, in the order of the source.
    pub items: Vec<RawItem>,
    /// How many items were there but known already.
    pub known: usize,
    /// By these the items are known that are there besides; `None` where not everything
    /// that is there was seen.
    pub beside: Option<Known>,
    /// The items that nobody could read.
    pub rejections: Vec<Rejection>,
    /// What is odd about what is there and is no item.
    pub warnings: Vec<Warning>,
    /// Every key that is there now, when the source is a complete listing.
    pub present: Option<BTreeSet<String>>,
    /// Where `present` is `None` since a part of a folder is in doubt: which.
    pub doubt: Option<Doubt>,
    /// What the source itself says was taken back.
    pub withdrawals: Vec<Withdrawal>,
    /// It is the export of a site: what no reader had is among `withdrawals`, and told by kind.
    pub is_export: bool,
    /// What is there, but kept out by its own word: the key that says so, by article.
    pub kept_out: BTreeMap<String, String>,
    /// Nothing at all is there.
    pub empty: bool,
    /// When something last came into a folder or went, as its file system has it.
    pub names_changed: Option<SystemTime>,
    /// What to tell the source the next time.
    pub memory: SourceMemory,
    /// The upstream said, or equal bytes showed, that nothing changed at all.
    pub nothing_new: bool,
    /// For how long the upstream says that it need not be asked.
    pub fresh_for: Option<Duration>,
    /// The items that were tried often enough: they count as known for a while.
    pub given_up: Vec<GaveUp>,
    /// Something is still being written: how long to wait before the next look.
    pub look_again: Option<Duration>,
    /// What a mirrored feed lists, as far as it goes back.
    pub covered: Option<Covered>,
    /// What the feed offers besides being asked; `None` when it was not read.
    pub offer: Option<Option<HubOffer>>,
    /// Pages that there was no time for: they come with the next pass.
    pub out_of_time: usize,
}

/// The part of its past that a feed lists wholly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Everything that was published after this.
    pub since: DateTime<Utc>,
    /// Every item that is listed.
    pub keys: BTreeSet<String>,
}

impl Covered {
    /// None where it is not certain: an item could not be read, has no date, or stands
    /// out of the order of dates. Then what is missing may have made room for others.
    pub(super) fn of(items: &[RawItem], rejections: &[Rejection]) -> Option<Self> {
        let dates: Option<Vec<_>> = items.iter().map(|item| item.published).collect();
        let dates =
            dates.filter(|dates| rejections.is_empty() && dates.is_sorted_by(|a, b| a >= b))?;
        let keys = items.iter().map(|item| item.key.clone()).collect();
        Some(Self { since: *dates.last()?, keys })
    }
}

/// An item that is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GaveUp {
    /// By this it is known.
    pub arrived: Fingerprint,
    /// Which item, and why.
    pub rejection: Rejection,
}

impl Gathering {
    /// The same, fresh for so long.
    #[must_use]
    pub(super) fn fresh_for(self, time: Option<Duration>) -> Self {
        Self { fresh_for: time, ..self }
    }
}

/// An item that its source took back, and says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// What the source calls it.
    pub key: String,
    /// Why, where it says.
    pub reason: Option<String>,
}

/// The fingerprints of what a source brought before.
pub type Known = HashSet<Fingerprint>;
