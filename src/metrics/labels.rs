//! By what the numbers are told apart: the labels of each, and the words in them.

use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::gauge::Gauge;
use std::sync::atomic::AtomicU64;

/// How a pass over a source ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It brought items and they are kept.
    Done,
    /// The source said, or equal bytes showed, that nothing changed.
    NothingNew,
    /// It failed; nothing of it is kept.
    Failed,
}

impl Outcome {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NothingNew => "nothing_new",
            Self::Failed => "failed",
        }
    }
}

/// The form in which a document was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// As it is.
    Identity,
    /// `gzip`.
    Gzip,
    /// `br`.
    Brotli,
}

impl Coding {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 3] = [Self::Identity, Self::Gzip, Self::Brotli];

    /// As `Content-Encoding` and the label `coding` name it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfSource {
    pub(super) source: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfPass {
    pub(super) source: String,
    pub(super) outcome: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfArticles {
    pub(super) source: String,
    pub(super) change: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfDocument {
    pub(super) document: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfRequest {
    pub(super) document: String,
    pub(super) status: u16,
    pub(super) coding: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfApi {
    pub(super) status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(super) struct OfBuild {
    pub(super) version: &'static str,
}

/// A number of seconds that may be set.
pub(super) type Seconds = Gauge<f64, AtomicU64>;

#[expect(clippy::cast_precision_loss, reason = "Unix time fits an f64 to the millisecond")]
pub(super) fn unix_seconds(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64 / 1000.0
}
