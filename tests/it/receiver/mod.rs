//! A web server on loopback that takes what is posted to it. It asserts nothing itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

/// Head and body of a post.
pub(crate) type Post = (String, Vec<u8>);

/// A receiver that answers each post with the next of these, and with 204 after them;
/// each post comes out before it is answered. It gives its address without a path.
pub(crate) fn receiver(answers: &'static [&'static str]) -> (String, Receiver<Post>) {
    let mut answers = answers.iter();
    receiver_that(move |_| answers.next().unwrap_or(&"204 No Content"))
}

/// As [`receiver`], with answers that may depend on the post.
pub(crate) fn receiver_that(
    mut answer: impl FnMut(&Post) -> &'static str + Send + 'static,
) -> (String, Receiver<Post>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (posts, seen) = channel();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let Some((mut connection, post)) = read(connection) else { continue };
            let answer = answer(&post);
            let _ = posts.send(post);
            let _ = write(&mut connection, answer);
        }
    });
    (address, seen)
}

/// Takes the one post of a connection, and answers it.
pub(crate) fn take(connection: TcpStream, answer: &str) -> Option<Post> {
    let (mut connection, post) = read(connection)?;
    write(&mut connection, answer).ok().map(|()| post)
}

/// A client that was killed is part of some tests: `None`.
fn read(connection: TcpStream) -> Option<(TcpStream, Post)> {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    let mut body = vec![0; length.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some((reader.into_inner(), (head, body)))
}

fn write(connection: &mut TcpStream, answer: &str) -> std::io::Result<()> {
    write!(connection, "HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}
