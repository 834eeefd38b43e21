//! The server stops when it is told to: in order, in time, and altogether.
//!
//! - Idle connections are closed, and nobody is accepted any more.
//! - A request that is being sent is answered, and an answer that is being taken
//!   is sent to its end.
//! - What does not finish in time is cut.
//! - An address that is in use is an error that says so.

use crate::http::stand::{document, edition, feed, morning, settings, stand};
use crate::http::wire::{eventually, request, start};
use bytes::Bytes;
use pressroom::edition::{Document, Edition};
use pressroom::feed_document::Format;
use pressroom::serve::{ServeError, Server};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

const PATH: &str = "/feeds/world.rss";

#[test]
fn idle_connections_are_closed_and_no_new_ones_accepted() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, stand.newsstand).unwrap());
    let mut kept = server.connect();
    kept.send(&request("GET", PATH, &[]));
    assert_eq!(kept.reply("GET").status, 200);
    let mut silent = server.connect();
    let address = server.address;
    server.stop.cancel();
    assert!(kept.is_closed());
    assert!(silent.is_closed());
    server.ended().unwrap();
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn a_request_that_is_being_sent_is_answered() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, stand.newsstand).unwrap());
    let mut connection = server.connect();
    connection.send("GET /feeds/world.rss HTTP/1.1\r\nHost: ");
    eventually("the connection is accepted", || {
        stand.metrics.encode().contains("\npressroom_http_connections_open 1\n")
    });
    server.stop.cancel();
    eventually("nobody is accepted any more", || TcpStream::connect(server.address).is_err());
    connection.send("news.example\r\n\r\n");
    let reply = connection.reply("GET");
    assert_eq!((reply.status, reply.header("connection")), (200, "close"));
    assert!(connection.is_closed());
    server.ended().unwrap();
}

#[test]
fn a_request_that_lies_in_the_socket_is_answered() {
    let settings = settings();
    for _ in 0..30 {
        let stand = stand(&settings, edition());
        let server = start(Server::bind(&settings.server, stand.newsstand).unwrap());
        let mut connection = server.connect();
        eventually("the connection is accepted", || {
            stand.metrics.encode().contains("\npressroom_http_connections_open 1\n")
        });
        connection.send(&request("GET", PATH, &[]));
        server.stop.cancel();
        let reply = connection.reply("GET");
        // Who was answered before the stop is not told of it.
        assert_eq!(reply.status, 200);
        assert!(connection.is_closed());
        server.ended().unwrap();
    }
}

#[test]
fn an_answer_that_is_being_taken_is_sent_to_its_end() {
    let settings = settings();
    let small = document(feed("world", Format::Rss), "", morning());
    let long = Bytes::from(vec![b'x'; 32 << 20]);
    let huge = Document { identity: long, ..(*small).clone() };
    let stand = stand(&settings, Edition::of([Arc::new(huge)]));
    let server = start(Server::bind(&settings.server, stand.newsstand).unwrap());
    let mut connection = server.connect();
    connection.send(&request("GET", PATH, &["Accept-Encoding: identity"]));
    assert!(!connection.is_quiet(Duration::from_secs(10)), "the answer has begun");
    server.stop.cancel();
    eventually("nobody is accepted any more", || TcpStream::connect(server.address).is_err());
    assert_eq!(connection.reply("GET").body.len(), 32 << 20);
    server.ended().unwrap();
}

#[test]
fn what_does_not_finish_in_time_is_cut() {
    let mut settings = settings();
    settings.server.shutdown_timeout = Duration::from_millis(100);
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, stand.newsstand).unwrap());
    let mut connection = server.connect();
    connection.send("GET /feeds/world.rss HTTP/1.1\r\nHost: ");
    eventually("the connection is accepted", || {
        stand.metrics.encode().contains("\npressroom_http_connections_open 1\n")
    });
    server.stop.cancel();
    server.ended().unwrap();
    assert!(connection.is_closed());
}

#[test]
fn dropping_the_run_stops_the_threads() {
    let settings = settings();
    let server = Server::bind(&settings.server, stand(&settings, edition()).newsstand).unwrap();
    let address = server.local_addr();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let run = server.run(tokio_util::sync::CancellationToken::new());
        assert!(tokio::time::timeout(Duration::from_millis(50), run).await.is_err());
    });
    eventually("nobody is accepted any more", || TcpStream::connect(address).is_err());
}

#[test]
fn an_address_in_use_is_an_error_that_says_so() {
    let mut settings = settings();
    let first = stand(&settings, edition());
    let first = Server::bind(&settings.server, first.newsstand).unwrap();
    settings.server.listen = first.local_addr();
    for round in ["bound", "running"] {
        let second = stand(&settings, edition());
        let error = Server::bind(&settings.server, second.newsstand).err().unwrap();
        assert!(matches!(error, ServeError::InUse { .. }), "{round}: {error}");
        let text = error.to_string();
        assert!(text.contains(&first.local_addr().to_string()), "{text}");
    }
    // Once it is free again it can be had at once.
    let server = start(first);
    let mut connection = server.connect();
    connection.send(&request("GET", PATH, &[]));
    assert_eq!(connection.reply("GET").status, 200);
    server.stop.cancel();
    server.ended().unwrap();
    let next = stand(&settings, edition());
    Server::bind(&settings.server, next.newsstand).unwrap();
}
