//! What items borrow from Dublin Core, PRISM, Media RSS and podcasts. Where the
//! format's own elements say the same, they count more.

use super::super::addresses::join;
use super::super::media::read_duration;
use super::super::people::author;
use super::super::tree::Element;
use super::{Draft, Moment};
use crate::episode::RawEpisodeFile;
use crate::web_address::WebAddress;

/// No episode has more transcripts.
const MOST_FILES: usize = 100;

impl<'a> Draft<'_, 'a> {
    pub(super) fn take_dublin_core(&mut self, at: usize, name: &str, base: Option<&WebAddress>) {
        match name {
            "title" => self.title.offer(1, self.texts.construct(at, base)),
            "creator" | "author" => {
                self.authors.extend(author(self.texts, at).map(|person| (1, person)));
            }
            "date" => self.date(Moment::Published, 2, at),
            "subject" => self.take_tag(self.texts.plain(at)),
            "description" => {
                let text = self.texts.construct(at, base);
                self.summary.offer(2, text.map(|text| (text, base.cloned(), None)));
            }
            "identifier" => self.key.offer(4, self.texts.plain(at)),
            "rights" => self.take_rights(1, at),
            "language" => self.language.offer(0, self.texts.plain(at)),
            _ => {}
        }
    }

    pub(super) fn take_terms(&mut self, at: usize, name: &str, base: Option<&WebAddress>) {
        match name {
            "issued" => self.date(Moment::Published, 1, at),
            "created" | "available" => self.date(Moment::Published, 3, at),
            "modified" => self.date(Moment::Updated, 1, at),
            "valid" => self.take_period(at),
            "abstract" => {
                let text = self.texts.construct(at, base);
                self.summary.offer(2, text.map(|text| (text, base.cloned(), None)));
            }
            _ => self.take_dublin_core(at, name, base),
        }
    }

    /// A DCMI period, as in `start=2026-09-01;end=2026-10-01`: after it, the item is not
    /// to be shown.
    fn take_period(&mut self, at: usize) {
        let text = self.texts.plain(at).unwrap_or_default();
        let end = text.split(';').find_map(|part| part.trim().strip_prefix("end="));
        let end = end.and_then(|end| self.term(end));
        self.expires_at.offer(0, end);
    }

    pub(super) fn take_prism(&mut self, at: usize, name: &str) {
        if !matches!(name, "expirationdate" | "embargodate") {
            return;
        }
        let date = self.texts.plain(at).and_then(|text| self.term(&text));
        match name {
            "embargodate" => self.publish_at.offer(0, date),
            _ => self.expires_at.offer(1, date),
        }
    }

    pub(super) fn take_media(
        &mut self,
        at: usize,
        element: &Element<'a>,
        name: &str,
        base: Option<&WebAddress>,
    ) {
        match name {
            "title" => self.title.offer(3, self.texts.construct(at, base)),
            "keywords" => self.take_keywords(at),
            "category" => self.take_category(at, element),
            "copyright" => self.take_rights(2, at),
            _ => {}
        }
        if name == "group" {
            for (child, part) in self.texts.tree.children(at) {
                self.take_media_text(child, part.lower_name().as_str(), base);
            }
        }
        self.take_media_text(at, name, base);
        self.gallery.media_rss(self.texts, at, element, base);
    }

    /// What is said of the item's media is its text where it has no other.
    fn take_media_text(&mut self, at: usize, name: &str, base: Option<&WebAddress>) {
        if name == "description" {
            let text = self.texts.construct(at, base);
            self.summary.offer(5, text.map(|text| (text, base.cloned(), None)));
        }
    }

    pub(super) fn take_podcast(
        &mut self,
        at: usize,
        element: &Element<'a>,
        name: &str,
        base: Option<&WebAddress>,
    ) {
        match name {
            "title" => self.title.offer(2, self.texts.construct(at, base)),
            "author" => self.authors.extend(author(self.texts, at).map(|person| (2, person))),
            "summary" => self.summarise(3, at, element, base),
            "subtitle" => self.summarise(4, at, element, base),
            "keywords" => self.take_keywords(at),
            "category" => {
                let label = element.attribute("text").map(|text| text.into_owned());
                self.take_tag(label);
            }
            "image" => {
                self.take_image(at, element, base);
                let href = element.attribute("href").filter(|href| !href.is_empty());
                self.episode.image = href.map(|href| join(base, &href));
            }
            "duration" => {
                if let Some(text) = self.texts.plain(at) {
                    self.gallery.duration(&text);
                    self.episode.seconds = read_duration(&text);
                }
            }
            "episode" => self.episode.number = self.texts.plain(at),
            "season" => self.episode.season = self.texts.plain(at),
            "episodetype" => self.episode.kind = self.texts.plain(at),
            "explicit" => self.episode.explicit = self.texts.plain(at),
            _ => {}
        }
    }

    /// A file beside the recording: `podcast:transcript` or `podcast:chapters`.
    pub(super) fn take_episode_file(
        &mut self,
        element: &Element<'a>,
        name: &str,
        base: Option<&WebAddress>,
    ) {
        let said = |name| element.attribute(name).map(|value| value.into_owned());
        let Some(url) = said("url").filter(|url| !url.is_empty()) else { return };
        let file = RawEpisodeFile {
            url: join(base, &url),
            media_type: said("type"),
            language: said("language"),
            rel: said("rel"),
        };
        match name {
            "transcript" if self.episode.transcripts.len() < MOST_FILES => {
                self.episode.transcripts.push(file);
            }
            "chapters" => self.episode.chapters = Some(file),
            _ => {}
        }
    }
}
