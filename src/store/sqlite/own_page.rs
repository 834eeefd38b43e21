//! What sources have on a page of the newsroom's own site, where one page is one article. What
//! is found of other pages, `recognise` knows.

use super::text::{article_columns, read_article};
use super::value::from_instant;
use crate::desk::PUSH_SOURCE;
use crate::store::Arrival;
use crate::store::recognition::{Recognition, Side, is_one_page};
use rusqlite::{Connection, params};

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
        if is_one_page(&side, &told) {
            found.push(row.get(7)?);
        }
    }
    Ok(found)
}
