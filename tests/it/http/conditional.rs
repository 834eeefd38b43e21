//! A reader that has the document is told so in a few bytes, and one that has an
//! older state gets the new one (RFC 9110 §13).
//!
//! - Every form in which a tag comes back is known again, with every coding.
//! - After an edit or a withdrawal none of them is, and the dates move too.
//! - `If-None-Match` wins over `If-Modified-Since`, whatever is in either.
//! - All three date forms count; malformed and repeated dates do not.
//! - 304 carries the validators and lifetimes of the 200, and no content.
//! - A better compression of the same bytes changes nothing for anybody.
//! - `If-Match` and `If-Unmodified-Since` fail with 412.

use crate::http::stand::{
    ask, at, document, edition, feed, header, morning, noon, settings, stand,
};
use crate::http::wire::{Running, request, start};
use bytes::Bytes;
use pressroom::edition::Document;
use pressroom::feed_document::Format;
use pressroom::fingerprint::Fingerprint;
use pressroom::serve::Server;
use std::sync::Arc;

const PATH: &str = "/feeds/world.rss";
const CODINGS: [&str; 3] = ["identity", "gzip", "br"];

/// How the tag with these digits may come back.
fn known_forms(digits: &str) -> Vec<String> {
    [
        "\"#\"",
        "W/\"#\"",
        "w/\"#\"",
        "#",
        "W/#",
        "\"#-gzip\"",
        "\"#--gzip\"",
        "\"#\"-gzip",
        "W/\"#-br\"",
        "\"#;br\"",
        "\"#-zstd\"",
        "\"other\", \"#\"",
        "\"a, b\", W/\"#\"",
        ",,\t\"#\" ,",
        "\"other\",\"#\",\"another\"",
        "\"#",
        "*",
        "\"other\"\r\nIf-None-Match: \"#\"",
    ]
    .map(|form| form.replace('#', digits))
    .into()
}

/// What looks like the tag but is not.
fn unknown_forms(digits: &str) -> Vec<String> {
    [
        "\"other\"",
        "\"\"",
        "",
        ",",
        "\"",
        "W/",
        "\"#x\"",
        "\"x#\"",
        "\"#-other\"",
        "\"#gzip\"",
        "\"#\"x",
        "\"*\"",
        "*, \"other\"",
        "\"x, #\"",
        "-gzip",
    ]
    .map(|form| form.replace('#', digits))
    .into()
}

fn digits(document: &Document) -> String {
    document.fingerprint.to_string()
}

fn status(server: &Running, coding: &str, lines: &[String]) -> u16 {
    let accept = format!("Accept-Encoding: {coding}");
    let lines: Vec<_> = lines.iter().map(String::as_str).chain([accept.as_str()]).collect();
    server.ask("GET", PATH, &lines).status
}

#[test]
fn a_tag_is_known_in_every_form_until_the_document_changes() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, Arc::clone(&stand.newsstand)).unwrap());
    let first = Arc::clone(stand.edition.load().get(PATH).unwrap());
    let digits = digits(&first);

    for coding in CODINGS {
        for form in known_forms(&digits) {
            let line = format!("If-None-Match: {form}");
            assert_eq!(
                status(&server, coding, std::slice::from_ref(&line)),
                304,
                "{coding}: {line}"
            );
        }
        for form in unknown_forms(&digits) {
            let line = format!("If-None-Match: {form}");
            assert_eq!(
                status(&server, coding, std::slice::from_ref(&line)),
                200,
                "{coding}: {line}"
            );
        }
    }

    let edited = document(feed("world", Format::Rss), "edited", at("2026-11-23T11:58:00Z"));
    let withdrawn = document(feed("world", Format::Rss), "", at("2026-11-23T11:59:00Z"));
    for changed in [edited, withdrawn] {
        stand.edition.store(Arc::new(stand.edition.load().with([Arc::clone(&changed)])));
        let since = "If-Modified-Since: Mon, 23 Nov 2026 11:55:00 GMT".to_owned();
        for coding in CODINGS {
            for form in known_forms(&digits).iter().filter(|form| *form != "*") {
                let line = format!("If-None-Match: {form}");
                assert_eq!(
                    status(&server, coding, std::slice::from_ref(&line)),
                    200,
                    "{coding}: {line}"
                );
            }
            assert_eq!(status(&server, coding, std::slice::from_ref(&since)), 200, "{coding}");
        }
    }

    // Taken back to the first bytes: the first tag is true again.
    stand.edition.store(Arc::new(stand.edition.load().with([first])));
    assert_eq!(status(&server, "br", &[format!("If-None-Match: \"{digits}\"")]), 304);
}

#[test]
fn dates_count_in_all_three_forms_and_only_when_they_are_dates() {
    let stand = stand(&settings(), edition());
    let cases = [
        ("Mon, 23 Nov 2026 11:55:00 GMT", 304),
        ("Monday, 23-Nov-26 11:55:00 GMT", 304),
        ("Mon Nov 23 11:55:00 2026", 304),
        ("Mon, 23 Nov 2026 11:55:01 GMT", 304),
        // RFC 9110 §13.1.3 leaves no room to ignore a date for being in the future.
        ("Tue, 01 Jan 2030 00:00:00 GMT", 304),
        ("Mon, 23 Nov 2026 11:54:59 GMT", 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("Mon, 23 Nov 2026 11:55:00", 200),
        ("2026-11-23T11:55:00Z", 200),
        ("Mon, 23 Nov 2026 25:55:00 GMT", 200),
        ("Mon, 23 Foo 2026 11:55:00 GMT", 200),
        ("1795348500", 200),
        ("0", 200),
        ("", 200),
    ];
    for (date, expected) in cases {
        let response = ask(&stand.newsstand, "GET", PATH, &[("if-modified-since", date)]);
        assert_eq!(response.status(), expected, "{date:?}");
    }
    let date = ("if-modified-since", "Mon, 23 Nov 2026 11:55:00 GMT");
    assert_eq!(ask(&stand.newsstand, "GET", PATH, &[date, date]).status(), 200, "two dates");
}

#[test]
fn the_tag_wins_over_the_date() {
    let stand = stand(&settings(), edition());
    let digits = digits(stand.edition.load().get(PATH).unwrap());
    let right = format!("\"{digits}\"");
    let (old, new) = ("Mon, 23 Nov 2026 11:00:00 GMT", "Mon, 23 Nov 2026 11:55:00 GMT");
    for (tag, date, expected) in [
        (right.as_str(), old, 304),
        (&right, "not a date", 304),
        ("\"other\"", new, 200),
        ("", new, 200),
    ] {
        let headers = [("if-none-match", tag), ("if-modified-since", date)];
        let response = ask(&stand.newsstand, "GET", PATH, &headers);
        assert_eq!(response.status(), expected, "{tag} {date}");
    }
}

#[test]
fn a_304_says_what_the_200_says_and_carries_nothing() {
    let settings = settings();
    let stand = stand(&settings, edition());
    let server = start(Server::bind(&settings.server, Arc::clone(&stand.newsstand)).unwrap());
    let mut connection = server.connect();
    for coding in CODINGS {
        for method in ["GET", "HEAD"] {
            let accept = format!("Accept-Encoding: {coding}");
            connection.send(&request(method, PATH, &[&accept]));
            let whole = connection.reply(method);
            let tag = format!("If-None-Match: {}", whole.header("etag"));
            connection.send(&request(method, PATH, &[&accept, &tag]));
            let unchanged = connection.reply(method);
            assert_eq!((whole.status, unchanged.status), (200, 304));
            for name in [
                "etag",
                "cache-control",
                "vary",
                "last-modified",
                "access-control-allow-origin",
                "access-control-expose-headers",
            ] {
                assert_ne!(whole.header(name), "", "{name}");
                assert_eq!(whole.header(name), unchanged.header(name), "{name}");
            }
            assert_ne!(unchanged.header("date"), "");
            for absent in ["content-length", "content-type", "content-encoding"] {
                assert_eq!(unchanged.header(absent), "", "{absent}");
            }
            let strong = whole.header("etag").starts_with('"');
            assert_eq!(strong, coding == "identity", "{coding}");
        }
    }
}

#[test]
fn a_better_compression_makes_nobody_download_again() {
    let stand = stand(&settings(), edition());
    let old = Arc::clone(stand.edition.load().get(PATH).unwrap());
    let before = ask(&stand.newsstand, "GET", PATH, &[("accept-encoding", "br")]);
    let tighter = Document { brotli: Bytes::from_static(b"fewer bytes"), ..(*old).clone() };
    stand.edition.store(Arc::new(stand.edition.load().with([Arc::new(tighter)])));
    let after = ask(&stand.newsstand, "GET", PATH, &[("accept-encoding", "br")]);
    assert_eq!(after.body(), "fewer bytes");
    assert_eq!(header(&before, "etag"), header(&after, "etag"));
    let tag = [("accept-encoding", "br"), ("if-none-match", header(&before, "etag"))];
    assert_eq!(ask(&stand.newsstand, "GET", PATH, &tag).status(), 304);
}

#[test]
fn preconditions_of_state_fail_with_412() {
    let stand = stand(&settings(), edition());
    let digits = digits(stand.edition.load().get(PATH).unwrap());
    let strong = format!("\"{digits}\"");
    let weak = format!("W/\"{digits}\"");
    let (before, then) = ("Mon, 23 Nov 2026 11:54:59 GMT", "Mon, 23 Nov 2026 11:55:00 GMT");
    let cases: [(&[(&str, &str)], u16); 12] = [
        (&[("if-match", &strong)], 200),
        (&[("if-match", "*")], 200),
        (&[("if-match", "*"), ("accept-encoding", "gzip")], 200),
        (&[("if-match", "\"other\""), ("if-match", &strong)], 200),
        (&[("if-match", &weak)], 412),
        (&[("if-match", "\"other\"")], 412),
        // What would be sent has a weak tag, and a weak tag never matches strongly.
        (&[("if-match", &strong), ("accept-encoding", "gzip")], 412),
        (&[("if-unmodified-since", then)], 200),
        (&[("if-unmodified-since", before)], 412),
        (&[("if-unmodified-since", "yesterday")], 200),
        // Without effect beside If-Match (RFC 9110 §13.1.4).
        (&[("if-match", &strong), ("if-unmodified-since", before)], 200),
        // Both hold, and the reader has it: step 3 follows steps 1 and 2.
        (&[("if-match", &strong), ("if-none-match", &strong)], 304),
    ];
    for (headers, expected) in cases {
        let response = ask(&stand.newsstand, "GET", PATH, headers);
        assert_eq!(response.status(), expected, "{headers:?}");
    }
}

#[test]
fn ranges_are_ignored() {
    let stand = stand(&settings(), edition());
    let whole = ask(&stand.newsstand, "GET", PATH, &[]);
    let tag = header(&whole, "etag");
    let asked = [("range", "bytes=0-9"), ("if-range", tag)];
    let response = ask(&stand.newsstand, "GET", PATH, &asked);
    assert_eq!(response.status(), 200);
    assert_eq!(response.body(), whole.body());
    assert_eq!(header(&response, "accept-ranges"), "none");
}

#[test]
fn the_validators_come_from_the_content_alone() {
    let stand = stand(&settings(), edition());
    let response = ask(&stand.newsstand, "GET", PATH, &[]);
    let expected = format!("\"{}\"", Fingerprint::of(response.body()));
    assert_eq!(header(&response, "etag"), expected);
    assert_eq!(header(&response, "last-modified"), "Mon, 23 Nov 2026 11:55:00 GMT");
    assert_eq!(morning(), at("2026-11-23T11:55:00Z"));
}

#[test]
fn last_modified_is_never_later_than_the_clock_and_no_second_change_is_missed() {
    let stand = stand(&settings(), edition());
    // The second change within one second is dated a second later (noon is now).
    let ahead = noon() + chrono::TimeDelta::seconds(1);
    let next = document(feed("world", Format::Rss), "the second change", ahead);
    stand.edition.store(Arc::new(stand.edition.load().with([next])));
    let response = ask(&stand.newsstand, "GET", PATH, &[]);
    let told = header(&response, "last-modified").to_owned();
    assert_eq!(told, "Mon, 23 Nov 2026 12:00:00 GMT");
    let again = ask(&stand.newsstand, "GET", PATH, &[("if-modified-since", &told)]);
    assert_eq!(again.status(), 200);
}
