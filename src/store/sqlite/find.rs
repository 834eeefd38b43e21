//! Finds articles and refused items by what people remember of them: what a source
//! calls them, or words of their title. It walks over all titles: it is for people.

use super::reading::Read;
use super::value::{instant, unreadable};
use crate::article::ArticleId;
use crate::raw_item::Rejection;
use crate::same_address::address_key;
use crate::source_memory::SourceName;
use crate::store::Found;
use crate::text::folded::folded;
use crate::web_address::WebAddress;
use serde::Deserialize;
use std::borrow::Cow;
use std::path::Path;

impl Read<'_> {
    pub(super) fn find(&self, meant: &str, limit: usize) -> rusqlite::Result<Found> {
        let words = Words::of(meant);
        let mut articles = self.called(meant)?;
        let mut add = |ids: Vec<ArticleId>, most: usize| {
            for id in ids {
                if articles.len() < most && !articles.contains(&id) {
                    articles.push(id);
                }
            }
        };
        // A whole headline names its articles, however many others have its words.
        let (whole, like) = self.titled(&words, limit)?;
        add(whole, usize::MAX);
        add(self.once_titled(|title| words.are_all_of(title))?, usize::MAX);
        add(like, limit);
        add(self.once_titled(|title| words.are_in(title))?, limit);
        Ok(Found { articles, refused: self.refused(meant, &words, limit)? })
    }

    /// The articles that a source calls so.
    fn called(&self, key: &str) -> rusqlite::Result<Vec<ArticleId>> {
        let mut ids = self.0.prepare_cached(
            "SELECT DISTINCT a.id FROM source AS s
               CROSS JOIN arrival AS r ON r.source = s.number AND r.key = ?1
               CROSS JOIN article AS a ON a.number = r.article ORDER BY a.id",
        )?;
        let ids = ids.query_map([key], |row| Ok(ArticleId::kept(row.get(0)?)))?;
        ids.collect()
    }

    /// The articles whose titles are these words, and the newest whose titles have them all.
    fn titled(
        &self,
        words: &Words,
        limit: usize,
    ) -> rusqlite::Result<(Vec<ArticleId>, Vec<ArticleId>)> {
        #[derive(Deserialize)]
        struct OnlyTitle<'a> {
            #[serde(borrow)]
            title: Cow<'a, str>,
        }
        let mut articles = self.0.prepare_cached(
            "SELECT a.id, t.head FROM article AS a CROSS JOIN text AS t ON t.number = a.text
             ORDER BY a.published DESC, a.id",
        )?;
        let mut rows = articles.query([])?;
        let (mut whole, mut like) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let head = row.get_ref(1)?.as_str().map_err(|error| unreadable(1, error))?;
            let head: OnlyTitle<'_> =
                serde_json::from_str(head).map_err(|error| unreadable(1, error))?;
            if words.are_all_of(&head.title) {
                whole.push(ArticleId::kept(row.get(0)?));
            } else if like.len() < limit && words.are_in(&head.title) {
                like.push(ArticleId::kept(row.get(0)?));
            }
        }
        Ok((whole, like))
    }

    fn refused(
        &self,
        meant: &str,
        words: &Words,
        limit: usize,
    ) -> rusqlite::Result<Vec<(SourceName, chrono::DateTime<chrono::Utc>, Rejection)>> {
        let mut refusals = self.0.prepare_cached(
            "SELECT s.name, f.at, f.key, f.title, f.reason, f.page
             FROM refusal AS f JOIN source AS s ON s.number = f.source
             ORDER BY f.at DESC, f.number",
        )?;
        let mut rows = refusals.query([])?;
        let mut found = Vec::new();
        let page_of = |text: &str| WebAddress::parse(text).ok().map(|it| address_key(&it));
        let page = page_of(meant);
        while let Some(row) = rows.next()? {
            let rejection = Rejection {
                kind: crate::raw_item::RefusalKind::Fault,
                key: row.get(2)?,
                title: row.get(3)?,
                reason: row.get(4)?,
            };
            let is_titled = rejection.title.as_ref().is_some_and(|title| words.are_in(title));
            let is_called = rejection.key == meant
                // As the file is called where its fault is told, with its folders or without.
                || !meant.is_empty()
                    && rejection.reason.find([',', ':']).is_some_and(|end| {
                        Path::new(&rejection.reason[..end]).ends_with(meant)
                    });
            let is_there = |text: &str| page.is_some() && page_of(text) == page;
            let led_to: Option<String> = row.get(5)?;
            let is_there = is_there(&rejection.key) || led_to.as_deref().is_some_and(is_there);
            if is_called || is_titled || is_there || words.are_in(&in_words(&rejection.key)) {
                let source = SourceName::new(row.get::<_, String>(0)?);
                found.push((source, instant(row, 1)?, rejection));
            }
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }
}

/// A file's path, or an address, as the words that it is made of.
fn in_words(key: &str) -> String {
    key.replace(['-', '_', '/', '.'], " ")
}

/// Words to look for, compared as everything that people write.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        Self(folded(text).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether a title is these words and no others.
    fn are_all_of(&self, title: &str) -> bool {
        !self.0.is_empty() && Self::of(title).0 == self.0
    }

    fn are_in(&self, title: &str) -> bool {
        let title = folded(title);
        !self.0.is_empty() && self.0.iter().all(|word| title.contains(word.as_str()))
    }
}
