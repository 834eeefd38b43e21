//! `pressroom healthy`: whether the service of this configuration answers, for those who
//! watch over it by a command: a container's health check, a cron job, a load balancer. What
//! is wrong in the newsroom is told by `status` and the alerts, and ends no container.

use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use crate::config::Whereabouts;
use crate::service;
use serde_json::json;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
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
}

impl Healthy {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let admin = match file.settings_to_look() {
            Ok(settings) => reachable(settings.server.admin),
            // The service goes on under the settings that it had.
            Err(failure) => return self.beside_the_store(file, failure),
        };
        if self.json {
            let (admin, answered) = asked(admin);
            return Ok(told(answered.is_ok(), Some(admin), answered.err().as_deref()));
        }
        match ask(admin) {
            Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => {
                say!("ready: the service at {admin} publishes");
                Ok(Outcome::Done)
            }
            Ok(answer) => {
                let status = answer.lines().next().unwrap_or("nothing");
                say!("not ready: {admin} answers {status}; see http://{admin}/health");
                Ok(Outcome::Failed)
            }
            Err(error) => {
                say!(
                    "not there: {admin} ({error}); is the service running, and is that `admin` \
                     in [server] of its configuration?"
                );
                Ok(Outcome::Failed)
            }
        }
    }

    /// Whether the service that runs on the store publishes, where the configuration has
    /// mistakes and does not tell its address.
    fn beside_the_store(&self, file: &ConfigFile, failure: Failure) -> Ended {
        let Some(place) = Whereabouts::of(&file.path) else { return Err(failure) };
        let Ok(says) = service::wellbeing_of(&place.store) else { return Err(failure) };
        failure.tell();
        if self.json {
            let reason = (!says.is_ready).then_some("it publishes nothing yet");
            return Ok(told(says.is_ready, None, reason));
        }
        let store = place.store.display();
        if says.is_ready {
            say!("ready: the service on {store} publishes, under the configuration before");
            return Ok(Outcome::Done);
        }
        say!("not ready: the service on {store} publishes nothing yet");
        Ok(Outcome::Failed)
    }
}

/// Says it to a program.
fn told(is_ready: bool, admin: Option<SocketAddr>, reason: Option<&str>) -> Outcome {
    say!("{}", json!({"ready": is_ready, "admin": admin, "reason": reason}));
    if is_ready { Outcome::Done } else { Outcome::Failed }
}

/// Where the service of these settings is asked, and whether it publishes: else what is
/// answered in the place of that.
pub(super) fn asked(admin: SocketAddr) -> (SocketAddr, Result<(), String>) {
    let admin = reachable(admin);
    let answered = match ask(admin) {
        Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => Ok(()),
        Ok(answer) => Err(answer.lines().next().unwrap_or("nothing").to_owned()),
        Err(error) => Err(error.to_string()),
    };
    (admin, answered)
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
