//! Whether another program has changed the store, looked for beside everything else. What
//! follows from it is the timekeeper's to say.

use super::job::Job;
use crate::pipeline::{Pipeline, Request};
use std::sync::Arc;

/// The look that is under way, if one is.
pub(crate) struct Elsewhere(Job<Seen>);

/// What another program has done to the store.
#[derive(Default)]
pub(crate) struct Seen {
    /// Anything at all.
    pub(crate) changed: bool,
    /// Which sources it wants asked now.
    pub(crate) requests: Vec<Request>,
}

impl Elsewhere {
    /// Nobody looks yet.
    pub(crate) fn unseen() -> Self {
        Self(Job::idle())
    }

    /// Looks, unless a look is under way.
    pub(crate) fn look(&mut self, pipeline: &Arc<Pipeline>) {
        let pipeline = pipeline.clone();
        self.0.start(move || {
            let seen = pipeline.ask(|store| {
                let changed = store.changed_elsewhere()?;
                let requests = if changed { store.requests()? } else { Vec::new() };
                Ok(Seen { changed, requests })
            });
            seen.unwrap_or_else(|error| {
                if !error.is_lost() {
                    tracing::error!(%error, "cannot ask whether the store has changed");
                }
                Seen::default()
            })
        });
    }

    /// Waits for the end of the look that is under way; for ever when none is.
    pub(crate) async fn seen(&mut self) -> Seen {
        self.0.ended().await.unwrap_or_default()
    }
}
