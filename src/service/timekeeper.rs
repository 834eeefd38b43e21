//! Starts each source's pass at its time, and the press when something came.
//! It reckons with the wall clock, which may jump, and waits for nobody: what asks the
//! store does so beside it. Where each source is and whose turn it is, the rota knows.

use super::announcer::Announcer;
use super::elsewhere::{Elsewhere, Seen};
use super::forecast::Forecast;
use super::forecast_teller::{self, ForecastTeller};
use super::passes::{Ended, Passes};
use super::press::Press;
use super::reload::Reconfigured;
use super::requests::Requests;
use super::roster::{Caller, Roster};
use super::unkept::Unkept;
use crate::broken_off::{BrokenOff, aside};
use crate::clock::Clock;
use crate::config::settings::Source;
use crate::health::Health;
use crate::pipeline::gather::standing::Standings;
use crate::pipeline::{Again, PassEnd, PassReport, Pipeline, PipelineError, Printing, Reach};
use crate::schedule::rota::{Place, Rota, Turn};
use crate::section::Slug;
use crate::source_memory::SourceName;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

/// The longest sleep.
const NAP: Duration = Duration::from_secs(15);

/// How often it is looked whether another program has changed the store, whether the
/// clock was set, and who is late: what is due then is not kept waiting for longer.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long after such a change it is not looked again: an import makes very many.
const REST: Duration = Duration::from_secs(2);

/// Keeps the sources' times.
pub(crate) struct Timekeeper {
    pipeline: Arc<Pipeline>,
    clock: Clock,
    teller: ForecastTeller,
    health: Health,
    announcer: Arc<dyn Announcer>,
    roster: Roster,
    rota: Rota,
    /// Where a watched folder calls.
    caller: Caller,
    calls: UnboundedReceiver<SourceName>,
    passes: Passes,
    requests: Requests,
    unkept: Unkept,
    press: Press,
    elsewhere: Elsewhere,
    /// Who was due at the start and has not been asked yet; `None` once that was told.
    unsettled: Option<HashSet<SourceName>>,
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
        let fetch = &pipeline.settings().fetch;
        let (called, calls) = mpsc::unbounded_channel();
        let caller = Caller { calls: called, health: health.clone() };
        Self {
            roster: Roster::default(),
            rota: Rota::new(fetch.concurrency, fetch.per_host),
            caller,
            calls,
            teller: ForecastTeller::of(forecast),
            pipeline,
            clock,
            health,
            announcer,
            passes: Passes::default(),
            requests: Requests::none(),
            unkept: Unkept::nothing(),
            press: Press::new(false),
            elsewhere: Elsewhere::unseen(),
            unsettled: None,
        }
    }

    /// When each source is asked next, in the order of the config.
    fn timetable(&self) -> Vec<(SourceName, Option<DateTime<Utc>>)> {
        let next = |name: &SourceName| match self.rota.place(name)? {
            Place::Planned(due) => due,
            Place::Queued(at) | Place::UnderWay(at) => Some(at),
        };
        let names = self.pipeline.settings().sources.iter().map(Source::name);
        names.map(|name| (name.clone(), next(name))).collect()
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
        let Some(caught_up) = stop.run_until_cancelled(self.catch_up()).await else {
            return Ok(());
        };
        if let Err(error) = caught_up {
            return self.serve_the_last(error, stop).await;
        }
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            self.heed_clock();
            self.start_due();
            self.unkept.start(&self.pipeline);
            self.press.start(&self.pipeline, self.clock.now(), !self.passes.is_empty());
            let of = (&self.rota, &self.press);
            self.teller.tell(self.pipeline.settings(), of, self.clock.now());
            self.tell_settled();
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(self.nap()) => {}
                _ = look.tick() => self.look_about(),
                seen = self.elsewhere.seen() => if self.changed_elsewhere(seen) {
                    look.reset_after(REST);
                },
                Some(name) = self.calls.recv() => {
                    self.rota.call(&name, Turn::Now, self.clock.now());
                }
                Some(next) = reconfigured.recv() => self.reconfigure(next),
                Some(sections) = pushed.recv() => self.press.call_for(sections),
                ended = self.passes.ended() => self.pass_ended(ended),
                () = self.requests.written() => {}
                free = self.unkept.ended() => self.ask_again(free),
                ended = self.press.ended() => self.print_ended(ended),
            }
        }
        self.passes.break_off();
        Ok(())
    }

    /// Without a store nothing is gathered and nothing printed, and readers get what was
    /// published last.
    async fn serve_the_last(
        self,
        error: PipelineError,
        stop: CancellationToken,
    ) -> Result<(), PipelineError> {
        let PipelineError::Store(lost) = &error else { return Err(error) };
        if !lost.is_lost() {
            return Err(error);
        }
        self.ready_with_the_last();
        self.announcer.settled(&self.timetable());
        stop.cancelled().await;
        Ok(())
    }

    /// An edition is served if anything was published before.
    fn ready_with_the_last(&self) {
        if self.pipeline.edition().load().documents().next().is_some() {
            self.health.ready();
        }
    }

    /// Looks who is late, and whether a command such as `correct` has changed the store.
    fn look_about(&mut self) {
        self.health.overdue(self.roster.overdue(&self.rota, self.clock.now()));
        self.requests.start(&self.pipeline);
        self.elsewhere.look(&self.pipeline);
    }

    /// Takes up what another program has done to the store; whether that may be much.
    fn changed_elsewhere(&mut self, seen: Seen) -> bool {
        let Seen { changed, requests } = seen;
        if changed {
            self.press.call_for_all();
        }
        let is_much = changed && requests.is_empty();
        let is_source = |name: &SourceName| self.roster.get(name).is_some();
        for name in self.requests.found(requests, is_source) {
            tracing::info!(source = %name, "asked now, because a command wants it");
            self.rota.call(&name, Turn::Now, self.clock.now());
        }
        self.requests.start(&self.pipeline);
        is_much
    }

    /// Takes up where the last run of the program ended.
    async fn catch_up(&mut self) -> Result<(), PipelineError> {
        let now = self.clock.now();
        let (pipeline, caller) = (self.pipeline.clone(), self.caller.clone());
        let known = aside(move || {
            let standings: Standings = pipeline.gatherer.recall()?;
            let counts = pipeline.ask(|store| store.counts(now))?;
            let roster = Roster::of(&pipeline, &standings, &caller);
            Ok::<_, PipelineError>((roster, standings, counts.values().all(|count| *count == 0)))
        });
        let (roster, standings, store_is_empty) = known.await??;
        self.teller.reconfigure(self.pipeline.settings(), &standings);
        self.roster = roster;
        self.roster.plan_all(&mut self.rota, now);
        self.unsettled = Some(self.rota.waited_for(now).cloned().collect());
        self.press = Press::new(store_is_empty);
        Ok(())
    }

    /// A clock that was set back keeps no source waiting until its old time comes again,
    /// and what is published is dated by the new one.
    fn heed_clock(&mut self) {
        let now = self.clock.now();
        let back = self.rota.set_back_by(now);
        if back > TimeDelta::zero() {
            tracing::warn!(
                seconds = back.num_seconds(),
                "the clock was set back: everything is planned anew"
            );
            self.roster.set_back(back, &mut self.rota, now);
            self.press.call_for_all();
            self.teller.forget();
        }
    }

    /// Goes by other settings from now on. What is under way ends as it began; a
    /// source that is asked otherwise now is asked once more then.
    fn reconfigure(&mut self, next: Reconfigured) {
        let Reconfigured { pipeline, standings } = next;
        let before = std::mem::replace(&mut self.pipeline, pipeline);
        let settings = self.pipeline.settings();
        self.teller.reconfigure(settings, &standings);
        self.rota.limit(settings.fetch.concurrency, settings.fetch.per_host);
        let pipelines = (&*before, &*self.pipeline);
        let rota = (&mut self.rota, self.clock.now());
        let removed = self.roster.adopt(pipelines, &standings, rota, &self.caller);
        removed.iter().for_each(|name| self.pipeline.forget(name));
        self.press.call_for_other_settings();
    }

    fn start_due(&mut self) {
        let now = self.clock.now();
        while let Some(name) = self.rota.next(now) {
            let Some(slot) = self.roster.get(&name) else {
                self.rota.remove(&name);
                self.rota.ended(&name, None, now);
                continue;
            };
            let asked = (slot.source.clone(), slot.comings());
            self.teller.forget();
            self.passes.begin(self.pipeline.clone(), asked, self.requests.begins(&name));
        }
    }

    fn pass_ended(&mut self, ended: Ended) {
        let Ended { name, requests, outcome } = ended;
        if let Some(unsettled) = &mut self.unsettled {
            unsettled.remove(&name);
        }
        let (mut due, now) = (None, self.clock.now());
        match outcome {
            Ok((source, pass)) => {
                self.announcer.gathered(&pass);
                self.requests.answer(requests, &Ok(pass.clone()));
                due = self.note_pass(&source, pass);
            }
            Err(error) => {
                let error = BrokenOff::from(error).to_string();
                self.note_broken(&name, &error, now);
                self.requests.answer(requests, &Err(error));
            }
        }
        self.requests.start(&self.pipeline);
        let slot = self.roster.get(&name);
        due = due.into_iter().chain(slot.and_then(|slot| slot.next(now))).min();
        if !self.rota.ended(&name, due, now) {
            self.pipeline.forget(&name);
        }
    }

    /// What a pass came to; returns when the source is asked again if not by its schedule.
    fn note_pass(&mut self, source: &Source, pass: PassReport) -> Option<DateTime<Utc>> {
        if let Some(slot) = self.roster.get_mut(source.name()) {
            if !matches!(pass.end, PassEnd::Waits) {
                slot.last_pass = Some(pass.began);
            }
            slot.hold = pass.hold;
        }
        self.teller.reaches(&pass.reach);
        if matches!(pass.end, PassEnd::Done { .. }) {
            self.unkept.kept(source.name());
        }
        let sections = pass.sections();
        if !sections.is_empty() {
            self.press.call_for(sections);
        }
        match pass.again? {
            Again::WhenKept => {
                self.unkept.add(source.name());
                None
            }
            Again::After(time) => {
                Some(self.clock.now() + TimeDelta::from_std(time).unwrap_or_default())
            }
        }
    }

    /// A pass reports its own failures; only a defect of ours gets here. The source is
    /// asked on as if it had run.
    fn note_broken(&mut self, name: &SourceName, error: &str, now: DateTime<Utc>) {
        tracing::error!(source = %name, error, "a pass has no outcome");
        self.pipeline.gatherer.account_broken(name, now, error);
        if let Some(slot) = self.roster.get_mut(name) {
            slot.last_pass = Some(now);
        }
    }

    /// The store takes again what these could not have kept.
    fn ask_again(&mut self, sources: BTreeSet<SourceName>) {
        for name in &sources {
            self.rota.call(name, Turn::InLine, self.clock.now());
        }
        if !sources.is_empty() {
            self.press.try_now();
        }
    }

    fn print_ended(&mut self, (ended, reach): (Result<Printing, String>, Reach)) {
        self.teller.reaches(&reach);
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
                let report = self.health.report();
                if report.store_problem.is_some() && !report.store_may_recover {
                    self.ready_with_the_last();
                }
            }
        }
    }

    /// Says once that those that were due at the start have been asked.
    fn tell_settled(&mut self) {
        if self.unsettled.as_ref().is_some_and(HashSet::is_empty) && self.press.is_at_rest() {
            self.unsettled = None;
            self.announcer.settled(&self.timetable());
        }
    }

    /// How long nothing can be due.
    fn nap(&self) -> Duration {
        let again = forecast_teller::again_after(self.roster.len());
        if let Some(again) = again.filter(|_| !self.passes.is_empty()) {
            return again;
        }
        let now = self.clock.now();
        let planned = self.rota.wakes_at();
        let planned = planned.map(|instant| (instant - now).to_std().unwrap_or_default());
        let others = [self.press.rests_for(now), self.unkept.rests_for()];
        let until = planned.into_iter().chain(others.into_iter().flatten()).min();
        until.unwrap_or(NAP).clamp(Duration::from_millis(1), NAP)
    }
}
