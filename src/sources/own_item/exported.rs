//! What `export` writes into the head of a file besides the keys that people write, and
//! whether the file is still as it was exported. It reads nothing of any other file.

use super::keys::{Key, KeyFault};
use super::meaning::Table;
use super::value::Value;
use crate::fingerprint::Fingerprint;
use crate::raw_item::RawOrigin;

/// The publication that it came from, as `export` writes it.
pub(super) fn origin(key: &Key) -> Result<RawOrigin, KeyFault> {
    let Value::Table(table) = &key.value else {
        return Err(key.wrong("a table with title, url and feed_url"));
    };
    let said = Table { key, table, known: &["title", "url", "feed_url"] };
    let (title, site, feed) = (said.text("title")?, said.text("url")?, said.text("feed_url")?);
    Ok(RawOrigin { title, feed, site, rights: None })
}

/// Whether an article has the title and the text that this is the seal of: readers had them, so
/// what they speak of is spoken of, and nothing in them is code.
pub(in crate::sources) fn is_as_exported(
    seal: Option<&str>,
    title: Option<&str>,
    text: &str,
) -> bool {
    let of_now = Fingerprint::of_exported(title.unwrap_or_default(), text).to_string();
    seal.is_some_and(|seal| seal.trim() == of_now)
}
