//! - A broken document is refused, and the last good one stays: in memory, in the
//!   folder, in every form, with its date; the good ones beside it go out.
//! - A feed that collapsed is held back, unless that is meant.
//! - A start serves what was published before, mends compressed forms that do not
//!   belong, serves nothing broken, and removes temporary files.
//! - A document that cannot be written leaves the old one, names its path, and
//!   stops no other document.

use crate::documents::{at, candidate, feed, names, rss, settings};
use pressroom::publish::{PublishError, Publisher};
use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const NOW: &str = "2026-09-01T12:00:00Z";
const UPDATED: &str = "2026-09-01T08:00:00Z";

/// A process that another test starts has our files, and their locks, until it has
/// become another program: that moment is waited for.
fn open(folder: &Path, slugs: &[&str]) -> Publisher {
    let begun = Instant::now();
    loop {
        match Publisher::open(&settings(folder), &names(slugs)) {
            Err(PublishError::InUse { .. }) if begun.elapsed() < Duration::from_secs(10) => {
                std::thread::yield_now();
            }
            opened => return opened.unwrap(),
        }
    }
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

fn overwrite(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

fn served(publisher: &Publisher, slug: &str) -> Option<Vec<u8>> {
    let edition = publisher.edition().load_full();
    edition.document(&feed(slug)).map(|document| document.identity.to_vec())
}

#[test]
fn a_broken_document_leaves_the_last_good_one() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = open(home.path(), &["world", "sports"]);
    let good = rss("good", 20);
    publisher.publish(vec![candidate("world", good.clone(), UPDATED)], at(NOW)).unwrap();
    let before = contents(home.path());
    let broken = String::from_utf8(rss("broken", 20)).unwrap().replace("urn:x:7<", "urn:x:3<");
    let both = vec![
        candidate("world", broken.into_bytes(), "2026-09-01T09:00:00Z"),
        candidate("sports", rss("good", 5), UPDATED),
    ];
    let published = publisher.publish(both, at(NOW)).unwrap();
    assert_eq!(published.changed, [feed("sports")]);
    let [refusal] = published.refused.as_slice() else { panic!("{:?}", published.refused) };
    assert_eq!(refusal.name, feed("world"));
    assert_eq!(
        (refusal.rule.as_str(), refusal.article.as_deref()),
        ("unique-ids", Some("urn:x:3"))
    );
    let said = refusal.to_string();
    assert!(
        said.contains("world.rss") && said.contains("unique-ids") && said.contains("urn:x:3"),
        "{said}"
    );
    assert_eq!(served(&publisher, "world"), Some(good));
    let after = contents(home.path());
    for (name, bytes) in before.iter().filter(|(name, _)| name.starts_with("world")) {
        assert_eq!(&after[name], bytes, "{name}");
    }
}

#[test]
fn a_collapse_is_held_back_unless_it_is_meant() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = open(home.path(), &["world"]);
    publisher.publish(vec![candidate("world", rss("many", 40), UPDATED)], at(NOW)).unwrap();
    drop(publisher);
    let mut publisher = open(home.path(), &["world"]);
    let few = candidate("world", rss("few", 4), UPDATED);
    let published = publisher.publish(vec![few.clone()], at(NOW)).unwrap();
    assert_eq!(published.refused[0].rule.as_str(), "collapse", "the count outlives a restart");
    let meant = pressroom::publish::Candidate { allow_collapse: true, ..few };
    let published = publisher.publish(vec![meant], at(NOW)).unwrap();
    assert_eq!(published.changed, [feed("world")]);
    assert_eq!(served(&publisher, "world"), Some(rss("few", 4)));
}

#[test]
fn a_start_serves_what_was_published_before() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = open(home.path(), &["world"]);
    publisher.publish(vec![candidate("world", rss("one", 20), UPDATED)], at(NOW)).unwrap();
    let (before, edition) = (contents(home.path()), publisher.edition().load_full());
    drop(publisher);
    let publisher = open(home.path(), &["world", "never-published"]);
    let (old, new) = (edition.document(&feed("world")), publisher.edition().load_full());
    let (old, new) = (old.unwrap(), new.document(&feed("world")).unwrap().clone());
    assert_eq!((old.fingerprint, old.modified), (new.fingerprint, new.modified));
    assert_eq!((&old.identity, &old.gzip, &old.brotli), (&new.identity, &new.gzip, &new.brotli));
    assert_eq!(contents(home.path()), before, "a start writes nothing");
    assert_eq!(publisher.edition().load().documents().count(), 1);
}

#[test]
fn a_start_mends_compressed_forms() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = open(home.path(), &["world"]);
    publisher.publish(vec![candidate("world", rss("other", 20), UPDATED)], at(NOW)).unwrap();
    let other = contents(home.path());
    publisher.publish(vec![candidate("world", rss("right", 20), UPDATED)], at(NOW)).unwrap();
    publisher.refine().unwrap();
    let right = contents(home.path());
    drop(publisher);
    for form in ["world.rss.gz", "world.rss.br"] {
        let path = home.path().join(form);
        let whole = &right[form];
        let mut flipped = whole.clone();
        flipped[whole.len() / 2] ^= 0x10;
        let faults: [(&str, &[u8]); 5] = [
            ("of another document", &other[form]),
            ("cut off", &whole[..whole.len() - 1]),
            ("empty", b""),
            ("a bit turned over", &flipped),
            ("not compressed", &right["world.rss"]),
        ];
        for (why, bytes) in faults {
            overwrite(&path, bytes);
            let publisher = open(home.path(), &["world"]);
            assert_eq!(served(&publisher, "world"), Some(rss("right", 20)));
            assert_eq!(contents(home.path()), right, "{form}: {why}");
        }
        fs::remove_file(&path).unwrap();
        drop(open(home.path(), &["world"]));
        assert_eq!(contents(home.path()), right, "{form}: missing");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644);
    }
}

#[test]
fn a_start_serves_nothing_broken() {
    let home = tempfile::tempdir().unwrap();
    let whole = rss("one", 20);
    for bytes in [&whole[..whole.len() / 2], b"", b"<html>Not found</html>", b"\0\0\0\0"] {
        let mut publisher = open(home.path(), &["world"]);
        publisher.publish(vec![candidate("world", whole.clone(), UPDATED)], at(NOW)).unwrap();
        drop(publisher);
        overwrite(&home.path().join("world.rss"), bytes);
        let mut publisher = open(home.path(), &["world"]);
        assert_eq!(served(&publisher, "world"), None);
        let published =
            publisher.publish(vec![candidate("world", whole.clone(), UPDATED)], at(NOW)).unwrap();
        assert_eq!(published.changed, [feed("world")], "the next good one takes its place");
        assert_eq!(contents(home.path())["world.rss"], whole);
    }
}

#[test]
fn a_start_removes_our_temporary_files_only() {
    let home = tempfile::tempdir().unwrap();
    overwrite(&home.path().join(".pressroom-abc123.tmp"), b"half a f");
    overwrite(&home.path().join(".other-abc123.tmp"), b"x");
    overwrite(&home.path().join("pressroom-abc123.tmp"), b"x");
    drop(open(home.path(), &["world"]));
    let left: Vec<String> = contents(home.path()).into_keys().collect();
    assert_eq!(left, [".other-abc123.tmp", "pressroom-abc123.tmp"]);
}

#[test]
fn a_document_that_cannot_be_written_stops_no_other() {
    let home = tempfile::tempdir().unwrap();
    let mut publisher = open(home.path(), &["world", "sports", "arts"]);
    let first = || ["world", "sports", "arts"].map(|slug| candidate(slug, rss("one", 5), UPDATED));
    publisher.publish(first().to_vec(), at(NOW)).unwrap();
    // Somebody moved a folder into the place of a document, and of a form.
    fs::remove_file(home.path().join("world.rss")).unwrap();
    fs::create_dir(home.path().join("world.rss")).unwrap();
    fs::remove_file(home.path().join("arts.rss.br")).unwrap();
    fs::create_dir_all(home.path().join("arts.rss.br/x")).unwrap();
    let second = ["world", "sports", "arts"].map(|slug| candidate(slug, rss("two", 5), UPDATED));
    let published = publisher.publish(second.to_vec(), at(NOW)).unwrap();
    assert_eq!(published.changed, [feed("sports")]);
    let failed: Vec<_> = published.failed.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(failed, [feed("world"), feed("arts")]);
    let said = published.failed[0].1.to_string();
    assert!(said.contains(&home.path().join("world.rss").display().to_string()), "{said}");
    for slug in ["world", "arts", "sports"] {
        assert_eq!(served(&publisher, slug), Some(rss("two", 5)), "memory waits for no disk");
    }
    assert_eq!(publisher.unwritten(), &names(&["arts", "world"]));
    assert_eq!(contents(home.path())["arts.rss"], rss("one", 5));
    assert!(contents(home.path()).keys().all(|name| !name.ends_with(".tmp")));
    drop(publisher);
    let mut publisher = open(home.path(), &["world", "sports", "arts"]);
    assert_eq!(served(&publisher, "world"), None, "there is a folder in its place");
    assert_eq!(served(&publisher, "arts"), Some(rss("one", 5)), "and a start fails for no other");
    // Once the way is clear, the next attempt succeeds.
    fs::remove_dir(home.path().join("world.rss")).unwrap();
    fs::remove_dir_all(home.path().join("arts.rss.br")).unwrap();
    let published = publisher.publish(second.to_vec(), at(NOW)).unwrap();
    assert_eq!((published.changed.len(), published.unchanged), (2, 1));
}

#[test]
fn a_folder_that_cannot_be_made_again_is_an_error_and_memory_keeps_serving() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("feeds");
    let mut publisher = open(&folder, &["world"]);
    publisher.publish(vec![candidate("world", rss("one", 5), UPDATED)], at(NOW)).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    overwrite(&folder, b"a file in its place");
    let next = || vec![candidate("world", rss("two", 5), UPDATED)];
    let error = publisher.publish(next(), at(NOW)).unwrap_err().to_string();
    assert!(error.contains(&folder.display().to_string()), "{error}");
    assert_eq!(served(&publisher, "world"), Some(rss("two", 5)), "memory waits for no disk");
    let error = publisher.publish(next(), at(NOW)).unwrap_err().to_string();
    assert!(error.contains(&folder.display().to_string()), "nor is that forgotten: {error}");
    // Once the way is clear, the next attempt writes what is served, changed or not.
    fs::remove_file(&folder).unwrap();
    publisher.publish(next(), at(NOW)).unwrap();
    assert!(publisher.unwritten().is_empty());
    assert_eq!(contents(&folder)["world.rss"], rss("two", 5));
}

#[test]
fn a_folder_that_is_a_file_is_a_clear_error() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("feeds");
    overwrite(&path, b"");
    let error = Publisher::open(&settings(&path), &names(&["world"])).err().unwrap().to_string();
    assert!(error.contains(&path.display().to_string()), "{error}");
}

const READ_ONLY_FOLDER: &str = "PRESSROOM_TEST_READ_ONLY_FOLDER";

/// The second half of the next test, in a process without a right to write. On
/// its own it has no folder and does nothing.
#[test]
fn in_a_read_only_folder() {
    let Some(folder) = std::env::var_os(READ_ONLY_FOLDER) else { return };
    let mut publisher = open(Path::new(&folder), &["world"]);
    assert_eq!(served(&publisher, "world"), Some(rss("one", 5)), "it can be served from");
    let published =
        publisher.publish(vec![candidate("world", rss("two", 5), UPDATED)], at(NOW)).unwrap();
    assert_eq!(published.changed, []);
    assert_eq!(served(&publisher, "world"), Some(rss("two", 5)), "memory waits for no disk");
    println!("SAID {}", published.failed[0].1);
}

#[test]
fn a_read_only_folder_gives_a_clear_error() {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
    let folder = home.path().join("feeds");
    let mut publisher = open(&folder, &["world"]);
    publisher.publish(vec![candidate("world", rss("one", 5), UPDATED)], at(NOW)).unwrap();
    drop(publisher);
    let before = contents(&folder);
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    // The superuser may write anywhere, so the other half must not be that.
    let program = home.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    let mut child = Command::new(&program);
    child.args(["--exact", "publish_last_good::in_a_read_only_folder", "--nocapture"]);
    child.env(READ_ONLY_FOLDER, &folder).current_dir(home.path());
    if fs::metadata(home.path()).unwrap().uid() == 0 {
        child.gid(65534).uid(65534);
    }
    let output = child.output().unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let file = folder.join("world.rss").display().to_string();
    assert!(said.contains(&format!("SAID {file} cannot be written: ")), "{said}");
    assert!(said.contains("give the user that runs pressroom the right to write"), "{said}");
    assert_eq!(contents(&folder), before);
}
