//! - What is published is in the edition, in the folder, and in both compressed
//!   forms, equal byte for byte, readable by everybody.
//! - A document that did not change costs no write.
//! - `modified` moves with every change of the bytes and with nothing else: not
//!   with a restart, and also when two changes fall into one second.
//! - Equal bytes have equal compressed forms, with no time in them.
//! - Refining makes the compressed forms smaller, and moves no validator.
//! - Retired documents leave the folder and the edition; foreign files stay.

use crate::documents::{at, candidate, feed, names, rss, settings};
use flate2::read::GzDecoder;
use pressroom::edition::{Document, DocumentName};
use pressroom::feed_document::Format;
use pressroom::hold::{Hold, is_held};
use pressroom::publish::{PublishError, Publisher};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

const NOW: &str = "2026-09-01T12:00:00.7Z";

fn publish(publisher: &mut Publisher, slug: &str, bytes: &[u8], updated: &str, now: &str) {
    let published =
        publisher.publish(vec![candidate(slug, bytes.to_vec(), updated)], at(now)).unwrap();
    assert_eq!(published.changed, [feed(slug)], "{:?} {:?}", published.refused, published.failed);
}

fn document(publisher: &Publisher, slug: &str) -> Arc<Document> {
    Arc::clone(publisher.edition().load().document(&feed(slug)).unwrap())
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    text
}

fn unbrotli(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    brotli::Decompressor::new(bytes, 4096).read_to_end(&mut text).unwrap();
    text
}

fn listing(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_folder_that_was_removed_is_made_again_whole() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("feeds");
    let mut publisher = Publisher::open(&settings(&folder), &names(&["world", "sports"])).unwrap();
    publish(&mut publisher, "world", &rss("one", 20), "2026-09-01T08:00:00Z", NOW);
    publish(&mut publisher, "sports", &rss("two", 20), "2026-09-01T08:00:00Z", NOW);
    let before = listing(&folder);
    for put_another in [false, true] {
        fs::remove_dir_all(&folder).unwrap();
        if put_another {
            fs::create_dir(&folder).unwrap();
        }
        let text = format!("three {put_another}");
        publish(&mut publisher, "sports", &rss(&text, 20), "2026-09-01T09:00:00Z", NOW);
        assert_eq!(listing(&folder), before);
        assert_eq!(fs::read(folder.join("world.rss")).unwrap(), rss("one", 20));
        // And it is held again: no second publisher gets it.
        let second = Publisher::open(&settings(&folder), &names(&["world"]));
        assert!(matches!(second, Err(PublishError::InUse { .. })));
    }
}

#[test]
fn refining_changes_nothing_but_the_compressed_forms() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    let bytes = rss("one", 40);
    publish(&mut publisher, "world", &bytes, "2026-09-01T08:00:00Z", NOW);
    let (before, file) = (document(&publisher, "world"), home.path().join("world.rss"));
    let dated = file.metadata().unwrap().modified().unwrap();
    publisher.refine().unwrap();
    let after = document(&publisher, "world");
    assert_eq!((after.fingerprint, after.modified), (before.fingerprint, before.modified));
    assert_eq!(after.identity, before.identity);
    assert_eq!(file.metadata().unwrap().modified().unwrap(), dated);
    assert!(after.brotli.len() < before.brotli.len(), "nothing was gained");
    for (form, sibling) in [(&after.gzip, "world.rss.gz"), (&after.brotli, "world.rss.br")] {
        assert_eq!(&fs::read(home.path().join(sibling)).unwrap(), form);
    }
    assert_eq!((gunzip(&after.gzip), unbrotli(&after.brotli)), (bytes.clone(), bytes));
    // Once is enough.
    let inode = file.metadata().unwrap().ino();
    publisher.refine().unwrap();
    assert_eq!(file.metadata().unwrap().ino(), inode);
}

#[test]
fn a_document_is_published_in_three_forms() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("not/yet/there");
    let mut publisher = Publisher::open(&settings(&folder), &names(&["world"])).unwrap();
    let bytes = rss("one", 20);
    publish(&mut publisher, "world", &bytes, "2026-09-01T08:00:00Z", NOW);
    let document = document(&publisher, "world");
    assert_eq!(document.identity, bytes);
    assert_eq!(gunzip(&document.gzip), bytes);
    assert_eq!(unbrotli(&document.brotli), bytes);
    for (file, form) in [
        ("world.rss", &document.identity),
        ("world.rss.gz", &document.gzip),
        ("world.rss.br", &document.brotli),
    ] {
        let path = folder.join(file);
        assert_eq!(fs::read(&path).unwrap(), *form, "{file}");
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o644, "{file}");
        assert_eq!(metadata.mtime(), document.modified.timestamp(), "{file}");
        assert_eq!(metadata.mtime_nsec(), 0, "{file}");
    }
    let visible: Vec<String> =
        listing(&folder).into_iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(visible, ["world.rss", "world.rss.br", "world.rss.gz"]);
}

#[test]
fn many_documents_appear_at_one_instant() {
    let home = tempfile::tempdir().unwrap();
    let slugs: Vec<String> = (0..30).map(|at| format!("section-{at}")).collect();
    let all: Vec<&str> = slugs.iter().map(String::as_str).collect();
    let mut publisher = Publisher::open(&settings(home.path()), &names(&all)).unwrap();
    let before = publisher.edition().load_full();
    let candidates = all
        .iter()
        .map(|slug| candidate(slug, rss(slug, 12), "2026-09-01T08:00:00Z"))
        .collect::<Vec<_>>();
    let published = publisher.publish(candidates.clone(), at(NOW)).unwrap();
    let order: Vec<DocumentName> = candidates.iter().map(|it| it.name.clone()).collect();
    assert_eq!(published.changed, order, "the order is that of the candidates");
    assert_eq!(before.documents().count(), 0, "an edition in use never changes");
    assert_eq!(publisher.edition().load().documents().count(), 30);
    let again = publisher.publish(candidates, at(NOW)).unwrap();
    assert_eq!((again.changed.len(), again.unchanged), (0, 30));
}

#[test]
fn an_unchanged_document_costs_no_write() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    let bytes = rss("one", 20);
    publish(&mut publisher, "world", &bytes, "2026-09-01T08:00:00Z", NOW);
    let state = || {
        listing(home.path())
            .into_iter()
            .map(|name| {
                let metadata = fs::metadata(home.path().join(&name)).unwrap();
                (
                    name,
                    metadata.ino(),
                    metadata.mtime(),
                    metadata.mtime_nsec(),
                    metadata.ctime_nsec(),
                )
            })
            .collect::<Vec<_>>()
    };
    let before = (state(), document(&publisher, "world"));
    let later = vec![candidate("world", bytes.clone(), "2026-09-01T11:00:00Z")];
    let published = publisher.publish(later.clone(), at("2026-09-01T13:00:00Z")).unwrap();
    assert_eq!((published.changed.len(), published.unchanged), (0, 1));
    assert_eq!(state(), before.0);
    assert!(Arc::ptr_eq(&document(&publisher, "world"), &before.1));
    drop(publisher);
    let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    let published = publisher.publish(later, at("2026-09-01T13:00:00Z")).unwrap();
    assert_eq!((published.changed.len(), published.unchanged), (0, 1), "nor after a restart");
    assert_eq!(state(), before.0);
}

#[test]
fn modified_moves_with_every_change_and_with_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    let steps = [
        ("the first: its newest date", "08:00:00", "12:00:00.7", "08:00:00"),
        ("a newer article", "11:00:00", "12:05:00.0", "11:00:00"),
        ("an article left: now", "10:00:00", "12:10:00.9", "12:10:00"),
        ("a title in the configuration: now", "11:00:00", "12:20:00.0", "12:20:00"),
        ("once more in the same second", "11:00:00", "12:20:00.9", "12:20:01"),
        ("the clock was set back a little", "11:00:00", "12:19:59.0", "12:20:02"),
        ("newer than what was told", "12:30:00", "12:40:00.0", "12:30:00"),
        ("a date after now counts as now", "23:00:00", "12:50:00.3", "12:50:00"),
    ];
    for (why, updated, now, expected) in steps {
        let day = |time: &str| format!("2026-09-01T{time}Z");
        publish(&mut publisher, "world", &rss(why, 3), &day(updated), &day(now));
        assert_eq!(document(&publisher, "world").modified, at(&day(expected)), "{why}");
        drop(publisher);
        publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
        assert_eq!(document(&publisher, "world").modified, at(&day(expected)), "restart: {why}");
    }
}

#[test]
fn a_modified_from_the_far_future_heals() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    publish(
        &mut publisher,
        "world",
        &rss("one", 3),
        "2099-01-01T00:00:00Z",
        "2099-01-01T00:00:00Z",
    );
    publish(&mut publisher, "world", &rss("two", 3), "2026-09-01T08:00:00Z", NOW);
    assert_eq!(document(&publisher, "world").modified, at("2026-09-01T12:00:00Z"));
}

#[test]
fn equal_bytes_are_dated_anew_when_the_clock_was_ahead() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    let ahead = "2099-01-01T00:00:00Z";
    publish(&mut publisher, "world", &rss("one", 3), ahead, ahead);
    publish(&mut publisher, "world", &rss("one", 3), ahead, NOW);
    let dated = document(&publisher, "world").modified;
    assert_eq!(dated, at("2026-09-01T12:00:00Z"));
    drop(publisher);
    let publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
    assert_eq!(document(&publisher, "world").modified, dated, "a restart");
}

#[test]
fn equal_bytes_have_equal_compressed_forms() {
    let forms = |now: &str| {
        let home = tempfile::tempdir().unwrap();
        let mut publisher = Publisher::open(&settings(home.path()), &names(&["world"])).unwrap();
        publish(&mut publisher, "world", &rss("one", 40), "2026-09-01T08:00:00Z", now);
        let document = document(&publisher, "world");
        (document.fingerprint, document.gzip.clone(), document.brotli.clone())
    };
    let first = forms(NOW);
    assert_eq!(first, forms("2026-12-24T00:00:00Z"));
    // RFC 1952 §2.3: no flags, so no file name and no comment; the time is 0.
    assert_eq!(first.1[..8], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]);
}

#[test]
fn retired_documents_leave_and_foreign_files_stay() {
    let home = tempfile::tempdir().unwrap();
    let folder = &home.path().join("feeds");
    let both = names(&["world", "sports"]);
    let mut publisher = Publisher::open(&settings(folder), &both).unwrap();
    publish(&mut publisher, "world", &rss("one", 3), "2026-09-01T08:00:00Z", NOW);
    publish(&mut publisher, "sports", &rss("one", 3), "2026-09-01T08:00:00Z", NOW);
    drop(publisher);
    let foreign = ["robots.txt", "about.html", "package.json", "old.rss", "old.rss.gz"];
    for name in foreign {
        File::create(folder.join(name)).unwrap();
    }
    // A list that was tampered with must not lead anywhere else.
    let outside = home.path().join("outside.rss");
    File::create(&outside).unwrap();
    let mut list = File::options().append(true).open(folder.join(".pressroom-documents")).unwrap();
    writeln!(list, "../outside.rss\n{}", outside.display()).unwrap();

    let keep = names(&["world"]);
    let mut publisher = Publisher::open(&settings(folder), &keep).unwrap();
    assert_eq!(publisher.retire(&keep).unwrap(), [feed("sports")]);
    assert!(outside.exists());
    let left = listing(folder);
    for name in foreign.into_iter().chain(["world.rss", "world.rss.gz", "world.rss.br"]) {
        assert!(left.contains(name), "{name}");
    }
    assert_eq!(left.iter().filter(|name| name.starts_with("sports")).count(), 0);
    assert_eq!(publisher.retire(&keep).unwrap(), []);
    assert_eq!(publisher.retire(&BTreeSet::new()).unwrap(), [feed("world")]);
    assert_eq!(publisher.edition().load().documents().count(), 0);
}

#[test]
fn two_publishers_do_not_share_a_folder() {
    let home = tempfile::tempdir().unwrap();
    let first = Publisher::open(&settings(home.path()), &BTreeSet::new()).unwrap();
    let second = Publisher::open(&settings(home.path()), &BTreeSet::new()).err().unwrap();
    assert!(matches!(second, PublishError::InUse { .. }));
    assert!(second.to_string().contains(&home.path().display().to_string()), "{second}");
    drop(first);
    Publisher::open(&settings(home.path()), &BTreeSet::new()).unwrap();
}

/// While one thread starts a process, that has all that is open here for a moment: what was
/// only closed, and not let go, would still be held.
#[test]
fn what_is_let_go_is_free_though_a_process_that_starts_has_it_open() {
    let home = tempfile::tempdir().unwrap();
    let open = || File::open(home.path()).unwrap();
    let hold = Hold::on(open()).unwrap();
    let in_the_process = hold.file().try_clone().unwrap();
    assert_eq!(is_held(&open()), Some(true));
    drop(hold);
    assert_eq!(is_held(&open()), Some(false));
    drop(Hold::on(open()).unwrap());
    drop(in_the_process);
}

#[test]
fn every_document_is_known_by_its_file_name() {
    let slug = || "top-story".parse().unwrap();
    let feeds = Format::ALL.map(|format| DocumentName::Feed(slug(), format));
    let others = [DocumentName::Page(slug()), DocumentName::Index, DocumentName::Opml];
    for name in feeds.into_iter().chain(others) {
        assert_eq!(DocumentName::of_file(&name.file_name()), Some(name));
    }
    for foreign in ["", "rss", ".rss", "a.txt", "../a.rss", "A.rss", "a.rss.gz", "a b.rss"] {
        assert_eq!(DocumentName::of_file(foreign), None, "{foreign}");
    }
}
