//! A server on a real socket, and raw HTTP/1.1 to speak to it. Every read gives
//! up after a minute, so that a server that hangs fails a test and nothing more.

use pressroom::serve::{ServeError, Server};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs until the value is dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) stop: CancellationToken,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

pub(crate) fn start(server: Server) -> Running {
    let address = server.local_addr();
    let stop = CancellationToken::new();
    let token = stop.clone();
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(server.run(token))
    });
    Running { address, stop, thread: Some(thread) }
}

impl Running {
    /// Waits until the server has ended by what was done to it.
    pub(crate) fn ended(mut self) -> Result<(), ServeError> {
        self.thread.take().unwrap().join().unwrap()
    }

    pub(crate) fn connect(&self) -> Connection {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        Connection(BufReader::new(stream))
    }

    /// One request on a connection of its own; `lines` are whole header lines.
    pub(crate) fn ask(&self, method: &str, path: &str, lines: &[&str]) -> Reply {
        let mut connection = self.connect();
        connection.send(&request(method, path, lines));
        connection.reply(method)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The text of a request.
pub(crate) fn request(method: &str, path: &str, lines: &[&str]) -> String {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: news.example\r\n");
    for line in lines {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text + "\r\n"
}

/// One connection to a server.
pub(crate) struct Connection(BufReader<TcpStream>);

/// One answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// A header's value, or an empty text; a field that comes twice is a fault.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut values = self.headers.iter().filter(|(field, _)| field.eq_ignore_ascii_case(name));
        let value = values.next().map_or("", |(_, value)| value);
        assert!(values.next().is_none(), "{name} comes twice in {self:?}");
        value
    }
}

impl Connection {
    pub(crate) fn send(&mut self, text: &str) {
        self.0.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// Sends what may not be taken any more.
    pub(crate) fn try_send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.get_mut().write_all(bytes)
    }

    /// Reads one answer to a request with this method.
    pub(crate) fn reply(&mut self, method: &str) -> Reply {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let length = self.0.read_line(&mut line).unwrap();
            assert!(length > 0, "the connection ended in the head of an answer: {lines:?}");
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines[0].split(' ').nth(1).unwrap().parse().unwrap();
        let headers: Vec<_> = lines[1..]
            .iter()
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut reply = Reply { status, headers, body: Vec::new() };
        if method != "HEAD" && status != 304 && status != 204 {
            let length: usize = reply.header("content-length").parse().unwrap();
            reply.body = vec![0; length];
            self.0.read_exact(&mut reply.body).unwrap();
        }
        reply
    }

    /// Whether the server ended the connection without another byte.
    pub(crate) fn is_closed(&mut self) -> bool {
        let mut byte = [0];
        match self.0.read(&mut byte) {
            Ok(0) => true,
            Ok(_) => false,
            Err(error) => {
                matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe)
            }
        }
    }

    /// Whether nothing comes within a moment, and the connection stays open.
    pub(crate) fn is_quiet(&mut self, moment: Duration) -> bool {
        self.0.get_mut().set_read_timeout(Some(moment)).unwrap();
        let quiet = match self.0.fill_buf() {
            Ok(_) => false,
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        };
        self.0.get_mut().set_read_timeout(Some(PATIENCE)).unwrap();
        quiet
    }

    /// Everything until the connection ends, and whether it ended in order.
    pub(crate) fn rest(&mut self) -> (usize, bool) {
        let mut bytes = Vec::new();
        let outcome = self.0.read_to_end(&mut bytes);
        (bytes.len(), outcome.is_ok())
    }
}

/// Waits until something holds; gives up after a minute.
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "never happened: {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}
