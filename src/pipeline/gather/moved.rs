//! What is told of a source whose address leads elsewhere for good (301, 308). It is asked
//! there anyway; the configuration is somebody else's to change.

use crate::config::settings::{Source, SourceKind};
use crate::raw_item::Warning;
use crate::source_memory::SourceMemory;
use crate::web_address::WebAddress;

/// That a source has moved, with the line to write, while what is remembered of its present
/// address says so.
#[must_use]
pub fn told_of_move(source: &Source, memory: &SourceMemory) -> Option<Warning> {
    let table = match &source.kind {
        SourceKind::Feed(_) => "[source.feed]",
        SourceKind::Page(_) => "[source.page]",
        SourceKind::Sitemap(_) => "[source.sitemap]",
        SourceKind::Folder(_) => return None,
    };
    let address = source.kind.web_address()?;
    let is_its_own = memory.location.as_deref() == Some(address.as_str());
    let to = memory.moved_to.as_ref().filter(|_| is_its_own)?;
    told_of(address, to, source.name().as_str(), &format!(" into its {table}"))
}

/// The same of an address that stands in no configuration.
pub(in crate::pipeline) fn told_of_address(
    address: &WebAddress,
    memory: &SourceMemory,
) -> Option<Warning> {
    told_of(address, memory.moved_to.as_ref()?, "the whole feed", "")
}

fn told_of(from: &WebAddress, to: &WebAddress, key: &str, place: &str) -> Option<Warning> {
    // Nobody is told to give up what is encrypted.
    let is_safe = to.url().scheme() == "https" || from.url().scheme() == "http";
    (is_safe && from != to).then(|| Warning {
        key: key.to_owned(),
        warning: format!(
            "it has moved for good: write `url = \"{to}\"`{place}; when the redirect goes, nothing \
             comes any more"
        ),
    })
}
