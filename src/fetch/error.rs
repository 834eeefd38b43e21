//! Why an address could not be fetched, in sentences that say what to do.

use super::tls::TlsFault;
use crate::public_address::NotPublic;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// Why there is no answer. Addresses are shown without the password in them.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The client cannot be built from these settings.
    #[error("cannot prepare the web client: {0}. Check [fetch] in the configuration")]
    Setup(String),
    /// The address is not a public one.
    #[error(
        "{address}: {reason}. If this host is yours and meant to be asked, add \"{host}\" to fetch.allow_hosts"
    )]
    NotPublic {
        /// What was asked, or was redirected to.
        address: String,
        /// Its host, with its port when it has one.
        host: String,
        /// Why it counts as not public.
        reason: NotPublic,
    },
    /// No connection, or it broke.
    #[error("{address}: {reason}. Check the address, and that the host is up")]
    Connection {
        /// What was asked.
        address: String,
        /// What the network says.
        reason: String,
    },
    /// What came is no answer in HTTP.
    #[error(
        "{address}: its answer cannot be read as HTTP: {reason}. Check the address; if it is right, tell the publisher"
    )]
    Garbled {
        /// What was asked.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A name could not be judged that a proxy would have connected to.
    #[error(
        "{address}: asked through a proxy only once this machine knows that its host is public, and {reason}. Let this machine look names up, or add \"{host}\" to fetch.allow_hosts"
    )]
    Unjudged {
        /// What was asked.
        address: String,
        /// Its host.
        host: String,
        /// What the resolver says.
        reason: String,
    },
    /// The host does not prove who it is.
    #[error("{address}: no safe connection to {host}: {fault}")]
    Tls {
        /// What was asked.
        address: String,
        /// Its host, with its port when it has one.
        host: String,
        /// What is wrong.
        fault: TlsFault,
    },
    /// The proxy in between did not help.
    #[error(
        "{address}: the proxy {proxy} does not let us through: {reason}. Check `proxy` and `proxy_login` in [fetch], or write `proxy = \"none\"` in the source's `[source.access]`"
    )]
    Proxy {
        /// What was asked.
        address: String,
        /// The proxy, without name and password.
        proxy: String,
        /// What is wrong.
        reason: String,
    },
    /// 401 or 403, although there is something to be shown.
    #[error("{address}: status {status}. {}", let_in(*was_shown))]
    NotLetIn {
        /// What was asked, or was redirected to.
        address: String,
        /// The status.
        status: u16,
        /// Whether it saw what the source is to be shown.
        was_shown: bool,
    },
    /// It took too long.
    #[error(
        "{address}: no whole answer within {} s. Ask less often, or raise fetch.timeout",
        limit.as_secs_f64()
    )]
    TimedOut {
        /// What was asked.
        address: String,
        /// How long it was given.
        limit: Duration,
    },
    /// The body is larger than is taken.
    #[error(
        "{address}: the answer is larger than {limit} bytes when decompressed. If that is right, raise fetch.max_bytes"
    )]
    TooLarge {
        /// What was asked.
        address: String,
        /// The most that is taken.
        limit: usize,
    },
    /// The body is in a coding that was not asked for.
    #[error(
        "{address}: the answer is encoded as \"{coding}\", which was not asked for. Tell the publisher"
    )]
    Coding {
        /// What was asked.
        address: String,
        /// What `Content-Encoding` says.
        coding: String,
    },
    /// A chain of redirects without end.
    #[error(
        "{address}: more than {limit} redirects. Open the address in a browser and use the one it ends at"
    )]
    Redirects {
        /// What was asked first.
        address: String,
        /// How many are followed.
        limit: usize,
    },
    /// A redirect that leads nowhere.
    #[error(
        "{address}: status {status} without a usable Location: {reason}. Open the address in a browser"
    )]
    Location {
        /// What was asked.
        address: String,
        /// The status.
        status: u16,
        /// What is wrong with it.
        reason: String,
    },
    /// 429 or 503: not now.
    #[error("{address}: status {status}, {}", wait(*status, retry_after.as_ref()))]
    Busy {
        /// What was asked.
        address: String,
        /// The status.
        status: u16,
        /// What `Retry-After` asks for.
        retry_after: Option<Duration>,
    },
    /// The host is left alone for now; nothing was sent.
    #[error("{address}: not asked before {until}, because its host asked to wait")]
    Held {
        /// What would have been asked.
        address: String,
        /// When it may be asked again.
        until: DateTime<Utc>,
    },
    /// Any other status that brings no feed.
    #[error("{address}: status {status}. {}", advice(*status))]
    Status {
        /// What was asked.
        address: String,
        /// The status.
        status: u16,
    },
}

fn wait(status: u16, retry_after: Option<&Duration>) -> String {
    match (status, retry_after) {
        (_, Some(time)) => {
            let seconds = time.as_secs();
            format!("the publisher asks to wait {seconds} s. It will be asked again after that")
        }
        (429, None) => "the publisher asks to wait. It will be asked again later; ask less often \
                        if this stays"
            .to_owned(),
        _ => "the publisher's server is not available now. It will be asked again later".to_owned(),
    }
}

fn let_in(was_shown: bool) -> &'static str {
    match was_shown {
        true => {
            "The publisher does not take what it was shown: check `[source.access]`, and whether \
             the account is still good"
        }
        false => {
            "What `[source.access]` says is shown to the source's own address alone, and this is \
             another one: write the address that it is for"
        }
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        401 => {
            "The publisher wants to know who we are: write `user` and `password`, or `bearer`, in \
             `[source.access]`"
        }
        403 | 407 => {
            "The publisher refuses us: ask them to let our User-Agent in, or use another feed"
        }
        404 => "There is nothing at this address: see on the publisher's site where it is now",
        410 => {
            "The publisher says that this is gone for good: if it is the feed, remove the source"
        }
        400..500 => "The publisher does not understand the request: check the address",
        500..600 => "The publisher's server failed: it will be asked again at the next firing",
        _ => "This is not an answer that a feed comes with: check the address in a browser",
    }
}
