//! The key of an item: what its source calls it, or what it is called by when
//! its source calls it nothing. It makes no ids.

use crate::fingerprint::{Fingerprint, is_shown};
use crate::raw_item::{RawItem, RawText};
use crate::same_address::{self, address_key};
use crate::sources::global_id::is_of_one;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// What is known around an item of those who give names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Namers<'a> {
    /// The address of the whole site.
    pub(super) site: Option<&'a str>,
    /// Where the feed was asked for.
    pub(super) asked: Option<&'a WebAddress>,
}

/// Gives an item its key: what the source calls it, else its address, else the
/// fingerprint of its title and text. The address of the whole site names none
/// of its articles, whether it stands for a guid or for a page.
pub(super) fn name(item: &mut RawItem, given: Option<String>, namers: Namers<'_>) {
    let is_site = |name: &str| namers.site.is_some_and(|site| bare(site) == bare(name));
    let address = item.url.clone().filter(|url| !url.is_empty() && Some(&**url) != namers.site);
    let given = given.filter(|key| !key.is_empty());
    let (given, of_all) = match given {
        Some(key) if is_site(&key) && address.as_deref().is_some_and(|url| !is_site(url)) => {
            (None, Some(key))
        }
        given => (given, None),
    };
    item.is_unnamed = given.is_none();
    item.key = given.or(address).unwrap_or_else(|| {
        let body = item.content.as_ref().or(item.summary.as_ref());
        let parts = [item.title.as_ref(), body].map(|part| part.map_or("", RawText::as_str));
        Fingerprint::of_parts(parts.map(str::as_bytes)).to_string()
    });
    item.formerly = of_all.into_iter().collect();
    item.key_is_global = is_of_one(&item.key, &[namers.asked.map(WebAddress::host), host_of(item)]);
}

/// Calls an item by its page, else by its title and date: what it was called by names
/// others too, and so does the front of a site.
pub(crate) fn name_by_page(item: &mut RawItem) {
    let was = std::mem::take(&mut item.key);
    let own_page = item.url.clone().filter(|url| *url != was && !is_front(url));
    item.key = own_page.unwrap_or_else(|| {
        let title = item.title.as_ref().map_or("", RawText::as_str);
        let date = date_of(item).map(|date| date.timestamp());
        Fingerprint::of_story(&was, title, date).to_string()
    });
    if item.key != was {
        item.formerly.push(was);
    }
    item.key_is_global = is_of_one(&item.key, &[host_of(item)]);
}

/// Whether an address names no page of its site.
pub(super) fn is_front(address: &str) -> bool {
    address.is_empty() || WebAddress::parse(address).is_ok_and(|it| same_address::is_front(&it))
}

/// Whether two items of one name are two stories: they have different pages; or it is no more
/// than the address of one page, or the site's front is all that they lead to, and their
/// headlines differ; or it is made of their words, which were said at different times; or they
/// lead nowhere, and were told at different times under headlines of several words, of which
/// none is in both.
pub(super) fn are_two(one: &RawItem, other: &RawItem) -> bool {
    let page = |item: &RawItem| item.url.clone().filter(|url| !is_front(url));
    let titles = one.title.as_ref().zip(other.title.as_ref());
    let have_two_titles = titles.is_some_and(|(one, other)| one.as_str() != other.as_str());
    match (page(one), page(other)) {
        (Some(first), Some(second)) if first != second => !are_one_page(&first, &second),
        (Some(_), Some(_)) => one.is_unnamed && other.is_unnamed && have_two_titles,
        (None, None) if is_shown(&one.key) => were_told_apart(one, other),
        (None, None) if one.url.is_some() && other.url.is_some() => have_two_titles,
        (None, None) => {
            were_told_apart(one, other)
                && titles.is_some_and(|(one, other)| {
                    have_no_word_in_common(one.as_str(), other.as_str())
                })
        }
        _ => false,
    }
}

fn date_of(item: &RawItem) -> Option<DateTime<Utc>> {
    item.published.or(item.updated)
}

fn were_told_apart(one: &RawItem, other: &RawItem) -> bool {
    date_of(one).zip(date_of(other)).is_some_and(|(one, other)| one != other)
}

/// Whether two headlines say enough to be told apart, and have no word in common.
fn have_no_word_in_common(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 4;
    const FEWEST: usize = 2;
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|word| word.chars().count() >= SHORTEST);
        long.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    one.len().min(other.len()) >= FEWEST && one.is_disjoint(&other)
}

fn are_one_page(one: &str, other: &str) -> bool {
    let pages = [one, other].map(|page| WebAddress::parse(page).map(|page| address_key(&page)));
    matches!(pages, [Ok(one), Ok(other)] if one == other)
}

/// The host of an item's page, as it is written.
fn host_of(item: &RawItem) -> Option<&str> {
    let (_, rest) = item.url.as_deref()?.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    Some(host.split_once(':').filter(|_| !host.starts_with('[')).map_or(host, |(host, _)| host))
}

/// An address without what may be written otherwise: scheme, `www.` and the last slash.
fn bare(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}
