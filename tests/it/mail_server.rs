//! A mail server on loopback that takes messages (RFC 5321), in the clear, after STARTTLS or
//! over TLS. It asserts nothing itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

/// A message as it was taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// Name and password, as `name:password`.
    pub(crate) login: String,
    /// How its bearer greeted.
    pub(crate) hello: String,
    pub(crate) to: Vec<String>,
    /// The message with its head.
    pub(crate) text: String,
}

/// How a server speaks.
#[derive(Clone, Default)]
pub(crate) struct Manner {
    /// Over TLS, after STARTTLS or from its begin on.
    pub(crate) tls: Option<Arc<ServerConfig>>,
    pub(crate) from_its_begin_on: bool,
    /// What it says to a command in the place of what is usual.
    pub(crate) says: &'static [(&'static str, &'static str)],
    /// To whom it takes nothing.
    pub(crate) refuses: &'static str,
}

/// Serves until the process ends.
pub(crate) fn serve(manner: Manner) -> (SocketAddr, Receiver<Taken>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (taken, messages) = mpsc::channel();
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let (manner, taken) = (manner.clone(), taken.clone());
            std::thread::spawn(move || talk(socket, &manner, &taken));
        }
    });
    (address, messages)
}

fn talk(socket: TcpStream, manner: &Manner, taken: &Sender<Taken>) -> Option<()> {
    let secret = |socket| {
        let connection = ServerConnection::new(manner.tls.clone()?).ok()?;
        Some(StreamOwned::new(connection, socket))
    };
    if manner.from_its_begin_on {
        converse(secret(socket)?, manner, true, true, taken);
        return Some(());
    }
    let socket = converse(socket, manner, false, true, taken)?;
    converse(secret(socket)?, manner, true, false, taken);
    Some(())
}

/// Talks until the end; gives the stream where it is to become secret.
fn converse<S: Read + Write>(
    stream: S,
    manner: &Manner,
    is_secret: bool,
    greets: bool,
    taken: &Sender<Taken>,
) -> Option<S> {
    let mut stream = BufReader::new(stream);
    let say = |stream: &mut BufReader<S>, line: &str| {
        let stream = stream.get_mut();
        stream.write_all(format!("{line}\r\n").as_bytes()).and_then(|()| stream.flush()).ok()
    };
    if greets {
        say(&mut stream, "220 mail.test ready")?;
    }
    let mut message = Taken::default();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end();
        let verb = line.split([' ', ':']).next()?.to_ascii_uppercase();
        if let Some((_, answer)) = manner.says.iter().find(|(of, _)| *of == verb) {
            say(&mut stream, answer)?;
            continue;
        }
        match verb.as_str() {
            "EHLO" if !is_secret && manner.tls.is_some() => {
                say(&mut stream, "250-mail.test\r\n250 STARTTLS")?;
            }
            "EHLO" => {
                message.hello = line[5..].to_owned();
                say(&mut stream, "250-mail.test\r\n250 AUTH PLAIN")?;
            }
            "STARTTLS" => {
                say(&mut stream, "220 go on")?;
                return Some(stream.into_inner());
            }
            "AUTH" => {
                let told = STANDARD.decode(line.rsplit(' ').next()?).ok()?;
                let told = String::from_utf8(told).ok()?;
                message.login = told.trim_start_matches('\0').replace('\0', ":");
                say(&mut stream, "235 welcome")?;
            }
            "RCPT" if !manner.refuses.is_empty() && line.contains(manner.refuses) => {
                say(&mut stream, "550 5.1.1 nobody of that name")?;
            }
            "RCPT" => {
                message.to.push(line[8..].to_owned());
                say(&mut stream, "250 yes")?;
            }
            "DATA" => {
                say(&mut stream, "354 go on")?;
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).ok().filter(|read| *read > 0)?;
                    if line == ".\r\n" {
                        break;
                    }
                    message.text.push_str(&line);
                }
                let whole = std::mem::take(&mut message);
                let _ = taken.send(whole);
                say(&mut stream, "250 taken")?;
            }
            "QUIT" => {
                say(&mut stream, "221 bye")?;
                return None;
            }
            _ => say(&mut stream, "250 yes")?,
        }
    }
}
