//! Lets feeds out, and tells operators what became of them: what was published, what
//! is held back, and what a feed does not have. The last line stands here: an article
//! that the gate refuses is left out in every format, so that it costs no other.

use crate::archive::{Said, Stamp};
use crate::edition::{Document, DocumentName};
use crate::feed_document::{FeedDocument, Format};
use crate::health::{CutShort, LeftOut};
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::Press;
use crate::pipeline::press::composer::Cut;
use crate::pipeline::press::fitting;
use crate::pipeline::press::printer::Printer;
use crate::pipeline::press::printing::Printing;
use crate::publish::gate::Refusal;
use crate::publish::{Candidate, Published};
use crate::render;
use crate::section::Slug;
use crate::store::StoreError;
use chrono::{DateTime, Utc};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How often feeds are let out again without what the gate refused.
const MOST_ROUNDS: usize = 20;

impl Printer {
    /// Publishes these feeds, without the articles for which the gate would refuse them,
    /// and tells operators which of them don't have all: for want of room (`cut`), or
    /// because of the gate.
    pub(super) fn let_out_feeds(
        &self,
        press: &mut Press,
        mut changed: BTreeSet<Slug>,
        cut: &BTreeMap<Slug, Cut>,
        may_collapse: impl Fn(&Slug) -> bool + Sync,
    ) -> Result<Printing, PipelineError> {
        let mut printing = Printing::default();
        let (mut left_out, mut held) = (BTreeMap::new(), Vec::new());
        changed.iter().for_each(|slug| drop(press.held.remove(slug)));
        for round in 1.. {
            left_out.extend(self.leave_out_barred(press, &changed));
            if changed.is_empty() {
                break;
            }
            let candidates = self.render_feeds(press, &changed, &may_collapse)?;
            let (done, refused) = self.let_out(press, candidates)?;
            printing = printing.and(done);
            changed.clear();
            for refusal in refused {
                let feed = refusal.name.feed().and_then(|slug| press.printed.get(slug));
                match feed.filter(|_| round < MOST_ROUNDS) {
                    Some(feed) if press.barred.add(feed, &refusal) => {
                        changed.insert(feed.slug.clone());
                    }
                    _ => {
                        self.keep_back(press, &refusal, &mut printing);
                        held.push(refusal);
                    }
                }
            }
        }
        printing.changed += self.take_out(press, &held)?;
        for (feed, cut) in cut {
            let left_out = left_out.remove(feed).unwrap_or_default();
            printing.left_out.extend(self.tell_cut(feed, cut, left_out));
        }
        Ok(printing)
    }

    /// A document stays as it was: it is tried again as soon as anything changes.
    pub(super) fn keep_back(&self, press: &mut Press, refusal: &Refusal, printing: &mut Printing) {
        self.hold_back(refusal);
        printing.held_back.push(refusal.to_string());
        if let Some(slug) = refusal.name.feed()
            && let Some(feed) = press.printed.remove(slug)
        {
            press.held.insert(slug.clone(), feed);
        }
    }

    /// Takes out of these feeds what is barred from them; returns what that is.
    fn leave_out_barred(
        &self,
        press: &mut Press,
        feeds: &BTreeSet<Slug>,
    ) -> BTreeMap<Slug, Vec<LeftOut>> {
        let founded = self.settings.site.founded;
        let mut all = BTreeMap::new();
        for slug in feeds {
            let Some(feed) = press.printed.get(slug) else { continue };
            if let Some((feed, left_out)) = press.barred.leave_out(feed, founded) {
                press.printed.insert(slug.clone(), feed);
                all.insert(slug.clone(), left_out);
            }
        }
        all
    }

    /// Publishes candidates, and tells operators what became of them; returns what the
    /// gate refused, which is to be told by whoever knows what becomes of that.
    pub(super) fn let_out(
        &self,
        press: &mut Press,
        candidates: Vec<Candidate>,
    ) -> Result<(Printing, Vec<Refusal>), PipelineError> {
        let names: Vec<DocumentName> = candidates.iter().map(|one| one.name.clone()).collect();
        let published = press.publisher.publish(candidates, self.clock.now());
        self.health.unwritten(press.publisher.unwritten());
        let published = published?;
        self.account_printing(&published, &press.printed);
        self.keep_stamps(&published)?;
        let refused =
            |name: &DocumentName| published.refused.iter().any(|refusal| refusal.name == *name);
        for name in names.iter().filter(|name| !refused(name)) {
            self.health.let_out(name);
            self.metrics.let_out(name);
        }
        let printing = Printing {
            changed: published.changed.len(),
            unchanged: published.unchanged,
            ..Printing::default()
        };
        match published.failed.into_iter().next() {
            Some((_, error)) => Err(error.into()),
            None => Ok((printing, published.refused)),
        }
    }

    /// Keeps what is said of what was published, so that it can be said again.
    fn keep_stamps(&self, published: &Published) -> Result<(), StoreError> {
        let edition = self.edition.load();
        let documents = published.changed.iter().filter_map(|name| edition.document(name));
        let stamp = |document: &Arc<Document>| {
            let Document { fingerprint, modified, since, .. } = **document;
            let length = document.identity.len() as u64;
            let stamp = Stamp { fingerprint, modified, length };
            // Nothing is certain of bytes that were only loaded.
            let since = Some(since).filter(|since| *since < DateTime::<Utc>::MAX_UTC);
            (document.name.file_name(), Said { stamp, since })
        };
        let stamps: BTreeMap<String, Said> = documents.map(stamp).collect();
        if stamps.is_empty() { Ok(()) } else { self.store.ask(|store| store.keep_stamps(&stamps)) }
    }

    fn render_feeds(
        &self,
        press: &Press,
        changed: &BTreeSet<Slug>,
        may_collapse: &(impl Fn(&Slug) -> bool + Sync),
    ) -> Result<Vec<Candidate>, PipelineError> {
        let limit = self.settings.publish.max_document_bytes;
        let forms: Vec<(&FeedDocument, Format)> = changed
            .iter()
            .filter_map(|slug| press.printed.get(slug))
            .flat_map(|document| Format::ALL.map(|format| (document, format)))
            .collect();
        let rendered = forms.into_par_iter().map(|(document, format)| {
            let name = DocumentName::Feed(document.slug.clone(), format);
            let is_told = self.is_told(press, document, &name);
            Ok(Candidate {
                name,
                bytes: render::render(document, format)?,
                updated: document.updated,
                allow_collapse: is_told || may_collapse(&document.slug) || self.is_full(document),
                beyond: fitting::beyond(document, limit)?,
            })
        });
        rendered.collect()
    }

    /// What readers are told of since a document was last published is no collapse; notices
    /// that it had before tell of nothing that it loses now.
    fn is_told(&self, press: &Press, document: &FeedDocument, name: &DocumentName) -> bool {
        let Some(last) = press.publisher.items(name) else { return true };
        let edition = self.edition.load();
        let before = edition.get(&name.request_path()).map(|last| last.modified);
        let is_new = |at: DateTime<Utc>| before.is_none_or(|before| at > before);
        let told = document.withdrawn.iter().filter(|gone| is_new(gone.at)).count();
        let left = document.entries.len() + told;
        left as f64 >= self.settings.publish.collapse_below * last as f64
    }

    /// A feed that holds as many items as it may has not collapsed, however many
    /// it held before the configuration was changed.
    fn is_full(&self, document: &FeedDocument) -> bool {
        let settings = &self.settings;
        let own = settings.feeds.iter().find(|feed| feed.name.slug == document.slug);
        let most = match own {
            Some(own) => own.items,
            None if document.slug == Slug::front_page() => settings.front_page.items,
            None => settings.publish.items,
        };
        document.entries.len() >= most
    }

    fn account_printing(&self, published: &Published, printed: &BTreeMap<Slug, FeedDocument>) {
        let edition = self.edition.load();
        for name in &published.changed {
            let items = match name {
                DocumentName::Feed(slug, _) => printed.get(slug).map(|feed| feed.entries.len()),
                _ => None,
            };
            if let Some(document) = edition.get(&name.request_path()) {
                let bytes = document.identity.len();
                self.metrics.published(name, bytes, items, document.modified);
            }
        }
        if !published.changed.is_empty() {
            tracing::info!(documents = published.changed.len(), "published");
        }
    }

    /// Tells operators what a feed does not have: what it had no room for, and what it
    /// cannot have; returns the latter in sentences.
    fn tell_cut(&self, feed: &Slug, cut: &Cut, mut left_out: Vec<LeftOut>) -> Vec<String> {
        let limit = self.settings.publish.max_document_bytes;
        left_out.extend(cut.too_large.iter().map(|article| {
            let reason = format!(
                "it is larger by itself than the {limit} bytes of `[publish] max_document`: publish it in parts, or raise that"
            );
            LeftOut::of(article, reason)
        }));
        let dropped = cut.dropped;
        if dropped == 0 && left_out.is_empty() {
            self.health.cut_short(feed, None);
            return Vec::new();
        }
        let is_section = self.settings.sections.iter().any(|one| one.slug == *feed);
        let archived = is_section && self.settings.publish.archive_items > 0;
        let told: Vec<String> = left_out
            .iter()
            .map(|LeftOut { article, title, reason }| {
                format!("\"{title}\" ({article}) is not in {feed}: {reason}")
            })
            .collect();
        let faulty = left_out.len();
        let short = CutShort { feed: feed.clone(), dropped, archived, left_out };
        if self.health.cut_short(feed, Some(short)) {
            tracing::warn!(%feed, dropped, faulty, archived,
                "the feed holds fewer items than it might: `/health` says why");
        }
        told
    }

    /// Tells operators of a document that the gate refused.
    pub(in crate::pipeline) fn hold_back(&self, refusal: &Refusal) {
        let (article, rule) = (refusal.article.as_deref(), refusal.rule.as_str());
        tracing::error!(document = %refusal.name, rule, article, detail = refusal.detail,
            "held back: the last good one stays");
        let detail = format!("{}; {}", refusal.detail, refusal.remedy());
        self.health.held_back(&refusal.name, rule, article, &detail);
        self.metrics.held_back(&refusal.name);
    }
}
