//! Whom to write to about an article: the address of its writer, or the newsroom's, which
//! stands on no page and in no feed. It is told to whoever asks for it by a button, and kept
//! nowhere on the way.

use super::leaf::{Leaf, LeafError, Stands};
use crate::article::Article;
use crate::compose::{self, Whose};
use crate::desk::KeptArticle;
use crate::paper::{Addressee, Route, ShortId};
use crate::pipeline::press::printer::Printer;
use crate::raw_item::RawAuthor;
use crate::store::{Pages, SqliteStore, Store, StoreError};
use crate::text::mail::addresses;
use crate::web::{self, Furniture, LetterFacts, LetterTo, Reach};
use bytes::Bytes;

/// What an article's addresses are, for whoever wants to write.
#[derive(Default)]
struct Addresses {
    /// Those of whoever is meant.
    meant: Vec<String>,
    /// Others in the article, on the page that is its writer's.
    others: Vec<String>,
}

impl Addresses {
    fn push(to: &mut Vec<String>, address: String) {
        if !to.iter().any(|known| known.eq_ignore_ascii_case(&address)) {
            to.push(address);
        }
    }
}

impl Printer {
    /// The page that tells whom to write to about an article.
    ///
    /// # Errors
    /// As [`Printer::leaf`].
    pub fn write_to(&self, route: &Route) -> Result<Leaf, LeafError> {
        match (&self.paper, route) {
            (Some(paper), Route::WriteTo(id, of)) => self.writing_leaf(paper, (id, of), true),
            (Some(_), _) => Ok(self.missing()),
            (None, _) => Ok(Leaf::Missing(Bytes::new())),
        }
    }

    /// The page with the button, or with what it tells.
    pub(super) fn writing_leaf(
        &self,
        paper: &Furniture,
        (id, of): (&ShortId, &Addressee),
        told: bool,
    ) -> Result<Leaf, LeafError> {
        let now = self.clock.now();
        let Stands::Here(kept) = self.stands(paper, id, now)? else { return Ok(self.missing()) };
        let Some((to, addresses)) = self.letter_to(paper, &kept, of)? else {
            return Ok(self.missing());
        };
        let article = compose::shown(&self.settings, *kept, now);
        let route = Route::WriteTo(id.clone(), of.clone());
        let mut facts = LetterFacts {
            article: &article,
            route: &route,
            to,
            addresses: None,
            others: &addresses.others,
        };
        let page = self.page(route.clone(), web::write_to(paper, &facts)?, now)?;
        if !told || matches!(page, Leaf::HeldBack) {
            return Ok(page);
        }
        // The addresses are what was asked for: the rest of the page was let out.
        facts.addresses = Some(&addresses.meant);
        let page = web::write_to(paper, &facts)?;
        self.shown(route, page, now)
    }

    /// Who is meant, with the addresses; `None` where nobody is.
    fn letter_to(
        &self,
        paper: &Furniture,
        kept: &Article,
        of: &Addressee,
    ) -> Result<Option<(LetterTo, Addresses)>, StoreError> {
        let withheld = compose::withheld_addresses(&self.settings, kept);
        if *of == Addressee::Writer {
            let addresses = self.of_writers(paper, kept, withheld)?;
            let to = match addresses.meant.is_empty() && !addresses.others.is_empty() {
                true => LetterTo::Others,
                false => LetterTo::Writer,
            };
            return Ok(Some((to, addresses)));
        }
        let Some(id) = paper.paper().page(kept).map(|page| page.id) else { return Ok(None) };
        let is_meant = |one: &compose::WithheldAddress| Addressee::of(&id, &one.address) == *of;
        let meant: Vec<_> = withheld.into_iter().filter(is_meant).collect();
        Ok(meant.first().map(|first| {
            let to = match &first.whose {
                Whose::Newsroom(name) => LetterTo::Newsroom(name.clone()),
                Whose::Writer(_) | Whose::Other => LetterTo::One,
            };
            let meant = meant.iter().map(|one| one.address.clone()).collect();
            (to, Addresses { meant, others: Vec::new() })
        }))
    }

    /// The addresses of an article's writers, or the newsroom's where there is none; and those
    /// of others.
    fn of_writers(
        &self,
        paper: &Furniture,
        kept: &Article,
        withheld: Vec<compose::WithheldAddress>,
    ) -> Result<Addresses, StoreError> {
        let mut addresses = Addresses::default();
        let writers = self.reading_room.ask(|store| store.writers(&kept.id))?;
        for address in writers.iter().filter_map(email_of) {
            let address = address.trim().trim_start_matches("mailto:").to_owned();
            Addresses::push(&mut addresses.meant, address);
        }
        for one in withheld {
            let is_writers = matches!(one.whose, Whose::Writer(_));
            let to = if is_writers { &mut addresses.meant } else { &mut addresses.others };
            Addresses::push(to, one.address);
        }
        let Addresses { meant, others } = &mut addresses;
        others.retain(|other| !meant.iter().any(|one| one.eq_ignore_ascii_case(other)));
        if meant.is_empty() && (others.is_empty() || kept.author_note.is_some()) {
            meant.extend(paper.editors().iter().cloned());
        }
        Ok(addresses)
    }

    /// Whom the page of an article that is shown leads to: a writer who gave an address, or the
    /// newsroom from the line about its writer; or else others whose addresses its text leaves
    /// out.
    pub(super) fn reach(
        &self,
        store: &mut SqliteStore,
        paper: &Furniture,
        article: &Article,
    ) -> Result<Reach, StoreError> {
        if article.author_note.is_some() && !paper.editors().is_empty() {
            return Ok(Reach::Writer);
        }
        if store.writers(&article.id)?.iter().any(|writer| email_of(writer).is_some()) {
            return Ok(Reach::Writer);
        }
        let kept: Option<KeptArticle> = store.kept(&article.id)?;
        let withheld = kept.map(|kept| compose::withheld_addresses(&self.settings, &kept.article));
        let withheld = withheld.unwrap_or_default();
        Ok(match withheld.iter().any(|one| matches!(one.whose, Whose::Writer(_))) {
            true => Reach::Writer,
            false if withheld.is_empty() => Reach::Nobody,
            false => Reach::Others,
        })
    }
}

/// The address of a writer: in a field of its own, or beside the name as in a letter's head.
fn email_of(writer: &RawAuthor) -> Option<String> {
    let beside = || addresses(&writer.name).into_iter().next().map(|found| found.address);
    writer.email.clone().or_else(beside)
}
