//! Reads one sitemap: plain, for news, or an index; in XML, gzipped or not, or a
//! list of addresses in plain text. It follows nothing.

use crate::sources::article_address::day_of;
use crate::text::charset;
use crate::text::dates::read_date;
use crate::web_address::WebAddress;
use chrono::{DateTime, Utc};
use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;
use std::io::Read;

/// More entries than this are not read from one sitemap; the protocol allows
/// 50,000.
const MOST_ENTRIES: usize = 50_000;

/// What some editors write before a text.
const BOM: char = '\u{FEFF}';

/// Longer values are cut.
const LONGEST_VALUE: usize = 4096;

/// Why a document is no sitemap.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SitemapError {
    /// It is something else.
    #[error("{address}: not a sitemap. Look for `Sitemap:` in the site's robots.txt")]
    NotASitemap {
        /// Where it came from.
        address: String,
    },
    /// It is larger than is taken.
    #[error(
        "{address}: the sitemap is larger than {limit} bytes when decompressed. If that is right, raise fetch.max_bytes"
    )]
    TooLarge {
        /// Where it came from.
        address: String,
        /// The most that is taken.
        limit: usize,
    },
    /// It is said to be gzipped, and is damaged.
    #[error("{address}: the gzipped sitemap is damaged: {reason}. Tell the publisher")]
    Damaged {
        /// Where it came from.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// One page, or one sitemap of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is.
    pub address: WebAddress,
    /// When it was last changed.
    pub modified: Option<DateTime<Utc>>,
    /// When it was published, for news.
    pub published: Option<DateTime<Utc>>,
    /// Its headline, for news.
    pub title: Option<String>,
    /// Its language, for news.
    pub language: Option<String>,
    /// Its keywords, for news.
    pub keywords: Vec<String>,
    /// The first picture that is said to be on it.
    pub image: Option<WebAddress>,
}

impl Entry {
    fn at(address: WebAddress) -> Self {
        Self {
            address,
            modified: None,
            published: None,
            title: None,
            language: None,
            keywords: Vec::new(),
            image: None,
        }
    }

    /// When something last happened to it; where nothing is said, the day in its address.
    #[must_use]
    pub fn changed(&self) -> Option<DateTime<Utc>> {
        self.modified.max(self.published).or_else(|| day_of(&self.address))
    }
}

/// What a sitemap names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Pages.
    pub entries: Vec<Entry>,
    /// Further sitemaps.
    pub sitemaps: Vec<Entry>,
    /// It is a list of addresses alone, and can say no dates.
    pub is_plain: bool,
}

/// Reads a sitemap; a damaged one as far as it goes.
///
/// # Errors
/// When it is something else, or larger than `limit` bytes when decompressed.
pub fn read(bytes: &[u8], address: &WebAddress, limit: usize) -> Result<Sitemap, SitemapError> {
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1F, 0x8B]) {
        unpacked = unpack(bytes, address, limit)?;
        &unpacked
    } else {
        bytes
    };
    let text = charset::decode(bytes, None);
    let is_xml = text.trim_start().starts_with('<');
    let sitemap = if is_xml { read_xml(&text, address) } else { read_lines(&text) };
    sitemap.ok_or_else(|| SitemapError::NotASitemap { address: address.to_string() })
}

fn unpack(bytes: &[u8], address: &WebAddress, limit: usize) -> Result<Vec<u8>, SitemapError> {
    let mut out = Vec::new();
    let address = || address.to_string();
    MultiGzDecoder::new(bytes)
        .take(limit as u64 + 1)
        .read_to_end(&mut out)
        .map_err(|error| SitemapError::Damaged { address: address(), reason: error.to_string() })?;
    if out.len() > limit {
        return Err(SitemapError::TooLarge { address: address(), limit });
    }
    Ok(out)
}

/// One address a line. Lines that are not one cost only themselves, where most are.
fn read_lines(text: &str) -> Option<Sitemap> {
    let lines = text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == BOM));
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).take(MOST_ENTRIES);
    let lines: Vec<&str> = lines.collect();
    let entries = lines.iter().filter_map(|line| WebAddress::parse(line).ok().map(Entry::at));
    let entries: Vec<Entry> = entries.collect();
    let is_one = !entries.is_empty() && entries.len() * 2 > lines.len();
    is_one.then_some(Sitemap { entries, sitemaps: Vec::new(), is_plain: true })
}

/// What is said of one entry while it is being read.
#[derive(Default)]
struct Draft {
    loc: String,
    lastmod: String,
    publication_date: String,
    title: String,
    language: String,
    keywords: String,
    /// The addresses of its pictures, a line each.
    images: String,
}

impl Draft {
    /// The field of an element; pictures and films have a `loc` and `title` of their own.
    fn field(&mut self, element: &str, inside: &[String]) -> Option<&mut String> {
        if element == "loc" && inside.last().is_some_and(|around| local(around) == "image") {
            return Some(&mut self.images);
        }
        let foreign = |name: &String| name.starts_with("image") || name.starts_with("video");
        if inside.iter().any(foreign) {
            return None;
        }
        match element {
            "loc" => Some(&mut self.loc),
            "lastmod" => Some(&mut self.lastmod),
            "publication_date" => Some(&mut self.publication_date),
            "title" => Some(&mut self.title),
            "language" => Some(&mut self.language),
            "keywords" => Some(&mut self.keywords),
            _ => None,
        }
    }

    fn finish(self, base: &WebAddress) -> Option<Entry> {
        let said = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let address = base.join(&said(self.loc)?).ok()?;
        let keywords = self.keywords.split(',').map(|word| word.trim().to_owned());
        Some(Entry {
            modified: read_date(&self.lastmod),
            published: read_date(&self.publication_date),
            title: said(self.title),
            language: said(self.language),
            keywords: keywords.filter(|word| !word.is_empty()).collect(),
            image: self
                .images
                .lines()
                .find_map(|line| said(line.into()))
                .and_then(|one| base.join(&one).ok()),
            ..Entry::at(address)
        })
    }
}

fn read_xml(text: &str, base: &WebAddress) -> Option<Sitemap> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    // As an address is often written.
    reader.config_mut().allow_dangling_amp = true;
    let mut sitemap = Sitemap::default();
    let mut inside: Vec<String> = Vec::new();
    let mut draft: Option<Draft> = None;
    let mut is_sitemap = false;
    // Damage ends the reading; what came before it counts.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                let name = start.name().as_ref().to_ascii_lowercase();
                let local = start.local_name().as_ref().to_ascii_lowercase();
                is_sitemap |= matches!(local.as_str(), "urlset" | "sitemapindex");
                if matches!(local.as_str(), "url" | "sitemap") {
                    draft = Some(Draft::default());
                }
                if let Some(draft) = draft.as_mut().filter(|_| local == "loc") {
                    draft.images.push('\n');
                }
                // Deeper than any sitemap: it is something else.
                if inside.len() > 32 {
                    break;
                }
                inside.push(name);
            }
            Event::End(end) => {
                inside.pop();
                let local = end.local_name().as_ref().to_ascii_lowercase();
                let list = match local.as_str() {
                    "url" => &mut sitemap.entries,
                    "sitemap" => &mut sitemap.sitemaps,
                    _ => continue,
                };
                list.extend(draft.take().and_then(|draft| draft.finish(base)));
                if list.len() >= MOST_ENTRIES {
                    break;
                }
            }
            Event::Text(text) => add(&mut draft, &inside, &text),
            Event::CData(text) => add(&mut draft, &inside, &text),
            Event::GeneralRef(name) => {
                let name = name.to_string();
                let number = name.strip_prefix('#').and_then(|number| {
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code).map(String::from)
                });
                let resolved = number.or_else(|| resolve_html5_entity(&name).map(str::to_owned));
                let resolved = resolved.unwrap_or_else(|| format!("&{name};"));
                add(&mut draft, &inside, &resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    is_sitemap.then_some(sitemap)
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Adds text to the field that it stands in.
fn add(draft: &mut Option<Draft>, inside: &[String], text: &str) {
    let (Some(draft), Some((element, around))) = (draft.as_mut(), inside.split_last()) else {
        return;
    };
    let foreign = element.starts_with("image:") || element.starts_with("video:");
    let is_of_picture = around.last().is_some_and(|around| local(around) == "image");
    let foreign = foreign && !(is_of_picture && local(element) == "loc");
    if let Some(field) = draft.field(local(element), around).filter(|_| !foreign)
        && field.len() + text.len() <= LONGEST_VALUE
    {
        field.push_str(text);
    }
}
