//! Pictures, sound and films of an item: enclosures, Media RSS, podcasts.
//! Of several renditions in one `media:group` the best leads, and has the others with it.

use super::addresses::join_medium;
use super::construct::Texts;
use super::names::Space;
use super::tree::Element;
use crate::raw_item::RawMedia;
use crate::web_address::WebAddress;

/// No item has more; it bounds the search for repeats.
const MOST_MEDIA: usize = 200;

/// What an item shows and plays, as it is found.
#[derive(Debug, Default)]
pub(super) struct Gallery {
    media: Vec<RawMedia>,
    pictures: Vec<RawMedia>,
    whole: Shared,
    seconds: Option<u32>,
}

/// What is said of all media of an item or group at once.
#[derive(Debug, Default)]
struct Shared {
    title: Option<String>,
    description: Option<String>,
    credit: Option<String>,
    thumbnail: Option<RawMedia>,
}

impl Gallery {
    /// An `enclosure` (RSS) or `link rel="enclosure"` (Atom).
    pub(super) fn enclosure(&mut self, url: &str, of: &Element<'_>, base: Option<&WebAddress>) {
        let mut media = described(of, url, base);
        if is_unplayable(&media) {
            return;
        }
        media.length = of.attribute("length").and_then(|length| length.parse().ok());
        self.media.push(media);
    }

    /// A picture that is said to stand for the item.
    pub(super) fn picture(&mut self, url: &str, base: Option<&WebAddress>) {
        self.pictures.push(picture(url, base));
    }

    /// The running time, in any of the ways of podcasts.
    pub(super) fn duration(&mut self, text: &str) {
        self.seconds = self.seconds.or_else(|| read_duration(text));
    }

    /// An element of Media RSS directly in the item.
    pub(super) fn media_rss(
        &mut self,
        texts: &Texts<'_, '_>,
        at: usize,
        element: &Element<'_>,
        base: Option<&WebAddress>,
    ) {
        if holds_withheld(texts, at) {
            return;
        }
        match element.lower_name().as_str() {
            "content" => self.media.extend(content(texts, at, element, base)),
            "group" => self.media.extend(group(texts, at, base)),
            "thumbnail" => {
                self.pictures.extend(thumbnail(element, base));
            }
            _ => self.whole.take(texts, at, element, base),
        }
    }

    /// All of it, without repeats, the item's own media first.
    pub(super) fn finish(self) -> Vec<RawMedia> {
        let mut all: Vec<RawMedia> = Vec::new();
        let has_picture = self.media.iter().any(is_picture);
        for mut media in self.media {
            if !is_picture(&media) {
                media.seconds = media.seconds.or(self.seconds);
                let first = self.pictures.first().map(|picture| picture.url.clone());
                media.thumbnail = media.thumbnail.or(first);
            }
            media.description = media.description.or_else(|| self.whole.description.clone());
            media.credit = media.credit.or_else(|| self.whole.credit.clone());
            merge(&mut all, media);
        }
        let pictures = self.pictures.into_iter().filter(|_| !has_picture);
        for mut picture in pictures {
            picture.description = self.whole.description.clone();
            picture.credit = self.whole.credit.clone();
            merge(&mut all, picture);
        }
        all.retain(|media| !media.url.is_empty());
        all
    }
}

/// Whether an element says that its publisher deleted or blocked what it is about.
pub(super) fn is_withheld(status: &Element<'_>) -> bool {
    let state = status.attribute("state").unwrap_or_default().trim().to_ascii_lowercase();
    matches!(state.as_str(), "deleted" | "blocked")
}

/// Whether an element of Media RSS holds such a word on itself.
fn holds_withheld(texts: &Texts<'_, '_>, at: usize) -> bool {
    texts.tree.children(at).any(|(_, part)| {
        part.space == Space::Media && part.lower_name().as_str() == "status" && is_withheld(part)
    })
}

fn merge(all: &mut Vec<RawMedia>, media: RawMedia) {
    let Some(known) = all.iter_mut().find(|known| known.url == media.url) else {
        if all.len() < MOST_MEDIA {
            all.push(media);
        }
        return;
    };
    known.media_type = known.media_type.take().or(media.media_type);
    known.length = known.length.or(media.length);
    known.width = known.width.or(media.width);
    known.height = known.height.or(media.height);
    known.seconds = known.seconds.or(media.seconds);
    known.description = known.description.take().or(media.description);
    known.credit = known.credit.take().or(media.credit);
    known.thumbnail = known.thumbnail.take().or(media.thumbnail);
    if known.renditions.is_empty() {
        known.renditions = media.renditions;
    }
}

impl Shared {
    fn take(
        &mut self,
        texts: &Texts<'_, '_>,
        at: usize,
        element: &Element<'_>,
        base: Option<&WebAddress>,
    ) {
        let place = match element.lower_name().as_str() {
            "title" => &mut self.title,
            "description" => &mut self.description,
            "credit" => &mut self.credit,
            "thumbnail" => {
                self.thumbnail = self.thumbnail.take().or_else(|| thumbnail(element, base));
                return;
            }
            _ => return,
        };
        if place.is_none() {
            *place = texts.plain(at).map(|text| super::characters::without_tags(&text));
        }
    }

    fn give_to(self, media: &mut RawMedia) {
        media.description = media.description.take().or(self.description).or(self.title);
        media.credit = media.credit.take().or(self.credit);
        media.thumbnail = media.thumbnail.take().or(self.thumbnail.map(|picture| picture.url));
    }
}

fn content(
    texts: &Texts<'_, '_>,
    at: usize,
    element: &Element<'_>,
    base: Option<&WebAddress>,
) -> Option<RawMedia> {
    let mut media = described(element, &element.attribute("url")?, base);
    if media.url.is_empty() || is_unplayable(&media) {
        return None;
    }
    media.length = element.attribute("fileSize").and_then(|length| length.parse().ok());
    media.seconds = element.attribute("duration").and_then(|text| read_duration(&text));
    if media.media_type.is_none() && is_still(element, &media) {
        media.media_type = Some("image/jpeg".to_owned());
    }
    let mut own = Shared::default();
    for (child, part) in texts.tree.children(at).filter(|(_, part)| part.space == Space::Media) {
        own.take(texts, child, part, base);
    }
    own.give_to(&mut media);
    Some(media)
}

/// Whether what has a size and no running time is a picture: nothing says otherwise, and its
/// address has no ending, as those of services that cut pictures have none.
fn is_still(element: &Element<'_>, media: &RawMedia) -> bool {
    const MOVING: [&str; 6] =
        ["medium", "duration", "bitrate", "framerate", "samplingrate", "channels"];
    let path = media.url.split(['?', '#']).next().unwrap_or_default();
    media.width.is_some()
        && media.height.is_some()
        && MOVING.iter().all(|name| element.attribute(name).is_none())
        && mime_guess::from_path(path).is_empty()
}

/// The rendition that the group names as its default, else the widest.
fn group(texts: &Texts<'_, '_>, at: usize, base: Option<&WebAddress>) -> Option<RawMedia> {
    let mut shared = Shared::default();
    let mut best: Option<((bool, u32), RawMedia)> = None;
    let mut others: Vec<RawMedia> = Vec::new();
    for (child, part) in texts.tree.children(at).filter(|(_, part)| part.space == Space::Media) {
        if holds_withheld(texts, child) {
            continue;
        }
        if part.lower_name().as_str() != "content" {
            shared.take(texts, child, part, base);
        } else if let Some(media) = content(texts, child, part, base) {
            let is_default = part.attribute("isDefault").is_some_and(|value| value == "true");
            let rank = (is_default, media.width.unwrap_or(0));
            let other = match best.take() {
                Some((held, known)) if rank <= held => {
                    best = Some((held, known));
                    Some(media)
                }
                known => {
                    best = Some((rank, media));
                    known.map(|(_, known)| known)
                }
            };
            others.extend(other.filter(|_| others.len() < MOST_MEDIA));
        }
    }
    let Some((_, media)) = best else {
        // What is said of a film is not what its picture shows.
        let Shared { title, credit, thumbnail, .. } = shared;
        return Some(RawMedia { description: title, credit, ..thumbnail? });
    };
    let mut media = RawMedia { renditions: others, ..media };
    shared.give_to(&mut media);
    Some(media)
}

/// A small picture; `None` where it has no address.
fn thumbnail(element: &Element<'_>, base: Option<&WebAddress>) -> Option<RawMedia> {
    let url = element.attribute("url").filter(|url| !url.is_empty())?;
    let mut media = described(element, &url, base);
    media.media_type = media.media_type.or_else(|| typed(&url, "image"));
    Some(media)
}

/// What no reader can play any longer.
fn is_unplayable(media: &RawMedia) -> bool {
    let rest = media.url.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    // The films of YouTube that are told from its pages by this path are in Flash.
    let is_flash =
        path.ends_with(".swf") || path.trim_start_matches("www.").starts_with("youtube.com/v/");
    is_flash || media.media_type.as_deref().is_some_and(|kind| kind.contains("shockwave-flash"))
}

fn described(element: &Element<'_>, url: &str, base: Option<&WebAddress>) -> RawMedia {
    let number = |name| element.attribute(name).and_then(|value| value.parse().ok());
    let given = element.attribute("type").filter(|given| given.contains('/'));
    let whole = given.as_deref().map(str::trim).filter(|given| !given.ends_with("/*"));
    let whole = whole.map(str::to_ascii_lowercase);
    // `image/*` says as much as the medium does.
    let of_any = given.as_deref().and_then(|given| given.trim().strip_suffix("/*"));
    let medium = of_any.map(str::to_ascii_lowercase);
    let medium =
        medium.or_else(|| Some(element.attribute("medium")?.into_owned())).unwrap_or_default();
    RawMedia {
        url: join_medium(base, url),
        media_type: whole.or_else(|| typed(url, &medium)),
        width: number("width"),
        height: number("height"),
        ..RawMedia::default()
    }
}

fn picture(url: &str, base: Option<&WebAddress>) -> RawMedia {
    RawMedia { url: join_medium(base, url), media_type: typed(url, "image"), ..RawMedia::default() }
}

/// The media type of an address of a medium (`image`, `video`, `audio`), by its
/// ending, else the most usual one; `None` if the medium is not said.
fn typed(url: &str, medium: &str) -> Option<String> {
    let usual = match medium {
        "image" => "image/jpeg",
        "video" => "video/mp4",
        "audio" => "audio/mpeg",
        _ => return None,
    };
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let guessed = mime_guess::from_path(path).first_raw().filter(|t| t.starts_with(medium));
    Some(guessed.unwrap_or(usual).to_owned())
}

fn is_picture(media: &RawMedia) -> bool {
    media.media_type.as_deref().is_some_and(|kind| kind.starts_with("image/"))
}

/// Seconds out of `90`, `1:30`, `0:01:30` or `90.5`.
pub(super) fn read_duration(text: &str) -> Option<u32> {
    let whole = text.trim().split('.').next()?;
    let mut parts = 0;
    whole.split(':').try_fold(0_u32, |seconds, part| {
        parts += 1;
        let part: u32 = part.trim().parse().ok()?;
        seconds.checked_mul(60).filter(|_| parts <= 3)?.checked_add(part)
    })
}
