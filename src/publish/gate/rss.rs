//! The rules of RSS 2.0 and of the modules we use in it.

use super::content::{self, Kind};
use super::dates::{Notation, past};
use super::elements::{
    at_most_one, attribute, check_languages, exactly_one, link, modules, not_blank, one_text,
    only_known, optional, optional_attribute,
};
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::history;
use super::values::{contact, language, media_type, number, web_address};
use super::xml_tree::{self, Element, Namespace};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

const CHANNEL: [&str; 20] = [
    "title",
    "link",
    "description",
    "language",
    "copyright",
    "managingEditor",
    "webMaster",
    "pubDate",
    "lastBuildDate",
    "category",
    "generator",
    "docs",
    "cloud",
    "ttl",
    "image",
    "rating",
    "textInput",
    "skipHours",
    "skipDays",
    "item",
];
const ITEM: [&str; 10] = [
    "title",
    "link",
    "description",
    "author",
    "category",
    "comments",
    "enclosure",
    "guid",
    "pubDate",
    "source",
];

/// Checks a whole document, a page of an archive when `is_page`; returns the number
/// of its articles.
pub(super) fn check(text: &str, now: DateTime<Utc>, is_page: bool) -> Verdict<usize> {
    let document = xml_tree::parse(text)?;
    let root = xml_tree::root(&document)?;
    if !root.is(Namespace::None, "rss") || root.attribute("version") != Some("2.0") {
        return Err(Flaw::new(Rule::Format, "the outermost element is not <rss version=\"2.0\">"));
    }
    only_known(&root, Namespace::None, &["channel"])?;
    let channel = exactly_one(&root, Namespace::None, "channel")?;
    check_channel(channel, now)?;
    history::check(channel, is_page)?;
    let mut ids = HashSet::new();
    let (mut articles, mut items) = (0, 0);
    for item in channel.all(Namespace::None, "item") {
        items += 1;
        // A notice of withdrawal is an item that is valid no longer.
        articles += usize::from(item.first(Namespace::Terms, "valid").is_none());
        let id = item.first(Namespace::None, "guid").map(|guid| guid.text.trim());
        check_item(item, now)
            .and_then(|()| unique(id.unwrap_or_default(), &mut ids))
            .map_err(|flaw| flaw.at(&format!("item {items}")).in_article(id))?;
    }
    check_languages(&root)?;
    Ok(articles)
}

/// Refuses an id that was there before.
fn unique<'t>(id: &'t str, ids: &mut HashSet<&'t str>) -> Verdict {
    if ids.insert(id) {
        return Ok(());
    }
    Err(Flaw::new(Rule::UniqueIds, format!("guid {} twice", excerpt(id))))
}

fn check_channel(channel: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    only_known(channel, Namespace::None, &CHANNEL)?;
    one_text(channel, Namespace::None, "title")?;
    web_address(one_text(channel, Namespace::None, "link")?).map_err(|flaw| flaw.at("link"))?;
    exactly_one(channel, Namespace::None, "description")?;
    for name in ["copyright", "generator", "rating", "cloud", "textInput", "skipHours", "skipDays"]
    {
        at_most_one(channel, Namespace::None, name)?;
    }
    let date = |text: &str| past(text, Notation::Rfc822, now).map(drop);
    optional(channel, Namespace::None, "language", language)?;
    optional(channel, Namespace::None, "managingEditor", contact)?;
    optional(channel, Namespace::None, "webMaster", contact)?;
    optional(channel, Namespace::None, "pubDate", date)?;
    optional(channel, Namespace::None, "lastBuildDate", date)?;
    optional(channel, Namespace::None, "docs", web_address)?;
    optional(channel, Namespace::None, "ttl", |text| number(text, 1..=u64::from(u32::MAX)))?;
    if let Some(image) = at_most_one(channel, Namespace::None, "image")? {
        check_image(image)?;
    }
    check_shared(channel, now)
}

/// The picture of a channel: at most 144 by 400 pixels.
fn check_image(image: &Element<'_>) -> Verdict {
    only_known(
        image,
        Namespace::None,
        &["url", "title", "link", "width", "height", "description"],
    )?;
    one_text(image, Namespace::None, "title")?;
    for name in ["url", "link"] {
        web_address(one_text(image, Namespace::None, name)?)
            .map_err(|flaw| flaw.at(&format!("{name} of <image>")))?;
    }
    optional(image, Namespace::None, "width", |text| number(text, 1..=144))?;
    optional(image, Namespace::None, "height", |text| number(text, 1..=400))
}

fn check_item(item: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    only_known(item, Namespace::None, &ITEM)?;
    let title = at_most_one(item, Namespace::None, "title")?;
    let description = at_most_one(item, Namespace::None, "description")?;
    if ![title, description].into_iter().flatten().any(|it| !it.text.trim().is_empty()) {
        return Err(Flaw::new(Rule::RequiredElement, "neither title nor description"));
    }
    let guid = exactly_one(item, Namespace::None, "guid")?;
    check_guid(guid)?;
    optional(item, Namespace::None, "link", web_address)?;
    optional(item, Namespace::None, "comments", web_address)?;
    optional(item, Namespace::None, "author", contact)?;
    optional(item, Namespace::None, "pubDate", |text| past(text, Notation::Rfc822, now).map(drop))?;
    if let Some(enclosure) = at_most_one(item, Namespace::None, "enclosure")? {
        check_enclosure(enclosure)?;
    }
    if let Some(source) = at_most_one(item, Namespace::None, "source")? {
        web_address(attribute(source, "url")?).map_err(|flaw| flaw.at("url of <source>"))?;
    }
    let fragment = |text: &str| content::check(text, Kind::Fragment);
    optional(item, Namespace::None, "description", fragment)?;
    optional(item, Namespace::Content, "encoded", fragment)?;
    check_shared(item, now)
}

fn check_guid(guid: &Element<'_>) -> Verdict {
    let id = not_blank(guid)?;
    match guid.attribute("isPermaLink") {
        Some("false") => Ok(()),
        None | Some("true") => {
            web_address(id).map_err(|flaw| flaw.at("guid that claims to be an address"))
        }
        Some(other) => {
            Err(Flaw::new(Rule::KnownValue, format!("isPermaLink=\"{}\"", excerpt(other))))
        }
    }
}

fn check_enclosure(enclosure: &Element<'_>) -> Verdict {
    web_address(attribute(enclosure, "url")?).map_err(|flaw| flaw.at("url of <enclosure>"))?;
    attribute(enclosure, "length")?;
    attribute(enclosure, "type")?;
    optional_attribute(enclosure, "length", |length| number(length, 0..=u64::MAX))?;
    optional_attribute(enclosure, "type", media_type)
}

/// What channel and item have in common.
fn check_shared(parent: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    for category in parent.all(Namespace::None, "category") {
        not_blank(category)?;
    }
    parent.all(Namespace::Atom, "link").try_for_each(link)?;
    modules(parent, now)
}
