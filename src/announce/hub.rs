//! What a WebSub hub is told: that a topic has changed (W3C WebSub §7, in the form that
//! PubSubHubbub 0.4 gave it). The hub fetches the topic itself.

use super::Letter;
use crate::web_address::WebAddress;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use url::form_urlencoded;

/// The letter that tells a hub of a topic. Several topics in one are understood by some
/// hubs only.
#[must_use]
pub fn hub_letter(hub: &WebAddress, topic: &str) -> Letter {
    let mut form = form_urlencoded::Serializer::new(String::new());
    let body = form.append_pair("hub.mode", "publish").append_pair("hub.url", topic).finish();
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, form)]);
    Letter { to: hub.clone(), headers, body: Bytes::from(body) }
}
