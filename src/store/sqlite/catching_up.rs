//! A store that was put back out of a copy is behind the journal beside it: what the desk
//! said since holds again, items keep the ids that they were given, and what nobody brings
//! again is noted as lost. It reads no file.

use super::edits;
use super::journal_entry::Entry;
use super::journal_file::Beyond;
use super::journal_rows::go_on_after;
use super::purge::purge;
use super::push::{ANOTHER_ID, UNDO};
use super::reading::Read;
use super::retraction::{self, Word};
use super::sealed_keys;
use super::separate;
use super::shown::Shown;
use super::source_row;
use super::value::{unreadable, unwritable};
use crate::article::ArticleId;
use crate::desk::{DeskRefusal, PUSH_SOURCE, Pushed};
use crate::source_memory::SourceName;
use crate::store::CaughtUp;
use crate::store::{Change, DESK, Edit, EditKind, Loss};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Takes up what the journal has after `position`, the last number that the store knows.
pub(super) fn take_up(
    connection: &Connection,
    beyond: &Beyond,
    position: i64,
) -> rusqlite::Result<CaughtUp> {
    go_on_after(connection, beyond.last)?;
    let mut losses = Losses::over(connection, beyond)?;
    let mut caught_up = CaughtUp::default();
    for (number, entry) in &beyond.entries {
        match entry {
            Entry::Given { id, source, key } => match article_of(connection, source, key)? {
                None => {
                    losses.given(id, source, key);
                    give(connection, id, source, key)?;
                    caught_up.ids += 1;
                }
                Some(Some(there)) if there != *id => {
                    // What was said of an article before an item left it was said of both.
                    caught_up.words += pay(connection)?;
                    let name = SourceName::new(source.as_str());
                    let key = &*sealed_keys::opened(connection, source, key)?;
                    let id = ArticleId::kept(id.clone());
                    caught_up.moved += separate::move_again(connection, &there, (&name, key), &id)?;
                }
                Some(_) => {}
            },
            Entry::Said { id, source, key } => losses.said(id, source, key)?,
            Entry::Imported { .. } => {}
            Entry::Unknown => losses.lines += 1,
            word => {
                losses.heed(word);
                owe(connection, *number, word)?;
            }
        }
    }
    let known = beyond.entries.len() as i64;
    losses.lines += usize::try_from(beyond.last - position - known).unwrap_or_default();
    losses.keep()?;
    caught_up.words += pay(connection)?;
    let waiting: i64 = connection.query_row(
        "SELECT count(DISTINCT article) FROM owed WHERE article NOT IN (SELECT id FROM article)",
        [],
        |row| row.get(0),
    )?;
    caught_up.waiting = usize::try_from(waiting).unwrap_or_default();
    Ok(caught_up)
}

/// Does what is owed to articles that are here; returns the number of debts paid. Where an
/// archive page has what is to be purged, the article is taken back, and the purge stays
/// owed to whoever can cut pages.
pub(super) fn pay(connection: &Connection) -> rusqlite::Result<usize> {
    let owed: Vec<(i64, String)> = connection
        .prepare_cached(
            "SELECT number, entry FROM owed
             WHERE EXISTS (SELECT 1 FROM article WHERE id = owed.article) ORDER BY number",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut words = 0;
    for (number, json) in owed {
        let entry = serde_json::from_str(&json).map_err(|error| unreadable(1, error))?;
        if say_again(connection, &entry)? {
            connection.prepare_cached("DELETE FROM owed WHERE number = ?1")?.execute([number])?;
            words += 1;
        }
    }
    Ok(words)
}

/// Says of what was pushed that it was taken back in what the copy does not know, and so is
/// at no reader.
pub(super) fn tell(connection: &Connection, pushed: &mut [Pushed]) -> rusqlite::Result<()> {
    let read = Read(connection);
    for one in pushed {
        let Some(before) = one.now.take_if(|now| now.withdrawn.is_none()) else { continue };
        let now = read.kept(&before.article.id)?.unwrap_or(before);
        if now.withdrawn.is_some() {
            let remedy = if now.article.title.is_empty() { ANOTHER_ID } else { UNDO };
            let (key, reason) = (one.key.clone(), now.reason.clone());
            one.warnings.push(DeskRefusal::TakenBack { key, reason, remedy }.to_string());
        }
        one.now = Some(now);
    }
    Ok(())
}

/// A purge that is owed: its number, of what, when it was purged, and why.
type Owed = (i64, ArticleId, DateTime<Utc>, String);

/// The purges that are owed.
pub(super) fn owed_purges(connection: &Connection) -> rusqlite::Result<Vec<Owed>> {
    let mut owed = connection.prepare_cached(
        "SELECT number, article, entry ->> 'at', coalesce(entry ->> 'note', '') FROM owed
         WHERE entry ->> 'what' = 'purge' ORDER BY number",
    )?;
    let owed = owed.query_map([], |row| {
        let at = instant(row.get(2)?);
        Ok((row.get(0)?, ArticleId::kept(row.get(1)?), at, row.get(3)?))
    })?;
    owed.collect()
}

/// All that is lost.
pub(super) fn losses(connection: &Connection) -> rusqlite::Result<Vec<Loss>> {
    let mut lost = connection.prepare_cached("SELECT body FROM loss ORDER BY number")?;
    let lost = lost.query_map([], |row| {
        serde_json::from_str(&row.get::<_, String>(0)?).map_err(|error| unreadable(0, error))
    })?;
    lost.collect()
}

/// Keeps the id of an item that is not here.
fn give(connection: &Connection, id: &str, source: &str, key: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO given (source, key, id) VALUES (?1, ?2, ?3)")?
        .execute([source, key, id])?;
    Ok(())
}

fn owe(connection: &Connection, number: i64, word: &Entry) -> rusqlite::Result<()> {
    let json = serde_json::to_string(word).map_err(unwritable)?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO owed (number, article, entry) VALUES (?1, ?2, ?3)")?
        .execute(params![number, word.about().unwrap_or_default(), json])?;
    Ok(())
}

/// Says a word again of an article that is here; `false` where more is to be done.
fn say_again(connection: &Connection, word: &Entry) -> rusqlite::Result<bool> {
    let Some(about) = word.about() else { return Ok(true) };
    let id = ArticleId::kept(about.to_owned());
    let edit = |change, by: &str, at| {
        let edit = Edit { change, by: by.to_owned(), at: instant(at) };
        edits::edit(connection, &id, &edit).map(drop)
    };
    match word {
        Entry::Correction { at, by, note: Some(note), .. } => {
            edit(Change::Correct(note.clone()), by, *at)?;
        }
        Entry::Retraction { at, by, note, source: None, .. } => {
            edit(Change::Retract(note.clone()), by, *at)?;
        }
        Entry::Retraction { at, by, note, source: Some(source), key, .. } => {
            let name = SourceName::new(source.as_str());
            let source = source_row::begin(connection, &name, None)?.number;
            let word = match key {
                Some(key) => Word::of_item(source, key),
                None => Word::of_source(source),
            };
            let Some(number) = Shown::find(connection, about)? else { return Ok(true) };
            let shown = Shown::load(connection, number)?;
            retraction::take_back(connection, &shown, &word, note.as_deref(), (*at, by))?;
        }
        Entry::Embargo { at, by, note, until, .. } => {
            edit(Change::Embargo(instant(*until), note.clone()), by, *at)?;
        }
        Entry::Undone { kind, of, at, by, .. } => {
            let kind = EditKind::named(kind).unwrap_or(EditKind::Correction);
            edits::undo_that_of(connection, &id, (kind, *of), (*at, by))?;
        }
        Entry::Purge { at, note, .. } => {
            let reason = note.clone().unwrap_or_default();
            if is_in_archive(connection, about)? {
                edit(Change::Retract(Some(reason)), DESK, *at)?;
                return Ok(false);
            }
            purge(connection, &id, instant(*at), &reason)?;
        }
        _ => {}
    }
    Ok(true)
}

fn is_in_archive(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM archived WHERE id = ?1)")?
        .query_row([id], |row| row.get(0))
}

fn article_of(
    connection: &Connection,
    source: &str,
    key: &str,
) -> rusqlite::Result<Option<Option<String>>> {
    let key = sealed_keys::opened(connection, source, key)?;
    connection
        .prepare_cached(
            "SELECT a.id FROM source AS s CROSS JOIN arrival AS r ON r.source = s.number
               LEFT JOIN article AS a ON a.number = r.article
             WHERE s.name = ?1 AND r.key = ?2",
        )?
        .query_row([source, &*key], |row| row.get(0))
        .optional()
}

fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}

/// What nobody brings again.
struct Losses<'a> {
    connection: &'a Connection,
    /// The sources that nobody asks: what is pushed, and archives.
    handed_in: BTreeSet<String>,
    /// By source and key.
    items: BTreeMap<(String, String), Loss>,
    /// Of which of them readers were told that they were taken back.
    withdrawn: BTreeSet<String>,
    lines: usize,
}

impl<'a> Losses<'a> {
    fn over(connection: &'a Connection, beyond: &Beyond) -> rusqlite::Result<Self> {
        let mut handed_in: BTreeSet<String> = connection
            .prepare("SELECT name FROM source WHERE memory ->> 'imported'")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        handed_in.insert(PUSH_SOURCE.to_owned());
        for entry in beyond.entries.values() {
            if let Entry::Imported { source } = entry {
                handed_in.insert(source.clone());
            }
        }
        let (items, withdrawn) = (BTreeMap::new(), BTreeSet::new());
        Ok(Self { connection, handed_in, items, withdrawn, lines: 0 })
    }

    /// Of an item that is not here.
    fn given(&mut self, id: &str, source: &str, key: &str) {
        if !self.handed_in.contains(source) {
            return;
        }
        let (source, key) = (source.to_owned(), key.to_owned());
        let place = (source.clone(), key.clone());
        let id = ArticleId::kept(id.to_owned());
        self.items.insert(place, Loss::Article { id, source, key });
    }

    fn said(&mut self, id: &str, source: &str, key: &str) -> rusqlite::Result<()> {
        let place = (source.to_owned(), key.to_owned());
        if article_of(self.connection, source, key)?.is_some() {
            let (id, source, key) =
                (ArticleId::kept(id.to_owned()), place.0.clone(), place.1.clone());
            self.items.entry(place).or_insert(Loss::Text { id, source, key });
        }
        Ok(())
    }

    /// Readers miss nothing of what was taken back.
    fn heed(&mut self, word: &Entry) {
        match word {
            Entry::Retraction { id, .. } | Entry::Purge { id, .. } => {
                self.withdrawn.insert(id.clone());
            }
            Entry::Undone { id, kind, .. } if kind == EditKind::Retraction.as_str() => {
                self.withdrawn.remove(id);
            }
            _ => {}
        }
    }

    fn keep(self) -> rusqlite::Result<()> {
        let is_missed = |loss: &Loss| match loss {
            Loss::Article { id, .. } | Loss::Text { id, .. } => {
                !self.withdrawn.contains(id.as_str())
            }
            Loss::Apart { .. } | Loss::Lines { .. } => true,
        };
        let lines = (self.lines > 0).then_some(Loss::Lines { count: self.lines });
        let missed = self.items.into_values().filter(is_missed).chain(lines);
        let mut insert = self.connection.prepare("INSERT INTO loss (body) VALUES (?1)")?;
        for loss in missed {
            insert.execute([serde_json::to_string(&loss).map_err(unwritable)?])?;
        }
        Ok(())
    }
}
