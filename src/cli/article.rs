//! Which article is meant on the command line: by its name, and of several that have it, by
//! what is to be done. It asks the store, and changes nothing.

use super::ended::Failure;
use crate::article::ArticleId;
use crate::clock::Clock;
use crate::pipeline::desk::meant::{Meant, meant};
use crate::store::{EditKind, PastEdit, SqliteStore, Store, StoreError};
use chrono::{DateTime, Utc};
use std::fmt::Write as _;
use std::path::Path;

/// How many are named where it is not clear which is meant.
const NAMED: usize = 8;

/// What is to be done with the article that somebody names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted {
    /// It is looked at, or removed for good: none is taken for granted.
    Any,
    /// Readers are to have it otherwise, or no longer.
    Standing,
    /// What was done to it is to be undone.
    Done,
}

impl Wanted {
    /// Whether it can be done with this one.
    fn is_for(self, store: &mut dyn Store, id: &ArticleId) -> Result<bool, StoreError> {
        match self {
            Self::Any => Ok(true),
            Self::Standing => Ok(store.kept(id)?.is_some_and(|kept| kept.withdrawn.is_none())),
            Self::Done => {
                let now = Clock::system().now();
                let said = store.kept(id)?.map(|kept| kept.article);
                let is_purged = said
                    .is_some_and(|said| said.title.is_empty() && said.content.as_str().is_empty());
                Ok(!is_purged && store.edits(id)?.iter().any(|edit| stands(edit, now)))
            }
        }
    }
}

/// An embargo whose time has come stands no longer.
fn stands(edit: &PastEdit, now: DateTime<Utc>) -> bool {
    let is_over = edit.kind == EditKind::Embargo && edit.until.is_none_or(|until| until <= now);
    edit.undone.is_none() && !is_over
}

/// The store, open for a change, and the one article in it that this names.
pub(super) fn one(
    path: &Path,
    name: &str,
    wanted: Wanted,
) -> Result<(SqliteStore, ArticleId), Failure> {
    if !path.exists() {
        return Err(format!("there is no article store {} yet", path.display()).into());
    }
    let mut store = SqliteStore::open_for_a_command(path)?;
    let id = one_in(&mut store, name, wanted)?;
    Ok((store, id))
}

/// The one article of a store that this names; of several, the one with which it can be done.
pub(super) fn one_in(
    store: &mut dyn Store,
    name: &str,
    wanted: Wanted,
) -> Result<ArticleId, Failure> {
    let Meant { mut exactly, like } = meant(store, name)?;
    if exactly.len() > 1 {
        let mut fit = Vec::new();
        for id in &exactly {
            if wanted.is_for(store, id)? {
                fit.push(id.clone());
            }
        }
        if fit.len() == 1 {
            exactly = fit;
        }
    }
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
