//! How the feeds are served: where readers connect, and what they may cost. It says
//! nothing of what is served.

use crate::section::Slug;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// `[server]`: how the feeds are served.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// Where readers connect.
    pub listen: SocketAddr,
    /// Where health and metrics are; loopback by default.
    pub admin: SocketAddr,
    /// Connections at one time; more wait to be accepted.
    pub max_connections: usize,
    /// From accepting a connection to its first byte.
    pub first_byte_timeout: Duration,
    /// For the whole head of a request, and between two requests.
    pub header_timeout: Duration,
    /// The head of a request, in bytes.
    pub max_header_bytes: usize,
    /// How long requests may take to finish when the program is told to stop.
    pub shutdown_timeout: Duration,
    /// Feeds that no longer exist: 410.
    pub gone: Vec<Slug>,
    /// Feeds that have another name now: 301.
    pub moved: BTreeMap<Slug, Slug>,
    /// A changed file is taken up even when readers lose feeds, or see ids change.
    pub allow_breaking: bool,
}
