//! What players read of a podcast's episode, under `itunes:` and `podcast:`, the same in
//! RSS and in Atom. It writes no document.

use crate::episode::{Episode, EpisodeFile};

/// The prefixes and their namespaces.
pub(super) const NAMESPACES: [(&str, &str); 2] = [
    ("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("podcast", "https://podcastindex.org/namespace/1.0"),
];

/// An element without others in it.
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) text: String,
}

impl Element {
    fn text(name: &'static str, text: impl ToString) -> Self {
        Self { name, attributes: Vec::new(), text: text.to_string() }
    }

    fn file(name: &'static str, file: &EpisodeFile) -> Self {
        let mut attributes =
            vec![("url", file.url.to_string()), ("type", file.media_type.to_string())];
        attributes.extend(file.language.iter().map(|language| ("language", language.to_string())));
        attributes.extend(file.is_captions.then(|| ("rel", "captions".to_owned())));
        Self { name, attributes, text: String::new() }
    }
}

/// All that is said of an episode.
pub(super) fn elements(episode: &Episode) -> Vec<Element> {
    let image = episode.image.iter().map(|image| Element {
        name: "itunes:image",
        attributes: vec![("href", image.to_string())],
        text: String::new(),
    });
    let said = [
        episode.seconds.map(|seconds| Element::text("itunes:duration", seconds)),
        episode.number.map(|number| Element::text("itunes:episode", number)),
        episode.kind.map(|kind| Element::text("itunes:episodeType", kind.as_str())),
        episode.explicit.map(|explicit| Element::text("itunes:explicit", explicit)),
        episode.season.map(|season| Element::text("itunes:season", season)),
        episode.chapters.as_ref().map(|file| Element::file("podcast:chapters", file)),
    ];
    let transcripts =
        episode.transcripts.iter().map(|file| Element::file("podcast:transcript", file));
    image.chain(said.into_iter().flatten()).chain(transcripts).collect()
}
