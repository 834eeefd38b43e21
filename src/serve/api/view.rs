//! An article as the API shows it: a JSON Feed item, with what JSON Feed has no
//! word for under `_pressroom`. It shows, and judges nothing.

use crate::article::{Article, Author, Media, Origin};
use crate::desk::{KeptArticle, Pushed, Revision};
use crate::fingerprint::Fingerprint;
use crate::serve::entity_tag::EntityTag;
use crate::serve::paths::PublicPaths;
use chrono::{DateTime, SecondsFormat, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// What stands in a path as it is (RFC 3986 §2.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of an article, as readers know it.
pub(super) fn path(name: &str, paths: &PublicPaths) -> String {
    // A path segment of dots alone would be resolved away by a client.
    let name = match name {
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        name => utf8_percent_encode(name, PATH).to_string(),
    };
    paths.outward(&format!("/api/articles/{name}")).into_owned()
}

/// The tag of an article's state.
pub(super) fn tag(kept: &KeptArticle) -> EntityTag {
    let json = shown(kept).to_string();
    EntityTag::of(Fingerprint::of(json.as_bytes()))
}

/// A live article.
pub(super) fn shown(kept: &KeptArticle) -> Value {
    let mut value = item(&kept.article);
    value["_pressroom"]["revision"] = kept.revision.into();
    for (name, term) in [("publish_at", kept.publish_at), ("expires_at", kept.expires)] {
        if let Some(term) = term {
            value["_pressroom"][name] = date(term).into();
        }
    }
    value
}

/// One article of a push.
pub(super) fn pushed(pushed: &Pushed, paths: &PublicPaths) -> Value {
    let mut value = match &pushed.now {
        None => json!({ "key": pushed.key, "change": "draft" }),
        Some(now) => json!({
            "key": pushed.key,
            "id": now.article.id.as_str(),
            "change": change(pushed.before.as_ref(), now),
            "href": path(&pushed.key, paths),
        }),
    };
    if let Some(live) = pushed.now.as_ref().filter(|now| now.withdrawn.is_none()) {
        value["etag"] = tag(live).strong().to_str().unwrap_or_default().into();
    }
    if !pushed.warnings.is_empty() {
        value["warnings"] = json!(pushed.warnings);
    }
    if let (Some(value), Value::Object(told)) = (
        value.as_object_mut().filter(|_| !pushed.unwritten.is_empty()),
        unwritten(&pushed.unwritten),
    ) {
        value.extend(told);
    }
    value
}

/// What is said of published files that still have what was taken back.
pub(super) fn unwritten(files: &[String]) -> Value {
    let detail = "it is taken back, and readers over HTTP do not get it; these files still have \
                  it, because they are not on the disk yet: the admin address's /health says why";
    json!({ "unwritten": files, "detail": detail })
}

/// What a push made of an article.
fn change(before: Option<&KeptArticle>, now: &KeptArticle) -> &'static str {
    match before {
        None => "new",
        Some(before) if before == now => "unchanged",
        Some(before) if before.withdrawn.is_none() && now.withdrawn.is_some() => "withdrawn",
        Some(_) => "changed",
    }
}

/// One state that an article has had.
pub(super) fn past(past: &Revision) -> Value {
    let item = item(&past.article);
    json!({
        "revision": past.number, "at": date(past.at), "source": past.source.as_str(), "by": past.by,
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
    let lead = article.media.iter().find(|media| media.is_image());
    put("image", lead.map(|media| media.url.as_str()).into());
    put("attachments", article.media.iter().map(attachment).collect());
    let mut ours = json!({ "sections": sections });
    let corrections: Vec<Value> = (article.corrections.iter())
        .map(|one| json!({ "date": date(one.at), "note": one.note.as_str() }))
        .collect();
    if let Some(newest) = corrections.first() {
        ours["correction"] = newest.clone();
        ours["corrections"] = corrections.into();
    }
    for (name, line) in [("rights", &article.rights), ("author_note", &article.author_note)] {
        if let Some(line) = line {
            ours[name] = line.as_str().into();
        }
    }
    if let Some(origin) = &article.origin {
        ours["source"] = source(origin);
    }
    put("_pressroom", ours);
    // An item has a content, even an empty one.
    item.insert("content_html".to_owned(), article.content.as_str().into());
    Value::Object(item)
}

fn author(author: &Author) -> Value {
    let mut shown = json!({ "name": author.name.as_str() });
    for (name, address) in [("url", &author.url), ("avatar", &author.avatar)] {
        if let Some(address) = address {
            shown[name] = address.as_str().into();
        }
    }
    shown
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
    let extras = picture(media);
    if !extras.is_empty() {
        shown["_pressroom"] = Value::Object(extras);
    }
    shown
}

/// What JSON Feed has no word for in an attachment.
fn picture(media: &Media) -> Map<String, Value> {
    let mut extras = Map::new();
    if let Some((width, height)) = media.size {
        extras.insert("width".to_owned(), width.into());
        extras.insert("height".to_owned(), height.into());
    }
    if let Some(credit) = &media.credit {
        extras.insert("credit".to_owned(), credit.as_str().into());
    }
    if let Some(thumbnail) = &media.thumbnail {
        extras.insert("thumbnail".to_owned(), thumbnail.as_str().into());
    }
    extras
}

fn source(origin: &Origin) -> Value {
    let mut source = json!({ "title": origin.title.as_str() });
    for (name, address) in [("url", &origin.site), ("feed_url", &origin.feed)] {
        if let Some(address) = address {
            source[name] = address.as_str().into();
        }
    }
    source
}

fn date(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
