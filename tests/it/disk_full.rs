//! Promise: a disk that takes nothing keeps no withdrawn text before readers.
//! - with files that cannot be replaced, readers over HTTP get the notice at once;
//! - the command says which files still have the text, and ends with 3; so does `/health`;
//! - once there is a way, the files follow by themselves.

use crate::program::{self, Newsroom};
use serde_json::Value;
use std::fs;

const REASON: &str = "It was not so.";
const FEEDS: [&str; 6] = [
    "world.rss",
    "world.atom",
    "world.json",
    "front-page.rss",
    "front-page.atom",
    "front-page.json",
];

#[test]
fn a_retraction_reaches_readers_though_nothing_can_be_written() {
    let newsroom = Newsroom::new(program::DESK);
    let article = program::article("Libel", "\"world\"", "2026-01-05T10:00:00Z", "The body.");
    newsroom.write("articles/libel.md", &article);
    let service = newsroom.serve();
    service.wait_for("/feeds/world.rss", |answer| answer.text().contains("The body."));
    let feed: Value = serde_json::from_slice(&service.get("/feeds/world.json").body).unwrap();
    let id = feed["items"][0]["id"].as_str().unwrap();
    // A folder stands in the place of a compressed form: the document is not replaced.
    let blocks = FEEDS.map(|feed| newsroom.path(&format!("feeds/{feed}.br")));
    for block in &blocks {
        fs::remove_file(block).unwrap();
        fs::create_dir_all(block.join("x")).unwrap();
    }
    let said = newsroom.ended(&["retract", id, "--reason", REASON], 3);
    assert!(said.contains("is withdrawn") && said.contains("not on the disk yet"), "{said}");
    for feed in FEEDS {
        assert!(said.contains(feed), "{feed}: {said}");
        let served = service.wait_for(&format!("/feeds/{feed}"), |a| a.text().contains(REASON));
        assert!(!served.text().contains("The body."), "{feed}");
        assert!(newsroom.read(&format!("feeds/{feed}")).contains("The body."));
    }
    let health: Value = serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
    assert_eq!(health["status"], "degraded");
    let unwritten = health["unwritten"].as_array().unwrap();
    assert!(FEEDS.iter().all(|feed| unwritten.iter().any(|name| name == feed)), "{health}");
    assert!(health["publish_problem"].as_str().unwrap().contains("cannot be written"), "{health}");

    for block in &blocks {
        fs::remove_dir_all(block).unwrap();
    }
    service.wait_for_admin("/health", |answer| {
        let health: Value = serde_json::from_slice(&answer.body).unwrap();
        health["unwritten"] == serde_json::json!([]) && health["publish_problem"].is_null()
    });
    for feed in FEEDS {
        let file = newsroom.read(&format!("feeds/{feed}"));
        assert!(!file.contains("The body.") && file.contains(REASON), "{feed}");
    }
    assert_eq!(service.terminate(), Some(0));
}
