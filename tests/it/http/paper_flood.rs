//! Promise: who asks for old pages, or for what is not there, delays nobody else.
//! - while every page that is asked for waits to be made, feeds and what is ready are answered;
//! - only so many wait: whoever comes on top is told at once when to come again, and keeps no
//!   connection from anybody;
//! - once pages are made again, those who waited have theirs.

use crate::http::stand::{Stand, address, edition, settings, slug, stand};
use crate::http::wire::{Connection, Reply, request, start};
use pressroom::config::Settings;
use pressroom::config::settings::Web;
use pressroom::paper::{Asked, Route};
use pressroom::serve::paper::{Made, NotMade, PageMaker};
use pressroom::serve::{Outlook, Paper, Server};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Far more than may wait, and fewer than may be connected.
const FLOOD: usize = 56;

/// Those who wait, and those whose pages are made.
const MOST: usize = 34;

const PATIENCE: Duration = Duration::from_secs(60);

/// Makes no page until it may.
#[derive(Default)]
struct Held {
    may: Mutex<bool>,
    told: Condvar,
    begun: AtomicUsize,
}

impl Held {
    fn let_go(&self) {
        *self.may.lock().unwrap() = true;
        self.told.notify_all();
    }
}

impl PageMaker for Held {
    fn state(&self) -> u64 {
        0
    }

    fn make(&self, _route: &Route, _asked: Option<&Asked>) -> Result<Made, NotMade> {
        self.begun.fetch_add(1, Ordering::AcqRel);
        let mut may = self.may.lock().unwrap();
        while !*may {
            may = self.told.wait(may).unwrap();
        }
        Ok(Made::Missing("<!doctype html><p>Nothing.</p></html>".into()))
    }

    fn not_now(&self) -> Option<bytes::Bytes> {
        None
    }

    fn write_to(&self, route: &Route) -> Result<Made, NotMade> {
        self.make(route, None)
    }
}

fn with_paper() -> Settings {
    let paper = pressroom::paper::Paper::at(
        address("https://news.example/"),
        vec![slug("world"), slug("late")],
    );
    Settings {
        web: Some(Web {
            paper,
            folder: None,
            cache_bytes: 1 << 20,
            accent: ["#8a3b00".to_owned(), "#ffb37a".to_owned()],
            stylesheet: None,
            offline: true,
            icon: None,
            principles: None,
            corrections: None,
            links: Vec::new(),
        }),
        ..settings()
    }
}

#[test]
fn a_flood_of_pages_delays_no_feed() {
    let (settings, held) = (with_paper(), Arc::new(Held::default()));
    let Stand { newsstand, outlook, clock, metrics, .. } = stand(&settings, edition());
    let maker = Arc::clone(&held) as Arc<dyn PageMaker>;
    let outlook = outlook as Arc<dyn Outlook>;
    let paper = Arc::new(Paper::new(&settings, maker, outlook, clock, metrics));
    let server = start(Server::bind(&settings.server, newsstand).unwrap().with_paper(paper));

    let ask = |number: usize| {
        let mut connection = server.connect();
        connection.send(&request("GET", &format!("/world/old-{number}-aaaaaaaaaaaa"), &[]));
        connection
    };
    // One page at least is being made from now on, and ends when it may.
    let mut first = [ask(0), ask(1)];
    let begun = || held.begun.load(Ordering::Acquire);
    let end = Instant::now() + PATIENCE;
    while begun() == 0 {
        assert!(Instant::now() < end, "no page is made");
        std::thread::yield_now();
    }
    let mut flood: Vec<Connection> = (2..FLOOD).map(ask).collect();
    for path in ["/feeds/world.rss", "/feeds/front-page.json", "/feeds/index.opml"] {
        assert_eq!(server.ask("GET", path, &[]).status, 200, "{path}");
    }
    // Whoever has no room, or no turn in time.
    let told: Vec<Reply> = flood.drain(FLOOD - 10..).map(|mut it| it.reply("GET")).collect();
    for reply in &told {
        assert_eq!((reply.status, reply.header("Retry-After")), (503, "5"), "{reply:?}");
        assert_eq!(reply.header("Cache-Control"), "no-store");
    }
    assert!(begun() <= 2, "more are made at a time than may be");
    held.let_go();
    let made = first.iter_mut().map(|it| it.reply("GET").status).filter(|it| *it == 404).count();
    assert!(made >= 1);
    for mut waited in flood {
        let status = waited.reply("GET").status;
        assert!([404, 503].contains(&status), "{status}");
    }
    assert!(begun() <= MOST, "{} of {FLOOD} waited", begun());
    // And whoever was sent away comes again.
    assert_eq!(server.ask("GET", "/world/old-9-aaaaaaaaaaaa", &[]).status, 404);
}
