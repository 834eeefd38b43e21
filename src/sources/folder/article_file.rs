//! One file into what it means: an article, several, none, or a fault that names
//! the file and the line. It looks at no other file but the pictures it names.

use super::about::About;
use super::base::Base;
use super::draft::Draft;
use super::editor_marks::for_readers;
use super::listing::Kind;
use super::local_media::{as_reference, place};
use super::markdown_head::{self, Said};
use super::places::not_for_readers;
use super::reading::{DRAFTS, Entry, FileReading, kept_back, unclear};
use super::repeated::Repeated;
use super::site_page::{date_in_name, filled, language_in_name, page_of};
use super::text_head::{line_of_date, nearly_dated};
use super::{html_file, markdown, text_file};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawItem, RawMedia, RawText};
use crate::regular_file;
use crate::sources::Known;
use crate::sources::global_id::is_global;
use crate::sources::own_item::{
    self, Form, KeyFault, Keys, MediaEntry, OwnItem, Place, has_no_text, keys_of_head,
    says_something,
};
use crate::text::{charset, dates};
use crate::web_address::WebAddress;
use chrono_tz::Tz;
use std::borrow::Cow;
use std::io;
use std::path::Path;

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Another word whenever the same file means something else: then every file is read once
/// more.
pub(super) const KEYS: &str = "keys 12";

/// Reads the files of one folder.
pub(super) struct Reader<'a> {
    root: &'a Path,
    base: Option<WebAddress>,
    /// A file has its page where it is.
    makes_pages: bool,
    pub(super) zone: Tz,
    pub(super) known: &'a Known,
    repeated: &'a Repeated,
    about: &'a About,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        root: &'a Path,
        base: Option<&Base>,
        zone: Tz,
        known: &'a Known,
        (repeated, about): (&'a Repeated, &'a About),
    ) -> Self {
        let makes_pages = base.is_some_and(|base| base.makes_pages);
        let base = base.map(|base| as_folder(&base.address));
        Self { root, base, makes_pages, zone, known, repeated, about }
    }

    /// A file that is not read now: whatever is in it counts as still there.
    pub(super) fn unread(&self, path: &Path) -> FileReading {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let path = below.to_string_lossy().replace('\\', "/");
        FileReading { path, entries: Vec::new(), keys_are_certain: false }
    }

    pub(super) fn read(&self, path: &Path) -> FileReading {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let shown = below.to_string_lossy().replace('\\', "/");
        let stem = below.with_extension("").to_string_lossy().replace('\\', "/");
        let bytes = match read_bytes(path) {
            Ok(bytes) => bytes,
            // It went away between the listing and now.
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => {
                return FileReading { path: shown, entries: Vec::new(), keys_are_certain: false };
            }
            Err(reason) => {
                let reason = format!("{shown}: cannot be read: {reason}");
                return unclear(shown, stem, reason);
            }
        };
        let mut text = charset::decode(&bytes, None);
        if text.contains('\r') && !text.contains('\n') {
            // Lines as an old Mac ends them.
            text = text.replace('\r', "\n").into();
        }
        if text.contains('\0') {
            let reason = format!("{shown}: this is not text: save it as UTF-8");
            return unclear(shown, stem, reason);
        }
        let kind = Kind::of(path).unwrap_or(Kind::Markdown);
        let folder = below.parent().unwrap_or(Path::new(""));
        let draft = Draft { path: &shown, folder, stem, kind, bytes: &bytes, text: &text };
        let reading = match kind {
            Kind::Json => self.read_json(&draft),
            Kind::Markdown | Kind::Html | Kind::Text => self.read_text(&draft),
        };
        if folder.iter().any(|name| name == DRAFTS) {
            return reading.kept_out();
        }
        let why = not_for_readers(below).or_else(|| self.about.why(path).cloned());
        match why {
            Some(reason) => reading.refused(&format!("{}: {reason}", draft.path)),
            None => reading,
        }
    }

    fn read_text(&self, draft: &Draft<'_>) -> FileReading {
        let read = draft.parts().and_then(|parts| {
            let keys = parts.head.as_ref().map(keys_of_head).transpose()?.unwrap_or_default();
            Ok((own_item::id_of(&keys)?, keys, parts.body))
        });
        let (id, keys, body) = match read {
            Ok(read) => read,
            Err(fault) => return draft.faulty(&fault),
        };
        let by_path = id.is_none();
        let key = id.unwrap_or_else(|| draft.stem.clone());
        let entry = own_item::read(keys, self.zone)
            .and_then(|own| self.entry(draft, (&key, by_path), own, body))
            .unwrap_or_else(|fault| draft.rejected(&key, draft.told(&fault)));
        draft.holds(vec![(key, entry)])
    }

    /// What an article is that says this of itself.
    fn entry(
        &self,
        draft: &Draft<'_>,
        (key, is_named_by_path): (&str, bool),
        own: OwnItem,
        body: &str,
    ) -> Result<Entry, KeyFault> {
        if let Some(entry) = kept_back(&own) {
            return Ok(entry);
        }
        let (media, mut states): (Vec<RawMedia>, Vec<String>) =
            own.media.iter().map(|entry| self.place(entry, draft)).unzip();
        if draft.kind == Kind::Text {
            states.extend(self.repeated.within(body));
        }
        let arrived = self.fingerprint(draft, &states);
        if self.known.contains(&arrived) {
            return Ok(Entry::Known);
        }
        let (seal, title) = (own.exported.as_deref(), own.title.as_deref());
        let is_as_exported = own_item::is_as_exported(seal, title, body);
        if !is_as_exported {
            draft.check_text(&own, body)?;
        }
        let (own, item) = match draft.kind {
            Kind::Html => self.html_item(draft, own, body)?,
            Kind::Text => self.plain_item(draft, own, body)?,
            Kind::Markdown | Kind::Json if is_as_exported => (own, markdown::item(body)),
            Kind::Markdown | Kind::Json => self.markdown_item(draft, own, body)?,
        };
        if let Some(entry) = kept_back(&own) {
            return Ok(entry);
        }
        let (url, url_is_made, odd) = self.address(&own, item.url.clone(), draft);
        let is_link = own.is_link;
        let mut item = own.over(item);
        item.warnings.extend(odd);
        item.warnings.extend(own_item::out_of_reach_in(&item));
        item.warnings.extend(draft.left_in(body));
        item.warnings.extend(draft.left_out(body).filter(|_| !is_as_exported));
        item.url = url;
        item.url_is_made = url_is_made;
        item.language = item.language.or_else(|| language_in_name(&draft.stem).map(str::to_owned));
        item.base = self.place_of(draft.folder);
        item.root = self.base.clone();
        item.media = if media.is_empty() { item.media } else { media };
        item.published = item.published.or_else(|| date_in_name(&draft.stem, self.zone));
        item.key_is_global = is_global(key);
        item.key = key.to_owned();
        item.is_named_by_path = is_named_by_path;
        item.arrived = Some(arrived);
        item.has_no_text = has_no_text(&item);
        if !is_as_exported {
            own_item::check_words(&item)?;
            says_something(&item, is_link)?;
        }
        Ok(Entry::New(Box::new(item)))
    }

    fn markdown_item(
        &self,
        draft: &Draft<'_>,
        own: OwnItem,
        text: &str,
    ) -> Result<(OwnItem, RawItem), KeyFault> {
        let is_dated = own.published.is_some()
            || own.publish_at.is_some()
            || date_in_name(&draft.stem, self.zone).is_some();
        let said = Said { title: own.title.as_deref(), authors: &own.authors, is_dated };
        let clean = for_readers(text);
        let head = markdown_head::read(&clean, said);
        let date = head.date.map(|(line, date)| {
            let before = text.find(line).map_or("", |at| &text[..at]);
            let line = draft.line_of(text) + before.matches('\n').count();
            let fault = |reason| KeyFault { line: Some(line), reason };
            dates::judge_own_date(&date, self.zone).map_err(|it| fault(it.to_string()))
        });
        let item = RawItem {
            title: head.title.map(RawText::Html),
            authors: head.authors,
            published: date.transpose()?,
            ..markdown::item(head.rest)
        };
        Ok((own, item))
    }

    /// A page, whose head says the same in its own words; what stands in front of it counts
    /// more.
    fn html_item(
        &self,
        draft: &Draft<'_>,
        own: OwnItem,
        html: &str,
    ) -> Result<(OwnItem, RawItem), KeyFault> {
        let page = html_file::read(html, own.title.as_deref())
            .map_err(|reason| KeyFault { line: None, reason })?;
        let mut keys = Keys::default();
        keys.add(page.keys, Place { form: Form::Page, text: html, first_line: None });
        let own = own.before(own_item::read(keys, self.zone)?);
        let image = page.image.map(|url| MediaEntry { url, ..MediaEntry::default() });
        let item = RawItem {
            title: page.title.map(RawText::Plain),
            url: page.canonical,
            language: page.language,
            media: image.iter().map(|entry| self.place(entry, draft).0).collect(),
            content: Some(RawText::Html(page.content)),
            ..RawItem::default()
        };
        Ok((own, item))
    }

    fn plain_item(
        &self,
        draft: &Draft<'_>,
        own: OwnItem,
        text: &str,
    ) -> Result<(OwnItem, RawItem), KeyFault> {
        let dump = text_file::read(text, own.title.as_deref(), self.repeated);
        let says_when = own.published.is_some() || own.publish_at.is_some();
        let near = nearly_dated(text, dump.title.as_deref());
        let (line, date) = match (near.filter(|_| !says_when), dump.date) {
            (Some((line, date)), _) => (Some(line), Some(date)),
            (None, Some(date)) => (line_of_date(text, &date), Some(date)),
            (None, None) => (None, None),
        };
        let line = line.map(|line| draft.line_of(text) + line);
        let date = date.map(|date| {
            dates::judge_own_date(&date, self.zone)
                .map_err(|fault| KeyFault { line, reason: fault.to_string() })
        });
        let told = |line: String| {
            format!(
                "\"{line}\" stands above what was taken for the headline, and was left out as an \
                 app's notice: if it is the headline, write it as `title` at the top of the file"
            )
        };
        let item = RawItem {
            warnings: dump.unsure.into_iter().map(told).collect(),
            title: dump.title.map(RawText::Plain),
            published: date.transpose()?,
            authors: dump.authors,
            author_note: dump.author_note,
            tags: dump.tags,
            content: Some(RawText::Html(dump.content)),
            ..RawItem::default()
        };
        Ok((own, item))
    }

    /// The address that the folder is published under.
    pub(super) fn base(&self) -> Option<&WebAddress> {
        self.base.as_ref()
    }

    pub(super) fn place(&self, entry: &MediaEntry, draft: &Draft<'_>) -> (RawMedia, String) {
        place(entry, self.root, draft.folder, self.base.as_ref())
    }

    /// Of everything that an article is made of: the file, the pictures beside
    /// it, and the settings that its addresses and dates depend on.
    pub(super) fn fingerprint(&self, draft: &Draft<'_>, states: &[String]) -> Fingerprint {
        let base = self.base.as_ref().map(WebAddress::as_str).unwrap_or_default();
        let settings = [KEYS, draft.path, base, self.zone.name()];
        let parts = settings.into_iter().chain(states.iter().map(String::as_str));
        Fingerprint::of_parts(parts.map(str::as_bytes).chain([draft.bytes]))
    }

    /// The address of a folder below the root.
    pub(super) fn place_of(&self, folder: &Path) -> Option<WebAddress> {
        let base = self.base.as_ref()?;
        if folder.as_os_str().is_empty() {
            return Some(base.clone());
        }
        base.join(&format!("{}/", as_reference(folder))).ok()
    }

    /// The address of the article's page: the one that is given, relative to the
    /// site and not to the folder; else one made of a slug, or of the file's path on the site.
    /// Whether it was made so, and what is odd about it.
    fn address(
        &self,
        own: &OwnItem,
        canonical: Option<String>,
        draft: &Draft<'_>,
    ) -> (Option<String>, bool, Option<String>) {
        let pattern = own.permalink.as_deref().filter(|_| own.url.is_none() && own.slug.is_none());
        let filled = pattern.map(|pattern| {
            filled(pattern, &draft.stem, own, self.zone).map_err(|reason| {
                format!("`permalink` is a pattern, and {reason}: the page's address is made of the file's path; write `url` if it is another")
            })
        });
        let (filled, odd) = match filled.transpose() {
            Ok(filled) => (filled, None),
            Err(odd) => (None, Some(odd)),
        };
        let slug = own.slug.clone();
        let named = own.url.clone().or(filled).or(canonical.filter(|_| slug.is_none()));
        let is_made = named.is_none();
        let Some(base) = self.base.as_ref().filter(|_| self.makes_pages || !is_made) else {
            return (named, false, odd);
        };
        let address = match named.or(slug) {
            Some(given) => base.join(&given).ok().map(Into::into).or(Some(given)),
            None => {
                let page = page_of(&draft.stem);
                base.join(&as_reference(Path::new(page))).ok().map(Into::into)
            }
        };
        (address, is_made, odd)
    }
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let larger = || io::Error::other(format!("it is larger than {MAX_BYTES} bytes"));
    regular_file::read(path, MAX_BYTES)?.ok_or_else(larger)
}

/// The address of the folder: what is joined to it must not replace its last part.
fn as_folder(base: &WebAddress) -> WebAddress {
    let path: Cow<'_, str> = base.url().path().into();
    if path.ends_with('/') {
        return base.clone();
    }
    base.join(&format!("{path}/")).unwrap_or_else(|_| base.clone())
}
