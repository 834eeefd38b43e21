//! The page of the log. It finds nothing out itself.

use super::form::Form;
use super::frame::{Frame, filled};
use super::pages::LogPage;
use super::room::Room;
use crate::log_book::LogLevel;
use bytes::Bytes;
use http::{Response, StatusCode};

/// Lines on the page.
const MOST: usize = 300;

/// The newest lines of those that are wanted, the last first.
pub(super) fn page(room: &dyn Room, frame: &Frame, form: &Form) -> Response<Bytes> {
    let level = form.text("level").parse().unwrap_or(LogLevel::Info);
    let source = form.text("source");
    let lines = room.log().into_iter().rev();
    let wanted = lines.filter(|line| line.level >= level);
    let wanted = wanted.filter(|line| source.is_empty() || line.source() == Some(&*source));
    let lines = wanted.take(MOST).collect();
    let levels = ["debug", "info", "warn", "error"];
    let levels = levels.map(|name| (name, name == level.as_str())).to_vec();
    let frame = frame.at("/desk/log");
    filled(StatusCode::OK, &LogPage { frame, source, levels, lines })
}
