//! Archives of articles into the store, with a bar on a terminal and a summary.

use super::super::ended::{Ended, Failure, Outcome};
use super::wanted::Import;
use crate::clock::Clock;
use crate::config::Settings;
use crate::pipeline::gather::archive::{self, Importer, Tally, Wish};
use crate::service;
use crate::text::dates;
use chrono::{DateTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// Rejections that are shown where not all are.
const SHOWN: usize = 10;

pub(super) fn run(import: &Import, settings: &Settings) -> Ended {
    let wish = Wish {
        source: source(import)?,
        sections: import.sections.clone(),
        replace: import.replace,
        undated: undated(import, settings)?,
    };
    let name = wish.source.clone();
    let mut importer = Importer::open(settings, &Clock::system(), wish)?;
    let mut before = 0;
    let mut whole = 0;
    for path in &import.files {
        whole += std::fs::metadata(path).map_or(0, |about| about.len());
    }
    let bar = progress_bar(whole, import.json);
    let pictures = archive::pictures(&import.files)?;
    for path in &import.files {
        let ended = importer.file(path, &pictures, &mut |bytes| bar.set_position(before + bytes));
        if let Err(error) = ended {
            bar.finish_and_clear();
            tell!("pressroom: {error}");
            tell(import, settings, &name, &importer.finish());
            return Ok(Outcome::Failed);
        }
        before += std::fs::metadata(path).map_or(0, |about| about.len());
    }
    bar.finish_and_clear();
    let tally = importer.finish();
    tell(import, settings, &name, &tally);
    Ok(outcome(&tally))
}

fn outcome(tally: &Tally) -> Outcome {
    let kept = tally.new + tally.changed + tally.there + tally.again;
    match (kept, tally.rejections.len() + tally.too_old) {
        (_, 0) => Outcome::Done,
        (0, _) => Outcome::Failed,
        _ => Outcome::Partly,
    }
}

fn source(import: &Import) -> Result<String, Failure> {
    let name = import.source.as_deref().map(str::trim).unwrap_or_default();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err("say which source the articles count as: --source with a name of the \
                    configuration, or a new one, as in --source archive"
            .into());
    }
    Ok(name.to_owned())
}

fn undated(import: &Import, settings: &Settings) -> Result<Option<DateTime<Utc>>, Failure> {
    let Some(text) = &import.undated else { return Ok(None) };
    let date = dates::judge_own_date(text, settings.site.timezone);
    date.map(Some).map_err(|fault| Failure::from(format!("--undated {fault}")))
}

fn tell(import: &Import, settings: &Settings, source: &str, tally: &Tally) {
    if import.json {
        put!("{}", serde_json::to_string(tally).unwrap_or_default());
        return;
    }
    let counted = [
        (tally.new, "new"),
        (tally.changed, "changed"),
        (tally.there, "there already"),
        (tally.again, "named twice"),
        (tally.left_out, "no published articles"),
        (tally.too_old, "too old"),
        (tally.rejections.len(), "rejected"),
    ];
    let parts: Vec<String> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let parts = if parts.is_empty() { "nothing in it".to_owned() } else { parts.join(", ") };
    say!("{source}: {parts}");
    for rejection in tally.rejections.iter().take(SHOWN) {
        let title = rejection.title.as_deref().unwrap_or_default();
        say!("  rejected {} {title}: {}", rejection.key, rejection.reason);
    }
    if tally.rejections.len() > SHOWN {
        say!("  and {} more: --json shows all", tally.rejections.len() - SHOWN);
    }
    for odd in tally.odd.iter().take(SHOWN) {
        say!("  odd: {}: {}", odd.key, odd.warning);
    }
    if tally.odd.len() > SHOWN {
        say!("  and {} more: `pressroom status` shows all", tally.odd.len() - SHOWN);
    }
    tell_of_kinds(tally);
    if tally.too_old > 0 {
        let days = settings.store.keep.unwrap_or_default().as_secs() / 86_400;
        say!(
            "  {} are older than the {days} days of `keep` in [store]: raise it and import again",
            tally.too_old
        );
    }
    if tally.new > 0 && settings.store.keep_per_section.is_some() {
        say!("  `keep_per_section` in [store] may remove the oldest of them at the next pass");
    }
    if tally.new + tally.changed > 0 {
        match service::running(&settings.store.path) {
            Some(_) => say!("  the service that runs shows them in its feeds in a moment"),
            None => say!("  the feeds show them after `pressroom run`, or when the service starts"),
        }
    }
}

/// What stays out by what it is, and what was taken off what came in.
fn tell_of_kinds(tally: &Tally) {
    if tally.left_out > 0 {
        say!("  no published articles: {}", tally.left_out_in_words());
    }
    if let Some(most) = tally.unwrapped.values().max() {
        let names: Vec<&str> = tally.unwrapped.keys().map(String::as_str).collect();
        say!(
            "  what `{}` lay out is kept without them, in up to {most} articles: look at one of \
             them",
            names.join("`, `")
        );
    }
    for (kind, count) in &tally.other_kinds {
        say!(
            "  {count} that were published are \"{kind}\" and no posts: write `post` in their \
             `wp:post_type` to bring them in"
        );
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress_bar(bytes: u64, json: bool) -> ProgressBar {
    if json || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}  {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
