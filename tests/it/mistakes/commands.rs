//! Mistakes in commands, and what commands say where they cannot do or say it.

use super::configuration::CONFIGURATION;
use super::heads::HEADS;
use crate::program::{DESK, Newsroom, article, token};

/// A command, its exit code, and words of what it says.
const COMMANDS: &[(&[&str], i32, &str)] = &[
    (&["token", ""], 2, "a name is one line"),
    (&["desk-user", " "], 2, "a name is one line"),
    (&["token", "x", "--access", "operate", "--section", "world"], 1, "the whole newsroom"),
    (&["run", "dsek"], 1, "there are: desk"),
    (&["gather", "dsek"], 1, "there are: desk"),
    (&["gather", "desk"], 1, "pressroom run desk"),
    (&["gather"], 2, "SOURCE"),
    (&["confirm", "dsek"], 1, "there are: desk"),
    (&["try", "dsek"], 1, "it is no source either; there are: desk"),
    (&["try", "no-such-file.rss"], 1, "No such file"),
    (&["try"], 2, "SOURCE|URL|FILE"),
    (&["statsu"], 2, "status"),
    (&["check", "--strcit"], 2, "--strict"),
    (&["check", "--profile", "bing"], 2, "flipboard"),
    (&["--config", "none.toml", "check"], 2, "pressroom init"),
    (&["--config", "articles", "check"], 2, "cannot be read"),
    (&["status"], 1, "pressroom run"),
    (&["backup", "copy.sqlite"], 1, "no article store"),
    (&["retract"], 2, "Usage"),
    (&["correct", "x"], 2, "--note"),
    (&["init"], 1, "written over"),
    (&["import", "none.opml"], 1, "none.opml"),
    (&["import", "articles", "--source", "archive"], 1, "name the files in it"),
    (&["try", "articles"], 1, "`pressroom try desk` reads all of it"),
    (&["preview", "none.toml"], 1, "name the copy of the configuration that you changed"),
];

#[test]
fn mistakes_in_commands_are_answered_with_what_to_say() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "x"));
    let mut wrong = Vec::new();
    for (words, code, wanted) in COMMANDS {
        let output = newsroom.run(words);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        if output.status.code() != Some(*code) || !said.contains(wanted) {
            wrong.push(format!(
                "{words:?} wants {code}, {wanted}; was {:?}\n{said}",
                output.status.code()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(CONFIGURATION.len() + HEADS.len() + COMMANDS.len() >= 100);
}

#[test]
fn a_name_without_a_scheme_is_an_address() {
    // The machine itself is not asked, and says that it was meant.
    let newsroom = Newsroom::new(DESK);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let said = newsroom.ended(&["try", "feeds.localhost:1/world"], 1);
    assert!(said.contains("https://feeds.localhost:1/world"), "{said}");
}

#[test]
fn a_token_can_be_added_to_the_file() {
    let newsroom = Newsroom::new(DESK);
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let output = newsroom.run(&["token", "cms"]);
    let table = String::from_utf8(output.stdout).unwrap();
    let secret = String::from_utf8(output.stderr).unwrap();
    let secret = secret.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(!table.contains(&secret), "the file must not have the secret: {table}");
    newsroom.write("config.toml", &format!("{}{table}", newsroom.read("config.toml")));
    newsroom.ended(&["check"], 0);
    assert!(table.trim() == token("cms", &secret, &[]).trim(), "{table}");
    let told = newsroom.told(&["token", "cms", "--json"]);
    for key in ["name", "token", "hash", "table"] {
        assert!(told[key].is_string(), "{told}");
    }
}

#[test]
fn mistakes_beside_a_store_are_answered_with_what_to_say() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "x"));
    newsroom.ended(&["run"], 0);
    for (words, code, wanted) in [
        (&["backup", "nowhere/b.sqlite"][..], 1, "make it (mkdir -p nowhere), or name another"),
        (&["export", "nowhere/e.json"], 1, "make it (mkdir -p nowhere), or name another"),
        (&["audit", "--by", "nobody"], 0, "nothing was found"),
        (&["list", "--section", "wrold"], 1, "there are: world"),
        (&["search", ""], 1, "name a word"),
        (&["show", "none"], 1, "give the id as it stands in a feed"),
        (&["correct", "One", "--note", ""], 1, "the note is empty"),
        (&["embargo", "One", "tomorrow", "--reason", "x"], 1, "write it as in 2026-09-01T"),
        (&["embargo", "One", "01/02/2027", "--reason", "x"], 1, "one of two days"),
        (&["confirm", "--feed", "none"], 1, "there are: front-page, world"),
        (&["restore", "config.toml"], 1, "name another backup"),
        (&["export", "--since", "2026-13-01", "x.json"], 1, "write it as in 2026-09-01T"),
        (&["config", "explain", "publish.itmes"], 1, "did you mean `publish.items`?"),
        (&["log", "--level", "loud"], 2, "write error, warn, info, debug or trace"),
        (&["alert", "--test"], 1, "write `webhook = \"https://…\"` in [alerts]"),
    ] {
        let said = newsroom.ended(words, code);
        assert!(said.contains(wanted), "{words:?} wants {wanted}:\n{said}");
        assert!(!said.contains(".pressroom-"), "{words:?}: {said}");
    }
}

#[test]
fn what_is_copied_out_is_not_published() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "x"));
    newsroom.ended(&["run"], 0);
    for words in [["backup", "feeds/b.sqlite"], ["export", "./feeds/../feeds/e.json"]] {
        let said = newsroom.ended(&words, 1);
        assert!(said.contains("for anybody to download"), "{said}");
    }
    newsroom.ended(&["backup", "b.sqlite"], 0);
}

/// Wherever commands write to, and whatever they repeat of others.
#[test]
fn what_cannot_be_said_is_no_success_and_no_sequence_of_others_is_said() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/one.md", &article("One", "\"world\"", "2026-01-05T10:00:00Z", "x"));
    let odd = "---\ntitle: O\nsections: [world]\n\"\\e[31mkey\": 1\n---\nB\n";
    newsroom.write("articles/a\u{1b}[31m.md", odd);
    for words in [
        &["run"][..],
        &["try", "desk"],
        &["status"],
        &["list"],
        &["list", "--json"],
        &["check", "--json"],
        &["token", "cms"],
        &["desk-user", "z"],
        &["schema"],
        &["help"],
    ] {
        let output = newsroom.run(words);
        let said = [output.stdout, output.stderr].concat();
        assert!(!said.contains(&0x1b), "{words:?}: {}", String::from_utf8_lossy(&said));
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = newsroom.command(words).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() != Some(0), "{words:?}: {said}");
    }
    let output = newsroom.run(&["try", "desk"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("␛[31m"));
}

#[test]
fn what_a_search_is_to_leave_out_is_no_option() {
    let newsroom = Newsroom::new(DESK);
    for (name, text) in [("a", "A flood at the quay."), ("b", "A flood stops cricket.")] {
        let text = article(&format!("Story {name}"), "\"world\"", "2026-03-01T08:00:00Z", text);
        newsroom.write(&format!("articles/{name}.md"), &text);
    }
    newsroom.ended(&["run"], 0);
    for words in [
        ["search", "flood", "-cricket"],
        ["search", "-cricket", "flood"],
        ["search", "flood", "-harbour"],
        ["search", "flood", "-quay"],
    ] {
        let said = newsroom.ended(&words, 0);
        assert_eq!(said.contains("Story a"), words[2] != "-quay", "{words:?}: {said}");
        assert_eq!(said.contains("Story b"), !words.contains(&"-cricket"), "{words:?}: {said}");
    }
    let told = newsroom.told(&["search", "flood", "-cricket", "--json", "--limit", "5"]);
    assert_eq!(told["articles"].as_array().unwrap().len(), 1, "{told}");
    assert!(newsroom.ended(&["search", "--help"], 0).contains("flood -cricket"));
    newsroom.ended(&["-q", "search", "flood", "-h"], 0);
}
