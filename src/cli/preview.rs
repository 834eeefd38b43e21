//! `pressroom preview`: what a changed configuration would do to the feeds, before
//! it does. It only reads, and may be asked while the service runs.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::table;
use crate::clock::Clock;
use crate::config::{self, Environment, Settings};
use crate::pipeline::insight::preview::{
    FeedChange, Headline, JudgedOtherwise, Preview, Verdict, preview,
};
use crate::profile::Flaw;
use crate::store::SqliteStore;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The changed configuration; the one in use is that of --config. Without it, --config
    /// is the changed one, and the one in use is the config.toml beside it
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let (before, after) = self.files(&file.path)?;
        let before = Arc::new(settings(&before)?);
        let after = settings(&after)?;
        let store = SqliteStore::open_to_read(&before.store.path)?;
        let preview = preview(Box::new(store), &before, after, Clock::system().now())?;
        if self.json {
            say!("{}", serde_json::to_string(&preview)?);
        } else {
            print(&preview);
        }
        Ok(if preview.breaking.is_empty() { Outcome::Done } else { Outcome::Breaking })
    }

    /// The file in use, and the changed one.
    fn files(&self, config: &Path) -> Result<(PathBuf, PathBuf), Failure> {
        let (before, after) = match &self.new {
            Some(new) => (config.to_owned(), new.clone()),
            None => (config.with_file_name("config.toml"), config.to_owned()),
        };
        if before == after {
            return Err(format!(
                "{} is the configuration in use: copy it, change the copy, and name that, as in `pressroom preview new.toml`",
                before.display()
            )
            .into());
        }
        Ok((before, after))
    }
}

fn settings(path: &Path) -> Result<Settings, Failure> {
    config::load(path, &Environment::from_process()).map_err(Failure::Config)
}

fn print(preview: &Preview) {
    for change in &preview.feeds {
        print_feed(change);
    }
    print_front_page(preview);
    if preview.feeds.is_empty() {
        match preview.judged.is_empty() {
            true => say!("no feed would say anything else"),
            false => say!("no feed would have other items, or have them elsewhere"),
        }
    }
    preview.judged.iter().for_each(print_judged);
    preview.profiles.iter().for_each(print_verdict);
    for key in &preview.restart_needed {
        say!("only a restart changes {key}");
    }
    for unknown in &preview.unknown {
        say!("cannot be known before it is gathered: {unknown}");
    }
    let (red, plain) =
        if std::io::stdout().is_terminal() { ("\u{1b}[31m", "\u{1b}[0m") } else { ("", "") };
    for broken in &preview.breaking {
        say!("{red}breaks: {broken}{plain}");
    }
}

/// What would become of what a source brought.
fn print_judged(judged: &JudgedOtherwise) {
    let JudgedOtherwise { source, changed, respelled, unknown } = judged;
    let articles = |count: &usize| match count {
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    if *changed > 0 {
        say!("source \"{source}\": {} would say something else, as of then", articles(changed));
    }
    if *respelled > 0 {
        let told = articles(respelled);
        say!("source \"{source}\": {told} would have other addresses; no date moves");
    }
    if *unknown > 0 {
        let told = articles(unknown);
        say!("source \"{source}\": {told} of an earlier release keep their words");
    }
}

fn print_feed(change: &FeedChange) {
    let FeedChange { feed, moved_from, added, removed, moved, relinked, .. } = change;
    let what = match (&change.title_before, &change.title_after) {
        (None, _) => " (new)".to_owned(),
        (_, None) => " (no more)".to_owned(),
        (Some(before), Some(after)) if before != after => {
            format!(" (\"{before}\" is \"{after}\")")
        }
        _ => String::new(),
    };
    let what = match moved_from {
        Some(before) => format!(", which was {before}{what}"),
        None => what,
    };
    let (come, go, move_on) = (added.len(), removed.len(), moved.len());
    say!("{feed}{what}: {come} added, {go} removed, {move_on} moved");
    for item in added {
        say!("  + {} {}", item.position, item.title);
    }
    for item in removed {
        say!("  - {} {}", item.position, item.title);
    }
    for item in moved {
        say!("  ~ {} to {} {}", item.from.position, item.to, item.from.title);
    }
    if let Some(first) = relinked.first() {
        let there = first.after.as_ref().map_or("nowhere", |address| address.as_str());
        let items = if relinked.len() == 1 { "item" } else { "items" };
        say!(
            "  {} {items} would lead elsewhere, under the same id: {} to {there}",
            relinked.len(),
            first.title
        );
    }
}

/// How many demands of one kind are told of a feed.
const TOLD_FLAWS: usize = 3;

fn print_verdict(verdict: &Verdict) {
    let Verdict { profile, feed, broken, met, .. } = verdict;
    let failing = |items: Option<usize>| match items {
        Some(1) => "1 item fails".to_owned(),
        Some(items) => format!("{items} items fail"),
        None => "not there".to_owned(),
    };
    let (now, then) = (failing(verdict.failing_before), failing(verdict.failing_after));
    say!("{feed} for {profile}: now {now}, then {then}");
    for (sign, flaws) in [("broken", broken), ("met", met)] {
        for Flaw { rule, title, value, .. } in flaws.iter().take(TOLD_FLAWS) {
            let of = title.as_ref().map(|title| format!(" in \"{title}\"")).unwrap_or_default();
            say!("  {sign}: {rule}: {value}{of}");
        }
        if let Some(more @ 1..) = flaws.len().checked_sub(TOLD_FLAWS) {
            say!("  {sign}: {more} more (--json tells all)");
        }
    }
}

/// The front page before and after, side by side, where it changes.
fn print_front_page(preview: &Preview) {
    let (before, after) = (&preview.front_page_before, &preview.front_page_after);
    if before == after {
        return;
    }
    let mut rows = table::of(&["front page", "now", "then"]);
    let title = |page: &[Headline], at: usize| {
        page.get(at).map_or_else(String::new, |item| item.title.clone())
    };
    for at in 0..before.len().max(after.len()) {
        rows.add_row([(at + 1).to_string(), title(before, at), title(after, at)]);
    }
    say!("{rows}");
}
