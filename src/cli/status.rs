//! `pressroom status`: what is kept, how each source does, what is wrong, and what
//! was refused and why. It only reads, and may be asked while the service runs.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::table;
use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings::PUSH_SOURCE;
use crate::delivery::Untold;
use crate::health::Silence;
use crate::pipeline::insight::pins::{IdlePin, idle_pins};
use crate::pipeline::insight::proof::left_out;
use crate::pipeline::insight::rhythm;
use crate::profile::Results;
use crate::raw_item::Warning;
use crate::section::Slug;
use crate::source_memory::{Emptied, Hold, HoldReason, SourceName};
use crate::store::{SourceRecord, SqliteStore, Store, StoreError};
use crate::trouble::{Trouble, TroubleKind};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Status {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = Arc::new(file.settings_to_look()?);
        if !settings.store.path.exists() {
            return Err(format!(
                "there is no article store {} yet: `pressroom run` makes it",
                settings.store.path.display()
            )
            .into());
        }
        let mut store = SqliteStore::open_to_read(&settings.store.path)?;
        let now = Clock::system().now();
        let known = Known::ask(&mut store, &settings, now)?;
        let left_out = left_out(Box::new(store), &settings, now)?;
        if self.json {
            print_json(&settings, &known, &left_out);
        } else {
            print_tables(&settings, &known);
            print_warnings(&known);
            print_left_out(&left_out);
        }
        Ok(Outcome::Done)
    }
}

/// What the store knows of the newsroom.
struct Known<'a> {
    counts: BTreeMap<Slug, u64>,
    records: Vec<(&'a str, SourceRecord)>,
    silent: Vec<Silence>,
    /// What is wrong besides silence, as the service last saw it.
    troubles: Vec<Trouble>,
    /// Everybody who does not take what they are told.
    untold: Vec<Untold>,
    idle_pins: Vec<IdlePin>,
}

impl<'a> Known<'a> {
    fn ask(
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
        let troubles = store
            .troubles()?
            .into_iter()
            .filter(|kept| kept.ended.is_none() && !judged_anew.contains(&kept.trouble.kind));
        Ok(Self {
            records,
            troubles: troubles.map(|kept| kept.trouble).collect(),
            counts: store.counts(now)?,
            silent: rhythm::silences(store, settings, now)?,
            idle_pins: idle_pins(store, settings, now)?,
            untold: Untold::all(&store.deliveries()?),
        })
    }
}

fn print_json(settings: &Settings, known: &Known<'_>, left_out: &[Results]) {
    let sections: BTreeMap<&str, u64> = settings
        .sections
        .iter()
        .map(|section| {
            (section.slug.as_str(), known.counts.get(&section.slug).copied().unwrap_or(0))
        })
        .collect();
    let sources: Vec<_> = known
        .records
        .iter()
        .map(|(name, record)| {
            json!({"source": name, "articles": record.articles, "last_pass": record.last_pass,
                "last_success": record.last_success, "error": record.error,
                "failures": record.failures, "hold": record.memory.hold, "rejections": record.rejections,
                "emptied": record.emptied, "warnings": record.warnings})
        })
        .collect();
    say!(
        "{}",
        json!({"sections": sections, "sources": sources, "silent": known.silent, "troubles": known.troubles,
            "untold": known.untold, "left_out": left_out, "idle_pins": known.idle_pins})
    );
}

fn print_tables(settings: &Settings, known: &Known<'_>) {
    let mut sections = table::of(&["section", "articles"]);
    for section in &settings.sections {
        let count = known.counts.get(&section.slug).copied().unwrap_or(0);
        sections.add_row([section.title.to_string(), count.to_string()]);
    }
    say!("{sections}\n");
    let mut sources = table::of(&["source", "articles", "last went well", "rejected", "error"]);
    for (name, record) in &known.records {
        sources.add_row([
            (*name).to_owned(),
            record.articles.to_string(),
            told(record.last_success, settings),
            record.rejections.len().to_string(),
            trouble(record, settings),
        ]);
    }
    say!("{sources}");
    for (name, record) in &known.records {
        if let Some(emptied) = &record.emptied {
            let (since, name) = (told(Some(emptied.since), settings), SourceName::new(*name));
            say!("\nsince {since}: {name}: {}", emptied.told(&name));
        }
    }
    for silence in &known.silent {
        say!("\nsilent: {}: {silence}", silence.section);
    }
    for trouble in &known.troubles {
        say!("\nsince {}: {}", told(Some(trouble.since), settings), trouble.message);
    }
    for untold in &known.untold {
        say!("\nuntold: {untold}");
    }
    for pin in &known.idle_pins {
        say!("\n{}", pin.words(settings.site.timezone));
    }
    for (name, record) in known.records.iter().filter(|(_, record)| !record.rejections.is_empty()) {
        say!("\nrejected from {name}:");
        for rejection in &record.rejections {
            say!("  {}: {}", rejection.key, rejection.reason);
        }
    }
}

fn print_warnings(known: &Known<'_>) {
    for (name, record) in known.records.iter().filter(|(_, record)| !record.warnings.is_empty()) {
        say!("\nodd in {name}:");
        for Warning { key, warning } in &record.warnings {
            say!("  {key}: {warning}");
        }
    }
}

/// What is not in the feeds that are made for an aggregator.
fn print_left_out(all: &[Results]) {
    for Results { profile, feed, flaws, .. } in
        all.iter().filter(|results| !results.flaws.is_empty())
    {
        say!("\nwhat {profile} would refuse, left out of {feed}:");
        for flaw in flaws {
            let of = flaw.title.as_deref().unwrap_or("the feed itself, which stays as it is");
            say!("  {}: {} ({of})", flaw.rule, flaw.value);
        }
    }
}

/// Why its last pass failed, and when it is asked again when that is not simply
/// its schedule's matter.
fn trouble(record: &SourceRecord, settings: &Settings) -> String {
    let error = match &record.emptied {
        Some(Emptied { lost, live, .. }) => &format!("{lost} of {live} articles are gone at once"),
        None => record.error.as_deref().unwrap_or("none"),
    };
    match record.memory.hold {
        Some(Hold { reason: HoldReason::Gone, .. }) => {
            format!("{error} (retired: not asked again until its address changes)")
        }
        Some(hold) if hold.reason != HoldReason::Fresh => {
            format!("{error} (asked again at {})", told(hold.until, settings))
        }
        _ => error.to_owned(),
    }
}

fn told(instant: Option<DateTime<Utc>>, settings: &Settings) -> String {
    instant.map_or_else(
        || "never".to_owned(),
        |instant| {
            instant.with_timezone(&settings.site.timezone).format("%Y-%m-%d %H:%M %Z").to_string()
        },
    )
}
