//! The archive of every section (RFC 5005 §4): seals a page when it is full, keeps it
//! in the store for good, puts notices in the places of what the newsroom takes back, has entries
//! leave that were joined with others, and sees to it that the folder has what the store keeps.
//! It does not decide what the feeds say.

use crate::archive::{FORMATS, Page, PageName, Stamp};
use crate::article::{Article, ArticleId};
use crate::compose;
use crate::feed_document::{FeedDocument, Format};
use crate::fingerprint::Fingerprint;
use crate::pipeline::entries_let_go::{self, ArchiveCutError};
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::Press;
use crate::pipeline::press::composer::Composed;
use crate::pipeline::press::fitting::fit_in_page;
use crate::pipeline::press::printer::Printer;
use crate::pipeline::press::printing::Printing;
use crate::pipeline::shared_store::lock;
use crate::publish::annotated;
use crate::render;
use crate::section::{Section, Slug};
use crate::store::{PageNotice, SealedPage, StoreError};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// How many pages are sealed, and how many written again, before readers of news have
/// their turn.
const PAGES_AT_A_TIME: usize = 10;

/// How many times as many are written again at one look at what others did to the files.
const ROUNDS_OF_MENDING: usize = 100;

impl Printer {
    /// Seals the archive pages of these sections that are full, and writes those that
    /// the folder lacks: a feed must not link to a page that is not there.
    pub(in crate::pipeline) fn publish_archive(
        &self,
        press: &mut Press,
        sections: &BTreeSet<Slug>,
        now: DateTime<Utc>,
    ) -> Result<Printing, PipelineError> {
        let told = self.annotate_archive(press, now)?;
        let gone = self.let_parted_go(press, now)?;
        let whole = self.align_archive(press, now)? && told && gone;
        let (sealed, all) = self.seal_full_pages(press, sections, now)?;
        Ok(Printing { sealed, unfinished: !(whole && all), ..Printing::default() })
    }

    /// Puts notices in the places of articles that the newsroom keeps from readers, and takes
    /// back those of articles that are live again; `false` when more is to be done.
    fn annotate_archive(
        &self,
        press: &mut Press,
        now: DateTime<Utc>,
    ) -> Result<bool, PipelineError> {
        let outdated = self.store.ask(|store| store.outdated_pages(now))?;
        // The pages of a section that joined another are served still.
        let name_now = |slug: &Slug| self.settings.server.moved.get(slug).cloned();
        let section = |slug: &Slug| {
            let slug = name_now(slug).unwrap_or_else(|| slug.clone());
            self.settings.sections.iter().find(|it| it.slug == slug)
        };
        let outdated: Vec<(&Slug, &Section, u32)> = outdated
            .iter()
            .filter_map(|(slug, number)| Some((slug, section(slug)?, *number)))
            .collect();
        for (slug, section, number) in outdated.iter().take(PAGES_AT_A_TIME) {
            let (slug, number) = (*slug, *number);
            let (sealed, notices) = self.store.ask(|store| store.as_sealed(slug, number, now))?;
            let Some(pages) = self.annotated(press, section, &sealed, &notices, now)? else {
                continue;
            };
            self.store.ask(|store| store.annotate(slug, number, &pages, &notices))?;
            press.publisher.replace_pages(pages)?;
            tracing::info!(section = %slug, page = number, "an archive page has other notices");
        }
        Ok(outdated.len() <= PAGES_AT_A_TIME)
    }

    /// Takes out what pages say of articles that were joined with others then; `false` when more
    /// is to be done.
    fn let_parted_go(&self, press: &mut Press, now: DateTime<Utc>) -> Result<bool, PipelineError> {
        let gone =
            self.store.ask(|store| Ok(entries_let_go::let_parted_go(store, PAGES_AT_A_TIME, now)));
        match gone? {
            // Nearly always there is none, and nothing to be written.
            Ok((pages, all)) if pages.is_empty() => Ok(all),
            Ok((pages, all)) => {
                press.publisher.replace_pages(pages)?;
                Ok(all)
            }
            // Those that were changed are written with what the folder lacks.
            Err(ArchiveCutError::Page(refusal)) => {
                self.hold_back(&refusal);
                Ok(true)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A sealed page in all formats with these notices in the places of entries. A notice
    /// that the gate refuses is left out with its entry.
    fn annotated(
        &self,
        press: &Press,
        section: &Section,
        sealed: &[Page],
        notices: &[PageNotice],
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<Page>>, PipelineError> {
        let ids: Vec<&ArticleId> = notices.iter().map(|notice| &notice.withdrawn.id).collect();
        let mut pages = Vec::with_capacity(sealed.len());
        for page in sealed {
            let (name, format) = (&page.name, page.name.format);
            let empty = self.composer.archive_page(section, name.number, Vec::new(), now);
            let told = notices.iter().map(|notice| notice.withdrawn.clone());
            let withdrawn = told.map(|one| compose::shown_notice(&self.settings, one)).collect();
            let rendered = render::render(&FeedDocument { withdrawn, ..empty }, format)?;
            let judge = |bytes: Vec<u8>| {
                press.publisher.judge_page(name, &bytes, now).map(|()| page.saying(bytes, now))
            };
            let judged = judge(annotated(&page.bytes, format, &rendered, &ids))
                .or_else(|_| judge(annotated(&page.bytes, format, &[], &ids)));
            match judged {
                Ok(page) => pages.push(page),
                Err(refusal) => {
                    self.hold_back(&refusal);
                    let names: Vec<PageName> = sealed.iter().map(|it| it.name.clone()).collect();
                    press.publisher.withhold_pages(&names);
                    return Ok(None);
                }
            }
        }
        Ok(Some(pages))
    }

    /// Puts right what another program did to the published files.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file not be written: it may be tried again.
    pub fn mend_published(&self) -> Result<(), PipelineError> {
        let mut press = lock(&self.press);
        let mended = press.publisher.mend()?;
        if !mended.is_empty() {
            tracing::warn!(files = ?mended, "published files were removed or altered by another program; they are as they were");
        }
        if press.publisher.lacks_pages() {
            tracing::warn!("archive pages were removed or altered by another program");
            // What cannot be written now is found missing again at the next look.
            for _ in 0..ROUNDS_OF_MENDING {
                if self.align_archive(&mut press, self.clock.now())? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Brings the served archive and its files into line with what the store keeps;
    /// one question when nothing changed since the last time. `false` when more is
    /// to be done.
    fn align_archive(&self, press: &mut Press, now: DateTime<Utc>) -> Result<bool, PipelineError> {
        let version = self.store.ask(|store| store.archive_version())?;
        if press.publisher.was_restored() {
            press.archive = None;
        }
        // What joined another section has its old pages still; what has another name does not.
        let moved = &self.settings.server.moved;
        let sections = self.settings.sections.iter().map(|section| &section.slug);
        let state = (version, sections.chain(moved.keys()).cloned().collect::<BTreeSet<Slug>>());
        if press.archive.as_ref() == Some(&state) {
            return Ok(true);
        }
        let mut kept = self.store.ask(|store| store.pages())?;
        let completed = self.complete_pages(press, &kept, PAGES_AT_A_TIME, now)?;
        if completed > 0 {
            kept = self.store.ask(|store| store.pages())?;
        }
        let known: BTreeSet<Slug> =
            kept.iter().map(|(name, _)| &name.feed).chain(moved.keys()).cloned().collect();
        let wanted: Vec<(PageName, Stamp)> =
            kept.into_iter().filter(|(name, _)| state.1.contains(&name.feed)).collect();
        let broken = press.publisher.align_archive(&wanted, &known)?;
        let placed = broken.len().min(PAGES_AT_A_TIME);
        if placed > 0 {
            let pages =
                broken.iter().take(placed).map(|name| self.store.ask(|store| store.page(name)));
            let pages: Vec<Page> =
                pages.filter_map(Result::transpose).collect::<Result<_, StoreError>>()?;
            press.publisher.replace_pages(pages)?;
        }
        let done = placed == broken.len() && completed < PAGES_AT_A_TIME;
        press.archive = done.then_some(state);
        Ok(done)
    }

    /// Seals the pages of these sections that are full; returns how many, and `false`
    /// when more are.
    fn seal_full_pages(
        &self,
        press: &mut Press,
        sections: &BTreeSet<Slug>,
        now: DateTime<Utc>,
    ) -> Result<(usize, bool), PipelineError> {
        let size = self.settings.publish.archive_items;
        let mut sealed = 0;
        for section in &self.settings.sections {
            if !sections.contains(&section.slug) {
                continue;
            }
            while self.composer.full_pages(&section.slug, now)? > 0 {
                if sealed == PAGES_AT_A_TIME {
                    return Ok((sealed, false));
                }
                if !self.seal_next(press, section, size, now)? {
                    break;
                }
                sealed += 1;
            }
        }
        Ok((sealed, true))
    }

    /// Seals what feeds had no room for though their archives lack it, in shorter pages
    /// if need be, and composes them once more: nothing falls between a feed and its
    /// archive. Adds what it did to both.
    pub(in crate::pipeline) fn make_room(
        &self,
        press: &mut Press,
        composed: &mut Composed,
        printing: &mut Printing,
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        loop {
            let mut moved = BTreeSet::new();
            for section in &self.settings.sections {
                let unarchived = composed.cut.get(&section.slug).map_or(0, |cut| cut.unarchived);
                if unarchived == 0 {
                    continue;
                }
                if printing.sealed >= PAGES_AT_A_TIME {
                    printing.unfinished = true;
                    return Ok(());
                }
                let held = press.printed.get(&section.slug).map_or(0, |feed| feed.entries.len());
                // Not one page for each article that comes: they are filled with what
                // the feed still holds, except for its newer half.
                let size = unarchived.max(held / 2).min(self.settings.publish.archive_items);
                if self.seal_next(press, section, size, now)? {
                    printing.sealed += 1;
                    moved.insert(section.slug.clone());
                }
            }
            if moved.is_empty() {
                return Ok(());
            }
            let again = self.composer.compose(&mut press.printed, &moved, now)?;
            composed.changed.extend(again.changed);
            composed.cut.extend(again.cut);
            composed.front_page_changes = again.front_page_changes;
        }
    }

    /// Seals the next page of a section, of the `size` oldest articles that wait for one
    /// or fewer. `false` when there is none that the gate lets through.
    fn seal_next(
        &self,
        press: &mut Press,
        section: &Section,
        size: usize,
        now: DateTime<Utc>,
    ) -> Result<bool, PipelineError> {
        let (number, articles) = self.store.ask(|store| {
            let number = store.next_page(&section.slug)?;
            Ok((number, store.unarchived(&section.slug, now, size)?))
        })?;
        let updated: BTreeMap<ArticleId, DateTime<Utc>> =
            articles.iter().map(|article| (article.id.clone(), article.updated)).collect();
        let states = |ids: &mut dyn Iterator<Item = &ArticleId>| {
            ids.filter_map(|id| Some((id.clone(), *updated.get(id)?))).collect::<Vec<_>>()
        };
        let Printed { page, passed_over } =
            self.print_page(press, section, number, articles, now)?;
        if !passed_over.is_empty() {
            let passed_over = states(&mut passed_over.iter());
            self.store.ask(|store| store.pass_over(&section.slug, &passed_over))?;
        }
        let Some((page, documents)) = page else { return Ok(!passed_over.is_empty()) };
        let entries = states(&mut page.entries.iter().map(|entry| &entry.id));
        let sealed = SealedPage { section: section.slug.clone(), number, entries, documents };
        if !self.store.ask(|store| store.seal(&sealed))? {
            return Ok(false);
        }
        // From here on the page is as it is. Should it not get to the disk, the next
        // printing finds that out.
        let state = press.archive.take();
        press.publisher.place_pages(sealed.documents)?;
        if let Some((_, sections)) = state {
            press.archive = Some((self.store.ask(|store| store.archive_version())?, sections));
        }
        tracing::info!(section = %section.slug, page = number, "an archive page is full");
        Ok(true)
    }

    /// A page in all formats, of as many of the oldest articles as fit, and without
    /// those that the gate refuses or that are larger than a page by themselves.
    fn print_page(
        &self,
        press: &Press,
        section: &Section,
        number: u32,
        mut articles: Vec<Article>,
        now: DateTime<Utc>,
    ) -> Result<Printed, PipelineError> {
        let limit = self.settings.publish.max_document_bytes;
        let id = self.composer.feed_id(section)?;
        let make = |articles: &[Article]| FeedDocument {
            id: id.clone(),
            ..self.composer.archive_page(section, number, articles.to_vec(), now)
        };
        let mut passed_over = Vec::new();
        while !articles.is_empty() {
            let fits = fit_in_page(&articles, limit, make)?;
            if fits == 0 {
                let article = articles.remove(0);
                tracing::warn!(section = %section.slug, article = %article.id, limit,
                    "larger than a page of the archive, so in none: publish it in parts");
                passed_over.push(article.id);
                continue;
            }
            let page = make(&articles[..fits]);
            let documents = documents_of(&page, number, now)?;
            let judged = documents
                .iter()
                .try_for_each(|one| press.publisher.judge_page(&one.name, &one.bytes, now));
            let Err(refusal) = judged else {
                return Ok(Printed { page: Some((page, documents)), passed_over });
            };
            let is_it = |article: &Article| Some(article.id.as_str()) == refusal.article.as_deref();
            let Some(place) = articles.iter().position(is_it) else {
                self.hold_back(&refusal);
                return Ok(Printed { page: None, passed_over });
            };
            tracing::warn!(%refusal, "the archive page is made without it");
            passed_over.push(articles.remove(place).id);
        }
        Ok(Printed { page: None, passed_over })
    }
}

/// A page of an archive, and what can be in none.
struct Printed {
    page: Option<(FeedDocument, Vec<Page>)>,
    passed_over: Vec<ArticleId>,
}

fn documents_of(
    page: &FeedDocument,
    number: u32,
    now: DateTime<Utc>,
) -> Result<Vec<Page>, PipelineError> {
    FORMATS.into_iter().map(|format| document_of(page, number, format, now)).collect()
}

/// A page in one format.
pub(super) fn document_of(
    page: &FeedDocument,
    number: u32,
    format: Format,
    now: DateTime<Utc>,
) -> Result<Page, PipelineError> {
    let modified = page.updated.min(now).duration_trunc(TimeDelta::seconds(1));
    let bytes = render::render(page, format)?;
    let stamp = Stamp {
        fingerprint: Fingerprint::of(&bytes),
        modified: modified.unwrap_or(page.updated),
        length: bytes.len() as u64,
    };
    Ok(Page { name: PageName { feed: page.slug.clone(), number, format }, stamp, bytes })
}
