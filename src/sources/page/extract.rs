//! Finds an article in its page: JSON-LD, the Open Graph, and the text.

use super::{PageError, PageRules, SavedPage};
use crate::raw_item::{RawAuthor, RawItem, RawMedia, RawText};
use crate::text::charset;
use crate::text::dates::read_date;
use scraper::{ElementRef, Html, Selector};

/// Makes an item of a page.
///
/// # Errors
/// When there is no text in it.
pub fn extract(page: &SavedPage<'_>, rules: &PageRules) -> Result<RawItem, PageError> {
    let text = charset::decode(page.bytes, page.content_type);
    let html = Html::parse_document(&text);
    let said = |rule: &Option<String>, or: &str| first(&html, rule.as_deref().unwrap_or(or));
    let words = |element: ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    let meta = |name: &str| {
        let found = first(&html, &format!("meta[property='{name}'], meta[name='{name}']"));
        found.and_then(|element| element.attr("content")).map(str::to_owned)
    };
    let body = said(&rules.body, "article, main").map(|element| element.inner_html());
    let body = body.filter(|body| !body.trim().is_empty()).ok_or_else(|| PageError::NoText {
        address: page.address.map_or_else(|| "the page".to_owned(), ToString::to_string),
    })?;
    let title = rules.title.as_ref().and_then(|_| said(&rules.title, "h1")).map(words);
    let title = title.or_else(|| meta("og:title")).or_else(|| said(&rules.title, "h1").map(words));
    let canonical = first(&html, "link[rel=canonical]").and_then(|link| link.attr("href"));
    let url = canonical.map(str::to_owned).or_else(|| page.address.map(ToString::to_string));
    let date = said(&rules.date, "time[datetime]");
    let date = date.and_then(|time| read_date(time.attr("datetime").unwrap_or(&words(time))));
    let byline = said(&rules.byline, "[rel=author], .byline").map(words);
    let picture = meta("og:image").map(|url| RawMedia {
        url,
        media_type: Some("image/jpeg".to_owned()),
        ..RawMedia::default()
    });
    Ok(RawItem {
        key: url.clone().unwrap_or_default(),
        key_is_global: true,
        title: title.map(RawText::Plain),
        url,
        base: page.address.cloned(),
        published: meta("article:published_time").and_then(|date| read_date(&date)).or(date),
        authors: byline
            .map(|name| RawAuthor { name, ..RawAuthor::default() })
            .into_iter()
            .collect(),
        content: Some(RawText::Html(body)),
        media: picture.into_iter().collect(),
        ..RawItem::default()
    })
}

fn first<'a>(html: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    html.select(&Selector::parse(selector).ok()?).next()
}
