//! Which of the items that one source calls an article by speaks for it: the one that is
//! listed now. It finds no article.

use super::accept::later;
use super::acceptance::Acceptance;
use super::listed::Listed;
use super::settle::{Cause, settle};
use super::{items, text};
use rusqlite::params;
use std::collections::HashSet;

/// An item of this source that gave way to a later one.
struct Superseded {
    key: String,
    arrived: [u8; 16],
    article: i64,
    said: Said,
}

/// What an item says, and since when.
pub(super) struct Said {
    text: i64,
    updated: i64,
}

impl Acceptance<'_> {
    /// Gives the word back to items that had given way and are listed again, where those
    /// that took their place are not.
    pub(super) fn resume(
        &mut self,
        listed: &Listed<'_>,
        brought: &HashSet<&str>,
    ) -> rusqlite::Result<()> {
        if !listed.is_whole() {
            return Ok(());
        }
        for item in self.superseded()? {
            if !listed.has(&item.key, item.arrived) {
                continue;
            }
            let Some(before) = self.give_way(item.article, &item.key, listed)? else { continue };
            let updated = self.taken_over(&item.said, &before)?;
            self.connection
                .prepare_cached(
                    "UPDATE arrival SET superseded = 0, updated = ?3 WHERE source = ?1 AND key = ?2",
                )?
                .execute(params![self.source, item.key, updated])?;
            let settled = settle(self.connection, item.article, self.at, &Cause::Said)?;
            if settled.changed && brought.contains(item.key.as_str()) {
                // It counted as one that changes nothing, behind the other.
                self.accepted.unchanged = self.accepted.unchanged.saturating_sub(1);
            }
            self.count(settled);
        }
        Ok(())
    }

    /// Marks what this source called an article before, and lists no longer, as superseded;
    /// returns what it last said of it, `None` where all of that is listed or nothing is left.
    pub(super) fn give_way(
        &self,
        article: i64,
        to: &str,
        listed: &Listed<'_>,
    ) -> rusqlite::Result<Option<Said>> {
        let mut speaking = self.connection.prepare_cached(
            "SELECT key, arrived, text, updated FROM arrival
             WHERE article = ?1 AND source = ?2 AND key <> ?3 AND superseded = 0",
        )?;
        let speaking: Vec<(String, [u8; 16], Said)> = speaking
            .query_map(params![article, self.source, to], |row| {
                let said = Said { text: row.get(2)?, updated: row.get(3)? };
                Ok((row.get(0)?, row.get(1)?, said))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut last: Option<Said> = None;
        for (key, arrived, said) in speaking {
            if listed.has(&key, arrived) {
                continue;
            }
            self.connection
                .prepare_cached("UPDATE arrival SET superseded = 1 WHERE source = ?1 AND key = ?2")?
                .execute(params![self.source, key])?;
            if last.as_ref().is_none_or(|last| last.updated < said.updated) {
                last = Some(said);
            }
        }
        Ok(last)
    }

    /// The date of what an item says that takes another's place: another name is no change,
    /// so no date moves by it.
    fn taken_over(&self, now: &Said, before: &Said) -> rusqlite::Result<i64> {
        let substance = |of: &Said| text::substance(self.connection, of.text);
        Ok(match substance(now)? == substance(before)? {
            true => before.updated,
            false => later(now.updated, before.updated, self.at),
        })
    }

    /// As [`Self::give_way`], of an item that came for the first time, and dates it by that.
    pub(super) fn succeed(
        &self,
        article: i64,
        (key, text, updated): (&str, i64, i64),
        listed: &Listed<'_>,
    ) -> rusqlite::Result<()> {
        let Some(before) = self.give_way(article, key, listed)? else { return Ok(()) };
        let updated = self.taken_over(&Said { text, updated }, &before)?;
        self.connection
            .prepare_cached("UPDATE arrival SET updated = ?3 WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, key, updated])?;
        Ok(())
    }

    /// Whether this source lists an article under another name now: then a name that it had
    /// before is free for another article.
    pub(super) fn is_called_otherwise(&self, article: i64, key: &str) -> rusqlite::Result<bool> {
        let Some(listed) = self.listed.as_ref().filter(|listed| listed.is_whole()) else {
            return Ok(false);
        };
        let mut names = self.connection.prepare_cached(
            "SELECT key, arrived FROM arrival WHERE article = ?1 AND source = ?2 AND key <> ?3",
        )?;
        let mut rows = names.query(params![article, self.source, key])?;
        while let Some(row) = rows.next()? {
            if listed.has(row.get_ref(0)?.as_str().unwrap_or_default(), row.get(1)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a name that gave way to another is used again beside that one.
    pub(super) fn is_free_again(&self, article: i64, key: &str) -> rusqlite::Result<bool> {
        let gave_way = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM arrival
                                WHERE source = ?1 AND key = ?2 AND superseded = 1)",
            )?
            .query_row(params![self.source, key], |row| row.get(0))?;
        Ok(gave_way && self.is_called_otherwise(article, key)?)
    }

    /// Takes a name from the article that it was one of.
    pub(super) fn part(&self, key: &str, text: Option<i64>, article: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM arrival WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, key])?;
        items::forget(self.connection, self.source, key)?;
        self.forget_hidden(text, article)
    }

    /// An item is called otherwise from now on, and stays what it was.
    pub(super) fn rename(&self, before: &str, now: &str) -> rusqlite::Result<()> {
        // What was refused under the new name is over.
        items::forget_refused(self.connection, self.source, now)?;
        for sql in [
            "UPDATE arrival SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE item SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE OR IGNORE apart SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE edit SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE refusal SET key = ?3 WHERE source = ?1 AND key = ?2",
        ] {
            self.connection.prepare_cached(sql)?.execute(params![self.source, before, now])?;
        }
        Ok(())
    }

    fn superseded(&self) -> rusqlite::Result<Vec<Superseded>> {
        let mut superseded = self.connection.prepare_cached(
            "SELECT key, arrived, article, text, updated FROM arrival INDEXED BY arrival_superseded
             WHERE source = ?1 AND superseded = 1 AND article IS NOT NULL ORDER BY key",
        )?;
        let superseded = superseded.query_map([self.source], |row| {
            Ok(Superseded {
                key: row.get(0)?,
                arrived: row.get(1)?,
                article: row.get(2)?,
                said: Said { text: row.get(3)?, updated: row.get(4)? },
            })
        })?;
        superseded.collect()
    }
}
