//! Documents and settings that the tests of publishing share.

use chrono::{DateTime, Utc};
use pressroom::config::settings;
use pressroom::edition::DocumentName;
use pressroom::feed_document::Format;
use pressroom::publish::Candidate;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn settings(folder: &Path) -> settings::Publish {
    settings::Publish {
        folder: folder.to_owned(),
        items: 50,
        archive_items: 50,
        window: Duration::from_secs(3600),
        cache_min: Duration::from_secs(60),
        cache_max: Duration::from_secs(3600),
        stale_while_revalidate: Duration::from_secs(60),
        stale_if_error: Duration::from_secs(86400),
        keep_withdrawn: Duration::from_secs(86400),
        max_document_bytes: 2_000_000,
        collapse_below: 0.5,
    }
}

pub(crate) fn feed(slug: &str) -> DocumentName {
    DocumentName::Feed(slug.parse().unwrap(), Format::Rss)
}

pub(crate) fn names(slugs: &[&str]) -> BTreeSet<DocumentName> {
    slugs.iter().map(|slug| feed(slug)).collect()
}

/// An RSS document of so many items; `stamp` stands in its title and in its last item.
pub(crate) fn rss(stamp: &str, items: usize) -> Vec<u8> {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel>\
         <title>{stamp}</title><link>https://news.example/</link><description>All</description>\n"
    );
    for item in 0..items {
        text.push_str(&format!(
            "<item><title>Item {item}</title><guid isPermaLink=\"false\">urn:x:{item}</guid>\
             <pubDate>Tue, 01 Sep 2026 08:00:00 GMT</pubDate><description>{}</description></item>\n",
            "Rivers rise and markets fall. ".repeat(5 + item % 7)
        ));
    }
    text.push_str(&format!(
        "<item><title>{stamp}</title><guid isPermaLink=\"false\">urn:x:last</guid></item>\n"
    ));
    text.push_str("</channel></rss>\n");
    text.into_bytes()
}

/// A candidate for a section's feed.
pub(crate) fn candidate(slug: &str, bytes: Vec<u8>, updated: &str) -> Candidate {
    Candidate { name: feed(slug), bytes, updated: at(updated), allow_collapse: false, beyond: 0 }
}
