//! `pressroom log`: the newest lines of the running service's log, and what comes, until the
//! service ends or nobody reads. It asks the service at the socket beside its store.

use super::colours;
use super::config_file::ConfigFile;
use super::ended::{Ended, Failure, Outcome};
use super::run::named;
use crate::config::Settings;
use crate::log_book::{LogLevel, LogLine};
use crate::service::{self, LogEvent};
use chrono::SecondsFormat;
use chrono_tz::Tz;
use rustix::event::{PollFd, PollFlags, poll};
use serde_json::json;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::Path;

#[derive(Debug, clap::Args)]
pub(crate) struct Log {
    /// Only what is said of this source; may be given several times
    #[arg(long, value_name = "SOURCE")]
    source: Vec<String>,
    /// Only what matters at least so much: error, warn, info, debug or trace
    #[arg(long, value_name = "LEVEL", default_value = "trace", hide_default_value = true)]
    level: LogLevel,
    /// Begin with at most so many of the newest lines
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 50)]
    lines: usize,
    /// End with the newest line, and wait for no more
    #[arg(long)]
    no_follow: bool,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

impl Log {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let settings = file.settings_in_force()?;
        for source in &self.source {
            named(&settings.sources, source)?;
        }
        let events = self.events(&settings.store.path)?;
        let mut page = Page::of(self, &settings);
        end_without_readers();
        for event in events {
            match event? {
                LogEvent::Line(line) if self.is_wanted(&line) => page.take(line)?,
                LogEvent::Line(_) | LogEvent::Wellbeing(_) | LogEvent::InForce(_) => {}
                LogEvent::Missed(lines) => {
                    tell!("pressroom: {lines} lines came too fast, and are not shown");
                }
                LogEvent::UpToNow => {
                    let more = page.left_out;
                    page.show_kept()?;
                    if self.no_follow {
                        if more > 0 {
                            let all = self.lines + more;
                            tell!(
                                "pressroom: {more} lines more came before these: `--lines {all}` shows them too"
                            );
                        }
                        return Ok(Outcome::Done);
                    }
                }
            }
        }
        tell!("pressroom: the service has ended");
        Ok(Outcome::Done)
    }

    /// What the service says, until it ends.
    fn events(
        &self,
        store: &Path,
    ) -> Result<impl Iterator<Item = Result<LogEvent, Failure>> + use<>, Failure> {
        let shown = store.display();
        if service::running(store).is_none() {
            return Err(format!(
                "no service is running on {shown}: what one said is where it was started \
                 (systemd: `journalctl -u pressroom`)"
            )
            .into());
        }
        let stream = service::log_of(store).map_err(|error| {
            let remedy = match error.kind() {
                ErrorKind::PermissionDenied => "ask as the account that it runs under",
                _ => "its log says why, where it was started",
            };
            Failure::from(format!(
                "the service on {shown} does not tell its log ({error}): {remedy}"
            ))
        })?;
        let lines = BufReader::new(stream).lines();
        Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
    }

    fn is_wanted(&self, line: &LogLine) -> bool {
        let of_source = |source: &str| self.source.iter().any(|wanted| wanted.as_str() == source);
        line.level >= self.level && (self.source.is_empty() || line.source().is_some_and(of_source))
    }
}

/// Ends the program when nobody reads what it writes any more, as behind `head`, also while
/// there is nothing to write.
fn end_without_readers() {
    std::thread::spawn(|| {
        let out = std::io::stdout();
        let mut watched = [PollFd::new(&out, PollFlags::empty())];
        if poll(&mut watched, None).is_ok_and(|gone| gone > 0) {
            std::process::exit(0);
        }
    });
}

/// What is shown: of the lines that were kept the newest, and all that come.
struct Page {
    most: usize,
    /// Of the lines that were kept, those that are more than wanted.
    left_out: usize,
    /// `None` once they were shown.
    kept: Option<VecDeque<LogLine>>,
    zone: Tz,
    json: bool,
    coloured: bool,
}

impl Page {
    fn of(wanted: &Log, settings: &Settings) -> Self {
        Self {
            most: wanted.lines,
            left_out: 0,
            kept: Some(VecDeque::new()),
            zone: settings.site.timezone,
            json: wanted.json,
            coloured: colours::wanted_on(&std::io::stdout()),
        }
    }

    fn take(&mut self, line: LogLine) -> std::io::Result<()> {
        let Some(kept) = &mut self.kept else { return self.show(&line) };
        kept.push_back(line);
        if kept.len() > self.most {
            kept.pop_front();
            self.left_out += 1;
        }
        Ok(())
    }

    fn show_kept(&mut self) -> std::io::Result<()> {
        self.kept.take().unwrap_or_default().iter().try_for_each(|line| self.show(line))
    }

    /// Unlike what ends by itself, this has to notice that nobody reads any more.
    fn show(&self, line: &LogLine) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", if self.json { self.as_json(line) } else { self.as_text(line) })?;
        out.flush()
    }

    fn as_json(&self, line: &LogLine) -> String {
        let at = line.at.with_timezone(&self.zone).to_rfc3339_opts(SecondsFormat::Millis, false);
        json!({"at": at, "level": line.level, "message": line.message, "fields": line.fields})
            .to_string()
    }

    fn as_text(&self, line: &LogLine) -> String {
        let at = line.at.with_timezone(&self.zone).format("%Y-%m-%d %H:%M:%S");
        let (begin, end) = match line.level {
            LogLevel::Error if self.coloured => ("\u{1b}[31m", "\u{1b}[0m"),
            LogLevel::Warn if self.coloured => ("\u{1b}[33m", "\u{1b}[0m"),
            _ => ("", ""),
        };
        let mut text = format!("{at} {begin}{:5}{end} {}", line.level.as_str(), line.message);
        for (name, value) in &line.fields {
            // A sentence is told from the next field by its quotes.
            let _ = match value.contains([' ', '"']) {
                true => write!(text, " {name}={value:?}"),
                false => write!(text, " {name}={value}"),
            };
        }
        text
    }
}
