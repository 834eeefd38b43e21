//! `[fetch]`: how upstream feeds are asked.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{DAY, MINUTE, SECOND, period, size};
use crate::config::environment::Environment;
use crate::config::file::{FetchTable, Text};
use crate::config::settings::{Fetch, Site};
use std::time::Duration;

impl Checker<'_, '_> {
    pub(super) fn fetch(
        &mut self,
        table: &FetchTable,
        site: Option<&Site>,
        environment: &Environment,
    ) -> Option<Fetch> {
        let user_agent = self.read(&table.user_agent, header_value);
        let timeout = self.read(&table.timeout, period(SECOND..=10 * MINUTE));
        let max_bytes = self.read(&table.max_size, size(1 << 10..=256 << 20));
        let allow_hosts = self.read_each(&table.allow_hosts, host_and_port);
        let contact = self.read(&table.contact, header_value);
        let pace = self.read(&table.pace, period(Duration::ZERO..=MINUTE));
        let freshness_max = self.read(&table.freshness_max, period(Duration::ZERO..=DAY));
        let backoff_max = self.read(&table.backoff_max, period(Duration::ZERO..=DAY));
        let proxies = self.proxies(table, environment);
        let pass_max = self.read(&table.pass_max, period(SECOND..=DAY));
        let contact = contact.or_else(|| site.map(|site| site.url.to_string()))?;
        Some(Fetch {
            user_agent: user_agent
                .unwrap_or_else(|| format!("pressroom/{} (+{contact})", env!("CARGO_PKG_VERSION"))),
            timeout: timeout?,
            max_bytes: max_bytes?,
            allow_hosts,
            pace: pace?,
            per_host: *table.per_host.value()?,
            concurrency: *table.concurrency.value()?,
            freshness_max: freshness_max?,
            backoff: u32::try_from(*table.backoff.value()?).ok()?,
            backoff_max: backoff_max?,
            pass_max: pass_max?,
            proxies: proxies?,
        })
    }
}

/// What a header field may hold, of the part that everybody understands: visible
/// ASCII and spaces (RFC 9110 §5.5).
fn header_value(text: &Text) -> Result<String, BadValue> {
    let value = text.0.trim();
    if value.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        return Ok(value.to_owned());
    }
    Err(BadValue::new(
        "the name holds a character that a header cannot carry",
        "use ASCII letters, digits and signs only",
    ))
}

/// A host, or a host with the one port that is meant: what the refusal of an address
/// that is not public says to write here.
fn host_and_port(text: &Text) -> Result<String, BadValue> {
    let split = text.0.rsplit_once(':');
    match split.map(|(name, port)| (host(&Text(name.to_owned())), port.trim().parse::<u16>())) {
        Some((Ok(name), Ok(port))) => Ok(format!("{name}:{port}")),
        Some((Ok(_), Err(_))) if split.is_some_and(|(_, port)| is_digits(port)) => {
            let cause = format!("\"{}\" has no port that there is", text.0);
            Err(BadValue::new(cause, "write a port from 1 to 65535, or none"))
        }
        _ => host(text),
    }
}

fn is_digits(port: &str) -> bool {
    let port = port.trim();
    !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// A host name or address, without scheme, port or path, as the `url` crate writes it.
pub(super) fn host(text: &Text) -> Result<String, BadValue> {
    if text.0.contains('*') {
        let cause = format!("\"{}\" is a pattern, and would let nobody through", text.0);
        return Err(BadValue::new(cause, "write each name whole: `wire.internal`"));
    }
    url::Host::parse(text.0.trim()).map(|host| host.to_string()).map_err(|_| {
        let cause = format!("\"{}\" is not a host", text.0);
        BadValue::new(cause, "write the name alone, without scheme, port or path: `wire.internal`")
    })
}
