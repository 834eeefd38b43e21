//! Somebody's feed, on the web or in a file: asked politely, and read only when
//! something in it is new. It does not know the formats: `feed` does.

use super::error::SourceError;
use super::feed::left_out::{self, LeftOut};
use super::feed::{self, Document, Reading};
use super::page::around_items;
use super::{AskedKnown, Covered, Gathering, Known};
use crate::broken_off::aside;
use crate::config::settings::{Location, Upstream};
use crate::fetch::{self, Answer, Client, Conditions, FetchError};
use crate::fingerprint::Fingerprint;
use crate::hub_subscription::HubOffer;
use crate::raw_item::Warning;
use crate::regular_file;
use crate::source_memory::SourceMemory;
use crate::web_address::WebAddress;
use bytes::Bytes;
use chrono_tz::Tz;
use std::path::Path;
use std::sync::Arc;

/// Brings what an upstream has that is not known yet.
///
/// # Errors
/// When it does not answer, or what it answers is not a feed: an error page is
/// never an article, and the memory stays as it was.
pub async fn gather(
    upstream: &Upstream,
    client: &Client,
    memory: &SourceMemory,
    known: &AskedKnown,
) -> Result<Gathering, SourceError> {
    let location = upstream.location.to_string();
    // What was said about another location means nothing for this one.
    let memory = memory.of_location(&location);
    // To tell what is missing, everything that is listed has to be read.
    let nothing = AskedKnown::nothing();
    let left_out = if upstream.mirror { &nothing } else { known };
    let gathering = match &upstream.location {
        Location::Web(address) => {
            let mut gathering = from_web(address, upstream.zone, client, memory, left_out).await?;
            let asked = [Some(address), gathering.memory.moved_to.as_ref()];
            asked.into_iter().flatten().for_each(|asked| feed::hide(&mut gathering.items, asked));
            gathering
        }
        Location::File(path) => {
            from_file(path, upstream.zone, client.max_bytes(), memory, left_out).await?
        }
    };
    if !upstream.mirror || gathering.nothing_new {
        return Ok(gathering);
    }
    Ok(mirrored(gathering, &*known.ask().await?))
}

fn mirrored(mut gathering: Gathering, known: &Known) -> Gathering {
    gathering.covered = Covered::of(&gathering.items, &gathering.rejections);
    let listed = gathering.items.len();
    let beside = gathering.beside.iter_mut();
    beside.for_each(|beside| beside.extend(gathering.items.iter().filter_map(|item| item.arrived)));
    gathering.items.retain(|item| item.arrived.is_none_or(|arrived| !known.contains(&arrived)));
    gathering.known += listed - gathering.items.len();
    gathering
}

/// Asks the address that a permanent redirect led to, while it answers with a
/// feed; otherwise the configured one.
async fn from_web(
    address: &WebAddress,
    zone: Tz,
    client: &Client,
    memory: SourceMemory,
    known: &AskedKnown,
) -> Result<Gathering, SourceError> {
    let Some(moved_to) = memory.moved_to.clone() else {
        return from_address(address, zone, client, memory, known).await;
    };
    match from_address(&moved_to, zone, client, memory.clone(), known).await {
        Ok(mut gathering) => {
            gathering.memory.moved_to.get_or_insert(moved_to);
            Ok(gathering)
        }
        Err(wait @ SourceError::Fetch(FetchError::Busy { .. } | FetchError::Held { .. })) => {
            Err(wait)
        }
        // Its validators may mean something else at the configured address.
        Err(_) => from_address(address, zone, client, memory.unmoved(), known).await,
    }
}

async fn from_address(
    address: &WebAddress,
    zone: Tz,
    client: &Client,
    memory: SourceMemory,
    known: &AskedKnown,
) -> Result<Gathering, SourceError> {
    let conditions =
        Conditions { etag: memory.etag.clone(), last_modified: memory.last_modified.clone() };
    let (body, fresh_for) = match client.get_as_far_as_it_comes(address, &conditions).await? {
        Answer::NotModified { moved_to, etag, last_modified, fresh_for } => {
            let moved_to = moved_to.filter(|to| is_as_safe(to, address));
            let mut memory = memory;
            memory.confirmed(etag, last_modified, moved_to);
            return Ok(nothing_new(memory).fresh_for(fresh_for));
        }
        Answer::Body(body) => {
            let fresh_for = body.fresh_for.filter(|_| body.cut.is_none());
            (body, fresh_for)
        }
    };
    let fingerprint = Fingerprint::of(&body.bytes);
    let next = SourceMemory {
        etag: body.etag.filter(|_| body.cut.is_none()),
        last_modified: body.last_modified.filter(|_| body.cut.is_none()),
        body: Some(fingerprint),
        moved_to: body.moved_to.filter(|to| is_as_safe(to, address)),
        ..memory
    };
    if memory.body == Some(fingerprint) {
        return Ok(nothing_new(next).fresh_for(fresh_for));
    }
    let known = &known.ask().await?;
    let asked = body.final_address.clone();
    let came = (body.bytes, body.content_type);
    let (reading, next) = read(came, Some(body.final_address), zone, known, next).await?;
    let reading = match &body.cut {
        Some(reason) => cut_off(reading, &asked, reason)?,
        None => reading?,
    };
    let offer = HubOffer::of(&body.links, (&reading.hubs, reading.feed.as_deref()), &asked);
    let mut brought = brought(reading, next).fresh_for(fresh_for);
    brought.warnings.extend(body.cut.map(|reason| told_of_cut(&reason)));
    Ok(Gathering { offer: Some(offer), ..brought })
}

/// What was read of a body that breaks off, where that is something: the rest may be there the
/// next time.
fn cut_off(
    reading: Result<Reading, feed::FeedError>,
    address: &WebAddress,
    reason: &str,
) -> Result<Reading, FetchError> {
    let brings = |reading: &Reading| !reading.items.is_empty() || reading.known > 0;
    let reading = reading.ok().filter(brings);
    let reading = reading.ok_or_else(|| fetch::broken_off(address, reason.to_owned()))?;
    let beside = reading.beside.filter(|_| !reading.is_damaged);
    Ok(Reading { beside, is_damaged: true, ..reading })
}

fn told_of_cut(reason: &str) -> Warning {
    Warning {
        key: "the whole feed".to_owned(),
        warning: format!(
            "the answer breaks off before its end ({reason}): what came of it is used, and the \
             next pass asks for all of it; if this stays, tell the publisher"
        ),
    }
}

/// What of an export is not shown, where there is any.
fn told_of_export(left_out: &LeftOut) -> Option<Warning> {
    (!left_out.is_empty()).then(|| Warning {
        key: "the whole feed".to_owned(),
        warning: format!(
            "it is a site's export, and what no reader had stays out: {}; `pressroom import` \
             brings such a file in once",
            left_out::in_words(left_out)
        ),
    })
}

/// A redirect from https to http is followed, but not remembered: anybody on the
/// way could have the last word for ever.
fn is_as_safe(to: &WebAddress, from: &WebAddress) -> bool {
    to.url().scheme() == "https" || from.url().scheme() == "http"
}

async fn from_file(
    path: &Path,
    zone: Tz,
    limit: usize,
    memory: SourceMemory,
    known: &AskedKnown,
) -> Result<Gathering, SourceError> {
    let file = path.to_owned();
    let bytes =
        off_the_loop(&path.display().to_string(), move || read_file(&file, limit)).await??;
    let fingerprint = Fingerprint::of(&bytes);
    if memory.body == Some(fingerprint) {
        return Ok(nothing_new(memory));
    }
    let known = &known.ask().await?;
    let next = SourceMemory { body: Some(fingerprint), ..memory };
    let (reading, next) = read((bytes, None), None, zone, known, next).await?;
    let named = |reason| SourceError::FeedFile { path: path.to_owned(), reason };
    Ok(brought(reading.map_err(named)?, next))
}

fn read_file(path: &Path, limit: usize) -> Result<Bytes, SourceError> {
    let named = |reason| SourceError::Unreadable { path: path.to_owned(), reason };
    let larger = || SourceError::TooLarge { path: path.to_owned(), limit };
    let bytes = regular_file::read(path, limit as u64).map_err(named)?;
    bytes.map(Bytes::from).ok_or_else(larger)
}

/// A reading, with the memory of its source as that is behind it.
type Read = (Result<Reading, feed::FeedError>, SourceMemory);

/// Reads a feed where it does not hold up the others.
async fn read(
    (bytes, content_type): (Bytes, Option<String>),
    base: Option<WebAddress>,
    zone: Tz,
    known: &Arc<Known>,
    mut memory: SourceMemory,
) -> Result<Read, SourceError> {
    let known = Arc::clone(known);
    let location = base.as_ref().map_or_else(|| "the file".to_owned(), ToString::to_string);
    off_the_loop(&location, move || {
        let document =
            Document { bytes: &bytes, content_type: content_type.as_deref(), base: base.as_ref() };
        let mut reading = feed::read_in(&document, zone, &known);
        if let Ok(reading) = &mut reading {
            around_items::take_out(&mut reading.items, &mut memory);
        }
        (reading, memory)
    })
    .await
}

async fn off_the_loop<T: Send + 'static>(
    location: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, SourceError> {
    let broken_off = |reason| SourceError::BrokenOff { location: location.to_owned(), reason };
    aside(work).await.map_err(broken_off)
}

/// What a feed in a file would bring where nothing of it is known.
///
/// # Errors
/// When it is none.
pub fn of_file(bytes: &[u8], zone: Tz) -> Result<Gathering, feed::FeedError> {
    let document = Document { bytes, content_type: None, base: None };
    let mut memory = SourceMemory::default();
    let mut reading = feed::read_in(&document, zone, &Known::default())?;
    around_items::take_out(&mut reading.items, &mut memory);
    Ok(brought(reading, memory))
}

fn nothing_new(memory: SourceMemory) -> Gathering {
    Gathering { memory, nothing_new: true, ..Gathering::default() }
}

/// What was read. A document that was not whole is asked for again as if nothing were here:
/// the next answer may have the rest under the same validators.
fn brought(mut reading: Reading, mut memory: SourceMemory) -> Gathering {
    let was_shared = reading.items.iter_mut().filter(|item| memory.is_shared(&item.key));
    was_shared.for_each(feed::name_by_page);
    reading.shared.iter().for_each(|name| memory.remember_shared(name));
    if reading.is_damaged {
        memory.read_again();
    }
    Gathering {
        warnings: told_of_export(&reading.left_out).into_iter().collect(),
        is_export: !reading.left_out.is_empty(),
        items: reading.items,
        known: reading.known,
        beside: reading.beside,
        rejections: reading.rejections,
        withdrawals: reading.withdrawals,
        memory,
        ..Gathering::default()
    }
}
