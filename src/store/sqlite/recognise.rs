//! Finds the article that an item with a new name belongs to. The rule itself is
//! `store::recognition`; what articles are looked up by, `marks` keeps.

use super::embargo;
use super::listed::Listed;
use super::marks;
use super::side_by_side;
use super::text::{article_columns, read_article};
use super::value::{from_instant, instant};
use crate::article::Article;
use crate::desk::PUSH_SOURCE;
use crate::fingerprint::Fingerprint;
use crate::likeness::{Likeness, Told};
use crate::source_memory::SourceName;
use crate::store::recognition::{Kinship, Matched, Recognition, Side, is_one_page};
use crate::store::{Arrival, Arrivals};
use chrono::TimeDelta;
use lru::LruCache;
use rusqlite::{Connection, params};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// Articles that are looked at for one mark or address: the nearest ones before the item
/// and after it.
const MOST_OF_ONE_MARK: i64 = 64;

/// The articles of one mark, before an instant and after it.
const OF_MARK: [&str; 2] = [
    "SELECT published, article FROM mark WHERE mark = ?1 AND published BETWEEN ?2 AND ?3
     ORDER BY published DESC LIMIT ?4",
    "SELECT published, article FROM mark WHERE mark = ?1 AND published BETWEEN ?2 AND ?3
     ORDER BY published LIMIT ?4",
];

/// Those at one address.
const OF_ADDRESS: [&str; 2] = [
    "SELECT published, number FROM article WHERE address = ?1 AND published BETWEEN ?2 AND ?3
     ORDER BY published DESC LIMIT ?4",
    "SELECT published, number FROM article WHERE address = ?1 AND published BETWEEN ?2 AND ?3
     ORDER BY published LIMIT ?4",
];

/// Articles that are compared in the end.
const MOST_CANDIDATES: usize = 12;

/// Texts of which the words are remembered: the items of one pass are compared with the same
/// few articles again and again.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(256).unwrap();

/// Items whose words are read at one time: so few that they are remembered until they come.
pub(super) const AHEAD: usize = 64;

/// An article that may tell the same story.
#[derive(Default)]
struct SimilarArticle {
    published: i64,
    /// How much the marks and addresses say that led to it: what many articles have is
    /// of a pattern, and says little.
    weight: u64,
}

/// What a mark says that only one article has.
const WHOLE_WEIGHT: u64 = 1 << 20;

/// What one item says of an article.
struct Claim {
    article: i64,
    source: i64,
    key: String,
    name: String,
    arrived: [u8; 16],
    unbound: bool,
    told: Article,
    side: Side,
}

/// Recognises the stories of one pass.
pub(super) struct Recogniser<'a> {
    connection: &'a Connection,
    rule: &'a Recognition,
    source: i64,
    listed: Rc<Listed<'a>>,
    /// The words of articles that were compared lately.
    words: RefCell<LruCache<Fingerprint, Rc<Likeness>>>,
    /// Of when items are that say no date.
    undated: RangeInclusive<i64>,
    /// The article that the item is of already, which is none that it could join.
    own: Option<i64>,
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
        let words = RefCell::new(LruCache::new(REMEMBERED));
        let began = arrivals.began;
        let first = began - TimeDelta::seconds(i64::try_from(arrivals.items.len()).unwrap_or(0));
        let undated = from_instant(first)..=from_instant(began);
        Some(Self { connection, rule, source, listed, words, undated, own: None })
    }

    /// The same, of an item that has an article of its own already.
    pub(super) fn besides(self, own: i64) -> Self {
        Self { own: Some(own), ..self }
    }

    /// The article that tells the item's story: of several, the one that its own source has an
    /// item in (it has another name now), else the one that was published first.
    pub(super) fn find(
        &self,
        item: &Arrival,
        side: &Side,
    ) -> rusqlite::Result<Option<(i64, Matched)>> {
        let candidates = self.candidates(item, side)?;
        if self.are_neighbours(&candidates, side)? {
            return Ok(None);
        }
        let claims = self.claims(&candidates)?;
        let told = self.rule.tellings(side, claims.iter().map(|claim| &claim.side));
        let anew = claims.iter().any(|claim| {
            self.kinship(claim) == Kinship::Neighbours && side.tells_anew(&claim.side)
        });
        let claims: Vec<(Claim, Told)> = claims.into_iter().zip(told).collect();
        let by_article =
            |(one, _): &(Claim, Told), (other, _): &(Claim, Told)| one.article == other.article;
        let mut articles: Vec<&[(Claim, Told)]> = claims.chunk_by(by_article).collect();
        articles.sort_by_key(|of_one| of_one.iter().all(|(claim, _)| claim.source != self.source));
        for of_one in articles {
            let Some((Claim { article, .. }, _)) = of_one.first() else { continue };
            if is_apart(self.connection, self.source, &item.key, *article)? {
                continue;
            }
            if let Some(matched) = self.compare((item, side), of_one, anew) {
                return Ok(Some((*article, matched)));
            }
        }
        Ok(None)
    }

    fn candidates(&self, item: &Arrival, side: &Side) -> rusqlite::Result<Vec<i64>> {
        let mut found: BTreeMap<i64, SimilarArticle> = BTreeMap::new();
        let mut add = |rows: Vec<(i64, i64)>| {
            let weight = WHOLE_WEIGHT / rows.len().max(1) as u64;
            for (published, article) in rows {
                let candidate = found.entry(article).or_default();
                candidate.weight += weight;
                candidate.published = published;
            }
        };
        let at = from_instant(item.article.published);
        for mark in marks::of(side).chain(side.address) {
            add(self.near(OF_MARK, mark, at)?);
        }
        if let Some(address) = side.address {
            add(self.near(OF_ADDRESS, address, at)?);
        }
        if let Some(own) = self.own {
            found.remove(&own);
        }
        let mut found: Vec<(i64, SimilarArticle)> = found.into_iter().collect();
        found.sort_by_key(|(article, candidate)| {
            (Reverse(candidate.weight), candidate.published.abs_diff(at), *article)
        });
        found.truncate(MOST_CANDIDATES);
        found.sort_by_key(|(article, candidate)| (candidate.published, *article));
        Ok(found.into_iter().map(|(article, _)| article).collect())
    }

    /// The articles within the window that have this value, with when they were published:
    /// the nearest before an instant, and after it. What is of that very instant may be found
    /// both ways.
    fn near(
        &self,
        [before, after]: [&str; 2],
        value: i64,
        at: i64,
    ) -> rusqlite::Result<Vec<(i64, i64)>> {
        let window = self.rule.window.num_microseconds().unwrap_or(i64::MAX);
        let (from, to) = (at.saturating_sub(window), at.saturating_add(window));
        let mut found: Vec<(i64, i64)> = Vec::new();
        for (select, from, to) in [(before, from, at), (after, at, to)] {
            let mut statement = self.connection.prepare_cached(select)?;
            let mut rows = statement.query(params![value, from, to, MOST_OF_ONE_MARK / 2])?;
            while let Some(row) = rows.next()? {
                found.push((row.get(0)?, row.get(1)?));
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Whether each of these articles is of another item that the source lists: a feed that is
    /// new has many that are after one pattern, and nobody need read their texts.
    fn are_neighbours(&self, articles: &[i64], side: &Side) -> rusqlite::Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.key, r.arrived, t.address FROM arrival AS r JOIN text AS t ON t.number = r.text
             WHERE r.article = ?1 AND r.source = ?2",
        )?;
        for article in articles {
            let mut rows = statement.query(params![article, self.source])?;
            let mut is_neighbour = false;
            while let Some(row) = rows.next()? {
                let (key, arrived): (String, [u8; 16]) = (row.get(0)?, row.get(1)?);
                is_neighbour |= self.listed.has(&key, arrived) && !side.is_at(row.get(2)?);
            }
            if !is_neighbour {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What is said of these articles, those of one article one after the other.
    fn claims(&self, articles: &[i64]) -> rusqlite::Result<Vec<Claim>> {
        let mut statement = self.connection.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", r.source, r.key, s.name, r.arrived, r.unbound, coalesce(r.published, a.published)
             FROM arrival AS r JOIN source AS s ON s.number = r.source
               JOIN text AS t ON t.number = r.text JOIN article AS a ON a.number = r.article
             WHERE r.article = ?1 ORDER BY s.rank, s.name, r.superseded, r.key"
        ))?;
        let mut claims = Vec::new();
        for article in articles {
            let rows = statement.query_map([article], |row| {
                // Of when the item is, and not the first of its article.
                let told = Article { published: instant(row, 12)?, ..read_article(row)? };
                Ok(Claim {
                    article: *article,
                    source: row.get(7)?,
                    key: row.get(8)?,
                    name: row.get(9)?,
                    arrived: row.get(10)?,
                    unbound: row.get(11)?,
                    side: self.side_of(&told),
                    told,
                })
            })?;
            for claim in rows {
                claims.push(claim?);
            }
        }
        Ok(claims)
    }

    /// What is compared of an article. Items of one pass are near each other in time, so what
    /// is read of one is soon asked for again.
    pub(super) fn side_of(&self, article: &Article) -> Side {
        Side::with_words(article, self.words_of(article))
    }

    fn words_of(&self, article: &Article) -> Rc<Likeness> {
        let mut words = self.words.borrow_mut();
        Rc::clone(words.get_or_insert(name_of(article), || Rc::new(Likeness::of(article))))
    }

    /// Reads the words of items that say something new, on all processors.
    pub(super) fn read_ahead(&self, items: &[Arrival]) -> rusqlite::Result<()> {
        let mut known = self.connection.prepare_cached(
            "SELECT 1 FROM arrival WHERE source = ?1 AND key = ?2 AND arrived = ?3",
        )?;
        let mut unread = Vec::with_capacity(items.len());
        for item in items {
            if !known.exists(params![self.source, item.key, item.arrived.to_bytes()])? {
                unread.push(&item.article);
            }
        }
        let read = side_by_side::each(&unread, |said| (name_of(said), Likeness::of(said)));
        let mut words = self.words.borrow_mut();
        for (text, likeness) in read {
            words.put(text, Rc::new(likeness));
        }
        Ok(())
    }

    /// Compares an item with everything that is said of an article: one that is
    /// alike is enough, unless a neighbour in the item's own source is not. Where that
    /// tells the same `anew`, what it lists no longer is another time as well, and so is what
    /// says the same again elsewhere.
    fn compare(
        &self,
        (item, side): (&Arrival, &Side),
        of_one: &[(Claim, Told)],
        anew: bool,
    ) -> Option<Matched> {
        let mut best = None;
        for (claim, told) in of_one {
            if claim.name == PUSH_SOURCE {
                best = Some(self.is_of_own_page((item, side), claim)?);
                continue;
            }
            if stands_apart(self.rule, &claim.name) {
                continue;
            }
            let is_dated = self.is_dated(item);
            let again = || is_dated && side.says_again(&claim.side);
            let kinship = match self.kinship(claim) {
                Kinship::Renamed if anew || again() => Kinship::Neighbours,
                kinship => kinship,
            };
            if side.is_another_neighbour(&claim.told, kinship) {
                return None;
            }
            let matched = Recognition::judge((side, &claim.side), kinship, (*told, is_dated));
            if kinship == Kinship::Neighbours && matched.is_none() {
                return None;
            }
            best = best.or(matched);
        }
        best
    }

    /// Whether an item says when it is of.
    fn is_dated(&self, item: &Arrival) -> bool {
        !self.undated.contains(&from_instant(item.article.published))
    }

    /// What the source called an item that waits for its time, and that it brings under another
    /// name now: it lists that one no longer, nobody has seen it, and nobody else tells of it.
    pub(super) fn waited_as(
        &self,
        item: &Arrival,
        side: &Side,
        at: i64,
    ) -> rusqlite::Result<Option<String>> {
        if !embargo::is_any_waiting(self.connection, at)? {
            return Ok(None);
        }
        let claims = self.claims(&self.candidates(item, side)?)?;
        for of_one in claims.chunk_by(|one, other| one.article == other.article) {
            let [claim] = of_one else { continue };
            let is_left = self.kinship(claim) == Kinship::Renamed && !claim.side.is_due(at);
            if !is_left || !embargo::waits_unseen(self.connection, claim.article, at)? {
                continue;
            }
            let told = side.likeness.tells(&claim.side.likeness, self.rule.alike);
            let of_both = (side, &claim.side);
            let is_it = match side.repeats(&claim.side) {
                true => side.is_due(at) || !side.says_again(&claim.side),
                false => Recognition::judge(of_both, Kinship::Renamed, (told, true)).is_some(),
            };
            if is_it {
                return Ok(Some(claim.key.clone()));
            }
        }
        Ok(None)
    }

    /// Nothing is joined to what was pushed: the one who pushed it would have a hand in
    /// another's article. But on a page of the newsroom's own site stands one article, and
    /// whoever may push into all sections it may be in has a hand in it anyway.
    fn is_of_own_page(&self, (item, side): (&Arrival, &Side), pushed: &Claim) -> Option<Matched> {
        let may = pushed.unbound || item.article.sections.is_subset(&pushed.told.sections);
        let is_own = self.rule.is_on_own_page(&item.article);
        (may && is_own && is_one_page(side, &pushed.side)).then_some(Matched::Address)
    }

    fn kinship(&self, claim: &Claim) -> Kinship {
        match (claim.source == self.source, self.listed.has(&claim.key, claim.arrived)) {
            (false, _) => Kinship::Strangers,
            (true, false) => Kinship::Renamed,
            (true, true) => Kinship::Neighbours,
        }
    }
}

/// What the words of an article are remembered by.
fn name_of(article: &Article) -> Fingerprint {
    let parts = [article.title.as_str(), article.content.as_str(), article.summary.as_str()];
    Fingerprint::of_parts(parts.map(str::as_bytes))
}

/// Whether the items of a source are articles of their own, unless an id says otherwise.
fn stands_apart(rule: &Recognition, source: &str) -> bool {
    source == PUSH_SOURCE || rule.except.contains(&SourceName::new(source))
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
