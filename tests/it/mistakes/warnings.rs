//! What is odd and right as a whole.

use super::configuration::RIGHT;
use pressroom::config::{Environment, Reading, load_for};

#[test]
fn what_is_odd_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let text = r#"[site]
title = "T"
url = "https://news.example/"
founded = 2026-12-01
timezone = "Etc/GMT+5"
language = "tr"
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
        (6, "there are ar, de, en, es, fr, ur"),
        (8, "admin = \"127.0.0.1:8081\""),
        (11, "sections = [\"sports\"]"),
        (15, "a smaller `pace`"),
        (22, "allow_hosts = [\"10.0.0.7\"]"),
    ] {
        assert!(
            told.iter().any(|(at, told)| *at == line && told.contains(words)),
            "{words}: {told:#?}"
        );
    }
    assert_eq!(told.len(), 7, "{told:#?}");
    let program = |words: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_pressroom"));
        command.args(words).current_dir(folder.path()).output().unwrap()
    };
    assert_eq!(program(&["check"]).status.code(), Some(0));
    assert_eq!(program(&["check", "--strict"]).status.code(), Some(2));
    assert_eq!(program(&["check", "--strict", "--json"]).status.code(), Some(2));
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
        (
            "[[api.token]]\nname = \"cms\"\nhash = \"sha256:\
             9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"\n",
            "this is the hash of a word that anybody guesses",
        ),
        (
            "[[feed]]\ntitle = \"Arts &amp; Culture\"\nslug = \"arts\"\nsections = [\"world\"]\n",
            "readers would see \"Arts &amp; Culture\" as it is written",
        ),
        (
            "[[source]]\nname = \"wire\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n\
             [source.feed]\nurl = \"https://www.example.com/feed\"\n",
            "`www.example.com` is nobody's address",
        ),
        (
            "[server]\nlisten = \"127.0.0.1:9000\"\n\
             [web]\naddress = \"http://127.0.0.1:8080/\"\n",
            "links lead to port 8080, and readers are served at 9000",
        ),
        ("[web]\nicon = \"none.png\"\n", "there is no file"),
        ("[web]\nstylesheet = \"none.css\"\n", "there is no file"),
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
