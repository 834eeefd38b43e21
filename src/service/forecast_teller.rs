//! Tells the forecast when each source is asked next, and the press when by itself. It works out
//! no lifetime.

use super::forecast::{Forecast, Instants};
use super::press::Press;
use crate::config::Settings;
use crate::config::settings::Source;
use crate::pipeline::gather::standing::Standings;
use crate::schedule::rota::{Place, Rota};
use crate::section::Slug;
use crate::serve::NextChange;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// From how many sources on there are many.
const MANY: usize = 1000;

/// How often the cache lifetimes are worked out anew while passes end one after
/// the other: with ten thousand sources it costs more than a pass.
const TELL_EVERY: Duration = Duration::from_millis(250);

/// How long after it was told the forecast is told again at the latest, while passes are under
/// way; `None` where it is told at each step.
pub(super) fn again_after(sources: usize) -> Option<Duration> {
    (sources > MANY).then_some(TELL_EVERY)
}

/// Whoever tells the forecast.
pub(super) struct ForecastTeller {
    forecast: Arc<Forecast>,
    /// When it was last told, and whether the press was idle then.
    told: Option<(Instant, bool)>,
}

impl ForecastTeller {
    /// It has told nothing yet.
    pub(super) fn of(forecast: Arc<Forecast>) -> Self {
        Self { forecast, told: None }
    }

    /// Other settings, of which nothing was told yet.
    pub(super) fn reconfigure(&mut self, settings: &Settings, standings: &Standings) {
        self.forecast.reconfigure(settings, standings);
        self.forget();
    }

    /// Articles of sources are in these sections, too.
    pub(super) fn reaches(&self, more: &BTreeMap<SourceName, BTreeSet<Slug>>) {
        self.forecast.reaches(more);
    }

    /// What was told is no longer so.
    pub(super) fn forget(&mut self) {
        self.told = None;
    }

    /// Tells what is planned now.
    pub(super) fn tell(
        &mut self,
        settings: &Settings,
        (rota, press): (&Rota, &Press),
        now: DateTime<Utc>,
    ) {
        let idle = press.is_idle();
        if self.is_good(settings) && self.told.is_some_and(|(_, was_idle)| was_idle == idle) {
            return;
        }
        self.told = Some((Instant::now(), idle));
        let firing = |source: &Source| match rota.place(source.name()) {
            Some(Place::Planned(due)) if !idle || source.is_watched() => NextChange::AnyMoment(due),
            // A source that is never asked again changes nothing.
            Some(Place::Planned(due)) => due.map_or(NextChange::Never, NextChange::At),
            // What it brings now may be long in coming, and is not all that comes.
            Some(Place::UnderWay(_)) => NextChange::AnyMoment(source.timetable.next_after(now)),
            Some(Place::Queued(_)) | None => NextChange::AnyMoment(None),
        };
        let firings = settings.sources.iter().map(firing).collect();
        self.forecast.tell(Instants { firings, by_itself: press.by_itself() });
    }

    /// Told so shortly ago that it is good enough: what it lacks are only later firings.
    fn is_good(&self, settings: &Settings) -> bool {
        let again = again_after(settings.sources.len());
        again.is_some_and(|again| self.told.is_some_and(|(at, _)| at.elapsed() < again))
    }
}
