//! Has the pictures brought that pages want, one after the other, and the pages printed that
//! have waited for them. It runs beside the timekeeper and holds up nothing.

use crate::broken_off::aside;
use crate::clock::Clock;
use crate::own_picture::PictureFile;
use crate::pipeline::{Pipeline, PipelineError};
use crate::section::Slug;
use arc_swap::ArcSwap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, UnboundedSender};
use tokio_util::sync::CancellationToken;

/// The longest sleep: the clock may be set.
const NAP: Duration = Duration::from_secs(15);

/// How long it rests when the store or the disk fails.
const REST: Duration = Duration::from_secs(5);

/// After so many pictures the pages that have them are printed, though more are wanted.
const ENOUGH: usize = 24;

/// What it needs besides the pipeline of the moment.
pub(super) struct PictureDesk {
    pub(super) clock: Clock,
    /// Where it calls for the press.
    pub(super) press: UnboundedSender<BTreeSet<Slug>>,
    /// The pictures that somebody asked for, and that are not on the disk.
    pub(super) lost: Receiver<PictureFile>,
}

/// Brings pictures until `stop` is cancelled, under the settings of the moment.
pub(super) async fn bring(
    pipeline: Arc<ArcSwap<Pipeline>>,
    desk: PictureDesk,
    stop: CancellationToken,
) {
    let PictureDesk { clock, press, mut lost } = desk;
    let mut fresh = 0;
    while !stop.is_cancelled() {
        let current = pipeline.load_full();
        let brought = stop.run_until_cancelled(current.gatherer.bring_picture()).await;
        let Some(brought) = brought else { return };
        let nap = match brought {
            Ok(Some(here)) => {
                fresh += usize::from(here);
                if fresh < ENOUGH {
                    continue;
                }
                Duration::ZERO
            }
            Ok(None) => nap(&current, &clock).await,
            Err(error) => {
                tracing::error!(%error, "pictures cannot be kept; it is tried again");
                REST
            }
        };
        if fresh > 0 {
            fresh = 0;
            let sections = current.settings().sections.iter().map(|it| it.slug.clone()).collect();
            let pages = Arc::clone(&current);
            let _ = aside(move || pages.printer.redo_pages()).await;
            // Nobody listens any more only when the service is stopping.
            let _ = press.send(sections);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = current.gatherer.pictures_wanted() => {}
            () = tokio::time::sleep(nap) => {}
            Some(file) = lost.recv() => {
                let mut files = BTreeSet::from([file]);
                while let Ok(file) = lost.try_recv() {
                    files.insert(file);
                }
                if let Err(error) = make_again(&current, files).await {
                    tracing::error!(%error, "pictures that are asked for cannot be made again");
                }
            }
        }
    }
}

async fn nap(pipeline: &Arc<Pipeline>, clock: &Clock) -> Duration {
    let asked = Arc::clone(pipeline);
    let next =
        aside(move || asked.gatherer.next_picture()).await.ok().and_then(Result::ok).flatten();
    let wait = next.map(|next| (next - clock.now()).to_std().unwrap_or_default());
    wait.unwrap_or(NAP).min(NAP)
}

async fn make_again(
    pipeline: &Arc<Pipeline>,
    files: BTreeSet<PictureFile>,
) -> Result<(), PipelineError> {
    let pipeline = Arc::clone(pipeline);
    let asked = aside(move || pipeline.gatherer.pictures_lost(&files));
    Ok(asked.await??)
}
