//! A document that is let out by itself, to whoever asked for it: past the gate and
//! compressed like the others, but neither written nor part of an edition.

use super::PublishError;
use super::candidate::Candidate;
use super::compression::{Effort, brotli, gzip};
use super::gate::{self, Limits, Refusal};
use crate::config::settings;
use crate::edition::{Document, DocumentName};
use crate::fingerprint::Fingerprint;
use bytes::Bytes;
use chrono::{DateTime, Utc};

/// Why a loose document does not get out.
#[derive(Debug, thiserror::Error)]
pub enum LooseError {
    /// The gate holds it back.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It cannot be compressed.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// The document of a candidate. Nobody keeps when its bytes last changed, so
/// `modified` is the newest change that it tells of, and no validator.
///
/// # Errors
/// When it is broken, or cannot be compressed.
pub fn loose(
    candidate: Candidate,
    publish: &settings::Publish,
    now: DateTime<Utc>,
) -> Result<Document, LooseError> {
    let Candidate { name, bytes, updated, beyond, .. } = candidate;
    gate::check(&name, &bytes, None, &Limits::from(publish).and_beyond(beyond), now)?;
    Ok(compressed(name, bytes, updated)?)
}

/// A document with its compressed forms.
///
/// # Errors
/// When it cannot be compressed.
pub fn compressed(
    name: DocumentName,
    bytes: Vec<u8>,
    updated: DateTime<Utc>,
) -> Result<Document, PublishError> {
    let compress = |source| PublishError::Compress { name: name.clone(), source };
    Ok(Document {
        fingerprint: Fingerprint::of(&bytes),
        modified: updated,
        since: updated,
        gzip: Bytes::from(gzip(&bytes, Effort::Prompt).map_err(compress)?),
        brotli: Bytes::from(brotli(&bytes, Effort::Prompt).map_err(compress)?),
        identity: Bytes::from(bytes),
        name,
    })
}
