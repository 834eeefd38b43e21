//! What machines are told of an article, as JSON-LD (schema.org). It tells nothing that does
//! not stand on the page.

use super::card::iso;
use super::furniture::Furniture;
use crate::article::Article;
use crate::paper::{Named, Route};
use serde_json::{Value, json};

/// The description of an article, ready to stand in a `script` element.
pub(super) fn article(
    paper: &Furniture,
    article: &Article,
    route: &Route,
    section: &str,
) -> String {
    let language = article.language.as_ref().unwrap_or(&paper.language);
    let images: Vec<&str> = article
        .media
        .iter()
        .filter(|medium| medium.is_image())
        .map(|medium| medium.url.as_str())
        .collect();
    let mut value = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": &*article.title,
        "url": paper.url(route),
        "mainEntityOfPage": paper.url(route),
        "datePublished": iso(article.published),
        "dateModified": iso(article.updated),
        "inLanguage": language.as_str(),
        "articleSection": section,
        "isAccessibleForFree": true,
        "author": authors(paper, article),
        "publisher": publisher(paper),
    });
    let mut add = |name: &str, more: Value| value[name] = more;
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

fn authors(paper: &Furniture, article: &Article) -> Value {
    if article.authors.is_empty() {
        return json!([{ "@type": "NewsMediaOrganization", "name": paper.title,
            "url": paper.url(&Route::Front) }]);
    }
    let author = |name: &str| {
        let page = Route::Author(Named { name: name.to_owned(), part: 1 });
        json!({ "@type": "Person", "name": name, "url": paper.url(&page) })
    };
    article.authors.iter().map(|one| author(&one.name)).collect()
}

fn publisher(paper: &Furniture) -> Value {
    let mut value = json!({
        "@type": "NewsMediaOrganization",
        "name": paper.title,
        "url": paper.url(&Route::Front),
    });
    if let Some(logo) = &paper.logo {
        value["logo"] = json!({ "@type": "ImageObject", "url": logo.as_str() });
    }
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
