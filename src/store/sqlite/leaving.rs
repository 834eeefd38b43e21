//! Lets go of the items that a source no longer has, or takes back; not of nearly all of
//! them at once, unless somebody confirms it. What comes is kept by `accept`.

use super::acceptance::Acceptance;
use super::embargo;
use super::items;
use super::reading::Read;
use super::retraction::{self, Word};
use super::sealed_keys::{is_sealed, sealed};
use super::settle::{Cause, Claim, Settled, settle};
use super::shown::Shown;
use super::source_row;
use super::sources::emptied_row;
use super::value::from_instant;
use crate::source_memory::{Emptied, SourceName, is_most_at_once};
use crate::store::{Confirmed, Listing, TakenBack, TakenBackBy};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// An item that its source no longer has.
struct Missing {
    key: String,
    article: Option<i64>,
    text: Option<i64>,
}

/// Withdraws what a source has lost, as far as it was held back; `lost` is how many
/// articles that is, where that was said.
pub(super) fn confirm(
    connection: &Connection,
    source: &SourceName,
    lost: Option<u32>,
    at: DateTime<Utc>,
) -> rusqlite::Result<Confirmed> {
    let Some(emptied) = Read(connection).emptied(source)? else { return Ok(Confirmed::Nothing) };
    if lost.is_some_and(|lost| lost != emptied.lost) {
        return Ok(Confirmed::Another(emptied));
    }
    let number = source_row::begin(connection, source, None)?.number;
    let mut pass = Acceptance::over(connection, number, source, from_instant(at));
    for missing in pass.marked()? {
        pass.let_go(&missing)?;
    }
    pass.fill_again()?;
    Ok(Confirmed::Withdrawn(pass.accepted.withdrawn))
}

impl Acceptance<'_> {
    /// Lets go of what the source no longer has, unless that is too much at once.
    pub(super) fn drop_missing(
        &mut self,
        present: &BTreeSet<String>,
        arrived: &HashSet<&str>,
        listing: &Listing,
    ) -> rusqlite::Result<()> {
        let missing = self.missing(present, arrived)?;
        let emptied = Read(self.connection).emptied(self.name)?;
        if missing.is_empty() {
            return if emptied.is_some() { self.fill_again() } else { Ok(()) };
        }
        // Fewer cannot be too many, and it would cost a write for each.
        let at_most = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        if emptied.is_some() || listing.empty || is_most_at_once(at_most, at_most) {
            self.mark(&missing)?;
            let now = self.reckon(emptied.as_ref())?;
            let too_many = is_most_at_once(now.lost, now.live);
            if now.lost > 0 && (emptied.is_some() || listing.empty || too_many) {
                self.accepted.emptied = Some(now);
                return self.hold_back(now);
            }
        }
        if listing.settling {
            self.accepted.missing = true;
            return Ok(());
        }
        for missing in missing {
            self.let_go(&missing)?;
        }
        // What was held back was taken back meanwhile, by another word.
        if emptied.is_some() { self.fill_again() } else { Ok(()) }
    }

    /// Takes back what the source itself says that it takes back, and why.
    pub(super) fn take_back(&mut self, taken_back: &TakenBack) -> rusqlite::Result<()> {
        let arrival = self
            .connection
            .prepare_cached(
                "SELECT key, article, text FROM arrival WHERE source = ?1 AND key = ?2",
            )?
            .query_row(params![self.source, taken_back.key], missing_row)
            .optional()?;
        let Some(missing) = arrival else { return Ok(()) };
        let own = match taken_back.word {
            TakenBackBy::Source => None,
            TakenBackBy::Draft => Some(Word::of_source(self.source)),
            TakenBackBy::Withdrawn => Some(Word::of_item(self.source, &taken_back.key)),
        };
        if let (Some(word), Some(article)) = (own, missing.article) {
            // As readers have it: what is left of it is another's.
            self.retract(article, &word, taken_back.reason.as_deref())?;
            return self.let_go(&missing);
        }
        self.let_go(&missing)?;
        let Some(article) = missing.article else { return Ok(()) };
        self.connection
            .prepare_cached(
                "UPDATE article SET reason = ?2
                 WHERE number = ?1 AND withdrawn IS NOT NULL AND held = 0",
            )?
            .execute(params![article, taken_back.reason])?;
        Ok(())
    }

    fn missing(
        &self,
        present: &BTreeSet<String>,
        arrived: &HashSet<&str>,
    ) -> rusqlite::Result<Vec<Missing>> {
        let mut keys = self
            .connection
            .prepare_cached("SELECT key, article, text FROM arrival WHERE source = ?1")?;
        let mut rows = keys.query([self.source])?;
        let there = present.iter().map(String::as_str).chain(arrived.iter().copied());
        let there = LazyCell::new(|| there.map(sealed).collect::<HashSet<_>>());
        let is_there = |key: &str| is_sealed(key) && there.contains(key);
        let mut missing = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get_ref(0)?.as_str().unwrap_or_default();
            if !present.contains(key) && !arrived.contains(key) && !is_there(key) {
                missing.push(missing_row(row)?);
            }
        }
        Ok(missing)
    }

    /// Marks these as missing, and no others.
    fn mark(&self, missing: &[Missing]) -> rusqlite::Result<()> {
        let keys: HashSet<&str> = missing.iter().map(|missing| missing.key.as_str()).collect();
        let back = self.marked()?.into_iter().filter(|marked| !keys.contains(marked.key.as_str()));
        let mut unmark = self
            .connection
            .prepare_cached("UPDATE arrival SET missing = NULL WHERE source = ?1 AND key = ?2")?;
        for Missing { key, .. } in back {
            unmark.execute(params![self.source, key])?;
        }
        let mut mark = self.connection.prepare_cached(
            "UPDATE arrival SET missing = ?3 WHERE source = ?1 AND key = ?2 AND missing IS NULL",
        )?;
        for Missing { key, .. } in missing {
            mark.execute(params![self.source, key, self.at])?;
        }
        Ok(())
    }

    fn marked(&self) -> rusqlite::Result<Vec<Missing>> {
        let mut marked = self.connection.prepare_cached(
            "SELECT key, article, text FROM arrival WHERE source = ?1 AND missing IS NOT NULL",
        )?;
        let marked = marked.query_map([self.source], missing_row)?;
        marked.collect()
    }

    /// How many live articles would go with what is marked, of how many that there were
    /// before this pass. One that is made of something else too stays.
    fn reckon(&self, before: Option<&Emptied>) -> rusqlite::Result<Emptied> {
        let live: u32 = self
            .connection
            .prepare_cached(
                "SELECT count(DISTINCT r.article) FROM arrival AS r
                 JOIN article AS a ON a.number = r.article
                 WHERE r.source = ?1 AND a.withdrawn IS NULL",
            )?
            .query_row([self.source], |row| row.get(0))?;
        let lost = self
            .connection
            .prepare_cached(
                "SELECT count(DISTINCT r.article) FROM arrival AS r
                 JOIN article AS a ON a.number = r.article
                 WHERE r.source = ?1 AND r.missing IS NOT NULL AND a.withdrawn IS NULL
                   AND NOT EXISTS (SELECT 1 FROM arrival AS other
                                   WHERE other.article = r.article AND other.missing IS NULL)",
            )?
            .query_row([self.source], |row| row.get(0))?;
        let live = live.saturating_sub(u32::try_from(self.accepted.new).unwrap_or(u32::MAX));
        let since = DateTime::from_timestamp_micros(self.at).unwrap_or_default();
        Ok(match before {
            None => Emptied { since, lost, live },
            Some(before) => Emptied { lost, live: live.max(lost), ..*before },
        })
    }

    fn hold_back(&self, Emptied { since, lost, live }: Emptied) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE source SET emptied = ?2, lost = ?3, live = ?4 WHERE number = ?1",
            )?
            .execute(params![self.source, from_instant(since), lost, live])?;
        Ok(())
    }

    /// Nothing of the source is held back any more.
    fn fill_again(&self) -> rusqlite::Result<()> {
        for sql in [
            "UPDATE source SET emptied = NULL, lost = NULL, live = NULL WHERE number = ?1",
            "UPDATE arrival SET missing = NULL WHERE source = ?1 AND missing IS NOT NULL",
        ] {
            self.connection.prepare_cached(sql)?.execute([self.source])?;
        }
        Ok(())
    }

    /// The newsroom's own item takes its article back, whoever else has it.
    fn retract(
        &mut self,
        article: i64,
        word: &Word<'_>,
        reason: Option<&str>,
    ) -> rusqlite::Result<()> {
        let shown = Shown::load(self.connection, article)?;
        let by = (self.at, self.name.as_str());
        if retraction::take_back(self.connection, &shown, word, reason, by)?
            && shown.withdrawn.is_none()
        {
            self.accepted.withdrawn += 1;
            self.accepted.sections.extend(shown.sections);
        }
        Ok(())
    }

    /// Ends an arrival: the source no longer has this item. What its time was over of stays
    /// withdrawn, whoever else has it; what it alone kept back is kept back no longer.
    fn let_go(&mut self, Missing { key, article, text }: &Missing) -> rusqlite::Result<()> {
        if let Some(article) = *article
            && self.is_over_by(key, article)?
        {
            self.retract(article, &Word::of_item(self.source, key), None)?;
        }
        self.connection
            .prepare_cached("DELETE FROM arrival WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, key])?;
        items::forget(self.connection, self.source, key)?;
        let Some(article) = *article else { return Ok(()) };
        self.forget_hidden(*text, article)?;
        let cause = self.is_free_by(article)?.map_or(Cause::Gone, Cause::Lifted);
        let Settled { changed, withdrawn, sections, .. } =
            settle(self.connection, article, self.at, &cause)?;
        self.accepted.changed += usize::from(changed);
        self.accepted.withdrawn += usize::from(withdrawn);
        self.accepted.sections.extend(sections);
        Ok(())
    }
}

impl Acceptance<'_> {
    /// Whether an item ended an article that others tell of as well.
    fn is_over_by(&self, key: &str, article: i64) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached(
                "SELECT EXISTS (
                   SELECT 1 FROM arrival AS r JOIN article AS a ON a.number = r.article
                   WHERE r.source = ?1 AND r.key = ?2 AND r.expires <= ?3
                     AND a.expires = r.expires AND a.withdrawn IS NOT NULL AND a.held = 0
                     AND EXISTS (SELECT 1 FROM arrival AS other WHERE other.article = ?4
                                   AND (other.source <> ?1 OR other.key <> ?2)))",
            )?
            .query_row(params![self.source, key, self.at, article], |row| row.get(0))
    }

    /// Of when an article is that waits and that nothing keeps back any longer, by what is left
    /// of it.
    fn is_free_by(&self, article: i64) -> rusqlite::Result<Option<i64>> {
        let shown = Shown::load(self.connection, article)?;
        let waits = shown.published > self.at && shown.withdrawn.is_none();
        if !waits || embargo::in_force(self.connection, article, self.at)?.is_some() {
            return Ok(None);
        }
        let claims = Claim::all(self.connection, article)?;
        let is_kept_back = |claim: &Claim| claim.embargo().is_some_and(|until| until > self.at);
        if claims.is_empty() || claims.iter().any(is_kept_back) {
            return Ok(None);
        }
        let own = embargo::own_date(self.connection, article, shown.published)?;
        Ok(Some(own).filter(|own| *own < shown.published))
    }
}

fn missing_row(row: &Row<'_>) -> rusqlite::Result<Missing> {
    Ok(Missing { key: row.get(0)?, article: row.get(1)?, text: row.get(2)? })
}

impl Read<'_> {
    pub(super) fn all_emptied(&self) -> rusqlite::Result<BTreeMap<SourceName, Emptied>> {
        let mut emptied = self.0.prepare_cached(
            "SELECT name, emptied, lost, live FROM source WHERE emptied IS NOT NULL",
        )?;
        let emptied = emptied.query_map([], |row| {
            Ok((SourceName::new(row.get::<_, String>(0)?), emptied_row(row, 1)?))
        })?;
        emptied.filter_map(|row| row.map(|(name, one)| Some((name, one?))).transpose()).collect()
    }

    pub(super) fn lost_items(&self, source: &SourceName) -> rusqlite::Result<HashSet<String>> {
        let mut lost = self.0.prepare_cached(
            "SELECT r.key FROM source AS s CROSS JOIN arrival AS r ON r.source = s.number
             WHERE s.name = ?1 AND s.emptied IS NOT NULL AND r.missing IS NOT NULL",
        )?;
        let lost = lost.query_map([source.as_str()], |row| row.get(0))?;
        lost.collect()
    }

    pub(super) fn emptied(&self, source: &SourceName) -> rusqlite::Result<Option<Emptied>> {
        let found = self
            .0
            .prepare_cached("SELECT emptied, lost, live FROM source WHERE name = ?1")?
            .query_row([source.as_str()], |row| emptied_row(row, 0))
            .optional()?;
        Ok(found.flatten())
    }
}
