//! The page of who did what. It finds nothing out itself.

use super::form::Form;
use super::frame::{Frame, filled};
use super::pages::AuditPage;
use super::room::Room;
use crate::desk::DeskRefusal;
use bytes::Bytes;
use http::{Response, StatusCode};

/// Deeds on one page.
const ON_A_PAGE: usize = 100;

/// The last deeds, or those before a number.
pub(super) fn page(
    room: &dyn Room,
    frame: &Frame,
    form: &Form,
) -> Result<Response<Bytes>, DeskRefusal> {
    let (who, before) = (form.text("who"), form.text("before").parse().ok());
    let by = Some(who.as_str()).filter(|who| !who.is_empty());
    let mut deeds = room.deeds(by, before, ON_A_PAGE + 1)?;
    let has_more = deeds.len() > ON_A_PAGE;
    deeds.truncate(ON_A_PAGE);
    let older = deeds.last().filter(|_| has_more).map(|last| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("who", &who).append_pair("before", &last.number.to_string());
        format!("/desk/audit?{}", query.finish())
    });
    let frame = frame.at("/desk/audit");
    Ok(filled(StatusCode::OK, &AuditPage { frame, who, deeds, older }))
}
