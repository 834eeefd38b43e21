//! The program under test: a pipeline over a store on the disk and the newsstand that
//! answers readers, on a clock that stands still. What the service does around them in
//! real time (its timer, its start) is done here by hand.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderName, Request, header};
use pressroom::clock::Clock;
use pressroom::config::{Environment, Settings, from_text};
use pressroom::desk::{Permit, Pushed};
use pressroom::edition::DocumentName;
use pressroom::health::Health;
use pressroom::metrics::Metrics;
use pressroom::pipeline::{PassEnd, Pipeline};
use pressroom::publish::gate::{self, Limits};
use pressroom::section::Slug;
use pressroom::serve::{Newsstand, NextChange, Outlook};
use pressroom::store::Confirmed;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// What the configuration says that changes within the year.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) sections: Vec<&'static str>,
    pub(crate) items: usize,
    pub(crate) window_minutes: i64,
    pub(crate) front_page_items: usize,
    pub(crate) keep_withdrawn: &'static str,
    /// Where the wire's cricket goes.
    pub(crate) cricket: &'static str,
    pub(crate) description: &'static str,
    /// A section that has another name now: the one before, and the one now.
    pub(crate) renamed: Option<(&'static str, &'static str)>,
}

/// The folder source, in its place among the sources.
const FILES: usize = 2;

impl Config {
    fn text(&self) -> String {
        let mut text = format!(
            "[site]\ntitle = \"The Year\"\nurl = \"https://year.example/\"\nfounded = 2025-01-01\n\
             timezone = \"Europe/London\"\ndescription = \"{}\"\n[fetch]\npace = \"0s\"\n\
             [publish]\nitems = {}\nwindow = \"{}m\"\nkeep_withdrawn = \"{}\"\n\
             [front_page]\nitems = {}\nper_section = {}\n{}[[feed]]\ntitle = \"Mixed\"\nslug = \"mixed\"\n\
             sections = [\"world\", \"sports\"]\n",
            self.description,
            self.items,
            self.window_minutes,
            self.keep_withdrawn,
            self.front_page_items,
            self.front_page_items,
            self.renamed.map_or(String::new(), |(before, now)| {
                format!("[server]\nmoved = {{ {before} = \"{now}\" }}\n")
            })
        );
        for section in &self.sections {
            write!(text, "[[section]]\ntitle = \"{section}\"\nslug = \"{section}\"\n").unwrap();
        }
        write!(
            text,
            "[[source]]\nname = \"wire\"\nschedule = \"30 1,13 * * *\"\nsections = [\"world\"]\n\
             feed.file = \"wire.xml\"\n[[source]]\nname = \"karachi-desk\"\n\
             schedule = \"0 6 * * *\"\ntimezone = \"Asia/Karachi\"\nsections = [\"karachi\"]\n\
             feed.file = \"karachi.xml\"\n[[source]]\nname = \"files\"\n\
             schedule = \"0 3 * * *\"\nfolder.path = \"files\"\n\
             folder.mirror = true\n"
        )
        .unwrap();
        text.replace(
            "feed.file = \"wire.xml\"\n",
            &format!(
                "feed.file = \"wire.xml\"\n[[source.rule]]\nsections = [\"{}\"]\n\
                 category = [\"cricket\"]\n",
                self.cricket
            ),
        )
    }
}

/// An answer to a reader.
pub(crate) struct Served {
    pub(crate) status: u16,
    pub(crate) tag: String,
    pub(crate) modified: String,
    pub(crate) body: Bytes,
}

pub(crate) struct Newsroom {
    folder: tempfile::TempDir,
    pub(crate) clock: Clock,
    pub(crate) config: Config,
    open: Option<Open>,
    runtime: tokio::runtime::Runtime,
}

/// The program while it runs.
struct Open {
    pipeline: Arc<Pipeline>,
    newsstand: Newsstand,
    health: Health,
}

struct AnyMoment;

impl Outlook for AnyMoment {
    fn next_change(&self, _: Option<&Slug>, _: DateTime<Utc>) -> NextChange {
        NextChange::AnyMoment(None)
    }
}

impl Newsroom {
    pub(crate) fn new(config: Config, now: DateTime<Utc>) -> Self {
        let folder = folder();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut newsroom = Self { folder, clock: Clock::fixed(now), config, open: None, runtime };
        newsroom.write_wire("wire.xml", &[]);
        newsroom.write_wire("karachi.xml", &[]);
        std::fs::create_dir(newsroom.folder.path().join("files")).unwrap();
        newsroom.restart();
        newsroom
    }

    fn settings(&self) -> Arc<Settings> {
        self.settings_of(&self.config)
    }

    fn settings_of(&self, config: &Config) -> Arc<Settings> {
        let path = self.folder.path().join("config.toml");
        let settings = from_text(&config.text(), &path, &Environment::default());
        Arc::new(settings.unwrap_or_else(|problems| panic!("{problems}")))
    }

    /// The program ends, if it runs, and starts with the present configuration.
    pub(crate) fn restart(&mut self) {
        self.open = None;
        let settings = self.settings();
        let (health, metrics) = (Health::new(), Metrics::new());
        let pipeline =
            Pipeline::open(settings.clone(), self.clock.clone(), health.clone(), metrics.clone());
        let pipeline = Arc::new(pipeline.unwrap());
        pipeline.gatherer.recall().unwrap();
        let newsstand = Newsstand::new(
            pipeline.edition(),
            Arc::new(AnyMoment),
            &settings,
            self.clock.clone(),
            metrics,
        );
        self.open = Some(Open { pipeline, newsstand, health });
        self.publish_all(true);
    }

    /// What the service would refuse of another configuration.
    pub(crate) fn refused(&self, change: impl FnOnce(&mut Config)) -> usize {
        let mut config = self.config.clone();
        change(&mut config);
        self.pipeline().breaking(&self.settings_of(&config)).unwrap().len()
    }

    /// The present configuration is taken up while the program runs.
    pub(crate) fn reload(&mut self) {
        let settings = self.settings();
        let breaks = self.pipeline().breaking(&settings).unwrap();
        assert!(breaks.is_empty(), "{breaks:?}");
        let open = self.open.as_mut().unwrap();
        open.pipeline = Arc::new(open.pipeline.under(settings.clone()).unwrap());
        open.newsstand.reconfigure(&settings);
        self.publish_all(true);
    }

    pub(crate) fn pipeline(&self) -> &Arc<Pipeline> {
        &self.open.as_ref().unwrap().pipeline
    }

    /// Moves the clock, and does at its second what the service's timer would do.
    pub(crate) fn wait_until(&self, time: DateTime<Utc>) {
        while let Some(next) =
            self.pipeline().printer.next_change().unwrap().filter(|next| *next <= time)
        {
            self.clock.set(next);
            self.publish_all(false);
        }
        self.clock.set(time);
    }

    pub(crate) fn publish(&self, sections: &BTreeSet<Slug>) {
        self.pipeline().printer.publish(sections).unwrap();
        self.pipeline().printer.publish_pages().unwrap();
        self.nothing_is_held_back();
    }

    fn publish_all(&self, meant: bool) {
        self.pipeline().publish_all(meant).unwrap();
        self.nothing_is_held_back();
    }

    fn nothing_is_held_back(&self) {
        let held = self.open.as_ref().unwrap().health.report().held_back;
        assert!(held.is_empty(), "{}: {held:?}", self.clock.now());
    }

    /// Pushes items; gives the id of each, in their order.
    pub(crate) fn push(&self, body: &serde_json::Value) -> (Vec<String>, BTreeSet<Slug>) {
        let pushed =
            self.pipeline().desk.push(body.to_string().as_bytes(), None, &Permit::of_the_desk());
        let (pushed, sections) = pushed.unwrap();
        let id = |one: &Pushed| one.now.as_ref().unwrap().article.id.to_string();
        (pushed.iter().map(id).collect(), sections)
    }

    /// What an agency lists: guid, title, date and category of each.
    pub(crate) fn write_wire(&self, file: &str, items: &[(String, String, DateTime<Utc>, &str)]) {
        let mut text = "<rss version=\"2.0\"><channel><title>Wire</title>".to_owned();
        for (guid, title, date, category) in items {
            let (link, date) = (wire_address(guid), date.to_rfc2822());
            write!(
                text,
                "<item><guid isPermaLink=\"false\">{guid}</guid><title>{title}</title>\
                 <link>{link}</link><pubDate>{date}</pubDate><category>{category}</category>\
                 <description>{title}</description></item>"
            )
            .unwrap();
        }
        text.push_str("</channel></rss>");
        let path = self.folder.path().join(file);
        std::io::Write::write_all(&mut std::fs::File::create(path).unwrap(), text.as_bytes())
            .unwrap();
    }

    /// One pass over a source; gives the sections in which something changed.
    pub(crate) fn gather(&self, source: usize) -> BTreeSet<Slug> {
        let pipeline = self.pipeline();
        let source = pipeline.settings().sources[source].clone();
        let pass = self.runtime.block_on(pipeline.gatherer.gather(&source));
        assert!(matches!(pass.end, PassEnd::Done { .. }), "{}: {pass:?}", self.clock.now());
        pass.sections()
    }

    /// An article as a file of the mirrored folder.
    pub(crate) fn write_file(
        &self,
        key: &str,
        title: &str,
        published: DateTime<Utc>,
        section: &str,
    ) {
        let (address, date) = (file_address(key), published.to_rfc3339());
        let text = format!(
            "+++\ntitle = \"{title}\"\nurl = \"{address}\"\ndate = {date}\n\
             sections = [\"{section}\"]\n+++\nWhat {title} says.\n"
        );
        let path = self.folder.path().join("files").join(format!("{key}.md"));
        let mut file = std::fs::File::create(path).unwrap();
        std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        // It is whole: nobody has to wait whether more is written.
        file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    }

    pub(crate) fn remove_file(&self, key: &str) {
        let file = self.folder.path().join("files").join(format!("{key}.md"));
        std::fs::remove_file(file).unwrap();
    }

    /// The volume with the files is not mounted: an empty folder is in its place.
    pub(crate) fn unmount(&self) {
        let path = |name| self.folder.path().join(name);
        std::fs::rename(path("files"), path("volume")).unwrap();
        std::fs::create_dir(path("files")).unwrap();
    }

    pub(crate) fn mount(&self) {
        let path = |name| self.folder.path().join(name);
        std::fs::remove_dir(path("files")).unwrap();
        std::fs::rename(path("volume"), path("files")).unwrap();
    }

    /// One pass over the folder of files; how many are missing that nobody has confirmed.
    pub(crate) fn gather_files(&self) -> (BTreeSet<Slug>, usize) {
        let sections = self.gather(FILES);
        let emptied = self.open.as_ref().unwrap().health.report().emptied;
        let lost = emptied.first().map_or(0, |source| source.emptied.lost);
        (sections, usize::try_from(lost).unwrap())
    }

    /// Somebody confirms that so many files are gone.
    pub(crate) fn confirm_files(&self, count: usize) {
        let pipeline = self.pipeline();
        let name = pipeline.settings().sources[FILES].name().clone();
        let (lost, now) = (u32::try_from(count).unwrap(), self.clock.now());
        let confirmed = pipeline.ask(|store| store.confirm(&name, Some(lost), now)).unwrap();
        assert_eq!(confirmed, Confirmed::Withdrawn(count));
        self.publish_all(false);
    }

    /// The system's clock is set back for a while, in which a pass is made and published.
    pub(crate) fn step_back(&self, step: chrono::TimeDelta) {
        let now = self.clock.now();
        self.clock.set(now - step);
        let stale = self.gather(0);
        self.publish(&stale);
        self.clock.set(now);
        self.wait_until(now);
    }

    /// The id under which the one article with this address is kept.
    pub(crate) fn id_at(&self, address: &str) -> String {
        let address = address.parse().unwrap();
        let ids = self.pipeline().ask(|store| store.by_address(&address)).unwrap();
        assert_eq!(ids.len(), 1, "{address}");
        ids[0].to_string()
    }

    /// When a source is asked next after this instant.
    pub(crate) fn next_firing(&self, source: usize, after: DateTime<Utc>) -> DateTime<Utc> {
        self.pipeline().settings().sources[source].timetable.next_after(after).unwrap()
    }

    pub(crate) fn get(&self, path: &str, validator: Option<(HeaderName, &str)>) -> Served {
        let mut request = Request::get(path);
        if let Some((name, value)) = validator {
            request = request.header(name, value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let answer = self.open.as_ref().unwrap().newsstand.answer(&parts);
        let read = |name| {
            let value = answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
            value.unwrap_or_default()
        };
        Served {
            status: answer.status().as_u16(),
            tag: read(header::ETAG),
            modified: read(header::LAST_MODIFIED),
            body: answer.into_body(),
        }
    }

    /// A page of an archive: what the folder has of it.
    pub(crate) fn page(&self, path: &str) -> Bytes {
        let file = path.trim_start_matches('/');
        // A sealed page links to the one before by the name that the section had then.
        let file = match self.config.renamed {
            Some((before, now)) => file.replace(before, now),
            None => file.to_owned(),
        };
        std::fs::read(self.folder.path().join(file)).unwrap().into()
    }

    /// Every document that is published now, judged anew by the gate and by a reader
    /// that is not ours; gives how many that were.
    pub(crate) fn judge_all(&self) -> usize {
        let limits = Limits::from(&self.pipeline().settings().publish);
        let edition = self.pipeline().edition().load_full();
        let names = pressroom::pipeline::documents(self.pipeline().settings());
        for name in &names {
            let document = edition.get(&name.request_path());
            let document = document.unwrap_or_else(|| panic!("{name} is not published"));
            let bytes = &document.identity;
            let facts = gate::check(name, bytes, None, &limits, self.clock.now());
            let facts = facts.unwrap_or_else(|refusal| panic!("{refusal}"));
            if let DocumentName::Feed(..) = name {
                let read = feed_rs::parser::parse(&bytes[..]).unwrap();
                // In RSS a notice of withdrawal is an item.
                assert!(read.entries.len() >= facts.items, "{name}");
                assert!(!read.entries.is_empty(), "{name}");
            }
        }
        names.len()
    }
}

/// In memory where the system has such a place: that what is kept survives a power cut
/// is not promised here, and waiting for the disk would be most of the year.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

pub(crate) fn file_address(key: &str) -> String {
    format!("https://year.example/files/{key}")
}

pub(crate) fn wire_address(guid: &str) -> String {
    format!("https://wire.example/{guid}")
}
