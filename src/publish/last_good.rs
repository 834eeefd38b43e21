//! Reads back what was published before this program started, so that it serves
//! at once, and mends compressed forms that do not belong to their document.

use super::compression::Effort;
use super::folder::{BROTLI, Folder, Found, GZIP};
use super::gate::{self, Limits};
use super::{PublishError, compression};
use crate::edition::{Document, DocumentName};
use crate::fingerprint::Fingerprint;
use bytes::Bytes;
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::sync::Arc;

/// A document that was found whole, with the number of its items.
pub(super) struct LastGood {
    pub(super) document: Arc<Document>,
    pub(super) items: usize,
}

/// The document that the folder has under a name; `None` if there is none, or
/// when it is broken: then the next one takes its place whatever it holds. What
/// is wrong with one document keeps no other from being served.
pub(super) fn read(folder: &Folder, name: &DocumentName, limits: &Limits) -> Option<LastGood> {
    try_read(folder, name, limits).unwrap_or_else(|error| {
        tracing::warn!(%error, "a published file is not served");
        None
    })
}

fn try_read(
    folder: &Folder,
    name: &DocumentName,
    limits: &Limits,
) -> Result<Option<LastGood>, PublishError> {
    let file_name = name.file_name();
    let Some(Found { bytes, modified }) = folder.read(&file_name)? else { return Ok(None) };
    // It was not from the future when it was let out, whatever the clock says now.
    let limits = Limits { max_document_bytes: usize::MAX, ..*limits };
    let facts = match gate::check(name, &bytes, None, &limits, DateTime::<Utc>::MAX_UTC) {
        Ok(facts) => facts,
        Err(refusal) => {
            tracing::warn!(%refusal, "a published file is not served");
            return Ok(None);
        }
    };
    let modified = whole_seconds(modified.into());
    let gzip = form(folder, name, &bytes, modified, &GZIP_FORM)?;
    let brotli = form(folder, name, &bytes, modified, &BROTLI_FORM)?;
    let document = Document {
        name: name.clone(),
        fingerprint: Fingerprint::of(&bytes),
        modified,
        // What was sent before the program ended is not known: see `Publisher::publish`.
        since: DateTime::<Utc>::MAX_UTC,
        identity: bytes.into(),
        gzip,
        brotli,
    };
    Ok(Some(LastGood { document: Arc::new(document), items: facts.items }))
}

/// An instant as HTTP dates have it.
pub(super) fn whole_seconds(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant.duration_trunc(TimeDelta::seconds(1)).unwrap_or(instant)
}

/// A compressed form: how its file's name ends, how it is told and how it is made.
struct Form {
    end: &'static str,
    holds: fn(&[u8], &[u8]) -> bool,
    make: fn(&[u8]) -> std::io::Result<Vec<u8>>,
}

const GZIP_FORM: Form = Form {
    end: GZIP,
    holds: compression::gzip_holds,
    make: |bytes| compression::gzip(bytes, Effort::Thorough),
};
const BROTLI_FORM: Form = Form {
    end: BROTLI,
    holds: compression::brotli_holds,
    make: |bytes| compression::brotli(bytes, Effort::Thorough),
};

/// The form as it is in the folder, or made anew when it is not of these bytes.
fn form(
    folder: &Folder,
    name: &DocumentName,
    bytes: &[u8],
    modified: DateTime<Utc>,
    form: &Form,
) -> Result<Bytes, PublishError> {
    let file_name = format!("{}{}", name.file_name(), form.end);
    // One that cannot be read is no better than one that is not there.
    if let Ok(Some(found)) = folder.read(&file_name)
        && (form.holds)(&found.bytes, bytes)
    {
        return Ok(found.bytes.into());
    }
    let made = (form.make)(bytes)
        .map_err(|source| PublishError::Compress { name: name.clone(), source })?;
    if let Err(error) = folder.mend(&file_name, &made, modified) {
        tracing::warn!(%error, "a compressed form does not belong to its document");
    }
    Ok(made.into())
}
