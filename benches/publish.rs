//! How long it takes to publish: the gate, both compressed forms, durable files
//! and the swap of the edition. Prints medians; nothing is asserted.
//!
//! `cargo bench --bench publish [folder]`: the folder decides which disk is measured.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark is for people")]

use chrono::{DateTime, TimeDelta, Utc};
use pressroom::config::settings;
use pressroom::edition::DocumentName;
use pressroom::feed_document::Format;
use pressroom::publish::gate::{self, Limits};
use pressroom::publish::{Candidate, Publisher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ITEMS: usize = 50;
/// Words in the language that the text is written in.
const VOCABULARY: u64 = 6000;

fn now() -> DateTime<Utc> {
    "2026-09-01T12:00:00Z".parse().unwrap()
}

/// Text without end that compresses about as news does (150 KB to 45 KB with
/// Brotli 5, a little less well with gzip 6): few words are frequent and most are
/// rare, and half of them follow the word that they always follow.
struct Prose {
    state: u64,
    last: u64,
}

impl Prose {
    fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, last: 1 }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    fn word(&mut self) -> String {
        self.last = if self.next() % 100 < 50 {
            (self.last * 31 + 7) % VOCABULARY
        } else {
            let even = (self.next() % 1_000_000) as f64 / 1e6;
            (VOCABULARY as f64).powf(even) as u64
        };
        spelled(self.last)
    }

    fn paragraphs(&mut self, bytes: usize) -> String {
        let mut text = String::from("<p>");
        while text.len() < bytes {
            let word = self.word();
            match self.next() % 90 {
                0 => text.push_str("</p>\n<p>"),
                1 => text.push_str(&format!("<a href=\"https://news.example/{word}\">{word}</a>")),
                2..9 => text.push_str(&format!("{word}.")),
                _ => text.push_str(&word),
            }
            text.push(' ');
        }
        text + "</p>"
    }
}

/// A word of one to four syllables, always the same for the same number.
fn spelled(number: u64) -> String {
    let mut rest = number * 2_654_435_761 % 100_003 + 100_003 * (number * 7919 % 5);
    let syllables = 1 + rest % 3 + u64::from(rest.is_multiple_of(7));
    let mut word = String::new();
    for _ in 0..syllables {
        word.push(char::from(b"tnrsldmckpbgvf"[(rest % 14) as usize]));
        rest /= 14;
        word.push(char::from(b"eaoiu"[(rest % 5) as usize]));
        rest = rest / 5 + 17;
        if rest.is_multiple_of(3) {
            word.push(char::from(b"tnrsld"[(rest % 6) as usize]));
        }
    }
    word
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn rss(seed: u64) -> String {
    let mut prose = Prose::new(seed);
    let items: String = (0..ITEMS)
        .map(|item| {
            let body = prose.paragraphs(2800);
            format!(
                "<item><title>Headline {item} of {seed}</title><link>https://news.example/{item}</link>\
                 <guid isPermaLink=\"false\">urn:x:{seed}:{item}</guid>\
                 <pubDate>Tue, 01 Sep 2026 08:00:00 GMT</pubDate>\
                 <description>A short text of {item}</description>\
                 <content:encoded><![CDATA[{body}]]></content:encoded></item>\n"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Bench</title>\
         <link>https://news.example/</link><description>All</description>\n{items}</channel></rss>"
    )
}

fn atom(seed: u64) -> String {
    let mut prose = Prose::new(seed);
    let entries: String = (0..ITEMS)
        .map(|item| {
            let body = escaped(&prose.paragraphs(2800));
            format!(
                "<entry><id>urn:x:{seed}:{item}</id><title>Headline {item} of {seed}</title>\
                 <published>2026-09-01T08:00:00Z</published><updated>2026-09-01T08:00:00Z</updated>\
                 <link href=\"https://news.example/{item}\"/>\
                 <content type=\"html\">{body}</content></entry>\n"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\
         <id>tag:news.example,2026:bench</id><title>Bench</title>\
         <updated>2026-09-01T08:00:00Z</updated><author><name>Bench</name></author>\n{entries}</feed>"
    )
}

fn json(seed: u64) -> String {
    let mut prose = Prose::new(seed);
    let items: Vec<serde_json::Value> = (0..ITEMS)
        .map(|item| {
            serde_json::json!({
                "id": format!("urn:x:{seed}:{item}"),
                "url": format!("https://news.example/{item}"),
                "title": format!("Headline {item} of {seed}"),
                "content_html": prose.paragraphs(2800),
                "date_published": "2026-09-01T08:00:00Z",
            })
        })
        .collect();
    serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bench",
        "items": items,
    })
    .to_string()
}

fn candidates(sections: u64, round: u64) -> Vec<Candidate> {
    (0..sections)
        .flat_map(|section| Format::ALL.map(|format| (section, format)))
        .map(|(section, format)| {
            let seed = 1 + section + round * 1000;
            let text = match format {
                Format::Rss => rss(seed),
                Format::Atom => atom(seed),
                Format::Json => json(seed),
            };
            let slug = format!("section-{section}").parse().unwrap();
            Candidate {
                name: DocumentName::Feed(slug, format),
                bytes: text.into_bytes(),
                updated: now() + TimeDelta::seconds(-3600),
                allow_collapse: false,
                beyond: 0,
            }
        })
        .collect()
}

fn settings(folder: &Path) -> settings::Publish {
    settings::Publish {
        folder: folder.to_owned(),
        items: ITEMS,
        archive_items: 50,
        window: Duration::ZERO,
        cache_min: Duration::ZERO,
        cache_max: Duration::ZERO,
        stale_while_revalidate: Duration::ZERO,
        stale_if_error: Duration::ZERO,
        keep_withdrawn: Duration::ZERO,
        max_document_bytes: 10_000_000,
        collapse_below: 0.5,
    }
}

/// Processor time of this process so far, where the system tells (Linux, to the
/// hundredth of a second): a busy machine lengthens the time, hardly this.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

/// The middle and the best of some times.
fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    let middle = times[times.len() / 2];
    format!("{:.2} ms (best {:.2})", middle.as_secs_f64() * 1e3, times[0].as_secs_f64() * 1e3)
}

fn measure_gate() {
    let limits = Limits { max_document_bytes: 10_000_000, collapse_below: 0.5 };
    for candidate in candidates(1, 0) {
        let times = (0..101)
            .map(|_| {
                let start = Instant::now();
                gate::check(&candidate.name, &candidate.bytes, None, &limits, now()).unwrap();
                start.elapsed()
            })
            .collect();
        let (name, bytes) = (&candidate.name, candidate.bytes.len());
        println!("gate, {name}, {bytes} bytes: {}", median(times));
    }
}

fn measure_publish(home: &Path, sections: u64, rounds: u64) {
    let folder = home.join(sections.to_string());
    let names: BTreeSet<DocumentName> =
        candidates(sections, 0).into_iter().map(|candidate| candidate.name).collect();
    let mut publisher = Publisher::open(&settings(&folder), &names).unwrap();
    let mut times = Vec::new();
    let mut processor = 0.0;
    let mut sizes = (0, 0, 0);
    for round in 0..rounds {
        let candidates = candidates(sections, round);
        let (start, before) = (Instant::now(), processor_seconds());
        let published = publisher.publish(candidates, now()).unwrap();
        times.push(start.elapsed());
        processor += processor_seconds().zip(before).map_or(0.0, |(after, before)| after - before);
        assert_eq!(published.changed.len(), names.len());
    }
    for document in publisher.edition().load().documents() {
        sizes.0 += document.identity.len();
        sizes.1 += document.gzip.len();
        sizes.2 += document.brotli.len();
    }
    println!("publish, {} documents: {}", names.len(), median(times));
    println!("  processor time: {:.2} ms each", processor * 1e3 / rounds as f64);
    println!("  bytes: {} identity, {} gzip, {} brotli", sizes.0, sizes.1, sizes.2);
    let same = candidates(sections, rounds - 1);
    let start = Instant::now();
    publisher.publish(same, now()).unwrap();
    println!("  nothing changed: {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    drop(publisher);
    let start = Instant::now();
    Publisher::open(&settings(&folder), &names).unwrap();
    println!("  open: {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
}

fn main() {
    let place = std::env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    let place = place.map_or_else(std::env::temp_dir, PathBuf::from);
    let home = tempfile::tempdir_in(place).unwrap();
    measure_gate();
    measure_publish(home.path(), 2, 41);
    measure_publish(home.path(), 13, 21);
}
