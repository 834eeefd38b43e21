//! Asks the service that runs on a store how it does, from another process: at the socket
//! beside the store, so the answer hangs on no store that can be read and no address.

use super::log_socket::log_of;
use super::log_teller::{Configuration, LogEvent, Wellbeing};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::time::Duration;

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 8 << 20;

/// What the service knows of itself.
///
/// # Errors
/// When nobody answers, or one may not ask.
pub fn wellbeing_of(store: &Path) -> io::Result<Wellbeing> {
    match first_of(store)?.next().transpose()? {
        Some(LogEvent::Wellbeing(wellbeing)) => Ok(wellbeing),
        _ => Err(io::Error::other("it is another release, and does not say how it does")),
    }
}

/// What the service goes by.
///
/// # Errors
/// When nobody answers, or one may not ask.
pub fn configuration_of(store: &Path) -> io::Result<Configuration> {
    match first_of(store)?.nth(1).transpose()? {
        Some(LogEvent::InForce(configuration)) => Ok(configuration),
        _ => Err(io::Error::other("it is another release, and does not say what it goes by")),
    }
}

/// What it says before its log.
fn first_of(store: &Path) -> io::Result<impl Iterator<Item = io::Result<LogEvent>>> {
    let stream = log_of(store)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let lines = BufReader::new(stream.take(LONGEST)).lines();
    Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
}
