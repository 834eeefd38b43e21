//! How upstreams are asked, and how patiently. What one source says of itself
//! stands with the source.

use super::access::Proxies;
use std::time::Duration;

/// `[fetch]`: how upstreams are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetch {
    /// `User-Agent`.
    pub user_agent: String,
    /// For one whole answer, redirects included.
    pub timeout: Duration,
    /// The largest answer, in bytes after decompression.
    pub max_bytes: usize,
    /// Hosts (or `host:port`) that may be asked although their address is not public.
    pub allow_hosts: Vec<String>,
    /// The shortest time between two requests to one host.
    pub pace: Duration,
    /// Requests to one host at one time.
    pub per_host: usize,
    /// Sources that are asked at one time.
    pub concurrency: usize,
    /// The longest time that an upstream's own cache lifetime puts off a pass.
    pub freshness_max: Duration,
    /// By how much the wait of a failing source grows with each failure.
    pub backoff: u32,
    /// The longest wait of a failing source.
    pub backoff_max: Duration,
    /// The longest that one pass over a source may take.
    pub pass_max: Duration,
    /// The proxies that sources are asked through, where they do not say it themselves.
    pub proxies: Proxies,
}

impl Default for Fetch {
    /// How a client asks where there is no configuration.
    fn default() -> Self {
        Self {
            user_agent: concat!("pressroom/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(30),
            max_bytes: 32 << 20,
            allow_hosts: Vec::new(),
            pace: Duration::from_secs(1),
            per_host: 2,
            concurrency: 16,
            freshness_max: Duration::from_secs(15 * 60),
            backoff: 2,
            backoff_max: Duration::from_secs(6 * 60 * 60),
            pass_max: Duration::from_secs(10 * 60),
            proxies: Proxies::default(),
        }
    }
}
