//! Tells operators that nothing can be kept while that itself cannot be kept: from memory,
//! each receiver once. What the store takes again, `alerts` keeps.

use super::told_of_alerts::{letter_to, receivers};
use crate::announce::Courier;
use crate::delivery::{Message, ReceiverKind};
use crate::pipeline::insight::info_desk::InfoDesk;
use crate::trouble::{KeptTrouble, Trouble, TroubleKind};
use std::collections::BTreeSet;

impl InfoDesk {
    /// Tells what keeps the store from keeping anything to those who were not told of it: by
    /// what the store kept last, and by what was told here, which this one is added to.
    pub async fn tell_without_store(&self, kept: &[KeptTrouble], told: &mut Vec<KeptTrouble>) {
        let now = self.clock.now();
        let alerts = &self.settings.alerts;
        let report = self.health.report();
        self.metrics.newsroom().store(report.store_problem.is_some());
        if alerts.quiet.as_ref().is_some_and(|quiet| quiet.hold(now)) {
            return;
        }
        let all = Trouble::all(&report, alerts.source_failures, now);
        let of_store = [TroubleKind::StoreLost, TroubleKind::StoreHindered];
        for trouble in all.into_iter().filter(|trouble| of_store.contains(&trouble.kind)) {
            for receiver in receivers(alerts) {
                let kind = receiver.kind;
                if is_told(kept, &trouble, kind) || is_told(told, &trouble, kind) {
                    continue;
                }
                let news = untold(&trouble);
                let Some(message) = self.notice(receiver, &news) else { continue };
                if self.took(&message).await {
                    note(told, &trouble, kind);
                }
            }
        }
    }

    /// Whether a receiver took a message, which nobody keeps.
    async fn took(&self, message: &Message) -> bool {
        let receiver = &message.receiver;
        let letter = letter_to(&self.settings.alerts, receiver, &message.body);
        let Some(letter) = letter else { return false };
        let taken = Courier::new(&self.client).deliver(letter).await;
        self.metrics.newsroom().delivery(receiver.kind, taken.is_ok());
        match taken {
            Ok(()) => {
                tracing::info!(%receiver, "told that nothing can be kept");
                true
            }
            Err(error) => {
                tracing::warn!(%receiver, %error, "was not told that nothing can be kept; it is tried again");
                false
            }
        }
    }
}

fn is_told(all: &[KeptTrouble], trouble: &Trouble, receiver: ReceiverKind) -> bool {
    all.iter().any(|kept| {
        kept.trouble.is(trouble) && kept.ended.is_none() && kept.told.contains(&receiver)
    })
}

fn untold(trouble: &Trouble) -> KeptTrouble {
    KeptTrouble { trouble: trouble.clone(), told: BTreeSet::new(), ended: None }
}

fn note(told: &mut Vec<KeptTrouble>, trouble: &Trouble, receiver: ReceiverKind) {
    if !told.iter().any(|kept| kept.trouble.is(trouble)) {
        told.push(untold(trouble));
    }
    for kept in told.iter_mut().filter(|kept| kept.trouble.is(trouble)) {
        kept.told.insert(receiver);
    }
}
