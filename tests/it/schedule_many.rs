//! Promise: many sources are no trouble.
//! - of hundreds that are due at the start, each is asked exactly once;
//! - a restart asks none of them again, and a new one at once;
//! - one that its publisher retired stays retired, and `pressroom status` and
//!   `/health` say so; `pressroom run` leaves it alone unless it is named.

use crate::loopback;
use crate::program::Newsroom;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::mpsc::Receiver;

const MANY: usize = 300;

fn feed(to: &mut std::net::TcpStream) -> std::io::Result<()> {
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
