//! What is seen of files that come: which are whole, and which are still being written. It
//! reads no file.

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the size and time of a file must rest that nobody said to be whole.
pub const REST: Duration = Duration::from_millis(500);

/// How long it must rest when somebody is seen to have it open for writing: he may think.
const OPEN: Duration = Duration::from_secs(10);

/// The number of those that are remembered before those that no longer matter are forgotten.
const MANY: usize = 512;

/// What is seen of a folder's files; nothing, where nobody watches. Clones see the same.
#[derive(Clone, Debug, Default)]
pub struct Comings(Option<Arc<Mutex<HashMap<PathBuf, Coming>>>>);

#[derive(Clone, Copy, Debug)]
enum Coming {
    /// It was made or touched.
    Touched(Instant),
    /// Something was written into it, by somebody who has not closed it.
    Written(Instant),
    /// It was closed after writing, or renamed into its place.
    Whole(Instant),
}

impl Coming {
    fn at(self) -> Instant {
        match self {
            Self::Touched(at) | Self::Written(at) | Self::Whole(at) => at,
        }
    }
}

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It is whole.
    Whole,
    /// It may be whole after so long.
    Growing(Duration),
    /// Nothing was seen of it.
    Unknown,
}

impl Comings {
    pub(super) fn watched() -> Self {
        Self(Some(Arc::default()))
    }

    /// In which form a file is.
    #[must_use]
    pub fn form(&self, path: &Path) -> Form {
        let Some(files) = self.files() else { return Form::Unknown };
        let rests = |since: Instant, wanted: Duration| match wanted.checked_sub(since.elapsed()) {
            Some(left) => Form::Growing(left),
            None => Form::Whole,
        };
        match files.get(path) {
            Some(Coming::Whole(_)) => Form::Whole,
            Some(Coming::Touched(at)) => rests(*at, REST),
            Some(Coming::Written(at)) => rests(*at, OPEN),
            None => Form::Unknown,
        }
    }

    /// Notes what happened to a file.
    pub(super) fn note(&self, event: &Event) {
        let Some(mut files) = self.files() else { return };
        let now = Instant::now();
        for path in &event.paths {
            match coming(&event.kind, files.get(path).copied(), now) {
                Happened::Came(coming) => drop(files.insert(path.clone(), coming)),
                Happened::Left => drop(files.remove(path)),
                Happened::Nothing => {}
            }
        }
        if files.len() > MANY {
            files.retain(|_, file| file.at().elapsed() <= OPEN);
        }
    }

    /// Changes may have been missed: nothing is known any more.
    pub(super) fn forget(&self) {
        if let Some(mut files) = self.files() {
            files.clear();
        }
    }

    fn files(&self) -> Option<MutexGuard<'_, HashMap<PathBuf, Coming>>> {
        // Every change under the lock leaves it whole.
        Some(self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

enum Happened {
    Came(Coming),
    Left,
    Nothing,
}

fn coming(kind: &EventKind, before: Option<Coming>, now: Instant) -> Happened {
    Happened::Came(match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Coming::Whole(now),
        // Where nobody tells of closing, only rest can.
        EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => Coming::Written(now),
        EventKind::Modify(ModifyKind::Data(_)) => Coming::Touched(now),
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            return Happened::Left;
        }
        EventKind::Create(CreateKind::Folder) => return Happened::Nothing,
        EventKind::Create(_) => match before {
            Some(Coming::Written(_)) => Coming::Written(now),
            _ => Coming::Touched(now),
        },
        _ => return Happened::Nothing,
    })
}
