//! The subscriptions with the hubs of upstreams, in a table.

use super::SqliteStore;
use super::value::{from_instant, from_instant_if_any, instant, instant_if_any, unreadable};
use crate::hub_subscription::{HubOffer, HubSubscription};
use crate::source_memory::SourceName;
use crate::store::{StoreError, Subscriptions};
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{OptionalExtension, Row, params};

const COLUMNS: &str =
    "SELECT source, hub, topic, token, secret, ends, ask_at, tries FROM subscription";

/// No hub is asked again later than that: what is to be was put down by a clock that was ahead.
const FARTHEST: TimeDelta = TimeDelta::days(90);

impl Subscriptions for SqliteStore {
    fn subscription(&mut self, source: &SourceName) -> Result<Option<HubSubscription>, StoreError> {
        self.one_subscription("source", source.as_str())
    }

    fn subscription_of(&mut self, token: &str) -> Result<Option<HubSubscription>, StoreError> {
        self.one_subscription("token", token)
    }

    fn subscriptions_due(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Vec<HubSubscription>, StoreError> {
        self.read(|read| {
            let sql =
                format!("{COLUMNS} WHERE ask_at <= ?1 OR ask_at > ?2 ORDER BY ask_at, source");
            let mut due = read.0.prepare_cached(&sql)?;
            due.query_map([from_instant(now), from_instant(now + FARTHEST)], subscription)?
                .collect()
        })
    }

    fn next_subscription(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|read| {
            let next = "SELECT min(ask_at) FROM subscription";
            read.0.prepare_cached(next)?.query_row([], |row| instant_if_any(row, 0))
        })
    }

    fn keep_subscription(&mut self, kept: &HubSubscription) -> Result<(), StoreError> {
        let HubSubscription { source, offer, token, secret, ends, ask_at, tries } = kept;
        self.write(|connection| {
            connection
                .prepare_cached(
                    "INSERT INTO subscription (source, hub, topic, token, secret, ends, ask_at, \
                     tries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (source) DO \
                     UPDATE SET hub = excluded.hub, topic = excluded.topic, token = \
                     excluded.token, secret = excluded.secret, ends = excluded.ends, ask_at = \
                     excluded.ask_at, tries = excluded.tries",
                )?
                .execute(params![
                    source.as_str(),
                    offer.hub.as_str(),
                    offer.topic.as_str(),
                    token,
                    secret,
                    from_instant_if_any(*ends),
                    from_instant(*ask_at),
                    tries
                ])
                .map(drop)
        })
    }

    fn forget_subscription(&mut self, source: &SourceName) -> Result<(), StoreError> {
        self.write(|connection| {
            let mut forget =
                connection.prepare_cached("DELETE FROM subscription WHERE source = ?1")?;
            forget.execute([source.as_str()]).map(drop)
        })
    }
}

impl SqliteStore {
    fn one_subscription(
        &mut self,
        column: &str,
        value: &str,
    ) -> Result<Option<HubSubscription>, StoreError> {
        self.read(|read| {
            let mut one = read.0.prepare_cached(&format!("{COLUMNS} WHERE {column} = ?1"))?;
            one.query_row([value], subscription).optional()
        })
    }
}

fn subscription(row: &Row<'_>) -> rusqlite::Result<HubSubscription> {
    Ok(HubSubscription {
        source: SourceName::new(row.get::<_, String>(0)?),
        offer: HubOffer { hub: address(row, 1)?, topic: address(row, 2)? },
        token: row.get(3)?,
        secret: row.get(4)?,
        ends: instant_if_any(row, 5)?,
        ask_at: instant(row, 6)?,
        tries: row.get(7)?,
    })
}

fn address(row: &Row<'_>, column: usize) -> rusqlite::Result<WebAddress> {
    let text = row.get_ref(column)?.as_str().map_err(|error| unreadable(column, error))?;
    WebAddress::parse(text).map_err(|error| unreadable(column, error))
}
