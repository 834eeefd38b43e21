//! By what settings the articles of each feed are chosen: a feed that lost most of its
//! items because of other settings has not collapsed. It chooses nothing.

use crate::config::Settings;
use crate::config::settings::CustomFeed;
use crate::feed_document::Profile;
use crate::fingerprint::{self, Fingerprint};
use crate::pipeline::press::composer::{Composed, Composer};
use crate::section::Slug;
use crate::store::{KeptFeed, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What decides how many articles a feed has, besides what comes.
#[derive(Serialize)]
enum Choice<'a> {
    Section,
    FrontPage { items: usize, quotas: Vec<(&'a Slug, usize, usize)>, alike: Option<f64> },
    Custom { items: usize, selection: Selected<'a>, profile: Option<&'static str> },
}

#[derive(Serialize)]
struct Selected<'a> {
    sections: &'a BTreeSet<Slug>,
    authors: &'a [String],
    tags: &'a [String],
    query: Option<String>,
}

/// The feeds whose items may become far fewer, since other settings choose them than did
/// when they were last let out.
pub(super) fn chosen_otherwise(
    settings: &Settings,
    kept: &BTreeMap<Slug, KeptFeed>,
) -> BTreeSet<Slug> {
    let sections = settings.sections.iter().map(|section| &section.slug);
    let is_rearranged = |slug: &&Slug| kept.get(*slug).is_some_and(|kept| kept.is_rearranged);
    let rearranged: BTreeSet<Slug> = sections.filter(is_rearranged).cloned().collect();
    let mut otherwise: BTreeSet<Slug> = choices(settings)
        .into_iter()
        .filter(|(slug, choice)| {
            let before = kept.get(slug).and_then(|kept| kept.chosen_by);
            before.is_some_and(|before| before != *choice)
        })
        .map(|(slug, _)| slug)
        .collect();
    if !rearranged.is_empty() {
        let own = settings.feeds.iter().filter(|feed| feed.selection.concerns(&rearranged));
        otherwise.extend(own.map(|feed| feed.name.slug.clone()));
        otherwise.insert(Slug::front_page());
        otherwise.extend(rearranged);
    }
    let of_itself = kept.iter().filter(|(_, kept)| kept.is_rearranged);
    otherwise.extend(of_itself.map(|(slug, _)| slug.clone()));
    otherwise
}

impl Composer {
    /// Keeps by what the feeds were chosen that were composed and are not held back. While
    /// one is, it stays kept that articles were put elsewhere: it may be that one's reason.
    pub(super) fn keep_choices(
        &self,
        composed: &Composed,
        held: &BTreeMap<Slug, crate::feed_document::FeedDocument>,
    ) -> Result<(), StoreError> {
        let mut choices = choices(&self.settings);
        choices.retain(|slug, choice| {
            let kept = composed.kept.get(slug);
            let is_other = kept.and_then(|kept| kept.chosen_by) != Some(*choice);
            let is_rearranged = kept.is_some_and(|kept| kept.is_rearranged);
            let is_done = if is_rearranged { held.is_empty() } else { !held.contains_key(slug) };
            (is_other || is_rearranged) && is_done && composed.cut.contains_key(slug)
        });
        if choices.is_empty() { Ok(()) } else { self.ask(|store| store.chose(&choices)) }
    }
}

fn choices(settings: &Settings) -> BTreeMap<Slug, Fingerprint> {
    let front = &settings.front_page;
    let quotas = front.quotas.iter().map(|quota| (&quota.section, quota.min, quota.max)).collect();
    let front = Choice::FrontPage { items: front.items, quotas, alike: front.alike };
    let sections = settings.sections.iter().map(|it| (it.slug.clone(), Choice::Section));
    let own = settings.feeds.iter().map(|feed| (feed.name.slug.clone(), of_custom_feed(feed)));
    let all = std::iter::once((Slug::front_page(), front)).chain(sections).chain(own);
    all.map(|(slug, choice)| (slug, fingerprint::of_value(&choice))).collect()
}

fn of_custom_feed(feed: &CustomFeed) -> Choice<'_> {
    let selection = &feed.selection;
    Choice::Custom {
        items: feed.items,
        selection: Selected {
            sections: &selection.sections,
            authors: &selection.authors,
            tags: &selection.tags,
            query: selection.query.as_ref().map(ToString::to_string),
        },
        profile: feed.profile.map(Profile::name),
    }
}
