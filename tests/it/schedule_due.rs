//! - A source that never ran is due at once.
//! - Whatever was missed while the program was down runs once, then the
//!   timetable goes on as if nothing had happened.
//! - Jitter is the same in every run, differs between sources, never exceeds
//!   what was allowed, and never swallows or reorders a firing.
//! - A clock that was set back keeps no source waiting.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use pressroom::schedule::{Duty, Timetable};
use pressroom::source_memory::SourceName;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn timetable(expression: &str) -> Timetable {
    Timetable::parse(expression, Tz::Asia__Karachi).expect("a good expression")
}

fn duty<'a>(name: &'a SourceName, timetable: &'a Timetable, last: Option<&str>) -> Duty<'a> {
    Duty { name, timetable, jitter: Duration::ZERO, last_pass: last.map(at) }
}

#[test]
fn a_source_that_never_ran_is_due_at_once() {
    let (name, yearly) = (SourceName::new("wire"), timetable("@yearly"));
    let now = at("2026-11-20T10:00:00Z");
    assert_eq!(duty(&name, &yearly, None).next_firing(now), Some(now));
}

#[test]
fn a_pass_is_followed_by_the_next_firing() {
    let (name, hourly) = (SourceName::new("wire"), timetable("@hourly"));
    let duty = duty(&name, &hourly, Some("2026-11-20T10:00:00Z"));
    for now in ["2026-11-20T10:00:00Z", "2026-11-20T10:59:59.999Z", "2026-11-20T11:00:00Z"] {
        assert_eq!(duty.next_firing(at(now)), Some(at("2026-11-20T11:00:00Z")));
    }
    assert_eq!(duty.next_firing(at("2026-11-20T10:30:00Z")), Some(at("2026-11-20T11:00:00Z")));
}

#[test]
fn what_was_missed_runs_once() {
    let (name, hourly) = (SourceName::new("wire"), timetable("@hourly"));
    let now = at("2026-11-23T10:17:00Z");
    let missed = duty(&name, &hourly, Some("2026-11-20T10:00:00Z")).next_firing(now);
    assert!(missed.is_some_and(|firing| firing <= now));
    let after_that = duty(&name, &hourly, Some("2026-11-23T10:17:00Z"));
    assert_eq!(after_that.next_firing(now), Some(at("2026-11-23T11:00:00Z")));
}

#[test]
fn nothing_was_missed_when_no_firing_fell_into_the_downtime() {
    let (name, daily) = (SourceName::new("wire"), timetable("0 6 * * *"));
    let duty = duty(&name, &daily, Some("2026-11-20T01:00:00Z"));
    assert_eq!(duty.next_firing(at("2026-11-20T20:00:00Z")), Some(at("2026-11-21T01:00:00Z")));
}

#[test]
fn a_clock_that_was_set_back_keeps_nobody_waiting() {
    let (name, hourly) = (SourceName::new("wire"), timetable("@hourly"));
    let duty = duty(&name, &hourly, Some("2031-01-01T00:00:00Z"));
    let now = at("2026-11-20T10:30:00Z");
    assert_eq!(duty.next_firing(now), Some(at("2026-11-20T11:00:00Z")));
}

#[test]
fn a_timetable_that_is_over_is_never_due_again() {
    let (name, daily) = (SourceName::new("wire"), timetable("@daily"));
    let duty = duty(&name, &daily, Some("2101-01-01T00:00:00Z"));
    assert_eq!(duty.next_firing(at("2101-06-01T00:00:00Z")), None);
}

#[test]
fn jitter_spreads_sources_and_stays_what_it_was() {
    let hourly = timetable("@hourly");
    let last = at("2026-11-20T10:30:00Z");
    let names: Vec<SourceName> = (0..40).map(|n| SourceName::new(format!("wire {n}"))).collect();
    let delays: Vec<i64> = names
        .iter()
        .map(|name| {
            let jitter = Duration::from_secs(600);
            let duty = Duty { name, timetable: &hourly, jitter, last_pass: Some(last) };
            let firing = duty.next_firing(last).unwrap();
            (firing - at("2026-11-20T11:00:00Z")).num_milliseconds()
        })
        .collect();
    assert!(delays.iter().all(|delay| (0..=600_000).contains(delay)), "{delays:?}");
    assert!(delays.iter().collect::<BTreeSet<_>>().len() > 35, "{delays:?}");
    // On every machine, in every version: another number moves every source's time.
    assert_eq!(delays[..3], [580_514, 364_184, 267_629]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn jitter_swallows_and_reorders_nothing(
        expression in prop::sample::select(vec![
            "*/5 * * * *", "0,1,2,30 * * * *", "0 6 * * *", "*/10 * * * * *", "0 0 1 * *",
        ]),
        jitter in prop_oneof![
            Just(Duration::ZERO), Just(Duration::from_millis(1)), Just(Duration::MAX),
            (1_u64..100_000).prop_map(Duration::from_secs),
        ],
        name in "[a-z]{0,8}",
        start in 1_767_225_600_i64..1_798_761_600,
    ) {
        let (name, timetable) = (SourceName::new(name), timetable(expression));
        let start = DateTime::from_timestamp(start, 0).unwrap();
        let duty = Duty { name: &name, timetable: &timetable, jitter, last_pass: None };
        let mut firing = timetable.next_after(start).unwrap();
        let mut run = duty.first_after(firing - TimeDelta::milliseconds(1)).unwrap();
        for _ in 0..30 {
            let following = timetable.next_after(firing).unwrap();
            prop_assert!(firing <= run && run < following, "{firing} {run} {following}");
            if let Ok(most) = TimeDelta::from_std(jitter) {
                prop_assert!(run - firing <= most);
            }
            // Whenever it is asked before that, the answer stands.
            prop_assert_eq!(duty.first_after(run - TimeDelta::milliseconds(1)), Some(run));
            firing = following;
            run = duty.first_after(run).unwrap();
        }
    }

    #[test]
    fn no_instant_and_no_jitter_makes_it_panic(
        seconds in any::<i64>(),
        last in any::<Option<i64>>(),
        jitter in any::<u64>(),
    ) {
        let instant = |s: i64| DateTime::from_timestamp(s, 0).unwrap_or(DateTime::<Utc>::MIN_UTC);
        let (name, daily) = (SourceName::new("wire"), timetable("@daily"));
        let duty = Duty {
            name: &name,
            timetable: &daily,
            jitter: Duration::from_secs(jitter),
            last_pass: last.map(instant),
        };
        let _ = duty.next_firing(instant(seconds));
        let _ = duty.first_after(DateTime::<Utc>::MAX_UTC);
    }
}
