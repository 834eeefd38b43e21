//! `[web]`: the web edition, and the names that its paths take.

use super::Checker;
use super::bad_value::BadValue;
use super::forms::{address, folder_address, line, size};
use super::sections::Names;
use crate::config::file::{
    Address, FilePath, Key, SectionTable, Text, WebLinkTable, WebTable, Written,
};
use crate::config::settings::{Web, WebLink};
use crate::look::{GROUNDS, contrast};
use crate::paper::{Paper, is_reserved};
use crate::regular_file;
use crate::section::Slug;
use crate::text::{PublicMail, mail};
use crate::web_address::WebAddress;
use image::ImageReader;
use std::io::Cursor;
use std::path::Path;

/// The largest stylesheet of an operator.
const LARGEST: u64 = 256 << 10;

/// The largest file of a picture for home screens, and its sides in pixels.
const LARGEST_ICON: u64 = 2 << 20;
const SMALLEST_ICON: u32 = 192;
const WIDEST_ICON: u32 = 4096;

/// The contrast that letters of their size need.
const READABLE: f64 = 4.5;

impl Checker<'_, '_> {
    /// The web edition, where there is one.
    pub(super) fn web(
        &mut self,
        table: &WebTable,
        sections: &[Written<SectionTable>],
        names: &Names,
        public: Option<&PublicMail>,
    ) -> Option<Web> {
        let address = self.read(&table.address, folder_address);
        let folder = self.folder_to_write(&table.folder);
        let cache_bytes = self.read(&table.cache, size(1 << 20..=1 << 30));
        let accent = self.read(&table.accent, colour);
        let accent_dark = self.read(&table.accent_dark, colour);
        let stylesheet = self.stylesheet(&table.stylesheet);
        let icon = self.icon(&table.icon);
        let principles = self.read(&table.principles, |text| shown_address(text, public));
        let corrections = self.read(&table.corrections, |text| shown_address(text, public));
        let links = table.link.value().map(Vec::as_slice).unwrap_or_default();
        let links = links.iter().filter_map(|link| self.web_link(&link.value, public)).collect();
        for (key, chosen, ground) in
            [(&table.accent, &accent, GROUNDS[0]), (&table.accent_dark, &accent_dark, GROUNDS[1])]
        {
            self.warn_of_pale(key, chosen.as_deref(), ground);
        }
        let address = address?;
        for (table, slug) in sections.iter().zip(names.of_sections()) {
            self.refuse_route(&table.value, slug, &address);
        }
        Some(Web {
            paper: Paper::at(address, names.slugs().cloned().collect()),
            folder,
            cache_bytes: cache_bytes?,
            accent: [accent?, accent_dark?],
            stylesheet,
            offline: *table.offline.value()?,
            icon,
            principles,
            corrections,
            links,
        })
    }

    /// A colour of links that is hard to read on the ground of a page (WCAG 2.2, 1.4.3).
    fn warn_of_pale(&mut self, key: &Key<Text>, chosen: Option<&str>, ground: &str) {
        let ratio = chosen.and_then(|chosen| contrast(chosen, ground));
        let Some(ratio) = ratio.filter(|ratio| *ratio < READABLE) else { return };
        let cause = format!(
            "links in {} have a contrast of {ratio:.1}:1 on {ground}, where pages need {READABLE}:1",
            chosen.unwrap_or_default()
        );
        let remedy = "take a colour that is further from the ground, as in `#8a3b00` on a light \
                      one and `#ffb37a` on a dark one";
        self.findings.warn(key.span(), cause, remedy.to_owned());
    }

    fn web_link(&mut self, table: &WebLinkTable, public: Option<&PublicMail>) -> Option<WebLink> {
        let title = self.read(&table.title, line);
        let url = self.read(&table.url, |text| shown_address(text, public));
        Some(WebLink { title: title?, url: url? })
    }

    /// A section whose name stands first in a path of the paper that is no section's.
    fn refuse_route(&mut self, table: &SectionTable, slug: Option<&Slug>, address: &WebAddress) {
        let Some(slug) = slug else { return };
        let mut folders = address.url().path().split('/').filter(|folder| !folder.is_empty());
        let cause = if is_reserved(slug) {
            format!("`{slug}` is a page of the web edition, so no section can have that name")
        } else if folders.next() == Some(slug.as_str()) {
            format!("the web edition is below `/{slug}/`, so no section can have that name")
        } else {
            return;
        };
        let key = if table.slug.0.is_some() { table.slug.span() } else { table.title.span() };
        self.refuse(key, BadValue::new(cause, "give it another one with `slug`"));
    }

    /// The picture for home screens: all sizes are made of it, so it is read now.
    fn icon(&mut self, key: &Key<FilePath>) -> Option<Vec<u8>> {
        let path = self.file_to_read(key)?;
        let larger = || std::io::Error::other("it is larger than 2 MiB");
        let read = regular_file::read(&path, LARGEST_ICON).and_then(|it| it.ok_or_else(larger));
        let judged = read.map_err(|error| error.to_string()).and_then(|bytes| {
            let (width, height) = ImageReader::new(Cursor::new(&bytes))
                .with_guessed_format()
                .map_err(|error| error.to_string())?
                .into_dimensions()
                .map_err(|error| error.to_string())?;
            match width.min(height) >= SMALLEST_ICON && width.max(height) <= WIDEST_ICON {
                true => Ok(bytes),
                false => Err(format!("it has {width} × {height} pixels")),
            }
        });
        match judged {
            Ok(bytes) => Some(bytes),
            Err(_) if !path.exists() => self.not_there(key, &path),
            Err(reason) => {
                let cause = format!("{} cannot stand for the paper: {reason}", path.display());
                let remedy = "name a PNG, JPEG, GIF or WebP of 192 to 4096 pixels on each side";
                self.findings.warn(key.span(), cause, remedy.to_owned());
                None
            }
        }
    }

    /// A file that the paper goes without.
    fn not_there<T>(&mut self, key: &Key<FilePath>, path: &Path) -> Option<T> {
        let cause = format!("there is no file {}, and the paper goes without it", path.display());
        let remedy = "put it there, or remove the line".to_owned();
        self.findings.warn(key.span(), cause, remedy);
        None
    }

    /// The text of a stylesheet: it becomes a part of every page, so it is read now.
    fn stylesheet(&mut self, key: &Key<FilePath>) -> Option<String> {
        let path = self.file_to_read(key)?;
        let larger = || std::io::Error::other("it is larger than 256 KiB");
        let read = regular_file::read(&path, LARGEST).and_then(|it| it.ok_or_else(larger));
        let read = read.and_then(|css| String::from_utf8(css).map_err(std::io::Error::other));
        match read {
            Ok(css) => Some(css),
            Err(_) if !path.exists() => self.not_there(key, &path),
            Err(error) => {
                let cause = format!("{} cannot be read: {error}", path.display());
                let remedy = "until it is a CSS file in UTF-8, pages look as they are made";
                self.findings.warn(key.span(), cause, remedy.to_owned());
                None
            }
        }
    }
}

/// Where a link on every page leads: there is nobody's e-mail address in it that readers are
/// not to see.
fn shown_address(text: &Address, public: Option<&PublicMail>) -> Result<WebAddress, BadValue> {
    let read = address(text)?;
    let found = mail::addresses(read.as_str()).into_iter().map(|found| found.address);
    let shown = |found: &String| public.is_some_and(|public| public.allowed(found).is_some());
    match found.into_iter().find(|found| !shown(found)) {
        None => Ok(read),
        Some(found) => Err(BadValue::new(
            format!("\"{read}\" has the e-mail address {found} in it, which no page shows"),
            "lead to a page without it, or name it in `publish` of [email]",
        )),
    }
}

/// A colour in six digits.
fn colour(text: &Text) -> Result<String, BadValue> {
    let text = text.0.trim().to_ascii_lowercase();
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(text);
    }
    let cause = format!("\"{text}\" is no colour");
    Err(BadValue::new(cause, "write six hexadecimal digits, as in `#8a3b00`"))
}
