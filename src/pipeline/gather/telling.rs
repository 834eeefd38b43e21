//! What is told of a pass: in the log, in the metrics and to health. It decides nothing.

use crate::config::settings::Source;
use crate::metrics::{self, Outcome};
use crate::pipeline::gather::gatherer::Gatherer;
use crate::pipeline::gather::report::{PassEnd, PassReport};
use crate::raw_item::Warning;
use crate::source_memory::SourceName;
use crate::store::KeptRejection;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

/// Of a pass that failed and brought nothing.
fn failed(at: DateTime<Utc>, seconds: f64) -> metrics::PassFigures {
    metrics::PassFigures {
        at,
        outcome: Outcome::Failed,
        new: 0,
        changed: 0,
        withdrawn: 0,
        rejected: 0,
        warned: 0,
        seconds,
    }
}

impl Gatherer {
    /// A pass that has no report: a defect of ours ended it outside of what it guards.
    pub(crate) fn account_broken(&self, source: &SourceName, at: DateTime<Utc>, error: &str) {
        self.health.source_ended(source);
        self.health.source_failed(source, at, error);
        self.metrics.pass(source, &failed(at, 0.0));
    }

    pub(super) fn account_pass(&self, pass: &PassReport) {
        let (source, seconds) = (&pass.source, pass.seconds);
        self.health.source_ended(source);
        let mut counted = failed(self.clock.now(), seconds);
        match &pass.end {
            PassEnd::Done {
                new,
                changed,
                unchanged,
                withdrawn,
                rejected,
                warnings,
                nothing_new,
                emptied,
                ..
            } => {
                let warned = warnings.len();
                tracing::info!(%source, new, changed, unchanged, withdrawn, rejected, warned, seconds, "gathered");
                self.account_emptied(source, *emptied);
                self.health.source_done(source, pass.began);
                self.health.source_held(source, None, 0);
                let outcome = if *nothing_new { Outcome::NothingNew } else { Outcome::Done };
                counted = metrics::PassFigures {
                    outcome,
                    new: *new,
                    changed: *changed,
                    withdrawn: *withdrawn,
                    rejected: *rejected,
                    warned,
                    ..counted
                };
            }
            PassEnd::Failed { .. } => {}
            PassEnd::Waits => {
                let until = pass.hold.and_then(|hold| hold.until);
                tracing::debug!(%source, ?until, "not asked yet");
                return;
            }
        }
        self.metrics.pass(source, &counted);
    }
}

/// Says in the log why items were refused, for the first few of a pass; the
/// others are in `pressroom status`. A filter refuses too, so it is no warning. Of those
/// whose time has not come it says nothing: their keys may tell.
pub(super) fn tell_refusals(
    source: &Source,
    refusals: &[KeptRejection],
    waiting: &HashSet<String>,
) {
    let told = refusals.iter().filter(|refusal| !waiting.contains(&refusal.rejection.key));
    for KeptRejection { rejection, .. } in told.take(TOLD_REFUSALS) {
        let (key, reason) = (&rejection.key, &rejection.reason);
        tracing::info!(source = %source.name(), key, reason, "rejected");
    }
}

/// Says in the log what is odd about the first few items of a pass; the others are in
/// `pressroom status`.
pub(super) fn tell_warnings(source: &Source, warnings: &[Warning]) {
    for Warning { key, warning } in warnings.iter().take(TOLD_REFUSALS) {
        tracing::warn!(source = %source.name(), key, warning, "odd");
    }
}

/// How many refusals, and how many warnings, of one pass are told in the log.
const TOLD_REFUSALS: usize = 5;
