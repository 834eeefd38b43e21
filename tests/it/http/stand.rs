//! A newsstand with a small edition, a clock that stands still and an outlook
//! that says what the test wants.

use arc_swap::ArcSwap;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use pressroom::clock::Clock;
use pressroom::config::Settings;
use pressroom::config::settings::front_page::{FrontPage, Quota};
use pressroom::config::settings::{Fetch, Publish, Server, Site, Store};
use pressroom::edition::{Document, DocumentName, Edition};
use pressroom::feed_document::Format;
use pressroom::fingerprint::Fingerprint;
use pressroom::metrics::Metrics;
use pressroom::section::{Section, Slug};
use pressroom::serve::{Newsstand, NextChange, Outlook};
use pressroom::web_address::WebAddress;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

pub(crate) fn address(text: &str) -> WebAddress {
    text.parse().unwrap()
}

/// Five minutes after the documents of [`edition`] were published.
pub(crate) fn noon() -> DateTime<Utc> {
    at("2026-11-23T12:00:00Z")
}

pub(crate) fn settings() -> Settings {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let long = Duration::from_secs(30);
    Settings {
        site: Site {
            title: "The Example".into(),
            description: "News.".into(),
            url: address("https://news.example/"),
            feeds_url: address("https://news.example/feeds/"),
            tag: "news.example,2026".into(),
            founded: at("2026-01-01T00:00:00Z"),
            hosts: Vec::new(),
            language: "en-PK".parse().unwrap(),
            timezone: chrono_tz::Asia::Karachi,
            rights: None,
            editor: None,
            webmaster: None,
            logo: None,
            icon: None,
            hubs: Vec::new(),
        },
        server: Server {
            listen: anywhere,
            admin: anywhere,
            max_connections: 64,
            first_byte_timeout: long,
            header_timeout: long,
            max_header_bytes: 16 * 1024,
            shutdown_timeout: long,
            gone: vec![slug("retired")],
            moved: [(slug("foreign"), slug("world"))].into(),
            allow_breaking: false,
        },
        store: Store {
            path: "unused.sqlite".into(),
            keep: None,
            keep_per_section: None,
            maintenance: pressroom::schedule::Timetable::parse("@yearly", chrono_tz::Tz::UTC)
                .unwrap(),
        },
        publish: Publish {
            folder: "unused".into(),
            items: 50,
            archive_items: 50,
            window: Duration::from_secs(3600),
            cache_min: Duration::from_secs(60),
            cache_max: Duration::from_secs(3600),
            stale_while_revalidate: Duration::from_secs(30),
            stale_if_error: Duration::from_secs(86_400),
            keep_withdrawn: Duration::from_secs(86_400),
            max_document_bytes: 2_000_000,
            collapse_below: 0.5,
        },
        front_page: FrontPage {
            title: "Front page".into(),
            description: "All.".into(),
            quotas: vec![Quota::at_most(10, slug("world"))],
            ..FrontPage::default()
        },
        api: pressroom::config::settings::Api::default(),
        desk: pressroom::config::settings::Desk::default(),
        alerts: pressroom::config::settings::alerts::Alerts::default(),
        warnings: Vec::new(),
        duplicates: Default::default(),
        embeds: Default::default(),
        public_mail: Default::default(),
        fetch: Fetch {
            user_agent: "pressroom".into(),
            timeout: long,
            max_bytes: 1_000_000,
            allow_hosts: Vec::new(),
            ..Fetch::default()
        },
        sections: ["world", "late"].map(section).into(),
        feeds: Vec::new(),
        search: Default::default(),
        pictures: Default::default(),
        web: None,
        sources: Vec::new(),
    }
}

fn section(name: &str) -> Section {
    Section {
        slug: slug(name),
        title: name.into(),
        description: name.into(),
        page: address("https://news.example/world"),
        language: None,
    }
}

/// A document long enough to be worth compressing, that ends in `text`.
pub(crate) fn document(name: DocumentName, text: &str, modified: DateTime<Utc>) -> Arc<Document> {
    let identity = format!("{}{text}", "the same words again and again ".repeat(40));
    Arc::new(Document {
        name,
        fingerprint: Fingerprint::of(identity.as_bytes()),
        modified,
        since: modified,
        gzip: gzip(identity.as_bytes()),
        brotli: brotli(identity.as_bytes()),
        identity: Bytes::from(identity),
    })
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().into()
}

fn brotli(bytes: &[u8]) -> Bytes {
    let mut out = Vec::new();
    {
        let mut encoder = ::brotli::CompressorWriter::new(&mut out, 4096, 5, 22);
        encoder.write_all(bytes).unwrap();
    }
    out.into()
}

pub(crate) fn feed(name: &str, format: Format) -> DocumentName {
    DocumentName::Feed(slug(name), format)
}

/// When the documents of [`edition`] were published.
pub(crate) fn morning() -> DateTime<Utc> {
    at("2026-11-23T11:55:00Z")
}

/// The feeds `world` and `front-page`, a page for `world` only, and the index.
pub(crate) fn edition() -> Edition {
    let feeds = ["world", "front-page"]
        .into_iter()
        .flat_map(|name| Format::ALL.map(|format| feed(name, format)));
    let others = [DocumentName::Page(slug("world")), DocumentName::Index, DocumentName::Opml];
    Edition::of(feeds.chain(others).map(|name| {
        let text = name.file_name();
        document(name, &text, morning())
    }))
}

/// Says what it was told to say.
pub(crate) struct Told(pub(crate) Mutex<NextChange>);

impl Outlook for Told {
    fn next_change(&self, _feed: Option<&Slug>, _now: DateTime<Utc>) -> NextChange {
        *self.0.lock().unwrap()
    }
}

/// A newsstand and everything that can be changed under it.
pub(crate) struct Stand {
    pub(crate) edition: Arc<ArcSwap<Edition>>,
    pub(crate) clock: Clock,
    pub(crate) outlook: Arc<Told>,
    pub(crate) metrics: Metrics,
    pub(crate) newsstand: Arc<Newsstand>,
}

pub(crate) fn stand(settings: &Settings, edition: Edition) -> Stand {
    let edition = Arc::new(ArcSwap::from_pointee(edition));
    let outlook = Arc::new(Told(Mutex::new(NextChange::AnyMoment(None))));
    let clock = Clock::fixed(noon());
    let metrics = Metrics::new();
    let newsstand = Arc::new(Newsstand::new(
        Arc::clone(&edition),
        Arc::clone(&outlook) as Arc<dyn Outlook>,
        settings,
        clock.clone(),
        metrics.clone(),
    ));
    Stand { edition, clock, outlook, metrics, newsstand }
}

/// Asks a newsstand without a socket.
pub(crate) fn ask(
    newsstand: &Newsstand,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> http::Response<Bytes> {
    let mut request = http::Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    newsstand.answer(&request.body(()).unwrap().into_parts().0)
}

/// A header of an answer, or an empty text.
pub(crate) fn header<'a>(response: &'a http::Response<Bytes>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}
