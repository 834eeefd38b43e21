//! The notices of withdrawal that feeds tell: of what was taken back, and of what was put off
//! after readers had it. Whose word that was is not known here.

use super::reading::Read;
use super::text::{Place, head, read_place, recalled_head};
use super::value::{from_instant, instant, sections};
use crate::article::{ArticleId, Withdrawn};
use crate::section::Slug;
use crate::store::NotShown;
use crate::text::XmlText;
use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Row, params};

/// The notices of articles that were taken back, in the columns that [`read_notice`] reads.
macro_rules! notice_of_withdrawn {
    () => {
        concat!(
            "SELECT a.id, a.withdrawn, a.published, ",
            head!(),
            ", a.sections, coalesce(a.was_in, ''), a.reason
             FROM article AS a JOIN text AS t ON t.number = a.text
             WHERE a.withdrawn >= a.published"
        )
    };
}

/// The same of articles that were put off.
macro_rules! notice_of_recalled {
    () => {
        concat!(
            "SELECT a.id, a.recalled, min(a.published, a.recalled), ",
            recalled_head!(),
            ", a.recalled_from, coalesce(a.was_in, ''), NULL
             FROM article AS a
             WHERE a.recalled IS NOT NULL AND (a.withdrawn IS NULL OR a.withdrawn < a.published)"
        )
    };
}

fn read_notice(row: &Row<'_>) -> rusqlite::Result<Withdrawn> {
    let Place { url, place, id_in_address } = read_place(row, 3, sections(row, 4)?)?;
    Ok(Withdrawn {
        id: ArticleId::kept(row.get(0)?),
        at: instant(row, 1)?,
        published: instant(row, 2)?,
        url,
        reason: row.get::<_, Option<String>>(6)?.map(XmlText::new),
        place,
        id_in_address,
    })
}

impl Read<'_> {
    pub(super) fn withdrawn(
        &self,
        section: &Slug,
        since: DateTime<Utc>,
    ) -> rusqlite::Result<Vec<Withdrawn>> {
        let mut withdrawn = self.0.prepare_cached(concat!(
            notice_of_withdrawn!(),
            " AND a.withdrawn > ?1 UNION ALL ",
            notice_of_recalled!(),
            " AND a.recalled > ?1 ORDER BY 2 DESC, 1"
        ))?;
        let mut rows = withdrawn.query([from_instant(since)])?;
        let mut told = Vec::new();
        while let Some(row) = rows.next()? {
            // Readers of a section that it was moved from had it there.
            if sections(row, 4)?.contains(section) || sections(row, 5)?.contains(section) {
                told.push(read_notice(row)?);
            }
        }
        Ok(told)
    }

    pub(super) fn not_shown(
        &self,
        ids: &[ArticleId],
        now: DateTime<Utc>,
    ) -> rusqlite::Result<Vec<NotShown>> {
        let mut hidden = self.0.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM article
                            WHERE id = ?1 AND (withdrawn IS NOT NULL OR published > ?2))",
        )?;
        let mut told = self.0.prepare_cached(concat!(
            notice_of_withdrawn!(),
            " AND a.id = ?1 UNION ALL ",
            notice_of_recalled!(),
            " AND a.id = ?1"
        ))?;
        let mut found = Vec::new();
        for id in ids {
            if hidden.query_row(params![id.as_str(), from_instant(now)], |row| row.get(0))? {
                let notice = told.query_row([id.as_str()], read_notice).optional()?;
                found.push(NotShown { id: id.clone(), notice });
            }
        }
        found.sort_by(|a, b| {
            let at = |one: &NotShown| one.notice.as_ref().map(|notice| notice.at);
            at(b).cmp(&at(a)).then_with(|| a.id.cmp(&b.id))
        });
        Ok(found)
    }
}
