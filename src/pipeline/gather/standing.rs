//! When a source is asked again, and why not before: what its answers and its
//! failures come to. It asks nothing and starts nothing.

use crate::config::Settings;
use crate::config::settings::{Source, SourceKind};
use crate::fetch::{FetchError, host_key};
use crate::health::Health;
use crate::pipeline::error::PipelineError;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::watched_store::WatchedStore;
use crate::schedule::Duty;
use crate::schedule::backoff::{Backoff, CIRCUIT_OPENS_AT};
use crate::source_memory::{Hold, HoldReason, LONGEST_HOLD, SourceMemory, SourceName};
use crate::sources::SourceError;
pub use crate::store::Standing;
use crate::store::StoreError;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::time::Duration;

/// How every source stands that ever ran.
pub type Standings = BTreeMap<SourceName, Standing>;

impl Gatherer {
    /// Takes up what was known when the program last ran: how every source stands.
    /// Hosts that asked to wait are left alone, and health tells of what fails.
    ///
    /// # Errors
    /// When the store fails.
    pub fn recall(&self) -> Result<Standings, PipelineError> {
        let standings = self.store.ask(|store| store.standings())?;
        recall_emptied(&self.store, &self.settings, &self.health)?;
        let now = self.clock.now();
        for source in &self.settings.sources {
            self.look_at_refused_edits(source);
            let ran = |standing: &&Standing| standing.last_pass.is_some();
            let Some(standing) = standings.get(source.name()).filter(ran) else { continue };
            let hold = hold_on(source, &standing.memory).filter(|hold| hold.holds(now));
            if let Some(hold) = hold.filter(|hold| hold.reason == HoldReason::Busy)
                && let Some(until) = hold.ends(now)
                && let Some(address) = source.kind.web_address()
            {
                self.client.hosts().of(address).hold_until(until);
            }
            let trouble = hold.filter(|hold| hold.reason != HoldReason::Fresh);
            self.health.source_held(source.name(), trouble, standing.failures);
        }
        Ok(standings)
    }

    /// Notes that a pass failed, in the store, the log and health; returns until when
    /// the source is left alone because of it.
    pub(in crate::pipeline) fn note_failure(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        error: &str,
        cause: Option<&SourceError>,
    ) -> Option<Hold> {
        let held = self.store.ask(|store| {
            store.failed(source.name(), began, error)?;
            let record = store.standing(source.name())?;
            let hold =
                cause.and_then(|cause| self.hold_after(source, began, record.failures, cause));
            let before = hold_on(source, &record.memory);
            if before != hold && source.kind.web_address().is_some() {
                store.remember(source.name(), &with_hold(source, record.memory, hold))?;
            }
            Ok((before, hold, record.failures))
        });
        let (before, hold, failures) = held.unwrap_or_else(|error: StoreError| {
            tracing::error!(source = %source.name(), %error, "cannot keep that a pass failed");
            (None, None, 1)
        });
        tell(source, error, before, hold, failures);
        self.health.source_failed(source.name(), began, error);
        self.health.source_held(source.name(), hold, failures);
        hold
    }

    /// Lifts what keeps the client from asking a source's host, for somebody who wants the
    /// source asked now. What its next pass comes to holds it anew.
    pub fn lift_hold(&self, source: &Source) {
        if let Some(address) = source.kind.web_address() {
            self.client.hosts().of(address).release();
        }
    }

    fn hold_after(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        failures: u32,
        cause: &SourceError,
    ) -> Option<Hold> {
        // A folder or a file costs nobody anything.
        source.kind.web_address()?;
        let now = self.clock.now();
        let most = source.backoff_max.unwrap_or(self.settings.fetch.backoff_max);
        let backoff = Backoff { factor: self.settings.fetch.backoff, most };
        let again = backoff.asked_again(source.name(), &source.timetable, began, failures);
        let busy_until = match cause {
            SourceError::Fetch(FetchError::Status { status: 410, .. }) => {
                return Some(Hold::of(now, None, HoldReason::Gone));
            }
            SourceError::Fetch(FetchError::Busy { retry_after, .. }) => {
                retry_after.map(|wait| now + bounded(wait, LONGEST_HOLD))
            }
            _ => None,
        };
        let until = again.max(busy_until)?;
        let reason = if failures >= CIRCUIT_OPENS_AT {
            HoldReason::Open
        } else if busy_until.is_some() {
            HoldReason::Busy
        } else {
            HoldReason::Failing
        };
        Some(Hold::of(now, Some(until), reason))
    }

    /// Until when an answer need not be asked for again.
    pub(in crate::pipeline) fn hold_while_fresh(
        &self,
        fresh_for: Option<Duration>,
    ) -> Option<Hold> {
        let most = TimeDelta::from_std(self.settings.fetch.freshness_max).unwrap_or(LONGEST_HOLD);
        let time = bounded(fresh_for?, most);
        let now = self.clock.now();
        (time > TimeDelta::zero()).then(|| Hold::of(now, Some(now + time), HoldReason::Fresh))
    }
}

/// Takes up what sources have lost at once: another program may have confirmed it.
///
/// # Errors
/// When the store fails.
pub(in crate::pipeline) fn recall_emptied(
    store: &WatchedStore,
    settings: &Settings,
    health: &Health,
) -> Result<(), StoreError> {
    let mut emptied = store.ask(|store| store.emptied())?;
    emptied.retain(|name, _| settings.source(name).is_some());
    health.emptied(emptied);
    Ok(())
}

/// What holds a source: nothing, when its address is another one now.
#[must_use]
pub fn hold_on(source: &Source, memory: &SourceMemory) -> Option<Hold> {
    match &source.kind {
        SourceKind::Feed(feed) => memory.hold_on(&feed.location.to_string()),
        SourceKind::Page(_) | SourceKind::Sitemap(_) => {
            memory.hold_on(source.kind.web_address()?.as_str())
        }
        SourceKind::Folder(_) => None,
    }
}

/// When a source is asked next: at its schedule's next firing, and not before its
/// hold ends; `None` is never by itself.
#[must_use]
pub fn next_pass(
    source: &Source,
    last_pass: Option<DateTime<Utc>>,
    hold: Option<Hold>,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let duty = Duty {
        name: source.name(),
        timetable: &source.timetable,
        jitter: source.jitter,
        last_pass,
    };
    let firing = duty.next_firing(now)?;
    match hold {
        None => Some(firing),
        Some(hold) => hold.ends(now).map(|end| end.max(firing)),
    }
}

/// The sources that wait because another of their host was asked to: until when, and which
/// that is.
#[must_use]
pub fn quieted(
    settings: &Settings,
    standings: &Standings,
    now: DateTime<Utc>,
) -> BTreeMap<SourceName, (DateTime<Utc>, SourceName)> {
    let mut quiet: BTreeMap<String, (DateTime<Utc>, SourceName)> = BTreeMap::new();
    for source in &settings.sources {
        let hold = standings.get(source.name()).and_then(|it| hold_on(source, &it.memory));
        let busy = hold.filter(|hold| hold.reason == HoldReason::Busy && hold.holds(now));
        let until = busy.and_then(|hold| hold.ends(now));
        let (Some(address), Some(until)) = (source.kind.web_address(), until) else { continue };
        let held = quiet.entry(host_key(address)).or_insert_with(|| (until, source.name().clone()));
        if held.0 < until {
            *held = (until, source.name().clone());
        }
    }
    let held = settings.sources.iter().filter_map(|source| {
        let held = quiet.get(&host_key(source.kind.web_address()?))?;
        (held.1 != *source.name()).then(|| (source.name().clone(), held.clone()))
    });
    held.collect()
}

/// When each configured source is asked next by its schedule, by what is kept of it; `None`
/// is never by itself.
#[must_use]
pub fn plan(
    settings: &Settings,
    standings: &Standings,
    now: DateTime<Utc>,
) -> BTreeMap<SourceName, Option<DateTime<Utc>>> {
    let quiet = quieted(settings, standings, now);
    let next = settings.sources.iter().map(|source| {
        let held = quiet.get(source.name()).map(|(until, _)| *until);
        let standing = standings.get(source.name());
        let hold = standing.and_then(|standing| hold_on(source, &standing.memory));
        let last_pass = standing.and_then(|standing| standing.last_pass);
        let next = next_pass(source, last_pass, hold, now);
        (source.name().clone(), next.map(|at| held.map_or(at, |until| at.max(until))))
    });
    next.collect()
}

/// The memory of the source's present location, with this hold.
fn with_hold(source: &Source, memory: SourceMemory, hold: Option<Hold>) -> SourceMemory {
    let location = source.kind.web_address().map(ToString::to_string);
    if memory.location == location {
        SourceMemory { hold, ..memory }
    } else {
        let SourceMemory { judged, read_by, rereading, .. } = memory;
        SourceMemory { location, hold, judged, read_by, rereading, ..SourceMemory::default() }
    }
}

fn bounded(time: Duration, most: TimeDelta) -> TimeDelta {
    TimeDelta::from_std(time).unwrap_or(most).min(most)
}

/// Says each thing once: a source that stays dead must not fill the log.
fn tell(source: &Source, error: &str, before: Option<Hold>, hold: Option<Hold>, failures: u32) {
    let (source, before) = (source.name(), before.map(|hold| hold.reason));
    match hold {
        Some(Hold { reason: HoldReason::Gone, .. }) if before != Some(HoldReason::Gone) => {
            tracing::warn!(%source, error, "retired: it is not asked again until its address in the configuration changes; its articles stay");
        }
        Some(Hold { reason: HoldReason::Open, until: Some(until), .. })
            if before != Some(HoldReason::Open) =>
        {
            tracing::warn!(%source, failures, error, asked_again = %until, "failed many times in a row, so from now on it is only probed");
        }
        Some(Hold { reason: HoldReason::Open | HoldReason::Gone, until, .. }) => {
            tracing::debug!(%source, failures, error, ?until, "still not gathered");
        }
        _ => tracing::warn!(%source, error, "not gathered; what was kept before stays"),
    }
}
