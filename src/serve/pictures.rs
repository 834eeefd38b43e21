//! Answers for the paper's own pictures. Their bytes are read from the disk whenever somebody
//! asks: all of them together are more than memory holds. What a name stands for never
//! changes, so nobody asks twice.

use super::conditional::{self, Validators, Verdict};
use super::entity_tag::EntityTag;
use super::short_answers::{self, NO_STORE};
use crate::fingerprint::Fingerprint;
use crate::own_picture::{PictureFile, PictureForm};
use bytes::Bytes;
use chrono::DateTime;
use http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc::Sender;

/// The file under this name is for ever what it is.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// A drawing that is opened by itself runs nothing and fetches nothing.
const DRAWING_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// How exactly it is kept when somebody last asked for a picture.
const A_WHILE: Duration = Duration::from_secs(60 * 60);

/// A picture that is still to be read, and how it was asked for.
#[derive(Clone, Debug)]
struct Unread {
    file: PictureFile,
    path: PathBuf,
    head: bool,
    asked: HeaderMap,
    lost: Option<Sender<PictureFile>>,
}

/// The answer for a picture, without what only the disk knows: [`fill`] gives it that.
pub(super) fn answer(
    file: PictureFile,
    folder: &Path,
    lost: Option<&Sender<PictureFile>>,
    request: &Parts,
) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    response.extensions_mut().insert(Unread {
        file,
        path: folder.join(file.to_string()),
        head: request.method == Method::HEAD,
        asked: request.headers.clone(),
        lost: lost.cloned(),
    });
    response
}

/// Whether an answer is that of a picture that is still to be read.
pub(super) fn is_unread(response: &Response<Bytes>) -> bool {
    response.extensions().get::<Unread>().is_some()
}

/// The whole answer: the picture, 304 or 412 by the request's preconditions, or 404 for one
/// that is not on the disk; if there was one, it will be again in a moment.
pub(super) async fn fill(mut response: Response<Bytes>) -> Response<Bytes> {
    let Some(unread) = response.extensions_mut().remove::<Unread>() else { return response };
    let Unread { file, path, head, asked, lost } = unread;
    let read = tokio::task::spawn_blocking(move || read(&path)).await;
    let bytes = match read.unwrap_or_else(|broken| Err(broken.into())) {
        Ok(bytes) => bytes,
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                tracing::warn!(picture = %file, %error, "a picture is not served");
            }
            if let Some(lost) = lost {
                // When very many are lost, the next request says so once more.
                let _ = lost.try_send(file);
            }
            return nothing();
        }
    };
    let tag = EntityTag::of(Fingerprint::of_parts([file.to_string().as_bytes()]));
    let since = DateTime::UNIX_EPOCH;
    let validators = Validators { tag: &tag, strong: true, modified: since, since };
    let status = match conditional::evaluate(&asked, validators) {
        Verdict::Failed => return short_answers::precondition_failed(),
        Verdict::NotModified => StatusCode::NOT_MODIFIED,
        Verdict::Send => StatusCode::OK,
    };
    whole(file, status, &tag, bytes, head)
}

fn whole(
    file: PictureFile,
    status: StatusCode,
    tag: &EntityTag,
    bytes: Vec<u8>,
    head: bool,
) -> Response<Bytes> {
    let length = bytes.len();
    let is_sent = status == StatusCode::OK;
    let mut response = Response::new(if is_sent && !head { bytes.into() } else { Bytes::new() });
    *response.status_mut() = status;
    let mut set = |name: HeaderName, value| drop(response.headers_mut().insert(name, value));
    set(CACHE_CONTROL, FOR_EVER);
    set(ETAG, tag.strong().clone());
    set(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_sent {
        set(CONTENT_TYPE, HeaderValue::from_static(file.form.media_type()));
        set(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if file.form == PictureForm::Svg {
        set(CONTENT_SECURITY_POLICY, DRAWING_POLICY);
    }
    response
}

/// There is no such picture, for whatever reason.
pub(super) fn nothing() -> Response<Bytes> {
    let cache = [(CACHE_CONTROL, NO_STORE)];
    short_answers::plain(StatusCode::NOT_FOUND, "There is no such picture here.\n", &cache)
}

/// The bytes of a file, whose time says from now on that it was asked for.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = fs::read(path)?;
    if let Ok(asked) = fs::metadata(path).and_then(|facts| facts.modified())
        && asked.elapsed().is_ok_and(|ago| ago > A_WHILE)
    {
        touch(path);
    }
    Ok(bytes)
}

/// A disk that takes no times makes room by those of the files' making.
#[expect(clippy::disallowed_methods, reason = "the time of a file, which nothing published has")]
fn touch(path: &Path) {
    let file = File::options().append(true).open(path);
    let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
}
