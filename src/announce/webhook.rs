//! What the operators' webhook is told: a change of the newsroom's health, signed.

use super::Letter;
use crate::config::alerts;
use crate::fingerprint::Fingerprint;
use crate::trouble::{KeptTrouble, Trouble, TroubleKind};
use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ring::hmac;
use serde::Serialize;

/// Carries `sha256=` and the HMAC of the body in hexadecimal digits, by the secret.
pub const SIGNATURE: HeaderName = HeaderName::from_static("x-hub-signature-256");

/// What is posted: one change of the newsroom's health.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The same for every attempt to tell this change, and for no other change.
    pub id: String,
    /// `began` or `ended`.
    pub state: &'static str,
    /// What is, or was, wrong.
    pub kind: TroubleKind,
    /// With what: a section's or source's name, a file name, or nothing.
    pub subject: String,
    /// Since when it is, or was, wrong; RFC 3339.
    pub since: String,
    /// When it was over, if it is; RFC 3339.
    pub ended: Option<String>,
    /// What is wrong, or that it is over, in a sentence.
    pub message: String,
    /// The newspaper.
    pub newsroom: String,
    /// Newspaper and message in one line: what chat rooms show.
    pub text: String,
}

impl Notice {
    /// What there is to say of a trouble, in the name of a newspaper.
    #[must_use]
    pub fn of(kept: &KeptTrouble, newsroom: &str) -> Self {
        let KeptTrouble { trouble, ended, .. } = kept;
        let (state, message) = match ended {
            None => ("began", trouble.message.clone()),
            Some(_) => ("ended", trouble.over()),
        };
        let Trouble { kind, subject, since, .. } = trouble;
        let (since, ended) = (written(*since), ended.map(written));
        let change = format!("{newsroom} {kind:?} {subject} {since} {ended:?}");
        Self {
            id: Fingerprint::of(change.as_bytes()).to_string(),
            state,
            kind: *kind,
            subject: subject.clone(),
            since,
            ended,
            text: format!("{newsroom}: {message}"),
            message,
            newsroom: newsroom.to_owned(),
        }
    }
}

fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The letter with a notice in JSON, signed where there is a secret.
#[must_use]
pub fn webhook_letter(webhook: &alerts::Webhook, notice: &str) -> Letter {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(secret) = &webhook.secret
        && let Ok(signature) =
            HeaderValue::from_str(&signature(secret.as_bytes(), notice.as_bytes()))
    {
        headers.insert(SIGNATURE, signature);
    }
    let body = Bytes::copy_from_slice(notice.as_bytes());
    Letter { to: webhook.url.clone(), headers, body }
}

fn signature(secret: &[u8], body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), body);
    let digits: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}
