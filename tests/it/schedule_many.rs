//! Promise: many sources are no trouble.
//! - of hundreds that are due at the start, each is asked exactly once;
//! - a restart asks none of them again, and a new one at once;
//! - one whose answers take longer than its interval is asked on, and none is dropped;
//! - one that is late by more than its interval is in `/health` until it is asked;
//! - one that its publisher retired stays retired, and `pressroom status` and
//!   `/health` say so; `pressroom run` leaves it alone unless it is named.

use crate::loopback;
use crate::program::Newsroom;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

const MANY: usize = 300;

fn feed(to: &mut TcpStream) -> std::io::Result<()> {
    let body = "<rss version='2.0'><channel><title>Wire</title></channel></rss>";
    let length = body.len();
    write!(to, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

fn newsroom(addresses: impl Iterator<Item = String>) -> Newsroom {
    let mut text = "[fetch]\npace = \"0s\"\nper_host = 4\nallow_hosts = [\"127.0.0.1\"]\n\
        [[section]]\ntitle = \"World\"\n"
        .to_owned();
    for (number, address) in addresses.enumerate() {
        write!(
            text,
            "[[source]]\nname = \"s{number}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             feed.url = \"{address}\"\n"
        )
        .unwrap();
    }
    Newsroom::new(&text)
}

/// How often each path was asked for.
fn asked(heads: &Receiver<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for head in heads.try_iter() {
        *counts.entry(head.split(' ').nth(1).unwrap().to_owned()).or_default() += 1;
    }
    counts
}

#[test]
fn each_is_asked_once_and_a_restart_asks_only_the_new_one() {
    let (server, heads) = loopback::serve(|_, to| feed(to));
    let newsroom = newsroom((0..MANY).map(|number| format!("http://{server}/{number}")));
    assert_eq!(newsroom.serve().terminate(), Some(0));
    let counts = asked(&heads);
    assert_eq!(counts.len(), MANY);
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
    let config = newsroom.read("config.toml");
    let new = "[[source]]\nname = \"new\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n";
    newsroom.write("config.toml", &format!("{config}{new}feed.url = \"http://{server}/new\"\n"));
    assert_eq!(newsroom.serve().terminate(), Some(0));
    assert_eq!(asked(&heads), BTreeMap::from([("/new".to_owned(), 1)]));
}

/// An upstream that answers everybody at the same time, each after so long.
fn slow_upstream(pause: Duration) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (heads, seen) = mpsc::channel();
    std::thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            let heads = heads.clone();
            std::thread::spawn(move || {
                let head = loopback::head(&connection);
                std::thread::sleep(pause);
                let _ = feed(&mut connection);
                let _ = heads.send(head);
            });
        }
    });
    (address, seen)
}

#[test]
fn passes_that_straddle_their_next_firing_drop_nobody() {
    let (server, heads) = slow_upstream(Duration::from_millis(700));
    let newsroom = newsroom((0..40).map(|number| format!("http://{server}/{number}")));
    let config = newsroom.read("config.toml");
    let every_second = config.replace("@yearly", "* * * * * *");
    newsroom.write("config.toml", &every_second.replace("per_host = 4", "per_host = 40"));
    let service = newsroom.start();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    while counts.len() < 40 || counts.values().any(|count| *count < 4) {
        let head = heads.recv_timeout(crate::program::PATIENCE);
        let head = head.unwrap_or_else(|_| panic!("nobody is asked any more: {counts:?}"));
        *counts.entry(head.split(' ').nth(1).unwrap().to_owned()).or_default() += 1;
        let most = counts.values().max().copied().unwrap_or_default();
        assert!(most < 40, "some are asked for ever, and others never: {counts:?}");
    }
    assert_eq!(service.terminate(), Some(0));
}

#[test]
fn a_source_that_is_overdue_is_told() {
    let (open, gate) = mpsc::channel::<()>();
    let gate = std::sync::Mutex::new(gate);
    // Answers nobody until the gate is opened.
    let (server, _heads) = loopback::serve(move |_, to| {
        let _ = gate.lock().unwrap().recv();
        feed(to)
    });
    let newsroom = newsroom([format!("http://{server}/slow")].into_iter());
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &config.replace("@yearly", "* * * * * *"));
    let service = newsroom.start();
    let told = |answer: &crate::program::Answer| {
        serde_json::from_slice::<Value>(&answer.body).unwrap()["overdue"].clone()
    };
    let late = service.wait_for_admin("/health", |answer| told(answer)[0]["source"] == "s0");
    assert!(told(&late)[0]["asked"].is_string(), "{}", late.text());
    let begun = std::time::Instant::now();
    let troubled = || newsroom.told(&["status", "--json"])["troubles"].to_string();
    while !troubled().contains("source_overdue") {
        assert!(begun.elapsed() < crate::program::PATIENCE, "{}", troubled());
    }
    drop(open);
    service.wait_for_admin("/health", |answer| told(answer) == serde_json::json!([]));
}

#[test]
fn a_retired_source_is_told_and_left_alone_unless_it_is_named() {
    let (server, heads) = loopback::serve(|head, to| match head.starts_with("GET /0 ") {
        true => {
            to.write_all(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        false => feed(to),
    });
    let newsroom = newsroom((0..2).map(|number| format!("http://{server}/{number}")));
    newsroom.ended(&["run"], 3);
    assert_eq!(asked(&heads)["/0"], 1);
    let said = newsroom.ended(&["run"], 0);
    assert!(said.contains("s0: not asked, because its publisher says that it is gone"), "{said}");
    assert_eq!(asked(&heads).get("/0"), None);
    let status = newsroom.told(&["status", "--json"]);
    assert_eq!(status["sources"][0]["hold"]["reason"], "gone");
    let table = newsroom.ended(&["status"], 0).replace(['\n', ' '], "");
    assert!(table.contains("retired"), "{table}");
    let service = newsroom.serve();
    let health: Value = serde_json::from_slice(&service.ask_admin("/health").body).unwrap();
    assert_eq!(health["sources"]["s0"]["hold"]["reason"], "gone");
    assert_eq!(health["status"], "degraded");
    drop(service);
    assert_eq!(asked(&heads).get("/0"), None);
    newsroom.ended(&["run", "s0"], 3);
    assert_eq!(asked(&heads)["/0"], 1);
}
