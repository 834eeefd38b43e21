//! `[alerts.email]`: how people are told by e-mail.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::mailbox;
use crate::config::environment::Environment;
use crate::config::file::{AlertMailTable, Mailbox, Text, Written};
use crate::config::settings::alerts::{Mail, MailLogin, MailTls};
use crate::config::suggest;
use lettre::message;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Host;

const MODES: [&str; 3] = ["starttls", "tls", "none"];

impl Checker<'_, '_> {
    /// What the table says; `None` where something of it is refused.
    pub(super) fn mail(
        &mut self,
        written: &Written<AlertMailTable>,
        environment: &Environment,
    ) -> Option<Mail> {
        let table = &written.value;
        let server = self.read(&table.server, server);
        let tls = match &table.tls.0 {
            Some(_) => Some(self.read(&table.tls, mode)?),
            None => None,
        };
        let login = self.mail_login(written, environment);
        let from = self.read(&table.from, person);
        let wanted = table.to.value().map_or(0, Vec::len);
        let to = self.read_each(&table.to, person);
        if table.to.0.is_some() && wanted == 0 {
            let refusal = BadValue::new("nobody is named", "write one address at least");
            self.refuse(table.to.span(), refusal);
        }
        let (host, port) = server?;
        let tls = tls.unwrap_or(if port == Some(465) { MailTls::Always } else { MailTls::Start });
        let login = login?;
        if tls == MailTls::Never && login.is_some() && !is_here(&host) {
            let refusal = BadValue::new(
                format!("the password would go to {host} for everybody on the way to read"),
                "write `tls = \"starttls\"`, or leave `tls` out",
            );
            self.refuse(table.tls.span(), refusal);
            return None;
        }
        let port = port.unwrap_or(match tls {
            MailTls::Always => 465,
            MailTls::Start => 587,
            MailTls::Never => 25,
        });
        let from = from?;
        (to.len() == wanted && wanted > 0).then_some(Mail { host, port, tls, login, from, to })
    }

    fn mail_login(
        &mut self,
        written: &Written<AlertMailTable>,
        environment: &Environment,
    ) -> Option<Option<MailLogin>> {
        let table = &written.value;
        let (user, kept) = (table.user.value(), table.password.0.as_ref());
        let (cause, remedy, span) = match (user, kept) {
            (None, None) => return Some(None),
            (Some(user), Some(kept)) => {
                let password = self.secret((&kept.value, kept.span.clone()), environment)?;
                return Some(Some(MailLogin { user: user.0.trim().to_owned(), password }));
            }
            (Some(_), None) => (
                "there is a name, and no password of it",
                "add `password = { env = \"NAME\" }`, or a file, or remove `user`",
                table.user.span(),
            ),
            (None, Some(_)) => (
                "there is a password, and no name that it belongs to",
                "add `user = \"…\"`, or remove `password`",
                table.password.span(),
            ),
        };
        let (cause, remedy) = (cause.to_owned(), remedy.to_owned());
        self.findings.lacking_in(written.span.start, span, cause, remedy);
        None
    }
}

/// `smtp.example.com`, `smtp.example.com:2525`, `[::1]:25`
fn server(text: &Text) -> Result<(String, Option<u16>), BadValue> {
    let written = text.0.trim();
    let (host, port) = match written.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            (host, port.parse().ok().filter(|port| *port > 0).map(Some))
        }
        _ => (written, Some(None)),
    };
    let parsed = Host::parse(host).ok().filter(|host| match host {
        Host::Domain(name) => !name.is_empty() && !name.contains([':', '/']),
        _ => true,
    });
    match (parsed, port) {
        (Some(Host::Ipv6(address)), Some(port)) => Ok((address.to_string(), port)),
        (Some(host), Some(port)) => Ok((host.to_string(), port)),
        _ => {
            let cause = format!("\"{written}\" is not the name of a server");
            let bare = written.split_once("://").map(|(_, rest)| rest.trim_end_matches('/'));
            let is_server =
                |bare: &&str| !bare.contains("://") && server(&Text((*bare).to_owned())).is_ok();
            let remedy = match bare.filter(is_server) {
                Some(bare) => format!("did you mean `{bare}`?"),
                None => "write its name, or name and port, as in `smtp.example.com:587`".to_owned(),
            };
            Err(BadValue::new(cause, remedy))
        }
    }
}

fn mode(text: &Text) -> Result<MailTls, BadValue> {
    match text.0.trim() {
        "starttls" => Ok(MailTls::Start),
        "tls" => Ok(MailTls::Always),
        "none" => Ok(MailTls::Never),
        other => {
            let cause = format!("\"{other}\" is no way to keep a connection secret");
            Err(BadValue::new(cause, suggest::remedy(other, "write one of", MODES)))
        }
    }
}

/// Somebody whom mail can reach.
fn person(text: &Mailbox) -> Result<message::Mailbox, BadValue> {
    let contact = mailbox(text)?;
    let address = contact.email.as_str().parse().map_err(|_| {
        let cause = format!("\"{}\" is no e-mail address", text.0);
        BadValue::new(cause, "write it as in `desk@news.example (News desk)`")
    })?;
    let name = contact.name.map(|name| name.to_string()).filter(|name| !name.is_empty());
    Ok(message::Mailbox::new(name, address))
}

/// Whether a name is that of this machine: what goes there, nobody else sees.
fn is_here(host: &str) -> bool {
    let address = match host.parse() {
        Ok(address) => address,
        Err(_) if host.eq_ignore_ascii_case("localhost") => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Err(_) => return false,
    };
    match address {
        IpAddr::V4(address) => address.is_loopback(),
        IpAddr::V6(address) => address == Ipv6Addr::LOCALHOST,
    }
}
