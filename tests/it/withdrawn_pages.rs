//! Promise: who comes to the page of a withdrawn article is told that it was withdrawn.
//! - 410 with the reason, as text, in the section's language, as long as the feeds tell it;
//!   `undo` takes it back, and a restart does not forget it;
//! - however the address is escaped; also to HEAD; neither kept for long nor with a script;
//! - no page of another host, no page that an article of today has too, no address with a
//!   query and nothing that is published here is ever taken for it.

use crate::desk;
use crate::desk::{Desk, NOON};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::desk::{Change, Permit};
use pressroom::metrics::Metrics;
use pressroom::section::Slug;
use pressroom::serve::{Newsstand, NextChange, Outlook};
use serde_json::json;
use std::sync::Arc;

const REASON: &str = "It was not so: 1 < 2 & <script>alert(\"3\")</script>.";

const MORE: &str = "[[section]]\ntitle = \"Urdu\"\nlanguage = \"ur-PK\"\n\
                    [publish]\nkeep_withdrawn = \"2d\"\n";

struct Anytime;

impl Outlook for Anytime {
    fn next_change(&self, _feed: Option<&Slug>, _now: DateTime<Utc>) -> NextChange {
        NextChange::AnyMoment(None)
    }
}

/// A desk with one published article per page, and its newsstand.
struct Site {
    desk: Desk,
    newsstand: Newsstand,
}

impl Site {
    fn with(pages: &[(&str, &str)]) -> Self {
        let desk = Desk::with(MORE);
        for (id, page) in pages {
            desk.push(json!({"id": id, "url": page}));
        }
        Self::of(desk)
    }

    fn of(desk: Desk) -> Self {
        desk.pipeline.publish_all(false).unwrap();
        let settings = desk::settings(desk.folder.path(), MORE);
        let edition = desk.pipeline.edition();
        let (clock, metrics) = (desk.clock.clone(), Metrics::new());
        let newsstand = Newsstand::new(edition, Arc::new(Anytime), &settings, clock, metrics);
        Self { desk, newsstand }
    }

    fn edit(&self, id: &str, change: Change) {
        self.desk.pipeline.desk.change(id, &change, &Permit::of_the_desk()).unwrap();
        self.desk.pipeline.publish_all(false).unwrap();
    }

    fn retract(&self, id: &str, reason: Option<&str>) {
        self.edit(id, Change::Retract(reason.map(str::to_owned)));
    }

    fn ask(&self, method: &str, path: &str) -> http::Response<Bytes> {
        let request = http::Request::builder().method(method).uri(path).body(()).unwrap();
        self.newsstand.answer(&request.into_parts().0)
    }

    fn status(&self, path: &str) -> u16 {
        self.ask("GET", path).status().as_u16()
    }

    fn page(&self, path: &str) -> String {
        let response = self.ask("GET", path);
        assert_eq!(response.status(), 410, "{path}");
        String::from_utf8(response.into_body().to_vec()).unwrap()
    }
}

#[test]
fn the_page_of_a_withdrawn_article_is_gone_and_says_why() {
    let site = Site::with(&[("two", "https://test.example/world/two")]);
    assert_eq!(site.status("/world/two"), 404);
    site.retract("two", Some(REASON));
    let page = site.page("/world/two");
    let escaped = "It was not so: 1 &#60; 2 &#38; &#60;script&#62;";
    assert!(page.contains(escaped) && !page.contains("<script"), "{page}");
    assert!(page.contains("<html lang=\"en-GB\" dir=\"ltr\">"), "{page}");
    assert!(page.contains("<h1>Withdrawn</h1>"), "{page}");
    assert!(!page.contains("Story two"), "{page}");

    let head = site.ask("HEAD", "/world/two?utm_source=rss");
    assert_eq!((head.status().as_u16(), head.body().len()), (410, 0));
    let header = |name: &str| head.headers()[name].to_str().unwrap();
    assert_eq!(header("cache-control"), "no-cache");
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert_eq!(header("content-length"), page.len().to_string());

    site.edit("two", Change::Undo);
    assert_eq!(site.status("/world/two"), 404);
}

#[test]
fn it_is_told_as_long_as_the_feeds_tell_it_and_over_a_restart() {
    let site = Site::with(&[("two", "https://test.example/world/two")]);
    site.retract("two", None);
    assert!(site.page("/world/two").contains(">This article has been withdrawn.</p>"));
    let noon: DateTime<Utc> = NOON.parse().unwrap();
    site.desk.clock.set(noon + TimeDelta::days(2) - TimeDelta::seconds(1));
    let site = Site::of(site.desk.restarted(MORE));
    assert_eq!(site.status("/world/two"), 410);

    site.desk.clock.set(noon + TimeDelta::days(2));
    site.desk.pipeline.publish_all(false).unwrap();
    assert_eq!(site.status("/world/two"), 404);
}

#[test]
fn it_speaks_the_language_of_its_section() {
    let site = Site::with(&[]);
    let page = "https://test.example/ur/%d9%be%D9%84";
    site.desk.publish(json!({"id": "pul", "url": page, "sections": ["urdu"]}));
    site.retract("pul", None);
    for path in ["/ur/%D9%BE%D9%84", "/ur/%d9%be%d9%84/"] {
        let page = site.page(path);
        assert!(page.contains("<html lang=\"ur-PK\" dir=\"rtl\">"), "{page}");
        assert!(page.contains("یہ مضمون واپس لے لیا گیا ہے۔"), "{page}");
    }
    assert_eq!(site.status("/ur/%D9%BE"), 404);
    assert_eq!(site.status("/ur/%D9"), 404);
}

#[test]
fn nothing_else_is_taken_for_it() {
    let site = Site::with(&[
        ("other-host", "https://elsewhere.example/world/foreign"),
        ("shared", "https://test.example/podcast"),
        ("query", "https://test.example/?p=12"),
        ("feed", "https://test.example/feeds/world.rss"),
        ("door", "https://test.example/feed"),
        ("www", "https://www.test.example/world/www"),
    ]);
    site.desk.publish(json!({"id": "episode-2", "url": "https://test.example/podcast",
        "title": "Quite another episode", "content_html": "<p>Of other things altogether.</p>"}));
    for id in ["other-host", "shared", "query", "feed", "door", "www"] {
        site.retract(id, Some(REASON));
    }
    for (path, status) in [
        ("/world/foreign", 404),
        ("/podcast", 404),
        ("/?p=12", 302),
        ("/feeds/world.rss", 200),
        ("/feed", 301),
        ("/world/www", 410),
        ("/WORLD/WWW", 404),
        ("/world", 404),
        ("/", 302),
    ] {
        assert_eq!(site.status(path), status, "{path}");
    }
}
