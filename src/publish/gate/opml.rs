//! The rules of OPML 2.0 for a list of feeds.

use super::dates::{Notation, past};
use super::elements::{at_most_one, attribute, exactly_one, optional, optional_attribute};
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::values::{language, web_address};
use super::xml_tree::{self, Element, Namespace};
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// Checks a whole document; returns the number of feeds in it.
pub(super) fn check(text: &str, now: DateTime<Utc>) -> Verdict<usize> {
    let document = xml_tree::parse(text)?;
    let root = xml_tree::root(&document)?;
    if !root.is(Namespace::None, "opml") || root.attribute("version") != Some("2.0") {
        return Err(Flaw::new(Rule::Format, "the outermost element is not <opml version=\"2.0\">"));
    }
    let head = exactly_one(&root, Namespace::None, "head")?;
    at_most_one(head, Namespace::None, "title")?;
    for name in ["dateCreated", "dateModified"] {
        optional(head, Namespace::None, name, |text| past(text, Notation::Rfc822, now).map(drop))?;
    }
    let body = exactly_one(&root, Namespace::None, "body")?;
    let mut addresses = HashSet::new();
    check_outlines(body, &mut addresses)?;
    Ok(addresses.len())
}

/// An outline is a feed, or a group of outlines.
fn check_outlines<'t>(parent: &'t Element<'_>, addresses: &mut HashSet<&'t str>) -> Verdict {
    for outline in parent.all(Namespace::None, "outline") {
        let text = attribute(outline, "text")?;
        if text.trim().is_empty() {
            return Err(Flaw::new(Rule::RequiredElement, "text of <outline> is blank"));
        }
        let place = |flaw: Flaw| flaw.at(&format!("outline \"{}\"", excerpt(text)));
        for name in ["xmlUrl", "htmlUrl", "url"] {
            optional_attribute(outline, name, web_address).map_err(place)?;
        }
        optional_attribute(outline, "language", language).map_err(place)?;
        match outline.attribute("xmlUrl") {
            Some(address) if !addresses.insert(address) => {
                return Err(Flaw::new(Rule::UniqueIds, format!("{} twice", excerpt(address))));
            }
            None if outline.attribute("type") == Some("rss") => {
                let flaw = Flaw::new(Rule::RequiredElement, "no xmlUrl in <outline>");
                return Err(place(flaw));
            }
            _ => {}
        }
        check_outlines(outline, addresses)?;
    }
    Ok(())
}
