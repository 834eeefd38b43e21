//! `pressroom serve`: runs until it is told to stop, and says on the terminal
//! what it did and where to look.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::logging::Log;
use super::outlet::Outlet;
use super::{log_time, table};
use crate::clock::Clock;
use crate::config::{Environment, Settings};
use crate::pipeline::{PassReport, Printing};
use crate::service::{self, Announcer, HandedOver, Origin, Timetable, raise_limit};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_util::sync::CancellationToken;

/// Serves.
pub(crate) fn run(file: &ConfigFile, log: &Log, quiet: bool) -> Ended {
    let settings = Arc::new(file.settings()?);
    log_time::in_zone(settings.site.timezone);
    let sockets = HandedOver::from_environment().map_err(service::ServiceError::from)?;
    raise_limit();
    let terminal = Arc::new(Terminal::new(&settings, log.outlet.clone(), quiet));
    terminal.say(format_args!("{} — pressroom {}", settings.site.title, env!("CARGO_PKG_VERSION")));
    let stop = CancellationToken::new();
    let calls = heed_signals(stop.clone())?;
    let (file, environment) = (file.path.clone(), Environment::from_process());
    let origin = Origin { file, environment, calls, log: log.book.clone() };
    let (origin, clock) = (Some(origin), Clock::system());
    let ended = service::run_from(origin, sockets, settings, clock, terminal.clone(), stop);
    if ended.is_ok() {
        terminal.say(format_args!("stopped"));
    }
    terminal.outlet.flush();
    terminal.release_log();
    ended?;
    Ok(Outcome::Done)
}

/// SIGTERM and SIGINT end the service in order; a second one ends it at once.
/// SIGHUP comes out as a call to read the configuration again.
fn heed_signals(stop: CancellationToken) -> std::io::Result<UnboundedReceiver<()>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (mut terminate, mut interrupt, mut hangup) = {
        let _inside = runtime.enter();
        let (terminate, interrupt) = (SignalKind::terminate(), SignalKind::interrupt());
        (signal(terminate)?, signal(interrupt)?, signal(SignalKind::hangup())?)
    };
    let (caller, calls) = unbounded_channel();
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        runtime.block_on(async {
            let mut next = async || {
                loop {
                    tokio::select! {
                        _ = terminate.recv() => return 143,
                        _ = interrupt.recv() => return 130,
                        // Nobody listens any more only when the service is stopping.
                        _ = hangup.recv() => drop(caller.send(())),
                    }
                }
            };
            next().await;
            stop.cancel();
            std::process::exit(next().await);
        });
    })?;
    Ok(calls)
}

/// Tells on standard output what happens: everything at the start, and later
/// only what the log does not say.
struct Terminal {
    folder: PathBuf,
    zone: Tz,
    /// Where on the server the paper begins, when there is one.
    paper: Option<String>,
    settled: AtomicBool,
    outlet: Outlet,
    /// Nothing is told here but what is wrong.
    quiet: bool,
    /// The log, which waits until the first screen is whole.
    log: Option<Outlet>,
    /// How many sources there are.
    sources: usize,
}

impl Terminal {
    fn new(settings: &Settings, log: Option<Outlet>, quiet: bool) -> Self {
        Self {
            quiet,
            log,
            sources: settings.sources.len(),
            folder: settings.publish.folder.clone(),
            zone: settings.site.timezone,
            paper: settings.web.as_ref().map(|web| web.paper.root().to_owned()),
            settled: AtomicBool::new(false),
            outlet: Outlet::to(std::io::stdout()),
        }
    }

    /// A line that nobody has to take.
    fn say(&self, line: std::fmt::Arguments<'_>) {
        if self.quiet {
            return;
        }
        self.outlet.say(format!("{line}\n").into_bytes());
    }

    /// The first screen is whole, or there will be none.
    fn release_log(&self) {
        if let Some(log) = &self.log {
            log.release();
        }
    }

    fn is_starting(&self) -> bool {
        !self.settled.load(Ordering::Relaxed)
    }
}

impl Announcer for Terminal {
    fn serving(&self, feeds: SocketAddr, admin: SocketAddr) {
        if let Some(paper) = &self.paper {
            self.say(format_args!("  paper    http://{feeds}{paper}"));
        }
        self.say(format_args!("  feeds    http://{feeds}/feeds/"));
        self.say(format_args!("  desk     http://{admin}/desk/"));
        self.say(format_args!("  health   http://{admin}/health   metrics http://{admin}/metrics"));
        match self.sources {
            1 => {}
            all => self.say(format_args!("  asking {all} sources …")),
        }
    }

    fn gathered(&self, pass: &PassReport) {
        if self.is_starting() {
            self.say(format_args!("  gathered {}", table::pass_line(pass)));
        }
    }

    fn printed(&self, printing: &Printing) {
        if self.is_starting() {
            self.say(format_args!("  {}", table::printing_line(printing, &self.folder)));
        }
    }

    fn settled(&self, timetable: &Timetable) {
        self.settled.store(true, Ordering::Relaxed);
        let now = Clock::system().now();
        for (source, next) in timetable.iter().take(10) {
            self.say(format_args!("  next     {source} {}", told_next(*next, now, self.zone)));
        }
        self.say(format_args!("  Ctrl-C stops it."));
        // Whoever reads slowly holds up no source.
        if let Some(log) = self.log.clone() {
            let screen = self.outlet.clone();
            std::thread::spawn(move || {
                screen.flush();
                log.release();
            });
        }
    }
}

/// When a source is asked next. What is due already, as a folder is that had files which were
/// written a moment before, is asked now.
fn told_next(next: Option<DateTime<Utc>>, now: DateTime<Utc>, zone: Tz) -> String {
    match next {
        None => "never again by its schedule".to_owned(),
        Some(next) if next <= now => "now".to_owned(),
        Some(next) => format!("at {}", next.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S %Z")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn no_instant_that_is_past_is_told_as_the_next() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let told = |seconds| told_next(Some(now + TimeDelta::seconds(seconds)), now, Tz::UTC);
        assert_eq!((told(-3), told(0)), ("now".to_owned(), "now".to_owned()));
        assert_eq!(told(5), "at 1970-01-01 00:00:05 UTC");
        assert_eq!(told_next(None, now, Tz::UTC), "never again by its schedule");
    }
}
