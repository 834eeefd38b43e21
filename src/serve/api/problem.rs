//! Refusals, as RFC 9457 writes them. It decides none.

use crate::desk::DeskRefusal;
use bytes::Bytes;
use http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// A whole answer of JSON.
pub(super) fn answer(status: StatusCode, kind: &'static str, body: &Value) -> Response<Bytes> {
    bytes(status, kind, Bytes::from(body.to_string()))
}

/// A whole answer with a body that is JSON already.
pub(super) fn bytes(status: StatusCode, kind: &'static str, body: Bytes) -> Response<Bytes> {
    let length = HeaderValue::from(body.len());
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_LENGTH, length);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A refusal, with a sentence that says what is wrong and what to do.
pub(super) fn problem(status: StatusCode, detail: &str) -> Response<Bytes> {
    let title = status.canonical_reason().unwrap_or("Refused");
    let body = json!({ "title": title, "status": status.as_u16(), "detail": detail });
    answer(status, "application/problem+json", &body)
}

/// What the desk refused, as HTTP says it.
pub(super) fn refusal(refused: &DeskRefusal) -> Response<Bytes> {
    // The first says what kind of answer it is to several.
    let first = match refused {
        DeskRefusal::Several(all) => all.first().unwrap_or(refused),
        one => one,
    };
    let status = match first {
        DeskRefusal::Malformed(_) => StatusCode::BAD_REQUEST,
        DeskRefusal::Invalid(_) | DeskRefusal::Past(_) => StatusCode::UNPROCESSABLE_ENTITY,
        DeskRefusal::Scope { .. } => StatusCode::FORBIDDEN,
        DeskRefusal::Condition => StatusCode::PRECONDITION_FAILED,
        DeskRefusal::TakenBack { .. }
        | DeskRefusal::Nothing(_)
        | DeskRefusal::NotKeptBack { .. }
        | DeskRefusal::KeptBack(_)
        | DeskRefusal::Purged(_)
        | DeskRefusal::Several(_)
        | DeskRefusal::Otherwise(_) => StatusCode::CONFLICT,
        DeskRefusal::Unknown(_) | DeskRefusal::NoSuch(_) => StatusCode::NOT_FOUND,
        DeskRefusal::Removed(_) => StatusCode::GONE,
        DeskRefusal::Failed(error) => {
            tracing::error!(error, "a push could not be kept");
            let detail = "the article store failed, and nothing was kept: try again later";
            return problem(StatusCode::SERVICE_UNAVAILABLE, detail);
        }
    };
    problem(status, &refused.to_string())
}

/// 401 (RFC 6750 §3).
pub(super) fn unauthorized(detail: &str, challenge: &'static str) -> Response<Bytes> {
    with(problem(StatusCode::UNAUTHORIZED, detail), WWW_AUTHENTICATE, challenge)
}

/// A refusal while the body is still on its way: it is not waited for.
pub(super) fn closing(status: StatusCode, detail: &str) -> Response<Bytes> {
    with(problem(status, detail), CONNECTION, "close")
}

/// 405 with what is allowed.
pub(super) fn method_not_allowed(allowed: &str) -> Response<Bytes> {
    let detail = format!("this address takes {allowed}");
    with(problem(StatusCode::METHOD_NOT_ALLOWED, &detail), ALLOW, allowed)
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer with one more header; a value that no header can carry is left out.
pub(super) fn with(
    mut response: Response<Bytes>,
    name: HeaderName,
    value: &str,
) -> Response<Bytes> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}
