//! Keeps what one pass over one source brought. It decides nothing about what is
//! shown of an article that is there already: `settle` does.

use super::acceptance::{Acceptance, Kept};
use super::home::{Home, may_be, says_in_vain, stays_as_it_was, stays_back, waits_with};
use super::listed::Listed;
use super::marks;
use super::recognise::{AHEAD, Recogniser};
use super::renamed::Follower;
use super::settle::Cause;
use super::shown::Shown;
use super::source_row;
use super::text::{self, Text};
use super::value::{from_instant, from_sections};
use super::{
    coming_out, embargo, items, reach, refusals, retraction, sealed_keys, sources, warnings,
};
use crate::article::ArticleId;
use crate::store::recognition::{Matched, Recognition, Side};
use crate::store::{Accepted, Arrival, Arrivals};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashSet;
use std::rc::Rc;

/// Keeps a pass; the caller's transaction makes it whole.
pub(super) fn accept(
    connection: &Connection,
    arrivals: &Arrivals,
    rule: Option<&Recognition>,
) -> rusqlite::Result<Accepted> {
    let source = source_row::begin(connection, &arrivals.source, Some(arrivals.rank))?;
    let listed = Rc::new(Listed::of(arrivals));
    let of_pass = (arrivals, listed.clone());
    let mut pass = Acceptance {
        recogniser: Recogniser::of_pass(connection, rule, source.number, of_pass),
        follower: Follower::of_pass(connection, source.number, arrivals),
        listed: Some(listed.clone()),
        by: arrivals.by.as_deref(),
        ..Acceptance::over(connection, source.number, &arrivals.source, from_instant(arrivals.at))
    };
    pass.accepted.sections.extend(coming_out::judge(connection, rule, pass.at)?);
    if source.rank_moved {
        pass.settle_shared()?;
    }
    for (before, now) in &arrivals.listing.renamed {
        pass.rename(before, now)?;
    }
    let mut keys = HashSet::with_capacity(arrivals.items.len());
    for some in arrivals.items.chunks(AHEAD) {
        if let Some(recogniser) = pass.recogniser.as_ref().filter(|_| some.len() > 1) {
            recogniser.read_ahead(some)?;
        }
        for item in some {
            if keys.insert(item.key.as_str()) {
                pass.take(item)?;
            }
        }
    }
    for taken_back in &arrivals.taken_back {
        pass.take_back(taken_back)?;
    }
    pass.resume(&listed, &keys)?;
    if let Some(present) = &arrivals.present {
        pass.drop_missing(present, &keys, &arrivals.listing)?;
    }
    refusals::keep(connection, source.number, arrivals, &keys)?;
    warnings::add(connection, source.number, arrivals.at, &pass.accepted.odd)?;
    let (began, ended) = (arrivals.began, arrivals.at);
    sources::succeeded(connection, source.number, &arrivals.memory, (began, ended))?;
    Ok(pass.accepted)
}

/// Keeps what became of items that were kept before.
pub(super) fn judged_again(
    connection: &Connection,
    arrivals: &Arrivals,
    rule: Option<&Recognition>,
) -> rusqlite::Result<Accepted> {
    let source = source_row::begin(connection, &arrivals.source, None)?;
    let listed = Rc::new(Listed::of(arrivals));
    let of_pass = (arrivals, listed.clone());
    let mut pass = Acceptance {
        recogniser: Recogniser::of_pass(connection, rule, source.number, of_pass),
        listed: Some(listed.clone()),
        moved: arrivals.listing.moved.as_ref(),
        ..Acceptance::over(connection, source.number, &arrivals.source, from_instant(arrivals.at))
    };
    for item in &arrivals.items {
        pass.take(item)?;
    }
    refusals::judged_again(connection, source.number, arrivals)?;
    Ok(pass.accepted)
}

impl Acceptance<'_> {
    pub(super) fn take(&mut self, item: &Arrival) -> rusqlite::Result<()> {
        if self.has_sealed()?
            && let Some(sealed) = sealed_keys::of_purged(self.connection, self.source, &item.key)?
        {
            return self.know_still(&sealed, item);
        }
        let renamed = self.follower.as_ref().map(|follower| follower.follow(item));
        let renamed = renamed.transpose()?.flatten();
        let item = renamed.as_ref().unwrap_or(item);
        let Some(mut kept) = self.kept(&item.key)? else { return self.take_first(item, None) };
        let is_younger = kept
            .published
            .is_some_and(|published| published < from_instant(item.article.published));
        if kept.aged && is_younger {
            return self.take_first(item, None);
        }
        let mut rescheduled = false;
        if let Some(article) = kept.article {
            if self.follower.is_none() && self.is_free_again(article, &item.key)? {
                self.part(&item.key, kept.text, article)?;
                return self.take_first(item, None);
            }
            if self.part_what_waits(item, article)? {
                return self.take(item);
            }
            if let Some(id) = self.takes_on_barred_words(&item.article, article)? {
                let can_be_undone = self.can_be_undone(&id)?;
                self.accepted.odd.push(stays_as_it_was(item, &id, can_be_undone));
                self.accepted.unchanged += 1;
                return Ok(());
            }
            if self.reschedule(item, &kept, article)? {
                rescheduled = true;
                kept.updated = self.kept(&item.key)?.and_then(|kept| kept.updated);
            }
            let text = Text::of(&item.article)?;
            let same_text = kept.fingerprint == Some(text.fingerprint.to_bytes());
            let same_sections = kept.sections == Some(from_sections(&item.article.sections));
            if !(same_text && same_sections) {
                return self.take_changed(item, &kept, article, (!same_text).then_some(&text));
            }
        }
        if kept.arrived != item.arrived.to_bytes() {
            if kept.article.is_some() {
                self.keep_said(item)?;
            }
            self.connection
                .prepare_cached("UPDATE arrival SET arrived = ?3 WHERE source = ?1 AND key = ?2")?
                .execute(params![self.source, item.key, item.arrived.to_bytes()])?;
        }
        self.accepted.unchanged += usize::from(!rescheduled);
        Ok(())
    }

    fn kept(&self, key: &str) -> rusqlite::Result<Option<Kept>> {
        self.connection
            .prepare_cached(
                "SELECT arrived, article, text, fingerprint, updated, sections, embargo, expires,
                        published, aged
                 FROM arrival WHERE source = ?1 AND key = ?2",
            )?
            .query_row(params![self.source, key], |row| {
                Ok(Kept {
                    arrived: row.get(0)?,
                    article: row.get(1)?,
                    text: row.get(2)?,
                    fingerprint: row.get(3)?,
                    updated: row.get(4)?,
                    sections: row.get(5)?,
                    terms: (row.get(6)?, row.get(7)?),
                    published: row.get(8)?,
                    aged: row.get::<_, Option<bool>>(9)?.unwrap_or_default(),
                })
            })
            .optional()
    }

    /// An item whose key is new: of the article `known`, where that is said, else a new
    /// one, or one that is there already.
    pub(super) fn take_first(
        &mut self,
        item: &Arrival,
        known: Option<i64>,
    ) -> rusqlite::Result<()> {
        let article = &item.article;
        let text = Text::of(article)?;
        let side = self.recogniser.as_ref().map(|recogniser| recogniser.side_of(article));
        if known.is_none() && self.is_of_this_store(item)? {
            return self.leave_own(item);
        }
        let home = match known {
            Some(number) => Home::There(number, Matched::Id),
            None => self.home(item, side.as_ref())?,
        };
        if self.is_of_nothing(&home)? {
            return self.leave_out(item);
        }
        if matches!(home, Home::Own) {
            return self.leave_own(item);
        }
        if let (Home::New(_, None), None) = (&home, known)
            && let Some(before) = self.waited_as(item, side.as_ref())?
        {
            self.rename(&before, &item.key)?;
            return self.take(item);
        }
        let text_number = text.keep(self.connection)?;
        let given = from_instant(article.updated);
        let (number, matched) = match home {
            Home::Removed | Home::Own => return Ok(()),
            Home::There(number, matched) => (number, matched),
            Home::New(id, like) => {
                self.accepted.odd.extend(like.map(|like| may_be(item, &like)));
                return self.take_new(&id, (item, side.as_ref()), (&text, text_number));
            }
        };
        let shown = Shown::load(self.connection, number)?;
        let others = self.has_claims(number)?;
        // With no source left it comes back: the date it had stays, and it moves on.
        let given = self.not_ahead(given, &shown);
        let updated = if others { given } else { later(given, shown.updated, self.at) };
        let cause =
            if others { Cause::SaidFirst(from_instant(article.published)) } else { Cause::Said };
        self.claim(item, number, &text, text_number, updated, matched)?;
        if let Some(side) = &side {
            marks::join(self.connection, number, item, side)?;
        }
        if let Some(listed) = &self.listed {
            self.succeed(number, (&item.key, text_number, updated), listed)?;
        }
        let released = self.release(number, &item.key)?;
        if shown.held && !released && known.is_none() {
            self.accepted.odd.push(stays_back(item, Some(&shown.id)));
        } else if known.is_none() && embargo::in_force(self.connection, number, self.at)?.is_some()
        {
            self.accepted.odd.push(waits_with(item, &shown.id));
        }
        self.settled(number, if released && others { &Cause::Restored } else { &cause })
    }

    /// An item of which a new article is made.
    fn take_new(
        &mut self,
        id: &ArticleId,
        (item, side): (&Arrival, Option<&Side>),
        (text, text_number): (&Text<'_>, i64),
    ) -> rusqlite::Result<()> {
        let article = &item.article;
        let number = self.create(id, item, text, text_number)?;
        let given = from_instant(article.updated);
        self.claim(item, number, text, text_number, given, Matched::Key)?;
        if let Some(side) = side {
            marks::keep(self.connection, number, side, from_instant(article.published))?;
        }
        self.accepted.new += 1;
        self.accepted.sections.extend(article.sections.iter().cloned());
        Ok(())
    }

    /// What this source took back by its own word is free again, now that it brings it;
    /// `true` when nothing else holds it back.
    pub(super) fn release(&self, article: i64, key: &str) -> rusqlite::Result<bool> {
        let shown = Shown::load(self.connection, article)?;
        if !shown.held {
            return Ok(false);
        }
        let by = (self.at, self.by.unwrap_or(self.name.as_str()));
        retraction::release(self.connection, &shown, (self.source, key), by)
    }

    /// An item that says something else than before; `text` when that is not only
    /// another choice of sections.
    fn take_changed(
        &mut self,
        item: &Arrival,
        kept: &Kept,
        article: i64,
        text: Option<&Text<'_>>,
    ) -> rusqlite::Result<()> {
        self.keep_said(item)?;
        reach::add(self.connection, self.source, &item.article.sections)?;
        let before = kept.updated.unwrap_or_default();
        let shown = Shown::load(self.connection, article)?;
        let given = self.not_ahead(from_instant(item.article.updated), &shown);
        let updated = match text.is_some() && self.is_other(item, kept)? {
            true if self.is_quiet(item, kept)? => given.max(before),
            true => later(given, before, self.at),
            false => before,
        };
        let text_number = match text {
            Some(text) => Some(text.keep_after(self.connection, kept.text)?),
            None => kept.text,
        };
        self.connection
            .prepare_cached(
                "UPDATE arrival SET arrived = ?3, text = ?4, updated = ?5, sections = ?6,
                                    fingerprint = coalesce(?7, fingerprint)
                 WHERE source = ?1 AND key = ?2",
            )?
            .execute(params![
                self.source,
                item.key,
                item.arrived.to_bytes(),
                text_number,
                updated,
                from_sections(&item.article.sections),
                text.map(|text| text.fingerprint.to_bytes()),
            ])?;
        self.forget_hidden(kept.text.filter(|_| text.is_some()), article)?;
        if text.is_some() && self.part_what_drifted(item, article)? {
            return Ok(());
        }
        if let (Some(recogniser), Some(_)) = (&self.recogniser, text) {
            let side = recogniser.side_of(&item.article);
            marks::keep(self.connection, article, &side, from_instant(item.article.published))?;
        }
        if shown.held && text.is_some() {
            self.accepted.odd.push(says_in_vain(item, &shown.id));
        }
        let cause = self.moved.map_or(Cause::Said, |moved| Cause::SaidMoved(moved.clone()));
        self.settled(article, &cause)?;
        if text.is_some() { self.tell_contrary(item, article) } else { Ok(()) }
    }

    /// A date that an item gives, except for one in the future of an article that is out:
    /// nothing changes before it happens.
    fn not_ahead(&self, given: i64, shown: &Shown) -> i64 {
        given.min(self.at.max(shown.published))
    }

    pub(super) fn keep_said(&self, item: &Arrival) -> rusqlite::Result<()> {
        match &item.said {
            Some(said) => items::keep(self.connection, self.source, &item.key, said),
            None => Ok(()),
        }
    }

    /// Whether readers would call the article changed by what the item says now.
    fn is_other(&self, item: &Arrival, kept: &Kept) -> rusqlite::Result<bool> {
        let Some(before) = kept.text else { return Ok(true) };
        text::is_same(self.connection, before, &item.article, self.moved).map(|same| !same)
    }
}

/// The date of a change: the one that the source gives when it moved on from the
/// one before, otherwise the end of the pass. One before that is ahead of that was made by a
/// clock that was, and is none.
pub(super) fn later(given: i64, before: i64, at: i64) -> i64 {
    if given > before { given } else { at }
}
