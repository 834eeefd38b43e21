//! `pressroom correct`, `retract` and `undo`: the newsroom's word about one article. They
//! may be asked while the service runs, which publishes the change within a second or two.

use super::config_file::ConfigFile;
use super::ended::{Ended, Outcome};
use super::{article, disk};
use crate::clock::Clock;
use crate::store::{Change, DESK, Edit, EditKind, Edited, Store};

/// Which article.
#[derive(Debug, clap::Args)]
struct Which {
    /// The article's id as it stands in a feed, the address of its page, what its
    /// source calls it, or its whole headline
    #[arg(value_name = "ID|ADDRESS|KEY|HEADLINE")]
    article: String,
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
        let (mut store, id) = article::one(&desk.place.store, &self.article)?;
        let undoes = change == Change::Undo;
        let edit = Edit { change, by: DESK.to_owned(), at: Clock::system().now() };
        match store.edit(&id, &edit)? {
            Edited::NoArticle => Err(format!("there is no article {id}").into()),
            Edited::Purged => {
                let left = "nothing of it is left to correct or to bring back";
                Err(format!("{id} was purged: {left}").into())
            }
            Edited::Already if undoes => {
                Err(format!("nothing was done to {id} by the desk").into())
            }
            Edited::Already => {
                say!("{id} is so already");
                Ok(Outcome::Done)
            }
            Edited::Done { still_held: true, .. } => {
                say!(
                    "{id} is still held back: it was taken back more than once, and the word before this one stands (`pressroom explain` has it); `undo` again lifts the next"
                );
                Ok(Outcome::Done)
            }
            Edited::Done { kind, moved, .. } => {
                say!("{id} {}", told(undoes, kind, moved));
                match kind {
                    EditKind::Retraction if !undoes => disk::tell(&desk, &mut store, &id),
                    _ => Ok(Outcome::Done),
                }
            }
        }
    }
}

fn told(undoes: bool, kind: EditKind, moved: bool) -> &'static str {
    match (undoes, kind, moved) {
        (false, EditKind::Correction, _) => "has the note",
        (false, EditKind::Retraction, true) => "is withdrawn",
        (false, EditKind::Retraction, false) => "was gone already; it stays so from now on",
        (true, EditKind::Correction, _) => "does not have the note any more",
        (true, EditKind::Retraction, true) => "is live again",
        (true, EditKind::Retraction, false) => {
            "is not held back any more; it is live again as soon as a source brings it"
        }
    }
}
