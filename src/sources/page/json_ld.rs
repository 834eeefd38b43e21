//! JSON-LD in a page, as schema.org's `NewsArticle` and its kin use it. It is no
//! JSON-LD processor: contexts are not resolved, terms are taken at their names.

use super::metadata::{self, Image, PageMetadata};
use super::own_data::Own;
use crate::text::plain_text;
use dom_query::Document;
use serde_json::{Map, Value};

/// Objects that speak of an article.
const ARTICLES: [&str; 14] = [
    "NewsArticle",
    "Article",
    "BlogPosting",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "TechArticle",
    "Report",
    "Review",
];

/// How deep objects are looked into.
const DEEPEST: usize = 8;

/// Reads the object of the page's own article, or the first when there are several.
pub(super) fn read(document: &Document, own: &Own, facts: &mut PageMetadata) {
    for value in &values_in(document) {
        let mut articles = Vec::new();
        find_all(value, DEEPEST, &is_article, &mut articles);
        if let Some(article) = articles.into_iter().find(|article| is_own(article, own)) {
            facts.is_article = true;
            take(article, value, facts);
        }
    }
}

/// When a page says that it was published itself, whatever it shows.
pub(super) fn date_of_page(document: &Document, own: &Own) -> Option<String> {
    values_in(document).iter().find_map(|value| {
        let mut pages = Vec::new();
        find_all(value, DEEPEST, &|object| has_type(object, "WebPage"), &mut pages);
        let mut pages = pages.into_iter().filter(|page| is_own(page, own));
        pages.find_map(|page| text_in(page, "datePublished"))
    })
}

/// What the scripts of a page say in data.
fn values_in(document: &Document) -> Vec<Value> {
    let scripts = document.select("script[type='application/ld+json' i]");
    scripts.iter().filter_map(|script| parse(&script.text())).collect()
}

fn is_own(object: &Map<String, Value>, own: &Own) -> bool {
    let said = |names: &[&str]| -> Vec<String> {
        names.iter().filter_map(|name| text_in(object, name)).collect()
    };
    let headlines = said(&["headline", "name"]);
    let headlines: Vec<String> = headlines.iter().map(|text| plain(text)).collect();
    own.is_meant(&headlines, &said(&["url", "mainEntityOfPage", "@id"]))
}

/// What a page of the newsroom's own says there of when it is for readers, by the newsroom's
/// own keys.
pub(in crate::sources) fn own_terms(document: &Document) -> Vec<(&'static str, String)> {
    let mut said = Vec::new();
    for value in values_in(document) {
        let mut articles = Vec::new();
        find_all(&value, DEEPEST, &is_article, &mut articles);
        let Some(article) = articles.first() else { continue };
        let text = |name: &str| text_in(article, name);
        said.extend(text("expires").map(|until| ("expires_at", until)));
        said.extend(text("datePublished").map(|date| ("date", date)));
        // A word that nobody knows is refused as any other status is.
        let is_ready = |status: &String| {
            ["published", "final", "complete", "completed"].contains(&&*status.to_lowercase())
        };
        let status = text("creativeWorkStatus").filter(|status| !is_ready(status));
        said.extend(status.map(|status| ("status", status)));
    }
    said
}

/// Parses what people write: wrapped in comments or CDATA, with raw line breaks
/// inside strings, with a comma or a semicolon at the end.
fn parse(text: &str) -> Option<Value> {
    let bare = unwrapped(text);
    if let Ok(value) = serde_json::from_str(bare) {
        return Some(value);
    }
    let one_line: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::Deserializer::from_str(&one_line).into_iter().next()?.ok()
}

/// What begins and ends as data do, without what was put around it.
fn unwrapped(text: &str) -> &str {
    let inner = match text.split_once("<![CDATA[") {
        Some((before, inner)) if !before.contains(['{', '[']) => {
            inner.rsplit_once("]]>").map_or(inner, |(inner, _)| inner)
        }
        _ => text,
    };
    inner
        .trim_start_matches(|c: char| !matches!(c, '{' | '['))
        .trim_end_matches(|c: char| !matches!(c, '}' | ']'))
}

/// All objects of a kind, in their order.
fn find_all<'v>(
    value: &'v Value,
    depth: usize,
    is_one: &dyn Fn(&Map<String, Value>) -> bool,
    found: &mut Vec<&'v Map<String, Value>>,
) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(all) => all.iter().for_each(|one| find_all(one, deeper, is_one, found)),
        Value::Object(object) if is_one(object) => found.push(object),
        // A list of articles is a listing, not an article.
        Value::Object(object) if !has_type(object, "ItemList") => {
            let inner = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"];
            let inner = inner.iter().filter_map(|name| object.get(*name));
            inner.for_each(|inner| find_all(inner, deeper, is_one, found));
        }
        _ => {}
    }
}

fn text_in(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.get(name).and_then(text_of)
}

fn is_article(object: &Map<String, Value>) -> bool {
    ARTICLES.iter().any(|name| has_type(object, name))
}

fn has_type(object: &Map<String, Value>, name: &str) -> bool {
    let is = |value: &Value| {
        value.as_str().is_some_and(|kind| kind.rsplit(['/', ':', '#']).next() == Some(name))
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn take(article: &Map<String, Value>, whole: &Value, facts: &mut PageMetadata) {
    let text = |name: &str| text_in(article, name).unwrap_or_default();
    facts.offer_title(&plain(&text("headline")));
    facts.offer_title(&plain(&text("name")));
    facts.offer_summary(&plain(&text("description")));
    facts.offer_published(&text("datePublished"));
    facts.offer_published(&text("dateCreated"));
    facts.offer_modified(&text("dateModified"));
    facts.site.extend(article.get("publisher").and_then(|one| name_of(one, whole)));
    for author in ["author", "creator"] {
        if facts.authors.is_empty() {
            let value = article.get(author).unwrap_or(&Value::Null);
            take_people(value, whole, facts);
        }
    }
    take_terms(article, whole, facts);
    for name in ["articleSection", "keywords"] {
        take_tags(article.get(name).unwrap_or(&Value::Null), facts);
    }
    facts.offer_image(article.get("image").and_then(|image| image_of(image, whole)));
    let said = [text("url"), text("mainEntityOfPage")];
    if facts.url.is_none() {
        facts.url = said.into_iter().find(|url| url.starts_with("http"));
    }
    let language = text("inLanguage");
    if facts.language.is_none() && !language.is_empty() {
        facts.language = Some(language);
    }
    let body = text("articleBody");
    if facts.text.is_none() && body.len() > 200 {
        facts.text = Some(plain(&body));
    }
}

/// Whether it is not for everybody, and how the parts are found that are not.
fn take_terms(article: &Map<String, Value>, whole: &Value, facts: &mut PageMetadata) {
    let parts = match article.get("hasPart") {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let parts = parts.into_iter().filter_map(Value::as_object).map(|part| resolve(part, whole));
    let is_paid = |object: &Map<String, Value>| match object.get("isAccessibleForFree") {
        Some(Value::Bool(is_free)) => !is_free,
        Some(said) => text_of(said).is_some_and(|said| metadata::is_no(&said)),
        None => false,
    };
    facts.is_paid |= is_paid(article);
    for part in parts.filter(|part| is_paid(part)) {
        match part.get("cssSelector") {
            Some(Value::Array(all)) => {
                all.iter().filter_map(Value::as_str).for_each(|one| facts.offer_paid_part(one));
            }
            one => facts.offer_paid_part(one.and_then(Value::as_str).unwrap_or_default()),
        }
    }
}

/// Texts in data are sometimes HTML.
fn plain(text: &str) -> String {
    let once = plain_text::from_html(text);
    if once.contains("</") { plain_text::from_html(&once) } else { once }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => all.first().and_then(text_of),
        Value::Object(object) => ["@value", "name", "@id", "url"]
            .iter()
            .find_map(|name| object.get(*name).and_then(text_of)),
        _ => None,
    }
}

fn name_of(publisher: &Value, whole: &Value) -> Option<String> {
    resolve(publisher.as_object()?, whole).get("name").and_then(text_of)
}

fn take_people(value: &Value, whole: &Value, facts: &mut PageMetadata) {
    match value {
        Value::String(name) => facts.offer_author(&plain(name), None),
        Value::Array(all) => all.iter().for_each(|one| take_people(one, whole, facts)),
        Value::Object(object) => {
            let object = resolve(object, whole);
            let url = object.get("url").and_then(text_of).filter(|url| url.starts_with("http"));
            match object.get("name") {
                Some(Value::Array(names)) => {
                    for name in names.iter().filter_map(Value::as_str) {
                        facts.offer_author(&plain(name), None);
                    }
                }
                Some(name) => {
                    let name = text_of(name).unwrap_or_default();
                    facts.offer_author(&plain(&name), url.as_deref());
                }
                None => {
                    let parts = ["givenName", "familyName"].map(|part| object.get(part));
                    let parts = parts.into_iter().flatten().filter_map(text_of);
                    let name = parts.collect::<Vec<_>>().join(" ");
                    facts.offer_author(&plain(&name), url.as_deref());
                }
            }
        }
        _ => {}
    }
}

/// An object that only refers to another of the same document (`@id`).
fn resolve<'a>(object: &'a Map<String, Value>, whole: &'a Value) -> &'a Map<String, Value> {
    let (Some(id), 1) = (object.get("@id"), object.len()) else { return object };
    let graph = whole.get("@graph").and_then(Value::as_array);
    graph
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .find(|other| other.len() > 1 && other.get("@id") == Some(id))
        .unwrap_or(object)
}

fn take_tags(value: &Value, facts: &mut PageMetadata) {
    match value {
        Value::String(text) => text.split(',').for_each(|tag| facts.offer_tag(&plain(tag))),
        Value::Array(all) => all.iter().take(30).for_each(|one| take_tags(one, facts)),
        _ => {}
    }
}

fn image_of(value: &Value, whole: &Value) -> Option<Image> {
    match value {
        Value::String(url) => Some(Image { url: url.clone(), ..Image::default() }),
        Value::Array(all) => all.iter().find_map(|one| image_of(one, whole)),
        Value::Object(object) => {
            let object = resolve(object, whole);
            let size = |name: &str| {
                let text = object.get(name).and_then(text_of)?;
                text.trim_end_matches("px").trim().parse().ok()
            };
            Some(Image {
                url: object.get("url").or_else(|| object.get("contentUrl")).and_then(text_of)?,
                width: size("width"),
                height: size("height"),
                description: object.get("caption").and_then(text_of).map(|text| plain(&text)),
                credit: object.get("creditText").and_then(text_of).map(|text| plain(&text)),
            })
        }
        _ => None,
    }
}
