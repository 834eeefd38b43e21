//! The newsroom itself: what it is called, where it is, whose it is. It names no feed.

use crate::feed_document::{Contact, Picture};
use crate::text::{Language, XmlText};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};

/// `[site]`: who publishes.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The newspaper's name.
    pub title: XmlText,
    /// A sentence about it.
    pub description: XmlText,
    /// Its site.
    pub url: WebAddress,
    /// The public address of the folder `feeds/`; ends with a slash.
    pub feeds_url: WebAddress,
    /// The authority of the feeds' `tag:` URIs, as in `news.example,2026` (RFC 4151).
    pub tag: XmlText,
    /// The date that a feed without any entry carries: midnight UTC of the day in `tag`.
    pub founded: DateTime<Utc>,
    /// Hosts of its own articles, besides that of `url`.
    pub hosts: Vec<String>,
    /// Language with locale, as in `en-PK`.
    pub language: Language,
    /// The newsroom's time zone: the default of every source's.
    pub timezone: chrono_tz::Tz,
    /// The copyright line.
    pub rights: Option<XmlText>,
    /// Who answers for the content.
    pub editor: Option<Contact>,
    /// Who answers for the feeds.
    pub webmaster: Option<Contact>,
    /// A wide picture.
    pub logo: Option<Picture>,
    /// A small square picture.
    pub icon: Option<WebAddress>,
    /// WebSub hubs, announced in every feed.
    pub hubs: Vec<WebAddress>,
}

impl Site {
    /// Whether a page is on one of the newspaper's own hosts; with and without `www.`
    /// it is one host.
    #[must_use]
    pub fn is_own(&self, page: &WebAddress) -> bool {
        let mut hosts = self.hosts.iter().map(String::as_str).chain([self.url.host()]);
        hosts.any(|host| page.is_within(host))
    }
}
