//! What the folder source says is there, since what is not may be withdrawn:
//! - a removed file, a draft and a withdrawn article are not there; all else is
//! - a typo in a file never withdraws its article, whatever it breaks
//! - a folder that is gone or cannot be read is an error, never an empty listing
//! - files that did not change are not brought again; a changed picture counts
//! - links that lead out of the folder are not followed
//! - a change is told soon, also when an editor replaces the file

use chrono_tz::Tz;
use pressroom::config::settings::Folder;
use pressroom::folder_watch::{News, all_below};
use pressroom::sources::folder::gather;
use pressroom::sources::{Gathering, Known, SourceError};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

const ZONE: Tz = chrono_tz::Asia::Karachi;

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    // It is whole: nobody has to wait whether more is written.
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

fn look_with(root: &Path, known: &Known) -> Result<Gathering, SourceError> {
    let folder = Folder { path: root.to_owned(), watch: false, mirror: true };
    gather(&folder, Some(&"https://news.example/".parse().unwrap()), ZONE, known)
}

fn look(root: &Path) -> Gathering {
    look_with(root, &Known::default()).unwrap()
}

fn present(root: &Path) -> Option<Vec<String>> {
    look(root).present.map(|keys| keys.into_iter().collect())
}

fn keys(keys: &[&str]) -> Option<Vec<String>> {
    Some(keys.iter().map(|key| (*key).to_owned()).collect())
}

#[test]
fn removed_files_drafts_and_withdrawn_articles_are_not_there() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    put(root, "a.md", "# A\n\nx");
    put(root, "b/c.md", "+++\nid = \"c\"\ntitle = \"C\"\n+++\nx");
    assert_eq!(present(root), keys(&["a", "c"]));
    fs::remove_file(root.join("a.md")).unwrap();
    assert_eq!(present(root), keys(&["c"]));
    put(root, "b/c.md", "+++\nid = \"c\"\ntitle = \"C\"\ndraft = true\n+++\nx");
    assert_eq!(present(root), keys(&[]));
    put(root, "b/c.md", "+++\nid = \"c\"\ntitle = \"C\"\nwithdrawn = \"Not so.\"\n+++\nx");
    let gathering = look(root);
    assert_eq!(gathering.present.map(|keys| keys.len()), Some(0));
    assert_eq!(gathering.withdrawals[0].key, "c");
    assert_eq!(gathering.withdrawals[0].reason.as_deref(), Some("Not so."));
}

#[test]
fn no_typo_takes_an_article_back() {
    let good = "+++\nid = \"story-1\"\ntitle = \"Title\"\ndate = 2026-09-01T10:00:00\ntags = [\"a\"]\n+++\nText.\n";
    // Every single character removed, doubled, or turned into another.
    let places: Vec<usize> = good.char_indices().map(|(at, _)| at).collect();
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    put(root, "other.md", "# Other\n\nx");
    for at in places {
        let (before, after) = good.split_at(at);
        let typos = [
            format!("{before}{}", &after[1..]),
            format!("{before}{}{after}", &after[..1]),
            format!("{before}§{}", &after[1..]),
        ];
        for typo in typos {
            // The id itself, and the name of its key, are the newsroom's to change.
            let id_changed = !typo.contains("\nid = \"story-1\"\n");
            put(root, "a.md", &typo);
            let gathering = look(root);
            let kept = gathering.present.as_ref().is_none_or(|keys| keys.contains("story-1"));
            assert!(
                kept || id_changed,
                "{typo}\n{:?} {:?}",
                gathering.present,
                gathering.rejections
            );
            assert!(gathering.items.iter().any(|item| item.key == "other"));
        }
    }
}

#[test]
fn whatever_cannot_be_read_far_enough_holds_withdrawals_back() {
    for (name, text) in [
        ("a.json", "{\"id\":"),
        ("a.json", "{\"id\":{},\"title\":\"x\"}"),
        ("a.md", "+++\nid = \"story\ntitle = \"x\"\n+++\nx"),
        ("a.md", "\0\0"),
    ] {
        let folder = TempDir::new().unwrap();
        put(folder.path(), name, text);
        put(folder.path(), "good.md", "# Good\n\nx");
        let gathering = look(folder.path());
        assert_eq!(gathering.present, None, "{text}");
        assert_eq!((gathering.items.len(), gathering.rejections.len()), (1, 1), "{text}");
        assert!(gathering.rejections[0].reason.contains("nothing of this folder is withdrawn"));
    }
}

#[test]
fn a_folder_that_is_gone_is_an_error() {
    let folder = TempDir::new().unwrap();
    let gone = folder.path().join("gone");
    assert!(matches!(look_with(&gone, &Known::default()), Err(SourceError::Unreadable { .. })));
    put(folder.path(), "file.md", "# A");
    let file = look_with(&folder.path().join("file.md"), &Known::default());
    assert!(matches!(file, Err(SourceError::NotAFolder { .. })));
}

#[test]
fn two_files_with_one_id_are_one_article_and_a_rejection() {
    let folder = TempDir::new().unwrap();
    put(folder.path(), "a.md", "+++\nid = \"x\"\ntitle = \"First\"\n+++\nx");
    put(folder.path(), "b.md", "+++\nid = \"x\"\ntitle = \"Second\"\n+++\nx");
    for _ in 0..3 {
        let gathering = look(folder.path());
        assert_eq!(gathering.items.len(), 1);
        assert!(
            gathering.rejections[0].reason.contains("a.md")
                && gathering.rejections[0].reason.starts_with("b.md")
        );
    }
}

#[test]
fn only_changes_are_brought() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    put(root, "a.md", "+++\nimage = \"a.jpg\"\n+++\n# A");
    put(root, "a.jpg", "one");
    put(root, "b.html", "<title>B</title><p>x");
    let first = look(root);
    let known: Known = first.items.iter().filter_map(|item| item.arrived).collect();
    assert_eq!(known.len(), 2);
    let second = look_with(root, &known).unwrap();
    assert_eq!((second.items.len(), second.known), (0, 2));
    assert_eq!(second.present, first.present);
    put(root, "a.jpg", "another length");
    let third = look_with(root, &known).unwrap();
    assert_eq!((third.items.len(), third.known), (1, 1));
    assert_eq!(third.items[0].key, "a");
}

#[test]
fn hidden_foreign_and_outside_files_are_passed_over() {
    let (folder, outside) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let root = folder.path();
    for name in
        ["a.md", ".hidden.md", ".git/x.md", "a.md~", "a.txt", "b.MARKDOWN", "#a.md#", "x.md.swp"]
    {
        put(root, name, "# T\n\nx");
    }
    put(outside.path(), "secret.md", "# Secret\n\nx");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(outside.path().join("secret.md"), root.join("c.md")).unwrap();
        symlink(outside.path(), root.join("d")).unwrap();
        symlink(root, root.join("loop")).unwrap();
        symlink(root.join("gone.md"), root.join("e.md")).unwrap();
        symlink(root.join("a.md"), root.join("f.md")).unwrap();
    }
    let expected: &[&str] = if cfg!(unix) { &["a", "b", "f"] } else { &["a", "b"] };
    assert_eq!(present(root), keys(expected));
}

#[test]
fn changes_are_told_soon() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    put(root, "sub/a.md", "one");
    let (changed, changes) = mpsc::channel();
    let watching = all_below(root, move |news| {
        if news == News::Changed {
            let _ = changed.send(());
        }
    });
    let told = || changes.recv_timeout(Duration::from_secs(30)).unwrap();
    // In place, by replacement, new, removed, and in a folder that is new too.
    put(root, "sub/a.md", "two");
    told();
    put(root, "sub/.a.tmp", "three");
    fs::rename(root.join("sub/.a.tmp"), root.join("sub/a.md")).unwrap();
    told();
    fs::remove_file(root.join("sub/a.md")).unwrap();
    told();
    put(root, "new/b.md", "four");
    told();
    drop(watching);
    // The thread ends, and with it the sender: no news can come any more.
    let ended = loop {
        if let Err(end) = changes.recv_timeout(Duration::from_secs(30)) {
            break end;
        }
    };
    assert_eq!(ended, mpsc::RecvTimeoutError::Disconnected);
}
