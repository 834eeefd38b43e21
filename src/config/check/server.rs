//! `[server]`: how the feeds are served, and the feeds that no longer exist.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{self, MINUTE, SECOND, period, size, slug};
use super::sections::Names;
use crate::config::environment::Environment;
use crate::config::file::{Endpoint, Key, ServerTable, ShortName, Written};
use crate::config::settings::Server;
use crate::section::Slug;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::Duration;

impl Checker<'_, '_> {
    pub(super) fn server(
        &mut self,
        table: &ServerTable,
        environment: &Environment,
    ) -> Option<Server> {
        let wait = || period(SECOND..=10 * MINUTE);
        let listen =
            self.endpoint(&table.listen, Environment::LISTEN, environment.listen.as_deref());
        let admin = self.endpoint(&table.admin, Environment::ADMIN, environment.admin.as_deref());
        if let (Some(listen), Some(admin)) = (listen, admin) {
            self.refuse_one_port((table, environment), listen, admin);
        }
        let first_byte_timeout = self.read(&table.first_byte_timeout, wait());
        let header_timeout = self.read(&table.header_timeout, wait());
        // hyper takes no buffer below 8 KiB.
        let max_header_bytes = self.read(&table.max_header, size(8 << 10..=1 << 20));
        let shutdown_timeout = self.read(&table.shutdown, period(Duration::ZERO..=10 * MINUTE));
        let gone = self.read_each(&table.gone, slug);
        self.refuse_repeats(&table.gone, |gone| gone.0.clone(), |gone| &gone.0);
        let moved = self.moved(table);
        Some(Server {
            listen: listen?,
            admin: admin?,
            max_connections: *table.max_connections.value()?,
            first_byte_timeout: first_byte_timeout?,
            header_timeout: header_timeout?,
            max_header_bytes: max_header_bytes?,
            shutdown_timeout: shutdown_timeout?,
            gone,
            moved,
            allow_breaking: *table.allow_breaking.value()?,
        })
    }

    /// What the environment says, or else the file. The file's is checked anyway.
    fn endpoint(
        &mut self,
        key: &Key<Endpoint>,
        variable: &str,
        value: Option<&str>,
    ) -> Option<SocketAddr> {
        let written = self.read(key, forms::endpoint);
        let Some(value) = value else { return written };
        let address = forms::socket(value);
        if address.is_none() {
            let cause = format!("{variable} is \"{value}\", which is not an address and a port");
            // What tells what is wrong and what waits is not for the world.
            let example = match variable {
                Environment::ADMIN => "127.0.0.1:8081",
                _ => "0.0.0.0:8080",
            };
            let remedy = format!("set it as in `{variable}={example}`, or unset it");
            self.findings.variable(cause, remedy);
        }
        address
    }

    /// Two listeners cannot have one port, unless the system picks it.
    fn refuse_one_port(
        &mut self,
        (table, environment): (&ServerTable, &Environment),
        listen: SocketAddr,
        admin: SocketAddr,
    ) {
        let overlap = listen.ip() == admin.ip()
            || listen.ip().is_unspecified()
            || admin.ip().is_unspecified();
        if listen.port() == 0 || listen.port() != admin.port() || !overlap {
            return;
        }
        let cause = format!("`listen` ({listen}) and `admin` ({admin}) want the same port");
        let set = [
            (environment.admin.is_some(), Environment::ADMIN),
            (environment.listen.is_some(), Environment::LISTEN),
        ];
        if let Some((_, variable)) = set.into_iter().find(|(is_set, _)| *is_set) {
            self.findings.variable(cause, format!("give another port to {variable}"));
            return;
        }
        // Point at the one that somebody wrote.
        let span =
            if table.admin.span().is_empty() { table.listen.span() } else { table.admin.span() };
        self.refuse(span, BadValue::new(cause, "give one of them another port"));
    }

    fn moved(&mut self, table: &ServerTable) -> BTreeMap<Slug, Slug> {
        let mut moved = BTreeMap::new();
        for (from, to) in table.moved.value().into_iter().flatten() {
            let old = ShortName(from.clone());
            let old = Written { value: old, span: to.span.clone() };
            if let (Some(old), Some(new)) = (self.read_one(&old, slug), self.read_one(to, slug)) {
                moved.insert(old, new);
            }
        }
        moved
    }

    /// A feed that is gone or has moved must not be there, and where one moved to must.
    pub(super) fn retired(&mut self, table: &ServerTable, names: &Names) {
        let gone = table.gone.value().map(Vec::as_slice).unwrap_or_default();
        for entry in gone.iter().filter(|entry| names.has(&entry.value.0)) {
            let cause = format!("`{}` is gone, and there is a feed of that name", entry.value.0);
            let remedy = "remove it from `gone`, or remove the feed";
            self.refuse(entry.span.clone(), BadValue::new(cause, remedy));
        }
        let gone: BTreeSet<&str> = gone.iter().map(|entry| entry.value.0.as_str()).collect();
        let Some(moved) = table.moved.value() else { return };
        for (old, new) in moved {
            if names.has(old) {
                let cause = format!("`{old}` has moved, and there is a feed of that name");
                let remedy = "remove it from `moved`, or remove the feed";
                self.refuse(new.span.clone(), BadValue::new(cause, remedy));
            }
            if gone.contains(old.as_str()) {
                let cause = format!("`{old}` is gone and has moved");
                self.refuse(new.span.clone(), BadValue::new(cause, "keep one of the two"));
            }
            if let Some(last) = moved.get(&new.value.0) {
                let cause = format!("`{old}` has moved to `{}`, which has moved too", new.value.0);
                let remedy = format!("name the last one at once: `{}`", last.value.0);
                self.refuse(new.span.clone(), BadValue::new(cause, remedy));
            } else {
                self.known_feed(new, names);
            }
        }
    }
}
