//! What others are still to be told: messages to receivers, as they are kept until they
//! were taken. It sends nothing, and decides neither what is told nor when.

use crate::article::ArticleId;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What kind of receiver a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiverKind {
    /// A WebSub hub: it is told which topic has changed.
    Hub,
    /// The operators' webhook: it is told how the newsroom is doing.
    Webhook,
    /// The operators' mail server: likewise.
    Email,
}

impl ReceiverKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Hub, Self::Webhook, Self::Email];

    /// As it is kept, counted and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::Webhook => "webhook",
            Self::Email => "email",
        }
    }
}

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Receiver {
    /// What kind it is.
    pub kind: ReceiverKind,
    /// A hub's address; of a webhook, whose path may be a secret, and of a mail server the
    /// host alone.
    pub address: String,
}

impl fmt::Display for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.address)
    }
}

/// One message to one receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whom it is for.
    pub receiver: Receiver,
    /// What it is about: a later message about the same takes its place.
    pub subject: String,
    /// What is said of it, in the form of the kind; a hub is told the subject alone.
    pub body: String,
    /// The article whose change it tells of, where it tells of one.
    pub article: Option<ArticleId>,
}

/// A message that has not been taken yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The message.
    pub message: Message,
    /// Counts up whenever another message takes its place.
    pub version: i64,
    /// Since when it has been waiting.
    pub since: DateTime<Utc>,
    /// Attempts in vain, in a row.
    pub failures: u32,
    /// When it is tried; `None` once it was given up, until there is more to tell.
    pub due: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// It was this message that the receiver did not take; others it may.
    pub refused: bool,
}

/// A receiver that does not take what it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untold {
    /// What kind it is.
    pub kind: ReceiverKind,
    /// Which one.
    pub receiver: String,
    /// How many messages wait for it.
    pub messages: usize,
    /// Since when the oldest of them has been waiting.
    pub since: DateTime<Utc>,
    /// Attempts in vain, in a row.
    pub failures: u32,
    /// When it is tried again; `None` when it was given up until there is more to tell.
    pub next_attempt: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub error: String,
}

impl Untold {
    /// Every receiver that has failed to take something, in order.
    #[must_use]
    pub fn all(deliveries: &[Delivery]) -> Vec<Self> {
        let mut by_receiver: BTreeMap<&Receiver, Vec<&Delivery>> = BTreeMap::new();
        for delivery in deliveries {
            by_receiver.entry(&delivery.message.receiver).or_default().push(delivery);
        }
        by_receiver
            .into_iter()
            .filter_map(|(receiver, waiting)| Self::of(receiver, &waiting))
            .collect()
    }

    fn of(receiver: &Receiver, waiting: &[&Delivery]) -> Option<Self> {
        let worst = waiting.iter().max_by_key(|delivery| delivery.failures)?;
        Some(Self {
            kind: receiver.kind,
            receiver: receiver.address.clone(),
            messages: waiting.len(),
            since: waiting.iter().map(|delivery| delivery.since).min()?,
            failures: worst.failures,
            next_attempt: waiting.iter().filter_map(|delivery| delivery.due).min(),
            error: worst.error.clone()?,
        })
    }
}

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, receiver, messages, failures, error, .. } = self;
        let since = self.since.to_rfc3339_opts(SecondsFormat::Secs, true);
        write!(
            f,
            "the {} {receiver} has not taken what it was told in {failures} attempts: {messages} ",
            kind.as_str()
        )?;
        write!(f, "messages wait since {since}. {error}. ")?;
        match self.next_attempt {
            Some(next) => {
                write!(
                    f,
                    "It is tried again at {}",
                    next.to_rfc3339_opts(SecondsFormat::Secs, true)
                )
            }
            None => f.write_str("It was given up, and is tried again when there is more to tell"),
        }
    }
}
