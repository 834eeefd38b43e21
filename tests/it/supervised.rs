//! Promise: a supervisor (systemd) that starts the service knows how it is.
//! - It is told when readers are answered, that the service is alive, and that it ends.
//! - A reader who connected to a socket that it holds, before the service was there, is
//!   answered all the same; a second start at the same socket is too.
//! - A command says whether it answers.
//! - A socket that is neither of the configuration's addresses is refused with the remedy.

use crate::program::{Answer, DESK, Newsroom, PATIENCE, article};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::process::{Child, Command, Stdio};

/// A newsroom with one article.
fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    let text = article("Rain", "\"world\"", "2026-03-01T08:00:00Z", "It rains.");
    newsroom.write("articles/rain.md", &text);
    newsroom
}

/// What a supervisor is told, one message at a time.
fn told(supervisor: &UnixDatagram, wanted: &str) {
    let mut message = [0; 512];
    loop {
        let length = supervisor.recv(&mut message).unwrap_or_else(|_| panic!("never {wanted}"));
        let message = std::str::from_utf8(&message[..length]).unwrap();
        if message.lines().any(|line| line == wanted) {
            return;
        }
    }
}

/// The program, with one listening socket handed over as systemd does it.
fn start_at(newsroom: &Newsroom, socket: &TcpListener, listen: &str) -> Child {
    // The shell puts the socket where `LISTEN_FDS` says that it is.
    let shell = "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\"";
    let program = newsroom.command(&[]).get_program().to_owned();
    let handed_over = OwnedFd::from(socket.try_clone().unwrap());
    let mut command = Command::new("sh");
    command.args(["-c", shell]).arg(program).current_dir(newsroom.path("."));
    command.env("PRESSROOM_LISTEN", listen).env("PRESSROOM_ADMIN", "127.0.0.1:0");
    command.stdin(handed_over).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ask(address: &str) -> TcpStream {
    let mut reader = TcpStream::connect(address).unwrap();
    reader.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(reader, "GET /feeds/ HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    reader
}

fn status(mut reader: TcpStream) -> u16 {
    let mut answer = Vec::new();
    reader.read_to_end(&mut answer).unwrap();
    Answer::of(&answer).status
}

#[test]
fn it_says_that_it_serves_lives_and_ends() {
    let newsroom = newsroom();
    let socket = newsroom.path("notify");
    let supervisor = UnixDatagram::bind(&socket).unwrap();
    supervisor.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut command = newsroom.command(&[]);
    command.env("NOTIFY_SOCKET", &socket).env("WATCHDOG_USEC", "200000");
    let mut service = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    told(&supervisor, "READY=1");
    told(&supervisor, "WATCHDOG=1");
    told(&supervisor, "WATCHDOG=1");
    let process = service.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
    told(&supervisor, "STOPPING=1");
    assert!(service.wait().unwrap().success());
}

#[test]
fn a_socket_that_was_handed_over_turns_no_reader_away() {
    let newsroom = newsroom();
    newsroom.ended(&["run"], 0);
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap().to_string();
    for _start in 0..2 {
        let early = ask(&address);
        let mut service = start_at(&newsroom, &socket, &address);
        assert_eq!(status(early), 200);
        let process = service.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
        assert!(service.wait().unwrap().success());
    }
}

#[test]
fn a_socket_at_another_address_is_refused() {
    let newsroom = newsroom();
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let service = start_at(&newsroom, &socket, "127.0.0.1:0");
    let output = service.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let address = socket.local_addr().unwrap();
    assert!(said.contains(&format!("a socket at {address} was handed over")), "{said}");
    assert!(said.contains("ListenStream in pressroom.socket"), "{said}");
}

#[test]
fn a_command_says_whether_it_answers() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    let admin = service.admin.clone();
    let ask = || newsroom.command(&["healthy"]).env("PRESSROOM_ADMIN", &admin).output().unwrap();
    let output = ask();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    // What answers for another newsroom does not answer for this one.
    let other = Newsroom::new(DESK);
    let mut asked = other.command(&["healthy", "--serving"]);
    let asked = asked.env("PRESSROOM_ADMIN", &admin).output().unwrap();
    let said = String::from_utf8(asked.stdout).unwrap();
    assert!(asked.status.code() == Some(1) && said.contains("no service runs on"), "{said}");
    service.terminate();
    let output = ask();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains(&admin) && said.contains("is the service running"), "{said}");
}
