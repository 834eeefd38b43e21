//! What the desk does to an article by its own word: corrections, retractions, embargoes, and
//! undoing them. Each is a row that stays; what is in force follows from the rows that
//! were not undone. Of what sources say it knows nothing but which of them took an
//! article back, since that one alone may bring it again.

use super::embargo;
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
use crate::section::Slug;
use crate::source_memory::SourceName;
use crate::store::editing::never_early;
use crate::store::{Edit, EditKind, Edited, PastEdit};
use crate::text::XmlText;
use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Makes an edit; see [`crate::store::Store::edit`].
pub(super) fn edit(
    connection: &Connection,
    id: &ArticleId,
    edit: &Edit,
) -> rusqlite::Result<Edited> {
    edit_within(connection, id, edit, &[])
}

/// Makes the edit of somebody who reaches these sections, all when there is none.
pub(super) fn edit_within(
    connection: &Connection,
    id: &ArticleId,
    edit: &Edit,
    within: &[Slug],
) -> rusqlite::Result<Edited> {
    let Some(number) = Shown::find(connection, id.as_str())? else {
        return Ok(Edited::NoArticle);
    };
    let desk = ArticleEdit { connection, shown: Shown::load(connection, number)?, edit };
    match &edit.change {
        Change::Retract(reason) => {
            desk.take_back(reason.as_deref(), &Word::FOR_GOOD.within(within))
        }
        Change::Delete(reason) => {
            let source = source_row::begin(connection, &SourceName::new(PUSH_SOURCE), None)?;
            desk.take_back(reason.as_deref(), &Word::of_source(source.number).within(within))
        }
        // Nothing is left that could be undone, corrected or kept back.
        _ if desk.shown.is_purged(connection)? => Ok(Edited::Purged),
        Change::Correct(note) => desk.correct(note),
        Change::Embargo(until, reason) => {
            desk.keep_back(from_instant(never_early(*until)), reason.as_deref(), within)
        }
        Change::Lift => desk.lift_embargo(),
        Change::Undo => match desk.last()? {
            Some(last) => desk.undo(&last),
            None => desk.lift_unrecorded(),
        },
        Change::UndoThat(number) => match desk.last()?.filter(|last| last.number == *number) {
            Some(seen) => desk.undo(&seen),
            None => Ok(Edited::Another),
        },
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
}

impl ArticleEdit<'_> {
    fn correct(&self, note: &str) -> rusqlite::Result<Edited> {
        let note = XmlText::new(note.trim());
        if self.corrections()?.iter().any(|stands| stands.note == note) {
            return Ok(Edited::Already);
        }
        self.record(note.as_str())?;
        self.show()?;
        Ok(self.done(EditKind::Correction, false))
    }

    fn take_back(&self, reason: Option<&str>, word: &Word<'_>) -> rusqlite::Result<Edited> {
        let (at, by) = (self.at(), self.edit.by.as_str());
        if !retraction::take_back(self.connection, &self.shown, word, reason, (at, by))? {
            return Ok(Edited::Already);
        }
        Ok(self.done(EditKind::Retraction, self.shown.withdrawn.is_none()))
    }

    /// Keeps it back until then; the word before this one counts again once this is undone.
    fn keep_back(
        &self,
        until: i64,
        reason: Option<&str>,
        within: &[Slug],
    ) -> rusqlite::Result<Edited> {
        let (number, at) = (self.shown.number, self.at());
        if until <= at {
            return Ok(Edited::Past);
        }
        if embargo::in_force(self.connection, number, at)? == Some(until) {
            return Ok(Edited::Already);
        }
        let whose = (at, self.edit.by.as_str());
        embargo::record(self.connection, number, (until, reason), whose, within)?;
        self.settle_embargo(&Cause::Said)
    }

    fn lift_embargo(&self) -> rusqlite::Result<Edited> {
        let (number, at) = (self.shown.number, self.at());
        if embargo::in_force(self.connection, number, at)?.is_none() {
            return Ok(Edited::Already);
        }
        embargo::lift_all(self.connection, number, (at, &self.edit.by))?;
        self.let_go()
    }

    /// The desk keeps it back no longer, or until another time.
    fn let_go(&self) -> rusqlite::Result<Edited> {
        let (number, at) = (self.shown.number, self.at());
        let date = embargo::own_date(self.connection, number, at)?;
        let edited = self.settle_embargo(&Cause::Lifted(date))?;
        if embargo::in_force(self.connection, number, at)?.is_none() {
            embargo::date_at_latest(self.connection, number, at)?;
        }
        Ok(edited)
    }

    fn settle_embargo(&self, cause: &Cause) -> rusqlite::Result<Edited> {
        let (number, at) = (self.shown.number, self.at());
        let is_out = |shown: &Shown| shown.withdrawn.is_none() && shown.published <= at;
        let settled = settle(self.connection, number, at, cause)?;
        let now = Shown::load(self.connection, number)?;
        let mut sections = self.shown.sections.clone();
        sections.extend(settled.sections);
        let moved = is_out(&self.shown) != is_out(&now);
        Ok(Edited::Done { kind: EditKind::Embargo, moved, still_held: false, sections })
    }

    fn undo(&self, last: &StandingEdit) -> rusqlite::Result<Edited> {
        self.mark_undone(last)?;
        match last.kind {
            EditKind::Retraction => self.lift(),
            EditKind::Embargo => self.let_go(),
            EditKind::Correction => {
                self.show()?;
                Ok(self.done(EditKind::Correction, false))
            }
        }
    }

    /// Before edits were recorded, a retraction was a hold alone.
    fn lift_unrecorded(&self) -> rusqlite::Result<Edited> {
        if self.shown.held { self.lift() } else { Ok(Edited::Already) }
    }

    fn lift(&self) -> rusqlite::Result<Edited> {
        let is_free = retraction::free(self.connection, &self.shown)?;
        let moved = is_free && {
            let number = self.shown.number;
            settle(self.connection, number, self.at(), &Cause::Restored)?.changed
        };
        Ok(match self.done(EditKind::Retraction, moved) {
            Edited::Done { kind, moved, sections, .. } => {
                Edited::Done { kind, moved, still_held: !is_free, sections }
            }
            other => other,
        })
    }

    /// Shows the notes that stand as a new state of the article.
    fn show(&self) -> rusqlite::Result<()> {
        revisions::archive(self.connection, &self.shown)?;
        let corrections = Some(self.corrections()?).filter(|notes| !notes.is_empty());
        let json = corrections.map(|notes| serde_json::to_string(&notes)).transpose();
        let json = json.map_err(unwritable)?;
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

    fn last(&self) -> rusqlite::Result<Option<StandingEdit>> {
        let edits = Read(self.connection).edits(&ArticleId::kept(self.shown.id.clone()))?;
        let last = PastEdit::last_standing(&edits, self.edit.at);
        Ok(last.map(|last| StandingEdit { number: last.number, kind: last.kind }))
    }

    /// The desk's notes that stand, the last one first.
    fn corrections(&self) -> rusqlite::Result<Vec<Correction>> {
        let mut notes = self.connection.prepare_cached(
            "SELECT coalesce(note, ''), at FROM edit
             WHERE article = ?1 AND undone IS NULL AND kind = 'correction' ORDER BY number DESC",
        )?;
        let notes = notes.query_map([self.shown.number], |row| {
            let (note, at) = (row.get::<_, String>(0)?, instant(row, 1)?);
            Ok(Correction { at, note: XmlText::new(note) })
        })?;
        notes.collect()
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
        Edited::Done { kind, moved, still_held: false, sections }
    }
}

fn kind_of(name: &str) -> EditKind {
    EditKind::named(name).unwrap_or(EditKind::Correction)
}

/// Undoes the edit that was made `of` an instant, as it was undone before.
pub(super) fn undo_that_of(
    connection: &Connection,
    id: &ArticleId,
    (kind, of): (EditKind, i64),
    (at, by): (i64, &str),
) -> rusqlite::Result<()> {
    let Some(article) = Shown::find(connection, id.as_str())? else { return Ok(()) };
    let number: Option<i64> = connection
        .prepare_cached(
            "SELECT number FROM edit
             WHERE article = ?1 AND kind = ?2 AND at = ?3 AND undone IS NULL LIMIT 1",
        )?
        .query_row(params![article, kind.as_str(), of], |row| row.get(0))
        .optional()?;
    let Some(number) = number else { return Ok(()) };
    let at = DateTime::from_timestamp_micros(at).unwrap_or_default();
    let edit = &Edit { change: Change::Undo, by: by.to_owned(), at };
    let desk = ArticleEdit { connection, shown: Shown::load(connection, article)?, edit };
    desk.mark_undone(&StandingEdit { number, kind })?;
    match kind {
        EditKind::Retraction => desk.lift().map(drop),
        EditKind::Embargo => desk.let_go().map(drop),
        EditKind::Correction => desk.show(),
    }
}

impl Read<'_> {
    pub(super) fn edits(&self, id: &ArticleId) -> rusqlite::Result<Vec<PastEdit>> {
        let mut edits = self.0.prepare_cached(
            "SELECT e.kind, e.note, e.by, e.at, e.undone, e.undone_by, e.until, s.name, e.number
             FROM edit AS e JOIN article AS a ON a.number = e.article
                            LEFT JOIN source AS s ON s.number = e.source
             WHERE a.id = ?1 ORDER BY e.number",
        )?;
        let edits = edits.query_map([id.as_str()], |row| {
            let undone_by: Option<String> = row.get(5)?;
            Ok(PastEdit {
                number: row.get(8)?,
                kind: kind_of(&row.get::<_, String>(0)?),
                note: row.get(1)?,
                until: instant_if_any(row, 6)?,
                by: row.get(2)?,
                source: row.get(7)?,
                at: instant(row, 3)?,
                undone: instant_if_any(row, 4)?.map(|at| (at, undone_by.unwrap_or_default())),
            })
        })?;
        edits.collect()
    }
}
