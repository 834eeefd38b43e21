//! Articles that are files in a folder: Markdown, HTML, JSON, plain text. The folder is a
//! complete listing, so what is gone from it can be taken back; whatever is in
//! doubt counts as still there. It writes nothing.

mod about;
mod arriving;
mod article_file;
mod bare_head;
mod base;
mod copies;
mod desk_notes;
mod draft;
mod editor_marks;
mod fences;
pub(in crate::sources) mod generator_code;
mod html_file;
mod json_file;
mod listing;
mod local_media;
mod markdown;
mod markdown_head;
mod page_keys;
mod page_marks;
mod picture_file;
mod places;
mod reading;
mod repeated;
mod site_page;
mod text_check;
mod text_file;
mod text_head;
mod text_lines;
mod text_place;
mod text_words;

pub use base::Base;
pub use picture_file::{picture_file, picture_place, read_picture, state_of};

use super::doubt::{Doubt, folder_of};
use super::{Gathering, Known, SourceError, Withdrawal};
use crate::config::settings::Folder;
use crate::folder_watch::Comings;
use crate::raw_item::{RawItem, Rejection, Warning};
use crate::source_memory::SourceMemory;
use crate::web_address::WebAddress;
use about::About;
use article_file::Reader;
use chrono_tz::Tz;
use rayon::prelude::*;
use reading::{Entry, FileReading};
use repeated::Repeated;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Brings the articles of a folder, and of the folders below it, that are not
/// known yet, in the order of their paths. Relative addresses are relative to
/// `base`, the address that the folder has on the newspaper's site; dates without
/// a zone are in `zone`. A file that is still being written waits for the next look.
///
/// # Errors
/// When the folder is gone or cannot be read: that is never an empty listing.
pub fn gather(
    folder: &Folder,
    base: Option<&WebAddress>,
    zone: Tz,
    known: &Known,
) -> Result<Gathering, SourceError> {
    let base = base.map(Base::at);
    gather_whole(folder, base.as_ref(), zone, known, &Comings::default())
}

/// As [`gather`], for somebody who sees files come: he need not wait for what is whole.
///
/// # Errors
/// When the folder is gone or cannot be read.
pub fn gather_whole(
    folder: &Folder,
    base: Option<&Base>,
    zone: Tz,
    known: &Known,
    comings: &Comings,
) -> Result<Gathering, SourceError> {
    let listing = listing::list(&folder.path)?;
    let repeated = Repeated::of(&listing.files);
    let about = About::of(&listing.about, &listing.root);
    let reader = Reader::new(&listing.root, base, zone, known, (&repeated, &about));
    let read = |path: &PathBuf| {
        arriving::if_whole(path, comings, || reader.read(path))
            .map_err(|wait| (wait, reader.unread(path)))
    };
    let readings: Vec<_> = listing.files.par_iter().map(read).collect();
    let mut pass = FolderScan::default();
    listing.rejections.iter().for_each(|closed| pass.doubt.of_folder(closed.key.clone()));
    pass.gathering.rejections = listing.rejections;
    pass.gathering.empty = listing.files.is_empty();
    pass.gathering.names_changed = listing.names_changed;
    pass.gathering.warnings = listing.warnings;
    for reading in readings {
        let reading = reading.unwrap_or_else(|(wait, unread)| {
            let look_again = &mut pass.gathering.look_again;
            *look_again = Some(look_again.map_or(wait, |already| already.min(wait)));
            unread
        });
        pass.add(reading);
    }
    let location = Some(folder.path.display().to_string());
    pass.gathering.memory = SourceMemory { location, ..SourceMemory::default() };
    match pass.doubt.is_any() {
        true => pass.gathering.doubt = Some(Doubt { present: pass.present, ..pass.doubt }),
        false => pass.gathering.present = Some(pass.present),
    }
    Ok(pass.gathering)
}

/// Reads one file the way [`gather`] would, for somebody who wants to try it.
#[must_use]
pub fn gather_file(path: &Path, root: &Path, base: Option<&Base>, zone: Tz) -> Gathering {
    let known = Known::default();
    let mut pass = FolderScan::default();
    let (repeated, about) = (Repeated::beside(path), About::default());
    pass.add(Reader::new(root, base, zone, &known, (&repeated, &about)).read(path));
    pass.gathering
}

/// The items of one file of a folder that is at `base`, and what of it cannot be read.
#[must_use]
pub fn read_file(
    path: &Path,
    root: &Path,
    base: Option<&WebAddress>,
    zone: Tz,
) -> (Vec<RawItem>, Vec<Rejection>) {
    let base = base.map(Base::at);
    let gathering = gather_file(path, root, base.as_ref(), zone);
    (gathering.items, gathering.rejections)
}

/// One pass, as it comes together.
#[derive(Default)]
struct FolderScan {
    gathering: Gathering,
    present: BTreeSet<String>,
    /// The first file of each key.
    owners: BTreeMap<String, String>,
    /// Where keys may be that are not in `present`: what is missing from there may not be
    /// taken back.
    doubt: Doubt,
}

impl FolderScan {
    fn add(&mut self, reading: FileReading) {
        if !reading.keys_are_certain {
            self.doubt.of_file(&reading.path);
            let is_to_mend = |(_, entry): &(_, Entry)| matches!(entry, Entry::Rejected(_));
            if reading.entries.iter().any(is_to_mend) {
                self.doubt.to_mend.insert(reading.path.clone());
            }
        }
        for (key, entry) in reading.entries {
            if let Some(first) = self.owners.get(&key).cloned() {
                let is_draft = matches!(entry, Entry::KeptOut(..));
                if is_draft == self.gathering.kept_out.contains_key(&key) {
                    self.gathering.rejections.push(twice(&key, &first, &reading.path));
                } else if is_draft {
                    self.leave_as_it_was(key, &reading.path, &first);
                } else {
                    self.leave_as_it_was(key, &first, &reading.path);
                }
                continue;
            }
            self.owners.insert(key.clone(), reading.path.clone());
            match entry {
                Entry::New(mut item) => {
                    item.folder = Some(folder_of(&reading.path).to_owned());
                    self.gathering.items.push(*item);
                }
                Entry::Known => self.gathering.known += 1,
                Entry::KeptOut(by, odd) => {
                    self.warn(&key, odd);
                    self.gathering.kept_out.insert(key, by);
                    continue;
                }
                Entry::Rejected(rejection) => self.gathering.rejections.push(rejection),
                Entry::TakenBack(reason, odd) => {
                    self.warn(&key, odd);
                    self.gathering.withdrawals.push(Withdrawal { key, reason });
                    continue;
                }
            }
            self.present.insert(key);
        }
    }

    fn warn(&mut self, key: &str, odd: Vec<String>) {
        let warnings = odd.into_iter().map(|warning| Warning { key: key.to_owned(), warning });
        self.gathering.warnings.extend(warnings);
    }

    /// Of two files of one id, one says that it is a draft: nobody can tell which is meant.
    fn leave_as_it_was(&mut self, key: String, draft: &str, other: &str) {
        let reason = format!(
            "{draft}: it is a draft, and its id \"{key}\" belongs to {other} as well: give one another id; until then readers have what was there"
        );
        self.gathering.kept_out.remove(&key);
        self.gathering.withdrawals.retain(|gone| gone.key != key);
        self.gathering.items.retain(|item| item.key != key);
        self.present.insert(key.clone());
        self.gathering.rejections.push(Rejection {
            kind: crate::raw_item::RefusalKind::Fault,
            key,
            title: None,
            reason,
        });
    }
}

fn twice(key: &str, first: &str, second: &str) -> Rejection {
    let reason = if first == second {
        format!("{second}: the id \"{key}\" stands in it twice: give each article an id of its own")
    } else {
        format!(
            "{second}: the id \"{key}\" belongs to {first} already: remove one of the two files, or give one another id"
        )
    };
    Rejection {
        kind: crate::raw_item::RefusalKind::Fault,
        key: key.to_owned(),
        title: None,
        reason,
    }
}
