//! The log on standard error: plain lines for people, JSON for machines.

use super::colours;
use super::log_time::LogTime;
use super::outlet::{Message, Outlet};
use std::io::{IsTerminal, Write};
use tracing_subscriber::EnvFilter;

/// What would write the texts of articles into the log, of those too whose time has not
/// come: it is never of use to an operator.
const NEVER_LOGGED: &str = "html5ever=off,markup5ever=off,selectors=off";

/// Who logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// A service, which tells what it does.
    Service,
    /// A service of which only what is wrong is to be told.
    QuietService,
    /// A command that ends.
    Command,
}

/// Starts it. A service tells what it does, and never waits for somebody who does not read
/// it; a command that ends only warns. Gives the stream whose last words are to be waited for.
pub(crate) fn start(voice: Voice, json: bool) -> Option<Outlet> {
    let usual = match voice {
        Voice::Service => "info",
        Voice::QuietService => "warn",
        Voice::Command => "error",
    };
    let service = voice != Voice::Command;
    let wanted = std::env::var("PRESSROOM_LOG").unwrap_or_else(|_| usual.to_owned());
    let filter = |directives: &str| EnvFilter::try_new(format!("{directives},{NEVER_LOGGED}"));
    let filter = filter(&wanted).or_else(|_| filter(usual)).unwrap_or_default();
    let outlet = service.then(|| Outlet::to(std::io::stderr()));
    let stream = outlet.clone();
    let writer = move || -> Box<dyn Write> {
        match &stream {
            Some(outlet) => Box::new(Message::on(outlet.clone())),
            None => Box::new(std::io::stderr()),
        }
    };
    // Where both are one terminal, the first screen comes whole, and then the log.
    let is_one = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    if let (Some(outlet), true, Voice::Service) = (&outlet, is_one, voice) {
        outlet.hold();
    }
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .with_ansi(colours::wanted_on(&std::io::stderr()))
        .with_timer(LogTime)
        .with_target(false)
        // It would tell of a closed stream on that stream.
        .log_internal_errors(false);
    // A second start in one process (a test) keeps the first log.
    let _ = if json { log.json().try_init() } else { log.compact().try_init() };
    if service {
        std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "a defect in pressroom")));
    }
    outlet
}
