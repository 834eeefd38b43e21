//! From a source to the store: one pass over one source, how sources stand, and
//! what is brought in once. It publishes nothing.

pub mod archive;
mod pass;
mod settling;
pub mod standing;
pub mod subscriptions;
mod taken_down;

pub(in crate::pipeline) use pass::from_the_web;
pub use pass::{Again, Pass, PassEnd};
pub(in crate::pipeline) use settling::Settling;
