//! The one owner of e-mail addresses in what is published: readers see none but those that
//! the newsroom names (`[email] publish`). Whatever of an article, of a line about it or of its
//! withdrawal is rendered comes through here first, and has names in the places of addresses;
//! the store keeps what was written. Whom an address is of is told at the article's own page
//! for that (`paper::Route::WriteTo`).

use crate::article::{Article, Line, Withdrawn};
use crate::config::Settings;
use crate::paper::Route;
use crate::text::folded::{folded, words as folded_words};
use crate::text::mail::{self, addresses};
use crate::text::{Stead, XmlText};
use crate::web_address::WebAddress;
use crate::words::{Words, words};
use std::collections::BTreeSet;

/// Stands for an address in a headline, and leaves no trace in an address made of it.
const LEFT_OUT: &str = "…";

/// An article as readers may have it.
pub(super) fn article(settings: &Settings, mut article: Article) -> Article {
    let desk = Desk::of(settings, &article);
    let steads = |address: &str| desk.stead(address);
    let content = article.content.without_mail(&steads);
    let line = |text: &mut XmlText| desk.in_line(text);
    headline(settings, &mut article.title);
    for text in
        article.media.iter_mut().flat_map(|it| it.description.iter_mut().chain(&mut it.credit))
    {
        line(text);
    }
    line(&mut article.summary);
    article.origin.iter_mut().for_each(|origin| line(&mut origin.title));
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

/// The addresses in an article, as it is kept, that readers see nowhere in it.
#[must_use]
pub fn withheld_addresses(settings: &Settings, article: &Article) -> BTreeSet<String> {
    let mut texts = vec![&*article.title, &*article.summary, &article.content];
    texts.extend(article.author_note.as_deref().into_iter().chain(article.rights.as_deref()));
    texts.extend(article.corrections.iter().map(|it| &*it.note));
    let found = texts.into_iter().flat_map(addresses).map(|found| found.address);
    let mut withheld: BTreeSet<String> =
        found.filter(|address| withholds(settings, address)).collect();
    // What tags part is found in the words alone.
    let seen = std::cell::RefCell::new(BTreeSet::new());
    let _ = article.content.without_mail(&|address| {
        seen.borrow_mut().insert(address.to_owned());
        None
    });
    withheld.extend(seen.into_inner().into_iter().filter(|address| withholds(settings, address)));
    withheld
}

fn headline(settings: &Settings, title: &mut XmlText) {
    in_place(title, |address| withholds(settings, address).then(|| LEFT_OUT.to_owned()));
}

fn in_place(text: &mut XmlText, instead: impl Fn(&str) -> Option<String>) {
    if let Some(other) = mail::replaced(text, instead) {
        *text = XmlText::new(other);
    }
}

fn withholds(settings: &Settings, address: &str) -> bool {
    settings.public_mail.allowed(address).is_none()
}

fn withholds_in(settings: &Settings, text: &str) -> bool {
    addresses(text).iter().any(|found| withholds(settings, &found.address))
}

/// Who can be written to about an article, and how that is said.
struct Desk<'a> {
    settings: &'a Settings,
    words: &'static Words,
    /// The names of its authors.
    authors: Vec<String>,
    /// The page that leads to them.
    link: Option<String>,
}

impl<'a> Desk<'a> {
    fn of(settings: &'a Settings, article: &Article) -> Self {
        let page = settings.paper().and_then(|paper| Some((paper, paper.page(article)?)));
        Self {
            settings,
            words: words(article.language.as_ref().unwrap_or(&settings.site.language)),
            authors: article.authors.iter().map(|author| author.name.to_string()).collect(),
            link: page.map(|(paper, page)| paper.url(&Route::WriteTo(page.id)).to_string()),
        }
    }

    fn withholds_in(&self, text: &str) -> bool {
        withholds_in(self.settings, text)
    }

    /// What stands in the place of an address.
    fn stead(&self, address: &str) -> Option<Stead> {
        if !withholds(self.settings, address) {
            return None;
        }
        let name = self.name(address);
        let alone = name.clone().or_else(|| match self.authors.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        });
        let some = || self.words.some_address.to_owned();
        let line = match (alone, &self.link) {
            (name, Some(_)) => {
                let name = name.unwrap_or_else(|| self.settings.site.title.to_string());
                self.words.with(self.words.write_to, &name)
            }
            (name, None) => name.unwrap_or_else(some),
        };
        Some(Stead { words: name.unwrap_or_else(some), line, link: self.link.clone() })
    }

    /// Whose address it is: the newsroom's, or that of an author whose name is in it.
    fn name(&self, address: &str) -> Option<String> {
        let site = &self.settings.site;
        let mut of_newsroom = [&site.editor, &site.webmaster].into_iter().flatten();
        if let Some(contact) = of_newsroom.find(|it| folded(&it.email) == folded(address)) {
            return Some(contact.name.as_ref().unwrap_or(&site.title).to_string());
        }
        let (local, _) = address.rsplit_once('@')?;
        let local = folded(local);
        let is_in = |word: &String| word.chars().count() > 2 && local.contains(word.as_str());
        self.authors.iter().find(|author| folded_words(author).iter().any(is_in)).cloned()
    }

    /// Puts names in the places of addresses in a text without markup.
    fn in_line(&self, text: &mut XmlText) {
        in_place(text, |address| self.stead(address).map(|stead| stead.words));
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
