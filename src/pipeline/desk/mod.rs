//! What the newsroom itself does to its articles: push, correct, retract, undo, purge.
//! Each is one transaction of the store. It publishes nothing.

pub mod meant;
mod on_disk;
pub mod purging;
mod push;
