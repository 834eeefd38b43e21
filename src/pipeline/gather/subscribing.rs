//! Subscriptions with the hubs of upstreams (W3C WebSub): asked for where a feed offers one,
//! renewed before they end, and heard. What a hub sends is only a hint to ask the source
//! now: it is neither read nor kept, and the schedule goes on beside it.

use crate::announce::{Courier, Signature, subscription_letter};
use crate::broken_off::blocking;
use crate::config::settings::{Source, SourceKind};
use crate::hub_subscription::{HubOffer, HubSubscription};
use crate::pipeline::error::PipelineError;
use crate::pipeline::gather::gatherer::Gatherer;
use crate::source_memory::HoldReason;
use crate::store::{Requests, SqliteStore};
use crate::unguessable;
use crate::web_address::WebAddress;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// For how long a hub is asked to tell.
const LEASE: TimeDelta = TimeDelta::days(10);

/// The least and the most that a hub's own word for it counts.
const SHORTEST: TimeDelta = TimeDelta::minutes(5);
const LONGEST: TimeDelta = TimeDelta::days(90);

/// How long a hub has to ask back, the first time; twice as long each time after.
const ASKED_BACK: TimeDelta = TimeDelta::minutes(10);

/// The longest wait until a hub is asked again that does not agree.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);

/// Where hubs find us, below the address of the feeds.
pub(crate) const CALLBACKS: &str = "websub/";

impl Gatherer {
    /// Waits until a hub is to be asked that was not known before.
    pub async fn hubs_offered(&self) {
        self.hubs_offered.notified().await;
    }

    /// Takes up what a feed offers now: the same as before is no news, another one is asked
    /// for under another secret address, and what is offered no longer is forgotten.
    pub(super) fn take_up_offer(&self, source: &Source, offer: Option<&HubOffer>) {
        let name = source.name();
        let kept = self.store.ask(|store| {
            let before = store.subscription(name)?;
            match (offer.filter(|_| wants_hub(source)), before) {
                (None, None) => Ok(false),
                (None, Some(_)) => store.forget_subscription(name).map(|()| false),
                (Some(offer), Some(before)) if before.offer == *offer => Ok(false),
                (Some(offer), _) => {
                    let (Some(token), Some(secret)) = (unguessable::text(), unguessable::text())
                    else {
                        return Ok(false);
                    };
                    let (source, offer) = (name.clone(), offer.clone());
                    let (ends, ask_at, tries) = (None, self.clock.now(), 0);
                    let new = HubSubscription { source, offer, token, secret, ends, ask_at, tries };
                    store.keep_subscription(&new).map(|()| true)
                }
            }
        });
        match kept {
            Ok(true) => self.hubs_offered.notify_one(),
            Ok(false) => {}
            Err(error) => tracing::error!(source = %name, %error, "cannot keep which hub it has"),
        }
    }

    /// Asks the hubs that are to be asked by now, one after another; returns when the next one
    /// is to be asked.
    ///
    /// # Errors
    /// When the store fails. A hub that does not answer is no error.
    pub async fn subscribe(self: &Arc<Self>) -> Result<Option<DateTime<Utc>>, PipelineError> {
        let now = self.clock.now();
        let due = blocking(self, move |gatherer| {
            gatherer.store.ask(|store| store.subscriptions_due(now))
        });
        for due in due.await?? {
            let is_wanted = self.source(&due.source).is_some_and(wants_hub);
            if !is_wanted {
                let source = due.source;
                let forget = move |gatherer: &Self| {
                    gatherer.store.ask(|store| store.forget_subscription(&source))
                };
                blocking(self, forget).await??;
                continue;
            }
            // It may ask back before it answers.
            let asked = HubSubscription {
                ask_at: now + wait_after(due.tries),
                tries: due.tries.saturating_add(1),
                ..due
            };
            let kept = asked.clone();
            blocking(self, move |gatherer| {
                gatherer.store.ask(|store| store.keep_subscription(&kept))
            })
            .await??;
            self.ask_hub(&asked).await;
        }
        let next = blocking(self, |gatherer| gatherer.store.ask(|store| store.next_subscription()));
        Ok(next.await??)
    }

    async fn ask_hub(&self, asked: &HubSubscription) {
        let HubSubscription { source, offer, token, secret, .. } = asked;
        let Ok(callback) = self.settings.site.feeds_url.join(&format!("{CALLBACKS}{token}")) else {
            return;
        };
        let letter = subscription_letter(&offer.hub, &offer.topic, &callback, secret, LEASE);
        match Courier::new(&self.client).deliver(letter).await {
            Ok(()) => tracing::debug!(%source, hub = %offer.hub, "asked to tell of news"),
            // The answer may repeat what it was asked: it is not told.
            Err(error) => {
                tracing::warn!(%source, hub = offer.hub.host(), %error, "its hub was not reached; it is asked by its schedule");
            }
        }
    }

    /// A hub asks whether we meant what it was asked for; returns whether we did.
    ///
    /// # Errors
    /// When the store fails.
    pub fn hub_asks_back(
        &self,
        token: &str,
        topic: &str,
        lease: Option<i64>,
    ) -> Result<bool, PipelineError> {
        let Some(subscription) = self.subscription_of(token)? else { return Ok(false) };
        let means = WebAddress::parse(topic).is_ok_and(|topic| topic == subscription.offer.topic);
        if !means {
            return Ok(false);
        }
        let now = self.clock.now();
        let lease = lease.and_then(TimeDelta::try_seconds).unwrap_or(LEASE);
        let lease = lease.clamp(SHORTEST, LONGEST);
        let (ends, ask_at) = (Some(now + lease), now + lease * 4 / 5);
        let agreed = HubSubscription { ends, ask_at, tries: 0, ..subscription };
        self.store.ask(|store| store.keep_subscription(&agreed))?;
        tracing::info!(source = %agreed.source, hub = agreed.offer.hub.host(), until = %(now + lease), "its hub tells when it has something new");
        Ok(true)
    }

    /// A hub says that it will not tell us.
    ///
    /// # Errors
    /// When the store fails.
    pub fn hub_denies(&self, token: &str, reason: &str) -> Result<(), PipelineError> {
        let Some(subscription) = self.subscription_of(token)? else { return Ok(()) };
        let ask_at = self.clock.now() + LONGEST_WAIT;
        let denied = HubSubscription { ends: None, ask_at, ..subscription };
        self.store.ask(|store| store.keep_subscription(&denied))?;
        let reason: String = reason.chars().filter(|c| !c.is_control()).take(200).collect();
        tracing::warn!(source = %denied.source, hub = denied.offer.hub.host(), reason, "its hub will not tell of news; it is asked by its schedule");
        Ok(())
    }

    /// A hub says that there is something new: the source is asked now, if that is surely
    /// the hub's word, and unless its publisher has asked for quiet. Gives whether there is
    /// such a subscription.
    ///
    /// # Errors
    /// When the store fails.
    pub fn hub_tells(
        &self,
        token: &str,
        signature: Option<&str>,
        body: &[u8],
    ) -> Result<bool, PipelineError> {
        let Some(subscription) = self.subscription_of(token)? else { return Ok(false) };
        let source = &subscription.source;
        let is_signed = signature
            .and_then(Signature::read)
            .is_some_and(|signature| signature.is_of(subscription.secret.as_bytes(), body));
        if !is_signed {
            tracing::debug!(%source, "what came in its hub's name is not signed by it");
            return Ok(true);
        }
        let now = self.clock.now();
        let hold = self.store.ask(|store| store.standing(source))?.memory.hold;
        let is_quiet = hold.is_some_and(|hold| hold.holds(now) && hold.reason != HoldReason::Fresh);
        let is_asked = || {
            self.store
                .ask(|store| store.requests())
                .map(|all| all.iter().any(|one| one.source == *source))
        };
        if !is_quiet && !is_asked()? {
            // A writer of its own: what others write is looked for.
            let mut store = SqliteStore::open(&self.settings.store.path)?;
            store.request(source, self.clock.now())?;
        }
        Ok(true)
    }

    /// The subscription that hubs know by this token, where it is still wanted.
    fn subscription_of(&self, token: &str) -> Result<Option<HubSubscription>, PipelineError> {
        let found = self.store.ask(|store| store.subscription_of(token))?;
        Ok(found.filter(|found| self.source(&found.source).is_some_and(wants_hub)))
    }
}

fn wants_hub(source: &Source) -> bool {
    matches!(&source.kind, SourceKind::Feed(feed) if feed.websub)
}

fn wait_after(tries: u32) -> TimeDelta {
    (ASKED_BACK * 2_i32.pow(tries.min(10))).min(LONGEST_WAIT)
}
