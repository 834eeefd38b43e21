//! What operators and their machines ask: is it alive, is it ready, how is it
//! doing, what has it counted. It listens on an address of its own, so that none
//! of this is ever public by accident.

use super::Answer;
use crate::health::{Health, NOTHING_KEPT, Status};
use crate::metrics::Metrics;
use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode};

/// Answers on the admin address.
#[derive(Clone, Debug)]
pub struct Admin {
    health: Health,
    metrics: Metrics,
}

const TEXT: &str = "text/plain; charset=utf-8";

const CONTENTS: &str = "\
/health        how the service is doing, as JSON; 503 when it is failing
/health/live   200 while the program runs
/health/ready  200 once feeds are served, 503 before
/metrics       counters in the OpenMetrics text format
";

impl Admin {
    /// Shows what these two know.
    #[must_use]
    pub fn new(health: Health, metrics: Metrics) -> Self {
        Self { health, metrics }
    }

    fn page(&self, path: &str) -> Response<Bytes> {
        match path {
            "/" => answer(StatusCode::OK, TEXT, CONTENTS.to_owned()),
            "/health" => self.health(),
            "/health/live" => answer(StatusCode::OK, TEXT, "alive\n".to_owned()),
            "/health/ready" if self.health.is_ready() => {
                // Readers are answered all the same.
                let but = self.health.report().store_problem;
                let but = but.map(|why| format!("{NOTHING_KEPT}{why}\n")).unwrap_or_default();
                answer(StatusCode::OK, TEXT, format!("ready\n{but}"))
            }
            "/health/ready" => answer(
                StatusCode::SERVICE_UNAVAILABLE,
                TEXT,
                "not ready: no edition is served yet\n".to_owned(),
            ),
            "/metrics" => answer(
                StatusCode::OK,
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                self.metrics.encode(),
            ),
            _ => answer(StatusCode::NOT_FOUND, TEXT, CONTENTS.to_owned()),
        }
    }

    /// 503 only when it is failing: a degraded service still serves its feeds,
    /// and must not be taken out of rotation for a source that is down.
    fn health(&self) -> Response<Bytes> {
        let report = self.health.report();
        let status = match report.status {
            Status::Ok | Status::Degraded => StatusCode::OK,
            Status::Failing => StatusCode::SERVICE_UNAVAILABLE,
        };
        match serde_json::to_string_pretty(&report) {
            Ok(json) => answer(status, "application/json", json + "\n"),
            Err(error) => answer(StatusCode::INTERNAL_SERVER_ERROR, TEXT, format!("{error}\n")),
        }
    }
}

impl Answer for Admin {
    fn answer(&self, request: &Parts) -> Response<Bytes> {
        match request.method {
            Method::GET => self.page(request.uri.path()),
            Method::HEAD => {
                let mut response = self.page(request.uri.path());
                *response.body_mut() = Bytes::new();
                response
            }
            _ => {
                let sentence = "This can only be read (GET, HEAD).\n".to_owned();
                let mut response = answer(StatusCode::METHOD_NOT_ALLOWED, TEXT, sentence);
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
                response
            }
        }
    }
}

fn answer(status: StatusCode, media_type: &'static str, body: String) -> Response<Bytes> {
    let length = HeaderValue::from(body.len());
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_LENGTH, length);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
