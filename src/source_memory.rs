//! What a source last told us, kept in the store so that a restart asks it as
//! politely as if nothing had happened.

use crate::fingerprint::Fingerprint;
use crate::web_address::WebAddress;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a source in `config.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceName(String);

impl SourceName {
    /// Takes any name; `config` checks that it is unique and not empty.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// As it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Validators and the like, exactly as the upstream gave them (RFC 9110 §8.8).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceMemory {
    /// Which location these belong to; they mean nothing for another one.
    pub location: Option<String>,
    /// `ETag`, byte for byte.
    pub etag: Option<String>,
    /// `Last-Modified`, byte for byte.
    pub last_modified: Option<String>,
    /// Of the last body that was read to its end.
    pub body: Option<Fingerprint>,
    /// Where a permanent redirect (301, 308) led.
    pub moved_to: Option<WebAddress>,
    /// Of the settings that its items were judged by: under others, all that it
    /// has is judged once more.
    pub desk: Option<Fingerprint>,
}
