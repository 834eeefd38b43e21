//! Sources whose pass came to nothing because the store could not take it: locked by
//! another program, or its disk full. The store is tried now and then, and as soon as it
//! can be written they are asked again. It asks nobody itself.

use super::job::Job;
use crate::pipeline::Pipeline;
use crate::source_memory::SourceName;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The first wait; it doubles while what is tried fails.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// Who waits for the store.
pub(crate) struct Unkept {
    waiting: BTreeSet<SourceName>,
    trial: Job<bool>,
    wait: Duration,
    not_before: Instant,
}

impl Unkept {
    pub(crate) fn nothing() -> Self {
        Self {
            waiting: BTreeSet::new(),
            trial: Job::idle(),
            wait: FIRST_WAIT,
            not_before: Instant::now(),
        }
    }

    /// What this source brought could not be kept.
    pub(crate) fn add(&mut self, name: &SourceName) {
        if self.waiting.is_empty() {
            self.not_before = Instant::now() + self.wait;
        }
        self.waiting.insert(name.clone());
    }

    /// What this source brought is kept.
    pub(crate) fn kept(&mut self, name: &SourceName) {
        self.waiting.remove(name);
        self.wait = FIRST_WAIT;
    }

    /// How long nothing is to be tried; `None` while nobody waits.
    pub(crate) fn rests_for(&self) -> Option<Duration> {
        let waits = !self.waiting.is_empty() && self.trial.is_idle();
        waits.then(|| self.not_before.saturating_duration_since(Instant::now()))
    }

    /// Tries the store when it is time to.
    pub(crate) fn start(&mut self, pipeline: &Arc<Pipeline>) {
        if self.rests_for() != Some(Duration::ZERO) {
            return;
        }
        let pipeline = pipeline.clone();
        self.trial.start(move || pipeline.ask(|store| store.try_to_write()).is_ok());
    }

    /// Waits for the end of a trial; for ever when there is none. Those who may be asked
    /// again now: a small thing went into the store, which need not be so for what they
    /// bring, so the next trial waits longer.
    pub(crate) async fn ended(&mut self) -> BTreeSet<SourceName> {
        let went_well = self.trial.ended().await.unwrap_or(false);
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        self.not_before = Instant::now() + self.wait;
        if went_well { std::mem::take(&mut self.waiting) } else { BTreeSet::new() }
    }
}
