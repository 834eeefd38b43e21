//! One pass over one source: ask it, make articles of what is new, keep them.
//! It publishes nothing; it says which sections have changed.

use crate::broken_off::{BrokenOff, aside};
use crate::config::settings::{Source, SourceKind};
use crate::fetch::FetchError;
use crate::folder_watch::Comings;
use crate::metrics::{self, Outcome};
use crate::normalise::{self, JudgeContext};
use crate::pipeline::Pipeline;
use crate::pipeline::arrival::{arrival_with_warnings, moments};
use crate::pipeline::gather::ahead::{ahead_of_time, without_dates};
use crate::pipeline::gather::rejudging::read_by;
use crate::raw_item::{RawItem, RefusalKind, Rejection, Warning};
use crate::schedule::backoff::CIRCUIT_OPENS_AT;
use crate::section::Slug;
use crate::source_memory::{Emptied, Hold, HoldReason, SourceMemory, SourceName};
use crate::sources::{
    AskedKnown, Gathering, GaveUp, SourceError, Visitor, Withdrawal, folder, full_text, listing,
    sitemap, upstream,
};
use crate::store::{
    Accepted, Arrival, Arrivals, Beside, KeptRejection, Listing, Reach, Standing, StoreError,
    TakenBack, TakenBackBy, Warnings,
};
use crate::text::{Embeds, PublicMail};
use chrono::{DateTime, Utc};
use rayon::iter::Either;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use tokio_util::task::AbortOnDropHandle;

/// How one pass over a source went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PassReport {
    /// Which source.
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
        /// being written: when it is looked at again.
        #[serde(skip)]
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
        if let Self::Done { new, changed, withdrawn, faults, sections, .. } = self
            && let Self::Done {
                new: also_new,
                changed: also_changed,
                withdrawn: also_withdrawn,
                faults: also_faults,
                sections: more,
                ..
            } = &mut next
        {
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

impl Pipeline {
    /// Makes one pass over a source. A failure is part of the answer: it is kept
    /// in the store, logged and counted, and costs nothing that was there before.
    pub async fn gather(self: &Arc<Self>, source: &Source) -> PassReport {
        self.gather_whole(source, Comings::default()).await
    }

    /// As [`Pipeline::gather`], for somebody who asks again when something was about to
    /// change, and who sees the files of a folder come and go.
    pub async fn gather_whole(self: &Arc<Self>, source: &Source, comings: Comings) -> PassReport {
        let began = self.clock.now();
        let stopwatch = Instant::now();
        let mut again = None;
        let (attempt, judged) = self.attempt(source, began, comings).await;
        let (mut end, hold) = match attempt {
            Ok(done) => done,
            Err(error) => {
                again = is_of_store(&error).then_some(Again::WhenKept);
                self.failed(source, began, error).await
            }
        };
        if let PassEnd::Done { new, changed, look_again, .. } = &mut end {
            *new += judged.new;
            *changed += judged.changed;
            again = look_again.map(Again::After);
        }
        let pass = PassReport {
            judged_again: judged.sections,
            reach: self.new_reach().await,
            source: source.name().clone(),
            began,
            seconds: stopwatch.elapsed().as_secs_f64(),
            end,
            hold,
            again,
        };
        self.account_pass(&pass);
        pass
    }

    /// A pass in a task of its own: one that panics takes nobody along, and is told.
    async fn attempt(
        self: &Arc<Self>,
        source: &Source,
        began: DateTime<Utc>,
        comings: Comings,
    ) -> (Result<(PassEnd, Option<Hold>), PassError>, Accepted) {
        let (pipeline, source) = (self.clone(), source.clone());
        let pass = tokio::spawn(async move {
            let mut judged = Accepted::default();
            let ended = pipeline.pass(&source, began, comings, &mut judged).await;
            (ended, judged)
        });
        let ended = AbortOnDropHandle::new(pass).await;
        ended.unwrap_or_else(|broken| (Err(BrokenOff::from(broken).into()), Accepted::default()))
    }

    async fn failed(
        self: &Arc<Self>,
        source: &Source,
        began: DateTime<Utc>,
        error: PassError,
    ) -> (PassEnd, Option<Hold>) {
        let (source, said) = (source.clone(), error.to_string());
        let noted = self.blocking(move |pipeline| pipeline.pass_failed(&source, began, &error));
        noted.await.unwrap_or((PassEnd::Failed { error: said }, None))
    }

    /// What became known of the reach of sources since this was last asked.
    async fn new_reach(self: &Arc<Self>) -> Reach {
        let asked = self.blocking(|pipeline| {
            let seen = pipeline.reach_seen.load(Ordering::Relaxed);
            let (reach, last) = pipeline.ask(|store| store.reach_since(seen))?;
            pipeline.reach_seen.fetch_max(last, Ordering::Relaxed);
            Ok::<_, StoreError>(reach)
        });
        match asked.await {
            Ok(Ok(reach)) => reach,
            // Whatever is wrong with the store is told by the pass itself.
            Ok(Err(_)) | Err(_) => Reach::new(),
        }
    }

    async fn pass(
        self: &Arc<Self>,
        source: &Source,
        began: DateTime<Utc>,
        comings: Comings,
        again: &mut Accepted,
    ) -> Result<(PassEnd, Option<Hold>), PassError> {
        let asked = source.clone();
        let TakenUp { memory, failures, anew, read, judged } =
            self.blocking(move |pipeline| pipeline.take_up(&asked, began)).await??;
        again.add(judged);
        let moved_before = memory.moved_to.clone();
        let before = Before { known: self.known_of(source, anew), read };
        let mut gathering = match &source.kind {
            SourceKind::Feed(_) | SourceKind::Page(_) | SourceKind::Sitemap(_) => {
                let (client, robots) = (self.client.clone(), self.robots.clone());
                let visitor = Visitor { client, robots, now: began };
                let mut gathering = from_the_web(source, &visitor, &memory, &before).await?;
                if let Some(covered) = gathering.covered.take() {
                    let gone = self.taken_down(source, covered, &visitor).await?;
                    gathering.withdrawals.extend(gone);
                }
                gathering
            }
            SourceKind::Folder(folder) => {
                let (folder, base) = (folder.clone(), source.judging.base_url.clone());
                let (zone, known) = (self.settings.site.timezone, before.known.ask().await?);
                let gather =
                    move || folder::gather_whole(&folder, base.as_ref(), zone, &known, &comings);
                self.blocking(move |_| gather()).await??
            }
        };
        gathering.memory.judged = memory.judged;
        gathering.memory.rereading = memory.rereading;
        gathering.memory.end_rereading(memory.read_by);
        let hold = self.hold_while_fresh(gathering.fresh_for);
        gathering.memory.hold = hold;
        if failures >= CIRCUIT_OPENS_AT {
            tracing::warn!(source = %source.name(), failures, "answers again, and is asked by its schedule");
        }
        if let Some(to) = &gathering.memory.moved_to
            && moved_before.as_ref() != Some(to)
        {
            tracing::warn!(source = %source.name(), %to, "moved permanently: write the new address in the configuration");
        }
        let source = source.clone();
        let done =
            self.blocking(move |pipeline| pipeline.keep(&source, began, gathering)).await??;
        Ok((done, hold))
    }

    /// What is known of a source before it is asked. What it has is judged once more where
    /// the settings are others; only what they say about how it is read needs it to be
    /// read again.
    fn take_up(&self, source: &Source, began: DateTime<Utc>) -> Result<TakenUp, StoreError> {
        let Standing { mut memory, failures, last_pass, .. } =
            self.ask(|store| store.standing(source.name()))?;
        let of_earlier_release = memory.judged.is_none() && last_pass.is_some();
        let others = memory.judged.as_ref() != Some(&self.judgement(&source.judging));
        let judged = self.judge_again(&source.judging, &mut memory, began)?;
        let read_otherwise = memory.begin_rereading(read_by(source));
        let (files_again, feed, full_text) = match &source.kind {
            SourceKind::Folder(_) => (others, false, false),
            SourceKind::Feed(feed) => (false, !feed.full_text, feed.full_text),
            SourceKind::Page(_) | SourceKind::Sitemap(_) => (false, false, false),
        };
        let read = match of_earlier_release && full_text {
            true => self.ask(|store| store.keys(source.name()))?,
            false => HashSet::new(),
        };
        let anew = files_again || read_otherwise || of_earlier_release && feed;
        Ok(TakenUp { memory, failures, anew, read, judged })
    }

    /// What a source brought before; nothing of it when it is to be read anew.
    fn known_of(self: &Arc<Self>, source: &Source, anew: bool) -> AskedKnown {
        if anew {
            return AskedKnown::nothing();
        }
        let (pipeline, name) = (self.clone(), source.name().clone());
        AskedKnown::of(move || {
            let (pipeline, name) = (pipeline.clone(), name.clone());
            Box::pin(async move {
                let known = pipeline
                    .blocking(move |pipeline| pipeline.ask(|store| store.known(&name)))
                    .await
                    .map_err(|cut| SourceError::Kept(Box::new(cut)))?;
                known.map(Arc::new).map_err(|error| SourceError::Kept(Box::new(error)))
            })
        })
    }

    /// Runs what computes or waits for the disk where it holds up no connection.
    pub(in crate::pipeline) async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, BrokenOff> {
        let pipeline = Arc::clone(self);
        aside(move || work(&pipeline)).await
    }

    /// Makes articles of what was gathered and keeps them, in one transaction.
    fn keep(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        mut gathering: Gathering,
    ) -> Result<PassEnd, PassError> {
        let waiting = waiting(&gathering.items, began);
        let brought = std::mem::take(&mut gathering.items);
        let name = source.name();
        let of_dates = [ahead_of_time(&brought, name, began), without_dates(&brought, name)];
        self.settle_doubt(source, &mut gathering)?;
        let renamed = self.renamed(source.name(), &brought, gathering.present.as_ref())?;
        let (brought, lost) = self.with_their_text(source, brought)?;
        let (items, mut refusals, of_items) = self.articles(source, began, brought);
        refusals.extend(lost.into_iter().chain(never_read(&mut gathering)));
        let rejected = refusals.len();
        let faults = self.new_faults(source, &refusals)?;
        tell_refusals(source, &refusals, &waiting);
        let warnings = Warnings {
            at: self.clock.now(),
            read: keys_read(&items, &refusals, &gathering),
            present: gathering.present.clone(),
            of_items,
            of_pass: std::mem::take(&mut gathering.warnings)
                .into_iter()
                .chain(of_dates.into_iter().flatten())
                .collect(),
        };
        let look_again = self.settles_in(source.name(), gathering.names_changed);
        let (grows, beside) = (gathering.look_again, beside(&mut gathering));
        let arrivals = Arrivals {
            source: source.name().clone(),
            rank: source.judging.rank,
            began,
            at: self.clock.now(),
            items,
            taken_back: taken_back(source, gathering.withdrawals, gathering.kept_out),
            present: gathering.present.filter(|_| source.mirrors()),
            listing: Listing {
                empty: gathering.empty,
                settling: look_again.is_some(),
                beside,
                by_publisher: !matches!(source.kind, SourceKind::Folder(_)),
                renamed,
                moved: None,
            },
            refusals: (!gathering.nothing_new).then_some(refusals),
            memory: gathering.memory,
            by: None,
        };
        let Accepted { new, changed, unchanged, withdrawn, sections, emptied, missing, odd } = self
            .ask(|store| {
                if arrivals.refusals.is_some() {
                    store.keep_warnings(&arrivals.source, &warnings)?;
                }
                store.accept(&arrivals)
            })?;
        self.note_settling(source.name(), missing);
        self.look_at_refused_edits(source);
        let warnings = [warnings.of_items, warnings.of_pass, odd].concat();
        tell_warnings(source, &warnings);
        Ok(PassEnd::Done {
            new,
            changed,
            unchanged: unchanged + gathering.known,
            withdrawn,
            rejected,
            faults,
            warnings,
            nothing_new: gathering.nothing_new,
            sections,
            emptied,
            look_again: [look_again.filter(|_| missing), grows].into_iter().flatten().min(),
        })
    }

    /// How many items are refused for a fault that they were not refused for before.
    fn new_faults(&self, source: &Source, refusals: &[KeptRejection]) -> Result<usize, StoreError> {
        let faults = refusals.iter().map(|refusal| &refusal.rejection);
        let faults: Vec<&Rejection> =
            faults.filter(|refused| refused.kind == RefusalKind::Fault).collect();
        if faults.is_empty() {
            return Ok(0);
        }
        let before = self.ask(|store| store.source(source.name()))?.rejections;
        let is_new = |fault: &&&Rejection| {
            !before.iter().any(|old| old.key == fault.key && old.reason == fault.reason)
        };
        Ok(faults.iter().filter(is_new).count())
    }

    fn articles(
        &self,
        source: &Source,
        now: DateTime<Utc>,
        items: Vec<RawItem>,
    ) -> (Vec<Arrival>, Vec<KeptRejection>, Vec<Warning>) {
        let context = self.judge_context(&source.judging, now);
        let keep = self.settings.store.keep;
        let moments = moments(&items, now);
        let dated = items.into_par_iter().zip(moments);
        let (kept, refused): (Vec<_>, Vec<_>) = dated.partition_map(|(item, now)| {
            match arrival_with_warnings(item, &JudgeContext { now, ..context }, keep) {
                Ok(arrival) => Either::Left(arrival),
                Err(refusal) => Either::Right(refusal),
            }
        });
        let (kept, warnings): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
        (kept, refused, warnings.concat())
    }

    /// Parts the newsroom's own items that lost the text that readers have: a file that was
    /// cut short takes nothing from them.
    fn with_their_text(
        &self,
        source: &Source,
        items: Vec<RawItem>,
    ) -> Result<(Vec<RawItem>, Vec<KeptRejection>), StoreError> {
        let (bare, mut kept): (Vec<RawItem>, Vec<RawItem>) =
            items.into_iter().partition(|item| item.has_no_text);
        let mut lost = Vec::new();
        for item in bare {
            let summed_up = item.summary.as_ref().is_some_and(|text| !text.is_blank());
            if !self.ask(|store| store.has_text(source.name(), &item.key, summed_up))? {
                kept.push(item);
                continue;
            }
            let reason = "it had a text and has none now: write one, or `withdrawn = true` to take it back; until then readers have what was there";
            let rejection = Rejection {
                kind: RefusalKind::Fault,
                key: item.key,
                title: None,
                reason: reason.to_owned(),
            };
            lost.push(KeptRejection { arrived: None, rejection, said: None });
        }
        Ok((kept, lost))
    }

    /// Health tells of edits of the newsroom's own articles that readers do not see.
    pub(in crate::pipeline) fn look_at_refused_edits(&self, source: &Source) {
        if !matches!(source.kind, SourceKind::Folder(_)) {
            return;
        }
        match self.ask(|store| store.refused_edits(source.name())) {
            Ok(refused) => self.health.refused_edits(source.name(), refused),
            Err(error) => {
                tracing::error!(source = %source.name(), %error, "cannot ask for refused edits")
            }
        }
    }

    fn pass_failed(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        error: &PassError,
    ) -> (PassEnd, Option<Hold>) {
        let cause = match error {
            PassError::Source(SourceError::Fetch(FetchError::Held { until, .. })) => {
                let hold = Hold { until: Some(*until), reason: HoldReason::Busy };
                return (PassEnd::Waits, Some(hold));
            }
            PassError::Source(SourceError::Kept(_)) => None,
            PassError::Source(cause) => Some(cause),
            PassError::Store(_) | PassError::Cut(_) => None,
        };
        let error = error.to_string();
        let hold = self.note_failure(source, began, &error, cause);
        (PassEnd::Failed { error }, hold)
    }

    fn account_pass(&self, pass: &PassReport) {
        let (source, seconds) = (&pass.source, pass.seconds);
        let mut counted = metrics::PassFigures {
            at: self.clock.now(),
            outcome: Outcome::Failed,
            new: 0,
            changed: 0,
            withdrawn: 0,
            rejected: 0,
            warned: 0,
            seconds,
        };
        match &pass.end {
            PassEnd::Done {
                new,
                changed,
                unchanged,
                withdrawn,
                rejected,
                warnings,
                nothing_new,
                emptied,
                ..
            } => {
                let warned = warnings.len();
                tracing::info!(%source, new, changed, unchanged, withdrawn, rejected, warned, seconds, "gathered");
                self.account_emptied(source, *emptied);
                self.health.source_done(source, pass.began);
                self.health.source_held(source, None, 0);
                let outcome = if *nothing_new { Outcome::NothingNew } else { Outcome::Done };
                counted = metrics::PassFigures {
                    outcome,
                    new: *new,
                    changed: *changed,
                    withdrawn: *withdrawn,
                    rejected: *rejected,
                    warned,
                    ..counted
                };
            }
            PassEnd::Failed { .. } => {}
            PassEnd::Waits => {
                let until = pass.hold.and_then(|hold| hold.until);
                tracing::debug!(%source, ?until, "not asked yet");
                return;
            }
        }
        self.metrics.pass(source, &counted);
    }
}

/// What the source lists besides what it brings, where all of that was seen.
fn beside(gathering: &mut Gathering) -> Beside {
    match (gathering.beside.take(), &gathering.present) {
        (None, None) => Beside::Everything,
        (arrived, present) => Beside::Only {
            arrived: arrived.unwrap_or_default(),
            keys: present.clone().unwrap_or_default(),
        },
    }
}

fn is_of_store(error: &PassError) -> bool {
    matches!(error, PassError::Store(_) | PassError::Source(SourceError::Kept(_)))
}

/// The items that are not for readers yet.
fn waiting(items: &[RawItem], began: DateTime<Utc>) -> HashSet<String> {
    let waits = |item: &&RawItem| item.publish_at.is_some_and(|until| until > began);
    items.iter().filter(waits).map(|item| item.key.clone()).collect()
}

/// What became no item: nobody could read it, or it was tried often enough.
fn never_read(gathering: &mut Gathering) -> impl Iterator<Item = KeptRejection> + use<> {
    let unread = std::mem::take(&mut gathering.rejections).into_iter();
    let unread = unread.map(|rejection| (None, rejection));
    let given_up = std::mem::take(&mut gathering.given_up).into_iter();
    let given_up = given_up.map(|GaveUp { arrived, rejection }| (Some(arrived), rejection));
    let all = unread.chain(given_up);
    all.map(|(arrived, rejection)| KeptRejection { arrived, rejection, said: None })
}

/// Says in the log why items were refused, for the first few of a pass; the
/// others are in `pressroom status`. A filter refuses too, so it is no warning. Of those
/// whose time has not come it says nothing: their keys may tell.
fn tell_refusals(source: &Source, refusals: &[KeptRejection], waiting: &HashSet<String>) {
    let told = refusals.iter().filter(|refusal| !waiting.contains(&refusal.rejection.key));
    for KeptRejection { rejection, .. } in told.take(TOLD_REFUSALS) {
        let (key, reason) = (&rejection.key, &rejection.reason);
        tracing::info!(source = %source.name(), key, reason, "rejected");
    }
}

/// The keys of everything that a pass read.
fn keys_read(
    items: &[Arrival],
    refusals: &[KeptRejection],
    gathering: &Gathering,
) -> BTreeSet<String> {
    let gone = gathering.withdrawals.iter().map(|gone| &gone.key);
    let read = items.iter().map(|item| &item.key).chain(gone).chain(gathering.kept_out.keys());
    read.chain(refusals.iter().map(|refusal| &refusal.rejection.key)).cloned().collect()
}

/// What a source takes back, and what it keeps to itself; in a folder, that is the
/// newsroom's own word.
fn taken_back(
    source: &Source,
    withdrawals: Vec<Withdrawal>,
    kept_out: BTreeMap<String, String>,
) -> Vec<TakenBack> {
    let word = match source.kind {
        SourceKind::Folder(_) => TakenBackBy::Withdrawn,
        _ => TakenBackBy::Source,
    };
    let drafts = kept_out.into_keys();
    let drafts = drafts.map(|key| TakenBack { key, reason: None, word: TakenBackBy::Draft });
    let taken_back = withdrawals.into_iter();
    taken_back
        .map(|Withdrawal { key, reason }| TakenBack { key, reason, word })
        .chain(drafts)
        .collect()
}

/// Says in the log what is odd about the first few items of a pass; the others are in
/// `pressroom status`.
fn tell_warnings(source: &Source, warnings: &[Warning]) {
    for Warning { key, warning } in warnings.iter().take(TOLD_REFUSALS) {
        tracing::warn!(source = %source.name(), key, warning, "odd");
    }
}

/// How many refusals, and how many warnings, of one pass are told in the log.
const TOLD_REFUSALS: usize = 5;

/// What is known of a source when it is asked.
struct TakenUp {
    memory: SourceMemory,
    failures: u32,
    /// Everything that it has is to be read, known or not.
    anew: bool,
    /// See [`Before::read`].
    read: HashSet<String>,
    /// What came of judging once more what is kept.
    judged: Accepted,
}

/// What a source brought before.
pub(in crate::pipeline) struct Before {
    /// What need not be looked at again.
    pub(in crate::pipeline) known: AskedKnown,
    /// Items whose pages an earlier release read.
    pub(in crate::pipeline) read: HashSet<String>,
}

/// What a source on the web brings that is not known.
pub(in crate::pipeline) async fn from_the_web(
    source: &Source,
    visitor: &Visitor,
    memory: &SourceMemory,
    before: &Before,
) -> Result<Gathering, SourceError> {
    match &source.kind {
        SourceKind::Feed(feed) => {
            let gathering = upstream::gather(feed, &visitor.client, memory, &before.known).await?;
            Ok(match feed.full_text {
                true => {
                    let (embeds, now) = (Embeds::default(), visitor.now);
                    let judging = &source.judging;
                    let nobody = PublicMail::default();
                    let (sections, embeds, public_mail) = (None, &embeds, &nobody);
                    let context =
                        JudgeContext { judging, sections, embeds, public_mail, now, came: now };
                    let wanted = |item: &RawItem| !normalise::keeps_out(item, &context);
                    let base = judging.base_url.as_ref();
                    full_text::add(gathering, base, visitor, wanted, &before.read).await
                }
                false => gathering,
            })
        }
        SourceKind::Page(page) => listing::gather(page, visitor, memory, &before.known).await,
        SourceKind::Sitemap(map) => sitemap::gather(map, visitor, memory, &before.known).await,
        SourceKind::Folder(_) => Ok(Gathering::default()),
    }
}
