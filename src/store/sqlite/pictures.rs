//! Which pictures the paper's pages want, and which of them are here.

use super::SqliteStore;
use super::reading::Read;
use super::value::{self, from_instant, from_instant_if_any, unreadable, unwritable};
use crate::fingerprint::Fingerprint;
use crate::own_picture::OwnPicture;
use crate::source_memory::SourceName;
use crate::store::{
    Illustrated, PictureNotHad, PictureOutcome, Pictures, StoreError, WantedPicture,
};
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, BTreeSet};

/// No picture is put off for longer: one that is due later was put off by a clock that was
/// ahead.
const FARTHEST: TimeDelta = TimeDelta::days(2);

impl Pictures for SqliteStore {
    fn illustrate(&mut self, all: &[Illustrated], at: DateTime<Utc>) -> Result<(), StoreError> {
        let news = self.read(|read| {
            let mut news = Vec::new();
            for one in all {
                if !read.is_illustrated(one)? {
                    news.push(one);
                }
            }
            Ok(news)
        })?;
        match news.is_empty() {
            true => Ok(()),
            false => self.write(|connection| {
                news.iter().try_for_each(|one| illustrate(connection, one, at))
            }),
        }
    }

    fn picture_due(&mut self, at: DateTime<Utc>) -> Result<Option<WantedPicture>, StoreError> {
        self.read(|read| read.picture_due(at))
    }

    fn pictures_not_had(&mut self, most: usize) -> Result<Vec<PictureNotHad>, StoreError> {
        self.read(|read| read.pictures_not_had(most))
    }

    fn next_picture(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| {
            read.0
                .prepare_cached(
                    "SELECT due FROM picture WHERE due IS NOT NULL ORDER BY due LIMIT 1",
                )?
                .query_row([], |row| value::instant(row, 0))
                .optional()
        })
    }

    fn picture_is(
        &mut self,
        address: &WebAddress,
        outcome: &PictureOutcome,
        seen: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|connection| picture_is(connection, address, outcome, seen))
    }

    fn pictures(
        &mut self,
        addresses: &BTreeSet<WebAddress>,
    ) -> Result<BTreeMap<WebAddress, OwnPicture>, StoreError> {
        self.read(|read| {
            let mut found = BTreeMap::new();
            for address in addresses {
                if let Some(picture) = read.picture(address)? {
                    found.insert(address.clone(), picture);
                }
            }
            Ok(found)
        })
    }

    fn picture_seen(&mut self, address: &WebAddress) -> Result<Option<String>, StoreError> {
        self.read(|read| {
            let seen = read
                .0
                .prepare_cached("SELECT seen FROM picture WHERE address = ?1")?
                .query_row([address.as_str()], |row| row.get(0))
                .optional()?;
            Ok(seen.flatten())
        })
    }

    fn pictures_lost(
        &mut self,
        names: &BTreeSet<Fingerprint>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let mut lost = connection.prepare_cached(
                "UPDATE picture SET due = ?2, tries = 0 WHERE name = ?1 AND due IS NULL",
            )?;
            for name in names {
                lost.execute(params![name.to_bytes(), from_instant(at)])?;
            }
            Ok(())
        })
    }

    fn picture_altered(
        &mut self,
        address: &WebAddress,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            connection
                .prepare_cached("UPDATE picture SET due = ?2, tries = 0 WHERE address = ?1")?
                .execute(params![address.as_str(), from_instant(at)])
                .map(drop)
        })
    }

    fn pictures_gone(&mut self) -> Result<BTreeSet<Fingerprint>, StoreError> {
        self.read(|read| {
            let mut gone = read.0.prepare_cached(
                "SELECT name FROM picture_gone WHERE NOT EXISTS (
                   SELECT 1 FROM picture WHERE picture.name = picture_gone.name)",
            )?;
            gone.query_map([], |row| value::fingerprint(row, 0))?.collect()
        })
    }

    fn pictures_removed(&mut self, names: &BTreeSet<Fingerprint>) -> Result<(), StoreError> {
        self.write(|connection| {
            let mut removed =
                connection.prepare_cached("DELETE FROM picture_gone WHERE name = ?1")?;
            names.iter().try_for_each(|name| removed.execute([name.to_bytes()]).map(drop))
        })
    }
}

/// Keeps what an article shows, when it is to be seen.
fn illustrate(
    connection: &Connection,
    one: &Illustrated,
    at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let article: Option<i64> = connection
        .prepare_cached(
            "SELECT number FROM article WHERE id = ?1 AND withdrawn IS NULL AND published <= ?2",
        )?
        .query_row(params![one.article.as_str(), from_instant(at)], |row| row.get(0))
        .optional()?;
    let Some(article) = article else { return Ok(()) };
    for picture in &one.pictures {
        let is_new = connection
            .prepare_cached("INSERT OR IGNORE INTO picture_use (article, address) VALUES (?1, ?2)")?
            .execute(params![article, picture.as_str()])?
            > 0;
        connection
            .prepare_cached("INSERT OR IGNORE INTO picture (address, due) VALUES (?1, ?2)")?
            .execute(params![picture.as_str(), from_instant(at)])?;
        if is_new {
            look_again_for_another(connection, article, picture, at)?;
        }
    }
    let mut shown =
        connection.prepare_cached("SELECT address FROM picture_use WHERE article = ?1")?;
    let shown: Vec<String> =
        shown.query_map([article], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let wanted: BTreeSet<&str> = one.pictures.iter().map(WebAddress::as_str).collect();
    for address in shown.iter().filter(|address| !wanted.contains(address.as_str())) {
        connection
            .prepare_cached("DELETE FROM picture_use WHERE article = ?1 AND address = ?2")?
            .execute(params![article, address])?;
    }
    Ok(())
}

/// A file that an article of a second source shows may be another one there.
fn look_again_for_another(
    connection: &Connection,
    article: i64,
    picture: &WebAddress,
    at: DateTime<Utc>,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE picture SET due = ?3, tries = 0
             WHERE address = ?2 AND due IS NULL AND seen IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM picture_use AS u
               JOIN article AS other ON other.number = u.article
               JOIN article AS this ON this.number = ?1
               WHERE u.address = ?2 AND u.article <> ?1 AND other.source = this.source)",
        )?
        .execute(params![article, picture.as_str(), from_instant(at)])
        .map(drop)
}

fn picture_is(
    connection: &Connection,
    address: &WebAddress,
    outcome: &PictureOutcome,
    seen: Option<&str>,
) -> rusqlite::Result<()> {
    match outcome {
        PictureOutcome::Here(picture) => {
            let body = serde_json::to_string(picture).map_err(unwritable)?;
            connection
                .prepare_cached(
                    "UPDATE picture SET name = ?2, body = ?3, seen = ?4, fault = NULL,
                                        tries = 0, due = NULL WHERE address = ?1",
                )?
                .execute(params![address.as_str(), picture.name.to_bytes(), body, seen])?;
        }
        PictureOutcome::Contested { fault } => {
            connection
                .prepare_cached(
                    "UPDATE picture SET name = NULL, body = NULL, fault = ?2, tries = 0,
                                        due = NULL, seen = ?3 WHERE address = ?1",
                )?
                .execute(params![address.as_str(), fault, seen])?;
        }
        PictureOutcome::Failed { fault, again } => {
            connection
                .prepare_cached(
                    "UPDATE picture SET fault = ?2, tries = tries + 1, due = ?3, seen = ?4
                     WHERE address = ?1",
                )?
                .execute(params![address.as_str(), fault, from_instant_if_any(*again), seen])?;
        }
    }
    Ok(())
}

impl Read<'_> {
    /// Whether it is known already that an article shows just these pictures.
    fn is_illustrated(&self, one: &Illustrated) -> rusqlite::Result<bool> {
        let mut kept = self.0.prepare_cached(
            "SELECT picture_use.address FROM picture_use
             JOIN article ON article.number = picture_use.article WHERE article.id = ?1",
        )?;
        let kept: BTreeSet<String> =
            kept.query_map([one.article.as_str()], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(kept.iter().map(String::as_str).eq(one.pictures.iter().map(WebAddress::as_str)))
    }

    fn picture_due(&self, at: DateTime<Utc>) -> rusqlite::Result<Option<WantedPicture>> {
        let wanted = self
            .0
            .prepare_cached(
                "SELECT address, tries FROM picture WHERE due <= ?1 OR due > ?2
                 ORDER BY due LIMIT 1",
            )?
            .query_row([from_instant(at), from_instant(at + FARTHEST)], |row| {
                Ok((address(row, 0)?, row.get(1)?))
            })
            .optional()?;
        let Some((address, tries)) = wanted else { return Ok(None) };
        let mut sources = self.0.prepare_cached(
            "SELECT DISTINCT source.name FROM picture_use
             JOIN article ON article.number = picture_use.article
             JOIN source ON source.number = article.source
             WHERE picture_use.address = ?1 AND article.withdrawn IS NULL",
        )?;
        let sources = sources.query_map([address.as_str()], |row| source(row, 0))?;
        Ok(Some(WantedPicture { sources: sources.collect::<Result<_, _>>()?, address, tries }))
    }

    fn pictures_not_had(&self, most: usize) -> rusqlite::Result<Vec<PictureNotHad>> {
        let mut all = self.0.prepare_cached(
            "SELECT address, fault, due FROM picture
             WHERE fault IS NOT NULL AND body IS NULL AND EXISTS
               (SELECT 1 FROM picture_use WHERE picture_use.address = picture.address)
             ORDER BY address LIMIT ?1",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let all = all.query_map([most], |row| {
            let (address, fault) = (row.get(0)?, row.get(1)?);
            Ok(PictureNotHad { address, fault, again: value::instant_if_any(row, 2)? })
        })?;
        all.collect()
    }

    fn picture(&self, address: &WebAddress) -> rusqlite::Result<Option<OwnPicture>> {
        let body: Option<String> = self
            .0
            .prepare_cached("SELECT body FROM picture WHERE address = ?1 AND body IS NOT NULL")?
            .query_row([address.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| serde_json::from_str(&body).map_err(|error| unreadable(0, error)))
            .transpose()
    }
}

fn address(row: &Row<'_>, column: usize) -> rusqlite::Result<WebAddress> {
    let text = row.get_ref(column)?.as_str().map_err(|error| unreadable(column, error))?;
    WebAddress::parse(text).map_err(|error| unreadable(column, error))
}

fn source(row: &Row<'_>, column: usize) -> rusqlite::Result<SourceName> {
    row.get::<_, String>(column).map(SourceName::new)
}
