//! The press of the running service: one printing at a time, in the background.
//! It knows which feeds are stale; what a printing is, the pipeline knows.

use crate::pipeline::{Pipeline, Printing};
use crate::section::Slug;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// How long the first printing waits for the first articles.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);

/// How long after a failure it is tried again.
const RETRY_AFTER: TimeDelta = TimeDelta::seconds(15);

/// How often what is no longer wanted is removed from the store.
const RETAIN_EVERY: TimeDelta = TimeDelta::hours(1);

/// What is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stale {
    Sections(BTreeSet<Slug>),
    All,
    /// Everything, under other settings than before: a feed may lose most of its
    /// items, because that is meant.
    Reconfigured,
}

/// One printing at a time.
pub(crate) struct Press {
    stale: Stale,
    /// What the printing under way prints: stale again when it fails.
    in_hand: Stale,
    running: Option<JoinHandle<Result<Printing, String>>>,
    /// When the last printing began.
    begun: DateTime<Utc>,
    /// The next change of a feed that no source brings about.
    by_itself: Option<DateTime<Utc>>,
    not_before: Option<DateTime<Utc>>,
    /// The last printing failed.
    failed: bool,
    retain_at: DateTime<Utc>,
}

impl Press {
    /// Everything is stale at the start. With nothing in the store yet, an empty
    /// feed is not put out while the first articles are on their way.
    pub(crate) fn new(now: DateTime<Utc>, store_is_empty: bool) -> Self {
        Self {
            stale: Stale::All,
            in_hand: Stale::Sections(BTreeSet::new()),
            running: None,
            begun: now,
            by_itself: None,
            not_before: store_is_empty.then(|| now + FIRST_WAIT),
            failed: false,
            retain_at: now,
        }
    }

    /// These sections are to be printed.
    pub(crate) fn call_for(&mut self, sections: BTreeSet<Slug>) {
        self.merge(Stale::Sections(sections));
    }

    /// Everything is to be printed.
    pub(crate) fn call_for_all(&mut self) {
        self.merge(Stale::All);
    }

    /// Everything is to be printed by other settings than before.
    pub(crate) fn call_for_other_settings(&mut self) {
        self.merge(Stale::Reconfigured);
    }

    /// Nothing is being printed, and nothing waits to be.
    pub(crate) fn is_idle(&self) -> bool {
        self.running.is_none() && self.stale == Stale::Sections(BTreeSet::new())
    }

    /// The next change of a feed that no source brings about.
    pub(crate) fn by_itself(&self) -> Option<DateTime<Utc>> {
        self.by_itself
    }

    /// When the last printing began. What changed by itself after this instant may not
    /// be in it, however long it took.
    pub(crate) fn begun(&self) -> DateTime<Utc> {
        self.begun
    }

    /// When it has something to do without being called.
    pub(crate) fn wakes_at(&self) -> impl Iterator<Item = DateTime<Utc>> {
        [self.by_itself, self.not_before].into_iter().flatten()
    }

    /// Begins a printing when something is stale and nothing is in the way.
    /// `passes_under_way` holds the first one back until its wait is over.
    pub(crate) fn start(
        &mut self,
        pipeline: &Arc<Pipeline>,
        now: DateTime<Utc>,
        passes_under_way: bool,
    ) {
        if self.by_itself.is_some_and(|instant| instant <= now) {
            self.by_itself = None;
            self.merge(Stale::All);
        }
        let early = self.not_before.is_some_and(|until| now < until);
        let waits = early && (passes_under_way || self.failed);
        if self.running.is_some() || self.is_idle() || waits {
            return;
        }
        self.not_before = None;
        self.begun = now;
        if self.retain_at <= now {
            self.retain_at = now + RETAIN_EVERY;
            self.merge(Stale::All);
        }
        self.in_hand = std::mem::replace(&mut self.stale, Stale::Sections(BTreeSet::new()));
        let (pipeline, job) = (pipeline.clone(), self.in_hand.clone());
        self.running = Some(tokio::task::spawn_blocking(move || print(&pipeline, &job)));
    }

    /// Waits for the end of the printing under way; for ever when there is none.
    pub(crate) async fn ended(&mut self) -> Result<Printing, String> {
        let Some(running) = &mut self.running else { return std::future::pending().await };
        let ended = running.await.unwrap_or_else(|broken| Err(broken.to_string()));
        self.running = None;
        ended
    }

    /// Notes how the last printing ended.
    pub(crate) fn note(
        &mut self,
        went_well: bool,
        by_itself: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) {
        self.by_itself = by_itself;
        self.failed = !went_well;
        if self.failed {
            let in_hand = self.in_hand.clone();
            self.merge(in_hand);
            self.not_before = Some(now + RETRY_AFTER);
        }
    }

    fn merge(&mut self, more: Stale) {
        match (&mut self.stale, more) {
            (Stale::Sections(known), Stale::Sections(more)) => known.extend(more),
            (stale, more) if *stale == Stale::Reconfigured || more == Stale::Reconfigured => {
                *stale = Stale::Reconfigured;
            }
            (stale, _) => *stale = Stale::All,
        }
    }
}

fn print(pipeline: &Pipeline, job: &Stale) -> Result<Printing, String> {
    let printing = match job {
        Stale::Sections(sections) => {
            pipeline.publish(sections).and_then(|feeds| Ok(feeds.and(pipeline.publish_pages()?)))
        }
        Stale::All | Stale::Reconfigured => {
            let removed = pipeline.retain().map_err(|error| error.to_string())?;
            if removed > 0 {
                tracing::info!(articles = removed, "removed what is no longer to be kept");
            }
            pipeline.publish_all(removed > 0 || *job == Stale::Reconfigured)
        }
    };
    printing.map_err(|error| error.to_string())
}
