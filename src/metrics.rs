//! What is counted, for Prometheus: passes over sources, published documents,
//! answered requests, open connections. It draws no conclusion from the numbers
//! (that is `health`) and does not serve them (that is `serve::admin`).

mod configuration;
mod labels;
mod newsroom;
mod requests;

pub use configuration::Configuration;
pub use labels::{Coding, Outcome};
pub use newsroom::Newsroom;
pub use requests::{Answered, OpenConnection, RequestCounters};

use crate::edition::DocumentName;
use crate::source_memory::SourceName;
use chrono::{DateTime, Utc};
use labels::{
    OfApi, OfArticles, OfBuild, OfDocument, OfPass, OfRequest, OfSource, Seconds, unix_seconds,
};
use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;

/// What one pass over a source came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassFigures {
    /// When it ended.
    pub at: DateTime<Utc>,
    /// How it ended.
    pub outcome: Outcome,
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that changed.
    pub changed: usize,
    /// Articles that were taken back.
    pub withdrawn: usize,
    /// Items that were refused.
    pub rejected: usize,
    /// What was odd about items and cost nothing.
    pub warned: usize,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// Everything that is counted. Clones count together.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Counted>);

#[derive(Debug, Default)]
struct Counted {
    registry: Registry,
    passes: Family<OfPass, Counter>,
    pass_seconds: PassSeconds,
    last_success: Family<OfSource, Seconds>,
    articles: Family<OfArticles, Counter>,
    document_bytes: Family<OfDocument, Gauge>,
    document_items: Family<OfDocument, Gauge>,
    document_updated: Family<OfDocument, Seconds>,
    held_back: Family<OfDocument, Gauge>,
    held_back_count: Family<OfDocument, Counter>,
    requests: Family<OfRequest, Counter>,
    api_requests: Family<OfApi, Counter>,
    connections_open: Gauge,
    connections: Counter,
    newsroom: Newsroom,
    configuration: Configuration,
}

#[derive(Debug)]
struct PassSeconds(Family<OfSource, Histogram, fn() -> Histogram>);

impl Default for PassSeconds {
    /// From 5 ms to about 80 s: a folder's pass at one end, a slow upstream's at
    /// the other.
    fn default() -> Self {
        Self(Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.005, 4.0, 8))))
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Nothing counted yet.
    #[must_use]
    pub fn new() -> Self {
        let mut counted =
            Counted { registry: Registry::with_prefix("pressroom"), ..Counted::default() };
        counted.register_sources();
        counted.register_documents();
        counted.register_serving();
        counted.newsroom.register(&mut counted.registry);
        counted.configuration.register(&mut counted.registry);
        Self(Arc::new(counted))
    }

    /// Counts a pass over a source.
    pub fn pass(&self, source: &SourceName, pass: &PassFigures) {
        let counted = &self.0;
        let source = source.as_str().to_owned();
        let of_source = OfSource { source: source.clone() };
        counted.pass_seconds.0.get_or_create(&of_source).observe(pass.seconds);
        if pass.outcome != Outcome::Failed {
            counted.last_success.get_or_create(&of_source).set(unix_seconds(pass.at));
        }
        for (change, count) in [
            ("new", pass.new),
            ("changed", pass.changed),
            ("withdrawn", pass.withdrawn),
            ("rejected", pass.rejected),
            ("warned", pass.warned),
        ] {
            let labels = OfArticles { source: source.clone(), change };
            counted.articles.get_or_create(&labels).inc_by(count as u64);
        }
        let labels = OfPass { source, outcome: pass.outcome.label() };
        counted.passes.get_or_create(&labels).inc();
    }

    /// Counts what was odd about what was pushed.
    pub fn warned(&self, source: &SourceName, count: usize) {
        let labels = OfArticles { source: source.as_str().to_owned(), change: "warned" };
        self.0.articles.get_or_create(&labels).inc_by(count as u64);
    }

    /// Notes what a document is now that it was let out: its length in bytes, its
    /// items where it has any, and the newest change in it.
    pub fn published(
        &self,
        name: &DocumentName,
        bytes: usize,
        items: Option<usize>,
        updated: DateTime<Utc>,
    ) {
        let document = OfDocument { document: name.file_name() };
        self.0.document_bytes.get_or_create(&document).set(whole(bytes));
        if let Some(items) = items {
            self.0.document_items.get_or_create(&document).set(whole(items));
        }
        self.0.document_updated.get_or_create(&document).set(unix_seconds(updated));
        self.0.held_back.get_or_create(&document).set(0);
    }

    /// Counts that a document was held back; it counts as held back until it is
    /// [`Metrics::published`] or [`Metrics::let_out`].
    pub fn held_back(&self, name: &DocumentName) {
        let document = OfDocument { document: label(name) };
        self.0.held_back.get_or_create(&document).set(1);
        self.0.held_back_count.get_or_create(&document).inc();
    }

    /// The number of pages of the paper that are held back.
    pub fn pages_held(&self, count: usize) {
        let document = OfDocument { document: PAGES.to_owned() };
        self.0.held_back.get_or_create(&document).set(whole(count));
    }

    /// Notes that a document is not held back any more though it did not change.
    pub fn let_out(&self, name: &DocumentName) {
        self.0.held_back.get_or_create(&OfDocument { document: name.file_name() }).set(0);
    }

    /// Tells nothing more of a document that is no longer published; what was
    /// counted stays.
    pub fn retired(&self, name: &DocumentName) {
        let document = OfDocument { document: name.file_name() };
        self.0.document_bytes.remove(&document);
        self.0.document_items.remove(&document);
        self.0.document_updated.remove(&document);
        self.0.held_back.remove(&document);
    }

    /// Tells nothing more of when a source that is no longer configured last went
    /// well; what was counted stays.
    pub fn source_removed(&self, source: &SourceName) {
        self.0.last_success.remove(&OfSource { source: source.as_str().to_owned() });
    }

    /// The counters of one document's requests, for whoever answers many of them.
    #[must_use]
    pub fn requests_for(&self, name: &DocumentName) -> RequestCounters {
        RequestCounters {
            family: self.0.requests.clone(),
            document: label(name),
            cells: Default::default(),
        }
    }

    /// The counters of the requests that are for no document. One label stands
    /// for all their paths: a visitor must not be able to make new series.
    #[must_use]
    pub fn other_requests(&self) -> RequestCounters {
        RequestCounters {
            family: self.0.requests.clone(),
            document: String::new(),
            cells: Default::default(),
        }
    }

    /// The counters of the requests for pages of archives: one label for all pages,
    /// of which there are thousands.
    #[must_use]
    pub fn archive_requests(&self) -> RequestCounters {
        RequestCounters {
            family: self.0.requests.clone(),
            document: crate::archive::FOLDER.to_owned(),
            cells: Default::default(),
        }
    }

    /// What is noted of the newsroom's health, and of those who are told of it.
    #[must_use]
    pub fn newsroom(&self) -> &Newsroom {
        &self.0.newsroom
    }

    /// What is noted of the configuration.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.0.configuration
    }

    /// Counts an answer of the push API.
    pub fn api_request(&self, status: u16) {
        self.0.api_requests.get_or_create(&OfApi { status }).inc();
    }

    /// Counts a connection, as open until the value is dropped.
    #[must_use]
    pub fn connection(&self) -> OpenConnection {
        self.0.connections.inc();
        self.0.connections_open.inc();
        OpenConnection(self.0.connections_open.clone())
    }

    /// All of it as OpenMetrics text, which Prometheus reads.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = String::new();
        // Writing to a String fails only when a metric's own encoder does; half a
        // page would be read as counters that went away.
        match text::encode(&mut out, &self.0.registry) {
            Ok(()) => out,
            Err(_) => "# EOF\n".to_owned(),
        }
    }
}

impl Counted {
    fn register_sources(&mut self) {
        let registry = &mut self.registry;
        registry.register("passes", "Passes over a source, by outcome", self.passes.clone());
        registry.register_with_unit(
            "pass_duration",
            "How long passes over a source took",
            Unit::Seconds,
            self.pass_seconds.0.clone(),
        );
        registry.register_with_unit(
            "source_last_success_timestamp",
            "When a pass over a source last went well, in Unix time",
            Unit::Seconds,
            self.last_success.clone(),
        );
        registry.register(
            "articles",
            "Articles that passes brought, by what became of them",
            self.articles.clone(),
        );
    }

    fn register_documents(&mut self) {
        let registry = &mut self.registry;
        registry.register_with_unit(
            "document_size",
            "Length of a published document before compression",
            Unit::Bytes,
            self.document_bytes.clone(),
        );
        registry.register(
            "document_items",
            "Items in a published document",
            self.document_items.clone(),
        );
        registry.register_with_unit(
            "document_updated_timestamp",
            "The newest change in a published document, in Unix time",
            Unit::Seconds,
            self.document_updated.clone(),
        );
        registry.register(
            "document_held_back",
            "1 while the next form of a document is held back",
            self.held_back.clone(),
        );
        registry.register(
            "document_holds",
            "How often a document was held back",
            self.held_back_count.clone(),
        );
    }

    fn register_serving(&mut self) {
        let registry = &mut self.registry;
        registry.register(
            "http_requests",
            "Answered requests by document, status and content coding",
            self.requests.clone(),
        );
        registry.register(
            "api_requests",
            "Answers of the push API by status",
            self.api_requests.clone(),
        );
        registry.register("http_connections", "Accepted connections", self.connections.clone());
        registry.register(
            "http_connections_open",
            "Connections that are open now",
            self.connections_open.clone(),
        );
        let build = Family::<OfBuild, Gauge>::default();
        build.get_or_create(&OfBuild { version: env!("CARGO_PKG_VERSION") }).set(1);
        registry.register("build_info", "The version that runs", build);
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// One label for all pages of the paper.
const PAGES: &str = "web";

/// What a document is called: a visitor must not be able to make new series.
fn label(name: &DocumentName) -> String {
    match name {
        DocumentName::Web(_) => PAGES.to_owned(),
        name => name.file_name(),
    }
}
