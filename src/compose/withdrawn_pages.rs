//! Which pages of articles no longer exist, because their articles were withdrawn. It
//! writes no page.

use crate::article::Withdrawn;
use crate::config::Settings;
use crate::feed_document::FeedDocument;
use crate::text::Language;
use crate::web_address::WebAddress;
use std::collections::HashSet;

/// The pages, on the newspaper's own hosts, of what these feeds say was withdrawn:
/// address, notice and the feed's language. A page that an entry has too is still
/// there: an address is no identity.
#[must_use]
pub fn withdrawn_pages<'a>(
    settings: &Settings,
    feeds: &[&'a FeedDocument],
) -> Vec<(&'a WebAddress, &'a Withdrawn, &'a Language)> {
    let entries = feeds.iter().flat_map(|feed| &feed.entries);
    let there: HashSet<&WebAddress> = entries.filter_map(|entry| entry.url.as_ref()).collect();
    let notices =
        feeds.iter().flat_map(|feed| feed.withdrawn.iter().map(|notice| (notice, &feed.language)));
    let pages =
        notices.filter_map(|(notice, language)| Some((notice.url.as_ref()?, notice, language)));
    pages.filter(|(page, ..)| settings.site.is_own(page) && !there.contains(page)).collect()
}
