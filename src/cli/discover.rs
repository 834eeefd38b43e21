//! `pressroom discover`: what a site has for us, as a table or as JSON, and the
//! source to copy into the configuration. Nothing is written.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::{table, typed_address};
use crate::clock::Clock;
use crate::pipeline::insight::discovery::{self, Discovery, Kind, Way};
use crate::section::Slug;
use crate::web_address::WebAddress;
use serde_json::json;

#[derive(Debug, clap::Args)]
pub(crate) struct Discover {
    /// A page of the site: its front page, or one that lists articles
    #[arg(value_name = "URL", value_parser = typed_address::parse)]
    url: WebAddress,
    /// The sections that the source is for
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    sections: Vec<Slug>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Discover {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        // A site can be looked at where there is no configuration yet.
        let settings = if file.path.exists() { Some(file.settings()?) } else { None };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let clock = Clock::system();
        let look = discovery::discover(&self.url, settings.as_ref(), &self.sections, &clock);
        let found = runtime.block_on(look)?;
        let table = found.source.as_ref().map(|source| source.to_toml());
        if self.json {
            put!(
                "{}",
                json!({"url": self.url, "title": found.title, "ways": found.ways,
                    "dead": found.dead, "source": table})
            );
        } else {
            tell(&found)?;
        }
        match table {
            Some(_) if self.json => Ok(Outcome::Done),
            Some(table) => {
                say!("\n{}", table.trim_end());
                Ok(Outcome::Done)
            }
            None if self.json => Ok(Outcome::Failed),
            None => Err(format!(
                "{}: no feed, no sitemap and no list of articles was found. If scripts make the \
                 page, ask the publisher for a feed",
                self.url
            )
            .into()),
        }
    }
}

fn tell(found: &Discovery) -> Result<(), Failure> {
    if !found.ways.is_empty() {
        let mut ways = table::of(&["what", "items", "newest", "title", "address"]);
        for way in &found.ways {
            ways.add_row([
                what(way),
                way.items.to_string(),
                way.newest.map_or("-".to_owned(), |date| date.format("%Y-%m-%d %H:%M").to_string()),
                way.title.clone().unwrap_or_default(),
                way.address.to_string(),
            ]);
        }
        say!("{ways}");
    }
    for dead in &found.dead {
        say!("  no way in: {}: {}", dead.address, dead.reason);
    }
    Ok(())
}

fn what(way: &Way) -> String {
    match (way.kind, &way.links) {
        (Kind::Feed, _) if way.summaries => "feed of summaries".to_owned(),
        (Kind::Feed, _) => "feed".to_owned(),
        (Kind::NewsSitemap, _) => "news sitemap".to_owned(),
        (Kind::Sitemap, _) => "sitemap".to_owned(),
        (Kind::SitemapIndex, _) => "sitemap index".to_owned(),
        (Kind::Listing, Some(links)) => format!("listing, links = {links:?}"),
        (Kind::Listing, None) => "listing".to_owned(),
    }
}
