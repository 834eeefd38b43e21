//! What `doctor` looks at beyond this program: who listens where it is to listen, which names
//! are found, and whose word counts. It connects to nobody but this machine.

use super::checkup::Finding;
use super::healthy;
use crate::config::secret::Secret;
use crate::config::{Environment, Settings};
use crate::public_address::{Exempt, is_public};
use crate::service;
use crate::trouble::TroubleKind;
use std::collections::BTreeSet;
use std::io;
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a proxy may take until it answers.
const PROXY_PATIENCE: Duration = Duration::from_secs(3);

/// How long all names together may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether it answers where it listens, or could listen there.
pub(super) fn ports(settings: &Settings) -> Vec<Finding> {
    let server = &settings.server;
    if let Some(process) = service::running(&settings.store.path) {
        let (admin, answer) = healthy::asked(server.admin);
        let says = service::wellbeing_of(&settings.store.path).unwrap_or_default();
        let of_all = [
            TroubleKind::StoreLost,
            TroubleKind::StoreHindered,
            TroubleKind::PublishFailing,
            TroubleKind::ConfigRefused,
        ];
        let ill = says.troubles.into_iter().filter(|trouble| of_all.contains(&trouble.kind));
        let ill = ill.map(|it| Finding::wrong("service", it.message, "pressroom status"));
        let ill: Vec<Finding> = ill.collect();
        let answers = match answer {
            Ok(()) if !ill.is_empty() => {
                Finding::odd("service", format!("process {process} answers readers"), "see below")
            }
            Ok(()) => Finding::fine("service", format!("process {process} publishes")),
            Err(said) => Finding::wrong(
                "service",
                format!("process {process} runs, but {admin} says: {said}"),
                format!("see http://{admin}/health and `pressroom status`"),
            ),
        };
        return std::iter::once(answers).chain(ill).collect();
    }
    let listen = [("listen", server.listen), ("admin", server.admin)];
    let tried = listen.into_iter().filter(|(_, address)| address.port() != 0);
    tried
        .map(|(key, address)| match TcpListener::bind(address) {
            Ok(_) => Finding::fine("port", format!("{address} is free")),
            Err(error) => Finding::wrong(
                "port",
                format!("nobody can listen at {address}: {error}"),
                format!("stop who does, or write another `{key}` in [server]"),
            ),
        })
        .collect()
}

/// Whether sources are asked by way of a proxy, as somebody may want, and whether that is
/// there.
pub(super) fn proxies(settings: &Settings, offline: bool) -> Vec<Finding> {
    let own = &settings.fetch.proxies;
    let proxies: BTreeSet<(String, u16)> =
        [&own.http, &own.https].into_iter().flatten().filter_map(end_of).collect();
    if own.http.is_some() || own.https.is_some() {
        let through = Finding::fine("proxy", "sources are asked through a proxy");
        let asked = proxies.iter().filter(|_| !offline).map(proxy);
        return match asked.collect::<Vec<_>>() {
            none if none.is_empty() => vec![through],
            found => found,
        };
    }
    let mut named = Environment::HTTP_PROXIES.into_iter().chain(Environment::HTTPS_PROXIES);
    let set = named.find(|name| std::env::var_os(name).is_some_and(|it| !it.is_empty()));
    let odd = set.map(|name| {
        Finding::odd(
            "proxy",
            format!("{name} is set, and is not used: sources are asked directly"),
            "write `proxy = \"environment\"` in [fetch], if this machine reaches nobody otherwise",
        )
    });
    odd.into_iter().collect()
}

/// The host and port of a proxy, without the name and password in its address.
fn end_of(proxy: &Secret) -> Option<(String, u16)> {
    let url = url::Url::parse(proxy.as_str()).ok()?;
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?))
}

/// Whether somebody listens where a proxy is to be.
fn proxy((host, port): &(String, u16)) -> Finding {
    let connect = || {
        let found = (host.trim_matches(['[', ']']), *port).to_socket_addrs()?;
        let mut last = io::Error::other("the name server knows no address of it");
        for address in found {
            match TcpStream::connect_timeout(&address, PROXY_PATIENCE) {
                Ok(_) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last)
    };
    match connect() {
        Ok(()) => Finding::fine("proxy", format!("sources are asked through {host}:{port}")),
        Err(error) => Finding::wrong(
            "proxy",
            format!("{host}:{port}, through which sources are asked, does not answer: {error}"),
            "start it, or write another `proxy` in [fetch]",
        ),
    }
}

/// Whether the hosts of the sources are found, and may be asked.
pub(super) fn names(settings: &Settings) -> Vec<Finding> {
    let exempt = Exempt::new(&settings.fetch.allow_hosts);
    let addresses = settings.sources.iter().filter_map(|source| source.kind.web_address());
    let hosts: BTreeSet<(String, u16)> = addresses
        .filter(|address| !exempt.contains(address.url()))
        .map(|address| (address.host().to_owned(), address.url().port_or_known_default()))
        .map(|(host, port)| (host, port.unwrap_or(443)))
        .collect();
    let (told, answers) = mpsc::channel();
    for host in hosts.clone() {
        let told = told.clone();
        std::thread::spawn(move || {
            let found = (host.0.trim_matches(['[', ']']), host.1).to_socket_addrs();
            let found = found.map(|all| all.map(|one| one.ip()).collect::<Vec<_>>());
            let _ = told.send((host, found));
        });
    }
    drop(told);
    let (mut missing, begun, mut findings) = (hosts, Instant::now(), Vec::new());
    while let Ok((host, found)) = answers.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())) {
        missing.remove(&host);
        let name = &host.0;
        findings.push(match found {
            Ok(all) if all.iter().any(|one| is_public(*one)) => {
                Finding::fine("name", format!("{name} is found"))
            }
            Ok(_) => Finding::wrong(
                "name",
                format!("{name} is not on the public internet, and is not asked"),
                format!("if that is meant, add \"{name}\" to `allow_hosts` in [fetch]"),
            ),
            Err(error) => Finding::wrong(
                "name",
                format!("{name} is not found: {error}"),
                "see that this machine has a name server (/etc/resolv.conf), and how it is spelled",
            ),
        });
    }
    findings.extend(missing.into_iter().map(|(name, _)| {
        Finding::wrong(
            "name",
            format!("the name server says nothing of {name}"),
            "see that this machine has a name server that answers (/etc/resolv.conf)",
        )
    }));
    findings
}
