//! Any bytes are read as a page with an article: without a panic, the same way twice, and
//! in time that grows with their length. It does not judge what was found.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pressroom::config::settings::Selectors;
use pressroom::sources::page::{SavedPage, extract};

mod pace;

fuzz_target!(|bytes: &[u8]| {
    let address = "https://news.example/2026/11/story.html".parse().ok();
    let page = SavedPage { bytes, content_type: Some("text/html"), address: address.as_ref() };
    let read = || extract(&page, &Selectors::default());
    let first = pace::held(bytes.len(), read);
    assert_eq!(format!("{first:?}"), format!("{:?}", read()));
});
