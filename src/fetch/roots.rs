//! Whose certificates are believed: those that this machine believes, or where it has none,
//! as in a small container, those that browsers believed when this release was made.

use reqwest::{Certificate, ClientBuilder};
use rustls::pki_types::CertificateDer;
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

/// Where the certificate authorities come from.
#[derive(Clone, Copy, Debug)]
pub enum Roots {
    /// The system's.
    System,
    /// Mozilla's, as built in.
    BuiltIn,
}

impl Roots {
    /// The system's, when it has any: a client with none would not even be made, and a
    /// newsroom that asks nobody over TLS would not start for it.
    #[must_use]
    pub fn of_this_machine() -> Self {
        match reqwest::Client::builder().no_proxy().build() {
            Ok(_) => Self::System,
            Err(_) => {
                tracing::warn!(
                    "this machine has no certificate authorities, so those of this release are \
                     believed: install the package ca-certificates"
                );
                Self::BuiltIn
            }
        }
    }

    /// Those of this release.
    #[must_use]
    pub fn built_in() -> &'static [CertificateDer<'static>] {
        TLS_SERVER_ROOT_CERTS
    }

    /// The builder of a client that believes them.
    pub(super) fn on(&self, builder: ClientBuilder) -> ClientBuilder {
        match self {
            Self::System => builder,
            Self::BuiltIn => {
                let roots = Self::built_in().iter();
                builder.tls_certs_only(roots.filter_map(|root| Certificate::from_der(root).ok()))
            }
        }
    }
}
