//! Promise: an operator has the running service ask a source now.
//! - A source that is held after failures, or whose host asked to wait, is asked at once;
//!   what came is told, and it is asked at its normal pace from then on.
//! - A name that is no source is refused with the names that there are, and without a
//!   service the command says what to use.
//! - Beside a running service, `run` and a second service are told what to use instead.
//! - How long a failing source is left alone, and the limit of it, are keys.
//! - A SIGHUP is answered in the log, whatever comes of it.

use crate::program::{DESK, Newsroom, PATIENCE, Service, article};
use crate::site::Site;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

fn wire(site: &Site, more: &str) -> String {
    let url = site.url("/wire");
    format!(
        "{DESK}[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n{more}\
         feed.url = \"{url}\"\n[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n"
    )
}

fn feed(title: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link><item>\
         <guid isPermaLink='false'>{title}</guid><title>{title}</title>\
         <link>https://wire.example/{title}</link>\
         <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>"
    )
}

fn newsroom(site: &Site, more: &str) -> Newsroom {
    let newsroom = Newsroom::new(&wire(site, more));
    newsroom
        .write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "Text."));
    newsroom
}

fn hold(service: &Service) -> Value {
    let told: Value = serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
    told["sources"]["wire"]["hold"].clone()
}

#[test]
fn a_source_that_is_held_is_asked_now_and_told() {
    let site = Site::new();
    site.put_with("/wire", 503, "later");
    let newsroom = newsroom(&site, "");
    let service = newsroom.serve();
    for _failure in 0..2 {
        let said = newsroom.ended(&["gather", "wire"], 3);
        assert!(said.contains("wire: failed") && said.contains("503"), "{said}");
    }
    assert!(!hold(&service).is_null(), "it is left alone after so many failures");
    site.put("/wire", feed("Back"));
    let told = newsroom.told(&["gather", "wire", "desk", "--json"]);
    let sources = told["sources"].as_array().unwrap();
    assert_eq!((&sources[0]["source"], &sources[0]["new"]), (&"wire".into(), &1.into()), "{told}");
    assert_eq!(sources[1]["source"], "desk");
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("Back"));
    assert!(hold(&service).is_null(), "it is asked by its schedule again");
    site.put("/wire", feed("More"));
    assert!(newsroom.ended(&["gather", "wire"], 0).contains("wire: 1 new"));
    service.wait_for("/feeds/world.json", |answer| answer.text().contains("More"));
}

#[test]
fn a_host_that_asked_to_wait_is_asked_when_somebody_says_so() {
    let (server, asked) = crate::loopback::serve(move |_, to| {
        use std::io::Write;
        write!(
            to,
            "HTTP/1.1 429 Slow\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    });
    let rest = format!(
        "{DESK}[[source]]\nname = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         feed.url = \"http://{server}/wire\"\n[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n"
    );
    let newsroom = Newsroom::new(&rest);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let _service = newsroom.serve();
    let before = asked.try_iter().count();
    for _again in 0..2 {
        assert!(newsroom.ended(&["gather", "wire"], 3).contains("429"));
        assert_eq!(asked.try_iter().count(), 1, "it was asked, after {before} before");
    }
}

#[test]
fn who_cannot_be_asked_is_told_what_to_do() {
    let site = Site::new();
    site.put("/wire", feed("One"));
    let newsroom = newsroom(&site, "");
    let said = newsroom.ended(&["gather", "wire"], 1);
    assert!(said.contains("pressroom run wire"), "{said}");
    let service = newsroom.serve();
    let said = newsroom.ended(&["gather", "wrie"], 1);
    assert!(said.contains("wrie") && said.contains("desk, wire"), "{said}");
    let said = newsroom.ended(&["run"], 1);
    assert!(said.contains("the service is running") && said.contains("pressroom gather"), "{said}");
    let second = newsroom.run(&["serve"]);
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(said.contains("another service is running"), "{said}");
    assert_eq!(service.terminate(), Some(0));
    newsroom.ended(&["run"], 0);
}

#[test]
fn the_wait_after_failures_is_a_key() {
    let site = Site::new();
    site.put_with("/wire", 500, "no");
    for (key, held) in [("backoff_max = \"0s\"\n", false), ("backoff_max = \"1h\"\n", true)] {
        let text = wire(&site, key)
            .replace("schedule = \"@yearly\"\nsections", "schedule = \"@hourly\"\nsections");
        let newsroom = Newsroom::new(&text);
        std::fs::create_dir(newsroom.path("articles")).unwrap();
        for _failure in 0..3 {
            newsroom.ended(&["run", "wire"], 3);
        }
        let told = newsroom.told(&["status", "--json"]);
        let wire = told["sources"].as_array().unwrap().iter().find(|it| it["source"] == "wire");
        let hold = wire.unwrap()["hold"].clone();
        let at = |value: &Value| value.as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>();
        let minutes = |hold: &Value| {
            let last = at(&wire.unwrap()["last_pass"]).unwrap();
            (at(&hold["until"]).unwrap() - last).num_minutes()
        };
        assert_eq!(!hold.is_null(), held, "{key}: {told}");
        assert!(!held || (60..=66).contains(&minutes(&hold)), "{key}: {told}");
    }
    let one = Newsroom::new(&wire(&site, "").replace("pace =", "backoff = 1\npace ="));
    std::fs::create_dir(one.path("articles")).unwrap();
    for _failure in 0..3 {
        one.ended(&["run", "wire"], 3);
    }
    let told = one.told(&["status", "--json"]);
    let wire = told["sources"].as_array().unwrap().iter().find(|it| it["source"] == "wire");
    assert!(wire.unwrap()["hold"].is_null(), "{told}");
}

#[test]
fn a_hangup_is_answered_in_the_log() {
    let newsroom = Newsroom::new(DESK);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let mut process = newsroom
        .command(&["--log-json"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (line, lines) = std::sync::mpsc::channel();
    let errors = BufReader::new(process.stderr.take().unwrap());
    std::thread::spawn(move || {
        errors.lines().map_while(Result::ok).try_for_each(|it| line.send(it))
    });
    let wait_for = |words: &str| loop {
        let line = lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("never: {words}"));
        if line.contains(words) {
            return;
        }
    };
    let id = process.id().to_string();
    let hangup = || assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    wait_for("gathered");
    hangup();
    wait_for("nothing in it has changed");
    let right = newsroom.read("config.toml");
    newsroom.write("config.toml", &right.replace("@yearly", "@yeerly"));
    wait_for("the old one stays in use");
    hangup();
    wait_for("the old one stays in use");
    newsroom.write("config.toml", &right);
    wait_for("right again");
    hangup();
    wait_for("nothing in it has changed");
    process.kill().unwrap();
    process.wait().unwrap();
}
