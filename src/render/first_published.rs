//! Where an article was first published, as data: in items of JSON Feed and in the heads of
//! files alike. It reads none.

use crate::article::Origin;
use serde::Serialize;

/// The publication that an article came from.
#[derive(Serialize)]
pub(super) struct Source<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a str>,
}

impl<'a> From<&'a Origin> for Source<'a> {
    fn from(origin: &'a Origin) -> Self {
        Self {
            title: &origin.title,
            url: origin.site.as_ref().map(|site| site.as_str()),
            feed_url: origin.feed.as_ref().map(|feed| feed.as_str()),
        }
    }
}
