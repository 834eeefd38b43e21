//! What is known of a newsroom at one moment, for those who look at it: gathered from the
//! store and the configuration. It shows nothing.

use crate::config::Settings;
use crate::config::settings::PUSH_SOURCE;
use crate::delivery::Untold;
use crate::health::{Health, Silence};
use crate::pipeline::gather::moved::told_of_move;
use crate::pipeline::gather::standing::{plan, quieted};
use crate::pipeline::insight::feeds_on_disk::{FeedOnDisk, feeds_on_disk};
use crate::pipeline::insight::pins::{IdlePin, idle_pins};
use crate::pipeline::insight::{busy, rhythm};
use crate::section::Slug;
use crate::service;
use crate::source_memory::SourceName;
use crate::store::{Coming, PictureNotHad, SourceRecord, Standing, Store, StoreError};
use crate::trouble::{KeptTrouble, Trouble, TroubleKind};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// Days of a rhythm.
const DAYS: u64 = 14;

/// What the store knows of the newsroom.
pub(super) struct Known<'a> {
    pub(super) now: DateTime<Utc>,
    /// The process of the service, if one runs.
    pub(super) service: Option<String>,
    pub(super) counts: BTreeMap<Slug, u64>,
    pub(super) records: Vec<(&'a str, SourceRecord)>,
    /// When each configured source is asked next; `None` is never by itself.
    pub(super) next: BTreeMap<String, Option<DateTime<Utc>>>,
    /// The sources that wait because another of their host was asked to.
    pub(super) quiet: BTreeMap<SourceName, (DateTime<Utc>, SourceName)>,
    /// What is kept of sources that are not configured: removed ones, and archives.
    pub(super) elsewhere: Vec<(String, &'static str)>,
    pub(super) rhythms: BTreeMap<Slug, Rhythm>,
    /// The end of what is coming, and what that is.
    pub(super) tomorrow: DateTime<Utc>,
    /// With the headline of each article.
    pub(super) coming: Vec<(Coming, Option<String>)>,
    pub(super) silent: Vec<Silence>,
    /// What is wrong besides silence: as the service says, or as one last saw it.
    pub(super) troubles: Vec<Trouble>,
    /// Why the service that runs does not say what is wrong.
    pub(super) unanswered: Option<String>,
    /// The keys of the configuration that count from its next start on.
    pub(super) restart_needed: Vec<String>,
    /// Why the store, which was put back, is not served yet.
    pub(super) loss: Option<String>,
    /// Everybody who does not take what they are told.
    pub(super) untold: Vec<Untold>,
    /// Of each source the articles of today, and those that wait for their time.
    pub(super) by_source: BTreeMap<SourceName, (u64, u64)>,
    pub(super) feeds: Vec<FeedOnDisk>,
    pub(super) idle_pins: Vec<IdlePin>,
    /// Some of the pictures that pages go without.
    pub(super) pictures: Vec<PictureNotHad>,
}

/// How many pictures are told that pages go without.
const MOST_PICTURES: usize = 20;

/// How busy a section is.
pub(super) struct Rhythm {
    /// Articles of each of the last days, today's last.
    pub(super) days: Vec<u64>,
    pub(super) latest: Option<DateTime<Utc>>,
}

impl<'a> Known<'a> {
    pub(super) fn ask(
        store: &mut dyn Store,
        settings: &'a Settings,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let records = settings.sources.iter().map(|source| source.name());
        let records = records.map(|name| Ok((name.as_str(), store.source(name)?)));
        let mut records = records.collect::<Result<Vec<_>, StoreError>>()?;
        if !settings.api.tokens.is_empty() {
            records.push((PUSH_SOURCE, store.source(&SourceName::new(PUSH_SOURCE))?));
        }
        // Silence goes on while nobody looks, and what hubs take is known to the second.
        let judged_anew =
            [TroubleKind::SectionSilent, TroubleKind::HubFailing, TroubleKind::SourceEmptied];
        let service = service::running(&settings.store.path);
        let says = service.as_ref().map(|_| service::wellbeing_of(&settings.store.path));
        let (says, unanswered) = match says {
            Some(Ok(says)) => (Some(says), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        let mut troubles = match &says {
            Some(says) => since_when(&says.troubles, &store.troubles()?),
            None => without_service(store, settings, now)?,
        };
        troubles.retain(|trouble| !judged_anew.contains(&trouble.kind));
        let standings = store.standings()?;
        for (name, record) in &mut records {
            let source = settings.sources.iter().find(|source| source.name().as_str() == *name);
            let moved = source.and_then(|source| told_of_move(source, &record.memory));
            record.warnings.extend(moved);
        }
        let next = plan(settings, &standings, now).into_iter();
        let next = next.map(|(source, at)| (source.to_string(), at));
        let tomorrow = now + TimeDelta::days(1);
        let coming = store.foretold(now, tomorrow)?;
        let midnight = busy::midnight(now, settings.site.timezone);
        Ok(Self {
            by_source: store.by_source(midnight, now)?,
            feeds: feeds_on_disk(settings, &troubles),
            now,
            service,
            unanswered,
            restart_needed: says.map(|says| says.restart_needed).unwrap_or_default(),
            loss: None,
            next: next.collect(),
            quiet: quieted(settings, &standings, now),
            elsewhere: elsewhere(settings, &standings),
            rhythms: rhythms(store, settings, now)?,
            tomorrow,
            coming: titled(store, coming)?,
            records,
            troubles,
            counts: store.counts(now)?,
            silent: rhythm::silences(store, settings, now)?,
            idle_pins: idle_pins(store, settings, now)?,
            pictures: store.pictures_not_had(MOST_PICTURES)?,
            untold: Untold::all(&store.deliveries()?),
        })
    }

    /// The source whose publisher asked its host to be left alone, and until when, where this
    /// one waits for that.
    pub(super) fn held_with(&self, name: &str) -> Option<&(DateTime<Utc>, SourceName)> {
        self.quiet.get(&SourceName::new(name))
    }

    /// Articles of a source of today, and those that wait for their time.
    pub(super) fn of_source(&self, name: &str) -> (u64, u64) {
        self.by_source.get(&SourceName::new(name)).copied().unwrap_or_default()
    }
}

/// What is coming, with the headlines that people know it by.
fn titled(
    store: &mut dyn Store,
    coming: Vec<Coming>,
) -> Result<Vec<(Coming, Option<String>)>, StoreError> {
    let title = |coming: Coming| {
        let kept = store.kept(&coming.1)?;
        Ok((coming, kept.map(|kept| kept.article.title.to_string())))
    };
    coming.into_iter().map(title).collect()
}

/// What the service says is wrong, since when the store knows it.
fn since_when(said: &[Trouble], kept: &[KeptTrouble]) -> Vec<Trouble> {
    let known = |trouble: &Trouble| {
        let kept = kept.iter().find(|kept| kept.ended.is_none() && kept.trouble.is(trouble))?;
        Some(kept.trouble.since.min(trouble.since))
    };
    let dated = said.iter().map(|trouble| {
        let since = known(trouble).unwrap_or(trouble.since);
        Trouble { since, ..trouble.clone() }
    });
    dated.collect()
}

/// What a service last saw, and what the store itself says.
fn without_service(
    store: &mut dyn Store,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Vec<Trouble>, StoreError> {
    let health = Health::new();
    for source in &settings.sources {
        health.refused_edits(source.name(), store.refused_edits(source.name())?);
    }
    let refused = Trouble::all(&health.report(), u32::MAX, now).into_iter();
    let refused = refused.filter(|trouble| trouble.kind == TroubleKind::EditRefused);
    let refused: Vec<Trouble> = refused.collect();
    let kept = store.troubles()?;
    let mut troubles = since_when(&refused, &kept);
    let of_others =
        |kept: &KeptTrouble| kept.ended.is_none() && kept.trouble.kind != TroubleKind::EditRefused;
    troubles.extend(kept.into_iter().filter(of_others).map(|kept| kept.trouble));
    Ok(troubles)
}

/// Sources of which something is kept that are not in the configuration.
fn elsewhere(
    settings: &Settings,
    standings: &BTreeMap<SourceName, Standing>,
) -> Vec<(String, &'static str)> {
    let is_configured =
        |name: &SourceName| settings.sources.iter().any(|source| source.name() == name);
    let others = standings.iter().filter(|(name, _)| !is_configured(name));
    let others = others.filter(|(name, _)| name.as_str() != PUSH_SOURCE);
    let told = |standing: &Standing| if standing.memory.imported { "imported" } else { "removed" };
    others.map(|(name, standing)| (name.to_string(), told(standing))).collect()
}

/// How busy the sections were, by the days of the newsroom's zone.
fn rhythms(
    store: &mut dyn Store,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<BTreeMap<Slug, Rhythm>, StoreError> {
    let rhythm = |slug: &Slug| {
        let days = busy::by_days(store, settings, slug, DAYS, now)?;
        Ok((slug.clone(), Rhythm { days, latest: store.latest(slug, now)? }))
    };
    settings.sections.iter().map(|section| &section.slug).map(rhythm).collect()
}
