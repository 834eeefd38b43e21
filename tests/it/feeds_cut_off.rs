//! Promise: a document that came cut off, by itself or on its way, is used as far as it goes.
//! - it is asked for again without a validator, and the whole one completes what was cut
//! - nothing is withdrawn by it, and it is told
//! - what is no feed as far as it came is an error that says that it broke off

use crate::loopback;
use crate::site::Desk;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn channel(items: &str) -> String {
    format!(
        "<rss version='2.0'><channel><title>Wire</title><link>https://wire.example/</link>{items}\
         </channel></rss>"
    )
}

fn story(number: u32) -> String {
    format!(
        "<item><title>Story {number}</title><link>https://wire.example/s{number}</link>\
         <guid isPermaLink='false'>{number}</guid>\
         <pubDate>Mon, 05 Jan 2026 0{}:00:00 GMT</pubDate>\
         <description>Text number {number}.</description></item>",
        9 - number
    )
}

#[tokio::test]
async fn what_was_cut_off_is_asked_for_again() {
    let whole = channel(&[story(1), story(2), story(3)].concat());
    let cut = whole[..whole.find("number 3").unwrap()].to_owned();
    let body = Arc::new(Mutex::new(cut));
    let shown = body.clone();
    // The publisher never names another validator.
    let (server, _) = loopback::serve(move |head, to| {
        if head.to_ascii_lowercase().contains("if-none-match: \"v1\"") {
            return to.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
        }
        let body = shown.lock().unwrap().clone();
        let length = body.len();
        write!(
            to,
            "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    });
    let desk = Desk::new(&format!("[source.feed]\nurl = \"http://{server}/feed\""));
    assert_eq!(desk.pass().await["new"], 3);
    *body.lock().unwrap() = whole;
    let pass = desk.pass().await;
    assert_eq!((&pass["new"], &pass["changed"]), (&0.into(), &1.into()), "{pass}");
    let all = desk.articles();
    assert!(all.iter().all(|one| one.content.contains("Text number")), "{all:?}");
    assert_eq!(desk.pass().await["nothing_new"], true);
}

#[tokio::test]
async fn what_broke_off_on_its_way_is_used_and_asked_for_again() {
    let whole = channel(&[story(1), story(2)].concat());
    let gzip = gzip(whole.as_bytes());
    let cut = gzip[..gzip.len() - 30].to_vec();
    let without_sum = gzip[..gzip.len() - 6].to_vec();
    let mut deflate = ZlibEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(whole.as_bytes()).unwrap();
    let deflate = deflate.finish().unwrap();
    let deflate = deflate[..deflate.len() - 30].to_vec();
    let all = whole.clone().into_bytes();
    let one = whole.as_bytes()[..whole.find("<item><title>Story 2").unwrap()].to_vec();
    let too_long = format!("Content-Length: {}\r\n", whole.len() + 900);
    let length = |bytes: &[u8], coding: &str| {
        format!("Content-Length: {}\r\nContent-Encoding: {coding}\r\n", bytes.len())
    };
    // The last chunk is missing.
    let chunked = [format!("{:x}\r\n", all.len()).as_bytes(), &all, b"\r\n"].concat();
    let table = [
        (too_long.clone(), all.clone(), 2),
        (too_long, one, 1),
        ("Transfer-Encoding: chunked\r\n".to_owned(), chunked, 2),
        (length(&without_sum, "gzip"), without_sum, 2),
        (length(&cut, "gzip"), cut, 1),
        (length(&deflate, "deflate"), deflate, 1),
    ];
    for (headers, bytes, items) in table {
        let (fails, shown) = (Arc::new(AtomicBool::new(true)), whole.clone());
        let (told, failing) = (headers.clone(), fails.clone());
        let (server, asked) = loopback::serve(move |_, to| {
            if failing.load(Relaxed) {
                write!(to, "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nConnection: close\r\n{told}\r\n")?;
                return to.write_all(&bytes);
            }
            let length = shown.len();
            write!(
                to,
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{shown}"
            )
        });
        let desk =
            Desk::new(&format!("[source.feed]\nurl = \"http://{server}/feed\"\nmirror = true"));
        let pass = desk.pass().await;
        assert!(pass["new"].as_u64() >= Some(items), "{headers}: {pass}");
        assert!(pass["warnings"].to_string().contains("breaks off"), "{headers}: {pass}");
        fails.store(false, Relaxed);
        let pass = desk.pass().await;
        assert_eq!(pass["error"], serde_json::Value::Null, "{headers}: {pass}");
        assert_eq!(desk.articles().len(), 2, "{headers}: {pass}");
        fails.store(true, Relaxed);
        let pass = desk.pass().await;
        assert_eq!(pass["withdrawn"], 0, "{headers}: {pass}");
        assert_eq!(desk.pass().await["withdrawn"], 0, "{headers}");
        let asked: Vec<String> = asked.try_iter().collect();
        let validators = asked.iter().filter(|head| head.contains("if-none-match")).count();
        assert_eq!((asked.len(), validators), (4, 0), "{headers}: {asked:?}");
    }
    // What is no feed as far as it came is none.
    let (server, _) = loopback::serve(|_, to| {
        to.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n<html><p>Not a feed.")
    });
    let desk = Desk::new(&format!("[source.feed]\nurl = \"http://{server}/feed\""));
    let error = desk.pass().await["error"].to_string();
    assert!(error.contains("before message length"), "{error}");
}
