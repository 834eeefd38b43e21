//! What `doctor` looks at on this machine: configuration, store, clock, folders, disk. What
//! lies beyond it, `neighbours` looks at.

use crate::belonging::{self, Forbidden};
use crate::config::Settings;
use crate::config::settings::SourceKind;
use crate::pipeline::{require_known, require_none};
use crate::service;
use crate::source_memory::SourceName;
use crate::store::{JournalStanding, SqliteStore, Standing, Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// A disk with less room than this is all but full, in bytes.
const LITTLE: u64 = 256 << 20;

/// A clock that was that far ahead when somebody was last asked is wrong now, or was then.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// How it stands with one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Fine,
    Odd,
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    what: &'static str,
    state: State,
    found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

impl Finding {
    pub(super) fn fine(what: &'static str, found: impl Into<String>) -> Self {
        Self { what, state: State::Fine, found: found.into(), remedy: None }
    }

    pub(super) fn odd(
        what: &'static str,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { what, state: State::Odd, found: found.into(), remedy: Some(remedy.into()) }
    }

    pub(super) fn wrong(
        what: &'static str,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { state: State::Wrong, ..Self::odd(what, found, remedy) }
    }

    pub(super) fn is_wrong(&self) -> bool {
        self.state == State::Wrong
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.state {
            State::Fine => "fine ",
            State::Odd => "odd  ",
            State::Wrong => "WRONG",
        };
        write!(f, "{mark}  {:<9} {}", self.what, self.found)?;
        match &self.remedy {
            Some(remedy) => write!(f, "\n                 do: {remedy}"),
            None => Ok(()),
        }
    }
}

/// A configuration with mistakes was told of before: what is left are warnings.
pub(super) fn configuration(settings: &Settings) -> Finding {
    match settings.warnings.len() {
        0 => Finding::fine("config", "nothing is wrong or odd"),
        odd => Finding::odd("config", format!("{odd} warnings"), "pressroom check"),
    }
}

/// The store, and the clock as the store has known it.
pub(super) fn store(settings: &Settings, now: DateTime<Utc>) -> Vec<Finding> {
    let path = &settings.store.path;
    let shown = path.display();
    if !path.exists() {
        return vec![none(settings, &shown.to_string())];
    }
    let looked = (|| {
        SqliteStore::examine(path)?;
        let mut store = SqliteStore::open_to_read(path)?;
        require_known(&mut store, settings)?;
        let whole = store.require_whole();
        Ok::<_, StoreError>((whole, store.journal_standing()?, store.standings()?))
    })();
    match looked {
        Ok((whole, standing, standings)) => {
            let mut findings = vec![match whole {
                Ok(()) => Finding::fine("store", format!("{shown} is whole, {}", size(path))),
                Err(error @ StoreError::Lost { .. }) => lost(&error),
                Err(error) => Finding::wrong(
                    "store",
                    error.to_string(),
                    "hand it in again after `pressroom restore --accept-loss`, which lists it",
                ),
            }];
            findings.extend(journal(path, standing));
            findings.push(clock(&standings, settings, now));
            findings
        }
        // These say themselves what to do.
        Err(error @ StoreError::Outdated { .. }) => {
            vec![Finding::odd("store", error.to_string(), "start the service once")]
        }
        Err(error @ StoreError::Blank { .. }) => vec![lost(&error)],
        Err(StoreError::Forbidden { why, .. }) => {
            vec![Finding::wrong("store", why.to_string(), why.remedy())]
        }
        Err(error @ (StoreError::Damaged { .. } | StoreError::Foreign { .. })) => {
            vec![Finding::wrong(
                "store",
                error.to_string(),
                "put a backup back: pressroom restore FILE",
            )]
        }
        Err(error) => vec![Finding::wrong(
            "store",
            error.to_string(),
            "see what the system says of its disk (dmesg); the store itself may be whole",
        )],
    }
}

/// What no file of a store means: one is to be made, or one was lost.
fn none(settings: &Settings, shown: &str) -> Finding {
    if SqliteStore::journal_of(&settings.store.path).exists() {
        return Finding::wrong(
            "store",
            "its journal is there, and the store is not: it was lost",
            "pressroom restore FILE, with the last backup",
        );
    }
    match require_none(settings) {
        Ok(()) => Finding::fine("store", format!("{shown} is made at the start")),
        Err(error) => lost(&error),
    }
}

/// What is wrong with the journal beside the store.
fn journal(store: &Path, standing: JournalStanding) -> Option<Finding> {
    let journal = SqliteStore::journal_of(store);
    let shown = journal.display();
    Some(match standing {
        JournalStanding::Whole => return None,
        JournalStanding::Missing => Finding::wrong(
            "journal",
            format!(
                "{shown} is not there: what was retracted, corrected or pushed until now is not known to a later restore"
            ),
            "put it back if there is a copy; without one, make a backup now: pressroom backup FILE",
        ),
        JournalStanding::Damaged(lines) => Finding::wrong(
            "journal",
            format!(
                "{lines} lines of {shown} cannot be read: what they say is not known to a later restore"
            ),
            "see what else writes there, and make a backup now: pressroom backup FILE",
        ),
        JournalStanding::Unreadable(error) => Finding::wrong(
            "journal",
            format!("{shown} cannot be read: {error}"),
            format!("{shown} is to be a file that this account may write: move away what is there"),
        ),
    })
}

fn lost(error: &StoreError) -> Finding {
    Finding::wrong(
        "store",
        error.to_string(),
        "pressroom restore FILE, with the last backup; without one: pressroom confirm --new-store",
    )
}

fn clock(
    standings: &BTreeMap<SourceName, Standing>,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Finding {
    let last = standings.values().filter_map(|standing| standing.last_pass).max();
    let said = now.with_timezone(&settings.site.timezone).format("%Y-%m-%d %H:%M:%S %Z");
    let remedy = "set the clock, and let the system keep it (timedatectl set-ntp true)";
    match last {
        Some(last) if last > now + AHEAD => Finding::wrong(
            "clock",
            format!("it is {said}, and a source was last asked after that"),
            remedy,
        ),
        _ if settings.site.founded > now => {
            Finding::wrong("clock", format!("it is {said}, before the paper was founded"), remedy)
        }
        _ => Finding::fine("clock", format!("it is {said}")),
    }
}

/// What root has among the files of another account, whose service may not use them; and
/// what this account may not use.
pub(super) fn owners(settings: &Settings) -> Vec<Finding> {
    let path = &settings.store.path;
    if service::running(path).is_some() {
        return Vec::new();
    }
    let beside = ["", "-wal", "-shm", ".journal", ".lock"].map(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    let mut all = beside.to_vec();
    all.extend([settings.publish.folder.clone(), settings.store.pictures()]);
    all.retain(|file| file.exists());
    let of_root = belonging::of_root_in_others(&all).into_iter().map(|(file, owner)| {
        let (folder, file) = (parent(file).display(), file.display());
        Finding::wrong(
            "owner",
            format!("{file} belongs to root, and the folder that it is in to {owner}"),
            format!("chown --recursive --reference={folder} {file}"),
        )
    });
    let mine = Forbidden::any_of(all.iter().map(PathBuf::as_path));
    let mine = mine.map(|why| Finding::wrong("owner", why.to_string(), why.remedy()));
    of_root.chain(mine).collect()
}

/// The folders that are written and those that are read.
pub(super) fn folders(settings: &Settings) -> Vec<Finding> {
    let store = parent(&settings.store.path).to_owned();
    let feeds = settings.publish.folder.clone();
    let feeds = if feeds.is_dir() { feeds } else { parent(&feeds).to_owned() };
    let mut findings = Vec::new();
    for folder in [store, feeds] {
        let found = tempfile::Builder::new().prefix(".pressroom-doctor-").tempfile_in(&folder);
        findings.push(match found {
            Ok(_) => Finding::fine("folder", format!("{} can be written", folder.display())),
            Err(error) => Finding::wrong(
                "folder",
                format!("{} cannot be written: {error}", folder.display()),
                format!(
                    "let this account write there: chown -R {} {}",
                    account(),
                    folder.display()
                ),
            ),
        });
    }
    let articles = settings.sources.iter().filter_map(|source| match &source.kind {
        SourceKind::Folder(folder) => Some((source.name().to_string(), folder.path.clone())),
        _ => None,
    });
    for (name, folder) in articles {
        findings.push(match std::fs::read_dir(&folder) {
            Ok(_) => Finding::fine("folder", format!("{} of {name} can be read", folder.display())),
            Err(error) => Finding::wrong(
                "folder",
                format!("{} of {name} cannot be read: {error}", folder.display()),
                "mount it, or let this account read it",
            ),
        });
    }
    findings
}

/// The room that is left where something is written.
pub(super) fn disk(settings: &Settings) -> Vec<Finding> {
    let folder = parent(&settings.store.path);
    let Ok(facts) = rustix::fs::statvfs(folder) else { return Vec::new() };
    let left = facts.f_bavail.saturating_mul(facts.f_frsize);
    let needed = std::fs::metadata(&settings.store.path).map_or(0, |about| about.len());
    let told = format!("{} MB are left in {}", left >> 20, folder.display());
    let remedy = "make room: what cannot be written is tried again until then";
    vec![if left < LITTLE {
        Finding::wrong("disk", told, remedy)
    } else if left < needed * 2 {
        Finding::odd("disk", format!("{told}, too little for a copy of the store"), remedy)
    } else if facts.f_files > 0 && facts.f_favail < 1000 {
        Finding::wrong("disk", format!("{} files can still be made", facts.f_favail), remedy)
    } else {
        Finding::fine("disk", told)
    }]
}

fn size(path: &Path) -> String {
    let bytes = std::fs::metadata(path).map_or(0, |about| about.len());
    format!("{} MB", bytes.div_ceil(1 << 20))
}

fn account() -> String {
    format!("{}", rustix::process::geteuid().as_raw())
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}
