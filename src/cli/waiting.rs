//! `pressroom waiting`: the articles that are not out yet, and when each will be. It only
//! reads, and may be asked while the service runs.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::table;
use crate::article::Article;
use crate::clock::Clock;
use crate::config::Settings;
use crate::section::Slug;
use crate::store::{Feeds, SqliteStore};
use chrono::SecondsFormat;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub(crate) struct Waiting {
    /// Print one JSON array
    #[arg(long)]
    json: bool,
}

impl Waiting {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_in_force()?;
        let path = &settings.store.path;
        if !path.exists() {
            let path = path.display();
            return Err(
                format!("there is no article store {path} yet: `pressroom run` makes it").into()
            );
        }
        let mut store = SqliteStore::open_to_read(path)?;
        let articles = store.waiting(Clock::system().now())?;
        if self.json {
            put!("{}", Value::from_iter(articles.iter().map(as_json)));
        } else if articles.is_empty() {
            say!("nothing waits for its time");
        } else {
            print(&articles, &settings);
        }
        Ok(Outcome::Done)
    }
}

fn as_json(article: &Article) -> Value {
    json!({"until": article.published.to_rfc3339_opts(SecondsFormat::Secs, true), "title": &*article.title,
        "sections": article.sections, "id": article.id.as_str()})
}

fn print(articles: &[Article], settings: &Settings) {
    let zone = settings.site.timezone;
    let mut rows = table::of(&["until", "title", "sections", "id"]);
    for article in articles {
        let until = article.published.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %Z");
        let sections: Vec<&str> = article.sections.iter().map(Slug::as_str).collect();
        rows.add_row([
            until.to_string(),
            article.title.to_string(),
            sections.join(", "),
            article.id.as_str().trim_start_matches("urn:uuid:").to_owned(),
        ]);
    }
    say!("{rows}");
}
