//! Tells others what happened in the newsroom. It decides neither what is worth
//! telling nor when, and remembers nothing.

mod webhook;

pub use webhook::{AnnounceError, Notice, SIGNATURE, Webhook};
