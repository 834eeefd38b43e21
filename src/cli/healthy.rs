//! `pressroom healthy`: whether the service of this configuration answers, for those who
//! watch over it by a command: a container's health check, a cron job, a load balancer. What
//! is wrong in the newsroom beside that it publishes is told by `status` and the alerts.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use crate::config::Whereabouts;
use crate::health::NOTHING_KEPT;
use crate::service;
use crate::trouble::TroubleKind;
use serde_json::json;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// How long the service may take for its answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The longest answer that is read; it is a word.
const LONGEST: u64 = 4096;

#[derive(Debug, clap::Args)]
pub(crate) struct Healthy {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// It is enough that readers are answered, also while nothing new can be kept or
    /// published: for what ends or restarts a service that is not well
    #[arg(long)]
    serving: bool,
}

impl Healthy {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let (admin, store) = match file.settings_to_look() {
            Ok(settings) => (reachable(settings.server.admin), settings.store.path),
            // The service goes on under the settings that it had.
            Err(failure) => return self.beside_the_store(file, failure),
        };
        let answered = match answer_of(admin) {
            Ok(()) | Err(Unwell::KeepsNothing(_)) if service::is_idle(&store) => {
                Err(Unwell::Another(store))
            }
            answered => answered,
        };
        if self.json {
            let reason = answered.as_ref().err().map(Unwell::to_string);
            return Ok(told(self.is_enough(&answered), Some(admin), reason.as_deref()));
        }
        match &answered {
            Ok(()) => say!("ready: the service at {admin} publishes"),
            Err(Unwell::NotReady(status)) => {
                say!("not ready: {admin} answers {status}; see http://{admin}/health");
            }
            Err(Unwell::KeepsNothing(why)) => {
                say!(
                    "not well: the service at {admin} answers readers, and publishes nothing new: {why}"
                );
            }
            Err(other @ Unwell::Another(_)) => {
                say!("not there: {other}, and at {admin} another one");
            }
            Err(Unwell::Silent(error)) => say!(
                "not there: {admin} ({error}); is the service running, and is that `admin` \
                 in [server] of its configuration?"
            ),
        }
        Ok(if self.is_enough(&answered) { Outcome::Done } else { Outcome::Failed })
    }

    fn is_enough(&self, answered: &Result<(), Unwell>) -> bool {
        match answered {
            Ok(()) => true,
            Err(Unwell::KeepsNothing(_)) => self.serving,
            Err(_) => false,
        }
    }

    /// Whether the service that runs on the store publishes, where the configuration has
    /// mistakes and does not tell its address.
    fn beside_the_store(&self, file: &ConfigFile, failure: Failure) -> Ended {
        let Some(place) = Whereabouts::of(&file.path) else { return Err(failure) };
        let Ok(says) = service::wellbeing_of(&place.store) else { return Err(failure) };
        failure.tell();
        let of_store = [TroubleKind::StoreLost, TroubleKind::StoreHindered];
        let lost = says.troubles.iter().find(|trouble| of_store.contains(&trouble.kind));
        let answered = match lost {
            _ if !says.is_ready => {
                Err(Unwell::NotReady("that it publishes nothing yet".to_owned()))
            }
            Some(trouble) => Err(Unwell::KeepsNothing(trouble.message.clone())),
            None => Ok(()),
        };
        let is_enough = self.is_enough(&answered);
        if self.json {
            let reason = answered.err().map(|unwell| unwell.to_string());
            return Ok(told(is_enough, None, reason.as_deref()));
        }
        let store = place.store.display();
        match answered {
            Ok(()) => {
                say!("ready: the service on {store} publishes, under the configuration before");
            }
            Err(unwell) => say!("not well: the service on {store}: {unwell}"),
        }
        Ok(if is_enough { Outcome::Done } else { Outcome::Failed })
    }
}

/// Why a service is not well.
#[derive(Debug, thiserror::Error)]
enum Unwell {
    /// Nobody answers.
    #[error("{0}")]
    Silent(io::Error),
    /// Another newsroom's has its address.
    #[error("no service runs on {}", .0.display())]
    Another(PathBuf),
    /// It has no edition yet.
    #[error("{0}")]
    NotReady(String),
    /// Readers are answered, and that is all.
    #[error("nothing new is published: {0}")]
    KeepsNothing(String),
}

/// Says it to a program.
fn told(is_ready: bool, admin: Option<SocketAddr>, reason: Option<&str>) -> Outcome {
    put!("{}", json!({"ready": is_ready, "admin": admin, "reason": reason}));
    if is_ready { Outcome::Done } else { Outcome::Failed }
}

/// Where the service of these settings is asked, and whether it publishes: else what is
/// answered in the place of that.
pub(super) fn asked(admin: SocketAddr) -> (SocketAddr, Result<(), String>) {
    let admin = reachable(admin);
    let answered = match answer_of(admin) {
        // What it knows of the store, its own account is told.
        Ok(()) | Err(Unwell::KeepsNothing(_)) => Ok(()),
        Err(unwell) => Err(unwell.to_string()),
    };
    (admin, answered)
}

fn answer_of(admin: SocketAddr) -> Result<(), Unwell> {
    let answer = ask(admin).map_err(Unwell::Silent)?;
    if !answer.starts_with("HTTP/1.1 200 ") {
        let status = answer.lines().next().unwrap_or("nothing");
        return Err(Unwell::NotReady(status.to_owned()));
    }
    match answer.split_once(NOTHING_KEPT) {
        Some((_, why)) => Err(Unwell::KeepsNothing(why.trim().to_owned())),
        None => Ok(()),
    }
}

/// Where one connects to that listens at `admin`.
fn reachable(mut admin: SocketAddr) -> SocketAddr {
    if admin.ip().is_unspecified() {
        admin.set_ip(match admin.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    admin
}

fn ask(admin: SocketAddr) -> io::Result<String> {
    let mut service = TcpStream::connect_timeout(&admin, PATIENCE)?;
    service.set_read_timeout(Some(PATIENCE))?;
    service.set_write_timeout(Some(PATIENCE))?;
    write!(service, "GET /health/ready HTTP/1.1\r\nHost: {admin}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    service.take(LONGEST).read_to_string(&mut answer)?;
    Ok(answer)
}
