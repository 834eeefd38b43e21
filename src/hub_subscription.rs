//! What an upstream offers besides being asked: a hub that tells when it has something new
//! (W3C WebSub), and what became of the offer. It asks nobody.

use crate::source_memory::SourceName;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use std::fmt;

/// A hub, and the name of the feed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubOffer {
    /// Whom to subscribe with.
    pub hub: WebAddress,
    /// What to subscribe to: what the feed says that its address is.
    pub topic: WebAddress,
}

impl HubOffer {
    /// What a feed offers: its own hubs and address, or those of the answer's header fields,
    /// which win (WebSub §4). Without an address that it declares itself there is no offer:
    /// where it was asked for may be a secret.
    #[must_use]
    pub fn of(
        links: &[(String, String)],
        (hubs, own): (&[String], Option<&str>),
        asked: &WebAddress,
    ) -> Option<Self> {
        let address = |text: &str| asked.join(text).ok();
        let linked = |rel: &str| {
            let of_rel = links.iter().filter(|(name, _)| name == rel);
            of_rel.filter_map(|(_, text)| address(text)).collect::<Vec<_>>()
        };
        let mut all = linked("hub");
        all.extend(hubs.iter().filter_map(|hub| address(hub)));
        let topic = linked("self").into_iter().next().or_else(|| address(own?))?;
        // The safer one, where there are several.
        let is_safe = |hub: &&WebAddress| hub.url().scheme() == "https";
        let hub = all.iter().find(is_safe).or(all.first())?.clone();
        Some(Self { hub, topic })
    }
}

/// What is agreed with a hub, or asked of it.
#[derive(Clone, PartialEq, Eq)]
pub struct HubSubscription {
    /// Of which source.
    pub source: SourceName,
    /// With whom, and to what.
    pub offer: HubOffer,
    /// What only the hub knows of our address.
    pub token: String,
    /// What it signs with.
    pub secret: String,
    /// Until when it tells; `None` until it has agreed.
    pub ends: Option<DateTime<Utc>>,
    /// When it is asked next, for the first time or anew.
    pub ask_at: DateTime<Utc>,
    /// How often it was asked in vain since it last agreed.
    pub tries: u32,
}

impl fmt::Debug for HubSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, offer, ends, ask_at, tries, .. } = self;
        f.debug_struct("HubSubscription")
            .field("source", source)
            .field("offer", offer)
            .field("ends", ends)
            .field("ask_at", ask_at)
            .field("tries", tries)
            .finish_non_exhaustive()
    }
}
