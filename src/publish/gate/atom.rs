//! The rules of Atom 1.0 (RFC 4287) and of tombstones (RFC 6721).

use super::content::{self, Kind};
use super::dates::{Notation, past};
use super::elements::{
    at_most_one, attribute, check_languages, exactly_one, link, modules, one_text, only_known,
    optional, optional_attribute,
};
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::history;
use super::values::{absolute_uri, contact, web_address};
use super::xml_tree::{self, Element, Namespace};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

const FEED: [&str; 13] = [
    "author",
    "category",
    "contributor",
    "generator",
    "icon",
    "id",
    "link",
    "logo",
    "rights",
    "subtitle",
    "title",
    "updated",
    "entry",
];
const ENTRY: [&str; 12] = [
    "author",
    "category",
    "content",
    "contributor",
    "id",
    "link",
    "published",
    "rights",
    "source",
    "summary",
    "title",
    "updated",
];

/// Checks a whole document, a page of an archive when `is_page`; returns the number of
/// its entries.
pub(super) fn check(text: &str, now: DateTime<Utc>, is_page: bool) -> Verdict<usize> {
    let document = xml_tree::parse(text)?;
    let feed = xml_tree::root(&document)?;
    if !feed.is(Namespace::Atom, "feed") {
        return Err(Flaw::new(Rule::Format, "the outermost element is not Atom's <feed>"));
    }
    only_known(&feed, Namespace::Atom, &FEED)?;
    check_metadata(&feed, now)?;
    history::check(&feed, is_page)?;
    let has_author = feed.first(Namespace::Atom, "author").is_some();
    let mut ids = HashSet::new();
    let (mut entries, mut place) = (0, 0);
    for child in &feed.children {
        let (id, verdict) = match (child.namespace, child.name) {
            (Namespace::Atom, "entry") => {
                entries += 1;
                let id = child.first(Namespace::Atom, "id").map(|id| id.text.trim());
                (id, check_entry(child, has_author, now))
            }
            (Namespace::Tombstones, "deleted-entry") => {
                (child.attribute("ref"), check_tombstone(child, now))
            }
            _ => continue,
        };
        place += 1;
        verdict
            .and_then(|()| unique(id.unwrap_or_default(), &mut ids))
            .map_err(|flaw| flaw.at(&format!("entry {place}")).in_article(id))?;
    }
    check_languages(&feed)?;
    Ok(entries)
}

/// Refuses an id that was there before.
fn unique<'t>(id: &'t str, ids: &mut HashSet<&'t str>) -> Verdict {
    if ids.insert(id) {
        return Ok(());
    }
    Err(Flaw::new(Rule::UniqueIds, format!("id {} twice", excerpt(id))))
}

/// What feed and entry have in common (RFC 4287 §4.1.1, §4.1.2).
fn check_metadata(parent: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    absolute_uri(one_text(parent, Namespace::Atom, "id")?).map_err(|flaw| flaw.at("id"))?;
    check_text(exactly_one(parent, Namespace::Atom, "title")?)?;
    one_text(parent, Namespace::Atom, "title")?;
    past(one_text(parent, Namespace::Atom, "updated")?, Notation::Rfc3339, now)
        .map_err(|flaw| flaw.at("updated"))?;
    for name in ["subtitle", "rights", "summary"] {
        if let Some(text) = at_most_one(parent, Namespace::Atom, name)? {
            check_text(text)?;
        }
    }
    at_most_one(parent, Namespace::Atom, "generator")?;
    optional(parent, Namespace::Atom, "icon", web_address)?;
    optional(parent, Namespace::Atom, "logo", web_address)?;
    for name in ["author", "contributor"] {
        parent.all(Namespace::Atom, name).try_for_each(check_person)?;
    }
    for category in parent.all(Namespace::Atom, "category") {
        if attribute(category, "term")?.trim().is_empty() {
            return Err(Flaw::new(Rule::RequiredElement, "term of <category> is blank"));
        }
        optional_attribute(category, "scheme", absolute_uri)?;
    }
    check_links(parent)?;
    modules(parent, now)
}

/// No two alternates of one type and language (RFC 4287 §4.1.1).
fn check_links(parent: &Element<'_>) -> Verdict {
    let mut alternates = HashSet::new();
    for element in parent.all(Namespace::Atom, "link") {
        link(element)?;
        let rel = element.attribute("rel").unwrap_or("alternate");
        let kind = (element.attribute("type"), element.attribute("hreflang"));
        if rel == "alternate" && !alternates.insert(kind) {
            return Err(Flaw::new(Rule::RepeatedElement, "two alternate links of one type"));
        }
    }
    Ok(())
}

fn check_entry(entry: &Element<'_>, has_author: bool, now: DateTime<Utc>) -> Verdict {
    only_known(entry, Namespace::Atom, &ENTRY)?;
    check_metadata(entry, now)?;
    check_order(entry, now)?;
    let source = at_most_one(entry, Namespace::Atom, "source")?;
    if let Some(source) = source {
        check_source(source, now)?;
    }
    let authors = [Some(entry), source];
    let named = authors.into_iter().flatten();
    if !has_author && !named.into_iter().any(|it| it.first(Namespace::Atom, "author").is_some()) {
        return Err(Flaw::new(Rule::RequiredElement, "no author, here or in the feed"));
    }
    match at_most_one(entry, Namespace::Atom, "content")? {
        Some(content) => check_text(content),
        None if has_alternate(entry) => Ok(()),
        None => Err(Flaw::new(Rule::RequiredElement, "neither content nor an alternate link")),
    }
}

fn check_order(entry: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    let Some(published) = at_most_one(entry, Namespace::Atom, "published")? else {
        return Ok(());
    };
    let published =
        past(&published.text, Notation::Rfc3339, now).map_err(|flaw| flaw.at("published"))?;
    let updated = past(one_text(entry, Namespace::Atom, "updated")?, Notation::Rfc3339, now)?;
    if updated < published {
        return Err(Flaw::new(
            Rule::DateOrder,
            format!("updated {updated}, published {published}"),
        ));
    }
    Ok(())
}

/// Where an entry came from: everything in it may be left out (RFC 4287 §4.2.11).
fn check_source(source: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    optional(source, Namespace::Atom, "id", absolute_uri)?;
    optional(source, Namespace::Atom, "updated", |text| {
        past(text, Notation::Rfc3339, now).map(drop)
    })?;
    for name in ["title", "subtitle", "rights"] {
        if let Some(text) = at_most_one(source, Namespace::Atom, name)? {
            check_text(text)?;
        }
    }
    source.all(Namespace::Atom, "author").try_for_each(check_person)?;
    source.all(Namespace::Atom, "link").try_for_each(link)
}

fn check_person(person: &Element<'_>) -> Verdict {
    one_text(person, Namespace::Atom, "name").map_err(|flaw| flaw.at(person.name))?;
    optional(person, Namespace::Atom, "uri", web_address)?;
    optional(person, Namespace::Atom, "email", contact)
}

/// A text construct or content: plain or HTML. What else RFC 4287 allows is
/// handled by readers each in its own way.
fn check_text(text: &Element<'_>) -> Verdict {
    let kind = text.attribute("type").unwrap_or("text");
    let is_plain = text.children.is_empty() && text.attribute("src").is_none();
    if !matches!(kind, "text" | "html") || !is_plain {
        let detail = format!("<{}> is not of type text or html", text.name);
        return Err(Flaw::new(Rule::ContentType, detail));
    }
    if kind == "html" {
        content::check(&text.text, Kind::Fragment).map_err(|flaw| flaw.at(text.name))?;
    }
    Ok(())
}

fn has_alternate(entry: &Element<'_>) -> bool {
    entry
        .all(Namespace::Atom, "link")
        .any(|link| matches!(link.attribute("rel"), None | Some("alternate")))
}

fn check_tombstone(tombstone: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    absolute_uri(attribute(tombstone, "ref")?).map_err(|flaw| flaw.at("ref"))?;
    past(attribute(tombstone, "when")?, Notation::Rfc3339, now).map_err(|flaw| flaw.at("when"))?;
    tombstone.all(Namespace::Atom, "link").try_for_each(link)
}
