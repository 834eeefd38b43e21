//! The front page: what the newsroom's policy makes of all sections together. Who is on
//! it is decided elsewhere.

use super::document::{Name, document};
use super::order::shown;
use super::page::{Page, Supply};
use crate::article::{Article, ArticleId};
use crate::config::Settings;
use crate::feed_document::{Also, FeedDocument, Masthead};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A front page, and how long it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The feed.
    pub document: FeedDocument,
    /// When it may change though nothing came: a pin ends, or breaking news is no longer breaking.
    pub changes_at: Option<DateTime<Utc>>,
}

/// The combined feed at `now`.
///
/// First come the pins, then the best article of the lead section that is not pinned, then
/// all others in the policy's order. Which others, the quotas say; breaking news is in beyond
/// them. Articles that tell one story are one entry, with links to the others: the
/// latest of them, or the one that is pinned, in the best place that any of them has.
/// A story of several sections counts for one of them: whichever lets the most in. So a
/// pinned one that counted for none counts where another article tells it next.
/// Sections without a quota are left out. Nothing dated after `now` is told, and nothing of
/// `supply.withdrawn` is an entry.
///
/// `now` decides what is in, and is written nowhere.
#[must_use]
pub fn front_page(
    settings: &Settings,
    masthead: Arc<Masthead>,
    supply: Supply,
    now: DateTime<Utc>,
) -> Front {
    let page = Page::of(settings, supply, now);
    let (entries, also) = entries(settings, &page, now);
    let Page { withdrawn, changes_at, .. } = page;
    let policy = &settings.front_page;
    let name = Name {
        slug: Slug::front_page(),
        title: policy.title.clone(),
        description: &policy.description,
        page: &settings.site.url,
        language: &settings.site.language,
    };
    let document = FeedDocument { also, ..document(settings, masthead, name, entries, withdrawn) };
    Front { document, changes_at }
}

/// The entries in their order, and what else tells the story of each.
fn entries(
    settings: &Settings,
    page: &Page,
    now: DateTime<Utc>,
) -> (Vec<Arc<Article>>, BTreeMap<ArticleId, Vec<Also>>) {
    let Page { ranked, choice, .. } = page;
    let shown_at = |place: usize| shown(settings, Article::clone(&ranked[place]), now);
    let seats = choice.shown.iter().map(|seat| (seat.teller, &choice.told[seat.story].articles));
    let also = seats.clone().filter(|(_, story)| story.len() > 1).map(|(place, story)| {
        let others = story.iter().filter(|other| **other != place);
        (ranked[place].id.clone(), others.map(|other| Also::from(&shown_at(*other))).collect())
    });
    (seats.clone().map(|(place, _)| Arc::new(shown_at(place))).collect(), also.collect())
}
