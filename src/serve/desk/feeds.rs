//! The pages of feeds and of sections: who is for some sections only sees the feeds of
//! those. It finds nothing out itself.

use super::answers::see;
use super::form::Form;
use super::frame::{Frame, filled, in_path};
use super::pages::{FeedPage, FeedsPage, SectionsPage};
use super::person::Person;
use super::plot::Plot;
use super::room::Room;
use super::sheets::FeedSheet;
use crate::desk::DeskRefusal;
use bytes::Bytes;
use http::{Response, StatusCode};

/// Every feed.
pub(super) fn all(room: &dyn Room, frame: &Frame, person: &Person) -> Response<Bytes> {
    let (frame, feeds) = (frame.at("/desk/feeds"), seen(room, person));
    filled(StatusCode::OK, &FeedsPage { frame, feeds })
}

/// The feed of this name, with what aggregators would say of it.
pub(super) fn one(
    room: &dyn Room,
    frame: &Frame,
    person: &Person,
    name: &str,
) -> Result<Response<Bytes>, DeskRefusal> {
    let feed = named(room, person, name)?;
    let (frame, verdicts) = (frame.clone(), room.verdicts(&feed.slug)?);
    Ok(filled(StatusCode::OK, &FeedPage { frame, feed, verdicts }))
}

/// Lets a feed out that has lost most of its items.
pub(super) fn let_out(
    room: &dyn Room,
    person: &Person,
    (name, form): (&str, &Form),
) -> Result<Response<Bytes>, DeskRefusal> {
    let feed = named(room, person, name)?;
    if !feed.has_collapsed() {
        let detail = format!("the feed \"{name}\" is not held back for having lost its items");
        return Err(DeskRefusal::Otherwise(detail));
    }
    if feed.held() != form.text("held") {
        return Err(DeskRefusal::Condition);
    }
    room.let_out(&feed.slug, &person.name)?;
    Ok(see(&format!("/desk/feeds/{}?done=let-out", in_path(name))))
}

/// How busy each section was.
pub(super) fn sections(
    room: &dyn Room,
    frame: &Frame,
    person: &Person,
) -> Result<Response<Bytes>, DeskRefusal> {
    let weeks = room.weeks()?.into_iter().filter(|week| person.is_for(&week.section));
    let plots = weeks.map(|week| Plot::of(week, room.zone())).collect();
    Ok(filled(StatusCode::OK, &SectionsPage { frame: frame.at("/desk/sections"), plots }))
}

fn named(room: &dyn Room, person: &Person, name: &str) -> Result<FeedSheet, DeskRefusal> {
    let feed = seen(room, person).into_iter().find(|feed| feed.slug.as_str() == name);
    feed.ok_or_else(|| DeskRefusal::NoSuch(format!("there is no feed \"{name}\"")))
}

fn seen(room: &dyn Room, person: &Person) -> Vec<FeedSheet> {
    room.feeds().into_iter().filter(|feed| person.is_for(&feed.slug)).collect()
}
