//! Files that have another name now and are the files that they were: written another way (a
//! copy from another system, large letters for small ones), or moved and otherwise the same.
//! It moves nothing.

use crate::config::settings::Source;
use crate::fingerprint::Fingerprint;
use crate::likeness::{FEWEST_WORDS, Likeness};
use crate::pipeline::arrival::is_undated;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::raw_item::{RawItem, RawText};
use crate::store::{KeptItem, StoreError};
use crate::text::file_name::read_form;
use std::collections::{BTreeMap, BTreeSet};

/// Items of a source that are read at one time.
const AT_A_TIME: usize = 256;

impl Gatherer {
    /// Of the files that these items are, those that another name had before which is no
    /// longer `present`: each with the name before.
    pub(in crate::pipeline) fn renamed(
        &self,
        source: &Source,
        items: &[RawItem],
        present: Option<&BTreeSet<String>>,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let Some(present) = present else { return Ok(Vec::new()) };
        let items: Vec<&RawItem> = items.iter().filter(|item| item.is_named_by_path).collect();
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<&str> = items.iter().map(|item| item.key.as_str()).collect();
        let known = self.store.ask(|store| store.names_read_as(source.name(), &names))?;
        let known: BTreeSet<String> = known.into_iter().collect();
        let mut renamed = written_otherwise(&names, &known, present);
        let is_new = |item: &&RawItem| {
            !known.contains(&item.key) && renamed.iter().all(|(_, now)| *now != item.key)
        };
        let new: Vec<&RawItem> = items.into_iter().filter(is_new).collect();
        let moved = self.moved(source, &new, present, &renamed)?;
        renamed.extend(moved);
        Ok(renamed)
    }

    /// Those of these new files that say what one said that is no longer there, each with the
    /// name of that one, where there are too few words to know them again by. Where several say
    /// it, on either side, nobody can tell which it was.
    fn moved(
        &self,
        source: &Source,
        items: &[&RawItem],
        present: &BTreeSet<String>,
        renamed: &[(String, String)],
    ) -> Result<Vec<(String, String)>, StoreError> {
        let mut new: BTreeMap<Fingerprint, Vec<&str>> = BTreeMap::new();
        // A folder that keeps what was taken from it may be given the same words again, of
        // another day: without a date nobody can tell that from a move.
        let is_certain = |item: &&&RawItem| source.mirrors() || !is_undated(item);
        for item in items.iter().filter(is_certain).filter(|item| is_too_short_to_tell(item)) {
            new.entry(wherever_it_lies(item)).or_default().push(&item.key);
        }
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.store.ask(|store| store.keys(source.name()))?;
        let is_renamed = |name: &str| renamed.iter().any(|(before, _)| before == name);
        let gone = known.iter().filter(|name| !present.contains(*name) && !is_renamed(name));
        let gone: Vec<&str> = gone.map(String::as_str).collect();
        let mut before: BTreeMap<Fingerprint, Vec<String>> = BTreeMap::new();
        for names in gone.chunks(AT_A_TIME) {
            for (name, item) in self.store.ask(|store| store.said_as(source.name(), names))? {
                let said = wherever_it_lies(&item);
                if new.contains_key(&said) {
                    before.entry(said).or_default().push(name);
                }
            }
        }
        let moved = before.iter().filter_map(|(said, before)| match (&**before, &*new[said]) {
            ([before], [now]) => Some((before.clone(), (*now).to_owned())),
            _ => None,
        });
        Ok(moved.collect())
    }
}

/// Of these names those that only write one otherwise that is no longer there, each with that.
fn written_otherwise(
    names: &[&str],
    known: &BTreeSet<String>,
    present: &BTreeSet<String>,
) -> Vec<(String, String)> {
    let new = names.iter().filter(|name| !known.contains(**name));
    let mut by_form: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in known.iter().filter(|name| !present.contains(*name)) {
        by_form.entry(read_form(name)).or_default().push(name.clone());
    }
    let renamed = new.filter_map(|name| {
        // Of several, nobody can tell which it was.
        let mut before = by_form.remove(&read_form(name))?;
        let only = before.pop().filter(|_| before.is_empty())?;
        Some((only, (*name).to_owned()))
    });
    renamed.collect()
}

/// Whether the store does not know such a text again by its words (`likeness`).
fn is_too_short_to_tell(item: &RawItem) -> bool {
    let text = item.content.as_ref().map_or("", RawText::as_str);
    Likeness::of_text("", text).length() < FEWEST_WORDS
}

/// Of what the file says, without what follows from its place: its address, where pictures
/// beside it lie, what is told of it.
fn wherever_it_lies(item: &RawItem) -> Fingerprint {
    let said = RawItem {
        key: String::new(),
        arrived: None,
        url: item.url.clone().filter(|_| !item.url_is_made),
        base: None,
        root: None,
        folder: None,
        media: Vec::new(),
        warnings: Vec::new(),
        ..item.clone()
    };
    KeptItem::of(&said)
        .map_or_else(|| Fingerprint::of(item.key.as_bytes()), |said| said.fingerprint())
}
