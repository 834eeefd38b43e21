//! `pressroom article`: which items an article is made of, and how each was found
//! to be of it. It only reads, and may be asked while the service runs.

use super::{Arguments, Ended, Outcome, table};
use crate::article::{Article, ArticleId};
use crate::config::Settings;
use crate::store::{Provenance, SqliteStore, Store, StoreError};
use crate::web_address::WebAddress;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The article's id as it stands in a feed, or the address of its page
    #[arg(value_name = "ID|ADDRESS")]
    article: String,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(crate) fn run(&self, arguments: &Arguments) -> Ended {
        let settings = arguments.settings()?;
        let mut store = SqliteStore::open_to_read(&settings.store.path)?;
        let ids = ids(&mut store, &self.article)?;
        let mut shown = 0;
        for id in ids {
            let Some(article) = store.article(&id)? else { continue };
            let (items, revisions) = (store.provenance(&id)?, store.revisions(&id)?.len());
            if self.json {
                say!("{}", as_json(&article, &items, revisions));
            } else {
                print(&article, &items, revisions, &settings);
            }
            shown += 1;
        }
        if shown == 0 {
            let article = &self.article;
            return Err(format!("there is no article {article}: give the id as it stands in a feed, or the address of its page").into());
        }
        Ok(Outcome::Done)
    }
}

/// The articles that an id or an address names; an id may be its UUID alone.
pub(super) fn ids(store: &mut SqliteStore, name: &str) -> Result<Vec<ArticleId>, StoreError> {
    match (WebAddress::parse(name), uuid::Uuid::parse_str(name)) {
        (Ok(address), _) => store.by_address(&address),
        (_, Ok(uuid)) => Ok(vec![ArticleId::kept(uuid.urn().to_string())]),
        _ => Ok(vec![ArticleId::kept(name.to_owned())]),
    }
}

fn as_json(article: &Article, items: &[Provenance], revisions: usize) -> Value {
    let items: Vec<Value> = items
        .iter()
        .map(|item| {
            json!({"source": item.source.as_str(), "key": item.key, "matched": item.matched.to_string(),
                "since": item.since, "superseded": item.superseded, "title": item.title,
                "url": item.url})
        })
        .collect();
    json!({"id": article.id, "title": article.title, "url": article.url,
        "published": article.published, "updated": article.updated, "revisions": revisions,
        "items": items})
}

fn print(article: &Article, items: &[Provenance], revisions: usize, settings: &Settings) {
    let date = |instant: chrono::DateTime<chrono::Utc>| {
        instant.with_timezone(&settings.site.timezone).format("%Y-%m-%d %H:%M %Z").to_string()
    };
    say!("{}\n{}", article.title, article.id);
    say!("published {}, {revisions} states of its text", date(article.published));
    let mut rows = table::of(&["source", "key", "found by", "since", "title", "address"]);
    for item in items {
        let matched = item.matched.to_string();
        rows.add_row([
            item.source.to_string(),
            item.key.clone(),
            if item.superseded { format!("{matched}, superseded") } else { matched },
            item.since.map_or_else(|| "unknown".to_owned(), date),
            item.title.clone(),
            item.url.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string),
        ]);
    }
    say!("{rows}");
}
