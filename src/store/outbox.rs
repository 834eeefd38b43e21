//! What is still to be told to others. A change of an article is noted in the
//! transaction that makes it, and stays noted until a printing has it and everybody
//! who is to be told of it has a message of their own here.

use super::StoreError;
use crate::article::ArticleId;
use crate::delivery::{Delivery, Message};
use crate::fingerprint::Fingerprint;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// The outbox. The rules of [`super::Store`] hold.
///
/// # Errors
/// Each fails when the engine does.
pub trait Outbox {
    /// How far changes are noted: a number that grows with each; 0 when none is.
    fn noted(&mut self) -> Result<i64, StoreError>;

    /// The articles whose changes are noted up to `number`, each once.
    fn changes(&mut self, number: i64) -> Result<Vec<ArticleId>, StoreError>;

    /// What the hubs were last told of each topic: of the bytes that it had then.
    fn topics(&mut self) -> Result<BTreeMap<String, Fingerprint>, StoreError>;

    /// Replaces all of [`Outbox::topics`], queues the messages that tell of the
    /// difference, and no longer notes the changes up to `number`: one transaction. It
    /// can be made anew from what is kept, so it need not survive a power cut.
    fn announce(
        &mut self,
        number: i64,
        topics: &BTreeMap<String, Fingerprint>,
        messages: &[Message],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;

    /// Queues messages. To a receiver that fails they go when it is tried again.
    fn queue(&mut self, messages: &[Message], at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Everything that waits: by receiver, the longest waiting first.
    fn deliveries(&mut self) -> Result<Vec<Delivery>, StoreError>;

    /// A message was taken: it is gone unless another has taken its place meanwhile, and
    /// whatever else waits for this receiver is due at once.
    fn taken(&mut self, delivery: &Delivery, at: DateTime<Utc>) -> Result<(), StoreError>;

    /// Replaces when these are tried again, and why the last attempt failed.
    fn put_off(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError>;

    /// Drops messages that nobody is to be told any more.
    fn discard(&mut self, messages: &[Message]) -> Result<(), StoreError>;
}
