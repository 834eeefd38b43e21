//! What cleaning costs, and what it would cost without the pass that puts HTML in order
//! first: `ammonia` with the same lists, alone. Each input is doubled twice, so that
//! what grows faster than its input shows.
//!
//!   cargo bench --bench clean [-- a folder of pages, `*.html` or `*.html.gz`]

#![expect(clippy::print_stdout, reason = "a benchmark is for people")]

use flate2::read::GzDecoder;
use pressroom::text::CleanHtml;
use std::hint::black_box;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

type Made = fn(usize) -> String;

/// Inputs that somebody could send to hold a core, of so many parts.
const HOSTILE: [(&str, Made); 7] = [
    ("paragraphs", |n| "<p>Words of a <b>story</b> &amp; more.</p>".repeat(n)),
    ("ampersands in one text", |n| "&".repeat(n * 8)),
    ("tags that are never closed", |n| "<b><i><a href='/x'>word ".repeat(n)),
    ("blocks in blocks", |n| "<div><section>".repeat(n)),
    ("formatting around paragraphs", |n| format!("<b>{}", "<p>word".repeat(n))),
    ("attributes of one tag", |n| {
        let all: String = (0..n).map(|number| format!(" a{number}=1")).collect();
        format!("<p{all}>word</p>")
    }),
    ("tables in cells", |n| "<table><tr><td>".repeat(n)),
];

fn main() {
    let base = "https://news.example/story/".parse().ok();
    let ours = |html: &str| CleanHtml::clean(html, base.as_ref()).as_str().len();
    let alone = ammonia::Builder::default();
    let theirs = |html: &str| alone.clean(html).to_string().len();
    println!("{:32} {:>9} {:>12} {:>12}", "input", "kB", "with order", "alone");
    for (name, make) in HOSTILE {
        for parts in [2_500, 5_000, 10_000] {
            let html = make(parts);
            row(name, html.len(), took(&html, ours), took(&html, theirs));
        }
    }
    let folder = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    if let Some(pages) = folder.map(|folder| pages(Path::new(&folder))) {
        let bytes = pages.iter().map(String::len).sum();
        let all = |clean: &dyn Fn(&str) -> usize| pages.iter().map(|html| took(html, clean)).sum();
        row(&format!("{} pages", pages.len()), bytes, all(&ours), all(&theirs));
    }
}

fn row(name: &str, bytes: usize, ours: Duration, theirs: Duration) {
    println!("{name:32} {:>9} {ours:>12.1?} {theirs:>12.1?}", bytes / 1_000);
}

/// The quicker of two runs.
fn took(html: &str, clean: impl Fn(&str) -> usize) -> Duration {
    let once = || {
        let begun = Instant::now();
        black_box(clean(black_box(html)));
        begun.elapsed()
    };
    once().min(once())
}

fn pages(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| page(&file.path())).collect()
}

fn page(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let mut text = String::new();
    match path.extension()?.to_str()? {
        "gz" => GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).ok()?,
        "html" => bytes.as_slice().read_to_string(&mut text).ok()?,
        _ => return None,
    };
    Some(text)
}
