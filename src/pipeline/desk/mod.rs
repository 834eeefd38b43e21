//! What the newsroom itself does to its articles: push, correct, retract, undo, purge.
//! Each is one transaction of the store. It publishes nothing.

mod on_disk;
pub mod purging;
mod push;

pub(in crate::pipeline) use push::name_of;
