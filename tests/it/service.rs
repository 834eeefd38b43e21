//! Promise: the running service carries every change to its readers, and stops in order.
//! - a new, changed, taken back and removed file is in the served feeds without a restart;
//! - validators move with each of them, and with nothing else;
//! - health and metrics tell of what fails, and the feeds are served all the same;
//! - SIGTERM ends it with exit code 0 and a whole store, and a restart serves the same bytes,
//!   or what changed meanwhile in a watched folder;
//! - an address that is taken is an error that names it;
//! - threads that compute go behind those that serve readers.

use crate::program::{DESK, Newsroom, article};
use serde_json::Value;
use std::net::TcpListener;

const FEED: &str = "/feeds/world.json";

fn desk() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", &one("First text."));
    newsroom
}

fn one(text: &str) -> String {
    article("One", "\"world\"", "2026-01-05T10:00:00Z", text)
}

fn titles(body: &[u8]) -> Vec<String> {
    let feed: Value = serde_json::from_slice(body).unwrap();
    let items = feed["items"].as_array().unwrap();
    items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_change_of_a_file_reaches_the_feeds() {
    let newsroom = desk();
    let service = newsroom.serve();
    let first = service.get(FEED);
    assert_eq!((first.status, titles(&first.body)), (200, vec!["One".to_owned()]));
    let tag = first.header("etag").unwrap().to_owned();
    let same = service.get_with(FEED, &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((same.status, same.body.len()), (304, 0));

    newsroom
        .write("articles/two.md", &article("Two", "\"world\"", "2026-01-05T11:00:00Z", "More."));
    let second = service.wait_for(FEED, |answer| answer.header("etag") != Some(&*tag));
    assert_eq!(titles(&second.body), ["Two", "One"]);

    newsroom.write("articles/one.md", &one("Second text."));
    let third = service.wait_for(FEED, |answer| answer.text().contains("Second text."));
    assert_eq!(titles(&third.body), ["Two", "One"]);

    let gone = "+++\ntitle = \"Two\"\nwithdrawn = \"It was not so.\"\n+++\n";
    newsroom.write("articles/two.md", gone);
    let fourth = service.wait_for(FEED, |answer| answer.text().contains("It was not so."));
    assert_eq!(titles(&fourth.body), ["One"]);

    std::fs::remove_file(newsroom.path("articles/one.md")).unwrap();
    let fifth = service.wait_for(FEED, |answer| titles(&answer.body).is_empty());
    let old = fourth.header("etag").unwrap();
    assert_eq!(service.get_with(FEED, &format!("If-None-Match: {old}\r\n")).status, 200);
    assert_ne!(fifth.header("etag"), fourth.header("etag"));
}

#[test]
fn a_restart_serves_the_same_bytes() {
    let newsroom = desk();
    let service = newsroom.serve();
    let before = service.get(FEED);
    assert_eq!(service.terminate(), Some(0));
    assert!(!newsroom.path("pressroom.sqlite-wal").exists(), "the store was not closed");
    let files = newsroom.published();
    let service = newsroom.serve();
    let after = service.get(FEED);
    assert_eq!(before.body, after.body);
    for header in ["etag", "last-modified"] {
        assert_eq!(before.header(header), after.header(header));
    }
    assert!(newsroom.published() == files, "a restart changed a file");
}

#[test]
fn what_changed_while_it_was_down_is_there_at_the_start() {
    let newsroom = desk();
    assert_eq!(newsroom.serve().terminate(), Some(0));
    std::fs::remove_file(newsroom.path("articles/one.md")).unwrap();
    newsroom
        .write("articles/two.md", &article("Two", "\"world\"", "2026-01-05T11:00:00Z", "More."));
    // A moment later: a file that was removed may be written anew.
    newsroom.serve().wait_for(FEED, |answer| titles(&answer.body) == ["Two"]);
}

#[test]
fn what_fails_is_told_and_the_feeds_are_served() {
    let newsroom = desk();
    let config = newsroom.read("config.toml");
    let dead = "[[source]]\nname = \"dead\"\nschedule = \"@daily\"\nsections = [\"world\"]\n\
        [source.feed]\nurl = \"http://127.0.0.1:9/feed\"\n";
    newsroom.write("config.toml", &format!("{config}{dead}"));
    let service = newsroom.serve();
    assert_eq!(titles(&service.get(FEED).body), ["One"]);
    let health: Value = serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
    assert_eq!(health["status"], "degraded");
    assert!(health["sources"]["dead"]["last_error"]["message"].as_str().unwrap().len() > 20);
    assert_eq!(service.ask_admin("/health/live").status, 200);
    assert_eq!(service.ask_admin("/health/ready").status, 200);
    let metrics = service.ask_admin("/metrics").text();
    assert!(metrics.contains("source=\"dead\""), "{metrics}");
    assert!(metrics.contains("document=\"world.json\""), "{metrics}");
    assert_eq!(service.get("/health").status, 404, "health is for operators");
}

#[test]
fn an_article_waits_for_its_time() {
    let newsroom = desk();
    newsroom
        .write("articles/later.md", &article("Later", "\"world\"", "2199-01-01T00:00:00Z", "x"));
    let service = newsroom.serve();
    assert_eq!(titles(&service.get(FEED).body), ["One"]);
    assert!(!service.said.contains("Later"));
}

#[test]
fn an_address_that_is_taken_is_named() {
    let newsroom = desk();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = newsroom.command(&[]).env("PRESSROOM_LISTEN", &address).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&address), "{said}");
}

/// Elsewhere a nice value is that of the whole process.
#[cfg(target_os = "linux")]
#[test]
fn what_computes_goes_behind_who_serves_readers() {
    let newsroom = desk();
    let service = newsroom.serve();
    newsroom.write("articles/two.md", &article("Two", "\"world\"", "2026-01-06T10:00:00Z", "It."));
    service.wait_for(FEED, |answer| titles(&answer.body).len() == 2);
    let serving = service.niceness("serve-0");
    assert_eq!(serving.len(), 2, "one for readers, one for operators");
    let first = serving[0];
    assert!(serving.iter().all(|nice| *nice == first));
    // Those that keep time stay, those that gathered and printed step back.
    let gathering = service.niceness("gather");
    assert!(gathering.contains(&first), "{gathering:?}");
    assert!(gathering.iter().any(|nice| *nice > first), "{gathering:?}");
    assert!(gathering.iter().all(|nice| *nice <= first + 5), "once, not once for each work");
}
