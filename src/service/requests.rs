//! What commands have asked the service for: it is found in the store, waits for its pass,
//! and is answered there. It asks no source itself.

use super::job::Job;
use crate::pipeline::{PassReport, Pipeline, Request};
use crate::source_memory::SourceName;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is asked for and not answered yet.
pub(crate) struct Requests {
    /// Of each source, until its next pass begins.
    waiting: BTreeMap<SourceName, Vec<i64>>,
    /// Everything that was found and has no answer in the store yet.
    known: BTreeSet<i64>,
    /// What is still to be written down.
    answers: Vec<(Vec<i64>, String)>,
    writing: Job<Vec<Written>>,
}

/// Which requests were answered, or the answer that is still to be written.
type Written = Result<Vec<i64>, (Vec<i64>, String)>;

/// What a request came to: the pass, or why there was none.
pub(crate) type Answer = Result<PassReport, String>;

impl Requests {
    pub(crate) fn none() -> Self {
        Self {
            waiting: BTreeMap::new(),
            known: BTreeSet::new(),
            answers: Vec::new(),
            writing: Job::idle(),
        }
    }

    /// Takes up what was found; returns the sources that are to be asked now. `is_source` says
    /// which of them there are.
    pub(crate) fn found(
        &mut self,
        requests: Vec<Request>,
        is_source: impl Fn(&SourceName) -> bool,
    ) -> BTreeSet<SourceName> {
        let mut wanted = BTreeSet::new();
        for Request { number, source } in requests {
            if !self.known.insert(number) {
                continue;
            }
            if is_source(&source) {
                self.waiting.entry(source.clone()).or_default().push(number);
                wanted.insert(source);
            } else {
                let reason = format!(
                    "the running service has no source \"{source}\": its configuration is \
                     another one, or the change of it was refused; /health says why"
                );
                self.answer(vec![number], &Err(reason));
            }
        }
        wanted
    }

    /// Those that a pass over a source answers which begins now.
    pub(crate) fn begins(&mut self, source: &SourceName) -> Vec<i64> {
        self.waiting.remove(source).unwrap_or_default()
    }

    /// Says what they came to.
    pub(crate) fn answer(&mut self, requests: Vec<i64>, answer: &Answer) {
        if let (false, Ok(answer)) = (requests.is_empty(), serde_json::to_string(answer)) {
            self.answers.push((requests, answer));
        }
    }

    /// Writes down what is to be answered, also what could not be written before.
    pub(crate) fn start(&mut self, pipeline: &Arc<Pipeline>) {
        if self.answers.is_empty() || !self.writing.is_idle() {
            return;
        }
        let (pipeline, answers) = (pipeline.clone(), std::mem::take(&mut self.answers));
        self.writing.start(move || {
            let write = |(numbers, answer): (Vec<i64>, String)| match pipeline
                .ask(|store| store.answer_requests(&numbers, &answer))
            {
                Ok(()) => Ok(numbers),
                Err(_) => Err((numbers, answer)),
            };
            answers.into_iter().map(write).collect()
        });
    }

    /// Waits until something was written; for ever when nothing is being written.
    pub(crate) async fn written(&mut self) {
        for written in self.writing.ended().await.unwrap_or_default() {
            match written {
                Ok(numbers) => self.known.retain(|number| !numbers.contains(number)),
                Err(unwritten) => self.answers.push(unwritten),
            }
        }
    }
}
