//! `pressroom explain`: all that is known of an article: what has changed of it,
//! where it came from, in which feeds it is, and why not in others; and why an item
//! is no article. It only reads, and may be asked while the service runs.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::table;
use crate::clock::Clock;
use crate::pipeline::insight::explain::{Explained, Item, Odd, Presence, Refused, explain};
use crate::raw_item::Warning;
use crate::store::SqliteStore;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// An article's id as it stands in a feed, the address of its page, what its source calls
    /// it, or words of its title
    #[arg(value_name = "ID|ADDRESS|KEY|WORDS", required = true)]
    meant: Vec<String>,
    /// Print one JSON object a line: an article each, then each item that was refused
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = Arc::new(file.settings_in_force()?);
        let store = SqliteStore::open_to_read(&settings.store.path)?;
        let meant = self.meant.join(" ");
        let told = explain(Box::new(store), &settings, &meant, Clock::system().now())?;
        if told.articles.is_empty() && told.refused.is_empty() && told.warnings.is_empty() {
            return Err(format!("there is no article {meant}, and nothing of that name was refused (why a push was, its sender alone is told): give the id as it stands in a feed, the address of its page, or words of its title").into());
        }
        let zone = settings.site.timezone;
        for article in &told.articles {
            match self.json {
                true => put!("{}", serde_json::to_string(article)?),
                false => print(article, zone),
            }
        }
        for refused in &told.refused {
            match self.json {
                true => put!("{}", json!({ "refused": refused })),
                false => print_refused(refused, zone),
            }
        }
        for odd in &told.warnings {
            let Odd { source, warning: Warning { key, warning } } = odd;
            match self.json {
                true => put!("{}", json!({ "warning": odd })),
                false => say!("  odd: {key} of source \"{source}\": {warning}"),
            }
        }
        Ok(Outcome::Done)
    }
}

fn date(instant: DateTime<Utc>, zone: Tz) -> String {
    instant.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %Z").to_string()
}

fn print(article: &Explained, zone: Tz) {
    say!("{}\n{}", article.title, article.id);
    say!("published {}, updated {}", date(article.published, zone), date(article.updated, zone));
    for change in &article.history {
        let fields = match change.fields.as_slice() {
            [] => "as it first came".to_owned(),
            fields => fields.join(", "),
        };
        let by = change.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
        say!("  {} {} {}{by}: {fields}", change.number, date(change.at, zone), change.source);
    }
    for edit in &article.edits {
        let note = edit.note.as_deref().unwrap_or("without a note");
        let until = edit.until.map(|until| format!(" until {}", date(until, zone)));
        let until = until.unwrap_or_default();
        let undone = edit.undone.map(|at| format!(", undone {}", date(at, zone)));
        let undone = undone.unwrap_or_default();
        let by = match &edit.source {
            Some(source) => format!("source \"{source}\" itself"),
            None => edit.by.clone(),
        };
        say!("  {}{until} {} by {by}: {note}{undone}", edit.kind, date(edit.at, zone));
    }
    print_items(&article.items, zone);
    for presence in &article.feeds {
        print_presence(presence, zone);
    }
}

fn print_items(items: &[Item], zone: Tz) {
    let mut rows =
        table::of(&["source", "key", "found by", "since", "title", "address", "sections"]);
    for item in items {
        let sections = item.sections.iter();
        let sections: Vec<String> =
            sections.map(|place| format!("{} by {}", place.section, place.by)).collect();
        rows.add_row([
            item.source.to_string(),
            item.key.clone(),
            if item.superseded {
                format!("{}, superseded", item.matched)
            } else {
                item.matched.clone()
            },
            item.since.map_or_else(|| "unknown".to_owned(), |since| date(since, zone)),
            item.title.clone(),
            item.url.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string),
            sections.join("; "),
        ]);
    }
    say!("{rows}");
}

fn print_presence(presence: &Presence, zone: Tz) {
    let feed = &presence.feed;
    match (presence.position, &presence.absence) {
        (Some(position), _) => {
            let because = presence.because.as_ref().map(|because| because.words(zone));
            let because = because.map_or_else(String::new, |because| format!(": {because}"));
            say!("  in {feed} at {position}{because}");
        }
        (None, Some(absence)) => say!("  not in {feed}: {}", absence.words(zone)),
        (None, None) => say!("  not in {feed}"),
    }
    if let Some(why) = &presence.held_back {
        say!("    readers still have an older form of {feed}, held back by the gate: {why}");
    }
}

fn print_refused(refused: &Refused, zone: Tz) {
    let Refused { source, at, rejection } = refused;
    say!("{}", rejection.title.as_deref().unwrap_or("(without a title)"));
    say!(
        "  refused: {} of source \"{source}\" at {}: {}",
        rejection.key,
        date(*at, zone),
        rejection.reason
    );
}
