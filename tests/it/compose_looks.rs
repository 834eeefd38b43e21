//! How often a reader is told to look:
//! - as often as the busiest source usually fires, whatever its nights are like;
//! - never more often than that, in the words that RSS has for it.

use crate::render_newsroom::{NOW, article, at, settings};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use pressroom::compose::{masthead, minutes_between_looks, section_feed, usual_gap};
use pressroom::feed_document::{Format, Masthead};
use pressroom::render::render;

/// Fires every `minutes`, from 6 to 22 o'clock.
fn by_day(minutes: i64) -> impl Fn(DateTime<Utc>) -> Option<DateTime<Utc>> {
    move |instant| {
        let mut next = instant + TimeDelta::minutes(minutes);
        while !(6..22).contains(&next.hour()) {
            next += TimeDelta::minutes(minutes);
        }
        Some(next)
    }
}

#[test]
fn quiet_nights_do_not_count() {
    assert_eq!(usual_gap(by_day(5)), Some(TimeDelta::minutes(5)));
    assert_eq!(usual_gap(by_day(60)), Some(TimeDelta::hours(1)));
}

#[test]
fn what_fires_once_has_no_gap() {
    let once = at("2026-01-06T00:00:00Z");
    assert_eq!(usual_gap(|instant| (instant < once).then_some(once)), None);
    assert_eq!(usual_gap(|_| None), None);
}

#[test]
fn a_schedule_that_stands_still_or_runs_back_ends_the_count() {
    assert_eq!(usual_gap(Some), None);
    assert_eq!(usual_gap(|instant| instant.checked_sub_signed(TimeDelta::days(1))), None);
}

#[test]
fn the_masthead_says_what_the_sources_schedules_say() {
    let settings = settings();
    assert_eq!(minutes_between_looks(&settings.sources), 60);
    assert_eq!(masthead(&settings).minutes_between_looks, 60);
    assert_eq!(minutes_between_looks(&[]), 60);
    let labels: Vec<_> = masthead(&settings).sections.iter().map(|s| s.title.clone()).collect();
    assert_eq!(labels, ["World".into(), "Arts & Culture".into(), "Sport".into()]);
}

#[test]
fn rss_says_it_in_its_two_ways_and_never_too_often() {
    let settings = settings();
    let said = [
        (1, "hourly", 60),
        (45, "hourly", 1),
        (60, "hourly", 1),
        (61, "daily", 23),
        (720, "daily", 2),
        (1440, "daily", 1),
    ];
    for (minutes, period, frequency) in said {
        let head = Masthead { minutes_between_looks: minutes, ..(*masthead(&settings)).clone() };
        let articles = vec![article("a", at(NOW), &["world"])];
        let section = &settings.sections[0];
        let doc = section_feed(&settings, head.into(), section, articles, vec![], at(NOW));
        let rss = String::from_utf8(render(&doc, Format::Rss).expect("the document is written"))
            .expect("UTF-8");
        assert!(rss.contains(&format!("<ttl>{minutes}</ttl>")), "{rss}");
        assert!(rss.contains(&format!("<sy:updatePeriod>{period}</sy:updatePeriod>")), "{rss}");
        assert!(
            rss.contains(&format!("<sy:updateFrequency>{frequency}</sy:updateFrequency>")),
            "{rss}"
        );
    }
}
