//! What it costs to ask ten thousand sources that have nothing new: `cargo bench
//! --bench poll`, with the number of sources as an argument. The upstream is a
//! process of its own on loopback; beside it, the same requests are sent by a bare
//! loop over the HTTP client. The store is in the folder that `TMPDIR` names. It
//! judges nothing: it prints.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use pressroom::clock::Clock;
use pressroom::config::{Environment, from_text};
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use std::convert::Infallible;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const AT_ONCE: usize = 32;

type Failure = Box<dyn Error + Send + Sync>;

/// 304 to whoever has a validator, a feed of one item to the others.
async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let mut response = Response::new(Full::default());
    response.headers_mut().insert(header::ETAG, header::HeaderValue::from_static("\"v1\""));
    if request.headers().contains_key(header::IF_NONE_MATCH) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        let number = request.uri().path().trim_start_matches('/');
        *response.body_mut() = Full::from(format!(
            "<rss version='2.0'><channel><title>Wire</title><item><guid isPermaLink='false'>{number}</guid>\
             <title>Story {number}</title><link>https://wire.example/{number}</link>\
             <pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"
        ));
    }
    Ok(response)
}

/// Serves until its standard input ends, which is when its parent does.
async fn upstream() -> Result<(), Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    loop {
        let (stream, _) = listener.accept().await?;
        let http = hyper::server::conn::http1::Builder::new();
        tokio::spawn(http.serve_connection(TokioIo::new(stream), service_fn(answer)));
    }
}

/// The peer: the same questions, and nothing done with the answers.
async fn bare_loop(server: &str, sources: usize) -> Result<Duration, Failure> {
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(AT_ONCE).build()?;
    let begun = Instant::now();
    let mut under_way = JoinSet::new();
    for number in 0..sources {
        if under_way.len() == AT_ONCE {
            under_way.join_next().await.ok_or("no request is under way")???;
        }
        let request =
            client.get(format!("http://{server}/{number}")).header(header::IF_NONE_MATCH, "\"v1\"");
        under_way.spawn(async move {
            let response = request.send().await.map_err(Failure::from)?;
            if response.status() != StatusCode::NOT_MODIFIED {
                return Err(Failure::from("not a 304"));
            }
            Ok(())
        });
    }
    while let Some(ended) = under_way.join_next().await {
        ended??;
    }
    Ok(begun.elapsed())
}

/// One pass over every source; gives how many had nothing new.
async fn passes(pipeline: &Arc<Pipeline>) -> Result<(Duration, usize), Failure> {
    let begun = Instant::now();
    let mut waiting = pipeline.settings().sources.clone().into_iter();
    let mut under_way = JoinSet::new();
    let mut nothing_new = 0;
    loop {
        while under_way.len() < AT_ONCE
            && let Some(source) = waiting.next()
        {
            let pipeline = pipeline.clone();
            under_way.spawn(async move { pipeline.gatherer.gather(&source).await });
        }
        let Some(ended) = under_way.join_next().await else { break };
        match ended?.end {
            PassEnd::Done { nothing_new: true, .. } => nothing_new += 1,
            PassEnd::Done { .. } => {}
            other => return Err(format!("{other:?}").into()),
        }
    }
    Ok((begun.elapsed(), nothing_new))
}

fn config(server: &str, sources: usize) -> String {
    let mut text = format!(
        "[site]\ntitle = \"T\"\nurl = \"https://news.example/\"\nfounded = 2026-09-01\n[fetch]\n\
         pace = \"0s\"\nper_host = {AT_ONCE}\nallow_hosts = [\"127.0.0.1\"]\n[[section]]\ntitle = \"World\"\n"
    );
    for number in 0..sources {
        let _ = write!(
            text,
            "[[source]]\nname = \"s{number}\"\nschedule = \"*/5 * * * *\"\nsections = [\"world\"]\n\
             feed.url = \"http://{server}/{number}\"\n"
        );
    }
    text
}

fn memory(key: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    line.unwrap_or("unknown").trim_start_matches(':').trim().to_owned()
}

fn shown(what: &str, time: Duration, sources: usize) {
    #[expect(clippy::cast_precision_loss, reason = "a count of sources")]
    let rate = sources as f64 / time.as_secs_f64();
    println!("{what:<34} {:>8.2} s {rate:>9.0} a second", time.as_secs_f64());
}

async fn measure(server: &str, sources: usize) -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let begun = Instant::now();
    let text = config(server, sources);
    let settings = from_text(&text, &folder.path().join("config.toml"), &Environment::default())
        .map_err(|problems| problems.to_string())?;
    shown("read the configuration", begun.elapsed(), sources);
    let begun = Instant::now();
    let pipeline =
        Pipeline::open(Arc::new(settings), Clock::system(), Health::new(), Metrics::new());
    let pipeline = Arc::new(pipeline?);
    pipeline.gatherer.recall()?;
    shown("open", begun.elapsed(), sources);
    let (first, _) = passes(&pipeline).await?;
    shown("first pass (200, one item each)", first, sources);
    for _ in 0..2 {
        let (again, nothing_new) = passes(&pipeline).await?;
        shown("further pass (304)", again, nothing_new);
        let bare = bare_loop(server, sources).await?;
        shown("bare loop (304)", bare, sources);
        println!("{:<34} {:>8.2}", "ratio", again.as_secs_f64() / bare.as_secs_f64());
    }
    let begun = Instant::now();
    pipeline.gatherer.recall()?;
    shown("recall all of them", begun.elapsed(), sources);
    println!("memory now {}, at most {}", memory("VmRSS"), memory("VmHWM"));
    Ok(())
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if arguments.iter().any(|argument| argument == "upstream") {
        return runtime.block_on(upstream());
    }
    let sources = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let mut server = Command::new(std::env::current_exe()?)
        .arg("upstream")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut address = String::new();
    BufReader::new(server.stdout.take().ok_or("no output")?).read_line(&mut address)?;
    let measured = runtime.block_on(measure(address.trim(), sources));
    server.kill()?;
    server.wait()?;
    measured
}
