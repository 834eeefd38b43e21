//! Why serving could not begin. What goes wrong on one connection is not here:
//! it ends that connection and nothing else.

use std::io;
use std::net::SocketAddr;

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program, or another pressroom, listens there.
    #[error(
        "{address} is in use by another program: stop it, or choose another address in [server] of the configuration"
    )]
    InUse {
        /// The address.
        address: SocketAddr,
    },
    /// The system does not let us listen there.
    #[error("cannot listen on {address}: {source}{}", way_out(source, address))]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the operating system.
        source: io::Error,
    },
    /// What was handed over is no socket of ours.
    #[error(
        "socket {number} that was handed over is no TCP socket that listens: {source}; see ListenStream in pressroom.socket"
    )]
    HandedOver {
        /// Its place among them, from 0.
        number: usize,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A socket was handed over that nobody answers at.
    #[error(
        "a socket at {address} was handed over, and neither `listen` nor `admin` in [server] of the configuration is that address: make them and ListenStream in pressroom.socket agree"
    )]
    Unclaimed {
        /// Where it listens.
        address: SocketAddr,
    },
    /// No thread or event loop could be made for it.
    #[error("cannot start serving on {address}: {source}")]
    Start {
        /// The address.
        address: SocketAddr,
        /// The error of the operating system.
        source: io::Error,
    },
    /// Serving ended without being told to.
    #[error("serving on {address} ended by itself: restart the service, and report this")]
    Ended {
        /// The address.
        address: SocketAddr,
    },
}

/// What to do about it, where that can be told.
fn way_out(error: &io::Error, address: &SocketAddr) -> String {
    match error.kind() {
        io::ErrorKind::AddrNotAvailable => format!(
            ": no network card of this machine has that address (`ip addr` lists them); 0.0.0.0:{} \
             is all that there are",
            address.port()
        ),
        io::ErrorKind::PermissionDenied if address.port() < 1024 => {
            ": ports below 1024 are for privileged accounts: put a web server in front, or let \
             systemd hold the socket (pressroom.socket)"
                .to_owned()
        }
        _ => String::new(),
    }
}
