//! The passes under way: whose each is, and who asked for it. When one begins, and what
//! comes of it, the timekeeper decides.

use crate::config::settings::Source;
use crate::folder_watch::Comings;
use crate::pipeline::{PassReport, Pipeline};
use crate::source_memory::SourceName;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::{Id, JoinError, JoinSet};

/// All of them.
#[derive(Default)]
pub(crate) struct Passes {
    tasks: JoinSet<(Source, PassReport)>,
    begun: HashMap<Id, (SourceName, Vec<i64>)>,
}

/// A pass that ended.
pub(crate) struct Ended {
    pub(crate) name: SourceName,
    /// The requests that it answers.
    pub(crate) requests: Vec<i64>,
    /// What came of it, and the source as it was then; only a defect of ours breaks it off.
    pub(crate) outcome: Result<(Source, PassReport), JoinError>,
}

impl Passes {
    /// Begins one. What was asked for by these requests it answers, whatever held its source.
    pub(crate) fn begin(
        &mut self,
        pipeline: Arc<Pipeline>,
        (source, comings): (Source, Comings),
        requests: Vec<i64>,
    ) {
        if !requests.is_empty() {
            pipeline.gatherer.lift_hold(&source);
        }
        let name = source.name().clone();
        let task = self.tasks.spawn(async move {
            let pass = pipeline.gatherer.gather_whole(&source, comings).await;
            (source, pass)
        });
        self.begun.insert(task.id(), (name, requests));
    }

    /// Whether none is under way.
    pub(crate) fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Waits for the next end; for ever when none is under way.
    pub(crate) async fn ended(&mut self) -> Ended {
        loop {
            let Some(ended) = self.tasks.join_next_with_id().await else {
                return std::future::pending().await;
            };
            let id = ended.as_ref().map_or_else(JoinError::id, |(id, _)| *id);
            if let Some((name, requests)) = self.begun.remove(&id) {
                return Ended { name, requests, outcome: ended.map(|(_, outcome)| outcome) };
            }
        }
    }

    /// Breaks all of them off.
    pub(crate) fn break_off(&mut self) {
        self.tasks.abort_all();
    }
}
