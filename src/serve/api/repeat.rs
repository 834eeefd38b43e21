//! Requests that are sent twice under one key get one answer. A failure is not
//! kept: the same request may go well the next time.

use super::problem::{bytes, empty, problem, refusal};
use super::push_service::PushService;
use crate::desk::{DeskRefusal, KeptAnswer};
use crate::fingerprint::Fingerprint;
use bytes::Bytes;
use http::header::{ETAG, LOCATION};
use http::{HeaderMap, HeaderName, Response, StatusCode};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// The longest key, in bytes.
const LONGEST_KEY: usize = 255;

/// The headers that are part of an answer.
const KEPT_HEADERS: [HeaderName; 2] = [ETAG, LOCATION];

/// The keys whose requests are being answered.
#[derive(Debug, Default)]
pub(super) struct Underway(Mutex<BTreeSet<String>>);

/// A key that nobody else may use until this is dropped.
struct Claim<'u>(&'u Underway, String);

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

/// An answer in the form in which it is kept.
#[derive(Serialize, Deserialize)]
struct Form {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

/// The key of a request, with the name of its token; nothing when it has none.
///
/// # Errors
/// The answer to give, when the key is not one.
pub(super) fn key_of(headers: &HeaderMap, token: &str) -> Result<Option<String>, Response<Bytes>> {
    let mut fields = headers.get_all("idempotency-key").iter();
    let Some(field) = fields.next() else { return Ok(None) };
    let key = field.to_str().map(str::trim).unwrap_or_default();
    if key.is_empty() || key.len() > LONGEST_KEY || fields.next().is_some() {
        let detail = format!("send one Idempotency-Key of 1 to {LONGEST_KEY} ASCII characters");
        return Err(problem(StatusCode::BAD_REQUEST, &detail));
    }
    Ok(Some(format!("{token}\n{key}")))
}

/// The answer of `work`, or the one that the same request got before.
pub(super) fn once(
    desk: &dyn PushService,
    underway: &Underway,
    key: String,
    body: &[u8],
    work: impl FnOnce() -> Response<Bytes>,
) -> Response<Bytes> {
    let fresh = underway.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
    if !fresh {
        let detail = "a request with this Idempotency-Key is being answered: wait for it";
        return problem(StatusCode::CONFLICT, detail);
    }
    let claim = Claim(underway, key);
    let request = Fingerprint::of(body);
    match desk.answered(&claim.1) {
        Err(refused) => return refusal(&refused),
        Ok(Some(kept)) if kept.request != request => {
            let detail = "this Idempotency-Key was sent with another body: take a new key";
            return problem(StatusCode::UNPROCESSABLE_ENTITY, detail);
        }
        Ok(Some(kept)) => {
            if let Some(response) = read(&kept.body) {
                return response;
            }
        }
        Ok(None) => {}
    }
    let response = work();
    if response.status().is_success()
        && let Err(refused) =
            desk.remember(&claim.1, KeptAnswer { request, body: write(&response) })
    {
        note(&refused);
    }
    response
}

/// The push is kept: only its repetition would be answered anew.
fn note(refused: &DeskRefusal) {
    tracing::warn!(?refused, "cannot keep the answer to a request with an Idempotency-Key");
}

fn write(response: &Response<Bytes>) -> Vec<u8> {
    let headers = KEPT_HEADERS.iter().filter_map(|name| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let form = Form {
        status: response.status().as_u16(),
        headers: headers.collect(),
        body: String::from_utf8_lossy(response.body()).into_owned(),
    };
    serde_json::to_vec(&form).unwrap_or_default()
}

fn read(answer: &[u8]) -> Option<Response<Bytes>> {
    let form: Form = serde_json::from_slice(answer).ok()?;
    let status = StatusCode::from_u16(form.status).ok()?;
    let mut response = match form.body.is_empty() {
        true => empty(status),
        false => bytes(status, "application/json", form.body.into()),
    };
    for (name, value) in form.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        response.headers_mut().insert(name, value.parse().ok()?);
    }
    Some(response)
}
