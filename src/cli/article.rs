//! Which article is meant on the command line. It asks the store, and changes nothing.

use super::ended::Failure;
use crate::article::ArticleId;
use crate::pipeline::desk::meant::{Meant, meant};
use crate::store::{SqliteStore, Store, StoreError};
use std::fmt::Write as _;
use std::path::Path;

/// How many are named where it is not clear which is meant.
const NAMED: usize = 8;

/// The store, open for a change, and the one article in it that this names.
pub(super) fn one(path: &Path, name: &str) -> Result<(SqliteStore, ArticleId), Failure> {
    if !path.exists() {
        return Err(format!("there is no article store {} yet", path.display()).into());
    }
    let mut store = SqliteStore::open(path)?;
    let id = one_in(&mut store, name)?;
    Ok((store, id))
}

/// The one article of a store that this names.
pub(super) fn one_in(store: &mut dyn Store, name: &str) -> Result<ArticleId, Failure> {
    let Meant { mut exactly, like } = meant(store, name)?;
    // What was purged has no headline and no page left, but its id is known.
    if exactly.is_empty()
        && let Ok(uuid) = uuid::Uuid::parse_str(name)
    {
        exactly.push(ArticleId::kept(uuid.urn().to_string()));
    }
    match (exactly.len(), exactly.pop()) {
        (1, Some(id)) => Ok(id),
        (_, None) if like.articles.is_empty() => Err(format!(
            "there is no article {name}: give the id as it stands in a feed, the address of its page, what its source calls it, or its whole headline"
        )
        .into()),
        (_, None) => {
            let list = listed(store, &like.articles)?;
            Err(format!("{name} names no article; give the id of the one that is meant:{list}").into())
        }
        (count, Some(last)) => {
            exactly.push(last);
            let list = listed(store, &exactly)?;
            Err(format!("{name} names {count} articles; give the id of one:{list}").into())
        }
    }
}

/// A line for each of them: id, whether it is gone, headline.
fn listed(store: &mut dyn Store, ids: &[ArticleId]) -> Result<String, StoreError> {
    let mut list = String::new();
    for id in ids.iter().take(NAMED) {
        let Some(kept) = store.kept(id)? else { continue };
        let gone = if kept.withdrawn.is_some() { " (withdrawn)" } else { "" };
        let _ = write!(list, "\n  {id}{gone} {}", kept.article.title);
    }
    if ids.len() > NAMED {
        let _ = write!(list, "\n  and {} more", ids.len() - NAMED);
    }
    Ok(list)
}
