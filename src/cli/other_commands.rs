//! Commands that other services have: what is said here in their place. It runs none.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What does here what a command of that name does elsewhere.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["start", "daemon", "up"],
        "`pressroom` alone starts it; as a service, `systemctl start pressroom`",
    ),
    (&["stop", "quit", "down", "kill"], "Ctrl-C ends it; as a service, `systemctl stop pressroom`"),
    (&["restart"], "`systemctl restart pressroom`; a changed configuration needs none"),
    (
        &["reload", "rehash"],
        "a changed configuration is taken up by itself; `systemctl reload pressroom` (SIGHUP) reads it now",
    ),
    (&["version", "about"], "`pressroom --version` says it"),
    (
        &["fetch", "refresh", "update", "sync", "crawl", "poll", "pull"],
        "`pressroom gather SOURCE` has the running service ask now, `pressroom run` asks all without one",
    ),
    (
        &["publish", "build", "generate", "render", "deploy"],
        "`pressroom run` gathers and publishes once, `pressroom` goes on by the schedule",
    ),
    (
        &["delete", "remove", "rm", "unpublish", "withdraw", "takedown"],
        "`pressroom retract ID --reason \"…\"` withdraws an article, `pressroom purge` removes its text too",
    ),
    (&["edit", "amend", "fix"], "`pressroom correct ID --note \"…\"` says what was wrong"),
    (
        &["new", "add", "create", "post"],
        "`pressroom init` makes a newsroom; an article is a file in the folder of a source, and a source is a table in config.toml (`pressroom discover URL` writes one)",
    ),
    (
        &["validate", "lint", "verify", "test"],
        "`pressroom check` says what is wrong with the configuration",
    ),
    (&["ls", "articles"], "`pressroom list` has the newest articles"),
    (&["find", "grep", "query"], "`pressroom search WORDS` finds articles"),
    (&["health", "ping"], "`pressroom healthy` says whether the service answers"),
    (
        &["user", "adduser", "passwd", "login"],
        "`pressroom desk-user NAME` makes a password for the desk",
    ),
    (
        &["migrate", "upgrade"],
        "a store of an earlier version is brought up to date at the next start",
    ),
];

/// What to say of a command that there is not, where it is known from elsewhere.
pub(super) fn remedy(error: &clap::Error) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    // Of the commands of `config` others are meant.
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    if usage.contains("pressroom config") {
        return None;
    }
    let low = typed.to_ascii_lowercase();
    let (_, remedy) = ELSEWHERE.iter().find(|(names, _)| names.contains(&low.as_str()))?;
    Some(format!("error: there is no command `{typed}`: {remedy}\n\nAll commands: pressroom help"))
}
