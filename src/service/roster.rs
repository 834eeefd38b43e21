//! The sources that are kept time for, and what their next pass is reckoned from. It
//! starts nothing, and does not know where each one is: the rota does.

use crate::config::settings::{Judging, Source, SourceKind};
use crate::folder_watch::{self, Comings, News, Watch};
use crate::health::{Health, Overdue};
use crate::pipeline::Pipeline;
use crate::pipeline::gather::standing::{Standing, Standings, hold_on, next_pass};
use crate::schedule::rota::{Place, Rota, Turn};
use crate::source_memory::{Hold, SourceName};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc::UnboundedSender;

/// Where a watched folder calls, and where it says that it is not watched.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) calls: UnboundedSender<SourceName>,
    pub(crate) health: Health,
}

/// A source between two passes.
pub(crate) struct Slot {
    pub(crate) source: Source,
    /// When its last pass began.
    pub(crate) last_pass: Option<DateTime<Utc>>,
    /// Why it is left alone, when it is.
    pub(crate) hold: Option<Hold>,
    /// Calls when its folder changes.
    watch: Option<Watch>,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Roster(HashMap<SourceName, Slot>);

impl Roster {
    /// The sources of a pipeline's settings, as a start of the program finds them.
    pub(crate) fn of(pipeline: &Pipeline, standings: &Standings, caller: &Caller) -> Self {
        let slots = pipeline.settings().sources.iter().map(|source| {
            let slot = Slot::new(source, standings.get(source.name()), caller);
            (source.name().clone(), slot)
        });
        Self(slots.collect())
    }

    /// Plans every source: a watched one at once, since nobody watched it until now.
    pub(crate) fn plan_all(&self, rota: &mut Rota, now: DateTime<Utc>) {
        for slot in self.0.values() {
            let due = if slot.source.is_watched() { Some(now) } else { slot.next(now) };
            slot.plan(rota, due);
        }
    }

    /// The clock was set back by so much: what was written down by it is moved along, and
    /// all that is planned is planned anew.
    pub(crate) fn set_back(&mut self, by: TimeDelta, rota: &mut Rota, now: DateTime<Utc>) {
        let moved = |instant: DateTime<Utc>| instant.checked_sub_signed(by).unwrap_or(instant);
        for slot in self.0.values_mut() {
            slot.last_pass = slot.last_pass.map(moved);
            if let Some(hold) = &mut slot.hold {
                hold.since = hold.since.map(moved);
                hold.until = hold.until.map(moved);
            }
            slot.plan(rota, slot.next(now));
        }
    }

    /// Takes over the sources of other settings. One that is what it was keeps its
    /// time; one that is asked or judged otherwise than before is asked at once,
    /// unless somebody else's machine would have to be asked for nothing new. Gives
    /// those that are no longer there.
    pub(crate) fn adopt(
        &mut self,
        (before, after): (&Pipeline, &Pipeline),
        standings: &Standings,
        (rota, now): (&mut Rota, DateTime<Utc>),
        caller: &Caller,
    ) -> Vec<SourceName> {
        let mut old = std::mem::take(&mut self.0);
        for source in &after.settings().sources {
            let name = source.name();
            let standing = standings.get(name);
            let slot = match old.remove(name) {
                None => {
                    let slot = Slot::new(source, standing, caller);
                    slot.plan(rota, slot.next(now));
                    // What is under way began under settings in which it was another one.
                    let is_asked = matches!(rota.place(name), Some(Place::UnderWay(_)));
                    if is_asked || source.is_watched() {
                        rota.call(name, Turn::InLine, now);
                    }
                    slot
                }
                Some(slot) if is_asked_alike(&slot.source, source) => {
                    let is_ours = source.kind.web_address().is_none();
                    let anew = is_ours
                        && before.gatherer.judgement(&slot.source)
                            != after.gatherer.judgement(source);
                    slot.retimed(source, rota, (anew, now))
                }
                Some(slot) => {
                    let last_pass = slot.last_pass;
                    let slot = Slot { last_pass, ..Slot::new(source, standing, caller) };
                    slot.ask_unless_held(rota, now);
                    slot
                }
            };
            self.0.insert(name.clone(), slot);
        }
        old.into_keys().inspect(|name| rota.remove(name)).collect()
    }

    pub(crate) fn get(&self, name: &SourceName) -> Option<&Slot> {
        self.0.get(name)
    }

    pub(crate) fn get_mut(&mut self, name: &SourceName) -> Option<&mut Slot> {
        self.0.get_mut(name)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The sources that are late by more than their interval.
    pub(crate) fn overdue(&self, rota: &Rota, now: DateTime<Utc>) -> Vec<Overdue> {
        let late = rota.waited_for(now).filter_map(|name| {
            let (slot, place) = (self.0.get(name)?, rota.place(name)?);
            let timetable = &slot.source.timetable;
            let (due, asked) = match place {
                Place::Planned(due) => (due?, None),
                Place::Queued(due) => (due, None),
                Place::UnderWay(since) => (timetable.next_after(since)?, Some(since)),
            };
            let interval = timetable.interval_after(due)?;
            let late = due.checked_add_signed(interval).is_some_and(|limit| limit < now);
            late.then(|| Overdue { source: name.clone(), due, asked })
        });
        let mut late: Vec<Overdue> = late.collect();
        late.sort_by(|a, b| a.source.cmp(&b.source));
        late
    }
}

impl Slot {
    fn new(source: &Source, standing: Option<&Standing>, caller: &Caller) -> Self {
        Self {
            source: source.clone(),
            last_pass: standing.and_then(|standing| standing.last_pass),
            hold: standing.and_then(|standing| hold_on(source, &standing.memory)),
            watch: watch(source, caller),
        }
    }

    /// What is seen of its folder's files, if it has a folder.
    pub(crate) fn comings(&self) -> Comings {
        self.watch.as_ref().map(|watch| watch.comings().clone()).unwrap_or_default()
    }

    /// When it is asked next; `None` when its timetable never fires again.
    pub(crate) fn next(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        next_pass(&self.source, self.last_pass, self.hold, now)
    }

    /// The same source, with what may have moved about it: its place in the file and its
    /// timetable. `anew` is one that is judged by other rules.
    fn retimed(self, source: &Source, rota: &mut Rota, (anew, now): (bool, DateTime<Utc>)) -> Self {
        let same_times =
            self.source.timetable == source.timetable && self.source.jitter == source.jitter;
        let slot = Self { source: source.clone(), ..self };
        if !same_times {
            slot.plan(rota, slot.next(now));
        }
        if anew {
            rota.call(source.name(), Turn::InLine, now);
        }
        slot
    }

    fn plan(&self, rota: &mut Rota, due: Option<DateTime<Utc>>) {
        rota.plan(self.source.name(), &host(&self.source), due);
    }

    /// Asks it as if it had never been asked.
    fn ask_unless_held(&self, rota: &mut Rota, now: DateTime<Utc>) {
        let due = next_pass(&self.source, None, self.hold, now);
        self.plan(rota, due);
        if due.is_some_and(|due| due <= now) {
            rota.call(self.source.name(), Turn::InLine, now);
        }
    }
}

/// In whose way a source's passes are: what is not on the web is in nobody's.
fn host(source: &Source) -> String {
    match source.kind.web_address().map(|address| address.url()) {
        Some(url) => {
            format!("{}:{:?}", url.host_str().unwrap_or_default(), url.port_or_known_default())
        }
        None => format!("#{}", source.name()),
    }
}

/// Whether two settings of a source ask the same of it: its place in the file and
/// when it is asked do not count.
fn is_asked_alike(before: &Source, after: &Source) -> bool {
    let Source { judging, timetable, jitter, backoff_max, .. } = before.clone();
    let judging = Judging { rank: judging.rank, ..after.judging.clone() };
    let (kind, access) = (after.kind.clone(), after.access.clone());
    let own_zone = after.own_zone;
    *before == Source { judging, own_zone, timetable, jitter, backoff_max, kind, access }
}

/// Watches a folder whose config says so.
fn watch(source: &Source, caller: &Caller) -> Option<Watch> {
    let SourceKind::Folder(folder) = &source.kind else { return None };
    let (caller, name) = (caller.clone(), source.name().clone());
    let was_lost = AtomicBool::new(false);
    let hear = move |news| match news {
        // Nobody listens any more only when the service is stopping.
        News::Changed => drop(caller.calls.send(name.clone())),
        News::Lost(reason) => {
            tracing::warn!(source = %name, reason, "gathered by its schedule alone until its folder can be watched");
            was_lost.store(true, Ordering::Relaxed);
            caller.health.source_unwatched(&name, Some(&reason));
        }
        News::Watched if was_lost.swap(false, Ordering::Relaxed) => {
            tracing::info!(source = %name, "its folder is watched again");
            caller.health.source_unwatched(&name, None);
        }
        News::Watched => {}
    };
    folder.watch.then(|| folder_watch::all_below(&folder.path, hear))
}
