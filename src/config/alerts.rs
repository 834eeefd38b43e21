//! Who is told when something is wrong in the newsroom, and what counts as wrong:
//! the meaning of `[alerts]`. It tells nobody.

use super::secret::Secret;
use crate::section::Slug;
use crate::web_address::WebAddress;
use std::collections::BTreeMap;
use std::time::Duration;

/// `[alerts]`, and what the sections say of their silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// Who is told; nobody when `None`.
    pub webhook: Option<Webhook>,
    /// A source fails when this many passes in a row did.
    pub source_failures: u32,
    /// How long these sections may be without a new article; zero is for ever. The
    /// others are judged by what is usual.
    pub silent_after: BTreeMap<Slug, Duration>,
}

impl Default for Alerts {
    /// Nobody is told.
    fn default() -> Self {
        Self { webhook: None, source_failures: 3, silent_after: BTreeMap::new() }
    }
}

/// Where notices are posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The receiver's address; its path may be a secret.
    pub url: WebAddress,
    /// What notices are signed with.
    pub secret: Option<Secret>,
}
