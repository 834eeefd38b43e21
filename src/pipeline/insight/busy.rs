//! How busy sections were, by the days and hours of the newsroom's clocks. Whether a pause
//! is too long, `rhythm` judges.

use crate::config::Settings;
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::section::Slug;
use crate::store::{SqliteStore, Store, StoreError};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A day is counted in spells of so many hours.
const HOURS: i64 = 3;
const SPELLS: i64 = 24 / HOURS;

/// The days of a week, and the weeks of which the mean is what is usual.
const WEEK: u64 = 7;
const WEEKS: u64 = 4;

/// How busy a section was in the last seven days.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionWeek {
    /// The section.
    pub section: Slug,
    /// When its newest article was published.
    pub latest: Option<DateTime<Utc>>,
    /// Eight to a day, from a midnight on; those of today up to now.
    pub spells: Vec<Spell>,
}

/// Three hours of a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spell {
    /// When they began.
    pub from: DateTime<Utc>,
    /// Articles that were published in them.
    pub articles: u64,
    /// The mean of the same hours in the four weeks before.
    pub usual: f64,
}

impl InfoDesk {
    /// How busy each section was, in the order of the configuration.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn weeks(&self) -> Result<Vec<SectionWeek>, StoreError> {
        let mut store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let now = self.clock.now();
        let sections = self.settings.sections.iter().map(|section| &section.slug);
        sections.map(|section| week(&mut store, &self.settings, section, now)).collect()
    }
}

/// How many articles a section has of each of the last days, today's last.
///
/// # Errors
/// When the store cannot be asked.
pub fn by_days(
    store: &mut dyn Store,
    settings: &Settings,
    section: &Slug,
    days: u64,
    now: DateTime<Utc>,
) -> Result<Vec<u64>, StoreError> {
    let zone = settings.site.timezone;
    let midnights = days_until(now, zone, days).filter_map(|day| instant(zone, day, 0));
    let instants: Vec<DateTime<Utc>> = midnights.chain([now]).collect();
    counted(store, section, &instants)
}

/// When the newsroom's day began.
#[must_use]
pub fn midnight(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    days_until(now, zone, 1).find_map(|day| instant(zone, day, 0)).unwrap_or(now)
}

fn week(
    store: &mut dyn Store,
    settings: &Settings,
    section: &Slug,
    now: DateTime<Utc>,
) -> Result<SectionWeek, StoreError> {
    let zone = settings.site.timezone;
    let last = spells_of(zone, now, 0);
    let begun: Vec<DateTime<Utc>> = last.into_iter().filter(|from| *from <= now).collect();
    let instants: Vec<DateTime<Utc>> = begun.iter().copied().chain([now]).collect();
    let articles = counted(store, section, &instants)?;
    let mut sums = vec![0_u64; begun.len()];
    for week in 1..=WEEKS {
        let then = spells_of(zone, now, week);
        for (sum, count) in sums.iter_mut().zip(counted(store, section, &then)?) {
            *sum += count;
        }
    }
    let spells = begun.into_iter().zip(articles).zip(sums);
    let spell = |((from, articles), sum): ((DateTime<Utc>, u64), u64)| Spell {
        from,
        articles,
        usual: sum as f64 / WEEKS as f64,
    };
    let latest = store.latest(section, now)?;
    Ok(SectionWeek { section: section.clone(), latest, spells: spells.map(spell).collect() })
}

/// When the spells of seven days begin, and the last one ends: of those that end today, or
/// some weeks before.
fn spells_of(zone: Tz, now: DateTime<Utc>, weeks_before: u64) -> Vec<DateTime<Utc>> {
    let days = days_until(now, zone, WEEK);
    let days = days.filter_map(|day| day.checked_sub_days(Days::new(WEEK * weeks_before)));
    let days: Vec<NaiveDate> = days.collect();
    let after = days.last().and_then(|day| day.succ_opt());
    let hours =
        |day: NaiveDate| (0..SPELLS).filter_map(move |spell| instant(zone, day, spell * HOURS));
    let end = after.and_then(|day| instant(zone, day, 0));
    days.iter().copied().flat_map(hours).chain(end).collect()
}

/// The last days by the newsroom's clocks, today's last.
fn days_until(now: DateTime<Utc>, zone: Tz, days: u64) -> impl Iterator<Item = NaiveDate> {
    let today = now.with_timezone(&zone).date_naive();
    (0..days).rev().filter_map(move |before| today.checked_sub_days(Days::new(before)))
}

/// When the newsroom's clocks show this hour. An hour that they leave out is the one after
/// it.
fn instant(zone: Tz, day: NaiveDate, hour: i64) -> Option<DateTime<Utc>> {
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::hours(hour);
    let shown = zone.from_local_datetime(&local).earliest();
    let shown =
        shown.or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest());
    shown.map(|shown| shown.to_utc())
}

/// What was published between each two of these instants; what is published at one of them
/// is of what begins there.
fn counted(
    store: &mut dyn Store,
    section: &Slug,
    instants: &[DateTime<Utc>],
) -> Result<Vec<u64>, StoreError> {
    let Some((last, begun)) = instants.split_last() else { return Ok(Vec::new()) };
    let before = begun.iter().map(|from| *from - TimeDelta::microseconds(1));
    let instants: Vec<DateTime<Utc>> = before.chain([*last]).collect();
    store.counted_between(section, &instants)
}
