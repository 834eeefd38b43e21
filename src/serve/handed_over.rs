//! Listening sockets that were opened for us: those of systemd's `pressroom.socket`,
//! which keeps them open while the service is restarted, so that no reader is turned
//! away. It opens none itself.

use super::ServeError;
use listenfd::ListenFd;
use std::net::{SocketAddr, TcpListener};

/// The sockets that this process was started with, and that nobody has taken yet.
#[derive(Debug, Default)]
pub struct HandedOver(Vec<(SocketAddr, TcpListener)>);

impl HandedOver {
    /// Takes the sockets that `LISTEN_FDS` of the environment counts (`sd_listen_fds(3)`).
    /// To be called once, before there are other threads: it clears those variables.
    ///
    /// # Errors
    /// When one of them is no TCP socket that listens.
    pub fn from_environment() -> Result<Self, ServeError> {
        let mut handed = ListenFd::from_env();
        let mut sockets = Vec::new();
        for number in 0..handed.len() {
            let broken = |source| ServeError::HandedOver { number, source };
            if let Some(listener) = handed.take_tcp_listener(number).map_err(broken)? {
                listener.set_nonblocking(true).map_err(broken)?;
                sockets.push((listener.local_addr().map_err(broken)?, listener));
            }
        }
        Ok(Self(sockets))
    }

    /// The socket at this address.
    pub(super) fn take(&mut self, address: SocketAddr) -> Option<TcpListener> {
        let place = self.0.iter().position(|(its, _)| *its == address)?;
        Some(self.0.swap_remove(place).1)
    }

    /// Nothing, when every socket has been taken.
    ///
    /// # Errors
    /// Names one that is left: it would be open, and nobody would answer there.
    pub fn all_taken(&self) -> Result<(), ServeError> {
        match self.0.first() {
            Some((address, _)) => Err(ServeError::Unclaimed { address: *address }),
            None => Ok(()),
        }
    }
}
