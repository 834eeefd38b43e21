//! Promise: what a profile says is to be done about a flaw can be done, and then the flaw is
//! gone: articles that break a demand each, and a configuration that breaks those on the
//! feed, are mended as the remedies say, and every profile is content.

use crate::program::Newsroom;
use serde_json::Value;
use std::collections::BTreeMap;

const PROFILES: [&str; 6] =
    ["msn", "flipboard", "apple-news", "smartnews", "newsbreak", "google-news"];

/// What is written of an article: its lines of front matter by their keys, and its text.
#[derive(Clone)]
struct Written {
    head: BTreeMap<&'static str, String>,
    text: String,
}

impl Written {
    fn with(mut self, key: &'static str, value: &str) -> Self {
        self.head.insert(key, value.to_owned());
        self
    }

    fn without(mut self, key: &'static str) -> Self {
        self.head.remove(key);
        self
    }

    fn saying(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }
}

/// An article that nobody could refuse.
fn whole(number: usize) -> Written {
    let text = format!("<p>{}</p>", "The committee met on Tuesday and agreed. ".repeat(20));
    let written = Written { head: BTreeMap::new(), text };
    written
        .with("title", &format!("\"The town agrees to rebuild bridge {number}\""))
        .with("date", "2026-01-05T10:00:00Z")
        .with("sections", "[\"world\"]")
        .with("authors", "[\"Sana Mirza\"]")
        .with("url", &format!("\"https://test.example/world/{number}\""))
        .with("image", "{ src = \"https://test.example/b.jpg\", width = 1200, height = 800 }")
}

/// A way to break demands on an article, by number: it is mended by being whole again.
fn broken(number: usize) -> Written {
    let whole = whole(number);
    match number {
        0 => whole.with("url", "\"http://test.example/world/0\""),
        1 => whole.with("title", "\"Too short a title\""),
        2 => whole.with("title", "\"Bread <b>and</b> butter for the whole town\""),
        3 => whole.saying(""),
        4 => whole.with("image", "\"https://test.example/b.jpg\""),
        5 => whole
            .with("image", "{ src = \"https://test.example/b.jpg\", width = 1900, height = 1000 }"),
        6 => whole.saying("<p>See it.</p><video src=\"https://test.example/a.mp4\"></video>"),
        7 => whole.saying(&format!("{}It met.{}", "<div>".repeat(11), "</div>".repeat(11))),
        8 => whole.without("image"),
        9 => whole.without("url"),
        // Of these the configuration says more.
        10 => whole.without("authors"),
        _ => whole.with("url", "\"https://wire.example/a\""),
    }
}

/// What each of them breaks, with a part of the remedy.
const OF_ITEMS: [(&str, &str, &str); 17] = [
    ("msn", "https", "over https"),
    ("msn", "title-length", "21 to 150 characters"),
    ("msn", "title-markup", "without tags"),
    ("msn", "body", "its whole text"),
    ("msn", "image-size", "with its width and height"),
    ("msn", "image-ratio", "crop the picture"),
    ("msn", "html", "take the element out"),
    ("msn", "html-nesting", "less than 10 deep"),
    ("flipboard", "description", "300 characters"),
    ("flipboard", "image", "with its width and height"),
    ("flipboard", "byline", "`default_author`"),
    ("flipboard", "link", "address"),
    ("flipboard", "own-host", "`hosts` of [site]"),
    ("apple-news", "description", "a summary or a text"),
    ("apple-news", "valid-tls", "https"),
    ("newsbreak", "full-text", "its whole text"),
    ("newsbreak", "image", "a picture"),
];

const OF_THE_FEED: [(&str, &str, &str); 5] = [
    ("flipboard", "items", "raise `items` of [publish]"),
    ("apple-news", "language", "`language = \"en-PK\"`"),
    ("apple-news", "valid-tls", "`page`"),
    ("smartnews", "description", "`description` of 30 characters"),
    ("smartnews", "logo", "`logo = { url ="),
];

fn config(is_mended: bool) -> String {
    let (site, items, section, source) = match is_mended {
        true => (
            "language = \"en-PK\"\nhosts = [\"wire.example\"]\n\
             logo = { url = \"https://test.example/logo.png\" }",
            20,
            "description = \"News of the world\"\npage = \"https://test.example/world\"",
            "[[source.edit]]\ndefault_author = \"The Test\"\n",
        ),
        false => ("language = \"en\"", 15, "page = \"http://test.example/world\"", ""),
    };
    format!(
        "{site}\n[publish]\nitems = {items}\nwindow = \"0s\"\n\
         [[section]]\ntitle = \"World\"\n{section}\n\
         [[source]]\nname = \"desk\"\nschedule = \"@yearly\"\n\
         [source.folder]\npath = \"articles\"\n{source}"
    )
}

fn write(newsroom: &Newsroom, number: usize, written: &Written) {
    let head: String =
        written.head.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    let text = format!("+++\nid = \"{number}\"\n{head}+++\n{}\n", written.text);
    newsroom.write(&format!("articles/{number:02}.md"), &text);
}

/// What each profile finds: profile, rule and remedy.
fn flaws(newsroom: &Newsroom) -> Vec<(&'static str, String, String)> {
    let mut flaws = Vec::new();
    for profile in PROFILES {
        let told = newsroom.told(&["check", "--profile", profile, "world", "--json"]);
        let text = |flaw: &Value, key: &str| flaw[key].as_str().unwrap().to_owned();
        for flaw in told["feeds"][0]["flaws"].as_array().unwrap() {
            // How old the articles of this test are depends on when it runs.
            if text(flaw, "rule") != "date" {
                flaws.push((profile, text(flaw, "rule"), text(flaw, "remedy")));
            }
        }
    }
    flaws
}

#[test]
fn what_a_profile_asks_for_can_be_done_and_then_it_is_content() {
    let newsroom = Newsroom::new(&config(false));
    for number in 0..12 {
        write(&newsroom, number, &broken(number));
    }
    newsroom.ended(&["run"], 0);
    let found = flaws(&newsroom);
    for (profile, rule, part) in OF_ITEMS.into_iter().chain(OF_THE_FEED) {
        let told = found
            .iter()
            .any(|(of, name, remedy)| *of == profile && name == rule && remedy.contains(part));
        assert!(told, "{profile} {rule} with {part:?}: {found:#?}");
    }
    for number in 0..20 {
        // What only the configuration mends stays as it is.
        let stays = (10..12).contains(&number);
        write(&newsroom, number, &if stays { broken(number) } else { whole(number) });
    }
    let before = newsroom.read("config.toml");
    newsroom.write("config.toml", &before.replace(&config(false), &config(true)));
    newsroom.ended(&["run"], 0);
    assert_eq!(flaws(&newsroom), []);
}
