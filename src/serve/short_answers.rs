//! The answers that are no document: redirects, refusals, and the pages that say
//! so to people. They are made anew each time: nobody asks for many of them.

use super::rules::Rules;
use crate::edition::WithdrawnPage;
use crate::look::Sheet;
use crate::paper::NO_WORKER;
use askama::Template;
use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, LOCATION, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue, Response, StatusCode};

/// What may be asked of a feed.
pub(super) const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// What a page of ours may load: pictures, and the style written in it.
pub(super) const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; img-src https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Sites that people come to from a feed's page may know that they came from here.
pub(super) const PAGE_REFERRER: HeaderValue =
    HeaderValue::from_static("strict-origin-when-cross-origin");

/// Nothing of an answer may be kept.
pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Seconds after which a reader may ask again for what is not there yet.
const SOON: HeaderValue = HeaderValue::from_static("10");

fn with(status: StatusCode, body: Bytes, headers: &[(HeaderName, HeaderValue)]) -> Response<Bytes> {
    let length = HeaderValue::from(body.len());
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let map = response.headers_mut();
    map.reserve(headers.len() + 3);
    if status != StatusCode::NO_CONTENT {
        map.insert(CONTENT_LENGTH, length);
    }
    map.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    map.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    for (name, value) in headers {
        map.insert(name, value.clone());
    }
    response
}

/// A sentence in plain text.
pub(super) fn plain(
    status: StatusCode,
    sentence: &'static str,
    headers: &[(HeaderName, HeaderValue)],
) -> Response<Bytes> {
    let mut response = with(status, Bytes::from_static(sentence.as_bytes()), headers);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// The bytes of a small page. Into memory no template fails.
pub(super) fn html(page: &impl Template) -> Bytes {
    page.render().unwrap_or_default().into()
}

/// A page for people that says so.
pub(super) fn page(status: StatusCode, body: Bytes, cache: HeaderValue) -> Response<Bytes> {
    with(
        status,
        body,
        &[
            (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (CACHE_CONTROL, cache),
            (CONTENT_SECURITY_POLICY, PAGE_POLICY),
            (REFERRER_POLICY, PAGE_REFERRER),
        ],
    )
}

/// Nothing of what a browser could let a page do.
pub(super) const PAPER_PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
);

/// What a browser could let a page do.
pub(super) const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// A page of the web edition that says so.
pub(super) fn paper_page(
    status: StatusCode,
    body: Bytes,
    cache: HeaderValue,
    rules: &Rules,
) -> Response<Bytes> {
    let mut response = page(status, body, cache);
    let headers = response.headers_mut();
    headers.remove(ACCESS_CONTROL_ALLOW_ORIGIN);
    headers.insert(CONTENT_SECURITY_POLICY, rules.policy.clone());
    headers.insert(PERMISSIONS, PAPER_PERMISSIONS);
    response
}

/// 301, 302 or 303 to a path of ours.
pub(super) fn redirect(
    status: StatusCode,
    location: &HeaderValue,
    cache: HeaderValue,
) -> Response<Bytes> {
    with(status, Bytes::new(), &[(LOCATION, location.clone()), (CACHE_CONTROL, cache)])
}

/// 404 with the page that lists the feeds.
pub(super) fn not_found(listing: &Bytes, cache: HeaderValue) -> Response<Bytes> {
    page(StatusCode::NOT_FOUND, listing.clone(), cache)
}

/// 410 with the page that lists the feeds that are left.
pub(super) fn gone(listing: &Bytes, cache: HeaderValue) -> Response<Bytes> {
    page(StatusCode::GONE, listing.clone(), cache)
}

#[derive(Template)]
#[template(path = "short/notice.html")]
struct NoticeSheet<'a> {
    sheet: Sheet<'a>,
    sentence: &'a str,
}

/// 410 in the place of an article that was withdrawn. It may come back.
pub(super) fn withdrawn(notice: &WithdrawnPage, cache: HeaderValue) -> Response<Bytes> {
    let sheet = Sheet { title: &notice.title, language: &notice.language };
    let body = html(&NoticeSheet { sheet, sentence: &notice.reason });
    page(StatusCode::GONE, body, cache)
}

/// What a browser is told that asks after the worker of a paper that is no longer there: 404
/// would leave its copies where they are for ever.
pub(super) fn no_worker() -> Response<Bytes> {
    let script = HeaderValue::from_static("text/javascript; charset=utf-8");
    let body = Bytes::from_static(NO_WORKER.as_bytes());
    with(StatusCode::OK, body, &[(CONTENT_TYPE, script), (CACHE_CONTROL, NO_STORE)])
}

/// 503 for what will be there but was not published yet. A reader that is told
/// 404 may drop its subscription; one that is told to wait does not.
pub(super) fn not_yet() -> Response<Bytes> {
    plain(
        StatusCode::SERVICE_UNAVAILABLE,
        "This feed is being prepared. Please ask again in a moment.\n",
        &[(RETRY_AFTER, SOON), (CACHE_CONTROL, NO_STORE)],
    )
}

/// 405 with the methods that are allowed (RFC 9110 §15.5.6).
pub(super) fn method_not_allowed() -> Response<Bytes> {
    plain(
        StatusCode::METHOD_NOT_ALLOWED,
        "Feeds can be read (GET, HEAD), not changed.\n",
        &[(ALLOW, METHODS)],
    )
}

/// 412 (RFC 9110 §15.5.13).
pub(super) fn precondition_failed() -> Response<Bytes> {
    plain(
        StatusCode::PRECONDITION_FAILED,
        "The document is not in the state that the request asks for.\n",
        &[(CACHE_CONTROL, NO_STORE)],
    )
}

/// The answer to OPTIONS, which is also the answer to a CORS preflight.
pub(super) fn options() -> Response<Bytes> {
    with(
        StatusCode::NO_CONTENT,
        Bytes::new(),
        &[
            (ALLOW, METHODS),
            (ACCESS_CONTROL_ALLOW_METHODS, METHODS),
            (
                ACCESS_CONTROL_ALLOW_HEADERS,
                HeaderValue::from_static(
                    "A-IM, Accept, Cache-Control, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since",
                ),
            ),
            (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
        ],
    )
}
