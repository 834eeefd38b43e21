//! Promise: whoever makes a mistake is told where it is and what to write.
//! - A hundred mistakes, in the configuration, in front matter and in commands: each is
//!   answered with its place, a remedy that would be right, and its exit code.
//! - What is odd and right as a whole is a warning, which fails `check` only with `--strict`.
//! - A run in which an item was newly refused for a fault ends with 3, once; what rules
//!   keep out and what is there already is no fault.

use crate::program::{DESK, Newsroom, article, token};
use pressroom::config::{Environment, Reading, from_text, load_for};

const RIGHT: &str = r#"[site]
title = "The Indus Courier"
url = "https://www.induscourier.example/"
founded = 2026-09-01
timezone = "Asia/Karachi"

[[section]]
title = "World"

[[source]]
name = "newsroom"
schedule = "*/5 * * * *"
[source.folder]
path = "articles"
"#;

/// What is written in the place of what, in which line that is told, and words of the remedy.
const CONFIGURATION: &[(&str, &str, usize, &str)] = &[
    ("\"The Indus Courier\"", "“The Indus Courier”", 2, "title = \"The Indus Courier\"`"),
    ("\"The Indus Courier\"", "The Indus Courier", 2, "title = \"The Indus Courier\"`"),
    ("\"The Indus Courier\"", "'The Editor's Courier'", 2, "title = \"The Editor's Courier\"`"),
    ("\"The Indus Courier\"", "\"The \"Indus\" Courier\"", 2, "title = 'The \"Indus\" Courier'`"),
    ("\"The Indus Courier\"", "«The Indus Courier»", 2, "title = \"The Indus Courier\"`"),
    ("\"The Indus Courier\"", "„The Indus Courier“", 2, "straight ones"),
    ("title = \"The", "titel = \"The", 2, "did you mean `title`"),
    ("[site]", "[site", 1, "close the header, as in `[site]`"),
    (
        "\"https://www.induscourier.example/\"",
        "https://www.induscourier.example/",
        3,
        "url = \"https://www.induscourier.example/\"`",
    ),
    (
        "\"https://www.induscourier.example/\"",
        "\"induscourier.example\"",
        3,
        "did you mean `https://induscourier.example/`",
    ),
    (
        "2026-09-01",
        "01/09/2026",
        4,
        "`founded = 2026-09-01` is 1 September, `founded = 2026-01-09` is 9 January",
    ),
    ("2026-09-01", "31/12/2025", 4, "`founded = 2025-12-31`"),
    ("2026-09-01", "12/31/2025", 4, "`founded = 2025-12-31`"),
    ("2026-09-01", "31.12.2025", 4, "`founded = 2025-12-31`"),
    ("2026-09-01", "2026/09/01", 4, "`founded = 2026-09-01`"),
    ("2026-09-01", "1 September 2026", 4, "`founded = 2026-09-01`"),
    ("2026-09-01", "September 1, 2026", 4, "`founded = 2026-09-01`"),
    ("2026-09-01", "\"2026-09-01\"", 4, "without quotes: `founded = 2026-09-01`"),
    ("2026-09-01", "\"01/09/2026\"", 4, "`founded = 2026-09-01` is 1 September"),
    ("2026-09-01", "2026", 4, "founded = 2026-09-01"),
    ("Asia/Karachi", "PST", 5, "did you mean `America/Los_Angeles`"),
    ("Asia/Karachi", "EDT", 5, "did you mean `America/New_York`"),
    ("Asia/Karachi", "PKT", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "IST", 5, "`Asia/Kolkata` or `Europe/Dublin` or `Asia/Jerusalem`"),
    ("Asia/Karachi", "BST", 5, "`Europe/London` or `Asia/Dhaka`"),
    ("Asia/Karachi", "CEST", 5, "did you mean `Europe/Berlin`"),
    ("Asia/Karachi", "GMT+5", 5, "UTC+5: `Asia/Karachi`"),
    ("Asia/Karachi", "UTC+5", 5, "UTC+5: `Asia/Karachi`"),
    ("Asia/Karachi", "+05:00", 5, "UTC+5: `Asia/Karachi`"),
    ("Asia/Karachi", "UTC+5:30", 5, "UTC+5:30: `Asia/Kolkata`"),
    ("Asia/Karachi", "GMT-3:30", 5, "UTC-3:30: `America/St_Johns`"),
    ("Asia/Karachi", "+0545", 5, "UTC+5:45: `Asia/Kathmandu`"),
    ("Asia/Karachi", "Karachi", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "New York", 5, "did you mean `America/New_York`"),
    ("Asia/Karachi", "Asia/Karrachi", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "Pakistan Standard Time", 5, "did you mean `Asia/Karachi`"),
    ("Asia/Karachi", "W. Europe Standard Time", 5, "did you mean `Europe/Berlin`"),
    ("Asia/Karachi", "QQQ", 5, "as in `Asia/Karachi`"),
    ("[[section]]", "[section]", 7, "`[[section]]`"),
    ("title = \"World\"", "title: World", 8, "`=` in the place of `:`, as in `title = \"World\"`"),
    ("title = \"World\"", "title = World", 8, "title = \"World\"`"),
    ("title = \"World\"", "title = \"World", 8, "title = \"World\"`"),
    ("name = \"newsroom\"", "name = newsroom", 11, "name = \"newsroom\"`"),
    ("name = \"newsroom\"", "name = \"newsroom\"\nname = \"other\"", 12, "keep one of the two"),
    ("\"*/5 * * * *\"", "*/5 * * * *", 12, "schedule = \"*/5 * * * *\"`"),
    ("\"*/5 * * * *\"", "\"every 5 minutes\"", 12, "`*/5 * * * *` is every 5 minutes"),
    ("\"*/5 * * * *\"", "\"5m\"", 12, "`*/5 * * * *` is every 5 minutes"),
    ("\"*/5 * * * *\"", "\"*/5 * * *\"", 12, "minute, hour, day, month and weekday"),
    ("[source.folder]", "sections = [world]\n[source.folder]", 13, "sections = [\"world\"]`"),
    ("[source.folder]", "sections = \"world\"\n[source.folder]", 13, "sections = [\"world\"]`"),
    ("[source.folder]", "sections = [\"wrold\"]\n[source.folder]", 13, "did you mean `world`"),
    ("[source.folder]", "[folder]", 13, "write its header whole: `[source.folder]`"),
    (
        "[source.folder]\npath = \"articles\"",
        "[feed]\nurl = \"https://x.example/f\"",
        13,
        "write its header whole: `[source.feed]`",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "[[feed]]\nurl = \"https://x.example/f\"",
        14,
        "a key of `[source.feed]`",
    ),
    (
        "[source.folder]\npath = \"articles\"",
        "[page]\nurl = \"https://x.example/\"\nmax_pages = 3",
        13,
        "`[source.page]`",
    ),
    ("path = \"articles\"", "path = \"C:\\articles\\new\"", 14, "path = 'C:\\articles\\new'`"),
    ("path = \"articles\"", "path = 'C:\\articles\\new'", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = \"C:/articles\"", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = \"C:\\new\"", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = '\\\\server\\share'", 14, "as in `/srv/articles`"),
    ("path = \"articles\"", "path = \"artikel\"", 14, "mkdir -p"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = yes", 15, "watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = True", 15, "watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = off", 15, "watch = false`"),
    (
        "path = \"articles\"",
        "path = \"articles\"\nwatch = \"yes\"",
        15,
        "`watch = true`, without quotes",
    ),
    (
        "path = \"articles\"",
        "path = \"articles\"\nwatch = 1",
        15,
        "`watch = true` or `watch = false`",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[publish]\nitems = \"50\"\n",
        16,
        "`items = 50`, without quotes",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[server]\nlisten = \"localhost:9000\"\n",
        16,
        "`127.0.0.1:9000`",
    ),
    (
        "path = \"articles\"\n",
        "path = \"articles\"\n[server]\nlisten = \":9000\"\n",
        16,
        "`0.0.0.0:9000` for all",
    ),
    ("path = \"articles\"\n", "path = \"articles\"\n[server]\nlisten = 9000\n", 16, "127.0.0.1:"),
    ("\"articles\"", "\"~/articles\"", 14, "write it whole, as in `/home/courier/articles`"),
    ("\"articles\"", "\"$HOME/articles\"", 14, "as in `/home/courier/articles`"),
    ("\"articles\"", "\"file:///srv/articles\"", 14, "write the path: `/srv/articles`"),
    ("\"articles\"", "\"articles/*.md\"", 14, "name the folder alone: `articles`"),
    ("2026-09-01", "2026-02-30", 4, "write a day that there is"),
    ("2026-09-01", "\"2026-02-30\"", 4, "write a day that there is"),
    ("2026-09-01", "\"September 2026\"", 4, "`founded = 2026-09-30`"),
    ("title = \"World\"", "name = \"World\"", 8, "did you mean `title`?"),
    ("\"articles\"", "\"articles\"\nsections = [\"world\"]", 15, "move it to [[source]], above"),
    ("\"articles\"", "\"articles\"\ntimezone = \"UTC\"", 15, "move it to [[source]], above"),
    (
        "schedule = \"*/5 * * * *\"",
        "schedule = \"*/5 * * * *\"\nurl = \"https://x.example/\"",
        13,
        "write it below `[source.feed]`, `[source.page]` or `[source.sitemap]`",
    ),
    (
        "schedule = \"*/5 * * * *\"",
        "schedule = \"*/5 * * * *\"\nmirror = true",
        13,
        "write it below `[source.feed]` or `[source.folder]`",
    ),
    ("schedule = \"*/5 * * * *\"", "schedule = \"03:00\"", 12, "write `0 3 * * *` for every day"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = true;", 15, "write `watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch = true // x", 15, "write `watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch => true", 15, "write `watch = true`"),
    ("path = \"articles\"", "path = \"articles\"\nwatch == true", 15, "write `watch = true`"),
    (
        "schedule = \"*/5 * * * *\"",
        "schedule = \"*/5 * * * *\"\nsections = [\"world\" \"sport\"]",
        13,
        "write `sections = [\"world\", \"sport\"]`",
    ),
    (
        "schedule = \"*/5 * * * *\"",
        "sections = [\"world\"\nschedule = \"*/5 * * * *\"",
        12,
        "close its bracket: `sections = [\"world\"]`",
    ),
    ("[[section]]", "[fetch]\nallow_hosts = [\"10.*\"]\n[[section]]", 8, "write each name whole"),
    ("[[section]]", "[fetch]\nallow_hosts = [\"a.example:97350\"]\n[[section]]", 8, "to 65535"),
    ("[[section]]", "[publish]\nfolder = \"/\"\n[[section]]", 8, "a folder of their own"),
    (
        "[[section]]",
        "[store]\nmaintenance = false\n[[section]]",
        8,
        "`maintenance = \"30 3 * * *\"`",
    ),
    (
        "timezone = \"Asia/Karachi\"",
        "timezone = \"Asia/Karachi\"\nicon = \"icon.png\"",
        6,
        "whole address",
    ),
    ("[site]", "{\"site\": {}}", 1, "this is JSON"),
    ("[site]\ntitle = ", "site:\n  title: ", 1, "this is YAML"),
];

#[test]
fn mistakes_in_the_configuration_are_answered_with_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    let (mut wrong, mut all) = (Vec::new(), 0);
    for (right, written, line, remedy) in CONFIGURATION {
        assert!(RIGHT.contains(right), "{right} is in the file");
        let text = RIGHT.replacen(right, written, 1);
        all += 1;
        let told: Vec<String> = match from_text(&text, &path, &Environment::default()) {
            Ok(_) => vec!["nothing is wrong".to_owned()],
            Err(problems) => {
                let told = |it: &pressroom::config::Problem| {
                    format!("{}: {}: {}", it.line, it.cause, it.remedy)
                };
                problems.iter().map(told).collect()
            }
        };
        let place = format!("{line}: ");
        if !told.iter().any(|told| told.starts_with(&place) && told.contains(remedy)) {
            wrong.push(format!("{written}: wants {line}, {remedy}\n    {}", told.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "of {all}:\n{}", wrong.join("\n"));
}

/// The head of an article, and words of what is told of it with its line.
const HEADS: &[(&str, &str)] = &[
    (
        "---\ntitle: Budget: what it means\n---",
        "line 2: mapping values are not allowed in this context: put the text in quotes: `title: \"Budget: what it means\"`",
    ),
    ("---\ntitle: Jones said: \"it is so\"\n---", "quotes: `title: 'Jones said: \"it is so\"'`"),
    (
        "---\ntitle: @home\n---",
        "line 2: unexpected character: `@': put the text in quotes: `title: \"@home\"`",
    ),
    ("---\ntitle: \"open\n---", "`title: \"open\"`"),
    ("---\ntitle: x\n\ttags: [a]\n---", "spaces, never by tabs"),
    (
        "---\ntitle = \"x\"\n---",
        "line 2: the front matter is \"title = \"x\"\": between `---` lines write `title: \"x\"`",
    ),
    ("+++\ntitle: x\n+++", "`=` in the place of `:`, as in `title = \"x\"`"),
    ("+++\ntitle = “Curly”\n+++", "straight ones of a keyboard: write `title = \"Curly\"`"),
    ("+++\ntitle = x\n+++", "write `title = \"x\"`"),
    ("+++\ntitle = 'It's here'\n+++", "write `title = \"It's here\"`"),
    (
        "+++\ntitle = \"x\"\ndraft = True\n+++",
        "line 3: invalid boolean, expected `true`: write `draft = true`",
    ),
    ("+++\ntitle = \"x\"\ndraft = no\n+++", "write `draft = false`"),
    (
        "+++\ntitle = \"x\"\ndate = 01/02/2026\n+++",
        "`date = 2026-02-01` is 1 February, `date = 2026-01-02` is 2 January",
    ),
    ("+++\ntitle = \"x\"\ndate = 31/01/2026\n+++", "`date = 2026-01-31`"),
    ("---\ntitle: x\ndraft: yes\n---", "line 3: `draft` is \"yes\": write true or false"),
    (
        "---\ntitle: x\ndate: 01/02/2026\n---",
        "line 3: `date`: \"01/02/2026\" may be one of two days",
    ),
    ("---\ntitle: x\npublishat: 2026-01-02\n---", "write `publish_at`"),
    (
        "---\ntitle: Bus #42 crashes near Malir\n---",
        "line 2: `#42 crashes near Malir` is a comment in YAML: put the text in quotes: `title: \"Bus #42 crashes near Malir\"`",
    ),
    ("---\ntitle: #MeToo march\n---", "put the text in quotes: `title: \"#MeToo march\"`"),
    ("---\ntitle: Rated # 1 again\n---", "quotes: `title: \"Rated # 1 again\"`"),
    ("---\ntitle: !important news\n---", "`!important` is a type in YAML: put the text in quotes"),
    ("---\ntitle: &c works\n---", "`&c` is a name for what follows in YAML: put the text"),
    ("---\ntitle: T\nauthor: Ana #1 Ruiz\n---", "line 3: `#1 Ruiz` is a comment"),
    ("---\ntitle: T\ncorrection: We wrote #3\n---", "`correction: \"We wrote #3\"`"),
    ("---\ntitle: T\npublish_at: 2026-12-20 #18:00\n---", "line 3: `#18:00` is a comment"),
    ("---\ntitle: T\ntags: [#fish, #sea]\n---", "`tags: [\"#fish\", \"#sea\"]`"),
    ("---\ntitle: T\ntags: [\"a\" \"b\"]\n---", "`tags: [\"a\", \"b\"]`"),
    ("---\ntitle: T\ntags:\n- #fish\n---", "quotes: `- \"#fish\"`"),
    ("---\ntitle: T\n<<: {draft: true}\n---", "write the keys themselves"),
    ("---\ntitle: null\n---", "`title` is null: write a text in quotes"),
    ("---\ntitle: \"Big\" and bad\n---", "quotes: `title: '\"Big\" and bad'`"),
    ("---\ntitle: A\ntitle: B\n---", "line 3: `title` stands there twice: keep one of the two"),
    ("+++\ntitle = \"A\"\ntitle = \"B\"\n+++", "duplicate key: keep one of the two"),
    ("+++\ntitle = \"x\"\ndraft = true;\n+++", "write `draft = true`"),
    ("---\ntitle: x\nsections: [wrold]\n---", "there is no section \"wrold\": name one of"),
];

#[test]
fn mistakes_in_front_matter_are_answered_with_what_to_write() {
    let newsroom = Newsroom::new(DESK);
    for (number, (head, _)) in HEADS.iter().enumerate() {
        newsroom.write(&format!("articles/{number}.md"), &format!("{head}\nText.\n"));
    }
    let said = newsroom.ended(&["run"], 3);
    assert!(said.contains(&format!("{} rejected", HEADS.len())), "{said}");
    let told = newsroom.told(&["status", "--json"]);
    let rejections = told["sources"][0]["rejections"].as_array().unwrap();
    let mut wrong = Vec::new();
    for (number, (head, wanted)) in HEADS.iter().enumerate() {
        let key = number.to_string();
        let reason = rejections.iter().find(|it| it["key"] == key.as_str());
        let reason = reason.map(|it| it["reason"].as_str().unwrap()).unwrap_or("nothing");
        if !reason.contains(wanted) {
            wrong.push(format!("{head}\n  wants {wanted}\n  was told {reason}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    newsroom.ended(&["run"], 0);
}

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
fn what_is_odd_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let text = r#"[site]
title = "T"
url = "https://news.example/"
founded = 2026-12-01
timezone = "Etc/GMT+5"
[server]
admin = "0.0.0.0:8081"
[[section]]
title = "World"
[[section]]
title = "Sports"
[[source]]
name = "wire"
schedule = "*/10 * * * * *"
sections = ["world"]
feed.url = "https://wire.example/feed"
[[source]]
name = "inside"
schedule = "@hourly"
sections = ["world"]
feed.url = "http://10.0.0.7/feed"
[fetch]
pace = "30s"
"#;
    std::fs::File::create(&path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        .unwrap();
    let now = Some("2026-11-02T12:00:00Z".parse().unwrap());
    let reading = Reading { now, ..Reading::default() };
    let settings = load_for(&path, &Environment::default(), reading).unwrap();
    let told: Vec<(usize, String)> = settings
        .warnings
        .iter()
        .map(|it| (it.line, format!("{}: {}", it.cause, it.remedy)))
        .collect();
    for (line, words) in [
        (4, "still to come"),
        (
            5,
            "shows UTC-5: its sign is turned: write the place whose clock shows UTC-5: `America/New_York`",
        ),
        (7, "admin = \"127.0.0.1:8081\""),
        (10, "sections = [\"sports\"]"),
        (14, "a smaller `pace`"),
        (21, "allow_hosts = [\"10.0.0.7\"]"),
    ] {
        assert!(
            told.iter().any(|(at, told)| *at == line && told.contains(words)),
            "{words}: {told:#?}"
        );
    }
    assert_eq!(told.len(), 6, "{told:#?}");
    let program = |words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_pressroom"));
        command.args(words).current_dir(folder.path()).output().unwrap()
    };
    assert_eq!(program(&["check"]).status.code(), Some(0));
    assert_eq!(program(&["check", "--strict"]).status.code(), Some(2));
    assert_eq!(program(&["check", "--strict", "--json"]).status.code(), Some(2));
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
fn one_mistake_is_told_once() {
    let path = std::path::Path::new("config.toml");
    let open = RIGHT.replace("path = \"articles\"", "sections = [\"world\"\npath = \"articles\"");
    let nameless = RIGHT
        .replace("title = \"World\"", "name = \"World\"")
        .replace("[source.folder]", "sections = [\"world\"]\n[source.folder]");
    for (text, most) in [(open, 2), (nameless, 3)] {
        let problems = from_text(&text, path, &Environment::default()).unwrap_err();
        let causes = problems.iter().map(|it| &it.cause);
        let told: Vec<&String> = causes.filter(|it| !it.contains("no folder")).collect();
        assert!(told.len() <= most, "{told:#?}");
    }
}

#[test]
fn what_does_nothing_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    let path = folder.path().join("config.toml");
    for (lines, words) in [
        ("[alerts]\nshape = \"slack\"\n", "`shape` says how people are told, and nobody is"),
        ("[alerts]\nquiet = \"22:00-07:00\"\n", "`quiet` says how people are told"),
        (
            "[[front_page.pin]]\narticle = \"https://x.example/x\"\nuntil = 2026-01-31T18:00:00\n",
            "the pin is over",
        ),
    ] {
        let file = std::fs::File::create(&path);
        file.and_then(|mut file| {
            std::io::Write::write_all(&mut file, format!("{RIGHT}{lines}").as_bytes())
        })
        .unwrap();
        let now = Some("2026-11-02T12:00:00Z".parse().unwrap());
        let reading = Reading { now, ..Reading::default() };
        let settings = load_for(&path, &Environment::default(), reading).unwrap();
        let told: Vec<String> = settings.warnings.iter().map(|it| it.cause.clone()).collect();
        assert!(told.len() == 1 && told[0].contains(words), "{lines}: {told:?}");
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
fn what_rules_keep_out_is_no_fault() {
    let newsroom = Newsroom::new(&format!("{DESK}[[source.drop]]\ntitle = [\"Dull\"]\n").replace(
        "[source.folder]\npath = \"articles\"\nwatch = true\nmirror = true\n[[source.drop]]\ntitle = [\"Dull\"]\n",
        "[[source.drop]]\ntitle = [\"Dull\"]\n[source.folder]\npath = \"articles\"\n",
    ));
    let date = "2026-01-05T10:00:00Z";
    newsroom.write("articles/one.md", &article("Dull", "\"world\"", date, "Text."));
    assert!(newsroom.ended(&["run"], 0).contains("1 rejected"));
    newsroom.write("articles/two.md", &article("Fault", "\"wrold\"", date, "Text."));
    assert!(newsroom.ended(&["run"], 3).contains("1 rejected"));
    newsroom.ended(&["run"], 0);
}

/// What is written as a zone, and a word of what is to be written.
const ZONES: &[(&str, &str)] = &[
    ("Asia/Mumbai", "`Asia/Kolkata`"),
    ("Asia/Dehli", "`Asia/Kolkata`"),
    ("Asia/Lahore", "`Asia/Karachi`"),
    ("Asia/Karchi", "`Asia/Karachi`"),
    ("Asai/Karachi", "`Asia/Karachi`"),
    ("Asia/Beijing", "`Asia/Shanghai`"),
    ("America/Boston", "`America/New_York`"),
    ("New York", "`America/New_York`"),
    ("Europe/Hamburg", "`Europe/Berlin`"),
    ("Germany", "`Europe/Berlin`"),
    ("Pacific Time", "`America/Los_Angeles`"),
    ("Eastern Time", "`America/New_York`"),
    ("Central European Time", "`Europe/Berlin`"),
    ("Greenwich Mean Time", "`Europe/London`"),
    ("Etc/GMT+5:30", "`Asia/Kolkata`"),
    ("UTC+14", "`Pacific/Kiritimati`"),
    ("UTC+12:45", "`Pacific/Chatham`"),
    ("UTC-11", "`Pacific/Pago_Pago`"),
    ("UTC-14", "no clock shows UTC-14"),
    ("Asia/Nowhereabouts", "a name of the time zone database"),
];

#[test]
fn a_zone_is_proposed_by_what_it_means() {
    for (written, wanted) in ZONES {
        let text = RIGHT.replace("Asia/Karachi", written);
        let path = std::path::Path::new("config.toml");
        let said = match from_text(&text, path, &Environment::default()) {
            Ok(_) => panic!("{written} is right"),
            Err(problems) => problems.to_string(),
        };
        assert!(said.contains(wanted), "{written}: {said}");
    }
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
