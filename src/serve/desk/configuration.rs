//! The page of the configuration: what is in force, and what another one would change. It
//! finds nothing out itself, and writes nothing.

use super::frame::{Frame, filled};
use super::pages::ConfigPage;
use super::room::Room;
use super::sheets::TrialSheet;
use crate::desk::DeskRefusal;
use bytes::Bytes;
use http::{Response, StatusCode};

/// What is in force.
pub(super) fn in_force(room: &dyn Room, frame: &Frame) -> Response<Bytes> {
    page(room, frame, String::new(), None)
}

/// The same, and what this text would change.
pub(super) fn tried(
    room: &dyn Room,
    frame: &Frame,
    text: &str,
) -> Result<Response<Bytes>, DeskRefusal> {
    let trial = room.preview(text)?;
    Ok(page(room, frame, text.to_owned(), Some(trial)))
}

fn page(
    room: &dyn Room,
    frame: &Frame,
    tried: String,
    trial: Option<TrialSheet>,
) -> Response<Bytes> {
    let (frame, sheet) = (frame.at("/desk/config"), room.configuration());
    filled(StatusCode::OK, &ConfigPage { frame, sheet, tried, trial })
}
