//! When each feed can change next: what the cache lifetime of an answer is made
//! of. It is told by the timekeeper and asked by every request.

use crate::config::Settings;
use crate::config::settings::{Access, PUSH_SOURCE};
use crate::pipeline::gather::standing::Standings;
use crate::placement::{self, SectionNames};
use crate::section::Slug;
use crate::serve::{NextChange, Outlook};
use crate::source_memory::SourceName;
use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The next change of every feed.
pub struct Forecast(ArcSwap<Known>);

/// What is known, and of what.
struct Known {
    reach: Arc<Reach>,
    instants: Instants,
}

/// What can change what.
#[derive(Clone)]
struct Reach {
    settings: Arc<Settings>,
    /// The sections that articles of a source are in, whatever the settings say.
    kept: BTreeMap<SourceName, BTreeSet<Slug>>,
    /// Which sources can change a feed, as indices into the settings' sources.
    feeders: BTreeMap<Slug, BTreeSet<usize>>,
    /// The feeds that a push can change, at any moment.
    pushed: BTreeSet<Slug>,
}

/// What is known about the time to come.
#[derive(Clone, Debug, Default)]
pub struct Instants {
    /// When each source can change something next: at any moment while it is being asked, what
    /// it brought is not printed yet, or it is watched.
    pub firings: Vec<NextChange>,
    /// When a feed next changes without any source.
    pub by_itself: Option<DateTime<Utc>>,
}

impl Forecast {
    /// Nothing is known yet: every feed may change at any moment.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self(ArcSwap::from_pointee(Known::nothing(settings, &Standings::new())))
    }

    /// Other settings, of which nothing is known yet, and what is kept of the sources.
    pub fn reconfigure(&self, settings: &Settings, standings: &Standings) {
        self.0.store(Arc::new(Known::nothing(settings, standings)));
    }

    /// Articles of sources are in these sections, too.
    pub fn reaches(&self, more: &BTreeMap<SourceName, BTreeSet<Slug>>) {
        let known = self.0.load();
        let is_new = |(source, sections): (&SourceName, &BTreeSet<Slug>)| {
            known.reach.kept.get(source).is_none_or(|kept| !kept.is_superset(sections))
        };
        if !more.iter().any(is_new) {
            return;
        }
        let mut kept = known.reach.kept.clone();
        for (source, sections) in more {
            kept.entry(source.clone()).or_default().extend(sections.iter().cloned());
        }
        let reach = Arc::new(Reach::of(known.reach.settings.clone(), kept));
        self.0.store(Arc::new(Known { reach, instants: known.instants.clone() }));
    }

    /// When each source is asked next, where that is known.
    pub(crate) fn firings(&self) -> Vec<(SourceName, DateTime<Utc>)> {
        let known = self.0.load();
        let sources = known.reach.settings.sources.iter().map(|source| source.name().clone());
        let planned = |(name, firing): (SourceName, &NextChange)| match *firing {
            NextChange::At(at) => Some((name, at)),
            NextChange::AnyMoment(_) | NextChange::Never => None,
        };
        sources.zip(&known.instants.firings).filter_map(planned).collect()
    }

    /// Replaces what is known of the time to come.
    pub fn tell(&self, instants: Instants) {
        let reach = self.0.load().reach.clone();
        self.0.store(Arc::new(Known { reach, instants }));
    }
}

impl Known {
    fn nothing(settings: &Settings, standings: &Standings) -> Self {
        let kept = standings.iter().map(|(name, standing)| {
            let judged = standing.memory.judged.iter().flat_map(|judged| &judged.places);
            (name.clone(), standing.reach.iter().chain(judged).cloned().collect())
        });
        let reach = Arc::new(Reach::of(Arc::new(settings.clone()), kept.collect()));
        let firings = vec![NextChange::AnyMoment(None); settings.sources.len()];
        Self { reach, instants: Instants { firings, by_itself: None } }
    }
}

impl Reach {
    fn of(settings: Arc<Settings>, kept: BTreeMap<SourceName, BTreeSet<Slug>>) -> Self {
        let names = SectionNames::of(&settings);
        let kept_of = |name: &SourceName| kept.get(name).into_iter().flatten();
        let mut feeders: BTreeMap<Slug, BTreeSet<usize>> = BTreeMap::new();
        for (index, source) in settings.sources.iter().enumerate() {
            let reach = placement::reach(source, &names).into_iter();
            for slug in reach.chain(kept_of(source.name())) {
                feeders.entry(slug.clone()).or_default().insert(index);
            }
        }
        let mut pushed = pushed(&settings, names.there());
        if !pushed.is_empty() {
            pushed.extend(kept_of(&SourceName::new(PUSH_SOURCE)).cloned());
        }
        for feed in &settings.feeds {
            let mut sources = BTreeSet::new();
            for section in names.there().iter().filter(|section| feed.takes_from(section)) {
                sources.extend(feeders.get(section).into_iter().flatten().copied());
                if pushed.contains(section) {
                    pushed.insert(feed.name.slug.clone());
                }
            }
            feeders.insert(feed.name.slug.clone(), sources);
        }
        Self { settings, kept, feeders, pushed }
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
        let firings: Box<dyn Iterator<Item = &NextChange>> = match feeders {
            Some(slug) => {
                let feeders = reach.feeders.get(slug).into_iter().flatten();
                Box::new(feeders.filter_map(|&at| instants.firings.get(at)))
            }
            None => Box::new(instants.firings.iter()),
        };
        let (mut at_any_moment, mut next) = (at_any_moment, None::<DateTime<Utc>>);
        for change in firings.copied().chain(instants.by_itself.map(NextChange::At)) {
            let known = match change {
                NextChange::Never => continue,
                NextChange::AnyMoment(known) => known.filter(|instant| *instant > now),
                NextChange::At(instant) => Some(instant).filter(|instant| *instant > now),
            };
            at_any_moment |= known.is_none() || matches!(change, NextChange::AnyMoment(_));
            next = next.into_iter().chain(known).min();
        }
        // Whatever may come at any moment, what is known to come is not passed.
        match (at_any_moment, next) {
            (true, next) => NextChange::AnyMoment(next),
            (false, Some(next)) => NextChange::At(next),
            (false, None) => NextChange::Never,
        }
    }
}

/// The sections that somebody may push to.
fn pushed(settings: &Settings, all: &BTreeSet<Slug>) -> BTreeSet<Slug> {
    let writers = settings.api.tokens.iter().filter(|token| token.access >= Access::Write);
    let reached = writers.flat_map(|token| match token.sections.as_slice() {
        [] => all.iter().cloned().collect(),
        some => some.to_vec(),
    });
    reached.collect()
}
