//! The push API: from a request to its answer. Whoever may push is known here, and
//! what HTTP asks of the answers; what a push becomes, the [`PushService`] knows.
#![expect(
    clippy::result_large_err,
    reason = "a refusal is a whole answer, like what it stands in the place of"
)]

mod actions;
mod body;
mod openapi;
mod problem;
mod push_service;
mod repeat;
mod routes;
mod tokens;
mod view;

pub use push_service::PushService;

use super::paths::PublicPaths;
use crate::config::Settings;
use crate::config::settings::{self, Access, Token};
use crate::metrics::Metrics;
use crate::precedence;
use actions::Request;
use arc_swap::ArcSwap;
use bytes::Bytes;
use http::request::Parts;
use http::{Method, Response, StatusCode};
use hyper::body::Incoming;
use repeat::Underway;
use routes::{Action, Found, Operation};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Requests that ask the store at one time; it answers one after another anyway.
const AT_ONCE: usize = 4;

/// Answers what is asked under `/api/`.
pub struct Api {
    front: ArcSwap<Front>,
    metrics: Metrics,
    underway: Arc<Underway>,
    turns: Semaphore,
}

/// Whom a request meets: who may push, and the desk behind them.
struct Front {
    settings: settings::Api,
    /// Where readers find all of it.
    paths: PublicPaths,
    desk: Arc<dyn PushService>,
}

impl Api {
    /// An API in front of a desk.
    #[must_use]
    pub fn new(settings: &Settings, desk: Arc<dyn PushService>, metrics: Metrics) -> Self {
        let turns = Semaphore::new(AT_ONCE);
        let front = ArcSwap::from_pointee(Front::of(settings, desk));
        Self { front, metrics, underway: Arc::default(), turns }
    }

    /// Goes by other settings, and to another desk, from the next request on.
    pub fn reconfigure(&self, settings: &Settings, desk: Arc<dyn PushService>) {
        self.front.store(Arc::new(Front::of(settings, desk)));
    }

    /// Whether a path is for the API.
    pub(super) fn is_meant_by(path: &str) -> bool {
        path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The whole answer.
    pub(super) async fn answer(&self, request: Parts, body: Incoming) -> Response<Bytes> {
        let head = request.method == Method::HEAD;
        let mut response = match self.route(request, body).await {
            Ok(response) | Err(response) => response,
        };
        self.metrics.api_request(response.status().as_u16());
        if head {
            *response.body_mut() = Bytes::new();
        }
        response
    }

    /// 1. Switched off, it is not there. 2. The path and the method. 3. The token,
    ///    before a byte of the body is read. 4. The id. 5. The body. 6. The desk.
    async fn route(
        &self,
        request: Parts,
        body: Incoming,
    ) -> Result<Response<Bytes>, Response<Bytes>> {
        let front = self.front.load_full();
        // 1
        if front.settings.tokens.is_empty() {
            let detail = "the push API is switched off: add an [[api.token]] to the configuration";
            return Err(problem::problem(StatusCode::NOT_FOUND, detail));
        }
        // 2
        let path = request.uri.path();
        let (operation, id) = match routes::find(&request.method, path) {
            Found::Operation(operation, id) => (operation, Ok(id)),
            Found::BadId(operation, reason) => (operation, Err(reason)),
            Found::Methods(allowed) if request.method == Method::OPTIONS => {
                let answer = problem::empty(StatusCode::NO_CONTENT);
                return Ok(problem::with(answer, http::header::ALLOW, &allowed));
            }
            Found::Methods(allowed) => return Err(problem::method_not_allowed(&allowed)),
            Found::Nothing => {
                let detail = "nothing is here: /api/openapi.json says what is where";
                return Err(problem::problem(StatusCode::NOT_FOUND, detail));
            }
        };
        // 3
        if operation.action == Action::Document {
            let document = openapi::document();
            return Ok(problem::answer(StatusCode::OK, "application/json", &document));
        }
        let token = front.admit(&request, operation)?.clone();
        // 4
        let id = id.map_err(|reason| problem::problem(StatusCode::BAD_REQUEST, &reason))?;
        // 5
        let body = match operation.body.is_some() {
            true => body::read(&request.headers, body, &front.settings).await?,
            false => Bytes::new(),
        };
        // 6
        let paths = front.paths.clone();
        let request = Request { action: operation.action, token, id, head: request, body, paths };
        Ok(self.ask(request, operation.path, front.desk.clone()).await)
    }

    /// The desk waits for the disk: on a thread that serves no reader. The log has the
    /// template of the path: the id may tell of a story whose time has not come.
    async fn ask(
        &self,
        request: Request,
        path: &'static str,
        desk: Arc<dyn PushService>,
    ) -> Response<Bytes> {
        let _turn = self.turns.acquire().await;
        let underway = Arc::clone(&self.underway);
        let (name, method) = (request.token.name.clone(), request.head.method.clone());
        let asked = precedence::behind_readers(move || request.answer(&*desk, &underway));
        let response = asked.await.unwrap_or_else(|_| {
            let detail = "the request broke off; the log says why";
            problem::problem(StatusCode::INTERNAL_SERVER_ERROR, detail)
        });
        if method != Method::GET && method != Method::HEAD {
            let status = response.status().as_u16();
            tracing::info!(token = name, %method, path, status, "pushed");
        }
        response
    }
}

impl Front {
    fn of(settings: &Settings, desk: Arc<dyn PushService>) -> Self {
        let paths = PublicPaths::of(&settings.site.feeds_url);
        Self { settings: settings.api.clone(), paths, desk }
    }

    /// The token of a request, when it is for this operation.
    fn admit(&self, request: &Parts, operation: &Operation) -> Result<&Token, Response<Bytes>> {
        let token = tokens::bearer(&request.headers, &self.settings.tokens)
            .map_err(|(detail, challenge)| problem::unauthorized(detail, challenge))?;
        let detail = match operation.access {
            Some(wanted) if token.access >= wanted => return Ok(token),
            Some(Access::Operate) => {
                "this is for operators: use a token with `access = \"operate\"`"
            }
            Some(_) => "the token is for reading only: use one with `access = \"write\"`",
            None => return Ok(token),
        };
        Err(problem::problem(StatusCode::FORBIDDEN, detail))
    }
}
