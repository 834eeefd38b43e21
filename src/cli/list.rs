//! `pressroom list` and `pressroom search`: the newest articles that readers may see, by
//! section, author, tag and words. They only read, and may be asked while the service runs.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::human_time;
use super::table;
use crate::article::Article;
use crate::clock::Clock;
use crate::config::Settings;
use crate::search_query::Query;
use crate::section::Slug;
use crate::selection::Selection;
use crate::store::{SqliteStore, Store};
use serde_json::json;
use std::time::Duration;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    filters: Filters,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Search {
    /// Words, "phrases", `OR` between two that are both welcome, `-` before one that is not, as in `flood -cricket`
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    filters: Filters,
}

/// Which of the articles.
#[derive(Debug, clap::Args)]
struct Filters {
    /// In this section, or one of several
    #[arg(long = "section", value_name = "SECTION")]
    sections: Vec<Slug>,
    /// By this author, or one of several
    #[arg(long = "author", value_name = "NAME")]
    authors: Vec<String>,
    /// With this tag, or one of several
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// At most so many, the newest
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl List {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        self.filters.tell(file, None)
    }
}

impl Search {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let query: Query = self.words.join(" ").parse()?;
        self.filters.tell(file, Some(query))
    }
}

impl Filters {
    fn tell(&self, file: &ConfigFile, query: Option<Query>) -> Ended {
        let settings = file.settings_in_force()?;
        require_known(&self.sections, &settings)?;
        let articles = self.articles(&settings, query)?;
        if self.json {
            let articles: Vec<_> = articles.iter().map(in_short).collect();
            put!("{}", json!({ "articles": articles }));
        } else {
            print(&articles, &settings);
        }
        Ok(Outcome::Done)
    }

    fn articles(&self, settings: &Settings, query: Option<Query>) -> Result<Vec<Article>, Failure> {
        let mut store = open(settings)?;
        let selection = Selection {
            sections: self.sections.iter().cloned().collect(),
            authors: self.authors.clone(),
            tags: self.tags.clone(),
            query,
        };
        let now = Clock::system().now();
        let mut articles = store.select(&selection, now, self.limit, Duration::ZERO)?;
        articles.truncate(self.limit);
        Ok(articles)
    }
}

/// Says if one of these sections does not exist.
pub(super) fn require_known(sections: &[Slug], settings: &Settings) -> Result<(), Failure> {
    let is_none = |slug: &&Slug| settings.sections.iter().all(|it| it.slug != **slug);
    let Some(unknown) = sections.iter().find(is_none) else { return Ok(()) };
    let all: Vec<&str> = settings.sections.iter().map(|it| it.slug.as_str()).collect();
    let all = all.join(", ");
    Err(format!("there is no section \"{unknown}\"; there are: {all}").into())
}

/// The store, for reading.
pub(super) fn open(settings: &Settings) -> Result<SqliteStore, Failure> {
    let path = &settings.store.path;
    if !path.exists() {
        let path = path.display();
        return Err(
            format!("there is no article store {path} yet: `pressroom run` makes it").into()
        );
    }
    Ok(SqliteStore::open_to_read(path)?)
}

fn in_short(article: &Article) -> serde_json::Value {
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    json!({"id": article.id, "title": article.title, "url": article.url,
        "published": article.published, "updated": article.updated,
        "sections": article.sections, "authors": authors, "tags": article.tags})
}

fn print(articles: &[Article], settings: &Settings) {
    if articles.is_empty() {
        say!("nothing was found");
        return;
    }
    let now = Clock::system().now();
    let mut rows = table::of(&["published", "title", "sections", "id"]);
    for article in articles {
        let sections: Vec<&str> = article.sections.iter().map(Slug::as_str).collect();
        rows.add_row([
            human_time::told(article.published, now, settings.site.timezone),
            article.title.to_string(),
            sections.join(", "),
            article.id.as_str().trim_start_matches("urn:uuid:").to_owned(),
        ]);
    }
    say!("{rows}");
}
