//! What a configuration is read for: that says what is wrong with it, and what only odd.

use chrono::{DateTime, Utc};

/// What it is read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The time, for somebody who wants to hear what it has overtaken.
    pub now: Option<DateTime<Utc>>,
    /// Only to look at what is kept: folders of articles may be away.
    pub to_look: bool,
    /// Sources are about to be added: there may be none yet.
    pub to_fill: bool,
}
