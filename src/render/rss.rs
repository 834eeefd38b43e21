//! RSS 2.0: the channel. Its items are in `rss_item`.

use super::addresses::link_type;
use super::error::RenderError;
use super::rss_extension::{add, element};
use super::rss_finish::finish;
use super::{categories, dates, episode, history, rss_item};
use crate::feed_document::{Contact, FeedDocument, Format, GENERATOR, Picture, Profile};
use rss::extension::{Extension, ExtensionMap};
use rss::{Channel, Image};
use std::collections::BTreeMap;

/// The prefixes that this renderer writes as extensions, with their namespaces.
/// The `rss` crate declares the others itself, but not these.
const NAMESPACES: [(&str, &str); 6] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("fh", history::NAMESPACE),
    ("media", "http://search.yahoo.com/mrss/"),
    ("snf", "http://www.smartnews.be/snf"),
    ("sy", "http://purl.org/rss/1.0/modules/syndication/"),
];

/// The specification, for those who find the file on a disk one day.
const DOCS: &str = "https://www.rssboard.org/rss-specification";

/// The largest picture that RSS 2.0 allows, in pixels.
const LARGEST_IMAGE: (u32, u32) = (144, 400);

/// Writes the feed as RSS 2.0.
pub(super) fn rss(doc: &FeedDocument) -> Result<Vec<u8>, RenderError> {
    let channel = channel(doc)?;
    let written = channel
        .pretty_write_to(Vec::new(), b' ', 1)
        .map_err(|source| RenderError::Rss { feed: doc.id.to_string(), source })?;
    finish(&written).map_err(|source| RenderError::Xml { document: doc.id.to_string(), source })
}

fn channel(doc: &FeedDocument) -> Result<Channel, RenderError> {
    let masthead = &doc.masthead;
    let articles = doc.entries.iter().map(|article| rss_item::article(article, doc));
    let notices = doc.withdrawn.iter().map(|withdrawn| rss_item::withdrawn(withdrawn, doc));
    let mut channel = Channel {
        title: doc.title.to_string(),
        link: doc.page.to_string(),
        description: doc.description.to_string(),
        language: Some(doc.language.to_string()),
        copyright: masthead.rights.as_ref().map(ToString::to_string),
        managing_editor: masthead.editor.as_ref().map(contact),
        webmaster: masthead.webmaster.as_ref().map(contact),
        pub_date: doc.entries.iter().map(|a| a.published).max().map(dates::rfc822),
        last_build_date: Some(dates::rfc822(doc.updated)),
        categories: categories::of_feed(doc)
            .into_iter()
            .map(|category| rss_item::section(&category, doc))
            .collect(),
        generator: Some(GENERATOR.to_owned()),
        docs: Some(DOCS.to_owned()),
        ttl: (!history::is_page(doc)).then(|| masthead.minutes_between_looks.to_string()),
        image: masthead.logo.as_ref().map(|logo| image(logo, doc)),
        extensions: channel_extensions(doc)?,
        items: articles.chain(notices).collect(),
        ..Channel::default()
    };
    channel.namespaces = used_namespaces(&channel);
    Ok(channel)
}

fn channel_extensions(doc: &FeedDocument) -> Result<ExtensionMap, RenderError> {
    let mut extensions = ExtensionMap::default();
    for (rel, address) in history::links(doc, Format::Rss)? {
        let link = [
            ("href", address),
            ("rel", rel.to_owned()),
            ("type", link_type(Format::Rss).to_owned()),
        ];
        add(&mut extensions, element("atom:link", &link, ""));
    }
    if history::is_page(doc) {
        // Nobody need look at it twice, and no hub ever tells of it.
        add(&mut extensions, element("fh:archive", &[], ""));
        return Ok(extensions);
    }
    for hub in &doc.masthead.hubs {
        let hub = [("href", hub.to_string()), ("rel", "hub".to_owned())];
        add(&mut extensions, element("atom:link", &hub, ""));
    }
    let (period, frequency) = pace(doc.masthead.minutes_between_looks);
    add(&mut extensions, element("sy:updatePeriod", &[], period));
    add(&mut extensions, element("sy:updateFrequency", &[], &frequency.to_string()));
    if let (Some(Profile::SmartNews), Some(logo)) = (doc.profile, &doc.masthead.logo) {
        let url = element("url", &[], logo.url.as_str());
        let children = BTreeMap::from([("url".to_owned(), vec![url])]);
        add(&mut extensions, Extension { children, value: None, ..element("snf:logo", &[], "") });
    }
    Ok(extensions)
}

/// The number of looks in a period, rounded down: never more often than `minutes` says.
fn pace(minutes: u32) -> (&'static str, u32) {
    let minutes = minutes.max(1);
    if minutes <= 60 { ("hourly", 60 / minutes) } else { ("daily", (1440 / minutes).max(1)) }
}

fn contact(contact: &Contact) -> String {
    match &contact.name {
        Some(name) => format!("{} ({name})", contact.email),
        None => contact.email.to_string(),
    }
}

/// The picture, with the channel's own title and link as RSS 2.0 asks.
fn image(picture: &Picture, doc: &FeedDocument) -> Image {
    let size = picture.size.map(|size| fitted(size, LARGEST_IMAGE));
    Image {
        url: picture.url.to_string(),
        title: doc.title.to_string(),
        link: doc.page.to_string(),
        width: size.map(|(width, _)| width.to_string()),
        height: size.map(|(_, height)| height.to_string()),
        description: None,
    }
}

/// The size at which a picture is shown within `largest`, its ratio kept.
fn fitted((width, height): (u32, u32), largest: (u32, u32)) -> (u32, u32) {
    let scaled = |side: u32, numerator: u32, denominator: u32| {
        let side = u64::from(side) * u64::from(numerator) / u64::from(denominator.max(1));
        u32::try_from(side).unwrap_or(u32::MAX).max(1)
    };
    let (width, height) = if width > largest.0 {
        (largest.0, scaled(height, largest.0, width))
    } else {
        (width, height)
    };
    if height > largest.1 { (scaled(width, largest.1, height), largest.1) } else { (width, height) }
}

/// The namespaces of the prefixes that stand in the extension maps, no others:
/// the W3C validator knows each, and a reader need not.
fn used_namespaces(channel: &Channel) -> BTreeMap<String, String> {
    let maps = channel.items.iter().map(|item| &item.extensions).chain([&channel.extensions]);
    let used: std::collections::BTreeSet<&str> =
        maps.flat_map(|map| map.keys().map(String::as_str)).collect();
    NAMESPACES
        .iter()
        .chain(&episode::NAMESPACES)
        .filter(|(prefix, _)| used.contains(prefix))
        .map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned()))
        .collect()
}
