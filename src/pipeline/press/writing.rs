//! Whom to write to about an article: the address of its writer, or the newsroom's, which
//! stands on no page and in no feed. It is told to who asks for it by a button, and kept
//! nowhere on the way.

use super::leaf::{Leaf, LeafError, Stands, missing};
use crate::article::Article;
use crate::paper::{Route, ShortId};
use crate::pipeline::Pipeline;
use crate::store::{Pages, StoreError};
use crate::web::{self, Furniture};

impl Pipeline {
    /// The page that tells whom to write to about an article.
    ///
    /// # Errors
    /// As [`Pipeline::leaf`].
    pub fn write_to(&self, route: &Route) -> Result<Leaf, LeafError> {
        match (&self.paper, route) {
            (Some(paper), Route::WriteTo(id)) => self.writing_leaf(paper, id, true),
            (Some(paper), _) => missing(paper),
            (None, _) => Ok(Leaf::Missing(Vec::new())),
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
        let Stands::Here(article) = self.stands(paper, id, now)? else { return missing(paper) };
        let addresses = if told { self.addresses(paper, &article)? } else { Vec::new() };
        let name = article.authors.first().map(|author| author.name.as_str());
        let page = web::write_to(paper, id, name, told.then_some(&addresses))?;
        self.page(Route::WriteTo(id.clone()), page, now)
    }

    /// The addresses of its writers; where none is known, the newsroom's.
    fn addresses(&self, paper: &Furniture, article: &Article) -> Result<Vec<String>, StoreError> {
        let writers = self.reading_room.ask(|store| store.writers(&article.id))?;
        let mut addresses: Vec<String> = Vec::new();
        for address in writers.into_iter().filter_map(|writer| writer.email) {
            let address = address.trim().trim_start_matches("mailto:").to_owned();
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        Ok(if addresses.is_empty() { paper.editors().to_vec() } else { addresses })
    }
}
