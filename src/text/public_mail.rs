//! Which e-mail addresses of people readers may see: none but those that the newsroom
//! names. It finds none in a text: that is `mail`.

use super::mail;
use serde::Serialize;
use std::collections::BTreeSet;

/// The e-mail addresses that may be published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PublicMail(BTreeSet<String>);

impl PublicMail {
    /// Those that are named so: see [`PublicMail::read`].
    #[must_use]
    pub fn of(named: impl IntoIterator<Item = String>) -> Self {
        Self(named.into_iter().collect())
    }

    /// An address, or `@host` for all of a host, in the one spelling of it; `None` when it is
    /// neither.
    #[must_use]
    pub fn read(text: &str) -> Option<String> {
        let text = text.trim().to_lowercase();
        let whole = if text.starts_with('@') { format!("a{text}") } else { text.clone() };
        // Who writes a star means a host.
        (is_address(&whole) && !text.contains('*')).then_some(text)
    }

    /// The address as it may be published; `None` when it may not.
    #[must_use]
    pub fn allowed(&self, address: &str) -> Option<String> {
        let address = address.trim();
        let address = match address.get(..7) {
            Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &address[7..],
            _ => address,
        };
        let spelled = address.to_lowercase();
        let host = spelled.rfind('@').map(|at| &spelled[at..])?;
        let is_named = self.0.contains(&spelled) || self.0.contains(host);
        (is_named && is_address(&spelled)).then(|| address.to_owned())
    }
}

/// As long as an address may be (RFC 5321 §4.5.3.1), and nothing but one.
fn is_address(text: &str) -> bool {
    let host_has_dot = text.rsplit_once('@').is_some_and(|(_, host)| host.contains('.'));
    host_has_dot && text.len() <= 254 && text.is_ascii() && mail::is_address(text)
}
