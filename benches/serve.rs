//! What one answer costs, beside nginx: processor time of the server per request,
//! for a 304 and for a 200 in gzip, on the same document over loopback.
//!
//! `wrk` drives both in short bursts, one after the other, so that whatever else
//! the machine does hits both; the medians are compared. Processor time and not
//! requests per second, because the client runs on the same cores. Without `wrk`
//! nothing is measured, and without `nginx` only our side is. `scripts/bench-serve`
//! says what is missing and starts this.

#![expect(clippy::print_stdout, reason = "a benchmark reports to its terminal")]

use arc_swap::ArcSwap;
use pressroom::clock::Clock;
use pressroom::config::Settings;
use pressroom::edition::{Document, DocumentName, Edition};
use pressroom::feed_document::Format;
use pressroom::metrics::Metrics;
use pressroom::section::Slug;
use pressroom::serve::{Newsstand, NextChange, Outlook, Server};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[path = "../tests/it/http/stand.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "written for the tests; the benchmark needs their settings, not their edition"
)]
mod stand;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ROUNDS: usize = 7;
const BURST: &str = "1s";
const CONNECTIONS: &str = "32";
const PATH: &str = "/feeds/world.rss";

/// The unit of processor time in `/proc`.
const TICK: Duration = Duration::from_millis(10);

fn main() -> Outcome<()> {
    // The server is a process of its own, so that its processor time is its own.
    if std::env::args().any(|argument| argument == "--as-server") {
        return serve();
    }
    if !exists("wrk") {
        println!("wrk is not installed: nothing measured (scripts/bench-serve says how)");
        return Ok(());
    }
    let ours = Subject::ours()?;
    let folder = tempfile::tempdir()?;
    let nginx = if exists("nginx") { Some(Subject::nginx(folder.path())?) } else { None };
    for (case, coding, status) in
        [("304", "identity", 304), ("304 of gzip", "gzip", 304), ("200 in gzip", "gzip", 200)]
    {
        let mut costs = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            costs.0.push(ours.cost(coding, status)?);
            if let Some(nginx) = &nginx {
                costs.1.push(nginx.cost(coding, status)?);
            }
        }
        let own = median(costs.0);
        if nginx.is_some() {
            let other = median(costs.1);
            println!(
                "{case}: pressroom {own:.2} µs, nginx {other:.2} µs of processor time a request; ratio {:.2}",
                own / other
            );
        } else {
            println!("{case}: pressroom {own:.2} µs of processor time a request (no nginx here)");
        }
    }
    Ok(())
}

/// A server that is measured.
struct Subject {
    process: Child,
    address: SocketAddr,
    /// The processes whose time counts.
    workers: Vec<u32>,
}

impl Drop for Subject {
    fn drop(&mut self) {
        // SIGTERM for nginx, whose master must end its workers.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

impl Subject {
    fn ours() -> Outcome<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("--as-server")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let out = process.stdout.take().ok_or("no output of the server")?;
        BufReader::new(out).read_line(&mut line)?;
        let workers = vec![process.id()];
        Ok(Self { process, address: line.trim().parse()?, workers })
    }

    fn nginx(folder: &Path) -> Outcome<Self> {
        let document = document();
        let feeds = folder.join("feeds");
        std::fs::create_dir(&feeds)?;
        std::fs::File::create(feeds.join("world.rss"))?.write_all(&document.identity)?;
        std::fs::File::create(feeds.join("world.rss.gz"))?.write_all(&document.gzip)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let configuration = format!(
            "worker_processes {};\nuser root;\npid {folder}/pid;\nerror_log {folder}/error.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n\
             open_file_cache max=100 inactive=60s; gzip_static on; gzip_vary on; etag on;\n\
             types {{ application/rss+xml rss; }}\n\
             server {{ listen {address} reuseport; root {folder};\n\
             location / {{ add_header Cache-Control 'public, max-age=60';\n\
             add_header X-Content-Type-Options nosniff; add_header Access-Control-Allow-Origin *; }} }} }}\n",
            std::thread::available_parallelism()?,
            folder = folder.display(),
        );
        let file = folder.join("nginx.conf");
        std::fs::File::create(&file)?.write_all(configuration.as_bytes())?;
        let process = Command::new("nginx")
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(&file)
            .args(["-g", "daemon off;"])
            .stderr(Stdio::null())
            .spawn()?;
        let master = process.id();
        let mut subject = Self { process, address, workers: Vec::new() };
        let start = Instant::now();
        while subject.validator("identity").is_err() {
            if start.elapsed() > Duration::from_secs(10) {
                return Err("nginx does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let children = std::fs::read_to_string(format!("/proc/{master}/task/{master}/children"))?;
        subject.workers = children.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        Ok(subject)
    }

    /// The entity tag that a reader of this coding would send back.
    fn validator(&self, coding: &str) -> Outcome<String> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "HEAD {PATH} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n"
        )?;
        let mut head = String::new();
        stream.read_to_string(&mut head)?;
        let tag = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("etag"))
            .ok_or_else(|| format!("no entity tag in {head:?}"))?;
        Ok(tag.1.to_owned())
    }

    /// Microseconds of processor time for one request.
    fn cost(&self, coding: &str, status: u16) -> Outcome<f64> {
        let mut wrk = Command::new("wrk");
        wrk.args(["-t", "1", "-c", CONNECTIONS, "-d", BURST]);
        wrk.args(["-H", &format!("Accept-Encoding: {coding}")]);
        if status == 304 {
            wrk.args(["-H", &format!("If-None-Match: {}", self.validator(coding)?)]);
        }
        let before = self.ticks()?;
        let out = wrk.arg(format!("http://{}{PATH}", self.address)).output()?;
        let spent = TICK * u32::try_from(self.ticks()? - before)?;
        let text = String::from_utf8(out.stdout)?;
        if text.contains("Non-2xx") || text.contains("Socket errors") {
            return Err(format!("not every answer was right:\n{text}").into());
        }
        let requests: f64 = text
            .lines()
            .find_map(|line| line.trim().split_once(" requests in"))
            .ok_or("wrk counted nothing")?
            .0
            .parse()?;
        Ok(spent.as_secs_f64() * 1e6 / requests)
    }

    /// User and system time of the workers (`man 5 proc`: fields 14 and 15).
    fn ticks(&self) -> Outcome<u64> {
        let mut ticks = 0;
        for worker in &self.workers {
            let stat = std::fs::read_to_string(format!("/proc/{worker}/stat"))?;
            let (_, fields) = stat.rsplit_once(") ").ok_or("an unknown form of /proc")?;
            for field in fields.split(' ').skip(11).take(2) {
                ticks += field.parse::<u64>()?;
            }
        }
        Ok(ticks)
    }
}

/// A feed as long as fifty articles usually make it.
fn document() -> Arc<Document> {
    let words = ["council", "harbour", "minister", "rain", "vote", "school", "river", "price"];
    let text: String = (0..20_000_usize)
        .map(|number| format!("{} {} ", words[(number * number / 7) % words.len()], number % 97))
        .collect();
    stand::document(DocumentName::Feed(Slug::front_page(), Format::Rss), &text, stand::noon())
}

/// Hourly, like many a newsroom's schedule.
struct Hourly;

impl Outlook for Hourly {
    fn next_change(&self, _feed: Option<&Slug>, now: chrono::DateTime<chrono::Utc>) -> NextChange {
        NextChange::At(now + chrono::TimeDelta::seconds(3600 - now.timestamp() % 3600))
    }
}

/// Our side: prints its address and serves until it is ended.
fn serve() -> Outcome<()> {
    let settings: Settings = stand::settings();
    let document = Document { name: stand::feed("world", Format::Rss), ..(*document()).clone() };
    let edition = Arc::new(ArcSwap::from_pointee(Edition::of([Arc::new(document)])));
    let newsstand = Arc::new(Newsstand::new(
        edition,
        Arc::new(Hourly),
        &settings,
        Clock::system(),
        Metrics::new(),
    ));
    let server = Server::bind(&settings.server, newsstand)?;
    println!("{}", server.local_addr());
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(server.run(tokio_util::sync::CancellationToken::new()))?;
    Ok(())
}

fn exists(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    found.is_ok_and(|found| found.status.success())
}

fn median(mut costs: Vec<f64>) -> f64 {
    costs.sort_by(f64::total_cmp);
    costs.get(costs.len() / 2).copied().unwrap_or(f64::NAN)
}
