//! Finds the article that an item with a new name belongs to, and keeps what such
//! articles are looked up by. The rule itself is `store::recognition`.

use super::listed::Listed;
use super::text::{article_columns, read_article};
use super::value::from_instant;
use crate::article::Article;
use crate::desk::PUSH_SOURCE;
use crate::source_memory::SourceName;
use crate::store::recognition::{Kinship, Matched, Recognition, Side};
use crate::store::{Arrival, Arrivals};
use rusqlite::{Connection, params};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Articles that are looked at for one mark or address, and in the end compared:
/// where many share one, they are written after one pattern, and comparing more of
/// them finds nothing.
const MOST_CANDIDATES: usize = 8;

/// An article that may tell the same story.
struct SimilarArticle {
    published: i64,
    /// How many marks and addresses led to it.
    shared: usize,
}

/// Recognises the stories of one pass.
pub(super) struct Recogniser<'a> {
    connection: &'a Connection,
    rule: &'a Recognition,
    source: i64,
    listed: Rc<Listed<'a>>,
}

impl<'a> Recogniser<'a> {
    /// `None` when the items of this source are not to be compared.
    pub(super) fn of_pass(
        connection: &'a Connection,
        rule: Option<&'a Recognition>,
        source: i64,
        (arrivals, listed): (&'a Arrivals, Rc<Listed<'a>>),
    ) -> Option<Self> {
        let rule = rule.filter(|rule| !stands_apart(rule, arrivals.source.as_str()))?;
        Some(Self { connection, rule, source, listed })
    }

    /// The article that tells the item's story: of several, the one that was
    /// published first.
    pub(super) fn find(
        &self,
        item: &Arrival,
        side: &Side,
    ) -> rusqlite::Result<Option<(i64, Matched)>> {
        for article in self.candidates(item, side)? {
            if let Some(matched) = self.compare(article, item, side)? {
                return Ok(Some((article, matched)));
            }
        }
        Ok(None)
    }

    fn candidates(&self, item: &Arrival, side: &Side) -> rusqlite::Result<Vec<i64>> {
        let published = from_instant(item.article.published);
        let window = self.rule.window.num_microseconds().unwrap_or(i64::MAX);
        let (from, to) = (published.saturating_sub(window), published.saturating_add(window));
        let mut found: BTreeMap<i64, SimilarArticle> = BTreeMap::new();
        let mut look = |sql: &str, mark: i64| -> rusqlite::Result<()> {
            let mut rows = self.connection.prepare_cached(sql)?;
            let rows = rows.query_map(params![mark, from, to, MOST_CANDIDATES as i64], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })?;
            for row in rows {
                let (published, article) = row?;
                let candidate =
                    found.entry(article).or_insert(SimilarArticle { published, shared: 0 });
                candidate.shared += 1;
                candidate.published = candidate.published.min(published);
            }
            Ok(())
        };
        if let Some(address) = side.address {
            look(
                "SELECT published, number FROM article
                 WHERE address = ?1 AND published BETWEEN ?2 AND ?3 LIMIT ?4",
                address,
            )?;
        }
        for mark in marks(side).chain(side.address) {
            look(
                "SELECT published, article FROM mark
                 WHERE mark = ?1 AND published BETWEEN ?2 AND ?3 LIMIT ?4",
                mark,
            )?;
        }
        let mut found: Vec<(i64, SimilarArticle)> = found.into_iter().collect();
        found.sort_by_key(|(article, candidate)| (Reverse(candidate.shared), *article));
        found.truncate(MOST_CANDIDATES);
        found.sort_by_key(|(article, candidate)| (candidate.published, *article));
        Ok(found.into_iter().map(|(article, _)| article).collect())
    }

    /// Compares an item with everything that is said of an article: one that is
    /// alike is enough, unless a neighbour in the item's own source is not.
    fn compare(
        &self,
        article: i64,
        item: &Arrival,
        side: &Side,
    ) -> rusqlite::Result<Option<Matched>> {
        if is_apart(self.connection, self.source, &item.key, article)? {
            return Ok(None);
        }
        let mut claims = self.connection.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", r.source, r.key, s.name, r.arrived, r.unbound
             FROM arrival AS r JOIN source AS s ON s.number = r.source
               JOIN text AS t ON t.number = r.text JOIN article AS a ON a.number = r.article
             WHERE r.article = ?1 ORDER BY s.rank, s.name, r.superseded, r.key"
        ))?;
        let mut rows = claims.query([article])?;
        let mut best = None;
        while let Some(row) = rows.next()? {
            match row.get_ref(9)?.as_str().unwrap_or_default() {
                PUSH_SOURCE => {
                    let told = read_article(row)?;
                    return Ok(self.is_of_own_page((item, side), &told, row.get(11)?));
                }
                name if stands_apart(self.rule, name) => continue,
                _ => {}
            }
            let key = row.get_ref(8)?.as_str().unwrap_or_default();
            let kinship = self.kinship(row.get(7)?, key, row.get(10)?);
            let told = read_article(row)?;
            if side.is_another_neighbour(&told, kinship) {
                return Ok(None);
            }
            let matched = self.rule.judge(side, &Side::of(&told), kinship);
            if kinship == Kinship::Neighbours && matched.is_none() {
                return Ok(None);
            }
            best = best.or(matched);
        }
        Ok(best)
    }

    /// Nothing is joined to what was pushed: the one who pushed it would have a hand in
    /// another's article. But on a page of the newsroom's own site stands one article, and
    /// whoever may push into all sections it may be in has a hand in it anyway.
    fn is_of_own_page(
        &self,
        (item, side): (&Arrival, &Side),
        pushed: &Article,
        unbound: bool,
    ) -> Option<Matched> {
        let may = unbound || item.article.sections.is_subset(&pushed.sections);
        let is_own = self.rule.is_on_own_page(&item.article);
        let matched = self.rule.judge(side, &Side::of(pushed), Kinship::Strangers);
        matched.filter(|matched| may && is_own && *matched == Matched::Address)
    }

    fn kinship(&self, source: i64, key: &str, arrived: [u8; 16]) -> Kinship {
        match (source == self.source, self.listed.has(key, arrived)) {
            (false, _) => Kinship::Strangers,
            (true, false) => Kinship::Renamed,
            (true, true) => Kinship::Neighbours,
        }
    }

    /// Keeps what an article is looked up by, besides its own address.
    pub(super) fn mark(&self, article: i64, item: &Arrival, side: &Side) -> rusqlite::Result<()> {
        for mark in marks(side) {
            self.keep_mark(mark, article, item)?;
        }
        Ok(())
    }

    /// An item was found to be of an article, which is found by this item's text and
    /// address as well from now on.
    pub(super) fn join(&self, article: i64, item: &Arrival, side: &Side) -> rusqlite::Result<()> {
        self.mark(article, item, side)?;
        if let Some(address) = side.address {
            self.keep_mark(address, article, item)?;
        }
        Ok(())
    }

    fn keep_mark(&self, mark: i64, article: i64, item: &Arrival) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO mark (mark, published, article) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![mark, from_instant(item.article.published), article])?;
        Ok(())
    }
}

/// The articles that sources have on the page of something that is pushed, where that is on
/// the newsroom's own site and their words agree; none of them was pushed itself.
pub(super) fn on_own_page(
    connection: &Connection,
    rule: &Recognition,
    item: &Arrival,
) -> rusqlite::Result<Vec<i64>> {
    let side = Side::of(&item.article);
    let Some(address) = side.address.filter(|_| rule.is_on_own_page(&item.article)) else {
        return Ok(Vec::new());
    };
    let published = from_instant(item.article.published);
    let window = rule.window.num_microseconds().unwrap_or(i64::MAX);
    let (from, to) = (published.saturating_sub(window), published.saturating_add(window));
    let mut there = connection.prepare_cached(concat!(
        "SELECT ",
        article_columns!(),
        ", a.number FROM article AS a JOIN text AS t ON t.number = a.text
         WHERE a.address = ?1 AND a.published BETWEEN ?2 AND ?3 AND a.withdrawn IS NULL
           AND NOT EXISTS (SELECT 1 FROM arrival AS r JOIN source AS s ON s.number = r.source
                           WHERE r.article = a.number AND s.name = ?4)
         ORDER BY a.number LIMIT 8"
    ))?;
    let mut rows = there.query(params![address, from, to, PUSH_SOURCE])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let told = Side::of(&read_article(row)?);
        if rule.judge(&side, &told, Kinship::Strangers) == Some(Matched::Address) {
            found.push(row.get(7)?);
        }
    }
    Ok(found)
}

/// Whether the items of a source are articles of their own, unless an id says otherwise.
fn stands_apart(rule: &Recognition, source: &str) -> bool {
    source == PUSH_SOURCE || rule.except.contains(&SourceName::new(source))
}

/// The marks of a text, as an index holds them.
fn marks(side: &Side) -> impl Iterator<Item = i64> {
    side.likeness.marks().into_iter().map(u64::cast_signed)
}

/// Whether somebody put this item apart from that article.
pub(super) fn is_apart(
    connection: &Connection,
    source: i64,
    key: &str,
    article: i64,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM apart WHERE source = ?1 AND key = ?2 AND article = ?3)",
        )?
        .query_row(params![source, key, article], |row| row.get(0))
}

/// Keeps what an article is looked up by that was put apart.
pub(super) fn look_up_by(
    connection: &Connection,
    article: i64,
    text: &Article,
    published: i64,
) -> rusqlite::Result<()> {
    for mark in marks(&Side::of(text)) {
        connection
            .prepare_cached(
                "INSERT OR IGNORE INTO mark (mark, published, article) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![mark, published, article])?;
    }
    Ok(())
}

/// Removes what leads to articles that are no more.
pub(super) fn forget_removed(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM mark WHERE article NOT IN (SELECT number FROM article);
         DELETE FROM apart WHERE article NOT IN (SELECT number FROM article);
         DELETE FROM name WHERE article NOT IN (SELECT number FROM article);",
    )
}
