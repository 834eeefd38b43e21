//! Which articles are meant on the command line. It asks the store, and shows nothing.

use crate::article::ArticleId;
use crate::store::{SqliteStore, Store, StoreError};
use crate::web_address::WebAddress;

/// The articles that an id or an address names; an id may be its UUID alone.
pub(super) fn ids(store: &mut SqliteStore, name: &str) -> Result<Vec<ArticleId>, StoreError> {
    match (WebAddress::parse(name), uuid::Uuid::parse_str(name)) {
        (Ok(address), _) => store.by_address(&address),
        (_, Ok(uuid)) => Ok(vec![ArticleId::kept(uuid.urn().to_string())]),
        _ => Ok(vec![ArticleId::kept(name.to_owned())]),
    }
}
