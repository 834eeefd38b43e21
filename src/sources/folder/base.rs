//! Where a folder is on the newspaper's site: what stands in its files is relative to that. It
//! reads no file.

use crate::config::settings::Judging;
use crate::web_address::WebAddress;

/// The address that a folder has on the newspaper's site.
#[derive(Clone, Debug)]
pub struct Base {
    /// The address; what is relative in its files is relative to it.
    pub address: WebAddress,
    /// An article has its page where its file is, unless it says another.
    pub makes_pages: bool,
}

impl Base {
    /// That of a folder which is published there.
    #[must_use]
    pub fn at(address: &WebAddress) -> Self {
        Self { address: address.clone(), makes_pages: true }
    }

    /// That of a source: where nobody says it, its files stand on the newspaper's own site, and
    /// nobody knows where its pages are.
    #[must_use]
    pub fn of(judging: &Judging) -> Option<Self> {
        let address = judging.base_url.as_ref().or(judging.site_url.as_ref())?;
        Some(Self { address: address.clone(), makes_pages: judging.base_url.is_some() })
    }
}
