//! Whether a section is silent: without a new article for longer than it usually
//! is at this time of the week, by what the store has of it. It tells nobody.
//!
//! Newsrooms sleep at night and rest at weekends, so a pause is compared with those
//! of the same hour and weekday in the weeks before. See `docs/decisions/0008-silence.md`.

use crate::config::Settings;
use crate::health::Silence;
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::section::Slug;
use crate::store::{Store, StoreError};
use chrono::{DateTime, Days, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Weeks that are looked at.
const WEEKS: usize = 4;

/// Weeks without which nothing is usual.
const FEWEST_WEEKS: usize = 2;

/// A pause this many times the usual one is silence.
const TIMES: i32 = 3;

/// No pause shorter than this is silence, and after one that is usual, as that of
/// the night, the first article may be this late.
const GRACE: TimeDelta = TimeDelta::hours(1);

/// The days of a week.
const WEEK: u64 = 7;

impl InfoDesk {
    /// Judges every section, so that health and metrics tell which are silent.
    ///
    /// # Errors
    /// When the store fails.
    pub fn listen(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let (silences, latest) = self.store.ask(|store| {
            let latest = self
                .settings
                .sections
                .iter()
                .map(|section| Ok((section.slug.clone(), store.latest(&section.slug, now)?)));
            let latest = latest.collect::<Result<Vec<_>, StoreError>>()?;
            Ok((silences(store, &self.settings, now)?, latest))
        })?;
        for (section, latest) in latest {
            let silent = silences.iter().any(|silence| silence.section == section);
            self.metrics.newsroom().section(&section, latest, silent);
        }
        self.health.silent(silences);
        Ok(())
    }
}

/// The sections that are silent at `now`, in the order of the config.
///
/// # Errors
/// When the store fails.
pub fn silences(
    store: &mut dyn Store,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<Silence>, StoreError> {
    let mut silent = Vec::new();
    for section in settings.sections.iter().map(|section| &section.slug) {
        let Some(since) = store.latest(section, now)? else { continue };
        let wanted = settings.alerts.silent_after.get(section);
        let (usual, allowed) = match wanted.map(|wanted| TimeDelta::from_std(*wanted)) {
            // Zero is never, and so is what is longer than time.
            Some(Err(_)) => continue,
            Some(Ok(wanted)) if wanted.is_zero() => continue,
            Some(Ok(wanted)) => (None, wanted),
            None => {
                let mut history = History { store, section, zone: settings.site.timezone, since };
                let Some(usual) = history.usual_now(now)? else { continue };
                (Some(usual), (usual * TIMES).max(GRACE))
            }
        };
        if now - since > allowed {
            silent.push(Silence {
                section: section.clone(),
                since,
                allowed_minutes: allowed.num_minutes(),
                usual_minutes: usual.map(|usual| usual.num_minutes()),
            });
        }
    }
    Ok(silent)
}

/// The weeks of one section before its newest article: silence itself must not
/// become usual.
struct History<'a> {
    store: &'a mut dyn Store,
    section: &'a Slug,
    zone: Tz,
    since: DateTime<Utc>,
}

impl History<'_> {
    /// The longer of the pauses that are usual now and were a while ago: where a
    /// night usually ends, the day's first article may be late.
    fn usual_now(&mut self, now: DateTime<Utc>) -> Result<Option<TimeDelta>, StoreError> {
        let (now, before) = (self.usual(now)?, self.usual(now - GRACE)?);
        Ok(now.zip(before).map(|(now, before)| now.max(before)))
    }

    /// The pause that is usual at this time of the week: the longest but one of the
    /// last weeks, so that one holiday changes nothing.
    fn usual(&mut self, at: DateTime<Utc>) -> Result<Option<TimeDelta>, StoreError> {
        let silent_weeks = (at - self.since).num_weeks().unsigned_abs();
        let mut pauses = Vec::new();
        for week in silent_weeks.max(1).. {
            let Some(then) = weeks_before(at, week, self.zone) else { break };
            if then > self.since {
                continue;
            }
            let Some(latest) = self.store.latest(self.section, then)? else { break };
            pauses.push(then - latest);
            if pauses.len() == WEEKS {
                break;
            }
        }
        pauses.sort_unstable_by(|one, other| other.cmp(one));
        Ok(pauses.get(FEWEST_WEEKS - 1).copied())
    }
}

/// The same time of the week some weeks before, by the newsroom's clocks.
fn weeks_before(at: DateTime<Utc>, weeks: u64, zone: Tz) -> Option<DateTime<Utc>> {
    let local = at.with_timezone(&zone).naive_local();
    let before = local.checked_sub_days(Days::new(weeks.checked_mul(WEEK)?))?;
    // An hour that the clocks leave out: the one after it is as good.
    let local = zone.from_local_datetime(&before).earliest();
    let local = local.or_else(|| zone.from_local_datetime(&(before + GRACE)).earliest());
    local.map(|local| local.with_timezone(&Utc))
}
