//! The files of an export that its posts name by number: pictures, sounds, films, with what its
//! editors wrote of them. It reads no post.

use crate::raw_item::{RawMedia, RawText};
use crate::text::html::escaped;
use crate::text::plain_text;
use std::collections::{BTreeMap, HashMap};

/// What editors wrote of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Attachment {
    pub(super) url: String,
    pub(super) title: Option<String>,
    /// What it shows, for who does not see it.
    pub(super) alt: Option<String>,
    /// The line below it.
    pub(super) caption: Option<RawText>,
    /// The post that it was added to.
    pub(super) parent: Option<u64>,
}

/// The files of an export by the numbers of their posts.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    by_number: BTreeMap<u64, Attachment>,
    of_posts: HashMap<u64, Vec<u64>>,
}

impl Attachments {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With those of another file of the same export.
    pub fn extend(&mut self, others: Self) {
        for (number, one) in others.by_number {
            self.add(number, one);
        }
    }

    pub(super) fn add(&mut self, number: u64, one: Attachment) {
        if let Some(parent) = one.parent.filter(|parent| *parent > 0) {
            self.of_posts.entry(parent).or_default().push(number);
        }
        self.by_number.insert(number, one);
    }

    pub(super) fn get(&self, number: u64) -> Option<&Attachment> {
        self.by_number.get(&number)
    }

    /// The pictures that were added to a post, in the order of their numbers.
    pub(super) fn pictures_of(&self, post: u64) -> impl Iterator<Item = &Attachment> {
        let numbers = self.of_posts.get(&post).into_iter().flatten();
        numbers.filter_map(|number| self.get(*number)).filter(|one| one.shows() == Shows::Picture)
    }
}

/// What kind of thing a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    Picture,
    Sound,
    Film,
    Other,
}

impl Shows {
    /// By how an address ends.
    pub(super) fn at(address: &str) -> Self {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let guess = mime_guess::from_path(path).first();
        match guess.as_ref().map(|guess| guess.type_().as_str()) {
            Some("image") => Self::Picture,
            Some("audio") => Self::Sound,
            Some("video") => Self::Film,
            _ => Self::Other,
        }
    }
}

impl Attachment {
    pub(super) fn shows(&self) -> Shows {
        Shows::at(&self.url)
    }

    /// What it shows, as its editors say; the name of the file says nothing.
    pub(super) fn description(&self) -> Option<String> {
        let caption = || self.caption.as_ref().map(|text| plain_text::from_html(text.as_str()));
        let words = |text: &String| !text.trim().is_empty();
        let own = self.alt.clone().filter(words).or_else(|| caption().filter(words));
        own.or_else(|| self.title.clone().filter(|title| self.is_said(title)))
    }

    /// Whether a title is words of an editor, and not what the file was called.
    fn is_said(&self, title: &str) -> bool {
        let folded = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        let stem = folded(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
        let is_name = stem.starts_with(&folded(title));
        let is_wordy = title.split_whitespace().count() > 1 && title.contains(char::is_alphabetic);
        is_wordy && !is_name
    }

    /// As a medium of an article.
    pub(super) fn medium(&self) -> RawMedia {
        RawMedia { url: self.url.clone(), description: self.description(), ..RawMedia::default() }
    }

    /// As it stands in a text.
    pub(super) fn in_text(&self) -> String {
        let url = escaped(&self.url);
        match self.shows() {
            Shows::Sound => format!("<audio controls src=\"{url}\"></audio>"),
            Shows::Film => format!("<video controls src=\"{url}\"></video>"),
            Shows::Picture => {
                // An empty one would say that it shows nothing.
                let alt = self.description().filter(|alt| !alt.is_empty());
                let alt = alt.map(|alt| format!(" alt=\"{}\"", escaped(&alt))).unwrap_or_default();
                let caption = self.caption.as_ref().map(|text| match text {
                    RawText::Html(html) => format!("<figcaption>{html}</figcaption>"),
                    RawText::Plain(text) => format!("<figcaption>{}</figcaption>", escaped(text)),
                });
                let caption = caption.unwrap_or_default();
                format!("<figure><img src=\"{url}\"{alt}>{caption}</figure>")
            }
            Shows::Other => {
                let name = self.title.as_deref().unwrap_or(&self.url);
                format!("<p><a href=\"{url}\">{}</a></p>", escaped(name))
            }
        }
    }
}
