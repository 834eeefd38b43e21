//! Promise: what happens in a watched folder is in the feeds, and nothing half.
//! - a folder that is replaced, or is a link that is turned, is watched on, and `/health`
//!   says while it is not there to be watched;
//! - a file that is still being written waits until it is closed, whatever is gathered
//!   beside it;
//! - a file that is removed and written anew is a change, not a withdrawal;
//! - what came while another program held the store is gathered when it lets go.

use crate::program::{Answer, DESK, Newsroom, Service, article};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

const FEED: &str = "/feeds/world.json";

fn text(title: &str, body: &str) -> String {
    article(title, "\"world\"", "2026-01-05T10:00:00Z", body)
}

fn desk() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", &text("One", "First text."));
    newsroom
}

fn wait_for(service: &Service, words: &str) -> Answer {
    service.wait_for(FEED, |answer| answer.text().contains(words))
}

/// What health says of the folder, once it is what is waited for.
fn health(service: &Service, wanted: impl Fn(&Value) -> bool) -> Value {
    let parse = |answer: &Answer| {
        let health: Value = serde_json::from_slice(&answer.body).unwrap();
        health["sources"]["desk"].clone()
    };
    parse(&service.wait_for_admin("/health", |answer| wanted(&parse(answer))))
}

#[test]
fn a_folder_that_is_replaced_is_watched_on() {
    let newsroom = desk();
    let service = newsroom.serve();
    let articles = newsroom.path("articles");
    newsroom.write("new/one.md", &text("One", "First text."));
    newsroom.write("new/two.md", &text("Two", "x"));
    fs::rename(&articles, newsroom.path("old")).unwrap();
    fs::rename(newsroom.path("new"), &articles).unwrap();
    wait_for(&service, "Two");
    newsroom.write("articles/three.md", &text("Three", "x"));
    wait_for(&service, "Three");
    // Its number may be given to the one that takes its place.
    fs::remove_dir_all(&articles).unwrap();
    newsroom.write("articles/four.md", &text("Four", "x"));
    wait_for(&service, "Four");
    newsroom.write("articles/five.md", &text("Five", "x"));
    wait_for(&service, "Five");
}

#[test]
fn a_link_that_is_turned_is_followed() {
    let newsroom = desk();
    fs::rename(newsroom.path("articles"), newsroom.path("first")).unwrap();
    let turn = |to: &str| {
        std::os::unix::fs::symlink(to, newsroom.path("next")).unwrap();
        fs::rename(newsroom.path("next"), newsroom.path("articles")).unwrap();
    };
    turn("first");
    let service = newsroom.serve();
    newsroom.write("second/one.md", &text("One", "First text."));
    newsroom.write("second/two.md", &text("Two", "x"));
    turn("second");
    wait_for(&service, "Two");
    newsroom.write("second/three.md", &text("Three", "x"));
    wait_for(&service, "Three");
}

#[test]
fn a_folder_that_is_away_is_told_and_watched_when_it_is_back() {
    let newsroom = desk();
    let service = newsroom.serve();
    fs::rename(newsroom.path("articles"), newsroom.path("away")).unwrap();
    let told = health(&service, |desk| desk["unwatched"].is_string());
    assert!(told["unwatched"].as_str().unwrap().contains("articles"), "{told}");
    newsroom.write("away/two.md", &text("Two", "x"));
    fs::rename(newsroom.path("away"), newsroom.path("articles")).unwrap();
    wait_for(&service, "Two");
    health(&service, |desk| desk["unwatched"].is_null());
    let feed = service.get(FEED).text();
    assert!(feed.contains("First text.") && !feed.contains("withdrawn"), "{feed}");
    newsroom.write("articles/three.md", &text("Three", "x"));
    wait_for(&service, "Three");
}

#[test]
fn a_file_that_is_being_written_waits_until_it_is_closed() {
    let newsroom = desk();
    let service = newsroom.serve();
    let mut slow = fs::File::create(newsroom.path("articles/slow.md")).unwrap();
    slow.write_all(text("Slow", "The first half,").as_bytes()).unwrap();
    slow.flush().unwrap();
    for title in ["Beside it", "After it"] {
        newsroom.write("articles/two.md", &text(title, "x"));
        let feed = wait_for(&service, title).text();
        assert!(!feed.contains("Slow"), "half a file is published: {feed}");
    }
    slow.write_all(b"and the second.\n").unwrap();
    drop(slow);
    let feed = wait_for(&service, "Slow").text();
    assert!(feed.contains("and the second."), "{feed}");
}

#[test]
fn a_file_that_is_written_anew_was_never_gone() {
    let newsroom = desk();
    let service = newsroom.serve();
    let removed = Instant::now();
    fs::remove_file(newsroom.path("articles/one.md")).unwrap();
    newsroom.write("articles/two.md", &text("Two", "x"));
    let feed = wait_for(&service, "Two").text();
    // On a machine that is busy it may have been gone for longer than a change takes.
    let in_time = || removed.elapsed() < Duration::from_millis(1500);
    assert!(!in_time() || feed.contains("First text."), "{feed}");
    newsroom.write("articles/one.md", &text("One", "Second text."));
    let in_time = in_time();
    let feed = wait_for(&service, "Second text.").text();
    assert!(!in_time || !feed.contains("withdrawn"), "{feed}");
    // What stays away is withdrawn all the same.
    fs::remove_file(newsroom.path("articles/two.md")).unwrap();
    service.wait_for(FEED, |answer| !answer.text().contains("\"Two\""));
}

#[test]
fn what_came_while_the_store_was_locked_is_gathered_then() {
    let newsroom = desk();
    let service = newsroom.serve();
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    store.execute_batch("BEGIN IMMEDIATE").unwrap();
    newsroom.write("articles/two.md", &text("Two", "x"));
    let told = health(&service, |desk| desk["last_error"].is_object());
    assert!(told["last_error"]["message"].as_str().unwrap().contains("locked"), "{told}");
    store.execute_batch("ROLLBACK").unwrap();
    wait_for(&service, "Two");
    health(&service, |desk| desk["failures"] == 0);
}
