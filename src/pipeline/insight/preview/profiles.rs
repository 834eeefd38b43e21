//! What aggregators would say of the feeds under other settings, where that differs
//! from what they say now.

use crate::feed_document::{FeedDocument, Format, Profile};
use crate::pipeline::insight::proof::ProofError;
use crate::profile::{Circumstances, Flaw, Results, results};
use crate::render;
use crate::section::Slug;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// What an aggregator would say otherwise of one feed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The aggregator.
    pub profile: &'static str,
    /// The feed.
    pub feed: Slug,
    /// Items that fail now; nothing where the feed is not there now.
    pub failing_before: Option<usize>,
    /// Items that would fail; nothing where the feed would not be there.
    pub failing_after: Option<usize>,
    /// Demands that are met now, or are of a new feed, and would not be met.
    pub broken: Vec<Flaw>,
    /// Demands that are not met now, and would be.
    pub met: Vec<Flaw>,
}

type Feeds = BTreeMap<Slug, FeedDocument>;

/// The verdicts that would change, profile by profile, feed by feed.
pub(super) fn verdicts(
    old: &Feeds,
    new: &Feeds,
    now: DateTime<Utc>,
) -> Result<Vec<Verdict>, ProofError> {
    let before = judged(old, None, now)?;
    let after = judged(new, Some(old), now)?;
    let mut keys: Vec<_> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let verdicts = keys.into_iter().map(|key| verdict(key, before.get(key), after.get(key)));
    Ok(verdicts.filter(|verdict| !verdict.broken.is_empty() || !verdict.met.is_empty()).collect())
}

fn verdict(
    (profile, feed): &(Profile, Slug),
    before: Option<&Results>,
    after: Option<&Results>,
) -> Verdict {
    let failing = |results: Option<&Results>| results.map(|results| results.failing().len());
    // Of a feed that vanishes nothing is met: that it vanishes is told elsewhere.
    let met = if after.is_some() { lacking(before, after) } else { Vec::new() };
    Verdict {
        profile: profile.name(),
        feed: feed.clone(),
        failing_before: failing(before),
        failing_after: failing(after),
        broken: lacking(after, before),
        met,
    }
}

/// The flaws that only the first has: by rule and item, whatever value was found.
fn lacking(first: Option<&Results>, second: Option<&Results>) -> Vec<Flaw> {
    let flaws = |results: Option<&Results>| -> Vec<Flaw> {
        results.map(|results| results.flaws.clone()).unwrap_or_default()
    };
    let others = flaws(second);
    let is_there =
        |flaw: &Flaw| others.iter().any(|one| (one.rule, &one.item) == (flaw.rule, &flaw.item));
    flaws(first).into_iter().filter(|flaw| !is_there(flaw)).collect()
}

fn judged(
    feeds: &Feeds,
    before: Option<&Feeds>,
    now: DateTime<Utc>,
) -> Result<BTreeMap<(Profile, Slug), Results>, ProofError> {
    let others: Vec<FeedDocument> = feeds.values().cloned().collect();
    let mut judged = BTreeMap::new();
    for doc in &others {
        let bytes = Some(render::render(doc, Format::Rss)?.len());
        let before = before.and_then(|feeds| feeds.get(&doc.slug));
        let seen = Circumstances { now, bytes, before, others: &others };
        for profile in Profile::ALL {
            judged.insert((profile, doc.slug.clone()), results(profile, doc, &seen));
        }
    }
    Ok(judged)
}
