//! Keeps what is wrong in the newsroom, and has each configured receiver told of each
//! change once, also over a restart. What is wrong it reads off `health`; when to look
//! is its caller's part, and when to try again the courier's.

use super::delivering::DeliveryError;
use super::told_of_alerts::receivers;
use crate::announce::{AnnounceError, Notice};
use crate::broken_off::{BrokenOff, blocking};
use crate::delivery::{Message, Receiver, ReceiverKind};
use crate::pipeline::gather::standing::recall_emptied;
use crate::pipeline::insight::info_desk::InfoDesk;
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
    /// A receiver did not take a notice.
    #[error(transparent)]
    Announce(#[from] AnnounceError),
    /// The look was cut short.
    #[error("the look at the newsroom's health was cut short: {0}")]
    Cut(#[from] BrokenOff),
}

impl InfoDesk {
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
        self.take_stock_after(&[])
    }

    /// As [`InfoDesk::take_stock`], once this was told of while the store could keep nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_stock_after(&self, told: &[KeptTrouble]) -> Result<Vec<KeptTrouble>, StoreError> {
        self.metrics.newsroom().store(self.health.report().store_problem.is_some());
        self.listen()?;
        recall_emptied(&self.store, &self.settings, &self.health)?;
        let (now, report) = (self.clock.now(), self.health.report());
        for (source, health) in &report.sources {
            self.metrics.newsroom().failures(source, health.failures);
        }
        let current = Trouble::all(&report, self.settings.alerts.source_failures, now);
        let receivers = receivers(&self.settings.alerts);
        let receivers: BTreeSet<ReceiverKind> = receivers.iter().map(|it| it.kind).collect();
        let kept =
            self.change_troubles(|kept| merge(&with(kept, told), &current, &receivers, now))?;
        self.queue_notices(&kept, now)?;
        Ok(kept)
    }

    /// Takes stock, and sends what receivers have not been told; returns how many
    /// messages were taken. What one was not told yet when it was over, it never is.
    ///
    /// # Errors
    /// When the store fails or a receiver takes no notice: what it has not taken is
    /// sent later.
    pub async fn alert(self: &Arc<Self>) -> Result<usize, AlertError> {
        blocking(self, |info| info.take_stock()).await??;
        let rounds = self.deliver().await?;
        let taken = rounds.iter().map(|round| round.taken).sum();
        rounds
            .into_iter()
            .find_map(|round| round.failed)
            .map_or(Ok(taken), |error| Err(error.into()))
    }

    /// The notices of the changes that each receiver has not been told are in the outbox,
    /// and no others.
    fn queue_notices(&self, kept: &[KeptTrouble], now: DateTime<Utc>) -> Result<(), StoreError> {
        // What is still so in the morning is told then.
        if self.settings.alerts.quiet.as_ref().is_some_and(|quiet| quiet.hold(now)) {
            return Ok(());
        }
        let receivers = receivers(&self.settings.alerts);
        let notices = receivers.iter().flat_map(|receiver| {
            // Of the end of something only those hear who heard of its begin.
            let is_news =
                |kept: &&KeptTrouble| kept.told.contains(&receiver.kind) == kept.ended.is_some();
            kept.iter().filter(is_news).filter_map(|news| self.notice(receiver.clone(), news))
        });
        let notices: Vec<Message> = notices.collect();
        let queued = self.store.ask(|store| {
            let waiting = store.deliveries()?.into_iter().map(|delivery| delivery.message);
            let (known, over): (Vec<Message>, Vec<Message>) = waiting
                .filter(|message| message.receiver.kind != ReceiverKind::Hub)
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

    /// What a receiver is told of this.
    pub(super) fn notice(&self, receiver: Receiver, news: &KeptTrouble) -> Option<Message> {
        let notice = Notice::of(news, &self.settings.site.title);
        let body = serde_json::to_string(&notice).inspect_err(
            |error| tracing::error!(%error, "a notice cannot be written; report this"),
        );
        Some(Message { receiver, subject: subject(news), body: body.ok()?, article: None })
    }

    /// A receiver was told what this subject of a notice says.
    pub(in crate::pipeline) fn note_told(
        &self,
        receiver: ReceiverKind,
        told_subject: &str,
    ) -> Result<(), StoreError> {
        self.change_troubles(|kept| {
            match kept.iter().find(|kept| subject(kept) == told_subject) {
                Some(news) => told(kept, news, receiver),
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
        self.store.ask(|store| {
            let kept = store.troubles()?;
            let next = change(&kept);
            if next != kept {
                store.keep_troubles(&next)?;
            }
            Ok(next)
        })
    }
}

/// What is kept, and what was told of while nothing could be.
fn with(kept: &[KeptTrouble], told: &[KeptTrouble]) -> Vec<KeptTrouble> {
    let mut all = kept.to_vec();
    for news in told {
        match all.iter_mut().find(|known| known.trouble.is(&news.trouble)) {
            Some(known) => known.told.extend(&news.told),
            None => all.push(news.clone()),
        }
    }
    all
}

/// What is kept from now on: a trouble that goes on stays as it began, one that is
/// over stays only while one of these receivers has to be told so.
fn merge(
    kept: &[KeptTrouble],
    current: &[Trouble],
    receivers: &BTreeSet<ReceiverKind>,
    now: DateTime<Utc>,
) -> Vec<KeptTrouble> {
    let mut next: Vec<KeptTrouble> = Vec::new();
    for known in kept {
        let told = known.told.intersection(receivers).copied().collect();
        let known = KeptTrouble { told, ..known.clone() };
        if current.iter().any(|trouble| trouble.is(&known.trouble)) {
            next.push(KeptTrouble { ended: None, ..known });
        } else if !known.told.is_empty() {
            next.push(KeptTrouble { ended: known.ended.or(Some(now)), ..known });
        }
    }
    let new = current.iter().filter(|trouble| !kept.iter().any(|known| known.trouble.is(trouble)));
    next.extend(new.map(|trouble| KeptTrouble {
        trouble: trouble.clone(),
        told: BTreeSet::new(),
        ended: None,
    }));
    next
}

/// What a notice is about: one change of one trouble.
fn subject(kept: &KeptTrouble) -> String {
    let Trouble { kind, subject, .. } = &kept.trouble;
    let state = if kept.ended.is_some() { "ended" } else { "began" };
    format!("{state} {kind} {subject}")
}

/// What is kept once a receiver was told this. It may have changed meanwhile: then there is
/// more to tell.
fn told(kept: &[KeptTrouble], news: &KeptTrouble, receiver: ReceiverKind) -> Vec<KeptTrouble> {
    let over = news.ended.is_some();
    let mut next = kept.to_vec();
    for known in next.iter_mut().filter(|known| known.trouble.is(&news.trouble)) {
        if over {
            known.told.remove(&receiver);
        } else {
            known.told.insert(receiver);
        }
    }
    next.retain(|known| known.ended.is_none() || !known.told.is_empty());
    next
}
