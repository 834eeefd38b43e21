//! Carries what is in the outbox to its receivers, each by itself, so that one that does
//! not answer holds up no other. It does not decide what is told.

use super::told_of_alerts::letter_to;
use crate::announce::{AnnounceError, Courier, Letter, hub_letter, next_attempt};
use crate::broken_off::{BrokenOff, blocking};
use crate::delivery::{Delivery, Receiver, ReceiverKind, Untold};
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::pipeline::insight::outgoing::Seat;
use crate::store::StoreError;
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::task::{JoinError, JoinSet};

/// What is due later than this was planned by a clock that went ahead.
const FARTHEST: TimeDelta = TimeDelta::hours(1);

/// Why a round could not be made, or not be kept.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was cut short.
    #[error("the round to those who are told what changed was cut short: {0}")]
    Cut(#[from] BrokenOff),
}

impl From<JoinError> for DeliveryError {
    fn from(error: JoinError) -> Self {
        Self::Cut(error.into())
    }
}

/// A round to one receiver.
#[derive(Debug, Default)]
pub struct Round {
    /// How many messages it took.
    pub taken: usize,
    /// Why it took no more.
    pub failed: Option<AnnounceError>,
}

impl InfoDesk {
    /// Delivers everything that is due; returns the rounds that this took.
    ///
    /// # Errors
    /// When the store fails. What was not taken stays in the outbox, and is no error.
    pub async fn deliver(self: &Arc<Self>) -> Result<Vec<Round>, DeliveryError> {
        let mut rounds = JoinSet::new();
        self.start_rounds(&mut rounds).await?;
        let mut ended = Vec::new();
        while let Some(round) = rounds.join_next().await {
            ended.push(round??);
        }
        Ok(ended)
    }

    /// Starts a round to each receiver for whom something is due, unless one is under
    /// way; returns when there is something due next.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start_rounds(
        self: &Arc<Self>,
        rounds: &mut JoinSet<Result<Round, DeliveryError>>,
    ) -> Result<Option<DateTime<Utc>>, DeliveryError> {
        let waiting = blocking(self, |info| info.waiting()).await??;
        let now = self.clock.now();
        let is_due = |at: DateTime<Utc>| at <= now || at > now + FARTHEST;
        let mut next = None;
        for (receiver, deliveries) in waiting {
            let due = deliveries.iter().filter_map(|delivery| delivery.due);
            match due.min_by_key(|due| (!is_due(*due), *due)) {
                Some(due) if is_due(due) => {
                    if let Some(seat) = self.outgoing.seat(&receiver) {
                        let due = |delivery: &Delivery| delivery.due.is_some_and(is_due);
                        let deliveries = deliveries.into_iter().filter(due).collect();
                        let info = Arc::clone(self);
                        rounds.spawn(async move { info.round(seat, deliveries).await });
                    }
                }
                due => next = next.into_iter().chain(due).min(),
            }
        }
        Ok(next)
    }

    /// What waits for each receiver; what nobody wants told any more is dropped.
    fn waiting(&self) -> Result<BTreeMap<Receiver, Vec<Delivery>>, StoreError> {
        let (wanted, unwanted): (Vec<_>, Vec<_>) = self
            .store
            .ask(|store| store.deliveries())?
            .into_iter()
            .partition(|delivery| self.letter(delivery).is_some());
        if !unwanted.is_empty() {
            let unwanted: Vec<_> = unwanted.into_iter().map(|delivery| delivery.message).collect();
            self.store.ask(|store| store.discard(&unwanted))?;
        }
        self.health.untold(Untold::all(&wanted));
        let mut waiting: BTreeMap<Receiver, Vec<Delivery>> = BTreeMap::new();
        for delivery in wanted {
            waiting.entry(delivery.message.receiver.clone()).or_default().push(delivery);
        }
        Ok(waiting)
    }

    /// Tells one receiver what waits for it, one message after the other. One that does
    /// not answer is left alone with all of them.
    async fn round(
        self: Arc<Self>,
        seat: Seat,
        deliveries: Vec<Delivery>,
    ) -> Result<Round, DeliveryError> {
        let mut round = Round::default();
        for at in 0..deliveries.len() {
            let delivery = deliveries[at].clone();
            let Some(letter) = self.letter(&delivery) else { continue };
            let taken = Courier::new(&self.client).deliver(letter).await;
            let Err(error) = taken else {
                round.taken += 1;
                blocking(&self, move |info| info.note_taken(&delivery)).await??;
                // Counted once it is kept: from then on no restart tells it again.
                self.metrics.newsroom().delivery(seat.receiver.kind, true);
                continue;
            };
            self.metrics.newsroom().delivery(seat.receiver.kind, false);
            let of_receiver = error.is_of_receiver();
            let failed = if of_receiver { &deliveries[at..] } else { &deliveries[at..=at] };
            let failed = failed.iter().map(|delivery| Delivery {
                error: Some(error.to_string()),
                refused: !of_receiver,
                ..delivery.clone()
            });
            let (failed, wait) = (failed.collect(), error.wait());
            blocking(&self, move |info| info.note_failed(failed, wait)).await??;
            round.failed = Some(error);
            if of_receiver {
                break;
            }
        }
        if round.taken > 0 {
            tracing::info!(receiver = %seat.receiver, messages = round.taken, "told what changed");
        }
        blocking(&self, |info| info.waiting()).await??;
        Ok(round)
    }

    fn letter(&self, delivery: &Delivery) -> Option<Letter> {
        let message = &delivery.message;
        let receiver = &message.receiver;
        match receiver.kind {
            ReceiverKind::Hub => {
                let is_meant = |hub: &&WebAddress| hub.as_str() == receiver.address;
                let hub = self.settings.site.hubs.iter().find(is_meant)?;
                Some(hub_letter(hub, &message.subject))
            }
            ReceiverKind::Webhook | ReceiverKind::Email => {
                letter_to(&self.settings.alerts, receiver, &message.body)
            }
        }
    }

    fn note_taken(&self, delivery: &Delivery) -> Result<(), StoreError> {
        let receiver = &delivery.message.receiver;
        if delivery.failures > 0 {
            tracing::info!(%receiver, "takes what it is told again");
        }
        if receiver.kind != ReceiverKind::Hub {
            self.note_told(receiver.kind, &delivery.message.subject)?;
        }
        self.store.ask(|store| store.taken(delivery, self.clock.now()))
    }

    fn note_failed(
        &self,
        mut deliveries: Vec<Delivery>,
        wait: TimeDelta,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        for delivery in &mut deliveries {
            delivery.failures = delivery.failures.saturating_add(1);
            let next = next_attempt(delivery.failures, delivery.since, now);
            delivery.due = next.map(|next| next.max(now + wait));
        }
        // A receiver that does not answer is told of once, not once for each message.
        deliveries.first().into_iter().for_each(tell_failure);
        self.store.ask(|store| store.put_off(&deliveries))
    }
}

/// Says once that it fails, and once that it was given up.
fn tell_failure(delivery: &Delivery) {
    let error = delivery.error.as_deref().unwrap_or_default();
    let Receiver { kind, address } = &delivery.message.receiver;
    let (kind, subject) = (kind.as_str(), &delivery.message.subject);
    match delivery.due {
        None => {
            tracing::error!(kind, receiver = %address, subject, error, "was not told for a day; it is tried again when there is more to tell");
        }
        Some(_) if delivery.failures == 1 => {
            tracing::warn!(kind, receiver = %address, subject, error, "was not told what changed; it is tried again");
        }
        Some(_) => {
            tracing::debug!(kind, receiver = %address, subject, error, "still not told");
        }
    }
}
