//! What items borrow from Dublin Core, PRISM, Media RSS, Atom Publishing and podcasts. Where
//! the format's own elements say the same, they count more.

use super::super::addresses::{is_web, join};
use super::super::media::{is_withheld, read_duration};
use super::super::people::author;
use super::super::tree::Element;
use super::{Draft, Moment};
use crate::episode::RawEpisodeFile;
use crate::raw_item::Withheld;
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
            "created" => self.date(Moment::Published, 3, at),
            "available" => self.take_available(at),
            "modified" => self.date(Moment::Updated, 1, at),
            "valid" => self.take_period(at),
            "abstract" => {
                let text = self.texts.construct(at, base);
                self.summary.offer(2, text.map(|text| (text, base.cloned(), None)));
            }
            _ => self.take_dublin_core(at, name, base),
        }
    }

    /// A DCMI period, as in `start=2026-09-01;end=2026-10-01`: before and after it, the item
    /// is not to be shown.
    fn take_period(&mut self, at: usize) {
        let text = self.texts.plain(at).unwrap_or_default();
        let side = |name: &str| {
            let parts = text.split(';').map(str::trim);
            parts.filter_map(|part| part.strip_prefix(name)).find(|date| !date.trim().is_empty())
        };
        let start = side("start=").and_then(|start| self.term(start));
        let end = side("end=").and_then(|end| self.term(end));
        self.publish_at.offer(1, start);
        self.expires_at.offer(0, end);
    }

    /// From when on it is to be had: a date, or a period of such.
    fn take_available(&mut self, at: usize) {
        let Some(text) = self.texts.plain(at) else { return };
        if text.contains("start=") || text.contains("end=") {
            return self.take_period(at);
        }
        let from = self.term(&text);
        self.published.offer(3, from);
        self.publish_at.offer(2, from);
    }

    /// Whether it is a draft (RFC 5023 §13.1.1): what is not surely none is one.
    pub(super) fn take_publishing(&mut self, at: usize, name: &str) {
        match name {
            "control" => {
                for (child, part) in self.texts.tree.children(at) {
                    self.take_publishing(child, part.lower_name().as_str());
                }
            }
            "draft" => {
                let said = self.texts.plain(at).unwrap_or_default().to_ascii_lowercase();
                if !matches!(said.as_str(), "no" | "false") {
                    self.withheld.get_or_insert_default();
                }
            }
            _ => {}
        }
    }

    pub(super) fn take_prism(&mut self, at: usize, name: &str) {
        if !matches!(name, "expirationdate" | "killdate" | "embargodate") {
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
            "status" if is_withheld(element) => {
                let reason = element.attribute("reason").map(|reason| reason.trim().to_owned());
                let reason = reason.filter(|reason| !reason.is_empty() && !is_web(reason));
                self.withheld.get_or_insert(Withheld { reason, kind: None });
            }
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
