//! The answers of the desk as HTTP has them: nothing of them is kept anywhere or
//! framed. It decides none.

use bytes::Bytes;
use http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    LOCATION, REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderName, HeaderValue, Response, StatusCode};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Every answer has these. Without the address that a page was sent from, a browser would
/// not say that a form is ours: hence `same-origin`, not `no-referrer`.
const ALWAYS: [(HeaderName, &str); 7] = [
    (CACHE_CONTROL, "no-store"),
    (CONTENT_SECURITY_POLICY, POLICY),
    (REFERRER_POLICY, "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

fn answer(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Bytes> {
    let length = HeaderValue::from(body.len());
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_LENGTH, length);
    response
}

/// A page.
pub(super) fn page(status: StatusCode, html: String) -> Response<Bytes> {
    answer(status, "text/html; charset=utf-8", Bytes::from(html))
}

/// The style of all pages.
pub(super) fn style() -> Response<Bytes> {
    let style = Bytes::from_static(include_bytes!("desk.css"));
    answer(StatusCode::OK, "text/css; charset=utf-8", style)
}

/// The script of the pages that move.
pub(super) fn script() -> Response<Bytes> {
    let script = Bytes::from_static(include_bytes!("follow.js"));
    answer(StatusCode::OK, "text/javascript; charset=utf-8", script)
}

/// The head of an answer that goes on: nginx hands on at once what comes of it.
pub(super) fn events() -> Response<Bytes> {
    let mut response = answer(StatusCode::OK, "text/event-stream", Bytes::new());
    response.headers_mut().remove(CONTENT_LENGTH);
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    with(response, unbuffered, HeaderValue::from_static("no"))
}

/// Sends somebody to another page of the desk, which they get by reading it.
pub(super) fn see(path: &str) -> Response<Bytes> {
    let mut response = answer(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Bytes::new());
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/desk/"));
    response.headers_mut().insert(LOCATION, path);
    response
}

/// The same answer with a cookie.
pub(super) fn with_cookie(mut response: Response<Bytes>, cookie: &str) -> Response<Bytes> {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// The same answer with one more header.
pub(super) fn with(
    mut response: Response<Bytes>,
    name: HeaderName,
    value: impl Into<HeaderValue>,
) -> Response<Bytes> {
    response.headers_mut().insert(name, value.into());
    response
}

/// With what may be asked instead.
pub(super) fn allowing(response: Response<Bytes>, methods: &'static str) -> Response<Bytes> {
    with(response, ALLOW, HeaderValue::from_static(methods))
}

/// The answer while the body is still on its way: it is not waited for.
pub(super) fn closing(response: Response<Bytes>) -> Response<Bytes> {
    with(response, CONNECTION, HeaderValue::from_static("close"))
}
