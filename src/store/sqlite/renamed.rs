//! Follows an item of a feed from the name that it had to the one it has: the same article
//! whose guid counts its edits, is drawn by lot at each request, or has another scheme now,
//! and the same whose address has a session, a signature or a count in it.
//! And the other way round: a name that was another story's is not this one's.

use super::text::{article_columns, read_article};
use super::value::from_instant;
use crate::article::{Article, ArticleId};
use crate::fingerprint::{Fingerprint, is_shown};
use crate::same_address::{self, address_key};
use crate::source_memory::SourceName;
use crate::store::recognition::{Side, name_one_story, speak_of_one};
use crate::store::{Arrival, Arrivals, Beside};
use crate::web_address::WebAddress;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{HashMap, HashSet};

/// Follows the items of one pass over a feed.
pub(super) struct Follower<'a> {
    connection: &'a Connection,
    source: i64,
    name: &'a SourceName,
    /// What the feed lists beside the items of the pass.
    beside: &'a Beside,
    /// The keys of the pass.
    keys: HashSet<&'a str>,
    /// How many items of the pass have a page.
    pages: HashMap<i64, usize>,
    /// When an item is of that says no date.
    undated: i64,
}

/// An item as it is kept.
struct KeptName {
    key: String,
    arrived: Fingerprint,
    article: Article,
}

impl<'a> Follower<'a> {
    /// `None` where what a source calls its items is the newsroom's own word.
    pub(super) fn of_pass(
        connection: &'a Connection,
        source: i64,
        arrivals: &'a Arrivals,
    ) -> Option<Self> {
        let mut pages = HashMap::new();
        for page in arrivals.items.iter().filter_map(|item| page(&item.article)) {
            *pages.entry(page).or_default() += 1;
        }
        arrivals.listing.by_publisher.then(|| Self {
            connection,
            source,
            name: &arrivals.source,
            beside: &arrivals.listing.beside,
            keys: arrivals.items.iter().map(|item| item.key.as_str()).collect(),
            pages,
            undated: from_instant(arrivals.began) / MICROSECONDS,
        })
    }

    /// Gives what is kept of the item the name that it has now; returns the item under
    /// another name where its own is another story's.
    pub(super) fn follow(&self, item: &Arrival) -> rusqlite::Result<Option<Arrival>> {
        match self.kept(&item.key)? {
            Some(kept) if self.is_another(&kept.article, &item.article) => {
                let own = self.by_itself(item);
                // What came before under that name may be kept under none but it.
                if self.kept(&own.key)?.is_none()
                    && let Some(old) = self.former(&own)?
                {
                    self.rename(&old, &own)?;
                }
                Ok(Some(own))
            }
            Some(_) => Ok(None),
            None => {
                if let Some(old) = self.former(item)? {
                    self.rename(&old, item)?;
                }
                Ok(None)
            }
        }
    }

    /// The item under the name of its page, or else of what it says.
    fn by_itself(&self, item: &Arrival) -> Arrival {
        let mut own = item.clone();
        (own.key, own.article.id) = match &item.article.url {
            Some(page) => (page.as_name().to_owned(), ArticleId::made_from(page.as_name())),
            None => {
                let Article { title, published, .. } = &item.article;
                let told = Some(published.timestamp());
                let key = Fingerprint::of_story(&item.key, title.as_str(), told).to_string();
                let id = ArticleId::within(self.name, &key);
                (key, id)
            }
        };
        own
    }

    /// Whether two items of one name have nothing else in common: the name is given anew to
    /// whatever is the latest. Without a page they are told apart where both say a date.
    fn is_another(&self, kept: &Article, new: &Article) -> bool {
        let is_dated = from_instant(new.published) / MICROSECONDS != self.undated;
        let are_apart = match (page(kept), page(new)) {
            (Some(kept), Some(new)) => kept != new,
            (None, None) => is_dated && kept.published != new.published,
            _ => false,
        };
        are_apart && !speak_of_one(&Side::of(new), &Side::of(kept))
    }

    /// What the item was called when it last came.
    fn former(&self, item: &Arrival) -> rusqlite::Result<Option<String>> {
        for key in &item.formerly {
            if let Some(kept) = self.kept(key)?
                && are_on_one_page(&kept.article, &item.article)
                && (!is_nobodys(key, &kept.article) || self.says_anew(&kept, item))
            {
                return Ok(Some(kept.key));
            }
        }
        if let Some(key) = other_scheme(&item.key)
            && let Some(kept) = self.kept(&key)?
            && !self.is_listed(&kept)
        {
            return Ok(Some(kept.key));
        }
        let Some(page) = page(&item.article) else { return Ok(None) };
        if self.pages.get(&page).is_some_and(|items| *items > 1) {
            return Ok(None);
        }
        let there = self.on_page(page)?;
        match &*there {
            [kept] if !self.is_listed(kept) && self.is_the_same(kept, item) => {
                Ok(Some(kept.key.clone()))
            }
            [] => self.at_another_address(item),
            _ => Ok(None),
        }
    }

    /// What the item was called when another address led to its page.
    fn at_another_address(&self, item: &Arrival) -> rusqlite::Result<Option<String>> {
        let Some(address) = &item.article.url else { return Ok(None) };
        for key in self.drawn_before(address)? {
            let kept = self.kept(&key)?.filter(|kept| !self.is_listed(kept));
            if kept.is_some_and(|kept| self.is_the_same(&kept, item)) {
                return Ok(Some(key));
            }
        }
        let is_it = |kept: &KeptName| {
            !self.is_listed(kept) && kept.article.substance() == item.article.substance()
        };
        Ok(self.of_then(&item.article)?.into_iter().find(is_it).map(|kept| kept.key))
    }

    /// Whether what nobody gave a name is the item, and no other story of the same page.
    fn says_anew(&self, kept: &KeptName, item: &Arrival) -> bool {
        kept.article.title == item.article.title && !self.is_listed(kept)
    }

    /// Whether a feed that has the item still has what is kept: then they are two.
    fn is_listed(&self, kept: &KeptName) -> bool {
        self.keys.contains(kept.key.as_str())
            || match self.beside {
                Beside::Everything => true,
                Beside::Only { arrived, keys } => {
                    arrived.contains(&kept.arrived) || keys.contains(&kept.key)
                }
            }
    }

    /// Whether what is kept on the item's page is the same story.
    fn is_the_same(&self, kept: &KeptName, item: &Arrival) -> bool {
        if without_count(&kept.key) == without_count(&item.key) {
            return true;
        }
        if says_the_same_then(&kept.article, &item.article) {
            return true;
        }
        let (new, old) = (Side::of(&item.article), Side::of(&kept.article));
        let published = from_instant(item.article.published);
        let same_date = published == from_instant(kept.article.published)
            || published / MICROSECONDS == self.undated;
        new.agrees_with(&old, same_date)
    }

    /// Whether an item may be of the article whose id it has: one that its own feed lists
    /// beside it is another, and a stranger's must be on the same page, or say the same.
    pub(super) fn may_join(&self, article: i64, item: &Arrival) -> rusqlite::Result<bool> {
        let mut claims = self.connection.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", r.key, r.arrived, r.source
             FROM arrival AS r JOIN text AS t ON t.number = r.text
               JOIN article AS a ON a.number = r.article WHERE r.article = ?1"
        ))?;
        let mut rows = claims.query([article])?;
        let side = Side::of(&item.article);
        let (mut any, mut agrees) = (false, false);
        while let Some(row) = rows.next()? {
            let kept = read_name(row)?;
            let is_own = row.get::<_, i64>(9)? == self.source;
            if is_own && self.is_listed(&kept) {
                return Ok(false);
            }
            any = true;
            agrees |= is_own || name_one_story(&side, &Side::of(&kept.article));
        }
        Ok(agrees || !any)
    }

    fn kept(&self, key: &str) -> rusqlite::Result<Option<KeptName>> {
        self.connection
            .prepare_cached(concat!(
                "SELECT ",
                article_columns!(),
                ", r.key, r.arrived
                 FROM arrival AS r JOIN text AS t ON t.number = r.text
                   JOIN article AS a ON a.number = r.article
                 WHERE r.source = ?1 AND r.key = ?2"
            ))?
            .query_row(params![self.source, key], read_name)
            .optional()
    }

    /// What the source has on a page. The page is looked up first, whatever the planner
    /// thinks: a source has many items, a page hardly any.
    fn on_page(&self, page: i64) -> rusqlite::Result<Vec<KeptName>> {
        self.connection
            .prepare_cached(concat!(
                "SELECT ",
                article_columns!(),
                ", r.key, r.arrived
                 FROM article AS a CROSS JOIN arrival AS r ON r.article = a.number
                   JOIN text AS t ON t.number = r.text
                 WHERE a.address = ?1 AND +r.source = ?2 AND r.superseded = 0 LIMIT 2"
            ))?
            .query_map(params![page, self.source], read_name)?
            .collect()
    }

    /// The names of the source that are addresses of the same page, but for what is drawn.
    fn drawn_before(&self, address: &WebAddress) -> rusqlite::Result<Vec<String>> {
        let name = address.as_name();
        let path = name.split([';', '?', '#']).next().unwrap_or(name);
        let mut keys = self.connection.prepare_cached(
            "SELECT key FROM arrival WHERE source = ?1 AND key = ?2
             UNION ALL SELECT key FROM arrival
                       WHERE source = ?1 AND key BETWEEN ?2 || ';' AND ?2 || '<'
             UNION ALL SELECT key FROM arrival
                       WHERE source = ?1 AND key BETWEEN ?2 || '?' AND ?2 || '@'
             LIMIT ?3",
        )?;
        let keys = keys.query_map(params![self.source, path, MOST_ALIKE], |row| row.get(0))?;
        let is_drawn = |key: &String| {
            let before = WebAddress::parse(key);
            before.is_ok_and(|before| same_address::is_drawn_anew(&before, address))
        };
        let keys: Vec<String> = keys.collect::<rusqlite::Result<_>>()?;
        Ok(keys.into_iter().filter(is_drawn).collect())
    }

    /// What the source published at the same instant under the same headline.
    fn of_then(&self, article: &Article) -> rusqlite::Result<Vec<KeptName>> {
        self.connection
            .prepare_cached(concat!(
                "SELECT ",
                article_columns!(),
                ", r.key, r.arrived
                 FROM (SELECT * FROM article WHERE published = ?1 LIMIT ?4) AS a
                   CROSS JOIN arrival AS r ON r.article = a.number
                   JOIN text AS t ON t.number = r.text
                 WHERE +r.source = ?2 AND r.superseded = 0 AND t.head ->> 'title' = ?3
                 ORDER BY a.number"
            ))?
            .query_map(
                params![
                    from_instant(article.published),
                    self.source,
                    article.title.as_str(),
                    MOST_ALIKE
                ],
                read_name,
            )?
            .collect()
    }

    /// The item has another name, and is of when it says now.
    fn rename(&self, old: &str, item: &Arrival) -> rusqlite::Result<()> {
        let new = item.key.as_str();
        self.connection
            .prepare_cached("DELETE FROM item WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, new])?;
        for sql in [
            "UPDATE arrival SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE item SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE OR IGNORE apart SET key = ?3 WHERE source = ?1 AND key = ?2",
            "UPDATE warning SET key = ?3 WHERE source = ?1 AND key = ?2",
        ] {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.execute(params![self.source, old, new])?;
        }
        self.connection
            .prepare_cached("UPDATE arrival SET published = ?3 WHERE source = ?1 AND key = ?2")?
            .execute(params![self.source, new, from_instant(item.article.published)])?;
        tracing::debug!(source = %self.name, was = old, is = new, "an item has another name");
        Ok(())
    }
}

const MICROSECONDS: i64 = 1_000_000;

/// So many articles of one path, or of one instant, are held against an item.
const MOST_ALIKE: i64 = 256;

fn read_name(row: &Row<'_>) -> rusqlite::Result<KeptName> {
    let arrived = Fingerprint::from_bytes(row.get(8)?);
    Ok(KeptName { article: read_article(row)?, key: row.get(7)?, arrived })
}

fn page(article: &Article) -> Option<i64> {
    article.url.as_ref().map(address_key)
}

/// Whether two have the same text of the same instant, whatever stands above it.
fn says_the_same_then(one: &Article, other: &Article) -> bool {
    one.published == other.published
        && one.content == other.content
        && !one.content.as_str().trim().is_empty()
}

/// Whether nobody gave this name: it is the address of the page, or made of the words.
fn is_nobodys(key: &str, article: &Article) -> bool {
    is_shown(key) || article.url.as_ref().is_some_and(|page| page.as_name() == key)
}

fn are_on_one_page(one: &Article, other: &Article) -> bool {
    match (page(one), page(other)) {
        (None, None) => one.title == other.title,
        (one, other) => one == other,
    }
}

/// The same address under the other scheme of the web.
fn other_scheme(key: &str) -> Option<String> {
    let (scheme, rest) = key.split_once("://")?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" => Some(format!("https://{rest}")),
        "https" => Some(format!("http://{rest}")),
        _ => None,
    }
}

/// A name without its scheme and without the number that counts its edits (`#2`).
fn without_count(key: &str) -> &str {
    let key = key.split_once("://").map_or(key, |(_, rest)| rest);
    match key.rsplit_once('#') {
        Some((name, count)) if count.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => key,
    }
}
