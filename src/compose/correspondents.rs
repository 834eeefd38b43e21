//! Whose the e-mail addresses in an article are: its writers', the newsroom's, or somebody
//! else's, who is to get no letter that was meant for them. It puts nothing in their places.

use crate::article::Article;
use crate::config::Settings;
use crate::text::folded::{folded, words as folded_words};
use crate::text::mail::addresses;
use crate::text::{CleanHtml, Standing, Stead, XmlText};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

/// Whose an address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A writer's, by name where one is known.
    Writer(Option<String>),
    /// The newsroom's, under this name.
    Newsroom(String),
    /// That of somebody whom the article speaks of.
    Other,
}

/// An address that readers see nowhere in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithheldAddress {
    /// The address.
    pub address: String,
    /// Whose it is.
    pub whose: Whose,
}

/// Who can be written to about an article.
pub(super) struct Correspondents<'a> {
    settings: &'a Settings,
    /// The names of its authors.
    authors: Vec<String>,
    /// The addresses of a line of their own, or in the line about the writer: nearly no article
    /// has an address, and then nobody looks for them.
    apart: OnceCell<BTreeSet<String>>,
    text: CleanHtml,
    note: XmlText,
}

impl<'a> Correspondents<'a> {
    pub(super) fn of(settings: &'a Settings, article: &Article) -> Self {
        let authors: Vec<String> =
            article.authors.iter().map(|author| author.name.to_string()).collect();
        Self {
            settings,
            authors,
            apart: OnceCell::new(),
            text: article.content.clone(),
            note: article.author_note.clone().unwrap_or_default(),
        }
    }

    fn apart(&self) -> &BTreeSet<String> {
        self.apart.get_or_init(|| {
            let in_note = addresses(&self.note).into_iter().map(|found| found.address);
            // Whom of several a line means, it does not say.
            let in_text = match self.authors.as_slice() {
                [] | [_] => in_text(self.settings, &self.text),
                _ => Vec::new(),
            };
            let alone = in_text.into_iter().filter(|(_, standing)| *standing == Standing::Alone);
            let all = in_note.chain(alone.map(|(address, _)| address));
            all.map(|address| folded(&address)).collect()
        })
    }

    /// Whose an address is; `None` for one that everybody may see.
    pub(super) fn whose(&self, address: &str) -> Option<Whose> {
        if !withholds(self.settings, address) {
            return None;
        }
        let site = &self.settings.site;
        let same = |known: &str| folded(known) == folded(address);
        let of_newsroom = [&site.editor, &site.webmaster].into_iter().flatten();
        if let Some(contact) = of_newsroom.into_iter().find(|it| same(&it.email)) {
            let name = contact.name.as_ref().unwrap_or(&site.title);
            return Some(Whose::Newsroom(name.to_string()));
        }
        if let Some(author) = self.named(address) {
            return Some(Whose::Writer(Some(author)));
        }
        Some(match self.apart().contains(&folded(address)) {
            true => Whose::Writer(match self.authors.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            }),
            false => Whose::Other,
        })
    }

    /// The author whose name is in an address.
    fn named(&self, address: &str) -> Option<String> {
        let (local, _) = address.rsplit_once('@')?;
        let local = folded(local);
        let is_in = |word: &String| word.chars().count() > 2 && local.contains(word.as_str());
        self.authors.iter().find(|author| folded_words(author).iter().any(is_in)).cloned()
    }
}

/// The addresses in an article, as it is kept, that readers see nowhere in it, each once.
#[must_use]
pub fn withheld_addresses(settings: &Settings, article: &Article) -> Vec<WithheldAddress> {
    let correspondents = Correspondents::of(settings, article);
    let mut texts = vec![&*article.title, &*article.summary];
    texts.extend(article.author_note.as_deref().into_iter().chain(article.rights.as_deref()));
    texts.extend(article.corrections.iter().map(|it| &*it.note));
    let lines = texts.into_iter().flat_map(addresses).map(|found| found.address);
    // What its links and tags have, and what tags part.
    let raw = addresses(&article.content).into_iter().map(|found| found.address);
    let text = in_text(settings, &article.content).into_iter().map(|(address, _)| address);
    let mut seen = BTreeSet::new();
    let once = lines.chain(text).chain(raw).filter(|address| seen.insert(folded(address)));
    once.filter_map(|address| {
        let whose = correspondents.whose(&address)?;
        Some(WithheldAddress { address, whose })
    })
    .collect()
}

/// The addresses in the text of an article that readers do not see, and how each stands there.
fn in_text(settings: &Settings, text: &CleanHtml) -> Vec<(String, Standing)> {
    let seen = RefCell::new(Vec::new());
    let _ = text.without_mail(&|address, standing| {
        if !withholds(settings, address) {
            return None;
        }
        if !address.is_empty() {
            seen.borrow_mut().push((address.to_owned(), standing));
        }
        Some(Stead { words: String::new(), link: None })
    });
    seen.into_inner()
}

/// Whether readers are not to see an address.
pub(super) fn withholds(settings: &Settings, address: &str) -> bool {
    settings.public_mail.allowed(address).is_none()
}
