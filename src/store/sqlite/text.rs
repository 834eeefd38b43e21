//! What a source says in an item, apart from identity, dates and sections: how it
//! is kept in the table `text`, and read back as an article.

use super::value::{instant, sections, unreadable, unwritable};
use crate::article::{
    Article, ArticleId, Author, Correction, Home, IdInAddress, Line, Media, Origin, PlaceInPaper,
};
use crate::episode::Episode;
use crate::fingerprint::Fingerprint;
use crate::moved_base::MovedBase;
use crate::same_address::address_key;
use crate::section::Slug;
use crate::text::{CleanHtml, Language, XmlText};
use crate::web_address::WebAddress;
use rusqlite::{Connection, Row, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// All of a text but the whole content, which is by far the largest part and is
/// cheaper to read from a column of its own.
#[derive(Serialize, Deserialize)]
struct Head<'a> {
    title: Cow<'a, XmlText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, WebAddress>>,
    #[serde(default)]
    authors: Cow<'a, [Author]>,
    #[serde(default)]
    summary: Cow<'a, XmlText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<Cow<'a, Language>>,
    #[serde(default)]
    tags: Cow<'a, [XmlText]>,
    #[serde(default)]
    media: Cow<'a, [Media]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Cow<'a, Origin>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rights: Option<Cow<'a, XmlText>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author_note: Option<Cow<'a, XmlText>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    episode: Option<Cow<'a, Episode>>,
    #[serde(default, skip_serializing_if = "Home::is_elsewhere")]
    home: Home,
    /// The article's, and no source's: see [`head`].
    #[serde(default, skip_serializing)]
    id_in_address: IdInAddress,
}

/// A text, ready to be kept.
pub(super) struct Text<'a> {
    /// Equal texts have equal fingerprints. A correction counts by what it says:
    /// its date may be that of the pass, which differs every time.
    pub(super) fingerprint: Fingerprint,
    /// See [`address_key`].
    address: Option<i64>,
    head: String,
    correction: Option<String>,
    content: &'a str,
}

impl<'a> Text<'a> {
    /// The text of an article.
    pub(super) fn of(article: &'a Article) -> rusqlite::Result<Self> {
        let head = Head {
            title: Cow::Borrowed(&article.title),
            url: article.url.as_ref().map(Cow::Borrowed),
            authors: Cow::Borrowed(&article.authors),
            summary: Cow::Borrowed(&article.summary),
            language: article.language.as_ref().map(Cow::Borrowed),
            tags: Cow::Borrowed(&article.tags),
            media: Cow::Borrowed(&article.media),
            origin: article.origin.as_ref().map(Cow::Borrowed),
            rights: article.rights.as_ref().map(Cow::Borrowed),
            author_note: article.author_note.as_ref().map(Cow::Borrowed),
            episode: article.episode.as_ref().map(Cow::Borrowed),
            home: article.home,
            id_in_address: article.id_in_address,
        };
        let head = serde_json::to_string(&head).map_err(unwritable)?;
        let content = article.content.as_str();
        let notes = article.corrections.iter().map(|correction| correction.note.as_bytes());
        let correction = match article.corrections.as_slice() {
            [] => None,
            [one] => Some(serde_json::to_string(one)),
            all => Some(serde_json::to_string(all)),
        };
        Ok(Self {
            fingerprint: Fingerprint::of_parts(
                [head.as_bytes(), content.as_bytes()].into_iter().chain(notes),
            ),
            address: article.url.as_ref().map(address_key),
            head,
            correction: correction.transpose().map_err(unwritable)?,
            content,
        })
    }

    /// Adds it as a new row; returns the row's number.
    pub(super) fn keep(&self, connection: &Connection) -> rusqlite::Result<i64> {
        connection
            .prepare_cached(
                "INSERT INTO text (address, head, correction, content) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![self.address, self.head, self.correction, self.content])?;
        Ok(connection.last_insert_rowid())
    }

    /// As [`Text::keep`], after the text that is replaced: a note of a correction that stands
    /// there keeps its date.
    pub(super) fn keep_after(
        &self,
        connection: &Connection,
        before: Option<i64>,
    ) -> rusqlite::Result<i64> {
        let number = self.keep(connection)?;
        connection
            .prepare_cached(
                "UPDATE text SET correction = b.correction FROM text AS b
                 WHERE text.number = ?1 AND b.number = ?2
                   AND b.correction ->> 'note' = text.correction ->> 'note'",
            )?
            .execute(params![number, before])?;
        Ok(number)
    }

    /// See [`address_key`].
    pub(super) fn address(&self) -> Option<i64> {
        self.address
    }
}

/// What a reader would call changed in a text that is kept.
pub(super) fn substance(connection: &Connection, number: i64) -> rusqlite::Result<Fingerprint> {
    kept(connection, number).map(|article| article.substance())
}

/// Whether a reader would call a text that is kept the same as `now`, where the folder that
/// they are from may have moved in between.
pub(super) fn is_same(
    connection: &Connection,
    number: i64,
    now: &Article,
    moved: Option<&MovedBase>,
) -> rusqlite::Result<bool> {
    let before = kept(connection, number)?;
    Ok(before.substance() == now.substance()
        || moved.is_some_and(|moved| before.is_same_moved(now, moved)))
}

/// A text that is kept, as an article without anything else.
pub(super) fn kept(connection: &Connection, number: i64) -> rusqlite::Result<Article> {
    connection
        .prepare_cached(
            "SELECT '', 0, 0, '', head, correction, content FROM text WHERE number = ?1",
        )?
        .query_row([number], read_article)
}

/// A copy of a text, for another article that shows it; its number.
pub(super) fn copy(connection: &Connection, number: i64) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO text (address, head, correction, content)
             SELECT address, head, correction, content FROM text WHERE number = ?1",
        )?
        .execute([number])?;
    Ok(connection.last_insert_rowid())
}

/// Removes a text that nothing shows and no arrival has.
pub(super) fn remove(connection: &Connection, number: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM text WHERE number = ?1")?.execute([number])?;
    Ok(())
}

/// The head of a text, with what the article's own row says to what is made of it: how much
/// of its id stands in the address of its page.
macro_rules! head {
    () => {
        "CASE a.whole_id WHEN 0 THEN t.head
              ELSE json_set(t.head, '$.id_in_address', 'whole') END"
    };
}
pub(super) use head;

/// The same for readers of one that is scheduled anew: the address that they had is all that is
/// said of it. What is null in a patch is left out.
macro_rules! recalled_head {
    () => {
        "json_patch('{}', json_object('url', a.recalled_page, 'title', a.recalled_title,
              'home', a.recalled_home,
              'id_in_address', CASE a.whole_id WHEN 0 THEN NULL ELSE 'whole' END))"
    };
}
pub(super) use recalled_head;

/// The desk's notes on mistakes and the source's: they are told alike.
macro_rules! corrections {
    () => {
        "CASE WHEN a.correction IS NULL THEN t.correction
              ELSE json_array(json(a.correction), json(t.correction)) END"
    };
}
pub(super) use corrections;

/// The columns that [`read_article`] reads, of `article AS a JOIN text AS t`.
macro_rules! article_columns {
    () => {
        concat!(
            "a.id, a.published, a.updated, a.sections, ",
            $crate::store::sqlite::text::head!(),
            ", ",
            $crate::store::sqlite::text::corrections!(),
            ", t.content"
        )
    };
}
pub(super) use article_columns;

/// Reads an article from a row that begins with [`article_columns`].
pub(super) fn read_article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let head: Head<'static> = read_head(row, 4)?;
    let corrections = read_corrections(row, 5)?;
    Ok(Article {
        id: ArticleId::kept(row.get(0)?),
        title: head.title.into_owned(),
        url: head.url.map(Cow::into_owned),
        published: instant(row, 1)?,
        updated: instant(row, 2)?,
        authors: head.authors.into_owned(),
        summary: head.summary.into_owned(),
        content: CleanHtml::kept(row.get(6)?),
        language: head.language.map(Cow::into_owned),
        sections: sections(row, 3)?,
        tags: head.tags.into_owned(),
        media: head.media.into_owned(),
        origin: head.origin.map(Cow::into_owned),
        rights: head.rights.map(Cow::into_owned),
        corrections,
        author_note: head.author_note.map(Cow::into_owned),
        episode: head.episode.map(Cow::into_owned),
        home: head.home,
        id_in_address: head.id_in_address,
    })
}

fn read_corrections(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Correction>> {
    let kept: Option<String> = row.get(column)?;
    let corrections = kept.map(|json| Correction::all_of(&json)).transpose();
    Ok(corrections.map_err(|error| unreadable(column, error))?.unwrap_or_default())
}

/// Reads what is wanted of a head. An older release kept addresses of hosts that can be
/// none; they are left out, and cost nothing else.
fn read_head<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let head = row.get_ref(column)?.as_str().map_err(|error| unreadable(column, error))?;
    serde_json::from_str(head).or_else(|error| {
        let mended = serde_json::from_str(head).ok().and_then(|mut value| {
            leave_out_what_is_no_address(&mut value);
            serde_json::from_value(value).ok()
        });
        mended.ok_or_else(|| unreadable(column, error))
    })
}

fn leave_out_what_is_no_address(value: &mut Value) {
    match value {
        Value::Array(values) => {
            values.iter_mut().for_each(leave_out_what_is_no_address);
            // A picture without an address is none.
            values.retain(|value| value.get("media_type").is_none() || value.get("url").is_some());
        }
        Value::Object(object) => {
            object.retain(|name, value| {
                let is_address = matches!(name.as_str(), "url" | "feed" | "site" | "thumbnail");
                let written = value.as_str().filter(|_| is_address);
                written.is_none_or(|written| WebAddress::parse(written).is_ok())
            });
            object.values_mut().for_each(leave_out_what_is_no_address);
        }
        _ => {}
    }
}

/// Where the page of an article was that was taken back.
pub(super) struct Place {
    pub(super) url: Option<WebAddress>,
    pub(super) place: Option<PlaceInPaper>,
    pub(super) id_in_address: IdInAddress,
}

/// Reads the address of the page from a column that holds a head, and what the one in the
/// web edition is made of, of an article of these sections.
pub(super) fn read_place(
    row: &Row<'_>,
    column: usize,
    sections: BTreeSet<Slug>,
) -> rusqlite::Result<Place> {
    #[derive(Deserialize)]
    struct Said {
        #[serde(default)]
        title: XmlText,
        #[serde(default)]
        url: Option<WebAddress>,
        #[serde(default)]
        home: Home,
        #[serde(default)]
        id_in_address: IdInAddress,
        /// Of what was purged: whether it had an address, which is not kept.
        #[serde(default)]
        had_page: bool,
    }
    let Said { title, url, home, id_in_address, had_page } = read_head(row, column)?;
    let here = home.is_here(had_page || url.is_some()) && !home.is_both();
    let place = here.then_some(PlaceInPaper { title, sections });
    Ok(Place { url, place, id_in_address })
}

/// Reads only the address of the page from a column that holds a head.
pub(super) fn read_address(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<WebAddress>> {
    #[derive(Deserialize)]
    struct OnlyAddress {
        #[serde(default)]
        url: Option<WebAddress>,
    }
    Ok(read_head::<OnlyAddress>(row, column)?.url)
}

/// The columns that [`read_line`] reads, of `article AS a JOIN text AS t`.
macro_rules! line_columns {
    () => {
        concat!(
            "a.id, ",
            $crate::store::sqlite::text::head!(),
            ", a.published, a.updated, a.sections, ",
            $crate::store::sqlite::text::corrections!()
        )
    };
}
pub(super) use line_columns;

/// Reads one line about an article from a row that begins with [`line_columns`].
pub(super) fn read_line(row: &Row<'_>) -> rusqlite::Result<Line> {
    #[derive(Deserialize)]
    struct Said {
        title: XmlText,
        #[serde(default)]
        url: Option<WebAddress>,
        #[serde(default)]
        language: Option<Language>,
        #[serde(default)]
        home: Home,
        #[serde(default)]
        id_in_address: IdInAddress,
    }
    let Said { title, url, language, home, id_in_address } = read_head(row, 1)?;
    let corrected = read_corrections(row, 5)?.into_iter().map(|correction| correction.at);
    Ok(Line {
        id: ArticleId::kept(row.get(0)?),
        url,
        home,
        title,
        published: instant(row, 2)?,
        changed: corrected.fold(instant(row, 3)?, Ord::max),
        language,
        sections: sections(row, 4)?,
        id_in_address,
    })
}
