//! The front page: what the newsroom's policy makes of all sections together. It
//! judges no article's worth: the policy and the dates do.

use super::choice::{Chosen, Story, choose};
use super::document::{Name, document};
use super::not_chosen::{Cap, NotChosen};
use super::order::{notices, presentable};
use super::stories::{Alike, ToldStory, stories};
use crate::article::{Article, ArticleId, Withdrawn};
use crate::config::Settings;
use crate::config::front_page::{Breaking, FrontPage, Order};
use crate::feed_document::{Also, FeedDocument, Masthead};
use crate::section::Slug;
use crate::text::folded::folded;
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a front page is made of.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// The articles of all sections; one may come several times.
    pub articles: Vec<Article>,
    /// The articles that are pinned, in the order of the pins, each with the instant
    /// at which its pin ends.
    pub pinned: Vec<(Article, DateTime<Utc>)>,
    /// What was taken back.
    pub withdrawn: Vec<Withdrawn>,
}

/// A front page, and how long it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Front {
    /// The feed.
    pub document: FeedDocument,
    /// When it may change though nothing came: a pin ends, or news breaks no more.
    pub changes_at: Option<DateTime<Utc>>,
}

/// The combined feed at `now`.
///
/// First come the pins, then the best article of the lead section, then all others
/// in the policy's order. Which others, the quotas say; breaking news is in beyond
/// them. Articles that tell one story are one entry, with links to the others: the
/// latest of them, or the one that is pinned, in the best place that any of them has.
/// A story of several sections counts for one of them: whichever lets the most in. Sections without a
/// quota are left out. Nothing dated after `now` is told, and nothing of
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
    let Page { ranked, choice, withdrawn, changes_at } = Page::of(settings, supply, now);
    let (entries, also) = choice.entries(&ranked);
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

/// Why an article is not on the front page that [`front_page`] makes of the same;
/// nothing when it is.
#[must_use]
pub fn not_chosen(
    settings: &Settings,
    supply: Supply,
    now: DateTime<Utc>,
    article: &Article,
) -> Option<NotChosen> {
    let policy = &settings.front_page;
    let Page { ranked, choice, .. } = Page::of(settings, supply, now);
    let Some(place) = ranked.iter().position(|one| one.id == article.id) else {
        return Some(match weight(article, policy) {
            None => NotChosen::NoSection,
            Some(_) => NotChosen::NotOffered,
        });
    };
    let story = choice.told.iter().position(|story| story.articles.contains(&place))?;
    if let Some((teller, _)) = choice.shown.iter().find(|(_, shown)| *shown == story) {
        let teller = (*teller != place).then(|| &ranked[*teller])?;
        let (id, title) = (teller.id.clone(), teller.title.to_string());
        return Some(NotChosen::ToldBy { id, title });
    }
    let sections: BTreeSet<&Slug> =
        choice.told[story].articles.iter().flat_map(|place| &ranked[*place].sections).collect();
    let of_story = policy.quotas.iter().filter(|quota| sections.contains(&quota.section));
    let count = |section: &Slug| choice.counts.get(section).copied().unwrap_or(0);
    let full: Option<Vec<Cap>> = of_story
        .map(|quota| {
            let cap = Cap { section: quota.section.clone(), max: quota.max };
            (count(&quota.section) >= quota.max).then_some(cap)
        })
        .collect();
    Some(match full {
        Some(caps) => NotChosen::Capped { caps },
        None => NotChosen::Full { items: policy.items },
    })
}

/// All that is decided about a front page.
struct Page {
    /// The articles that it is chosen from, the best first.
    ranked: Vec<Arc<Article>>,
    choice: Choice,
    withdrawn: Vec<Withdrawn>,
    changes_at: Option<DateTime<Utc>>,
}

impl Page {
    fn of(settings: &Settings, supply: Supply, now: DateTime<Utc>) -> Self {
        let policy = &settings.front_page;
        let withdrawn = notices(supply.withdrawn, now);
        let (pins, ends): (Vec<Article>, Vec<DateTime<Utc>>) =
            supply.pinned.into_iter().filter(|(_, until)| now < *until).unzip();
        let pinned: Vec<ArticleId> = pins.iter().map(|article| article.id.clone()).collect();
        let listed =
            supply.articles.into_iter().filter(|article| weight(article, policy).is_some());
        let ranked = ranked(presentable(listed.chain(pins), &withdrawn, now), policy);

        let breaking = policy.breaking.as_ref();
        let until: Vec<Option<DateTime<Utc>>> = ranked
            .iter()
            .map(|article| breaking.and_then(|breaking| breaks_until(article, breaking)))
            .collect();
        let breaks: Vec<bool> =
            until.iter().map(|until| until.is_some_and(|until| now < until)).collect();
        let changes_at =
            ends.into_iter().chain(until.into_iter().flatten()).filter(|at| now < *at).min();

        let first = First::of(&ranked, &pinned, policy);
        let choice = Choice::of(&ranked, &first, &breaks, settings);
        Page { ranked, choice, withdrawn, changes_at }
    }
}

/// The articles, the best first.
///
/// The score of an article, weight × 2^(-age / half-life), falls by the same factor
/// for all as time passes. So its order is that of log2(weight) × half-life + date,
/// which asks for no clock, and nothing moves while nothing comes.
fn ranked(mut newest_first: Vec<Arc<Article>>, policy: &FrontPage) -> Vec<Arc<Article>> {
    if let Order::Scored { half_life } = policy.order {
        newest_first.sort_by_cached_key(|article| {
            let lead = weight(article, policy).unwrap_or(1.0).log2() * half_life.as_secs_f64();
            // Whole seconds: machines may differ in the last digits of a logarithm.
            let lead = (lead.round() as i64).saturating_mul(1_000_000);
            Reverse(article.published.timestamp_micros().saturating_add(lead))
        });
    }
    newest_first
}

/// The weight of an article: that of its weightiest section; none when the front page
/// takes from none of its sections.
fn weight(article: &Article, policy: &FrontPage) -> Option<f64> {
    let of_article = policy.quotas.iter().filter(|quota| article.sections.contains(&quota.section));
    of_article.map(|quota| quota.weight).reduce(f64::max)
}

/// Whether an article is breaking news at `now`.
#[must_use]
pub fn breaks(article: &Article, breaking: &Breaking, now: DateTime<Utc>) -> bool {
    breaks_until(article, breaking).is_some_and(|until| now < until)
}

/// How long an article is breaking news; none when it is marked by none of the tags.
fn breaks_until(article: &Article, breaking: &Breaking) -> Option<DateTime<Utc>> {
    let marks = |tag: &str| breaking.tags.iter().any(|mark| folded(mark) == folded(tag));
    let window = TimeDelta::from_std(breaking.window).unwrap_or(TimeDelta::MAX);
    let is_marked = article.tags.iter().any(|tag| marks(tag));
    is_marked
        .then(|| article.published.checked_add_signed(window).unwrap_or(DateTime::<Utc>::MAX_UTC))
}

/// What comes before all others, by places.
struct First {
    /// The articles that are pinned, in the order of the pins.
    pinned: Vec<usize>,
    /// The best of the lead section.
    lead: Option<usize>,
}

impl First {
    fn of(ranked: &[Arc<Article>], pins: &[ArticleId], policy: &FrontPage) -> Self {
        let place = |id: &ArticleId| ranked.iter().position(|article| article.id == *id);
        let mut pinned: Vec<usize> = Vec::new();
        for place in pins.iter().filter_map(place) {
            if !pinned.contains(&place) {
                pinned.push(place);
            }
        }
        let lead = policy.lead.as_ref();
        let lead =
            lead.and_then(|lead| ranked.iter().position(|article| article.sections.contains(lead)));
        Self { pinned, lead }
    }

    /// Which of the first seats an article has.
    fn seat(&self, place: usize) -> Option<usize> {
        let pin = self.pinned.iter().position(|pinned| *pinned == place);
        pin.or_else(|| (self.lead == Some(place)).then_some(self.pinned.len()))
    }
}

/// Which stories are in.
struct Choice {
    /// The stories, in the order of the best article of each.
    told: Vec<ToldStory>,
    /// What is in, in its order: the place of the article that tells it, and the story.
    shown: Vec<(usize, usize)>,
    /// How many stories count for each section.
    counts: BTreeMap<Slug, usize>,
}

impl Choice {
    fn of(ranked: &[Arc<Article>], first: &First, breaks: &[bool], settings: &Settings) -> Self {
        let policy = &settings.front_page;
        let alike = policy.alike.map(|share| Alike {
            share,
            window: TimeDelta::from_std(settings.duplicates.window).unwrap_or(TimeDelta::MAX),
        });
        let told = stories(ranked, alike.as_ref());
        let to_choose: Vec<Story<'_>> = told
            .iter()
            .map(|story| Story {
                sections: story
                    .articles
                    .iter()
                    .flat_map(|place| &ranked[*place].sections)
                    .collect(),
                must: story
                    .articles
                    .iter()
                    .any(|place| breaks[*place] || first.seat(*place).is_some()),
            })
            .collect();
        let mut counts: BTreeMap<Slug, usize> = BTreeMap::new();
        let mut shown = Vec::new();
        for Chosen { story, section } in choose(&to_choose, policy) {
            if let Some(section) = section {
                *counts.entry(section.clone()).or_default() += 1;
            }
            let of_story = &told[story];
            let at_the_top = of_story.articles.iter().filter_map(|place| first.seat(*place)).min();
            let pinned = first.pinned.iter().find(|place| of_story.articles.contains(place));
            let place = pinned.copied().unwrap_or(of_story.teller);
            shown.push(((at_the_top.unwrap_or(usize::MAX), of_story.best()), (place, story)));
        }
        shown.sort_unstable();
        let shown = shown.into_iter().map(|(_, shown)| shown).collect();
        Self { told, shown, counts }
    }

    /// The entries in their order, and what else tells the story of each.
    fn entries(
        &self,
        ranked: &[Arc<Article>],
    ) -> (Vec<Arc<Article>>, BTreeMap<ArticleId, Vec<Also>>) {
        let shown = self.shown.iter().map(|(place, story)| (*place, &self.told[*story].articles));
        let also = shown.clone().filter(|(_, story)| story.len() > 1).map(|(place, story)| {
            let others = story.iter().filter(|other| **other != place);
            (ranked[place].id.clone(), others.map(|other| Also::from(&*ranked[*other])).collect())
        });
        (shown.clone().map(|(place, _)| Arc::clone(&ranked[place])).collect(), also.collect())
    }
}
