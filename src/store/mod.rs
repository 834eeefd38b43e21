//! The article store: what is kept, and what can be asked of it. The engines
//! are in folders below; there is no SQL anywhere else.

mod address;
mod archive;
mod editing;
mod recognition;
pub mod sqlite;

pub use archive::{Archives, SealedPage};
pub use editing::{Change, DESK, Edit, EditKind, Edited, PastEdit, Terms};
pub use recognition::{Matched, NotAMatch, Provenance, Recognition, Separated};
pub use sqlite::SqliteStore;

use crate::article::{Article, ArticleId, Withdrawn};
use crate::fingerprint::Fingerprint;
use crate::raw_item::Rejection;
use crate::section::Slug;
use crate::selection::Selection;
use crate::source_memory::{SourceMemory, SourceName};
use crate::trouble::KeptTrouble;
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

/// What one pass over one source brought: kept whole or not at all.
#[derive(Clone, Debug)]
pub struct Arrivals {
    /// Which source.
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
    /// The items that were refused in this pass; `None` when the source was not
    /// read, because it said that nothing is new: then all of them stay as they are.
    ///
    /// A refusal with a fingerprint is a known item that no source brings again,
    /// so it stays, with its reason, until its key is kept or refused anew, until
    /// `present` lacks its key, or for [`REFUSAL_KEPT`]: then it is examined once
    /// more. A refusal without one comes again with every pass that reads the
    /// source, so each such pass replaces them all.
    pub refusals: Option<Vec<Refusal>>,
    /// What to tell the source the next time.
    pub memory: SourceMemory,
    /// Who brought it, where that was not the source by itself: the name of a token.
    pub by: Option<String>,
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
}

/// One item that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Of the bytes that arrived, where there was an item to take it of.
    pub arrived: Option<Fingerprint>,
    /// Which item, and why.
    pub rejection: Rejection,
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
}

/// What the store knows of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRecord {
    /// What it last told us.
    pub memory: SourceMemory,
    /// When a pass last began.
    pub last_pass: Option<DateTime<Utc>>,
    /// When a pass last went well.
    pub last_success: Option<DateTime<Utc>>,
    /// Why the last pass failed, when it did.
    pub error: Option<String>,
    /// Passes that failed since the last that went well.
    pub failures: u32,
    /// Items of it that are kept as articles, withdrawn ones left out.
    pub articles: u64,
    /// What it brought and was refused.
    pub rejections: Vec<Rejection>,
}

/// What the schedule must know of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// When a pass last began.
    pub last_pass: Option<DateTime<Utc>>,
    /// Passes that failed since the last that went well.
    pub failures: u32,
    /// What it last told us.
    pub memory: SourceMemory,
}

/// One kept state of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// 1 for the first state.
    pub number: u32,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// Who brought it.
    pub source: SourceName,
    /// Who made this state of it, where that was not the source by itself.
    pub by: Option<String>,
    /// The article as it was.
    pub article: Article,
}

/// An article as it is kept now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptArticle {
    /// The article.
    pub article: Article,
    /// Which state of its text this is; 1 for the first.
    pub revision: u32,
    /// When it was taken back; live when `None`.
    pub withdrawn: Option<DateTime<Utc>>,
    /// Why it was taken back, where that was said.
    pub reason: Option<String>,
    /// When it ends by itself; taken back then, it has no reason but this.
    pub expires: Option<DateTime<Utc>>,
}

/// What was found by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Articles.
    pub articles: Vec<ArticleId>,
    /// Items that were refused: who brought them, when, and why they were.
    pub refused: Vec<(SourceName, DateTime<Utc>, Rejection)>,
}

/// An answer that was given to a request with a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Of the request that it answered.
    pub request: Fingerprint,
    /// The answer, in the form of whoever keeps it.
    pub body: Vec<u8>,
}

/// How much is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Remove what was published before this.
    pub published_before: Option<DateTime<Utc>>,
    /// Keep at most this many of a section; an article of several sections stays
    /// while one of them still keeps it.
    pub per_section: Option<usize>,
    /// What was taken back after this stays all the same: readers are being told.
    pub told_since: Option<DateTime<Utc>>,
}

/// The article store.
///
/// Every method that changes something is one transaction: after a crash at any
/// instant it happened wholly or not at all, and once it returned it is kept.
///
/// # What an engine promises
/// - **Identity.** A source's key leads to one article for ever. A new key whose
///   article's id is kept already, from whatever source, is that same article.
/// - **One article, many sources.** The text is that of the source with the lowest
///   rank, then the lowest name, then the lowest key. The sections are the union.
///   `published` is the earliest date that any of them first gave. `updated` is
///   kept for each source apart, and that of the text counts. So what is kept
///   does not depend on which source came first.
/// - **Dates.** `published` stays as it was first kept, but for an article whose
///   time has not come: nobody has seen it, so the last date given counts. When a source's own text changes, its `updated` is the one it gives
///   if that is later than the one before, otherwise the end of the pass. Nothing
///   else moves it: not new sections, not a date that moved alone. It is never
///   before `published`.
/// - **Idempotence.** The same [`Arrivals`] again change nothing.
/// - **Withdrawal.** An article is taken back when the last source that had it has
///   it no more (see [`Arrivals::present`]), and is live again, with a later
///   `updated`, as soon as one has it again. An article that somebody took back
///   with [`Store::withdraw`] stays so, whatever its sources bring, until
///   [`Store::restore`].
/// - **Terms.** An article is not shown before the latest `publish_at` that any of its
///   items gives, though it was shown before, and becomes of that date. From the
///   `expires_at` of the item whose text counts it is taken back, until that item has
///   another or none; one that had passed when the article first came is not told.
/// - **Edits.** What the desk says of an article with [`Store::edit`] stands before what
///   its sources say, until it is undone, and moves `updated`.
/// - **Duplicates**, once [`Store::recognise`] has said how they are recognised. An
///   item with a new key and a new id that tells the story of an article joins it,
///   and everything said above holds for it; of several such articles, that which
///   was published first. Keys stay with their articles, so a story that becomes
///   like another later stays apart, and where two articles are unlike each other
///   and a third item is like both, what is one depends on which came first. Of two
///   items of one source, the later one's text counts when the earlier one is not
///   known to be listed any more.
/// - **Instants** are kept to the microsecond; what is finer is cut off.
pub trait Store: Archives + Send {
    /// The fingerprints of everything that `source` brought before and that need
    /// not be looked at again: kept articles and refused items.
    ///
    /// # Errors
    /// When the engine fails.
    fn known(&mut self, source: &SourceName) -> Result<HashSet<Fingerprint>, StoreError>;

    /// Keeps what a pass brought. An equal article costs no write.
    ///
    /// # Errors
    /// When the engine fails; then nothing of it is kept.
    fn accept(&mut self, arrivals: &Arrivals) -> Result<Accepted, StoreError>;

    /// Keeps that a pass over a source, begun at `began`, failed. What the source
    /// told before stays.
    ///
    /// # Errors
    /// When the engine fails.
    fn failed(
        &mut self,
        source: &SourceName,
        began: DateTime<Utc>,
        error: &str,
    ) -> Result<(), StoreError>;

    /// The newest articles of a section at `now`: date descending, then id, none
    /// of the future and none withdrawn; `at_least` of them, and beyond that all
    /// that were published within `window` of the newest one.
    ///
    /// # Errors
    /// When the engine fails.
    fn newest(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: std::time::Duration,
    ) -> Result<Vec<Article>, StoreError>;

    /// What was taken back from a section after `since`: date of the withdrawal
    /// descending, then id. What nobody had seen yet, because it was of the future
    /// when it was taken back, is not told.
    ///
    /// # Errors
    /// When the engine fails.
    fn withdrawn(
        &mut self,
        section: &Slug,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError>;

    /// The newest articles that a selection takes at `now`, as [`Store::newest`] gives
    /// those of a section. What is accepted is found in the same transaction.
    ///
    /// # Errors
    /// When the engine fails.
    fn select(
        &mut self,
        selection: &Selection,
        now: DateTime<Utc>,
        at_least: usize,
        window: std::time::Duration,
    ) -> Result<Vec<Article>, StoreError>;

    /// What was taken back after `since` of what a selection takes, as
    /// [`Store::withdrawn`] tells it of a section.
    ///
    /// # Errors
    /// When the engine fails.
    fn withdrawn_from(
        &mut self,
        selection: &Selection,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError>;

    /// The next instant after `now` at which a feed changes without any arrival: an
    /// article becomes visible or ends, or the notice of a withdrawal ends. `notice` is
    /// how long a withdrawal is told: one at `t` is in `withdrawn(_, now - notice)`
    /// until just before `t + notice`.
    ///
    /// # Errors
    /// When the engine fails.
    fn next_change(
        &mut self,
        now: DateTime<Utc>,
        notice: std::time::Duration,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// One article, withdrawn or not.
    ///
    /// # Errors
    /// When the engine fails.
    fn article(&mut self, id: &ArticleId) -> Result<Option<Article>, StoreError>;

    /// The states that an article's text has had, oldest first. An engine may drop
    /// states in the middle of a long row, never the first or the last.
    ///
    /// # Errors
    /// When the engine fails.
    fn revisions(&mut self, id: &ArticleId) -> Result<Vec<Revision>, StoreError>;

    /// Takes back the articles whose time is over at `now`, each as of its own end;
    /// gives the sections in which they were.
    ///
    /// # Errors
    /// When the engine fails.
    fn expire(&mut self, now: DateTime<Utc>) -> Result<BTreeSet<Slug>, StoreError>;

    /// Does what somebody at the desk wants done to an article.
    ///
    /// # Errors
    /// When the engine fails.
    fn edit(&mut self, id: &ArticleId, edit: &Edit) -> Result<Edited, StoreError>;

    /// Every edit of an article, oldest first.
    ///
    /// # Errors
    /// When the engine fails.
    fn edits(&mut self, id: &ArticleId) -> Result<Vec<PastEdit>, StoreError>;

    /// Takes an article back for good. `false` when there is none, or it was taken
    /// back before; from then on not even a source that has it again brings it back.
    ///
    /// # Errors
    /// When the engine fails.
    fn withdraw(
        &mut self,
        id: &ArticleId,
        at: DateTime<Utc>,
        reason: Option<&str>,
    ) -> Result<bool, StoreError> {
        let change = Change::Retract(reason.map(str::to_owned));
        let edited = self.edit(id, &Edit { change, by: DESK.to_owned(), at })?;
        Ok(matches!(edited, Edited::Done { moved: true, .. }))
    }

    /// Undoes [`Store::withdraw`]: the article is live again, with what its sources
    /// last brought, and `updated` is `at`. `false` when there is none, when it is
    /// live, or when no source has it any more.
    ///
    /// # Errors
    /// When the engine fails.
    fn restore(&mut self, id: &ArticleId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let edited = self.edit(id, &Edit { change: Change::Restore, by: DESK.to_owned(), at })?;
        Ok(matches!(edited, Edited::Done { moved: true, .. }))
    }

    /// The articles whose page has this address, withdrawn ones too, in order of id.
    /// `http` and `https`, `www.` and none, a fragment and the parameters that only
    /// count visitors make no difference.
    ///
    /// # Errors
    /// When the engine fails.
    fn by_address(&mut self, url: &WebAddress) -> Result<Vec<ArticleId>, StoreError>;

    /// When a pass over each source last began.
    ///
    /// # Errors
    /// When the engine fails.
    fn last_passes(&mut self) -> Result<BTreeMap<SourceName, DateTime<Utc>>, StoreError>;

    /// What is known of a source; the default when it never ran.
    ///
    /// # Errors
    /// When the engine fails.
    fn source(&mut self, name: &SourceName) -> Result<SourceRecord, StoreError>;

    /// How many live articles have an id that is made of this source's name: if the
    /// source were called otherwise, they would come again under another id.
    ///
    /// # Errors
    /// When the engine fails.
    fn named_after(&mut self, source: &SourceName) -> Result<u64, StoreError>;

    /// How many articles each section has, future ones and withdrawn ones left out.
    ///
    /// # Errors
    /// When the engine fails.
    fn counts(&mut self, now: DateTime<Utc>) -> Result<BTreeMap<Slug, u64>, StoreError>;

    /// When the newest article was published that a section had at `at`, as far as
    /// it is kept and not withdrawn.
    ///
    /// # Errors
    /// When the engine fails.
    fn latest(
        &mut self,
        section: &Slug,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// What is wrong in the newsroom, as it was last kept, in that order.
    ///
    /// # Errors
    /// When the engine fails.
    fn troubles(&mut self) -> Result<Vec<KeptTrouble>, StoreError>;

    /// Replaces all of [`Store::troubles`].
    ///
    /// # Errors
    /// When the engine fails.
    fn keep_troubles(&mut self, troubles: &[KeptTrouble]) -> Result<(), StoreError>;

    /// Removes what need not be kept; gives how many articles that were. Their
    /// items stay known, so that a source that still lists them does not bring them
    /// back.
    ///
    /// # Errors
    /// When the engine fails.
    fn retain(&mut self, retention: Retention) -> Result<usize, StoreError>;

    /// Replaces what a source last told, and nothing else.
    ///
    /// # Errors
    /// When the engine fails.
    fn remember(&mut self, source: &SourceName, memory: &SourceMemory) -> Result<(), StoreError>;

    /// The live items of a source whose articles were published after `since` and have a
    /// page: what the source calls them, and the page; the newest first.
    ///
    /// # Errors
    /// When the engine fails.
    fn listed_since(
        &mut self,
        source: &SourceName,
        since: DateTime<Utc>,
    ) -> Result<Vec<(String, WebAddress)>, StoreError>;

    /// How every source stands that ever ran.
    ///
    /// # Errors
    /// When the engine fails.
    fn standings(&mut self) -> Result<BTreeMap<SourceName, Standing>, StoreError>;

    /// Replaces the whole plan: when each source is due. A source that is not
    /// named, or has no instant, is not. A plan can be made anew from what is kept,
    /// so it need not survive a power cut.
    ///
    /// # Errors
    /// When the engine fails.
    fn replan(&mut self, plan: &[(SourceName, Option<DateTime<Utc>>)]) -> Result<(), StoreError>;

    /// Plans one source.
    ///
    /// # Errors
    /// When the engine fails.
    fn plan(&mut self, source: &SourceName, due: Option<DateTime<Utc>>) -> Result<(), StoreError>;

    /// The first `limit` sources that are due at `now`, the longest waiting first,
    /// then by name. They are taken out of the plan.
    ///
    /// # Errors
    /// When the engine fails.
    fn take_due(&mut self, now: DateTime<Utc>, limit: usize)
    -> Result<Vec<SourceName>, StoreError>;

    /// When the first source of the plan is due.
    ///
    /// # Errors
    /// When the engine fails.
    fn next_due(&mut self) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// One article with its standing, withdrawn or not.
    ///
    /// # Errors
    /// When the engine fails.
    fn kept(&mut self, id: &ArticleId) -> Result<Option<KeptArticle>, StoreError>;

    /// Keeps the answer to the request with this key, in the place of an earlier
    /// one, and forgets all that were given before `forget`.
    ///
    /// # Errors
    /// When the engine fails.
    fn keep_answer(
        &mut self,
        key: &str,
        answer: &KeptAnswer,
        at: DateTime<Utc>,
        forget: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// The answer that the request with this key got at `since` or later.
    ///
    /// # Errors
    /// When the engine fails.
    fn answer(&mut self, key: &str, since: DateTime<Utc>)
    -> Result<Option<KeptAnswer>, StoreError>;

    /// How stories that come under another name are recognised from now on, by this
    /// store; `None` (as it is at first) goes by keys and ids alone.
    fn recognise(&mut self, rule: Option<Recognition>);

    /// Every item that an article is made of, the one whose text counts first; none
    /// when there is no such article.
    ///
    /// # Errors
    /// When the engine fails.
    fn provenance(&mut self, id: &ArticleId) -> Result<Vec<Provenance>, StoreError>;

    /// Every item of a source that a live article is made of, with the article's id,
    /// in the order of the keys.
    ///
    /// # Errors
    /// When the engine fails.
    fn items(&mut self, source: &SourceName) -> Result<Vec<(ArticleId, Provenance)>, StoreError>;

    /// What people may mean by the name that a source gives an item, or by words of a
    /// title: articles, the newest first, and refused items, the latest first; of
    /// each `limit` at most. It may take seconds.
    ///
    /// # Errors
    /// When the engine fails.
    fn find(&mut self, meant: &str, limit: usize) -> Result<Found, StoreError>;

    /// Puts an item of an article apart, into an article of its own: with the id
    /// that it would have had alone, where that is free. The two are never joined
    /// again. `key` may be left out where the source has one item in the article.
    /// What remains keeps its id and its date.
    ///
    /// # Errors
    /// When the engine fails.
    fn separate(
        &mut self,
        id: &ArticleId,
        source: &SourceName,
        key: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Separated, StoreError>;

    /// Whether another program has changed the store since this was last asked, or
    /// since it was opened.
    ///
    /// # Errors
    /// When the engine fails.
    fn changed_elsewhere(&mut self) -> Result<bool, StoreError>;
}

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine's own error.
    #[error("the article store {path}: {source}")]
    Engine {
        /// Which store.
        path: PathBuf,
        /// What the engine says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The store was made by a later release.
    #[error(
        "the article store {path} was written by a later pressroom (version {found}, this one knows up to {known}): install that release, or restore a backup"
    )]
    FromTheFuture {
        /// Which store.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The last version this program knows.
        known: i64,
    },
    /// The store was made by an earlier release, and may only be read.
    #[error(
        "the article store {path} is of an earlier pressroom (version {found}, this one needs {known}): start the service once, it brings the store up to date"
    )]
    Outdated {
        /// Which store.
        path: PathBuf,
        /// The version in the file.
        found: i64,
        /// The version this program reads.
        known: i64,
    },
    /// The file is a database of some other program.
    #[error(
        "{path} is a database of another program, not an article store: name another file in [store]"
    )]
    Foreign {
        /// Which file.
        path: PathBuf,
    },
    /// An answer took longer than it may.
    #[error("the article store {path} did not answer within {most:?}")]
    TooSlow {
        /// Which store.
        path: PathBuf,
        /// How long it might take.
        most: std::time::Duration,
    },
    /// Another process kept the store locked for longer than one may wait.
    #[error(
        "the article store {path} has been locked by another process for {waited:?}: is a second pressroom running on it?"
    )]
    Busy {
        /// Which store.
        path: PathBuf,
        /// How long it was waited for.
        waited: std::time::Duration,
    },
}
