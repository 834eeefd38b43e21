//! Promise: a file that cannot be read far enough to tell which article it is keeps what
//! lies beside it from being withdrawn, and nothing else.
//! - what goes from another folder, above or below, is withdrawn as ever;
//! - `/health` says so loudly for as long as the file is there, and what to do;
//! - an article that moved into the folder is of that folder;
//! - once the file is mended or gone, what is gone is withdrawn.

use crate::program::{DESK, Newsroom, PATIENCE, Service, article};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::Instant;

fn write(newsroom: &Newsroom, path: &str, id: &str) {
    let text =
        article(&format!("Story {id}"), "\"world\"", "2026-01-05T10:00:00Z", "What happened.");
    let text = text.replacen("+++\n", &format!("+++\nid = \"{id}\"\n"), 1);
    newsroom.write(&format!("articles/{path}"), &text);
}

fn remove(newsroom: &Newsroom, path: &str) {
    std::fs::remove_file(newsroom.path(&format!("articles/{path}"))).unwrap();
}

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    for (path, id) in [
        ("top.md", "top"),
        ("north/one.md", "one"),
        ("north/two.md", "two"),
        ("north/deep/three.md", "three"),
        ("south/four.md", "four"),
        ("south/five.md", "five"),
    ] {
        write(&newsroom, path, id);
    }
    newsroom.ended(&["run"], 0);
    newsroom
}

/// What readers have after a pass that sees what is gone: folders rest for a while first.
fn stories(service: &Service, expected: &[&str]) -> Value {
    let expected: BTreeSet<String> = expected.iter().map(|id| format!("Story {id}")).collect();
    let began = Instant::now();
    loop {
        let feed: Value = serde_json::from_slice(&service.get("/feeds/world.json").body).unwrap();
        let items = feed["items"].as_array().unwrap();
        let titles: BTreeSet<String> =
            items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect();
        if titles == expected {
            return serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
        }
        assert!(began.elapsed() < PATIENCE, "{titles:?}, not {expected:?}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn an_unclear_file_holds_back_its_own_folder_alone() {
    let newsroom = newsroom();
    newsroom.write("articles/north/bad.md", "+++\nid = \"x\ntitle = \"x\"\n+++\nx");
    let service = newsroom.serve();
    for path in ["top.md", "north/one.md", "north/deep/three.md", "south/four.md"] {
        remove(&newsroom, path);
    }
    let health = stories(&service, &["one", "two", "five"]);
    assert_eq!(health["status"], "degraded", "{health}");
    let told = health["sources"]["desk"]["in_doubt"].as_str().unwrap();
    assert!(told.contains("north/bad.md") && told.contains("1 article is gone"), "{told}");
    remove(&newsroom, "north/bad.md");
    let health = stories(&service, &["two", "five"]);
    assert!(health["sources"]["desk"]["in_doubt"].is_null(), "{health}");
}

#[test]
fn an_article_is_of_the_folder_that_it_moved_to() {
    let newsroom = newsroom();
    remove(&newsroom, "south/five.md");
    write(&newsroom, "north/five.md", "five");
    newsroom.ended(&["run"], 0);
    // It is there, and nobody can tell that it is.
    newsroom.write("articles/north/five.md", "+++\nid = \"fi\ntitle = \"x\"\n+++\nx");
    remove(&newsroom, "south/four.md");
    let service = newsroom.serve();
    stories(&service, &["top", "one", "two", "three", "five"]);
}
