//! What makes an app of the paper: the manifest by which it is put on a home screen, the
//! worker that keeps what was read, the page for when there is no connection, and the list of
//! what was withdrawn, which reaches the copies.

use super::error::{WebError, written};
use super::furniture::Furniture;
use super::icons::{ICON, ICON_SIDE, MASKABLE};
use super::page::Page;
use crate::feed_document::FeedDocument;
use crate::look::GROUNDS;
use crate::paper::{NO_WORKER, Route, ShortId};
use askama::Template;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// The worker.
const WORKER: &str = include_str!("worker.js");

/// The number of sections that have a way of their own from the icon.
const SHORTCUTS: usize = 4;

/// The number of letters of a name that fit below an icon.
const SHORT_NAME: usize = 12;

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage<'a> {
    page: Page<'a>,
}

/// Writes by what the paper is put on a home screen (W3C Web Application Manifest).
#[must_use]
pub fn manifest(paper: &Furniture) -> Vec<u8> {
    let root = paper.paper().root();
    let icon = |name: &str, side: u32, purpose: &str| {
        json!({
            "src": paper.asset(name),
            "sizes": format!("{side}x{side}"),
            "type": "image/png",
            "purpose": purpose,
        })
    };
    let sections = paper.sections.iter().take(SHORTCUTS);
    let shortcuts: Vec<Value> = sections
        .map(|section| {
            let url = paper.href(&Route::Section(section.slug.clone()));
            let icons = [icon("icon-small.png", 192, "any")];
            json!({ "name": section.title.to_string(), "url": url, "icons": icons })
        })
        .collect();
    let manifest = json!({
        "id": root,
        "name": paper.title,
        "short_name": paper.short_title(SHORT_NAME),
        "description": paper.description,
        "lang": paper.language.as_str(),
        "dir": paper.direction(),
        "start_url": root,
        "scope": root,
        "display": "standalone",
        "background_color": GROUNDS[0],
        "theme_color": GROUNDS[0],
        "icons": [
            icon("icon-small.png", 192, "any"),
            icon(ICON, ICON_SIDE, "any"),
            icon(MASKABLE, ICON_SIDE, "maskable"),
        ],
        "shortcuts": shortcuts,
    });
    manifest.to_string().into_bytes()
}

/// Writes the worker. `keep` is how long a copy may live: so long the list of what was
/// withdrawn tells of it.
#[must_use]
pub fn worker(paper: &Furniture, keep: Duration) -> Vec<u8> {
    if !paper.web.offline {
        return NO_WORKER.as_bytes().to_vec();
    }
    let shell = ["paper.css", "paper.js"].map(|name| paper.asset(name));
    let facts = json!({
        "root": paper.paper().root(),
        "shell": shell,
        "offline": paper.href(&Route::Offline),
        "keep": keep.as_secs(),
    });
    WORKER.replacen("PAPER;", &format!("{facts};"), 1).into_bytes()
}

/// Writes the page for when there is no connection.
///
/// # Errors
/// When its template cannot be filled.
pub fn offline(paper: &Furniture) -> Result<Vec<u8>, WebError> {
    let mut page = Page::new(paper, &Route::Offline, paper.words.offline_title);
    page.noindex = true;
    written(&Route::Offline, &OfflinePage { page })
}

/// Writes what was withdrawn, by the ids in the addresses of pages.
#[must_use]
pub fn withdrawals(documents: &[&FeedDocument]) -> Vec<u8> {
    let withdrawn = documents.iter().flat_map(|document| &document.withdrawn);
    let ids = withdrawn.filter_map(|one| ShortId::in_address(&one.id, one.id_in_address));
    let ids: BTreeSet<String> = ids.map(|id| id.to_string()).collect();
    json!({ "withdrawn": ids }).to_string().into_bytes()
}
