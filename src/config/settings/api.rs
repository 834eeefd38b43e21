//! Who may push articles over HTTP, and read them. It knows nobody's token, only
//! what it hashes to.

use crate::section::Slug;
use std::time::Duration;

/// `[api]`: who may push articles over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// Who may; the API is switched off when there is none.
    pub tokens: Vec<Token>,
    /// The largest body of a push, in bytes.
    pub max_body_bytes: usize,
    /// How long a body may take to arrive.
    pub body_timeout: Duration,
}

impl Default for Api {
    /// Switched off.
    fn default() -> Self {
        Self { tokens: Vec::new(), max_body_bytes: 2 << 20, body_timeout: Duration::from_secs(30) }
    }
}

/// `[[api.token]]`: one who may push or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Whose it is, for the log.
    pub name: String,
    /// The SHA-256 of the token.
    pub hash: [u8; 32],
    /// The sections it is for; all when empty.
    pub sections: Vec<Slug>,
    /// What it is for.
    pub access: Access,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// To read articles.
    Read,
    /// To read and to push them.
    Write,
    /// To do what an operator does as well: ask sources, and see how the newsroom does.
    Operate,
}
