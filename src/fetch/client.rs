//! Asks one address and brings the whole body, or says why not. What it knows of
//! a host is in `host`; it keeps no other memory, and no schedule.

use super::answer::{Answer, Body, Conditions};
use super::coding;
use super::cookies::Cookies;
use super::error::FetchError;
use super::host::{Host, Hosts, Turn};
use super::said::{fresh_for, links, retry_after, text_of};
use super::shown::Shown;
use super::taking::{Taken, take_body};
use super::told::{broken, broken_off, shown, was_hung_up};
use super::ways::{Way, Ways};
use crate::clock::Clock;
use crate::config::settings;
use crate::web_address::WebAddress;
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use reqwest::Response;
use reqwest::dns::Resolve;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// How long a host is left alone that says "too many requests" and no more.
const QUIET_AFTER_429: Duration = Duration::from_secs(60);

/// What is asked for. `*/*` at the end: many servers know no feed's media type.
const ACCEPT: HeaderValue = HeaderValue::from_static(
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1",
);

/// What is asked for where a picture is wanted: what the darkroom can read, before what it
/// cannot.
const ACCEPT_PICTURE: HeaderValue = HeaderValue::from_static(
    "image/jpeg, image/png, image/webp, image/gif, image/svg+xml;q=0.8, */*;q=0.1",
);

/// A client with the settings of `[fetch]`. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    ways: Ways,
    hosts: Hosts,
    /// What one source is shown, and where.
    shown: Option<Arc<Shown>>,
    clock: Clock,
    timeout: Duration,
    max_bytes: usize,
}

impl Client {
    /// Prepares a client.
    ///
    /// # Errors
    /// When the user agent cannot stand in a header, or TLS cannot be set up.
    pub fn new(settings: &settings::Fetch) -> Result<Self, FetchError> {
        Self::with_clock(settings, Clock::system())
    }

    /// As [`Client::new`], with the clock that says when a host's wait is over.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_clock(settings: &settings::Fetch, clock: Clock) -> Result<Self, FetchError> {
        Self::over(settings, clock, None)
    }

    /// As [`Client::with_clock`], with the resolver that all names are looked up
    /// with. It is believed only for what is public, at each connection anew.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_names(
        settings: &settings::Fetch,
        clock: Clock,
        names: Arc<dyn Resolve>,
    ) -> Result<Self, FetchError> {
        Self::over(settings, clock, Some(names))
    }

    fn over(
        settings: &settings::Fetch,
        clock: Clock,
        names: Option<Arc<dyn Resolve>>,
    ) -> Result<Self, FetchError> {
        Ok(Self {
            ways: Ways::new(settings, names)?,
            hosts: Hosts::new(clock.clone(), settings.pace, settings.per_host),
            shown: None,
            clock,
            timeout: settings.timeout,
            max_bytes: settings.max_bytes,
        })
    }

    /// The same client for one source: it shows what the source is to see, to its own origin
    /// alone, and goes its way.
    #[must_use]
    pub fn of_source(&self, source: &settings::Source) -> Self {
        let access = &source.access;
        let own = source.kind.web_address().filter(|_| access.shows_something());
        let shown = own.map(|address| Arc::new(Shown::to(address, access)));
        let ways = match &access.proxies {
            Some(proxies) => self.ways.through(proxies),
            None => self.ways.clone(),
        };
        Self { shown, ways, ..self.clone() }
    }

    /// The largest body that is taken, in bytes after decompression.
    #[must_use]
    pub fn max_bytes(&self) -> usize {
        self.max_bytes
    }

    /// What is known of the hosts that it asks.
    #[must_use]
    pub fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Asks for an address, following redirects, and brings the whole body. Each
    /// request waits for its host's turn; that wait is not part of the time limit.
    ///
    /// # Errors
    /// Whenever there is no whole body and no 304: see [`FetchError`].
    pub async fn get(
        &self,
        first: &WebAddress,
        conditions: &Conditions,
    ) -> Result<Answer, FetchError> {
        self.follow(first, Question { conditions, accept: ACCEPT, takes_cut: false }).await
    }

    /// As [`Client::get`], for what is of use as far as it comes: a body that breaks off says
    /// why ([`Body::cut`](super::Body::cut)).
    ///
    /// # Errors
    /// As [`Client::get`], when nothing of the body came.
    pub async fn get_as_far_as_it_comes(
        &self,
        first: &WebAddress,
        conditions: &Conditions,
    ) -> Result<Answer, FetchError> {
        self.follow(first, Question { conditions, accept: ACCEPT, takes_cut: true }).await
    }

    /// As [`Client::get`], for a picture.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn get_picture(&self, address: &WebAddress) -> Result<Answer, FetchError> {
        let conditions = &Conditions::default();
        let question = Question { conditions, accept: ACCEPT_PICTURE, takes_cut: false };
        self.follow(address, question).await
    }

    async fn follow(
        &self,
        first: &WebAddress,
        question: Question<'_>,
    ) -> Result<Answer, FetchError> {
        let mut address = first.clone();
        let mut moved_to = None;
        let mut permanent_so_far = true;
        let mut cookies = Cookies::default();
        let mut time_left = self.timeout;
        for _ in 0..=REDIRECTS {
            let held = |until| FetchError::Held { address: shown(&address), until };
            let turn = self.hosts.of(&address).turn().await.map_err(held)?;
            let begun = Instant::now();
            let hop = self.hop(&turn, &address, moved_to.clone(), question.clone(), &mut cookies);
            let hop = tokio::time::timeout(time_left, hop).await.unwrap_or_else(|_| {
                turn.host.answered(None);
                Err(FetchError::TimedOut { address: shown(first), limit: self.timeout })
            })?;
            time_left = time_left.saturating_sub(begun.elapsed());
            let (status, next) = match hop {
                Hop::Answer(answer) => return Ok(*answer),
                Hop::Redirect(status, next) => (status, next),
            };
            permanent_so_far &= matches!(status.as_u16(), 301 | 308);
            if permanent_so_far {
                moved_to = Some(next.clone());
            }
            address = next;
        }
        Err(FetchError::Redirects { address: shown(first), limit: REDIRECTS })
    }

    /// One request to one host, to the end of its answer.
    async fn hop(
        &self,
        turn: &Turn,
        address: &WebAddress,
        moved_to: Option<WebAddress>,
        question: Question<'_>,
        cookies: &mut Cookies,
    ) -> Result<Hop, FetchError> {
        let host = &turn.host;
        let mut headers = request_headers(question.clone());
        let shown = self.shown.as_ref().filter(|shown| shown.is_for(address));
        let own_cookies = shown.and_then(|shown| shown.cookies());
        headers.extend(cookies.header(address, own_cookies).map(|it| (header::COOKIE, it)));
        headers.extend(shown.map(|shown| shown.headers()).unwrap_or_default());
        let response = self.ask(address, headers).await.inspect_err(|_| host.answered(None))?;
        let status = response.status();
        host.answered(Some(status.as_u16()));
        if is_redirect(status) {
            cookies.take(address, response.headers());
            return Ok(Hop::Redirect(status, next_hop(address, &response)?));
        }
        self.take(host, response, address.clone(), moved_to, question)
            .await
            .map(Box::new)
            .map(Hop::Answer)
    }

    /// Asks one address, without following.
    async fn ask(&self, address: &WebAddress, headers: HeaderMap) -> Result<Response, FetchError> {
        let Way { client, proxy } = self.way_to(address).await?;
        let send = || client.get(address.url().clone()).headers(headers.clone()).send();
        let answer = match send().await {
            // Perhaps a connection was kept that the server had given up: then another
            // one is answered (RFC 9110 §9.2.2).
            Err(error) if was_hung_up(&error) => send().await,
            answer => answer,
        };
        let response = answer.map_err(|error| broken(address, proxy.as_deref(), error))?;
        match (response.status(), proxy) {
            (StatusCode::PROXY_AUTHENTICATION_REQUIRED, Some(proxy)) => {
                let reason = "it wants a name and a password".to_owned();
                Err(FetchError::Proxy { address: shown(address), proxy, reason })
            }
            _ => Ok(response),
        }
    }

    /// The way that this address may be asked.
    pub(super) async fn way_to(&self, address: &WebAddress) -> Result<Way, FetchError> {
        self.ways.to(address).await
    }

    /// How long a whole answer may take.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    async fn take(
        &self,
        host: &Host,
        response: Response,
        address: WebAddress,
        moved_to: Option<WebAddress>,
        question: Question<'_>,
    ) -> Result<Answer, FetchError> {
        let status = response.status();
        let asked_conditionally = *question.conditions != Conditions::default();
        match status {
            StatusCode::NOT_MODIFIED if asked_conditionally => {
                let headers = response.headers();
                Ok(Answer::NotModified {
                    moved_to,
                    etag: text_of(headers, &header::ETAG),
                    last_modified: text_of(headers, &header::LAST_MODIFIED),
                    fresh_for: fresh_for(headers),
                })
            }
            StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION => {
                let headers = response.headers().clone();
                let Taken { bytes, cut } = take_body(response, &address, self.max_bytes).await?;
                if let Some(reason) = cut.clone().filter(|_| !question.takes_cut) {
                    return Err(broken_off(&address, reason));
                }
                host.brought(bytes.len());
                Ok(Answer::Body(Box::new(Body {
                    bytes,
                    cut,
                    content_type: text_of(&headers, &header::CONTENT_TYPE),
                    etag: text_of(&headers, &header::ETAG),
                    last_modified: text_of(&headers, &header::LAST_MODIFIED),
                    final_address: address,
                    moved_to,
                    links: links(&headers),
                    fresh_for: fresh_for(&headers),
                })))
            }
            _ => {
                let (at, status) = (shown(&address), status.as_u16());
                match (self.asked_to_wait(host, &response), &self.shown) {
                    (Some(retry_after), _) => {
                        Err(FetchError::Busy { address: at, status, retry_after })
                    }
                    (None, Some(shown)) if matches!(status, 401 | 403) => {
                        let was_shown = shown.is_for(&address);
                        Err(FetchError::NotLetIn { address: at, status, was_shown })
                    }
                    (None, _) => Err(FetchError::Status { address: at, status }),
                }
            }
        }
    }

    /// For how long an answer asks to be left alone, where it says so; `None` when it is
    /// no such answer. Its host is left alone for as long.
    pub(super) fn asked_to_wait(
        &self,
        host: &Host,
        response: &Response,
    ) -> Option<Option<Duration>> {
        let quiet = match response.status() {
            StatusCode::TOO_MANY_REQUESTS => Some(QUIET_AFTER_429),
            // One that says nothing more may be about this one address.
            StatusCode::SERVICE_UNAVAILABLE => None,
            _ => return None,
        };
        let retry_after = retry_after(response.headers(), self.clock.now().into());
        if let Some(wait) = retry_after.or(quiet) {
            host.hold(wait);
        }
        Some(retry_after)
    }
}

/// What is asked, wherever it leads.
#[derive(Clone)]
struct Question<'a> {
    conditions: &'a Conditions,
    accept: HeaderValue,
    /// A body that breaks off is of use.
    takes_cut: bool,
}

/// What one request led to.
enum Hop {
    Answer(Box<Answer>),
    Redirect(StatusCode, WebAddress),
}

fn request_headers(Question { conditions, accept, .. }: Question<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, accept);
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(coding::ACCEPTED));
    let validators = [
        (header::IF_NONE_MATCH, &conditions.etag),
        (header::IF_MODIFIED_SINCE, &conditions.last_modified),
    ];
    for (name, value) in validators {
        if let Some(value) = value.as_deref().and_then(to_header) {
            headers.insert(name, value);
        }
    }
    headers
}

fn to_header(text: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    HeaderValue::from_bytes(&bytes?).ok()
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

fn next_hop(address: &WebAddress, response: &Response) -> Result<WebAddress, FetchError> {
    let status = response.status().as_u16();
    let refuse = |reason: String| FetchError::Location { address: shown(address), status, reason };
    let location = response
        .headers()
        .get(header::LOCATION)
        .ok_or_else(|| refuse("the header is missing".to_owned()))?;
    // Raw UTF-8 is common here, whatever RFC 9110 §10.2.2 says.
    let location = String::from_utf8_lossy(location.as_bytes());
    address.join(&location).map_err(|error| refuse(error.to_string()))
}
