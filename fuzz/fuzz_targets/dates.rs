//! Any text is read as a date: without a panic, into a year that a date may have,
//! and what it becomes is read back as the same instant. A zone in its place moves
//! it by no more than zones do.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pressroom::text::dates::{is_only_a_date, read_date, read_date_in};

mod pace;

fuzz_target!(|text: &str| {
    let zone = "Asia/Karachi".parse().expect("a zone");
    let _ = is_only_a_date(text);
    let Some(date) = pace::held(text.len(), || read_date(text)) else {
        assert_eq!(read_date_in(text, zone), None);
        return;
    };
    let year: i32 = date.format("%Y").to_string().parse().expect("a year");
    assert!((1900..=9999).contains(&year), "{text:?} is {date}");
    assert_eq!(read_date(&date.to_rfc3339()), Some(date), "{text:?}");
    assert_eq!(read_date(&date.to_rfc2822()).map(|it| it.timestamp()), Some(date.timestamp()));
    let there = read_date_in(text, zone).expect("a date in any zone");
    assert!((there - date).num_hours().abs() <= 26, "{text:?}: {date}, {there}");
});
