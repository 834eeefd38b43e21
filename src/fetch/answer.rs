//! What is asked for and what comes back. It does no asking.

use crate::web_address::WebAddress;
use bytes::Bytes;
use std::time::Duration;

/// The validators of what is here already, byte for byte as the upstream gave
/// them (RFC 9110 §13.1): it may compare them in no other way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// For `If-None-Match`.
    pub etag: Option<String>,
    /// For `If-Modified-Since`.
    pub last_modified: Option<String>,
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 304: what is here already is still what is there.
    NotModified {
        /// Where permanent redirects led.
        moved_to: Option<WebAddress>,
        /// `ETag`, where it came with another: the one to send from now on (RFC 9111 §4.3.4).
        etag: Option<String>,
        /// `Last-Modified`, likewise.
        last_modified: Option<String>,
        /// For how long it need not be asked again (see [`Body::fresh_for`]).
        fresh_for: Option<Duration>,
    },
    /// A body.
    Body(Box<Body>),
}

/// A body with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The bytes, decompressed.
    pub bytes: Bytes,
    /// Why it breaks off before its end; always `None` for who asked for a whole one.
    pub cut: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `ETag`, byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified`, byte for byte.
    pub last_modified: Option<String>,
    /// Where it was in the end, after all redirects.
    pub final_address: WebAddress,
    /// Where the permanent redirects (301, 308) that came before any temporary
    /// one led: the address to use from now on.
    pub moved_to: Option<WebAddress>,
    /// What `Link` names, each with how it is related (RFC 8288).
    pub links: Vec<(String, String)>,
    /// For how long the publisher calls it fresh: `max-age` or `Expires`, less its
    /// age (RFC 9111 §4.2); `None` where nothing is said.
    pub fresh_for: Option<Duration>,
}
