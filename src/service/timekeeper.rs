//! Starts each source's pass at its time, and the press when something came.
//! It reckons with the wall clock, which may jump, and never lets a source
//! overlap itself. What is due it asks the store; whose turn it is then, `queue`.

use super::Announcer;
use super::forecast::{Forecast, Instants};
use super::press::Press;
use super::queue::Queue;
use super::reload::Reconfigured;
use super::roster::Roster;
use crate::clock::Clock;
use crate::config::settings::Source;
use crate::health::Health;
use crate::pipeline::{Pass, PassEnd, Pipeline, PipelineError, Printing};
use crate::section::Slug;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

/// The longest sleep.
const NAP: Duration = Duration::from_secs(15);

/// How often it is looked whether another program has changed the store, and whether
/// the clock was set: what is due then is not kept waiting for longer.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long after such a change it is not looked again: an import makes very many.
const REST: Duration = Duration::from_secs(2);

/// Due sources that are taken from the store at one time.
const HANDFUL: usize = 1000;

/// How often the cache lifetimes are worked out anew while passes end one after
/// the other: with ten thousand sources it costs more than a pass.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// Keeps the sources' times.
pub struct Timekeeper {
    pipeline: Arc<Pipeline>,
    clock: Clock,
    forecast: Arc<Forecast>,
    health: Health,
    announcer: Arc<dyn Announcer>,
    roster: Roster,
    /// Sources that are being asked, also when they are no more in the roster.
    under_way: HashSet<SourceName>,
    /// Where a watched folder calls.
    caller: UnboundedSender<SourceName>,
    calls: UnboundedReceiver<SourceName>,
    /// What is due and waits for its turn.
    queue: Queue,
    /// When the store has something due; `None` while its plan is empty.
    earliest: Option<DateTime<Utc>>,
    passes: JoinSet<Ended>,
    press: Press,
    /// When the forecast was last told, and whether the press was idle then.
    told: Option<(Instant, bool)>,
}

/// A pass that ended, and when its source is asked next.
struct Ended {
    source: Source,
    pass: Pass,
    last_pass: Option<DateTime<Utc>>,
    next: Option<DateTime<Utc>>,
}

impl Timekeeper {
    /// A timekeeper for all sources of the pipeline's settings.
    pub(crate) fn new(
        pipeline: Arc<Pipeline>,
        clock: Clock,
        forecast: Arc<Forecast>,
        health: Health,
        announcer: Arc<dyn Announcer>,
    ) -> Self {
        let press = Press::new(clock.now(), false);
        let fetch = &pipeline.settings().fetch;
        let (caller, calls) = mpsc::unbounded_channel();
        Self {
            roster: Roster::default(),
            under_way: HashSet::new(),
            caller,
            calls,
            queue: Queue::new(fetch.concurrency, fetch.per_host),
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
        let next = |name: &SourceName| self.roster.get(name).and_then(|slot| slot.next);
        self.pipeline
            .settings()
            .sources
            .iter()
            .map(move |source| (source.name(), next(source.name())))
    }

    /// Runs until `stop` is cancelled. What comes out of `pushed` are sections in
    /// which something was pushed; out of `reconfigured`, what to go by from now on.
    ///
    /// # Errors
    /// When the store cannot be asked at the start.
    pub(crate) async fn keep_time(
        mut self,
        mut pushed: UnboundedReceiver<BTreeSet<Slug>>,
        mut reconfigured: UnboundedReceiver<Reconfigured>,
        stop: CancellationToken,
    ) -> Result<(), PipelineError> {
        self.catch_up()?;
        let mut settled = false;
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
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
                () = tokio::time::sleep(self.nap()) => {}
                _ = look.tick() => if self.look_elsewhere() {
                    look.reset_after(REST);
                },
                Some(name) = self.calls.recv() => self.start(&name),
                Some(next) = reconfigured.recv() => self.reconfigure(next),
                Some(sections) = pushed.recv() => self.press.call_for(sections),
                Some(ended) = self.passes.join_next() => self.pass_ended(ended),
                ended = self.press.ended() => self.print_ended(ended),
            }
        }
        self.passes.abort_all();
        Ok(())
    }

    /// A command such as `correct` may have changed the store meanwhile: `true` then.
    fn look_elsewhere(&mut self) -> bool {
        let changed =
            self.pipeline.ask(|store| store.changed_elsewhere()).unwrap_or_else(|error| {
                tracing::error!(%error, "cannot ask whether the store has changed");
                false
            });
        if changed {
            self.press.call_for_all();
        }
        changed
    }

    /// Takes up where the last run of the program ended.
    fn catch_up(&mut self) -> Result<(), PipelineError> {
        let now = self.clock.now();
        let standings = self.pipeline.recall()?;
        self.roster = Roster::of(&self.pipeline, &standings, now, &self.caller);
        self.replan()?;
        let counts = self.pipeline.ask(|store| store.counts(now))?;
        self.press = Press::new(now, counts.values().all(|count| *count == 0));
        Ok(())
    }

    /// Goes by other settings from now on. What is under way ends as it began; a
    /// source that is asked otherwise now is asked once more then.
    fn reconfigure(&mut self, next: Reconfigured) {
        let Reconfigured { pipeline, standings } = next;
        let before = std::mem::replace(&mut self.pipeline, pipeline);
        let settings = self.pipeline.settings();
        self.forecast.reconfigure(settings);
        self.told = None;
        self.queue.limit(settings.fetch.concurrency, settings.fetch.per_host);
        let pipelines = (&*before, &*self.pipeline);
        let moved = self.roster.adopt(pipelines, &standings, self.clock.now(), &self.caller);
        for name in moved.changed.iter().filter(|name| self.under_way.contains(*name)) {
            if let Some(slot) = self.roster.get_mut(name) {
                slot.again = true;
            }
        }
        moved.removed.iter().for_each(|name| self.pipeline.forget(name));
        if let Err(error) = self.replan() {
            tracing::error!(%error, "cannot keep when the sources are due; what is due may wait until the next start");
        }
        self.press.call_for_other_settings();
    }

    /// Makes the store's plan anew.
    fn replan(&mut self) -> Result<(), PipelineError> {
        let plan = self.roster.plan();
        self.earliest = self.pipeline.ask(|store| {
            store.replan(&plan)?;
            store.next_due()
        })?;
        Ok(())
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
            for slot in due.iter().filter_map(|name| self.roster.get(name)) {
                let source = &slot.source;
                if !self.under_way.contains(source.name()) {
                    self.queue.push(source.name(), source.kind.web_address());
                }
            }
        }
        while let Some(name) = self.queue.next() {
            if self.under_way.contains(&name) || self.roster.get(&name).is_none() {
                // It was called for meanwhile, or is no more.
                self.queue.ended(&name);
            } else {
                self.start(&name);
            }
        }
    }

    fn start(&mut self, name: &SourceName) {
        let Some(slot) = self.roster.get_mut(name) else { return };
        if !self.under_way.insert(name.clone()) {
            slot.again = true;
            return;
        }
        slot.again = false;
        let (pipeline, source) = (self.pipeline.clone(), slot.source.clone());
        let last_pass = slot.last_pass;
        self.told = None;
        self.passes.spawn(pass(pipeline, source, last_pass));
    }

    fn pass_ended(&mut self, ended: Result<Ended, tokio::task::JoinError>) {
        let Ended { source, pass, last_pass, next } = match ended {
            Ok(ended) => ended,
            Err(error) => {
                tracing::error!(%error, "a pass broke off; restart the service and report this");
                return;
            }
        };
        let name = source.name();
        self.announcer.gathered(&pass);
        self.queue.ended(name);
        self.under_way.remove(name);
        self.earliest = [self.earliest, next].into_iter().flatten().min();
        let again = match self.roster.get_mut(name) {
            Some(slot) => {
                slot.ended(&self.pipeline, &source, (last_pass, next), pass.hold);
                slot.again
            }
            None => {
                self.pipeline.forget(name);
                false
            }
        };
        if let PassEnd::Done { sections, .. } = pass.end
            && !sections.is_empty()
        {
            self.press.call_for(sections);
        }
        if again {
            self.start(name);
        }
    }

    fn print_ended(&mut self, ended: Result<Printing, String>) {
        let by_itself =
            self.pipeline.next_change_after(self.press.begun()).unwrap_or_else(|error| {
                tracing::error!(%error, "cannot ask when the next article's time comes");
                None
            });
        self.press.note(ended.is_ok(), by_itself, self.clock.now());
        match ended {
            Ok(printing) => {
                if printing.unfinished {
                    let sections = &self.pipeline.settings().sections;
                    self.press.call_for(sections.iter().map(|it| it.slug.clone()).collect());
                }
                self.health.ready();
                self.health.publish_problem(None);
                self.announcer.printed(&printing);
            }
            Err(error) => {
                tracing::error!(
                    error,
                    "cannot publish all of it; what is not on the disk is tried again"
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
        let firing = |source: &Source| {
            let slot = self.roster.get(source.name())?;
            let under_way = self.under_way.contains(source.name());
            // A source that is never asked again changes nothing.
            let next = slot.next.unwrap_or(DateTime::<Utc>::MAX_UTC);
            (!source.is_watched() && !under_way && idle).then_some(next)
        };
        let firings = self.pipeline.settings().sources.iter().map(firing);
        self.forecast
            .tell(Instants { firings: firings.collect(), by_itself: self.press.by_itself() });
    }

    /// Told so shortly ago that it is good enough: what it lacks are only later firings.
    fn forecast_is_good(&self) -> bool {
        self.roster.len() > HANDFUL && self.told.is_some_and(|(at, _)| at.elapsed() < TELL_EVERY)
    }

    /// How long nothing can be due.
    fn nap(&self) -> Duration {
        if self.roster.len() > HANDFUL && !self.passes.is_empty() {
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
    Ended { source, pass, last_pass, next }
}
