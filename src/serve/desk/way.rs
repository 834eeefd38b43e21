//! The way by which a request came: from where, under which name, through whom. It
//! decides what of that can be believed, and knows no users.

use crate::config::settings;
use crate::serve::client;
use http::header::{FORWARDED, HOST, ORIGIN, VIA};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Version};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How a request came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The name and port that were asked for, in lower case.
    pub(super) host: String,
    /// Where the client is, for all that is known.
    pub(super) client: IpAddr,
    /// It is from this machine, and has come through nobody.
    pub(super) is_local: bool,
    /// It has come through one of the newsroom's own proxies.
    pub(super) is_by_proxy: bool,
    /// Nobody between the client and us can read along.
    pub(super) is_private: bool,
    /// Who says that it came over https, and is none of the newsroom's proxies.
    pub(super) unnamed_proxy: Option<IpAddr>,
}

/// What proxies say of those who they ask for. Any header of these beginnings does.
const FORWARDING: [&str; 4] = ["x-forwarded", "x-real-", "x-original-", "cf-"];
const CLIENT: HeaderName = HeaderName::from_static("x-forwarded-for");
const SCHEME: HeaderName = HeaderName::from_static("x-forwarded-proto");

impl Way {
    /// How this request came from `peer`. There is a host in it: the server sees to that.
    pub(super) fn of(request: &Parts, peer: IpAddr, settings: &settings::Desk) -> Self {
        let (headers, peer) = (&request.headers, peer.to_canonical());
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let host = host.trim().to_ascii_lowercase();
        let is_by_proxy = settings.proxies.contains(&peer);
        // Many a proxy puts our own address into `Host` and names no client unless it is told
        // to, and speaks HTTP/1.0 then, which no browser does.
        let is_local = peer.is_loopback()
            && is_loopback(&host)
            && request.version >= Version::HTTP_11
            && !is_forwarded(headers, settings);
        let is_said_secure = headers.get_all(&SCHEME).iter().next_back().is_some_and(|scheme| {
            scheme.to_str().is_ok_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"))
        });
        let client = client::of(headers, peer, is_by_proxy.then_some(&CLIENT));
        let is_private = is_local || is_by_proxy && is_said_secure;
        let unnamed_proxy = (is_said_secure && !is_by_proxy).then_some(peer);
        Self { host, client, is_local, is_by_proxy, is_private, unnamed_proxy }
    }

    /// Whether the name that was asked for is one of ours. A page of somebody else's whose
    /// name suddenly means this address asks under that name.
    pub(super) fn is_ours(&self, settings: &settings::Desk) -> bool {
        let usual = self.host.strip_suffix(":443").or_else(|| self.host.strip_suffix(":80"));
        let host = usual.unwrap_or(&self.host);
        is_loopback(host) || settings.hosts.iter().any(|ours| ours == host)
    }

    /// Whether a change was asked for by a page of the desk itself: by what the browser says,
    /// and it must say something.
    pub(super) fn is_from_a_page_of_ours(&self, headers: &HeaderMap) -> bool {
        let site = headers.get("sec-fetch-site").map(|site| site == "same-origin");
        let scheme = if self.is_local { "http" } else { "https" };
        // A proxy that sends `Referrer-Policy: no-referrer` has browsers say nothing in it; a
        // frame without an origin is another site by the other header.
        let origin = headers.get(ORIGIN).filter(|origin| *origin != "null").map(|origin| {
            let usual = if self.is_local { ":80" } else { ":443" };
            let host = self.host.strip_suffix(usual).unwrap_or(&self.host);
            origin.as_bytes().eq_ignore_ascii_case(format!("{scheme}://{host}").as_bytes())
        });
        (site.is_some() || origin.is_some()) && site != Some(false) && origin != Some(false)
    }
}

/// Whether a page of another site wants it for itself, as a picture or a script.
pub(super) fn is_embedded_elsewhere(headers: &HeaderMap) -> bool {
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|found| found == value);
    let from_elsewhere = is("sec-fetch-site", "cross-site") || is("sec-fetch-site", "same-site");
    from_elsewhere && !(is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document"))
}

fn is_forwarded(headers: &HeaderMap, settings: &settings::Desk) -> bool {
    headers.keys().any(|name| {
        name == FORWARDED
            || name == VIA
            || settings.user_header.as_ref() == Some(name)
            || FORWARDING.iter().any(|beginning| name.as_str().starts_with(beginning))
    })
}

/// Whether a name with or without a port can only be this machine's own.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost"
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || name.parse::<Ipv6Addr>().is_ok_and(|address| address.to_canonical().is_loopback())
}
