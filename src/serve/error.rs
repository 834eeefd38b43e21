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
    #[error("cannot listen on {address}: {source}")]
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
