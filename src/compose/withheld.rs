//! The one owner of e-mail addresses in what is published: readers see none but those that
//! the newsroom names (`[email] publish`). Whatever of an article, of a line about it or of its
//! withdrawal is rendered comes through here first, and has names in the places of addresses;
//! the store keeps what was written. An address is told at a page for that alone
//! (`paper::Route::WriteTo`); whose it is, `correspondents` knows.

use super::correspondents::{Correspondents, Whose, withholds};
use crate::article::{Article, Line, Withdrawn};
use crate::config::Settings;
use crate::paper::{Addressee, Paper, Route, ShortId};
use crate::text::mail::{self, addresses};
use crate::text::{Standing, Stead, XmlText};
use crate::web_address::WebAddress;
use crate::words::{Words, words};

/// Stands for an address in a headline, and leaves no trace in an address made of it.
const LEFT_OUT: &str = "…";

/// An article as readers may have it.
pub(super) fn article(settings: &Settings, mut article: Article) -> Article {
    let desk = Desk::of(settings, &article);
    let steads = |address: &str, standing: Standing| desk.stead(address, standing);
    let content = article.content.without_mail(&steads);
    let line = |text: &mut XmlText| desk.in_line(text);
    headline(settings, &mut article.title);
    for text in
        article.media.iter_mut().flat_map(|it| it.description.iter_mut().chain(&mut it.credit))
    {
        line(text);
    }
    line(&mut article.summary);
    if let Some(origin) = &mut article.origin {
        line(&mut origin.title);
        origin.rights.iter_mut().for_each(line);
    }
    article.rights.iter_mut().chain(&mut article.author_note).for_each(line);
    article.corrections.iter_mut().for_each(|it| line(&mut it.note));
    article.authors.iter_mut().for_each(|author| line(&mut author.name));
    article.content = content.unwrap_or(article.content);
    article.tags.retain(|tag| !desk.withholds_in(tag));
    without_addresses_in_links(&mut article, |address| desk.withholds_in(address.as_str()));
    article
}

/// A line about an article as readers may have it.
#[must_use]
pub fn shown_line(settings: &Settings, mut line: Line) -> Line {
    headline(settings, &mut line.title);
    line.url = line.url.map(|url| cut(url, |url| withholds_in(settings, url.as_str())));
    line
}

/// A withdrawal as readers may have it.
pub(super) fn notice(settings: &Settings, withdrawn: &mut Withdrawn) {
    let words = words(&settings.site.language);
    if let Some(reason) = &mut withdrawn.reason {
        in_place(reason, |address| {
            withholds(settings, address).then(|| words.some_address.to_owned())
        });
    }
    let url = withdrawn.url.take();
    withdrawn.url = url.map(|url| cut(url, |url| withholds_in(settings, url.as_str())));
}

/// The reason of a withdrawal as readers may have it.
#[must_use]
pub fn shown_reason(settings: &Settings, reason: &str) -> String {
    let word = words(&settings.site.language).some_address;
    let left_out = |address: &str| withholds(settings, address).then(|| word.to_owned());
    mail::replaced(reason, left_out).unwrap_or_else(|| reason.to_owned())
}

fn headline(settings: &Settings, title: &mut XmlText) {
    in_place(title, |address| withholds(settings, address).then(|| LEFT_OUT.to_owned()));
}

fn in_place(text: &mut XmlText, instead: impl Fn(&str) -> Option<String>) {
    if let Some(other) = mail::replaced(text, instead) {
        *text = XmlText::new(other);
    }
}

fn withholds_in(settings: &Settings, text: &str) -> bool {
    addresses(text).iter().any(|found| withholds(settings, &found.address))
}

/// What stands in the places of an article's addresses.
struct Desk<'a> {
    settings: &'a Settings,
    words: &'static Words,
    correspondents: Correspondents<'a>,
    /// The article's page, and the paper that it is in.
    page: Option<(&'a Paper, ShortId)>,
}

impl<'a> Desk<'a> {
    fn of(settings: &'a Settings, article: &Article) -> Self {
        let page = settings.paper().and_then(|paper| {
            let id = paper.page(article)?.id;
            Some((paper, id))
        });
        Self {
            settings,
            words: words(article.language.as_ref().unwrap_or(&settings.site.language)),
            correspondents: Correspondents::of(settings, article),
            page,
        }
    }

    fn withholds_in(&self, text: &str) -> bool {
        withholds_in(self.settings, text)
    }

    /// What stands in the place of an address. A name stands for its owner's alone, and what
    /// leads to one address leads to no other.
    fn stead(&self, address: &str, standing: Standing) -> Option<Stead> {
        let whose = self.correspondents.whose(address)?;
        let name = match &whose {
            Whose::Writer(name) => name.as_ref(),
            Whose::Newsroom(name) => Some(name),
            Whose::Other => None,
        };
        let written = match (standing, &self.page, &whose) {
            (Standing::Alone, Some(_), Whose::Writer(_) | Whose::Newsroom(_)) => {
                let name = name.map_or(&*self.settings.site.title, String::as_str);
                Some(self.words.with(self.words.write_to, name))
            }
            _ => name.cloned(),
        };
        Some(Stead {
            words: written.unwrap_or_else(|| self.words.some_address.to_owned()),
            link: self.link(address, &whose),
        })
    }

    /// The page that tells an address: its writers' is that of the article.
    fn link(&self, address: &str, whose: &Whose) -> Option<String> {
        let (paper, id) = self.page.as_ref()?;
        let of = match whose {
            Whose::Writer(_) => Addressee::Writer,
            Whose::Newsroom(_) | Whose::Other => Addressee::of(id, address),
        };
        Some(paper.url(&Route::WriteTo(id.clone(), of)).to_string())
    }

    /// Puts names in the places of addresses in a text without markup.
    fn in_line(&self, text: &mut XmlText) {
        in_place(text, |address| {
            self.stead(address, Standing::AmongWords).map(|stead| stead.words)
        });
    }
}

/// Leaves out of an article what is at an address with somebody's e-mail address in it; where
/// its own page is, a part of that is left.
fn without_addresses_in_links(article: &mut Article, withholds: impl Fn(&WebAddress) -> bool) {
    let kept = |url: &mut Option<WebAddress>| {
        *url = url.take().filter(|url| !withholds(url));
    };
    article.url = article.url.take().map(|url| cut(url, &withholds));
    article.media.retain(|media| !withholds(&media.url));
    for media in &mut article.media {
        kept(&mut media.thumbnail);
        media.renditions.retain(|one| !withholds(&one.url));
    }
    for author in &mut article.authors {
        kept(&mut author.url);
        kept(&mut author.avatar);
    }
    if let Some(origin) = &mut article.origin {
        kept(&mut origin.feed);
        kept(&mut origin.site);
    }
    if let Some(episode) = &mut article.episode {
        kept(&mut episode.image);
        episode.transcripts.retain(|file| !withholds(&file.url));
        episode.chapters = episode.chapters.take().filter(|file| !withholds(&file.url));
    }
}

/// An address up to the part in which somebody's e-mail address begins.
fn cut(url: WebAddress, withholds: impl Fn(&WebAddress) -> bool) -> WebAddress {
    if !withholds(&url) {
        return url;
    }
    let whole = url.as_str();
    let begin = addresses(whole).first().map_or(whole.len(), |found| found.at.start);
    let parts = whole[..begin].match_indices(['/', '?', '#']);
    let shorter = parts.filter_map(|(at, sign)| {
        let end = if sign == "/" { at + 1 } else { at };
        WebAddress::parse(&whole[..end]).ok()
    });
    shorter.filter(|shorter| !withholds(shorter)).last().unwrap_or(url)
}
