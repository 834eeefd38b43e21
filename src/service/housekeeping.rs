//! Looks after the store by its schedule: reads it as a whole, to find damage that nothing
//! has met yet, and gives back room that nothing needs. It holds up nobody for longer than
//! an instant at a time.

use crate::broken_off::aside;
use crate::clock::Clock;
use crate::pipeline::Pipeline;
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether the time has come.
const GLANCE: Duration = Duration::from_secs(1);

/// How long others have the store for themselves between two steps.
const REST: Duration = Duration::from_millis(50);

/// Looks after it until `stop` is cancelled, by the schedule of the moment.
pub(super) async fn keep_house(
    pipeline: Arc<ArcSwap<Pipeline>>,
    clock: Clock,
    stop: CancellationToken,
) {
    let mut last = clock.now();
    loop {
        if stop.run_until_cancelled(tokio::time::sleep(GLANCE)).await.is_none() {
            return;
        }
        let (current, now) = (pipeline.load_full(), clock.now());
        let due = current.settings().store.maintenance.next_after(last);
        // A clock that was set back keeps nothing waiting until the old time comes again.
        last = last.min(now);
        if due.is_some_and(|due| due <= now) {
            last = now;
            let _ = stop.run_until_cancelled(look_after(current)).await;
        }
    }
}

async fn look_after(pipeline: Arc<Pipeline>) {
    let examined = pipeline.clone();
    if aside(move || examined.examine_store()).await.is_err() {
        return;
    }
    loop {
        let current = pipeline.clone();
        match aside(move || current.ask(|store| store.give_back())).await {
            Ok(Ok(true)) => tokio::time::sleep(REST).await,
            Ok(Ok(false)) => break,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the store could not be looked after; it is tried again");
                return;
            }
            Err(_) => return,
        }
    }
    tracing::info!("looked after the store");
}
