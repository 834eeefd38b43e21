//! A web site on loopback whose pages a test can change, and which counts how
//! often each was asked for. It asserts nothing itself.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use crate::loopback;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, Mutex};

/// What is at one path.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// Where it leads on to.
    pub(crate) to: Option<String>,
}

/// The site, served until the process ends.
pub(crate) struct Site {
    pub(crate) address: std::net::SocketAddr,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Site {
    pub(crate) fn new() -> Self {
        let pages: Arc<Mutex<BTreeMap<String, Page>>> = Arc::default();
        let asked: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
        let (shown, counted) = (Arc::clone(&pages), Arc::clone(&asked));
        let (address, _) = loopback::serve(move |head, to| {
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            *counted.lock().unwrap().entry(path.clone()).or_default() += 1;
            let page = shown.lock().unwrap().get(&path).cloned();
            let gone = Page { status: 404, body: b"not here".to_vec(), to: None };
            let page = page.unwrap_or(gone);
            let on = page.to.map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
            write!(
                to,
                "HTTP/1.1 {} x\r\n{on}Content-Length: {}\r\nConnection: close\r\n\r\n",
                page.status,
                page.body.len()
            )?;
            to.write_all(&page.body)
        });
        Self { address, pages, asked }
    }

    /// Puts something at a path, in the place of what was there.
    pub(crate) fn put(&self, path: &str, body: impl Into<Vec<u8>>) {
        self.put_with(path, 200, body);
    }

    pub(crate) fn put_with(&self, path: &str, status: u16, body: impl Into<Vec<u8>>) {
        let page = Page { status, body: body.into(), to: None };
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    /// Leads from one path to another.
    pub(crate) fn lead(&self, path: &str, status: u16, to: &str) {
        let page = Page { status, body: Vec::new(), to: Some(to.to_owned()) };
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().get(path).copied().unwrap_or(0)
    }

    /// How many requests came in all.
    pub(crate) fn requests(&self) -> usize {
        self.asked.lock().unwrap().values().sum()
    }
}

/// An article's page.
pub(crate) fn article_page(title: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang='en'><head><title>{title} - The Site</title>\
         <meta property='og:title' content='{title}'><meta property='og:type' content='article'>\
         <meta property='article:published_time' content='2026-01-05T10:00:00Z'></head>\
         <body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>\
         <p>{text} {LONG}</p><p>{LONG}</p><p>{LONG}</p></article><footer>Imprint</footer></body></html>"
    )
}

/// Enough text for an article to be one.
pub(crate) const LONG: &str = "The harbour was quiet in the morning, and the boats that had gone \
    out before dawn came back one by one, with little in their nets and much to tell. Nobody on the \
    quay believed the half of it, but all of them listened, because there was nothing else to do.";

/// A listing page with these links, as path and text.
pub(crate) fn listing(links: &[(&str, &str)]) -> String {
    let items: String = links
        .iter()
        .map(|(path, text)| {
            format!("<div class='teaser'><h2><a href='{path}'>{text}</a></h2></div>")
        })
        .collect();
    format!(
        "<html><body><nav><a href='/about-the-newspaper'>About this newspaper of ours</a></nav>\
         <main>{items}</main></body></html>"
    )
}

/// A pipeline over one source, with a fixed clock and a store of its own.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: pressroom::clock::Clock,
    pub(crate) pipeline: Arc<pressroom::pipeline::Pipeline>,
}

impl Desk {
    /// With this below `[[source]]`.
    pub(crate) fn new(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = pressroom::clock::Clock::fixed("2026-01-05T12:00:00Z".parse().unwrap());
        let pipeline = open(&folder, &clock, source);
        Self { folder, clock, pipeline }
    }

    /// The same, whose passes have no time at all.
    pub(crate) fn without_time(mut self) -> Self {
        let mut settings = self.pipeline.settings().clone();
        settings.fetch.pass_max = std::time::Duration::ZERO;
        self.pipeline = Arc::new(self.pipeline.under(Arc::new(settings)).unwrap());
        self
    }

    /// One pass; its summary, as JSON.
    pub(crate) async fn pass(&self) -> serde_json::Value {
        let source = &self.pipeline.settings().sources[0];
        serde_json::to_value(self.pipeline.gatherer.gather(source).await).unwrap()
    }

    /// The articles that are kept, the newest first.
    pub(crate) fn articles(&self) -> Vec<pressroom::article::Article> {
        let day = std::time::Duration::from_secs(86_400);
        let section = "world".parse().unwrap();
        self.pipeline.ask(|store| store.newest(&section, self.clock.now(), 1000, day)).unwrap()
    }

    /// Why items were refused, in order.
    pub(crate) fn refusals(&self) -> Vec<String> {
        let name = self.pipeline.settings().sources[0].name();
        let record = self.pipeline.ask(|store| store.source(name)).unwrap();
        record.rejections.into_iter().map(|one| format!("{}: {}", one.key, one.reason)).collect()
    }

    pub(crate) fn later(&self, minutes: i64) {
        self.clock.set(self.clock.now() + chrono::TimeDelta::minutes(minutes));
    }
}

fn open(
    folder: &tempfile::TempDir,
    clock: &pressroom::clock::Clock,
    source: &str,
) -> Arc<pressroom::pipeline::Pipeline> {
    let text = format!(
        "[site]\ntitle = \"The Test\"\nurl = \"https://test.example/\"\nfounded = 2026-01-01\n\
         [fetch]\nallow_hosts = [\"127.0.0.1\"]\nmax_size = \"1 MiB\"\npace = \"0s\"\n\
         [duplicates]\nenabled = false\n\
         [[section]]\ntitle = \"World\"\n\
         [[source]]\nname = \"site\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n{source}\n"
    );
    let settings = pressroom::config::from_text(
        &text,
        &folder.path().join("config.toml"),
        &pressroom::config::Environment::default(),
    );
    let settings = settings.unwrap_or_else(|problems| panic!("{problems}"));
    let pipeline = pressroom::pipeline::Pipeline::open(
        Arc::new(settings),
        clock.clone(),
        pressroom::health::Health::new(),
        pressroom::metrics::Metrics::new(),
    );
    Arc::new(pipeline.unwrap())
}
