//! Who asks: the address that a client's pace is kept for.

use http::{HeaderMap, HeaderName};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The client's address: the last one in the header that the newsroom's own proxy
/// writes, where there is one, else that of the connection. What stands before the
/// last one there, the client may have written itself.
pub(in crate::serve) fn of(
    headers: &HeaderMap,
    peer: IpAddr,
    header: Option<&HeaderName>,
) -> IpAddr {
    let named = header.and_then(|name| headers.get_all(name).iter().next_back());
    let last = named.and_then(|line| line.to_str().ok()?.rsplit(',').next());
    household(last.and_then(|text| read(text.trim())).unwrap_or(peer))
}

/// With or without a port, and brackets.
fn read(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|whole| whole.ip()))
}

/// One household has as many addresses of IPv6 as it likes, all with one beginning.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(line: &str) -> String {
        let name = HeaderName::from_static("x-forwarded-for");
        let mut headers = HeaderMap::new();
        headers.append(&name, "192.0.2.9".parse().unwrap());
        headers.append(&name, line.parse().unwrap());
        of(&headers, IpAddr::from([127, 0, 0, 1]), Some(&name)).to_string()
    }

    #[test]
    fn the_proxy_has_the_last_word() {
        assert_eq!(client("10.0.0.1, 198.51.100.7"), "198.51.100.7");
        assert_eq!(client("198.51.100.7:4711"), "198.51.100.7");
        assert_eq!(client("::ffff:198.51.100.7"), "198.51.100.7");
        assert_eq!(client("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(client("[2001:db8:1:2:3:4:5:6]:80"), "2001:db8:1:2::");
        assert_eq!(client("nobody"), "127.0.0.1");
    }
}
