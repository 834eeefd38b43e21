//! Promise: a clock that is set back or ahead under the running service costs nobody news.
//! - sources are asked on, by the new clock;
//! - `If-Modified-Since` alone is never answered 304 for what a reader does not have, not
//!   while the clock is wrong and not after it was put right, and is right within a printing;
//! - answers are dated by the clock as it is now, of feeds and for operators;
//! - no edit is dated before its article.

use crate::loopback;
use crate::program::Newsroom;
use crate::running::{Running, SERVER};
use chrono::{DateTime, Utc};
use pressroom::clock::Clock;
use serde_json::Value;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Instant;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// What readers who know no entity tag get: the status and the text.
fn since(service: &Running, date: &str) -> (u16, String) {
    let answer = service.get("/feeds/world.json", &format!("If-Modified-Since: {date}\r\n"));
    (answer.status, answer.text())
}

/// Waits for a text, and until nobody is sent it twice: of two changes within a second the
/// second is told a second later. Gives the `Last-Modified` that it came with.
fn printed(service: &Running, text: &str) -> String {
    let feed = service.wait_for("/feeds/world.json", |feed| {
        let date = feed.header("last-modified").unwrap_or_default();
        feed.text().contains(text) && since(service, date).0 == 304
    });
    for format in ["rss", "atom"] {
        service.wait_for(&format!("/feeds/world.{format}"), |feed| feed.text().contains(text));
    }
    let json: Value = serde_json::from_slice(&feed.body).unwrap();
    for item in json["items"].as_array().unwrap() {
        let [published, modified] =
            ["date_published", "date_modified"].map(|name| at(item[name].as_str().unwrap()));
        assert!(published <= modified, "an edit before its article: {item}");
    }
    feed.header("last-modified").unwrap().to_owned()
}

#[test]
fn nobody_misses_anything_when_the_clock_is_set() {
    let text = Arc::new(Mutex::new("First words"));
    let said = text.clone();
    let (upstream, _heads) = loopback::serve(move |_, to| {
        let said = *said.lock().unwrap();
        let body = format!(
            "<rss version='2.0'><channel><title>Wire</title><item><guid>a</guid><title>A story</title>\
             <pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate><description>{said}.</description></item></channel></rss>"
        );
        let length = body.len();
        write!(to, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
    });
    let newsroom = Newsroom::new(&format!(
        "{SERVER}[fetch]\npace = \"0s\"\nallow_hosts = [\"127.0.0.1\"]\n\
         [[section]]\ntitle = \"World\"\n[[source]]\nname = \"wire\"\nschedule = \"* * * * * *\"\n\
         sections = [\"world\"]\nfeed.url = \"http://{upstream}/feed\"\n"
    ));
    // A clock that runs from whatever it was set to last.
    let face = Arc::new(Mutex::new((at("2026-11-23T12:00:30Z"), Instant::now())));
    let shown = face.clone();
    let clock = Clock::told(move || {
        let (set, then) = *shown.lock().unwrap();
        set + then.elapsed()
    });
    let set = |to: &str| *face.lock().unwrap() = (at(to), Instant::now());
    let service = Running::under(clock.clone(), &newsroom);
    let dated = |minute: &str| {
        for answer in [service.get("/feeds/world.json", ""), service.ask_admin("/health")] {
            let date = answer.header("date").unwrap();
            assert!(date.contains(minute), "{date} at {minute}");
        }
    };
    let edit = |words: &'static str, to: &str| {
        *text.lock().unwrap() = words;
        set(to);
        printed(&service, words)
    };
    printed(&service, "First words");
    let first = edit("Words of noon", "2026-11-23T12:02:10Z");

    dated("23 Nov 2026 12:02:");
    let back = edit("Second words", "2026-11-23T10:01:10Z");
    dated("23 Nov 2026 10:01:");
    let (status, body) = since(&service, &first);
    assert!(status == 200 && body.contains("Second words"), "while the clock is back: {status}");
    set("2026-11-23T12:05:10Z");
    let (status, body) = since(&service, &first);
    assert!(status == 200 && body.contains("Second words"), "put right: {status}");
    let third = edit("Third words", "2026-11-23T12:06:10Z");
    assert_eq!([&first, &back].map(|date| since(&service, date).0), [200, 200]);

    let ahead = edit("Fourth words", "2026-12-24T12:00:10Z");
    let fifth = edit("Fifth words", "2026-11-23T12:08:10Z");
    assert_eq!([&third, &ahead].map(|date| since(&service, date).0), [200, 200]);
    let sixth = edit("Sixth words", "2026-11-23T12:10:10Z");
    assert_eq!([&ahead, &fifth].map(|date| since(&service, date).0), [200, 200]);
    service.end();

    // What was said before the program ended is not known to the next one.
    set("2026-11-23T12:20:10Z");
    let service = Running::under(clock.clone(), &newsroom);
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Sixth words"));
    assert_eq!(since(&service, &sixth).0, 304);
    assert_eq!([&ahead, &fifth].map(|date| since(&service, date).0), [200, 200]);
}
