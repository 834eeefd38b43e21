//! - What operators know from Vixie cron means here what it means there: names,
//!   ranges, lists, steps, 0 and 7 for Sunday, nicknames, seconds in front.
//! - When both day fields are restricted either is enough; a field that starts
//!   with `*` does not count as restricted.
//! - What is wrong is said field by field, with what to write instead, and
//!   Quartz forms are named as such.
//! - An expression that can never fire is refused; no text makes it panic.

use chrono::{DateTime, Datelike, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use pressroom::schedule::Timetable;
use proptest::prelude::*;
use std::fmt::Write as _;

/// The first `count` firings after 1 November 2026, a Sunday.
fn firings(expression: &str, count: usize) -> Vec<DateTime<Utc>> {
    let timetable = Timetable::parse(expression, Tz::UTC).expect("a good expression");
    let start = Utc.with_ymd_and_hms(2026, 10, 31, 23, 59, 59).earliest().expect("an instant");
    std::iter::successors(timetable.next_after(start), |last| timetable.next_after(*last))
        .take(count)
        .collect()
}

#[test]
fn two_ways_to_write_the_same_thing() {
    for (one, other) in [
        ("0 6 * * SUN", "0 6 * * 0"),
        ("0 6 * * 7", "0 6 * * 0"),
        ("0 6 * * sun", "0 6 * * 7"),
        ("0 6 * * 5-7", "0 6 * * 0,5,6"),
        ("0 6 * * FRI-SUN", "0 6 * * 0,5,6"),
        ("0 6 * * 0-7", "0 6 * * *"),
        ("0 6 * * 1-7/2", "0 6 * * 0,1,3,5"),
        ("0 6 * * */2", "0 6 * * 0,2,4,6"),
        ("0 6 * * MON-FRI", "0 6 * * 1,2,3,4,5"),
        ("0 6 * Jan,mar-MAY *", "0 6 * 1,3,4,5 *"),
        ("*/15 * * * *", "0,15,30,45 */1 * * *"),
        ("5-59/20 * * * *", "5,25,45 * * * *"),
        ("05 06 01 02 *", "5 6 1 2 *"),
        ("0 5 6 * * *", "5 6 * * *"),
        ("  5\t6  * *   * ", "5 6 * * *"),
        ("5,5,5 6 * * *", "5 6 * * *"),
        ("@hourly", "0 * * * *"),
        ("@daily", "0 0 * * *"),
        ("@Midnight", "0 0 * * *"),
        ("@weekly", "0 0 * * SUN"),
        ("@monthly", "0 0 1 * *"),
        ("@YEARLY", "0 0 1 1 *"),
        ("@annually", "0 0 1 1 *"),
    ] {
        assert_eq!(firings(one, 40), firings(other, 40), "{one} and {other}");
        assert_eq!(firings(one, 40).len(), 40, "{one} stops");
    }
}

#[test]
fn weekday_numbers_are_those_of_cron_and_not_of_quartz() {
    let weekdays = [
        (0, Weekday::Sun),
        (1, Weekday::Mon),
        (2, Weekday::Tue),
        (3, Weekday::Wed),
        (4, Weekday::Thu),
        (5, Weekday::Fri),
        (6, Weekday::Sat),
        (7, Weekday::Sun),
    ];
    for (number, weekday) in weekdays {
        for firing in firings(&format!("30 4 * * {number}"), 8) {
            assert_eq!(firing.weekday(), weekday, "{number}");
        }
    }
}

#[test]
fn either_day_field_is_enough_when_both_are_restricted() {
    let days: Vec<u32> = firings("0 0 13 * FRI", 5).iter().map(Datelike::day).collect();
    assert_eq!(days, [6, 13, 20, 27, 4], "every Friday, and the 13th");
    let days: Vec<u32> = firings("0 0 10,19 11 1-2", 8).iter().map(Datelike::day).collect();
    assert_eq!(days, [2, 3, 9, 10, 16, 17, 19, 23]);
}

#[test]
fn a_day_field_that_starts_with_a_star_restricts_together_with_the_other() {
    let days: Vec<u32> = firings("0 0 */2 11 MON", 3).iter().map(Datelike::day).collect();
    assert_eq!(days, [9, 23, 1], "Mondays on odd days, then those of next year");
    let days: Vec<u32> = firings("0 0 1-7 11 */3", 4).iter().map(Datelike::day).collect();
    assert_eq!(days, [1, 4, 7, 3], "Sundays, Wednesdays and Saturdays of the first week");
    let days: Vec<u32> = firings("0 0 1-31 11 MON", 5).iter().map(Datelike::day).collect();
    assert_eq!(days, [1, 2, 3, 4, 5], "1-31 is a restriction, so every day will do");
}

#[test]
fn leap_day_waits_for_its_year_until_the_calendar_ends() {
    let years: Vec<i32> = firings("0 0 29 2 *", 30).iter().map(Datelike::year).collect();
    let expected: Vec<i32> = (2028..=2096).step_by(4).collect();
    assert_eq!(years, expected, "2100 is no leap year, and after it nothing fires");
}

#[test]
fn it_is_shown_as_it_was_written() {
    let timetable = Timetable::parse(" 0 6 * * MON ", Tz::Asia__Karachi).unwrap();
    assert_eq!(timetable.expression(), "0 6 * * MON");
    assert_eq!(timetable.zone(), Tz::Asia__Karachi);
}

#[test]
fn every_refusal_says_what_to_write() {
    let mut messages = String::new();
    for wrong in [
        "",
        "   ",
        "hourly",
        "* * *",
        "0 6 * *",
        "0 0 12 ? * MON 2026",
        "0 0 6 * * * * *",
        "CRON_TZ=Asia/Karachi 0 6 * * *",
        "@reboot",
        "@every 5m",
        "@dailyish",
        "61 * * * *",
        "60 0 6 * * *",
        "0 24 * * *",
        "0 6 0 * *",
        "0 6 32 * *",
        "0 6 * 13 *",
        "0 6 * * 8",
        "99999999999999999999 * * * *",
        "-5 * * * *",
        "+5 * * * *",
        "1.5 * * * *",
        "0 6 * * MONDAY",
        "0 6 * FEBRUARY *",
        "MON 6 * * *",
        "0 22-6 * * *",
        "0 6 * * SAT-MON",
        "1,,2 * * * *",
        "1, * * * *",
        "1- * * * *",
        "1-2-3 * * * *",
        "5/15 * * * *",
        "*/0 * * * *",
        "*/90 * * * *",
        "*/60 * * * *",
        "0 */24 * * *",
        "*/ * * * *",
        "*/x * * * *",
        "*/+5 * * * *",
        "*/5/5 * * * *",
        "** * * * *",
        "0 6 ? * MON",
        "0 6 L * *",
        "0 6 15W * *",
        "0 6 LW * *",
        "0 6 * * 5L",
        "0 6 * * 2#1",
        "0 6 * * ٣",
        "0 6 30 2 *",
        "0 6 31 4,6,9,11 *",
        "0 6 30 2 */1",
    ] {
        let error = Timetable::parse(wrong, Tz::UTC).unwrap_err();
        assert_eq!(error.expression, wrong.trim());
        writeln!(messages, "{error}").unwrap();
    }
    insta::assert_snapshot!(messages);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in "[-*/,0-9?#LW@ A-Za-z=]{0,40}|\\PC{0,30}") {
        let _ = Timetable::parse(&text, Tz::UTC);
    }

    #[test]
    fn what_it_accepts_does_fire(
        fields in proptest::collection::vec("[*]|[0-9]{1,2}|[0-9]-[0-9]{1,2}|[*]/[2-5]|[1-7],[*]", 5..=6),
    ) {
        if let Ok(timetable) = Timetable::parse(&fields.join(" "), Tz::UTC) {
            prop_assert!(timetable.next_after(DateTime::UNIX_EPOCH).is_some());
        }
    }
}
