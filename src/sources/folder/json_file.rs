//! A JSON file in the folder: a JSON Feed, or a single item of one. What JSON Feed
//! is, `feed` knows; what the newsroom says of its own articles, `own_item`.

use super::article_file::{KEYS, Reader};
use super::draft::Draft;
use super::reading::{Entry, FileReading, kept_back, rejected, unclear};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawMedia};
use crate::sources::feed::json_feed::{self, OwnPiece};
use crate::sources::own_item::{
    self, Form, KeyFault, Keys, OwnItem, Place, Value, has_no_text, says_something,
};

/// What one item of a file turned out to be.
type Found = (String, Entry);

impl Reader<'_> {
    /// A JSON Feed, or a single item of one.
    pub(super) fn read_json(&self, draft: &Draft<'_>) -> FileReading {
        let unclear = |reason| unclear(draft.path.to_owned(), draft.stem.clone(), reason);
        let document = match serde_json::from_str(draft.text) {
            Ok(document @ Value::Table(_)) => document,
            Ok(_) => {
                return unclear(format!("{}: this is no JSON object: make it an item", draft.path));
            }
            Err(error) => return unclear(format!("{}: {error}: mend the JSON", draft.path)),
        };
        if own_item::is_document(&document) {
            return match own_item::check_document(&document) {
                Ok(()) => self.read_document(draft),
                Err(fault) => unclear(draft.told(&fault)),
            };
        }
        let base = self.place_of(draft.folder);
        let piece = OwnPiece {
            json: draft.text,
            arrived: self.fingerprint(draft, &[]),
            item: json_feed::read_json_item(draft.text, base.as_ref()),
        };
        match self.json_entry(draft, piece, Some(&draft.stem)) {
            Ok(found) => draft.holds(vec![found]),
            Err(reason) => unclear(reason),
        }
    }

    fn read_document(&self, draft: &Draft<'_>) -> FileReading {
        let base = self.place_of(draft.folder);
        let Some((pieces, withdrawals)) = json_feed::own_document(draft.text, base.as_ref()) else {
            let reason = format!(
                "{}: this is a JSON Feed, and there is no list `items` of JSON Feed items in it: give each an id and a content",
                draft.path
            );
            return unclear(draft.path.to_owned(), draft.stem.clone(), reason);
        };
        let mut reading = draft.holds(Vec::new());
        let taken_back = withdrawals.into_iter();
        reading
            .entries
            .extend(taken_back.map(|gone| (gone.key, Entry::TakenBack(gone.reason, Vec::new()))));
        for (place, piece) in (1..).zip(pieces) {
            let arrived = [KEYS.as_bytes(), &piece.arrived.to_bytes()].concat();
            let piece = OwnPiece { arrived: Fingerprint::of(&arrived), ..piece };
            match self.json_entry(draft, piece, None) {
                Ok(found) => reading.entries.push(found),
                Err(reason) => {
                    let key = format!("{}#item {place}", draft.stem);
                    let entry = rejected(&key, None, reason);
                    reading.entries.push((key, entry));
                    reading.keys_are_certain = false;
                }
            }
        }
        reading
    }

    /// One item. Without an id it is called `by_path`, where one is given: its text may
    /// change.
    ///
    /// # Errors
    /// When it cannot be told which article it is.
    fn json_entry(
        &self,
        draft: &Draft<'_>,
        piece: OwnPiece<'_>,
        by_path: Option<&str>,
    ) -> Result<Found, String> {
        let keys = keys_of(draft, piece.json).map_err(|fault| draft.told(&fault))?;
        let id = own_item::id_of(&keys).map_err(|fault| draft.told(&fault))?;
        let own = own_item::read(keys, self.zone);
        let called = id.clone().or_else(|| by_path.map(str::to_owned));
        let (own, item) = match (own, piece.item) {
            (Ok(own), Ok(item)) => (own, item),
            (own, item) => {
                let word = own.as_ref().ok().and_then(kept_back);
                let key = called.or_else(|| item.as_ref().ok().map(|item| item.key.clone()));
                let reason = match (own, item) {
                    (Err(fault), _) => draft.told(&fault),
                    (Ok(_), Err(reason)) => format!("{}: {reason}", draft.path),
                    (Ok(_), Ok(_)) => String::new(),
                };
                return match key {
                    Some(key) => {
                        let refused = || rejected(&key, None, reason);
                        let entry = word.unwrap_or_else(refused);
                        Ok((key, entry))
                    }
                    None => Err(reason),
                };
            }
        };
        let item = match (id, by_path) {
            (None, Some(path)) => RawItem {
                key: path.to_owned(),
                key_is_global: false,
                is_named_by_path: true,
                ..item
            },
            _ => item,
        };
        let key = item.key.clone();
        let item = RawItem { arrived: Some(piece.arrived), ..item };
        let title = own.title.clone();
        let entry = self.own_json_item(draft, own, item);
        let told = |fault: KeyFault| rejected(&key, title, draft.told(&fault));
        Ok((key.clone(), entry.unwrap_or_else(told)))
    }

    fn own_json_item(
        &self,
        draft: &Draft<'_>,
        own: OwnItem,
        item: RawItem,
    ) -> Result<Entry, KeyFault> {
        if let Some(entry) = kept_back(&own) {
            return Ok(entry);
        }
        if item.arrived.is_some_and(|arrived| self.known.contains(&arrived)) {
            return Ok(Entry::Known);
        }
        let pictures: Vec<RawMedia> =
            own.media.iter().map(|entry| self.place(entry, draft).0).collect();
        let is_link = own.is_link;
        let mut item = own.over_json(item);
        item.media.splice(0..0, pictures);
        // What stands beside a file is on the site where the folder is.
        item.is_on_its_page = false;
        item.root = self.base().cloned();
        item.has_no_text = has_no_text(&item);
        item.warnings.extend(own_item::desk_note_in(&item));
        item.warnings.extend(own_item::out_of_reach_in(&item));
        own_item::check_words(&item)?;
        says_something(&item, is_link)?;
        Ok(Entry::New(Box::new(item)))
    }
}

/// The keys of an item that stands in the text of a file.
fn keys_of(draft: &Draft<'_>, json: &str) -> Result<Keys, KeyFault> {
    let before = (json.as_ptr() as usize).saturating_sub(draft.text.as_ptr() as usize);
    let lines = draft.text.get(..before).unwrap_or_default().matches('\n').count();
    let first_line = Some(lines + 1);
    let value: Value = serde_json::from_str(json).map_err(|error| KeyFault {
        line: first_line,
        reason: format!("{error}: mend the JSON"),
    })?;
    let mut keys = Keys::default();
    keys.add(value.into_table(), Place { form: Form::Json, text: json, first_line });
    Ok(keys)
}
