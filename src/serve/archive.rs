//! Answers for pages of the feeds' archives (RFC 5005 §4). Their bytes are read from
//! the folder of published files whenever somebody asks: a reader asks for each page
//! once in its life, and all of them together may be more than memory holds.

use super::conditional::{self, Validators, Verdict};
use super::entity_tag::EntityTag;
use super::outlook::ASK_AGAIN;
use super::shelf::Shelf;
use super::shelved::{Variant, varies};
use super::short_answers::NO_STORE;
use super::{negotiate, short_answers};
use crate::archive::{PageName, page_for_people};
use crate::edition::DocumentName;
use crate::metrics::Coding;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, VARY};
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode};
use std::path::PathBuf;
use tokio::sync::Semaphore;

/// The number of files of the archive that may be open at once: more of them would not be read
/// sooner, and take the descriptors that gathering and publishing need.
static OPEN_AT_ONCE: Semaphore = Semaphore::const_new(16);

/// The file that an answer's body is still to be read from.
#[derive(Clone, Debug)]
struct BodyFile(PathBuf);

/// The answer for a page, with its coding; nothing when there never was such a page.
///
/// - 303 to the page for people, for a browser that was led here.
/// - The page; its body waits for [`fill`].
/// - 503 for one whose file is not yet what it is to be.
/// - 301 to the page of the feed's new name, and 410 where the feed is gone.
/// - 302 to the feed for the page that will be full next: the one before it names it
///   as its `next-archive` already, and the feed holds what is to be in it.
/// - 410 for a page that was removed, because nothing in it was to be kept.
pub(super) fn answer(
    shelf: &Shelf,
    name: &PageName,
    request: &Parts,
) -> Option<(Response<Bytes>, Coding)> {
    let (method, headers) = (&request.method, &request.headers);
    let archive = shelf.edition.archive();
    let plain = |response| Some((response, Coding::Identity));
    if let Some(retired) = shelf.retired_page(name) {
        return plain(retired);
    }
    if negotiate::is_shown(request) && archive.stamp(name).is_some() {
        let page = format!("/feeds/{}", page_for_people(&name.feed, name.number));
        let page = shelf.location(&page);
        let mut to_page = short_answers::redirect(StatusCode::SEE_OTHER, &page, NO_STORE);
        to_page.headers_mut().insert(VARY, varies(&DocumentName::Archive(name.clone())));
        return plain(to_page);
    }
    let Some(stamp) = archive.stamp(name) else {
        let newest = archive.newest(&name.feed)?;
        if name.number < newest {
            return plain(short_answers::gone(&shelf.listing, ASK_AGAIN));
        }
        let feed = DocumentName::Feed(name.feed.clone(), name.format).request_path();
        if name.number != newest + 1 {
            return None;
        }
        let cache = shelf.rules.cache.shortest();
        return plain(short_answers::redirect(StatusCode::FOUND, &shelf.location(&feed), cache));
    };
    if archive.is_withheld(name) {
        return plain(short_answers::not_yet());
    }
    let coding = negotiate::choose(headers, |_| true);
    let tag = EntityTag::of(stamp.fingerprint);
    let strong = coding == Coding::Identity;
    let document = DocumentName::Archive(name.clone());
    let variant =
        Variant::with(&document, stamp.modified, Bytes::new(), coding, &tag, &shelf.rules);
    let (modified, since) = (stamp.modified, stamp.modified);
    let validators = Validators { tag: &tag, strong, modified, since };
    let (status, prepared) = match conditional::evaluate(headers, validators) {
        Verdict::Failed => return plain(short_answers::precondition_failed()),
        Verdict::NotModified => (StatusCode::NOT_MODIFIED, variant.unchanged),
        Verdict::Send => (StatusCode::OK, variant.whole),
    };
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    *response.headers_mut() = prepared;
    if status == StatusCode::OK {
        let end = match coding {
            Coding::Identity => "",
            Coding::Gzip => ".gz",
            Coding::Brotli => ".br",
        };
        let file = shelf.rules.files.join(format!("{}{end}", name.file_name()));
        response.extensions_mut().insert(BodyFile(file));
        response.extensions_mut().insert(method.clone());
    }
    Some((response, coding))
}

/// Whether the body of an answer is still to be read.
pub(super) fn is_unread(response: &Response<Bytes>) -> bool {
    response.extensions().get::<BodyFile>().is_some()
}

/// The answer with its body. A file that is not there will be in a moment: what the
/// folder lost is written again out of the store.
pub(super) async fn fill(mut response: Response<Bytes>) -> Response<Bytes> {
    let Some(BodyFile(file)) = response.extensions_mut().remove() else { return response };
    let head = response.extensions_mut().remove::<Method>() == Some(Method::HEAD);
    let path = file.clone();
    let place = OPEN_AT_ONCE.acquire().await;
    // A reader who goes away leaves the place taken until the file is closed.
    let read = tokio::task::spawn_blocking(move || {
        let _place = place;
        std::fs::read(path)
    });
    let read = read.await;
    match read.unwrap_or_else(|broken| Err(broken.into())) {
        Ok(bytes) => {
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
            *response.body_mut() = if head { Bytes::new() } else { bytes.into() };
            response
        }
        Err(error) => {
            tracing::warn!(path = %file.display(), %error, "an archive page is not served");
            short_answers::not_yet()
        }
    }
}
