//! Looks at the newsroom's health now and then, and keeps what changed, for operators to
//! be told. It runs beside the timekeeper and holds up nothing; telling is the courier's.

use crate::broken_off::aside;
use crate::health::Health;
use crate::pipeline::Pipeline;
use crate::trouble::KeptTrouble;
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// How often it looks, whatever happens: silence and overdue sources are noticed so.
const EVERY: Duration = Duration::from_secs(15);

/// How often it asks in memory whether anything is wrong that was not, or is no longer.
const GLANCE: Duration = Duration::from_secs(1);

/// How long what could not be kept is told at least, before it is tried whether it can.
const REST: Duration = Duration::from_secs(30);

/// Looks until `stop` is cancelled, under the settings of the moment.
pub(super) async fn look_out(
    pipeline: Arc<ArcSwap<Pipeline>>,
    health: Health,
    stop: CancellationToken,
) {
    let (mut stock, mut looked, mut known) = (Stock::default(), None::<Instant>, None);
    let mut hindered = None::<Instant>;
    loop {
        // Before the first edition is out, nobody knows what is held back.
        if health.is_ready() {
            let current = pipeline.load_full();
            let wrong = Some(current.info.known_troubles());
            if known != wrong || looked.is_none_or(|last| last.elapsed() >= EVERY) {
                (known, looked) = (wrong, Some(Instant::now()));
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = stock.take(current) => {}
                }
            }
        }
        // Something small goes into a full store now and then: that alone is no end of it.
        let is_hindered = health.is_store_hindered();
        hindered = is_hindered.then(|| hindered.unwrap_or_else(Instant::now));
        if hindered.is_some_and(|since| since.elapsed() >= REST) {
            let current = pipeline.load_full();
            let _ = aside(move || current.try_to_keep()).await;
            hindered = None;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(GLANCE) => {}
        }
    }
}

/// What is known to be wrong.
#[derive(Default)]
struct Stock {
    /// As it was kept last.
    kept: Vec<KeptTrouble>,
    /// What was told of since the store takes nothing.
    told: Vec<KeptTrouble>,
    /// Whether the last look failed: that is told once.
    failed: bool,
}

impl Stock {
    /// One look. What cannot be kept is told all the same.
    async fn take(&mut self, pipeline: Arc<Pipeline>) {
        let (looker, told) = (Arc::clone(&pipeline), self.told.clone());
        let error = match aside(move || looker.info.take_stock_after(&told)).await {
            Ok(Ok(kept)) => {
                *self = Self { kept, ..Self::default() };
                return;
            }
            Ok(Err(error)) => error.to_string(),
            Err(broken) => broken.to_string(),
        };
        if self.failed {
            tracing::debug!(error, "still cannot keep what changed in the newsroom's health");
        } else {
            tracing::error!(
                error,
                "cannot keep what changed in the newsroom's health; it is tried again"
            );
        }
        self.failed = true;
        pipeline.info.tell_without_store(&self.kept, &mut self.told).await;
    }
}
