//! How busy a section was, as a plot and in words: where each bar stands, and what somebody
//! is told who does not see it. It writes no markup.

use super::sheets::{SPELLS, Spell, WeekSheet};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The plot's own measures: its height, and the room of one spell.
const HEIGHT: f64 = 80.0;
const STEP: usize = 10;
const BAR: usize = 8;

/// The days of a week.
const DAYS: usize = 7;

/// A section's week.
pub(super) struct Plot {
    pub(super) section: String,
    pub(super) title: String,
    pub(super) latest: Option<DateTime<Utc>>,
    /// What it shows, in a sentence.
    pub(super) said: String,
    pub(super) bars: Vec<Bar>,
    pub(super) days: Vec<Day>,
}

/// Some hours of it.
pub(super) struct Bar {
    pub(super) x: usize,
    pub(super) top: f64,
    pub(super) height: f64,
    /// Where the mean of the weeks before is; the foot when there was nothing.
    pub(super) usual: f64,
    /// What it stands for.
    pub(super) said: String,
}

/// A day of it.
pub(super) struct Day {
    pub(super) name: String,
    pub(super) articles: u64,
    pub(super) usual: String,
}

impl Plot {
    pub(super) fn of(week: WeekSheet, zone: Tz) -> Self {
        let WeekSheet { section, title, latest, spells } = week;
        let most = spells.iter().map(|spell| (spell.articles as f64).max(spell.usual));
        let most = most.fold(1.0, f64::max);
        let bars = spells.iter().enumerate();
        let bars = bars.map(|(place, spell)| bar(place, spell, most, zone)).collect();
        let days: Vec<Day> = spells.chunks(SPELLS).map(|day| of_day(day, zone)).collect();
        let all: u64 = days.iter().map(|day| day.articles).sum();
        let busiest = days.iter().rev().max_by_key(|day| day.articles);
        let busiest = busiest.filter(|day| day.articles > 0);
        let busiest = busiest.map(|day| format!(", most of them on {}", day.name));
        let said = format!("{} in seven days{}", articles(all), busiest.unwrap_or_default());
        Self { section: section.to_string(), title, latest, said, bars, days }
    }

    pub(super) fn width(&self) -> usize {
        STEP * SPELLS * DAYS
    }

    pub(super) fn height(&self) -> f64 {
        HEIGHT
    }

    pub(super) fn bar(&self) -> usize {
        BAR
    }

    /// Where each day after the first begins.
    pub(super) fn midnights(&self) -> impl Iterator<Item = usize> {
        (1..DAYS).map(|day| day * SPELLS * STEP - 1)
    }
}

fn bar(place: usize, spell: &Spell, most: f64, zone: Tz) -> Bar {
    let tall = |articles: f64| (articles / most * HEIGHT * 10.0).round() / 10.0;
    let height = tall(spell.articles as f64);
    let from = spell.from.with_timezone(&zone).format("%a %-d %b, from %H:%M");
    let said = format!("{from}: {}, usually {:.1}", articles(spell.articles), spell.usual);
    Bar { x: place * STEP, top: HEIGHT - height, height, usual: HEIGHT - tall(spell.usual), said }
}

fn of_day(spells: &[Spell], zone: Tz) -> Day {
    let name = spells.first().map(|spell| spell.from.with_timezone(&zone).format("%a %-d %b"));
    let usual: f64 = spells.iter().map(|spell| spell.usual).sum();
    Day {
        name: name.map(|name| name.to_string()).unwrap_or_default(),
        articles: spells.iter().map(|spell| spell.articles).sum(),
        usual: format!("{usual:.1}"),
    }
}

fn articles(count: u64) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}
