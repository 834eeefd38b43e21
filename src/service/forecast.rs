//! When each feed can change next: what the cache lifetime of an answer is made
//! of. It is told by the timekeeper and asked by every request.

use crate::config::Settings;
use crate::config::settings::Access;
use crate::placement::{self, SectionNames};
use crate::section::Slug;
use crate::serve::{NextChange, Outlook};
use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The next change of every feed.
pub(crate) struct Forecast(ArcSwap<Known>);

/// What is known, and of what.
struct Known {
    reach: Arc<Reach>,
    instants: Instants,
}

/// What can change what.
struct Reach {
    /// Which sources can change a feed, as indices into the settings' sources.
    feeders: BTreeMap<Slug, Vec<usize>>,
    /// The feeds that a push can change, at any moment.
    pushed: BTreeSet<Slug>,
}

/// What is known about the time to come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Instants {
    /// When each source is asked next; `None` while it is being asked, or when
    /// it is watched and may bring something at any moment.
    pub(crate) firings: Vec<Option<DateTime<Utc>>>,
    /// When a feed next changes without any source.
    pub(crate) by_itself: Option<DateTime<Utc>>,
}

impl Forecast {
    /// Nothing is known yet: every feed may change at any moment.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self(ArcSwap::from_pointee(Known::nothing(settings)))
    }

    /// Other settings: nothing is known of them yet.
    pub(crate) fn reconfigure(&self, settings: &Settings) {
        self.0.store(Arc::new(Known::nothing(settings)));
    }

    /// Replaces what is known.
    pub(crate) fn tell(&self, instants: Instants) {
        let reach = self.0.load().reach.clone();
        self.0.store(Arc::new(Known { reach, instants }));
    }
}

impl Known {
    fn nothing(settings: &Settings) -> Self {
        let reach = Arc::new(Reach::of(settings));
        let firings = vec![None; settings.sources.len()];
        Self { reach, instants: Instants { firings, by_itself: None } }
    }
}

impl Reach {
    fn of(settings: &Settings) -> Self {
        let names = SectionNames::of(settings);
        let all = names.there();
        let mut feeders: BTreeMap<Slug, Vec<usize>> = BTreeMap::new();
        for (index, source) in settings.sources.iter().enumerate() {
            for slug in placement::reach(source, &names) {
                feeders.entry(slug.clone()).or_default().push(index);
            }
        }
        let mut pushed = pushed(settings, all);
        for feed in &settings.feeds {
            let mut sources = BTreeSet::new();
            for section in all.iter().filter(|section| feed.takes_from(section)) {
                sources.extend(feeders.get(section).into_iter().flatten().copied());
                if pushed.contains(section) {
                    pushed.insert(feed.name.slug.clone());
                }
            }
            feeders.insert(feed.name.slug.clone(), sources.into_iter().collect());
        }
        Self { feeders, pushed }
    }
}

impl Outlook for Forecast {
    fn next_change(&self, feed: Option<&Slug>, now: DateTime<Utc>) -> NextChange {
        let known = self.0.load();
        let Known { reach, instants } = &**known;
        // The front page and the lists hold what any source brings.
        let feeders = feed.filter(|slug| **slug != Slug::front_page());
        let at_any_moment = match feeders {
            Some(slug) => reach.pushed.contains(slug),
            None => !reach.pushed.is_empty(),
        };
        if at_any_moment {
            return NextChange::AnyMoment;
        }
        let mut firings: Box<dyn Iterator<Item = &Option<DateTime<Utc>>>> = match feeders {
            Some(slug) => Box::new(
                reach
                    .feeders
                    .get(slug)
                    .into_iter()
                    .flatten()
                    .filter_map(|&at| instants.firings.get(at)),
            ),
            None => Box::new(instants.firings.iter()),
        };
        let earliest = firings.try_fold(instants.by_itself, |earliest, firing| {
            firing.map(|firing| {
                Some(earliest.map_or(firing, |known: DateTime<Utc>| known.min(firing)))
            })
        });
        match earliest {
            None => NextChange::AnyMoment,
            Some(None) => NextChange::Never,
            Some(Some(instant)) if instant <= now => NextChange::AnyMoment,
            Some(Some(instant)) => NextChange::At(instant),
        }
    }
}

/// The sections that somebody may push to.
fn pushed(settings: &Settings, all: &BTreeSet<Slug>) -> BTreeSet<Slug> {
    let writers = settings.api.tokens.iter().filter(|token| token.access == Access::Write);
    let reached = writers.flat_map(|token| match token.sections.as_slice() {
        [] => all.iter().cloned().collect(),
        some => some.to_vec(),
    });
    reached.collect()
}
