//! Whom the client refuses to ask:
//! - every way to write an address that is not public, before any connection
//! - names that resolve to such an address, at the moment of connecting
//! - redirects to them, at every hop
//! - and whom it asks all the same: hosts that the operator allowed, with or
//!   without their port

#![expect(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod loopback;

use pressroom::config::settings::Fetch;
use pressroom::fetch::public_address::is_public;
use pressroom::fetch::{Answer, Client, Conditions, FetchError};
use pressroom::web_address::WebAddress;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::mpsc::TryRecvError;
use std::time::Duration;

fn client(allow_hosts: &[String]) -> Client {
    Client::new(&Fetch {
        user_agent: "pressroom-test".to_owned(),
        timeout: Duration::from_secs(20),
        max_bytes: 1 << 20,
        allow_hosts: allow_hosts.to_vec(),
        pace: Duration::ZERO,
        ..Fetch::default()
    })
    .unwrap()
}

async fn get(client: &Client, address: &str) -> Result<Answer, FetchError> {
    let address: WebAddress = address.parse().unwrap();
    client.get(&address, &Conditions::default()).await
}

#[test]
fn the_table_of_addresses() {
    for private in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "::ffff:0:127.0.0.1",
    ] {
        assert!(!is_public(private.parse().unwrap()), "{private}");
    }
    for public in [
        "1.1.1.1",
        "8.8.8.8",
        "100.63.0.1",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ] {
        assert!(is_public(public.parse().unwrap()), "{public}");
    }
}

#[tokio::test]
async fn no_way_to_write_loopback_gets_through() {
    let (server, asked) = loopback::serve(|_, to| to.write_all(b"HTTP/1.1 200 OK\r\n\r\nsecret"));
    let client = client(&[]);
    let port = server.port();
    for host in [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "0.0.0.0",
        "127.0.0.1.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:0:0:1]",
        "[64:ff9b::7f00:1]",
        "localhost",
        "LOCALHOST",
        "１２７.0.0.1",
        "127。0。0。1",
        "user:word@127.0.0.1",
        "169.254.169.254",
    ] {
        let address = format!("http://{host}:{port}/");
        let answer = get(&client, &address).await;
        let Err(FetchError::NotPublic { .. }) = answer else { panic!("{address}: {answer:?}") };
        let message = answer.unwrap_err().to_string();
        assert!(message.contains("not a public address"), "{message}");
        assert!(message.contains("fetch.allow_hosts") && !message.contains("word"), "{message}");
    }
    assert_eq!(asked.try_recv(), Err(TryRecvError::Empty), "the server was asked");
}

#[tokio::test]
async fn a_redirect_to_loopback_is_refused_at_its_hop() {
    let (hidden, asked) = loopback::serve(|_, to| to.write_all(b"HTTP/1.1 200 OK\r\n\r\nsecret"));
    let port = hidden.port();
    for status in [301, 302, 303, 307, 308] {
        for host in ["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "localhost"] {
            let (door, _) = redirect(status, format!("http://{host}:{port}/"));
            // The door is allowed, with its port; what it leads to is not.
            let answer = get(&client(&[door.to_string()]), &format!("http://{door}/")).await;
            assert!(
                matches!(answer, Err(FetchError::NotPublic { .. })),
                "{status} {host}: {answer:?}"
            );
        }
    }
    assert_eq!(asked.try_recv(), Err(TryRecvError::Empty), "the hidden server was asked");
}

#[tokio::test]
async fn a_redirect_to_another_scheme_is_refused() {
    for location in ["file:///etc/passwd", "ftp://a.example/", "javascript:1", "http://", "data:,x"]
    {
        let (door, _) = redirect(302, location.to_owned());
        let answer = get(&client(&[door.to_string()]), &format!("http://{door}/")).await;
        assert!(
            matches!(answer, Err(FetchError::Location { status: 302, .. })),
            "{location}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn allowed_hosts_are_asked() {
    let (server, _asked) = loopback::serve(|_, to| {
        to.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
    });
    let port = server.port();
    for (allowed, host) in [
        ("127.0.0.1".to_owned(), "127.0.0.1"),
        (format!("127.0.0.1:{port}"), "127.0.0.1"),
        ("127.0.0.1".to_owned(), "2130706433"),
        ("localhost".to_owned(), "localhost"),
        ("LocalHost".to_owned(), "localhost"),
        (format!("localhost:{port}"), "localhost"),
    ] {
        let answer =
            get(&client(std::slice::from_ref(&allowed)), &format!("http://{host}:{port}/")).await;
        assert!(
            matches!(&answer, Ok(Answer::Body(body)) if &body.bytes[..] == b"ok"),
            "{allowed}: {answer:?}"
        );
    }
    for allowed in ["localhost:1", "127.0.0.2", "ocalhost", "[::1]", "::1", ""] {
        let answer =
            get(&client(&[allowed.to_owned()]), &format!("http://localhost:{port}/")).await;
        assert!(matches!(answer, Err(FetchError::NotPublic { .. })), "{allowed}: {answer:?}");
    }
}

fn redirect(status: u16, location: String) -> (SocketAddr, std::sync::mpsc::Receiver<String>) {
    loopback::serve(move |_, to| {
        write!(
            to,
            "HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    })
}
