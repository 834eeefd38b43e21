//! Tells when something in a folder changed, and keeps the watch alive: a folder that was
//! replaced or mounted anew is watched again within a second. It looks into no file, and
//! what changed is for the one who is told to find out.

mod comings;
mod ground;

pub use comings::{Comings, Form, REST};

use ground::{Ground, Guard};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecursiveMode};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How long it must be quiet after a file is whole: one that replaces another makes several
/// events.
const QUIET: Duration = Duration::from_millis(8);

/// How long after the first such file the news is told even when it is never quiet.
const LATEST: Duration = Duration::from_millis(300);

/// The same where files grow, and nobody said yet that they are whole.
const LATEST_REST: Duration = Duration::from_secs(5);

/// How often it is looked whether what is watched is still there.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The longest wait between two attempts to watch what cannot be watched.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How long the one who asks for a watch waits until it stands.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a watch tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Something may have changed.
    Changed,
    /// Changes may be missed from now on, and why.
    Lost(String),
    /// No change is missed any more. What happened meanwhile may have been.
    Watched,
}

/// A folder or file that is being watched; dropping it ends that.
#[derive(Debug)]
pub struct Watch {
    signals: Sender<Signal>,
    comings: Comings,
}

impl Watch {
    /// What it sees of files that come and go.
    #[must_use]
    pub fn comings(&self) -> &Comings {
        &self.comings
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.signals.send(Signal::End);
    }
}

/// What a watch hears.
enum Signal {
    Event(notify::Result<Event>),
    End,
}

/// Tells `on_news` when files in a folder, or in the folders below it, were made, changed,
/// renamed or removed: at once where a file is whole, and where one grows when it rests. The
/// folder is watched, not its files, so an editor that puts a new file in the place of the
/// old one is noticed; so is another folder in its place, and one that comes later. Hidden
/// files and folders do not count.
#[must_use]
pub fn all_below(folder: &Path, on_news: impl Fn(News) + Send + 'static) -> Watch {
    let root = folder.to_owned();
    let is_meant = move |changed: &Path, real: &Path| {
        let below = changed.strip_prefix(real).or_else(|_| changed.strip_prefix(&root));
        let mut names = below.unwrap_or(changed).components();
        !names.any(|name| name.as_os_str().as_encoded_bytes().starts_with(b"."))
    };
    watch(Ground::new(folder, RecursiveMode::Recursive), is_meant, on_news)
}

/// As [`all_below`], of one file only. The file may come and go, and be a link
/// that is turned elsewhere: where a folder of settings is mounted into a
/// container, it is a name with two dots at its start that changes. A file that is mounted
/// there by itself changes unheard, as on a share that others write to: it is looked at.
#[must_use]
pub fn file(file: &Path, on_news: impl Fn(News) + Send + 'static) -> Watch {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = file.file_name().map(std::ffi::OsStr::to_owned);
    let is_meant = move |changed: &Path, _: &Path| {
        let changed = changed.file_name();
        changed == name.as_deref()
            || changed.is_some_and(|changed| changed.as_encoded_bytes().starts_with(b".."))
    };
    let folder = folder.unwrap_or(Path::new("."));
    let ground = Ground::new(folder, RecursiveMode::NonRecursive).with_one(file);
    watch(ground, is_meant, on_news)
}

fn watch(
    ground: Ground,
    is_meant: impl Fn(&Path, &Path) -> bool + Send + 'static,
    on_news: impl Fn(News) + Send + 'static,
) -> Watch {
    let (signals, heard) = mpsc::channel();
    let (stands, standing) = mpsc::channel();
    let comings = Comings::watched();
    let warden = Warden {
        ground,
        is_meant: Box::new(is_meant),
        on_news: Box::new(on_news),
        signals: signals.clone(),
        comings: comings.clone(),
        guard: None,
        told_lost: None,
        next_look: Instant::now(),
        wait: LOOK_EVERY,
        quiet: Pause::of(QUIET, LATEST),
        rest: Pause::of(REST, LATEST_REST),
    };
    let started = thread::Builder::new().name("folder-watch".to_owned()).spawn(move || {
        warden.keep(&heard, stands);
    });
    match started {
        // A disk that does not answer holds up nobody but the watch.
        Ok(_) => drop(standing.recv_timeout(PATIENCE)),
        Err(error) => tracing::error!(%error, "a folder cannot be watched"),
    }
    Watch { signals, comings }
}

/// Whether a path is meant, below the real path of the folder.
type IsMeant = Box<dyn Fn(&Path, &Path) -> bool + Send>;

/// The thread that watches.
struct Warden {
    ground: Ground,
    is_meant: IsMeant,
    on_news: Box<dyn Fn(News) + Send>,
    signals: Sender<Signal>,
    comings: Comings,
    /// The watch in the system, over the ground as it was then.
    guard: Option<Guard>,
    told_lost: Option<String>,
    next_look: Instant,
    wait: Duration,
    /// After what is whole.
    quiet: Pause,
    /// After what grows.
    rest: Pause,
}

/// The wait until it was quiet for so long, or something was untold for too long.
struct Pause {
    quiet: Duration,
    latest: Duration,
    first: Instant,
    ends: Option<Instant>,
}

impl Pause {
    fn of(quiet: Duration, latest: Duration) -> Self {
        Self { quiet, latest, first: Instant::now(), ends: None }
    }

    fn begin(&mut self) {
        let now = Instant::now();
        if self.ends.is_none() {
            self.first = now;
        }
        self.ends = Some((now + self.quiet).min(self.first + self.latest));
    }

    /// Whether it is over, once.
    fn is_over(&mut self) -> bool {
        self.ends.take_if(|ends| *ends <= Instant::now()).is_some()
    }
}

impl Warden {
    /// Until the watch is dropped.
    fn keep(mut self, heard: &Receiver<Signal>, stands: Sender<()>) {
        self.look();
        drop(stands);
        loop {
            let ends = self.quiet.ends.into_iter().chain(self.rest.ends);
            let wake = ends.fold(self.next_look, Instant::min);
            match heard.recv_timeout(wake.saturating_duration_since(Instant::now())) {
                Ok(Signal::Event(event)) => self.hear(event),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return,
            }
            // Both are asked: one piece of news is enough.
            let (whole, rested) = (self.quiet.is_over(), self.rest.is_over());
            if whole || rested {
                (self.on_news)(News::Changed);
            }
            if self.next_look <= Instant::now() {
                self.look();
            }
        }
    }

    /// Watches the ground anew, when that is not what is watched.
    fn look(&mut self) {
        self.next_look = Instant::now() + LOOK_EVERY;
        if self.ground.one_has_changed() {
            self.rest.begin();
        }
        if self.guard.as_ref().is_some_and(|guard| guard.is_over(&self.ground)) {
            return;
        }
        let is_first = self.guard.is_none() && self.told_lost.is_none();
        // Before the new one: the system has only so many watches to give.
        self.guard = None;
        let signals = self.signals.clone();
        let hear = move |event| drop(signals.send(Signal::Event(event)));
        match self.ground.guard(hear) {
            Ok(guard) => {
                self.guard = Some(guard);
                self.wait = LOOK_EVERY;
                self.told_lost = None;
                (self.on_news)(News::Watched);
                if !is_first {
                    self.quiet.begin();
                }
            }
            Err(reason) => self.lose(reason),
        }
    }

    fn lose(&mut self, reason: String) {
        self.guard = None;
        self.comings.forget();
        self.next_look = Instant::now() + self.wait;
        self.wait = (self.wait * 2).min(LONGEST_WAIT);
        if self.told_lost.as_ref() != Some(&reason) {
            self.told_lost = Some(reason.clone());
            (self.on_news)(News::Lost(reason));
        }
    }

    fn hear(&mut self, event: notify::Result<Event>) {
        let Some(guard) = &self.guard else { return };
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            // Changes were lost, of whole folders perhaps: all is watched anew.
            Ok(_) => return self.begin_anew(),
            Err(error) => return self.lose(error.to_string()),
        };
        if guard.has_lost_its_ground(&event) {
            return self.begin_anew();
        }
        let meant = |path: &Path| (self.is_meant)(path, guard.root());
        if !event.paths.is_empty() && !event.paths.iter().any(|path| meant(path)) {
            return;
        }
        self.comings.note(&event);
        match pace(&event) {
            Some(Pace::Whole) => self.quiet.begin(),
            Some(Pace::Growing) => self.rest.begin(),
            None => {}
        }
    }

    /// Looks at once. It may be that there is nothing yet in the place of what was there.
    fn begin_anew(&mut self) {
        self.guard = None;
        self.told_lost.get_or_insert_default();
        self.comings.forget();
        self.next_look = Instant::now() + QUIET;
    }
}

/// How soon an event is told.
enum Pace {
    Whole,
    Growing,
}

/// How soon an event is told; `None` when it is no change: reading a file is an event too,
/// and we read them all.
fn pace(event: &Event) -> Option<Pace> {
    Some(match &event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Pace::Whole,
        // A folder that is new here is not watched yet at this moment.
        EventKind::Modify(ModifyKind::Name(RenameMode::To))
            if event.paths.iter().any(|path| path.is_dir()) =>
        {
            Pace::Growing
        }
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => Pace::Whole,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Any => Pace::Growing,
        EventKind::Access(_) | EventKind::Other => return None,
    })
}
