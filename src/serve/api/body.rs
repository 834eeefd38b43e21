//! The body of a push: how long it may be, how long it may take, and what it
//! must say it is. It does not look into it.

use super::problem::{closing, problem};
use crate::config::settings::Api;
use crate::serve::whole_body::{self, BodyFault};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, Response, StatusCode};
use hyper::body::Incoming;

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
    whole_body::read(body, most, limits.body_timeout).await.map_err(|fault| match fault {
        BodyFault::TooLong => {
            let detail =
                format!("the body is longer than {most} bytes: push fewer articles at once");
            closing(StatusCode::PAYLOAD_TOO_LARGE, &detail)
        }
        BodyFault::BrokeOff => {
            closing(StatusCode::BAD_REQUEST, "the body broke off: send it again")
        }
        BodyFault::TooSlow => {
            let detail = "the body took too long to arrive: send it again";
            closing(StatusCode::REQUEST_TIMEOUT, detail)
        }
    })
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
