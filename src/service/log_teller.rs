//! Tells those who ask at the socket beside the store how the service does, and hands them
//! the log: the newest lines, and then what comes. Nobody who logs waits for somebody who reads.

use super::in_force::InForce;
use super::log_socket::LogSocket;
use crate::config::Settings;
use crate::log_book::{LogBook, LogLine, LogNewsItem};
use crate::service::origin::Origin;
use crate::trouble::Trouble;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// How many may follow at a time.
const MOST: usize = 8;

/// Who takes nothing for so long is left.
const PATIENCE: Duration = Duration::from_secs(30);

/// After a failure to take somebody in.
const REST: Duration = Duration::from_secs(1);

/// What the running service knows of itself, which stands in no file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wellbeing {
    /// Whether it publishes.
    pub is_ready: bool,
    /// Everything that is wrong.
    pub troubles: Vec<Trouble>,
    /// The keys of the configuration that count from the next start on.
    pub restart_needed: Vec<String>,
}

/// The configuration that the running service goes by, which its file may say no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// The file; `None` where the settings came without one.
    pub file: Option<PathBuf>,
    /// What it said when it was taken up.
    pub text: String,
}

/// What is told: a line of JSON each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogEvent {
    /// How the service does, before all else.
    Wellbeing(Wellbeing),
    /// What it goes by, then.
    InForce(Configuration),
    /// A line of the log.
    Line(LogLine),
    /// The lines that were kept have been told: what comes now is new.
    UpToNow,
    /// The number of lines that came too fast to be told.
    Missed(u64),
}

/// Who hands out the log.
pub(super) struct LogTeller {
    pub(super) log: LogBook,
    /// Beside which store.
    pub(super) store: PathBuf,
    pub(super) wellbeing: Asked,
    pub(super) in_force: Arc<InForce>,
}

/// Says how the service does.
pub(super) type Asked = Arc<dyn Fn() -> Wellbeing + Send + Sync>;

impl LogTeller {
    /// Of the log of a service that was started so.
    pub(super) fn of(
        origin: &Origin,
        settings: &Settings,
        wellbeing: Asked,
        in_force: Arc<InForce>,
    ) -> Self {
        Self { log: origin.log.clone(), store: settings.store.path.clone(), wellbeing, in_force }
    }

    /// Tells whoever asks until `stop` is cancelled.
    pub(super) async fn tell(self, stop: CancellationToken) {
        if let Err(error) = self.listen(&stop).await {
            tracing::warn!(%error, "`pressroom log` cannot follow this service");
        }
    }

    async fn listen(&self, stop: &CancellationToken) -> io::Result<()> {
        let socket = LogSocket::beside(&self.store)?;
        let listener = UnixListener::from_std(socket.listener.try_clone()?)?;
        let seats = Arc::new(Semaphore::new(MOST));
        loop {
            let accepted = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                accepted = listener.accept() => accepted,
            };
            let Ok((stream, _)) = accepted else {
                tokio::time::sleep(REST).await;
                continue;
            };
            // Whoever finds no seat is hung up on.
            let Ok(seat) = Arc::clone(&seats).try_acquire_owned() else { continue };
            let (log, stop) = (self.log.clone(), stop.clone());
            let first = [
                LogEvent::Wellbeing((self.wellbeing)()),
                LogEvent::InForce(configuration(&self.in_force)),
            ];
            tokio::spawn(async move {
                let _seat = seat;
                // That somebody has gone is no fault.
                let _ = follow(stream, &first, &log, &stop).await;
            });
        }
    }
}

fn configuration(in_force: &InForce) -> Configuration {
    let file = in_force.file().map(|file| file.canonicalize().unwrap_or_else(|_| file.clone()));
    Configuration { file, text: in_force.taken().text.clone() }
}

async fn follow(
    stream: UnixStream,
    first: &[LogEvent],
    log: &LogBook,
    stop: &CancellationToken,
) -> io::Result<()> {
    let (mut asker, mut told) = stream.into_split();
    for event in first {
        say(&mut told, event).await?;
    }
    let (recent, mut news) = log.subscribe();
    for line in recent {
        say(&mut told, &LogEvent::Line(LogLine::clone(&line))).await?;
    }
    say(&mut told, &LogEvent::UpToNow).await?;
    loop {
        let mut nothing = [0; 1];
        let next = tokio::select! {
            next = news.next() => next,
            // Whoever asks says nothing: the end of that is that they have gone.
            _ = asker.read(&mut nothing) => return Ok(()),
            () = stop.cancelled() => return Ok(()),
        };
        match next {
            Some(LogNewsItem::Line(line)) => {
                say(&mut told, &LogEvent::Line(LogLine::clone(&line))).await?;
            }
            Some(LogNewsItem::Missed(lines)) => say(&mut told, &LogEvent::Missed(lines)).await?,
            None => return Ok(()),
        }
    }
}

async fn say(told: &mut OwnedWriteHalf, event: &LogEvent) -> io::Result<()> {
    let mut line = serde_json::to_vec(event)?;
    line.push(b'\n');
    tokio::time::timeout(PATIENCE, told.write_all(&line)).await?
}
