//! What aggregators demand of a feed, and what in a feed does not meet it. Pure: it
//! leaves nothing out and mends nothing; who composes feeds does.

mod feed;
mod feeds;
mod html;
mod items;
mod rules;

pub use feed::Circumstances;

use crate::article::{Article, ArticleId};
use crate::feed_document::{FeedDocument, Profile};
use crate::section::Slug;
use feed::Feed;
use serde::Serialize;
use std::collections::BTreeSet;

/// One demand that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// Which rule.
    pub rule: &'static str,
    /// The article's id; nothing when it is the feed's own matter.
    pub item: Option<ArticleId>,
    /// The article's title.
    pub title: Option<String>,
    /// What was found.
    pub value: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// What a profile says of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Results {
    /// Whose demands.
    pub profile: &'static str,
    /// Of which feed.
    pub feed: Slug,
    /// Items in it.
    pub items: usize,
    /// What is not met: the feed's own matters first, then item by item.
    pub flaws: Vec<Flaw>,
}

impl Results {
    /// The items that fail.
    #[must_use]
    pub fn failing(&self) -> BTreeSet<&ArticleId> {
        self.flaws.iter().filter_map(|flaw| flaw.item.as_ref()).collect()
    }
}

/// The results of a profile on a feed.
#[must_use]
pub fn results(profile: Profile, doc: &FeedDocument, seen: &Circumstances<'_>) -> Results {
    let feed = Feed { doc, seen };
    let rules = rules::of(profile);
    let own = rules.feed.iter().filter_map(|rule| {
        let value = (rule.broken)(&feed)?;
        Some(Flaw { rule: rule.name, item: None, title: None, value, remedy: rule.remedy })
    });
    let items = doc.entries.iter().flat_map(|article| judged(article, &feed, rules.items));
    Results {
        profile: profile.name(),
        feed: doc.slug.clone(),
        items: doc.entries.len(),
        flaws: own.chain(items).collect(),
    }
}

fn judged<'a>(
    article: &'a Article,
    feed: &'a Feed<'_>,
    rules: &'static [rules::OfItem],
) -> impl Iterator<Item = Flaw> + 'a {
    rules.iter().filter_map(move |rule| {
        Some(Flaw {
            rule: rule.name,
            value: (rule.broken)(article, feed)?,
            item: Some(article.id.clone()),
            title: Some(article.title.to_string()),
            remedy: rule.remedy,
        })
    })
}
