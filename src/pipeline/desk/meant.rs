//! Which articles somebody means: by id, page, what a pusher or a source calls it, or by
//! its headline. The one rule for everything that takes a name from people.

use super::push::name_of;
use crate::article::ArticleId;
use crate::pipeline::at_page::{at_page, at_path};
use crate::store::{Found, Store, StoreError};
use crate::text::folded;
use crate::web_address::WebAddress;

/// How many are looked at, and named, where words could mean many.
const FOUND: usize = 20;

/// Who is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// Those that are called exactly so; empty if nothing is.
    pub exactly: Vec<ArticleId>,
    /// What has these words in a headline, and the items that were refused.
    pub like: Found,
}

/// Looks who is meant, as [`meant_among`] does, among as many as a person reads.
///
/// # Errors
/// When the store cannot be asked.
pub fn meant(store: &mut dyn Store, name: &str) -> Result<Meant, StoreError> {
    meant_among(store, name, FOUND)
}

/// Looks who is meant; of those that only have these words, so many. A headline names an article like its id, when it is written whole;
/// letter case and accents do not count.
///
/// # Errors
/// When the store cannot be asked.
pub fn meant_among(store: &mut dyn Store, name: &str, limit: usize) -> Result<Meant, StoreError> {
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '<' || c == '>');
    let mut found = called(store, name, limit)?;
    for other in as_copied(name) {
        if !found.exactly.is_empty() {
            break;
        }
        let other = called(store, &other, limit)?;
        found.exactly = other.exactly;
        if found.like.refused.is_empty() {
            found.like.refused = other.like.refused;
        }
    }
    Ok(found)
}

/// What a name may stand for that was copied out of a browser, which shows no scheme, or is
/// that of a file.
fn as_copied(name: &str) -> Vec<String> {
    const FILES: [&str; 7] = [".md", ".markdown", ".html", ".htm", ".txt", ".text", ".json"];
    let mut others = Vec::new();
    if !name.contains("://") && name.contains('/') && name.contains('.') {
        others.extend(["https://", "http://"].map(|scheme| format!("{scheme}{name}")));
    }
    others.extend(FILES.iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned));
    others
}

fn called(store: &mut dyn Store, name: &str, limit: usize) -> Result<Meant, StoreError> {
    // An id says all by itself.
    if let Some(kept) = store.kept(&ArticleId::kept(name.to_owned()))? {
        return Ok(Meant { exactly: vec![kept.article.id], like: Found::default() });
    }
    let like = store.find(name, limit)?;
    let mut exactly = match WebAddress::parse(name) {
        Ok(address) => [at_page(store, &address)?, store.ever_at(&address)?].concat(),
        Err(_) => at_path(store, name)?,
    };
    exactly.extend(store.called(&name_of(name))?.map(|kept| kept.article.id));
    // Whoever may push gives names as he likes: they stand beside those of others, and before
    // none of them.
    for id in &like.articles {
        let is_keyed = store.provenance(id)?.iter().any(|item| item.key == name);
        if is_keyed || is_titled(store, id, name)? {
            exactly.push(id.clone());
        }
    }
    exactly.sort_unstable();
    exactly.dedup();
    Ok(Meant { exactly, like })
}

fn is_titled(store: &mut dyn Store, id: &ArticleId, name: &str) -> Result<bool, StoreError> {
    let wanted = folded::folded(name);
    let own = store.kept(id)?.map(|kept| kept.article.title.to_string());
    let told = store.provenance(id)?.into_iter().map(|item| item.title);
    Ok(own.into_iter().chain(told).any(|title| folded::folded(&title) == wanted))
}
