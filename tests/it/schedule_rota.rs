//! Promise: a source that is configured is asked, for ever.
//! - whatever ends, breaks, calls, is configured anew, and however the clock is set, every
//!   source is in exactly one place: planned, queued or under way;
//! - no source is under way twice, and none that is not configured is begun;
//! - so many passes run at one time, and so many at one host; only what calls waits for
//!   nobody;
//! - each is asked again within its interval and what is under way.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::schedule::rota::{Place, Rota, Turn};
use pressroom::source_memory::SourceName;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SOURCES: usize = 8;
const LONGEST: i64 = 600;

fn name(number: usize) -> SourceName {
    SourceName::new(format!("s{number}"))
}

#[derive(Clone, Debug)]
enum Event {
    Time(i64),
    /// The pass over a source ends, well or in a panic: the rota is told the same.
    End(usize),
    EndAll,
    Call(usize, bool),
    Configure(usize, i64, usize),
    Remove(usize),
    Limit(usize, usize),
    /// The clock is set to another time.
    Set(i64),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let source = 0..SOURCES;
    let event = prop_oneof![
        4 => (0..300_i64).prop_map(Event::Time),
        6 => source.clone().prop_map(Event::End),
        1 => Just(Event::EndAll),
        3 => (source.clone(), any::<bool>()).prop_map(|(source, now)| Event::Call(source, now)),
        4 => (source.clone(), 1..LONGEST, 0..3_usize)
            .prop_map(|(source, interval, host)| Event::Configure(source, interval, host)),
        2 => source.prop_map(Event::Remove),
        1 => (1..5_usize, 1..3_usize).prop_map(|(all, host)| Event::Limit(all, host)),
        1 => (-100_000_000..100_000_000_i64).prop_map(Event::Set),
    ];
    prop::collection::vec(event, 1..120)
}

/// What is known of a source besides its place.
#[derive(Clone, Debug)]
struct Source {
    interval: i64,
    host: String,
    last_pass: Option<DateTime<Utc>>,
}

struct Newsroom {
    rota: Rota,
    now: DateTime<Utc>,
    limits: (usize, usize),
    configured: BTreeMap<SourceName, Source>,
    /// With the host that it was begun at.
    under_way: BTreeMap<SourceName, String>,
    /// Who called, and has not been begun since.
    called: BTreeSet<SourceName>,
    asked: BTreeSet<SourceName>,
}

impl Newsroom {
    fn new() -> Self {
        Self {
            rota: Rota::new(3, 2),
            now: "2026-01-05T10:00:00Z".parse().unwrap(),
            limits: (3, 2),
            configured: BTreeMap::new(),
            under_way: BTreeMap::new(),
            called: BTreeSet::new(),
            asked: BTreeSet::new(),
        }
    }

    fn due(&self, name: &SourceName) -> Option<DateTime<Utc>> {
        let source = self.configured.get(name)?;
        let wait = TimeDelta::seconds(source.interval);
        Some(source.last_pass.map_or(self.now, |last| last + wait))
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Time(seconds) => self.now += TimeDelta::seconds(seconds),
            Event::Set(seconds) => self.now += TimeDelta::seconds(seconds),
            Event::End(source) => self.end(&name(source)),
            Event::EndAll => self.end_all(),
            Event::Call(source, at_once) => {
                let (name, turn) = (name(source), if at_once { Turn::Now } else { Turn::InLine });
                if at_once && self.configured.contains_key(&name) {
                    self.called.insert(name.clone());
                }
                self.rota.call(&name, turn, self.now);
            }
            Event::Configure(source, interval, host) => {
                let (name, host) = (name(source), format!("host {host}"));
                let last_pass = self.configured.get(&name).and_then(|before| before.last_pass);
                let source = Source { interval, host: host.clone(), last_pass };
                self.configured.insert(name.clone(), source);
                self.rota.plan(&name, &host, self.due(&name));
            }
            Event::Remove(source) => {
                let name = name(source);
                self.configured.remove(&name);
                self.called.remove(&name);
                self.rota.remove(&name);
            }
            Event::Limit(at_once, per_host) => {
                self.limits = (at_once, per_host);
                self.rota.limit(at_once, per_host);
            }
        }
        self.heed_clock();
        self.begin();
        self.inspect();
    }

    fn heed_clock(&mut self) {
        let back = self.rota.set_back_by(self.now);
        if back == TimeDelta::zero() {
            return;
        }
        for source in self.configured.values_mut() {
            source.last_pass = source.last_pass.map(|last| last - back);
        }
        for (name, source) in &self.configured {
            self.rota.plan(name, &source.host, self.due(name));
        }
    }

    fn begin(&mut self) {
        while let Some(name) = self.rota.next(self.now) {
            let source = self.configured.get_mut(&name).expect("what is begun is configured");
            source.last_pass = Some(self.now);
            let busy = self.under_way.values().filter(|host| **host == source.host).count();
            if !self.called.remove(&name) {
                let (at_once, per_host) = self.limits;
                assert!(self.under_way.len() < at_once && busy < per_host, "{name} {busy}");
            }
            let twice = self.under_way.insert(name.clone(), source.host.clone());
            assert_eq!(twice, None, "{name} is under way already");
            self.asked.insert(name);
        }
    }

    fn end(&mut self, name: &SourceName) {
        if self.under_way.remove(name).is_some() {
            let is_configured = self.rota.ended(name, self.due(name), self.now);
            assert_eq!(is_configured, self.configured.contains_key(name));
        }
    }

    fn end_all(&mut self) {
        for name in self.under_way.keys().cloned().collect::<Vec<_>>() {
            self.end(&name);
        }
    }

    /// Each is in the one place that it should be in.
    fn inspect(&self) {
        let all: BTreeSet<_> = self.configured.keys().chain(self.under_way.keys()).collect();
        assert_eq!(self.rota.len(), all.len());
        for name in all {
            let place = self.rota.place(name).expect("it has a place");
            let is_asked = matches!(place, Place::UnderWay(_));
            assert_eq!(is_asked, self.under_way.contains_key(name), "{name} {place:?}");
            if let Place::Planned(due) = place {
                let due = due.expect("every one of these has a next firing");
                assert!(due > self.now, "{name} was due at {due}, and it is {}", self.now);
                let wait = TimeDelta::seconds(LONGEST + 2);
                assert!(due <= self.now + wait, "{name} waits until {due}, and it is {}", self.now);
            }
        }
        for number in 0..SOURCES {
            let name = name(number);
            let is_known =
                self.configured.contains_key(&name) || self.under_way.contains_key(&name);
            assert_eq!(self.rota.place(&name).is_some(), is_known);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_source_is_in_one_place_and_is_asked_again(events in events()) {
        let mut newsroom = Newsroom::new();
        for event in events {
            newsroom.happens(event);
        }
        newsroom.asked.clear();
        // What is under way ends, and from now on every pass does at once.
        for _ in 0..=LONGEST + 2 {
            while !newsroom.under_way.is_empty() {
                newsroom.end_all();
                newsroom.begin();
            }
            newsroom.happens(Event::Time(1));
        }
        let configured: BTreeSet<_> = newsroom.configured.keys().cloned().collect();
        prop_assert_eq!(&newsroom.asked, &configured);
    }
}

#[test]
fn hosts_take_turns_and_a_call_waits_for_nobody() {
    let now = "2026-01-05T10:00:00Z".parse().unwrap();
    let mut rota = Rota::new(2, 1);
    for (number, host) in ["a", "a", "b", "b"].into_iter().enumerate() {
        rota.plan(&name(number), host, Some(now));
    }
    assert_eq!((rota.next(now), rota.next(now)), (Some(name(0)), Some(name(2))));
    assert_eq!(rota.next(now), None);
    rota.call(&name(3), Turn::Now, now);
    assert_eq!(rota.next(now), Some(name(3)));
    rota.call(&name(3), Turn::Now, now);
    assert!(rota.ended(&name(3), None, now));
    assert_eq!(rota.next(now), Some(name(3)), "what was called for meanwhile is asked once more");
    assert_eq!(rota.place(&name(1)), Some(Place::Queued(now)));
}
