//! An answer is fresh until the feed can change, and never a second longer.
//!
//! - The lifetime is the time to the next change, rounded down, up to the maximum.
//! - Near a change it goes down to 0, below the minimum.
//! - A firing at the same hour of the day is met on both days on which the clocks change.
//! - For any two instants, keeping an answer for its lifetime does not pass the change.

use crate::http::stand::{ask, at, edition, header, settings, slug, stand};
use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use pressroom::clock::Clock;
use pressroom::metrics::Metrics;
use pressroom::section::Slug;
use pressroom::serve::outlook::CacheBounds;
use pressroom::serve::{Newsstand, NextChange, Outlook};
use proptest::prelude::*;
use std::sync::{Arc, Mutex};

const STALE: &str = ", stale-while-revalidate=30, stale-if-error=86400";

#[test]
fn the_lifetime_ends_with_the_next_change() {
    let stand = stand(&settings(), edition());
    let cases = [
        (NextChange::AnyMoment(None), 60),
        (NextChange::AnyMoment(Some(at("2026-11-23T12:00:20Z"))), 20),
        (NextChange::AnyMoment(Some(at("2026-11-23T12:20:00Z"))), 60),
        (NextChange::AnyMoment(Some(at("2026-11-23T11:00:00Z"))), 0),
        (NextChange::Never, 3600),
        (NextChange::At(at("2026-11-23T12:00:00Z")), 0),
        (NextChange::At(at("2026-11-23T11:00:00Z")), 0),
        (NextChange::At(at("2026-11-23T12:00:00.999Z")), 0),
        (NextChange::At(at("2026-11-23T12:00:01Z")), 1),
        (NextChange::At(at("2026-11-23T12:00:59.999Z")), 59),
        (NextChange::At(at("2026-11-23T12:15:00Z")), 900),
        (NextChange::At(at("2026-11-23T13:00:00Z")), 3600),
        (NextChange::At(at("2026-11-24T12:00:00Z")), 3600),
        (NextChange::At(DateTime::<Utc>::MAX_UTC), 3600),
        (NextChange::At(DateTime::<Utc>::MIN_UTC), 0),
    ];
    for (next, expected) in cases {
        *stand.outlook.0.lock().unwrap() = next;
        let response = ask(&stand.newsstand, "GET", "/feeds/world.rss", &[]);
        let expected = format!("public, max-age={expected}{STALE}");
        assert_eq!(header(&response, "cache-control"), expected, "{next:?}");
    }
}

#[test]
fn the_lifetime_goes_with_the_clock() {
    let stand = stand(&settings(), edition());
    *stand.outlook.0.lock().unwrap() = NextChange::At(at("2026-11-23T12:10:00Z"));
    for (now, expected) in [
        ("2026-11-23T12:00:00Z", 600),
        ("2026-11-23T12:00:00.001Z", 599),
        ("2026-11-23T12:09:59.001Z", 0),
        ("2026-11-23T12:10:00Z", 0),
    ] {
        stand.clock.set(at(now));
        let response = ask(&stand.newsstand, "GET", "/feeds/world.rss", &[]);
        let expected = format!("public, max-age={expected}{STALE}");
        assert_eq!(header(&response, "cache-control"), expected, "{now}");
    }
}

/// Fires at eight in the morning in Berlin, every day.
struct EightInBerlin;

impl Outlook for EightInBerlin {
    fn next_change(&self, _feed: Option<&Slug>, now: DateTime<Utc>) -> NextChange {
        let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
        let today = now.with_timezone(&Berlin).date_naive();
        let firing = |days| {
            let day = today + TimeDelta::days(days);
            Berlin.from_local_datetime(&day.and_time(eight)).unwrap().to_utc()
        };
        NextChange::At([firing(0), firing(1)].into_iter().find(|firing| *firing > now).unwrap())
    }
}

#[test]
fn both_changes_of_the_clocks_are_met() {
    let mut settings = settings();
    settings.publish.cache_max = std::time::Duration::from_secs(90_000);
    let stand = stand(&settings, edition());
    for (now, hours) in [
        // Spring: the night of 29 March 2026 has one hour less.
        ("2026-03-27T07:00:00Z", 24),
        ("2026-03-28T07:00:00Z", 23),
        ("2026-03-29T06:00:00Z", 24),
        ("2026-03-29T00:59:59Z", 5),
        // Autumn: the night of 25 October 2026 has one hour more.
        ("2026-10-23T06:00:00Z", 24),
        ("2026-10-24T06:00:00Z", 25),
        ("2026-10-25T07:00:00Z", 24),
        ("2026-10-25T00:30:00Z", 6),
    ] {
        let clock = Clock::fixed(at(now));
        let newsstand = Newsstand::new(
            Arc::clone(&stand.edition),
            Arc::new(EightInBerlin),
            &settings,
            clock,
            Metrics::new(),
        );
        let response = ask(&newsstand, "GET", "/feeds/world.rss", &[]);
        let NextChange::At(firing) = EightInBerlin.next_change(None, at(now)) else { panic!() };
        let left = (firing - at(now)).num_seconds();
        assert_eq!(left / 3600, hours, "{now}: the table and the zone agree");
        let expected = format!("public, max-age={left}{STALE}");
        assert_eq!(header(&response, "cache-control"), expected, "{now}");
    }
}

/// Notes which feed was asked about.
struct Listening(Mutex<Vec<Option<Slug>>>);

impl Outlook for Listening {
    fn next_change(&self, feed: Option<&Slug>, _now: DateTime<Utc>) -> NextChange {
        self.0.lock().unwrap().push(feed.cloned());
        NextChange::Never
    }
}

#[test]
fn each_document_lives_as_long_as_its_own_feed() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let listening = Arc::new(Listening(Mutex::default()));
    let newsstand = Newsstand::new(
        Arc::clone(&stand.edition),
        Arc::clone(&listening) as Arc<dyn Outlook>,
        &settings,
        stand.clock.clone(),
        Metrics::new(),
    );
    for path in ["/feeds/world.atom", "/feeds/world.html", "/feeds/index.opml", "/feeds/"] {
        assert_eq!(ask(&newsstand, "GET", path, &[]).status(), 200);
    }
    let world = Some(slug("world"));
    assert_eq!(*listening.0.lock().unwrap(), [world.clone(), world, None, None]);
}

#[test]
fn directives_that_are_switched_off_are_left_out() {
    let mut settings = settings();
    settings.publish.stale_if_error = std::time::Duration::ZERO;
    settings.publish.stale_while_revalidate = std::time::Duration::ZERO;
    let stand = stand(&settings, edition());
    let response = ask(&stand.newsstand, "GET", "/feeds/world.rss", &[]);
    assert_eq!(header(&response, "cache-control"), "public, max-age=60");
}

proptest! {
    #[test]
    fn no_lifetime_passes_the_change(
        now in 0i64..4_000_000_000_000,
        ahead in -10_000i64..100_000_000,
        min in 0u64..100_000,
        max in 0u64..100_000,
    ) {
        let mut publish = settings().publish;
        publish.cache_min = std::time::Duration::from_secs(min);
        publish.cache_max = std::time::Duration::from_secs(max);
        let now = DateTime::from_timestamp_millis(now).unwrap();
        let next = now + TimeDelta::milliseconds(ahead);
        let lifetime = CacheBounds::of(&publish).lifetime(NextChange::At(next), now);
        prop_assert!(lifetime <= max);
        let end = now + TimeDelta::seconds(i64::try_from(lifetime).unwrap());
        prop_assert!(lifetime == 0 || end <= next);
        // And it is not a second shorter than it may be.
        prop_assert!(lifetime == max || end + TimeDelta::seconds(1) > next);
    }
}
