//! What is counted of a configuration that changes while the service runs.

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

/// What became of configurations, in numbers.
#[derive(Debug, Default)]
pub struct Configuration {
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

impl Configuration {
    /// Counts what became of a changed configuration: `taken`, or why it was not.
    pub fn count(&self, outcome: &'static str) {
        self.reloads.get_or_create(&OfReload { outcome }).inc();
    }

    /// Notes why the configuration file is not what is in use.
    pub fn refused(&self, reason: &'static str) {
        self.in_use();
        self.refused.get_or_create(&OfRefusal { reason }).set(1);
    }

    /// Notes that the configuration file is what is in use.
    pub fn in_use(&self) {
        self.refused.clear();
    }
}
