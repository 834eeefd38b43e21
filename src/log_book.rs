//! The newest lines of the service's log, kept in memory for whoever asks what it does now.
//! It writes them nowhere, and does not decide what is logged.

use crate::secrets::without_secrets;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// The number of lines that are kept at most.
const MOST_LINES: usize = 2000;

/// The number of bytes of text that are kept at most.
const MOST_BYTES: usize = 1 << 20;

/// The number of bytes that are kept of one text.
const LONGEST: usize = 4096;

/// The number of lines that wait for somebody who follows and reads slowly.
const WAITING: usize = 512;

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What only a developer asks for.
    Trace,
    /// What is asked for where something is looked into.
    Debug,
    /// What the service does.
    Info,
    /// What is odd.
    Warn,
    /// What went wrong.
    Error,
}

impl LogLevel {
    const ALL: [Self; 5] = [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error];

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl FromStr for LogLevel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = |level: &Self| level.as_str().eq_ignore_ascii_case(text.trim());
        let level = Self::ALL.into_iter().find(named);
        level.ok_or_else(|| "write error, warn, info, debug or trace".to_owned())
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// How much it matters.
    pub level: LogLevel,
    /// What is said.
    pub message: String,
    /// What it is said of, by name: `source`, `error` and the like.
    pub fields: BTreeMap<String, String>,
}

impl LogLine {
    /// The source that it is said of.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.fields.get("source").map(String::as_str)
    }

    fn bytes(&self) -> usize {
        let fields = self.fields.iter().map(|(name, value)| name.len() + value.len());
        self.message.len() + fields.sum::<usize>()
    }

    /// The same, of bounded length, and without what a terminal would obey.
    fn tamed(self) -> Self {
        let fields = self.fields.into_iter().map(|(name, value)| (name, tamed(&value)));
        Self { message: tamed(&self.message), fields: fields.collect(), ..self }
    }
}

/// What others bring is part of messages: no sign of theirs moves a cursor, and no address is
/// told with what may be a secret.
fn tamed(text: &str) -> String {
    let mut shown = String::new();
    for c in without_secrets(text).chars() {
        if shown.len() >= LONGEST {
            shown.push('…');
            break;
        }
        match c {
            '\n' | '\t' => shown.push(' '),
            c if c.is_control() => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// The newest lines. Clones are of one book.
#[derive(Clone, Debug)]
pub struct LogBook(Arc<Mutex<Pages>>);

#[derive(Debug)]
struct Pages {
    kept: VecDeque<Arc<LogLine>>,
    bytes: usize,
    news: broadcast::Sender<Arc<LogLine>>,
}

impl Default for LogBook {
    fn default() -> Self {
        let news = broadcast::Sender::new(WAITING);
        Self(Arc::new(Mutex::new(Pages { kept: VecDeque::new(), bytes: 0, news })))
    }
}

impl LogBook {
    /// Keeps a line, and tells it to those who follow; the oldest go where there are too many.
    pub fn keep(&self, line: LogLine) {
        let line = Arc::new(line.tamed());
        let mut pages = self.pages();
        pages.bytes += line.bytes();
        pages.kept.push_back(line.clone());
        while pages.kept.len() > MOST_LINES || pages.bytes > MOST_BYTES {
            let Some(oldest) = pages.kept.pop_front() else { break };
            pages.bytes -= oldest.bytes();
        }
        // That nobody follows is no error.
        let _ = pages.news.send(line);
    }

    /// The newest lines, the oldest of them first.
    #[must_use]
    pub fn recent(&self) -> Vec<Arc<LogLine>> {
        self.pages().kept.iter().cloned().collect()
    }

    /// The newest lines, and all that come after them: none is missed between the two.
    #[must_use]
    pub fn subscribe(&self) -> (Vec<Arc<LogLine>>, LogNews) {
        let pages = self.pages();
        (pages.kept.iter().cloned().collect(), LogNews(pages.news.subscribe()))
    }

    fn pages(&self) -> std::sync::MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lines that come.
#[derive(Debug)]
pub struct LogNews(broadcast::Receiver<Arc<LogLine>>);

/// What there is to tell somebody who follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogNewsItem {
    /// A line.
    Line(Arc<LogLine>),
    /// The number of lines that came faster than they were taken, and are not told.
    Missed(u64),
}

impl LogNews {
    /// Waits for what comes next; `None` when nothing ever will.
    pub async fn next(&mut self) -> Option<LogNewsItem> {
        match self.0.recv().await {
            Ok(line) => Some(LogNewsItem::Line(line)),
            Err(RecvError::Lagged(lines)) => Some(LogNewsItem::Missed(lines)),
            Err(RecvError::Closed) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(message: &str) -> LogLine {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        LogLine { at, level: LogLevel::Info, message: message.to_owned(), fields: BTreeMap::new() }
    }

    #[test]
    fn the_newest_lines_are_kept_and_bounded() {
        let book = LogBook::default();
        (0..MOST_LINES + 10).for_each(|number| book.keep(line(&number.to_string())));
        let recent = book.recent();
        assert_eq!((recent.len(), recent[0].message.as_str()), (MOST_LINES, "10"));
        (0..MOST_LINES).for_each(|_| book.keep(line(&"x".repeat(2 * LONGEST))));
        let kept: usize = book.recent().iter().map(|line| line.bytes()).sum();
        assert!(kept <= MOST_BYTES && kept > MOST_BYTES / 2, "{kept}");
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_as_it_is() {
        let book = LogBook::default();
        book.keep(line("a\u{1b}[2Jb\nc\rd"));
        assert_eq!(book.recent()[0].message, "a\\u{1b}[2Jb c\\u{d}d");
    }

    #[test]
    fn who_follows_misses_nothing_or_is_told_how_much() {
        let book = LogBook::default();
        book.keep(line("before"));
        let (recent, mut news) = book.subscribe();
        assert_eq!(recent.len(), 1);
        (0..WAITING + 3).for_each(|number| book.keep(line(&number.to_string())));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            assert_eq!(news.next().await, Some(LogNewsItem::Missed(3)));
            let Some(LogNewsItem::Line(next)) = news.next().await else { panic!("no line") };
            assert_eq!(next.message, "3");
        });
    }
}
