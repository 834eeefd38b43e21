//! `pressroom correct`, `retract` and `undo`: the newsroom's word about one article. They
//! may be asked while the service runs, which publishes the change within a second or two.

use super::after_undo::Away;
use super::article::{self, Wanted};
use super::config_file::ConfigFile;
use super::disk::OnDisk;
use super::ended::{Ended, Outcome};
use crate::article::ArticleId;
use crate::clock::Clock;
use crate::config::settings::Settings;
use crate::store::{Change, DESK, Edit, EditKind, Edited, Store};
use chrono_tz::Tz;
use serde_json::json;

/// Which article.
#[derive(Debug, clap::Args)]
pub(super) struct Which {
    /// The article's id as it stands in a feed, the address of its page, what its
    /// source calls it, or its whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|HEADLINE")]
    pub(super) article: String,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Correct {
    #[command(flatten)]
    which: Which,
    /// What was wrong, in a sentence; readers see it above the text
    #[arg(long)]
    note: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Retract {
    #[command(flatten)]
    which: Which,
    /// Why, in a sentence; readers are told
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Undo {
    #[command(flatten)]
    which: Which,
}

impl Correct {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let note = self.note.trim();
        if note.is_empty() {
            return Err("the note is empty: say what was wrong, in a sentence".into());
        }
        self.which.edit(file, Change::Correct(note.to_owned()))
    }
}

impl Retract {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        let reason = self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        self.which.edit(file, Change::Retract(reason.map(str::to_owned)))
    }
}

impl Undo {
    pub(crate) fn run(&self, file: &ConfigFile) -> Ended {
        self.which.edit(file, Change::Undo)
    }
}

impl Which {
    fn edit(&self, file: &ConfigFile, change: Change) -> Ended {
        let desk = file.desk()?;
        let undoes = change == Change::Undo;
        let wanted = if undoes { Wanted::Done } else { Wanted::Standing };
        let (mut store, id) = article::one(&desk.place.store, &self.article, wanted)?;
        let now = Clock::system().now();
        let edit = Edit { change, by: DESK.to_owned(), at: now };
        match store.edit(&id, &edit)? {
            Edited::NoArticle => Err(format!("there is no article {id}").into()),
            Edited::Purged => {
                let left = "nothing of it is left to correct or to bring back";
                Err(format!("{id} was purged: {left}").into())
            }
            Edited::Already if undoes => {
                Err(format!("nothing was done to {id} by the desk").into())
            }
            Edited::Already | Edited::Another | Edited::Past => {
                self.tell(&id, Came::SoAlready, None)
            }
            Edited::Done { still_held: true, .. } => self.tell(&id, Came::StillHeld, None),
            Edited::Done { kind, moved, .. } => {
                let on_disk = match kind {
                    EditKind::Retraction if !undoes => Some(OnDisk::look(&desk, &mut store, &id)?),
                    _ => None,
                };
                let came = Came::of(undoes, kind, moved);
                if let (true, EditKind::Retraction) = (undoes, kind)
                    && let Some(away) = Away::of(&mut store, &id, now)?
                {
                    return self.tell_away(&id, &away, desk.settings.as_ref());
                }
                self.tell(&id, came, on_disk.as_ref())
            }
        }
    }

    fn tell_away(&self, id: &ArticleId, away: &Away, settings: Option<&Settings>) -> Ended {
        if self.json {
            put!("{}", json!({"article": id, "state": away.name(), "disk": null}));
        } else {
            let zone = settings.map_or(Tz::UTC, |settings| settings.site.timezone);
            say!("{id} {}", away.words(zone));
        }
        Ok(Outcome::Done)
    }

    fn tell(&self, id: &ArticleId, came: Came, on_disk: Option<&OnDisk>) -> Ended {
        if self.json {
            let disk = on_disk.map(OnDisk::as_json);
            put!("{}", json!({"article": id, "state": came.name(), "disk": disk}));
        } else {
            say!("{id} {}", came.words());
            on_disk.into_iter().for_each(OnDisk::tell);
        }
        Ok(on_disk.map_or(Outcome::Done, OnDisk::outcome))
    }
}

/// What came of the newsroom's word.
#[derive(Clone, Copy, Debug)]
enum Came {
    Corrected,
    Withdrawn,
    GoneAlready,
    Uncorrected,
    LiveAgain,
    LiveWhenBrought,
    StillWaits,
    StillHeld,
    SoAlready,
}

impl Came {
    fn of(undoes: bool, kind: EditKind, moved: bool) -> Self {
        match (undoes, kind, moved) {
            (false, EditKind::Correction, _) => Self::Corrected,
            (false, EditKind::Retraction, true) => Self::Withdrawn,
            (false, EditKind::Retraction, false) => Self::GoneAlready,
            (true, EditKind::Correction, _) => Self::Uncorrected,
            (true, EditKind::Retraction | EditKind::Embargo, true) => Self::LiveAgain,
            (_, EditKind::Embargo, _) => Self::StillWaits,
            (true, EditKind::Retraction, false) => Self::LiveWhenBrought,
        }
    }

    /// For programs.
    fn name(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
            Self::GoneAlready => "gone_already",
            Self::Uncorrected => "uncorrected",
            Self::LiveAgain => "live_again",
            Self::LiveWhenBrought => "live_when_brought",
            Self::StillWaits => "still_waits",
            Self::StillHeld => "still_held",
            Self::SoAlready => "so_already",
        }
    }

    /// For people, after the article's id.
    fn words(self) -> &'static str {
        match self {
            Self::Corrected => "has the note",
            Self::Withdrawn => "is withdrawn",
            Self::GoneAlready => "was gone already; it stays so from now on",
            Self::Uncorrected => "does not have the note any more",
            Self::LiveAgain => "is live again",
            Self::LiveWhenBrought => {
                "is not held back any more; it is live again as soon as a source brings it"
            }
            Self::StillWaits => {
                "is not kept back by that embargo any more, and is not out either: `pressroom explain` \
                 has what else keeps it"
            }
            Self::StillHeld => {
                "is still held back: it was taken back more than once, and the word before this one \
                 stands (`pressroom explain` has it); `undo` again lifts the next"
            }
            Self::SoAlready => "is so already",
        }
    }
}
