//! A document made ready to hand out: in every coding that is worth sending, with the
//! headers of its answers. Where it is found is not known here.

use super::entity_tag::EntityTag;
use super::rules::Rules;
use super::short_answers::{PAGE_POLICY, PAGE_REFERRER, PAPER_PERMISSIONS, PERMISSIONS};
use crate::edition::{Document, DocumentName};
use crate::metrics::{Coding, Metrics, RequestCounters};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL,
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LAST_MODIFIED,
    LINK, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};
use std::fmt::Write;
use std::sync::Arc;

/// A document, ready.
#[derive(Debug)]
pub(super) struct Shelved {
    pub(super) document: Arc<Document>,
    pub(super) tag: EntityTag,
    pub(super) requests: RequestCounters,
    variants: [Option<Variant>; Coding::ALL.len()],
}

/// A document in one coding.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) body: Bytes,
    /// The headers of a 200. `Cache-Control` is in it to be overwritten, so that
    /// setting it moves nothing.
    pub(super) whole: HeaderMap,
    /// The headers of a 304 (RFC 9110 §15.4.5), likewise.
    pub(super) unchanged: HeaderMap,
}

impl Shelved {
    pub(super) fn of(document: &Arc<Document>, rules: &Rules, metrics: &Metrics) -> Self {
        let tag = EntityTag::of(document.fingerprint);
        let variants = Coding::ALL.map(|coding| Variant::of(document, coding, &tag, rules));
        let requests = metrics.requests_for(&document.name);
        Self { document: Arc::clone(document), tag, requests, variants }
    }

    /// The document in a coding, where it is worth sending in it.
    pub(super) fn variant(&self, coding: Coding) -> Option<&Variant> {
        self.variants.get(coding as usize).and_then(Option::as_ref)
    }
}

impl Variant {
    /// `None` when the coding would save nothing.
    fn of(document: &Document, coding: Coding, tag: &EntityTag, rules: &Rules) -> Option<Self> {
        let body = match coding {
            Coding::Identity => &document.identity,
            Coding::Gzip => &document.gzip,
            Coding::Brotli => &document.brotli,
        };
        let worth = !body.is_empty() && body.len() < document.identity.len();
        if coding != Coding::Identity && !worth {
            return None;
        }
        Some(Self::with(&document.name, document.modified, body.clone(), coding, tag, rules))
    }

    /// Of a document with this name and time.
    pub(super) fn with(
        name: &DocumentName,
        modified: DateTime<Utc>,
        body: Bytes,
        coding: Coding,
        tag: &EntityTag,
        rules: &Rules,
    ) -> Self {
        let mut unchanged = HeaderMap::new();
        unchanged.insert(
            ETAG,
            if coding == Coding::Identity { tag.strong() } else { tag.weak() }.clone(),
        );
        let always = name.cache_control().map(HeaderValue::from_static);
        unchanged.insert(CACHE_CONTROL, always.unwrap_or_else(|| rules.cache.shortest()));
        match name {
            // Nobody keeps when the answer to a search last changed.
            DocumentName::Search(_) | DocumentName::SearchPage => {
                unchanged.insert("x-robots-tag", HeaderValue::from_static("noindex"));
            }
            // Nor when a page of the web edition did: its tag tells.
            DocumentName::Web(_) => {}
            _ => {
                unchanged.insert(LAST_MODIFIED, http_date(modified));
            }
        }
        add_audience(&mut unchanged, name);

        let mut whole = unchanged.clone();
        whole.insert(CONTENT_TYPE, HeaderValue::from_static(name.media_type()));
        whole.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        whole.insert(ACCEPT_RANGES, HeaderValue::from_static("none"));
        whole.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if coding != Coding::Identity {
            whole.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.label()));
        }
        if let Some(link) = links(name, rules) {
            whole.insert(LINK, link);
        }
        if let DocumentName::Page(_) | DocumentName::SearchPage | DocumentName::Index = name {
            whole.insert(CONTENT_SECURITY_POLICY, PAGE_POLICY);
            whole.insert(REFERRER_POLICY, PAGE_REFERRER);
        }
        if let DocumentName::Web(route) = name
            && route.is_page()
        {
            whole.insert(CONTENT_SECURITY_POLICY, rules.policy.clone());
            whole.insert(REFERRER_POLICY, PAGE_REFERRER);
            whole.insert(PERMISSIONS, PAPER_PERMISSIONS);
        }
        Self { body, whole, unchanged }
    }
}

/// Who may read an answer, and what it depends on.
fn add_audience(headers: &mut HeaderMap, name: &DocumentName) {
    headers.insert(VARY, varies(name));
    if let DocumentName::Feed(..)
    | DocumentName::Search(_)
    | DocumentName::Archive(_)
    | DocumentName::Opml = name
    {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("ETag, Last-Modified, Link"),
        );
    }
}

/// What an answer depends on besides the address: browsers are shown the page of a feed.
pub(super) fn varies(name: &DocumentName) -> HeaderValue {
    HeaderValue::from_static(match name {
        DocumentName::Feed(..) | DocumentName::Search(_) | DocumentName::Archive(_) => {
            "Accept-Encoding, Sec-Fetch-Dest"
        }
        _ => "Accept-Encoding",
    })
}

/// `Link` to the hubs and to the feed itself (WebSub §4), when there are hubs.
fn links(name: &DocumentName, rules: &Rules) -> Option<HeaderValue> {
    let DocumentName::Feed(..) = name else { return None };
    if rules.hubs.is_empty() {
        return None;
    }
    let own = rules.folder.join(&name.file_name()).ok()?;
    let mut links = String::new();
    for hub in &rules.hubs {
        // Writing to a String cannot fail.
        let _ = write!(links, "<{hub}>; rel=\"hub\", ");
    }
    let _ = write!(links, "<{own}>; rel=\"self\"");
    HeaderValue::try_from(links).ok()
}

/// The preferred form of a date in HTTP (RFC 9110 §5.6.7).
pub(super) fn http_date(instant: DateTime<Utc>) -> HeaderValue {
    let date = instant.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    HeaderValue::try_from(date).unwrap_or(HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"))
}
