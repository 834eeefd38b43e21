//! Pictures, sounds and films behind the keys, as paths or addresses and what is said of them.
//! It opens none.

use super::keys::{Key, KeyFault};
use super::meaning::{Table, each};
use super::value::Value;
use crate::raw_item::RawMedia;

/// A picture, sound or film: a path or address, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::sources) struct MediaEntry {
    pub(in crate::sources) url: String,
    pub(in crate::sources) alt: Option<String>,
    pub(in crate::sources) credit: Option<String>,
    pub(in crate::sources) media_type: Option<String>,
    pub(in crate::sources) width: Option<u32>,
    pub(in crate::sources) height: Option<u32>,
    pub(in crate::sources) length: Option<u64>,
    pub(in crate::sources) seconds: Option<u32>,
    pub(in crate::sources) thumbnail: Option<String>,
}

impl From<&MediaEntry> for RawMedia {
    fn from(entry: &MediaEntry) -> Self {
        Self {
            url: entry.url.clone(),
            media_type: entry.media_type.clone(),
            description: entry.alt.clone(),
            credit: entry.credit.clone(),
            width: entry.width,
            height: entry.height,
            length: entry.length,
            seconds: entry.seconds,
            thumbnail: entry.thumbnail.clone(),
            ..Self::default()
        }
    }
}

/// Pictures and the like: paths or addresses, or tables with one.
pub(super) fn media(key: &Key, notes: &mut Vec<String>) -> Result<Vec<MediaEntry>, KeyFault> {
    let wrong =
        || key.wrong("a path or address, a table with url, alt and credit, or a list of them");
    each(&key.value)
        .map(|one| match one {
            Value::Table(table) => {
                let said = Table { key, table, known: OF_MEDIA };
                said.look(notes)?;
                let url = said.text("url")?.or(said.text("src")?).or(said.text("path")?);
                Ok(MediaEntry {
                    url: url.ok_or_else(wrong)?,
                    alt: said.text("alt")?.or(said.text("title")?),
                    credit: said.text("credit")?,
                    media_type: said.text("type")?.or(said.text("mime_type")?),
                    width: said.pixels("width")?,
                    height: said.pixels("height")?,
                    length: said.amount("size_in_bytes"),
                    seconds: said.amount("duration_in_seconds").and_then(|it| it.try_into().ok()),
                    thumbnail: said.text("thumbnail").unwrap_or_default(),
                })
            }
            Value::Text(url) => Ok(MediaEntry { url: url.clone(), ..MediaEntry::default() }),
            _ => Err(wrong()),
        })
        .collect()
}

/// As [`media`], where a theme looks for it: what is no address there is another thing of
/// the theme's, and costs nothing.
pub(super) fn picture_of_theme(
    key: &Key,
    notes: &mut Vec<String>,
) -> Result<Vec<MediaEntry>, KeyFault> {
    let mut found = Vec::new();
    for one in each(&key.value) {
        match one {
            // A text behind `header` is one.
            Value::Text(url) if key.name != "header" && !url.trim().is_empty() => {
                found.push(MediaEntry { url: url.clone(), ..MediaEntry::default() });
            }
            Value::Table(table) => {
                let said = Table { key, table, known: OF_THEME };
                said.look(notes)?;
                let text = |names: [&str; 3]| -> Result<Option<String>, KeyFault> {
                    let texts = names.into_iter().map(|name| said.text(name));
                    Ok(texts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().next())
                };
                let alt = text(["alt", "image_description", "caption"])?;
                if let Some(url) = text(["image", "url", "src"])? {
                    found.push(MediaEntry { url, alt, ..MediaEntry::default() });
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

/// What themes say of a picture; whether one is hidden on its page hides no article.
const OF_THEME: &[&str] = &[
    "image",
    "url",
    "src",
    "alt",
    "image_description",
    "caption",
    "relative",
    "hidden",
    "hiddenInList",
    "hiddenInSingle",
    "responsiveImages",
    "linkFullImages",
    "teaser",
    "og_image",
    "overlay_image",
    "overlay_filter",
    "overlay_color",
    "credit",
];

const OF_MEDIA: &[&str] = &[
    "url",
    "src",
    "path",
    "alt",
    "title",
    "credit",
    "type",
    "mime_type",
    "size_in_bytes",
    "duration_in_seconds",
    "width",
    "height",
    "thumbnail",
];
