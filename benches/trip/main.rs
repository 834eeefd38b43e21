//! Measures the whole trip, on one machine in one run: from a committed article to
//! published feeds (beside Hugo rebuilding a site, where it is installed), all feeds
//! at once, a file in a watched folder to readers, gathering, the cold start, and memory; and how much longer it takes to
//! publish when the archive is larger.
//!
//!     cargo bench --bench trip [-- article|arrival|gathering|start|growth [SIZE…]]

#![expect(clippy::print_stdout, reason = "figures are what a benchmark is for")]

mod arrival;
mod hugo;
mod newsroom;
mod process;

use newsroom::{Newsroom, SECTIONS};
use std::time::{Duration, Instant};

const STORED: usize = 100_000;
const ROUNDS: usize = 40;
const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const ROUNDS_OF_GROWTH: usize = 120;

fn main() {
    // `cargo test --benches` runs this too; it is no test.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let named: Vec<String> = std::env::args().skip(1).filter(|name| name != "--bench").collect();
    let wanted = |part: &str| named.is_empty() || named.iter().any(|name| name == part);
    if wanted("article") {
        one_article();
    }
    if wanted("arrival") {
        arrival::arrival(STORED);
    }
    if wanted("gathering") {
        gathering();
    }
    if wanted("start") {
        process::cold_start_and_memory(STORED);
    }
    // A million articles: twenty minutes, and 6 GB below `TMPDIR`.
    if named.iter().any(|name| name == "growth") {
        let sizes: Vec<usize> = named.iter().filter_map(|size| size.parse().ok()).collect();
        growth(if sizes.is_empty() { &SIZES } else { &sizes });
    }
}

/// One article committed, to feeds on disk and served; and all feeds at once.
fn one_article() {
    let newsroom = Newsroom::new();
    newsroom.fill(STORED);
    newsroom.publish_all();
    let site = hugo::Site::new(10_000);
    let (mut ours, mut all, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        ours.push(newsroom.commit_and_publish(&[SECTIONS[round % SECTIONS.len()]]));
        newsroom.publish_pages();
        all.push(newsroom.commit_and_publish(&SECTIONS));
        newsroom.publish_pages();
        if let Some(site) = site.as_ref().filter(|_| round % (ROUNDS / 5) == 0) {
            theirs.push(site.change_one_article_and_rebuild());
        }
    }
    let [whole, gzip, brotli] = newsroom.sizes();
    println!("a section's feed: {whole} bytes, gzip {gzip}, brotli {brotli}");
    println!("one article committed -> its section and the front page published ({STORED} stored)");
    println!(
        "  p50 {:.1} ms, p95 {:.1} ms",
        millis(part(&mut ours, 50)),
        millis(part(&mut ours, 95))
    );
    println!("an article in each section -> all feeds published");
    println!(
        "  p50 {:.1} ms, p95 {:.1} ms",
        millis(part(&mut all, 50)),
        millis(part(&mut all, 95))
    );
    if theirs.is_empty() {
        println!("hugo is not installed: nothing to compare with (Debian: apt-get install hugo)");
    } else {
        let rebuild = part(&mut theirs, 50);
        let ratio = rebuild.as_secs_f64() / part(&mut ours, 50).as_secs_f64();
        println!("hugo, 10,000 articles, one changed -> rebuilt");
        println!("  p50 {:.0} ms: {ratio:.0} times ours", millis(rebuild));
    }
}

/// One article committed and published in newsrooms of all sizes, in turn: whatever
/// else the machine does meanwhile, it does to all of them.
fn growth(sizes: &[usize]) {
    let newsrooms = sizes.iter().map(|&stored| {
        let newsroom = Newsroom::new();
        let filling = timed(|| newsroom.fill(stored));
        let archiving = timed(|| newsroom.publish_all());
        let (filling, archiving) = (filling.as_secs_f64(), archiving.as_secs_f64());
        println!("{stored} articles stored in {filling:.0} s, archived in {archiving:.0} s");
        newsroom
    });
    let newsrooms: Vec<_> = newsrooms.collect();
    let mut times = vec![Vec::new(); sizes.len()];
    for round in 0..ROUNDS_OF_GROWTH {
        for (newsroom, times) in newsrooms.iter().zip(&mut times) {
            times.push(newsroom.commit_and_publish(&[SECTIONS[round % SECTIONS.len()]]));
            newsroom.publish_pages();
        }
    }
    println!("one article committed -> its section and the front page published");
    let first = part(&mut times[0], 50).as_secs_f64();
    for (stored, times) in sizes.iter().zip(&mut times) {
        let (p50, p95) = (part(times, 50), part(times, 95));
        let ratio = p50.as_secs_f64() / first;
        println!(
            "  {stored:>7} stored: p50 {:.1} ms, p95 {:.1} ms, {ratio:.2} times the first",
            millis(p50),
            millis(p95)
        );
    }
}

/// New articles a second through the whole path, and unchanged items a second.
fn gathering() {
    const ITEMS: usize = 2_000;
    let (mut new, mut unchanged) = (Vec::new(), Vec::new());
    for round in 0..5 {
        let newsroom = Newsroom::new();
        let source = newsroom.upstream(round, ITEMS);
        new.push(timed(|| newsroom.gather(&source, ITEMS, 0)));
        // The same items under a new build date: nothing but the head is new.
        newsroom.touch(round, ITEMS);
        unchanged.push(timed(|| newsroom.gather(&source, 0, ITEMS)));
    }
    let rate = |times: &mut Vec<Duration>| ITEMS as f64 / part(times, 50).as_secs_f64();
    println!("gathering, items of about 2 KB, synchronous=FULL");
    println!(
        "  {:.0} new articles/s, {:.0} unchanged items/s",
        rate(&mut new),
        rate(&mut unchanged)
    );
}

fn timed(work: impl FnOnce()) -> Duration {
    let stopwatch = Instant::now();
    work();
    stopwatch.elapsed()
}

/// The smallest duration that `percent` of them do not exceed.
fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
