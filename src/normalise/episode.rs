//! What a podcast says of an episode: each value that is one, and no other. It does not
//! decide whether an item is an episode: whoever says something of one has one.

use super::addresses::resolve;
use super::cuts::Cuts;
use super::media::{is_media_type, media_type};
use crate::bounds;
use crate::episode::{Episode, EpisodeFile, EpisodeKind, RawEpisode, RawEpisodeFile};
use crate::text::XmlText;
use crate::web_address::WebAddress;

/// What of it can be published; `None` when nothing can.
pub(super) fn of(raw: &RawEpisode, base: Option<&WebAddress>, cuts: &mut Cuts) -> Option<Episode> {
    let whole = |text: &Option<String>| text.as_deref()?.trim().parse().ok().filter(|n| *n > 0);
    let kind = raw.kind.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
    let files = raw.transcripts.iter().filter_map(|raw| file(raw, base, cuts)).collect();
    let transcripts = cuts.first("transcripts", files, bounds::TRANSCRIPTS);
    let image = raw.image.as_deref().and_then(|address| resolve(address, base));
    let episode = Episode {
        number: whole(&raw.number),
        season: whole(&raw.season),
        kind: EpisodeKind::ALL.into_iter().find(|known| known.as_str() == kind),
        explicit: raw.explicit.as_deref().and_then(yes_or_no),
        seconds: raw.seconds.filter(|seconds| *seconds > 0),
        image: cuts.address("the cover of an episode", image),
        transcripts,
        chapters: raw.chapters.as_ref().and_then(|raw| file(raw, base, cuts)),
    };
    (episode != Episode::default()).then_some(episode)
}

fn file(raw: &RawEpisodeFile, base: Option<&WebAddress>, cuts: &mut Cuts) -> Option<EpisodeFile> {
    let url = cuts.address("a file of an episode", resolve(&raw.url, base))?;
    let given = raw.media_type.as_deref().map(|given| given.trim().to_ascii_lowercase());
    let given = given
        .filter(|given| given.len() <= bounds::MEDIA_TYPE)
        .filter(|given| given.contains('/') && is_media_type(given));
    Some(EpisodeFile {
        media_type: given.map(XmlText::new).or_else(|| media_type(None, &url))?,
        language: raw.language.as_deref().and_then(|tag| tag.parse().ok()),
        is_captions: raw.rel.as_deref().is_some_and(|rel| rel.trim() == "captions"),
        url,
    })
}

/// In the words of today and of ten years ago.
fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "explicit" => Some(true),
        "false" | "no" | "clean" => Some(false),
        _ => None,
    }
}
