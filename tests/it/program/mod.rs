//! The real program, run in a folder of its own, for the promises that only the
//! whole can keep. It asserts nothing itself.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take before a test gives up on it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A published file: its name in the folder, its bytes, and when it was changed.
pub(crate) type Published = (String, Vec<u8>, std::time::SystemTime);

/// A newsroom in a folder that goes away with it.
pub(crate) struct Newsroom {
    folder: tempfile::TempDir,
}

impl Newsroom {
    /// A newsroom with this configuration below `[site]`, ports and all.
    pub(crate) fn new(rest: &str) -> Self {
        let newsroom = Self { folder: tempfile::tempdir().unwrap() };
        newsroom.write("config.toml", &format!("{SITE}{rest}"));
        newsroom
    }

    /// The shipped newsroom: its configuration and its articles.
    pub(crate) fn shipped() -> Self {
        let newsroom = Self { folder: tempfile::tempdir().unwrap() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(root.join("config.toml"), newsroom.path("config.toml")).unwrap();
        copy(&root.join("examples/newsroom"), &newsroom.path("examples/newsroom"));
        newsroom
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    pub(crate) fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        rested(&path);
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn read_bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs a command that must end with this exit code, and gives what it printed.
    pub(crate) fn ended(&self, words: &[&str], code: i32) -> String {
        let output = self.run(words);
        let text = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?} said:\n{text}\n{errors}");
        if text.is_empty() { errors } else { text }
    }

    /// The JSON that a command prints, whatever its exit code.
    pub(crate) fn told(&self, words: &[&str]) -> Value {
        let output = self.run(words);
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{words:?}: {error}: {output:?}"))
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pressroom"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env("PRESSROOM_LISTEN", "127.0.0.1:0")
            .env("PRESSROOM_ADMIN", "127.0.0.1:0")
            .env_remove("PRESSROOM_LOG")
            .stdin(Stdio::null());
        command
    }

    /// Starts the service and waits until it says that it has settled.
    pub(crate) fn serve(&self) -> Service {
        self.begin("Ctrl-C", "127.0.0.1:0")
    }

    /// Starts the service and waits until it says where it listens.
    pub(crate) fn start(&self) -> Service {
        self.begin("/health", "127.0.0.1:0")
    }

    /// As [`Newsroom::serve`], at an address where one was before.
    pub(crate) fn serve_at(&self, address: &str) -> Service {
        self.begin("Ctrl-C", address)
    }

    /// As [`Newsroom::serve`], where no file may have more than so many blocks of 512 bytes.
    pub(crate) fn serve_with_small_files(&self, blocks: u32) -> Service {
        let mut limited = self.command(&[]);
        let program = limited.get_program().to_owned();
        let environment: Vec<_> = limited
            .get_envs()
            .map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned)))
            .collect();
        // Whoever writes more is told so, and not ended.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\"");
        limited = Command::new("sh");
        limited.arg("-c").arg(script).arg(program).current_dir(self.folder.path());
        for (name, value) in environment {
            match value {
                Some(value) => limited.env(name, value),
                None => limited.env_remove(name),
            };
        }
        limited.stdin(Stdio::null());
        Self::begun(limited, "Ctrl-C", "127.0.0.1:0")
    }

    fn begin(&self, last_word: &str, address: &str) -> Service {
        Self::begun(self.command(&[]), last_word, address)
    }

    fn begun(mut command: Command, last_word: &str, address: &str) -> Service {
        command.env("PRESSROOM_LISTEN", address).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut errors = process.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        for line in lines.by_ref() {
            said.push(line.unwrap());
            if said.last().is_some_and(|line| line.contains(last_word)) {
                break;
            }
        }
        std::thread::spawn(move || lines.for_each(drop));
        let said = said.join("\n");
        let address = |mark: &str| {
            let end = said.find(mark).unwrap_or_else(|| panic!("no {mark} in:\n{said}"));
            said[..end].rsplit("http://").next().unwrap().to_owned()
        };
        Service { feeds: address("/feeds/"), admin: address("/health"), said, process }
    }

    /// Every published file by its name in the folder, with its bytes and its time.
    pub(crate) fn published(&self) -> Vec<Published> {
        let begun = Instant::now();
        loop {
            match files_below(&self.path("feeds")) {
                Ok(files) => return files,
                // The service has replaced one just then.
                Err(error) => assert!(begun.elapsed() < PATIENCE, "never at rest: {error}"),
            }
            std::thread::yield_now();
        }
    }
}

/// The service, running. It is ended with the test.
pub(crate) struct Service {
    pub(crate) feeds: String,
    pub(crate) admin: String,
    pub(crate) said: String,
    process: Child,
}

impl Service {
    pub(crate) fn get(&self, path: &str) -> Answer {
        get(&self.feeds, path, "")
    }

    pub(crate) fn get_with(&self, path: &str, headers: &str) -> Answer {
        get(&self.feeds, path, headers)
    }

    pub(crate) fn ask(&self, method: &str, path: &str) -> Answer {
        ask(&self.feeds, method, path, "")
    }

    /// A request with a body, by whoever has this token.
    pub(crate) fn send(&self, token: &str, method: &str, path: &str, body: &str) -> Answer {
        let headers = format!(
            "Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n",
            body.len()
        );
        send(&self.feeds, method, path, &headers, body)
    }

    pub(crate) fn ask_admin(&self, path: &str) -> Answer {
        get(&self.admin, path, "")
    }

    /// Pushes an article.
    pub(crate) fn put(&self, token: &str, id: &str, body: &Value) -> Answer {
        let body = body.to_string();
        let headers = format!(
            "Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n",
            body.len()
        );
        send(&self.feeds, "PUT", &format!("/api/articles/{id}"), &headers, &body)
    }

    /// Asks until the answer is the one that is waited for.
    pub(crate) fn wait_for(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        wait_for(&self.feeds, path, wanted)
    }

    /// The same of the admin address.
    pub(crate) fn wait_for_admin(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        wait_for(&self.admin, path, wanted)
    }

    /// Sends SIGTERM and waits for the end.
    pub(crate) fn terminate(mut self) -> Option<i32> {
        self.signal("-TERM");
        self.process.wait().unwrap().code()
    }

    /// The files that it has open.
    pub(crate) fn open_files(&self) -> Vec<PathBuf> {
        let open = std::fs::read_dir(format!("/proc/{}/fd", self.process.id())).unwrap();
        // One may be closed between being listed and being looked at.
        open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok()).collect()
    }

    /// The nice value of each of its threads that has this name now.
    pub(crate) fn niceness(&self, name: &str) -> Vec<i64> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        let stat = |thread: std::io::Result<std::fs::DirEntry>| {
            std::fs::read_to_string(thread.ok()?.path().join("stat")).ok()
        };
        let nice = |stat: String| {
            // The name is in brackets; the 17th field after it is the nice value (`man 5 proc`).
            let (begin, fields) = stat.rsplit_once(") ")?;
            let is_it = begin.split_once('(')?.1 == name;
            fields.split(' ').nth(16).filter(|_| is_it)?.parse().ok()
        };
        threads.filter_map(stat).filter_map(nice).collect()
    }

    /// What its environment says under a name.
    pub(crate) fn environment(&self, name: &str) -> Option<String> {
        let all = std::fs::read(format!("/proc/{}/environ", self.process.id())).unwrap();
        let all = String::from_utf8_lossy(&all).into_owned();
        let mut pairs = all.split('\0').filter_map(|pair| pair.split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, name: &str) {
        let process = self.process.id().to_string();
        assert!(Command::new("kill").args([name, &process]).status().unwrap().success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The answer that these bytes are.
    pub(crate) fn of(answer: &[u8]) -> Self {
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: answer[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn files_below(root: &Path) -> std::io::Result<Vec<Published>> {
    let (mut folders, mut files) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let modified = path.metadata()?.modified()?;
            files.push((name, std::fs::read(path)?, modified));
        }
    }
    files.sort();
    Ok(files)
}

pub(crate) fn wait_for(address: &str, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = get(address, path, "");
        if wanted(&answer) {
            return answer;
        }
        let Answer { head, .. } = &answer;
        assert!(begun.elapsed() < PATIENCE, "{path} never came; last: {head}\n{}", answer.text());
        std::thread::yield_now();
    }
}

pub(crate) fn get(address: &str, path: &str, headers: &str) -> Answer {
    ask(address, "GET", path, headers)
}

fn ask(address: &str, method: &str, path: &str, headers: &str) -> Answer {
    send(address, method, path, headers, "")
}

/// A request in HTTP/1.0, as a proxy of old sends it.
pub(crate) fn of_old(address: &str, path: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Answer::of(&answer)
}

/// A request whose headers, `Host` too, are all given.
pub(crate) fn send_raw(
    address: &str,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n{body}").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Answer::of(&answer)
}

fn send(address: &str, method: &str, path: &str, headers: &str, body: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let from = format!("Host: {address}\r\nConnection: close\r\n");
    write!(stream, "{method} {path} HTTP/1.1\r\n{from}{headers}\r\n{body}").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Answer::of(&answer)
}

/// A file is whole: nobody has to wait whether more is written.
fn rested(path: &Path) {
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
            rested(&to);
        }
    }
}

/// A token of the push API, for these sections or for all, as the configuration has it.
pub(crate) fn token(name: &str, token: &str, sections: &[&str]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, token.as_bytes());
    let hash: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let sections = match sections {
        [] => String::new(),
        some => format!("sections = {some:?}\n"),
    };
    format!("[[api.token]]\nname = \"{name}\"\nhash = \"sha256:{hash}\"\n{sections}")
}

/// An article in Markdown.
pub(crate) fn article(title: &str, sections: &str, date: &str, text: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nsections = [{sections}]\ndate = {date}\n+++\n{text}\n")
}

const SITE: &str =
    "[site]\ntitle = \"The Test\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n";

/// Two sections and a watched folder that is mirrored.
pub(crate) const DESK: &str = "[[section]]\ntitle = \"World\"\n[[section]]\ntitle = \"Sports\"\n\
    [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nbase_url = \"https://test.example/\"\n\
    [source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n";
