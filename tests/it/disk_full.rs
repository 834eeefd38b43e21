//! Promise: a disk that takes nothing keeps no withdrawn text before readers.
//! - with files that cannot be replaced, readers over HTTP get the notice at once;
//! - the command says which files still have the text, and ends with 3; so do `/health`
//!   and the answer to whoever took it back by the API;
//! - once there is a way, the files follow by themselves.

use crate::program::{self, Newsroom};
use serde_json::{Value, json};
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
    let answer = service.wait_for_admin("/health", |answer| {
        let health: Value = serde_json::from_slice(&answer.body).unwrap();
        let unwritten = health["unwritten"].as_array();
        let is_told = |feed| unwritten.is_some_and(|names| names.iter().any(|name| name == feed));
        // What is not written is known before why.
        FEEDS.iter().all(is_told) && health["publish_problem"].is_string()
    });
    let health: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(health["status"], "degraded");
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

#[test]
fn whoever_takes_an_article_back_by_the_api_is_told_what_still_has_it() {
    let token = program::token("cms", "secret", &[]);
    let newsroom = Newsroom::new(&format!("{}{token}", program::DESK));
    fs::create_dir(newsroom.path("articles")).unwrap();
    let service = newsroom.serve();
    let ids = ["deleted", "retracted", "draft", "late"];
    for id in ids {
        let item = json!({"title": id, "content_text": "The body.", "sections": ["world"]});
        assert_eq!(service.put("secret", id, &item).status, 201, "{id}");
    }
    for feed in FEEDS {
        service.wait_for(&format!("/feeds/{feed}"), |answer| {
            ids.iter().all(|id| answer.text().contains(id))
        });
    }
    // What is printed is on the disk, so nothing is to be told.
    let gone = service.send("secret", "DELETE", "/api/articles/late", "");
    assert_eq!((gone.status, gone.body.len()), (204, 0), "{gone:?}");

    let blocks = FEEDS.map(|feed| newsroom.path(&format!("feeds/{feed}.br")));
    for block in &blocks {
        let _ = fs::remove_file(block);
        fs::create_dir_all(block.join("x")).unwrap();
    }
    let path = |id: &str| format!("/api/articles/{id}");
    let draft = json!({"title": "Libel", "sections": ["world"], "draft": true}).to_string();
    let because = json!({ "reason": REASON }).to_string();
    let answers = [
        service.send("secret", "DELETE", &path("deleted"), ""),
        service.send("secret", "POST", &path("retracted/retraction"), &because),
        service.send("secret", "PUT", &path("draft"), &draft),
        // Who says it again is told again.
        service.send("secret", "DELETE", &path("deleted"), ""),
    ];
    for answer in &answers {
        assert_eq!(answer.status, 200, "{answer:?}");
        let told: Value = serde_json::from_slice(&answer.body).unwrap();
        let unwritten = told["unwritten"].as_array().unwrap_or_else(|| panic!("{told}"));
        assert!(FEEDS.iter().all(|feed| unwritten.iter().any(|name| name == feed)), "{told}");
    }
    assert!(answers[0].text().contains("not on the disk yet"), "{}", answers[0].text());
    service.wait_for("/feeds/world.atom", |answer| !answer.text().contains("The body."));

    for block in &blocks {
        fs::remove_dir_all(block).unwrap();
    }
    service.wait_for_admin("/health", |answer| {
        let health: Value = serde_json::from_slice(&answer.body).unwrap();
        health["unwritten"] == json!([])
    });
    let gone = service.send("secret", "DELETE", &path("deleted"), "");
    assert_eq!((gone.status, gone.body.len()), (204, 0), "{gone:?}");
}
