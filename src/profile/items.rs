//! How demands on an item are held against one: each gives what was found, where it
//! is not met.

use super::feed::Feed;
use super::html;
use crate::article::{Article, Media};
use crate::text::plain_text;
use chrono::TimeDelta;

pub(super) fn no_link(article: &Article, _: &Feed<'_>) -> Option<String> {
    article.url.is_none().then(|| "no link".to_owned())
}

pub(super) fn no_byline(article: &Article, _: &Feed<'_>) -> Option<String> {
    article.authors.is_empty().then(|| "no author".to_owned())
}

pub(super) fn no_category(article: &Article, _: &Feed<'_>) -> Option<String> {
    (article.sections.is_empty() && article.tags.is_empty()).then(|| "no category".to_owned())
}

pub(super) fn page_on_plain_http(article: &Article, _: &Feed<'_>) -> Option<String> {
    let url = article.url.as_ref()?;
    (url.url().scheme() != "https").then(|| url.to_string())
}

/// The page, the media and all that the text leads to.
pub(super) fn plain_http(article: &Article, feed: &Feed<'_>) -> Option<String> {
    let media = article.media.iter().map(|media| &media.url);
    let plain = |url: &&crate::web_address::WebAddress| url.url().scheme() != "https";
    page_on_plain_http(article, feed)
        .or_else(|| media.clone().find(plain).map(ToString::to_string))
        .or_else(|| html::plain_address(&article.content))
}

pub(super) fn foreign_host(article: &Article, feed: &Feed<'_>) -> Option<String> {
    let page = article.url.as_ref()?;
    let own = feed.doc.masthead.hosts.iter().map(String::as_str);
    let mut own = own.chain([feed.doc.page.host(), feed.doc.masthead.site.host()]);
    (!own.any(|host| page.is_within(host))).then(|| page.host().to_owned())
}

pub(super) fn title_beyond_21_to_150(article: &Article, _: &Feed<'_>) -> Option<String> {
    let characters = article.title.chars().count();
    (!(21..=150).contains(&characters)).then(|| format!("{characters} characters"))
}

pub(super) fn title_with_markup(article: &Article, _: &Feed<'_>) -> Option<String> {
    html::markup_in(&article.title).map(str::to_owned)
}

/// Against the feed as it was: the same id with another date, or the same page under
/// another id.
pub(super) fn another_id_or_date(article: &Article, feed: &Feed<'_>) -> Option<String> {
    let before = &feed.seen.before?.entries;
    if let Some(same) = before.iter().find(|before| before.id == article.id) {
        let moved = same.published != article.published;
        return moved.then(|| format!("{}, before {}", article.published, same.published));
    }
    let url = article.url.as_ref()?;
    let old = before.iter().find(|before| before.url.as_ref() == Some(url))?;
    // Two articles may have one page: then the old one is still there.
    let is_there = feed.doc.entries.iter().any(|article| article.id == old.id);
    (!is_there).then(|| format!("{}, before {}", article.id, old.id))
}

pub(super) fn another_article_elsewhere(article: &Article, feed: &Feed<'_>) -> Option<String> {
    let mut elsewhere = feed.seen.others.iter().flat_map(|doc| &doc.entries);
    let other = elsewhere.find(|other| {
        other.id == article.id
            && (other.published != article.published || other.title != article.title)
    })?;
    Some(other.title.to_string())
}

pub(super) fn not_within_365_days(article: &Article, feed: &Feed<'_>) -> Option<String> {
    let age = feed.seen.now - article.published;
    let fits = age >= TimeDelta::zero() && age < TimeDelta::days(365);
    (!fits).then(|| article.published.to_rfc3339())
}

pub(super) fn no_text(article: &Article, _: &Feed<'_>) -> Option<String> {
    plain_text::opening(&article.content, 1).trim().is_empty().then(|| "no text".to_owned())
}

/// A text that says more than a summary that was given. One that begins the text was made
/// of it: a brief says all in it.
pub(super) fn no_full_text(article: &Article, _: &Feed<'_>) -> Option<String> {
    let text = plain_text::one_line(&plain_text::from_html(&article.content));
    let begins = !text.is_empty() && text.starts_with(article.summary.trim());
    let (text, summary) = (text.chars().count(), article.summary.chars().count());
    (text <= summary && !begins).then(|| format!("{text} characters of text, {summary} of summary"))
}

pub(super) fn no_description(article: &Article, feed: &Feed<'_>) -> Option<String> {
    (article.summary.trim().is_empty() && no_text(article, feed).is_some())
        .then(|| "no description".to_owned())
}

/// A summary that is short is followed by the opening of the text when it is written.
pub(super) fn description_below_300(article: &Article, _: &Feed<'_>) -> Option<String> {
    let opening = plain_text::one_line(&plain_text::opening(&article.content, 2400));
    let summary = article.summary.chars().count();
    let more = if opening.starts_with(&*article.summary) { 0 } else { summary };
    let characters = opening.chars().count().max(summary).max(opening.chars().count() + more);
    (characters < 300).then(|| format!("{characters} characters"))
}

pub(super) fn beyond_1_mb(article: &Article, _: &Feed<'_>) -> Option<String> {
    let bytes = article.content.len();
    (bytes > 1_000_000).then(|| format!("{bytes} bytes"))
}

fn images(article: &Article) -> impl Iterator<Item = &Media> {
    article.media.iter().filter(|media| media.is_image())
}

pub(super) fn no_image(article: &Article, _: &Feed<'_>) -> Option<String> {
    images(article).next().is_none().then(|| "no picture".to_owned())
}

pub(super) fn no_image_of_500(article: &Article, feed: &Feed<'_>) -> Option<String> {
    let large = |image: &Media| image.size.is_some_and(|(width, height)| width.min(height) >= 500);
    if images(article).any(large) {
        return None;
    }
    no_image(article, feed).or_else(|| images(article).next().map(shown))
}

pub(super) fn image_below_720(article: &Article, _: &Feed<'_>) -> Option<String> {
    let small = |image: &&Media| image.size.is_none_or(|(width, height)| width.max(height) < 720);
    images(article).find(small).map(shown)
}

pub(super) fn image_ratio(article: &Article, _: &Feed<'_>) -> Option<String> {
    let odd = |image: &&Media| {
        image.size.is_some_and(|(width, height)| {
            let ratio = f64::from(width) / f64::from(height.max(1));
            !(0.5..=1.89).contains(&ratio)
        })
    };
    images(article).find(odd).map(shown)
}

fn shown(image: &Media) -> String {
    match image.size {
        Some((width, height)) => format!("{width} × {height}: {}", image.url),
        None => format!("size unknown: {}", image.url),
    }
}

pub(super) fn foreign_html(article: &Article, _: &Feed<'_>) -> Option<String> {
    html::foreign_element(&article.content)
}

pub(super) fn deep_html(article: &Article, _: &Feed<'_>) -> Option<String> {
    let depth = html::depth(&article.content);
    (depth >= 10).then(|| format!("{depth} deep"))
}
