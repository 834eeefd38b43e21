//! - Random expressions fire when the `croner` crate says, in five zones and
//!   through both clock changes of 2026, wherever its rules are those of Vixie cron.
//! - Everywhere else they fire when a plain search says, that looks at the wall
//!   clock of every single minute.
//!
//! Where croner's rules differ: it takes a list (`0,30 2 * * *`) for a wildcard
//! when clocks change, and only a bare `*` for an unrestricted day field.

use chrono::{DateTime, Datelike, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use croner::parser::{CronParser, Seconds};
use pressroom::schedule::Timetable;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A field as text, and the numbers it was made from.
#[derive(Clone, Debug)]
struct Field {
    text: String,
    numbers: BTreeSet<u32>,
}

impl Field {
    fn new(text: impl Into<String>, numbers: impl IntoIterator<Item = u32>) -> Self {
        Self { text: text.into(), numbers: numbers.into_iter().collect() }
    }

    fn star(&self) -> bool {
        self.text.starts_with('*')
    }
}

fn wildcard(low: u32, high: u32) -> BoxedStrategy<Field> {
    let step = (2..=(high - low))
        .prop_map(move |step| Field::new(format!("*/{step}"), (low..=high).step_by(step as usize)));
    prop_oneof![2 => Just(Field::new("*", low..=high)), 1 => step].boxed()
}

fn single(low: u32, high: u32) -> BoxedStrategy<Field> {
    (low..=high).prop_map(|number| Field::new(number.to_string(), [number])).boxed()
}

fn list(low: u32, high: u32) -> BoxedStrategy<Field> {
    let range = (low..=high, low..=high, 1_u32..4).prop_map(|(one, other, step)| {
        let (from, to) = (one.min(other), one.max(other));
        let step = step.min((to - from).max(1));
        let text = if step > 1 { format!("{from}-{to}/{step}") } else { format!("{from}-{to}") };
        Field::new(text, (from..=to).step_by(step as usize))
    });
    vec(prop_oneof![single(low, high), range], 1..4)
        .prop_map(|items| {
            let texts: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
            Field::new(texts.join(","), items.into_iter().flat_map(|item| item.numbers))
        })
        .boxed()
}

fn any_field(low: u32, high: u32) -> BoxedStrategy<Field> {
    prop_oneof![wildcard(low, high), single(low, high), list(low, high)].boxed()
}

/// Hours near the changes, so that many cases meet one.
fn hours() -> BoxedStrategy<Field> {
    prop_oneof![any_field(0, 23), single(0, 4), list(0, 4)].boxed()
}

fn weekdays() -> BoxedStrategy<Field> {
    let as_cron = |field: Field| Field::new(field.text, field.numbers.into_iter().map(|n| n % 7));
    prop_oneof![
        3 => Just(Field::new("*", 0..=6)),
        1 => wildcard(0, 6),
        1 => single(0, 7).prop_map(as_cron),
        1 => list(0, 7).prop_map(as_cron),
        1 => Just(Field::new("Mon-FRI", 1..=5)),
    ]
    .boxed()
}

fn days() -> BoxedStrategy<Field> {
    prop_oneof![2 => Just(Field::new("*", 1..=31)), 1 => any_field(1, 31)].boxed()
}

fn months() -> BoxedStrategy<Field> {
    prop_oneof![4 => Just(Field::new("*", 1..=12)), 1 => any_field(1, 12)].boxed()
}

#[derive(Clone, Debug)]
struct Cron {
    minute: Field,
    hour: Field,
    day: Field,
    month: Field,
    weekday: Field,
}

impl Cron {
    fn text(&self) -> String {
        let Self { minute, hour, day, month, weekday } = self;
        [minute, hour, day, month, weekday].map(|field| field.text.clone()).join(" ")
    }

    fn names(&self, time: NaiveDateTime) -> bool {
        let day = self.day.numbers.contains(&time.day());
        let weekday = self.weekday.numbers.contains(&time.weekday().num_days_from_sunday());
        let either = !self.day.star() && !self.weekday.star();
        self.minute.numbers.contains(&time.minute())
            && self.hour.numbers.contains(&time.hour())
            && self.month.numbers.contains(&time.month())
            && if either { day || weekday } else { day && weekday }
    }
}

fn cron(
    minute: BoxedStrategy<Field>,
    hour: BoxedStrategy<Field>,
) -> impl Strategy<Value = Cron> + use<> {
    (minute, hour, days(), months(), weekdays())
        .prop_map(|(minute, hour, day, month, weekday)| Cron { minute, hour, day, month, weekday })
}

/// A zone and an instant near which to look: both changes of 2026, and plain days.
fn nights() -> impl Strategy<Value = (Tz, DateTime<Utc>)> {
    prop::sample::select(vec![
        (Tz::Asia__Karachi, "2026-03-08T00:00:00Z"),
        (Tz::Asia__Karachi, "2026-10-31T12:00:00Z"),
        (Tz::America__New_York, "2026-03-08T07:00:00Z"),
        (Tz::America__New_York, "2026-11-01T06:00:00Z"),
        (Tz::Europe__Berlin, "2026-03-29T01:00:00Z"),
        (Tz::Europe__Berlin, "2026-10-25T01:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-04-04T15:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-10-03T15:30:00Z"),
        (Tz::Africa__Casablanca, "2026-02-15T02:00:00Z"),
        (Tz::Africa__Casablanca, "2026-03-22T02:00:00Z"),
    ])
    .prop_map(|(zone, at)| (zone, at.parse().expect("an instant")))
}

/// Every firing in `[from, to)`, found by looking at every minute.
fn plain_search(
    cron: &Cron,
    zone: Tz,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<DateTime<Utc>> {
    let minute = TimeDelta::minutes(1);
    let shown: Vec<(DateTime<Utc>, NaiveDateTime)> =
        std::iter::successors(Some(from), |at| Some(*at + minute).filter(|at| *at < to))
            .map(|at| (at, at.with_timezone(&zone).naive_local()))
            .collect();
    if cron.minute.star() || cron.hour.star() {
        return shown.iter().filter(|(_, time)| cron.names(*time)).map(|(at, _)| *at).collect();
    }
    let (first, last) = (shown[0].1, shown[shown.len() - 1].1);
    let times = std::iter::successors(Some(first), |time| Some(*time + minute));
    let firings: BTreeSet<DateTime<Utc>> = times
        .take_while(|time| *time <= last)
        .filter(|time| cron.names(*time))
        .filter_map(|time| {
            let exactly = shown.iter().find(|(_, shown)| *shown == time);
            exactly.or_else(|| shown.iter().find(|(_, shown)| *shown > time))
        })
        .map(|(at, _)| *at)
        .collect();
    firings.into_iter().collect()
}

fn firings(timetable: &Timetable, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let before = from - TimeDelta::seconds(1);
    std::iter::successors(timetable.next_after(before), |last| timetable.next_after(*last))
        .take_while(|firing| *firing < to)
        .collect()
}

/// Whether croner has the same rules for it.
fn croner_agrees(cron: &Cron) -> bool {
    let wildcard = cron.minute.star() || cron.hour.star();
    let one_time = cron.minute.numbers.len() == 1 && cron.hour.numbers.len() == 1;
    let half_star = |field: &Field| field.star() && field.text != "*";
    let days_differ = (half_star(&cron.day) && cron.weekday.text != "*")
        || (half_star(&cron.weekday) && cron.day.text != "*");
    (wildcard || one_time) && !days_differ
}

fn compare_with_croner(text: &str, zone: Tz, start: DateTime<Utc>) -> Result<(), TestCaseError> {
    let failed = |error: &dyn std::fmt::Display| TestCaseError::fail(format!("{text}: {error}"));
    let timetable = match Timetable::parse(text, zone) {
        Ok(timetable) => timetable,
        // Croner would search for ever: only a day that no month has may end here.
        Err(error) if error.reason.contains("never fires") => return Ok(()),
        Err(error) => return Err(failed(&error)),
    };
    let parser = CronParser::builder().seconds(Seconds::Optional).build();
    let oracle = parser.parse(text).map_err(|error| failed(&error))?;
    let mut here = start;
    for _ in 0..40 {
        let theirs = oracle
            .find_next_occurrence(&here.with_timezone(&zone), false)
            .map_err(|error| failed(&error))?
            .with_timezone(&Utc);
        let ours = timetable.next_after(here);
        prop_assert_eq!(ours, Some(theirs), "{} in {} after {}", text, zone, here);
        here = theirs;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn as_a_search_of_every_minute_says(
        cron in cron(any_field(0, 59), hours()),
        (zone, change) in nights(),
    ) {
        let (from, to) = (change - TimeDelta::hours(40), change + TimeDelta::hours(40));
        let text = cron.text();
        let expected = plain_search(&cron, zone, from, to);
        match Timetable::parse(&text, zone) {
            Ok(timetable) => {
                prop_assert_eq!(firings(&timetable, from, to), expected, "{} in {}", text, zone);
            }
            Err(error) => prop_assert!(error.reason.contains("never fires") && expected.is_empty()),
        }
    }

    #[test]
    fn as_croner_says_for_wildcards(
        cron in prop_oneof![
            cron(wildcard(0, 59), hours()),
            cron(any_field(0, 59), wildcard(0, 23)),
        ].prop_filter("the rules differ", croner_agrees),
        (zone, change) in nights(),
        earlier in 0_i64..5400,
    ) {
        compare_with_croner(&cron.text(), zone, change - TimeDelta::seconds(earlier))?;
    }

    #[test]
    fn as_croner_says_for_times_of_day(
        cron in cron(single(0, 59), prop_oneof![single(0, 4), single(0, 23)].boxed())
            .prop_filter("the rules differ", croner_agrees),
        (zone, change) in nights(),
        earlier in 0_i64..200_000,
    ) {
        compare_with_croner(&cron.text(), zone, change - TimeDelta::seconds(earlier))?;
    }

    #[test]
    fn as_croner_says_with_seconds(
        second in prop_oneof![wildcard(0, 59), list(0, 59)],
        cron in cron(wildcard(0, 59), hours()).prop_filter("the rules differ", croner_agrees),
        (zone, change) in nights(),
        earlier in 0_i64..90,
    ) {
        let text = format!("{} {}", second.text, cron.text());
        compare_with_croner(&text, zone, change - TimeDelta::seconds(earlier))?;
    }
}
