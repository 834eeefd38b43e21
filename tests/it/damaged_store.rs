//! Promise: a store that is damaged or gone does not silence the newsroom.
//! - a service that starts on a damaged store serves what was published last; a push is
//!   refused with 503, `/health` says what is wrong and what to do, and nothing is made
//!   of the damaged file;
//! - a store that is removed, or has another put in its place, under the running service
//!   is noticed before the next answer to a push, and without one within seconds; it is
//!   refused from then on, also when the file is back;
//! - a store that is new or empty where something was published lets nothing out anew, in
//!   whatever way it is asked, until somebody says that it is meant.

use crate::program::{Answer, DESK, Newsroom, Service, article, token};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

const FEED: &str = "/feeds/world.json";

/// A newsroom with sixty articles, and the token of one who may push.
fn newsroom() -> (Newsroom, String) {
    let newsroom = Newsroom::new(&format!("{}{DESK}", token("cms", "secret", &[])));
    for number in 0..60 {
        let date = format!("2026-01-05T10:00:{number:02}Z");
        let text = "It went on and on. ".repeat(number + 1);
        let story = article(&format!("Story {number}"), "\"world\"", &date, &text);
        newsroom.write(&format!("articles/{number}.md"), &story);
    }
    (newsroom, "secret".to_owned())
}

fn push(service: &Service, token: &str) -> Answer {
    let body = json!({"title": "Pushed", "content_text": "News.", "sections": ["world"]});
    service.put(token, "p1", &body)
}

fn problem(service: &Service) -> String {
    let answer = service.wait_for_admin("/health", |answer| {
        let report: Value = serde_json::from_slice(&answer.body).unwrap();
        report["store_problem"].is_string()
    });
    let report: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((answer.status, &report["status"]), (200, &"degraded".into()), "{report}");
    report["store_problem"].as_str().unwrap().to_owned()
}

#[test]
fn a_damaged_store_leaves_readers_what_was_published() {
    let (newsroom, token) = newsroom();
    let service = newsroom.serve();
    let before = service.get(FEED);
    assert_eq!(service.terminate(), Some(0));
    let good = fs::read(newsroom.path("pressroom.sqlite")).unwrap();
    for page in [0, 4, 5, 7] {
        let at = page * 4096;
        let damaged: Vec<u8> = good[at..at + 4096].iter().map(|byte| byte ^ 0xff).collect();
        let file = File::options().write(true).open(newsroom.path("pressroom.sqlite")).unwrap();
        file.write_all_at(&good, 0).unwrap();
        file.write_all_at(&damaged, at as u64).unwrap();
        drop(file);
        // What the service before could not write into it lies beside it.
        for end in ["-wal", "-shm"] {
            let _ = fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}")));
        }

        let service = newsroom.serve();
        let told = problem(&service);
        for word in ["pressroom.sqlite", "damaged", "backup", "sources"] {
            assert!(told.contains(word), "page {page}: {word} is not in: {told}");
        }
        assert_eq!(service.ask_admin("/health/ready").status, 200, "page {page}");
        assert_eq!(service.get(FEED).body, before.body, "page {page}");
        let refused = push(&service, &token);
        assert_eq!(refused.status, 503, "page {page}: {}", refused.text());
        assert_eq!(service.terminate(), Some(0), "page {page}");
    }
}

#[test]
fn a_store_that_was_removed_keeps_no_push() {
    let (newsroom, token) = newsroom();
    let service = newsroom.serve();
    for end in ["", "-wal", "-shm"] {
        fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}"))).unwrap();
    }
    assert_eq!(push(&service, &token).status, 503);
    let told = problem(&service);
    assert!(told.contains("removed") && told.contains("start"), "{told}");
    assert_eq!(items(&service), 60);
}

#[test]
fn a_store_that_was_replaced_keeps_no_push() {
    let (newsroom, token) = newsroom();
    newsroom.ended(&["run"], 0);
    fs::copy(newsroom.path("pressroom.sqlite"), newsroom.path("backup")).unwrap();
    let service = newsroom.serve();
    fs::rename(newsroom.path("backup"), newsroom.path("pressroom.sqlite")).unwrap();
    // Nobody need push for it to be noticed.
    let told = problem(&service);
    assert!(told.contains("another"), "{told}");
    assert_eq!(push(&service, &token).status, 503);
    assert_eq!(items(&service), 60);
}

#[test]
fn a_log_that_was_removed_or_cut_keeps_no_push() {
    type Spoil = fn(&Path);
    let ways: [(&str, Spoil); 2] = [
        ("removed", |log| fs::remove_file(log).unwrap()),
        ("cut", |log| drop(fs::File::create(log).unwrap())),
    ];
    for (way, spoil) in ways {
        let (newsroom, token) = newsroom();
        let service = newsroom.serve();
        assert_eq!(push(&service, &token).status, 201, "{way}");
        spoil(&newsroom.path("pressroom.sqlite-wal"));
        let refused = push(&service, &token);
        assert_eq!(refused.status, 503, "{way}: {}", refused.text());
        let told = problem(&service);
        assert!(told.contains("pressroom.sqlite-wal") && told.contains("start"), "{told}");
    }
}

#[test]
fn a_store_that_is_back_is_refused_until_the_next_start() {
    let (newsroom, token) = newsroom();
    let service = newsroom.serve();
    let there = newsroom.path("pressroom.sqlite");
    fs::rename(&there, newsroom.path("away.sqlite")).unwrap();
    assert_eq!(push(&service, &token).status, 503);
    fs::rename(newsroom.path("away.sqlite"), &there).unwrap();
    let told = problem(&service);
    assert!(told.contains("nothing is kept"), "{told}");
    assert_eq!(push(&service, &token).status, 503, "{told}");
    assert_eq!(service.terminate(), Some(0));
    let service = newsroom.serve();
    assert_eq!(push(&service, &token).status, 201);
    let report: Value = serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
    assert!(report["store_problem"].is_null(), "{report}");
}

/// A newsroom of one article, which was retracted, so that its feed has the notice alone,
/// or with another one beside it; and its store is lost.
fn newsroom_that_lost_its_store(beside: bool, emptied: bool) -> (Newsroom, Vec<u8>) {
    let newsroom = Newsroom::new(&format!("{}{DESK}", token("cms", "secret", &[])));
    let story = |title: &str| article(title, "\"world\"", "2026-01-05T10:00:00Z", "It is told.");
    newsroom.write("articles/libel.md", &story("A libel"));
    if beside {
        newsroom.write("articles/other.md", &story("Another"));
    }
    let service = newsroom.serve();
    newsroom.ended(&["retract", "A libel", "--reason", "Not so."], 0);
    let feed = service.wait_for(FEED, |answer| {
        answer.text().contains("Not so.") && answer.text().contains("It is told.") == beside
    });
    assert_eq!(service.terminate(), Some(0));
    for end in ["", "-wal", "-shm", ".journal"] {
        let _ = fs::remove_file(newsroom.path(&format!("pressroom.sqlite{end}")));
    }
    if emptied {
        newsroom.write("pressroom.sqlite", "");
    }
    (newsroom, feed.body)
}

#[test]
fn a_store_that_is_lost_lets_nothing_out_anew() {
    for (beside, emptied) in [(true, true), (false, false)] {
        let (newsroom, before) = newsroom_that_lost_its_store(beside, emptied);
        let service = newsroom.serve();
        let told = problem(&service);
        for word in ["pressroom.sqlite", "new or empty", "backup", "confirm --new-store"] {
            assert!(told.contains(word), "{word} is not in: {told}");
        }
        assert_eq!(push(&service, "secret").status, 503);
        assert_eq!(service.get(FEED).body, before);
        assert!(newsroom.ended(&["status"], 1).contains("new or empty"));
        assert!(newsroom.ended(&["backup", "copy.sqlite"], 1).contains("new or empty"));
        assert_eq!(service.terminate(), Some(0));
        assert!(newsroom.ended(&["run"], 1).contains("new or empty"));
        newsroom
            .write("old.json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}");
        let import = ["import", "old.json", "--source", "archive", "--sections", "world"];
        assert!(newsroom.ended(&import, 1).contains("new or empty"));
        assert_eq!(fs::read(newsroom.path("feeds/world.json")).unwrap(), before);

        newsroom.ended(&["confirm", "--new-store"], 0);
        assert!(newsroom.ended(&["confirm", "--new-store"], 1).contains("nothing to confirm"));
        newsroom.ended(&["run"], 0);
        assert!(newsroom.read("feeds/world.json").contains("A libel"));
    }
}

#[test]
fn what_the_desk_is_told_beside_a_service_whose_folder_went_wrong_is_so() {
    let (newsroom, _) = newsroom();
    let service = newsroom.serve();
    fs::rename(newsroom.path("feeds"), newsroom.path("away")).unwrap();
    newsroom.write("feeds", "");
    let told = newsroom.ended(&["retract", "Story 7", "--reason", "Not so."], 0);
    assert!(told.contains("the service that runs takes it out"), "{told}");
    service.wait_for(FEED, |answer| !answer.text().contains("\"Story 7\""));
    fs::remove_file(newsroom.path("feeds")).unwrap();
    assert_eq!(service.terminate(), Some(0));
}

fn items(service: &Service) -> usize {
    let feed: Value = serde_json::from_slice(&service.get(FEED).body).unwrap();
    feed["items"].as_array().unwrap().len()
}
