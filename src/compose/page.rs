//! Who is on the front page, in which seat and by which rule. It writes no document, and
//! judges no article's worth: the policy and the dates do.

use super::choice::{Choices, Chosen, Story, Turn, choose};
use super::order::{in_order, notices};
use super::stories::{Alike, ToldStory, stories};
use crate::article::{Article, ArticleId, Withdrawn};
use crate::config::Settings;
use crate::config::settings::front_page::{Breaking, FrontPage, Order};
use crate::section::Slug;
use crate::text::folded::folded;
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::BTreeSet;
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
    /// What somebody put apart: each two are two stories, however alike they are.
    pub apart: BTreeSet<(ArticleId, ArticleId)>,
}

/// All that is decided about a front page.
pub(super) struct Page {
    /// The articles that it is chosen from, as they are kept, the best first.
    pub(super) ranked: Vec<Arc<Article>>,
    /// Until when each of them is breaking news; `None` for one that is not.
    pub(super) breaks_until: Vec<Option<DateTime<Utc>>>,
    pub(super) first: First,
    pub(super) choice: Choice,
    pub(super) withdrawn: Vec<Withdrawn>,
    /// When it may be another though nothing came.
    pub(super) changes_at: Option<DateTime<Utc>>,
}

impl Page {
    pub(super) fn of(settings: &Settings, supply: Supply, now: DateTime<Utc>) -> Self {
        let policy = &settings.front_page;
        let withdrawn = notices(settings, supply.withdrawn, now);
        let (pins, ends): (Vec<Article>, Vec<DateTime<Utc>>) =
            supply.pinned.into_iter().filter(|(_, until)| now < *until).unzip();
        let pinned: Vec<(ArticleId, DateTime<Utc>)> =
            pins.iter().map(|article| article.id.clone()).zip(ends.iter().copied()).collect();
        let listed =
            supply.articles.into_iter().filter(|article| weight(article, policy).is_some());
        let offered = in_order(listed.chain(pins), &withdrawn, now);
        let ranked = ranked(offered.into_iter().map(Arc::new).collect(), policy);
        let breaks_until: Vec<Option<DateTime<Utc>>> = ranked
            .iter()
            .map(|article| breaks_until(article, policy.breaking.as_ref()?))
            .map(|until| until.filter(|until| now < *until))
            .collect();
        let changes_at = ends.into_iter().chain(breaks_until.iter().copied().flatten()).min();
        let pinned = places(&ranked, &pinned);
        let at_the_top: Vec<usize> = pinned.iter().map(|(place, _)| *place).collect();
        let told = stories(&ranked, &at_the_top, alike(settings, supply.apart).as_ref());
        let first = First::of(&ranked, &told, pinned, policy);
        let choice = Choice::of(&ranked, told, &first, &breaks_until, policy);
        Self { ranked, breaks_until, first, choice, withdrawn, changes_at }
    }
}

fn alike(settings: &Settings, apart: BTreeSet<(ArticleId, ArticleId)>) -> Option<Alike> {
    let window = TimeDelta::from_std(settings.duplicates.window).unwrap_or(TimeDelta::MAX);
    settings.front_page.alike.map(|share| Alike { share, window, apart })
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

/// The weight of an article: that of its weightiest section; `None` when the front page
/// takes from none of its sections.
pub(super) fn weight(article: &Article, policy: &FrontPage) -> Option<f64> {
    let of_article = policy.quotas.iter().filter(|quota| article.sections.contains(&quota.section));
    of_article.map(|quota| quota.weight).reduce(f64::max)
}

/// Whether an article is breaking news at `now`.
#[must_use]
pub fn breaks(article: &Article, breaking: &Breaking, now: DateTime<Utc>) -> bool {
    breaks_until(article, breaking).is_some_and(|until| now < until)
}

/// How long an article is breaking news; `None` when it is marked by none of the tags.
fn breaks_until(article: &Article, breaking: &Breaking) -> Option<DateTime<Utc>> {
    let marks = |tag: &str| breaking.tags.iter().any(|mark| folded(mark) == folded(tag));
    let window = TimeDelta::from_std(breaking.window).unwrap_or(TimeDelta::MAX);
    let is_marked = article.tags.iter().any(|tag| marks(tag));
    is_marked
        .then(|| article.published.checked_add_signed(window).unwrap_or(DateTime::<Utc>::MAX_UTC))
}

/// What comes before all others, by places.
pub(super) struct First {
    /// The articles that are pinned, in the order of the pins, each with the end of its
    /// last pin.
    pub(super) pinned: Vec<(usize, DateTime<Utc>)>,
    /// The best of the lead section whose story is not pinned.
    pub(super) lead: Option<usize>,
}

/// The places of what is pinned, in the order of the pins, each with the end of its last pin.
fn places(
    ranked: &[Arc<Article>],
    pins: &[(ArticleId, DateTime<Utc>)],
) -> Vec<(usize, DateTime<Utc>)> {
    let mut pinned: Vec<(usize, DateTime<Utc>)> = Vec::new();
    for (id, until) in pins {
        let Some(place) = ranked.iter().position(|article| article.id == *id) else { continue };
        match pinned.iter_mut().find(|(pinned, _)| *pinned == place) {
            Some((_, end)) => *end = (*end).max(*until),
            None => pinned.push((place, *until)),
        }
    }
    pinned
}

impl First {
    fn of(
        ranked: &[Arc<Article>],
        told: &[ToldStory],
        pinned: Vec<(usize, DateTime<Utc>)>,
        policy: &FrontPage,
    ) -> Self {
        let is_pinned = |place: &usize| pinned.iter().any(|(pinned, _)| pinned == place);
        let at_the_top = |place: usize| {
            let story = told.iter().find(|story| story.articles.contains(&place));
            story.is_some_and(|story| story.articles.iter().any(is_pinned))
        };
        let lead = policy.lead.as_ref().and_then(|lead| {
            let mut of_section =
                (0..ranked.len()).filter(|place| ranked[*place].sections.contains(lead));
            of_section.find(|place| !at_the_top(*place))
        });
        Self { pinned, lead }
    }

    /// Which of the first seats an article has.
    fn seat(&self, place: usize) -> Option<usize> {
        let pin = self.pinned.iter().position(|(pinned, _)| *pinned == place);
        pin.or_else(|| (self.lead == Some(place)).then_some(self.pinned.len()))
    }
}

/// Which stories are in.
pub(super) struct Choice {
    /// The stories, in the order of the best article of each.
    pub(super) told: Vec<ToldStory>,
    /// What is in, in its order.
    pub(super) shown: Vec<Shown>,
    /// Who sits where.
    pub(super) choices: Choices,
}

/// A story that is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// The place of the article that tells it.
    pub(super) teller: usize,
    /// The story.
    pub(super) story: usize,
    /// The section that it counts for; `None` when all of its are used up.
    pub(super) section: Option<Slug>,
    /// The turn that let it in.
    pub(super) turn: Turn,
}

impl Choice {
    fn of(
        ranked: &[Arc<Article>],
        told: Vec<ToldStory>,
        first: &First,
        breaks_until: &[Option<DateTime<Utc>>],
        policy: &FrontPage,
    ) -> Self {
        let must = |place: &usize| breaks_until[*place].is_some() || first.seat(*place).is_some();
        let to_choose: Vec<Story<'_>> = told
            .iter()
            .map(|story| Story {
                sections: story.sections(ranked).collect(),
                must: story.articles.iter().any(must),
            })
            .collect();
        let choices = choose(&to_choose, policy);
        let mut shown: Vec<Shown> = choices
            .chosen
            .iter()
            .map(|Chosen { story, section, turn }| {
                let teller = told[*story].teller;
                let section = section.map(|place| policy.quotas[place].section.clone());
                Shown { teller, story: *story, section, turn: *turn }
            })
            .collect();
        shown.sort_by_key(|shown| {
            let story = &told[shown.story];
            let seat = story.articles.iter().filter_map(|place| first.seat(*place)).min();
            (seat.unwrap_or(usize::MAX), story.best())
        });
        Self { told, shown, choices }
    }
}
