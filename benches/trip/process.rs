//! The program itself, started on a full store: how soon it serves, and how much
//! memory it holds.

use super::newsroom::{Newsroom, config_text, write};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) fn cold_start_and_memory(stored: usize) {
    let newsroom = Newsroom::new();
    newsroom.fill(stored);
    newsroom.publish_all();
    // The program wants the folder for itself.
    let folder = newsroom.into_folder();
    let folder = folder.path();
    let mut starts: Vec<Duration> = (0..5).map(|_| Program::start(folder).first_feed).collect();
    let median = super::part(&mut starts, 50);
    println!("cold start with {stored} articles -> first feed served");
    println!("  p50 {:.0} ms", super::millis(median));
    // Without its published files it has to make them all first.
    std::fs::remove_dir_all(folder.join("feeds")).expect("removed");
    let empty = Program::start(folder);
    println!("  with an empty feeds folder: {:.0} ms", super::millis(empty.first_feed));
    println!("memory with {stored} articles: {:.1} MiB resident", empty.settled_memory());
    drop(empty);

    let example = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = std::fs::read_to_string(root.join("config.toml")).expect("the shipped config");
    let config = config
        .replace("127.0.0.1:8080\"", "127.0.0.1:0\"")
        .replace("127.0.0.1:8081\"", "127.0.0.1:0\"")
        .replace(
            "\"examples/newsroom\"",
            &format!("\"{}\"", root.join("examples/newsroom").display()),
        );
    assert!(config_text().contains("listen"));
    write(&example.path().join("config.toml"), &config);
    let program = Program::start(example.path());
    println!("memory with the example newsroom: {:.1} MiB resident", program.settled_memory());
}

/// The running program; ended when it is dropped.
pub(crate) struct Program {
    process: Child,
    first_feed: Duration,
    /// Where it answers, as in `127.0.0.1:8080`.
    pub(crate) address: String,
}

impl Program {
    /// Starts it and waits for the first whole feed.
    pub(crate) fn start(folder: &Path) -> Self {
        let stopwatch = Instant::now();
        let mut process = Command::new(env!("CARGO_BIN_EXE_pressroom"))
            .current_dir(folder)
            .env("PRESSROOM_LISTEN", "127.0.0.1:0")
            .env("PRESSROOM_ADMIN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let address = loop {
            let line = lines.next().expect("a line").expect("text");
            if let Some((_, rest)) = line.split_once("http://")
                && let Some((address, _)) = rest.split_once("/feeds/")
            {
                break address.to_owned();
            }
        };
        // Its later lines must go somewhere, or it would wait for us.
        std::thread::spawn(move || lines.for_each(drop));
        while !serves(&address) {
            assert!(stopwatch.elapsed() < Duration::from_secs(60), "no feed within a minute");
            std::thread::sleep(Duration::from_millis(2));
        }
        Self { process, first_feed: stopwatch.elapsed(), address }
    }

    /// Waits until it has nothing more to do: a full store is archived after the start.
    pub(crate) fn settle(&self) {
        let mut before = None;
        while before != self.worked() {
            before = self.worked();
            std::thread::sleep(Duration::from_secs(2));
        }
    }

    /// The processor time that it took so far, in the system's ticks.
    fn worked(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).ok()?;
        // After the name, which is in brackets, the 12th and 13th fields.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let (user, system) = (fields.next()?, fields.next()?);
        Some((user.parse::<u64>().ok()? + system.parse::<u64>().ok()?) / 5)
    }

    /// Mebibytes in memory once the start is over.
    fn settled_memory(&self) -> f64 {
        std::thread::sleep(Duration::from_secs(3));
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        let kilobytes: f64 =
            line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(f64::NAN);
        kilobytes / 1024.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn serves(address: &str) -> bool {
    feed(address, "front-page").is_some()
}

/// A whole feed as it is served now.
pub(crate) fn feed(address: &str, name: &str) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(address).ok()?;
    let request =
        format!("GET /feeds/{name}.rss HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    stream.write_all(request.as_bytes()).ok()?;
    stream.read_to_end(&mut answer).ok()?;
    let is_whole = answer.ends_with(b"</rss>\n") || answer.ends_with(b"</rss>");
    (answer.starts_with(b"HTTP/1.1 200") && is_whole).then_some(answer)
}
