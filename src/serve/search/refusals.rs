//! The answers to searches that find nothing out: for people, in words, and never
//! dressed as a feed.

use crate::look::Sheet;
use crate::search_query::{MOST_CHARACTERS, QueryError};
use crate::serve::short_answers::{self, NO_STORE};
use crate::text::Language;
use askama::Template;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::{HeaderName, HeaderValue, Response, StatusCode};

type NoAnswer = Box<Response<Bytes>>;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

#[derive(Template)]
#[template(path = "short/query.html")]
struct BrokenQuery<'a> {
    sheet: Sheet<'a>,
    asked: Option<&'a String>,
    cause: &'a str,
    remedy: &'a str,
    folder: &'a str,
}

/// 400: what is wrong with the query, and how one is written. `folder` leads to the feeds.
pub(super) fn broken(asked: &str, error: &QueryError, folder: &str) -> NoAnswer {
    let shown: String = asked.chars().take(MOST_CHARACTERS).collect();
    let english = Language::english();
    let page = short_answers::html(&BrokenQuery {
        sheet: Sheet { title: "This cannot be searched for", language: &english },
        asked: (!asked.trim().is_empty()).then_some(&shown),
        cause: &error.cause,
        remedy: error.remedy,
        folder,
    });
    let mut response = short_answers::page(StatusCode::BAD_REQUEST, page, NO_STORE);
    response.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex"));
    Box::new(response)
}

/// 429: in so many seconds.
pub(super) fn too_fast(seconds: u64) -> NoAnswer {
    let sentence = "Too many searches from your address: ask again in a while. \
                    A request with If-None-Match costs nothing while nothing has changed.\n";
    refuse(StatusCode::TOO_MANY_REQUESTS, sentence, seconds)
}

/// 503: all turns are taken.
pub(super) fn busy() -> NoAnswer {
    refuse(StatusCode::SERVICE_UNAVAILABLE, "Too many search at one time: ask again.\n", 5)
}

/// 503: it took too long.
pub(super) fn too_slow() -> NoAnswer {
    let sentence = "This search takes too long: ask for words that are less common.\n";
    refuse(StatusCode::SERVICE_UNAVAILABLE, sentence, 60)
}

/// 500: it failed.
pub(super) fn failed() -> NoAnswer {
    let sentence = "The search failed; it is not your doing. Ask again later.\n";
    refuse(StatusCode::INTERNAL_SERVER_ERROR, sentence, 60)
}

fn refuse(status: StatusCode, sentence: &'static str, seconds: u64) -> NoAnswer {
    let headers = [
        (CACHE_CONTROL, NO_STORE),
        (RETRY_AFTER, HeaderValue::from(seconds)),
        (ROBOTS, HeaderValue::from_static("noindex")),
    ];
    Box::new(short_answers::plain(status, sentence, &headers))
}
