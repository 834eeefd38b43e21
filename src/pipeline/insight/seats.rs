//! The front page as it is now, seat by seat, each with why its article is there. It decides
//! nothing: the choice does.

use crate::article::Article;
use crate::compose::OnFrontPage;
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::pipeline::press::composer::Composer;
use crate::section::Slug;
use crate::store::{SqliteStore, StoreError};
use std::sync::{Arc, Mutex};

/// One place of the front page.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Who has it.
    pub article: Arc<Article>,
    /// Why.
    pub because: Option<OnFrontPage>,
}

impl InfoDesk {
    /// The front page, from its top.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub fn seats(&self) -> Result<Vec<Seat>, StoreError> {
        let store = SqliteStore::open_to_read(&self.settings.store.path)?;
        let composer = Composer::new(self.settings.clone(), Arc::new(Mutex::new(Box::new(store))));
        let now = self.clock.now();
        let documents = composer.all(now)?;
        let reasons = composer.front_page_reasons(&documents, now)?;
        let page = documents.get(&Slug::front_page());
        let entries = page.into_iter().flat_map(|page| &page.entries);
        let seats = entries.map(|article| Seat {
            article: article.clone(),
            because: reasons.of_article(article).ok(),
        });
        Ok(seats.collect())
    }
}
