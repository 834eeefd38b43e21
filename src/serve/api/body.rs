//! The body of a push: how long it may be, how long it may take, and what it
//! must say it is. It does not look into it.

use super::problem::{closing, problem};
use crate::config::settings::Api;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, Response, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};

/// Reads a body to its end.
///
/// # Errors
/// The answer to give instead: 415, 413, 408 or 400.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Incoming,
    limits: &Api,
) -> Result<Bytes, Response<Bytes>> {
    require_json(headers)?;
    let most = limits.max_body_bytes;
    let too_long = || {
        let detail = format!("the body is longer than {most} bytes: push fewer articles at once");
        closing(StatusCode::PAYLOAD_TOO_LARGE, &detail)
    };
    // What is announced as too long is not waited for.
    if body.size_hint().lower() > most as u64 {
        return Err(too_long());
    }
    let whole = Limited::new(body, most).collect();
    match tokio::time::timeout(limits.body_timeout, whole).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(closing(StatusCode::BAD_REQUEST, "the body broke off: send it again")),
        Err(_) => {
            let detail = "the body took too long to arrive: send it again";
            Err(closing(StatusCode::REQUEST_TIMEOUT, detail))
        }
    }
}

fn require_json(headers: &HeaderMap) -> Result<(), Response<Bytes>> {
    let refuse = |detail| Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" && essence != "application/feed+json" {
        return refuse("send JSON, with Content-Type: application/json or application/feed+json");
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return refuse("send the body uncompressed, without Content-Encoding");
    }
    Ok(())
}
