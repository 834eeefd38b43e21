//! What a conditional request asks for (RFC 9110 §13). It sees headers and
//! validators only, and sends nothing.

use super::entity_tag::EntityTag;
use chrono::{DateTime, Utc};
use http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};
use http::{HeaderMap, HeaderName};
use std::time::SystemTime;

/// What the preconditions of a GET or HEAD come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They hold, or there are none: send the document.
    Send,
    /// The reader has it already: 304.
    NotModified,
    /// The reader wanted another state of it: 412.
    Failed,
}

/// What a request's preconditions are held against.
#[derive(Clone, Copy, Debug)]
pub struct Validators<'a> {
    /// The document's tag.
    pub tag: &'a EntityTag,
    /// Whether the selected variant carries the strong form of the tag.
    pub strong: bool,
    /// When the document took the place of another.
    pub modified: DateTime<Utc>,
    /// See [`crate::edition::Document::since`].
    pub since: DateTime<Utc>,
}

/// Evaluates the preconditions of a GET or HEAD in the order of RFC 9110 §13.2.2.
///
/// 1. `If-Match`, by strong comparison; false → 412.
/// 2. Without it `If-Unmodified-Since`; false → 412.
/// 3. `If-None-Match`, by weak comparison; false → 304.
/// 4. Without it `If-Modified-Since`; false → 304.
/// 5. `If-Range` does not matter: ranges are never served.
///
/// A date field counts only when there is one of it and it is a date in one of
/// the three forms of HTTP. Nothing changed since a date that is ours, or since which
/// nothing else was sent, even a future one (RFC 9110 §13.1.3); of any other it is not
/// certain: a clock may have been wrong, or the address another.
#[must_use]
pub fn evaluate(headers: &HeaderMap, validators: Validators<'_>) -> Verdict {
    let Validators { tag, strong, modified, since } = validators;
    let (modified, since) = (modified.timestamp(), since.timestamp());
    // 1
    if headers.contains_key(IF_MATCH) {
        let named = |line: &[u8]| {
            if strong { tag.is_strongly_in(line) } else { line.trim_ascii() == b"*" }
        };
        if !headers.get_all(IF_MATCH).iter().any(|line| named(line.as_bytes())) {
            return Verdict::Failed;
        }
    // 2
    } else if date_in(headers, &IF_UNMODIFIED_SINCE).is_some_and(|date| modified > date) {
        return Verdict::Failed;
    }
    // 3
    if headers.contains_key(IF_NONE_MATCH) {
        if headers.get_all(IF_NONE_MATCH).iter().any(|line| tag.is_in(line.as_bytes())) {
            return Verdict::NotModified;
        }
    // 4
    } else if date_in(headers, &IF_MODIFIED_SINCE)
        .is_some_and(|date| date == modified || date >= since)
    {
        return Verdict::NotModified;
    }
    Verdict::Send
}

/// The date of a field in Unix seconds, when there is exactly one and it is valid.
fn date_in(headers: &HeaderMap, field: &HeaderName) -> Option<i64> {
    let mut lines = headers.get_all(field).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else { return None };
    let date = httpdate::parse_http_date(line.to_str().ok()?).ok()?;
    let seconds = date.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
    i64::try_from(seconds).ok()
}
