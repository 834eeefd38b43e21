//! The index of words: kept in step with the articles within each transaction, and
//! asked by custom feeds. Triggers say what has changed; see
//! `docs/decisions/0010-full-text-search.md`.

use super::failing::engine_error;
use super::read::micros;
use super::reading::Read;
use super::text::{Place, article_columns, head, read_article, read_place, recalled_head};
use super::value::{from_instant, instant};
use super::word_index::{NUMBER_BITS, one_word, read_changed};
use super::{SqliteStore, transact};
use crate::article::{Article, Withdrawn};
use crate::search_query::{Query, Term};
use crate::selection::Selection;
use crate::store::StoreError;
use crate::text::XmlText;
use crate::text::folded::for_index;
use chrono::{DateTime, Utc};
use rusqlite::{Row, TransactionBehavior, params};
use std::cmp::Reverse;
use std::time::{Duration, Instant};

/// Steps of SQLite between two looks at the time.
const STEPS: i32 = 1000;

/// Articles whose words are read in one transaction when there are many.
const AT_ONCE: usize = 20_000;

/// Pages of the index that one step of a merge writes.
const PAGES_A_STEP: i64 = 500;

/// What the index has of one article.
struct Entry {
    place: i64,
    article: Article,
}

impl SqliteStore {
    /// Does `work`, and breaks off whatever it asks for after `most`.
    ///
    /// # Errors
    /// [`StoreError::TooSlow`] then, and those of `work`.
    pub fn within<T>(
        &mut self,
        most: Duration,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let begin = Instant::now();
        let late = move || begin.elapsed() >= most;
        let set = self.connection.progress_handler(STEPS, Some(late));
        set.map_err(|error| self.error(error))?;
        let done = work(self);
        let unset = self.connection.progress_handler(STEPS, None::<fn() -> bool>);
        unset.map_err(|error| self.error(error))?;
        match done {
            Err(_) if late() => Err(StoreError::TooSlow { path: self.path.clone(), most }),
            done => done,
        }
    }

    /// Brings the index of words up to date where an earlier release wrote the store.
    pub(super) fn read_all_words(&mut self) -> Result<(), StoreError> {
        let (path, patience) = (&self.path, self.patience);
        loop {
            let read = transact(&mut self.connection, TransactionBehavior::Immediate, |step| {
                let read = read_changed(&step, AT_ONCE)?;
                step.commit()?;
                Ok(read)
            });
            match read.map_err(|error| engine_error(path, patience, error))? {
                0 => return Ok(()),
                articles => tracing::info!(articles, "read the words of articles, for searching"),
            }
        }
    }

    /// Takes the words of removed rows out of the index, which until then only marks
    /// them. It goes step by step: another writer does not wait for all of it.
    pub(super) fn forget_removed_words(&mut self) -> Result<(), StoreError> {
        // A negative number begins a merge of everything; a step that writes less than
        // two rows found nothing to do (FTS5, "The 'merge' command").
        let mut pages = -PAGES_A_STEP;
        loop {
            let written = self.write(|connection| {
                let before = connection.total_changes();
                connection
                    .prepare_cached("INSERT INTO words (words, rank) VALUES ('merge', ?1)")?
                    .execute([pages])?;
                Ok(connection.total_changes() - before)
            })?;
            if written < 2 {
                return Ok(());
            }
            pages = PAGES_A_STEP;
        }
    }
}

/// The last place of all that were published at an instant or before.
fn last_place(instant: i64) -> i64 {
    let second = (instant / 1_000_000).clamp(-(1 << 32), (1 << 32) - 1);
    (second << NUMBER_BITS) | ((1 << NUMBER_BITS) - 1)
}

/// A selection in the language of the index; nothing when it takes everything. What
/// is asked for stands in quotation marks, and is letters, digits and their marks only.
fn expression(selection: &Selection) -> Option<String> {
    let mut all = Vec::new();
    let any = |of: Vec<String>| of.join(" OR ");
    let quoted = |phrase: String| format!("\"{}\"", for_index(&phrase).trim());
    if !selection.sections.is_empty() {
        let words = selection.sections.iter().map(one_word).map(quoted).collect();
        all.push(format!("({{sections}} : ({}))", any(words)));
    }
    for (column, names) in [("authors", &selection.authors), ("tags", &selection.tags)] {
        let phrases: Vec<String> = names
            .iter()
            .filter_map(|name| Term::of(name))
            .map(|term| quoted(term.phrase()))
            .collect();
        // A name without a letter is in no index: what is found is looked through for it.
        if !names.is_empty() && phrases.len() == names.len() {
            all.push(format!("({{{column}}} : ({}))", any(phrases)));
        }
    }
    let terms = |terms: &[Term]| any(terms.iter().map(|term| quoted(term.phrase())).collect());
    let wanted = selection.query.iter().flat_map(Query::wanted);
    all.extend(wanted.map(|group| format!("({{text authors tags}} : ({}))", terms(group))));
    if all.is_empty() {
        return None;
    }
    let all = all.join(" AND ");
    Some(match selection.query.as_ref().map(Query::unwanted) {
        None | Some([]) => all,
        Some(unwanted) => format!("({all}) NOT ({{text authors tags}} : ({}))", terms(unwanted)),
    })
}

impl Read<'_> {
    pub(super) fn select(
        &self,
        selection: &Selection,
        now: DateTime<Utc>,
        at_least: usize,
        window: Duration,
    ) -> rusqlite::Result<Vec<Article>> {
        let now = from_instant(now);
        match expression(selection) {
            Some(expression) => {
                let mut found = self.0.prepare_cached(concat!(
                    "SELECT ",
                    article_columns!(),
                    ", w.rowid FROM words AS w
                       CROSS JOIN article AS a ON a.number = (w.rowid & 2147483647)
                       CROSS JOIN text AS t ON t.number = a.text
                     WHERE w.words MATCH ?3 AND w.rowid <= ?2
                       AND a.withdrawn IS NULL AND a.published <= ?1
                       AND (a.expires IS NULL OR a.expires > ?1)
                     ORDER BY w.rowid DESC"
                ))?;
                let rows = found.query_map(params![now, last_place(now), expression], entry)?;
                newest(rows, selection, at_least, window)
            }
            None => {
                let mut all = self.0.prepare_cached(concat!(
                    "SELECT ",
                    article_columns!(),
                    ", a.place FROM article AS a CROSS JOIN text AS t ON t.number = a.text
                     WHERE a.published <= ?1 AND a.withdrawn IS NULL
                       AND (a.expires IS NULL OR a.expires > ?1)
                     ORDER BY a.published DESC"
                ))?;
                newest(all.query_map([now], entry)?, selection, at_least, window)
            }
        }
    }

    pub(super) fn withdrawn_from(
        &self,
        selection: &Selection,
        since: DateTime<Utc>,
    ) -> rusqlite::Result<Vec<Withdrawn>> {
        let expression = expression(selection);
        let mut withdrawn = self.0.prepare_cached(concat!(
            "SELECT ",
            article_columns!(),
            ", a.place, a.withdrawn, a.reason, ",
            head!(),
            " FROM article AS a JOIN text AS t ON t.number = a.text
             WHERE a.withdrawn > ?1 AND a.withdrawn >= a.published
             UNION ALL SELECT ",
            article_columns!(),
            ", a.place, a.recalled, NULL, ",
            recalled_head!(),
            " FROM article AS a JOIN text AS t ON t.number = a.text
             WHERE a.recalled > ?1 AND (a.withdrawn IS NULL OR a.withdrawn < a.published)
             ORDER BY 9 DESC, 1"
        ))?;
        let mut rows = withdrawn.query([from_instant(since)])?;
        let mut told = Vec::new();
        while let Some(row) = rows.next()? {
            let Entry { place, article } = entry(row)?;
            if selection.takes(&article) && self.has_words(place, expression.as_deref())? {
                let at = instant(row, 8)?;
                let Place { url, place, id_in_address } = read_place(row, 10, article.sections)?;
                told.push(Withdrawn {
                    id: article.id,
                    at,
                    published: article.published.min(at),
                    url,
                    reason: row.get::<_, Option<String>>(9)?.map(XmlText::new),
                    place,
                    id_in_address,
                });
            }
        }
        Ok(told)
    }

    fn has_words(&self, place: i64, expression: Option<&str>) -> rusqlite::Result<bool> {
        let Some(expression) = expression else { return Ok(true) };
        self.0
            .prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2")?
            .exists(params![expression, place])
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry { place: row.get(7)?, article: read_article(row)? })
}

/// The newest of what comes in the order of places: within one second that is the
/// order of arrival, so the last second is read to its end before it is cut.
fn newest(
    rows: impl Iterator<Item = rusqlite::Result<Entry>>,
    selection: &Selection,
    at_least: usize,
    window: Duration,
) -> rusqlite::Result<Vec<Article>> {
    let window = micros(window);
    let mut articles: Vec<Article> = Vec::new();
    let mut last_second = None;
    let mut oldest = i64::MIN;
    for row in rows {
        let Entry { place, article } = row?;
        let second = place >> NUMBER_BITS;
        let published = from_instant(article.published);
        let full = articles.len() >= at_least && published < oldest;
        if full && last_second != Some(second) {
            break;
        }
        last_second = Some(second);
        if selection.takes(&article) {
            oldest = oldest.max(published.saturating_sub(window));
            articles.push(article);
        }
    }
    articles.sort_by(|a, b| (Reverse(a.published), &a.id).cmp(&(Reverse(b.published), &b.id)));
    let within = articles.partition_point(|article| from_instant(article.published) >= oldest);
    articles.truncate(within.max(at_least));
    Ok(articles)
}
