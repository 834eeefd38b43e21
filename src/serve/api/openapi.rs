//! The OpenAPI 3.1 document, made of the table that also drives the router.

use super::routes::{Action, OPERATIONS, Operation};
use http::StatusCode;
use serde_json::{Map, Value, json};

/// The document.
pub(super) fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in &OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_ascii_lowercase()] = described(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "pressroom push API",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Articles go in as JSON Feed items, and are in the feeds at once. \
                            Every path that takes GET takes HEAD too; every path takes OPTIONS; \
                            another method is answered with 405.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": {
                "Item": item(), "Problem": problem(),
                "Correction": sentence("note", "What was wrong, in a sentence; readers are told.", true),
                "Retraction": sentence("reason", "Why; readers are told.", false),
                "Embargo": embargo(),
            },
        },
    })
}

fn described(operation: &Operation) -> Value {
    let mut parameters = Vec::new();
    if operation.path.contains("{id}") {
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "schema": { "type": "string" },
            "description": match operation.action {
                Action::Gather => "The name of the source, percent-encoded.",
                Action::Gathered => "The number of the request.",
                _ => "What the sender calls the article, percent-encoded; or its UUID, \
                      which names any article, whatever brought it.",
            },
        }));
    }
    parameters.extend(operation.parameters.iter().map(|(place, name, description)| {
        json!({
            "name": name, "in": place, "description": description, "schema": { "type": "string" },
        })
    }));
    let mut responses: Map<String, Value> =
        operation.statuses.iter().map(|status| (status.to_string(), response(*status))).collect();
    responses.insert("default".to_owned(), response(500));
    let mut described = json!({
        "operationId": format!("{:?}", operation.action).to_ascii_lowercase(),
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses,
        "security": if operation.access.is_some() { json!([{ "bearer": [] }]) } else { json!([]) },
    });
    if let Some(name) = operation.body {
        let schema = json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } });
        described["requestBody"] = json!({
            "required": true,
            "content": { "application/json": schema, "application/feed+json": schema },
        });
    }
    described
}

fn response(status: u16) -> Value {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let mut response = json!({ "description": reason.unwrap_or("A problem") });
    response["content"] = match status {
        204 | 304 => return response,
        200..=202 => json!({ "application/json": {} }),
        _ => json!({
            "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } },
        }),
    };
    response
}

fn item() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "description": "A JSON Feed 1.1 item; or, for POST, a JSON Feed with `items`.",
        "properties": {
            "id": text, "url": text, "title": text, "content_html": text, "content_text": text,
            "summary": text, "image": text, "language": text,
            "date_published": { "type": "string", "format": "date-time" },
            "date_modified": { "type": "string", "format": "date-time" },
            "authors": { "type": "array", "items": { "type": "object" } },
            "tags": { "type": "array", "items": text },
            "attachments": { "type": "array", "items": { "type": "object" } },
            "sections": { "type": "array", "items": text,
                          "description": "The sections it belongs to." },
            "publish_at": { "type": "string", "format": "date-time",
                            "description": "It is nowhere to be seen before this." },
            "expires_at": { "type": "string", "format": "date-time",
                            "description": "From this on it is withdrawn, until it is \
                                            pushed with a later one or none." },
            "correction": { "type": "string",
                            "description": "What was wrong with the text before this one." },
            "draft": { "type": "boolean",
                       "description": "When true it is kept out; what is out is taken back \
                                       until it is pushed without this." },
            "rights": { "type": "string", "description": "Its own copyright line." },
            "author_note": { "type": "string", "description": "A sentence about who wrote it." },
            "_pressroom": { "type": "object", "description":
                "What JSON Feed has no word for (`sections`, `publish_at`, `expires_at`, \
                 `correction`, `draft`, `rights`, `author_note`, `source`) may stand in here too; \
                 in an attachment `width`, `height`, `credit` and `thumbnail`." },
        },
    })
}

fn sentence(name: &str, description: &str, required: bool) -> Value {
    json!({
        "type": "object",
        "required": if required { vec![name] } else { Vec::new() },
        "properties": { name: { "type": "string", "description": description } },
    })
}

fn embargo() -> Value {
    let mut schema = sentence("reason", "Why; it is kept, and readers are not told.", false);
    schema["required"] = json!(["until"]);
    schema["properties"]["until"] = json!({
        "type": "string",
        "description": "Until when nobody sees it, as in 2026-12-01T18:00:00+05:00; in the \
                        newsroom's time where it says no zone.",
    });
    schema
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
        },
    })
}
