//! Promise: the service outlives whoever looks on.
//! - a standard error or standard output that is closed, full, or never read ends nothing
//!   and holds nothing up;
//! - readers who only sit there starve neither gathering nor publishing of descriptors;
//! - the admin address says that the service lives, however many are connected to it.

use crate::program::{DESK, Newsroom, article, get};
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

fn text(title: &str) -> String {
    article(title, "\"world\"", "2026-01-05T10:00:00Z", "Text.")
}

/// The program begun by a shell, with addresses of its own.
struct Begun {
    newsroom: Newsroom,
    feeds: String,
    admin: String,
    process: Child,
}

impl Begun {
    /// `how` is what the shell does; `"$@"` is the program.
    fn by(how: &str, more: &str) -> Self {
        let newsroom = Newsroom::new(&format!("{DESK}{more}"));
        newsroom.write("articles/one.md", &text("One"));
        let free = || {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().to_string()
        };
        let (feeds, admin) = (free(), free());
        let process = Command::new("sh")
            .args(["-c", how, "sh", env!("CARGO_BIN_EXE_pressroom"), "serve"])
            .current_dir(newsroom.path("."))
            .envs([("PRESSROOM_LISTEN", &feeds), ("PRESSROOM_ADMIN", &admin)])
            .env("PRESSROOM_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let begun = Self { newsroom, feeds, admin, process };
        begun.wait_for("One");
        begun
    }

    fn wait_for(&self, title: &str) {
        let begun = Instant::now();
        let is_there = || {
            TcpStream::connect(&self.feeds).is_ok()
                && get(&self.feeds, "/feeds/world.json", "").text().contains(title)
        };
        while !is_there() {
            assert!(begun.elapsed() < crate::program::PATIENCE, "{title} never came");
            std::thread::yield_now();
        }
    }

    /// Whether it still carries changes, many of them, to its readers.
    fn works(&mut self) {
        for number in 0..30 {
            let title = format!("Story {number}");
            self.newsroom.write(&format!("articles/{number}.md"), &text(&title));
            self.wait_for(&title);
        }
        assert_eq!(self.process.try_wait().unwrap(), None, "it has ended");
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_terminal_that_is_closed_ends_nothing() {
    Begun::by("exec \"$@\" >&- 2>&-", "").works();
}

#[test]
fn a_terminal_that_goes_away_ends_nothing() {
    let mut begun = Begun::by("exec \"$@\"", "");
    drop((begun.process.stdout.take(), begun.process.stderr.take()));
    begun.works();
}

#[test]
fn a_terminal_that_is_full_ends_nothing() {
    Begun::by("exec \"$@\" >/dev/full 2>/dev/full", "").works();
}

#[test]
fn a_terminal_that_nobody_reads_holds_nothing_up() {
    // The pipes are held and never read: what a trace says is more than they take.
    Begun::by("exec \"$@\"", "").works();
}

#[test]
fn idle_readers_leave_descriptors_for_the_newsroom() {
    let patient = "[server]\nfirst_byte_timeout = \"10m\"\nheader_timeout = \"10m\"\n";
    let mut begun = Begun::by("ulimit -n 300; exec \"$@\" >/dev/null 2>&1", patient);
    let idle: Vec<TcpStream> =
        (0..400).filter_map(|_| TcpStream::connect(&begun.feeds).ok()).collect();
    begun.newsroom.write("articles/two.md", &text("Two"));
    let published = begun.newsroom.path("feeds/world.json");
    let waited = Instant::now();
    while !std::fs::read_to_string(&published).is_ok_and(|feed| feed.contains("Two")) {
        assert!(waited.elapsed() < crate::program::PATIENCE, "nothing is published any more");
        std::thread::yield_now();
    }
    assert_eq!(get(&begun.admin, "/health/live", "").status, 200);
    drop(idle);
    begun.works();
}

#[test]
fn the_soft_limit_on_open_files_is_raised() {
    let begun = Begun::by("ulimit -Sn 64; exec \"$@\" >/dev/null 2>&1", "");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", begun.process.id())).unwrap();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[3], words[4], "{line}");
}

#[test]
fn the_admin_address_answers_however_many_are_connected() {
    let patient = "[server]\nfirst_byte_timeout = \"10m\"\nheader_timeout = \"10m\"\n";
    let begun = Begun::by("exec \"$@\" >/dev/null 2>&1", patient);
    let mut crowd: Vec<TcpStream> =
        (0..100).map(|_| TcpStream::connect(&begun.admin).unwrap()).collect();
    assert_eq!(get(&begun.admin, "/health/live", "").status, 200);
    // Those who came first were sent away.
    let mut first = BufReader::new(crowd.remove(0));
    assert!(first.fill_buf().is_ok_and(<[u8]>::is_empty) || first.read(&mut [0]).is_err());
}
