//! Which article is meant on the command line. It asks the store, and shows nothing.

use super::ended::Failure;
use crate::article::ArticleId;
use crate::config::Settings;
use crate::store::{SqliteStore, Store, StoreError};
use crate::web_address::WebAddress;

/// The store, open for a change, and the one article in it that an id or an address names.
pub(super) fn one(settings: &Settings, name: &str) -> Result<(SqliteStore, ArticleId), Failure> {
    let path = &settings.store.path;
    if !path.exists() {
        return Err(format!("there is no article store {} yet", path.display()).into());
    }
    let mut store = SqliteStore::open(path)?;
    let mut ids = ids(&mut store, name)?;
    match (ids.pop(), ids.len()) {
        (Some(id), 0) => Ok((store, id)),
        (None, _) => Err(format!("{name} names no article").into()),
        (Some(_), more) => {
            Err(format!("{name} names {} articles: give the id of one", more + 1).into())
        }
    }
}

/// The articles that an id or an address names; an id may be its UUID alone.
fn ids(store: &mut SqliteStore, name: &str) -> Result<Vec<ArticleId>, StoreError> {
    match (WebAddress::parse(name), uuid::Uuid::parse_str(name)) {
        (Ok(address), _) => store.by_address(&address),
        (_, Ok(uuid)) => Ok(vec![ArticleId::kept(uuid.urn().to_string())]),
        _ => Ok(vec![ArticleId::kept(name.to_owned())]),
    }
}
