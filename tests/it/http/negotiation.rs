//! A reader gets a coding that it can read (RFC 9110 §12.5.3).
//!
//! - Weights, `*`, `identity;q=0` and `x-gzip` are understood; Brotli wins a tie.
//! - Without the header, and when everything is refused, the document comes as it is.
//! - What is announced is what is in the body, and `Content-Length` is its length.
//! - A coding that would save nothing is not used.

use crate::http::stand::{ask, document, edition, feed, header, morning, settings, stand};
use bytes::Bytes;
use pressroom::edition::{Document, Edition};
use pressroom::feed_document::Format;
use std::io::Read;
use std::sync::Arc;

const PATH: &str = "/feeds/world.rss";

#[test]
fn the_reader_gets_the_coding_it_wants_most() {
    let stand = stand(&settings(), edition());
    for (accept, expected) in [
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("gzip;q=0.501, br;q=0.5", "gzip"),
        ("br ; q=1.0 , gzip;Q=1", "br"),
        ("*", "br"),
        ("*;q=0.5, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("gzip, identity;q=0", "gzip"),
        ("identity;q=0.5, gzip;q=0.4", ""),
        ("identity, gzip;q=0.9", ""),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("br;q=0, gzip;q=0.000", ""),
        ("deflate, zstd", ""),
        ("identity", ""),
        ("identity;q=0", ""),
        ("*;q=0", ""),
        ("identity;q=0, *;q=0", ""),
        ("", ""),
        (",,", ""),
        ("gzip;q=much", ""),
        ("gzip;q=1.5", ""),
        ("gzip;q=-1", ""),
        ("gzip;q=", ""),
        ("gzip;level=9", ""),
        ("gzipx", ""),
    ] {
        let response = ask(&stand.newsstand, "GET", PATH, &[("accept-encoding", accept)]);
        assert_eq!(response.status(), 200);
        assert_eq!(header(&response, "content-encoding"), expected, "{accept:?}");
    }
    assert_eq!(header(&ask(&stand.newsstand, "GET", PATH, &[]), "content-encoding"), "");
}

#[test]
fn header_lines_are_read_as_one_list() {
    let stand = stand(&settings(), edition());
    let lines = [("accept-encoding", "br;q=0.1"), ("accept-encoding", "gzip")];
    let response = ask(&stand.newsstand, "GET", PATH, &lines);
    assert_eq!(header(&response, "content-encoding"), "gzip");
}

#[test]
fn every_form_holds_the_same_document() {
    let stand = stand(&settings(), edition());
    let plain = ask(&stand.newsstand, "GET", PATH, &[]);
    for accept in ["identity", "gzip", "br"] {
        let response = ask(&stand.newsstand, "GET", PATH, &[("accept-encoding", accept)]);
        let body = response.body();
        assert_eq!(header(&response, "content-length"), body.len().to_string());
        assert_eq!(header(&response, "vary"), "Accept-Encoding, Sec-Fetch-Dest");
        let mut unpacked = Vec::new();
        match accept {
            "gzip" => flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut unpacked),
            "br" => brotli::Decompressor::new(&body[..], 4096).read_to_end(&mut unpacked),
            _ => (&body[..]).read_to_end(&mut unpacked),
        }
        .unwrap();
        assert_eq!(unpacked[..], plain.body()[..]);
    }
}

#[test]
fn a_coding_that_saves_nothing_is_not_used() {
    let fat = document(feed("world", Format::Rss), "", morning());
    let longer = Bytes::from([fat.identity.to_vec(), fat.identity.to_vec()].concat());
    let fat = Document { brotli: longer, gzip: Bytes::new(), ..(*fat).clone() };
    let stand = stand(&settings(), Edition::of([Arc::new(fat)]));
    let response = ask(&stand.newsstand, "GET", PATH, &[("accept-encoding", "br, gzip")]);
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "content-encoding"), "");
    assert!(header(&response, "etag").starts_with('"'));
}
