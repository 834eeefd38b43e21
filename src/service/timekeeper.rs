//! Starts each source's pass at its time, and the press when something came.
//! It reckons with the wall clock, which may jump, and never lets a source
//! overlap itself.

use super::Announcer;
use super::forecast::{Forecast, Instants};
use super::press::Press;
use crate::clock::Clock;
use crate::config::settings::Source;
use crate::health::Health;
use crate::pipeline::{self, Pass, PassEnd, Pipeline, PipelineError, Printing, Watch};
use crate::schedule::Duty;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The longest sleep: a clock that was set forward is noticed within this time.
const NAP: Duration = Duration::from_secs(15);

/// The state of each source between two passes.
struct Slot {
    source: Source,
    /// When its last pass began.
    last_pass: Option<DateTime<Utc>>,
    /// When it is asked next; `None` when its timetable never fires again.
    next: Option<DateTime<Utc>>,
    /// A pass is under way.
    running: bool,
    /// It was called for while a pass was under way: once more, then.
    again: bool,
}

impl Slot {
    /// Works out when it is asked next.
    fn plan(&mut self, now: DateTime<Utc>) {
        let duty = Duty {
            name: &self.source.name,
            timetable: &self.source.timetable,
            jitter: self.source.jitter,
            last_pass: self.last_pass,
        };
        self.next = duty.next_firing(now);
    }
}

/// Keeps the sources' times.
pub struct Timekeeper {
    pipeline: Arc<Pipeline>,
    clock: Clock,
    forecast: Arc<Forecast>,
    health: Health,
    announcer: Arc<dyn Announcer>,
    slots: Vec<Slot>,
    passes: JoinSet<(usize, Pass)>,
    press: Press,
}

impl Timekeeper {
    /// A timekeeper over all sources of the pipeline's settings.
    pub(crate) fn new(
        pipeline: Arc<Pipeline>,
        clock: Clock,
        forecast: Arc<Forecast>,
        health: Health,
        announcer: Arc<dyn Announcer>,
    ) -> Self {
        let press = Press::new(clock.now(), false);
        let slots = pipeline.settings().sources.iter().map(|source| Slot {
            source: source.clone(),
            last_pass: None,
            next: None,
            running: false,
            again: false,
        });
        Self {
            slots: slots.collect(),
            pipeline,
            clock,
            forecast,
            health,
            announcer,
            passes: JoinSet::new(),
            press,
        }
    }

    /// When each source is asked next, in the order of the config.
    pub fn timetable(&self) -> impl Iterator<Item = (&SourceName, Option<DateTime<Utc>>)> {
        self.slots.iter().map(|slot| (&slot.source.name, slot.next))
    }

    /// Runs until `stop` is cancelled.
    ///
    /// # Errors
    /// When the store cannot be asked at the start.
    pub(crate) async fn keep_time(mut self, stop: CancellationToken) -> Result<(), PipelineError> {
        self.catch_up()?;
        let (caller, mut calls) = mpsc::unbounded_channel();
        let _watches = self.watch(&caller);
        let mut settled = false;
        loop {
            self.start_due();
            self.press.start(&self.pipeline, self.clock.now(), !self.passes.is_empty());
            self.tell_forecast();
            if !settled && self.passes.is_empty() && self.press.is_idle() {
                settled = true;
                self.announcer.settled(&self);
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(self.nap()) => self.look_elsewhere(),
                Some(slot) = calls.recv() => self.start(slot),
                Some(ended) = self.passes.join_next() => self.pass_ended(ended),
                ended = self.press.ended() => self.print_ended(ended),
            }
        }
        self.passes.abort_all();
        Ok(())
    }

    /// A command such as `separate` may have changed the store meanwhile.
    fn look_elsewhere(&mut self) {
        match self.pipeline.ask(|store| store.changed_elsewhere()) {
            Ok(true) => self.press.call_for_all(),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "cannot ask whether the store has changed"),
        }
    }

    /// Takes up where the last run of the program ended.
    fn catch_up(&mut self) -> Result<(), PipelineError> {
        let now = self.clock.now();
        let (last_passes, counts) =
            self.pipeline.ask(|store| Ok((store.last_passes()?, store.counts(now)?)))?;
        for slot in &mut self.slots {
            slot.last_pass = last_passes.get(&slot.source.name).copied();
            slot.plan(now);
            if slot.source.is_watched() {
                // Nobody watched while the program was down.
                slot.next = Some(now);
            }
        }
        self.press = Press::new(now, counts.values().all(|count| *count == 0));
        Ok(())
    }

    /// Watches the folders whose config says so; a call is the slot's index.
    fn watch(&self, caller: &mpsc::UnboundedSender<usize>) -> Vec<Watch> {
        let watches = self.slots.iter().enumerate().filter_map(|(index, slot)| {
            let caller = caller.clone();
            // Nobody listens any more only when the service is stopping.
            let call = move || {
                let _ = caller.send(index);
            };
            pipeline::watch(&slot.source, call).unwrap_or_else(|error| {
                tracing::warn!(source = %slot.source.name, %error, "gathered by its schedule alone");
                None
            })
        });
        watches.collect()
    }

    fn start_due(&mut self) {
        let now = self.clock.now();
        for index in 0..self.slots.len() {
            let slot = &self.slots[index];
            if !slot.running && slot.next.is_some_and(|next| next <= now) {
                self.start(index);
            }
        }
    }

    fn start(&mut self, index: usize) {
        let slot = &mut self.slots[index];
        if slot.running {
            slot.again = true;
            return;
        }
        slot.running = true;
        slot.again = false;
        let (pipeline, source) = (self.pipeline.clone(), slot.source.clone());
        self.passes.spawn(async move { (index, pipeline.gather(&source).await) });
    }

    fn pass_ended(&mut self, ended: Result<(usize, Pass), tokio::task::JoinError>) {
        let (index, pass) = match ended {
            Ok(ended) => ended,
            Err(error) => {
                tracing::error!(%error, "a pass broke off; restart the service and report this");
                return;
            }
        };
        self.announcer.gathered(&pass);
        let slot = &mut self.slots[index];
        slot.running = false;
        slot.last_pass = Some(pass.began);
        slot.plan(self.clock.now());
        let again = slot.again;
        if let PassEnd::Done { sections, .. } = pass.end
            && !sections.is_empty()
        {
            self.press.call_for(sections);
        }
        if again {
            self.start(index);
        }
    }

    fn print_ended(&mut self, ended: Result<Printing, String>) {
        let by_itself = self.pipeline.next_change().unwrap_or_else(|error| {
            tracing::error!(%error, "cannot ask when the next article's time comes");
            None
        });
        self.press.note(ended.is_ok(), by_itself, self.clock.now());
        match ended {
            Ok(printing) => {
                self.health.ready();
                self.health.publish_problem(None);
                self.announcer.printed(&printing);
            }
            Err(error) => {
                tracing::error!(
                    error,
                    "cannot publish; the feeds stay as they were, and it is tried again"
                );
                self.health.publish_problem(Some(&error));
            }
        }
    }

    /// What the cache lifetimes are made of.
    fn tell_forecast(&self) {
        let firings = self.slots.iter().map(|slot| {
            let watched = slot.source.is_watched();
            slot.next.filter(|_| !watched && !slot.running && self.press.is_idle())
        });
        self.forecast
            .tell(Instants { firings: firings.collect(), by_itself: self.press.by_itself() });
    }

    /// How long nothing can be due.
    fn nap(&self) -> Duration {
        let now = self.clock.now();
        let firings = self.slots.iter().filter(|slot| !slot.running).filter_map(|slot| slot.next);
        let earliest = firings.chain(self.press.wakes_at()).min();
        let until = earliest.and_then(|instant| (instant - now).to_std().ok());
        until.unwrap_or(NAP).clamp(Duration::from_millis(1), NAP)
    }
}
