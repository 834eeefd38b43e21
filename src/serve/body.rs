//! The body of an answer: whole from the beginning, or told piece by piece until whoever
//! tells has ended, or the service does. It knows not what is told.

use bytes::Bytes;
use http::Response;
use http_body_util::Full;
use hyper::body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::sync::mpsc::Receiver;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// Goes with an answer of which the body is yet to be told.
#[derive(Clone, Debug)]
pub(super) struct Following(Arc<Mutex<Option<Receiver<Bytes>>>>);

impl Following {
    pub(super) fn new(pieces: Receiver<Bytes>) -> Self {
        Self(Arc::new(Mutex::new(Some(pieces))))
    }

    fn take(&self) -> Option<Receiver<Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The body of an answer.
pub(super) enum AnswerBody {
    Whole(Full<Bytes>),
    Told(Receiver<Bytes>, Pin<Box<WaitForCancellationFutureOwned>>),
}

impl AnswerBody {
    /// The answer as it is sent; what is told ends when `stop` is cancelled.
    pub(super) fn of(mut answer: Response<Bytes>, stop: &CancellationToken) -> Response<Self> {
        let following = answer.extensions_mut().remove::<Following>();
        match following.and_then(|following| following.take()) {
            Some(pieces) => {
                answer.map(|_| Self::Told(pieces, Box::pin(stop.clone().cancelled_owned())))
            }
            None => answer.map(|whole| Self::Whole(Full::new(whole))),
        }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match self.get_mut() {
            Self::Whole(whole) => Pin::new(whole).poll_frame(cx),
            Self::Told(pieces, stop) => {
                if stop.as_mut().poll(cx).is_ready() {
                    return Poll::Ready(None);
                }
                let piece = ready!(pieces.poll_recv(cx));
                Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(whole) => whole.is_end_stream(),
            Self::Told(..) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(whole) => whole.size_hint(),
            Self::Told(..) => SizeHint::default(),
        }
    }
}
