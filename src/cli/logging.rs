//! The log on standard error: plain lines for people, JSON for machines.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts it. A service tells what it does; a command that ends only warns.
pub(crate) fn start(service: bool, json: bool) {
    let usual = if service { "info" } else { "error" };
    let filter = EnvFilter::try_from_env("PRESSROOM_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // A second start in one process (a test) keeps the first log.
    let _ = if json { log.json().try_init() } else { log.compact().try_init() };
}
