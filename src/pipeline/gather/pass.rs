//! One pass over one source: ask it, make articles of what is new, keep them.
//! It publishes nothing; it says which sections have changed.

use crate::broken_off::{BrokenOff, blocking};
use crate::config::settings::{Source, SourceKind};
use crate::fetch::FetchError;
use crate::folder_watch::Comings;
use crate::pipeline::gather::asking::{Before, from_the_web};
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::gather::moved::told_of_move;
use crate::pipeline::gather::rejudging::read_by;
use crate::pipeline::gather::report::{Again, PassEnd, PassError, PassReport};
use crate::pipeline::retention::kept_since;
use crate::raw_item::Warning;
use crate::schedule::backoff::CIRCUIT_OPENS_AT;
use crate::source_memory::{Hold, HoldReason, SourceMemory};
use crate::sources::{AskedKnown, SourceError, Visitor, folder};
use crate::store::{Accepted, Reach, Standing, StoreError};
use crate::time_budget::TimeBudget;
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;
use tokio_util::task::AbortOnDropHandle;

impl Gatherer {
    /// Makes one pass over a source. A failure is part of the answer: it is kept
    /// in the store, logged and counted, and costs nothing that was there before.
    pub async fn gather(self: &Arc<Self>, source: &Source) -> PassReport {
        self.gather_whole(source, Comings::default()).await
    }

    /// As [`Self::gather`], for somebody who asks again when something was about to
    /// change, and who sees the files of a folder come and go.
    pub async fn gather_whole(self: &Arc<Self>, source: &Source, comings: Comings) -> PassReport {
        let began = self.clock.now();
        let stopwatch = Instant::now();
        self.health.source_begun(source.name(), began);
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
            // Whatever is wrong with the store is told by the pass itself.
            reach: blocking(self, |gatherer| gatherer.new_reach())
                .await
                .map_or_else(|_| Reach::new(), Result::unwrap_or_default),
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
        let (gatherer, source) = (self.clone(), source.clone());
        let pass = tokio::spawn(async move {
            let mut judged = Accepted::default();
            let ended = gatherer.pass(&source, began, comings, &mut judged).await;
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
        let noted = blocking(self, move |gatherer| gatherer.pass_failed(&source, began, &error));
        noted.await.unwrap_or((PassEnd::Failed { error: said }, None))
    }

    /// What became known of the reach of sources since this was last asked: in a pass, and in a
    /// printing, where what waited becomes one story with others.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn new_reach(&self) -> Result<Reach, StoreError> {
        let seen = self.reach_seen.load(Ordering::Relaxed);
        let (reach, last) = self.store.ask(|store| store.reach_since(seen))?;
        self.reach_seen.fetch_max(last, Ordering::Relaxed);
        Ok(reach)
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
            blocking(self, move |gatherer| gatherer.take_up(&asked, began)).await??;
        again.add(judged);
        let time = TimeBudget::of(self.settings.fetch.pass_max);
        let moved_before = memory.moved_to.clone();
        let before = Before { known: self.known_of(source, anew), read };
        let mut gathering = match &source.kind {
            SourceKind::Feed(_) | SourceKind::Page(_) | SourceKind::Sitemap(_) => {
                let (client, robots) = (self.client.of_source(source), self.robots.clone());
                let visitor = Visitor { client, robots, now: began, time, list: None };
                let mut gathering = from_the_web(source, &visitor, &memory, &before).await?;
                if let Some(covered) = gathering.covered.take().filter(|_| !time.is_over()) {
                    let gone = self.taken_down(source, covered, &visitor).await?;
                    gathering.withdrawals.extend(gone);
                }
                gathering
            }
            SourceKind::Folder(folder) => {
                let (folder, base) = (folder.clone(), folder::Base::of(&source.judging));
                let (zone, known) = (self.settings.site.timezone, before.known.ask().await?);
                let gather =
                    move || folder::gather_whole(&folder, base.as_ref(), zone, &known, &comings);
                blocking(self, move |_| gather()).await??
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
        let moved = told_of_move(source, &gathering.memory);
        if let Some(Warning { warning, .. }) = &moved
            && moved_before != gathering.memory.moved_to
        {
            tracing::warn!(source = %source.name(), warning, "odd");
        }
        let time = match &source.kind {
            SourceKind::Feed(feed) if !feed.full_text => time,
            // Of pages there are a few, which are noted as read; own files are read to
            // their end.
            _ => TimeBudget::default(),
        };
        let (source, offer) = (source.clone(), gathering.offer.take());
        let keep = move |gatherer: &Self| {
            if let Some(offer) = offer {
                gatherer.take_up_offer(&source, offer.as_ref());
            }
            gatherer.keep(&source, began, gathering, time)
        };
        let mut done = blocking(self, keep).await??;
        if let PassEnd::Done { warnings, .. } = &mut done {
            warnings.extend(moved);
        }
        Ok((done, hold))
    }

    /// What is known of a source before it is asked. What it has is judged once more where
    /// the settings are others; only what they say about how it is read needs it to be
    /// read again.
    fn take_up(&self, source: &Source, began: DateTime<Utc>) -> Result<TakenUp, StoreError> {
        let Standing { mut memory, failures, last_pass, .. } =
            self.store.ask(|store| store.standing(source.name()))?;
        let since = kept_since(&self.settings, began);
        if self.store.ask(|store| store.readmit(source.name(), since))? > 0 {
            memory.read_again();
        }
        let of_earlier_release = memory.judged.is_none() && last_pass.is_some();
        let others = memory.judged.as_ref() != Some(&self.judgement(source));
        let judged = self.judge_again(&source.judging, &mut memory, began)?;
        let read_otherwise = memory.begin_rereading(read_by(source));
        let (files_again, feed, full_text) = match &source.kind {
            SourceKind::Folder(_) => (others, false, false),
            SourceKind::Feed(feed) => (false, !feed.full_text, feed.full_text),
            SourceKind::Page(_) | SourceKind::Sitemap(_) => (false, false, false),
        };
        let read = match of_earlier_release && full_text {
            true => self.store.ask(|store| store.keys(source.name()))?,
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
        let (gatherer, name) = (self.clone(), source.name().clone());
        AskedKnown::of(move || {
            let (gatherer, name) = (gatherer.clone(), name.clone());
            Box::pin(async move {
                let known = move |gatherer: &Self| gatherer.store.ask(|store| store.known(&name));
                let known = blocking(&gatherer, known)
                    .await
                    .map_err(|cut| SourceError::Kept(Box::new(cut)))?;
                known.map(Arc::new).map_err(|error| SourceError::Kept(Box::new(error)))
            })
        })
    }

    fn pass_failed(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        error: &PassError,
    ) -> (PassEnd, Option<Hold>) {
        let cause = match error {
            PassError::Source(SourceError::Fetch(FetchError::Held { until, .. })) => {
                let hold = Hold::of(self.clock.now(), Some(*until), HoldReason::Busy);
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
}

fn is_of_store(error: &PassError) -> bool {
    matches!(error, PassError::Store(_) | PassError::Source(SourceError::Kept(_)))
}

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
