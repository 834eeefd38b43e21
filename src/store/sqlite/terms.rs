//! When an article may be shown, and until when, as its items say it: what a pass
//! moves of that in an article that is there.

use super::acceptance::{Acceptance, Kept};
use super::embargo;
use super::settle::{Cause, settle};
use super::shown::Shown;
use super::value::{from_instant, from_instant_if_any};
use crate::article::Correction;
use crate::raw_item::Warning;
use crate::store::Arrival;
use chrono::DateTime;
use rusqlite::{OptionalExtension, params};

impl Acceptance<'_> {
    /// Nobody has seen an article whose time has not come: its date is still the
    /// newsroom's to move, in either direction. And whenever it likes, it may keep an
    /// article back, or end it, or mend a date that it mistyped in its own article.
    pub(super) fn reschedule(
        &mut self,
        item: &Arrival,
        kept: &Kept,
        article: i64,
    ) -> rusqlite::Result<bool> {
        let (embargo, expires) = terms_of(item);
        let published = from_instant(item.article.published);
        let shown = Shown::load(self.connection, article)?;
        let waits = shown.published > self.at || embargo.is_some_and(|until| until > self.at);
        // What the desk keeps back is of its own date again once that is lifted.
        let kept_back = embargo::in_force(self.connection, article, self.at)?;
        let is_due = kept_back.map_or(published, |until| until.max(published));
        let dated_anew = kept_back.is_some() && kept.published != Some(published);
        let moved = waits && (shown.published != is_due || dated_anew);
        if item.terms.dated_by_hand && published > self.at && !moved {
            self.tell_late_date(item, &shown);
        }
        // What is out does not go back into the future by its date.
        let mended = item.terms.dated_by_hand
            && published <= self.at
            && shown.source == self.source
            && shown.published != published
            && kept.published.is_some_and(|before| before != published);
        if !moved && !mended && kept.terms == (embargo, expires) {
            return Ok(false);
        }
        self.connection
            .prepare_cached(
                "UPDATE arrival SET embargo = ?3, expires = ?4 WHERE source = ?1 AND key = ?2",
            )?
            .execute(params![self.source, item.key, embargo, expires])?;
        let given = from_instant(item.article.updated);
        let cause = match (moved, mended) {
            (true, _) => self.redate(item, published, given)?,
            (_, true) if item.terms.updated_by_hand => self.redate(item, published, given)?,
            (_, true) => self.redate(item, published, self.at)?,
            _ => Cause::Said,
        };
        let settled = settle(self.connection, article, self.at, &cause)?;
        self.count(settled);
        // A feed that says the same changes by itself at another time from now on.
        self.accepted.sections.extend(shown.sections);
        Ok(true)
    }

    /// Whoever reads an article and pushes it again brings the desk's note back, too. That
    /// is no note of the sender's.
    pub(super) fn leave_the_desk_its_word(
        &self,
        arrival: &mut Arrival,
        number: i64,
    ) -> rusqlite::Result<()> {
        let notes = self
            .connection
            .prepare_cached(
                "SELECT a.correction, t.correction FROM article AS a
                   LEFT JOIN text AS t ON t.number = a.text WHERE a.number = ?1",
            )?
            .query_row([number], |row| {
                Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?))
            })?;
        let all = |json: Option<String>| {
            json.and_then(|json| Correction::all_of(&json).ok()).unwrap_or_default()
        };
        let (desk, source) = (all(notes.0), all(notes.1));
        let has =
            |notes: &[Correction], one: &Correction| notes.iter().any(|it| it.note == one.note);
        let mut own = arrival.article.corrections.clone();
        own.retain(|said| !has(&desk, said) || has(&source, said));
        if own.len() < arrival.article.corrections.len() {
            if own.iter().all(|said| has(&source, said)) {
                own = source;
            }
            arrival.said = arrival.said.as_ref().and_then(|said| said.corrected(&own));
            arrival.article.corrections = own;
        }
        Ok(())
    }

    /// Whoever reads an article that the desk keeps back and pushes it again brings the time
    /// of that as its date. That is none of the sender's.
    pub(super) fn leave_the_desk_its_time(
        &self,
        arrival: &mut Arrival,
        number: i64,
    ) -> rusqlite::Result<()> {
        let kept_back = embargo::in_force(self.connection, number, self.at)?;
        let article = &mut arrival.article;
        let is_read = kept_back == Some(from_instant(article.published));
        if !is_read || arrival.terms.publish_at.is_some() {
            return Ok(());
        }
        let own = embargo::own_date(self.connection, number, self.at)?;
        let instant = |at| DateTime::from_timestamp_micros(at).unwrap_or(article.published);
        let (own, now) = (instant(own), instant(self.at));
        article.updated = article.updated.min(now).max(own);
        article.published = own;
        arrival.said = arrival.said.as_ref().and_then(|said| said.dated(own));
        Ok(())
    }

    /// A date takes nothing back that readers have; whoever wrote it may have meant that.
    fn tell_late_date(&mut self, item: &Arrival, shown: &Shown) {
        if shown.withdrawn.is_some() || shown.published > self.at {
            return;
        }
        let date = item.article.published.format("%Y-%m-%d");
        let warning = format!(
            "its date, {date}, is to come, and readers have it already: they keep it under the date it had; write `publish_at` to take it back until then, or mend the date"
        );
        self.accepted.odd.push(Warning { key: item.key.clone(), warning });
    }

    /// Whether the newsroom itself says that a change is none for readers: it gives the date
    /// of its last one, and corrects nothing by this.
    pub(super) fn is_quiet(&self, item: &Arrival, kept: &Kept) -> rusqlite::Result<bool> {
        if !item.terms.updated_by_hand {
            return Ok(false);
        }
        let Some(correction) = item.article.corrections.first() else { return Ok(true) };
        let before: Option<String> = self
            .connection
            .prepare_cached("SELECT coalesce(correction ->> '$[0].note', correction ->> '$.note') FROM text WHERE number = ?1")?
            .query_row([kept.text], |row| row.get(0))
            .optional()?
            .flatten();
        Ok(before.as_deref() == Some(correction.note.as_str()))
    }

    fn redate(&self, item: &Arrival, published: i64, updated: i64) -> rusqlite::Result<Cause> {
        self.connection
            .prepare_cached(
                "UPDATE arrival SET updated = ?3, published = ?4 WHERE source = ?1 AND key = ?2",
            )?
            .execute(params![self.source, item.key, updated, published])?;
        Ok(Cause::Rescheduled(published))
    }
}

/// When an item may not be shown yet, and from when on it no longer may.
pub(super) fn terms_of(item: &Arrival) -> (Option<i64>, Option<i64>) {
    (from_instant_if_any(item.terms.publish_at), from_instant_if_any(item.terms.expires_at))
}
