//! Promise: the pages of an archive are served as they lie on the disk, and cost little.
//! - every page has its type, its length, strong and weak validators that work, and a cache
//!   lifetime after which a purge is seen; HEAD is the same without the bytes;
//! - Brotli and gzip are the files beside it, and are the page;
//! - the page that is next leads to the feed (302), one that never was is 404, a removed one 410;
//! - `purge` moves the validators; a file that is lost is asked for again later (503), not 404;
//! - a browser is led to a page for people, which shows what the page was sealed with, leads on
//!   to the older ones, and has working validators;
//! - few pages are open at once, however many ask for them;
//! - no path leads out of the folder, and nothing may be changed.

use crate::program;
use crate::program::{Newsroom, Service};
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

const PAGE: &str = "/feeds/archive/world-1.atom";

/// A newsroom with seven articles, of which two pages of two are full, and its service.
fn archived() -> (Newsroom, Service) {
    let small = "[publish]\nitems = 3\narchive_items = 2\nwindow = \"0s\"\n";
    let newsroom = Newsroom::new(&format!("{small}{}", program::DESK));
    for day in 1..=7 {
        let date = format!("2026-01-0{day}T10:00:00Z");
        let text = format!("Text of day {day}. {}", "It was a day like any other. ".repeat(20));
        let article = program::article(&format!("Day {day}"), "\"world\"", &date, &text);
        newsroom.write(&format!("articles/{day}.md"), &article);
    }
    let service = newsroom.serve();
    service.wait_for("/feeds/world.atom", |answer| answer.text().contains("world-2.atom"));
    (newsroom, service)
}

/// However many readers ask for old pages, and however slow the disk is, descriptors are left
/// for gathering and publishing.
#[test]
fn few_pages_are_open_at_once() {
    let (newsroom, service) = archived();
    let page = newsroom.path(PAGE.trim_start_matches('/')).canonicalize().unwrap();
    std::fs::remove_file(&page).unwrap();
    assert!(Command::new("mkfifo").arg(&page).status().unwrap().success());
    // Whoever reads it waits until this is closed.
    let slow_disk = File::options().read(true).write(true).open(&page).unwrap();
    let readers: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut reader = TcpStream::connect(&service.feeds).unwrap();
            write!(reader, "GET {PAGE} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            reader
        })
        .collect();
    let is_page = |path: &PathBuf| path.to_string_lossy().starts_with(&*page.to_string_lossy());
    let open = || service.open_files().iter().filter(|path| is_page(path)).count();
    let begun = Instant::now();
    while open() < 16 {
        assert!(begun.elapsed() < program::PATIENCE, "only {} are open", open());
        std::thread::yield_now();
    }
    // The others are answered or wait; the feeds and the newsroom go on.
    newsroom.write(
        "articles/new.md",
        &program::article("New", "\"world\"", "2026-01-08T10:00:00Z", "Text."),
    );
    service.wait_for("/feeds/world.json", |feed| {
        assert!(open() <= 16, "{} are open", open());
        feed.text().contains("\"New\"")
    });
    drop((slow_disk, readers));
}

#[test]
fn a_page_is_served_as_it_lies_on_the_disk() {
    let (newsroom, service) = archived();
    for (path, media_type) in [
        (PAGE, "application/atom+xml; charset=utf-8"),
        ("/feeds/archive/world-2.rss", "application/rss+xml; charset=utf-8"),
    ] {
        let page = service.get(path);
        assert_eq!((page.status, page.header("content-type")), (200, Some(media_type)));
        assert_eq!(page.text(), newsroom.read(path.trim_start_matches('/')));
        assert_eq!(page.header("content-length"), Some(page.body.len().to_string().as_str()));
        assert_eq!(page.header("cache-control"), Some("public, max-age=600"));
        assert_eq!(page.header("access-control-allow-origin"), Some("*"));
        let tag = page.header("etag").unwrap();
        assert!(tag.starts_with('"'), "{tag}");

        let head = service.ask("HEAD", path);
        assert_eq!((head.status, head.body.len()), (200, 0));
        for name in ["etag", "content-length", "last-modified", "content-type"] {
            assert_eq!(head.header(name), page.header(name), "{name}");
        }
        let since = page.header("last-modified").unwrap();
        for condition in [
            format!("If-None-Match: {tag}\r\n"),
            format!("If-None-Match: \"other\", W/{tag}\r\n"),
            format!("If-Modified-Since: {since}\r\n"),
        ] {
            let again = service.get_with(path, &condition);
            assert_eq!((again.status, again.body.len()), (304, 0), "{condition}");
            assert_eq!(again.header("etag"), Some(tag));
        }
        for coding in ["gzip", "br"] {
            let packed = service.get_with(path, &format!("Accept-Encoding: {coding}\r\n"));
            assert_eq!((packed.status, packed.header("content-encoding")), (200, Some(coding)));
            assert_eq!(packed.header("etag"), Some(format!("W/{tag}").as_str()));
            assert_eq!(unpacked(coding, &packed.body), page.text());
        }
    }
}

fn unpacked(coding: &str, bytes: &[u8]) -> String {
    let mut text = String::new();
    match coding {
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_string(&mut text),
        _ => brotli::Decompressor::new(bytes, 4096).read_to_string(&mut text),
    }
    .unwrap();
    text
}

#[test]
fn what_is_no_page_has_its_answer_too() {
    let (newsroom, service) = archived();
    let next = service.get("/feeds/archive/world-3.rss");
    assert_eq!((next.status, next.header("location")), (302, Some("/feeds/world.rss")));
    for path in [
        "/feeds/archive/world-4.atom",
        "/feeds/archive/world-0.atom",
        "/feeds/archive/world-01.atom",
        "/feeds/archive/world-1.opml",
        "/feeds/archive/world-1.atom.gz",
        "/feeds/archive/sports-1.atom/..",
        "/feeds/archive/../../config.toml",
        "/feeds/archive/%2e%2e/%2e%2e/config.toml",
        "/feeds/archive/",
    ] {
        let answer = service.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("[site]"), "{path}");
    }
    let refused = service.ask("DELETE", PAGE);
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD, OPTIONS")));
    std::fs::remove_file(newsroom.path("feeds/archive/world-1.atom")).unwrap();
    let lost = service.get(PAGE);
    assert_eq!((lost.status, lost.header("cache-control")), (503, Some("no-store")));
    assert!(lost.header("retry-after").is_some());
}

#[test]
fn a_purge_is_seen_and_what_retention_removed_is_gone() {
    let (newsroom, service) = archived();
    let before = service.get(PAGE);
    assert!(before.text().contains("Text of day 1."));
    let id = before.text().split("urn:uuid:").nth(1).unwrap()[..36].to_owned();
    newsroom.ended(&["purge", &id, "--reason", "The court says so."], 0);
    let is_new = |answer: &program::Answer| answer.status == 200 && answer.body != before.body;
    let after = service.wait_for(PAGE, is_new);
    assert_ne!(after.header("etag"), before.header("etag"));
    let tag = format!("If-None-Match: {}\r\n", before.header("etag").unwrap());
    assert_eq!(service.get_with(PAGE, &tag).status, 200);
    assert_eq!(service.terminate(), Some(0));

    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}[store]\nkeep_per_section = 5\n"));
    let service = newsroom.serve();
    let gone = service.wait_for(PAGE, |answer| answer.status == 410);
    assert!(gone.text().contains("/feeds/world.atom"));
    assert_eq!(service.get("/feeds/archive/world-2.atom").status, 200);
}

#[test]
fn a_browser_is_led_to_a_page_for_people() {
    let (_newsroom, service) = archived();
    let browser = "Sec-Fetch-Dest: document\r\n";
    for path in ["/feeds/archive/world-2.atom", "/feeds/archive/world-2.json"] {
        let led = service.get_with(path, browser);
        let leads = (led.status, led.header("location"), led.header("vary"));
        let expected = "/feeds/archive/world-2.html";
        assert_eq!(leads, (303, Some(expected), Some("Accept-Encoding, Sec-Fetch-Dest")), "{path}");
    }
    let page = service.get("/feeds/archive/world-2.html");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let text = page.text();
    for day in [3, 4] {
        assert!(
            text.contains(&format!(">Day {day}</a>")) || text.contains(&format!(">Day {day}<")),
            "{text}"
        );
    }
    assert!(!text.contains("Day 5") && !text.contains("Day 1"), "{text}");
    for link in ["href=\"world-1.html\"", "href=\"../world.html\"", "href=\"../index.html\""] {
        assert!(text.contains(link), "{link}: {text}");
    }
    let tag = page.header("etag").unwrap();
    let again =
        service.get_with("/feeds/archive/world-2.html", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = service.ask("HEAD", "/feeds/archive/world-2.html");
    assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag)));
    for path in ["/feeds/archive/world-9.html", "/feeds/archive/nowhere-1.html"] {
        assert_eq!(service.get(path).status, 404, "{path}");
    }
    assert_eq!(service.ask("DELETE", "/feeds/archive/world-2.html").status, 405);
}
