//! What is counted of the newsroom's health, and of those who are told of it.

use super::labels::{Seconds, unix_seconds};
use crate::delivery::ReceiverKind;
use crate::section::Slug;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfSection {
    section: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfAlert {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfDelivery {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfFailing {
    source: String,
}

/// How the newsroom is, in numbers.
#[derive(Debug, Default)]
pub struct Newsroom {
    latest: Family<OfSection, Seconds>,
    silent: Family<OfSection, Gauge>,
    failures: Family<OfFailing, Gauge>,
    alerts: Family<OfAlert, Counter>,
    deliveries: Family<OfDelivery, Counter>,
    store_problem: Gauge,
}

impl Newsroom {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register_with_unit(
            "section_latest_timestamp",
            "When a section's newest article was published, in Unix time",
            Unit::Seconds,
            self.latest.clone(),
        );
        registry.register(
            "section_silent",
            "1 while a section has no new article for longer than usual",
            self.silent.clone(),
        );
        registry.register(
            "source_failures",
            "Passes over a source that failed since the last that went well",
            self.failures.clone(),
        );
        registry.register(
            "alerts",
            "Notices of the newsroom's health that were posted, or could not be",
            self.alerts.clone(),
        );
        registry.register(
            "deliveries",
            "Messages to hubs and to the webhook that were taken, or not",
            self.deliveries.clone(),
        );
        registry.register(
            "store_problem",
            "1 while nothing can be kept: the store is damaged, gone, or cannot be written",
            self.store_problem.clone(),
        );
    }
}

impl Newsroom {
    /// Notes when a section's newest article was published, and whether it is silent.
    pub fn section(&self, section: &Slug, latest: Option<DateTime<Utc>>, silent: bool) {
        let of = OfSection { section: section.to_string() };
        if let Some(latest) = latest {
            self.latest.get_or_create(&of).set(unix_seconds(latest));
        }
        self.silent.get_or_create(&of).set(i64::from(silent));
    }

    /// Notes how many passes over a source have failed in a row.
    pub fn failures(&self, source: &SourceName, failures: u32) {
        let of = OfFailing { source: source.to_string() };
        self.failures.get_or_create(&of).set(i64::from(failures));
    }

    /// Notes whether nothing can be kept.
    pub fn store(&self, has_problem: bool) {
        self.store_problem.set(i64::from(has_problem));
    }

    /// Counts a message that a receiver took, or did not take.
    pub fn delivery(&self, kind: ReceiverKind, taken: bool) {
        let outcome = if taken { "taken" } else { "failed" };
        self.deliveries.get_or_create(&OfDelivery { kind: kind.as_str(), outcome }).inc();
        if kind != ReceiverKind::Hub {
            let outcome = if taken { "posted" } else { "failed" };
            self.alerts.get_or_create(&OfAlert { outcome }).inc();
        }
    }
}
