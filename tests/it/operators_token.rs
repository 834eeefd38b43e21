//! Promise: an operator's token asks what an operator asks, over HTTP.
//! - It has a source asked now, and says what came of it; nobody else's token does.
//! - It says what is wrong, as the service knows it.
//! - What it answers with leads to where readers find it, below a path as well.

use crate::program::{DESK, Newsroom, PATIENCE, Service, article, token};
use serde_json::{Value, json};
use std::time::Instant;

fn newsroom() -> Newsroom {
    let operator = token("cron", "the operator's", &[]) + "access = \"operate\"\n";
    let newsroom = Newsroom::new(
        &format!("{operator}{}{DESK}", token("cms", "pencil", &[]))
            .replace("watch = true", "watch = false"),
    );
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-03-01T08:00:00Z", "Text."));
    newsroom
}

fn gather(service: &Service, token: &str, source: &str) -> (u16, Option<String>) {
    let answer = service.send(token, "POST", &format!("/api/sources/{source}/gather"), "");
    (answer.status, answer.header("location").map(str::to_owned))
}

fn told(service: &Service, path: &str) -> Value {
    let answer = service.send("the operator's", "GET", path, "");
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

/// Asks until the answer is the one that is waited for.
fn until(service: &Service, path: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let told = told(service, path);
        if wanted(&told) {
            return told;
        }
        assert!(begun.elapsed() < PATIENCE, "{told}");
        std::thread::yield_now();
    }
}

#[test]
fn a_source_is_asked_now() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Text."));
    newsroom.write("articles/b.md", &article("B", "\"world\"", "2026-03-02T08:00:00Z", "More."));
    assert_eq!(gather(&service, "pencil", "desk").0, 403);
    assert_eq!(gather(&service, "another", "desk").0, 401);
    assert_eq!(gather(&service, "the operator's", "none").0, 404);
    let (status, location) = gather(&service, "the operator's", "desk");
    assert_eq!(status, 202);
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("More."));
    let location = location.unwrap();
    let said = until(&service, &location, |it| !it["report"].is_null() || !it["refused"].is_null());
    assert_eq!(said["report"]["source"], "desk", "{said}");
    assert!(newsroom.ended(&["audit"], 0).contains("cron"));
}

#[test]
fn what_is_wrong_is_said() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    assert_eq!(told(&service, "/api/status")["troubles"], Value::Array(Vec::new()));
    newsroom.write("articles/a.md", "+++\ntitle = \"A\"\ndate = \"soon\"\n+++\nText.\n");
    gather(&service, "the operator's", "desk");
    let said = until(&service, "/api/status", |it| !it["troubles"][0].is_null());
    assert_eq!(said["troubles"][0]["kind"], "edit_refused", "{said}");
    assert_eq!(service.send("pencil", "GET", "/api/status", "").status, 403);
}

#[test]
fn answers_lead_to_where_readers_are() {
    let newsroom = newsroom();
    let config = newsroom.read("config.toml");
    let below = "[site]\nfeeds_url = \"https://test.example/wire/feeds/\"";
    newsroom.write("config.toml", &config.replacen("[site]", below, 1));
    let service = newsroom.serve();
    let item = json!({"title": "P", "content_text": "Words.", "sections": ["world"]});
    let answer = service.put("pencil", "small", &item);
    assert_eq!(answer.header("location"), Some("/wire/api/articles/small"));
    let said: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(said["href"], "/wire/api/articles/small", "{said}");
    let (_, location) = gather(&service, "the operator's", "desk");
    assert!(location.unwrap().starts_with("/wire/api/gathered/"));
}
