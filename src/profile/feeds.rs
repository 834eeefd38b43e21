//! How demands on a whole feed are held against one: each gives what was found,
//! where it is not met.

use super::feed::Feed;
use chrono::TimeDelta;
use std::collections::BTreeSet;

pub(super) fn repeated_ids(feed: &Feed<'_>) -> Option<String> {
    let mut ids = BTreeSet::new();
    let twice = feed.doc.entries.iter().find(|article| !ids.insert(&article.id))?;
    Some(twice.id.to_string())
}

pub(super) fn fewer_than_20_items(feed: &Feed<'_>) -> Option<String> {
    let items = feed.doc.entries.len();
    (items < 20).then(|| format!("{items} items"))
}

pub(super) fn no_items(feed: &Feed<'_>) -> Option<String> {
    feed.doc.entries.is_empty().then(|| "no item".to_owned())
}

pub(super) fn no_title(feed: &Feed<'_>) -> Option<String> {
    feed.doc.title.trim().is_empty().then(|| "no title".to_owned())
}

pub(super) fn no_publication(feed: &Feed<'_>) -> Option<String> {
    feed.doc.masthead.title.trim().is_empty().then(|| "no name".to_owned())
}

pub(super) fn no_language(feed: &Feed<'_>) -> Option<String> {
    feed.doc.language.as_str().is_empty().then(|| "no language".to_owned())
}

/// A locale has a country: two letters, or three digits, behind the language.
pub(super) fn no_locale(feed: &Feed<'_>) -> Option<String> {
    let language = feed.doc.language.as_str();
    let is_country = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))
            || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    (!language.split('-').skip(1).any(is_country)).then(|| language.to_owned())
}

pub(super) fn plain_http(feed: &Feed<'_>) -> Option<String> {
    let addresses = [&feed.doc.page, &feed.doc.folder];
    let plain = addresses.into_iter().find(|address| address.url().scheme() != "https")?;
    Some(plain.to_string())
}

pub(super) fn description_beyond_30(feed: &Feed<'_>) -> Option<String> {
    let characters = feed.doc.description.chars().count();
    (characters > 30).then(|| format!("{characters} characters"))
}

pub(super) fn no_logo(feed: &Feed<'_>) -> Option<String> {
    feed.doc.masthead.logo.is_none().then(|| "no logo".to_owned())
}

pub(super) fn beyond_1_mb(feed: &Feed<'_>) -> Option<String> {
    beyond(feed, 1_000_000)
}

pub(super) fn beyond_2_mb(feed: &Feed<'_>) -> Option<String> {
    beyond(feed, 2_000_000)
}

fn beyond(feed: &Feed<'_>, most: usize) -> Option<String> {
    feed.seen.bytes.filter(|bytes| *bytes > most).map(|bytes| format!("{bytes} bytes"))
}

pub(super) fn beyond_1000_in_two_days(feed: &Feed<'_>) -> Option<String> {
    let since = feed.seen.now - TimeDelta::days(2);
    let recent = feed.doc.entries.iter().filter(|article| article.published >= since).count();
    (recent > 1000).then(|| format!("{recent} items of two days"))
}
