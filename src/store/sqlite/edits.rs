//! What the desk does to an article by its own word: corrections, retractions, and
//! undoing them. Each is a row that stays; what is in force follows from the rows that
//! were not undone. Of what sources say it knows nothing but which of them took an
//! article back, since that one alone may bring it again.

use super::placement;
use super::reading::Read;
use super::retraction::{self, Word};
use super::revisions;
use super::settle::{Cause, settle};
use super::shown::Shown;
use super::source_row;
use super::value::{from_instant, instant, instant_if_any, unwritable};
use crate::article::{ArticleId, Correction};
use crate::desk::{Change, PUSH_SOURCE};
use crate::source_memory::SourceName;
use crate::store::{Edit, EditKind, Edited, PastEdit};
use crate::text::XmlText;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Makes an edit; see [`crate::store::Store::edit`].
pub(super) fn edit(
    connection: &Connection,
    id: &ArticleId,
    edit: &Edit,
) -> rusqlite::Result<Edited> {
    let Some(number) = Shown::find(connection, id.as_str())? else {
        return Ok(Edited::NoArticle);
    };
    let desk = ArticleEdit { connection, shown: Shown::load(connection, number)?, edit };
    match &edit.change {
        Change::Correct(note) => desk.correct(note),
        Change::Retract(reason) => desk.take_back(reason.as_deref(), &Word::FOR_GOOD),
        Change::Delete(reason) => {
            let source = source_row::begin(connection, &SourceName::new(PUSH_SOURCE), None)?;
            desk.take_back(reason.as_deref(), &Word::of_source(source.number))
        }
        Change::Undo => desk.undo(),
    }
}

/// An edit, and the article that it is about.
struct ArticleEdit<'a> {
    connection: &'a Connection,
    shown: Shown,
    edit: &'a Edit,
}

/// An edit that was not undone.
struct StandingEdit {
    number: i64,
    kind: EditKind,
    note: Option<String>,
    at: i64,
}

impl ArticleEdit<'_> {
    fn correct(&self, note: &str) -> rusqlite::Result<Edited> {
        let note = XmlText::new(note.trim());
        let stands = self.last(Some(EditKind::Correction))?;
        if stands.is_some_and(|stands| stands.note.as_deref() == Some(note.as_str())) {
            return Ok(Edited::Already);
        }
        self.record(note.as_str())?;
        self.show(Some(&Correction { at: kept_instant(self.at()), note }))?;
        Ok(self.done(EditKind::Correction, false))
    }

    fn take_back(&self, reason: Option<&str>, word: &Word<'_>) -> rusqlite::Result<Edited> {
        let (at, by) = (self.at(), self.edit.by.as_str());
        if !retraction::take_back(self.connection, &self.shown, word, reason, (at, by))? {
            return Ok(Edited::Already);
        }
        Ok(self.done(EditKind::Retraction, self.shown.withdrawn.is_none()))
    }

    fn undo(&self) -> rusqlite::Result<Edited> {
        let Some(last) = self.last(None)? else { return self.lift_unrecorded() };
        self.mark_undone(&last)?;
        match last.kind {
            EditKind::Retraction => self.lift(),
            EditKind::Correction => {
                let before = self.last(Some(EditKind::Correction))?;
                self.show(before.map(StandingEdit::into_correction).as_ref())?;
                Ok(self.done(EditKind::Correction, false))
            }
        }
    }

    /// Before edits were recorded, a retraction was a hold alone.
    fn lift_unrecorded(&self) -> rusqlite::Result<Edited> {
        if self.shown.held { self.lift() } else { Ok(Edited::Already) }
    }

    fn lift(&self) -> rusqlite::Result<Edited> {
        let mut moved = false;
        if retraction::free(self.connection, &self.shown)? {
            let number = self.shown.number;
            moved = settle(self.connection, number, self.at(), &Cause::Restored)?.changed;
        }
        Ok(self.done(EditKind::Retraction, moved))
    }

    /// Shows another note, or none, as a new state of the article.
    fn show(&self, correction: Option<&Correction>) -> rusqlite::Result<()> {
        revisions::archive(self.connection, &self.shown)?;
        let json = correction.map(serde_json::to_string).transpose().map_err(unwritable)?;
        self.connection
            .prepare_cached(
                "UPDATE article SET correction = ?2, edited = max(coalesce(edited, ?3), ?3),
                        updated = max(updated, ?3), revision = revision + 1, revised = ?3, by = ?4
                 WHERE number = ?1",
            )?
            .execute(params![self.shown.number, json, self.at(), self.edit.by])?;
        self.place_anew()
    }

    /// No archive page has it as it is now.
    fn place_anew(&self) -> rusqlite::Result<()> {
        let Shown { number, id, published, updated, sections, withdrawn, .. } = &self.shown;
        if withdrawn.is_some() {
            return Ok(());
        }
        placement::unplace(self.connection, &self.shown)?;
        let dates = (*published, self.at().max(*updated));
        placement::place(self.connection, *number, id, dates, sections)
    }

    /// The last edit that stands, of any kind or of one.
    fn last(&self, kind: Option<EditKind>) -> rusqlite::Result<Option<StandingEdit>> {
        self.connection
            .prepare_cached(
                "SELECT number, kind, note, at FROM edit
                 WHERE article = ?1 AND undone IS NULL AND kind = coalesce(?2, kind)
                 ORDER BY number DESC LIMIT 1",
            )?
            .query_row(params![self.shown.number, kind.map(EditKind::as_str)], |row| {
                Ok(StandingEdit {
                    number: row.get(0)?,
                    kind: kind_of(&row.get::<_, String>(1)?),
                    note: row.get(2)?,
                    at: row.get(3)?,
                })
            })
            .optional()
    }

    fn record(&self, note: &str) -> rusqlite::Result<()> {
        let kind = EditKind::Correction.as_str();
        self.connection
            .prepare_cached(
                "INSERT INTO edit (article, at, by, kind, note) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![self.shown.number, self.at(), self.edit.by, kind, note])?;
        Ok(())
    }

    fn mark_undone(&self, standing: &StandingEdit) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE edit SET undone = ?2, undone_by = ?3 WHERE number = ?1")?
            .execute(params![standing.number, self.at(), self.edit.by])?;
        Ok(())
    }

    fn at(&self) -> i64 {
        from_instant(self.edit.at)
    }

    fn done(&self, kind: EditKind, moved: bool) -> Edited {
        let sections: BTreeSet<_> = self.shown.sections.clone();
        Edited::Done { kind, moved, sections }
    }
}

impl StandingEdit {
    fn into_correction(self) -> Correction {
        Correction { at: kept_instant(self.at), note: XmlText::new(self.note.unwrap_or_default()) }
    }
}

/// To the microsecond, as every instant is kept.
fn kept_instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}

fn kind_of(name: &str) -> EditKind {
    EditKind::named(name).unwrap_or(EditKind::Correction)
}

impl Read<'_> {
    pub(super) fn edits(&self, id: &ArticleId) -> rusqlite::Result<Vec<PastEdit>> {
        let mut edits = self.0.prepare_cached(
            "SELECT e.kind, e.note, e.by, e.at, e.undone, e.undone_by
             FROM edit AS e JOIN article AS a ON a.number = e.article
             WHERE a.id = ?1 ORDER BY e.number",
        )?;
        let edits = edits.query_map([id.as_str()], |row| {
            let undone_by: Option<String> = row.get(5)?;
            Ok(PastEdit {
                kind: kind_of(&row.get::<_, String>(0)?),
                note: row.get(1)?,
                by: row.get(2)?,
                at: instant(row, 3)?,
                undone: instant_if_any(row, 4)?.map(|at| (at, undone_by.unwrap_or_default())),
            })
        })?;
        edits.collect()
    }
}
