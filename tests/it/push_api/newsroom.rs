//! A newsroom with the push API, served on loopback under a clock that stands
//! still, and raw HTTP to speak to it. It asserts nothing itself.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use chrono::{DateTime, Utc};
use pressroom::clock::Clock;
use pressroom::config::{self, Environment, Settings};
use pressroom::pipeline::{PassReport, Printing};
use pressroom::service::{self, Announcer, ServiceError, Timetable};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const PATIENCE: Duration = Duration::from_secs(60);

/// Tokens: one for everything, one for `world`, one for two sections, one to read.
pub(crate) const DESK: &str = "desk-secret";
pub(crate) const WORLD: &str = "world-secret";
pub(crate) const PAIR: &str = "pair-secret";
pub(crate) const READER: &str = "reader-secret";
pub(crate) const OPERATOR: &str = "operator-secret";

/// Where a service tells its address, once.
struct Addresses(Mutex<mpsc::Sender<(SocketAddr, SocketAddr)>>);

impl Announcer for Addresses {
    fn serving(&self, feeds: SocketAddr, admin: SocketAddr) {
        let _ = self.0.lock().unwrap().send((feeds, admin));
    }
    fn gathered(&self, _: &PassReport) {}
    fn printed(&self, _: &Printing) {}
    fn settled(&self, _: &Timetable) {}
}

pub(crate) fn hash(token: &str) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, token.as_bytes());
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn config_text() -> String {
    let token = |name: &str, token: &str, rest: &str| {
        format!("[[api.token]]\nname = \"{name}\"\nhash = \"sha256:{}\"\n{rest}\n", hash(token))
    };
    [
        "[site]\ntitle = \"The Test\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n",
        "[server]\nlisten = \"127.0.0.1:0\"\nadmin = \"127.0.0.1:0\"\nshutdown = \"5s\"\n",
        "[[section]]\ntitle = \"World\"\n[[section]]\ntitle = \"Sports\"\n[[section]]\ntitle = \"City\"\n",
        "[[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n",
        "[source.folder]\npath = \"articles\"\nwatch = false\n",
        &token("desk", DESK, ""),
        &token("world", WORLD, "sections = [\"world\"]"),
        &token("pair", PAIR, "sections = [\"world\", \"sports\"]"),
        &token("reader", READER, "access = \"read\""),
        &token("operator", OPERATOR, "access = \"operate\""),
    ]
    .concat()
}

pub(crate) struct Newsroom {
    folder: tempfile::TempDir,
    pub(crate) clock: Clock,
    running: Option<Running>,
}

struct Running {
    feeds: SocketAddr,
    admin: SocketAddr,
    stop: CancellationToken,
    thread: JoinHandle<Result<(), ServiceError>>,
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

impl Newsroom {
    pub(crate) fn open() -> Self {
        Self::open_with(|_| {})
    }

    /// With other settings than the usual ones.
    pub(crate) fn open_with(adjust: impl FnOnce(&mut Settings)) -> Self {
        Self::open_with_files("", &[], adjust)
    }

    /// With more written below the usual configuration, and these files in the folder.
    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    pub(crate) fn open_with_files(
        more: &str,
        files: &[(&str, &str)],
        adjust: impl FnOnce(&mut Settings),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        std::fs::write(folder.path().join("config.toml"), config_text() + more).unwrap();
        for (name, text) in files {
            let path = folder.path().join("articles").join(name);
            std::fs::write(&path, text).unwrap();
            // It is whole: nobody has to wait whether more is written.
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        }
        let mut newsroom = Self { folder, clock: Clock::fixed(noon()), running: None };
        newsroom.start(adjust);
        newsroom
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn start(&mut self, adjust: impl FnOnce(&mut Settings)) {
        let path = self.folder.path().join("config.toml");
        let mut settings = config::load(&path, &Environment::default()).unwrap();
        adjust(&mut settings);
        let (tell, told) = mpsc::channel();
        let (stop, clock) = (CancellationToken::new(), self.clock.clone());
        let token = stop.clone();
        let thread = std::thread::spawn(move || {
            service::run(Arc::new(settings), clock, Arc::new(Addresses(Mutex::new(tell))), token)
        });
        let (feeds, admin) = told.recv_timeout(PATIENCE).unwrap();
        self.running = Some(Running { feeds, admin, stop, thread });
    }

    fn halt(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.cancel();
            running.thread.join().unwrap().unwrap();
        }
    }

    pub(crate) fn restart(&mut self) {
        self.restart_with(|_| {});
    }

    pub(crate) fn restart_with(&mut self, adjust: impl FnOnce(&mut Settings)) {
        self.halt();
        self.start(adjust);
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.running.as_ref().unwrap().feeds).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// One request on a connection of its own; `token` may be empty.
    pub(crate) fn ask(
        &self,
        token: &str,
        method: &str,
        path: &str,
        headers: &[&str],
        body: &str,
    ) -> Reply {
        self.ask_bytes(token, method, path, headers, body.as_bytes())
    }

    pub(crate) fn ask_bytes(
        &self,
        token: &str,
        method: &str,
        path: &str,
        headers: &[&str],
        body: &[u8],
    ) -> Reply {
        let mut stream = self.connect();
        stream.write_all(head(token, method, path, headers, body.len()).as_bytes()).unwrap();
        // A refusal may come, and the connection end, before the body is sent.
        let _ = stream.write_all(body);
        reply(stream)
    }

    pub(crate) fn put(&self, id: &str, body: &str) -> Reply {
        self.ask(DESK, "PUT", &format!("/api/articles/{id}"), &[JSON], body)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask(DESK, "GET", path, &[], "")
    }

    pub(crate) fn post(&self, headers: &[&str], body: &str) -> Reply {
        self.ask(DESK, "POST", "/api/articles", &[&[JSON], headers].concat(), body)
    }

    pub(crate) fn metrics(&self) -> String {
        self.ask_admin("/metrics").text()
    }

    pub(crate) fn ask_admin(&self, path: &str) -> Reply {
        let mut stream = TcpStream::connect(self.running.as_ref().unwrap().admin).unwrap();
        stream.write_all(head("", "GET", path, &[], 0).as_bytes()).unwrap();
        reply(stream)
    }

    /// Every published file: its name, and its bytes as they were before compression.
    /// A file may get its final name meanwhile: then the folder is read once more.
    pub(crate) fn published(&self) -> Vec<(String, Vec<u8>)> {
        let folder = self.folder.path().join("feeds");
        let read = || -> std::io::Result<Vec<(String, Vec<u8>)>> {
            let (mut folders, mut files) = (vec![folder.clone()], Vec::new());
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(folder)? {
                    let path = entry?.path();
                    if path.is_dir() {
                        folders.push(path);
                        continue;
                    }
                    let name = path.strip_prefix(self.folder.path().join("feeds")).unwrap();
                    files.push((name.to_str().unwrap().to_owned(), plain(&path)?));
                }
            }
            Ok(files)
        };
        let begun = Instant::now();
        loop {
            match read() {
                Ok(files) => return files,
                Err(error) => assert!(begun.elapsed() < PATIENCE, "never at rest: {error}"),
            }
            std::thread::yield_now();
        }
    }

    /// Asks for a feed until it is the one that is waited for.
    pub(crate) fn wait_for(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let text = self.ask("", "GET", path, &[], "").text();
            if wanted(&text) {
                return text;
            }
            assert!(begun.elapsed() < PATIENCE, "{path} never came; last: {text}");
            std::thread::yield_now();
        }
    }
}

fn plain(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    let mut file = std::fs::File::open(path)?;
    let mut bytes = Vec::new();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => flate2::read::GzDecoder::new(file).read_to_end(&mut bytes),
        Some("br") => brotli::Decompressor::new(file, 4096).read_to_end(&mut bytes),
        _ => file.read_to_end(&mut bytes),
    }?;
    Ok(bytes)
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop.cancel();
            let _ = running.thread.join();
        }
    }
}

pub(crate) const JSON: &str = "Content-Type: application/json";

/// The head of a request, after which the server ends the connection.
pub(crate) fn head(
    token: &str,
    method: &str,
    path: &str,
    headers: &[&str],
    length: usize,
) -> String {
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nHost: test.example\r\nConnection: close\r\n");
    if !token.is_empty() {
        head.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    for header in headers {
        head.push_str(&format!("{header}\r\n"));
    }
    if !headers.iter().any(|header| header.starts_with("Transfer-Encoding")) {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head + "\r\n"
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// Reads an answer up to the end of the connection.
pub(crate) fn reply(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    // What came before the end counts, however it ended.
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(&bytes)));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head, body: bytes[end + 4..].to_vec() }
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let found = lines.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.trim())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The sentence of a problem.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let json = self.json();
        assert_eq!(json["status"], self.status);
        json["detail"].as_str().unwrap().to_owned()
    }
}

/// An item with this title in this section.
pub(crate) fn item(title: &str, section: &str) -> String {
    format!(
        "{{\"title\":\"{title}\",\"content_html\":\"<p>{title} text</p>\",\"sections\":[\"{section}\"],\
         \"date_published\":\"2026-11-23T10:00:00Z\"}}"
    )
}

/// The same with an id of its own.
pub(crate) fn item_called(id: &str, title: &str, section: &str) -> String {
    item(title, section).replacen('{', &format!("{{\"id\":\"{id}\","), 1)
}
