//! What the XML formats have in common: how often an element may be there, and
//! the modules (`dc:`, `dcterms:`, `sy:`, `media:`, `atom:link`) that more than
//! one of them uses. It knows no format's own elements.

use super::dates::{Notation, past};
use super::flaw::{Flaw, Rule, Verdict, excerpt};
use super::values::{language, media_type, number, web_address};
use super::xml_tree::{Element, Namespace};
use chrono::{DateTime, Utc};

/// Refuses a second one; returns the first, if there is any.
pub(super) fn at_most_one<'t, 'a>(
    parent: &'t Element<'a>,
    namespace: Namespace,
    name: &'t str,
) -> Verdict<Option<&'t Element<'a>>> {
    let mut all = parent.all(namespace, name);
    let first = all.next();
    if all.next().is_some() {
        let detail = format!("<{name}> more than once in <{}>", parent.name);
        return Err(Flaw::new(Rule::RepeatedElement, detail));
    }
    Ok(first)
}

/// Refuses none, and a second one.
pub(super) fn exactly_one<'t, 'a>(
    parent: &'t Element<'a>,
    namespace: Namespace,
    name: &'t str,
) -> Verdict<&'t Element<'a>> {
    at_most_one(parent, namespace, name)?.ok_or_else(|| missing(name, parent))
}

/// Refuses none, a second one, and one without text; returns the text.
pub(super) fn one_text<'t>(
    parent: &'t Element<'_>,
    namespace: Namespace,
    name: &'t str,
) -> Verdict<&'t str> {
    not_blank(exactly_one(parent, namespace, name)?)
}

/// The text of an element that says something.
pub(super) fn not_blank<'t>(element: &'t Element<'_>) -> Verdict<&'t str> {
    if element.text.trim().is_empty() {
        return Err(Flaw::new(Rule::RequiredElement, format!("<{}> is blank", element.name)));
    }
    Ok(&element.text)
}

/// The value of an attribute that must be there.
pub(super) fn attribute<'t>(element: &'t Element<'_>, name: &str) -> Verdict<&'t str> {
    element.attribute(name).ok_or_else(|| missing(name, element))
}

/// Runs a check on the text of an element that may be there once.
pub(super) fn optional(
    parent: &Element<'_>,
    namespace: Namespace,
    name: &str,
    check: impl FnOnce(&str) -> Verdict,
) -> Verdict {
    match at_most_one(parent, namespace, name)? {
        Some(element) => check(&element.text).map_err(|flaw| flaw.at(name)),
        None => Ok(()),
    }
}

/// Runs a check on an attribute that may be there.
pub(super) fn optional_attribute(
    element: &Element<'_>,
    name: &str,
    check: impl FnOnce(&str) -> Verdict,
) -> Verdict {
    let place = |flaw: Flaw| flaw.at(&format!("{name} of <{}>", element.name));
    element.attribute(name).map_or(Ok(()), |value| check(value).map_err(place))
}

/// Refuses elements of a namespace that a format does not know there.
pub(super) fn only_known(parent: &Element<'_>, namespace: Namespace, known: &[&str]) -> Verdict {
    let stranger = parent
        .children
        .iter()
        .find(|child| child.namespace == namespace && !known.contains(&child.name));
    match stranger {
        Some(child) => {
            let detail = format!("<{}> in <{}>", excerpt(child.name), parent.name);
            Err(Flaw::new(Rule::UnknownElement, detail))
        }
        None => Ok(()),
    }
}

/// `xml:lang` on this element and all below it.
pub(super) fn check_languages(element: &Element<'_>) -> Verdict {
    for attribute in &element.attributes {
        if attribute.namespace == Namespace::Xml && attribute.name == "lang" {
            // An empty tag takes back the one of the element around it.
            if !attribute.value.is_empty() {
                language(attribute.value)?;
            }
        }
    }
    element.children.iter().try_for_each(check_languages)
}

/// An Atom link (RFC 4287 §4.2.7), in Atom or in RSS.
pub(super) fn link(link: &Element<'_>) -> Verdict {
    web_address(attribute(link, "href")?).map_err(|flaw| flaw.at("href of <link>"))?;
    optional_attribute(link, "type", media_type)?;
    optional_attribute(link, "hreflang", language)?;
    optional_attribute(link, "length", |length| number(length, 0..=u64::MAX))?;
    if link.attribute("rel").is_some_and(|rel| rel.trim().is_empty()) {
        return Err(Flaw::new(Rule::KnownValue, "rel of <link> is blank"));
    }
    Ok(())
}

/// The modules' elements directly below `parent`.
pub(super) fn modules(parent: &Element<'_>, now: DateTime<Utc>) -> Verdict {
    for child in &parent.children {
        let name = child.name;
        match (child.namespace, name) {
            (Namespace::DublinCore, "date")
            | (Namespace::Terms, "created" | "issued" | "modified" | "available") => {
                past(&child.text, Notation::W3c, now).map(drop)
            }
            (Namespace::Terms, "valid") => period(&child.text, now),
            (Namespace::DublinCore, "language") => language(&child.text),
            (Namespace::DublinCore, "creator") => not_blank(child).map(drop),
            (Namespace::Syndication, "updatePeriod") => update_period(&child.text),
            (Namespace::Syndication, "updateFrequency") => number(&child.text, 1..=u64::MAX),
            (Namespace::Syndication, "updateBase") => {
                past(&child.text, Notation::W3c, now).map(drop)
            }
            (Namespace::Media, _) => media(child),
            (Namespace::Itunes, "image") => web_address(attribute(child, "href")?),
            (Namespace::Itunes, "duration" | "episode" | "season") => {
                number(&child.text, 0..=u64::MAX)
            }
            (Namespace::Podcast, "transcript" | "chapters") => episode_file(child),
            _ => Ok(()),
        }
        .map_err(|flaw| flaw.at(name))?;
    }
    Ok(())
}

/// A DCMI period: `start=…; end=…; scheme=W3C-DTF`, or a date alone.
fn period(text: &str, now: DateTime<Utc>) -> Verdict {
    if !text.contains('=') {
        return past(text, Notation::W3c, now).map(drop);
    }
    let mut dated = false;
    for part in text.split(';') {
        if let Some(("start" | "end", date)) =
            part.split_once('=').map(|(name, value)| (name.trim(), value))
        {
            past(date, Notation::W3c, now)?;
            dated = true;
        }
    }
    if dated { Ok(()) } else { Err(Flaw::new(Rule::Date, "a period without start and end")) }
}

fn update_period(text: &str) -> Verdict {
    if ["hourly", "daily", "weekly", "monthly", "yearly"].contains(&text.trim()) {
        return Ok(());
    }
    Err(Flaw::new(Rule::KnownValue, format!("\"{}\"", excerpt(text))))
}

/// A file beside a recording: where it is, and of what type.
fn episode_file(element: &Element<'_>) -> Verdict {
    web_address(attribute(element, "url")?)?;
    media_type(attribute(element, "type")?)
}

/// Media RSS, a group's content and a content's thumbnail included.
fn media(element: &Element<'_>) -> Verdict {
    let any = |text: &str| number(text, 0..=u64::MAX);
    match element.name {
        "content" => {
            optional_attribute(element, "url", web_address)?;
            if element.attribute("url").is_none()
                && element.first(Namespace::Media, "player").is_none()
            {
                return Err(missing("url", element));
            }
            optional_attribute(element, "type", media_type)?;
            optional_attribute(element, "medium", medium)?;
            for name in ["fileSize", "width", "height", "duration"] {
                optional_attribute(element, name, any)?;
            }
        }
        "thumbnail" => {
            web_address(attribute(element, "url")?)?;
            for name in ["width", "height"] {
                optional_attribute(element, name, any)?;
            }
        }
        "player" => web_address(attribute(element, "url")?)?,
        "credit" => {
            not_blank(element)?;
        }
        _ => {}
    }
    element
        .children
        .iter()
        .filter(|child| child.namespace == Namespace::Media)
        .try_for_each(|child| media(child).map_err(|flaw| flaw.at(child.name)))
}

fn medium(text: &str) -> Verdict {
    if ["image", "audio", "video", "document", "executable"].contains(&text) {
        return Ok(());
    }
    Err(Flaw::new(Rule::KnownValue, format!("\"{}\"", excerpt(text))))
}

fn missing(name: &str, parent: &Element<'_>) -> Flaw {
    Flaw::new(Rule::RequiredElement, format!("no {name} in <{}>", parent.name))
}
