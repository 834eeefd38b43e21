//! What the service tells the one who started it.

use crate::pipeline::{PassReport, Printing};
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::net::SocketAddr;

/// When each source is asked next, in the order of the config; `None` where its schedule
/// has no further time.
pub type Timetable = [(SourceName, Option<DateTime<Utc>>)];

/// What the service tells the one who started it, as it happens.
pub trait Announcer: Send + Sync {
    /// It is reachable, under these addresses.
    fn serving(&self, feeds: SocketAddr, admin: SocketAddr);
    /// A pass over a source ended.
    fn gathered(&self, pass: &PassReport);
    /// Documents were printed.
    fn printed(&self, printing: &Printing);
    /// All sources that were due at the start have been asked; when each is
    /// asked next.
    fn settled(&self, timetable: &Timetable);
}
