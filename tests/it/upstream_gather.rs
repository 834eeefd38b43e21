//! What a pass over an upstream feed brings:
//! - new items once; nothing after a 304 or an equal body
//! - the memory of one location is never used for another
//! - an error page, or anything that is no feed, is an error and never an article
//! - an empty feed is fine; feeds in files are read like those on the web

use crate::loopback;
use pressroom::config::settings::{Fetch, Location, Upstream};
use pressroom::fetch::{Client, FetchError};
use pressroom::source_memory::SourceMemory;
use pressroom::sources::upstream::gather;
use pressroom::sources::{AskedKnown, Gathering, Known, SourceError};
use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

const FEED: &str = "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link>\
    <item><guid isPermaLink='false'>1</guid><title>One</title><link>https://wire.example/1</link></item>\
    <item><guid isPermaLink='false'>2</guid><title>Two</title><link>https://wire.example/2</link></item>\
    </channel></rss>";

fn client() -> Client {
    Client::new(&Fetch {
        user_agent: "pressroom-test".to_owned(),
        timeout: Duration::from_secs(20),
        max_bytes: 100_000,
        allow_hosts: vec!["127.0.0.1".to_owned()],
        pace: Duration::ZERO,
        ..Fetch::default()
    })
    .unwrap()
}

fn at(server: SocketAddr, path: &str) -> Upstream {
    Upstream {
        location: Location::Web(format!("http://{server}{path}").parse().unwrap()),
        ..Upstream::default()
    }
}

async fn pass(
    upstream: &Upstream,
    memory: &SourceMemory,
    known: &Known,
) -> Result<Gathering, SourceError> {
    let known = Arc::new(known.clone());
    let known = AskedKnown::of(move || Box::pin(std::future::ready(Ok(known.clone()))));
    gather(upstream, &client(), memory, &known).await
}

/// A server with one body, one validator, and an answer to conditions.
fn feed_server(
    body: &'static str,
    conditional: bool,
) -> (SocketAddr, std::sync::mpsc::Receiver<String>) {
    loopback::serve(move |head, to| {
        if conditional && head.to_ascii_lowercase().contains("if-none-match: \"v1\"") {
            return to.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
        }
        let length = body.len();
        write!(
            to,
            "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    })
}

#[tokio::test]
async fn items_come_once() {
    for conditional in [true, false] {
        let (server, asked) = feed_server(FEED, conditional);
        let upstream = at(server, "/feed");
        let first = pass(&upstream, &SourceMemory::default(), &Known::default()).await.unwrap();
        assert_eq!(first.items.len(), 2);
        assert!(!first.nothing_new && first.present.is_none());
        let second = pass(&upstream, &first.memory, &Known::default()).await.unwrap();
        assert!(second.nothing_new && second.items.is_empty());
        assert_eq!(second.memory, first.memory);
        // The same items in other bytes: read, and known.
        let known: Known = first.items.iter().filter_map(|item| item.arrived).collect();
        let memory = SourceMemory { body: None, etag: None, ..first.memory };
        let third = pass(&upstream, &memory, &known).await.unwrap();
        assert_eq!((third.items.len(), third.known), (0, 2));
        assert_eq!(asked.try_iter().count(), 3);
    }
}

#[tokio::test]
async fn nobody_is_asked_what_is_known_when_nothing_is_new() {
    for conditional in [true, false] {
        let (server, _asked) = feed_server(FEED, conditional);
        let upstream = at(server, "/feed");
        let first = pass(&upstream, &SourceMemory::default(), &Known::default()).await.unwrap();
        let known = AskedKnown::of(|| panic!("what is known was asked for"));
        let second = gather(&upstream, &client(), &first.memory, &known).await.unwrap();
        assert!(second.nothing_new);
    }
}

#[tokio::test]
async fn the_memory_of_another_location_is_not_used() {
    let (server, asked) = feed_server(FEED, true);
    let first = pass(&at(server, "/a"), &SourceMemory::default(), &Known::default()).await.unwrap();
    let other = pass(&at(server, "/b"), &first.memory, &Known::default()).await.unwrap();
    assert_eq!(other.items.len(), 2);
    assert!(asked.try_iter().all(|head| !head.to_ascii_lowercase().contains("if-none-match")));
}

#[tokio::test]
async fn what_is_no_feed_is_an_error() {
    for body in
        ["<!DOCTYPE html><html><body><h1>Down for maintenance</h1></body></html>", "", "OK", "{}"]
    {
        let (server, _) = feed_server(body, false);
        let outcome = pass(&at(server, "/"), &SourceMemory::default(), &Known::default()).await;
        assert!(matches!(outcome, Err(SourceError::Feed(_))), "{body:?}: {outcome:?}");
        assert!(outcome.unwrap_err().to_string().contains(&server.to_string()));
    }
    let (server, _) = loopback::serve(|_, to| {
        let page = "<html>Not here</html>";
        write!(
            to,
            "HTTP/1.1 500 Oops\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
            page.len()
        )
    });
    let outcome = pass(&at(server, "/"), &SourceMemory::default(), &Known::default()).await;
    assert!(matches!(outcome, Err(SourceError::Fetch(FetchError::Status { status: 500, .. }))));
}

#[tokio::test]
async fn an_empty_feed_is_fine() {
    let (server, _) =
        feed_server("<rss version='2.0'><channel><title>Wire</title></channel></rss>", false);
    let gathering =
        pass(&at(server, "/"), &SourceMemory::default(), &Known::default()).await.unwrap();
    assert!(
        gathering.items.is_empty()
            && gathering.rejections.is_empty()
            && gathering.present.is_none()
    );
}

#[tokio::test]
async fn a_feed_in_a_file_is_read() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("feed.xml");
    let upstream = Upstream { location: Location::File(path.clone()), ..Upstream::default() };
    let missing = pass(&upstream, &SourceMemory::default(), &Known::default()).await;
    assert!(matches!(missing, Err(SourceError::Unreadable { .. })));
    File::create(&path).unwrap().write_all(FEED.as_bytes()).unwrap();
    let first = pass(&upstream, &SourceMemory::default(), &Known::default()).await.unwrap();
    assert_eq!(first.items.len(), 2);
    assert!(pass(&upstream, &first.memory, &Known::default()).await.unwrap().nothing_new);
    File::create(&path).unwrap().write_all(&[b' '; 100_001]).unwrap();
    let large = pass(&upstream, &first.memory, &Known::default()).await;
    assert!(matches!(large, Err(SourceError::TooLarge { limit: 100_000, .. })));
    File::create(&path).unwrap().write_all(b"<html>").unwrap();
    let wrong = pass(&upstream, &first.memory, &Known::default()).await.unwrap_err();
    assert!(wrong.to_string().contains("feed.xml"), "{wrong}");
}
