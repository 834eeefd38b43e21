//! What the environment may override: where the program listens, because a
//! container decides that and not the newsroom, and what must not stand in a file. Everything else is in the file.

use super::alerts::Secret;

/// The variables that are heeded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `PRESSROOM_LISTEN`, in the place of `server.listen`.
    pub(super) listen: Option<String>,
    /// `PRESSROOM_ADMIN`, in the place of `server.admin`.
    pub(super) admin: Option<String>,
    /// `PRESSROOM_ALERTS_SECRET`, in the place of `alerts.secret`.
    pub(super) alerts_secret: Option<Secret>,
}

impl Environment {
    /// Overrides where readers connect.
    pub const LISTEN: &str = "PRESSROOM_LISTEN";
    /// Overrides where health and metrics are.
    pub const ADMIN: &str = "PRESSROOM_ADMIN";
    /// Overrides what notices are signed with.
    pub const ALERTS_SECRET: &str = "PRESSROOM_ALERTS_SECRET";

    /// The variables of this process.
    #[must_use]
    pub fn from_process() -> Self {
        let names = [Self::LISTEN, Self::ADMIN, Self::ALERTS_SECRET];
        Self::from_variables(names.into_iter().filter_map(|name| {
            let value = std::env::var_os(name)?;
            Some((name, value.to_string_lossy().into_owned()))
        }))
    }

    /// Given variables; others than ours are passed over, and one that is set to
    /// nothing is as good as not set.
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
                _ => {}
            }
        }
        environment
    }
}
