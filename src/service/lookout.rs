//! Looks at the newsroom's health now and then, and has operators told of what
//! changed. It runs beside the timekeeper and holds up nothing: a receiver that
//! does not answer costs it only its own time.

use crate::health::Health;
use crate::pipeline::Pipeline;
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(15);

/// The longest wait after failures in a row.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// Looks until `stop` is cancelled, under the settings of the moment.
pub(super) async fn look_out(
    pipeline: Arc<ArcSwap<Pipeline>>,
    health: Health,
    stop: CancellationToken,
) {
    let mut failures = 0;
    loop {
        // Before the first edition is out, nobody knows what is held back.
        if health.is_ready() {
            failures = look(&pipeline.load_full(), failures).await;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait(failures)) => {}
        }
    }
}

/// One look; gives how many have failed in a row.
async fn look(pipeline: &Arc<Pipeline>, failures: u32) -> u32 {
    match pipeline.alert().await {
        Ok(0) => 0,
        Ok(notices) => {
            tracing::info!(notices, "the webhook was told what changed in the newsroom's health");
            0
        }
        Err(error) if failures == 0 => {
            tracing::error!(%error, "nobody was told what changed in the newsroom's health; it is tried again");
            1
        }
        Err(error) => {
            tracing::debug!(%error, failures, "still nobody was told");
            failures.saturating_add(1)
        }
    }
}

/// Twice as long after each failure in a row.
fn wait(failures: u32) -> Duration {
    let factor = 2u32.checked_pow(failures).unwrap_or(u32::MAX);
    EVERY.checked_mul(factor).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT)
}
