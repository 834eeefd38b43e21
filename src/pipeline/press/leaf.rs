//! A page of the web edition that is made when somebody asks for it, by readers of the store
//! of their own. Until its second, an article that waits is at no page: the answer is that
//! for what does not exist.

use crate::article::{Article, Line};
use crate::compose;
use crate::desk::KeptArticle;
use crate::edition::{Document, DocumentName};
use crate::paper::{ArticlePath, Asked, Named, Route, ShortId};
use crate::pipeline::press::printer::Printer;
use crate::publish::{PublishError, compressed};
use crate::search_query::Query;
use crate::section::Slug;
use crate::selection::Selection;
use crate::store::{Pages, SqliteStore, Store, StoreError};
use crate::text::folded::folded;
use crate::web::{self, ArticleFacts, Furniture, ListFacts, ListOf, WebError};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// Older articles of its section that an article's page tells of.
const OLDER: usize = 5;

/// Articles in a part of a list.
const IN_PART: usize = 50;

/// How long a list may take in the store.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is at a page's place.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// The page.
    Page(Document),
    /// It is at another one's.
    Moved(Route),
    /// It was here and was taken back: the page that says so.
    Gone(Document),
    /// Nothing: the page that says so.
    Missing(Bytes),
    /// A page that the gate holds back.
    HeldBack,
}

/// Why a page cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum LeafError {
    /// The store failed, or took too long.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its template could not be filled.
    #[error(transparent)]
    Web(#[from] WebError),
    /// It could not be compressed.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// An article at the place that an id says, as it is kept.
pub(super) enum Stands {
    Here(Box<Article>),
    /// What is known of it for readers, and why.
    TakenBack(Option<Box<Article>>, Option<String>),
    Nowhere,
}

impl Printer {
    /// What is at a page's place, for those that are in no edition.
    ///
    /// # Errors
    /// When the store or a template fails.
    pub fn leaf(&self, route: &Route, asked: Option<&Asked>) -> Result<Leaf, LeafError> {
        let Some(paper) = &self.paper else { return Ok(Leaf::Missing(Bytes::new())) };
        self.leaf_of(paper, route, asked)
    }

    /// The same, with this furniture.
    pub(super) fn leaf_of(
        &self,
        paper: &Furniture,
        route: &Route,
        asked: Option<&Asked>,
    ) -> Result<Leaf, LeafError> {
        let now = self.clock.now();
        match route {
            Route::Article(path) => self.article_leaf(paper, path, now),
            Route::Tag(named) => self.named_leaf(paper, ListOf::Tag(named.clone()), now),
            Route::Author(named) => self.named_leaf(paper, ListOf::Author(named.clone()), now),
            Route::Search => self.search_leaf(paper, asked, now),
            Route::Archive | Route::Month(..) | Route::Sitemap | Route::SitemapOf(_) => {
                self.leaf_of_months(paper, route, now)
            }
            Route::WriteTo(id, of) => self.writing_leaf(paper, (id, of), false),
            Route::Declared(_) => self.declared_leaf(paper, route),
            Route::Section(section) => self.former_section(paper, section, now),
            _ => Ok(self.missing()),
        }
    }

    /// The place of a section that has another name now, or none: as that of its feed.
    fn former_section(
        &self,
        paper: &Furniture,
        section: &Slug,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        let (server, has) = (&self.settings.server, |slug: &Slug| paper.paper().has(slug));
        if has(section) {
            return Ok(self.missing());
        }
        if let Some(there) = server.moved.get(section).filter(|there| has(there)) {
            return Ok(Leaf::Moved(Route::Section(there.clone())));
        }
        if !server.gone.contains(section) {
            return Ok(self.missing());
        }
        let route = Route::Section(section.clone());
        Ok(match self.page(route, web::missing(paper)?, now)? {
            Leaf::Page(page) => Leaf::Gone(page),
            other => other,
        })
    }

    fn article_leaf(
        &self,
        paper: &Furniture,
        path: &ArticlePath,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        let route = Route::Article(path.clone());
        let article = match self.stands(paper, &path.id, now)? {
            Stands::Here(article) => compose::shown(&self.settings, *article, now),
            Stands::Nowhere => return Ok(self.missing()),
            Stands::TakenBack(article, reason) => {
                let article = article.map(|it| compose::shown(&self.settings, *it, now));
                let reason = reason.map(|it| compose::shown_reason(&self.settings, &it));
                let page = web::gone(paper, article.as_ref(), reason.as_deref())?;
                return Ok(match self.page(route, page, now)? {
                    Leaf::Page(page) => Leaf::Gone(page),
                    other => other,
                });
            }
        };
        match paper.paper().page(&article) {
            None => Ok(self.missing()),
            Some(there) if there != *path => Ok(Leaf::Moved(Route::Article(there))),
            Some(_) => {
                let paper = &self.illustrated_leaf(paper, &article)?;
                let page = self
                    .reading_room
                    .ask(|store| self.article_page(store, paper, &article, path, now))??;
                self.page(route, page, now)
            }
        }
    }

    /// The article that a short id says, if it has or had a page here.
    pub(super) fn stands(
        &self,
        paper: &Furniture,
        id: &ShortId,
        now: DateTime<Utc>,
    ) -> Result<Stands, LeafError> {
        let kept = self.reading_room.ask(|store| store.kept_at(id))?;
        if kept.as_ref().is_some_and(|kept| kept.is_put_off(now)) {
            return Ok(Stands::TakenBack(None, None));
        }
        // Nobody has seen one that waits: it is not there.
        let seen = |kept: &KeptArticle| match kept.withdrawn {
            Some(at) => kept.article.published <= at && at <= now,
            None => kept.article.published <= now,
        };
        let Some(KeptArticle { article, withdrawn, reason, .. }) = kept.filter(seen) else {
            return Ok(Stands::Nowhere);
        };
        if paper.paper().page(&article).is_none() {
            return Ok(Stands::Nowhere);
        }
        Ok(match withdrawn {
            Some(_) => Stands::TakenBack(Some(Box::new(article)), reason),
            None => Stands::Here(Box::new(article)),
        })
    }

    /// A part of the articles with a tag, or by an author, under the name as it is written
    /// in the newest of them.
    fn named_leaf(
        &self,
        paper: &Furniture,
        of: ListOf,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        let (named, selection) = match &of {
            ListOf::Tag(named) => {
                (named, Selection { tags: vec![named.name.clone()], ..Selection::default() })
            }
            ListOf::Author(named) => {
                (named, Selection { authors: vec![named.name.clone()], ..Selection::default() })
            }
            ListOf::Search(_) => return Ok(self.missing()),
        };
        let wanted = index(named.part).saturating_mul(IN_PART);
        let mut articles = self.selected(&selection, now, wanted + 1)?;
        let Some(written) = articles.first().and_then(|newest| spelled(newest, &of)) else {
            return Ok(self.missing());
        };
        if written != named.name {
            let named = Named { name: written, part: named.part };
            return Ok(Leaf::Moved(match of {
                ListOf::Tag(_) => Route::Tag(named),
                _ => Route::Author(named),
            }));
        }
        let has_older = articles.len() > wanted;
        articles.truncate(wanted);
        if articles.len() <= wanted - IN_PART {
            return Ok(self.missing());
        }
        articles.drain(..wanted - IN_PART);
        let paper = &self.illustrated(paper, &articles)?;
        let page = web::list(paper, &ListFacts { of: &of, articles: &articles, has_older })?;
        let route = match of {
            ListOf::Tag(named) => Route::Tag(named),
            ListOf::Author(named) => Route::Author(named),
            ListOf::Search(_) => Route::Search,
        };
        self.page(route, page, now)
    }

    fn search_leaf(
        &self,
        paper: &Furniture,
        asked: Option<&Asked>,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        let Some(asked) = asked.filter(|asked| !asked.words.trim().is_empty()) else {
            return self.page(Route::Search, web::search_form(paper)?, now);
        };
        let (in_part, parts) = (self.settings.search.items, index(asked.part));
        let mut articles = match asked.words.parse::<Query>() {
            Ok(query) => {
                let selection = Selection { query: Some(query), ..Selection::default() };
                self.selected(&selection, now, in_part * parts + 1)?
            }
            Err(_) => Vec::new(),
        };
        let has_older = articles.len() > in_part * parts;
        articles.truncate(in_part * parts);
        articles.drain(..articles.len().min(in_part * (parts - 1)));
        let paper = &self.illustrated(paper, &articles)?;
        let list =
            |of: &ListOf| web::list(paper, &ListFacts { of, articles: &articles, has_older });
        let asked_so = |words: &str| {
            ListOf::Search(Asked { words: words.chars().take(500).collect(), part: asked.part })
        };
        // What somebody searches for is theirs to say: what was found is judged.
        if !self.may_be_shown(&Route::Search, &list(&asked_so(""))?) {
            return Ok(Leaf::HeldBack);
        }
        self.shown(Route::Search, list(&asked_so(&asked.words))?, now)
    }

    /// The newest articles that a selection takes, as feeds show them.
    fn selected(
        &self,
        selection: &Selection,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<Article>, StoreError> {
        let found = self.reading_room.ask(|store| {
            store.within(PATIENCE, |store| store.select(selection, now, most, Duration::ZERO))
        })?;
        let shown = found.into_iter().take(most);
        Ok(shown.map(|article| compose::shown(&self.settings, article, now)).collect())
    }

    /// The page of an article that is shown, with what stands beside it.
    pub(super) fn article_page(
        &self,
        store: &mut SqliteStore,
        paper: &Furniture,
        article: &Article,
        path: &ArticlePath,
        now: DateTime<Utc>,
    ) -> Result<Result<Vec<u8>, WebError>, StoreError> {
        let place = (article.published, &article.id);
        let (older, later) = store.beside(&path.section, place, now, OLDER)?;
        let shown = |line| compose::shown_line(&self.settings, line);
        let older: Vec<Line> = older.into_iter().map(shown).collect();
        let later = later.map(shown);
        let reach = self.reach(store, paper, article)?;
        let facts = ArticleFacts { article, path, older: &older, later: later.as_ref(), reach };
        Ok(web::article(paper, &facts))
    }

    pub(super) fn page(
        &self,
        route: Route,
        bytes: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        match self.may_be_shown(&route, &bytes) {
            true => self.shown(route, bytes, now),
            false => Ok(Leaf::HeldBack),
        }
    }

    /// A page that the gate has let out: these bytes, or what it says besides is the reader's
    /// own, and for nobody else.
    pub(super) fn shown(
        &self,
        route: Route,
        bytes: Vec<u8>,
        now: DateTime<Utc>,
    ) -> Result<Leaf, LeafError> {
        Ok(Leaf::Page(compressed(DocumentName::Web(Box::new(route)), bytes, now)?))
    }

    /// The page for what is not there, as it was printed.
    pub(super) fn missing(&self) -> Leaf {
        let edition = self.edition.load();
        let page = edition.pages().get(&Route::Missing).map(|page| page.identity.clone());
        Leaf::Missing(page.unwrap_or_default())
    }
}

/// The number of a part.
fn index(part: u32) -> usize {
    usize::try_from(part).unwrap_or(1).max(1)
}

/// The name of a list as an article writes it.
fn spelled(article: &Article, of: &ListOf) -> Option<String> {
    let same = |name: &str, wanted: &str| folded(name) == folded(wanted);
    match of {
        ListOf::Tag(named) => {
            let tag = article.tags.iter().find(|tag| same(tag, &named.name));
            tag.map(ToString::to_string)
        }
        ListOf::Author(named) => {
            let author = article.authors.iter().find(|author| same(&author.name, &named.name));
            author.map(|author| author.name.to_string())
        }
        ListOf::Search(_) => None,
    }
}
