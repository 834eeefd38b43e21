//! Promise: readers are told of a withdrawal for exactly the configured time.
//! - whatever that time is, and whatever took the article back (the desk, its own end), the
//!   notice is in every format of every feed until a second before it is over;
//! - at that second it is in none, though nothing but the passing of time calls for a printing;
//! - what the store removes for its age does not cut a notice short.

use crate::desk::{Desk, NOON};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::json;

const FEEDS: [&str; 6] = [
    "/feeds/world.rss",
    "/feeds/world.atom",
    "/feeds/world.json",
    "/feeds/front-page.rss",
    "/feeds/front-page.atom",
    "/feeds/front-page.json",
];

/// Lets time pass up to an instant, with a printing whenever the pipeline says that one
/// is due by itself, as the service does.
fn pass_time(desk: &Desk, to: DateTime<Utc>) {
    while let Some(next) = desk.pipeline.printer.next_change().unwrap().filter(|next| *next <= to) {
        desk.clock.set(next);
        desk.pipeline.printer.retain().unwrap();
        desk.pipeline.publish_all(false).unwrap();
    }
    desk.clock.set(to);
}

/// In which feeds there is a notice of a withdrawal at this instant.
fn told(desk: &Desk, at: DateTime<Utc>) -> Vec<&'static str> {
    let when = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let marks =
        [format!("when=\"{when}\""), format!("end={when}"), format!("date_withdrawn\":\"{when}")];
    FEEDS
        .into_iter()
        .filter(|feed| marks.iter().any(|mark| desk.text(feed).contains(mark)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn a_notice_lasts_exactly_its_time(
        days in 1_i64..20,
        age in 0_i64..30,
        after in 1_i64..100_000,
        by_itself: bool,
    ) {
        let desk = Desk::with(&format!(
            "[publish]\nkeep_withdrawn = \"{days}d\"\n[store]\nkeep = \"31d\"\n"
        ));
        let noon: DateTime<Utc> = NOON.parse().unwrap();
        let at = noon + TimeDelta::seconds(after);
        let published = (noon - TimeDelta::days(age)).to_rfc3339();
        desk.publish(json!({"id": "stays"}));
        let mut one = json!({"id": "one", "date_published": published});
        if by_itself {
            one["expires_at"] = at.to_rfc3339().into();
        }
        desk.publish(one);
        pass_time(&desk, at - TimeDelta::seconds(1));
        prop_assert!(told(&desk, at).is_empty());
        if by_itself {
            pass_time(&desk, at);
        } else {
            desk.clock.set(at);
            desk.print(&desk.withdraw("one"));
        }
        prop_assert_eq!(told(&desk, at), FEEDS);
        let end = at + TimeDelta::days(days);
        pass_time(&desk, end - TimeDelta::seconds(1));
        desk.pipeline.printer.retain().unwrap();
        desk.pipeline.publish_all(false).unwrap();
        prop_assert_eq!(told(&desk, at), FEEDS);
        pass_time(&desk, end);
        prop_assert!(told(&desk, at).is_empty());
    }
}
