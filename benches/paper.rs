//! What a page of the web edition costs: `cargo bench --bench paper`, with the number of stored
//! articles as an argument (100,000 when there is none).
//!
//! - An old page, made from the store: how long it takes, from the address to the compressed
//!   document. p50 is to be 5 ms at most.
//! - An article's page that is ready, and a feed: processor time of the server per request, by
//!   turns, on one connection over loopback. The page is to cost 1.3 times the feed at most.
//! - A feed while sixteen connections ask for pages that do not exist as fast as they can, and
//!   without them: how long an answer takes, by its reader's clock.
//! - The memory of the example newsroom, with its pictures.
//!
//! It judges nothing: it prints.

#![expect(clippy::print_stdout, reason = "a benchmark reports to its terminal")]

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId, Author};
use pressroom::clock::Clock;
use pressroom::config::{self, Environment};
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::paper::{Route, ShortId};
use pressroom::pipeline::{Leaf, Pipeline};
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{Arrival, Arrivals, Listing, Terms};
use pressroom::text::{CleanHtml, XmlText};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const BATCH: usize = 1_000;
const SAMPLES: usize = 400;
const ROUNDS: usize = 9;
const BURST: usize = 4_000;
const FLOOD: usize = 16;
const READS: usize = 2_000;
const SECTIONS: [&str; 4] = ["world", "city", "sports", "opinion"];

/// The unit of processor time in `/proc`, in microseconds.
const TICK: f64 = 10_000.0;

const PARAGRAPH: &str = "<p>The committee met on Tuesday and, after a debate of more than three \
    hours, agreed that the bridge over the river would be rebuilt by next spring, though several \
    members said that the cost was too high.</p>\n";

fn main() -> Outcome<()> {
    let stored = std::env::args().find_map(|text| text.parse().ok()).unwrap_or(100_000);
    old_pages(stored)?;
    let program = Program::of_the_example()?;
    from_memory(&program)?;
    under_a_flood(&program)?;
    println!("memory of the example newsroom: {:.1} MiB resident", program.memory()?);
    Ok(())
}

fn start() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn id(number: usize) -> ArticleId {
    ArticleId::made_from(&format!("wire {number}"))
}

fn article(number: usize) -> Outcome<Article> {
    let published = start() + TimeDelta::seconds(i64::try_from(number)? * 97);
    let author = Author { name: XmlText::from("A. Writer"), url: None, avatar: None, email: None };
    Ok(Article {
        id: id(number),
        title: XmlText::new(format!("Council agrees to rebuild bridge number {number}")),
        url: None,
        published,
        updated: published,
        authors: vec![author],
        summary: XmlText::new("The committee agreed. ".repeat(10)),
        content: CleanHtml::kept(PARAGRAPH.repeat(12)),
        language: "en".parse().ok(),
        sections: BTreeSet::from([SECTIONS[number % SECTIONS.len()].parse()?]),
        tags: ["bridges", "council"].map(XmlText::new).to_vec(),
        media: Vec::new(),
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    })
}

fn arrivals(numbers: std::ops::Range<usize>, now: DateTime<Utc>) -> Outcome<Arrivals> {
    let arrival = |number: usize| -> Outcome<Arrival> {
        let article = article(number)?;
        Ok(Arrival {
            key: format!("wire {number}"),
            arrived: article.fingerprint(),
            article,
            terms: Terms::default(),
            said: None,
            formerly: Vec::new(),
        })
    };
    Ok(Arrivals {
        source: SourceName::new("desk"),
        rank: 0,
        began: now,
        at: now,
        items: numbers.map(arrival).collect::<Outcome<_>>()?,
        taken_back: Vec::new(),
        present: None,
        listing: Listing::default(),
        refusals: None,
        memory: SourceMemory::default(),
        by: None,
    })
}

/// A newsroom with a web edition and so many articles.
fn filled(folder: &Path, stored: usize) -> Outcome<Pipeline> {
    let mut text = "[site]\ntitle = \"Bench\"\nurl = \"https://bench.example/\"\n\
        founded = 2026-01-01\n[web]\naddress = \"https://paper.bench.example/\"\n\
        [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
        [source.folder]\npath = \"articles\"\n"
        .to_owned();
    for section in SECTIONS {
        text.push_str(&format!("[[section]]\ntitle = \"{section}\"\nslug = \"{section}\"\n"));
    }
    std::fs::create_dir(folder.join("articles"))?;
    let path = folder.join("config.toml");
    std::fs::File::create(&path)?.write_all(text.as_bytes())?;
    let settings = config::load(&path, &Environment::default())?;
    let now = start() + TimeDelta::seconds(i64::try_from(stored)? * 97 + 3_600);
    let pipeline =
        Pipeline::open(Arc::new(settings), Clock::fixed(now), Health::new(), Metrics::new())?;
    for first in (0..stored).step_by(BATCH) {
        let arrivals = arrivals(first..(first + BATCH).min(stored), now)?;
        pipeline.ask(|store| store.accept(&arrivals))?;
    }
    Ok(pipeline)
}

fn old_pages(stored: usize) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let pipeline = filled(folder.path(), stored)?;
    let mut times = Vec::new();
    for sample in 0..SAMPLES {
        // Spread over all, in no order.
        let short = ShortId::of(&id(sample * 7_919 % stored)).ok_or("an id without a short one")?;
        let asked = Route::read(&format!("world/a-{short}")).ok_or("no address of an article")?;
        let Leaf::Moved(route) = pipeline.printer.leaf(&asked, None)? else {
            return Err(format!("{short} has no page").into());
        };
        let begun = Instant::now();
        let leaf = pipeline.printer.leaf(&route, None)?;
        times.push(begun.elapsed());
        if !matches!(leaf, Leaf::Page(_)) {
            return Err(format!("{} is no page", route.below_root()).into());
        }
    }
    times.sort();
    let part = |percent: usize| {
        let time = times.get(times.len() * percent / 100).copied().unwrap_or_default();
        time.as_secs_f64() * 1e3
    };
    println!(
        "an old page of {stored} articles: p50 {:.2} ms, p95 {:.2} ms, p99 {:.2} ms",
        part(50),
        part(95),
        part(99)
    );
    Ok(())
}

fn from_memory(program: &Program) -> Outcome<()> {
    let feed = "/feeds/national.rss";
    let front = program.ask("/", "")?;
    let page = String::from_utf8_lossy(&front);
    let lead = page.split("class=\"lead\"").nth(1).and_then(|rest| rest.split("href=\"").nth(1));
    let article =
        lead.and_then(|rest| rest.split('"').next()).ok_or("no lead on the front page")?;
    for (case, headers) in [
        ("200 in gzip", "Accept-Encoding: gzip\r\n"),
        ("304", "Accept-Encoding: gzip\r\nIf-None-Match: *\r\n"),
    ] {
        let (mut of_page, mut of_feed) = (Vec::new(), Vec::new());
        for _round in 0..ROUNDS {
            of_page.push(program.cost(article, headers)?);
            of_feed.push(program.cost(feed, headers)?);
        }
        let (page, feed) = (median(of_page), median(of_feed));
        println!(
            "{case}: an article's page {page:.1} µs, a feed {feed:.1} µs of processor time a \
             request; ratio {:.2}",
            page / feed
        );
    }
    Ok(())
}

fn under_a_flood(program: &Program) -> Outcome<()> {
    let stop = AtomicBool::new(false);
    let asked = AtomicUsize::new(0);
    program.read_feed("alone")?;
    std::thread::scope(|scope| {
        for client in 0..FLOOD {
            let (stop, asked) = (&stop, &asked);
            scope.spawn(move || program.ask_for_nothing(client, stop, asked));
        }
        let begun = Instant::now();
        let read = program.read_feed("under the flood");
        let pages = asked.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
        println!("the flood: {pages:.0} pages a second were asked for");
        stop.store(true, Ordering::Relaxed);
        read
    })
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// The program itself on the example newsroom.
struct Program {
    process: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Program {
    fn of_the_example() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let config = std::fs::read_to_string(root.join("config.toml"))?.replace(
            "\"examples/newsroom\"",
            &format!("\"{}\"", root.join("examples/newsroom").display()),
        );
        std::fs::File::create(folder.path().join("config.toml"))?.write_all(config.as_bytes())?;
        let mut process = Command::new(env!("CARGO_BIN_EXE_pressroom"))
            .current_dir(folder.path())
            .env("PRESSROOM_LISTEN", "127.0.0.1:0")
            .env("PRESSROOM_ADMIN", "127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut lines = BufReader::new(process.stdout.take().ok_or("no output")?).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let rest = line.split_once("http://")?.1.split_once("/feeds/")?.0;
            Some(rest.to_owned())
        });
        let address = address.ok_or("it never said where it serves")?;
        // Its later lines must go somewhere, or it would wait for us.
        std::thread::spawn(move || lines.for_each(drop));
        let program = Self { process, address, _folder: folder };
        let begun = Instant::now();
        while !String::from_utf8_lossy(&program.ask("/", "")?).contains("/pictures/") {
            if begun.elapsed() > Duration::from_secs(120) {
                return Err("the pictures never came".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(program)
    }

    fn ask(&self, path: &str, headers: &str) -> Outcome<Vec<u8>> {
        let mut stream = TcpStream::connect(&self.address)?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}Connection: close\r\n\r\n",
            self.address
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }

    /// What a request costs the server, in microseconds of processor time.
    fn cost(&self, path: &str, headers: &str) -> Outcome<f64> {
        let mut stream = BufReader::new(TcpStream::connect(&self.address)?);
        stream.get_ref().set_nodelay(true)?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.address);
        let before = self.ticks()?;
        let mut body = Vec::new();
        for _request in 0..BURST {
            stream.get_mut().write_all(request.as_bytes())?;
            let length = head(&mut stream)?;
            body.resize(length, 0);
            stream.read_exact(&mut body)?;
        }
        Ok((self.ticks()? - before) * TICK / BURST as f64)
    }

    /// Reads a feed again and again on one connection, and tells how long that takes.
    fn read_feed(&self, when: &str) -> Outcome<()> {
        let mut stream = BufReader::new(TcpStream::connect(&self.address)?);
        stream.get_ref().set_nodelay(true)?;
        let mut times = Vec::new();
        for _read in 0..READS {
            let begun = Instant::now();
            self.get(&mut stream, "/feeds/national.rss")?;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let part = |share: usize| times.get(READS * share / 100).copied().unwrap_or_default();
        println!("a feed {when}: p50 {:.2} ms, p99 {:.2} ms", part(50), part(99));
        Ok(())
    }

    /// Asks for pages that there never were.
    fn ask_for_nothing(&self, client: usize, stop: &AtomicBool, asked: &AtomicUsize) {
        let Ok(stream) = TcpStream::connect(&self.address) else { return };
        let mut stream = BufReader::new(stream);
        for number in 0.. {
            let short = ShortId::of(&ArticleId::made_from(&format!("none {client} {number}")));
            let Some(short) = short.filter(|_| !stop.load(Ordering::Relaxed)) else { return };
            if self.get(&mut stream, &format!("/national/none-{short}")).is_err() {
                return;
            }
            asked.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn get(&self, stream: &mut BufReader<TcpStream>, path: &str) -> Outcome<()> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        stream.get_mut().write_all(request.as_bytes())?;
        let mut body = vec![0; head(stream)?];
        Ok(stream.read_exact(&mut body)?)
    }

    /// The processor time that it has taken.
    fn ticks(&self) -> Outcome<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let rest = stat.rsplit_once(')').ok_or("no name in stat")?.1;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok());
        ticks(11).zip(ticks(12)).map(|(user, system)| user + system).ok_or("no times".into())
    }

    /// What it holds when it has been at rest, in MiB.
    fn memory(&self) -> Outcome<f64> {
        std::thread::sleep(Duration::from_secs(5));
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmRSS")?;
        Ok(kib.parse::<f64>()? / 1024.0)
    }
}

/// Reads the head of an answer; gives how long its body is.
fn head(stream: &mut impl BufRead) -> Outcome<usize> {
    let (mut length, mut is_bare) = (0, false);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            return Ok(if is_bare { 0 } else { length });
        }
        is_bare |= line.starts_with("http/1.1 304");
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
}
