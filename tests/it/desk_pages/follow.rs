//! Open pages are told that something has moved, as long as whoever has them open may know.

use super::newsroom::{HOST, Office};
use crate::program::PATIENCE;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

/// A stream of events, after the head of its answer.
struct Events(BufReader<TcpStream>);

impl Events {
    /// As the proxy asks for it.
    fn open(office: &Office, cookie: &str) -> (String, Self) {
        let mut connection = TcpStream::connect(office.running.admin()).unwrap();
        connection.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            connection,
            "GET /desk/follow HTTP/1.0\r\nHost: {HOST}\r\nX-Forwarded-For: 198.51.100.7\r\n\
             X-Forwarded-Proto: https\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n"
        )
        .unwrap();
        let (mut lines, mut head) = (BufReader::new(connection), String::new());
        while !head.ends_with("\r\n\r\n") {
            assert!(lines.read_line(&mut head).unwrap() > 0, "{head}");
        }
        (head.to_ascii_lowercase(), Self(lines))
    }

    /// Waits for a line; `false` when the stream has ended before.
    fn says(&mut self, wanted: &str) -> bool {
        let mut line = String::new();
        while self.0.read_line(&mut line).unwrap() > 0 {
            if line.trim_end() == wanted {
                return true;
            }
            line.clear();
        }
        false
    }
}

#[test]
fn an_open_page_is_told_what_moves_until_its_session_ends() {
    let office = Office::usual();
    office.running.wait_for("/feeds/world.json", |answer| answer.status == 200);
    let cookie = office.sign_in("edna");
    let (head, mut events) = Events::open(&office, &cookie);
    assert!(head.starts_with("http/1.0 200"), "{head}");
    for header in ["content-type: text/event-stream", "x-accel-buffering: no", "no-store"] {
        assert!(head.contains(header), "{header}: {head}");
    }
    // First everything, for what moved before it was asked.
    assert!(events.says("event: now") && events.says("event: wrong"));
    let id = office.push("one", &["world"]);
    assert!(events.says("event: now"), "an article is new on the front page");
    assert!(office.page(&format!("/desk/articles/{id}"), &cookie).status == 200);
    office.form("/desk/sign-out", &cookie, &[]);
    assert!(!events.says("event: never"), "it ends, with the session");
}

#[test]
fn nobody_is_told_who_is_not_known_and_not_more_than_can_be() {
    let office = Office::usual();
    let refused = office.page("/desk/follow", "");
    assert_eq!(refused.status, 303, "{}", refused.text());
    let cookie = office.sign_in("rana");
    let mut open: Vec<Events> = Vec::new();
    for _ in 0..16 {
        let (head, mut events) = Events::open(&office, &cookie);
        assert!(head.starts_with("http/1.0 200"), "{head}");
        assert!(events.says("event: now"));
        open.push(events);
    }
    let (head, _) = Events::open(&office, &cookie);
    assert!(head.starts_with("http/1.0 503"), "{head}");
    // Other pages go on, and a seat that is left is taken.
    assert_eq!(office.page("/desk/", &cookie).status, 200);
    drop(open.pop());
    let again = || Events::open(&office, &cookie).0.starts_with("http/1.0 200");
    let until = std::time::Instant::now() + PATIENCE;
    while !again() {
        assert!(std::time::Instant::now() < until, "no seat was given back");
        std::thread::yield_now();
    }
}

#[test]
fn the_end_of_the_service_waits_for_no_open_page() {
    let office = Office::usual();
    let cookie = office.sign_in("rana");
    let (_, mut events) = Events::open(&office, &cookie);
    assert!(events.says("event: now"));
    let Office { running, newsroom: _newsroom, .. } = office;
    running.end();
    assert!(!events.says("event: never"));
}
