//! What is counted of a configuration that changes while the service runs.

use super::Metrics;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfReload {
    outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfRefusal {
    reason: &'static str,
}

/// The families of these.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    reloads: Family<OfReload, Counter>,
    refused: Family<OfRefusal, Gauge>,
}

impl Configuration {
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register(
            "config_reloads",
            "Changed configurations by what became of them",
            self.reloads.clone(),
        );
        registry.register(
            "config_refused",
            "1 while the changed configuration is refused, by the reason",
            self.refused.clone(),
        );
    }
}

impl Metrics {
    /// Counts what became of a changed configuration: `taken`, or why it was not.
    pub fn config_reload(&self, outcome: &'static str) {
        self.0.configuration.reloads.get_or_create(&OfReload { outcome }).inc();
    }

    /// Notes why the configuration file is not what is in use.
    pub fn config_refused(&self, reason: &'static str) {
        self.config_in_use();
        self.0.configuration.refused.get_or_create(&OfRefusal { reason }).set(1);
    }

    /// Notes that the configuration file is what is in use.
    pub fn config_in_use(&self) {
        self.0.configuration.refused.clear();
    }
}
