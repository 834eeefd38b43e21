//! Tells others what happened in the newsroom: one engine for all kinds of receivers.
//! It does not decide what is worth telling, and remembers nothing.

mod backoff;
mod courier;
mod hub;
mod mail;
mod signature;
mod webhook;

pub use backoff::next_attempt;
pub use courier::{AnnounceError, Courier, Letter, Post};
pub use hub::{hub_letter, subscription_letter};
pub use mail::{MailError, MailLetter, mail_letter};
pub use signature::Signature;
pub use webhook::{Notice, SIGNATURE, test_notice, webhook_letter};
