//! What the environment may override: where the program listens, because a
//! container decides that and not the newsroom, and what must not stand in a file: what
//! `{ env = "…" }` names, and the proxies of this machine. Everything else is in the file.

use super::secret::Secret;
use super::suggest::nearest;
use std::collections::BTreeMap;

/// The variables that are heeded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `PRESSROOM_LISTEN`, in the place of `server.listen`.
    pub(super) listen: Option<String>,
    /// `PRESSROOM_ADMIN`, in the place of `server.admin`.
    pub(super) admin: Option<String>,
    /// `PRESSROOM_ALERTS_SECRET`, in the place of `alerts.secret`.
    pub(super) alerts_secret: Option<Secret>,
    /// All others, for the keys that name one.
    others: BTreeMap<String, Secret>,
}

impl Environment {
    /// Overrides where readers connect.
    pub const LISTEN: &str = "PRESSROOM_LISTEN";
    /// Overrides where health and metrics are.
    pub const ADMIN: &str = "PRESSROOM_ADMIN";
    /// Overrides what notices are signed with.
    pub const ALERTS_SECRET: &str = "PRESSROOM_ALERTS_SECRET";
    /// Name a proxy for plain HTTP, as with curl: what stands first wins.
    pub const HTTP_PROXIES: [&str; 4] = ["http_proxy", Self::HTTP_PROXY, "all_proxy", "ALL_PROXY"];
    /// That of plain HTTP which a client can set where requests are answered by CGI.
    pub const HTTP_PROXY: &str = "HTTP_PROXY";
    /// Name a proxy for HTTP over TLS: what stands first wins.
    pub const HTTPS_PROXIES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    /// Say who is asked without one: what stands first wins.
    pub const NO_PROXY: [&str; 2] = ["no_proxy", "NO_PROXY"];

    /// The variables of this process.
    #[must_use]
    pub fn from_process() -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self::from_variables(std::env::vars_os().map(|(name, value)| (text(name), text(value))))
    }

    /// Given variables; one that is set to nothing is as good as not set.
    #[must_use]
    pub fn from_variables<N: AsRef<str>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let mut environment = Self::default();
        for (name, value) in variables {
            let value = Some(value.into()).filter(|value: &String| !value.is_empty());
            match name.as_ref() {
                Self::LISTEN => environment.listen = value,
                Self::ADMIN => environment.admin = value,
                Self::ALERTS_SECRET => {
                    environment.alerts_secret = value.as_deref().map(Secret::new)
                }
                other => {
                    let kept = value.map(|value| (other.to_owned(), Secret::new(&value)));
                    environment.others.extend(kept);
                }
            }
        }
        environment
    }

    /// The variables that are hardly meant to be what they are called: each with the one that
    /// is heeded.
    pub(super) fn misspelt(&self) -> Vec<(&str, &'static str)> {
        let heeded = [Self::LISTEN, Self::ADMIN, Self::ALERTS_SECRET];
        let ours = self.others.keys().filter(|name| name.to_uppercase().starts_with("PRESSROOM"));
        ours.filter_map(|name| Some((name.as_str(), nearest(name, heeded)?))).collect()
    }

    /// A variable that a key names.
    pub(super) fn named(&self, name: &str) -> Option<&Secret> {
        self.others.get(name)
    }

    /// The first of these that is set.
    pub(super) fn first(&self, names: &[&str]) -> Option<&Secret> {
        names.iter().find_map(|name| self.named(name))
    }
}
