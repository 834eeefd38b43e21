//! The archive's pages on the disk: they are written once, and read whenever
//! somebody asks for one. What a page says is kept in the store, and who is in it
//! is decided elsewhere.

use super::PublishError;
use super::compression::{Effort, compressed};
use super::folder::{BROTLI, Contents, GZIP};
use super::gate::{self, Refusal};
use super::publisher::Publisher;
use crate::archive::{Archive, Page, PageName, Stamp};
use crate::edition::{Document, DocumentName};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::SystemTime;

impl Publisher {
    /// Reads a page back before it is kept for good.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn judge_page(
        &self,
        name: &PageName,
        bytes: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let name = DocumentName::Archive(name.clone());
        gate::check(&name, bytes, None, self.limits(), now).map(drop)
    }

    /// Serves these pages from now on, and no others of the feeds `known`; returns those
    /// whose files are not there or not whole, which wait until they are. A file of a page
    /// that is not among them is removed.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file not be removed.
    pub fn align_archive(
        &mut self,
        pages: &[(PageName, Stamp)],
        known: &BTreeSet<Slug>,
    ) -> Result<Vec<PageName>, PublishError> {
        let files = self.folder().archive_files()?;
        let mut archive = Archive::default();
        for (name, stamp) in pages {
            archive.put(name, *stamp);
        }
        let stray = files.keys().filter(|file| {
            let file = file.trim_end_matches(GZIP).trim_end_matches(BROTLI);
            PageName::of_file(file)
                .is_some_and(|page| known.contains(&page.feed) && archive.stamp(&page).is_none())
        });
        for file in stray {
            self.folder().remove(file)?;
        }
        let broken = pages.iter().filter(|(name, stamp)| !is_whole(&files, name, stamp));
        let broken: Vec<PageName> = broken.map(|(name, _)| name.clone()).collect();
        let edition = self.edition().load_full();
        let served = edition.archive();
        for name in &broken {
            match served.stamp(name).filter(|_| !served.is_withheld(name)) {
                // Until it is written anew, it is served as it was.
                Some(stamp) => archive.put(name, *stamp),
                None => archive.withhold(name),
            }
        }
        self.serve_archive(archive);
        Ok(broken)
    }

    /// Writes pages down that say something else than before. Should that fail, they are
    /// served to nobody: what was retracted stands in their files.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn replace_pages(&mut self, pages: Vec<Page>) -> Result<(), PublishError> {
        let names: Vec<PageName> = pages.iter().map(|page| page.name.clone()).collect();
        let placed = self.place_pages(pages);
        if placed.is_err() {
            self.withhold_pages(&names);
        }
        placed
    }

    /// Serves these pages to nobody until they are written anew.
    pub fn withhold_pages(&self, names: &[PageName]) {
        let mut archive = Archive::clone(self.edition().load().archive());
        names.iter().for_each(|name| archive.withhold(name));
        self.serve_archive(archive);
    }

    /// Writes pages down, and serves them. They survive a power cut.
    ///
    /// # Errors
    /// When one cannot be written; then none of them is served that was not before.
    pub fn place_pages(&mut self, pages: Vec<Page>) -> Result<(), PublishError> {
        self.folder().make_archive()?;
        let stamps: Vec<_> = pages.iter().map(|page| (page.name.clone(), page.stamp)).collect();
        let folder = self.folder();
        let staged = pages
            .into_par_iter()
            .map(|page| {
                let document = document(page)?;
                folder.stage(&document.name, &Contents::of(&document))
            })
            .collect::<Result<Vec<_>, PublishError>>()?;
        // A page's validators are never served with another state of its file.
        let mut archive = Archive::clone(self.edition().load().archive());
        let known = stamps.iter().filter(|(name, _)| archive.stamp(name).is_some());
        let known: Vec<PageName> = known.map(|(name, _)| name.clone()).collect();
        known.iter().for_each(|name| archive.withhold(name));
        self.serve_archive(archive.clone());
        for staged in staged {
            folder.place(staged)?;
        }
        for (name, stamp) in stamps {
            archive.put(&name, stamp);
        }
        self.serve_archive(archive);
        folder.sync_archive()
    }

    /// Whether the folder has every page that is served.
    pub(super) fn archive_is_whole(&self) -> Result<bool, PublishError> {
        let files = self.folder().archive_files()?;
        let edition = self.edition().load_full();
        Ok(edition.archive().pages().all(|(name, stamp)| is_whole(&files, &name, stamp)))
    }

    fn serve_archive(&self, archive: Archive) {
        let edition = self.edition();
        let next = edition.load().with_archive(Arc::new(archive));
        edition.store(Arc::new(next));
    }
}

/// Whether all three files of a page are there and of the time that they were written
/// with, and the page itself of its length.
fn is_whole(files: &HashMap<String, (u64, SystemTime)>, name: &PageName, stamp: &Stamp) -> bool {
    let file = name.file_name();
    let written = SystemTime::from(stamp.modified);
    let is_of_then = |end: &str| {
        files.get(&format!("{file}{end}")).is_some_and(|(_, modified)| *modified == written)
    };
    files.get(&file).is_some_and(|(length, _)| *length == stamp.length)
        && ["", GZIP, BROTLI].into_iter().all(is_of_then)
}

fn document(page: Page) -> Result<Document, PublishError> {
    let name = DocumentName::Archive(page.name);
    let (gzip, brotli) = compressed(&name, &page.bytes, Effort::Thorough)?;
    let Stamp { fingerprint, modified, .. } = page.stamp;
    let (since, identity) = (modified, page.bytes.into());
    Ok(Document { name, fingerprint, modified, since, identity, gzip, brotli })
}
