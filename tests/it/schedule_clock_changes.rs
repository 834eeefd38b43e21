//! - A time of day that spring leaves out fires right after the gap, once.
//! - A time of day that autumn has twice fires in the first pass only.
//! - A wildcard fires every so many real minutes through both changes.
//! - Changes of half an hour, at midnight, and of a whole day follow the same rules.
//! - Every firing is later than what was asked about, for any instant at all.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use pressroom::schedule::Timetable;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// All firings in `[from, to)`, written in the zone's own time.
fn firings(expression: &str, zone: Tz, from: &str, to: &str) -> Vec<String> {
    let timetable = Timetable::parse(expression, zone).expect("a good expression");
    let before = at(from) - TimeDelta::seconds(1);
    std::iter::successors(timetable.next_after(before), |last| timetable.next_after(*last))
        .take_while(|firing| *firing < at(to))
        .map(|firing| firing.with_timezone(&zone).format("%dT%H:%M%:z").to_string())
        .collect()
}

#[test]
fn a_time_in_the_gap_fires_right_after_it() {
    // 8 March 2026: New York goes from 02:00 to 03:00.
    let night = |expression| {
        firings(expression, Tz::America__New_York, "2026-03-07T05:00:00Z", "2026-03-09T04:00:00Z")
    };
    assert_eq!(night("30 2 * * *"), ["07T02:30-05:00", "08T03:00-04:00"]);
    assert_eq!(night("0 2 * * *"), ["07T02:00-05:00", "08T03:00-04:00"]);
    assert_eq!(night("59 1 * * *"), ["07T01:59-05:00", "08T01:59-05:00"]);
    assert_eq!(night("0 3 * * *"), ["07T03:00-05:00", "08T03:00-04:00"]);
    assert_eq!(
        night("0,30 2,3 8 3 *"),
        ["08T03:00-04:00", "08T03:30-04:00"],
        "what the gap swallowed and what follows it fire together, once"
    );
    assert_eq!(night("30 2 8 3 *"), ["08T03:00-04:00"]);
}

#[test]
fn a_wildcard_does_not_make_up_for_the_gap() {
    let night = |expression| {
        firings(expression, Tz::America__New_York, "2026-03-08T06:00:00Z", "2026-03-08T08:30:00Z")
    };
    assert_eq!(
        night("*/30 * * * *"),
        ["08T01:00-05:00", "08T01:30-05:00", "08T03:00-04:00", "08T03:30-04:00", "08T04:00-04:00"]
    );
    assert_eq!(night("*/10 2 * * *"), Vec::<String>::new());
    assert_eq!(night("30 * * * *"), ["08T01:30-05:00", "08T03:30-04:00"]);
}

#[test]
fn a_time_in_the_fold_fires_in_the_first_pass() {
    // 1 November 2026: New York goes from 02:00 back to 01:00.
    let night = |expression| {
        firings(expression, Tz::America__New_York, "2026-10-31T04:00:00Z", "2026-11-02T05:00:00Z")
    };
    assert_eq!(night("30 1 * * *"), ["31T01:30-04:00", "01T01:30-04:00"]);
    assert_eq!(night("0 1 * * *"), ["31T01:00-04:00", "01T01:00-04:00"]);
    assert_eq!(night("0 2 * * *"), ["31T02:00-04:00", "01T02:00-05:00"]);
    assert_eq!(night("0,30 0-1 1 11 *").len(), 4);
}

#[test]
fn a_wildcard_fires_in_both_passes() {
    let night = |expression| {
        firings(expression, Tz::America__New_York, "2026-11-01T04:30:00Z", "2026-11-01T07:30:00Z")
    };
    assert_eq!(
        night("*/30 * * * *"),
        [
            "01T00:30-04:00",
            "01T01:00-04:00",
            "01T01:30-04:00",
            "01T01:00-05:00",
            "01T01:30-05:00",
            "01T02:00-05:00"
        ]
    );
    assert_eq!(night("15 * * * *"), ["01T01:15-04:00", "01T01:15-05:00", "01T02:15-05:00"]);
    assert_eq!(night("*/40 1 * * *").len(), 4);
}

#[test]
fn asked_from_inside_the_fold() {
    let zone = Tz::America__New_York;
    let next = |expression, from| Timetable::parse(expression, zone).unwrap().next_after(at(from));
    // 01:45 of the first pass, of the second, and half a second either way.
    assert_eq!(next("50 1 * * *", "2026-11-01T05:45:00Z"), Some(at("2026-11-01T05:50:00Z")));
    assert_eq!(next("50 1 * * *", "2026-11-01T06:45:00Z"), Some(at("2026-11-02T06:50:00Z")));
    assert_eq!(next("*/20 * * * *", "2026-11-01T05:45:00Z"), Some(at("2026-11-01T06:00:00Z")));
    assert_eq!(next("*/20 * * * *", "2026-11-01T05:59:59.5Z"), Some(at("2026-11-01T06:00:00Z")));
    assert_eq!(next("*/20 * * * *", "2026-11-01T06:00:00Z"), Some(at("2026-11-01T06:20:00Z")));
    assert_eq!(next("*/20 * * * *", "2026-11-01T06:59:59.5Z"), Some(at("2026-11-01T07:00:00Z")));
}

#[test]
fn half_an_hour_on_lord_howe() {
    // 5 April 2026: 02:00 back to 01:30. 4 October 2026: 02:00 to 02:30.
    let zone = Tz::Australia__Lord_Howe;
    let autumn = |e| firings(e, zone, "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z");
    assert_eq!(autumn("45 1 * * *"), ["05T01:45+11:00"]);
    assert_eq!(autumn("45 * 5 4 *").len(), 25, "24 hours on the clock and one quarter twice");
    let spring = |e| firings(e, zone, "2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z");
    assert_eq!(spring("15 2 * * *"), ["04T02:30+11:00"]);
    assert_eq!(spring("15 * * * *").len(), 23);
}

#[test]
fn a_gap_at_midnight_does_not_lose_the_day() {
    // 24 April 2026: Cairo goes from 00:00 to 01:00.
    let days = firings("@daily", Tz::Africa__Cairo, "2026-04-22T22:00:00Z", "2026-04-25T20:00:00Z");
    assert_eq!(days, ["23T00:00+02:00", "24T01:00+03:00", "25T00:00+03:00"]);
}

#[test]
fn a_day_that_a_zone_left_out_fires_when_the_next_begins() {
    // Samoa had no 30 December 2011.
    let days =
        firings("0 6 * * *", Tz::Pacific__Apia, "2011-12-29T10:00:00Z", "2012-01-01T09:00:00Z");
    assert_eq!(days, ["29T06:00-10:00", "31T00:00+14:00", "31T06:00+14:00", "01T06:00+14:00"]);
}

#[test]
fn every_so_many_minutes_are_real_minutes() {
    for (zone, change) in [
        (Tz::Asia__Karachi, "2026-03-08T07:00:00Z"),
        (Tz::America__New_York, "2026-03-08T07:00:00Z"),
        (Tz::America__New_York, "2026-11-01T06:00:00Z"),
        (Tz::Europe__Berlin, "2026-03-29T01:00:00Z"),
        (Tz::Europe__Berlin, "2026-10-25T01:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-04-04T15:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-10-03T15:30:00Z"),
        (Tz::Africa__Casablanca, "2026-02-15T02:00:00Z"),
        (Tz::Africa__Casablanca, "2026-03-22T02:00:00Z"),
    ] {
        for minutes in [1, 2, 3, 5, 6, 10, 15, 30] {
            let timetable = Timetable::parse(&format!("*/{minutes} * * * *"), zone).unwrap();
            let mut instant = at(change) - TimeDelta::hours(3);
            while instant < at(change) + TimeDelta::hours(3) {
                let next = timetable.next_after(instant).unwrap();
                assert_eq!(next - instant, TimeDelta::minutes(minutes), "{zone} {instant}");
                instant = next;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn always_later_and_the_same_from_anywhere_before_it(
        seconds in prop_oneof![
            3 => 1_767_225_600_i64..1_798_761_600,
            1 => -8_334_601_228_800_i64..8_210_266_876_799,
            1 => -100_000_i64..100_000,
        ],
        nanoseconds in 0_u32..1_000_000_000,
        step in 0_i64..10_000_000,
        expression in prop::sample::select(vec![
            "*/5 * * * *", "30 2 * * *", "0 0 1 1 *", "*/7 1-3 * * SUN", "* * * * * *",
            "0,30 1,2 * * *", "15 3 29 2 *", "@monthly",
        ]),
        zone in prop::sample::select(vec![
            Tz::Asia__Karachi, Tz::Europe__Berlin, Tz::Australia__Lord_Howe,
            Tz::Pacific__Kiritimati, Tz::Africa__Monrovia, Tz::Etc__GMTPlus12,
        ]),
    ) {
        let timetable = Timetable::parse(expression, zone).unwrap();
        let instant = DateTime::from_timestamp(seconds, nanoseconds).unwrap();
        let Some(next) = timetable.next_after(instant) else {
            prop_assert!(instant > at("2096-01-01T00:00:00Z"));
            return Ok(());
        };
        prop_assert!(next > instant);
        prop_assert_eq!(next.timestamp_subsec_nanos(), 0);
        let between = (instant + TimeDelta::seconds(step)).min(next - TimeDelta::nanoseconds(1));
        prop_assert_eq!(timetable.next_after(between), Some(next));
    }

    #[test]
    fn nothing_panics_at_the_ends_of_time(
        expression in prop::sample::select(vec!["*/5 * * * *", "30 2 * * *", "* * * * * *"]),
        zone in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
    ) {
        let timetable = Timetable::parse(expression, zone).unwrap();
        prop_assert_eq!(timetable.next_after(DateTime::<Utc>::MAX_UTC), None);
        let first = timetable.next_after(DateTime::<Utc>::MIN_UTC).unwrap();
        prop_assert!((first - DateTime::UNIX_EPOCH).abs() < TimeDelta::days(3));
        let mut last = at("2100-12-30T00:00:00Z");
        for _ in 0..500 {
            let Some(next) = timetable.next_after(last) else { break };
            prop_assert!(next > last);
            last = next;
        }
    }
}
