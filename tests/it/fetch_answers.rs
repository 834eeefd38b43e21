//! What the client does with answers:
//! - validators go back byte for byte, and a 304 is understood
//! - bodies are decompressed, and no more than the cap of bytes is ever kept: not
//!   of a large one, not of a bomb, not of one without end
//! - a server that says nothing, or never ends, is given up in time
//! - redirects are followed, bounded, and only unbroken permanent ones move; a cookie goes
//!   along one chain of them
//! - codings under any name, and headers as old servers write them, are read
//! - a kept connection on which no answer comes is not the last word: another is tried, once
//! - errors name the address and say what to do; Retry-After is read

use crate::loopback;
use flate2::Compression;
use flate2::write::GzEncoder;
use pressroom::config::settings::Fetch;
use pressroom::fetch::{Answer, Body, Client, Conditions, FetchError};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const CAP: usize = 100_000;

fn client(timeout: Duration) -> Client {
    Client::new(&Fetch {
        user_agent: "Pressroom/1 (+https://news.example/)".to_owned(),
        timeout,
        max_bytes: CAP,
        allow_hosts: vec!["127.0.0.1".to_owned()],
        pace: Duration::ZERO,
        ..Fetch::default()
    })
    .unwrap()
}

async fn get(server: SocketAddr, path: &str) -> Result<Answer, FetchError> {
    let address = format!("http://{server}{path}").parse().unwrap();
    client(Duration::from_secs(20)).get(&address, &Conditions::default()).await
}

async fn body(server: SocketAddr, path: &str) -> Body {
    match get(server, path).await {
        Ok(Answer::Body(body)) => *body,
        other => panic!("{other:?}"),
    }
}

fn whole(to: &mut TcpStream, headers: &str, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    write!(
        to,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n"
    )?;
    to.write_all(body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[tokio::test]
async fn validators_go_back_byte_for_byte() {
    // Unquoted, weak, with high bytes: whatever it was, it is the server's own.
    for etag in ["\"a\"", "W/\"x y\"", "unquoted", "\"-gzip\"", "\"caf\u{e9}\"", "'odd'"] {
        let sent: Vec<u8> = etag.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let (server, asked) = loopback::serve(move |head, to| {
            if head.to_ascii_lowercase().contains("if-none-match") {
                return to.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
            }
            to.write_all(b"HTTP/1.1 200 OK\r\nLast-Modified: some day\r\nETag: ")?;
            to.write_all(&sent)?;
            to.write_all(b"\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
        });
        let address = format!("http://{server}/feed").parse().unwrap();
        let client = client(Duration::from_secs(20));
        let Ok(Answer::Body(body)) = client.get(&address, &Conditions::default()).await else {
            panic!("no body for {etag}")
        };
        let conditions = Conditions { etag: body.etag.clone(), last_modified: body.last_modified };
        let head = asked.recv().unwrap().to_ascii_lowercase();
        assert!(!head.contains("if-none-match") && !head.contains("a-im"), "{head}");
        assert!(head.contains("user-agent: pressroom/1 (+https://news.example/)"), "{head}");
        if etag.is_ascii() {
            let answer = client.get(&address, &conditions).await.unwrap();
            let unchanged =
                matches!(answer, Answer::NotModified { moved_to: None, fresh_for: None, .. });
            assert!(unchanged, "{answer:?}");
            let head = asked.recv().unwrap();
            assert!(head.contains(&format!("if-none-match: {etag}\r\n")), "{head}");
            assert!(head.contains("if-modified-since: some day\r\n"), "{head}");
        } else {
            assert_eq!(body.etag.as_deref(), Some(etag));
        }
    }
}

#[tokio::test]
async fn a_304_that_nobody_asked_for_is_an_error() {
    let (server, _) = loopback::serve(|_, to| to.write_all(b"HTTP/1.1 304 Not Modified\r\n\r\n"));
    assert!(matches!(get(server, "/").await, Err(FetchError::Status { status: 304, .. })));
}

#[tokio::test]
async fn compressed_bodies_are_read() {
    let (server, asked) =
        loopback::serve(|_, to| whole(to, "Content-Encoding: gzip\r\n", &gzip(b"<rss/>")));
    assert_eq!(&body(server, "/").await.bytes[..], b"<rss/>");
    let head = asked.recv().unwrap();
    assert!(head.contains("gzip") && head.contains("br"), "{head}");
    let (server, _) = loopback::serve(|_, to| whole(to, "Content-Encoding: compress\r\n", b"???"));
    assert!(matches!(get(server, "/").await, Err(FetchError::Coding { .. })));
}

#[tokio::test]
async fn what_nobody_asked_for_is_refused_and_named() {
    // A frame of Zstandard, whatever is in it.
    let zstd = [0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x31, 0, 0, b'<', b'r', b's', b's', b'/'];
    let (server, _) = loopback::serve(move |_, to| whole(to, "Content-Encoding: zstd\r\n", &zstd));
    let fault = get(server, "/").await.unwrap_err();
    assert!(matches!(&fault, FetchError::Coding { coding, .. } if coding == "zstd"), "{fault}");
    // A part of a document is not the document.
    let part = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-5/900\r\n\
                Content-Length: 6\r\nConnection: close\r\n\r\n<rss/>";
    let (server, _) = loopback::serve(move |_, to| to.write_all(part.as_bytes()));
    assert!(matches!(get(server, "/").await, Err(FetchError::Status { status: 206, .. })));
    for length in ["abc", "-5", "6, 7", "99999999999999999999999"] {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n<rss/>"
        );
        let (server, _) = loopback::serve(move |_, to| to.write_all(head.as_bytes()));
        let fault = get(server, "/feed").await.unwrap_err().to_string();
        assert!(fault.contains("/feed"), "{length}: {fault}");
    }
}

#[tokio::test]
async fn a_coding_is_read_however_it_is_named() {
    let (plain, text) = (b"<rss/>".to_vec(), b"<rss/>");
    let mut two = gzip(b"<rs");
    two.extend(gzip(b"s/>"));
    let mut padded = gzip(text);
    padded.extend([0; 64]);
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::best());
    zlib.write_all(text).unwrap();
    let zlib = zlib.finish().unwrap();
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
    raw.write_all(text).unwrap();
    let table = [
        ("Content-Encoding: x-gzip\r\n", gzip(text)),
        ("Content-Encoding: GZip\r\n", gzip(text)),
        ("", gzip(text)),
        ("Content-Encoding: gzip, gzip\r\n", gzip(&gzip(text))),
        ("Content-Encoding: gzip\r\n", two),
        ("Content-Encoding: gzip\r\n", padded),
        ("Content-Encoding: gzip\r\n", plain.clone()),
        ("Content-Encoding: utf-8\r\n", plain.clone()),
        ("Content-Encoding: UTF8\r\n", plain.clone()),
        ("Content-Encoding: \r\n", plain.clone()),
        ("Content-Encoding: none\r\n", plain.clone()),
        ("Content-Encoding: iso-8859-1\r\n", plain.clone()),
        ("Content-Encoding: aws-chunked\r\n", plain.clone()),
        ("Content-Encoding: br\r\n", plain),
        ("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", gzip(&gzip(text))),
        ("Content-Encoding: gzip\r\n", gzip(&gzip(text))),
        ("Content-Encoding: \"gzip\"\r\n", gzip(text)),
        ("Content-Encoding: gzip;q=1\r\n", gzip(text)),
        ("Content-Encoding: deflate\r\n", gzip(text)),
        ("Content-Encoding: gzip\r\n", zlib.clone()),
        ("Content-Encoding: deflate\r\n", zlib),
        ("Content-Encoding: deflate\r\n", raw.finish().unwrap()),
    ];
    for (header, bytes) in table {
        let (server, _) = loopback::serve(move |_, to| whole(to, header, &bytes));
        assert_eq!(&body(server, "/").await.bytes[..], text, "{header}");
    }
    let half = gzip(&[b'x'; 5000])[..20].to_vec();
    let (server, _) = loopback::serve(move |_, to| whole(to, "Content-Encoding: gzip\r\n", &half));
    let error = get(server, "/").await.unwrap_err().to_string();
    assert!(error.contains("not whole"), "{error}");
}

#[tokio::test]
async fn a_head_may_be_long_and_what_is_none_is_told_as_that() {
    let links: String =
        (0..400).map(|n| format!("Link: </style-{n}.css>; rel=preload\r\n")).collect();
    let (server, _) = loopback::serve(move |_, to| whole(to, &links, b"<rss/>"));
    assert_eq!(&body(server, "/").await.bytes[..], b"<rss/>");
    for head in ["ICY 200 OK\r\n\r\n<rss/>", "<rss></rss> and nothing else of the web\r\n\r\n"] {
        let (server, _) = loopback::serve(move |_, to| to.write_all(head.as_bytes()));
        let error = get(server, "/").await.unwrap_err().to_string();
        assert!(error.contains("cannot be read as HTTP"), "{error}");
    }
}

#[tokio::test]
async fn a_folded_header_costs_nothing() {
    let folded = "X-Policy: one,\r\n two\r\nETag : \"v1\"\r\n";
    let (server, _) = loopback::serve(move |_, to| whole(to, folded, b"x"));
    let answer = body(server, "/").await;
    assert_eq!((&answer.bytes[..], answer.etag.as_deref()), (&b"x"[..], Some("\"v1\"")));
}

#[tokio::test]
async fn a_304_may_name_another_validator() {
    let (server, _) = loopback::serve(|_, to| {
        to.write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"v2\"\r\nConnection: close\r\n\r\n")
    });
    let address = format!("http://{server}/feed").parse().unwrap();
    let conditions = Conditions { etag: Some("\"v1\"".to_owned()), last_modified: None };
    let answer = client(Duration::from_secs(20)).get(&address, &conditions).await.unwrap();
    let Answer::NotModified { etag, .. } = answer else { panic!("{answer:?}") };
    assert_eq!(etag.as_deref(), Some("\"v2\""));
}

#[tokio::test]
async fn a_cookie_goes_along_one_chain_of_redirects() {
    let (server, asked) = loopback::serve(|head, to| {
        match head.contains("ticket=42") {
        true => whole(to, "", b"in"),
        false => to.write_all(
            b"HTTP/1.1 302 Found\r\nLocation: /feed?again\r\nSet-Cookie: ticket=42; Path=/; HttpOnly\r\n\
              Set-Cookie: other=1; Domain=elsewhere.example\r\nSet-Cookie: safe=1; Secure\r\n\
              Set-Cookie: other=2; Path=/other\r\nSet-Cookie: near=3; Path=/fee\r\n\
              Content-Length: 0\r\nConnection: close\r\n\r\n",
        ),
    }
    });
    let address = format!("http://{server}/feed").parse().unwrap();
    let client = client(Duration::from_secs(20));
    for _ in 0..2 {
        let answer = client.get(&address, &Conditions::default()).await.unwrap();
        assert!(matches!(answer, Answer::Body(body) if &body.bytes[..] == b"in"));
    }
    let heads: Vec<String> = asked.try_iter().map(|head| head.to_ascii_lowercase()).collect();
    let sent = |head: &String| {
        let line = head.lines().find_map(|line| line.strip_prefix("cookie: "));
        line.unwrap_or_default().to_owned()
    };
    // None outlives the chain, goes elsewhere, or leaves https.
    assert_eq!(heads.iter().map(sent).collect::<Vec<_>>(), ["", "ticket=42", "", "ticket=42"]);
}

#[tokio::test]
async fn no_body_is_kept_beyond_the_cap() {
    // A thousand times its own size.
    let bomb = gzip(&vec![0; CAP * 1000]);
    assert!(bomb.len() < CAP);
    let (server, _) = loopback::serve(move |_, to| whole(to, "Content-Encoding: gzip\r\n", &bomb));
    assert!(matches!(get(server, "/").await, Err(FetchError::TooLarge { limit: CAP, .. })));

    let (server, _) = loopback::serve(|_, to| whole(to, "", &vec![b'x'; CAP + 1]));
    assert!(matches!(get(server, "/").await, Err(FetchError::TooLarge { .. })));

    let (server, _) = loopback::serve(|_, to| {
        to.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
        loop {
            to.write_all(b"400\r\n")?;
            to.write_all(&[b'x'; 0x400])?;
            to.write_all(b"\r\n")?;
        }
    });
    assert!(matches!(get(server, "/").await, Err(FetchError::TooLarge { .. })));

    let (server, _) = loopback::serve(|_, to| whole(to, "", &vec![b'x'; CAP]));
    assert_eq!(body(server, "/").await.bytes.len(), CAP);
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_an_error() {
    let (server, _) = loopback::serve(|_, to| {
        to.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    });
    assert!(matches!(get(server, "/").await, Err(FetchError::Connection { .. })));
    let (server, _) = loopback::serve(|_, to| {
        let bytes = gzip(b"<rss>a long enough text to be cut</rss>");
        whole(to, "Content-Encoding: gzip\r\n", &bytes[..bytes.len() - 12])
    });
    assert!(matches!(get(server, "/").await, Err(FetchError::Connection { .. })));
}

#[tokio::test]
async fn silence_and_endless_drips_are_given_up() {
    for drips in [false, true] {
        let (server, _) = loopback::serve(move |_, to| {
            if drips {
                to.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")?;
                to.flush()?;
            }
            // Until the client has gone.
            let _ = io::Read::read(to, &mut [0]);
            Ok(())
        });
        let address = format!("http://{server}/").parse().unwrap();
        let answer = client(Duration::from_millis(200)).get(&address, &Conditions::default()).await;
        assert!(matches!(answer, Err(FetchError::TimedOut { .. })), "{answer:?}");
    }
}

/// `/301/302/end` answers 301 to `/302/end`, and so on.
fn chain() -> SocketAddr {
    let (server, _) = loopback::serve(|head, to| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        let (first, rest) = path[1..].split_once('/').unwrap_or(("", ""));
        match first.parse::<u16>() {
            Ok(status) => write!(
                to,
                "HTTP/1.1 {status} Moved\r\nLocation: /{rest}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
            Err(_) => whole(to, "Content-Type: text/xml; charset=utf-8\r\n", b"end"),
        }
    });
    server
}

#[tokio::test]
async fn only_an_unbroken_permanent_chain_moves() {
    let server = chain();
    let table = [
        ("/end/", None),
        ("/301/end/", Some("/end/")),
        ("/308/301/end/", Some("/end/")),
        ("/302/end/", None),
        ("/307/301/end/", None),
        ("/301/302/301/end/", Some("/302/301/end/")),
        ("/303/308/end/", None),
    ];
    for (path, moved_to) in table {
        let body = body(server, path).await;
        assert_eq!(body.final_address.url().path(), "/end/", "{path}");
        assert_eq!(body.moved_to.as_ref().map(|to| to.url().path()), moved_to, "{path}");
        assert_eq!(body.content_type.as_deref(), Some("text/xml; charset=utf-8"));
    }
    let ten = format!("{}/end/", "/302".repeat(10));
    assert_eq!(&body(server, &ten).await.bytes[..], b"end");
    let eleven = format!("{}/end/", "/302".repeat(11));
    assert!(matches!(get(server, &eleven).await, Err(FetchError::Redirects { .. })));
}

/// Redirects on each connection's first request and hangs up on its second; `/whole` is
/// answered where it is asked for first.
fn hangs_up() -> (SocketAddr, std::sync::mpsc::Receiver<String>) {
    loopback::serve(|head, to| {
        if head.starts_with("GET /whole ") {
            return whole(to, "", b"It is here.");
        }
        if head.starts_with("GET /never ") {
            return Ok(());
        }
        write!(to, "HTTP/1.1 302 Found\r\nLocation: /whole\r\nContent-Length: 0\r\n\r\n")?;
        to.flush()?;
        // The next request comes on this connection, and there is no answer to it.
        let _ = to.read(&mut [0])?;
        Ok(())
    })
}

#[tokio::test]
async fn a_connection_that_was_given_up_is_not_the_last_word() {
    let (server, seen) = hangs_up();
    assert_eq!(body(server, "/first").await.bytes, "It is here.");
    let asked: Vec<String> = seen.try_iter().collect();
    assert_eq!(asked.len(), 2, "{asked:?}");

    let Err(FetchError::Connection { address, .. }) = get(server, "/never").await else { panic!() };
    assert!(address.ends_with("/never"), "{address}");
    assert_eq!(seen.try_iter().count(), 2);
}

#[tokio::test]
async fn errors_say_what_and_what_to_do() {
    let table = [
        ("404 Not Found\r\n", "status 404", "where it is now", None),
        ("410 Gone\r\n", "status 410", "remove the source", None),
        ("403 Forbidden\r\n", "status 403", "User-Agent", None),
        ("500 Oops\r\n", "status 500", "asked again", None),
        ("204 No Content\r\n", "status 204", "browser", None),
        ("429 Slow\r\nRetry-After: 120\r\n", "status 429", "120 s", Some(120)),
        ("503 Busy\r\nRetry-After: soon\r\n", "status 503", "asked again later", None),
        (
            "503 Busy\r\nDate: Mon, 02 Nov 2026 10:00:00 GMT\r\nRetry-After: Mon, 02 Nov 2026 10:05:00 GMT\r\n",
            "status 503",
            "300 s",
            Some(300),
        ),
    ];
    for (head, says, advises, wait) in table {
        let (server, _) = loopback::serve(move |_, to| {
            write!(to, "HTTP/1.1 {head}Content-Length: 0\r\nConnection: close\r\n\r\n")
        });
        let error = get(server, "/feed.xml").await.unwrap_err();
        let message = error.to_string();
        assert!(message.contains(says) && message.contains(advises), "{message}");
        assert!(message.contains(&format!("http://{server}/feed.xml")), "{message}");
        if let FetchError::Busy { retry_after, .. } = error {
            assert_eq!(retry_after.map(|time| time.as_secs()), wait, "{head}");
        }
    }
    let (server, _) = loopback::serve(|_, to| to.write_all(b"not http at all\r\n\r\n"));
    let message = get(server, "/").await.unwrap_err().to_string();
    assert!(message.contains("Check the address"), "{message}");
}
