//! Decides what is shown of an article from all that its sources say of it, and
//! brings its row and its places in the sections into line. It reads no item.

use super::placement::{place, unplace};
use super::shown::Shown;
use super::{barred, embargo, feeds, names, reach, recall, revisions, text, value};
use crate::moved_base::MovedBase;
use crate::section::Slug;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// What one source says of an article.
pub(super) struct Claim {
    source: i64,
    key: String,
    pub(super) text: i64,
    fingerprint: [u8; 16],
    updated: i64,
    sections: BTreeSet<Slug>,
    embargo: Option<i64>,
    expires: Option<i64>,
}

impl Claim {
    /// All that is said of an article; the first is the one whose text counts.
    pub(super) fn all(connection: &Connection, article: i64) -> rusqlite::Result<Vec<Self>> {
        let mut claims = connection.prepare_cached(
            "SELECT r.source, r.key, r.text, r.fingerprint, r.updated, r.sections, r.embargo,
                    r.expires
             FROM arrival AS r JOIN source AS s ON s.number = r.source
             WHERE r.article = ?1 ORDER BY s.rank, s.name, r.superseded, r.key",
        )?;
        let claims = claims.query_map([article], |row| {
            Ok(Self {
                source: row.get(0)?,
                key: row.get(1)?,
                text: row.get(2)?,
                fingerprint: row.get(3)?,
                updated: row.get(4)?,
                sections: value::sections(row, 5)?,
                embargo: row.get(6)?,
                expires: row.get(7)?,
            })
        })?;
        claims.collect()
    }

    /// Before when this source does not let the article be shown.
    pub(super) fn embargo(&self) -> Option<i64> {
        self.embargo
    }

    /// Moves the date of what this source says to `at`, unless it is later already.
    pub(super) fn touch(&mut self, connection: &Connection, at: i64) -> rusqlite::Result<()> {
        self.updated = self.updated.max(at);
        connection
            .prepare_cached("UPDATE arrival SET updated = ?3 WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, self.key, self.updated])?;
        Ok(())
    }

    /// Moves the date of what this source says back to `latest`, where it is later.
    fn date_by(&mut self, connection: &Connection, latest: i64) -> rusqlite::Result<()> {
        if self.updated <= latest {
            return Ok(());
        }
        self.updated = latest;
        self.touch(connection, latest)
    }
}

/// Why an article is looked at again.
pub(super) enum Cause {
    /// A source says something else of it.
    Said,
    /// As `Said`, by a source whose folder has moved.
    SaidMoved(MovedBase),
    /// A source says something of it for the first time, and that it was
    /// published then.
    SaidFirst(i64),
    /// It was to be published at another time, which had not come; now at this one.
    Rescheduled(i64),
    /// A source no longer has it. If that brings another source's text to light, the
    /// text changed now, whatever date that source once gave.
    Gone,
    /// Its hold was lifted.
    Restored,
    /// The desk, or an item that is gone, keeps it back no longer; without that word it is of
    /// this date.
    Lifted(i64),
    /// It was one with something else by mistake; the first of its own items was published
    /// then, where that is known.
    Parted(Option<i64>),
}

impl Cause {
    /// Whether what readers are told of an article that was taken back stays as it is, in the
    /// sections and at the address in which they had it.
    fn keeps_what_is_told(&self) -> bool {
        match self {
            Self::Said | Self::SaidMoved(_) | Self::SaidFirst(_) | Self::Gone => true,
            Self::Rescheduled(_) | Self::Restored | Self::Lifted(_) | Self::Parted(_) => false,
        }
    }
}

/// What became of an article.
#[derive(Default)]
pub(super) struct Settled {
    /// It differs from what was shown.
    pub(super) changed: bool,
    /// It was taken back.
    pub(super) withdrawn: bool,
    /// Another text is shown.
    pub(super) revised: bool,
    /// The sections whose feeds this concerns.
    pub(super) sections: BTreeSet<Slug>,
}

/// Brings an article into line with what its sources say.
pub(super) fn settle(
    connection: &Connection,
    article: i64,
    at: i64,
    cause: &Cause,
) -> rusqlite::Result<Settled> {
    let shown = Shown::load(connection, article)?;
    let mut claims = Claim::all(connection, article)?;
    let Some(first) = claims.first_mut() else { return gone(connection, shown, at) };
    if shown.held && shown.withdrawn.is_some() && cause.keeps_what_is_told() {
        return stay_back(connection, &shown, first.text);
    }
    let text = TextChange::of(connection, &shown, first, cause)?;
    let new_text = text == TextChange::Other;
    let was_over = is_over(shown.expires, at) && !is_over(first.expires, at);
    match cause {
        Cause::Gone | Cause::Parted(_) if new_text => first.touch(connection, at)?,
        Cause::Restored | Cause::Lifted(_) => first.touch(connection, at)?,
        _ if was_over && shown.withdrawn.is_some() => first.touch(connection, at)?,
        _ => {}
    }
    let kept_back = embargo::until(connection, article)?;
    let mut next = Next::of(&shown, (&claims, kept_back), cause, at);
    if shown.published > at && next.published < shown.published {
        // It comes out earlier than its sources said: none of them changes it later by the
        // date that was to come.
        let latest = at.max(next.published);
        claims.iter_mut().try_for_each(|claim| claim.date_by(connection, latest))?;
        next.updated = next.updated.min(latest);
    }
    if claims.len() > 1 {
        names::keep(connection, article)?;
        claims.iter().try_for_each(|claim| reach::add(connection, claim.source, &next.sections))?;
    }
    if new_text {
        revisions::archive(connection, &shown)?;
    }
    next.write(connection, &shown, text, at)?;
    if shown.held && text != TextChange::None {
        barred::note_text(connection, &shown.id, next.text)?;
    }
    if next.withdrawn.is_none() {
        recall::note(connection, &shown, next.published, at)?;
    }
    if shown.text != next.text && claims.iter().all(|claim| claim.text != shown.text) {
        text::remove(connection, shown.text)?;
    }
    Ok(next.settled(shown, text))
}

/// What another text than the one that is shown comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextChange {
    /// It is the same.
    None,
    /// Addresses are spelled otherwise: it is shown, and nobody is told.
    Spelling,
    /// Readers would call the article changed.
    Other,
}

impl TextChange {
    fn of(
        connection: &Connection,
        shown: &Shown,
        first: &Claim,
        cause: &Cause,
    ) -> rusqlite::Result<Self> {
        if first.fingerprint == shown.fingerprint {
            return Ok(Self::None);
        }
        let moved = match cause {
            Cause::SaidMoved(moved) => Some(moved),
            _ => None,
        };
        let now = text::kept(connection, first.text)?;
        let same = text::is_same(connection, shown.text, &now, moved)?;
        Ok(if same { Self::Spelling } else { Self::Other })
    }
}

fn is_over(expires: Option<i64>, at: i64) -> bool {
    expires.is_some_and(|expires| expires <= at)
}

/// What sources say of an article that was taken back is known for the day when that is
/// undone, and it bars the words of the first of them.
fn stay_back(connection: &Connection, shown: &Shown, text: i64) -> rusqlite::Result<Settled> {
    names::keep(connection, shown.number)?;
    if text != shown.text {
        barred::note_text(connection, &shown.id, text)?;
    }
    Ok(Settled::default())
}

/// The last source is gone. The text stays, for whoever asks what was there.
fn gone(connection: &Connection, shown: Shown, at: i64) -> rusqlite::Result<Settled> {
    if shown.withdrawn.is_some() {
        return Ok(Settled::default());
    }
    unplace(connection, &shown)?;
    connection
        .prepare_cached("UPDATE article SET withdrawn = ?2 WHERE number = ?1")?
        .execute(params![shown.number, at])?;
    Ok(Settled { withdrawn: true, sections: shown.sections, ..Settled::default() })
}

/// What is to be shown of an article.
struct Next {
    published: i64,
    updated: i64,
    sections: BTreeSet<Slug>,
    text: i64,
    fingerprint: [u8; 16],
    source: i64,
    expires: Option<i64>,
    /// When it was taken back; live when `None`.
    withdrawn: Option<i64>,
}

impl Next {
    /// It is due at the latest of what its sources say and of what the desk does.
    fn of(
        shown: &Shown,
        (claims, kept_back): (&[Claim], Option<i64>),
        cause: &Cause,
        at: i64,
    ) -> Self {
        let published = match cause {
            Cause::SaidFirst(published) => shown.published.min(*published),
            Cause::Rescheduled(published)
            | Cause::Lifted(published)
            | Cause::Parted(Some(published)) => *published,
            _ => shown.published,
        };
        let embargo = claims.iter().filter_map(|claim| claim.embargo).chain(kept_back).max();
        let published = published.max(embargo.filter(|until| *until > at).unwrap_or(published));
        let expires = claims.first().and_then(|claim| claim.expires);
        let live = !shown.held && !is_over(expires, at);
        let mut next = Self {
            published,
            updated: published,
            sections: claims.iter().flat_map(|claim| claim.sections.iter().cloned()).collect(),
            text: shown.text,
            fingerprint: shown.fingerprint,
            source: shown.source,
            expires,
            withdrawn: if live { None } else { shown.withdrawn.or(Some(at)) },
        };
        if let Some(first) = claims.first() {
            next.updated = first.updated.max(published).max(shown.edited.unwrap_or(published));
            next.text = first.text;
            next.fingerprint = first.fingerprint;
            next.source = first.source;
        }
        next
    }

    /// A text that really is another makes a new state of the article, as of `at`.
    fn write(
        &self,
        connection: &Connection,
        shown: &Shown,
        text: TextChange,
        at: i64,
    ) -> rusqlite::Result<()> {
        let revised = (text == TextChange::Other).then_some(at);
        let source = if text == TextChange::None { shown.source } else { self.source };
        connection
            .prepare_cached(
                "UPDATE article SET published = ?2, updated = ?3, sections = ?4, text = ?5,
                        fingerprint = ?6, revision = ?7, revised = ?8, source = ?9,
                        withdrawn = ?10, reason = CASE WHEN ?10 IS NULL THEN NULL ELSE reason END,
                        expires = ?11, by = CASE WHEN revision = ?7 THEN by ELSE NULL END,
                        waits = waits OR ?2 > ?12,
                        address = (SELECT address FROM text WHERE number = ?5)
                 WHERE number = ?1",
            )?
            .execute(params![
                shown.number,
                self.published,
                self.updated,
                value::from_sections(&self.sections),
                self.text,
                self.fingerprint,
                shown.revision + i64::from(revised.is_some()),
                revised.unwrap_or(shown.revised),
                source,
                self.withdrawn,
                self.expires,
                at,
            ])?;
        if shown.withdrawn.is_none() {
            unplace(connection, shown)?;
            if shown.published <= at {
                self.leave(connection, shown, at)?;
            }
        }
        if self.withdrawn.is_none() {
            let dates = (self.published, self.updated);
            place(connection, shown.number, &shown.id, dates, &self.sections)?;
        }
        Ok(())
    }

    /// Readers had it in the feeds of the sections that it leaves.
    fn leave(&self, connection: &Connection, shown: &Shown, at: i64) -> rusqlite::Result<()> {
        let left: BTreeSet<Slug> = shown.sections.difference(&self.sections).cloned().collect();
        if left.is_empty() {
            return Ok(());
        }
        if self.withdrawn.is_none() {
            left.iter().try_for_each(|section| feeds::left(connection, section, at))?;
        }
        let before = "SELECT coalesce(was_in, '') FROM article WHERE number = ?1";
        let mut was_in = connection
            .prepare_cached(before)?
            .query_row([shown.number], |row| value::sections(row, 0))?;
        was_in.extend(left);
        connection
            .prepare_cached("UPDATE article SET was_in = ?2 WHERE number = ?1")?
            .execute(params![shown.number, value::from_sections(&was_in)])?;
        Ok(())
    }

    fn settled(self, shown: Shown, text: TextChange) -> Settled {
        let revised = text == TextChange::Other;
        if self.withdrawn.is_some() {
            let withdrawn = shown.withdrawn.is_none();
            let sections = if withdrawn { shown.sections } else { BTreeSet::new() };
            return Settled { revised, withdrawn, sections, changed: false };
        }
        let changed = revised
            || self.sections != shown.sections
            || self.published != shown.published
            || shown.withdrawn.is_some();
        let mut sections = BTreeSet::new();
        if changed || text != TextChange::None || self.updated != shown.updated {
            sections.extend(shown.sections);
            sections.extend(self.sections);
        }
        Settled { changed, withdrawn: false, revised, sections }
    }
}
