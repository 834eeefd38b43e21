//! Which articles an address names: the page that an item names, or the page of the web
//! edition that readers have of it, under whatever address that was, and however much of it
//! was copied.

use crate::article::ArticleId;
use crate::paper::{Route, ShortId};
use crate::store::{Store, StoreError};
use crate::web_address::WebAddress;

/// The articles at an address, whoever they can be shown to.
///
/// # Errors
/// When the store cannot be asked.
pub(in crate::pipeline) fn at_page(
    store: &mut dyn Store,
    address: &WebAddress,
) -> Result<Vec<ArticleId>, StoreError> {
    let named = store.by_address(address)?;
    if !named.is_empty() {
        return Ok(named);
    }
    at_path(store, address.url().path())
}

/// The article of the web edition that a path names, or the end of one: the id in it decides;
/// what stands before it and its words may be others now.
///
/// # Errors
/// When the store cannot be asked.
pub(in crate::pipeline) fn at_path(
    store: &mut dyn Store,
    path: &str,
) -> Result<Vec<ArticleId>, StoreError> {
    let Some(id) = id_in(path) else { return Ok(Vec::new()) };
    let kept = store.kept_at(&id)?;
    Ok(kept.into_iter().map(|kept| kept.article.id).collect())
}

/// The short id in a path: of an article's page, of its file, or of the way to its writer; or
/// that alone.
fn id_in(path: &str) -> Option<ShortId> {
    let path = path.split(['#', '?']).next().unwrap_or_default().trim_end_matches('/');
    let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
    let end = |parts: usize| {
        let begin = path.rmatch_indices('/').nth(parts - 1).map_or(0, |(at, _)| at + 1);
        &path[begin..]
    };
    let page = [end(2), end(3)].into_iter().find_map(|end| match Route::read(end)? {
        Route::Article(page) => Some(page.id),
        Route::WriteTo(id, _) => Some(id),
        _ => None,
    });
    page.or_else(|| {
        let last = end(1);
        ShortId::read(last.rsplit_once('-').map_or(last, |(_, id)| id))
    })
}
