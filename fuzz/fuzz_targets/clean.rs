//! Any text is cleaned as HTML: what comes out can do nothing but be read, by its
//! tags and by the tree that a browser builds of it, and cleaning it again changes
//! nothing. The gate, which reads everything before it is published, agrees.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pressroom::edition::DocumentName;
use pressroom::feed_document::Format;
use pressroom::publish::gate::{Limits, check};
use pressroom::section::Slug;
use pressroom::text::{CleanHtml, Embeds, plain_text};

#[path = "../../tests/it/harmless/mod.rs"]
mod harmless;
mod pace;

/// A feed whose one article has this text.
fn feed(content: &str) -> Vec<u8> {
    let item = serde_json::json!({
        "id": "urn:uuid:aaaa",
        "url": "https://news.example/a",
        "content_html": content,
        "date_published": "2026-09-01T08:00:00Z",
    });
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "World",
        "home_page_url": "https://news.example/",
        "feed_url": "https://news.example/feeds/world.json",
        "language": "en",
        "items": [item],
    });
    feed.to_string().into_bytes()
}

fuzz_target!(|html: &str| {
    let base = "https://news.example/politics/story.html".parse().ok();
    let frames = Embeds { framed: true, hosts: vec!["player.example".to_owned()] };
    let name = DocumentName::Feed(Slug::front_page(), Format::Json);
    let limits = Limits { max_document_bytes: usize::MAX, collapse_below: 0.0 };
    let now = "2026-11-01T00:00:00Z".parse().expect("a date");
    for embeds in [Embeds::default(), frames] {
        let clean = pace::held(html.len(), || CleanHtml::clean_with(html, base.as_ref(), &embeds));
        let hosts = if embeds.framed { HOSTS } else { &[] };
        assert_eq!(harmless::check_but_frames(&clean, hosts), Ok(()), "{clean}");
        assert_eq!(harmless::check_tree(&clean), Ok(()), "{clean}");
        assert_eq!(CleanHtml::clean_with(&clean, base.as_ref(), &embeds), clean);
        if !clean.is_empty() {
            let passed = check(&name, &feed(&clean), None, &limits, now);
            assert!(passed.is_ok(), "{clean}: {passed:?}");
        }
    }
    pace::held(html.len(), || plain_text::from_html(html));
});

const HOSTS: &[&str] = &[
    "www.youtube.com",
    "youtube.com",
    "www.youtube-nocookie.com",
    "youtube-nocookie.com",
    "player.vimeo.com",
    "www.dailymotion.com",
    "geo.dailymotion.com",
    "w.soundcloud.com",
    "open.spotify.com",
    "player.example",
];
