//! One file into what it means: an article, several, none, or a fault that names
//! the file and the line. It looks at no other file but the pictures it names.

use super::fences::{self, Fault, LikelyId, Parts};
use super::front_matter::FrontMatter;
use super::html_file;
use super::listing::Kind;
use super::local_media::{as_reference, place};
use super::text_file;
use super::values::{AuthorEntry, Many, MediaEntry, Stamp, TakenBack};
use crate::fingerprint::Fingerprint;
use crate::raw_item::{RawAuthor, RawItem, RawMedia, RawText, Rejection};
use crate::section::Slug;
use crate::sources::Known;
use crate::text::charset;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// What a file turned out to hold.
pub(super) struct FileReading {
    /// Its path below the root.
    pub(super) path: String,
    /// By key.
    pub(super) entries: Vec<(String, Entry)>,
    /// Whether `entries` names every article that is in the file: not when it
    /// cannot be read far enough to tell.
    pub(super) keys_are_certain: bool,
}

/// One article of a file.
pub(super) enum Entry {
    /// New, or different from what is known.
    New(Box<RawItem>),
    /// Known as it is.
    Known,
    /// There, and cannot be read.
    Rejected(Rejection),
    /// Marked as taken back, with the reason if there is one.
    TakenBack(Option<String>),
    /// It is a draft.
    KeptOut,
}

/// Reads the files of one folder.
pub(super) struct Reader<'a> {
    root: &'a Path,
    base: Option<WebAddress>,
    zone: Tz,
    pub(super) known: &'a Known,
}

/// A file on its way.
pub(super) struct Draft<'a> {
    pub(super) path: &'a str,
    /// The folder it lies in, below the root.
    pub(super) folder: &'a Path,
    /// The path without its extension.
    pub(super) stem: String,
    kind: Kind,
    pub(super) bytes: &'a [u8],
    pub(super) text: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        root: &'a Path,
        base: Option<&WebAddress>,
        zone: Tz,
        known: &'a Known,
    ) -> Self {
        Self { root, base: base.map(as_folder), zone, known }
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
        let text = charset::decode(&bytes, None);
        if text.contains('\0') {
            let reason = format!("{shown}: this is not text: save it as UTF-8");
            return unclear(shown, stem, reason);
        }
        let kind = Kind::of(path).unwrap_or(Kind::Markdown);
        let folder = below.parent().unwrap_or(Path::new(""));
        let draft = Draft { path: &shown, folder, stem, kind, bytes: &bytes, text: &text };
        match kind {
            Kind::Json => self.read_json(&draft),
            Kind::Markdown | Kind::Html | Kind::Text => self.read_text(&draft),
        }
    }

    fn read_text(&self, draft: &Draft<'_>) -> FileReading {
        let read = draft.parts().and_then(|parts| {
            let head = parts.head.as_ref().map(FrontMatter::read).transpose()?;
            Ok((head.unwrap_or_default(), parts.body))
        });
        let (head, body) = match read {
            Ok(read) => read,
            Err(fault) => return draft.faulty(&fault),
        };
        let key = head.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
        let key = key.unwrap_or(&draft.stem).to_owned();
        if head.draft == Some(true) {
            return draft.holds(vec![(key, Entry::KeptOut)]);
        }
        if let Some(TakenBack::Yes(reason)) = head.withdrawn {
            return draft.holds(vec![(key, Entry::TakenBack(reason))]);
        }
        let (media, states): (Vec<RawMedia>, Vec<String>) =
            head.image.0.iter().chain(&head.media.0).map(|entry| self.place(entry, draft)).unzip();
        let arrived = self.fingerprint(draft, &states);
        if self.known.contains(&arrived) {
            return draft.holds(vec![(key, Entry::Known)]);
        }
        let entry = match self.item(draft, head, body, media) {
            Ok(item) => Entry::New(Box::new(RawItem {
                key_is_global: is_global(&key),
                key: key.clone(),
                arrived: Some(arrived),
                ..item
            })),
            Err(reason) => Entry::Rejected(Rejection {
                key: key.clone(),
                title: None,
                reason: format!("{}: {reason}", draft.path),
            }),
        };
        draft.holds(vec![(key, entry)])
    }

    fn item(
        &self,
        draft: &Draft<'_>,
        head: FrontMatter,
        body: &str,
        media: Vec<RawMedia>,
    ) -> Result<RawItem, String> {
        let mut item = match draft.kind {
            Kind::Html => self.html_item(body, head.title.as_deref(), draft)?,
            Kind::Text => self.plain_item(body, head.title.as_deref())?,
            Kind::Markdown | Kind::Json => markdown_item(body, head.title.is_none()),
        };
        item.base = self.place_of(draft.folder);
        item.published = self.date(head.date.or(head.published))?.or(item.published);
        item.updated = self.date(head.updated)?.or(item.updated);
        item.publish_at = self.date(head.publish_at)?;
        item.expires_at = self.date(head.expires_at)?;
        let named = sections(head.section.0.iter().chain(&head.sections.0))?;
        if !named.is_empty() {
            item.sections = named;
        }
        if let Some(title) = head.title {
            item.title = Some(RawText::Plain(title));
        }
        if let Some(summary) = head.summary {
            item.summary = Some(RawText::Plain(summary));
        }
        if !(head.author.0.is_empty() && head.authors.0.is_empty()) {
            item.authors = authors(head.author, head.authors);
        }
        if !media.is_empty() {
            item.media = media;
        }
        if !head.tags.0.is_empty() {
            item.tags = head.tags.0;
        }
        item.url = self.address(head.url.or(head.slug), item.url, draft);
        item.language = head.language.or(item.language);
        item.rights = head.rights;
        item.correction = head.correction;
        Ok(item)
    }

    fn html_item(
        &self,
        html: &str,
        title: Option<&str>,
        draft: &Draft<'_>,
    ) -> Result<RawItem, String> {
        let page = html_file::read(html, title);
        let image = page.image.map(|url| MediaEntry { url, ..MediaEntry::default() });
        Ok(RawItem {
            title: page.title.map(RawText::Plain),
            summary: page.summary.map(RawText::Plain),
            url: page.canonical,
            published: self.date(page.date.map(Stamp))?,
            updated: self.date(page.updated.map(Stamp))?,
            authors: page
                .authors
                .into_iter()
                .map(|name| RawAuthor { name, ..RawAuthor::default() })
                .collect(),
            tags: page.tags,
            sections: sections(page.sections.iter())?,
            language: page.language,
            media: image.iter().map(|entry| self.place(entry, draft).0).collect(),
            content: Some(RawText::Html(page.content)),
            ..RawItem::default()
        })
    }

    fn plain_item(&self, text: &str, title: Option<&str>) -> Result<RawItem, String> {
        let dump = text_file::read(text, title);
        Ok(RawItem {
            title: dump.title.map(RawText::Plain),
            published: self.date(dump.date.map(Stamp))?,
            authors: dump.authors,
            author_note: dump.author_note,
            tags: dump.tags,
            content: Some(RawText::Html(dump.content)),
            ..RawItem::default()
        })
    }

    fn place(&self, entry: &MediaEntry, draft: &Draft<'_>) -> (RawMedia, String) {
        place(entry, self.root, draft.folder, self.base.as_ref())
    }

    /// Of everything that an article is made of: the file, the pictures beside
    /// it, and the settings that its addresses and dates depend on.
    pub(super) fn fingerprint(&self, draft: &Draft<'_>, states: &[String]) -> Fingerprint {
        let base = self.base.as_ref().map(WebAddress::as_str).unwrap_or_default();
        let settings = [draft.path, base, self.zone.name()];
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
    /// site and not to the folder; else the file's path on the site.
    fn address(
        &self,
        given: Option<String>,
        canonical: Option<String>,
        draft: &Draft<'_>,
    ) -> Option<String> {
        let Some(base) = &self.base else { return given.or(canonical) };
        match given.or(canonical) {
            Some(given) => base.join(&given).ok().map(Into::into).or(Some(given)),
            None => base.join(&as_reference(Path::new(&draft.stem))).ok().map(Into::into),
        }
    }

    /// A date that is given and unreadable costs the article: publishing it now
    /// could let out a story that was meant to wait.
    fn date(&self, stamp: Option<Stamp>) -> Result<Option<DateTime<Utc>>, String> {
        let Some(stamp) = stamp.filter(|stamp| !stamp.0.trim().is_empty()) else { return Ok(None) };
        stamp.instant(self.zone).map(Some).ok_or_else(|| {
            format!("\"{}\" is not a date: write it as in 2026-09-01T10:00:00+05:00", stamp.0)
        })
    }
}

impl<'a> Draft<'a> {
    /// Head and body. Plain text has a head only where it clearly begins with one:
    /// lines and labels mean nothing in it.
    fn parts(&self) -> Result<Parts<'a>, Fault> {
        let whole = Parts { head: None, body: self.text };
        match self.kind {
            Kind::Text if self.text.starts_with("+++") => fences::split(self.text),
            Kind::Text => Ok(whole),
            _ => fences::split(self.text),
        }
    }

    /// A reading that is certain of its keys.
    pub(super) fn holds(&self, entries: Vec<(String, Entry)>) -> FileReading {
        FileReading { path: self.path.to_owned(), entries, keys_are_certain: true }
    }

    /// A head that cannot be read. Which article it is can often still be told,
    /// and then it counts as there: a typo takes nothing back.
    fn faulty(&self, fault: &Fault) -> FileReading {
        let reason = format!("{}, line {}: {}", self.path, fault.line, fault.reason);
        match fences::likely_id(self.text) {
            LikelyId::Path => self.holds(vec![rejected(self.stem.clone(), reason)]),
            LikelyId::Given(id) => self.holds(vec![rejected(id, reason)]),
            LikelyId::Unclear => unclear(self.path.to_owned(), self.stem.clone(), reason),
        }
    }
}

/// The entry of an article that is there and cannot be read.
pub(super) fn rejected(key: String, reason: String) -> (String, Entry) {
    (key.clone(), Entry::Rejected(Rejection { key, title: None, reason }))
}

/// A file that cannot be read far enough to tell which article it is.
pub(super) fn unclear(path: String, stem: String, reason: String) -> FileReading {
    let reason = format!("{reason}. Until then nothing of this folder is withdrawn");
    FileReading { path, entries: vec![rejected(stem, reason)], keys_are_certain: false }
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(format!("it is larger than {MAX_BYTES} bytes")));
    }
    Ok(bytes)
}

fn markdown_item(markdown: &str, wants_title: bool) -> RawItem {
    let (title, markdown) = match first_heading(markdown) {
        Some((title, rest)) if wants_title => (Some(title), rest),
        _ => (None, markdown),
    };
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_FOOTNOTES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(markdown, options));
    let title = title.map(|title| {
        let mut line = String::new();
        pulldown_cmark::html::push_html(&mut line, pulldown_cmark::Parser::new(title));
        RawText::Html(line)
    });
    RawItem { title, content: Some(RawText::Html(html)), ..RawItem::default() }
}

/// The heading that a text begins with, and the rest.
fn first_heading(markdown: &str) -> Option<(&str, &str)> {
    let (line, rest) = markdown.trim_start().split_once('\n').unwrap_or((markdown.trim(), ""));
    let heading = line.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    (!heading.is_empty()).then_some((heading, rest))
}

fn authors(author: Many<AuthorEntry>, authors: Many<AuthorEntry>) -> Vec<RawAuthor> {
    let all = author.0.into_iter().chain(authors.0);
    all.map(|one| RawAuthor { name: one.name, url: one.url, email: None }).collect()
}

/// The sections that are named, as short names.
pub(super) fn sections<'a>(names: impl Iterator<Item = &'a String>) -> Result<Vec<Slug>, String> {
    names
        .filter(|name| !name.trim().is_empty())
        .map(|name| slug_of(name).parse().map_err(|_| not_a_section(name)))
        .collect()
}

/// `Top Story` and `top_story` mean `top-story`.
fn slug_of(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn not_a_section(name: &str) -> String {
    format!("\"{name}\" is not the short name of a section: write it as in \"top-story\"")
}

/// Whether an id names the article in the whole world: an absolute URI.
fn is_global(key: &str) -> bool {
    let scheme = key.split_once(':').map(|(scheme, _)| scheme);
    matches!(scheme, Some("http" | "https" | "tag" | "urn" | "info" | "doi"))
}

/// The address of the folder: what is joined to it must not replace its last part.
fn as_folder(base: &WebAddress) -> WebAddress {
    let path: Cow<'_, str> = base.url().path().into();
    if path.ends_with('/') {
        return base.clone();
    }
    base.join(&format!("{path}/")).unwrap_or_else(|_| base.clone())
}
