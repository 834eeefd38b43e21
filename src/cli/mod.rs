//! The command line: one file per command. It turns words into calls and
//! outcomes into exit codes, and is the only place that prints.

/// Prints a line on standard output. That nobody reads it any more, as behind
/// `head`, is no reason to stop: least of all for a service.
macro_rules! say {
    ($($text:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{}\n", format_args!($($text)*)));
    }};
}

/// Prints a line on standard error, likewise.
macro_rules! tell {
    ($($text:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{}\n", format_args!($($text)*)));
    }};
}

mod article;
mod check;
mod completions;
mod confirm;
mod discover;
mod disk;
mod editing;
mod explain;
mod import;
mod init;
mod logging;
mod man;
mod outlet;
mod preview;
mod profile;
mod purge;
mod run;
mod schema;
mod separate;
mod serve;
mod status;
mod table;
mod token;
mod trial;

use crate::config::{self, Environment, Settings};
use clap::{Parser, Subcommand};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

/// A scheduled RSS, Atom and JSON Feed service for a newsroom.
#[derive(Debug, Parser)]
#[command(name = "pressroom", version, about, after_help = EXIT_CODES)]
pub struct Arguments {
    /// The configuration file.
    #[arg(short, long, global = true, default_value = "config.toml", value_name = "FILE")]
    config: PathBuf,
    /// Log lines as JSON, one object a line.
    #[arg(long, global = true)]
    log_json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 failed, 2 the configuration or the arguments are \
wrong (nothing was started), 3 partly failed, \
4 a preview shows changes that break feeds for readers.\nLog level: PRESSROOM_LOG=debug (or info, warn, error).";

/// What can be asked of the program.
#[derive(Debug, Subcommand)]
enum Command {
    /// Gather by the schedule, publish and serve, until told to stop (the default)
    Serve,
    /// Ask all sources once, or only the named ones, publish, and exit
    Run(run::Run),
    /// Say what is wrong with the configuration, all of it at once
    Check(check::Check),
    /// Show what a changed configuration would do to the feeds; nothing is written
    Preview(preview::Show),
    /// Show what would come out of a source, an address or files; nothing is stored
    Try(trial::Try),
    /// Look at a site: its feeds, sitemaps and lists of articles, and a source to copy
    Discover(discover::Discover),
    /// Show what is kept, how each source does, and what was refused and why
    Status(status::Status),
    /// Bring in feeds (OPML) or an archive of articles (RSS, Atom, JSON Feed, WordPress)
    Import(import::Import),
    /// Write a commented configuration for a new newsroom
    Init(init::Init),
    /// Print the JSON Schema of the configuration file
    Schema,
    /// Make a token for the push API, and print what the configuration says of it
    Token(token::Token),
    /// Print completions for a shell
    Completions(completions::Completions),
    /// Print the manual page (roff)
    Man,
    /// Say all that is known of an article: its states, its sources, its feeds, and why not others
    #[command(alias = "article")]
    Explain(explain::Explain),
    /// Remove what an article said from the store and the archive, where the law asks for it
    Purge(purge::Purge),
    /// Put an item apart from an article that it was wrongly joined to
    Separate(separate::Separate),
    /// Withdraw what a folder has lost at once, which is held back until this is said
    Confirm(confirm::Confirm),
    /// Give an article a note that says what was wrong
    Correct(editing::Correct),
    /// Withdraw an article for good, and tell readers why
    Retract(editing::Retract),
    /// Undo the last correction or retraction of an article
    Undo(editing::Undo),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Failed,
    Config,
    Partly,
    /// A preview shows that readers would trip over something.
    Breaking,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Config => 2,
            Outcome::Partly => 3,
            Outcome::Breaking => 4,
        })
    }
}

impl Arguments {
    /// Does what was asked, and says on standard error what went wrong.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let command = self.command.as_ref().unwrap_or(&Command::Serve);
        let log = logging::start(command.is_service(), self.log_json);
        let ended = match command {
            Command::Serve => serve::run(&self),
            Command::Run(run) => run.run(&self),
            Command::Check(check) => check.run(&self),
            Command::Preview(preview) => preview.run(&self),
            Command::Try(trial) => trial.run(&self),
            Command::Discover(discover) => discover.run(&self),
            Command::Status(status) => status.run(&self),
            Command::Import(import) => import.run(&self),
            Command::Init(init) => init.run(&self),
            Command::Schema => schema::run(),
            Command::Token(token) => token.run(),
            Command::Completions(completions) => completions.run(),
            Command::Man => man::run(),
            Command::Explain(explain) => explain.run(&self),
            Command::Purge(purge) => purge.run(&self),
            Command::Separate(separate) => separate.run(&self),
            Command::Confirm(confirm) => confirm.run(&self),
            Command::Correct(correct) => correct.run(&self),
            Command::Retract(retract) => retract.run(&self),
            Command::Undo(undo) => undo.run(&self),
        };
        let outcome = ended.unwrap_or_else(|failure| failure.tell());
        if let Some(log) = log {
            log.flush();
        }
        outcome.into()
    }

    /// The settings, or all that is wrong with them.
    fn settings(&self) -> Result<Settings, Failure> {
        config::load(&self.config, &Environment::from_process()).map_err(Failure::Config)
    }
}

impl Command {
    /// It goes on until it is told to stop: its log is part of what it shows.
    fn is_service(&self) -> bool {
        matches!(self, Self::Serve)
    }
}

/// Why a command did not do what it was asked.
pub(crate) enum Failure {
    Config(config::Problems),
    Other(Box<dyn std::error::Error>),
}

impl Failure {
    fn tell(&self) -> Outcome {
        match self {
            Self::Config(problems) => {
                let coloured = std::io::stderr().is_terminal();
                let text = if coloured { problems.coloured() } else { problems.to_string() };
                tell!("{}", text.trim_end());
                Outcome::Config
            }
            // The reader of our output went away, as `head` does: nothing to tell.
            Self::Other(error) if is_broken_pipe(error.as_ref()) => Outcome::Done,
            Self::Other(error) => {
                tell!("pressroom: {error}");
                Outcome::Failed
            }
        }
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

impl<E: Into<Box<dyn std::error::Error>>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}

/// What a command gives back.
pub(crate) type Ended = Result<Outcome, Failure>;
