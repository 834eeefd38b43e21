//! The article store: what is kept, and what can be asked of it. The engines
//! are in folders below; there is no SQL anywhere else.

mod archive;
mod arrivals;
mod deeds;
mod editing;
mod error;
mod feeds;
mod foretelling;
mod items;
mod journal;
mod kept_item;
mod notes;
mod outbox;
mod pages;
mod pictures;
mod pushing;
mod recognition;
mod records;
mod removal;
mod requests;
pub mod sqlite;
mod subscriptions;

pub use crate::desk::{Change, DESK, KeptAnswer, KeptArticle, Revision};
pub use archive::{Archives, PageNotice, PartedEntry, SealedPage};
pub use arrivals::{
    Accepted, Arrival, Arrivals, Beside, KeptRejection, Listing, REFUSAL_KEPT, TakenBack,
    TakenBackBy, Warnings,
};
pub use deeds::{DEEDS_KEPT, Deeds, NewDeed, PastDeed, WantedDeeds};
pub use editing::{Edit, EditKind, Edited, PastEdit, Terms};
pub use error::StoreError;
pub use feeds::{FeedNames, Feeds, KeptFeed};
pub use foretelling::{Coming, Foretelling, Foretold};
pub use items::{Items, Said, SaidAs};
pub use journal::{CaughtUp, Loss};
pub use kept_item::KeptItem;
pub use notes::Notes;
pub use outbox::Outbox;
pub use pages::{Pages, PlaceInOrder, Span};
pub use pictures::{Illustrated, PictureNotHad, PictureOutcome, Pictures, WantedPicture};
pub use pushing::{Changed, Push, PushedItem, PushedWord, Pushes};
pub use recognition::{Matched, NotAMatch, Provenance, Recognition, Separated};
pub use records::{Confirmed, Found, NotShown, Reach, SourceRecord, Standing};
pub use removal::{Removal, Retention};
pub use requests::{Request, Requests};
pub use sqlite::{JournalStanding, OwedPurge, SqliteStore};
pub use subscriptions::Subscriptions;

use crate::article::{Article, ArticleId, Withdrawn};
use crate::desk::{DeskRefusal, Name, Permit};
use crate::fingerprint::Fingerprint;
use crate::raw_item::Rejection;
use crate::section::Slug;
use crate::selection::Selection;
use crate::source_memory::{Emptied, SourceMemory, SourceName};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet, HashSet};

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
/// - **Dates.** `published` stays as it was first kept, except for an article whose
///   time has not come: nobody has seen it, so the last date given counts. When a
///   source's own text changes, its `updated` is the one it gives if that is later than
///   the one before, otherwise the end of the pass. Nothing else moves it: not new
///   sections, not a date that moved alone. It is never before `published`.
/// - **Idempotence.** The same [`Arrivals`] again change nothing.
/// - **Withdrawal.** An article is taken back when the last source that had it no
///   longer has it (see [`Arrivals::present`]), but not when a source has suddenly
///   nothing, or has lost ten live articles and more than half: those wait for
///   [`Store::confirm`], or until all of them are there again. It is live again, with a
///   later `updated`, as soon as one has it again.
/// - **Retraction.** An article that somebody took back with [`Change::Retract`] stays
///   so, whatever its sources bring, until [`Change::Undo`]. One that a push took back
///   ([`Change::Delete`], a draft) stays so until it is pushed again, and one that the
///   newsroom's own item took back ([`TakenBackBy::Withdrawn`]) until that item is there
///   again. No push lifts anything but what a push took back.
/// - **Terms.** An article is not shown before the latest `publish_at` that any of its
///   items gives, though it was shown before, and becomes of that date. From the
///   `expires_at` of the item whose text counts it is taken back, until that item has
///   another or none; one that had passed when the article first came is not told.
/// - **Embargoes.** What somebody keeps back with [`Change::Embargo`] is not shown before that
///   time either, whoever brings it under whatever name. The last such word that stands counts,
///   until its time has come, or [`Change::Lift`] or [`Change::Undo`]; what sources say of when
///   it may be shown, none of these lifts.
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
/// - **Pushes** are joined to nothing by their words or their page, and nothing to
///   them, except for one page of the newsroom's own site ([`Recognition::site`]).
/// - **Instants** are kept to the microsecond; what is finer is cut off.
///
/// # Errors
/// Each fails when the engine does; then nothing of it is kept.
pub trait Store:
    Archives
    + Deeds
    + Feeds
    + Foretelling
    + Items
    + Notes
    + Outbox
    + Pages
    + Pictures
    + Removal
    + Requests
    + Subscriptions
    + Send
{
    /// The fingerprints of everything that `source` brought before and that need
    /// not be looked at again: kept articles and refused items.
    fn known(&mut self, source: &SourceName) -> Result<HashSet<Fingerprint>, StoreError>;

    /// Keeps what a pass brought. An equal article costs no write.
    fn accept(&mut self, arrivals: &Arrivals) -> Result<Accepted, StoreError>;

    /// Keeps what was pushed, all of it or nothing, and judges each item on the article
    /// that it is about: what was pushed under its key, else the first of its ids that
    /// there is, else a new one. What a push is about is never looked for by its words or
    /// its page. A refusal leaves everything as it was.
    fn push(
        &mut self,
        push: &Push,
        permit: &Permit<'_>,
    ) -> Result<Result<Pushes, DeskRefusal>, StoreError>;

    /// Changes the article of this name, as [`Store::edit`] does, if the permit allows it;
    /// it is judged in the same transaction.
    fn change(
        &mut self,
        name: &Name,
        change: &Change,
        at: DateTime<Utc>,
        permit: &Permit<'_>,
    ) -> Result<Result<Changed, DeskRefusal>, StoreError>;

    /// The article that [`Store::push`] and [`Store::change`] would find under a name.
    fn called(&mut self, name: &Name) -> Result<Option<KeptArticle>, StoreError>;

    /// Keeps that a pass over a source, begun at `began`, failed. What the source
    /// told before stays.
    fn failed(
        &mut self,
        source: &SourceName,
        began: DateTime<Utc>,
        error: &str,
    ) -> Result<(), StoreError>;

    /// The newest articles of a section at `now`: date descending, then id, none
    /// of the future and none withdrawn; `at_least` of them, and beyond that all
    /// that were published within `window` of the newest one.
    fn newest(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: std::time::Duration,
    ) -> Result<Vec<Article>, StoreError> {
        self.newest_within(section, now, at_least, window, usize::MAX)
    }

    /// The same, but the walk ends with the article with which the texts have more than
    /// `bytes` bytes together; one that has more by itself does not count for that.
    fn newest_within(
        &mut self,
        section: &Slug,
        now: DateTime<Utc>,
        at_least: usize,
        window: std::time::Duration,
        bytes: usize,
    ) -> Result<Vec<Article>, StoreError>;

    /// What was taken back from a section after `since`: date of the withdrawal
    /// descending, then id. What nobody had seen yet, because it was of the future
    /// when it was taken back, is not told.
    fn withdrawn(
        &mut self,
        section: &Slug,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError>;

    /// The newest articles that a selection takes at `now`, as [`Store::newest`] gives
    /// those of a section. What is accepted is found in the same transaction.
    fn select(
        &mut self,
        selection: &Selection,
        now: DateTime<Utc>,
        at_least: usize,
        window: std::time::Duration,
    ) -> Result<Vec<Article>, StoreError>;

    /// What was taken back after `since` of what a selection takes, as
    /// [`Store::withdrawn`] tells it of a section.
    fn withdrawn_from(
        &mut self,
        selection: &Selection,
        since: DateTime<Utc>,
    ) -> Result<Vec<Withdrawn>, StoreError>;

    /// The next instant after `now` at which a feed changes without any arrival: an
    /// article becomes visible or ends, or the notice of a withdrawal ends. `notice` is
    /// how long a withdrawal is told: one at `t` is in `withdrawn(_, now - notice)`
    /// until just before `t + notice`.
    fn next_change(
        &mut self,
        now: DateTime<Utc>,
        notice: std::time::Duration,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// One article, withdrawn or not.
    fn article(&mut self, id: &ArticleId) -> Result<Option<Article>, StoreError>;

    /// The states that an article's text has had, oldest first. An engine may drop
    /// states in the middle of a long row, never the first or the last.
    fn revisions(&mut self, id: &ArticleId) -> Result<Vec<Revision>, StoreError>;

    /// Does what time does by itself: takes back the articles whose time is over at `now`,
    /// each as of its own end, and judges those whose time has come as what arrives;
    /// returns the sections in which something changed by that.
    fn keep_time(&mut self, now: DateTime<Utc>) -> Result<BTreeSet<Slug>, StoreError>;

    /// Does what somebody at the desk wants done to an article.
    fn edit(&mut self, id: &ArticleId, edit: &Edit) -> Result<Edited, StoreError>;

    /// Every edit of an article, oldest first.
    fn edits(&mut self, id: &ArticleId) -> Result<Vec<PastEdit>, StoreError>;

    /// The articles whose page has this address, withdrawn ones too, in order of id.
    /// `http` and `https`, `www.` and none, a fragment and the parameters that only
    /// count visitors make no difference.
    fn by_address(&mut self, url: &WebAddress) -> Result<Vec<ArticleId>, StoreError>;

    /// The same, and all of which an item ever gave this address; one may come twice.
    fn ever_at(&mut self, url: &WebAddress) -> Result<Vec<ArticleId>, StoreError>;

    /// What sources have lost at once, and nobody has confirmed.
    fn emptied(&mut self) -> Result<BTreeMap<SourceName, Emptied>, StoreError>;

    /// Takes back what a source has lost at once, in so many articles where `lost` says so.
    fn confirm(
        &mut self,
        source: &SourceName,
        lost: Option<u32>,
        at: DateTime<Utc>,
    ) -> Result<Confirmed, StoreError>;

    /// What is known of a source; the default when it never ran.
    fn source(&mut self, name: &SourceName) -> Result<SourceRecord, StoreError>;

    /// Keeps what is odd about what a source brought.
    fn keep_warnings(&mut self, source: &SourceName, warnings: &Warnings)
    -> Result<(), StoreError>;

    /// Keeps what an import refused of a source, beside what its passes were refused.
    fn keep_refused(
        &mut self,
        source: &SourceName,
        at: DateTime<Utc>,
        refused: &[KeptRejection],
    ) -> Result<(), StoreError>;

    /// The refused items of a source whose articles are live all the same, as they were
    /// before: edits that readers do not see.
    fn refused_edits(&mut self, source: &SourceName) -> Result<Vec<Rejection>, StoreError>;

    /// Whether the live article of an item has a text; `besides_summary`: one that is more
    /// than its summary.
    fn has_text(
        &mut self,
        source: &SourceName,
        key: &str,
        besides_summary: bool,
    ) -> Result<bool, StoreError>;

    /// How many live articles have an id that is made of this source's name: if the
    /// source were called otherwise, they would come again under another id.
    fn named_after(&mut self, source: &SourceName) -> Result<u64, StoreError>;

    /// How many articles each section has, future ones and withdrawn ones left out.
    fn counts(&mut self, now: DateTime<Utc>) -> Result<BTreeMap<Slug, u64>, StoreError>;

    /// A copy in memory, in which anything may be changed, and which is gone when it is
    /// dropped.
    fn copied(&mut self) -> Result<Box<dyn Store>, StoreError>;

    /// When the newest article was published that a section had at `at`, as far as
    /// it is kept and not withdrawn.
    fn latest(
        &mut self,
        section: &Slug,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError>;

    /// Replaces what a source last told, and nothing else.
    fn remember(&mut self, source: &SourceName, memory: &SourceMemory) -> Result<(), StoreError>;

    /// The live items of a source whose articles were published after `since` and have a
    /// page: what the source calls them, and the page; the newest first.
    fn listed_since(
        &mut self,
        source: &SourceName,
        since: DateTime<Utc>,
    ) -> Result<Vec<(String, WebAddress)>, StoreError>;

    /// How a source stands, out of its own row alone; the default when it never ran.
    fn standing(&mut self, source: &SourceName) -> Result<Standing, StoreError>;

    /// What was added, since this number was given, to the sections that articles of each
    /// source are in; and the number to ask with the next time, 0 at first.
    fn reach_since(&mut self, number: i64) -> Result<(Reach, i64), StoreError>;

    /// How every source stands that ever ran.
    fn standings(&mut self) -> Result<BTreeMap<SourceName, Standing>, StoreError>;

    /// Writes something down and takes it for nothing: whether what is brought now can
    /// be kept.
    ///
    /// # Errors
    /// When it cannot: another program holds the store, or the disk is full.
    fn try_to_write(&mut self) -> Result<(), StoreError>;

    /// One article with its standing, withdrawn or not.
    fn kept(&mut self, id: &ArticleId) -> Result<Option<KeptArticle>, StoreError>;

    /// How stories that come under another name are recognised from now on, by this
    /// store; `None` (as it is at first) goes by keys and ids alone.
    fn recognise(&mut self, rule: Option<Recognition>);

    /// Every item that an article is made of, the one whose text counts first; empty
    /// if there is no such article.
    fn provenance(&mut self, id: &ArticleId) -> Result<Vec<Provenance>, StoreError>;

    /// Every item of a source that a live article is made of, with the article's id,
    /// in the order of the keys.
    fn items(&mut self, source: &SourceName) -> Result<Vec<(ArticleId, Provenance)>, StoreError>;

    /// What people may mean by the name that a source gives an item, or by words of a
    /// title: articles, the newest first, and refused items, the latest first; of
    /// each `limit` at most. It may take seconds.
    fn find(&mut self, meant: &str, limit: usize) -> Result<Found, StoreError>;

    /// Puts an item of an article apart, into an article of its own: with the id
    /// that it would have had alone, where that is free. The two are never joined
    /// again. `key` may be left out where the source has one item in the article.
    /// What remains keeps its id and its date.
    fn separate(
        &mut self,
        id: &ArticleId,
        source: &SourceName,
        key: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Separated, StoreError>;

    /// The pairs of articles that were parted for good, by whom- or whatever.
    fn parted(&mut self) -> Result<BTreeSet<(ArticleId, ArticleId)>, StoreError>;

    /// Gives back a little of the room in the file that nothing needs any more; whether
    /// there is more of it.
    fn give_back(&mut self) -> Result<bool, StoreError>;

    /// The file is damaged, as somebody found out: from now on everything that is asked
    /// fails with this reason.
    fn condemn(&mut self, reason: &str);

    /// Whether another program has changed the store since this was last asked, or
    /// since it was opened.
    fn changed_elsewhere(&mut self) -> Result<bool, StoreError>;
}
