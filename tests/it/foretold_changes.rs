//! Promise: no answer is fresh for longer than its feed stays as it is: the forecast that
//! cache lifetimes are made of is held against what really changes and when.
//! - in any newsroom: sources of any schedule, `set_sections`, rules, feeds of their own,
//!   stories that several sources tell, articles of the future, pins, breaking news, notices
//!   that end;
//! - where something may also come at any moment, what is known to come counts as well;
//! - across both nights on which the clocks change;
//! - after changed settings too, before what they mean for a source is known.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::clock::Clock;
use pressroom::config::{Environment, Settings, from_text};
use pressroom::edition::DocumentName;
use pressroom::fingerprint::Fingerprint;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::Pipeline;
use pressroom::pipeline::gather::standing::next_pass;
use pressroom::section::Slug;
use pressroom::serve::{NextChange, Outlook};
use pressroom::service::{Forecast, Instants};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

const SECTIONS: [&str; 4] = ["world", "sports", "culture", "money"];
const SCHEDULES: [&str; 6] =
    ["*/10 * * * *", "0 * * * *", "30 2 * * *", "15 3 * * *", "0,45 1-4 * * *", "@daily"];

/// What is drawn of one source.
#[derive(Clone, Debug)]
struct Wire {
    schedule: usize,
    section: usize,
    /// An edit that sets the section of some of its items.
    set: Option<usize>,
    /// A rule that adds one.
    rule: Option<usize>,
}

/// What is drawn of a newsroom.
#[derive(Clone, Debug)]
struct Plan {
    wires: Vec<Wire>,
    start: usize,
    pin_hours: i64,
    own: usize,
    /// What decides about what comes and when it is looked.
    seeds: Vec<u32>,
}

fn wire() -> impl Strategy<Value = Wire> {
    let section = 0..SECTIONS.len();
    let maybe = || proptest::option::of(0..SECTIONS.len());
    (0..SCHEDULES.len(), section, maybe(), maybe())
        .prop_map(|(schedule, section, set, rule)| Wire { schedule, section, set, rule })
}

fn plan() -> impl Strategy<Value = Plan> {
    let wires = proptest::collection::vec(wire(), 2..5);
    let seeds = proptest::collection::vec(any::<u32>(), 16);
    (wires, 0..3_usize, 1..9_i64, 0..SECTIONS.len(), seeds).prop_map(
        |(wires, start, pin_hours, own, seeds)| Plan { wires, start, pin_hours, own, seeds },
    )
}

impl Plan {
    /// A winter's day, and the evenings before the clocks change in Berlin.
    fn start(&self) -> DateTime<Utc> {
        let starts = ["2026-02-03T09:07:00Z", "2026-03-28T22:05:00Z", "2026-10-24T22:05:00Z"];
        starts[self.start].parse().unwrap()
    }

    fn config(&self) -> String {
        let pin = (self.start() + TimeDelta::hours(self.pin_hours)).to_rfc3339();
        let mut text = format!(
            "[site]\ntitle = \"The Test\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
             timezone = \"Europe/Berlin\"\n[publish]\nkeep_withdrawn = \"2h\"\nitems = 6\n\
             [[front_page.pin]]\narticle = \"https://story.example/1\"\nuntil = {pin}\n\
             [front_page.breaking]\ntags = [\"breaking\"]\nwindow = \"3h\"\n"
        );
        for section in SECTIONS {
            let _ = writeln!(text, "[[section]]\ntitle = \"{section}\"\nslug = \"{section}\"");
        }
        let own = SECTIONS[self.own];
        let _ = writeln!(text, "[[feed]]\ntitle = \"Own\"\nslug = \"own\"\nsections = [\"{own}\"]");
        for (number, wire) in self.wires.iter().enumerate() {
            let (schedule, section) = (SCHEDULES[wire.schedule], SECTIONS[wire.section]);
            let _ = writeln!(
                text,
                "[[source]]\nname = \"wire {number}\"\nschedule = \"{schedule}\"\n\
                 sections = [\"{section}\"]\nfeed.file = \"{number}.json\""
            );
            if let Some(set) = wire.set {
                let set = SECTIONS[set];
                let _ = writeln!(
                    text,
                    "[[source.edit]]\ntitle = [\"odd\"]\nset_sections = [\"{set}\"]"
                );
            }
            if let Some(rule) = wire.rule {
                let rule = SECTIONS[rule];
                let _ =
                    writeln!(text, "[[source.rule]]\ntitle = [\"third\"]\nsections = [\"{rule}\"]");
            }
        }
        text
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

struct Newsroom {
    folder: tempfile::TempDir,
    clock: Clock,
    pipeline: Arc<Pipeline>,
    forecast: Forecast,
    last_pass: Vec<Option<DateTime<Utc>>>,
}

impl Newsroom {
    fn new(plan: &Plan) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(plan.start());
        let settings = settings(folder.path(), &plan.config());
        let (health, metrics) = (Health::new(), Metrics::new());
        let forecast = Forecast::new(&settings);
        let last_pass = vec![None; settings.sources.len()];
        let pipeline = Pipeline::open(Arc::new(settings), clock.clone(), health, metrics);
        let pipeline = Arc::new(pipeline.unwrap());
        forecast.reconfigure(pipeline.settings(), &pipeline.gatherer.recall().unwrap());
        Self { folder, clock, pipeline, forecast, last_pass }
    }

    /// What a wire tells: of ten stories, which all wires know, those that are drawn.
    fn tell(&self, wire: usize, seed: u32) {
        let now = self.clock.now();
        let item = |story: u32| {
            let word = ["odd", "even", "third"][(story + seed) as usize % 3];
            let date = now + TimeDelta::minutes(i64::from((story * 37 + seed) % 300) - 200);
            let tags = if story == 3 { "[\"breaking\"]" } else { "[]" };
            format!(
                "{{\"id\":\"https://story.example/{story}\",\"url\":\"https://story.example/{story}\",\
                 \"title\":\"Story {story} {word} {}\",\"content_text\":\"Text {} of {story}.\",\
                 \"date_published\":\"{}\",\"tags\":{tags}}}",
                seed % 4,
                seed % 5,
                date.to_rfc3339()
            )
        };
        let told = (0..10).filter(|story| seed >> story & 1 == 1).map(item);
        let items = told.collect::<Vec<_>>().join(",");
        let feed = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Wire\",\"items\":[{items}]}}"
        );
        write(&self.folder.path().join(format!("{wire}.json")), &feed);
    }

    fn firings(&self) -> Vec<Option<DateTime<Utc>>> {
        let sources = self.pipeline.settings().sources.iter().zip(&self.last_pass);
        let now = self.clock.now();
        sources.map(|(source, last)| next_pass(source, *last, None, now)).collect()
    }

    /// The documents of every feed.
    fn documents(&self) -> BTreeMap<String, (Option<Slug>, Fingerprint)> {
        let edition = self.pipeline.edition().load_full();
        let of_feeds =
            edition.documents().filter(|document| matches!(document.name, DocumentName::Feed(..)));
        of_feeds
            .map(|document| {
                let feed = document.name.feed().cloned();
                (document.name.to_string(), (feed, document.fingerprint))
            })
            .collect()
    }

    /// Until when each feed stays as it is, as it is foretold now.
    fn foretold(&self) -> BTreeMap<Slug, DateTime<Utc>> {
        let now = self.clock.now();
        let feeds = self.pipeline.settings().feed_slugs();
        let until = |feed: &Slug| match self.forecast.next_change(Some(feed), now) {
            NextChange::AnyMoment(_) => now,
            NextChange::At(instant) => instant,
            NextChange::Never => DateTime::<Utc>::MAX_UTC,
        };
        feeds.map(|feed| (feed.clone(), until(&feed))).collect()
    }

    /// Prints; gives the sections of sources that came to be known by it, as what waited
    /// became one story with others.
    fn print(&self) -> BTreeSet<Slug> {
        let all: BTreeSet<Slug> = self.pipeline.settings().feed_slugs().collect();
        let printing = self.pipeline.printer.publish(&all).unwrap();
        assert_eq!(printing.held_back, [""; 0]);
        let reach = self.pipeline.gatherer.new_reach().unwrap();
        self.forecast.reaches(&reach);
        reach.into_values().flatten().collect()
    }

    /// Nothing that is different now was foretold to stay longer.
    fn hold(
        &self,
        foretold: &BTreeMap<Slug, DateTime<Utc>>,
        before: &BTreeMap<String, (Option<Slug>, Fingerprint)>,
    ) {
        let now = self.clock.now();
        for (name, (feed, fingerprint)) in self.documents() {
            if before.get(&name).is_none_or(|(_, was)| *was == fingerprint) {
                continue;
            }
            let until = feed.and_then(|feed| foretold.get(&feed).copied()).unwrap();
            assert!(until <= now, "{name} changed at {now}, and was to stay until {until}");
        }
    }

    async fn live(&mut self, seeds: &[u32]) {
        for seed in seeds {
            let (now, firings) = (self.clock.now(), self.firings());
            let by_itself = self.pipeline.printer.next_change_after(now).unwrap();
            let told = firings.iter().map(|due| due.map_or(NextChange::Never, NextChange::At));
            self.forecast.tell(Instants { firings: told.collect(), by_itself });
            let next = firings.iter().flatten().copied().chain(by_itself).min().unwrap();
            let (foretold, before) = (self.foretold(), self.documents());
            // Somebody calls for a printing meanwhile.
            let span = (next - now).num_seconds().max(1);
            self.clock.set((now + TimeDelta::seconds(i64::from(*seed) % span)).min(next));
            self.print();
            self.hold(&foretold, &before);
            self.clock.set(next);
            let mut first_told = BTreeSet::new();
            for (number, _) in firings.iter().enumerate().filter(|(_, due)| **due == Some(next)) {
                self.tell(number, seed.rotate_left(number as u32 * 7));
                let source = self.pipeline.settings().sources[number].clone();
                let pass = self.pipeline.gatherer.gather(&source).await;
                first_told.extend(pass.reach.values().flatten().cloned());
                self.forecast.reaches(&pass.reach);
                self.last_pass[number] = Some(pass.began);
            }
            first_told.extend(self.print());
            // That a source tells a story of another section for the first time is what
            // nobody can foretell.
            let own = self.pipeline.settings().feeds[0].clone();
            if first_told.iter().any(|section| own.takes_from(section)) {
                first_told.insert(own.name.slug);
            }
            let mut foretold = foretold;
            foretold
                .iter_mut()
                .filter(|(feed, _)| first_told.contains(*feed))
                .for_each(|(_, until)| *until = next);
            self.hold(&foretold, &before);
        }
    }
}

fn settings(folder: &Path, text: &str) -> Settings {
    let settings = from_text(text, &folder.join("config.toml"), &Environment::default());
    settings.unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_before_it_is_foretold(plan in plan()) {
        live_through(&plan);
    }
}

#[test]
fn a_case_that_was_drawn_once_holds() {
    let wire = |schedule, set| Wire { schedule, section: 0, set, rule: None };
    live_through(&Plan {
        wires: vec![wire(0, None), wire(1, Some(1))],
        start: 0,
        pin_hours: 1,
        own: 0,
        seeds: vec![
            2_078_590_101,
            2_727_780,
            4_218_052_122,
            4_083_365_853,
            2_529_309_751,
            2_544_292_737,
            1_673_512_135,
            1_861_935_983,
            806_199_290,
            1_108_120_697,
            1_195_165_217,
            573_207_334,
            1_432_395_092,
            3_464_748_499,
            2_397_551_013,
            1_880_348_743,
        ],
    });
}

#[test]
fn what_may_bring_something_at_any_moment_hides_nothing_that_is_known_to_come() {
    let wire = || Wire { schedule: 0, section: 0, set: None, rule: None };
    let wires = vec![wire(), wire()];
    let plan = Plan { wires, start: 0, pin_hours: 1, own: 1, seeds: Vec::new() };
    let newsroom = Newsroom::new(&plan);
    let (now, world) = (plan.start(), "world".parse::<Slug>().unwrap());
    let later = |seconds| now + TimeDelta::seconds(seconds);
    // The first is watched or being asked, and asked again in a while, as the second is.
    let told_by = |first, second| vec![NextChange::AnyMoment(first), NextChange::At(later(second))];
    let firings = told_by(None, 20);
    let told = |by_itself| {
        newsroom.forecast.tell(Instants { firings: firings.clone(), by_itself });
        [Some(&world), None].map(|feed| newsroom.forecast.next_change(feed, now))
    };
    assert_eq!(told(Some(later(40))), [NextChange::AnyMoment(Some(later(20))); 2]);
    assert_eq!(told(Some(later(10))), [NextChange::AnyMoment(Some(later(10))); 2]);
    newsroom.forecast.tell(Instants { firings: told_by(Some(later(5)), 20), by_itself: None });
    let next = newsroom.forecast.next_change(Some(&world), now);
    assert_eq!(next, NextChange::AnyMoment(Some(later(5))));
}

fn live_through(plan: &Plan) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut newsroom = Newsroom::new(plan);
    for number in 0..plan.wires.len() {
        newsroom.tell(number, plan.seeds[number]);
    }
    runtime.block_on(newsroom.live(&plan.seeds));
    // Other sections for everything: what each source has moves at its next firing.
    let mut other = plan.clone();
    for wire in &mut other.wires {
        wire.section = (wire.section + 1) % SECTIONS.len();
        wire.set = wire.set.map(|set| (set + 2) % SECTIONS.len());
    }
    let changed = Arc::new(settings(newsroom.folder.path(), &other.config()));
    newsroom.pipeline = Arc::new(newsroom.pipeline.under(changed).unwrap());
    newsroom.print();
    let standings = newsroom.pipeline.gatherer.recall().unwrap();
    newsroom.forecast.reconfigure(newsroom.pipeline.settings(), &standings);
    runtime.block_on(newsroom.live(&plan.seeds[..8]));
}
