//! Knows again what was taken back, under whatever name and from whomever it comes: the same
//! words, or the same page. It keeps fingerprints alone, and lifts nothing.

use super::sentences;
use super::shown::Shown;
use super::value::unreadable;
use crate::article::Article;
use crate::fingerprint::Fingerprint;
use crate::raw_item::RawText;
use crate::same_address::address_key;
use crate::section::Slug;
use crate::store::KeptItem;
use crate::text::{folded, plain_text};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// What a mark is made of, as it is kept.
const WORDS: i64 = 0;
const PAGE: i64 = 1;
const HEADLINE: i64 = 2;
const TEXT: i64 = 3;
const SENTENCE: i64 = 4;

/// Letters that a text has at least that nobody writes twice by chance, whatever the headline:
/// a notice in a sentence may come again.
const FEWEST_LETTERS: usize = 80;

/// What an item is that was taken back before.
pub(super) enum Barred {
    /// This article.
    As(i64),
    /// One that was removed since.
    Removed,
    /// Something like this article: nobody can tell whether it is that one.
    Like(i64),
}

/// Keeps what an article says that is taken back now, and in which sections that bars
/// anything: in all when `within` is empty.
pub(super) fn note(
    connection: &Connection,
    shown: &Shown,
    within: &[Slug],
) -> rusqlite::Result<()> {
    bar_within(connection, &shown.id, within)?;
    note_text(connection, &shown.id, shown.text)?;
    let mut said = connection
        .prepare_cached("SELECT text FROM arrival WHERE article = ?1 AND text IS NOT NULL")?;
    let mut rows = said.query([shown.number])?;
    while let Some(row) = rows.next()? {
        note_text(connection, &shown.id, row.get(0)?)?;
    }
    Ok(())
}

/// What is taken back by two words is barred wherever either reaches.
pub(super) fn bar_within(
    connection: &Connection,
    id: &str,
    within: &[Slug],
) -> rusqlite::Result<()> {
    let is_bound = |connection: &Connection| -> rusqlite::Result<bool> {
        connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM barred_within WHERE id = ?1)
                     OR NOT EXISTS (SELECT 1 FROM barred WHERE id = ?1)",
            )?
            .query_row([id], |row| row.get(0))
    };
    if within.is_empty() {
        connection.prepare_cached("DELETE FROM barred_within WHERE id = ?1")?.execute([id])?;
    } else if is_bound(connection)? {
        for section in within {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO barred_within (id, section) VALUES (?1, ?2)",
                )?
                .execute(params![id, section.as_str()])?;
        }
    }
    Ok(())
}

/// Keeps one text of an article that is taken back.
pub(super) fn note_text(connection: &Connection, id: &str, text: i64) -> rusqlite::Result<()> {
    let kept = connection
        .prepare_cached(
            "SELECT head ->> 'title', head ->> 'summary', content, address FROM text
             WHERE number = ?1",
        )?
        .query_row([text], |row| {
            let said: [Option<String>; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
            Ok((said.map(Option::unwrap_or_default), row.get::<_, Option<i64>>(3)?))
        })
        .optional()?;
    let Some(([title, summary, content], page)) = kept else { return Ok(()) };
    let page = page.map(|page| (PAGE, page));
    let headline = headline(&title).map(|headline| (HEADLINE, headline));
    let text = plain_text::from_html(&content);
    let mut marks = worded(&title, &summary, &text);
    marks.extend(page.into_iter().chain(headline));
    marks.extend(sentences::of(&text).into_iter().map(|mark| (SENTENCE, mark)));
    marks.into_iter().try_for_each(|mark| note_mark(connection, id, mark))
}

fn note_mark(connection: &Connection, id: &str, (kind, mark): (i64, i64)) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO barred (kind, mark, id) VALUES (?1, ?2, ?3)")?
        .execute(params![kind, mark, id])?;
    Ok(())
}

/// Keeps the words of what an article said before.
pub(super) fn note_words(
    connection: &Connection,
    id: &str,
    article: &Article,
) -> rusqlite::Result<()> {
    let text = plain_text::from_html(article.content.as_str());
    let sentences = sentences::of(&text).into_iter().map(|mark| (SENTENCE, mark));
    let mut marks = of_article(article).into_iter().chain(sentences);
    marks.try_for_each(|mark| note_mark(connection, id, mark))
}

/// Forgets an article that is free again.
pub(super) fn forget(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    for table in ["barred", "barred_within"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id])?;
    }
    Ok(())
}

/// What an earlier release took back, or kept less of.
pub(super) fn catch_up(connection: &Connection) -> rusqlite::Result<()> {
    let held: Vec<i64> = connection
        .prepare_cached(
            "SELECT number FROM article AS a INDEXED BY article_held
             WHERE held = 1 AND NOT EXISTS (SELECT 1 FROM barred AS b
                                            WHERE b.id = a.id AND b.kind = ?1)",
        )?
        // One that is shorter has none, and is looked at each time.
        .query_map([SENTENCE], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    held.into_iter().try_for_each(|number| {
        let shown = Shown::load(connection, number)?;
        // It bars no more than it did.
        let within = within(connection, &shown.id)?;
        note(connection, &shown, &within)
    })
}

/// What was taken back, and is brought again by this item of another name: equal words or
/// the page alone say so, unless other articles have the page as well.
pub(super) fn find(connection: &Connection, article: &Article) -> rusqlite::Result<Vec<Barred>> {
    // Most newsrooms have taken nothing back, and reading all words costs more than asking.
    if !is_anything_barred(connection)? {
        return Ok(Vec::new());
    }
    let mut found = with_words_of(connection, article)?;
    if let Some(page) = article.url.as_ref().map(address_key) {
        let of_page = ids(connection, (PAGE, page), article)?;
        if !of_page.is_empty() && !is_shared(connection, page, None)? {
            found.extend(of_page);
        }
    }
    let near = with_sentences_of(connection, article)?;
    let (whole, alike): (Vec<_>, Vec<_>) = near.into_iter().partition(|(_, is_whole)| *is_whole);
    found.extend(whole.into_iter().map(|(id, _)| id));
    let mut barred = Vec::new();
    for id in found {
        barred.push(match Shown::find(connection, &id)? {
            Some(number) => Barred::As(number),
            None => Barred::Removed,
        });
    }
    for (id, _) in alike {
        barred.extend(Shown::find(connection, &id)?.map(Barred::Like));
    }
    Ok(barred)
}

/// The ids of what was taken back and of whose long sentences this article has at least half;
/// and whether it has all of them and nearly nothing besides: a byline, a dateline, a line more.
fn with_sentences_of(
    connection: &Connection,
    article: &Article,
) -> rusqlite::Result<Vec<(String, bool)>> {
    let own = sentences::of(&plain_text::from_html(article.content.as_str()));
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for mark in &own {
        for id in ids(connection, (SENTENCE, *mark), article)? {
            *shared.entry(id).or_default() += 1;
        }
    }
    let mut of =
        connection.prepare_cached("SELECT count(*) FROM barred WHERE id = ?1 AND kind = ?2")?;
    let mut near = Vec::new();
    for (id, shared) in shared {
        let all: i64 = of.query_row(params![id, SENTENCE], |row| row.get(0))?;
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        let more = own.len() - shared;
        let is_whole = shared == all && (more == 0 || more == 1 && shared > 1);
        if is_whole || shared.saturating_mul(2) >= all {
            near.push((id, is_whole));
        }
    }
    Ok(near)
}

/// The ids of what was taken back and has the words of this article, or its whole text under
/// another headline.
pub(super) fn with_words_of(
    connection: &Connection,
    article: &Article,
) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    if is_anything_barred(connection)? {
        for mark in of_article(article) {
            found.extend(ids(connection, mark, article)?);
        }
        found.sort_unstable();
        found.dedup();
    }
    Ok(found)
}

/// Whether an item as it came has the words of what was purged, or taken back and removed since.
pub(super) fn has_purged_words(connection: &Connection, item: &KeptItem) -> rusqlite::Result<bool> {
    if !is_anything_barred(connection)? {
        return Ok(false);
    }
    let Ok(item) = KeptItem::unpack(item.packed()) else { return Ok(false) };
    let text = |text: &Option<RawText>| match text {
        Some(RawText::Html(html)) => plain_text::from_html(html),
        Some(RawText::Plain(plain)) => plain.clone(),
        None => String::new(),
    };
    let (title, summary, content) = (text(&item.title), text(&item.summary), text(&item.content));
    let mut ids =
        connection.prepare_cached("SELECT id FROM barred WHERE kind = ?1 AND mark = ?2")?;
    for (kind, mark) in worded(&title, &summary, &content) {
        let mut rows = ids.query([kind, mark])?;
        while let Some(row) = rows.next()? {
            let kept = Shown::find(connection, &row.get::<_, String>(0)?)?;
            let is_kept = match kept {
                Some(number) => !Shown::load(connection, number)?.is_purged(connection)?,
                None => false,
            };
            if !is_kept {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The ids of what was taken back and has this headline.
pub(super) fn under_headline(
    connection: &Connection,
    article: &Article,
) -> rusqlite::Result<Vec<String>> {
    match is_anything_barred(connection)?.then(|| headline(&article.title)).flatten() {
        Some(mark) => ids(connection, (HEADLINE, mark), article),
        None => Ok(Vec::new()),
    }
}

/// Whether two articles have the same words, or the same text.
pub(super) fn are_worded_alike(one: &Article, other: &Article) -> bool {
    let (one, other) = (of_article(one), of_article(other));
    one.iter().any(|mark| other.contains(mark)) || one.is_empty() && other.is_empty()
}

fn is_anything_barred(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM barred)")?
        .query_row([], |row| row.get(0))
}

/// What has this mark and bars an article of these sections.
fn ids(
    connection: &Connection,
    (kind, mark): (i64, i64),
    article: &Article,
) -> rusqlite::Result<Vec<String>> {
    let mut ids = connection
        .prepare_cached("SELECT id FROM barred WHERE kind = ?1 AND mark = ?2 ORDER BY id")?;
    let ids = ids.query_map([kind, mark], |row| row.get::<_, String>(0))?;
    let mut barring = Vec::new();
    for id in ids {
        let id = id?;
        if reaches(connection, &id, &article.sections)? {
            barring.push(id);
        }
    }
    Ok(barring)
}

/// Whether what was taken back was so by somebody who reaches all of these sections.
fn reaches(connection: &Connection, id: &str, sections: &BTreeSet<Slug>) -> rusqlite::Result<bool> {
    let within = within(connection, id)?;
    let is_within = |slug: &Slug| within.contains(slug);
    Ok(within.is_empty() || !sections.is_empty() && sections.iter().all(is_within))
}

/// The sections in which what was taken back bars anything; in all when there is none.
pub(super) fn within(connection: &Connection, id: &str) -> rusqlite::Result<Vec<Slug>> {
    let mut within = connection
        .prepare_cached("SELECT section FROM barred_within WHERE id = ?1 ORDER BY section")?;
    let within = within.query_map([id], |row| {
        row.get::<_, String>(0)?.parse().map_err(|error| unreadable(0, error))
    })?;
    within.collect()
}

/// Whether an article that readers may see, besides one, has this page: then the page names
/// none.
pub(super) fn is_shared(
    connection: &Connection,
    page: i64,
    besides: Option<i64>,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM article
                            WHERE address = ?1 AND withdrawn IS NULL AND number IS NOT ?2)",
        )?
        .query_row(params![page, besides], |row| row.get(0))
}

fn of_article(article: &Article) -> Vec<(i64, i64)> {
    let text = plain_text::from_html(article.content.as_str());
    worded(&article.title, &article.summary, &text)
}

/// By what the words of an article are known, each with its kind: all of them, whatever stands
/// between them and however they are marked up (its summary where it has no text); and those of
/// its text alone, where that is long enough. The store keeps it, so it must stay what it is.
fn worded(title: &str, summary: &str, text: &str) -> Vec<(i64, i64)> {
    let (title, text) = (folded::lasting_words(title), folded::lasting_words(text));
    let letters: usize = text.iter().map(|word| word.chars().count()).sum();
    let alone = (letters >= FEWEST_LETTERS).then(|| (TEXT, of_words(&text)));
    let text = if text.is_empty() { folded::lasting_words(summary) } else { text };
    let is_said = !(title.is_empty() && text.is_empty());
    let whole = is_said.then(|| (WORDS, of_words(&[title, vec![String::new()], text].concat())));
    whole.into_iter().chain(alone).collect()
}

fn of_words(words: &[String]) -> i64 {
    Fingerprint::of_parts(words.iter().map(String::as_bytes)).to_i64()
}

/// The words of a headline, kept as those of an article are.
fn headline(title: &str) -> Option<i64> {
    let title = folded::lasting_words(title);
    (!title.is_empty()).then(|| of_words(&title))
}
