//! The index of words, kept in step with the articles within each transaction. Triggers
//! say what has changed; see `docs/decisions/0010-full-text-search.md`. It finds nothing.

use super::side_by_side;
use super::text::{article_columns, read_article};
use crate::article::Article;
use crate::section::Slug;
use crate::text::folded::for_index;
use crate::text::mail;
use crate::text::plain_text;
use rusqlite::{Connection, params};

/// Bits of a place that hold the article's number; the second is above them.
pub(super) const NUMBER_BITS: u32 = 31;

/// Articles whose words are read at one time.
const AT_ONCE: usize = 64;

/// Reads the words of at most `limit` articles that changed; returns how many there
/// were. The index takes rows quickly only when their numbers rise.
pub(super) fn read_changed(connection: &Connection, limit: usize) -> rusqlite::Result<usize> {
    let changed: Vec<(i64, Option<i64>)> = connection
        .prepare_cached("SELECT article, place FROM unread LIMIT ?1")?
        .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    if changed.is_empty() {
        return Ok(0);
    }
    let mut old: Vec<i64> = changed.iter().filter_map(|(_, place)| *place).collect();
    old.sort_unstable();
    let mut forget = connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?;
    for place in old {
        forget.execute([place])?;
    }
    let mut places: Vec<i64> = Vec::with_capacity(changed.len());
    let mut place = connection.prepare_cached("SELECT place FROM article WHERE number = ?1")?;
    for (article, _) in &changed {
        places.extend(
            place
                .query_map([article], |row| row.get::<_, i64>(0))?
                .collect::<Result<Vec<_>, _>>()?,
        );
    }
    places.sort_unstable();
    add_all(connection, &places)?;
    let mut done = connection.prepare_cached("DELETE FROM unread WHERE article = ?1")?;
    for (article, _) in &changed {
        done.execute([article])?;
    }
    Ok(changed.len())
}

/// What the index has of one article.
struct Entry {
    place: i64,
    text: String,
    authors: String,
    tags: String,
    sections: String,
}

impl Entry {
    fn of(place: i64, article: &Article) -> Self {
        let names = |names: &mut dyn Iterator<Item = &str>| {
            for_index(&names.collect::<Vec<_>>().join("\n"))
        };
        Self {
            place,
            text: text_of(article),
            authors: names(&mut article.authors.iter().map(|author| author.name.as_str())),
            tags: names(&mut article.tags.iter().map(|tag| tag.as_str())),
            sections: article.sections.iter().map(one_word).collect::<Vec<_>>().join(" "),
        }
    }
}

/// Reads the words of the articles at these places, some at a time: while the index takes
/// those of some in, the other processors read the next.
fn add_all(connection: &Connection, places: &[i64]) -> rusqlite::Result<()> {
    let mut some = places.chunks(AT_ONCE);
    let Some(first) = some.next() else { return Ok(()) };
    let mut entries = read(&articles(connection, first)?);
    for next in some.map(Some).chain([None]) {
        let next = next.map(|next| articles(connection, next)).transpose()?.unwrap_or_default();
        let add_these = || entries.iter().try_for_each(|entry| add(connection, entry));
        let (added, read_meanwhile) = match next.is_empty() {
            true => (add_these(), Vec::new()),
            false => side_by_side::both(add_these, || read(&next)),
        };
        added?;
        entries = read_meanwhile;
    }
    Ok(())
}

fn articles(connection: &Connection, places: &[i64]) -> rusqlite::Result<Vec<(i64, Article)>> {
    let mut article = connection.prepare_cached(concat!(
        "SELECT ",
        article_columns!(),
        " FROM article AS a JOIN text AS t ON t.number = a.text WHERE a.number = ?1"
    ))?;
    let article = |place| Ok((place, article.query_row([number(place)], read_article)?));
    places.iter().copied().map(article).collect()
}

fn read(articles: &[(i64, Article)]) -> Vec<Entry> {
    articles.iter().map(|(place, article)| Entry::of(*place, article)).collect()
}

fn add(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let Entry { place, text, authors, tags, sections } = entry;
    connection
        .prepare_cached(
            "INSERT INTO words (rowid, text, authors, tags, sections) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![place, text, authors, tags, sections])?;
    Ok(())
}

fn text_of(article: &Article) -> String {
    let body = plain_text::from_html(&article.content);
    let text = format!("{}\n{}\n{body}", article.title, article.summary);
    // Who looks for an address learns from no answer who wrote it where.
    let left_out = |_: &str| Some(" … ".to_owned());
    for_index(&mail::replaced(&text, left_out).unwrap_or(text))
}

/// The article that stands at a place.
fn number(place: i64) -> i64 {
    place & ((1 << NUMBER_BITS) - 1)
}

/// A section as one word of the index, so that no other section's name is in it.
pub(super) fn one_word(section: &Slug) -> String {
    section.as_str().replace('-', "")
}
