//! `[desk]`: who may see and use the newsroom's desk. It decides nothing.

use crate::password::PasswordHash;
use crate::section::Slug;
use std::net::IpAddr;
use std::time::Duration;

/// `[desk]`: how the desk is reached, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Names and ports that it is reached under besides loopback, in lower case.
    pub hosts: Vec<String>,
    /// The newsroom's own proxies, whose headers count.
    pub proxies: Vec<IpAddr>,
    /// Where such a proxy names who has signed in with it.
    pub user_header: Option<http::HeaderName>,
    /// Whoever asks on the machine need not sign in.
    pub trust_loopback: bool,
    /// How long somebody stays signed in.
    pub session: Duration,
    /// Who may sign in.
    pub users: Vec<DeskUser>,
}

impl Default for Desk {
    /// For whoever is on the machine.
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            proxies: Vec::new(),
            user_header: None,
            trust_loopback: true,
            session: Duration::from_secs(12 * 60 * 60),
            users: Vec::new(),
        }
    }
}

/// `[[desk.user]]`: one who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskUser {
    /// Who it is.
    pub name: String,
    /// Their password.
    pub password: PasswordHash,
    /// What they may do.
    pub role: Role,
    /// The sections they are for; all when empty.
    pub sections: Vec<Slug>,
}

/// What somebody may do at the desk; each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// To see.
    Reader,
    /// To correct, retract, keep back and undo.
    Editor,
    /// To ask sources, and to see the configuration and the log.
    Operator,
}

impl Role {
    /// As the configuration writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Operator => "operator",
        }
    }
}
