//! A newsroom of twelve sections in a folder of its own, and articles for it.

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::article::{Article, ArticleId, Author};
use pressroom::clock::Clock;
use pressroom::config::settings::Source;
use pressroom::config::{self, Environment};
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use pressroom::source_memory::{SourceMemory, SourceName};
use pressroom::store::{Arrival, Arrivals, Listing, SealedPage, Terms};
use pressroom::text::{CleanHtml, XmlText};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

pub(crate) const SECTIONS: [&str; 12] = [
    "top-story",
    "opinion",
    "newspost",
    "editorial",
    "national",
    "world",
    "sports",
    "business",
    "karachi",
    "lahore",
    "islamabad",
    "peshawar",
];

/// Of so many articles, the newest ones, the archive pages are there.
const WRITTEN: usize = 10_000;

pub(crate) struct Newsroom {
    folder: tempfile::TempDir,
    pipeline: Arc<Pipeline>,
    clock: Clock,
    made: Cell<usize>,
    /// How many are of the past; all others are of now.
    past: Cell<usize>,
}

impl Newsroom {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("config.toml");
        write(&path, &config_text());
        for round in 0..5 {
            write(&folder.path().join(format!("upstream-{round}.rss")), &feed(round, 1, 0));
        }
        let settings = config::load(&path, &Environment::default()).expect("a right config");
        let clock = Clock::fixed(start() + TimeDelta::days(400));
        let pipeline =
            Pipeline::open(Arc::new(settings), clock.clone(), Health::new(), Metrics::new())
                .expect("a pipeline");
        Self { folder, pipeline: Arc::new(pipeline), clock, made: Cell::new(0), past: Cell::new(0) }
    }

    /// Puts articles into the store, spread over sections and the year before now.
    pub(crate) fn fill(&self, articles: usize) {
        self.past.set(articles);
        let mut left = articles;
        while left > 0 {
            let batch = left.min(1_000);
            self.commit((0..batch).map(|at| SECTIONS[at % SECTIONS.len()]));
            left -= batch;
            if left >= WRITTEN {
                self.count_as_archived(self.made.get() - batch..self.made.get());
            }
        }
    }

    /// Takes articles for archived. Their pages are not written, which takes hours for a
    /// million articles: publishing reads no page.
    fn count_as_archived(&self, numbers: Range<usize>) {
        for (at, slug) in SECTIONS.iter().enumerate() {
            let of_section = numbers.clone().skip(at).step_by(SECTIONS.len());
            let entries = of_section
                .map(|number| (ArticleId::made_from(&key(number)), self.date_of(number)))
                .collect();
            let section = slug.parse().expect("a slug");
            let page = SealedPage { section, number: 1, entries, documents: Vec::new() };
            assert!(self.pipeline.ask(|store| store.seal(&page)).expect("kept"));
        }
    }

    /// Gives up the newsroom but for its folder.
    pub(crate) fn into_folder(self) -> tempfile::TempDir {
        self.folder
    }

    /// How large a section's feed is: as it is, in gzip and in Brotli.
    pub(crate) fn sizes(&self) -> [usize; 3] {
        ["", ".gz", ".br"].map(|sibling| {
            let path = self.folder.path().join(format!("feeds/world.rss{sibling}"));
            path.metadata().map_or(0, |file| file.len() as usize)
        })
    }

    /// What the press does when the feeds are out.
    pub(crate) fn publish_pages(&self) {
        self.pipeline.printer.publish_pages().expect("published");
        self.pipeline.printer.refine().expect("refined");
    }

    pub(crate) fn publish_all(&self) {
        let mut unfinished = true;
        while unfinished {
            let printing = self.pipeline.publish_all(false).expect("published");
            assert!(printing.held_back.is_empty(), "{:?}", printing.held_back);
            unfinished = printing.unfinished;
        }
    }

    /// How long it takes from a newsroom's save to feeds on disk and served.
    pub(crate) fn commit_and_publish(&self, sections: &[&str]) -> Duration {
        let stale = sections.iter().map(|slug| slug.parse().expect("a slug")).collect();
        self.clock.set(self.clock.now() + TimeDelta::minutes(7));
        let stopwatch = Instant::now();
        self.commit(sections.iter().copied());
        let printing = self.pipeline.printer.publish(&stale).expect("published");
        let elapsed = stopwatch.elapsed();
        assert!(printing.held_back.is_empty(), "{:?}", printing.held_back);
        assert!(printing.changed >= 6, "only {} documents changed", printing.changed);
        elapsed
    }

    /// A source with this many items in its feed.
    pub(crate) fn upstream(&self, number: usize, items: usize) -> Source {
        self.write_feed(number, items, 0);
        let name = SourceName::new(format!("upstream-{number}"));
        self.pipeline.source(&name).expect("configured").clone()
    }

    /// The same feed, built again.
    pub(crate) fn touch(&self, number: usize, items: usize) {
        self.write_feed(number, items, 1);
    }

    pub(crate) fn gather(&self, source: &Source, new: usize, unchanged: usize) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let pass = runtime.block_on(self.pipeline.gatherer.gather(source));
        let PassEnd::Done { new: got_new, unchanged: got_unchanged, .. } = pass.end else {
            panic!("{pass:?}")
        };
        assert_eq!((got_new, got_unchanged), (new, unchanged));
    }

    fn write_feed(&self, number: usize, items: usize, build: usize) {
        let path = self.folder.path().join(format!("upstream-{number}.rss"));
        write(&path, &feed(number, items, build));
    }

    fn date_of(&self, number: usize) -> DateTime<Utc> {
        let past = self.past.get();
        if number >= past {
            return self.clock.now();
        }
        start() + TimeDelta::seconds(390 * 86_400 * number as i64 / past as i64)
    }

    fn commit<'a>(&self, sections: impl Iterator<Item = &'a str>) {
        let items = sections
            .map(|section| {
                let number = self.made.get();
                self.made.set(number + 1);
                article(number, section, self.date_of(number))
            })
            .collect();
        let arrivals = Arrivals {
            source: SourceName::new("desk"),
            rank: 0,
            began: self.clock.now(),
            at: self.clock.now(),
            items,
            taken_back: Vec::new(),
            present: None,
            listing: Listing::default(),
            refusals: None,
            memory: SourceMemory::default(),
            by: None,
        };
        self.pipeline.ask(|store| store.accept(&arrivals)).expect("committed");
    }
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_735_700_000, 0).expect("a date")
}

pub(crate) fn config_text() -> String {
    let mut text =
        "[site]\ntitle = \"Bench\"\nurl = \"https://bench.example/\"\nfounded = 2026-01-01\n\
        [server]\nlisten = \"127.0.0.1:0\"\nadmin = \"127.0.0.1:0\"\n"
            .to_owned();
    for section in SECTIONS {
        let _ = write!(text, "[[section]]\ntitle = \"{section}\"\nslug = \"{section}\"\n");
    }
    for round in 0..5 {
        let _ = write!(
            text,
            "[[source]]\nname = \"upstream-{round}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.feed]\nfile = \"upstream-{round}.rss\"\n"
        );
    }
    text
}

/// About 2 KB of text (350 words) that compresses as news does: each word follows
/// the one before it as it does somewhere in the example newsroom.
fn body(seed: usize) -> String {
    let mut state = seed as u64 ^ 0x9E37_79B9_7F4A_7C15;
    let mut draw = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % below
    };
    let (words, followers) = &*LANGUAGE;
    let mut word = draw(words.len());
    let mut html = String::with_capacity(2_300);
    while html.len() < 2_000 {
        html.push_str("<p>");
        for _ in 0..60 {
            html.push_str(&words[word]);
            html.push(' ');
            let next = &followers[word];
            word = if next.is_empty() { draw(words.len()) } else { next[draw(next.len())] };
        }
        html.push_str("</p>");
    }
    html
}

/// The words of the example newsroom, and for each the words that follow it.
static LANGUAGE: LazyLock<(Vec<String>, Vec<Vec<usize>>)> = LazyLock::new(|| {
    let mut text = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/newsroom")];
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .expect("the example newsroom")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let file = std::fs::read_to_string(path).expect("text");
                text.push_str(file.splitn(3, "+++").last().unwrap_or_default());
            }
        }
    }
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut words, mut followers) = (Vec::new(), Vec::<Vec<usize>>::new());
    let mut last: Option<usize> = None;
    for word in text.split_whitespace().filter(|word| !word.contains(['<', '>', '&'])) {
        let number = *numbers.entry(word).or_insert_with(|| {
            words.push(word.to_owned());
            followers.push(Vec::new());
            words.len() - 1
        });
        if let Some(last) = last {
            followers[last].push(number);
        }
        last = Some(number);
    }
    (words, followers)
});

fn key(number: usize) -> String {
    format!("article-{number}")
}

fn article(number: usize, section: &str, published: DateTime<Utc>) -> Arrival {
    let key = key(number);
    let content = body(number);
    let article = Article {
        id: ArticleId::made_from(&key),
        title: XmlText::new(format!("What the city did on day {number}")),
        url: format!("https://bench.example/{section}/{number}").parse().ok(),
        published,
        updated: published,
        authors: vec![Author {
            name: XmlText::from("A. Writer"),
            url: None,
            avatar: None,
            email: None,
        }],
        summary: XmlText::new(content.chars().filter(|c| *c != '<').take(320).collect::<String>()),
        content: CleanHtml::kept(content),
        language: "en-PK".parse().ok(),
        sections: BTreeSet::from([section.parse().expect("a slug")]),
        tags: vec![XmlText::from("city"), XmlText::from("winter")],
        media: Vec::new(),
        origin: None,
        rights: None,
        corrections: Vec::new(),
        author_note: None,
        episode: None,
        home: Default::default(),
        id_in_address: Default::default(),
    };
    Arrival {
        arrived: article.fingerprint(),
        key,
        article,
        terms: Terms::default(),
        said: None,
        formerly: Vec::new(),
    }
}

/// A feed; `build` moves only its build date.
fn feed(number: usize, items: usize, build: usize) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Upstream</title>\
         <link>https://up.example/</link><description>d</description>\
         <lastBuildDate>Thu, 01 Jan 2026 00:00:{build:02} GMT</lastBuildDate>"
    );
    for item in 0..items {
        let _ = write!(
            text,
            "<item><title>Item {item} of {number}</title><link>https://up.example/{number}/{item}</link>\
             <guid isPermaLink=\"false\">tag:up.example,2026:{number}/{item}</guid>\
             <pubDate>Thu, 01 Jan 2026 10:{:02}:{:02} GMT</pubDate><category>city</category>\
             <content:encoded><![CDATA[{}]]></content:encoded></item>",
            item / 60 % 60,
            item % 60,
            body(number * 100_000 + item)
        );
    }
    text.push_str("</channel></rss>");
    text
}

#[expect(clippy::disallowed_methods, reason = "nobody reads these files while they are written")]
pub(crate) fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("written");
}
