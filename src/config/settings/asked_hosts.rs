//! Which addresses a page of the paper lets a browser ask by itself, without anybody pressing
//! anything. It changes no page.

use super::{Pictures, Settings};
use crate::text::Embeds;
use crate::web_address::WebAddress;

/// Which addresses a page of the paper lets a browser ask by itself: the paper's own, and what
/// the operator named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedHosts {
    pictures: Pictures,
    /// Hosts of the newspaper itself.
    own: Vec<String>,
    embeds: Embeds,
}

impl AskedHosts {
    /// Those of these settings.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let site = &settings.site;
        let mut own = vec![site.url.host().to_owned()];
        own.extend(site.hosts.iter().cloned());
        own.extend(settings.paper().map(|paper| paper.address().host().to_owned()));
        own.sort_unstable();
        own.dedup();
        Self { pictures: settings.pictures.clone(), own, embeds: settings.embeds.clone() }
    }

    /// Whether a picture is to be the paper's own, so that no page asks for it where it is.
    #[must_use]
    pub fn is_own_picture(&self, address: &WebAddress) -> bool {
        self.pictures.is_own(address)
    }

    /// Whether a film or a sound may be asked for where it is.
    #[must_use]
    pub fn may_play(&self, address: &WebAddress) -> bool {
        self.is_own_host(address) || !self.pictures.is_own(address)
    }

    /// Whether a frame of this address may stand on a page.
    #[must_use]
    pub fn may_frame(&self, address: &str) -> bool {
        self.embeds.may_frame(address)
    }

    /// Whether an address is on a host of the newspaper itself.
    #[must_use]
    pub fn is_own_host(&self, address: &WebAddress) -> bool {
        self.own.iter().any(|host| address.is_within(host))
    }

    /// The same for browsers (Content Security Policy Level 3): what a page may load.
    #[must_use]
    pub fn policy(&self) -> String {
        let left = match self.pictures.own {
            true => sources(&self.pictures.leave_on),
            false => " https: http:".to_owned(),
        };
        let played = if self.pictures.own { sources(&self.own) } else { String::new() };
        let frames: String = self.embeds.frames().map(|host| format!(" https://{host}")).collect();
        let frames = if frames.is_empty() { " 'none'".to_owned() } else { frames };
        format!(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'{left}; \
             media-src 'self'{left}{played}; frame-src{frames}; font-src 'self'; \
             connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'"
        )
    }
}

/// Hosts with their subdomains, at any port: on a page with TLS, with TLS alone.
fn sources(hosts: &[String]) -> String {
    let is_name = |host: &&String| {
        host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
    };
    let both = |host: &String| match host.parse::<std::net::Ipv4Addr>() {
        Ok(_) => format!(" {host}:*"),
        Err(_) => {
            let host = host.strip_prefix("www.").unwrap_or(host);
            format!(" {host}:* *.{host}:*")
        }
    };
    hosts.iter().filter(is_name).map(both).collect()
}
