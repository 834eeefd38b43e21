//! The press of the running service: one printing at a time, in the background.
//! It knows which feeds are stale; what a printing is, the pipeline knows.

use super::job::Job;
use crate::pipeline::{Pipeline, Printing, Reach};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long the first printing waits for the first articles.
const FIRST_WAIT: Duration = Duration::from_secs(30);

/// How long after a failure it is tried again: soon, since a text may wait to be taken off
/// the disk; then twice as long each time, up to the longest.
const RETRY_FIRST: Duration = Duration::from_secs(1);
const RETRY_LAST: Duration = Duration::from_secs(15);

/// How often what is no longer wanted is removed from the store.
const RETAIN_EVERY: Duration = Duration::from_secs(60 * 60);

/// What is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stale {
    Sections(BTreeSet<Slug>),
    All,
    /// Everything, under other settings than before: a feed may lose most of its
    /// items, because that is meant.
    Reconfigured,
}

/// A printing, the next change of a feed after it that no source brings about, and the sections
/// that sources came to reach in it.
struct Printed {
    printing: Result<Printing, String>,
    by_itself: Result<Option<DateTime<Utc>>, String>,
    reach: Reach,
}

/// One printing at a time. Its waits are not reckoned by the wall clock, which may be set.
pub(crate) struct Press {
    stale: Stale,
    /// What the printing under way prints: stale again when it fails.
    in_hand: Stale,
    running: Job<Printed>,
    /// The next change of a feed that no source brings about.
    by_itself: Option<DateTime<Utc>>,
    not_before: Option<Instant>,
    /// The last printing failed.
    failed: bool,
    /// How long is waited after the next one that fails.
    retry_after: Duration,
    retained: Option<Instant>,
}

impl Press {
    /// Everything is stale at the start. With nothing in the store yet, an empty
    /// feed is not put out while the first articles are on their way.
    pub(crate) fn new(store_is_empty: bool) -> Self {
        Self {
            stale: Stale::All,
            in_hand: Stale::Sections(BTreeSet::new()),
            running: Job::idle(),
            by_itself: None,
            not_before: store_is_empty.then(|| Instant::now() + FIRST_WAIT),
            failed: false,
            retry_after: RETRY_FIRST,
            retained: None,
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
        self.running.is_idle() && self.stale == Stale::Sections(BTreeSet::new())
    }

    /// Nothing is being printed, and nothing waits to be but what just failed.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.is_idle() || (self.running.is_idle() && self.failed)
    }

    /// The next change of a feed that no source brings about.
    pub(crate) fn by_itself(&self) -> Option<DateTime<Utc>> {
        self.by_itself
    }

    /// A printing that failed may be tried again at once.
    pub(crate) fn try_now(&mut self) {
        if self.failed {
            self.not_before = None;
        }
    }

    /// How long it has nothing to do without being called; `None` when nothing is foretold.
    pub(crate) fn rests_for(&self, now: DateTime<Utc>) -> Option<Duration> {
        let by_itself = self.by_itself.map(|instant| (instant - now).to_std().unwrap_or_default());
        let held = self.not_before.map(|until| until.saturating_duration_since(Instant::now()));
        by_itself.into_iter().chain(held).min()
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
        let early = self.not_before.is_some_and(|until| Instant::now() < until);
        let waits = early && (passes_under_way || self.failed);
        if !self.running.is_idle() || self.is_idle() || waits {
            return;
        }
        self.not_before = None;
        if self.retained.is_none_or(|last| last.elapsed() >= RETAIN_EVERY) {
            self.retained = Some(Instant::now());
            self.merge(Stale::All);
        }
        self.in_hand = std::mem::replace(&mut self.stale, Stale::Sections(BTreeSet::new()));
        let (pipeline, job) = (pipeline.clone(), self.in_hand.clone());
        self.running.start(move || print(&pipeline, &job, now));
    }

    /// Waits for the end of the printing under way; for ever when there is none. One that
    /// failed is tried again after a while. Gives the sections that sources came to reach in it, too.
    pub(crate) async fn ended(&mut self) -> (Result<Printing, String>, Reach) {
        let broken =
            |why: String| Printed { printing: Err(why), by_itself: Ok(None), reach: Reach::new() };
        let ended = self.running.ended().await;
        let Printed { printing, by_itself, reach } =
            ended.unwrap_or_else(|why| broken(why.to_string()));
        self.failed = printing.is_err() || by_itself.is_err();
        if self.failed {
            let in_hand = self.in_hand.clone();
            self.merge(in_hand);
            self.not_before = Some(Instant::now() + self.retry_after);
            self.retry_after = (self.retry_after * 2).min(RETRY_LAST);
        } else {
            self.retry_after = RETRY_FIRST;
        }
        self.by_itself = by_itself.unwrap_or_else(|error| {
            tracing::error!(
                error,
                "cannot ask when the next article's time comes; it is tried again"
            );
            None
        });
        (printing, reach)
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

/// Prints, and asks what changes next. What changed by itself after the printing began may
/// not be in it, however long it took.
fn print(pipeline: &Pipeline, job: &Stale, begun: DateTime<Utc>) -> Printed {
    let printing = printed(pipeline, job);
    let by_itself = pipeline.printer.next_change_after(begun).map_err(|error| error.to_string());
    // Where the store cannot be asked, the next pass brings it.
    let reach = pipeline.gatherer.new_reach().unwrap_or_default();
    Printed { printing, by_itself, reach }
}

fn printed(pipeline: &Pipeline, job: &Stale) -> Result<Printing, String> {
    let printing = match job {
        Stale::Sections(sections) => pipeline
            .printer
            .publish(sections)
            .and_then(|feeds| Ok(feeds.and(pipeline.printer.publish_pages()?))),
        Stale::All | Stale::Reconfigured => {
            let removed = pipeline.printer.retain().map_err(|error| error.to_string())?;
            if removed > 0 {
                tracing::info!(articles = removed, "removed what is no longer to be kept");
            }
            pipeline.publish_all(removed > 0 || *job == Stale::Reconfigured)
        }
    };
    printing.map_err(|error| error.to_string())
}
