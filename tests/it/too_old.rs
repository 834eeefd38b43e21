//! Promise: a clock that is wrong removes nothing for its age.
//! - where most of what is kept has become too old at once, none of it is removed, and
//!   `/health`, `status`, `run` and the log name the number and the command;
//! - when the clock is right again, nothing has changed;
//! - `pressroom confirm --old` removes just so many;
//! - what is kept with its page in the web edition is told nothing of;
//! - what grows old by and by is removed by itself, and so is what was too old when it came.

use crate::program::{DESK, Newsroom, article};
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::clock::Clock;
use pressroom::config::{Environment, from_text};
use pressroom::health::{Health, Status};
use pressroom::metrics::Metrics;
use pressroom::pipeline::Pipeline;
use pressroom::trouble::{Trouble, TroubleKind};
use std::sync::Arc;

const KEEP: &str = "[store]\nkeep = \"90d\"\n";

fn start() -> DateTime<Utc> {
    "2026-01-20T12:00:00Z".parse().unwrap()
}

/// A newsroom whose articles are of these days of January.
fn newsroom(days: std::ops::Range<usize>) -> Newsroom {
    let newsroom = Newsroom::new(&format!("{KEEP}{DESK}"));
    for day in days {
        let date = format!("2026-01-{day:02}T10:00:00Z");
        let text = article(&format!("Story {day}"), "\"world\"", &date, "What happened.");
        newsroom.write(&format!("articles/{day}.md"), &text);
    }
    newsroom
}

/// The newsroom at another hour than now.
fn open(newsroom: &Newsroom, clock: &Clock) -> (Arc<Pipeline>, Health) {
    let path = newsroom.path("config.toml");
    let settings = from_text(&newsroom.read("config.toml"), &path, &Environment::default());
    let settings = settings.unwrap_or_else(|problems| panic!("{problems}"));
    let health = Health::new();
    let pipeline =
        Pipeline::open(Arc::new(settings), clock.clone(), health.clone(), Metrics::new());
    health.ready();
    (Arc::new(pipeline.unwrap()), health)
}

async fn gather(pipeline: &Arc<Pipeline>) {
    let source = pipeline.settings().sources[0].clone();
    pipeline.gatherer.gather(&source).await;
    pipeline.publish_all(false).unwrap();
}

#[tokio::test]
async fn a_clock_that_leaps_ahead_removes_nothing() {
    let newsroom = newsroom(1..13);
    let clock = Clock::fixed(start());
    let (pipeline, health) = open(&newsroom, &clock);
    gather(&pipeline).await;
    let before = newsroom.read("feeds/world.json");
    clock.set(start() + TimeDelta::days(365));
    for _ in 0..2 {
        assert_eq!(pipeline.printer.retain().unwrap(), 0);
        let report = health.report();
        assert_eq!(report.status, Status::Degraded);
        let troubles = Trouble::all(&report, 1, clock.now());
        let told = troubles.iter().find(|it| it.kind == TroubleKind::MostTooOld).unwrap();
        assert!(told.message.contains("12 of 12"), "{}", told.message);
        assert!(told.message.contains("pressroom confirm --old 12"), "{}", told.message);
    }
    clock.set(start());
    assert_eq!(pipeline.printer.retain().unwrap(), 0);
    assert_eq!(health.report().status, Status::Ok);
    pipeline.publish_all(false).unwrap();
    assert_eq!(newsroom.read("feeds/world.json"), before);
}

#[tokio::test]
async fn what_is_meant_is_confirmed_with_its_number() {
    let newsroom = newsroom(1..13);
    gather(&open(&newsroom, &Clock::fixed(start())).0).await;
    std::fs::remove_dir_all(newsroom.path("articles")).unwrap();
    newsroom.write("articles/new.md", &article("New", "\"world\"", "2026-11-01", "Fresh words."));
    let now = "2026-11-02T12:00:00Z".parse().unwrap();
    assert_eq!(open(&newsroom, &Clock::fixed(now)).0.printer.retain().unwrap(), 0);
    let said = newsroom.ended(&["confirm", "--old", "11"], 1);
    assert!(said.contains("12 of 12") && said.contains("--old 12"), "{said}");
    let said = newsroom.ended(&["confirm", "--old", "12"], 0);
    assert!(said.contains("12 articles are removed"), "{said}");
    assert_eq!(newsroom.told(&["list", "--json"])["articles"], serde_json::json!([]));
    let said = newsroom.ended(&["confirm", "--old", "12"], 1);
    assert!(said.contains("nothing to confirm"), "{said}");
}

#[tokio::test]
async fn what_grows_old_by_and_by_goes_by_itself() {
    let newsroom = newsroom(1..13);
    let clock = Clock::fixed(start());
    let (pipeline, health) = open(&newsroom, &clock);
    gather(&pipeline).await;
    // Of the first of January, and each day one more.
    for days in 71..81 {
        clock.set(start() + TimeDelta::days(days));
        assert_eq!(pipeline.printer.retain().unwrap(), 1, "after {days} days");
    }
    // All that is left at once is asked about, a single one is not.
    clock.set(start() + TimeDelta::days(90));
    assert_eq!(pipeline.printer.retain().unwrap(), 0);
    assert!(health.report().aged.is_some());
    clock.set(start() + TimeDelta::days(81));
    assert_eq!(pipeline.printer.retain().unwrap(), 1);
    clock.set(start() + TimeDelta::days(90));
    assert_eq!(pipeline.printer.retain().unwrap(), 1);
    assert_eq!(health.report().aged, None);
}

#[tokio::test]
async fn what_was_too_old_when_it_came_is_no_surprise() {
    let newsroom = newsroom(1..13);
    let clock = Clock::fixed(start() + TimeDelta::days(200));
    let (pipeline, health) = open(&newsroom, &clock);
    gather(&pipeline).await;
    assert_eq!(pipeline.printer.retain().unwrap(), 12);
    assert_eq!(health.report().aged, None);
}

#[test]
fn what_is_kept_with_its_page_is_not_told_to_be_too_old() {
    for (web, is_told) in [("", true), ("[web]\naddress = \"https://test.example/\"\n", false)] {
        let newsroom = Newsroom::new(&format!("{web}{KEEP}{DESK}"));
        let text = article("Of January", "\"world\"", "2026-01-01T10:00:00Z", "What happened.");
        newsroom.write("articles/a.md", &text);
        let said = newsroom.ended(&["run"], 0);
        assert_eq!(said.contains("older than `[store] keep` allows"), is_told, "{web}: {said}");
        let is_out = newsroom.read("feeds/world.json").contains("Of January");
        assert_eq!(is_out, !is_told, "{web}");
    }
}
