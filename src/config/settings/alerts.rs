//! Who is told when something is wrong in the newsroom, and what counts as wrong:
//! the meaning of `[alerts]`. It tells nobody.

use crate::config::secret::Secret;
use crate::section::Slug;
use crate::web_address::WebAddress;
use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use lettre::message::Mailbox;
use std::collections::BTreeMap;
use std::time::Duration;

/// `[alerts]`, and what the sections say of their silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// Which webhook is told, if any.
    pub webhook: Option<Webhook>,
    /// Who is told by e-mail, if anybody.
    pub mail: Option<Mail>,
    /// When nobody is told; at no hour when `None`.
    pub quiet: Option<QuietHours>,
    /// A source fails when this many passes in a row did.
    pub source_failures: u32,
    /// How long these sections may be without a new article; zero is for ever. The
    /// others are judged by what is usual.
    pub silent_after: BTreeMap<Slug, Duration>,
}

impl Default for Alerts {
    /// Nobody is told.
    fn default() -> Self {
        Self {
            webhook: None,
            mail: None,
            quiet: None,
            source_failures: 3,
            silent_after: BTreeMap::new(),
        }
    }
}

/// The people who are told by e-mail, and the server that takes what is for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The server's name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept secret.
    pub tls: MailTls,
    /// Who it knows us as.
    pub login: Option<MailLogin>,
    /// Who writes.
    pub from: Mailbox,
    /// Who is told.
    pub to: Vec<Mailbox>,
}

impl Mail {
    /// The server, as it is told of.
    #[must_use]
    pub fn name(&self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}

/// How a connection to a mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// It begins in the clear, and nothing is said before it is secret (RFC 3207).
    Start,
    /// It is secret from its begin on (RFC 8314 §3).
    Always,
    /// It is not.
    Never,
}

/// A name at a mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLogin {
    /// The name.
    pub user: String,
    /// Its password.
    pub password: Secret,
}

/// Where notices are posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// The receiver's address; its path may be a secret.
    pub url: WebAddress,
    /// What notices are signed with.
    pub secret: Option<Secret>,
    /// In which form it wants them.
    pub shape: Shape,
}

/// The form in which a receiver wants a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Everything there is to say, as JSON.
    Json,
    /// A message of a Slack webhook, which Mattermost and others take too.
    Slack,
    /// A message of a Discord webhook.
    Discord,
    /// A message of a bot of Telegram.
    Telegram {
        /// The chat that it is for.
        chat: String,
    },
    /// A message in a Matrix room.
    Matrix {
        /// Whose account speaks.
        token: Secret,
    },
}

/// The hours in which nobody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub from: NaiveTime,
    /// When they end: on the next day, where that is not later.
    pub until: NaiveTime,
    /// On whose clock.
    pub zone: Tz,
}

impl QuietHours {
    /// Whether nobody is told at an instant.
    #[must_use]
    pub fn hold(&self, now: DateTime<Utc>) -> bool {
        let time = now.with_timezone(&self.zone).time();
        if self.from < self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }
}
