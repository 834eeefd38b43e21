//! The last line: an article that the gate refuses is left out of the feed, in every
//! format, so that it costs no other. It ought never to happen, since what the gate may
//! refuse is refused when it is taken in. It judges nothing itself.

use crate::article::ArticleId;
use crate::compose;
use crate::feed_document::FeedDocument;
use crate::fingerprint::Fingerprint;
use crate::health::LeftOut;
use crate::publish::gate::Refusal;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// The articles that are left out of each feed, in the state that was refused.
#[derive(Debug, Default)]
pub(super) struct Barred(BTreeMap<Slug, BTreeMap<ArticleId, (Fingerprint, String)>>);

impl Barred {
    /// Bars the article that a refusal names; `false` when it is none of the feed's.
    pub(super) fn add(&mut self, feed: &FeedDocument, refusal: &Refusal) -> bool {
        let named = refusal.article.as_deref();
        let Some(article) = feed.entries.iter().find(|one| Some(one.id.as_str()) == named) else {
            return false;
        };
        let reason = format!("{}: {}; {}", refusal.rule, refusal.detail, refusal.remedy());
        let barred = self.0.entry(feed.slug.clone()).or_default();
        barred.insert(article.id.clone(), (article.fingerprint(), reason)).is_none()
    }

    /// The feed without the articles that are barred from it, and which those are;
    /// `None` when it has none of them. One that has changed is given another chance.
    pub(super) fn leave_out(
        &mut self,
        feed: &FeedDocument,
        founded: DateTime<Utc>,
    ) -> Option<(FeedDocument, Vec<LeftOut>)> {
        let barred = self.0.get_mut(&feed.slug)?;
        let mut left_out = Vec::new();
        for article in &feed.entries {
            match barred.get(&article.id) {
                Some((state, reason)) if *state == article.fingerprint() => {
                    left_out.push(LeftOut::of(article, reason.clone()));
                }
                Some(_) => drop(barred.remove(&article.id)),
                None => {}
            }
        }
        if left_out.is_empty() {
            self.0.remove(&feed.slug);
            return None;
        }
        Some((compose::shortened(feed.clone(), |id| !barred.contains_key(id), founded), left_out))
    }
}
