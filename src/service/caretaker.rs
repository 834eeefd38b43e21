//! Looks after what is on the disk: the store is read once after the start, and what
//! another program removed or altered of the published files is put right within a minute.
//! It runs beside the timekeeper and holds up nothing.

use crate::health::Health;
use crate::pipeline::Pipeline;
use crate::precedence;
use arc_swap::ArcSwap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it looks, and how long after the start for the first time: twice as long each
/// time until then, since a start is when somebody is at the files.
const EVERY: Duration = Duration::from_secs(20);
const FIRST: Duration = Duration::from_secs(2);

/// Takes care until `stop` is cancelled.
pub(super) async fn take_care(
    pipeline: Arc<ArcSwap<Pipeline>>,
    health: Health,
    stop: CancellationToken,
) {
    let first = pipeline.load_full();
    // Nobody waits for it.
    drop(precedence::behind_readers(move || first.examine_store()));
    let (mut failed, mut rest) = (None, FIRST);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(rest) => {}
        }
        rest = (rest * 2).min(EVERY);
        let current = pipeline.load_full();
        let looked = precedence::behind_readers(move || current.printer.mend_published()).await;
        let error = match looked {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(broken) => Some(broken.to_string()),
        };
        if error != failed {
            health.publish_problem(error.as_deref());
            if let Some(error) = &error {
                tracing::error!(
                    error,
                    "the published files cannot be put right; it is tried again"
                );
            }
        }
        failed = error;
    }
}
