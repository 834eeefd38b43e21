//! A TCP connection that does not wait for ever: for the first byte of a client,
//! or for a client to take its answer. The head of a request has a deadline of
//! its own, in hyper.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// Whether the client has said anything yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard(Arc<AtomicBool>);

impl Heard {
    pub(super) fn anything(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

type Deadline = Pin<Box<Sleep>>;

/// The connection.
#[derive(Debug)]
pub(super) struct TimedStream {
    stream: TcpStream,
    heard: Heard,
    /// Until when the first byte must come; `None` once it came.
    first_byte: Option<Deadline>,
    write_timeout: Duration,
    /// Until when the client must have taken everything that waits for it;
    /// `None` while nothing waits.
    taken: Option<Deadline>,
}

impl TimedStream {
    pub(super) fn new(
        stream: TcpStream,
        first_byte_timeout: Duration,
        write_timeout: Duration,
    ) -> Self {
        Self {
            stream,
            heard: Heard::default(),
            first_byte: Some(Box::pin(sleep(first_byte_timeout))),
            write_timeout,
            taken: None,
        }
    }

    pub(super) fn heard(&self) -> Heard {
        self.heard.clone()
    }

    /// Called when the system takes no more bytes. The deadline is not moved by
    /// progress: a client that takes a byte a second would hold us for ever.
    fn wait_to_be_taken<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        let timeout = self.write_timeout;
        let deadline = self.taken.get_or_insert_with(|| Box::pin(sleep(timeout)));
        ready!(deadline.as_mut().poll(cx));
        // Without this the system keeps the unsent bytes, and tries for minutes.
        let _ = self.stream.set_zero_linger();
        Poll::Ready(Err(timed_out("the client did not take its answer")))
    }
}

fn timed_out(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, what)
}

impl AsyncRead for TimedStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let read = Pin::new(&mut this.stream).poll_read(cx, buf);
        let Some(deadline) = &mut this.first_byte else { return read };
        match read {
            Poll::Ready(outcome) => {
                this.heard.0.store(true, Ordering::Relaxed);
                this.first_byte = None;
                Poll::Ready(outcome)
            }
            Poll::Pending => {
                ready!(deadline.as_mut().poll(cx));
                Poll::Ready(Err(timed_out("the client sent nothing")))
            }
        }
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match Pin::new(&mut this.stream).poll_write(cx, buf) {
            Poll::Pending => this.wait_to_be_taken(cx),
            written => written,
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        match Pin::new(&mut this.stream).poll_write_vectored(cx, bufs) {
            Poll::Pending => this.wait_to_be_taken(cx),
            written => written,
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper flushes when it has handed over everything it had.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.taken = None;
        Pin::new(&mut this.stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}
