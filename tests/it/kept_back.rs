//! What the newsroom writes on an article that readers have keeps it from them, acted out on
//! the real program:
//! - a draft, in every spelling and format, takes it back, in a folder that is no mirror as
//!   well, with a notice, and its page is gone; without the word it is there again;
//! - a draft beside another file of the same id changes nothing, and is told;
//! - `publish_at` takes it back until then, and what it says by then is told to nobody;
//! - a date that is to come takes nothing back, and is told;
//! - `try` names what is kept back, and why.

use crate::desk::Desk;
use crate::program::{DESK, Newsroom, Service, token};
use chrono::TimeDelta;
use serde_json::json;
use std::path::Path;
use std::time::SystemTime;

fn desk() -> Newsroom {
    Newsroom::new(&DESK.replace("mirror = true\n", ""))
}

fn file(head: &str) -> String {
    format!("---\ntitle: A\nsections: [world]\ndate: 2026-11-01T10:00:00Z\n{head}\n---\nText.\n")
}

/// How many items and notices of withdrawal there are.
fn world(newsroom: &Newsroom) -> (usize, usize) {
    let feed = newsroom.json("feeds/world.json");
    let items = feed["items"].as_array().unwrap().len();
    (items, newsroom.read("feeds/world.atom").matches("<at:deleted-entry").count())
}

fn is_gone(newsroom: &Newsroom, path: &str) {
    let service: Service = newsroom.serve();
    assert_eq!(service.get(path).status, 410);
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn a_draft_takes_back_what_readers_have() {
    let html = |meta: &str| {
        format!("<html><head><title>A</title>{meta}</head><body><p>Text.</p></body></html>")
    };
    let json = |more: &str| {
        format!(
            "{{\"id\":\"a\",\"title\":\"A\",\"sections\":[\"world\"],\"content_text\":\"Text.\"{more}}}"
        )
    };
    let toml =
        |more: &str| format!("+++\ntitle = \"A\"\nsections = [\"world\"]\n{more}\n+++\nText.\n");
    let draft = "<meta name=\"draft\" content=\"true\">";
    let cases = [
        ("a.md", file(""), file("draft: true")),
        ("a.md", file(""), file("published: false")),
        ("a.md", file(""), file("status: private")),
        ("a.md", file(""), file("visible: false")),
        ("a.md", file(""), file("permalink: false")),
        ("a.md", toml(""), toml("eleventyExcludeFromCollections = true")),
        ("a.html", html(""), html(draft)),
        ("a.json", json(""), json(",\"status\":\"draft\"")),
    ];
    let inside = |text: &str| text.replace("title: A", "title: B");
    for (name, live, draft) in cases {
        let source = "sections = [\"world\"]\nbase_url";
        let newsroom =
            Newsroom::new(&DESK.replace("mirror = true\n", "").replace("base_url", source));
        newsroom.write(&format!("articles/{name}"), &live);
        newsroom.ended(&["run"], 0);
        assert_eq!(world(&newsroom), (1, 0), "{live}");
        newsroom.write(&format!("articles/{name}"), &draft);
        let tried = newsroom.ended(&["try", "desk"], 0);
        assert!(tried.contains("kept back a: it is no article for readers yet"), "{tried}");
        newsroom.ended(&["run"], 0);
        assert_eq!(world(&newsroom), (0, 1), "{draft}");
        newsroom.ended(&["run"], 0);
        assert_eq!(world(&newsroom), (0, 1), "{draft}");
        newsroom.write(&format!("articles/{name}"), &inside(&live));
        newsroom.ended(&["run"], 0);
        assert_eq!(world(&newsroom), (1, 0), "{live}");
    }
    let newsroom = desk();
    newsroom.write("articles/a.md", &file(""));
    newsroom.ended(&["run"], 0);
    newsroom.write("articles/a.md", &file("draft: true"));
    newsroom.ended(&["run"], 0);
    is_gone(&newsroom, "/a");
}

#[test]
fn a_draft_of_the_id_of_another_file_changes_nothing() {
    for draft in ["0.md", "b.md"] {
        let newsroom = desk();
        newsroom.write("articles/a.md", &file("id: x"));
        newsroom.ended(&["run"], 0);
        newsroom.write(&format!("articles/{draft}"), &file("id: x\ndraft: true"));
        // A fault, which is told once.
        let ran = newsroom.ended(&["run"], 3);
        assert_eq!(world(&newsroom), (1, 0), "{ran}");
        let status = newsroom.ended(&["status"], 0);
        assert!(status.contains("its id \"x\" belongs to a.md as well"), "{status}");
        newsroom.ended(&["run"], 0);
        assert_eq!(world(&newsroom), (1, 0), "{ran}");
    }
}

#[test]
fn what_is_put_off_is_withdrawn_until_then() {
    let newsroom = desk();
    newsroom.write("articles/a.md", &file("url: /first/"));
    newsroom.ended(&["run"], 0);
    let id = newsroom.json("feeds/world.json")["items"][0]["id"].as_str().unwrap().to_owned();
    let put_off = file("url: /secret/\npublish_at: 2999-01-01T00:00:00Z").replace("Text", "Hush");
    newsroom.write("articles/a.md", &put_off);
    let tried = newsroom.ended(&["try", "desk"], 0);
    assert!(tried.contains("kept back a: until 2999-01-01 00:00 UTC"), "{tried}");
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom), (0, 1));
    let atom = newsroom.read("feeds/world.atom");
    assert!(atom.contains(&format!("ref=\"{id}\"")), "{atom}");
    for file in newsroom.published() {
        let text = String::from_utf8_lossy(&file.1).into_owned();
        assert!(!text.contains("secret") && !text.contains("Hush"), "{}", file.0);
    }
    is_gone(&newsroom, "/first/");
    // One that nobody had is told to nobody.
    newsroom.write("articles/b.md", &file("publish_at: 2999-01-01T00:00:00Z"));
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom), (0, 1));
    newsroom.write("articles/a.md", &file("url: /first/"));
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom), (1, 0));
    // It is a retraction that counts, when it comes to both.
    newsroom.write("articles/a.md", &put_off);
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["retract", &id, "--reason", "Not so."], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(world(&newsroom), (0, 1));
}

#[test]
fn what_was_put_off_comes_at_its_time() {
    let desk = Desk::with("");
    let write = |head: &str| {
        let path = desk.folder.path().join("articles/a.md");
        put(&path, &file(head));
        let source = desk.pipeline.settings().sources[0].clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(desk.pipeline.gatherer.gather(&source));
        desk.pipeline.publish_all(false).unwrap();
    };
    let shown = || {
        let atom = desk.text("/feeds/world.atom");
        (atom.matches("<entry>").count(), atom.matches("<at:deleted-entry").count())
    };
    write("");
    assert_eq!(shown(), (1, 0));
    let now = desk.clock.now();
    let then = now + TimeDelta::seconds(15);
    write(&format!("publish_at: {}", then.format("%Y-%m-%dT%H:%M:%SZ")));
    assert_eq!(shown(), (0, 1));
    // It is foretold to the second, and then it is there, without a notice.
    let next = desk.pipeline.printer.next_change_after(now).unwrap();
    assert_eq!(next, Some(then));
    desk.clock.set(then - TimeDelta::seconds(1));
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(shown(), (0, 1));
    desk.clock.set(then);
    desk.pipeline.publish_all(false).unwrap();
    assert_eq!(shown(), (1, 0));
}

/// A file that is whole, so that nobody waits whether more is written.
#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn put(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
}

#[test]
fn a_date_to_come_takes_nothing_back_and_is_told() {
    let newsroom = desk();
    newsroom.write("articles/a.md", &file(""));
    newsroom.ended(&["run"], 0);
    let before = newsroom.read("feeds/world.json");
    newsroom.write("articles/a.md", &file("").replace("2026-11-01", "2999-11-01"));
    let ran = newsroom.ended(&["run"], 0);
    let says = "its date, 2999-11-01, is to come, and readers have it already";
    assert!(ran.contains(says) && ran.contains("publish_at"), "{ran}");
    assert_eq!(newsroom.read("feeds/world.json"), before);
    newsroom.ended(&["run"], 0);
    assert!(newsroom.ended(&["status"], 0).contains(says));
    newsroom.write("articles/a.md", &file(""));
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.ended(&["status"], 0).contains(says));
}

#[test]
fn a_pushed_date_to_come_is_told_in_the_answer() {
    let newsroom = Newsroom::new(&format!("{DESK}{}", token("cms", "secret", &[])));
    std::fs::create_dir_all(newsroom.path("articles")).unwrap();
    let service = newsroom.serve();
    let put = |date: &str| {
        let body = json!({"title": "A", "content_html": "<p>Text.</p>", "sections": ["world"],
            "date_published": date});
        service.put("secret", "a", &body).text()
    };
    put("2026-11-01T10:00:00Z");
    let told = put("2999-11-01T10:00:00Z");
    assert!(told.contains("is to come"), "{told}");
    assert_eq!(service.terminate(), Some(0));
}

/// The value alone tells: what is to come behind a key that nobody knows may be an embargo.
#[test]
fn a_date_to_come_behind_a_key_that_nobody_knows_is_asked_about() {
    let newsroom = desk();
    for (name, key) in [
        ("a", "curtain: 2999-12-24 18:00"),
        ("b", "moment: \"2999-12-24T18:00:00Z\""),
        ("c", "curtain: 2020-12-24 18:00"),
        ("d", "event_date: 2999-12-24 18:00"),
        ("e", "curtain: 2998-12-24 18:00\npublish_at: 2999-12-24 18:00"),
    ] {
        newsroom.write(&format!("articles/{name}.md"), &file(key).replace("Text", name));
    }
    newsroom.ended(&["run"], 3);
    let feed = newsroom.json("feeds/world.json");
    let out = feed["items"].as_array().unwrap().iter().map(|item| item["url"].as_str().unwrap());
    let mut out: Vec<&str> = out.map(|url| url.rsplit('/').next().unwrap()).collect();
    out.sort_unstable();
    assert_eq!(out, ["c", "d"]);
    let tried = newsroom.ended(&["try", "desk"], 0);
    assert!(tried.contains("`curtain`, and 2999-12-24 18:00 UTC is to come"), "{tried}");
}
