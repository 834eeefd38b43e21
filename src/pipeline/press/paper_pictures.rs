//! The pictures beside the paper's files: a copy of each that a page shows, as long as one does,
//! and which pages wait for one. It makes no picture and no page.

use super::paper_round::{Ahead, PaperFiles, route_of};
use crate::article::Article;
use crate::own_picture::PictureFile;
use crate::paper::{Paper, Route};
use crate::pipeline::press::printer::Printer;
use crate::publish::{PaperFolder, PublishError};
use crate::store::{Pictures, StoreError};
use crate::web::Furniture;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

/// The name in the folder of a picture's file.
fn name_of(file: &PictureFile) -> String {
    format!("{}{file}", Paper::PICTURES)
}

/// The file of a picture with this name in the folder.
pub(super) fn picture_of(name: &str) -> Option<PictureFile> {
    name.strip_prefix(Paper::PICTURES)?.parse().ok()
}

/// The pictures that a page shows.
fn shown_on(page: &[u8]) -> BTreeSet<PictureFile> {
    let Ok(text) = std::str::from_utf8(page) else { return BTreeSet::new() };
    let rest = text.split(Paper::PICTURES).skip(1);
    let named = rest.map(|rest| rest.split(['"', ' ', ',', '<', '&']).next().unwrap_or_default());
    named.filter_map(|name| name.parse().ok()).collect()
}

impl PaperFiles {
    /// Puts the pictures of a page beside it, before the page itself is there.
    pub(super) fn put_pictures(&mut self, page: &[u8]) -> Result<(), PublishError> {
        let Some(folder) = &mut self.folder else { return Ok(()) };
        for file in shown_on(page) {
            let (name, from) = (name_of(&file), self.pictures.from.join(file.to_string()));
            // What has this name never changes.
            if !folder.has(&name) && !folder.copy(&name, &from)? {
                self.pictures.lost.insert(file);
            }
            self.written.insert(name);
        }
        Ok(())
    }

    /// The pictures of a file that stays as it is stay too.
    pub(super) fn keep_pictures(&mut self, name: &str) -> Result<(), PublishError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let shown = shown_on(&folder.read(name)?);
        self.written.extend(shown.iter().map(name_of));
        Ok(())
    }

    /// Takes the pictures of a page away that no article shows any more, before the page goes.
    pub(super) fn take_pictures_away(&mut self, name: &str) -> Result<(), PublishError> {
        let Some(folder) = &mut self.folder else { return Ok(()) };
        for file in shown_on(&folder.read(name)?) {
            if !self.pictures.from.join(file.to_string()).exists() {
                folder.remove(&name_of(&file))?;
            }
        }
        Ok(())
    }

    /// What no page of the round shows: but for those of the lists, which are written with the
    /// feeds.
    pub(super) fn left_over(&mut self) -> Result<Vec<Ahead>, PublishError> {
        let all = self.folder.as_ref().map(PaperFolder::files).transpose()?.unwrap_or_default();
        let with_feeds = |name: &String| {
            name == "index.html"
                || matches!(route_of(name), Some(Route::Section(_) | Route::Sections))
        };
        for name in all.iter().filter(|name| with_feeds(name)) {
            self.keep_pictures(name)?;
        }
        let left = all.into_iter().filter(|name| !self.written.contains(name));
        Ok(left.map(Ahead::LeftOver).collect())
    }
}

impl Printer {
    /// Notes which pictures the page of an article waits for.
    pub(super) fn note_waiting(
        &self,
        paper: &Furniture,
        files: &mut PaperFiles,
        route: &Route,
        article: &Article,
    ) -> Result<(), StoreError> {
        let own = article.pictures().into_iter().filter(|it| paper.is_to_be_own(it));
        let own: BTreeSet<WebAddress> = own.collect();
        if own.is_empty() {
            return Ok(());
        }
        let here = self.reading_room.ask(|store| store.pictures(&own))?;
        for address in own.into_iter().filter(|it| !here.contains_key(it)) {
            files.pictures.waiting.entry(address).or_default().insert(route.clone());
        }
        Ok(())
    }

    /// Has those pages written again whose pictures have come.
    pub(super) fn pictures_came(&self, files: &mut PaperFiles) -> Result<(), StoreError> {
        let waiting = &mut files.pictures.waiting;
        if waiting.is_empty() {
            return Ok(());
        }
        let wanted: BTreeSet<WebAddress> = waiting.keys().cloned().collect();
        let here = self.reading_room.ask(|store| store.pictures(&wanted))?;
        let pages: BTreeSet<Route> =
            here.keys().filter_map(|address| waiting.remove(address)).flatten().collect();
        pages.into_iter().for_each(|page| files.ahead.push_front(Ahead::Page(page)));
        Ok(())
    }

    /// Has those made again that pages show and nobody has.
    pub(super) fn make_lost_again(&self, files: &mut PaperFiles) -> Result<(), StoreError> {
        let lost = std::mem::take(&mut files.pictures.lost);
        if lost.is_empty() {
            return Ok(());
        }
        files.stale = true;
        let names = lost.into_iter().map(|file| file.name).collect();
        let now = self.clock.now();
        self.store.ask(|store| store.pictures_lost(&names, now))
    }
}
