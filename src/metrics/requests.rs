//! Counts the answers to requests so that counting costs next to nothing.

use super::labels::{Coding, OfRequest};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use std::sync::OnceLock;

/// The statuses a document is commonly answered with: they are counted without
/// looking anything up.
const COMMON: [u16; 3] = [200, 304, 303];

/// Counts the requests of one document. The common statuses cost one atomic
/// addition once they have been seen.
#[derive(Debug)]
pub struct RequestCounters {
    pub(super) family: Family<OfRequest, Counter>,
    pub(super) document: String,
    pub(super) cells: [[OnceLock<Counter>; Coding::ALL.len()]; COMMON.len()],
}

/// How often a document was answered since the program began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// With all of it.
    pub whole: u64,
    /// With that the reader has it already.
    pub unchanged: u64,
}

impl RequestCounters {
    /// What was counted of it so far.
    #[must_use]
    pub fn answered(&self) -> Answered {
        let of = |status: u16| {
            let counted = Coding::ALL.into_iter().filter_map(|coding| {
                let labels = self.labels(status, coding);
                self.family.get(&labels).map(|counter| counter.get())
            });
            counted.sum()
        };
        Answered { whole: of(200), unchanged: of(304) }
    }

    /// Counts one answer.
    pub fn count(&self, status: u16, coding: Coding) {
        let cell = COMMON
            .iter()
            .position(|common| *common == status)
            .and_then(|row| self.cells.get(row))
            .and_then(|row| row.get(coding as usize));
        match cell {
            Some(cell) => cell.get_or_init(|| self.counter(status, coding)).inc(),
            None => self.counter(status, coding).inc(),
        };
    }

    fn counter(&self, status: u16, coding: Coding) -> Counter {
        self.family.get_or_create_owned(&self.labels(status, coding))
    }

    fn labels(&self, status: u16, coding: Coding) -> OfRequest {
        OfRequest { document: self.document.clone(), status, coding: coding.label() }
    }
}

/// A connection that is open for as long as this value lives.
#[derive(Debug)]
pub struct OpenConnection(pub(super) Gauge);

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.dec();
    }
}
