//! The one table of what the API can do. The router reads it, and so does the
//! OpenAPI document: neither can know an operation that the other does not.

use crate::config::settings::Access;
use crate::serve::path_template::{decode, matches};
use http::Method;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    List,
    Post,
    Read,
    Put,
    Delete,
    Revisions,
    Correct,
    Retract,
    Embargo,
    Lift,
    Undo,
    Status,
    Gather,
    Gathered,
    Document,
}

/// One operation: a path, a method, and what comes of it.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) path: &'static str,
    pub(super) method: Method,
    pub(super) action: Action,
    /// What the token must be for; no token is asked for when `None`.
    pub(super) access: Option<Access>,
    pub(super) summary: &'static str,
    /// Parameters in the query and in headers: place, name, description.
    pub(super) parameters: &'static [(&'static str, &'static str, &'static str)],
    /// The schema of the JSON that it takes, when it takes any.
    pub(super) body: Option<&'static str>,
    /// Every status that it is answered with, except for failures of ours (5xx).
    pub(super) statuses: &'static [u16],
}

const ARTICLES: &str = "/api/articles";
const ARTICLE: &str = "/api/articles/{id}";
const REPEAT: (&str, &str, &str) = (
    "header",
    "Idempotency-Key",
    "A key of the sender's own: the same request again gets the same answer for a day.",
);
const MATCH: (&str, &str, &str) =
    ("header", "If-Match", "Change it only when its ETag is one of these.");
const NONE_MATCH: (&str, &str, &str) =
    ("header", "If-None-Match", "`*`: only when it is not there yet.");

/// Everything that the API can do.
pub(super) static OPERATIONS: [Operation; 15] = [
    Operation {
        path: ARTICLES,
        method: Method::GET,
        action: Action::List,
        access: Some(Access::Read),
        summary: "The newest articles, page by page",
        parameters: &[
            ("query", "section", "Of this section only."),
            ("query", "limit", "Articles on a page, 1 to 200; 50 when it is not said."),
            ("query", "after", "Where the page begins: `next` of the page before it."),
        ],
        body: None,
        statuses: &[200, 400, 401, 403],
    },
    Operation {
        path: ARTICLES,
        method: Method::POST,
        action: Action::Post,
        access: Some(Access::Write),
        summary: "Push a JSON Feed item, or a JSON Feed with many: all of it or nothing",
        parameters: &[REPEAT],
        body: Some("Item"),
        statuses: &[200, 201, 400, 401, 403, 408, 409, 410, 413, 415, 422],
    },
    Operation {
        path: ARTICLE,
        method: Method::GET,
        action: Action::Read,
        access: Some(Access::Read),
        summary: "One article",
        parameters: &[("header", "If-None-Match", "Send it only when its ETag is none of these.")],
        body: None,
        statuses: &[200, 304, 400, 401, 403, 404, 410],
    },
    Operation {
        path: ARTICLE,
        method: Method::PUT,
        action: Action::Put,
        access: Some(Access::Write),
        summary: "Push one article under the id in the path, or change the one with that UUID; \
                  what a DELETE took back is live again, what was retracted is 409",
        parameters: &[MATCH, NONE_MATCH],
        body: Some("Item"),
        statuses: &[200, 201, 400, 401, 403, 408, 409, 410, 412, 413, 415, 422],
    },
    Operation {
        path: ARTICLE,
        method: Method::DELETE,
        action: Action::Delete,
        access: Some(Access::Write),
        summary: "Take an article back until it is pushed again, whatever else brings it; \
                  readers are told",
        parameters: &[("query", "reason", "Why; readers are told."), MATCH],
        body: None,
        statuses: &[200, 204, 400, 401, 403, 404, 412],
    },
    Operation {
        path: "/api/articles/{id}/revisions",
        method: Method::GET,
        action: Action::Revisions,
        access: Some(Access::Read),
        summary: "The states that an article has had, oldest first",
        parameters: &[],
        body: None,
        statuses: &[200, 400, 401, 403, 404],
    },
    Operation {
        path: "/api/articles/{id}/correction",
        method: Method::POST,
        action: Action::Correct,
        access: Some(Access::Write),
        summary: "Give an article a note of what was wrong; it stays whatever is pushed later",
        parameters: &[MATCH],
        body: Some("Correction"),
        statuses: &[204, 400, 401, 403, 404, 408, 412, 413, 415, 422],
    },
    Operation {
        path: "/api/articles/{id}/retraction",
        method: Method::POST,
        action: Action::Retract,
        access: Some(Access::Write),
        summary: "Take an article back for good: no push and no source brings it again, \
                  only undo; readers are told",
        parameters: &[MATCH],
        body: Some("Retraction"),
        statuses: &[200, 204, 400, 401, 403, 404, 408, 412, 413, 415, 422],
    },
    Operation {
        path: "/api/articles/{id}/embargo",
        method: Method::POST,
        action: Action::Embargo,
        access: Some(Access::Write),
        summary: "Keep an article back until a time, whatever is pushed or brought; readers who \
                  had it are told that it is withdrawn, and not when it comes",
        parameters: &[MATCH],
        body: Some("Embargo"),
        statuses: &[200, 204, 400, 401, 403, 404, 408, 412, 413, 415, 422],
    },
    Operation {
        path: "/api/articles/{id}/embargo",
        method: Method::DELETE,
        action: Action::Lift,
        access: Some(Access::Write),
        summary: "Keep it back no longer; what its source says of its time still holds",
        parameters: &[MATCH],
        body: None,
        statuses: &[204, 400, 401, 403, 404, 409, 412],
    },
    Operation {
        path: "/api/articles/{id}/undo",
        method: Method::POST,
        action: Action::Undo,
        access: Some(Access::Write),
        summary: "Undo the last correction, retraction or embargo that still stands",
        parameters: &[MATCH, REPEAT],
        body: None,
        statuses: &[204, 400, 401, 403, 404, 409, 412],
    },
    Operation {
        path: "/api/status",
        method: Method::GET,
        action: Action::Status,
        access: Some(Access::Operate),
        summary: "How the newsroom does: what is wrong, and how each source is",
        parameters: &[],
        body: None,
        statuses: &[200, 401, 403],
    },
    Operation {
        path: "/api/sources/{id}/gather",
        method: Method::POST,
        action: Action::Gather,
        access: Some(Access::Operate),
        summary: "Have a source asked now, whatever holds it; `Location` says what came of it",
        parameters: &[],
        body: None,
        statuses: &[202, 400, 401, 403, 404],
    },
    Operation {
        path: "/api/gathered/{id}",
        method: Method::GET,
        action: Action::Gathered,
        access: Some(Access::Operate),
        summary: "What came of it: `report` of the pass, or why there was none; neither while \
                  it waits, or a day later",
        parameters: &[],
        body: None,
        statuses: &[200, 400, 401, 403, 404],
    },
    Operation {
        path: "/api/openapi.json",
        method: Method::GET,
        action: Action::Document,
        access: None,
        summary: "This document",
        parameters: &[],
        body: None,
        statuses: &[200],
    },
];

/// What a request is for.
pub(super) enum Found {
    /// An operation, with the id in its path.
    Operation(&'static Operation, Option<String>),
    /// The path is there, with these methods.
    Methods(String),
    /// The id in the path is not one, and why.
    BadId(&'static Operation, String),
    /// There is no such path.
    Nothing,
}

/// Finds what a request is for; `HEAD` is `GET` without a body.
pub(super) fn find(method: &Method, path: &str) -> Found {
    let mut allowed = Vec::new();
    for operation in &OPERATIONS {
        let Some(id) = matches(operation.path, path) else { continue };
        let wanted = if method == Method::HEAD { &Method::GET } else { method };
        if operation.method == *wanted {
            return match id.map(decode).transpose() {
                Ok(id) => Found::Operation(operation, id),
                Err(reason) => Found::BadId(operation, reason),
            };
        }
        allowed.push(operation.method.as_str());
    }
    if allowed.is_empty() {
        return Found::Nothing;
    }
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    allowed.push("OPTIONS");
    Found::Methods(allowed.join(", "))
}
