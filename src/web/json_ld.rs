//! What machines are told of an article, as JSON-LD (schema.org). It tells nothing that does
//! not stand on the page.

use super::card::iso;
use super::furniture::Furniture;
use super::icons::ICON;
use super::preview::told;
use crate::article::{Article, Origin};
use crate::paper::{Named, Route};
use serde_json::{Value, json};

/// The description of an article, ready to stand in a `script` element. `lang` is its language
/// where that is not the paper's.
pub(super) fn article(
    paper: &Furniture,
    article: &Article,
    (route, section): (&Route, &str),
    lang: Option<&str>,
) -> String {
    // What was first published elsewhere is that publication's.
    let elsewhere = article.url.as_ref().filter(|_| article.home.is_both());
    let own = paper.url(route);
    let page = elsewhere.map_or(own.as_str(), |url| url.as_str());
    let origin = article.origin.as_ref().filter(|_| elsewhere.is_some()).map(origin);
    let publisher = origin.unwrap_or_else(|| publisher(paper));
    let images = told(paper, article);
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": &*article.title,
        "url": page,
        "mainEntityOfPage": page,
        "datePublished": iso(article.published),
        "dateModified": iso(article.last_changed()),
        "articleSection": section,
        "isAccessibleForFree": true,
        "author": authors(paper, article, &publisher),
        "publisher": publisher,
    });
    let mut add = |name: &str, more: Value| value[name] = more;
    // What is written another way than the paper, and names no language, has none.
    let language = lang.unwrap_or(paper.language.as_str());
    if !language.is_empty() {
        add("inLanguage", json!(language));
    }
    if !images.is_empty() {
        add("image", json!(images));
    }
    if !article.summary.trim().is_empty() {
        add("description", json!(&*article.summary));
    }
    if !article.tags.is_empty() {
        let tags: Vec<&str> = article.tags.iter().map(|tag| &**tag).collect();
        add("keywords", json!(tags));
    }
    if !article.corrections.is_empty() {
        let notes = article.corrections.iter().map(|correction| {
            json!({
                "@type": "CorrectionComment",
                "text": &*correction.note,
                "datePublished": iso(correction.at),
            })
        });
        add("correction", notes.collect());
    }
    in_script(&value)
}

/// Who wrote it: whoever published it, where nobody is named.
fn authors(paper: &Furniture, article: &Article, publisher: &Value) -> Value {
    if article.authors.is_empty() {
        let mut author = json!({ "@type": publisher["@type"], "name": publisher["name"] });
        if publisher["url"].is_string() {
            author["url"] = publisher["url"].clone();
        }
        return json!([author]);
    }
    let author = |name: &str| {
        let mut person = json!({ "@type": "Person", "name": name });
        if let Some(named) = Named::of(name) {
            person["url"] = json!(paper.url(&Route::Author(named)));
        }
        person
    };
    article.authors.iter().map(|one| author(&one.name)).collect()
}

/// The publication that an article is from.
fn origin(origin: &Origin) -> Value {
    let mut value = json!({ "@type": "NewsMediaOrganization", "name": &*origin.title });
    if let Some(site) = &origin.site {
        value["url"] = json!(site.as_str());
    }
    value
}

fn publisher(paper: &Furniture) -> Value {
    let mut value = json!({
        "@type": "NewsMediaOrganization",
        "name": paper.title,
        "url": paper.url(&Route::Front),
    });
    let logo = paper.logo.as_ref().map_or_else(|| paper.asset_url(ICON), ToString::to_string);
    value["logo"] = json!({ "@type": "ImageObject", "url": logo });
    if let Some(principles) = &paper.web.principles {
        value["publishingPrinciples"] = json!(principles.as_str());
    }
    if let Some(corrections) = &paper.web.corrections {
        value["correctionsPolicy"] = json!(corrections.as_str());
    }
    value
}

/// JSON of which nothing ends a `script` element or begins a comment in one (HTML
/// §4.12.1.3).
fn in_script(value: &Value) -> String {
    let text = value.to_string();
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
