//! Has everybody told who is to be told of something, as soon as there is something to
//! tell. It runs beside the timekeeper and holds up nothing.

use crate::clock::Clock;
use crate::pipeline::Pipeline;
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The longest sleep: the clock may be set.
const NAP: Duration = Duration::from_secs(15);

/// How long it rests when the store fails.
const REST: Duration = Duration::from_secs(5);

/// Carries until `stop` is cancelled, under the settings of the moment.
pub(super) async fn carry(pipeline: Arc<ArcSwap<Pipeline>>, clock: Clock, stop: CancellationToken) {
    let outgoing = pipeline.load().info.outgoing();
    let mut rounds = JoinSet::new();
    loop {
        let current = pipeline.load_full();
        let nap = match current.info.start_rounds(&mut rounds).await {
            Ok(next) => {
                let wait = next.and_then(|next| (next - clock.now()).to_std().ok());
                wait.unwrap_or(NAP).min(NAP)
            }
            Err(error) => {
                tracing::debug!(%error, "cannot see what is to be told");
                REST
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = outgoing.rung() => {}
            () = tokio::time::sleep(nap) => {}
            Some(ended) = rounds.join_next() => {
                if let Err(error) = ended.unwrap_or_else(|broken| Err(broken.into())) {
                    tracing::error!(%error, "what was told could not be kept; it may be told twice");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }
}
