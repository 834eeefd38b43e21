//! An article as the API shows it: a JSON Feed item, with what JSON Feed has no
//! word for under `_pressroom`. It shows, and judges nothing.

use super::desk::{Change, Past, Pushed, Standing};
use crate::article::{Article, Author, Media};
use crate::fingerprint::Fingerprint;
use crate::serve::entity_tag::EntityTag;
use chrono::{DateTime, SecondsFormat, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// What stands in a path as it is (RFC 3986 §2.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of an article.
pub(super) fn path(name: &str) -> String {
    // A path segment of dots alone would be resolved away by a client.
    let name = match name {
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        name => utf8_percent_encode(name, PATH).to_string(),
    };
    format!("/api/articles/{name}")
}

/// The tag of an article's state.
pub(super) fn tag(standing: &Standing) -> EntityTag {
    let json = shown(standing).to_string();
    EntityTag::of(Fingerprint::of(json.as_bytes()))
}

/// A live article.
pub(super) fn shown(standing: &Standing) -> Value {
    let mut value = item(&standing.article);
    value["_pressroom"]["revision"] = standing.revision.into();
    if let Some(expires) = standing.expires {
        value["_pressroom"]["expires_at"] = date(expires).into();
    }
    value
}

/// One article of a push.
pub(super) fn pushed(pushed: &Pushed) -> Value {
    let change = match pushed.change {
        Change::New => "new",
        Change::Changed => "changed",
        Change::Unchanged => "unchanged",
    };
    json!({
        "key": pushed.key,
        "id": pushed.standing.article.id.as_str(),
        "change": change,
        "href": path(&pushed.key),
        "etag": tag(&pushed.standing).strong().to_str().unwrap_or_default(),
    })
}

/// One state that an article has had.
pub(super) fn past(past: &Past) -> Value {
    let item = item(&past.article);
    json!({
        "revision": past.number, "at": date(past.at), "source": past.source, "by": past.by,
        "item": item,
    })
}

/// The item of an article.
pub(super) fn item(article: &Article) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Value| {
        let blank = value.is_null() || value == "" || value == json!([]);
        if !blank {
            item.insert(name.to_owned(), value);
        }
    };
    let sections: Vec<&str> = article.sections.iter().map(|slug| slug.as_str()).collect();
    let tags: Vec<&str> = article.tags.iter().map(|tag| tag.as_str()).collect();
    put("id", article.id.as_str().into());
    put("url", article.url.as_ref().map(|url| url.as_str()).into());
    put("title", article.title.as_str().into());
    put("summary", article.summary.as_str().into());
    put("date_published", date(article.published).into());
    put("date_modified", date(article.updated).into());
    put("language", article.language.as_ref().map(|language| language.as_str()).into());
    put("authors", article.authors.iter().map(author).collect());
    put("tags", tags.into());
    put("attachments", article.media.iter().map(attachment).collect());
    let mut ours = json!({ "sections": sections });
    if let Some(correction) = &article.correction {
        ours["correction"] =
            json!({ "date": date(correction.at), "note": correction.note.as_str() });
    }
    if let Some(rights) = &article.rights {
        ours["rights"] = rights.as_str().into();
    }
    put("_pressroom", ours);
    // An item has a content, even an empty one.
    item.insert("content_html".to_owned(), article.content.as_str().into());
    Value::Object(item)
}

fn author(author: &Author) -> Value {
    match &author.url {
        Some(url) => json!({ "name": author.name.as_str(), "url": url.as_str() }),
        None => json!({ "name": author.name.as_str() }),
    }
}

fn attachment(media: &Media) -> Value {
    let mut shown = json!({ "url": media.url.as_str(), "mime_type": media.media_type.as_str() });
    if let Some(length) = media.length {
        shown["size_in_bytes"] = length.into();
    }
    if let Some(seconds) = media.seconds {
        shown["duration_in_seconds"] = seconds.into();
    }
    if let Some(description) = &media.description {
        shown["title"] = description.as_str().into();
    }
    shown
}

fn date(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
