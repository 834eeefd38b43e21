//! Which pictures the pages of what is printed want: noted in the store, where the picture
//! desk finds them. Nothing waits for a picture, and no feed knows of this.

use crate::article::Article;
use crate::feed_document::FeedDocument;
use crate::paper::{Paper, Route};
use crate::pipeline::error::PipelineError;
use crate::pipeline::gather::picture_states;
use crate::pipeline::press::leaf::{Leaf, LeafError};
use crate::pipeline::press::printer::Printer;
use crate::pipeline::shared_store::lock;
use crate::store::{Illustrated, Pictures, StoreError};
use crate::web::Furniture;
use crate::web_address::WebAddress;
use std::collections::BTreeSet;

impl Printer {
    /// Notes the pictures of the articles in these documents.
    pub(super) fn illustrate<'a>(
        &self,
        documents: impl IntoIterator<Item = &'a FeedDocument>,
    ) -> Result<(), PipelineError> {
        if !self.settings.pictures.own {
            return Ok(());
        }
        let mut seen = BTreeSet::new();
        let entries = documents.into_iter().flat_map(|document| &document.entries);
        let all: Vec<Illustrated> = entries
            .filter(|article| seen.insert(article.id.clone()))
            .map(|article| Illustrated {
                article: article.id.clone(),
                pictures: article.pictures().into_iter().filter(|it| self.is_own(it)).collect(),
            })
            .collect();
        let now = self.clock.now();
        self.store.ask(|store| store.illustrate(&all, now))?;
        let own = all.iter().flat_map(|one| &one.pictures).collect::<BTreeSet<_>>();
        for address in own {
            self.look_again(address)?;
        }
        self.pictures.ring();
        Ok(())
    }

    /// Removes the files of pictures that no article shows any more.
    pub(super) fn take_pictures_down(&self) -> Result<(), PipelineError> {
        let gone = self.store.ask(|store| store.pictures_gone())?;
        if !gone.is_empty() {
            self.pictures.disk.remove(&gone)?;
            self.store.ask(|store| store.pictures_removed(&gone))?;
        }
        Ok(())
    }

    /// The paper's furniture, with those pictures of these articles that are here.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) fn illustrated<'a>(
        &self,
        paper: &Furniture,
        articles: impl IntoIterator<Item = &'a Article>,
    ) -> Result<Furniture, StoreError> {
        let wanted = articles.into_iter().flat_map(Article::pictures);
        let wanted: BTreeSet<WebAddress> = wanted.filter(|it| self.is_own(it)).collect();
        if wanted.is_empty() {
            return Ok(paper.clone());
        }
        let here = self.reading_room.ask(|store| store.pictures(&wanted))?;
        Ok(paper.with_pictures(here))
    }

    /// As [`Printer::illustrated`], of the page of one article, which may be an old one: what
    /// is not here is wanted from now on.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) fn illustrated_leaf(
        &self,
        paper: &Furniture,
        article: &Article,
    ) -> Result<Furniture, StoreError> {
        let pictures: BTreeSet<WebAddress> =
            article.pictures().into_iter().filter(|it| self.is_own(it)).collect();
        let here = match pictures.is_empty() {
            true => return Ok(paper.clone()),
            false => self.reading_room.ask(|store| store.pictures(&pictures))?,
        };
        if here.len() < pictures.len() {
            // Who reads an old page waits for no pass, and no pass for them.
            self.pictures.ask_for(&article.id);
        }
        Ok(paper.with_pictures(here))
    }

    /// Where a picture of the newsroom's folder is, for who has its address from a feed.
    pub(super) fn declared_leaf(
        &self,
        paper: &Furniture,
        route: &Route,
    ) -> Result<Leaf, LeafError> {
        // Below the paper, or at the root of its host, where its own site was before it.
        let root = format!("/{}", route.below_root());
        let root = paper.paper().address().join(&root).ok();
        let wanted: BTreeSet<WebAddress> =
            root.into_iter().chain([paper.paper().url(route)]).collect();
        let here = self.reading_room.ask(|store| store.pictures(&wanted))?;
        let own = here.into_iter().find(|(address, _)| self.is_own(address));
        Ok(match own.and_then(|(_, own)| own.files().last()) {
            Some(file) => Leaf::Moved(Route::Declared(format!("{}{file}", Paper::PICTURES))),
            None => self.missing(),
        })
    }

    /// The pages of all feeds are to be printed anew: pictures have come.
    pub fn redo_pages(&self) {
        lock(&self.press).stale_pages.extend(self.settings.feed_slugs());
    }

    fn is_own(&self, address: &WebAddress) -> bool {
        self.settings.pictures.is_own(address)
    }

    /// A file in the newsroom's folder that is another one now is to be brought anew.
    fn look_again(&self, address: &WebAddress) -> Result<(), StoreError> {
        let Some(states) = picture_states(&self.settings, address) else { return Ok(()) };
        let seen = self.store.ask(|store| store.picture_seen(address))?;
        if seen.is_some_and(|seen| seen != states) {
            let now = self.clock.now();
            self.store.ask(|store| store.picture_altered(address, now))?;
        }
        Ok(())
    }
}
