//! Asks one address and brings the whole body, or says why not. It keeps no
//! memory of what it asked and does not decide when to ask.

use super::answer::{Answer, Body, Conditions};
use super::error::FetchError;
use super::public_address::{Exempt, NotPublic, judge_literal};
use super::resolver::PublicOnly;
use crate::config::settings;
use crate::web_address::WebAddress;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::Response;
use std::error::Error;
use std::time::Duration;

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// What is asked for. `*/*` at the end: many servers know no feed's media type.
const ACCEPT: HeaderValue = HeaderValue::from_static(
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1",
);

/// A client with the settings of `[fetch]`. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Client {
    /// For the whole internet: connects to public addresses only.
    guarded: reqwest::Client,
    /// For the hosts that the configuration lets through.
    open: reqwest::Client,
    exempt: Exempt,
    timeout: Duration,
    max_bytes: usize,
}

impl Client {
    /// Prepares a client.
    ///
    /// # Errors
    /// When the user agent cannot stand in a header, or TLS cannot be set up.
    pub fn new(settings: &settings::Fetch) -> Result<Self, FetchError> {
        // An error means that the process has a provider already: that is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let build = || {
            reqwest::Client::builder()
                .user_agent(&settings.user_agent)
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                // A proxy from the environment would connect for us, unjudged.
                .no_proxy()
                .connect_timeout(settings.timeout)
                .pool_max_idle_per_host(2)
        };
        let setup = |error: reqwest::Error| FetchError::Setup(causes(&error.without_url()));
        Ok(Self {
            guarded: build().dns_resolver(PublicOnly).build().map_err(setup)?,
            open: build().build().map_err(setup)?,
            exempt: Exempt::new(&settings.allow_hosts),
            timeout: settings.timeout,
            max_bytes: settings.max_bytes,
        })
    }

    /// The largest body that is taken, in bytes after decompression.
    #[must_use]
    pub fn max_bytes(&self) -> usize {
        self.max_bytes
    }

    /// Asks for an address, following redirects, and brings the whole body.
    ///
    /// # Errors
    /// Whenever there is no whole body and no 304: see [`FetchError`].
    pub async fn get(
        &self,
        address: &WebAddress,
        conditions: &Conditions,
    ) -> Result<Answer, FetchError> {
        let all = self.follow(address, conditions);
        tokio::time::timeout(self.timeout, all).await.unwrap_or_else(|_| {
            Err(FetchError::TimedOut { address: shown(address), limit: self.timeout })
        })
    }

    async fn follow(
        &self,
        first: &WebAddress,
        conditions: &Conditions,
    ) -> Result<Answer, FetchError> {
        let mut address = first.clone();
        let mut moved_to = None;
        let mut permanent_so_far = true;
        for _ in 0..=REDIRECTS {
            let response = self.ask(&address, conditions).await?;
            let status = response.status();
            if !is_redirect(status) {
                return self.take(response, address, moved_to, conditions).await;
            }
            address = next_hop(&address, &response)?;
            permanent_so_far &= matches!(status.as_u16(), 301 | 308);
            if permanent_so_far {
                moved_to = Some(address.clone());
            }
        }
        Err(FetchError::Redirects { address: shown(first), limit: REDIRECTS })
    }

    /// Asks one address, without following.
    async fn ask(
        &self,
        address: &WebAddress,
        conditions: &Conditions,
    ) -> Result<Response, FetchError> {
        let client = if self.exempt.contains(address.url()) {
            &self.open
        } else {
            judge_literal(address.url()).map_err(|reason| not_public(address, reason))?;
            &self.guarded
        };
        client
            .get(address.url().clone())
            .headers(request_headers(conditions))
            .send()
            .await
            .map_err(|error| broken(address, error))
    }

    async fn take(
        &self,
        response: Response,
        address: WebAddress,
        moved_to: Option<WebAddress>,
        conditions: &Conditions,
    ) -> Result<Answer, FetchError> {
        let status = response.status();
        let asked_conditionally = *conditions != Conditions::default();
        match status {
            StatusCode::NOT_MODIFIED if asked_conditionally => Ok(Answer::NotModified { moved_to }),
            StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION => {
                let headers = response.headers().clone();
                let bytes = self.read_body(response, &address).await?;
                Ok(Answer::Body(Body {
                    bytes,
                    content_type: text_of(&headers, &header::CONTENT_TYPE),
                    etag: text_of(&headers, &header::ETAG),
                    last_modified: text_of(&headers, &header::LAST_MODIFIED),
                    final_address: address,
                    moved_to,
                }))
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Err(FetchError::Busy {
                    address: shown(&address),
                    status: status.as_u16(),
                    retry_after: retry_after(response.headers()),
                })
            }
            _ => Err(FetchError::Status { address: shown(&address), status: status.as_u16() }),
        }
    }

    /// The whole body, decompressed, given up at the first byte too many.
    async fn read_body(
        &self,
        mut response: Response,
        address: &WebAddress,
    ) -> Result<Bytes, FetchError> {
        // The client takes this header off when it decompresses.
        if let Some(coding) = text_of(response.headers(), &header::CONTENT_ENCODING)
            && !coding.eq_ignore_ascii_case("identity")
        {
            return Err(FetchError::Coding { address: shown(address), coding });
        }
        let too_large = || FetchError::TooLarge { address: shown(address), limit: self.max_bytes };
        let announced = response.content_length().unwrap_or(0);
        if announced > self.max_bytes as u64 {
            return Err(too_large());
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| broken(address, error))? {
            if body.len() + chunk.len() > self.max_bytes {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

fn request_headers(conditions: &Conditions) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, ACCEPT);
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

/// A header's value as text, each byte one character (ISO 8859-1), so that
/// [`to_header`] gives the same bytes back whatever they are.
fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(value.as_bytes().iter().map(|byte| char::from(*byte)).collect())
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

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is read against
/// the server's own `Date` so that its clock does not matter.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = text_of(headers, &header::RETRY_AFTER)?;
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text.trim()).ok()?;
    let date = httpdate::parse_http_date(text_of(headers, &header::DATE)?.trim()).ok()?;
    Some(until.duration_since(date).unwrap_or_default())
}

fn broken(address: &WebAddress, error: reqwest::Error) -> FetchError {
    let mut cause: Option<&dyn Error> = Some(&error);
    while let Some(one) = cause {
        if let Some(reason) = one.downcast_ref::<NotPublic>() {
            return not_public(address, reason.clone());
        }
        cause = one.source();
    }
    FetchError::Connection { address: shown(address), reason: causes(&error.without_url()) }
}

fn not_public(address: &WebAddress, reason: NotPublic) -> FetchError {
    let host = match address.url().port() {
        Some(port) => format!("{}:{port}", address.host()),
        None => address.host().to_owned(),
    };
    FetchError::NotPublic { address: shown(address), host, reason }
}

/// What lies under an error: the topmost one only says that the request failed.
fn causes(error: &reqwest::Error) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut cause = error.source();
    while let Some(one) = cause {
        said.push(one.to_string());
        cause = one.source();
    }
    if said.is_empty() { error.to_string() } else { said.join(": ") }
}

/// An address as it may stand in a log: without the password in it.
fn shown(address: &WebAddress) -> String {
    let mut url = address.url().clone();
    if url.password().is_some() {
        // Cannot fail: the address has a host.
        let _ = url.set_password(Some("***"));
    }
    url.into()
}
