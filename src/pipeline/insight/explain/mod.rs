//! Why an article is where it is, or why it is nowhere: from the store and the
//! settings, by the code that decided it. It changes nothing and asks no source.

mod history;
mod places;
mod presence;

pub use history::{DeskEdit, RevisionChange};
pub use places::{Item, Place};
pub use presence::{Absence, Presence};

use crate::article::{Article, ArticleId};
use crate::config::Settings;
use crate::config::settings::Source;
use crate::desk::{KeptArticle, PUSH_SOURCE};
use crate::pipeline::desk::meant::{self, Meant};
use crate::pipeline::press::composer::Composer;
use crate::pipeline::shared_store::SharedStore;
use crate::pipeline::shared_store::lock;
use crate::raw_item::{Rejection, Warning};
use crate::source_memory::SourceName;
use crate::store::{Store, StoreError};
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::sync::{Arc, Mutex};

/// What is known of whatever was meant.
#[derive(Debug, Default, Serialize)]
pub struct Explanation {
    /// The articles that were meant.
    pub articles: Vec<Explained>,
    /// Items that were refused, and so are no articles.
    pub refused: Vec<Refused>,
    /// What is odd about items that were kept.
    pub warnings: Vec<Odd>,
}

/// All about one article.
#[derive(Debug, Serialize)]
pub struct Explained {
    /// Its identity.
    pub id: ArticleId,
    /// Its headline.
    pub title: String,
    /// Its page.
    pub url: Option<WebAddress>,
    /// When it was, or will be, published.
    pub published: DateTime<Utc>,
    /// When it last really changed.
    pub updated: DateTime<Utc>,
    /// When it was taken back, when it was.
    pub withdrawn: Option<DateTime<Utc>>,
    /// Why it was taken back, where that was said.
    pub reason: Option<String>,
    /// What has changed of it, oldest first.
    pub history: Vec<RevisionChange>,
    /// What the desk has said of it, oldest first.
    pub edits: Vec<DeskEdit>,
    /// What it is made of, the item whose text counts first.
    pub items: Vec<Item>,
    /// Where it is, and where it is not: its own sections and the front page.
    pub feeds: Vec<Presence>,
}

/// What is odd about an item.
#[derive(Debug, Serialize)]
pub struct Odd {
    /// Who brought it.
    pub source: SourceName,
    /// Which item, and what is odd.
    #[serde(flatten)]
    pub warning: Warning,
}

/// An item that was refused.
#[derive(Debug, Serialize)]
pub struct Refused {
    /// Who brought it.
    pub source: SourceName,
    /// When it was refused.
    pub at: DateTime<Utc>,
    /// Which item, and why.
    #[serde(flatten)]
    pub rejection: Rejection,
}

/// Explains what is meant by an id, an address, a source's key, or words of a title.
///
/// # Errors
/// When the store cannot be asked.
pub fn explain(
    store: Box<dyn Store>,
    settings: &Arc<Settings>,
    meant: &str,
    now: DateTime<Utc>,
) -> Result<Explanation, StoreError> {
    let store: SharedStore = Arc::new(Mutex::new(store));
    let (ids, refused) = {
        let Meant { exactly, like } = meant::meant(lock(&store).as_mut(), meant)?;
        (if exactly.is_empty() { like.articles } else { exactly }, like.refused)
    };
    let composer = Composer::new(settings.clone(), store);
    let mut articles = Vec::with_capacity(ids.len());
    if !ids.is_empty() {
        let feeds = presence::Feeds::of(&composer, now)?;
        for id in ids {
            let Some(kept) = composer.ask(|store| store.kept(&id))? else { continue };
            articles.push(explained(&composer, settings, kept, &feeds, now)?);
        }
    }
    let refused =
        refused.into_iter().map(|(source, at, rejection)| Refused { source, at, rejection });
    let warnings = composer.ask(|store| warnings(store, settings, meant, &articles))?;
    Ok(Explanation { articles, refused: refused.collect(), warnings })
}

/// What is odd about items of this name, and about those of these articles.
fn warnings(
    store: &mut dyn Store,
    settings: &Settings,
    meant: &str,
    articles: &[Explained],
) -> Result<Vec<Odd>, StoreError> {
    let mut odd = Vec::new();
    let pushes = SourceName::new(PUSH_SOURCE);
    for source in settings.sources.iter().map(Source::name).chain([&pushes]) {
        let is_item = |key: &str| {
            let items = articles.iter().flat_map(|article| &article.items);
            key == meant || items.into_iter().any(|item| item.source == *source && item.key == key)
        };
        let all = store.source(source)?.warnings.into_iter();
        odd.extend(
            all.filter(|warning| is_item(&warning.key))
                .map(|warning| Odd { source: source.clone(), warning }),
        );
    }
    Ok(odd)
}

fn explained(
    composer: &Composer,
    settings: &Settings,
    kept: KeptArticle,
    feeds: &presence::Feeds<'_>,
    now: DateTime<Utc>,
) -> Result<Explained, StoreError> {
    let id = &kept.article.id;
    let (items, revisions, edits) = composer
        .ask(|store| Ok((store.provenance(id)?, store.revisions(id)?, store.edits(id)?)))?;
    let presences = feeds.of_article(&kept, now);
    let KeptArticle { article, withdrawn, reason, .. } = kept;
    let Article { id, title, url, published, updated, .. } = article;
    Ok(Explained {
        id,
        title: title.to_string(),
        url,
        published,
        updated,
        withdrawn,
        reason,
        history: history::of(&revisions),
        edits: history::said(edits, now),
        items: items.into_iter().map(|item| places::of(item, settings)).collect(),
        feeds: presences,
    })
}
