//! The key of an item: what its source calls it, or what it is called by when
//! its source calls it nothing.

use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawText};
use crate::sources::global_id::is_global;

/// Gives an item its key: what the source calls it, else its address, else the
/// fingerprint of its title and text. The address of the whole site names none
/// of its articles.
pub(super) fn name(item: &mut RawItem, given: Option<String>, site: Option<&str>) {
    let address = item.url.as_deref().filter(|url| !url.is_empty() && Some(*url) != site);
    let key = given.filter(|key| !key.is_empty()).or_else(|| address.map(str::to_owned));
    item.key = key.unwrap_or_else(|| {
        let body = item.content.as_ref().or(item.summary.as_ref());
        let parts = [item.title.as_ref(), body].map(|part| part.map_or("", RawText::as_str));
        Fingerprint::of_parts(parts.map(str::as_bytes)).to_string()
    });
    item.key_is_global = is_global(&item.key);
}
