//! Which addresses belong to the public internet, and which hosts are let
//! through although they do not. It resolves no names.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Why a host is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct NotPublic {
    /// The address it is, or resolves to.
    pub address: IpAddr,
    /// Whether a name stands for it.
    pub resolved: bool,
}

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.resolved { "the host resolves to" } else { "the host is" };
        write!(f, "{verb} {}, which is not a public address", self.address)
    }
}

/// Whether an address is one that anybody on the internet could reach (IANA
/// special-purpose registries, RFC 6890). An IPv6 address that carries an IPv4
/// one is judged by that.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127, _, _)            // this host, private, loopback
            | (100, 64..=127, _)        // shared, behind a carrier's NAT
            | (169, 254, _)             // link-local, where clouds keep their secrets
            | (172, 16..=31, _)         // private
            | (192, 0, 0 | 2)           // protocol assignments, documentation
            | (192, 88, 99)             // 6to4 relays, retired
            | (192, 168, _)             // private
            | (198, 18 | 19, _)         // benchmarks
            | (198, 51, 100)            // documentation
            | (203, 0, 113)             // documentation
            | (224.., _, _) // multicast, reserved, broadcast
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([p, q], [r, s]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(p, q, r, s))
    };
    match (a, b) {
        (0, 0) if (c, d, e, f) == (0, 0, 0, 0xffff) => embedded(g, h), // IPv4-mapped
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => embedded(g, h), // NAT64
        (0x2002, _) => embedded(b, c),                                 // 6to4
        (0x2001, 0..=0x1ff) => false, // protocol assignments, Teredo, ORCHID
        (0x2001, 0xdb8) | (0x3fff, 0..=0xfff) => false, // documentation
        _ => (0x2000..0x4000).contains(&a), // global unicast; all else is not given out
    }
}

/// The hosts of `fetch.allow_hosts`: `host`, `host:port`, an address, `[address]:port`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exempt(Vec<(String, Option<u16>)>);

impl Exempt {
    pub(crate) fn new(entries: &[String]) -> Self {
        Self(entries.iter().map(|entry| split_port(entry.trim())).collect())
    }

    /// Whether the host of an address is let through.
    pub(crate) fn contains(&self, url: &Url) -> bool {
        let host = match url.host() {
            Some(Host::Ipv6(v6)) => v6.to_string(),
            Some(host) => host.to_string().trim_end_matches('.').to_owned(),
            None => return false,
        };
        self.0.iter().any(|(allowed, port)| {
            allowed.eq_ignore_ascii_case(&host)
                && port.is_none_or(|port| Some(port) == url.port_or_known_default())
        })
    }
}

fn split_port(entry: &str) -> (String, Option<u16>) {
    // An IPv6 address by itself has colons too.
    if let Ok(v6) = entry.parse::<Ipv6Addr>() {
        return (v6.to_string(), None);
    }
    let (host, port) = match entry.rsplit_once(':') {
        Some((host, port)) => match port.parse() {
            Ok(port) => (host, Some(port)),
            Err(_) => (entry, None),
        },
        None => (entry, None),
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let host = bare.parse::<Ipv6Addr>().map_or_else(|_| bare.to_owned(), |v6| v6.to_string());
    (host.trim_end_matches('.').to_owned(), port)
}

/// Whether an address is surely that of a host that is not public: a number, or a name that
/// stands for this machine everywhere (RFC 6761 §6.3).
#[must_use]
pub fn is_guarded(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    host == "localhost" || host.ends_with(".localhost") || judge_literal(url).is_err()
}

/// Judges the host of an address when it is a number: no resolver is asked for
/// those, so nobody else would. `url` has made one form of all the ways to write
/// a number by now (`2130706433`, `0x7f.1`, `0177.0.0.1`).
pub(crate) fn judge_literal(url: &Url) -> Result<(), NotPublic> {
    let address = match url.host() {
        Some(Host::Ipv4(v4)) => IpAddr::V4(v4),
        Some(Host::Ipv6(v6)) => IpAddr::V6(v6),
        Some(Host::Domain(_)) | None => return Ok(()),
    };
    if is_public(address) { Ok(()) } else { Err(NotPublic { address, resolved: false }) }
}
