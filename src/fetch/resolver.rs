//! Resolves names for the client, and keeps back what is not public. The check
//! sits here because these are the very addresses that are connected to: a check
//! before would ask a name server that may answer differently the next time.

use crate::public_address::{NotPublic, is_public};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;
use std::sync::Arc;

/// The resolver of this machine.
pub(super) struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // Port 0 becomes the one in the address.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}

/// A resolver that gives only the public ones of another's addresses.
pub(super) struct PublicOnly(pub(super) Arc<dyn Resolve>);

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let asked = self.0.resolve(name);
        Box::pin(async move {
            let found: Vec<SocketAddr> = asked.await?.collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Vec<SocketAddr>);

    impl Resolve for Fixed {
        fn resolve(&self, _: Name) -> Resolving {
            let found = self.0.clone();
            Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) })
        }
    }

    #[tokio::test]
    async fn of_mixed_addresses_only_the_public_ones_are_tried() {
        let all = ["127.0.0.1:0", "1.1.1.1:0", "[::1]:0", "[2606:4700::1111]:0", "10.0.0.1:0"];
        let all = all.iter().map(|one| one.parse().expect("an address")).collect::<Vec<_>>();
        let names = PublicOnly(Arc::new(Fixed(all.clone())));
        let name = "mixed.example".parse().expect("a name");
        let found: Vec<SocketAddr> = names.resolve(name).await.expect("some are public").collect();
        assert_eq!(found, [all[1], all[3]]);
    }
}
