//! What an upstream is shown, and which way it is asked. Who gets it, `fetch` sees to.

use crate::config::secret::Secret;
use std::collections::BTreeMap;

/// `[source.access]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceAccess {
    /// Who we are.
    pub login: Option<Login>,
    /// Further header fields.
    pub headers: BTreeMap<String, Secret>,
    /// Cookies.
    pub cookies: BTreeMap<String, Secret>,
    /// The way there; as `[fetch]` says when `None`.
    pub proxies: Option<Proxies>,
}

impl SourceAccess {
    /// Whether it is shown anything.
    #[must_use]
    pub fn shows_something(&self) -> bool {
        self.login.is_some() || !self.headers.is_empty() || !self.cookies.is_empty()
    }
}

/// What `Authorization` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// RFC 7617.
    Basic {
        /// The name.
        user: String,
        /// The password, if there is one.
        password: Option<Secret>,
    },
    /// RFC 6750.
    Bearer(Secret),
}

/// The proxies that are asked through, with the name and password in their addresses.
/// With none, hosts are asked themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// For addresses with `http`.
    pub http: Option<Secret>,
    /// For addresses with `https`.
    pub https: Option<Secret>,
    /// Who is asked without, as `NO_PROXY` writes it.
    pub except: String,
}
