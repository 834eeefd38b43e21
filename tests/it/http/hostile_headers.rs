//! Nothing that a client writes makes the newsstand fail or answer nonsense.
//!
//! - Any bytes in any header that is read, any method, any path: one of the known
//!   statuses, a true length, a body only where one belongs.
//! - No text that does not hold the tag matches it, and any list that does, does.

use crate::http::stand::{edition, settings, stand as set_up};
use http::{HeaderName, HeaderValue, Request};
use pressroom::fingerprint::Fingerprint;
use pressroom::serve::entity_tag::EntityTag;
use proptest::prelude::*;
use std::cell::OnceCell;

const READ: [&str; 8] = [
    "accept-encoding",
    "if-none-match",
    "if-modified-since",
    "if-match",
    "if-unmodified-since",
    "range",
    "sec-fetch-dest",
    "sec-fetch-mode",
];

/// Bytes, and pieces of what is meant to be there, so that the parsers get deep.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "W/",
            "\"",
            "*",
            ",",
            ";",
            "q=",
            "0.5",
            "gzip",
            "br",
            "identity",
            "-gzip",
            "document",
            "navigate",
            "Mon, 23 Nov 2026 11:55:00 GMT",
            "bytes=0-",
            "é",
            "\t",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("/feeds/world.rss".to_owned()),
        Just("/feeds/index.html".to_owned()),
        "/[!-~]{0,40}",
        "/feeds/[a-zA-Z0-9./%-]{0,20}",
    ]
}

proptest! {
    #[test]
    fn every_request_gets_a_sound_answer(
        method in prop::sample::select(vec!["GET", "HEAD", "OPTIONS", "POST", "X"]),
        path in path(),
        headers in prop::collection::vec((prop::sample::select(READ.to_vec()), value()), 0..6),
    ) {
        thread_local! {
            static STAND: OnceCell<crate::http::stand::Stand> = const { OnceCell::new() };
        }
        let mut request = Request::new(());
        *request.method_mut() = method.parse().unwrap();
        let Ok(uri) = path.parse() else { return Ok(()) };
        *request.uri_mut() = uri;
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                request.headers_mut().append(HeaderName::from_static(name), value);
            }
        }
        let (parts, ()) = request.into_parts();
        let response = STAND.with(|stand| {
            stand.get_or_init(|| set_up(&settings(), edition())).newsstand.answer(&parts)
        });
        let status = response.status().as_u16();
        prop_assert!([200, 204, 301, 302, 303, 304, 404, 405, 410, 412, 503].contains(&status));
        let length = response.headers().get("content-length").map(|length| {
            length.to_str().unwrap().parse::<usize>().unwrap()
        });
        match (method, status) {
            (_, 204 | 304) => prop_assert!(length.is_none() && response.body().is_empty()),
            ("HEAD", _) => prop_assert!(length.is_some() && response.body().is_empty()),
            _ => prop_assert_eq!(length, Some(response.body().len())),
        }
    }

    #[test]
    fn only_the_tag_matches_the_tag(text in prop::collection::vec(any::<u8>(), 0..200)) {
        let fingerprint = Fingerprint::of(b"a document");
        let tag = EntityTag::of(fingerprint);
        let digits = fingerprint.to_string();
        if text.trim_ascii() != b"*" && !text.windows(32).any(|part| part == digits.as_bytes()) {
            prop_assert!(!tag.is_in(&text));
            prop_assert!(!tag.is_strongly_in(&text));
        }
    }

    #[test]
    fn the_tag_is_found_anywhere_in_a_list(
        before in prop::collection::vec("(W/)?\"[!#-~]{0,12}\"", 0..5),
        after in prop::collection::vec("(W/)?\"[!#-~]{0,12}\"", 0..5),
        weak in any::<bool>(),
    ) {
        let fingerprint = Fingerprint::of(b"a document");
        let tag = EntityTag::of(fingerprint);
        let own = format!("{}\"{fingerprint}\"", if weak { "W/" } else { "" });
        let list = [before, vec![own], after].concat().join(", ");
        prop_assert!(tag.is_in(list.as_bytes()));
        prop_assert_eq!(tag.is_strongly_in(list.as_bytes()), !weak);
    }
}
