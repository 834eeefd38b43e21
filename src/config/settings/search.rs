//! How readers may follow a search. It answers nobody.

use std::time::Duration;

/// `[search]`: how readers may follow a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Searches are answered.
    pub enabled: bool,
    /// Items in an answer.
    pub items: usize,
    /// How long one may take in the store.
    pub timeout: Duration,
    /// Searches at one time.
    pub at_once: usize,
    /// How much is kept of answers, in bytes.
    pub cache_bytes: usize,
    /// Searches in a minute from one address.
    pub per_minute: usize,
    /// Where the newsroom's own proxy names the client.
    pub client_header: Option<http::HeaderName>,
}

impl Default for Search {
    /// Switched off.
    fn default() -> Self {
        Self {
            enabled: false,
            items: 50,
            timeout: Duration::from_secs(2),
            at_once: 2,
            cache_bytes: 32 << 20,
            per_minute: 30,
            client_header: None,
        }
    }
}
