//! Where the hubs of upstreams find us: an address below the feeds' that nobody can guess.
//! It knows what WebSub asks of the answers; what comes of it, the [`HubService`] knows.

use super::short_answers::{self};
use super::whole_body;
use crate::precedence;
use arc_swap::ArcSwap;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{Method, Response, StatusCode};
use hyper::body::Incoming;
use std::sync::Arc;
use std::time::Duration;
use url::form_urlencoded;

/// Where they are, in the paths of readers.
const PLACE: &str = "/feeds/websub/";

/// What a hub sends is looked through for its signature only.
const MOST_BYTES: usize = 8 << 20;

/// How long that may take.
const WITHIN: Duration = Duration::from_secs(30);

/// The longest token that is looked for.
const LONGEST_TOKEN: usize = 128;

/// What becomes of what hubs say.
pub trait HubService: Send + Sync {
    /// Whether we asked for this topic to be told of, for so many seconds; `None` when nobody
    /// can say now.
    fn asks_back(&self, token: &str, topic: &str, lease: Option<i64>) -> Option<bool>;

    /// The hub will not tell us.
    fn denies(&self, token: &str, reason: &str);

    /// There is something new; whether the hub was asked to say so. `None` when nobody can
    /// say now.
    fn tells(&self, token: &str, signature: Option<&str>, body: &[u8]) -> Option<bool>;
}

/// Answers hubs.
pub struct HubCallbacks(ArcSwap<Arc<dyn HubService>>);

impl HubCallbacks {
    /// Answers out of what this knows.
    #[must_use]
    pub fn new(service: Arc<dyn HubService>) -> Self {
        Self(ArcSwap::from_pointee(service))
    }

    /// Goes by another from the next request on.
    pub fn reconfigure(&self, service: Arc<dyn HubService>) {
        self.0.store(Arc::new(service));
    }

    /// The token in a path, if it is a hub's.
    pub(super) fn token_in(path: &str) -> Option<&str> {
        let token = path.strip_prefix(PLACE)?;
        (!token.is_empty() && token.len() <= LONGEST_TOKEN && !token.contains('/')).then_some(token)
    }

    /// The whole answer. The store waits for the disk: on a thread that serves no reader.
    pub(super) async fn answer(&self, request: Parts, body: Incoming) -> Response<Bytes> {
        let service = Arc::clone(&self.0.load());
        let Some(token) = Self::token_in(request.uri.path()).map(str::to_owned) else {
            return said(StatusCode::NOT_FOUND, Bytes::new());
        };
        let asked = match request.method {
            Method::GET | Method::HEAD => Said::of_query(request.uri.query().unwrap_or_default()),
            Method::POST => match whole_body::read(body, MOST_BYTES, WITHIN).await {
                Ok(body) => Said::News { signature: signature(&request.headers), body },
                Err(_) => return said(StatusCode::PAYLOAD_TOO_LARGE, Bytes::new()),
            },
            _ => return said(StatusCode::METHOD_NOT_ALLOWED, Bytes::new()),
        };
        let answered = precedence::behind_readers(move || asked.answer(&token, &**service));
        answered.await.unwrap_or_else(|_| said(StatusCode::SERVICE_UNAVAILABLE, Bytes::new()))
    }
}

/// What a hub says.
enum Said {
    AsksBack { topic: String, challenge: String, lease: Option<i64> },
    Denies { reason: String },
    News { signature: Option<String>, body: Bytes },
    Other,
}

impl Said {
    fn of_query(query: &str) -> Self {
        let value = |wanted: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
        };
        match (value("hub.mode").as_deref(), value("hub.topic"), value("hub.challenge")) {
            (Some("subscribe"), Some(topic), Some(challenge)) => {
                let lease = value("hub.lease_seconds").and_then(|lease| lease.trim().parse().ok());
                Self::AsksBack { topic, challenge, lease }
            }
            (Some("denied"), ..) => {
                Self::Denies { reason: value("hub.reason").unwrap_or_default() }
            }
            // To end a subscription is never asked for: it is not told any more, and ends.
            _ => Self::Other,
        }
    }

    fn answer(self, token: &str, service: &dyn HubService) -> Response<Bytes> {
        let by = |known: Option<bool>, body: Bytes| match known {
            Some(true) => said(StatusCode::OK, body),
            Some(false) => said(StatusCode::NOT_FOUND, Bytes::new()),
            None => said(StatusCode::SERVICE_UNAVAILABLE, Bytes::new()),
        };
        match self {
            Self::AsksBack { topic, challenge, lease } => {
                by(service.asks_back(token, &topic, lease), challenge.into())
            }
            Self::Denies { reason } => {
                service.denies(token, &reason);
                said(StatusCode::OK, Bytes::new())
            }
            Self::News { signature, body } => {
                by(service.tells(token, signature.as_deref(), &body), Bytes::new())
            }
            Self::Other => said(StatusCode::NOT_FOUND, Bytes::new()),
        }
    }
}

fn signature(headers: &HeaderMap) -> Option<String> {
    headers.get("x-hub-signature")?.to_str().ok().map(str::to_owned)
}

fn said(status: StatusCode, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, short_answers::NO_STORE);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
