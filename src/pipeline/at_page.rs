//! Which articles an address names: the page that an item names, or the page of the web
//! edition that readers have of it, under whatever address that was.

use crate::article::ArticleId;
use crate::paper::Route;
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
    // In the paper the id at the end decides; host, sub-path and words may have changed.
    let path = address.url().path();
    let page = path.rmatch_indices('/').nth(1).map_or("", |(at, _)| &path[at + 1..]);
    let Some(Route::Article(page)) = Route::read(page) else { return Ok(named) };
    let kept = store.kept_at(&page.id)?;
    Ok(kept.into_iter().map(|kept| kept.article.id).collect())
}
