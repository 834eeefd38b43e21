//! A publisher that is killed at any instant leaves:
//! - every document whole: an old one or a new one, never a part of one;
//! - beside it compressed forms of that very document, or none;
//! - nothing that the next start does not mend, and no step back in time.

use crate::documents;
use crate::documents::{candidate, feed, names, rss, settings};
use flate2::read::GzDecoder;
use pressroom::publish::Publisher;
use pressroom::publish::gate::{Limits, check};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Stdio};

const FOLDER: &str = "PRESSROOM_TEST_CRASH_FOLDER";
const SLUGS: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "front-page"];
const KILLS: u64 = 54;
const ITEMS: usize = 12;

/// The program that is killed. On its own it has no folder and does nothing.
#[test]
fn publish_for_ever() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let mut publisher = Publisher::open(&settings(folder), &names(&SLUGS)).unwrap();
    let first = SLUGS.iter().filter_map(|slug| version(folder, slug)).max().unwrap_or_default() + 1;
    for version in first.. {
        let stamp = format!("version {version}");
        let now = documents::at("2026-09-01T12:00:00Z");
        let candidates =
            SLUGS.map(|slug| candidate(slug, rss(&stamp, ITEMS), "2026-09-01T08:00:00Z"));
        let published = publisher.publish(candidates.to_vec(), now).unwrap();
        assert_eq!(published.changed.len(), SLUGS.len());
        println!("PUBLISHED {version}");
    }
}

/// The version of a document in the folder, from its first lines.
fn version(folder: &Path, slug: &str) -> Option<u64> {
    let text = fs::read_to_string(folder.join(format!("{slug}.rss"))).ok()?;
    let (_, rest) = text.split_once("<title>version ")?;
    rest.split_once('<')?.0.parse().ok()
}

/// What a web server that reads the folder could send, whenever it looks.
fn look(folder: &Path) -> Vec<Option<u64>> {
    let limits = Limits { max_document_bytes: 1_000_000, collapse_below: 0.0 };
    let now = documents::at("2026-09-01T12:00:00Z");
    let mut versions = Vec::new();
    for slug in SLUGS {
        let file = |end: &str| fs::read(folder.join(format!("{slug}.rss{end}"))).ok();
        let Some(identity) = file("") else {
            assert!(file(".gz").is_none() && file(".br").is_none(), "{slug}: a form of nothing");
            versions.push(None);
            continue;
        };
        let facts = check(&feed(slug), &identity, None, &limits, now).unwrap();
        assert_eq!(facts.items, ITEMS + 1);
        let version = version(folder, slug).unwrap();
        assert_eq!(identity, rss(&format!("version {version}"), ITEMS), "{slug} is not whole");
        if let Some(gzip) = file(".gz") {
            let mut text = Vec::new();
            GzDecoder::new(&*gzip).read_to_end(&mut text).unwrap();
            assert!(text == identity, "{slug}.rss.gz is not of {slug}.rss");
        }
        if let Some(brotli) = file(".br") {
            let mut text = Vec::new();
            brotli::Decompressor::new(&*brotli, 4096).read_to_end(&mut text).unwrap();
            assert!(text == identity, "{slug}.rss.br is not of {slug}.rss");
        }
        versions.push(Some(version));
    }
    versions
}

/// After a start everything is there and nothing else is.
fn look_after_start(folder: &Path) {
    let publisher = Publisher::open(&settings(folder), &names(&SLUGS)).unwrap();
    let edition = publisher.edition().load_full();
    for slug in SLUGS {
        let Some(document) = edition.document(&feed(slug)) else {
            assert!(!folder.join(format!("{slug}.rss")).exists());
            continue;
        };
        for (end, form) in
            [("", &document.identity), (".gz", &document.gzip), (".br", &document.brotli)]
        {
            assert_eq!(fs::read(folder.join(format!("{slug}.rss{end}"))).unwrap(), *form);
        }
    }
    let left = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let temporary: Vec<_> = left.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(temporary.is_empty(), "{temporary:?}");
    drop(publisher);
    look(folder);
}

/// A small generator of numbers (SplitMix64): the same kills in every run.
fn mixed(mut number: u64) -> u64 {
    number = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) >> 20
}

/// Starts the program and lets it publish a few times. Every third kill falls
/// anywhere into the next time; the others wait until some document is replaced,
/// and fall among the renames. Gives the last version that the program told of.
fn run_and_kill(folder: &Path, kill: u64) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "publish_crash::publish_for_ever", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = 0;
    let mut left = 1 + mixed(kill) % 3;
    // Kept until the end: a program without a reader would end by itself.
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in lines.by_ref() {
        let line = line.unwrap();
        if let Some((_, version)) = line.split_once("PUBLISHED ") {
            told = version.parse().unwrap();
            left -= 1;
        }
        if left == 0 {
            break;
        }
    }
    let spins = if kill.is_multiple_of(3) {
        mixed(kill + 1000) % 400_000
    } else {
        let watched = folder.join(format!("{}.rss", SLUGS[kill as usize % SLUGS.len()]));
        let inode = || fs::metadata(&watched).map(|metadata| metadata.ino()).ok();
        let before = inode();
        while inode() == before && child.try_wait().unwrap().is_none() {}
        mixed(kill + 1000) % 2_000
    };
    for _ in 0..spins {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(told > 0, "the program published nothing");
    told
}

#[test]
fn a_kill_at_any_instant_leaves_whole_documents() {
    let home = tempfile::tempdir().unwrap();
    let mut last = vec![None; SLUGS.len()];
    for kill in 0..KILLS {
        let told = run_and_kill(home.path(), kill);
        let found = look(home.path());
        for (slug, (old, new)) in SLUGS.iter().zip(last.iter().zip(&found)) {
            assert!(old <= new, "{slug}: {old:?}, then {new:?}");
            assert!(*new >= Some(told), "{slug}: {told} was told, {new:?} is there");
        }
        look_after_start(home.path());
        last = found;
    }
}
