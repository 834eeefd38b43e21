//! A reader of all there ever was: follows each section's feed into its archive by
//! `prev-archive` (RFC 5005 §4), and looks at every page as it was when it was first seen.

use super::newsroom::Newsroom;
use super::reader::{Read, atom};
use super::truth::{Items, Truth};
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(crate) struct Archivist {
    /// Every page, by its path: its bytes, and what they say.
    pages: BTreeMap<String, (Bytes, Read)>,
    /// Every id that ever stood in a page.
    seen: BTreeMap<String, BTreeSet<String>>,
}

impl Archivist {
    /// How many pages there are.
    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Walks through the archive of every section, and has all that should be had.
    pub(crate) fn visit(&mut self, newsroom: &Newsroom, truth: &Truth) {
        let now = newsroom.clock.now();
        for section in newsroom.config.sections.clone() {
            let path = format!("/feeds/{section}.atom");
            let feed = atom(&newsroom.get(&path, None).body);
            let mut has = feed.latest();
            let mut previous = feed.previous;
            while let Some(path) = previous {
                let page = self.page(newsroom, &path);
                for (id, entry) in page.latest() {
                    let is_newer = has.get(&id).is_none_or(|known| known.0 < entry.0);
                    if is_newer {
                        has.insert(id, entry);
                    }
                }
                previous = page.previous.clone();
            }
            let has: Items = has.into_iter().map(|(id, (_, state))| (id, state)).collect();
            for (id, state) in truth.all(section) {
                assert_eq!(has.get(&id), Some(&state), "{now} {section}: {id}");
            }
            // And nothing that was not out: a sealed page keeps what was withdrawn later.
            for id in has.keys() {
                let was_out = truth.may_be_told(id) || truth.is_withdrawn(id);
                assert!(was_out, "{now} {section}: {id}");
            }
        }
    }

    fn page(&mut self, newsroom: &Newsroom, path: &str) -> &Read {
        let served = newsroom.page(path);
        let (bytes, read) =
            (self.pages.entry(path.to_owned())).or_insert_with(|| (served.clone(), atom(&served)));
        if *bytes != served {
            // Only what is retracted, or that being undone, changes a page: nothing comes.
            let now = atom(&served);
            let known: BTreeSet<_> = self.seen.get(path).into_iter().flatten().collect();
            let comes = now.latest().into_keys().find(|id| !known.contains(id));
            assert_eq!(comes, None, "{path} has changed");
            (*bytes, *read) = (served, now);
        }
        self.seen.entry(path.to_owned()).or_default().extend(read.latest().into_keys());
        read
    }
}
