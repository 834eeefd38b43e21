//! Promise: what root does in a newsroom leaves it to the account that runs it.
//! - A store that root restored belongs to whom the one before belonged, and is used as that
//!   might be; so do a new store, its journal, its lock and the published folders.
//! - What an account may not use is named with whose it is and what to do, by the service and
//!   by `doctor`, which never has a sound store thrown away for that.
//!
//! Only root can act that out: without root, only what any account sees is tried.

use crate::program::{DESK, Newsroom, article, token};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// An account that is nobody's.
const ACCOUNT: u32 = 65_534;

fn is_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{DESK}{}", token("cms", "pencil", &[])));
    newsroom.write("articles/a.md", &article("A", "\"world\"", "2026-03-01T08:00:00Z", "Text."));
    newsroom
}

/// A command as the account has it, in a newsroom that is the account's.
fn as_account(newsroom: &Newsroom, words: &[&str]) -> (Option<i32>, String) {
    let program = newsroom.path("pressroom");
    if !program.exists() {
        let built = env!("CARGO_BIN_EXE_pressroom");
        std::fs::hard_link(built, &program)
            .or_else(|_| std::fs::copy(built, &program).map(drop))
            .unwrap();
    }
    let output = Command::new(program)
        .args(words)
        .current_dir(newsroom.path("."))
        .env("PRESSROOM_LISTEN", "127.0.0.1:0")
        .env("PRESSROOM_ADMIN", "127.0.0.1:0")
        .stdin(Stdio::null())
        .uid(ACCOUNT)
        .gid(ACCOUNT)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&said).into_owned())
}

fn give(newsroom: &Newsroom) {
    for name in [".", "articles", "articles/a.md", "config.toml"] {
        chown(newsroom.path(name), Some(ACCOUNT), Some(ACCOUNT)).unwrap();
    }
    std::fs::set_permissions(newsroom.path("."), PermissionsExt::from_mode(0o755)).unwrap();
}

fn owner(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().uid()
}

#[test]
fn what_root_makes_belongs_to_the_newsrooms_account() {
    if !is_root() {
        return;
    }
    let newsroom = newsroom();
    give(&newsroom);
    newsroom.ended(&["run"], 0);
    for name in ["pressroom.sqlite", "pressroom.sqlite.journal", "feeds"] {
        assert_eq!(owner(&newsroom.path(name)), ACCOUNT, "{name}");
    }
    let (code, said) = as_account(&newsroom, &["run"]);
    assert_eq!(code, Some(0), "{said}");
    let mode = |name: &str| std::fs::metadata(newsroom.path(name)).unwrap().mode() & 0o777;
    let before = mode("pressroom.sqlite");
    let (code, said) = as_account(&newsroom, &["backup", "copy.sqlite"]);
    assert_eq!(code, Some(0), "{said}");
    newsroom.ended(&["restore", "copy.sqlite"], 0);
    assert_eq!(owner(&newsroom.path("pressroom.sqlite")), ACCOUNT);
    assert_eq!(mode("pressroom.sqlite"), before);
    let (code, said) = as_account(&newsroom, &["run"]);
    assert_eq!(code, Some(0), "{said}");
    newsroom.ended(&["retract", "A", "--reason", "Wrong."], 0);
    newsroom.ended(&["purge", "A", "--reason", "Wrong."], 0);
    let (code, said) = as_account(&newsroom, &["run"]);
    assert_eq!(code, Some(0), "{said}");
    for name in ["pressroom.sqlite", "pressroom.sqlite.journal"] {
        assert_eq!(owner(&newsroom.path(name)), ACCOUNT, "{name}");
    }
}

#[test]
fn what_belongs_to_another_is_named_with_what_to_do() {
    let newsroom = newsroom();
    if is_root() {
        give(&newsroom);
    }
    newsroom.ended(&["run"], 0);
    // As an earlier release, or a copy made by hand, leaves it.
    for name in ["pressroom.sqlite", "pressroom.sqlite.journal"] {
        let path = newsroom.path(name);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o400)).unwrap();
        if is_root() {
            chown(&path, Some(0), Some(0)).unwrap();
        }
    }
    let ask = |words: &[&str]| {
        if is_root() {
            return as_account(&newsroom, words);
        }
        let output = newsroom.run(words);
        let said = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&said).into_owned())
    };
    let remedy = if is_root() { "chown 65534 " } else { "chmod u+rwX " };
    let (code, said) = ask(&["run"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(remedy) && said.contains("pressroom.sqlite"), "{said}");
    let (code, said) = ask(&["doctor", "--offline"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(remedy) && !said.contains("restore"), "{said}");
    if is_root() {
        let said = newsroom.ended(&["doctor", "--offline"], 1);
        assert!(said.contains("belongs to root"), "{said}");
        assert!(said.contains("chown --recursive --reference="), "{said}");
    }
}

/// As the package has it: the service's group reads the configuration.
#[test]
fn what_root_adds_to_the_configuration_leaves_it_to_who_could_read_it() {
    if !is_root() {
        return;
    }
    let newsroom = newsroom();
    let list = "<opml version=\"2.0\"><body><outline text=\"World\"><outline type=\"rss\" \
                text=\"New wire\" xmlUrl=\"https://wire.example/other.xml\"/></outline></body></opml>";
    newsroom.write("list.opml", list);
    for (user, group) in [(0, ACCOUNT), (ACCOUNT, ACCOUNT)] {
        let config = newsroom.path("config.toml");
        chown(&config, Some(user), Some(group)).unwrap();
        std::fs::set_permissions(&config, PermissionsExt::from_mode(0o640)).unwrap();
        let text = newsroom.read("config.toml");
        newsroom.ended(&["import", "list.opml", "--write"], 0);
        assert_ne!(newsroom.read("config.toml"), text);
        let facts = std::fs::metadata(&config).unwrap();
        assert_eq!((facts.uid(), facts.gid(), facts.mode() & 0o777), (user, group, 0o640));
        newsroom.write("config.toml", &text);
    }
}
