//! What a WebSub hub is told: that somebody wants to hear of a topic, or that one has changed (W3C WebSub §7, in the form that
//! PubSubHubbub 0.4 gave it). The hub fetches the topic itself.

use super::{Letter, Post};
use crate::web_address::WebAddress;
use bytes::Bytes;
use chrono::TimeDelta;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use url::form_urlencoded;

/// The letter that tells a hub of a topic. Several topics in one are understood by some
/// hubs only.
#[must_use]
pub fn hub_letter(hub: &WebAddress, topic: &str) -> Letter {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form.append_pair("hub.mode", "publish").append_pair("hub.url", topic).finish();
    letter(hub, body)
}

/// The letter that asks a hub to tell of a topic for so long (WebSub §5.1).
#[must_use]
pub fn subscription_letter(
    hub: &WebAddress,
    topic: &WebAddress,
    callback: &WebAddress,
    secret: &str,
    lease: TimeDelta,
) -> Letter {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.topic", topic.as_str())
        .append_pair("hub.callback", callback.as_str())
        .append_pair("hub.secret", secret)
        .append_pair("hub.lease_seconds", &lease.num_seconds().to_string())
        .finish();
    letter(hub, body)
}

fn letter(hub: &WebAddress, form: String) -> Letter {
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind)]);
    let body = Bytes::from(form);
    Letter::Post(Post { method: Method::POST, to: hub.clone(), headers, body })
}
