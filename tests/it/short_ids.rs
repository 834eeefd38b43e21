//! Promise: the digits in the address of a page are those of one article.
//! - of two articles whose ids begin alike, the one that came later has the whole id in its
//!   address, for good and everywhere: in feeds, on pages, in lists and files, when it is taken
//!   back, and where the desk names it;
//! - neither is ever found at the other's address, also while the earlier one waits;
//! - a store of an earlier release has the same after it was brought up to date.

use crate::program::{DESK, Newsroom, Service};
use pressroom::article::ArticleId;
use pressroom::paper::ShortId;
use rusqlite::Connection;
use serde_json::Value;

const WEB: &str = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n\
                   [pictures]\nown = false\n";

/// What brings a store of an earlier release to it.
const STEP: &str = include_str!("../../src/store/sqlite/migrations/0049_whole_ids.sql");

/// Three ids that begin with the same sixty bits.
fn id(number: u32) -> ArticleId {
    ArticleId::kept(format!("urn:uuid:0a0a0a0a-0a0a-5a0a-8a0a-00000000000{number}"))
}

fn write(newsroom: &Newsroom, number: u32, more: &str) {
    let text = format!(
        "+++\ntitle = \"Story {number}\"\nid = \"{}\"\nsections = [\"world\"]\n\
         date = 2026-01-0{number}\n{more}+++\nText of {number}.\n",
        id(number)
    );
    newsroom.write(&format!("articles/{number}.md"), &text);
}

/// The earlier of two is read last.
fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    write(&newsroom, 2, "");
    newsroom.ended(&["run"], 0);
    write(&newsroom, 1, "");
    newsroom.ended(&["run"], 0);
    newsroom
}

fn path(number: u32, whole: bool) -> String {
    let short = if whole { ShortId::whole(&id(number)) } else { ShortId::of(&id(number)) };
    format!("/world/story-{number}-{}", short.unwrap())
}

/// The path of each item's page, by the titles.
fn links(newsroom: &Newsroom) -> Vec<(String, String)> {
    let feed: Value = newsroom.json("feeds/world.json");
    let items = feed["items"].as_array().unwrap().iter();
    let mut links: Vec<_> = items
        .map(|item| {
            let url = item["url"].as_str().unwrap().to_owned();
            let path = url.strip_prefix("https://test.example").unwrap().to_owned();
            (item["title"].as_str().unwrap().to_owned(), path)
        })
        .collect();
    links.sort();
    links
}

fn both() -> Vec<(String, String)> {
    vec![("Story 1".to_owned(), path(1, true)), ("Story 2".to_owned(), path(2, false))]
}

fn assert_status(service: &Service, path: &str, status: u16, says: &str) {
    let answer = service.get(path);
    assert_eq!(answer.status, status, "{path}: {}", answer.text());
    let text = match answer.header("location") {
        Some(there) => there.to_owned(),
        None => answer.text(),
    };
    assert!(text.contains(says), "{path}: {text}");
}

#[test]
fn the_later_of_two_has_its_whole_id_in_its_address() {
    let newsroom = newsroom();
    assert_eq!(links(&newsroom), both());
    let (first, second) = (path(2, false), path(1, true));
    let service = newsroom.serve();
    assert_status(&service, &first, 200, "Text of 2.");
    assert_status(&service, &second, 200, "Text of 1.");
    assert_status(&service, &path(2, true), 301, &first);
    assert_status(&service, &second.replace("story-1", "older-words"), 301, &second);
    for list in ["/", "/world", "/archive/2026-01", "/sitemaps/2026-01.xml", "/news-sitemap.xml"] {
        let text = service.get(list).text();
        for page in [&first, &second] {
            assert!(
                text.contains(&format!("{page}\"")) || text.contains(&format!("{page}<")),
                "{page} is not in {list}: {text}"
            );
        }
    }
    for page in [&first, &second] {
        let file = newsroom.read(&format!("paper{page}/index.html"));
        assert!(file.contains("<h1"), "{file}");
        let short = page.rsplit_once('-').unwrap().1;
        assert_eq!(service.get(&format!("/write-to/{short}")).status, 200);
    }
}

#[test]
fn each_is_taken_back_at_its_own_address() {
    let newsroom = newsroom();
    let (first, second) = (path(2, false), path(1, true));
    let explained = newsroom.ended(&["explain", &format!("https://test.example{second}")], 0);
    assert!(explained.contains("Story 1") && !explained.contains("Story 2"), "{explained}");
    let address = format!("https://test.example{second}");
    newsroom.ended(&["retract", &address, "--reason", "One was wrong."], 0);
    newsroom.ended(&["run"], 0);
    let service = newsroom.serve();
    assert_status(&service, &second, 410, "One was wrong.");
    assert_status(&service, &first, 200, "Text of 2.");
    let withdrawn: Value = serde_json::from_str(&service.get("/withdrawals.json").text()).unwrap();
    let whole = ShortId::whole(&id(1)).unwrap().to_string();
    assert_eq!(withdrawn["withdrawn"], serde_json::json!([whole]));
    assert!(newsroom.read(&format!("paper{second}/index.html")).contains("One was wrong."));
    assert!(newsroom.read(&format!("paper{first}/index.html")).contains("Text of 2."));
    // What comes now is later still, and what went leaves its digits to nobody.
    drop(service);
    newsroom.ended(&["retract", &format!("https://test.example{first}"), "--reason", "Two."], 0);
    write(&newsroom, 3, "");
    newsroom.ended(&["run"], 0);
    assert_eq!(links(&newsroom), [("Story 3".to_owned(), path(3, true))]);
    let service = newsroom.serve();
    assert_status(&service, &first, 410, "Two.");
    assert_status(&service, &path(3, true), 200, "Text of 3.");
}

#[test]
fn one_that_waits_has_its_address_and_is_not_there() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    write(&newsroom, 2, "publish_at = 2099-01-01T00:00:00Z\n");
    newsroom.ended(&["run"], 0);
    write(&newsroom, 1, "");
    newsroom.ended(&["run"], 0);
    assert_eq!(links(&newsroom), [("Story 1".to_owned(), path(1, true))]);
    let service = newsroom.serve();
    let nothing = service.get("/world/story-9-aaaaaaaaaaaa");
    for path in [path(2, false), path(2, true), path(1, false)] {
        let answer = service.get(&path);
        assert_eq!((answer.status, answer.body), (404, nothing.body.clone()), "{path}");
    }
}

#[test]
fn a_store_of_an_earlier_release_is_brought_to_it() {
    let newsroom = newsroom();
    let store = Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    store.execute_batch("ALTER TABLE article DROP COLUMN whole_id").unwrap();
    store.execute_batch(STEP).unwrap();
    drop(store);
    newsroom.ended(&["run"], 0);
    assert_eq!(links(&newsroom), both());
}
