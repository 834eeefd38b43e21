//! Keeps what is wrong in the newsroom, and tells the configured receiver of each
//! change once, also over a restart. What is wrong it reads off `health`; when to
//! look and when to try again is its caller's part.

use crate::announce::{AnnounceError, Notice, Webhook};
use crate::pipeline::Pipeline;
use crate::store::StoreError;
use crate::trouble::{KeptTrouble, Trouble};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Why not everybody was told.
#[derive(Debug, thiserror::Error)]
pub enum AlertError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The receiver did not take a notice.
    #[error(transparent)]
    Announce(#[from] AnnounceError),
    /// The look was cut short.
    #[error("the look at the newsroom's health was cut short: {0}")]
    Cut(#[from] tokio::task::JoinError),
}

impl Pipeline {
    /// Keeps what is wrong now. Call it once everything was published: before, health
    /// does not know what is held back, and all would seem well.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_stock(&self) -> Result<Vec<KeptTrouble>, StoreError> {
        self.listen()?;
        let (now, report) = (self.clock.now(), self.health.report());
        for (source, health) in &report.sources {
            self.metrics.failures(source, health.failures);
        }
        let current = Trouble::all(&report, self.settings.alerts.source_failures, now);
        self.change_troubles(|kept| merge(kept, &current, now))
    }

    /// Takes stock, and posts what the receiver has not been told; gives how many
    /// notices it took. What it was not told yet when it was over, it never is.
    ///
    /// # Errors
    /// When the store fails or the receiver takes no notice: what it has not taken is
    /// posted when this is called again.
    pub async fn alert(self: &Arc<Self>) -> Result<usize, AlertError> {
        let kept = self.blocking(|pipeline| pipeline.take_stock()).await??;
        let Some(settings) = &self.settings.alerts.webhook else { return Ok(0) };
        let webhook = Webhook::new(&self.client, settings);
        let mut posted = 0;
        for news in kept.into_iter().filter(|kept| !kept.told || kept.ended.is_some()) {
            let taken = webhook.post(&Notice::of(&news, &self.settings.site.title)).await;
            self.metrics.alert(taken.is_ok());
            taken?;
            self.blocking(move |pipeline| pipeline.change_troubles(|kept| told(kept, &news)))
                .await??;
            posted += 1;
        }
        Ok(posted)
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
