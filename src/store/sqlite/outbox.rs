//! What is still to be told to others. That a change of an article is noted within its
//! own transaction is the database's part, by a trigger, so that no way of changing one
//! can forget it.

use super::SqliteStore;
use super::reading::Read;
use super::value::unreadable;
use super::value::{fingerprint, from_instant, from_instant_if_any, instant, instant_if_any};
use crate::article::ArticleId;
use crate::delivery::{Delivery, Message, Receiver, ReceiverKind};
use crate::fingerprint::Fingerprint;
use crate::store::{Outbox, StoreError};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

impl Outbox for SqliteStore {
    fn noted(&mut self) -> Result<i64, StoreError> {
        self.read(|read| read.noted())
    }

    fn changes(&mut self, number: i64) -> Result<Vec<ArticleId>, StoreError> {
        self.read(|read| read.changes(number))
    }

    fn topics(&mut self) -> Result<BTreeMap<String, Fingerprint>, StoreError> {
        self.read(|read| read.topics())
    }

    fn announce(
        &mut self,
        number: i64,
        topics: &BTreeMap<String, Fingerprint>,
        messages: &[Message],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.jot(|connection| {
            connection
                .prepare_cached("DELETE FROM change WHERE number <= ?1")?
                .execute([number])?;
            keep_topics(connection, topics)?;
            queue(connection, messages, at)
        })
    }

    fn queue(&mut self, messages: &[Message], at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| queue(connection, messages, at))
    }

    fn deliveries(&mut self) -> Result<Vec<Delivery>, StoreError> {
        self.read(|read| read.deliveries())
    }

    fn taken(&mut self, delivery: &Delivery, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.jot(|connection| taken(connection, delivery, at))
    }

    fn put_off(&mut self, deliveries: &[Delivery]) -> Result<(), StoreError> {
        self.jot(|connection| put_off(connection, deliveries))
    }

    fn discard(&mut self, messages: &[Message]) -> Result<(), StoreError> {
        self.jot(|connection| discard(connection, messages))
    }
}

fn keep_topics(
    connection: &Connection,
    topics: &BTreeMap<String, Fingerprint>,
) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM topic")?.execute([])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO topic (address, fingerprint) VALUES (?1, ?2)")?;
    for (address, fingerprint) in topics {
        insert.execute(params![address, fingerprint.to_bytes()])?;
    }
    Ok(())
}

/// To a receiver that fails, all messages go together, when it is tried again. One that
/// was given up is tried at once, since there is more to tell.
fn queue(connection: &Connection, messages: &[Message], at: DateTime<Utc>) -> rusqlite::Result<()> {
    let mut failing = connection.prepare_cached(
        "SELECT coalesce(max(failures), 0), max(due) FROM delivery
         WHERE kind = ?1 AND receiver = ?2 AND failures > 0 AND NOT refused",
    )?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO delivery (kind, receiver, subject, body, article, version, since, failures, due)
         VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8)
         ON CONFLICT (kind, receiver, subject) DO UPDATE SET
           body = ?4, article = ?5, version = version + 1,
           since = CASE WHEN due IS NULL THEN ?6 ELSE since END, failures = ?7, due = ?8,
           refused = 0",
    )?;
    for Message { receiver: Receiver { kind, address }, subject, body, article } in messages {
        let (kind, receiver) = (kind.as_str(), address.as_str());
        let (failures, due) = failing.query_row(params![kind, receiver], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
        })?;
        let (now, article) = (from_instant(at), article.as_ref().map(ArticleId::as_str));
        let due = due.unwrap_or(now);
        insert.execute(params![kind, receiver, subject, body, article, now, failures, due])?;
    }
    Ok(())
}

fn taken(connection: &Connection, delivery: &Delivery, at: DateTime<Utc>) -> rusqlite::Result<()> {
    let Message { receiver: Receiver { kind, address }, subject, .. } = &delivery.message;
    let (kind, receiver) = (kind.as_str(), address.as_str());
    connection
        .prepare_cached(
            "DELETE FROM delivery
             WHERE kind = ?1 AND receiver = ?2 AND subject = ?3 AND version = ?4",
        )?
        .execute(params![kind, receiver, subject, delivery.version])?;
    connection
        .prepare_cached(
            "UPDATE delivery SET failures = 0, error = NULL, due = ?3
             WHERE kind = ?1 AND receiver = ?2 AND failures > 0 AND NOT refused",
        )?
        .execute(params![kind, receiver, from_instant(at)])?;
    Ok(())
}

fn put_off(connection: &Connection, deliveries: &[Delivery]) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE delivery SET failures = ?4, due = ?5, error = ?6, refused = ?7
         WHERE kind = ?1 AND receiver = ?2 AND subject = ?3",
    )?;
    for Delivery { message, failures, due, error, refused, .. } in deliveries {
        let Message { receiver: Receiver { kind, address }, subject, .. } = message;
        let (kind, receiver) = (kind.as_str(), address.as_str());
        let due = from_instant_if_any(*due);
        update.execute(params![kind, receiver, subject, failures, due, error, refused])?;
    }
    Ok(())
}

fn discard(connection: &Connection, messages: &[Message]) -> rusqlite::Result<()> {
    let mut delete = connection.prepare_cached(
        "DELETE FROM delivery WHERE kind = ?1 AND receiver = ?2 AND subject = ?3",
    )?;
    for Message { receiver: Receiver { kind, address }, subject, .. } in messages {
        delete.execute(params![kind.as_str(), address.as_str(), subject])?;
    }
    Ok(())
}

impl Read<'_> {
    fn noted(&self) -> rusqlite::Result<i64> {
        self.0
            .prepare_cached("SELECT coalesce(max(number), 0) FROM change")?
            .query_row([], |row| row.get(0))
    }

    fn changes(&self, number: i64) -> rusqlite::Result<Vec<ArticleId>> {
        let mut changes = self.0.prepare_cached(
            "SELECT article FROM change WHERE number <= ?1 GROUP BY article ORDER BY min(number)",
        )?;
        let changes = changes.query_map([number], |row| row.get(0).map(ArticleId::kept))?;
        changes.collect()
    }

    fn topics(&self) -> rusqlite::Result<BTreeMap<String, Fingerprint>> {
        let mut topics = self.0.prepare_cached("SELECT address, fingerprint FROM topic")?;
        let topics = topics.query_map([], |row| Ok((row.get(0)?, fingerprint(row, 1)?)))?;
        topics.collect()
    }

    fn deliveries(&self) -> rusqlite::Result<Vec<Delivery>> {
        let mut deliveries = self.0.prepare_cached(
            "SELECT kind, receiver, subject, body, article, version, since, failures, due, error,
                    refused
             FROM delivery ORDER BY kind, receiver, since, subject",
        )?;
        let deliveries = deliveries.query_map([], |row| {
            Ok(Delivery {
                message: Message {
                    receiver: receiver(row)?,
                    subject: row.get(2)?,
                    body: row.get(3)?,
                    article: row.get::<_, Option<String>>(4)?.map(ArticleId::kept),
                },
                version: row.get(5)?,
                since: instant(row, 6)?,
                failures: row.get(7)?,
                due: instant_if_any(row, 8)?,
                error: row.get(9)?,
                refused: row.get(10)?,
            })
        })?;
        deliveries.collect()
    }
}

fn receiver(row: &Row<'_>) -> rusqlite::Result<Receiver> {
    let name: String = row.get(0)?;
    let kind = ReceiverKind::ALL.into_iter().find(|kind| kind.as_str() == name);
    let kind = kind.ok_or_else(|| unreadable(0, UnknownKind(name)))?;
    Ok(Receiver { kind, address: row.get(1)? })
}

#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is no kind of receiver")]
struct UnknownKind(String);
