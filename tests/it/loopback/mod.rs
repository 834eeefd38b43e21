//! A web server on loopback that answers what a test tells it to, byte for byte.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Serves until the process ends. `answer` gets the head of a request as it came
/// and the connection; every head also comes out of the receiver.
pub(crate) fn serve(
    answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (heads, seen) = mpsc::channel();
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let head = head(&connection);
            if head.is_empty() {
                continue;
            }
            let _ = heads.send(head.clone());
            let mut connection = connection;
            // A client that leaves early is part of some tests.
            let _ = answer(&head, &mut connection).and_then(|()| connection.flush());
        }
    });
    (address, seen)
}

/// The head of the next request on a connection, as it came.
pub(crate) fn head(connection: &TcpStream) -> String {
    let mut lines = BufReader::new(connection.try_clone().unwrap());
    let mut head = String::new();
    while lines.read_line(&mut head).is_ok_and(|read| read > 2) {}
    head
}
