//! Takes out of what is published, and cannot be replaced, what was taken back since it
//! was let out: a withdrawal is served at once, whatever else is wrong. It judges no
//! document, and lets nothing new out.

use crate::article::{Article, ArticleId};
use crate::compose;
use crate::edition::{Document, DocumentName};
use crate::feed_document::{FeedDocument, Format, NewsSitemap};
use crate::pipeline::error::PipelineError;
use crate::pipeline::press::Press;
use crate::pipeline::press::printer::Printer;
use crate::publish::gate::Refusal;
use crate::publish::{
    Candidate, also_told, annotated, dated_as, entries, pages_only, renewed, told_as_withdrawn,
    without_notices,
};
use crate::render;
use crate::store::{NotShown, StoreError};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// A document without what was taken back: with the notices of that, and without them.
struct Less {
    told: Candidate,
    bare: Vec<u8>,
}

impl Printer {
    /// The feeds among these documents, which the gate held back, go on without what was
    /// taken back since; returns how many became others. One that cannot is taken down.
    pub(super) fn take_out(
        &self,
        press: &mut Press,
        refused: &[Refusal],
    ) -> Result<usize, PipelineError> {
        let now = self.clock.now();
        let mut less = BTreeMap::new();
        for Refusal { name, .. } in refused {
            let DocumentName::Feed(slug, format) = name else { continue };
            let (edition, feed) = (self.edition.load(), press.held.get(slug));
            let (Some(last), Some(feed)) = (edition.document(name), feed) else { continue };
            if let Some(one) = self.without_what_is_not_shown(feed, *format, last, now)? {
                less.insert(name.clone(), one);
            }
        }
        if less.is_empty() {
            return Ok(0);
        }
        let told = less.values().map(|less| less.told.clone()).collect();
        let mut published = press.publisher.publish_less(told, now)?;
        let mut changed = std::mem::take(&mut published.changed);
        let bare = published.refused.iter().filter_map(|refusal| {
            let Less { told, bare } = less.remove(&refusal.name)?;
            Some(Candidate { bytes: bare, ..told })
        });
        let bare: Vec<Candidate> = bare.collect();
        if !bare.is_empty() {
            let published = press.publisher.publish_less(bare, now)?;
            changed.extend(published.changed);
            let broken: BTreeSet<_> = published.refused.into_iter().map(|it| it.name).collect();
            if !broken.is_empty() {
                tracing::error!(documents = ?broken, "taken down: what was withdrawn could not be taken out");
                press.publisher.take_down(&broken)?;
            }
        }
        self.health.unwritten(press.publisher.unwritten());
        tracing::warn!(documents = changed.len(), "held back, and without what was withdrawn");
        Ok(changed.len())
    }

    /// `None` when the document has nothing that may not be shown.
    fn without_what_is_not_shown(
        &self,
        feed: &FeedDocument,
        format: Format,
        last: &Document,
        now: DateTime<Utc>,
    ) -> Result<Option<Less>, PipelineError> {
        let also = self.also_told(feed);
        let told = entries(&last.identity);
        let ids: BTreeSet<&String> = told.iter().chain(also.values().flatten()).collect();
        let ids: Vec<ArticleId> = ids.into_iter().cloned().map(ArticleId::kept).collect();
        let mut not_shown = self.store.ask(|store| store.not_shown(&ids, now))?;
        for one in &mut not_shown {
            let notice = one.notice.take();
            one.notice = notice.map(|one| compose::shown_notice(&self.settings, one));
        }
        let (here, elsewhere): (Vec<&NotShown>, Vec<&NotShown>) =
            not_shown.iter().partition(|one| told.iter().any(|id| id == one.id.as_str()));
        let names = |id: &String| not_shown.iter().any(|one| one.id.as_str() == id);
        let naming = also.iter().filter(|(id, also)| told.contains(id) && also.iter().any(names));
        let naming: Vec<&String> = naming.map(|(id, _)| id).collect();
        let again = self.live_again(feed, now)?;
        if here.is_empty() && naming.is_empty() && again.is_empty() {
            return Ok(None);
        }
        let since = self.composer.told_since(now);
        let notices = here.iter().filter_map(|one| one.notice.as_ref());
        let at = notices.clone().chain(elsewhere.iter().filter_map(|one| one.notice.as_ref()));
        let updated = at.map(|notice| notice.at).chain([feed.updated]).max();
        let frame = FeedDocument {
            entries: Vec::new(),
            also: BTreeMap::new(),
            withdrawn: notices.filter(|notice| notice.at > since).cloned().collect(),
            updated: updated.unwrap_or(feed.updated),
            ..feed.clone()
        };
        let (frame, updated) = (render::render(&frame, format)?, frame.updated);
        let whole = render::render(feed, format)?;
        let ids: Vec<&ArticleId> = here.iter().map(|one| &one.id).collect();
        let again: Vec<&ArticleId> = again.iter().collect();
        let less = |notices: &[u8]| {
            let bytes = without_notices(last.identity.to_vec(), format, &again);
            let bytes = annotated(&bytes, format, notices, &ids);
            let bytes =
                naming.iter().fold(bytes, |bytes, id| renewed(&bytes, id, &whole).unwrap_or(bytes));
            // A date never goes back to before a notice that is gone.
            if here.is_empty() { bytes } else { dated_as(bytes, format, &frame) }
        };
        let (bytes, bare) = (less(&frame), less(&[]));
        let name = last.name.clone();
        let told = Candidate { name, bytes, updated, allow_collapse: true, beyond: usize::MAX };
        Ok(Some(Less { told, bare }))
    }

    /// What a feed tells as withdrawn that readers may see again.
    fn live_again(
        &self,
        feed: &FeedDocument,
        now: DateTime<Utc>,
    ) -> Result<Vec<ArticleId>, StoreError> {
        let edition = self.edition.load();
        let json = edition.document(&DocumentName::Feed(feed.slug.clone(), Format::Json));
        let told = json.map(|json| told_as_withdrawn(&json.identity)).unwrap_or_default();
        self.store.ask(|store| {
            let mut again = Vec::new();
            for id in told.into_iter().map(ArticleId::kept) {
                let is_live = store
                    .kept(&id)?
                    .is_some_and(|kept| kept.withdrawn.is_none() && !kept.is_taken_back(now));
                if is_live {
                    again.push(id);
                }
            }
            Ok(again)
        })
    }

    /// Which articles the entries of a feed name as telling their stories too.
    fn also_told(&self, feed: &FeedDocument) -> BTreeMap<String, Vec<String>> {
        let edition = self.edition.load();
        let json = edition.document(&DocumentName::Feed(feed.slug.clone(), Format::Json));
        json.map(|json| also_told(&json.identity)).unwrap_or_default()
    }

    /// A feed that is held back as readers have it: for its page, which has nothing that
    /// was taken back either. `None` when nothing of that is known here.
    pub(super) fn as_served(
        &self,
        feed: &FeedDocument,
    ) -> Result<Option<FeedDocument>, StoreError> {
        let (now, edition) = (self.clock.now(), self.edition.load());
        let json = DocumentName::Feed(feed.slug.clone(), Format::Json);
        let Some(json) = edition.document(&json) else { return Ok(None) };
        let ids: Vec<ArticleId> =
            entries(&json.identity).into_iter().map(ArticleId::kept).collect();
        let kept = self.store.ask(|store| {
            ids.iter().filter_map(|id| store.kept(id).transpose()).collect::<Result<Vec<_>, _>>()
        })?;
        if kept.is_empty() && !ids.is_empty() {
            return Ok(None);
        }
        let live = kept.into_iter().filter(|kept| kept.withdrawn.is_none());
        let articles = live.map(|kept| kept.article).filter(|article| article.published <= now);
        let articles = articles.map(|article| compose::shown(&self.settings, article, now));
        Ok(Some(FeedDocument {
            entries: articles.map(<std::sync::Arc<Article>>::from).collect(),
            also: BTreeMap::new(),
            withdrawn: Vec::new(),
            ..feed.clone()
        }))
    }

    /// The news sitemap, which the gate refused, goes on without what is in it no longer.
    pub(super) fn take_out_of_sitemap(
        &self,
        press: &mut Press,
        sitemap: &NewsSitemap,
    ) -> Result<(), PipelineError> {
        let edition = self.edition.load();
        let Some(last) = edition.document(&DocumentName::NewsSitemap) else { return Ok(()) };
        let there: BTreeSet<&str> =
            sitemap.entries.iter().map(|entry| entry.url.as_str()).collect();
        let bytes = pages_only(&last.identity, |address| there.contains(address));
        let candidate = Candidate {
            name: DocumentName::NewsSitemap,
            bytes,
            updated: sitemap.updated,
            allow_collapse: true,
            beyond: usize::MAX,
        };
        let published = press.publisher.publish_less(vec![candidate], self.clock.now())?;
        if !published.refused.is_empty() {
            press.publisher.take_down(&BTreeSet::from([DocumentName::NewsSitemap]))?;
        }
        Ok(())
    }
}
