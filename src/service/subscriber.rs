//! Has the hubs of upstreams asked to tell of news, and asked again before they stop. It
//! runs beside the timekeeper and holds up nothing.

use crate::clock::Clock;
use crate::pipeline::Pipeline;
use crate::serve::HubService;
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The longest sleep: the clock may be set.
const NAP: Duration = Duration::from_secs(60);

/// The shortest: what fails at once is not tried at once again.
const LEAST: Duration = Duration::from_secs(1);

/// Asks hubs until `stop` is cancelled, under the settings of the moment.
pub(super) async fn subscribe(
    pipeline: Arc<ArcSwap<Pipeline>>,
    clock: Clock,
    stop: CancellationToken,
) {
    while !stop.is_cancelled() {
        let current = pipeline.load_full();
        let Some(asked) = stop.run_until_cancelled(current.gatherer.subscribe()).await else {
            return;
        };
        let next = asked.unwrap_or_else(|error| {
            tracing::debug!(%error, "cannot see which hubs are to be asked");
            None
        });
        let wait = next.map(|next| (next - clock.now()).to_std().unwrap_or_default());
        tokio::select! {
            () = stop.cancelled() => return,
            () = current.gatherer.hubs_offered() => {}
            () = tokio::time::sleep(wait.unwrap_or(NAP).clamp(LEAST, NAP)) => {}
        }
    }
}

/// What hubs say, as the pipeline takes it.
pub(super) struct PipelineHubs(pub(super) Arc<Pipeline>);

impl HubService for PipelineHubs {
    fn asks_back(&self, token: &str, topic: &str, lease: Option<i64>) -> Option<bool> {
        self.0.gatherer.hub_asks_back(token, topic, lease).ok()
    }

    fn denies(&self, token: &str, reason: &str) {
        if let Err(error) = self.0.gatherer.hub_denies(token, reason) {
            tracing::error!(%error, "cannot keep what a hub said");
        }
    }

    fn tells(&self, token: &str, signature: Option<&str>, body: &[u8]) -> Option<bool> {
        self.0.gatherer.hub_tells(token, signature, body).ok()
    }
}
