//! The sources that are kept time for, and how each stands between two passes. It
//! starts nothing: the timekeeper does.

use crate::config::settings::{Judging, Source};
use crate::pipeline::gather::standing::{Standing, Standings, hold_on, next_pass};
use crate::pipeline::{self, Pipeline, Watch};
use crate::source_memory::{Hold, SourceName};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use tokio::sync::mpsc::UnboundedSender;

/// The state of a source between two passes.
pub(crate) struct Slot {
    pub(crate) source: Source,
    /// When its last pass began.
    pub(crate) last_pass: Option<DateTime<Utc>>,
    /// When it is asked next; `None` when its timetable never fires again.
    pub(crate) next: Option<DateTime<Utc>>,
    /// It was called for while a pass was under way: once more, then.
    pub(crate) again: bool,
    /// Calls when its folder changes.
    _watch: Option<Watch>,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Roster(HashMap<SourceName, Slot>);

/// What a change of the settings came to.
#[derive(Default)]
pub(crate) struct Moved {
    /// Sources that are no more.
    pub(crate) removed: Vec<SourceName>,
    /// Sources that are judged by other rules, or elsewhere, than they were.
    pub(crate) changed: Vec<SourceName>,
}

impl Roster {
    /// The sources of a pipeline's settings, as a start of the program finds them.
    pub(crate) fn of(
        pipeline: &Pipeline,
        standings: &Standings,
        now: DateTime<Utc>,
        caller: &UnboundedSender<SourceName>,
    ) -> Self {
        let slots = pipeline.settings().sources.iter().map(|source| {
            let slot = Slot::new(source, standings.get(source.name()), now, caller);
            (source.name().clone(), slot)
        });
        Self(slots.collect())
    }

    /// Takes over the sources of other settings. One that is what it was keeps its
    /// time; one that is asked or judged otherwise than before is due at once,
    /// unless somebody else's machine would have to be asked for nothing new.
    pub(crate) fn adopt(
        &mut self,
        (before, after): (&Pipeline, &Pipeline),
        standings: &Standings,
        now: DateTime<Utc>,
        caller: &UnboundedSender<SourceName>,
    ) -> Moved {
        let mut old = std::mem::take(&mut self.0);
        let mut moved = Moved::default();
        for source in &after.settings().sources {
            let standing = standings.get(source.name());
            let slot = match old.remove(source.name()) {
                None => Slot::new(source, standing, now, caller),
                Some(slot) if is_asked_alike(&slot.source, source) => {
                    let is_ours = source.kind.web_address().is_none();
                    let anew = is_ours && before.desk_of(&slot.source) != after.desk_of(source);
                    if anew {
                        moved.changed.push(source.name().clone());
                    }
                    slot.retimed(source, standing, anew, now)
                }
                Some(slot) => {
                    moved.changed.push(source.name().clone());
                    let mut slot = Slot {
                        last_pass: slot.last_pass,
                        ..Slot::new(source, standing, now, caller)
                    };
                    slot.next = next_pass(source, None, hold(source, standing), now);
                    slot
                }
            };
            self.0.insert(source.name().clone(), slot);
        }
        moved.removed.extend(old.into_keys());
        moved
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

    /// When each source is due.
    pub(crate) fn plan(&self) -> Vec<(SourceName, Option<DateTime<Utc>>)> {
        self.0.iter().map(|(name, slot)| (name.clone(), slot.next)).collect()
    }
}

impl Slot {
    fn new(
        source: &Source,
        standing: Option<&Standing>,
        now: DateTime<Utc>,
        caller: &UnboundedSender<SourceName>,
    ) -> Self {
        let last_pass = standing.and_then(|standing| standing.last_pass);
        let planned = next_pass(source, last_pass, hold(source, standing), now);
        Self {
            source: source.clone(),
            last_pass,
            // Nobody watched it until now.
            next: if source.is_watched() { Some(now) } else { planned },
            again: false,
            _watch: watch(source, caller),
        }
    }

    /// The same source, with what may have moved about it: its place in the file
    /// and its timetable.
    fn retimed(
        self,
        source: &Source,
        standing: Option<&Standing>,
        anew: bool,
        now: DateTime<Utc>,
    ) -> Self {
        let same_times =
            self.source.timetable == source.timetable && self.source.jitter == source.jitter;
        let next = match (anew, same_times) {
            (true, _) => Some(now),
            (false, true) => self.next,
            (false, false) => next_pass(source, self.last_pass, hold(source, standing), now),
        };
        Self { source: source.clone(), next, ..self }
    }

    /// A pass over the source as it was then has ended, and planned the next one.
    pub(crate) fn ended(
        &mut self,
        pipeline: &Pipeline,
        then: &Source,
        (last_pass, next): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
        hold: Option<Hold>,
    ) {
        self.last_pass = last_pass;
        self.next = if *then == self.source {
            next
        } else {
            pipeline.plan_now(&self.source, last_pass, hold)
        };
    }
}

fn hold(source: &Source, standing: Option<&Standing>) -> Option<Hold> {
    standing.and_then(|standing| hold_on(source, &standing.memory))
}

/// Whether two settings of a source ask the same of it: its place in the file and
/// when it is asked do not count.
fn is_asked_alike(before: &Source, after: &Source) -> bool {
    let Source { judging, timetable, jitter, .. } = before.clone();
    let judging = Judging { rank: judging.rank, ..after.judging.clone() };
    *before == Source { judging, timetable, jitter, kind: after.kind.clone() }
}

/// Watches a folder whose config says so.
fn watch(source: &Source, caller: &UnboundedSender<SourceName>) -> Option<Watch> {
    let (caller, name) = (caller.clone(), source.name().clone());
    // Nobody listens any more only when the service is stopping.
    let call = move || {
        let _ = caller.send(name.clone());
    };
    pipeline::watch(source, call).unwrap_or_else(|error| {
        tracing::warn!(source = %source.name(), %error, "gathered by its schedule alone");
        None
    })
}
