//! What is told of a request that failed: what lies under the client's error, and the
//! address as it may be shown. It asks nobody.

use super::error::FetchError;
use super::tls::TlsFault;
use crate::public_address::NotPublic;
use crate::web_address::WebAddress;
use std::error::Error;

/// Why there is no answer; `proxy` is who was to ask for it.
pub(super) fn broken(
    address: &WebAddress,
    proxy: Option<&str>,
    error: reqwest::Error,
) -> FetchError {
    if let Some(reason) = causes_of(&error).find_map(|cause| cause.downcast_ref::<NotPublic>()) {
        return not_public(address, reason.clone());
    }
    if let Some(fault) = causes_of(&error).find_map(TlsFault::of) {
        return FetchError::Tls { address: shown(address), host: host_of(address), fault };
    }
    let is_garbled = causes_of(&error)
        .any(|cause| cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse));
    let is_of_proxy = error.is_connect();
    let reason = causes(&error.without_url());
    match proxy.filter(|_| is_of_proxy) {
        Some(proxy) => {
            FetchError::Proxy { address: shown(address), proxy: proxy.to_owned(), reason }
        }
        None if is_garbled => FetchError::Garbled { address: shown(address), reason },
        None => FetchError::Connection { address: shown(address), reason },
    }
}

/// An answer that breaks off before its end.
pub(crate) fn broken_off(address: &WebAddress, reason: String) -> FetchError {
    FetchError::Connection { address: shown(address), reason }
}

/// Whether the connection ended before any answer began.
pub(super) fn was_hung_up(error: &reqwest::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    let hung_up = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_incomplete_message)
            || cause.downcast_ref::<std::io::Error>().is_some_and(|error| {
                matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset)
            })
    };
    !error.is_connect() && causes_of(error).any(hung_up)
}

/// The errors that lie under this one.
fn causes_of<'a>(error: &'a dyn Error) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

pub(super) fn not_public(address: &WebAddress, reason: NotPublic) -> FetchError {
    FetchError::NotPublic { address: shown(address), host: host_of(address), reason }
}

/// The host, with its port when it has one.
fn host_of(address: &WebAddress) -> String {
    match address.url().port() {
        Some(port) => format!("{}:{port}", address.host()),
        None => address.host().to_owned(),
    }
}

/// What lies under an error: the topmost one only says that the request failed.
pub(super) fn causes(error: &reqwest::Error) -> String {
    let said: Vec<String> = causes_of(error).map(ToString::to_string).collect();
    if said.is_empty() { error.to_string() } else { said.join(": ") }
}

/// An address as it may stand in a log: without the password in it.
pub(super) fn shown(address: &WebAddress) -> String {
    let mut url = address.url().clone();
    if url.password().is_some() {
        // Cannot fail: the address has a host.
        let _ = url.set_password(Some("***"));
    }
    url.into()
}
