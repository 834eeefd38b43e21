//! Promise: hubs are told of every change (W3C WebSub §7).
//! - one form-encoded post per hub, topic and printing, once the edition that has the
//!   change is served; a topic that did not change is not told;
//! - what was published and not told when the program was killed is told by the next one;
//! - a hub that does not take it shows in `/health` and `status`, is tried again ever less
//!   often, holds up neither readers nor other hubs, and is told when it is there again.

use crate::program::{self, Newsroom, PATIENCE, article};
use crate::receiver::{self, Post};
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

const FORMATS: [&str; 3] = ["atom", "json", "rss"];

/// A newsroom whose feeds name these hubs.
fn newsroom(hubs: &[&str]) -> Newsroom {
    let newsroom = Newsroom::new(&format!(
        "hubs = {hubs:?}\n[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n{}",
        program::DESK
    ));
    let one = article("One", "\"world\"", "2026-01-05T10:00:00Z", "First.");
    newsroom.write("articles/one.md", &one);
    newsroom
}

fn topics(feeds: &[&str]) -> BTreeSet<String> {
    let topic = |feed, format| format!("https://test.example/feeds/{feed}.{format}");
    feeds.iter().flat_map(|feed| FORMATS.map(|format| topic(feed, format))).collect()
}

/// The topic that a post tells of, its form checked.
fn topic((head, body): &Post) -> String {
    assert!(head.starts_with("POST / HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("content-type: application/x-www-form-urlencoded\r\n"), "{head}");
    let fields: Vec<_> = url::form_urlencoded::parse(body).into_owned().collect();
    let [mode, url] = fields.as_slice() else { panic!("{fields:?}") };
    assert_eq!((&*mode.0, &*mode.1, &*url.0), ("hub.mode", "publish", "hub.url"));
    url.1.clone()
}

/// Takes posts until all of these topics were told, and nothing else.
fn hear(seen: &Receiver<Post>, mut awaited: BTreeSet<String>) {
    while !awaited.is_empty() {
        let told = seen.recv_timeout(PATIENCE).map(|post| topic(&post));
        let told = told.unwrap_or_else(|_| panic!("never told: {awaited:?}"));
        assert!(awaited.remove(&told), "{told} was told, awaited were {awaited:?}");
    }
}

#[test]
fn every_changed_topic_is_told_once_when_it_is_served() {
    let (hub, seen) = receiver::receiver(&[]);
    let newsroom = newsroom(&[&hub]);
    let service = newsroom.serve();
    hear(&seen, topics(&["front-page", "world", "sports"]));

    let two = article("Two", "\"world\"", "2026-01-05T11:00:00Z", "Second.");
    newsroom.write("articles/two.md", &two);
    let first = topic(&seen.recv_timeout(PATIENCE).unwrap());
    let path = first.strip_prefix("https://test.example").unwrap();
    assert!(service.get(path).text().contains("Two"), "{first} is told before it is served");
    let mut rest = topics(&["front-page", "world"]);
    assert!(rest.remove(&first), "{first}");
    hear(&seen, rest);

    let gone = "+++\ntitle = \"Two\"\nwithdrawn = \"It was not so.\"\n+++\n";
    newsroom.write("articles/two.md", gone);
    hear(&seen, topics(&["front-page", "world"]));
    // A stop between an answer and its note would have the message told again.
    let all = "pressroom_deliveries_total{kind=\"hub\",outcome=\"taken\"} 21\n";
    service.wait_for_admin("/metrics", |metrics| metrics.text().contains(all));
    assert_eq!(service.terminate(), Some(0));
    newsroom.serve();
    assert!(seen.try_recv().is_err(), "a restart that changes nothing tells nothing");
}

#[test]
fn what_was_not_told_when_it_was_killed_is_told_by_the_next() {
    // Nobody takes a connection there: the first program waits for an answer.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}/", listener.local_addr().unwrap());
    let (other, other_seen) = receiver::receiver(&[]);
    let newsroom = newsroom(&[&silent, &other]);
    let service = newsroom.serve();
    hear(&other_seen, topics(&["front-page", "world", "sports"]));
    service.signal("-KILL");
    drop(service);

    let served = std::thread::spawn({
        move || {
            let mut told = BTreeSet::new();
            while told != topics(&["front-page", "world", "sports"]) {
                let (connection, _) = listener.accept().unwrap();
                if let Some(post) = receiver::take(connection, "202 Accepted") {
                    told.insert(topic(&post));
                }
            }
        }
    });
    let _service = newsroom.serve();
    served.join().unwrap();
    assert!(other_seen.try_recv().is_err(), "who has taken it is not told again");
}

#[test]
fn a_hub_that_does_not_take_it_shows_until_it_does() {
    let is_up = Arc::new(AtomicBool::new(false));
    let up = Arc::clone(&is_up);
    let (hub, seen) = receiver::receiver_that(move |_| match up.load(Ordering::Relaxed) {
        true => "204 No Content",
        false => "503 Service Unavailable",
    });
    let newsroom = newsroom(&[&hub]);
    let service = newsroom.serve();
    let health = service.wait_for_admin("/health", |answer| answer.text().contains("status 503"));
    let report: serde_json::Value = serde_json::from_slice(&health.body).unwrap();
    assert_eq!((health.status, &report["status"]), (200, &"degraded".into()), "{report}");
    let untold = &report["untold"][0];
    let hub = format!("{hub}/");
    assert_eq!((&untold["receiver"], &untold["messages"]), (&hub.clone().into(), &9.into()));
    assert!(untold["next_attempt"].is_string(), "{untold}");
    let status = newsroom.ended(&["status"], 0);
    assert!(status.contains(&hub) && status.contains("status 503"), "{status}");
    let json = newsroom.told(&["status", "--json"]);
    assert_eq!(json["untold"][0]["receiver"], hub, "{json}");

    let topics = topics(&["front-page", "world", "sports"]);
    assert!(seen.try_iter().all(|post| topics.contains(&topic(&post))));
    is_up.store(true, Ordering::Relaxed);
    let mut told = BTreeSet::new();
    while told != topics {
        told.insert(topic(&seen.recv_timeout(PATIENCE).unwrap()));
    }
    service.wait_for_admin("/health", |answer| answer.text().contains("\"untold\": []"));
    let status = newsroom.ended(&["status"], 0);
    assert!(!status.contains(&hub), "{status}");
}

#[test]
fn a_single_run_tells_hubs_too() {
    let (hub, seen) = receiver::receiver(&[]);
    let newsroom = newsroom(&[&hub]);
    newsroom.ended(&["run"], 0);
    let told: BTreeSet<String> = seen.try_iter().map(|post| topic(&post)).collect();
    assert_eq!(told, topics(&["front-page", "world", "sports"]));
    newsroom.ended(&["run"], 0);
    assert_eq!(seen.try_iter().count(), 0, "nothing changed");
}
