//! Starts each source's pass at its time, and the press when something came.
//! It reckons with the wall clock, which may jump, and never lets a source
//! overlap itself. What is due it asks the store; whose turn it is then, `queue`.

use super::Announcer;
use super::forecast::{Forecast, Instants};
use super::press::Press;
use super::queue::Queue;
use crate::clock::Clock;
use crate::config::settings::Source;
use crate::health::Health;
use crate::pipeline::standing::{hold_on, next_pass};
use crate::pipeline::{self, Pass, PassEnd, Pipeline, PipelineError, Printing, Watch};
use crate::section::Slug;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The longest sleep: a clock that was set forward is noticed within this time.
const NAP: Duration = Duration::from_secs(15);

/// Due sources that are taken from the store at one time.
const HANDFUL: usize = 1000;

/// How often the cache lifetimes are worked out anew while passes end one after
/// the other: with ten thousand sources it costs more than a pass.
const TELL_EVERY: Duration = Duration::from_millis(250);

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

/// Keeps the sources' times.
pub struct Timekeeper {
    pipeline: Arc<Pipeline>,
    clock: Clock,
    forecast: Arc<Forecast>,
    health: Health,
    announcer: Arc<dyn Announcer>,
    slots: Vec<Slot>,
    by_name: HashMap<SourceName, usize>,
    /// What is due and waits for its turn.
    queue: Queue,
    /// When the store has something due; `None` while its plan is empty.
    earliest: Option<DateTime<Utc>>,
    passes: JoinSet<(usize, Ended)>,
    press: Press,
    /// When the forecast was last told, and whether the press was idle then.
    told: Option<(Instant, bool)>,
}

/// A pass that ended, and when its source is asked next.
struct Ended {
    pass: Pass,
    last_pass: Option<DateTime<Utc>>,
    next: Option<DateTime<Utc>>,
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
        let settings = pipeline.settings();
        let slots = settings.sources.iter().map(|source| Slot {
            source: source.clone(),
            last_pass: None,
            next: None,
            running: false,
            again: false,
        });
        let names = settings.sources.iter().map(|source| source.name.clone());
        Self {
            slots: slots.collect(),
            by_name: names.zip(0..).collect(),
            queue: Queue::new(settings.fetch.concurrency, settings.fetch.per_host),
            earliest: None,
            told: None,
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

    /// Runs until `stop` is cancelled. What comes out of `pushed` are sections in
    /// which something was pushed.
    ///
    /// # Errors
    /// When the store cannot be asked at the start.
    pub(crate) async fn keep_time(
        mut self,
        mut pushed: mpsc::UnboundedReceiver<BTreeSet<Slug>>,
        stop: CancellationToken,
    ) -> Result<(), PipelineError> {
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
                Some(sections) = pushed.recv() => self.press.call_for(sections),
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
        let standings = self.pipeline.recall()?;
        for slot in &mut self.slots {
            let standing = standings.get(&slot.source.name);
            slot.last_pass = standing.and_then(|standing| standing.last_pass);
            let hold = standing.and_then(|standing| hold_on(&slot.source, &standing.memory));
            slot.next = next_pass(&slot.source, slot.last_pass, hold, now);
            if slot.source.is_watched() {
                // Nobody watched while the program was down.
                slot.next = Some(now);
            }
        }
        let plan: Vec<_> =
            self.slots.iter().map(|slot| (slot.source.name.clone(), slot.next)).collect();
        let counts = self.pipeline.ask(|store| {
            store.replan(&plan)?;
            self.earliest = store.next_due()?;
            store.counts(now)
        })?;
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
        while self.earliest.is_some_and(|earliest| earliest <= now) {
            let taken = self.pipeline.ask(|store| {
                let due = store.take_due(now, HANDFUL)?;
                Ok((due, store.next_due()?))
            });
            let Ok((due, earliest)) = taken.inspect_err(|error| {
                tracing::error!(%error, "cannot ask which sources are due; it is tried again");
            }) else {
                break;
            };
            self.earliest = earliest;
            for index in due.iter().filter_map(|name| self.by_name.get(name)) {
                let slot = &self.slots[*index];
                if !slot.running {
                    self.queue.push(*index, slot.source.kind.web_address());
                }
            }
        }
        while let Some(index) = self.queue.next() {
            if self.slots[index].running {
                // It was called for meanwhile.
                self.queue.ended(index);
            } else {
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
        let last_pass = slot.last_pass;
        self.told = None;
        self.passes.spawn(async move { (index, pass(pipeline, source, last_pass).await) });
    }

    fn pass_ended(&mut self, ended: Result<(usize, Ended), tokio::task::JoinError>) {
        let (index, Ended { pass, last_pass, next }) = match ended {
            Ok(ended) => ended,
            Err(error) => {
                tracing::error!(%error, "a pass broke off; restart the service and report this");
                return;
            }
        };
        self.announcer.gathered(&pass);
        self.queue.ended(index);
        let slot = &mut self.slots[index];
        slot.running = false;
        slot.last_pass = last_pass;
        slot.next = next;
        let again = slot.again;
        self.earliest = [self.earliest, next].into_iter().flatten().min();
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
    fn tell_forecast(&mut self) {
        let idle = self.press.is_idle();
        if self.forecast_is_good() && self.told.is_some_and(|(_, was_idle)| was_idle == idle) {
            return;
        }
        self.told = Some((Instant::now(), idle));
        let firings = self.slots.iter().map(|slot| {
            let watched = slot.source.is_watched();
            // A source that is never asked again changes nothing.
            let next = slot.next.unwrap_or(DateTime::<Utc>::MAX_UTC);
            (!watched && !slot.running && idle).then_some(next)
        });
        self.forecast
            .tell(Instants { firings: firings.collect(), by_itself: self.press.by_itself() });
    }

    /// Told so shortly ago that it is good enough: what it lacks are only later firings.
    fn forecast_is_good(&self) -> bool {
        self.slots.len() > HANDFUL && self.told.is_some_and(|(at, _)| at.elapsed() < TELL_EVERY)
    }

    /// How long nothing can be due.
    fn nap(&self) -> Duration {
        if self.slots.len() > HANDFUL && !self.passes.is_empty() {
            return TELL_EVERY;
        }
        let now = self.clock.now();
        let earliest = self.earliest.into_iter().chain(self.press.wakes_at()).min();
        let until = earliest.and_then(|instant| (instant - now).to_std().ok());
        until.unwrap_or(NAP).clamp(Duration::from_millis(1), NAP)
    }
}

/// One pass, and the plan for the next.
async fn pass(pipeline: Arc<Pipeline>, source: Source, last_pass: Option<DateTime<Utc>>) -> Ended {
    let pass = pipeline.gather(&source).await;
    let last_pass = match pass.end {
        PassEnd::Waits => last_pass,
        _ => Some(pass.began),
    };
    let next = pipeline.plan(&source, last_pass, pass.hold).await;
    Ended { pass, last_pass, next }
}
