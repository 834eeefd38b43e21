//! What a pass over a source brings to the store, and what becomes of it.

use crate::article::Article;
use crate::fingerprint::Fingerprint;
use crate::moved_base::MovedBase;
use crate::raw_item::{Rejection, Warning};
use crate::section::Slug;
use crate::source_memory::{Emptied, SourceMemory, SourceName};
use crate::store::{KeptItem, Terms};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashSet};

/// What one pass over one source brought: kept whole or not at all.
#[derive(Clone, Debug)]
pub struct Arrivals {
    /// The source.
    pub source: SourceName,
    /// Its rank: of two sources that bring one article, the lower one's text counts.
    pub rank: u32,
    /// When the pass began: what the schedule counts from.
    pub began: DateTime<Utc>,
    /// When the pass ended.
    pub at: DateTime<Utc>,
    /// The items that are new or different.
    pub items: Vec<Arrival>,
    /// The items that the source itself takes back; one that arrives again later is
    /// live again.
    pub taken_back: Vec<TakenBack>,
    /// Every key the source has now, when it withdraws what it no longer has
    /// (`mirror`); `None` leaves everything else as it is. What is in `items` is
    /// present in any case.
    pub present: Option<BTreeSet<String>>,
    /// How `present` was found.
    pub listing: Listing,
    /// The items that were refused in this pass; `None` when the source was not
    /// read, because it said that nothing is new: then all of them stay as they are.
    ///
    /// A refusal with a fingerprint is a known item that no source brings again,
    /// so it stays, with its reason, until its key is kept or refused anew, until
    /// `present` lacks its key, or for [`REFUSAL_KEPT`]: then it is examined once
    /// more. A refusal without one comes again with every pass that reads the
    /// source, so each such pass replaces them all.
    pub refusals: Option<Vec<KeptRejection>>,
    /// What to tell the source the next time.
    pub memory: SourceMemory,
    /// Who brought it, where that was not the source by itself: the name of a token.
    pub by: Option<String>,
}

/// What else is known of what a source has now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Nothing at all was there, not even something that is kept out or taken back: then
    /// nothing is let go of before somebody confirms it.
    pub empty: bool,
    /// Something came or went a moment ago, so what is missing may be on its way: it is
    /// not let go of yet.
    pub settling: bool,
    /// What the source lists side by side with what it brings.
    pub beside: Beside,
    /// What its items are called is a publisher's word, and not the newsroom's own.
    pub by_publisher: bool,
    /// Files whose names are the same for people, and are written otherwise now: the key
    /// that each had, and the one that it has.
    pub renamed: Vec<(String, String)>,
    /// Where the address of the whole folder has become another one: what is only moved by
    /// that is no change.
    pub moved: Option<MovedBase>,
}

/// What a source lists side by side with what it brings in one pass: two items that stand
/// side by side are two stories, however alike they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// That is not known, so nothing that it ever brought is taken to be gone.
    #[default]
    Everything,
    /// Besides the items of the pass and the keys that are present, what arrived as these
    /// bytes or under these keys; anything else has left the list.
    Only {
        /// The items that arrived before and are listed still.
        arrived: HashSet<Fingerprint>,
        /// The keys of others.
        keys: BTreeSet<String>,
    },
}

/// How long a refused item is known, and its reason shown, before it is examined
/// again: what was refused may be good under a newer configuration, and an item
/// that its source dropped need not be shown for ever.
pub const REFUSAL_KEPT: TimeDelta = TimeDelta::days(1);

/// One item that its source takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// What the source calls it.
    pub key: String,
    /// Why, where that may be said.
    pub reason: Option<String>,
    /// Whose word that is, and so who brings the article back.
    pub word: TakenBackBy,
}

/// Whose word it is that an item is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenBackBy {
    /// The source's: the article stays where others have it.
    Source,
    /// The newsroom's own, that it is a draft: whatever others bring, the article stays
    /// taken back until any item of this source brings it, or somebody undoes it.
    Draft,
    /// The newsroom's own, that it is withdrawn: whatever others bring, the article stays
    /// taken back until this very item is there again, or somebody undoes it.
    Withdrawn,
}

/// One item that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRejection {
    /// Of the bytes that arrived, where there was an item to take it of.
    pub arrived: Option<Fingerprint>,
    /// Which item, and why.
    pub rejection: Rejection,
    /// The item as it came, where it was read.
    pub said: Option<Box<KeptItem>>,
}

/// What is odd about what one pass brought.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    /// When the pass ended.
    pub at: DateTime<Utc>,
    /// The keys that were read in it: what was told of them before is over.
    pub read: BTreeSet<String>,
    /// Every key that is there, where the source is a complete listing: what was told of
    /// others is over.
    pub present: Option<BTreeSet<String>>,
    /// Of items, which are known from now on: they stay until their item is read again.
    pub of_items: Vec<Warning>,
    /// Of what is no item, and told with every pass.
    pub of_pass: Vec<Warning>,
}

/// One item that came.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// What the source calls it; of two items of one pass with the same key the
    /// first counts.
    pub key: String,
    /// Of the bytes that arrived.
    pub arrived: Fingerprint,
    /// What it became. Its `id` counts only when the key is new to the store, and
    /// its `published` likewise, unless the time that was kept had not come.
    pub article: Article,
    /// When it may be shown.
    pub terms: Terms,
    /// The item as it came, so that it can be judged by other settings one day.
    pub said: Option<KeptItem>,
    /// What it may have been called before, see [`crate::raw_item::RawItem::formerly`].
    pub formerly: Vec<String>,
}

impl Accepted {
    /// Counts what another part of the same came to.
    pub fn add(&mut self, more: Self) {
        self.new += more.new;
        self.changed += more.changed;
        self.unchanged += more.unchanged;
        self.withdrawn += more.withdrawn;
        self.sections.extend(more.sections);
        self.emptied = more.emptied.or(self.emptied.take());
        self.missing |= more.missing;
        self.odd.extend(more.odd);
    }
}

/// What became of [`Arrivals`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that differ from what was kept.
    pub changed: usize,
    /// Items that arrived differently but change nothing that is shown.
    pub unchanged: usize,
    /// Articles that were taken back.
    pub withdrawn: usize,
    /// The sections in which something was added, changed or removed.
    pub sections: BTreeSet<Slug>,
    /// What the source has lost at once, and was not let go of.
    pub emptied: Option<Emptied>,
    /// Something is missing that was not let go of because the source was settling.
    pub missing: bool,
    /// What is odd about items that came, seen against what was kept before.
    pub odd: Vec<Warning>,
}
