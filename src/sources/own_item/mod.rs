//! The newsroom's own keys: what an article may say of itself, in the head of a file, in
//! JSON in a folder, in the meta elements of a page and in a push. One reader for all of
//! them: a key or a value that is not understood costs the article when it may be what
//! keeps it from readers, and is told in any case. It reads no text of an article.

mod addresses;
mod document;
mod exported;
mod has_text;
mod head;
mod keys;
mod label;
mod look_alike;
mod meaning;
mod names;
mod value;

pub(super) use document::{check_document, is_document};
pub(super) use exported::is_as_exported;
pub(super) use has_text::{has_no_text, says_something};
pub(super) use head::{Head, keys_of_head};
pub(super) use keys::{Form, KeyFault, Keys, Place};
pub(super) use label::{check_words, it_says, says_it_waits};
pub(super) use meaning::MediaEntry;
pub(super) use names::keeps_back;
pub(super) use value::Value;

use crate::config::nearest;
use crate::raw_item::{RawAuthor, RawCorrection, RawItem, RawOrigin, RawText};
use crate::section::Slug;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use keys::Key;
use names::*;

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
    /// All notes with their days, of a file that was exported.
    pub(super) corrections: Vec<RawCorrection>,
    /// Where it was first published, of such a file.
    pub(super) origin: Option<RawOrigin>,
    /// The seal of such a file.
    pub(super) exported: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) author_note: Option<String>,
    /// It is about a page of somebody else's, and may be a headline alone.
    pub(super) is_link: bool,
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
    let is_certain = keys.twice().is_none_or(|twice| !keeps_back(&twice.name, &twice.value));
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

fn read_all(keys: &Keys, zone: Tz) -> Result<OwnItem, KeyFault> {
    if let Some(twice) = keys.twice() {
        return Err(twice.fault(format!("`{}` stands there twice: remove one", twice.name)));
    }
    let mut notes = Vec::new();
    is_no_draft_by_id(keys)?;
    let (publish_at, expires_at) = terms(keys, zone)?;
    addresses::check(keys)?;
    let text = |names| keys.first(names).map(meaning::text).transpose();
    let many = |names| -> Result<Vec<String>, KeyFault> {
        Ok(keys.of(names).into_iter().map(meaning::texts).collect::<Result<Vec<_>, _>>()?.concat())
    };
    let updated = keys.first(UPDATED);
    let mut own = OwnItem {
        draft: draft_by(keys)?,
        withdrawn: withdrawn(keys)?,
        title: text(TITLE)?,
        summary: text(SUMMARY)?,
        url: text(URL)?.or_else(|| permalink(keys).filter(|text| !is_pattern(text))),
        permalink: permalink(keys).filter(|text| is_pattern(text)),
        categories: many(CATEGORIES)?,
        published: published(keys, zone)?,
        updated: updated.map(|key| meaning::date(key, zone)).transpose()?,
        updated_by_hand: updated.is_some_and(|key| key.name != "date_modified"),
        publish_at,
        expires_at,
        tags: many(TAGS)?,
        language: text(LANGUAGE)?,
        correction: keys.first(CORRECTION).map(meaning::note).transpose()?,
        rights: text(RIGHTS)?,
        author_note: text(AUTHOR_NOTE)?,
        is_link: keys.first(&["external_url"]).is_some_and(|key| key.form == Form::Json),
        exported: text(EXPORTED)?,
        ..OwnItem::default()
    };
    if own.exported.is_some() {
        own.corrections =
            keys.first(CORRECTION).map(exported::notes).transpose()?.unwrap_or_default();
        own.origin = keys.first(SOURCE).map(exported::origin).transpose()?;
    }
    for key in keys.of(SECTIONS) {
        own.sections.extend(meaning::sections(key)?);
    }
    for key in keys.of(AUTHORS) {
        own.authors.extend(meaning::people(key, &mut notes)?);
    }
    for key in keys.of(MEDIA).into_iter().filter(|key| !is_plain_picture(key)) {
        own.media.extend(meaning::media(key, &mut notes)?);
    }
    let picture = picture_of_theme(keys, &mut notes)?;
    if own.media.is_empty() && !keys.of(MEDIA).into_iter().any(is_plain_picture) {
        own.media = picture;
    }
    for key in keys.of(OF_JSON_FEED) {
        meaning::look_within(key, &key.value, 0)?;
    }
    notes.extend(unknown(keys)?);
    own.warnings = notes;
    Ok(own)
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
            warnings: [self.warnings, other.warnings].concat(),
        }
    }

    /// As [`OwnItem::over`], over an item of JSON Feed, whose reader knows how people and
    /// keywords stand in one.
    pub(super) fn over_json(self, item: RawItem) -> RawItem {
        let own = Self {
            authors: if item.authors.is_empty() { self.authors } else { Vec::new() },
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

/// Jekyll's and Eleventy's address of the page, or a pattern for it.
fn permalink(keys: &Keys) -> Option<String> {
    match &keys.first(&["permalink"])?.value {
        Value::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Whether an address is a pattern, or the name of one of Jekyll's.
fn is_pattern(permalink: &str) -> bool {
    let is_address = permalink.starts_with("http:") || permalink.starts_with("https:");
    permalink.contains(['{', '}'])
        || (permalink.contains(':') && !is_address)
        || ["date", "pretty", "ordinal", "weekdate", "none"].contains(&permalink)
}

/// The picture of an article under the name that a theme gives it, where it has no other.
fn picture_of_theme(keys: &Keys, notes: &mut Vec<String>) -> Result<Vec<MediaEntry>, KeyFault> {
    let mut found = Vec::new();
    for key in keys.of(THEME_PICTURES) {
        let pictures = meaning::picture_of_theme(key, notes)?;
        if found.is_empty() {
            found = pictures;
        }
    }
    Ok(found)
}

/// In JSON Feed a picture is an address, and is read with the text.
fn is_plain_picture(key: &Key) -> bool {
    key.form == Form::Json && key.name == "image" && matches!(key.value, Value::Text(_))
}

/// The key that says that it is not for readers, if any does. `published` may be a date.
fn draft_by(keys: &Keys) -> Result<Option<String>, KeyFault> {
    let mut draft = None;
    for key in keys.of(DRAFT) {
        let says_so = match (key.name.as_str(), &key.value) {
            ("draft" | "eleventyExcludeFromCollections", _) => meaning::switch(key)?,
            ("visible", _) => !meaning::switch(key)?,
            ("published", Value::Text(text)) if !is_switch_word(text) => false,
            ("published", Value::Date(_)) => false,
            ("published", _) => !meaning::switch(key)?,
            // Eleventy writes no page of it; any other is a pattern for addresses.
            (_, value) => *value == Value::Bool(false),
        };
        draft = draft.or_else(|| says_so.then(|| key.name.clone()));
    }
    for key in keys.of(STATUS) {
        let status = meaning::text(key)?.trim().to_lowercase();
        let says_so = match status.strip_prefix("stat:").unwrap_or(&status) {
            public if PUBLIC.contains(&public) => false,
            hidden if NOT_PUBLIC.contains(&hidden) => true,
            _ => return Err(key.wrong("publish or draft")),
        };
        draft = draft.or_else(|| says_so.then(|| key.name.clone()));
    }
    Ok(draft)
}

fn is_switch_word(text: &str) -> bool {
    ["true", "false", "yes", "no", "on", "off"].contains(&text.trim().to_lowercase().as_str())
}

/// The date that it says it is of: of two, the plainer one.
fn published(keys: &Keys, zone: Tz) -> Result<Option<DateTime<Utc>>, KeyFault> {
    let is_date = |key: &&Key| {
        key.name != "published"
            || matches!(&key.value, Value::Date(_))
            || matches!(&key.value, Value::Text(text) if !is_switch_word(text))
    };
    let mut dates = Vec::new();
    for key in keys.of(DATE).into_iter().filter(is_date) {
        dates.push(meaning::date(key, zone)?);
    }
    if let Some(date) = dates.first() {
        return Ok(Some(*date));
    }
    let as_in_hugo = keys.of(PUBLISH_AT).into_iter().find(|key| key.name != "publish_at");
    as_in_hugo.map(|key| meaning::date(key, zone)).transpose()
}

/// From when on something may be shown, and until when.
type Term = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The term of an item: of several dates the one that keeps it
/// back longer.
fn terms(keys: &Keys, zone: Tz) -> Result<Term, KeyFault> {
    let all = |names| -> Result<Vec<DateTime<Utc>>, KeyFault> {
        keys.of(names).into_iter().map(|key| meaning::date(key, zone)).collect()
    };
    let term = (all(PUBLISH_AT)?.into_iter().max(), all(EXPIRES_AT)?.into_iter().min());
    if let ((Some(from), Some(until)), Some(key)) = (term, keys.first(PUBLISH_AT))
        && from >= until
    {
        let name = &key.name;
        return Err(key.fault(format!(
            "`{name}` is not before the end of its time, so readers would never see it: mend one of the two"
        )));
    }
    Ok(term)
}

/// What is to be told of the keys that nobody reads.
fn unknown(keys: &Keys) -> Result<Vec<String>, KeyFault> {
    let mut notes = Vec::new();
    for key in keys.unread() {
        let (name, value) = (key.name.as_str(), &key.value);
        if OF_READERS.contains(&name) && key.form == Form::Json {
            meaning::look_within(key, value, 0)?;
            continue;
        }
        if key.form == Form::Page {
            // Others put long names into the heads of pages.
            let is_short = name.split(['-', '_']).count() <= 3;
            match meant(name, value).filter(|_| is_short) {
                Some(meant) => return Err(strange(key, meant)),
                None => continue,
            }
        }
        // Extensions of JSON Feed are objects, and somebody else's.
        let is_table = matches!(value, Value::Table(_) | Value::List(_));
        let is_extension = name.starts_with('_') && key.form == Form::Json && is_table;
        if !is_extension && let Some(meant) = meant(name, value) {
            return Err(strange(key, meant));
        }
        meaning::look_within(key, value, 0)?;
        if !is_extension {
            notes.push(nobody_reads(key));
        }
    }
    Ok(notes)
}

/// What a key that nobody knows was meant as, when it or what stands behind it looks as if
/// it kept the article from readers.
fn meant(name: &str, value: &Value) -> Option<&'static str> {
    let said = match value {
        Value::Text(text) => text.lines().any(label::waits).then_some(DRAFT[0]),
        _ => None,
    };
    look_alike::meant(name, value).or(said)
}

fn strange(key: &Key, meant: &str) -> KeyFault {
    key.fault(format!(
        "nobody knows the key `{}`, and it looks as if it kept the article from readers: write `{meant}`, or remove it",
        key.name
    ))
}

fn nobody_reads(key: &Key) -> String {
    let line = key.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let names = ALL.iter().flat_map(|names| names.iter().copied());
    let of_text = OF_JSON_FEED.iter().copied().filter(|_| key.form == Form::Json);
    let known = nearest(&key.name, names.chain(of_text));
    let is_text = key.form == Form::Json && NAMES_OF_TEXT.contains(&key.name.as_str());
    match known.or(is_text.then_some("content_html")) {
        Some(known) => format!("{line}nobody reads `{}`: did you mean `{known}`?", key.name),
        None => format!("{line}nobody reads `{}`", key.name),
    }
}
