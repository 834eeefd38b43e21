//! An article as one line or block of a list, as the templates want it. It chooses none.

use super::furniture::Furniture;
use super::pictures::Picture;
use crate::article::{Article, Line};
use crate::look::direction;
use crate::paper::Route;
use crate::text::Language;
use crate::text::direction::Direction;
use chrono::{DateTime, SecondsFormat, Utc};

/// A date as machines and people read it.
#[derive(Clone, Debug)]
pub(super) struct When {
    /// For machines.
    pub(super) iso: String,
    /// For people.
    pub(super) spoken: String,
}

impl When {
    /// The day and the time of day, in the newsroom's zone.
    pub(super) fn moment(paper: &Furniture, at: DateTime<Utc>) -> Self {
        Self { iso: iso(at), spoken: paper.words.moment(at, paper.zone) }
    }
}

/// As machines read it (RFC 3339).
pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// An article in a list.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// The headline.
    pub(super) title: String,
    /// Where it leads, if anywhere.
    pub(super) href: Option<String>,
    /// Its language, where that is not the paper's.
    pub(super) language: Option<Language>,
    /// Which way it runs, where that is not as the paper does.
    pub(super) direction: Option<&'static str>,
    /// A sentence about it.
    pub(super) summary: String,
    /// When it was published.
    pub(super) when: When,
    /// Who wrote it.
    pub(super) by: Vec<String>,
    /// Its picture.
    pub(super) picture: Option<Picture>,
    /// News that breaks.
    pub(super) breaks: bool,
    /// It was corrected.
    pub(super) is_corrected: bool,
}

impl Card {
    /// What its `lang` attribute says, if it needs one: nothing is known of the language of what
    /// only runs another way.
    pub(super) fn lang(&self) -> Option<&str> {
        match &self.language {
            Some(language) => Some(language.as_str()),
            None => self.direction.map(|_| ""),
        }
    }

    /// Of an article that a feed or a list shows.
    pub(super) fn of(paper: &Furniture, article: &Article) -> Self {
        let page = paper.paper().page(article).map(|page| paper.href(&Route::Article(page)));
        Self {
            title: article.title.to_string(),
            href: page.or_else(|| article.url.as_ref().map(ToString::to_string)),
            language: foreign(paper, article.language.as_ref()),
            direction: runs(paper, article.language.as_ref(), &article.title),
            summary: article.summary.to_string(),
            when: When::moment(paper, article.published),
            by: article.authors.iter().map(|author| author.name.to_string()).collect(),
            picture: Picture::of(paper, article),
            breaks: false,
            is_corrected: !article.corrections.is_empty(),
        }
    }

    /// Of a line.
    pub(super) fn of_line(paper: &Furniture, line: &Line) -> Self {
        let page = paper.paper().page_of(line).map(|page| paper.href(&Route::Article(page)));
        Self {
            title: line.title.to_string(),
            href: page.or_else(|| line.url.as_ref().map(ToString::to_string)),
            language: foreign(paper, line.language.as_ref()),
            direction: runs(paper, line.language.as_ref(), &line.title),
            summary: String::new(),
            when: When::moment(paper, line.published),
            by: Vec::new(),
            picture: None,
            breaks: false,
            is_corrected: false,
        }
    }
}

/// Which way a headline runs, where that is not as the paper does or its language is not the
/// paper's: by its language, or else by its letters.
fn runs(paper: &Furniture, language: Option<&Language>, title: &str) -> Option<&'static str> {
    let runs = match language {
        Some(language) => direction(language),
        None => Direction::of(title)?.as_str(),
    };
    (runs != paper.direction() || foreign(paper, language).is_some()).then_some(runs)
}

/// The language of an article, where it is not the paper's.
pub(super) fn foreign(paper: &Furniture, language: Option<&Language>) -> Option<Language> {
    language.filter(|language| **language != paper.language).cloned()
}

/// What a `lang` attribute says, where that is not the paper's language. What runs another way
/// than the paper, and names no language, is of no known one (HTML §3.2.6.2).
pub(super) fn lang<'a>(
    paper: &Furniture,
    language: Option<&'a Language>,
    runs_otherwise: bool,
) -> Option<&'a str> {
    match language {
        Some(language) => (*language != paper.language).then(|| language.as_str()),
        None => runs_otherwise.then_some(""),
    }
}
