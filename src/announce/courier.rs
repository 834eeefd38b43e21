//! Carries one message to one receiver: over HTTP to public addresses only, at the host's
//! pace, within the time limit; to a mail server as `mail` does. It tries once, and says
//! whose fault a failure is.

use super::backoff::LONGEST_WAIT;
use super::mail::{self, MailError, MailLetter};
use crate::fetch::{Client, FetchError};
use crate::web_address::WebAddress;
use bytes::Bytes;
use chrono::TimeDelta;
use http::Method;
use http::header::HeaderMap;

/// What is carried.
#[derive(Clone, Debug)]
pub enum Letter {
    /// Over HTTP.
    Post(Post),
    /// To a mail server.
    Mail(MailLetter),
}

/// What is posted.
#[derive(Clone, Debug)]
pub struct Post {
    /// How: by a POST, or a PUT where the receiver names each message.
    pub method: Method,
    /// Where to.
    pub to: WebAddress,
    /// What kind of message it is, and its signature.
    pub headers: HeaderMap,
    /// The message.
    pub body: Bytes,
}

/// Why a message was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnnounceError {
    /// The receiver has another answer than that it took it.
    #[error("{receiver} answered with status {status}, so it has not taken what it was told. {}", advice(*status))]
    NotTaken {
        /// Its host.
        receiver: String,
        /// Its answer.
        status: u16,
        /// For how long it asks not to be asked.
        retry_after: Option<TimeDelta>,
    },
    /// The way to it.
    #[error(transparent)]
    Fetch(FetchError),
    /// The mail server has not taken it.
    #[error(transparent)]
    Mail(#[from] MailError),
}

impl AnnounceError {
    /// Whether the receiver as a whole is at fault. Otherwise it is this message, and
    /// another one may well be taken.
    #[must_use]
    pub fn is_of_receiver(&self) -> bool {
        match self {
            Self::NotTaken { status, .. } => !matches!(status, 400..=499) || is_busy(*status),
            Self::Fetch(_) => true,
            Self::Mail(error) => !error.of_message,
        }
    }

    /// How long it is left alone at least, because it asks for that.
    #[must_use]
    pub fn wait(&self) -> TimeDelta {
        match self {
            Self::NotTaken { retry_after: Some(wait), .. } => (*wait).min(LONGEST_WAIT * 4),
            _ => TimeDelta::zero(),
        }
    }
}

impl From<FetchError> for AnnounceError {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Status { address: receiver, status } => {
                Self::NotTaken { receiver, status, retry_after: None }
            }
            FetchError::Busy { address: receiver, status, retry_after } => {
                let retry_after = retry_after.and_then(|wait| TimeDelta::from_std(wait).ok());
                Self::NotTaken { receiver, status, retry_after }
            }
            error => Self::Fetch(error),
        }
    }
}

fn is_busy(status: u16) -> bool {
    matches!(status, 408 | 425 | 429)
}

fn advice(status: u16) -> &'static str {
    match status {
        300..400 => "Write the address in the configuration that it leads to",
        401 | 403 | 407 => "It refuses us: ask who runs it to let this newsroom in",
        404 | 410 => "Nothing is there: check the address in the configuration",
        _ if is_busy(status) => "It asks to be left alone for a while",
        400..500 => {
            "It does not understand the request: check that the address is of such a receiver"
        }
        _ => "Its server failed",
    }
}

/// Who carries messages.
#[derive(Clone, Copy, Debug)]
pub struct Courier<'a>(&'a Client);

impl<'a> Courier<'a> {
    /// One that goes by the rules of this client.
    #[must_use]
    pub fn new(client: &'a Client) -> Self {
        Self(client)
    }

    /// Delivers a letter.
    ///
    /// # Errors
    /// When it was not taken: it may be tried again.
    pub async fn deliver(&self, letter: Letter) -> Result<(), AnnounceError> {
        match letter {
            Letter::Post(Post { method, to, headers, body }) => {
                Ok(self.0.post(method, &to, headers, body).await?)
            }
            Letter::Mail(letter) => Ok(mail::send(letter).await?),
        }
    }
}
