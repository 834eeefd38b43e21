//! One connection, from its first byte to its last: HTTP/1.1 by hyper, with a
//! limit on everything a client can make us wait for. It knows no feeds.

use super::body::AnswerBody;
use super::host_field::is_host;
use super::timed_stream::TimedStream;
use super::{Answer, Api, Desk, HubCallbacks, Paper, Search, archive, date, paper, pictures};
use crate::clock::Clock;
use crate::edition::DocumentName;
use crate::paper::Route;
use crate::section::Slug;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST};
use http::request::Parts;
use http::{HeaderValue, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// The longest request target that is read (RFC 9110 §4.1 asks for 8000 octets).
const MAX_TARGET: usize = 8000;

/// hyper's smallest read buffer.
const SMALLEST_BUFFER: usize = 8192;

/// How long a client that never said anything may still speak up when we stop:
/// enough for a request that is on its way already.
const LAST_CALL: Duration = Duration::from_millis(100);

/// What a client may not exceed.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    pub(super) first_byte_timeout: Duration,
    pub(super) header_timeout: Duration,
    pub(super) write_timeout: Duration,
    pub(super) max_header_bytes: usize,
    pub(super) shutdown_timeout: Duration,
}

/// How hyper is to read and write; made once for a thread's connections.
///
/// Not `pipeline_flush`, although it would save half a microsecond: with it hyper
/// sends nothing while anything unread is left, so that half a second request
/// keeps back the answer to the first, the answer to a bad one is lost, and a few
/// kilobytes of pipelined requests gather all their answers in memory.
pub(super) fn protocol(limits: &Limits) -> http1::Builder {
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_header_size(limits.max_header_bytes)
        .max_buf_size(limits.max_header_bytes.max(SMALLEST_BUFFER));
    protocol
}

/// Who answers.
#[derive(Clone, Copy)]
pub(super) struct Desks<'a> {
    pub(super) feeds: &'a dyn Answer,
    pub(super) newsroom: Option<&'a Desk>,
    pub(super) api: Option<&'a Api>,
    pub(super) hubs: Option<&'a HubCallbacks>,
    pub(super) search: Option<&'a Search>,
    pub(super) paper: Option<&'a Paper>,
    /// Where the client is.
    pub(super) peer: IpAddr,
    /// What answers are dated by.
    pub(super) clock: &'a Clock,
}

/// Answers a client until it leaves, breaks a limit, or `stop` is cancelled; then
/// the request that it is in the middle of is still answered.
pub(super) async fn serve(
    stream: TcpStream,
    protocol: &http1::Builder,
    limits: &Limits,
    desks: Desks<'_>,
    stop: &CancellationToken,
) {
    // An answer is one write: waiting to put more in its segment only delays it.
    let _ = stream.set_nodelay(true);
    let stream = TimedStream::new(stream, limits.first_byte_timeout, limits.write_timeout);
    let heard = stream.heard();
    let service = service_fn(|request: Request<Incoming>| async move {
        let (parts, body) = request.into_parts();
        let response = match (refused(&parts), desks.api) {
            (Some(refusal), _) => refusal,
            // In a box: what feeds are answered with stays small.
            (None, Some(api)) if Api::is_meant_by(parts.uri.path()) => {
                Box::pin(api.answer(parts, body)).await
            }
            (None, _) if let Some(hubs) = called_back(desks.hubs, &parts) => {
                Box::pin(hubs.answer(parts, body)).await
            }
            (None, _) if let Some(desk) = asked_desk(desks.newsroom, &parts) => {
                Box::pin(desk.answer(parts, body, desks.peer)).await
            }
            (None, _) if let Some((search, wanted)) = searched(desks.search, &parts) => {
                Box::pin(search.answer(&parts, wanted, desks.peer)).await
            }
            (None, _) if let Some((search, feed, number)) = browsed(desks.search, &parts) => {
                let page = Box::pin(search.archive_page(&parts, feed, number, desks.peer)).await;
                page.unwrap_or_else(|| desks.feeds.answer(&parts))
            }
            (None, _) if let Some((paper, route)) = written_to(desks.paper, &parts) => {
                Box::pin(paper.write_to(&parts, route, desks.peer)).await
            }
            // The body is dropped unread: hyper reads what has come of it already,
            // and ends the connection when there is more.
            (None, _) => out_of_the_edition(desks, &parts).await,
        };
        let mut response = AnswerBody::of(response, stop);
        response.headers_mut().insert(DATE, date::now(desks.clock));
        if stop.is_cancelled() {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        Ok::<_, Infallible>(response)
    });
    let mut connection = pin!(protocol.serve_connection(TokioIo::new(stream), service));

    // The stop comes first: an answer given after it must say that it is the last.
    tokio::select! {
        biased;
        () = stop.cancelled() => {}
        ended = connection.as_mut() => return note(ended),
    }
    // hyper would close a connection that it has read nothing of, though a request may
    // lie in the socket already.
    if !heard.anything() {
        let spoke = poll_fn(|cx| match connection.as_mut().poll(cx) {
            Poll::Pending if heard.anything() => Poll::Ready(None),
            polled => polled.map(Some),
        });
        match timeout(LAST_CALL, spoke).await {
            Ok(None) => {}
            Ok(Some(ended)) => return note(ended),
            Err(_silent) => return,
        }
    }
    connection.as_mut().graceful_shutdown();
    note(connection.await);
}

/// The answer that the edition has, or that is read or made for whoever asks.
async fn out_of_the_edition(desks: Desks<'_>, parts: &Parts) -> Response<Bytes> {
    match desks.feeds.answer(parts) {
        page if archive::is_unread(&page) => Box::pin(archive::fill(page)).await,
        picture if pictures::is_unread(&picture) => Box::pin(pictures::fill(picture)).await,
        page if let Some(paper) = desks.paper
            && let Some(route) = paper::unmade(&page) =>
        {
            Box::pin(paper.answer(parts, route, desks.peer)).await
        }
        whole => whole,
    }
}

/// What answers hubs, when one is calling.
fn called_back<'a>(hubs: Option<&'a HubCallbacks>, request: &Parts) -> Option<&'a HubCallbacks> {
    hubs.filter(|_| HubCallbacks::token_in(request.uri.path()).is_some())
}

/// The desk, when it is meant.
fn asked_desk<'a>(desk: Option<&'a Desk>, request: &Parts) -> Option<&'a Desk> {
    desk.filter(|_| Desk::is_meant_by(request.uri.path()))
}

/// Who answers a search, and what is wanted of it.
fn searched<'a>(search: Option<&'a Search>, request: &Parts) -> Option<(&'a Search, DocumentName)> {
    Some((search?, search?.is_meant_by(request.uri.path())?))
}

/// Who shows people a page of an archive, and which.
fn browsed<'a>(search: Option<&'a Search>, request: &Parts) -> Option<(&'a Search, Slug, u32)> {
    let search = search?;
    let (feed, number) = search.page_meant_by(request.uri.path())?;
    Some((search, feed, number))
}

/// Who tells whom to write to, and of which article.
fn written_to<'a>(paper: Option<&'a Paper>, request: &Parts) -> Option<(&'a Paper, Route)> {
    let paper = paper?;
    Some((paper, paper.is_written_to(request)?))
}

/// Clients that leave or time out are their own business; at most a debugger's.
fn note(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended early");
    }
}

/// What HTTP itself refuses, before anybody looks what a request is for.
fn refused(request: &Parts) -> Option<Response<Bytes>> {
    let mut hosts = request.headers.get_all(HOST).iter();
    let host_is_right = match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host),
        (None, _) => request.version < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    };
    if !host_is_right {
        return Some(refusal(StatusCode::BAD_REQUEST, "A request names exactly one Host.\n"));
    }
    let target = request.uri.path_and_query().map_or(0, |target| target.as_str().len());
    (target > MAX_TARGET).then(|| refusal(StatusCode::URI_TOO_LONG, "The address is too long.\n"))
}

/// An answer after which the connection is closed.
fn refusal(status: StatusCode, sentence: &'static str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(sentence.as_bytes()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(sentence.len()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    response
}
