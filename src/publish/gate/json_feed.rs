//! The rules of JSON Feed 1.1, and of what we add to it under `_pressroom`.

use super::content::{self, Kind};
use super::dates::{Notation, past};
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::json::{self, Json};
use super::values::{language, media_type, web_address};
use super::xml_tree::check_characters;
use crate::text::mail;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// Checks a whole document, a page of an archive when `is_page`; returns the number of its
/// items.
pub(super) fn check(text: &str, now: DateTime<Utc>, is_page: bool) -> Verdict<usize> {
    let feed = json::read(text)?;
    if self::text(&feed, "version")? != Some(VERSION) {
        return Err(Flaw::new(Rule::Format, format!("\"version\" is not \"{VERSION}\"")));
    }
    check_feed(&feed)?;
    check_history(&feed, is_page)?;
    let Some(Json::List(items)) = feed.get("items") else {
        return Err(Flaw::new(Rule::RequiredElement, "no list of \"items\""));
    };
    let mut ids = HashSet::new();
    for (at, item) in items.iter().enumerate() {
        let id = text_or_none(item, "id");
        check_item(item, now)
            .and_then(|()| unique(id.unwrap_or_default(), &mut ids))
            .map_err(|flaw| flaw.at(&format!("item {}", at + 1)).in_article(id))?;
    }
    let withdrawn = match feed.get("_pressroom").and_then(|ours| ours.get("withdrawn")) {
        Some(Json::List(withdrawn)) => withdrawn.as_slice(),
        Some(_) => return Err(Flaw::new(Rule::KnownValue, "\"withdrawn\" is not a list")),
        None => &[],
    };
    for notice in withdrawn {
        let id = text_or_none(notice, "id");
        check_notice(notice, now)
            .and_then(|()| unique(id.unwrap_or_default(), &mut ids))
            .map_err(|flaw| flaw.at("withdrawn").in_article(id))?;
    }
    feed.texts(&mut check_characters)?;
    Ok(items.len())
}

/// Refuses an id that was there before.
fn unique<'t>(id: &'t str, ids: &mut HashSet<&'t str>) -> Verdict {
    if ids.insert(id) {
        return Ok(());
    }
    Err(Flaw::new(Rule::UniqueIds, format!("id {} twice", excerpt(id))))
}

fn check_feed(feed: &Json<'_>) -> Verdict {
    required_text(feed, "title")?;
    addresses(feed, &["home_page_url", "feed_url", "next_url", "icon", "favicon"])?;
    check_authors(feed)?;
    checked(feed, "language", language)?;
    for hub in list(feed, "hubs")? {
        required_text(hub, "type")?;
        required_text(hub, "url")?;
        addresses(hub, &["url"])?;
    }
    Ok(())
}

/// A page says that it is one, and nothing leads back to where a reader comes from.
fn check_history(feed: &Json<'_>, is_page: bool) -> Verdict {
    let marked = feed.get("_pressroom").is_some_and(|ours| ours.get("archive").is_some());
    if marked != is_page {
        let detail = format!("\"archive\" is {marked} in a document that is a page: {is_page}");
        return Err(Flaw::new(Rule::KnownValue, detail));
    }
    match text(feed, "next_url")? {
        Some(next) if Some(next) == text(feed, "feed_url")? => {
            Err(Flaw::new(Rule::KnownValue, "next_url is the feed itself"))
        }
        _ => Ok(()),
    }
}

fn check_item(item: &Json<'_>, now: DateTime<Utc>) -> Verdict {
    required_text(item, "id")?;
    let (html, plain) = (text(item, "content_html")?, text(item, "content_text")?);
    if html.is_none() && plain.is_none() {
        return Err(Flaw::new(Rule::RequiredElement, "neither content_html nor content_text"));
    }
    if let Some(html) = html {
        content::check(html, Kind::Fragment).map_err(|flaw| flaw.at("content_html"))?;
    }
    for name in ["title", "summary"] {
        text(item, name)?;
    }
    addresses(item, &["url", "external_url", "image", "banner_image"])?;
    check_authors(item)?;
    checked(item, "language", language)?;
    check_dates(item, now)?;
    for tag in list(item, "tags")? {
        if !matches!(tag, Json::Text(_)) {
            return Err(Flaw::new(Rule::KnownValue, "a tag is not a text"));
        }
    }
    list(item, "attachments")?.iter().try_for_each(check_attachment)
}

fn check_dates(item: &Json<'_>, now: DateTime<Utc>) -> Verdict {
    let date = |name: &str| {
        text(item, name)?
            .map(|text| past(text, Notation::Rfc3339, now).map_err(|flaw| flaw.at(name)))
            .transpose()
    };
    match (date("date_published")?, date("date_modified")?) {
        (Some(published), Some(modified)) if modified < published => {
            let detail = format!("date_modified {modified}, date_published {published}");
            Err(Flaw::new(Rule::DateOrder, detail))
        }
        _ => Ok(()),
    }
}

fn check_attachment(attachment: &Json<'_>) -> Verdict {
    required_text(attachment, "url")?;
    addresses(attachment, &["url"])?;
    media_type(required_text(attachment, "mime_type")?)?;
    for name in ["size_in_bytes", "duration_in_seconds"] {
        match attachment.get(name) {
            None => {}
            Some(Json::Number(number)) if *number >= 0.0 => {}
            Some(_) => return Err(Flaw::new(Rule::Number, format!("{name} is not a number"))),
        }
    }
    Ok(())
}

fn check_authors(parent: &Json<'_>) -> Verdict {
    for author in list(parent, "authors")? {
        addresses(author, &["avatar"])?;
        if !text(author, "url")?.is_some_and(is_mail) {
            addresses(author, &["url"])?;
        }
        if ["name", "url", "avatar"].iter().all(|name| author.get(name).is_none()) {
            return Err(Flaw::new(Rule::RequiredElement, "an author without name and address"));
        }
        text(author, "name")?;
    }
    Ok(())
}

/// JSON Feed lets an author be written to in the place of a page (1.1, `authors`).
fn is_mail(address: &str) -> bool {
    address.strip_prefix("mailto:").is_some_and(mail::is_address)
}

/// A withdrawal: its id, and dates and an address where it has them.
fn check_notice(notice: &Json<'_>, now: DateTime<Utc>) -> Verdict {
    required_text(notice, "id")?;
    addresses(notice, &["url"])?;
    for name in ["at", "date_withdrawn", "date_published"] {
        if let Some(date) = text(notice, name)? {
            past(date, Notation::Rfc3339, now).map_err(|flaw| flaw.at(name))?;
        }
    }
    Ok(())
}

/// A member that is a text, where it is there.
fn text<'t>(object: &'t Json<'_>, name: &str) -> Verdict<Option<&'t str>> {
    match object.get(name) {
        None => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text)),
        Some(_) => Err(Flaw::new(Rule::KnownValue, format!("\"{name}\" is not a text"))),
    }
}

fn text_or_none<'t>(object: &'t Json<'_>, name: &str) -> Option<&'t str> {
    text(object, name).ok().flatten()
}

fn required_text<'t>(object: &'t Json<'_>, name: &str) -> Verdict<&'t str> {
    match text(object, name)? {
        Some(text) if !text.trim().is_empty() => Ok(text),
        _ => Err(Flaw::new(Rule::RequiredElement, format!("no \"{name}\""))),
    }
}

/// A member that is a list; empty when it is not there.
fn list<'t, 'a>(object: &'t Json<'a>, name: &str) -> Verdict<&'t [Json<'a>]> {
    match object.get(name) {
        None => Ok(&[]),
        Some(Json::List(values)) => Ok(values),
        Some(_) => Err(Flaw::new(Rule::KnownValue, format!("\"{name}\" is not a list"))),
    }
}

fn checked(object: &Json<'_>, name: &str, check: impl FnOnce(&str) -> Verdict) -> Verdict {
    text(object, name)?.map_or(Ok(()), check).map_err(|flaw| flaw.at(name))
}

fn addresses(object: &Json<'_>, names: &[&str]) -> Verdict {
    names.iter().try_for_each(|name| checked(object, name, web_address))
}
