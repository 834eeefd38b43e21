//! What one source is shown of us: name or token, header fields, cookies. Its own origin
//! (scheme, host and port) sees them, and nobody else.

use crate::config::secret::Secret;
use crate::config::settings::{Login, SourceAccess};
use crate::web_address::WebAddress;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;
use url::Origin;

/// What is shown, and to whom.
pub(super) struct Shown {
    origin: Origin,
    headers: HeaderMap,
    cookies: Option<Secret>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Shown {
    /// What is shown to the origin of this address.
    pub(super) fn to(address: &WebAddress, access: &SourceAccess) -> Self {
        let mut headers = HeaderMap::new();
        let login = access.login.as_ref().map(|login| ("authorization", authorization(login)));
        let others = access.headers.iter().map(|(name, value)| (name.as_str(), value.clone()));
        for (name, value) in others.chain(login) {
            // Both were judged when the configuration was read.
            if let (Ok(name), Ok(mut value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_str(value.as_str()))
            {
                value.set_sensitive(true);
                headers.insert(name, value);
            }
        }
        let cookies = access.cookies.iter();
        let cookies: Vec<String> =
            cookies.map(|(name, value)| format!("{name}={}", value.as_str())).collect();
        let cookies = (!cookies.is_empty()).then(|| Secret::new(&cookies.join("; ")));
        Self { origin: address.url().origin(), headers, cookies }
    }

    /// Whether it is for this address.
    pub(super) fn is_for(&self, address: &WebAddress) -> bool {
        address.url().origin() == self.origin
    }

    /// The header fields.
    pub(super) fn headers(&self) -> HeaderMap {
        self.headers.clone()
    }

    /// The cookies, as one field has them.
    pub(super) fn cookies(&self) -> Option<&str> {
        self.cookies.as_ref().map(Secret::as_str)
    }
}

/// What the field `Authorization` says.
fn authorization(login: &Login) -> Secret {
    match login {
        Login::Basic { user, password } => {
            let password = password.as_ref().map(Secret::as_str).unwrap_or_default();
            let pair = BASE64_STANDARD.encode(format!("{user}:{password}"));
            Secret::new(&format!("Basic {pair}"))
        }
        Login::Bearer(token) => Secret::new(&format!("Bearer {}", token.as_str())),
    }
}
