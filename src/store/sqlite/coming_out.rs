//! Articles that waited, and whose time has come: each is judged once more, as what arrives
//! is, since nothing was joined to it while it waited. Whether two tell one story,
//! `recognise` knows; how two articles become one, `joining`.

use super::acceptance::Acceptance;
use super::barred::Barred;
use super::home::{may_be, stays_back};
use super::joining::join;
use super::listed::Listed;
use super::recognise::Recogniser;
use super::retraction::{self, Word};
use super::shown::Shown;
use super::text::{article_columns, read_article};
use super::value::{fingerprint, instant_if_any, sections, unreadable};
use super::{retain, warnings};
use crate::article::Article;
use crate::desk::PUSH_SOURCE;
use crate::raw_item::Warning;
use crate::section::Slug;
use crate::source_memory::{SourceMemory, SourceName};
use crate::store::recognition::{Matched, Recognition};
use crate::store::{Arrival, Arrivals, DESK, Listing, Terms};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Whether the time of an article has come that was not judged since.
pub(super) fn any_is_out(connection: &Connection, now: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM article INDEXED BY article_waits
                            WHERE waits = 1 AND withdrawn IS NULL AND published <= ?1)",
        )?
        .query_row([now], |row| row.get(0))
}

/// Judges the articles whose time has come, the one that came first first; returns the sections
/// of those that are one with others now.
pub(super) fn judge(
    connection: &Connection,
    rule: Option<&Recognition>,
    now: i64,
) -> rusqlite::Result<BTreeSet<Slug>> {
    let mut concerned = BTreeSet::new();
    while let Some(number) = next(connection, now)? {
        connection
            .prepare_cached("UPDATE article SET waits = 0 WHERE number = ?1")?
            .execute([number])?;
        connection
            .prepare_cached("DELETE FROM apart WHERE waits = 1 AND (article = ?1 OR own = ?1)")?
            .execute([number])?;
        let shown = Shown::load(connection, number)?;
        concerned.extend(ComingOut { connection, rule, shown, now }.judge()?);
    }
    Ok(concerned)
}

fn next(connection: &Connection, now: i64) -> rusqlite::Result<Option<i64>> {
    let mut next = connection.prepare_cached(
        "SELECT number FROM article INDEXED BY article_waits
         WHERE waits = 1 AND withdrawn IS NULL AND published <= ?1
         ORDER BY published, number LIMIT 1",
    )?;
    let mut rows = next.query([now])?;
    rows.next()?.map(|row| row.get(0)).transpose()
}

/// An article whose time has come.
struct ComingOut<'a> {
    connection: &'a Connection,
    rule: Option<&'a Recognition>,
    shown: Shown,
    now: i64,
}

/// One of its items.
struct Item {
    source: i64,
    name: SourceName,
    arrival: Arrival,
}

/// What an item turns out to be.
enum Found {
    /// The story of this article.
    Of(i64, Matched),
    /// This article, which was taken back meanwhile.
    Back(i64),
    /// This article, which the desk keeps back.
    Kept(i64),
    /// What was taken back, and is not kept any more.
    Gone,
    /// A story of its own.
    Alone,
}

impl ComingOut<'_> {
    fn judge(&self) -> rusqlite::Result<BTreeSet<Slug>> {
        let items = self.items()?;
        let found = items.iter().map(|item| self.find(item));
        let found: Vec<Found> = found.collect::<rusqlite::Result<_>>()?;
        // What is pushed is joined to nothing, and what the desk has spoken of is its own.
        let is_pushed = items.iter().any(|item| item.name.as_str() == PUSH_SOURCE);
        let stands_apart = is_pushed || self.is_spoken_of()?;
        let may_join = |into| -> rusqlite::Result<bool> {
            Ok(!stands_apart && self.may_join(into, &items, &found)?)
        };
        for told in &found {
            match told {
                Found::Gone => {
                    retain::remove(self.connection, self.shown.number)?;
                    return Ok(self.shown.sections.clone());
                }
                Found::Back(into) if may_join(*into)? => {
                    let matched = Matched::Text(1.0);
                    return join(self.connection, &self.shown, *into, &matched, self.now);
                }
                Found::Back(_) => return self.hold_back(),
                Found::Kept(into) if may_join(*into)? => {
                    let matched = Matched::Text(1.0);
                    return join(self.connection, &self.shown, *into, &matched, self.now);
                }
                Found::Kept(_) | Found::Of(..) | Found::Alone => {}
            }
        }
        match found.iter().find(|told| matches!(told, Found::Of(..))) {
            Some(Found::Of(into, matched)) if may_join(*into)? && !self.waits(*into)? => {
                join(self.connection, &self.shown, *into, matched, self.now)
            }
            _ => Ok(BTreeSet::new()),
        }
    }

    /// It stays back as what it says was taken back; nobody has seen it.
    fn hold_back(&self) -> rusqlite::Result<BTreeSet<Slug>> {
        let unseen = self.shown.published - 1;
        retraction::take_back(self.connection, &self.shown, &Word::FOR_GOOD, None, (unseen, DESK))?;
        Ok(self.shown.sections.clone())
    }

    /// What an item is found to be; what is odd about that is told of it.
    fn find(&self, item: &Item) -> rusqlite::Result<Found> {
        let at = DateTime::from_timestamp_micros(self.now).unwrap_or_default();
        let nothing = arrivals(&item.name, at);
        let listed = Rc::new(Listed::of(&nothing));
        let of_pass = (&nothing, listed.clone());
        let recogniser = Recogniser::of_pass(self.connection, self.rule, item.source, of_pass);
        let acceptance = Acceptance {
            recogniser: recogniser.map(|recogniser| recogniser.besides(self.shown.number)),
            listed: Some(listed),
            ..Acceptance::over(self.connection, item.source, &item.name, self.now)
        };
        let arrival = &item.arrival;
        let tell = |odd: Warning| warnings::add(self.connection, item.source, at, &[odd]);
        match acceptance.barred(arrival)? {
            Some(Barred::Removed) => {
                tell(stays_back(arrival, None))?;
                return Ok(Found::Gone);
            }
            Some(Barred::As(number)) if number != self.shown.number => {
                let barred = Shown::load(self.connection, number)?;
                let purged = barred.is_purged(self.connection)?;
                tell(stays_back(arrival, (!purged).then_some(barred.id.as_str())))?;
                return Ok(if purged { Found::Gone } else { Found::Back(number) });
            }
            Some(Barred::Like(number)) => {
                tell(may_be(arrival, &Shown::load(self.connection, number)?.id))?;
            }
            Some(Barred::As(_)) | None => {}
        }
        if let Some(number) = acceptance.kept_back(arrival)? {
            return Ok(Found::Kept(number));
        }
        let side = acceptance.recogniser.as_ref().map(|known| known.side_of(&arrival.article));
        let story = acceptance.story(arrival, side.as_ref())?;
        Ok(story.map_or(Found::Alone, |(number, matched)| Found::Of(number, matched)))
    }

    /// Whether all items may be of that article: two that one source lists are two stories.
    fn may_join(&self, into: i64, items: &[Item], found: &[Found]) -> rusqlite::Result<bool> {
        for (item, found) in items.iter().zip(found) {
            let is_of_it = match found {
                Found::Of(number, _) | Found::Back(number) | Found::Kept(number) => *number == into,
                Found::Gone | Found::Alone => false,
            };
            if !is_of_it && self.has_item(into, item.source)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn waits(&self, article: i64) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT waits FROM article WHERE number = ?1")?
            .query_row([article], |row| row.get(0))
    }

    fn has_item(&self, article: i64, source: i64) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM arrival WHERE article = ?1 AND source = ?2)",
            )?
            .query_row([article, source], |row| row.get(0))
    }

    fn is_spoken_of(&self) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM edit WHERE article = ?1)")?
            .query_row([self.shown.number], |row| row.get(0))
    }

    /// Its items, the one whose text counts first.
    fn items(&self) -> rusqlite::Result<Vec<Item>> {
        let mut items = self.connection.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", r.source, s.name, r.key, r.arrived, r.sections, r.embargo, r.expires
             FROM arrival AS r JOIN source AS s ON s.number = r.source
               JOIN text AS t ON t.number = r.text JOIN article AS a ON a.number = r.article
             WHERE r.article = ?1 AND r.superseded = 0 ORDER BY s.rank, s.name, r.key"
        ))?;
        let items = items.query_map(params![self.shown.number], read_item)?;
        items.collect()
    }
}

fn read_item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let article = Article { sections: sections(row, 11)?, ..read_article(row)? };
    let name = row.get_ref(8)?.as_str().map(SourceName::new);
    Ok(Item {
        source: row.get(7)?,
        name: name.map_err(|error| unreadable(8, error))?,
        arrival: Arrival {
            key: row.get(9)?,
            arrived: fingerprint(row, 10)?,
            article,
            terms: Terms {
                publish_at: instant_if_any(row, 12)?,
                expires_at: instant_if_any(row, 13)?,
                ..Terms::default()
            },
            said: None,
            formerly: Vec::new(),
        },
    })
}

/// A pass over a source of which nothing is known but its name: all that it has it may list.
fn arrivals(source: &SourceName, at: DateTime<Utc>) -> Arrivals {
    Arrivals {
        source: source.clone(),
        rank: 0,
        began: at,
        at,
        items: Vec::new(),
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: None,
        memory: SourceMemory::default(),
        by: None,
    }
}
