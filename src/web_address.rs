//! An absolute http or https address (RFC 3986), the only kind that a feed may
//! carry. It does not judge whether an address may be fetched: `fetch` does.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use url::Url;

/// An absolute `http:` or `https:` address with a host.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct WebAddress(Url);

/// Why a text is not a [`WebAddress`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It does not follow the grammar, or is relative and there is no base.
    #[error("\"{address}\" is not an absolute address: {reason}")]
    Malformed {
        /// What was given.
        address: String,
        /// What the parser says of it.
        reason: url::ParseError,
    },
    /// It is an address, but of a scheme that is not for the web.
    #[error("\"{address}\" is not a web address: the scheme is {scheme}, not http or https")]
    Scheme {
        /// What was given.
        address: String,
        /// Its scheme.
        scheme: String,
    },
}

impl WebAddress {
    /// Reads an absolute address.
    ///
    /// # Errors
    /// When it is relative, malformed, or of another scheme than http(s).
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        Self::accept(text, Url::parse(text.trim()))
    }

    /// Reads `reference` as seen from this address (RFC 3986 §5).
    ///
    /// # Errors
    /// When the outcome is malformed or of another scheme than http(s).
    pub fn join(&self, reference: &str) -> Result<Self, AddressError> {
        Self::accept(reference, self.0.join(reference.trim()))
    }

    /// The address as it is written in a document: ASCII only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Its parts.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The host as written, without a port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    fn accept(text: &str, parsed: Result<Url, url::ParseError>) -> Result<Self, AddressError> {
        let url = parsed
            .map_err(|reason| AddressError::Malformed { address: text.to_owned(), reason })?;
        match url.scheme() {
            "http" | "https" => Ok(Self(url)),
            scheme => {
                Err(AddressError::Scheme { address: text.to_owned(), scheme: scheme.to_owned() })
            }
        }
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl FromStr for WebAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0.into()
    }
}

impl TryFrom<String> for WebAddress {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
