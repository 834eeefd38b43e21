//! Whom to write to about an article: the address of its writer, or the newsroom's, which
//! stands on no page and in no feed. It is told to whoever asks for it by a button, and kept
//! nowhere on the way.

use super::leaf::{Leaf, LeafError, Stands};
use crate::article::Article;
use crate::compose;
use crate::desk::KeptArticle;
use crate::paper::{Route, ShortId};
use crate::pipeline::press::printer::Printer;
use crate::store::{Pages, SqliteStore, Store, StoreError};
use crate::web::{self, Furniture};
use bytes::Bytes;

impl Printer {
    /// The page that tells whom to write to about an article.
    ///
    /// # Errors
    /// As [`Printer::leaf`].
    pub fn write_to(&self, route: &Route) -> Result<Leaf, LeafError> {
        match (&self.paper, route) {
            (Some(paper), Route::WriteTo(id)) => self.writing_leaf(paper, id, true),
            (Some(_), _) => Ok(self.missing()),
            (None, _) => Ok(Leaf::Missing(Bytes::new())),
        }
    }

    /// The page with the button, or with what it tells.
    pub(super) fn writing_leaf(
        &self,
        paper: &Furniture,
        id: &ShortId,
        told: bool,
    ) -> Result<Leaf, LeafError> {
        let now = self.clock.now();
        let Stands::Here(kept) = self.stands(paper, id, now)? else { return Ok(self.missing()) };
        let addresses = if told { self.addresses(paper, &kept)? } else { Vec::new() };
        let article = compose::shown(&self.settings, *kept, now);
        let name = article.authors.first().map(|author| author.name.as_str());
        let route = Route::WriteTo(id.clone());
        let page = self.page(route.clone(), web::write_to(paper, id, name, None)?, now)?;
        if !told || matches!(page, Leaf::HeldBack) {
            return Ok(page);
        }
        // The addresses are what was asked for: the rest of the page was let out.
        self.shown(route, web::write_to(paper, id, name, Some(&addresses))?, now)
    }

    /// The addresses of its writers, and those that its text leaves out; where there is none,
    /// the newsroom's.
    fn addresses(&self, paper: &Furniture, kept: &Article) -> Result<Vec<String>, StoreError> {
        let writers = self.reading_room.ask(|store| store.writers(&kept.id))?;
        let writers = writers.into_iter().filter_map(|writer| writer.email);
        let writers =
            writers.map(|address| address.trim().trim_start_matches("mailto:").to_owned());
        let mut addresses: Vec<String> = Vec::new();
        for address in writers.chain(compose::withheld_addresses(&self.settings, kept)) {
            if !addresses.iter().any(|known| known.eq_ignore_ascii_case(&address)) {
                addresses.push(address);
            }
        }
        Ok(if addresses.is_empty() { paper.editors().to_vec() } else { addresses })
    }

    /// Whether the page of an article that is shown leads to somebody: to a writer who gave an
    /// address, to an address that its text leaves out, or to the newsroom from the line about
    /// its writer.
    pub(super) fn is_reachable(
        &self,
        store: &mut SqliteStore,
        paper: &Furniture,
        article: &Article,
    ) -> Result<bool, StoreError> {
        if article.author_note.is_some() && !paper.editors().is_empty() {
            return Ok(true);
        }
        if store.writers(&article.id)?.iter().any(|writer| writer.email.is_some()) {
            return Ok(true);
        }
        let kept = store.kept(&article.id)?;
        let withholds = |kept: &KeptArticle| {
            !compose::withheld_addresses(&self.settings, &kept.article).is_empty()
        };
        Ok(kept.iter().any(withholds))
    }
}
