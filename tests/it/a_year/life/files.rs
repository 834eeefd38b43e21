//! A desk that keeps its articles as files of a mirrored folder: files come and go, and
//! now and then all of them seem to have gone.

use super::{Life, fact};
use crate::a_year::newsroom::file_address;
use chrono::{DateTime, Utc};
use pressroom::section::Slug;
use std::collections::BTreeSet;

/// So many files there are at least: fewer are no loss to be asked about.
const FEW: usize = 20;

impl Life {
    /// A file comes now and then, and one goes more rarely.
    pub(super) fn keep_files(&mut self, now: DateTime<Utc>) -> BTreeSet<Slug> {
        if self.unmounted {
            let (sections, missing) = self.newsroom.gather_files();
            assert!(sections.is_empty(), "{now}: {sections:?}");
            assert_eq!(missing, self.files.len(), "{now}");
            return sections;
        }
        let mut new = Vec::new();
        while self.files.len() + new.len() < FEW || self.dice.falls(20) {
            self.made += 1;
            let key = format!("file-{}", self.made);
            let section = *self.dice.pick(&self.newsroom.config.sections);
            let published = now - self.dice.seconds(30 * 60);
            let title = format!("{} v1", self.dice.words(4));
            self.newsroom.write_file(&key, &title, published, section);
            new.push((key, published, BTreeSet::from([section.to_owned()])));
        }
        if self.files.len() > FEW && self.dice.falls(10) {
            let gone = self.files.remove(self.dice.below(self.files.len()));
            self.newsroom.remove_file(&gone);
            self.truth.withdraw(&gone);
        }
        let (sections, missing) = self.newsroom.gather_files();
        assert_eq!(missing, 0, "{now}");
        for (key, published, of) in new {
            let id = self.newsroom.id_at(&file_address(&key));
            self.truth.decide(&key, fact(id, published, of));
            self.files.push(key);
        }
        sections
    }

    /// The volume of the files is away for a few days, twice; the second time for good.
    pub(super) fn handle_volume(&mut self, number: u64) {
        match number {
            45 | 255 => {
                self.newsroom.unmount();
                self.unmounted = true;
            }
            51 => {
                self.newsroom.mount();
                self.unmounted = false;
            }
            // Another folder is put in its place, with the same files.
            90 if !self.files.is_empty() => {
                self.newsroom.unmount();
                self.newsroom.mount();
            }
            261 => {
                self.newsroom.confirm_files(self.files.len());
                for key in std::mem::take(&mut self.files) {
                    self.truth.withdraw(&key);
                }
                self.unmounted = false;
            }
            _ => {}
        }
    }
}
