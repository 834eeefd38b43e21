//! What went wrong with TLS, in words that say whose it is to mend. It trusts nobody.

use rustls::{AlertDescription, CertificateError, Error as Rustls};
use std::error::Error;
use std::fmt;

/// What is wrong with how a host proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsFault {
    /// Its certificate has run out.
    Expired,
    /// Its certificate is not valid yet.
    NotYetValid,
    /// Its certificate is for another host.
    WrongName,
    /// Nobody whom this machine believes has signed its certificate.
    UnknownIssuer,
    /// Its certificate is one of an authority, as a host has that made it for itself.
    SelfMade,
    /// Its certificate was taken back.
    Revoked,
    /// Its certificate cannot be believed for another reason.
    BadCertificate,
    /// What answers does not speak TLS.
    NoTls,
    /// It speaks versions of TLS only that nobody should.
    TooOld,
    /// It wants to see a certificate of ours.
    WantsCertificate,
}

impl TlsFault {
    /// The fault that an error is, if it is one of TLS.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        // An I/O error shows what lies under the one in it, never that one itself.
        let mut inner: &(dyn Error + 'static) = error;
        while let Some(io) = inner.downcast_ref::<std::io::Error>() {
            inner = io.get_ref()?;
        }
        Some(match inner.downcast_ref::<Rustls>()? {
            Rustls::InvalidCertificate(reason) => Self::of_certificate(reason),
            Rustls::NoCertificatesPresented => Self::BadCertificate,
            Rustls::InvalidMessage(_) => Self::NoTls,
            Rustls::PeerIncompatible(_) => Self::TooOld,
            Rustls::AlertReceived(alert) => match alert {
                AlertDescription::ProtocolVersion
                | AlertDescription::HandshakeFailure
                | AlertDescription::InsufficientSecurity => Self::TooOld,
                AlertDescription::CertificateRequired
                | AlertDescription::BadCertificate
                | AlertDescription::UnknownCA
                | AlertDescription::AccessDenied => Self::WantsCertificate,
                AlertDescription::UnrecognisedName => Self::WrongName,
                _ => return None,
            },
            _ => return None,
        })
    }

    fn of_certificate(reason: &CertificateError) -> Self {
        match reason {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => Self::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                Self::NotYetValid
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::WrongName
            }
            CertificateError::UnknownIssuer => Self::UnknownIssuer,
            CertificateError::Revoked => Self::Revoked,
            // The verifier's own error stands in it under no name of ours.
            CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
                Self::SelfMade
            }
            _ => Self::BadCertificate,
        }
    }
}

impl fmt::Display for TlsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Expired => {
                "its certificate has expired. Tell the publisher; if it has not, set the clock of \
                 this machine"
            }
            Self::NotYetValid => {
                "its certificate is not valid yet. Set the clock of this machine; if it is right, \
                 tell the publisher"
            }
            Self::WrongName => {
                "its certificate is for another host. Use the address that the certificate names, \
                 or tell the publisher"
            }
            Self::UnknownIssuer => {
                "nobody whom this machine believes has signed its certificate. Tell the publisher \
                 to send the whole chain; if the authority is your own, add it to the system's \
                 (`update-ca-certificates`), or name its file in SSL_CERT_FILE"
            }
            Self::SelfMade => {
                "its certificate is self-signed: it is one of an authority, which no host may \
                 show. Tell the publisher to get one for the host; if that is yours, make one \
                 with `-addext basicConstraints=CA:FALSE`, and name its file in SSL_CERT_FILE"
            }
            Self::Revoked => "its certificate was revoked. Tell the publisher",
            Self::BadCertificate => "its certificate is broken. Tell the publisher",
            Self::NoTls => {
                "what answers there does not speak TLS. Check the port, or write the address with \
                 `http:` if the publisher has no TLS"
            }
            Self::TooOld => {
                "it speaks no version of TLS that is safe (1.2 or 1.3). Tell the publisher"
            }
            Self::WantsCertificate => {
                "it lets in only who shows a certificate, which pressroom has none of. Ask the \
                 publisher for another way"
            }
        })
    }
}
