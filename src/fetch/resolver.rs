//! Resolves names for the client, and keeps back what is not public. The check
//! sits here because these are the very addresses that are connected to: a check
//! before would ask a name server that may answer differently the next time.

use super::public_address::{NotPublic, is_public};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;

/// A resolver that gives public addresses only.
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // Port 0 becomes the one in the address.
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> =
                found.iter().copied().filter(|one| is_public(one.ip())).collect();
            match found.first() {
                Some(first) if public.is_empty() => {
                    Err(NotPublic { address: first.ip(), resolved: true }.into())
                }
                _ => Ok(Box::new(public.into_iter()) as Addrs),
            }
        })
    }
}
