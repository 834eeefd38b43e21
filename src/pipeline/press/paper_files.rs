//! The web edition as files in a folder, for those who serve it with a web server of their own. It
//! is written after the feeds, in steps of a bounded size: first what the feeds say now and the
//! notices of what was withdrawn, then, round by round, every page that is here. What a page
//! says is not decided here.

use super::Press;
use super::leaf::{Leaf, LeafError, Stands};
use super::paper_pictures::picture_of;
use super::paper_round::{Ahead, PaperFiles, route_of};
use crate::compose;
use crate::feed_document::FeedDocument;
use crate::paper::{Named, Route};
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::printer::Printer;
use crate::web::{self, Furniture};
use chrono::{DateTime, TimeDelta, Utc};
use std::borrow::Cow;
use std::sync::Arc;

/// Pages that are written before readers of news have their turn.
const AT_A_TIME: usize = 100;

/// How long after the begin of a round the next may begin: each looks at all pages.
const BETWEEN_ROUNDS: TimeDelta = TimeDelta::minutes(10);

impl Printer {
    /// Writes a step of the paper's files, where the settings name a folder for them; `false`
    /// when more is to be done.
    pub(super) fn write_paper_files(
        &self,
        press: &mut Press,
        changed: bool,
    ) -> Result<bool, PipelineError> {
        let mut files = std::mem::take(&mut press.paper_files);
        let step = self.step_of_files(press, &mut files, changed);
        press.paper_files = files;
        step
    }

    fn step_of_files(
        &self,
        press: &Press,
        files: &mut PaperFiles,
        changed: bool,
    ) -> Result<bool, PipelineError> {
        let web = self.settings.web.as_ref();
        let (Some(paper), Some(path)) = (&self.paper, web.and_then(|web| web.folder.as_ref()))
        else {
            *files = PaperFiles::default();
            return Ok(true);
        };
        if !files.settings.as_ref().is_some_and(|known| Arc::ptr_eq(known, &self.settings)) {
            let folder = files.folder.take().filter(|folder| folder.path() == path);
            let places = std::mem::take(&mut files.places);
            *files = PaperFiles { folder, places, stale: true, ..PaperFiles::default() };
            files.settings = Some(Arc::clone(&self.settings));
            files.pictures.from = self.settings.store.pictures();
        }
        if files.folder.is_none() {
            files.open(path)?;
        }
        let (paper, now) = (&paper.for_files(), self.clock.now());
        if changed {
            files.stale = true;
            self.write_news(press, paper, files, now)?;
            self.pictures_came(files)?;
        }
        let rested = files.begun.is_none_or(|begun| now - begun >= BETWEEN_ROUNDS);
        if files.stale && files.ahead.is_empty() && rested {
            self.begin_round(files, now)?;
        }
        for _ in 0..AT_A_TIME {
            let Some(next) = files.ahead.pop_front() else { break };
            self.write_next(paper, files, next, now)?;
        }
        self.make_lost_again(files)?;
        Ok(files.ahead.is_empty())
    }

    /// Writes what the feeds say now: first the articles, then what leads to them.
    fn write_news(
        &self,
        press: &Press,
        paper: &Furniture,
        files: &mut PaperFiles,
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        let served: Vec<Cow<'_, FeedDocument>> = self.served(press)?;
        let feeds: Vec<&FeedDocument> = served.iter().map(AsRef::as_ref).collect();
        let entries = feeds.iter().flat_map(|feed| &feed.entries).map(AsRef::as_ref);
        let paper = &self.illustrated(paper, entries)?;
        let (newest, _) = self.newest_articles(paper, &feeds, |_, _| false, now)?;
        for (route, bytes) in newest {
            if self.may_be_shown(&route, &bytes) {
                files.put(&route, &bytes)?;
                self.lead_on(paper, files, &route)?;
            }
        }
        for (route, bytes) in self.lists(paper, &feeds, now)? {
            if self.may_be_shown(&route, &bytes) {
                files.put(&route, &bytes)?;
            }
        }
        let withdrawn = feeds.iter().flat_map(|feed| &feed.withdrawn);
        let pages = withdrawn.filter_map(|one| paper.paper().read(one.url.as_ref()?.url().path()));
        let pages: Vec<Route> = pages.filter(|page| matches!(page, Route::Article(_))).collect();
        for page in pages {
            if files.noticed.insert(page.clone()) {
                self.write_page(paper, files, &page, now)?;
                // Whatever names it follows at once.
                files.begun = None;
            }
        }
        // Nor does the list of a section that is no more stand there with what is on it.
        for former in self.former_sections() {
            self.write_page(paper, files, &former, now)?;
        }
        Ok(())
    }

    /// The pages of the names that sections had.
    fn former_sections(&self) -> Vec<Route> {
        let server = &self.settings.server;
        let former = server.moved.keys().chain(&server.gone);
        former.map(|slug| Route::Section(slug.clone())).collect()
    }

    fn begin_round(&self, files: &mut PaperFiles, now: DateTime<Utc>) -> Result<(), PipelineError> {
        files.stale = false;
        files.begun = Some(now);
        files.written.clear();
        files.names.clear();
        let months = self.months(now)?.into_iter().map(|month| Ahead::Month(month, 0));
        files.ahead.extend(months);
        // Files of the names that sections had would stay as they were, with all that they list.
        files.ahead.extend(self.former_sections().into_iter().map(Ahead::Page));
        let lists = [Route::Archive, Route::Sitemap].map(Ahead::Page);
        files.ahead.extend([Ahead::Names].into_iter().chain(lists).chain([Ahead::LeftOvers]));
        Ok(())
    }

    fn write_next(
        &self,
        paper: &Furniture,
        files: &mut PaperFiles,
        next: Ahead,
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        match next {
            Ahead::Page(route) => self.write_page(paper, files, &route, now),
            Ahead::Month(month, skip) => {
                let lines = self.lines(month, now, skip, AT_A_TIME)?;
                if lines.is_empty() {
                    let parts = self.last_part(month, now)?;
                    let pages = (1..=parts).map(|part| Route::Month(month, part));
                    let pages = pages.chain([Route::SitemapOf(month)]).map(Ahead::Page);
                    pages.rev().for_each(|page| files.ahead.push_front(page));
                    return Ok(());
                }
                files.ahead.push_front(Ahead::Month(month, skip + lines.len()));
                let pages = lines.iter().filter_map(|line| paper.paper().page_of(line));
                let pages: Vec<Route> = pages.map(Route::Article).collect();
                pages.into_iter().for_each(|page| files.ahead.push_front(Ahead::Page(page)));
                Ok(())
            }
            Ahead::Names => {
                let names = std::mem::take(&mut files.names);
                names.into_iter().for_each(|name| files.ahead.push_front(Ahead::Page(name)));
                Ok(())
            }
            Ahead::LeftOvers => {
                let left = files.left_over()?;
                files.ahead.extend(left);
                Ok(())
            }
            Ahead::LeftOver(name) => self.judge_left_over(paper, files, &name, now),
        }
    }

    /// What was right before stays, except for what was taken back: that waits for no gate.
    fn hold_file(
        &self,
        paper: &Furniture,
        files: &mut PaperFiles,
        route: &Route,
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        if let Route::Article(path) = route
            && !matches!(self.stands(paper, &path.id, now)?, Stands::Here(_))
        {
            return Ok(files.take_away(route)?);
        }
        Ok(files.keep(route)?)
    }

    /// Writes what is at a page's place.
    fn write_page(
        &self,
        paper: &Furniture,
        files: &mut PaperFiles,
        route: &Route,
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        if let Route::Article(path) = route
            && let Stands::Here(article) = self.stands(paper, &path.id, now)?
        {
            let article = compose::shown(&self.settings, *article, now);
            let tags = article.tags.iter().filter_map(|tag| Named::of(tag));
            files.names.extend(tags.map(Route::Tag));
            let authors = article.authors.iter().filter_map(|author| Named::of(&author.name));
            files.names.extend(authors.map(Route::Author));
            self.note_waiting(paper, files, route, &article)?;
        }
        match self.leaf_of(paper, route, None)? {
            Leaf::Page(page) => {
                let followed = match route {
                    Route::Tag(named) => Some(Route::Tag(next_part(named))),
                    Route::Author(named) => Some(Route::Author(next_part(named))),
                    _ => None,
                };
                let is_new = followed.filter(|_| files.is_unwritten(route));
                is_new.into_iter().for_each(|next| files.ahead.push_front(Ahead::Page(next)));
                files.put(route, &page.identity)?;
                self.lead_on(paper, files, route)
            }
            // Under whatever address somebody knows it.
            Leaf::Gone(page) => Ok(files.put_notice(route, &page.identity)?),
            Leaf::Moved(there) => {
                // What leads there is written too, unless it is one page more of a list.
                if files.is_unwritten(&there) && !matches!(there, Route::Article(_)) {
                    files.ahead.push_front(Ahead::Page(there.clone()));
                }
                Ok(files.put(route, &web::moved(paper, &there)?)?)
            }
            Leaf::Missing(_) => Ok(()),
            Leaf::HeldBack => self.hold_file(paper, files, route, now),
        }
    }

    /// The other places that an article's page was at lead to it.
    fn lead_on(
        &self,
        paper: &Furniture,
        files: &mut PaperFiles,
        route: &Route,
    ) -> Result<(), PipelineError> {
        for other in files.places(route).into_iter().filter(|place| place != route) {
            files.put(&other, &web::moved(paper, route)?)?;
        }
        Ok(())
    }

    /// A file that no page was written for in this round: the page of an article that was
    /// withdrawn, or that is elsewhere now, or nothing's.
    fn judge_left_over(
        &self,
        paper: &Furniture,
        files: &mut PaperFiles,
        name: &str,
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        if picture_of(name).is_some() {
            return Ok(files.remove(name)?);
        }
        let Some(route) = route_of(name) else { return Ok(()) };
        match route {
            Route::Article(_) => {
                self.write_page(paper, files, &route, now)?;
                if !files.written.contains(name) {
                    files.remove(name)?;
                }
                Ok(())
            }
            Route::Tag(_) | Route::Author(_) | Route::Month(..) | Route::SitemapOf(_) => {
                Ok(files.remove(name)?)
            }
            // Copies of older pages still ask for older files; other names may be somebody's.
            _ => Ok(()),
        }
    }
}

impl From<LeafError> for PipelineError {
    fn from(error: LeafError) -> Self {
        match error {
            LeafError::Store(error) => error.into(),
            LeafError::Web(error) => error.into(),
            LeafError::Publish(error) => error.into(),
        }
    }
}

fn next_part(named: &Named) -> Named {
    Named { name: named.name.clone(), part: named.part + 1 }
}
