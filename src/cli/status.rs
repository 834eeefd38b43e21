//! `pressroom status`: what is wrong, how sources and sections do, what waits, and what was
//! refused and why. It only reads, and may be asked while the service runs; how it looks is
//! in `status_screen`.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::known::Known;
use super::status_screen;
use crate::clock::Clock;
use crate::config::{Settings, Whereabouts};
use crate::pipeline::insight::proof::left_out;
use crate::pipeline::{require_known, require_none};
use crate::profile::Results;
use crate::service;
use crate::store::SqliteStore;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(crate) struct Status {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Show it anew every few seconds, until Ctrl-C
    #[arg(long, conflicts_with = "json")]
    watch: bool,
}

/// How often it is shown anew.
const EVERY: Duration = Duration::from_secs(5);

/// Puts the cursor to the top of an empty terminal (ECMA-48).
const CLEARED: &str = "\u{1b}[H\u{1b}[2J";

impl Status {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = match file.settings_in_force() {
            Ok(settings) => Arc::new(settings),
            Err(failure) => {
                if let (false, Some(place)) = (self.json, Whereabouts::of(&file.path)) {
                    tell_service(&place.store);
                }
                return Err(failure);
            }
        };
        if !settings.store.path.exists() {
            require_none(&settings)?;
            return Err(format!(
                "there is no article store {} yet: `pressroom run` makes it",
                settings.store.path.display()
            )
            .into());
        }
        if !self.watch {
            return self.once(&settings);
        }
        loop {
            put!("{CLEARED}");
            self.once(&settings)?;
            std::thread::sleep(EVERY);
        }
    }

    fn once(&self, settings: &Arc<Settings>) -> Ended {
        let shown = self.shown(settings);
        if shown.is_err() && !self.json {
            tell_service(&settings.store.path);
        }
        shown
    }

    fn shown(&self, settings: &Arc<Settings>) -> Ended {
        let mut store = SqliteStore::open_to_read(&settings.store.path)?;
        require_known(&mut store, settings)?;
        let now = Clock::system().now();
        let loss = store.require_whole().err().map(|error| error.to_string());
        let known = Known { loss, ..Known::ask(&mut store, settings, now)? };
        let left_out = left_out(Box::new(store), settings, now)?;
        if self.json {
            print_json(settings, &known, &left_out);
        } else {
            status_screen::show(settings, &known, &left_out);
        }
        Ok(Outcome::Done)
    }
}

/// What the service knows where the store cannot be asked.
fn tell_service(store: &Path) {
    let Some(Ok(says)) = service::running(store).map(|_| service::wellbeing_of(store)) else {
        return;
    };
    if !says.troubles.is_empty() {
        say!("WRONG, as the running service says");
        says.troubles.iter().for_each(|trouble| say!("  {}", trouble.message));
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
            let (today, waiting) = known.of_source(name);
            json!({"source": name, "articles": record.articles, "today": today,
                "waiting": waiting, "last_pass": record.last_pass,
                "last_success": record.last_success, "error": record.error,
                "failures": record.failures, "hold": record.memory.hold, "rejections": record.rejections,
                "emptied": record.emptied, "warnings": record.warnings,
                "next": known.next.get(*name).copied().flatten(),
                "held_with": known.held_with(name).map(|(_, other)| other.as_str())})
        })
        .collect();
    let rhythms: BTreeMap<&str, &[u64]> =
        known.rhythms.iter().map(|(slug, it)| (slug.as_str(), it.days.as_slice())).collect();
    let coming: Vec<_> = known
        .coming
        .iter()
        .map(|((at, id, what), title)| {
            json!({"at": at, "article": id, "title": title, "what": what})
        })
        .collect();
    let elsewhere: BTreeMap<&str, &str> =
        known.elsewhere.iter().map(|(name, what)| (name.as_str(), *what)).collect();
    put!(
        "{}",
        json!({"sections": sections, "sources": sources, "silent": known.silent, "troubles": known.troubles,
            "untold": known.untold, "feeds": known.feeds, "left_out": left_out, "idle_pins": known.idle_pins,
            "pictures": known.pictures,
            "service": known.service, "elsewhere": elsewhere, "rhythms": rhythms,
            "coming": coming, "restart_needed": known.restart_needed,
            "unanswered": known.unanswered, "lost": known.loss})
    );
}
