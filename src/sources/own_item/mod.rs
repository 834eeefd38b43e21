//! The newsroom's own keys: what an article may say of itself, in the head of a file, in
//! JSON in a folder, in the meta elements of a page and in a push. One reader for all of
//! them: a key or a value that is not understood costs the article when it may be what
//! keeps it from readers, and is told in any case. It reads no text of an article.

mod addresses;
mod bids;
mod dangerous_words;
mod desk_notes;
mod document;
mod embargo_taken_out;
mod exported;
mod has_text;
mod head;
mod headline_marks;
mod judged;
mod keys;
mod label;
mod look_alike;
mod meaning;
mod names;
mod of_others;
mod out_of_reach;
mod permalink;
mod pictures;
mod switch_words;
mod unread;
mod value;
mod waiting;
mod words;
mod yaml;

pub(super) use desk_notes::{desk_note_in, next_desk_note, told_of_desk_note};
pub(super) use document::{check_document, is_document};
pub(super) use exported::is_as_exported;
pub(super) use has_text::{has_no_text, says_something};
pub(super) use head::{Head, keys_of_head};
pub(super) use judged::{kept_back_by, stands_in_a_page};
pub(super) use keys::{Form, KeyFault, Keys, Place};
pub(super) use label::says_it_waits;
pub use of_others::heed_embargo;
pub(super) use of_others::is_line_of_embargo;
pub(super) use out_of_reach::{is_file_of_an_article, out_of_reach_in, told_of_file};
pub(super) use pictures::MediaEntry;
pub(super) use value::Value;
pub(super) use words::{check_words, it_says};

use crate::raw_item::{RawAuthor, RawCorrection, RawItem, RawOrigin, RawText};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use keys::Key;
use names::*;
use permalink::{is_pattern, permalink};
use unread::{dates_of_nobody, unknown};
use waiting::{draft_by, published, terms};

/// What an article says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OwnItem {
    /// It is not for readers yet: the key that says so.
    pub(super) draft: Option<String>,
    /// It is taken back, with the reason if there is one.
    pub(super) withdrawn: Option<Option<String>>,
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    /// The address of its page, as it was given.
    pub(super) url: Option<String>,
    /// The words that its address is made of, where it gave none before them.
    pub(super) slug: Option<String>,
    /// A pattern that its address is made from.
    pub(super) permalink: Option<String>,
    /// What it is filed under, in its order, for such a pattern; they are among its `tags`.
    pub(super) categories: Vec<String>,
    pub(super) published: Option<DateTime<Utc>>,
    pub(super) updated: Option<DateTime<Utc>>,
    /// An editor wrote that, not a machine.
    pub(super) updated_by_hand: bool,
    pub(super) publish_at: Option<DateTime<Utc>>,
    pub(super) expires_at: Option<DateTime<Utc>>,
    pub(super) authors: Vec<RawAuthor>,
    pub(super) sections: Vec<Slug>,
    pub(super) tags: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) media: Vec<MediaEntry>,
    pub(super) correction: Option<String>,
    /// All notes with their days, where each has one.
    pub(super) corrections: Vec<RawCorrection>,
    /// Where it was first published, of such a file.
    pub(super) origin: Option<RawOrigin>,
    /// The seal of such a file.
    pub(super) exported: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) author_note: Option<String>,
    /// It is about a page of somebody else's, and may be a headline alone.
    pub(super) is_link: bool,
    /// Dates behind keys that nobody reads.
    pub(super) unread_dates: Vec<(String, DateTime<Utc>)>,
    /// What is odd about it and costs nothing, each in a sentence.
    pub(super) warnings: Vec<String>,
}

/// What an article is called, where it says so.
///
/// # Errors
/// When it is no text.
pub(super) fn id_of(keys: &Keys) -> Result<Option<String>, KeyFault> {
    keys.first(ID).map(meaning::id).transpose()
}

/// Reads all keys of an item; dates without a zone are in `zone`. What is wrong beside a word
/// that keeps the item from readers lifts that word not: it is told.
///
/// # Errors
/// At the first value that is not understood, and at a key that nobody knows and that looks
/// as if it kept the article back.
pub(super) fn read(mut keys: Keys, zone: Tz) -> Result<OwnItem, KeyFault> {
    keys.unfold("_pressroom");
    let (draft, withdrawn) = (draft_by(&keys), withdrawn(&keys));
    let draft = draft.ok().flatten();
    let withdrawn = withdrawn.ok().flatten();
    // Of two that say it, nobody can tell which is meant.
    let is_certain = keys.twice().is_none_or(|twice| !names::keeps_back(&twice.name, &twice.value));
    match read_all(&keys, zone) {
        Err(fault) if is_certain && (draft.is_some() || withdrawn.is_some()) => {
            Ok(OwnItem { draft, withdrawn, warnings: vec![fault.in_words()], ..OwnItem::default() })
        }
        read => read,
    }
}

const DRAFT_BY_ID: &str = "the id is that of a draft (`drafts.`): write `draft = true` to keep it back, or give it the id that it has when it is out";

fn withdrawn(keys: &Keys) -> Result<Option<Option<String>>, KeyFault> {
    Ok(keys.first(WITHDRAWN).map(meaning::taken_back).transpose()?.flatten())
}

fn is_no_draft_by_id(keys: &Keys) -> Result<(), KeyFault> {
    let is_of_draft = id_of(keys)?.is_some_and(|id| look_alike::is_id_of_draft(&id));
    match keys.first(ID) {
        Some(key) if is_of_draft => Err(key.fault(DRAFT_BY_ID.to_owned())),
        _ => Ok(()),
    }
}

fn are_clear(keys: &Keys) -> Result<(), KeyFault> {
    if let Some(twice) = keys.twice() {
        return Err(twice.fault(format!("`{}` stands there twice: remove one", twice.name)));
    }
    keys.unclear(&ALL).map_or(Ok(()), Err)
}

fn read_all(keys: &Keys, zone: Tz) -> Result<OwnItem, KeyFault> {
    are_clear(keys)?;
    let mut notes = notes_of(keys);
    is_no_draft_by_id(keys)?;
    let (publish_at, expires_at) = terms(keys, zone)?;
    addresses::check(keys)?;
    let text = |names| keys.first(names).map(meaning::text).transpose();
    let many = |names| -> Result<Vec<String>, KeyFault> {
        Ok(keys.of(names).into_iter().map(meaning::texts).collect::<Result<Vec<_>, _>>()?.concat())
    };
    let updated = keys.first(UPDATED);
    let is_slug = keys.first(URL).is_some_and(|key| key.name == "slug");
    let mut own = OwnItem {
        draft: draft_by(keys)?,
        withdrawn: withdrawn(keys)?,
        title: text(TITLE)?,
        summary: text(SUMMARY)?,
        url: match is_slug {
            true => None,
            false => text(URL)?.or_else(|| permalink(keys).filter(|text| !is_pattern(text))),
        },
        slug: if is_slug { text(URL)? } else { None },
        permalink: permalink(keys).filter(|text| is_pattern(text)),
        categories: many(CATEGORIES)?,
        published: published(keys, zone)?,
        updated: updated.map(|key| meaning::date(key, zone)).transpose()?,
        updated_by_hand: updated.is_some_and(|key| key.name != "date_modified"),
        publish_at,
        expires_at,
        tags: many(TAGS)?,
        language: text(LANGUAGE)?,
        rights: text(RIGHTS)?,
        author_note: text(AUTHOR_NOTE)?,
        is_link: keys.first(&["external_url"]).is_some_and(|key| key.form == Form::Json),
        exported: text(EXPORTED)?,
        ..OwnItem::default()
    };
    if let Some(key) = keys.first(CORRECTION) {
        (own.correction, own.corrections) = meaning::corrections(key, zone)?;
    }
    if own.exported.is_some() {
        own.origin = keys.first(SOURCE).map(exported::origin).transpose()?;
    }
    for key in keys.of(SECTIONS) {
        own.sections.extend(meaning::sections(key)?);
    }
    for key in keys.of(AUTHORS) {
        own.authors.extend(meaning::people(key, &mut notes)?);
    }
    own.media = media(keys, &mut notes)?;
    for key in keys.of(OF_JSON_FEED) {
        judged::look_within(key, &key.value, 0)?;
    }
    notes.extend(keys.of(TAGS).into_iter().filter_map(tags_in_one_text));
    notes.extend(unknown(keys)?);
    own.unread_dates = dates_of_nobody(keys, zone);
    own.warnings = notes;
    Ok(own)
}

/// What is odd before anything is read: comments that may be meant for readers, and a headline
/// of which nothing is seen.
fn notes_of(keys: &Keys) -> Vec<String> {
    let comments = SHOWN.iter().flat_map(|names| keys.comments_behind(names)).cloned();
    let unseen = keys.unseen(TITLE).map(|key| {
        let line = key.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        format!(
            "{line}nothing is seen of its `{}`, so the headline is made of what it says: write \
             one, or remove the key",
            key.name
        )
    });
    comments.chain(unseen).collect()
}

/// Its pictures and sounds; where it names none, what its theme would show.
fn media(keys: &Keys, notes: &mut Vec<String>) -> Result<Vec<MediaEntry>, KeyFault> {
    let named = keys.of(MEDIA);
    let mut media = Vec::new();
    for key in named.iter().filter(|key| !is_plain_picture(key)) {
        media.extend(pictures::media(key, notes)?);
    }
    let picture = picture_of_theme(keys, notes)?;
    let is_bare = media.is_empty() && !named.into_iter().any(is_plain_picture);
    Ok(if is_bare { picture } else { media })
}

impl OwnItem {
    /// What it says, and where it says nothing, what `other` says: of two that keep it back
    /// the longer one.
    pub(super) fn before(self, other: Self) -> Self {
        let either = |own: Vec<String>, more: Vec<String>| if own.is_empty() { more } else { own };
        Self {
            draft: self.draft.or(other.draft),
            withdrawn: self.withdrawn.or(other.withdrawn),
            title: self.title.or(other.title),
            summary: self.summary.or(other.summary),
            slug: self.slug.or(other.slug.filter(|_| self.url.is_none())),
            url: self.url.or(other.url),
            permalink: self.permalink.or(other.permalink),
            categories: either(self.categories, other.categories),
            published: self.published.or(other.published),
            updated_by_hand: self.updated_by_hand || other.updated_by_hand,
            updated: self.updated.or(other.updated),
            publish_at: self.publish_at.max(other.publish_at),
            expires_at: self.expires_at.into_iter().chain(other.expires_at).min(),
            authors: if self.authors.is_empty() { other.authors } else { self.authors },
            sections: if self.sections.is_empty() { other.sections } else { self.sections },
            tags: either(self.tags, other.tags),
            language: self.language.or(other.language),
            media: if self.media.is_empty() { other.media } else { self.media },
            correction: self.correction.or(other.correction),
            corrections: self.corrections,
            origin: self.origin.or(other.origin),
            exported: self.exported.or(other.exported),
            rights: self.rights.or(other.rights),
            author_note: self.author_note.or(other.author_note),
            is_link: self.is_link || other.is_link,
            unread_dates: [self.unread_dates, other.unread_dates].concat(),
            warnings: [self.warnings, other.warnings].concat(),
        }
    }

    /// As [`OwnItem::over`], over an item of JSON Feed, whose reader knows how people, summary
    /// and keywords stand in one.
    pub(super) fn over_json(self, item: RawItem) -> RawItem {
        let own = Self {
            authors: if item.authors.is_empty() { self.authors } else { Vec::new() },
            summary: self.summary.filter(|_| item.summary.is_none()),
            ..self
        };
        own.over(item)
    }

    /// What it says, over what was read of the text; what it does not say stays. Pictures
    /// are the caller's to find.
    pub(super) fn over(self, item: RawItem) -> RawItem {
        let given = |own: Option<String>, read: Option<RawText>| own.map(RawText::Plain).or(read);
        RawItem {
            title: given(self.title, item.title),
            summary: given(self.summary, item.summary),
            published: self.published.or(item.published),
            updated: self.updated.or(item.updated),
            updated_by_hand: self.updated_by_hand,
            publish_at: self.publish_at,
            expires_at: self.expires_at,
            unread_dates: self.unread_dates,
            unreadable_date: None,
            date_fault: None,
            authors: if self.authors.is_empty() { item.authors } else { self.authors },
            sections: if self.sections.is_empty() { item.sections } else { self.sections },
            tags: if self.tags.is_empty() { item.tags } else { self.tags },
            language: self.language.or(item.language),
            correction: self.correction,
            corrections: self.corrections,
            origin: self.origin.or(item.origin),
            rights: self.rights.or(item.rights),
            author_note: self.author_note.or(item.author_note),
            warnings: [item.warnings, self.warnings].concat(),
            is_own: true,
            ..item
        }
    }
}

/// The picture of an article under the name that a theme gives it, where it has no other.
fn picture_of_theme(keys: &Keys, notes: &mut Vec<String>) -> Result<Vec<MediaEntry>, KeyFault> {
    let mut found = Vec::new();
    for key in keys.of(THEME_PICTURES) {
        let pictures = pictures::picture_of_theme(key, notes)?;
        if found.is_empty() {
            found = pictures;
        }
    }
    Ok(found)
}

/// What is to be told of tags that stand in one text of a head, with commas between them.
fn tags_in_one_text(key: &Key) -> Option<String> {
    let Value::Text(text) = &key.value else { return None };
    let is_of_head = matches!(key.form, Form::Toml | Form::Yaml);
    if !is_of_head || !matches!(key.name.as_str(), "tags" | "keywords") || !text.contains(',') {
        return None;
    }
    let line = key.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let list = crate::text::miswritten::quoted_list(text);
    Some(format!("{line}`{}` is one tag, \"{text}\": if several are meant, write {list}", key.name))
}

/// In JSON Feed a picture is an address, and is read with the text.
fn is_plain_picture(key: &Key) -> bool {
    key.form == Form::Json && key.name == "image" && matches!(key.value, Value::Text(_))
}
