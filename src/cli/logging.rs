//! The log on standard error: plain lines for people, JSON for machines.

use super::colours;
use super::log_keeper::LogKeeper;
use super::log_time::LogTime;
use super::outlet::{Message, Outlet};
use crate::log_book::LogBook;
use std::io::{IsTerminal, Write};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

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

/// The log of this process.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    /// The stream of a service's log, whose last words are to be waited for.
    pub(crate) outlet: Option<Outlet>,
    /// A service's newest lines.
    pub(crate) book: LogBook,
}

/// Starts it. A service tells what it does, and never waits for somebody who does not read
/// it; a command that ends only warns.
pub(crate) fn start(voice: Voice, json: bool) -> Log {
    let (service, book) = (voice != Voice::Command, LogBook::default());
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
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(writer)
        .with_ansi(colours::wanted_on(&std::io::stderr()))
        .with_timer(LogTime)
        .with_target(false)
        // It would tell of a closed stream on that stream.
        .log_internal_errors(false);
    let lines = if json { lines.json().boxed() } else { lines.compact().boxed() };
    let lines = lines.with_filter(filter(voice));
    // What a quiet service does is asked for later, by somebody who wants to know.
    let kept = service.then(|| LogKeeper(book.clone()).with_filter(filter(Voice::Service)));
    // A second start in one process (a test) keeps the first log.
    let _ = tracing_subscriber::registry().with(lines).with(kept).try_init();
    if service {
        std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "a defect in pressroom")));
    }
    Log { outlet, book }
}

/// What `PRESSROOM_LOG` wants, or what is usual.
fn filter(voice: Voice) -> EnvFilter {
    let usual = match voice {
        Voice::Service => "info",
        Voice::QuietService => "warn",
        Voice::Command => "error",
    };
    let wanted = std::env::var("PRESSROOM_LOG").unwrap_or_else(|_| usual.to_owned());
    let filter = |directives: &str| EnvFilter::try_new(format!("{directives},{NEVER_LOGGED}"));
    filter(&wanted).or_else(|_| filter(usual)).unwrap_or_default()
}
