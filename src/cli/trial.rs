//! `pressroom try`: what would come out of a source, an address or files, as a
//! table or as one line of JSON each. Nothing is stored.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::table;
use crate::clock::Clock;
use crate::config::Settings;
use crate::config::settings::{Source, SourceKind};
use crate::pipeline::insight::trial::{
    Bench, FeedError, KeptBack, SourceError, Trial, TrialError, Tried, TurnedAway,
};
use crate::raw_item::Warning;
use crate::text::plain_text;
use crate::web_address::{WebAddress, is_host_alone};
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(crate) struct Try {
    /// Sources of the configuration, addresses of feeds, or files (a feed, or an article)
    #[arg(value_name = "SOURCE|URL|FILE", required = true)]
    targets: Vec<String>,
    /// What the files are, where their names do not say it
    #[arg(long = "as", value_name = "KIND")]
    kind: Option<Kind>,
    /// Where the saved page was found
    #[arg(long, value_name = "URL", requires = "kind")]
    url: Option<WebAddress>,
    /// Print one line of JSON for each, with every field of every item
    #[arg(long)]
    json: bool,
}

/// What a file is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// A saved web page, compressed with gzip or not
    Page,
}

impl Try {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        // Addresses and files can be tried where there is no configuration yet.
        let settings = if file.path.exists() { Some(file.settings()?) } else { None };
        let bench = Bench::new(settings.as_ref(), Clock::system().now());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let mut failed = 0;
        for target in &self.targets {
            let trial = match self.kind {
                Some(Kind::Page) => bench.page(Path::new(target), self.url.as_ref()),
                None => runtime.block_on(attempt(&bench, settings.as_ref(), target)),
            };
            failed += usize::from(trial.is_err());
            if self.json {
                put!("{}", as_json(target, &trial));
            } else {
                print_table(target, &trial, settings.as_ref());
            }
        }
        Ok(match failed {
            0 => Outcome::Done,
            all if all == self.targets.len() => Outcome::Failed,
            _ => Outcome::Partly,
        })
    }
}

async fn attempt(
    bench: &Bench<'_>,
    settings: Option<&Settings>,
    target: &str,
) -> Result<Trial, TrialError> {
    let named =
        settings.and_then(|all| all.sources.iter().find(|source| source.name().as_str() == target));
    if let Some(source) = named {
        return bench.source(source).await;
    }
    match address_of(target) {
        Some(address) => bench.address(&address).await,
        None => bench.file(Path::new(target)),
    }
}

/// The address that is meant: a whole one, or one whose host alone is written.
fn address_of(target: &str) -> Option<WebAddress> {
    if let Ok(address) = WebAddress::parse(target) {
        return Some(address);
    }
    let is_meant = is_host_alone(target) && !Path::new(target).exists();
    is_meant.then(|| WebAddress::parse(&format!("https://{target}")).ok()).flatten()
}

/// What to do where something came to nothing: the sources there are for a name that is
/// none, and who finds the feeds of a page.
fn advice(target: &str, error: &TrialError, settings: Option<&Settings>) -> Option<String> {
    match error {
        TrialError::File { reason, .. } if reason.kind() == ErrorKind::NotFound => {
            let names = settings.into_iter().flat_map(|settings| &settings.sources);
            let names: Vec<&str> = names.map(|source| source.name().as_str()).collect();
            let is_name = !target.contains(['/', '.']) && !names.is_empty();
            is_name.then(|| format!("it is no source either; there are: {}", names.join(", ")))
        }
        TrialError::File { reason, .. } if reason.kind() == ErrorKind::IsADirectory => {
            let sources = settings.into_iter().flat_map(|settings| &settings.sources);
            let path = |source: &Source| match &source.kind {
                SourceKind::Folder(folder) => folder.path.canonicalize().ok(),
                _ => None,
            };
            let folder = Path::new(target).canonicalize().ok()?;
            let source = sources.into_iter().find(|it| path(it).as_ref() == Some(&folder));
            Some(match source {
                Some(source) => format!("`pressroom try {}` reads all of it", source.name()),
                None => "name a file in it".to_owned(),
            })
        }
        // What is no page has no feeds to look for.
        TrialError::Source(SourceError::Feed(FeedError::NotAFeed { found, .. }))
            if found.contains("HTML") =>
        {
            let address = address_of(target)?;
            Some(format!("`pressroom discover {address}` looks for the feeds of a page"))
        }
        _ => None,
    }
}

fn as_json(target: &str, trial: &Result<Trial, TrialError>) -> Value {
    match trial {
        Ok(trial) => {
            let items: Vec<Value> = trial.items.iter().map(whole_item).collect();
            let of_items = trial.items.iter().flat_map(|item| {
                let warning = |warning: &String| json!({"key": item.key, "warning": warning});
                item.warnings.iter().map(warning)
            });
            let of_source = trial.warnings.iter().map(|warning| json!(warning));
            let warnings: Vec<Value> = of_source.chain(of_items).collect();
            json!({"file": target, "items": items, "rejections": trial.rejections,
                "warnings": warnings, "kept_back": trial.kept_back, "error": null})
        }
        Err(error) => {
            json!({"file": target, "items": [], "rejections": [], "warnings": [],
                "kept_back": [], "error": error.to_string()})
        }
    }
}

/// An item with all its fields: what it does not have is null, not absent.
fn whole_item(tried: &Tried) -> Value {
    let mut item = serde_json::to_value(tried).unwrap_or_default();
    for field in ["url", "language", "origin", "rights", "correction"] {
        if item.get(field).is_none() {
            item[field] = Value::Null;
        }
    }
    let newest = item.get("corrections").and_then(|all| all.get(0)).cloned();
    item["correction"] = newest.unwrap_or_default();
    item["text"] = plain_text::without_captions(tried.article.content.as_str()).into();
    item
}

fn print_table(target: &str, trial: &Result<Trial, TrialError>, settings: Option<&Settings>) {
    let trial = match trial {
        Ok(trial) => trial,
        Err(error) => {
            let advice = advice(target, error, settings).map(|advice| format!(": {advice}"));
            tell!("pressroom: {error}{}", advice.unwrap_or_default());
            return;
        }
    };
    let zone = settings.map_or(chrono_tz::UTC, |settings| settings.site.timezone);
    let mut items = table::of(&["published", "title", "sections", "authors", "text", "media"]);
    for Tried { article, .. } in &trial.items {
        let sections: Vec<&str> = article.sections.iter().map(|slug| slug.as_str()).collect();
        let authors: Vec<&str> = article.authors.iter().map(|author| &*author.name).collect();
        items.add_row([
            article.published.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string(),
            article.title.to_string(),
            sections.join(", "),
            authors.join(", "),
            format!("{} B", article.content.len()),
            article.media.len().to_string(),
        ]);
    }
    say!("{target}: {} items, {} rejected", trial.items.len(), trial.rejections.len());
    if !trial.items.is_empty() {
        say!("{items}");
    }
    for Tried { article, applied, cut, .. } in &trial.items {
        if !(applied.is_empty() && cut.is_empty()) {
            say!("  {}", article.title);
        }
        for one in applied {
            say!("    {one}");
        }
        for one in cut {
            say!("    {one}");
        }
    }
    print_notices(trial);
}

/// What is odd, kept back or refused.
fn print_notices(trial: &Trial) {
    for Tried { key, warnings, .. } in &trial.items {
        for warning in warnings {
            say!("  warning: {key}: {warning}");
        }
    }
    for Warning { key, warning } in &trial.warnings {
        say!("  warning: {key}: {warning}");
    }
    for KeptBack { key, why } in &trial.kept_back {
        say!("  kept back {key}: {why}");
    }
    for TurnedAway { rejection, .. } in &trial.rejections {
        say!("  rejected {}: {}", rejection.key, rejection.reason);
    }
}
