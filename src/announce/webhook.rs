//! Posts what changed in the newsroom's health to a web address, signed. It tries
//! once: who calls it knows what has not been taken yet.

use crate::config::alerts;
use crate::fetch::{Client, FetchError};
use crate::fingerprint::Fingerprint;
use crate::trouble::{KeptTrouble, Trouble, TroubleKind};
use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ring::hmac;
use serde::Serialize;

/// Carries `sha256=` and the HMAC of the body in hexadecimal digits, by the secret.
pub const SIGNATURE: HeaderName = HeaderName::from_static("x-hub-signature-256");

/// Why a notice was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnnounceError {
    /// The receiver, or the way to it.
    #[error("the webhook of [alerts]: {0}")]
    Fetch(#[from] FetchError),
    /// It could not be written as JSON.
    #[error("a notice cannot be written: {0}; report this")]
    Json(#[from] serde_json::Error),
}

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

/// The receiver of notices.
#[derive(Clone, Debug)]
pub struct Webhook<'a> {
    client: &'a Client,
    settings: &'a alerts::Webhook,
}

impl<'a> Webhook<'a> {
    /// The receiver that the settings name, asked through this client.
    #[must_use]
    pub fn new(client: &'a Client, settings: &'a alerts::Webhook) -> Self {
        Self { client, settings }
    }

    /// Posts a notice.
    ///
    /// # Errors
    /// When it was not taken: it may be posted again.
    pub async fn post(&self, notice: &Notice) -> Result<(), AnnounceError> {
        let body = Bytes::from(serde_json::to_vec(notice)?);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(secret) = &self.settings.secret
            && let Ok(signature) = HeaderValue::from_str(&signature(secret.as_bytes(), &body))
        {
            headers.insert(SIGNATURE, signature);
        }
        Ok(self.client.post(&self.settings.url, headers, body).await?)
    }
}

fn signature(secret: &[u8], body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), body);
    let digits: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}
