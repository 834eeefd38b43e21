//! Keeps what is wrong in the newsroom, and has the configured receiver told of each
//! change once, also over a restart. What is wrong it reads off `health`; when to look
//! is its caller's part, and when to try again the courier's.

use super::delivering::{DeliveryError, shown};
use crate::announce::{AnnounceError, Notice};
use crate::broken_off::BrokenOff;
use crate::delivery::{Message, Receiver, ReceiverKind};
use crate::pipeline::Pipeline;
use crate::store::StoreError;
use crate::trouble::{KeptTrouble, Trouble, TroubleKind};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Why not everybody was told.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The round could not be made.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// The receiver did not take a notice.
    #[error(transparent)]
    Announce(#[from] AnnounceError),
    /// The look was cut short.
    #[error("the look at the newsroom's health was cut short: {0}")]
    Cut(#[from] BrokenOff),
}

impl Pipeline {
    /// What is wrong as far as it is known without asking the store: which things, not since
    /// when.
    #[must_use]
    pub fn known_troubles(&self) -> BTreeSet<(TroubleKind, String)> {
        let (now, report) = (self.clock.now(), self.health.report());
        let all = Trouble::all(&report, self.settings.alerts.source_failures, now);
        all.into_iter().map(|trouble| (trouble.kind, trouble.subject)).collect()
    }

    /// Everything that is wrong now, from the first failure on.
    #[must_use]
    pub fn all_troubles(&self) -> Vec<Trouble> {
        Trouble::all(&self.health.report(), 1, self.clock.now())
    }

    /// Keeps what is wrong now. Call it once everything was published: before, health
    /// does not know what is held back, and all would seem well.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_stock(&self) -> Result<Vec<KeptTrouble>, StoreError> {
        self.listen()?;
        self.recall_emptied()?;
        let (now, report) = (self.clock.now(), self.health.report());
        for (source, health) in &report.sources {
            self.metrics.newsroom().failures(source, health.failures);
        }
        let current = Trouble::all(&report, self.settings.alerts.source_failures, now);
        let kept = self.change_troubles(|kept| merge(kept, &current, now))?;
        self.queue_notices(&kept, now)?;
        Ok(kept)
    }

    /// Takes stock, and posts what the receiver has not been told; gives how many
    /// messages were taken. What it was not told yet when it was over, it never is.
    ///
    /// # Errors
    /// When the store fails or the receiver takes no notice: what it has not taken is
    /// posted later.
    pub async fn alert(self: &Arc<Self>) -> Result<usize, AlertError> {
        self.blocking(|pipeline| pipeline.take_stock()).await??;
        let rounds = self.deliver().await?;
        let taken = rounds.iter().map(|round| round.taken).sum();
        rounds
            .into_iter()
            .find_map(|round| round.failed)
            .map_or(Ok(taken), |error| Err(error.into()))
    }

    /// The notice of each change that the receiver has not been told is in the outbox,
    /// and no other.
    fn queue_notices(&self, kept: &[KeptTrouble], now: DateTime<Utc>) -> Result<(), StoreError> {
        // What is still so in the morning is told then.
        if self.settings.alerts.quiet.as_ref().is_some_and(|quiet| quiet.hold(now)) {
            return Ok(());
        }
        let webhook = self.settings.alerts.webhook.as_ref();
        let news = kept.iter().filter(|kept| !kept.told || kept.ended.is_some());
        let notices = webhook.into_iter().flat_map(|webhook| {
            let (kind, address) = (ReceiverKind::Webhook, shown(&webhook.url));
            let receiver = Receiver { kind, address };
            news.clone().filter_map(move |news| self.notice(receiver.clone(), news))
        });
        let notices: Vec<Message> = notices.collect();
        let queued = self.ask(|store| {
            let waiting = store.deliveries()?.into_iter().map(|delivery| delivery.message);
            let (known, over): (Vec<Message>, Vec<Message>) = waiting
                .filter(|message| message.receiver.kind == ReceiverKind::Webhook)
                .partition(|message| notices.contains(message));
            if !over.is_empty() {
                store.discard(&over)?;
            }
            let new: Vec<Message> =
                notices.iter().filter(|notice| !known.contains(notice)).cloned().collect();
            if !new.is_empty() {
                store.queue(&new, now)?;
            }
            Ok(!new.is_empty())
        })?;
        if queued {
            self.outgoing.ring();
        }
        Ok(())
    }

    fn notice(&self, receiver: Receiver, news: &KeptTrouble) -> Option<Message> {
        let notice = Notice::of(news, &self.settings.site.title);
        let body = serde_json::to_string(&notice).inspect_err(
            |error| tracing::error!(%error, "a notice cannot be written; report this"),
        );
        Some(Message { receiver, subject: subject(news), body: body.ok()?, article: None })
    }

    /// The receiver was told what this subject of a notice says.
    pub(in crate::pipeline) fn note_told(&self, told_subject: &str) -> Result<(), StoreError> {
        self.change_troubles(|kept| {
            match kept.iter().find(|kept| subject(kept) == told_subject) {
                Some(news) => told(kept, news),
                None => kept.to_vec(),
            }
        })?;
        Ok(())
    }

    /// Changes what is kept; what stays as it was costs no write.
    fn change_troubles(
        &self,
        change: impl FnOnce(&[KeptTrouble]) -> Vec<KeptTrouble>,
    ) -> Result<Vec<KeptTrouble>, StoreError> {
        self.ask(|store| {
            let kept = store.troubles()?;
            let next = change(&kept);
            if next != kept {
                store.keep_troubles(&next)?;
            }
            Ok(next)
        })
    }
}

/// What is kept from now on: a trouble that goes on stays as it began, one that is
/// over stays only while somebody has to be told so.
fn merge(kept: &[KeptTrouble], current: &[Trouble], now: DateTime<Utc>) -> Vec<KeptTrouble> {
    let mut next: Vec<KeptTrouble> = Vec::new();
    for known in kept {
        if current.iter().any(|trouble| trouble.is(&known.trouble)) {
            next.push(KeptTrouble { ended: None, ..known.clone() });
        } else if known.told {
            next.push(KeptTrouble { ended: known.ended.or(Some(now)), ..known.clone() });
        }
    }
    let new = current.iter().filter(|trouble| !kept.iter().any(|known| known.trouble.is(trouble)));
    next.extend(new.map(|trouble| KeptTrouble {
        trouble: trouble.clone(),
        told: false,
        ended: None,
    }));
    next
}

/// What a notice is about: one change of one trouble.
fn subject(kept: &KeptTrouble) -> String {
    let Trouble { kind, subject, .. } = &kept.trouble;
    let state = if kept.ended.is_some() { "ended" } else { "began" };
    format!("{state} {kind:?} {subject}")
}

/// What is kept once this was told. It may have changed meanwhile: then there is
/// more to tell.
fn told(kept: &[KeptTrouble], news: &KeptTrouble) -> Vec<KeptTrouble> {
    let over = news.ended.is_some();
    let mut next = kept.to_vec();
    next.retain(|known| !(over && known.ended.is_some() && known.trouble.is(&news.trouble)));
    for known in next.iter_mut().filter(|known| known.trouble.is(&news.trouble)) {
        known.told = !over;
    }
    next
}
