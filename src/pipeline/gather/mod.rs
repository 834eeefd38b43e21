//! From a source to the store: one pass over one source, how sources stand, and
//! what is brought in once. It publishes nothing.

mod ahead;
pub mod archive;
mod asking;
mod doubtful;
mod keeping;
mod pass;
mod picture_desk;
mod pictures;
mod rejudging;
mod renamed;
mod report;
mod settling;
pub mod standing;
mod subscribing;
pub mod subscriptions;
mod taken_down;
mod telling;

pub(in crate::pipeline) use asking::{Before, from_the_web};
pub(in crate::pipeline) use picture_desk::PictureDesk;
pub use report::{Again, PassEnd, PassReport};
pub use settling::looks;

use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Since when something has been missing in folders that have not come to rest.
pub(in crate::pipeline) type Settling = Mutex<BTreeMap<SourceName, DateTime<Utc>>>;
