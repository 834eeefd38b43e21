//! Archive pages that were sealed before a format had any: they get that format too, so
//! that a reader of any format comes to the end. What is sealed already stays as it is.

use crate::archive::{FORMATS, PageName, Stamp};
use crate::article::Article;
use crate::desk::KeptArticle;
use crate::feed_document::Format;
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::Press;
use crate::pipeline::press::printer::Printer;
use crate::pipeline::press::sealing::document_of;
use crate::section::{Section, Slug};
use crate::store::StoreError;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

impl Printer {
    /// Adds the formats that pages lack, the newest pages first since feeds link to them,
    /// `most` pages at a time; returns their number.
    pub(in crate::pipeline) fn complete_pages(
        &self,
        press: &Press,
        kept: &[(PageName, Stamp)],
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<usize, PipelineError> {
        let lacking = lacking(kept);
        let mut completed = 0;
        for (number, section, formats) in lacking.iter().filter_map(|((number, feed), formats)| {
            let section = self.settings.sections.iter().find(|section| section.slug == *feed)?;
            Some((*number, section, formats))
        }) {
            if completed == most {
                break;
            }
            self.complete(press, section, number, formats, now)?;
            completed += 1;
        }
        Ok(completed)
    }

    /// Adds formats to a page, of the articles that it was sealed with and that are out still,
    /// as they are now.
    fn complete(
        &self,
        press: &Press,
        section: &Section,
        number: u32,
        formats: &[Format],
        now: DateTime<Utc>,
    ) -> Result<(), PipelineError> {
        let articles = self.store.ask(|store| {
            let ids = store.sealed_in(&section.slug, number)?;
            let kept =
                ids.iter().map(|id| store.kept(id)).collect::<Result<Vec<_>, StoreError>>()?;
            let is_out =
                |kept: &KeptArticle| kept.withdrawn.is_none() && kept.article.published <= now;
            let live = kept.into_iter().flatten().filter(is_out);
            Ok(live.map(|kept| kept.article).collect::<Vec<Article>>())
        })?;
        for format in formats {
            let page = self.composer.archive_page(section, number, articles.clone(), now);
            let mut document = document_of(&page, number, *format, now)?;
            if let Err(refusal) = press.publisher.judge_page(&document.name, &document.bytes, now) {
                // Its articles are in the other formats; a gap would end the way for good.
                tracing::warn!(%refusal, "the archive page is added without its articles");
                let page = self.composer.archive_page(section, number, Vec::new(), now);
                document = document_of(&page, number, *format, now)?;
            }
            self.store.ask(|store| store.add_format(&document))?;
        }
        tracing::info!(section = %section.slug, page = number, "an archive page has all formats");
        Ok(())
    }
}

/// The formats that pages lack, by number and feed, the highest numbers first.
fn lacking(kept: &[(PageName, Stamp)]) -> Vec<((u32, Slug), Vec<Format>)> {
    let mut formats: BTreeMap<(u32, Slug), Vec<Format>> = BTreeMap::new();
    for (name, _) in kept {
        formats.entry((name.number, name.feed.clone())).or_default().push(name.format);
    }
    let missing = |has: Vec<Format>| -> Vec<Format> {
        FORMATS.into_iter().filter(|format| !has.contains(format)).collect()
    };
    let lacking = formats.into_iter().rev().map(|(page, has)| (page, missing(has)));
    lacking.filter(|(_, missing)| !missing.is_empty()).collect()
}
