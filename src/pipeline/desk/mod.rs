//! What the newsroom itself does to its articles: push, correct, retract, undo, purge.
//! Each is one transaction of the store. It publishes nothing.

mod editing_desk;
pub mod meant;
mod on_disk;
pub mod purging;
mod push;

pub use editing_desk::EditingDesk;
pub(in crate::pipeline) use push::judging_pushes;
