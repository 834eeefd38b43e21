//! Any bytes, under any charset that a header may claim, are read as a feed: without
//! a panic, the same way twice, and nothing that arrived before comes again. It does
//! not judge what was read; the first byte picks the header.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pressroom::sources::Known;
use pressroom::sources::feed::{Document, MAX_ITEMS, read};

mod pace;

const HEADERS: [Option<&str>; 8] = [
    None,
    Some("text/xml"),
    Some("application/rss+xml; charset=utf-8"),
    Some("application/xml; charset=\"iso-8859-1\""),
    Some("text/xml; charset=UTF-16"),
    Some("text/xml; charset=shift_jis"),
    Some("application/feed+json; charset=gb18030"),
    Some("text/html; charset=iso-2022-jp"),
];

fuzz_target!(|input: &[u8]| {
    let Some((pick, bytes)) = input.split_first() else { return };
    let base = "https://news.example/feeds/all.xml".parse().ok();
    let content_type = HEADERS[usize::from(*pick) % HEADERS.len()];
    let document = Document { bytes, content_type, base: base.as_ref() };
    let first = pace::held(bytes.len(), || read(&document, &Known::new()));
    let Ok(reading) = &first else { return };
    assert!(reading.items.len() <= MAX_ITEMS);
    assert!(reading.items.iter().all(|item| !item.key.is_empty()));
    assert_eq!(first, read(&document, &Known::new()));
    let known: Known = reading.items.iter().filter_map(|item| item.arrived).collect();
    let again = read(&document, &known).expect("what was a feed is one still");
    assert!(again.items.iter().all(|item| item.arrived.is_none_or(|it| !known.contains(&it))));
});
