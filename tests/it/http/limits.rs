//! No client can hold the server, or make it hold more than it was allowed.
//!
//! - A silent client, a slow head, an idle connection and a reader that does not
//!   take its answer are cut at their deadlines.
//! - Heads that are too long or have too many fields are 431, addresses 414,
//!   nonsense is 400; and the connection is closed.
//! - Connections beyond the limit wait and are served when others leave.
//! - Pipelined requests are answered in order; HEAD has the headers of GET and no body.
//! - The body of a request is not waited for.
//! - Without file descriptors left nobody is accepted, and as soon as there are some
//!   again everybody is.

use crate::http::stand::{document, edition, feed, morning, noon, settings, stand};
use crate::http::wire::{eventually, request, start};
use bytes::Bytes;
use pressroom::config::Settings;
use pressroom::edition::{Document, Edition};
use pressroom::feed_document::Format;
use pressroom::fingerprint::Fingerprint;
use pressroom::serve::Server;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(150);
const PATH: &str = "/feeds/world.rss";

fn running(settings: &Settings) -> crate::http::wire::Running {
    let stand = stand(settings, edition());
    start(Server::bind(&settings.server, stand.newsstand).unwrap())
}

#[test]
fn a_client_that_says_nothing_is_left() {
    let mut settings = settings();
    settings.server.first_byte_timeout = SHORT;
    let server = running(&settings);
    assert!(server.connect().is_closed());
}

#[test]
fn a_head_that_drips_is_not_waited_for() {
    let mut settings = settings();
    settings.server.header_timeout = SHORT;
    let server = running(&settings);
    let mut connection = server.connect();
    connection.send("GET /feeds/world.rss HTTP/1.1\r\nHost: a\r\nX: ");
    // Each byte comes long before the deadline; all of them together never would.
    let cut = (0..1000).any(|_| {
        connection.try_send(b"x").is_err() || !connection.is_quiet(Duration::from_millis(10))
    });
    assert!(cut, "the connection was still open after a thousand bytes");
    assert!(connection.is_closed(), "a head that never ended got an answer");
}

#[test]
fn an_idle_connection_is_closed() {
    let mut settings = settings();
    // Long enough for the request to come in on a busy machine.
    settings.server.header_timeout = Duration::from_secs(1);
    let server = running(&settings);
    let mut connection = server.connect();
    connection.send(&request("GET", PATH, &[]));
    assert_eq!(connection.reply("GET").status, 200);
    assert!(connection.is_closed());
}

/// A document far longer than what the system buffers on a connection.
fn huge() -> Edition {
    let identity = Bytes::from(vec![b'x'; 64 << 20]);
    Edition::of([Arc::new(Document {
        name: feed("world", Format::Rss),
        fingerprint: Fingerprint::of(b"huge"),
        modified: morning(),
        since: morning(),
        gzip: Bytes::new(),
        brotli: Bytes::new(),
        identity,
    })])
}

#[test]
fn a_reader_that_does_not_take_its_answer_is_cut() {
    let settings = settings();
    let stand = stand(&settings, huge());
    let bound = Server::bind(&settings.server, stand.newsstand).unwrap();
    let server = start(bound.write_timeout(SHORT));
    let mut connection = server.connect();
    connection.send(&request("GET", PATH, &[]));
    let open = |count: u32| {
        stand.metrics.encode().contains(&format!("\npressroom_http_connections_open {count}\n"))
    };
    eventually("the connection is accepted and then cut", || {
        stand.metrics.encode().contains("\npressroom_http_connections_total 1\n") && open(0)
    });
    let (received, _in_order) = connection.rest();
    assert!(received < 64 << 20, "{received}");
}

#[test]
fn a_reader_that_takes_its_answer_gets_all_of_it() {
    let settings = settings();
    let server = start(Server::bind(&settings.server, stand(&settings, huge()).newsstand).unwrap());
    let reply = server.ask("GET", PATH, &[]);
    assert_eq!(reply.body.len(), 64 << 20);
}

#[test]
fn heads_have_a_size() {
    let settings = settings();
    let server = running(&settings);
    let limit = settings.server.max_header_bytes;
    let fits = format!("X: {}", "x".repeat(limit / 2));
    let long = format!("X: {}", "x".repeat(limit));
    let endless = format!("X: {}", "x".repeat(limit * 4));
    let many = vec!["X: x"; 120];
    let path = format!("/feeds/world.rss?{}", "x".repeat(8000));
    for (path, lines, status) in [
        (PATH, vec![fits.as_str()], 200),
        (PATH, vec![&long], 431),
        (PATH, vec![&endless], 431),
        (PATH, many, 431),
        (&path, vec![], 414),
    ] {
        let mut connection = server.connect();
        // The server may close before it has read a head that is too long.
        let _ = connection.try_send(request("GET", path, &lines).as_bytes());
        assert_eq!(connection.reply("GET").status, status);
        if status != 200 {
            assert!(connection.is_closed(), "{status}");
        }
    }
}

#[test]
fn a_limit_below_the_smallest_buffer_holds_too() {
    let mut settings = settings();
    settings.server.max_header_bytes = 1000;
    let server = running(&settings);
    assert_eq!(server.ask("GET", PATH, &[&"X: x".repeat(200)]).status, 200);
    assert_eq!(server.ask("GET", PATH, &[&"X: x".repeat(300)]).status, 431);
}

#[test]
fn nonsense_is_refused() {
    let server = running(&settings());
    for (text, status) in [
        ("\u{16}\u{3}\u{1} this is TLS\r\n\r\n", 400),
        ("GET /feeds/world.rss\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/3.0\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n bad: fold\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: http://a/\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: me@a\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a:b\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a:70000\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: [x]\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.1\r\nHost: a<b>\r\n\r\n", 400),
        ("GET /feeds/world.rss HTTP/1.0\r\nHost: a b\r\n\r\n", 400),
    ] {
        let mut connection = server.connect();
        connection.send(text);
        assert_eq!(connection.reply("GET").status, status, "{text:?}");
        assert!(connection.is_closed(), "{text:?}");
    }
    for host in [
        "a",
        "a.example:8080",
        "a_b.example",
        "127.0.0.1:1",
        "[::1]",
        "[2001:db8::1]:80",
        "a:",
        "%61.b",
    ] {
        let mut connection = server.connect();
        connection.send(&format!("GET /feeds/world.rss HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(connection.reply("GET").status, 200, "{host}");
    }
    // The old protocol names no host, and ends with its answer.
    let mut connection = server.connect();
    connection.send("GET /feeds/world.rss HTTP/1.0\r\n\r\n");
    assert_eq!(connection.reply("GET").status, 200);
    assert!(connection.is_closed());
}

#[test]
fn connections_beyond_the_limit_wait_their_turn() {
    let mut settings = settings();
    settings.server.max_connections = 2;
    let server = running(&settings);
    let mut served: Vec<_> = (0..2).map(|_| server.connect()).collect();
    for connection in &mut served {
        connection.send(&request("GET", PATH, &[]));
        assert_eq!(connection.reply("GET").status, 200);
    }
    let mut waiting: Vec<_> = (0..6).map(|_| server.connect()).collect();
    for connection in &mut waiting {
        connection.send(&request("GET", PATH, &["Connection: close"]));
    }
    for connection in &mut waiting {
        assert!(connection.is_quiet(Duration::from_millis(30)), "more than two were served");
    }
    // The ones that are served are served on.
    served[0].send(&request("GET", PATH, &[]));
    assert_eq!(served[0].reply("GET").status, 200);
    drop(served);
    for connection in &mut waiting {
        assert_eq!(connection.reply("GET").status, 200);
    }
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let server = running(&settings());
    let mut connection = server.connect();
    let rounds = 50;
    let text: String = (0..rounds)
        .map(|_| {
            request("GET", PATH, &[])
                + &request("HEAD", PATH, &[])
                + &request("GET", "/nowhere", &[])
                + &request("OPTIONS", "*", &[])
        })
        .collect();
    connection.send(&text);
    for _ in 0..rounds {
        assert_eq!(connection.reply("GET").status, 200);
        assert_eq!(connection.reply("HEAD").status, 200);
        assert_eq!(connection.reply("GET").status, 404);
        assert_eq!(connection.reply("OPTIONS").status, 204);
    }
}

#[test]
fn an_answer_does_not_wait_for_the_next_request() {
    let server = running(&settings());
    let mut connection = server.connect();
    connection.send(&(request("GET", PATH, &[]) + "GET /nowhere HTTP/1.1\r\nHo"));
    assert_eq!(connection.reply("GET").status, 200);
    connection.send("st: a\r\n\r\n");
    assert_eq!(connection.reply("GET").status, 404);
    connection.send(&(request("GET", PATH, &[]) + "nonsense\r\n\r\n"));
    assert_eq!(connection.reply("GET").status, 200);
    assert_eq!(connection.reply("GET").status, 400);
    assert!(connection.is_closed());
}

#[test]
fn head_has_the_headers_of_get() {
    let server = running(&settings());
    for path in [PATH, "/feeds/", "/nowhere", "/feeds/retired.rss", "/feed"] {
        for accept in ["Accept-Encoding: br", "Accept-Encoding: identity"] {
            let mut get = server.ask("GET", path, &[accept]);
            let mut head = server.ask("HEAD", path, &[accept]);
            assert!(head.body.is_empty());
            assert_eq!(get.header("content-length"), get.body.len().to_string());
            for reply in [&mut get, &mut head] {
                reply.body.clear();
                reply.headers.retain(|(name, _)| name != "date");
                reply.headers.sort();
            }
            assert_eq!(get, head, "{path}");
        }
    }
}

#[test]
fn the_body_of_a_request_is_not_waited_for() {
    let server = running(&settings());
    for method in ["GET", "POST"] {
        let mut connection = server.connect();
        connection.send(&request(method, PATH, &["Content-Length: 100000000"]));
        let reply = connection.reply(method);
        assert_eq!(reply.status, if method == "GET" { 200 } else { 405 });
        assert!(connection.is_closed(), "{method}");
        // A short one that came along is passed over.
        let mut connection = server.connect();
        connection.send(&(request(method, PATH, &["Content-Length: 5"]) + "hello"));
        assert_eq!(connection.reply(method).status, reply.status);
        connection.send(&request("GET", "/nowhere", &[]));
        assert_eq!(connection.reply("GET").status, 404);
    }
}

/// What the test below does in a process of its own, which has few descriptors.
fn is_served(address: std::net::SocketAddr) -> std::io::Result<bool> {
    let mut client = TcpStream::connect(address)?;
    client.write_all(request("GET", PATH, &[]).as_bytes())?;
    let mut status = [0; 12];
    client.read_exact(&mut status)?;
    Ok(&status == b"HTTP/1.1 200")
}

fn starve_and_recover() {
    let server = running(&settings());
    // By then it has all that its threads need.
    eventually("the first client is served", || is_served(server.address).unwrap_or_default());
    let mut clients = Vec::new();
    // Both ends of every connection are in this process.
    while clients.len() < 200 {
        match TcpStream::connect(server.address) {
            Ok(client) => clients.push(client),
            Err(_) => break,
        }
    }
    assert!(clients.len() < 200, "the descriptors never ran out");
    drop(clients);
    // Meanwhile a connection may be taken up late, and its time be over already.
    eventually("a new client is served", || is_served(server.address).unwrap_or_default());
    println!("starved and recovered");
}

#[test]
#[cfg(unix)]
fn running_out_of_descriptors_passes() {
    const STARVED: &str = "PRESSROOM_TEST_STARVED";
    if std::env::var_os(STARVED).is_some() {
        return starve_and_recover();
    }
    let out = std::process::Command::new("sh")
        .args(["-c", "ulimit -n 64; exec \"$0\" --exact --nocapture $1"])
        .arg(std::env::current_exe().unwrap())
        .arg("http::limits::running_out_of_descriptors_passes")
        .env(STARVED, "1")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{text}{}", String::from_utf8_lossy(&out.stderr));
    assert!(text.contains("starved and recovered"), "{text}");
}

#[test]
fn the_edition_changes_under_open_connections() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, Arc::clone(&stand.newsstand)).unwrap());
    let mut connection = server.connect();
    for number in 0..20 {
        let text = format!("edition {number}");
        let next = document(feed("world", Format::Rss), &text, noon());
        stand.edition.store(Arc::new(stand.edition.load().with([next])));
        connection.send(&request("GET", PATH, &[]));
        assert!(connection.reply("GET").body.ends_with(text.as_bytes()), "{text}");
    }
}
