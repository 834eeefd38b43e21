//! From a source to the store: one pass over one source, how sources stand, and
//! what is brought in once. It publishes nothing.

pub(in crate::pipeline) mod ahead;
pub mod archive;
mod archive_told;
mod asking;
mod doubtful;
mod gatherer;
mod keeping;
pub mod moved;
pub mod packed;
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
pub use gatherer::Gatherer;
pub(in crate::pipeline) use picture_desk::{PictureDesk, picture_states};
pub use report::{Again, PassEnd, PassReport};
pub use settling::looks;
