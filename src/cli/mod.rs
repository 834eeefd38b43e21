//! The command line: one file per command. It turns words into calls and
//! outcomes into exit codes, and is the only place that prints.

/// Prints a line on standard output. That nobody reads it any more, as behind
/// `head`, is no reason to stop: least of all for a service.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::cli::spoken::say(format_args!($($text)*))
    };
}

/// Prints a line as it is on standard output: for programs.
macro_rules! put {
    ($($text:tt)*) => {
        $crate::cli::spoken::put(format_args!($($text)*))
    };
}

/// Prints a line on standard error, likewise.
macro_rules! tell {
    ($($text:tt)*) => {
        $crate::cli::spoken::tell(format_args!($($text)*))
    };
}

mod after_undo;
mod alert;
mod article;
mod audit;
mod backup;
mod check;
mod checkup;
mod colours;
mod completions;
mod config;
mod config_file;
mod confirm;
mod desk_user;
mod discover;
mod disk;
mod doctor;
mod editing;
mod embargo;
mod ended;
mod explain;
mod export;
mod gather;
mod healthy;
mod human_time;
mod import;
mod init;
mod known;
mod list;
mod log;
mod log_keeper;
mod log_time;
mod logging;
mod man;
mod memory;
mod neighbours;
mod other_commands;
mod outlet;
mod preview;
mod profile;
mod purge;
mod restore;
mod run;
mod schema;
mod search_words;
mod separate;
mod serve;
mod show;
mod spoken;
mod status;
mod status_screen;
mod table;
mod token;
mod trial;
mod typed_address;
mod waiting;

use clap::{CommandFactory, Parser, Subcommand};
use config_file::ConfigFile;
use logging::Voice;
use std::io::ErrorKind;
use std::process::ExitCode;

/// A scheduled RSS, Atom and JSON Feed service for a newsroom.
#[derive(Debug, Parser)]
#[command(name = "pressroom", version, about, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(flatten)]
    file: ConfigFile,
    /// Log lines as JSON, one object a line.
    #[arg(long, global = true)]
    log_json: bool,
    /// Say nothing at the start, and log only what is wrong.
    #[arg(long, short, global = true)]
    quiet: bool,
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
    /// Have the running service ask these sources now, whatever holds them, and show what came
    Gather(gather::Gather),
    /// Say what is wrong with the configuration, all of it at once
    Check(check::Check),
    /// Show what a changed configuration would do to the feeds; nothing is written
    Preview(preview::Show),
    /// Show what would come out of a source, an address or files; nothing is stored
    Try(trial::Try),
    /// Look at a site: its feeds, sitemaps and lists of articles, and a source to copy
    Discover(discover::Discover),
    /// Show what is wrong, how sources and sections do, what waits, and what was refused and why
    Status(status::Status),
    /// Follow what the running service says
    Log(log::Log),
    /// List the newest articles, of a section, an author or a tag
    List(list::List),
    /// Find articles by words
    Search(list::Search),
    /// Show one article as it is kept, with its text
    Show(show::Show),
    /// List the articles that are not out yet, and when each will be
    Waiting(waiting::Waiting),
    /// Say whether the service of this configuration answers: 0 when it does
    Healthy(healthy::Healthy),
    /// Bring in feeds (OPML) or an archive of articles (RSS, Atom, JSON Feed, WordPress)
    Import(import::Import),
    /// Tell those who are told when something is wrong that this is a test
    Alert(alert::Alert),
    /// Copy the article store into a file, also while the service runs
    Backup(backup::Backup),
    /// Put a backup in the place of the article store, with what was said and given since
    Restore(restore::Restore),
    /// Copy articles out, as a JSON Feed or as a folder of Markdown
    Export(export::Export),
    /// Look at what the newsroom stands on, and say what to do
    Doctor(doctor::Doctor),
    /// Make a newsroom that shows something at once: a configuration and an article
    Init(init::Init),
    /// Say what keys of the configuration mean
    Config(config::Config),
    /// Print the JSON Schema of the configuration file
    Schema,
    /// Make a token for the push API, and print what the configuration says of it
    Token(token::Token),
    /// Make a password for somebody at the desk, and print what the configuration says of them
    DeskUser(desk_user::DeskUser),
    /// Print completions for a shell
    Completions(completions::Completions),
    /// Print the manual page (roff)
    Man,
    /// Say all that is known of an article: its states, its sources, its feeds, and why not others
    #[command(alias = "article")]
    Explain(explain::Explain),
    /// Say who did what: commands, people at the desk, and tokens
    Audit(audit::Audit),
    /// Remove what an article said from the store and the archive, where the law asks for it
    Purge(purge::Purge),
    /// Put an item apart from an article that it was wrongly joined to
    Separate(separate::Separate),
    /// Say that what looks like a mishap is meant: withdraw what a folder has lost at once, or begin a new store
    Confirm(confirm::Confirm),
    /// Give an article a note that says what was wrong
    Correct(editing::Correct),
    /// Withdraw an article for good, and tell readers why
    Retract(editing::Retract),
    /// Keep an article back until a time, though readers had it, or no longer (`--lift`)
    Embargo(embargo::Embargo),
    /// Undo the last correction, retraction or embargo of an article
    Undo(editing::Undo),
}

impl Arguments {
    /// Reads what this program was called with; ends it where that is no command, or help is
    /// wanted.
    #[must_use]
    pub fn of_process() -> Self {
        Self::try_parse_from(search_words::behind_options(std::env::args_os())).unwrap_or_else(
            |error| {
                if let Some(remedy) = other_commands::remedy(&error) {
                    tell!("{remedy}");
                    std::process::exit(error.exit_code());
                }
                let printed = error.print().err();
                let lost = printed.is_some_and(|error| error.kind() != ErrorKind::BrokenPipe);
                std::process::exit(if lost { 1 } else { error.exit_code() })
            },
        )
    }

    /// Does what was asked, and says on standard error what went wrong.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let command = self.command.as_ref().unwrap_or(&Command::Serve);
        if matches!(command, Command::Serve) {
            memory::bound();
        }
        let log = logging::start(self.voice(command), self.log_json);
        let ended = match command {
            Command::Serve => serve::run(&self.file, &log, self.quiet),
            Command::Run(run) => run.run(&self.file),
            Command::Gather(gather) => gather.run(&self.file),
            Command::Check(check) => check.run(&self.file),
            Command::Preview(preview) => preview.run(&self.file),
            Command::Try(trial) => trial.run(&self.file),
            Command::Discover(discover) => discover.run(&self.file),
            Command::Status(status) => status.run(&self.file),
            Command::Waiting(waiting) => waiting.run(&self.file),
            Command::Log(log) => log.run(&self.file),
            Command::List(list) => list.run(&self.file),
            Command::Search(search) => search.run(&self.file),
            Command::Show(show) => show.run(&self.file),
            Command::Backup(backup) => backup.run(&self.file),
            Command::Restore(restore) => restore.run(&self.file),
            Command::Healthy(healthy) => healthy.run(&self.file),
            Command::Import(import) => import.run(&self.file),
            Command::Alert(alert) => alert.run(&self.file),
            Command::Export(export) => export.run(&self.file),
            Command::Doctor(doctor) => doctor.run(&self.file),
            Command::Config(config) => config.run(),
            Command::Init(init) => init.run(&self.file),
            Command::Schema => schema::run(),
            Command::Token(token) => token.run(),
            Command::DeskUser(user) => user.run(),
            Command::Completions(completions) => completions.run(Self::command()),
            Command::Man => man::run(&Self::command()),
            Command::Explain(explain) => explain.run(&self.file),
            Command::Audit(audit) => audit.run(&self.file),
            Command::Purge(purge) => purge.run(&self.file),
            Command::Separate(separate) => separate.run(&self.file),
            Command::Confirm(confirm) => confirm.run(&self.file),
            Command::Correct(correct) => correct.run(&self.file),
            Command::Retract(retract) => retract.run(&self.file),
            Command::Embargo(embargo) => embargo.run(&self.file),
            Command::Undo(undo) => undo.run(&self.file),
        };
        let mut outcome = ended.unwrap_or_else(|failure| failure.tell());
        if let Some(why) = spoken::lost() {
            tell!("pressroom: standard output did not take all of it: {why}");
            outcome = outcome.although_unsaid();
        }
        if let Some(outlet) = log.outlet {
            outlet.flush();
        }
        outcome.into()
    }
}

impl Arguments {
    /// A service goes on until it is told to stop: its log is part of what it shows.
    fn voice(&self, command: &Command) -> Voice {
        match command {
            Command::Serve if self.quiet => Voice::QuietService,
            Command::Serve => Voice::Service,
            _ => Voice::Command,
        }
    }
}
