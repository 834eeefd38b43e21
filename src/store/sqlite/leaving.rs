//! Lets go of the items that a source has no more, or takes back. What comes is
//! kept by `accept`.

use super::accept::Pass;
use super::retraction::{self, Word};
use super::settle::{Cause, Settled, Shown, settle};
use crate::store::TakenBack;
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeSet, HashSet};

impl Pass<'_> {
    /// Lets go of what the source no longer has.
    pub(super) fn drop_missing(
        &mut self,
        present: &BTreeSet<String>,
        arrived: &HashSet<&str>,
    ) -> rusqlite::Result<()> {
        let missing: Vec<(String, Option<i64>, Option<i64>)> = {
            let mut keys = self
                .connection
                .prepare_cached("SELECT key, article, text FROM arrival WHERE source = ?1")?;
            let mut rows = keys.query([self.source])?;
            let mut missing = Vec::new();
            while let Some(row) = rows.next()? {
                let key = row.get_ref(0)?.as_str().unwrap_or_default();
                if !present.contains(key) && !arrived.contains(key) {
                    missing.push((key.to_owned(), row.get(1)?, row.get(2)?));
                }
            }
            missing
        };
        for (key, article, text_number) in missing {
            self.let_go(&key, article, text_number)?;
        }
        Ok(())
    }

    /// Takes back what the source itself says that it takes back, and why.
    pub(super) fn take_back(&mut self, taken_back: &TakenBack) -> rusqlite::Result<()> {
        let arrival: Option<(Option<i64>, Option<i64>)> = self
            .connection
            .prepare_cached("SELECT article, text FROM arrival WHERE source = ?1 AND key = ?2")?
            .query_row(params![self.source, taken_back.key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((article, text_number)) = arrival else { return Ok(()) };
        self.let_go(&taken_back.key, article, text_number)?;
        let Some(article) = article else { return Ok(()) };
        if taken_back.for_good {
            return self.retract(article, taken_back);
        }
        self.connection
            .prepare_cached(
                "UPDATE article SET reason = ?2
                 WHERE number = ?1 AND withdrawn IS NOT NULL AND held = 0",
            )?
            .execute(params![article, taken_back.reason])?;
        Ok(())
    }

    /// The newsroom's own item takes its article back, whoever else has it.
    fn retract(&mut self, article: i64, taken_back: &TakenBack) -> rusqlite::Result<()> {
        let shown = Shown::load(self.connection, article)?;
        let word = Word::of_item(self.source, &taken_back.key);
        let (reason, by) = (taken_back.reason.as_deref(), (self.at, self.name.as_str()));
        if retraction::take_back(self.connection, &shown, &word, reason, by)?
            && shown.withdrawn.is_none()
        {
            self.accepted.withdrawn += 1;
            self.accepted.sections.extend(shown.sections);
        }
        Ok(())
    }

    /// Ends an arrival: the source has this item no more.
    fn let_go(
        &mut self,
        key: &str,
        article: Option<i64>,
        text_number: Option<i64>,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM arrival WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, key])?;
        let Some(article) = article else { return Ok(()) };
        self.forget_hidden(text_number, article)?;
        let Settled { changed, withdrawn, sections, .. } =
            settle(self.connection, article, self.at, &Cause::Gone)?;
        self.accepted.changed += usize::from(changed);
        self.accepted.withdrawn += usize::from(withdrawn);
        self.accepted.sections.extend(sections);
        Ok(())
    }
}
