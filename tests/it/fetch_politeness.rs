//! Promise: no host is asked more, or faster, than it was said.
//! - never more requests at one time than `per_host`, whoever asks;
//! - requests begin at least `pace` apart, each host by itself;
//! - a host that is to be left alone is refused at once, and only until then;
//! - redirects count for the host they lead to; answers are counted;
//! - what is remembered of hosts is bounded.

use crate::loopback;
use chrono::{DateTime, TimeDelta, Utc};
use pressroom::clock::Clock;
use pressroom::config::settings::Fetch;
use pressroom::fetch::{Client, Conditions, FetchError, Hosts};
use pressroom::web_address::WebAddress;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;

fn noon() -> DateTime<Utc> {
    "2026-11-02T12:00:00Z".parse().unwrap()
}

fn address(text: &str) -> WebAddress {
    text.parse().unwrap()
}

fn client(clock: &Clock) -> Client {
    let fetch = Fetch {
        allow_hosts: vec!["127.0.0.1".to_owned()],
        pace: Duration::ZERO,
        ..Fetch::default()
    };
    Client::with_clock(&fetch, clock.clone()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn turns_are_paced_for_each_host_by_itself() {
    let pace = Duration::from_secs(3);
    let hosts = Hosts::new(Clock::fixed(noon()), pace, 100);
    let mut waiting = JoinSet::new();
    for number in 0..20 {
        let host = hosts.of(&address(&format!("https://h{}.example/{number}", number % 2)));
        waiting.spawn(async move {
            let _turn = host.turn().await.unwrap();
            (number % 2, Instant::now())
        });
    }
    let start = Instant::now();
    let mut begun = waiting.join_all().await;
    begun.sort();
    for (place, (_, at)) in begun.iter().enumerate() {
        let expected = pace * u32::try_from(place % 10).unwrap();
        let late = (*at - start).checked_sub(expected).unwrap();
        assert!(late < Duration::from_millis(20), "{place}: {late:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn never_more_at_one_time_than_per_host() {
    let hosts = Hosts::new(Clock::fixed(noon()), Duration::ZERO, 3);
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut waiting = JoinSet::new();
    for number in 0..50 {
        let host = hosts.of(&address(&format!("https://one.example/{number}")));
        let (now, most) = (now.clone(), most.clone());
        waiting.spawn(async move {
            let _turn = host.turn().await.unwrap();
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_secs(1)).await;
            now.fetch_sub(1, Ordering::SeqCst);
        });
    }
    waiting.join_all().await;
    assert_eq!(most.load(Ordering::SeqCst), 3);
    assert_eq!(hosts.of(&address("https://one.example/")).counts().requests, 50);
    assert_eq!(hosts.of(&address("https://one.example:444/")).counts().requests, 0);
}

#[tokio::test(start_paused = true)]
async fn a_host_is_left_alone_until_its_time_and_no_longer() {
    let clock = Clock::fixed(noon());
    let hosts = Hosts::new(clock.clone(), Duration::from_secs(10), 1);
    let host = hosts.of(&address("https://one.example/"));
    // One has its turn, a second waits for it when the host asks for quiet.
    let turn = host.clone().turn().await.unwrap();
    let second = tokio::spawn(host.clone().turn());
    tokio::task::yield_now().await;
    host.hold(Duration::from_secs(600));
    host.hold(Duration::from_secs(5));
    drop(turn);
    let until = noon() + TimeDelta::seconds(600);
    assert_eq!(second.await.unwrap().unwrap_err(), until);
    clock.set(until - TimeDelta::milliseconds(1));
    assert_eq!(host.clone().turn().await.unwrap_err(), until);
    assert!(hosts.of(&address("https://two.example/")).turn().await.is_ok());
    clock.set(until);
    assert!(host.clone().turn().await.is_ok());
    // A clock that was set back a year must not make a year of ten minutes.
    clock.set(noon() - TimeDelta::days(365));
    assert!(host.clone().turn().await.is_ok());
    host.hold(Duration::MAX);
    clock.set(noon() - TimeDelta::days(364));
    assert!(host.clone().turn().await.is_ok(), "a day is the longest");
}

#[tokio::test(start_paused = true)]
async fn what_is_remembered_is_bounded() {
    let hosts = Hosts::new(Clock::fixed(noon()), Duration::ZERO, 2);
    hosts.of(&address("https://held.example/")).hold(Duration::from_secs(60));
    for number in 0..20_000 {
        let _ = hosts.of(&address(&format!("https://h{number}.example/")));
    }
    assert!(hosts.counts().len() <= 4096, "{}", hosts.counts().len());
    assert!(hosts.of(&address("https://held.example/")).turn().await.is_err(), "forgotten");
}

#[tokio::test]
async fn redirects_count_where_they_lead_and_answers_are_counted() {
    let (second, _) = loopback::serve(|head, to| match head.split(' ').nth(1) {
        Some("/busy") => to.write_all(
            b"HTTP/1.1 429 No\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ),
        _ => to.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nfeed"),
    });
    let (first, _) = loopback::serve(move |head, to| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        write!(
            to,
            "HTTP/1.1 302 Found\r\nLocation: http://{second}{path}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    });
    let clock = Clock::fixed(noon());
    let client = client(&clock);
    let get = async |path: &str| {
        client.get(&address(&format!("http://{first}{path}")), &Conditions::default()).await
    };
    get("/feed").await.unwrap();
    assert!(matches!(get("/busy").await, Err(FetchError::Busy { status: 429, .. })));
    let counts = client.hosts().counts();
    let (one, two) = (counts[&first.to_string()], counts[&second.to_string()]);
    assert_eq!((one.requests, one.errors, one.last_status), (2, 0, Some(302)));
    assert_eq!((two.requests, two.errors, two.bytes, two.last_status), (2, 1, 4, Some(429)));
    // The second host asked for quiet: the first may be asked, the second is not.
    let held = get("/feed").await.unwrap_err();
    assert!(matches!(held, FetchError::Held { .. }), "{held}");
    assert!(held.to_string().contains("2026-11-02 12:01:00"), "{held}");
    assert_eq!(client.hosts().counts()[&second.to_string()].requests, 2);
    clock.set(noon() + TimeDelta::seconds(60));
    get("/feed").await.unwrap();
}
