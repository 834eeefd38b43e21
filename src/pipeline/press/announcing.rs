//! Puts what hubs are to be told into the outbox, once an edition is served: one message
//! for each hub and topic whose bytes are not those it was last told of. It sends nothing.

use crate::article::ArticleId;
use crate::config::Settings;
use crate::delivery::{Message, Receiver, ReceiverKind};
use crate::edition::{DocumentName, Edition};
use crate::feed_document::FeedDocument;
use crate::fingerprint::Fingerprint;
use crate::pipeline::press::printer::Printer;
use crate::section::Slug;
use crate::store::StoreError;
use std::collections::{BTreeMap, BTreeSet};

impl Printer {
    /// Calls for the hubs to be told of what is served now and was not told. The changes
    /// up to `noted` are in it. What fails is made up for after the next printing.
    pub(in crate::pipeline) fn call_hubs(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        noted: i64,
    ) {
        match self.queue_for_hubs(printed, noted) {
            Ok(true) => self.outgoing.ring(),
            Ok(false) => {}
            Err(error) => {
                tracing::error!(%error, "cannot keep what the hubs are to be told; it is tried again at the next printing");
            }
        }
    }

    /// Whether there is anything to tell.
    fn queue_for_hubs(
        &self,
        printed: &BTreeMap<Slug, FeedDocument>,
        noted: i64,
    ) -> Result<bool, StoreError> {
        let topics = topics(&self.settings, &self.edition.load());
        let now = self.clock.now();
        self.store.ask(|store| {
            let told = store.topics()?;
            let served: BTreeMap<String, Fingerprint> =
                topics.iter().map(|(topic, (_, bytes))| (topic.clone(), *bytes)).collect();
            if noted == 0 && told == served {
                return Ok(false);
            }
            let nothing_to_tell = told == served;
            let changes = if nothing_to_tell { Vec::new() } else { store.changes(noted)? };
            let changes = BTreeSet::from_iter(changes);
            let mut messages = Vec::new();
            for (topic, (feed, bytes)) in &topics {
                if told.get(topic) != Some(bytes) {
                    let article = printed.get(feed).and_then(|feed| first_of(feed, &changes));
                    messages.extend(self.settings.site.hubs.iter().map(|hub| Message {
                        receiver: Receiver { kind: ReceiverKind::Hub, address: hub.to_string() },
                        subject: topic.clone(),
                        body: String::new(),
                        article: article.clone(),
                    }));
                }
            }
            store.announce(noted, &served, &messages, now)?;
            Ok(!messages.is_empty())
        })
    }
}

/// Every topic of an edition, with its feed and what its bytes are; empty without a hub.
fn topics(settings: &Settings, edition: &Edition) -> BTreeMap<String, (Slug, Fingerprint)> {
    if settings.site.hubs.is_empty() {
        return BTreeMap::new();
    }
    let topics = edition.documents().filter_map(|document| {
        let DocumentName::Feed(feed, _) = &document.name else { return None };
        let topic = settings.site.feeds_url.join(&document.name.file_name()).ok()?;
        Some((topic.to_string(), (feed.clone(), document.fingerprint)))
    });
    topics.collect()
}

/// The first article of a feed that is among those that changed.
fn first_of(feed: &FeedDocument, changes: &BTreeSet<ArticleId>) -> Option<ArticleId> {
    let entries = feed.entries.iter().map(|entry| &entry.id);
    let withdrawn = feed.withdrawn.iter().map(|withdrawn| &withdrawn.id);
    entries.chain(withdrawn).find(|id| changes.contains(*id)).cloned()
}
