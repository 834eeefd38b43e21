//! What the operators' webhook is told: a change of the newsroom's health, signed.

use super::{Letter, Post};
use crate::config::settings::alerts::{self, Shape};
use crate::fingerprint::Fingerprint;
use crate::trouble::{KeptTrouble, Trouble, TroubleKind};
use crate::web_address::WebAddress;
use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ring::hmac;
use serde::Serialize;
use serde_json::{Value, json};

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
        let change =
            format!("{newsroom} {kind} {subject} {since} {}", ended.as_deref().unwrap_or_default());
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

/// A notice that says only that notices come through, in the form of a real one.
#[must_use]
pub fn test_notice(newsroom: &str, now: DateTime<Utc>) -> String {
    let text = format!("{newsroom}: this is a test, and nothing is wrong");
    let id = Fingerprint::of(format!("{text} {now:?}").as_bytes()).to_string();
    json!({"id": id, "state": "test", "kind": "test", "subject": "", "since": written(now),
        "ended": null, "message": "this is a test, and nothing is wrong", "newsroom": newsroom,
        "text": text})
    .to_string()
}

fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The letter with a notice, as the receiver wants it; in JSON it is signed where there is a
/// secret.
#[must_use]
pub fn webhook_letter(webhook: &alerts::Webhook, notice: &str) -> Letter {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let said: Value = serde_json::from_str(notice).unwrap_or_default();
    let text = said["text"].as_str().unwrap_or(notice);
    let (mut method, mut to) = (Method::POST, webhook.url.clone());
    let body = match &webhook.shape {
        Shape::Json => notice.to_owned(),
        Shape::Slack => json!({"text": for_slack(text)}).to_string(),
        // Nobody is called by name, whatever a headline says.
        Shape::Discord => {
            let content = at_most(text, MOST_OF_DISCORD);
            json!({"content": content, "allowed_mentions": {"parse": []}}).to_string()
        }
        Shape::Telegram { chat } => {
            let text = at_most(text, MOST_OF_TELEGRAM);
            json!({"chat_id": chat, "text": text, "disable_web_page_preview": true}).to_string()
        }
        Shape::Matrix { token } => {
            // The room keeps one message of this name, however often it is put there.
            let id = said["id"].as_str().unwrap_or_default();
            let room = format!("{}/", webhook.url.as_str().trim_end_matches('/'));
            let named = WebAddress::parse(&room).and_then(|room| room.join(id));
            (method, to) = (Method::PUT, named.unwrap_or(to));
            let mut bearer = b"Bearer ".to_vec();
            bearer.extend(token.as_bytes());
            if let Ok(mut bearer) = HeaderValue::from_bytes(&bearer) {
                bearer.set_sensitive(true);
                headers.insert(AUTHORIZATION, bearer);
            }
            json!({"msgtype": "m.text", "body": text}).to_string()
        }
    };
    if let Some(secret) = &webhook.secret
        && let Ok(signature) = HeaderValue::from_str(&signature(secret.as_bytes(), body.as_bytes()))
    {
        headers.insert(SIGNATURE, signature);
    }
    Letter::Post(Post { method, to, headers, body: Bytes::from(body) })
}

/// Characters of a message that Discord takes.
const MOST_OF_DISCORD: usize = 2000;

/// Characters of a message that Telegram takes.
const MOST_OF_TELEGRAM: usize = 4096;

/// Both count as UTF-16 does; what is cut off is marked.
fn at_most(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut room = most - 1;
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(room);
        left.is_some()
    };
    text.chars().take_while(fits).chain(std::iter::once('…')).collect()
}

/// Slack reads `<` and `&` as its own marks.
fn for_slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn signature(secret: &[u8], body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), body);
    let digits: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}

#[cfg(test)]
mod tests {
    use super::at_most;

    #[test]
    fn what_is_too_long_is_cut_as_receivers_count_and_marked() {
        assert_eq!(at_most("Wire 😀", 7), "Wire 😀");
        for most in 2..12 {
            let cut = at_most("Wire 😀😀😀😀", most);
            assert!(cut.encode_utf16().count() <= most && cut.ends_with('…'), "{most}: {cut}");
        }
    }
}
