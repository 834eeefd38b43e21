//! The pages of sources, and what is asked of one. It finds nothing out itself.

use super::answers::see;
use super::frame::{Frame, filled, in_path};
use super::pages::{SourcePage, SourcesPage};
use super::room::Room;
use super::sheets::{SourceSheet, SourceTrial};
use crate::desk::DeskRefusal;
use bytes::Bytes;
use http::{Response, StatusCode};

/// Every source.
pub(super) fn all(room: &dyn Room, frame: &Frame) -> Result<Response<Bytes>, DeskRefusal> {
    let (frame, sources) = (frame.at("/desk/sources"), room.sources()?);
    Ok(filled(StatusCode::OK, &SourcesPage { frame, sources }))
}

/// One source, with what it has brought.
pub(super) fn one(
    room: &dyn Room,
    frame: &Frame,
    name: &str,
) -> Result<Response<Bytes>, DeskRefusal> {
    page(room, frame, named(room, name)?, None)
}

/// The same, with what would come of it now.
pub(super) fn tried(
    room: &dyn Room,
    frame: &Frame,
    name: &str,
) -> Result<Response<Bytes>, DeskRefusal> {
    let source = named(room, name)?;
    let trial = room.try_source(name)?;
    page(room, frame, source, Some(trial))
}

/// Withdraws what it has lost at once, if that is still so many articles.
pub(super) fn confirm(
    room: &dyn Room,
    name: &str,
    lost: &str,
    by: &str,
) -> Result<Response<Bytes>, DeskRefusal> {
    let lost = lost.parse().map_err(|_| {
        let detail = "say how many articles are to be withdrawn, in digits";
        DeskRefusal::Invalid(detail.to_owned())
    })?;
    room.confirm(name, lost, by)?;
    Ok(see(&format!("/desk/sources/{}?done=confirm", in_path(name))))
}

fn named(room: &dyn Room, name: &str) -> Result<SourceSheet, DeskRefusal> {
    let source = room.sources()?.into_iter().find(|source| source.name == name);
    source.ok_or_else(|| DeskRefusal::NoSuch(format!("there is no source \"{name}\"")))
}

fn page(
    room: &dyn Room,
    frame: &Frame,
    source: SourceSheet,
    trial: Option<SourceTrial>,
) -> Result<Response<Bytes>, DeskRefusal> {
    let (frame, brought) = (frame.clone(), room.brought(&source.name)?);
    Ok(filled(StatusCode::OK, &SourcePage { frame, source, brought, trial }))
}
