//! Asks the service that runs on a store how it does, from another process: at the socket
//! beside the store, so the answer hangs on no store that can be read and no address.

use super::log_socket::log_of;
use super::log_teller::{LogEvent, Wellbeing};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::time::Duration;

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// What the service knows of itself.
///
/// # Errors
/// When nobody answers, or one may not ask.
pub fn wellbeing_of(store: &Path) -> io::Result<Wellbeing> {
    let stream = log_of(store)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST)).read_line(&mut line)?;
    match serde_json::from_str(&line)? {
        LogEvent::Wellbeing(wellbeing) => Ok(wellbeing),
        _ => Err(io::Error::other("it is another release, and does not say how it does")),
    }
}
