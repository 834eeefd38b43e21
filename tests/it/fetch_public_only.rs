//! Whom the client refuses to ask:
//! - every way to write an address that is not public, before any connection
//! - names that resolve to such an address, at the moment of connecting, however
//!   often the name server changes its mind
//! - redirects to them, at every hop
//! - and whom it asks all the same: hosts that the operator allowed, with or
//!   without their port

use crate::loopback;
use pressroom::clock::Clock;
use pressroom::config::settings::Fetch;
use pressroom::fetch::{Answer, Client, Conditions, FetchError};
use pressroom::public_address::is_public;
use pressroom::web_address::WebAddress;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::VecDeque;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::mpsc::TryRecvError;
use std::sync::{Arc, Mutex};
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

/// Ways to write a host that is not public. `PUBLIC` in one stands for a public
/// name, which is there only to look harmless.
const WAYS: &[&str] = &[
    // In the usual form, and with what people forget or add.
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "127.0.0.1.",
    "127.000.000.001",
    // Short, decimal, octal, hexadecimal, and mixed.
    "127.1",
    "127.0.1",
    "0",
    "0x0",
    "2130706433",
    "2852039166",
    "0x7f000001",
    "0x7F.1",
    "0x7f.0x0.0x0.0x1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "0x7f.0.0.01",
    "127.0x0.1",
    // With letters that become digits and dots.
    "１２７.0.0.1",
    "127。0。0。1",
    "127．0．0．1",
    "①②⑦.⓪.⓪.①",
    "%31%32%37.0.0.1",
    "127.0.0%2e1",
    // IPv6: its own, mapped, compatible, and translated ones.
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[0000::0001]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:a9fe:a9fe]",
    "[0:0:0:0:0:ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]",
    "[2001::1]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[100::1]",
    "[5f00::1]",
    // By name.
    "localhost",
    "LOCALHOST",
    "ｌｏｃａｌｈｏｓｔ",
    // Behind something else that looks like the host.
    "user:word@127.0.0.1",
    "PUBLIC@127.0.0.1",
    "PUBLIC:80@127.0.0.1",
    "PUBLIC%2f@127.0.0.1",
    "PUBLIC%00@127.0.0.1",
    "a@PUBLIC@127.0.0.1",
];

/// What follows the host and only looks like another one.
const TAILS: &[&str] = &["/", "/#@PUBLIC/", "?@PUBLIC/", "\\@PUBLIC/", "/@PUBLIC", "#PUBLIC"];

#[tokio::test]
async fn no_way_to_write_it_gets_through() {
    assert!(WAYS.len() >= 60, "{}", WAYS.len());
    let (server, asked) = loopback::serve(|_, to| to.write_all(b"HTTP/1.1 200 OK\r\n\r\nsecret"));
    let client = client(&[]);
    let port = server.port();
    let ways = WAYS.iter().map(|host| format!("http://{host}:{port}/"));
    let tails = TAILS.iter().map(|tail| format!("http://127.0.0.1:{port}{tail}"));
    for address in ways.chain(tails) {
        let address = address.replace("PUBLIC", "news.example");
        let answer = get(&client, &address).await;
        let Err(FetchError::NotPublic { .. }) = answer else { panic!("{address}: {answer:?}") };
        let message = answer.unwrap_err().to_string();
        assert!(message.contains("not a public address"), "{message}");
        assert!(message.contains("fetch.allow_hosts") && !message.contains("word"), "{message}");
    }
    assert_eq!(asked.try_recv(), Err(TryRecvError::Empty), "the server was asked");
}

#[test]
fn what_no_two_programs_read_alike_is_no_address() {
    for host in [
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[::1%lo]",
        "[::1",
        "::1",
        "[::ffff:127.0.0.1.]",
        "[127.0.0.1]",
        "127.0.0.1.1",
        "127..1",
        "256.0.0.1",
        "4294967296",
        "0x100000000",
        "0x7f.0.0.0x1ff",
        "08.0.0.1",
        "127.0.0.1%00",
        "127.0.0.1%0a",
        "127.0.0.1 news.example",
        "local%host",
        "",
    ] {
        assert!(WebAddress::parse(&format!("http://{host}/")).is_err(), "{host}");
    }
}

#[tokio::test]
async fn a_redirect_is_refused_at_its_hop() {
    let (hidden, asked) = loopback::serve(|_, to| to.write_all(b"HTTP/1.1 200 OK\r\n\r\nsecret"));
    let port = hidden.port();
    let statuses = [301, 302, 303, 307, 308].into_iter().cycle();
    let whole = WAYS.iter().map(|host| format!("http://{host}:{port}/"));
    let short = ["//127.0.0.1", "http:\\\\127.0.0.1", "/\\127.0.0.1", " \thttp://127.0.0.1"];
    let short = short.into_iter().map(|start| format!("{start}:{port}/"));
    for ((location, status), hop) in whole.chain(short).zip(statuses).zip((1..=10).cycle()) {
        let location = location.replace("PUBLIC", "news.example");
        let door = door(status, location.clone());
        // The door is allowed, with its port; what it leads to is not.
        let client = client(&[door.to_string()]);
        let answer = get(&client, &format!("http://{door}/{}", hop - 1)).await;
        let Err(FetchError::NotPublic { address, .. }) = answer else {
            panic!("{status} {location}, hop {hop}: {answer:?}")
        };
        assert!(!address.contains(&door.to_string()), "{address}");
    }
    assert_eq!(asked.try_recv(), Err(TryRecvError::Empty), "the hidden server was asked");
}

/// Leads from `/3` to `/2` and so on, and from `/0` to `location`.
fn door(status: u16, location: String) -> SocketAddr {
    let (door, _) = loopback::serve(move |head, to| {
        let path = head.split(' ').nth(1).unwrap_or_default();
        let to_go: usize = path[1..].parse().unwrap_or(0);
        let location = match to_go.checked_sub(1) {
            Some(next) => format!("/{next}"),
            None => location.clone(),
        };
        write!(
            to,
            "HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    });
    door
}

/// A name server that says something else every time it is asked.
struct Fickle {
    said: Mutex<VecDeque<Vec<&'static str>>>,
    port: u16,
}

impl Resolve for Fickle {
    fn resolve(&self, _: Name) -> Resolving {
        let said = self.said.lock().unwrap().pop_front().unwrap_or_default();
        let port = self.port;
        let found: Vec<SocketAddr> =
            said.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), port)).collect();
        Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) })
    }
}

#[tokio::test]
async fn a_name_server_that_changes_its_mind_is_judged_each_time() {
    let (server, asked) = loopback::serve(|_, to| {
        to.write_all(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    });
    let nothing_yet: &[&str] = &[];
    let answers = [
        nothing_yet,
        &["127.0.0.1"],
        nothing_yet,
        &["::1", "127.0.0.1"],
        &["169.254.169.254"],
        &["::ffff:127.0.0.1"],
        &["64:ff9b::7f00:1", "10.0.0.1"],
        &["0.0.0.0"],
    ];
    let settings = Fetch { pace: Duration::ZERO, ..Fetch::default() };
    let fickle = |answers: &[&[&'static str]], port| {
        let said = answers.iter().map(|said| said.to_vec()).collect();
        Arc::new(Fickle { said: Mutex::new(said), port })
    };
    let names = fickle(&answers, server.port());
    let client = Client::with_names(&settings, Clock::system(), names).unwrap();
    for said in answers {
        let answer = get(&client, &format!("http://flip.example:{}/", server.port())).await;
        if said.is_empty() {
            assert!(matches!(answer, Err(FetchError::Connection { .. })), "{answer:?}");
            continue;
        }
        let Err(FetchError::NotPublic { reason, .. }) = answer else {
            panic!("{said:?}: {answer:?}")
        };
        assert_eq!((reason.address, reason.resolved), (said[0].parse().unwrap(), true));
    }
    assert_eq!(asked.try_recv(), Err(TryRecvError::Empty), "the server was asked");

    // An allowed host may be anywhere; what it redirects to is judged again.
    let names = fickle(&[&["127.0.0.1"], &["127.0.0.1"]], server.port());
    let allowed = Fetch { allow_hosts: vec!["wire.internal".to_owned()], ..settings };
    let client = Client::with_names(&allowed, Clock::system(), names).unwrap();
    let answer = get(&client, &format!("http://wire.internal:{}/", server.port())).await;
    assert!(matches!(answer, Err(FetchError::Connection { .. })), "{answer:?}");
    assert_eq!(asked.try_iter().count(), 2, "asked as often as it was found");
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
