//! The log on standard error: plain lines for people, JSON for machines.

use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// What would write the texts of articles into the log, of those too whose time has not
/// come: it is never of use to an operator.
const NEVER_LOGGED: &str = "html5ever=off,markup5ever=off,selectors=off";

/// Starts it. A service tells what it does; a command that ends only warns.
pub(crate) fn start(service: bool, json: bool) {
    let usual = if service { "info" } else { "error" };
    let wanted = std::env::var("PRESSROOM_LOG").unwrap_or_else(|_| usual.to_owned());
    let filter = |directives: &str| EnvFilter::try_new(format!("{directives},{NEVER_LOGGED}"));
    let filter = filter(&wanted).or_else(|_| filter(usual)).unwrap_or_default();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // A second start in one process (a test) keeps the first log.
    let _ = if json { log.json().try_init() } else { log.compact().try_init() };
}
