//! Promise: a newsroom that pushes its articles, and reads the feed of its own site as well,
//! has each of them once.
//! - What is pushed and what the site's feed has on the same page are one article, whichever
//!   came first, with one id, and the pushed text is the one that counts.
//! - On another site's page nothing is joined to what was pushed, nor where the words differ,
//!   nor are two that one source lists, though they are on one page with it.
//! - A token for some sections gets no hand in others by it.
//! - Nor do its own feeds, read as a source, bring its articles again under other ids, nor
//!   those of newsrooms that read it, though all call their folders and files alike. Who shows
//!   an id of this newsroom changes nothing of its article, and who shows one first takes no
//!   story from anybody.

use crate::program::{self, DESK, Newsroom, Service};
use pressroom::article::ArticleId;
use serde_json::{Value, json};

const ALL: &str = "all-secret";
const SPORTS: &str = "sports-secret";

/// Words of a story, long enough to be known again.
fn words(seed: usize) -> String {
    let word = |place: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
        let n = place * 7919 + seed * 104_729;
        [n, n / 26, n / 676, n / 17_576].map(letter).iter().collect::<String>()
    };
    (0..120).map(word).collect::<Vec<_>>().join(" ")
}

fn page(number: usize) -> String {
    format!("https://test.example/2026/story-{number}")
}

/// The feed of a site, with a story on each of these pages.
fn feed(stories: &[(&str, usize)]) -> String {
    let item = |(page, number): &(&str, usize)| {
        format!(
            "<item><title>Story {number} of the day</title><link>{page}</link><guid isPermaLink=\"false\">cms-{number}</guid>\
             <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate><description>{}</description></item>",
            words(*number)
        )
    };
    let items: String = stories.iter().map(item).collect();
    format!(
        "<rss version=\"2.0\"><channel><title>The Test</title><link>https://test.example/</link>{items}</channel></rss>"
    )
}

fn newsroom(stories: &[(&str, usize)]) -> Newsroom {
    let tokens = program::token("all", ALL, &[]) + &program::token("sports", SPORTS, &["sports"]);
    let site = "[[source]]\nname = \"site\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
                feed.file = \"site.rss\"\n";
    let newsroom = Newsroom::new(&format!("{DESK}{site}{tokens}"));
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    newsroom.write("site.rss", &feed(stories));
    newsroom
}

fn push(service: &Service, token: &str, (page, number): (&str, usize), section: &str) -> Value {
    let body = json!({
        "title": format!("Story {number} of the day"), "url": page, "sections": [section],
        "content_html": format!("<p>{}. And more of it.</p>", words(number)),
        "date_published": "2026-01-05T10:00:00Z",
    });
    let path = format!("/api/articles/push-{number}");
    let answer = service.send(token, "PUT", &path, &body.to_string());
    assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
    serde_json::from_str(&answer.text()).unwrap()
}

/// Titles and texts of a feed on the disk.
fn items(newsroom: &Newsroom, feed: &str) -> Vec<(String, String)> {
    let feed = newsroom.json(&format!("feeds/{feed}.json"));
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let items = feed["items"].as_array().unwrap();
    items.iter().map(|item| (text(item, "title"), text(item, "content_html"))).collect()
}

#[test]
fn what_was_pushed_and_the_sites_feed_has_too_is_one_article() {
    let (one, two) = (page(1), page(2));
    let newsroom = newsroom(&[]);
    let service = newsroom.start();
    let before = push(&service, ALL, (&one, 1), "world");
    drop(service);
    newsroom.write("site.rss", &feed(&[(&one, 1), (&two, 2)]));
    newsroom.ended(&["run"], 0);
    let there = items(&newsroom, "world");
    assert_eq!(there.len(), 2, "{there:?}");
    assert!(there.iter().any(|(_, text)| text.contains("And more of it")), "{there:?}");
    // The other way round: the feed was first.
    let service = newsroom.start();
    let after = push(&service, ALL, (&two, 2), "world");
    let again = push(&service, ALL, (&one, 1), "world");
    assert_eq!(before["id"], again["id"]);
    drop(service);
    newsroom.ended(&["run"], 0);
    let there = items(&newsroom, "world");
    assert_eq!(there.len(), 2, "{there:?}");
    assert!(there.iter().all(|(_, text)| text.contains("And more of it")), "{there:?}");
    let told = newsroom.told(&["explain", "--json", &two]);
    assert!(told.to_string().contains(after["id"].as_str().unwrap()), "{told}");
}

#[test]
fn nothing_else_is_joined_to_what_was_pushed() {
    let (own, other) = (page(1), "https://elsewhere.example/2026/story-2".to_owned());
    let newsroom = newsroom(&[]);
    let service = newsroom.start();
    push(&service, ALL, (&own, 7), "world");
    push(&service, ALL, (&other, 2), "world");
    // Whose token is for other sections has no hand in this one.
    push(&service, SPORTS, (&page(3), 3), "sports");
    drop(service);
    newsroom.write("site.rss", &feed(&[(&own, 1), (&other, 2), (&page(3), 3)]));
    newsroom.ended(&["run"], 0);
    let world = items(&newsroom, "world");
    assert_eq!(world.len(), 5, "{world:?}");
    assert!(
        world.iter().any(|(title, text)| title.contains("Story 3") && !text.contains("more of it"))
    );
    assert_eq!(items(&newsroom, "sports").len(), 1);
    // Nor by being the later one.
    newsroom.write("site.rss", &feed(&[(&page(4), 4)]));
    newsroom.ended(&["run"], 0);
    let service = newsroom.start();
    push(&service, SPORTS, (&page(4), 4), "sports");
    drop(service);
    newsroom.ended(&["run"], 0);
    let world = items(&newsroom, "world");
    assert!(
        world.iter().any(|(title, text)| title.contains("Story 4") && !text.contains("more of it"))
    );
    assert_eq!(items(&newsroom, "sports").len(), 2);
}

#[test]
fn a_feed_of_its_own_brings_nothing_again() {
    let echo = |name: &str, format: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.feed]\nfile = \"feeds/world.{format}\"\n"
        )
    };
    let sources = ["json", "rss", "atom"].map(|format| echo(&format!("echo-{format}"), format));
    let newsroom = Newsroom::new(&format!("{DESK}{}", sources.concat()));
    std::fs::create_dir(newsroom.path("feeds")).unwrap();
    for number in 0..3 {
        let head = format!("title: Story {number}\nsections: [world]\ndate: 2026-01-05T10:00:00Z");
        newsroom.write(
            &format!("articles/{number}.md"),
            &format!("---\n{head}\n---\nText {number}.\n"),
        );
    }
    newsroom.run(&["run"]);
    for _ in 0..2 {
        let ran = newsroom.ended(&["run"], 0);
        assert_eq!(
            newsroom.json("feeds/world.json")["items"].as_array().unwrap().len(),
            3,
            "{ran}"
        );
    }
    let status = newsroom.ended(&["status"], 0);
    assert!(status.contains("an article of this newsroom's own"), "{status}");
}

/// A newsroom that reads the feeds of others, each in its format; its files begin so.
fn reader(name: &str, begin: &str, others: &[(std::path::PathBuf, &str)]) -> Newsroom {
    let source = |(number, (path, format)): (usize, &(std::path::PathBuf, &str))| {
        std::fs::create_dir_all(path).unwrap();
        let path = path.join(format!("world.{format}"));
        format!(
            "[[source]]\nname = \"other-{number}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
             [source.feed]\nfile = \"{}\"\n",
            path.display()
        )
    };
    let sources: String = others.iter().enumerate().map(source).collect();
    // Without pages nothing but the id says what is what.
    let desk = DESK.replace("base_url = \"https://test.example/\"\n", "");
    let newsroom = Newsroom::new(&format!("{desk}{sources}"));
    for number in ["one", "two"] {
        let head = "sections: [world]\ndate: 2026-01-05T10:00:00Z";
        let text = format!("---\ntitle: {name} {number}\n{head}\n---\nText of {name}.\n");
        newsroom.write(&format!("articles/{begin}{number}.md"), &text);
    }
    newsroom
}

fn titles(newsroom: &Newsroom) -> Vec<String> {
    let mut titles: Vec<String> =
        items(newsroom, "world").into_iter().map(|(title, _)| title).collect();
    titles.sort();
    titles
}

#[test]
fn newsrooms_that_read_each_other_have_each_article_once() {
    let formats = ["json", "rss", "atom"];
    // Two that call all their files alike give their articles the same ids.
    let three: &[&str] = &["Ash", "Birch", "Cedar"];
    for (names, are_alike) in [(three, false), (three, true), (&["Ash", "Elm"], true)] {
        let folder = tempfile::tempdir().unwrap();
        let shown = |name: &str| folder.path().join(name);
        let newsroom = |(own, name): (usize, &&str)| {
            let others = names.iter().enumerate().filter(|(other, _)| *other != own);
            let others: Vec<_> = others
                .map(|(other, name)| (shown(name), formats[(own + other) % formats.len()]))
                .collect();
            reader(name, if are_alike { "" } else { name }, &others)
        };
        let newsrooms: Vec<Newsroom> = names.iter().enumerate().map(newsroom).collect();
        // First each has its own out: what is not there yet would be asked again much later.
        for gathers in [&["run", "desk"] as &[&str], &["run"], &["run"], &["run"]] {
            for (newsroom, name) in newsrooms.iter().zip(names) {
                newsroom.ended(gathers, 0);
                for format in formats {
                    let file = format!("world.{format}");
                    let from = newsroom.path(&format!("feeds/{file}"));
                    std::fs::copy(from, shown(name).join(file)).unwrap();
                }
            }
        }
        let all: Vec<String> =
            names.iter().flat_map(|name| [format!("{name} one"), format!("{name} two")]).collect();
        for newsroom in &newsrooms {
            assert_eq!(titles(newsroom), all);
        }
    }
}

#[test]
fn who_shows_an_id_changes_nothing_and_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let there = |name: &str| folder.path().join(name);
    let newsroom = reader(
        "Ours",
        "",
        &[(there("liar"), "json"), (there("friend"), "json"), (there("late"), "json")],
    );
    let show = |name: &str, items: Value| {
        let feed =
            json!({"version": "https://jsonfeed.org/version/1.1", "title": name, "items": items});
        let path = there(name).join("world.json");
        #[expect(clippy::disallowed_methods, reason = "a test's own files")]
        std::fs::write(&path, feed.to_string()).unwrap();
    };
    for name in ["liar", "friend", "late"] {
        show(name, json!([]));
    }
    newsroom.ended(&["run"], 0);
    let own = newsroom.json("feeds/world.json")["items"][0]["id"].clone();
    let theirs = ArticleId::made_from("theirs");
    let item = |id: &Value, title: &str| {
        json!({"id": id, "title": title, "content_text": format!("{title} is told here."),
               "date_published": "2026-01-05T10:00:00Z"})
    };
    let mut handed_on = theirs.to_string();
    handed_on.replace_range(23..24, "8");
    show("liar", json!([item(&own, "Arrested"), item(&json!(handed_on), "Slander")]));
    newsroom.run(&["run"]);
    assert_eq!(titles(&newsroom), ["Arrested", "Ours one", "Ours two", "Slander"]);
    // The one whose id it is comes later, with what it says itself.
    show("friend", json!([item(&json!(theirs), "Harvest begins")]));
    newsroom.run(&["run"]);
    let all = ["Arrested", "Harvest begins", "Ours one", "Ours two", "Slander"];
    assert_eq!(titles(&newsroom), all);
    // Nor is it kept from readers by one who shows its name and has it wait.
    let mut waits = item(&json!("https://friend.example/harvest"), "Market opens");
    waits["url"] = json!("https://friend.example/harvest");
    show("friend", json!([item(&json!(theirs), "Harvest begins"), waits.clone()]));
    newsroom.run(&["run"]);
    waits["publish_at"] = json!("2099-01-01T00:00:00Z");
    show("late", json!([waits]));
    newsroom.run(&["run"]);
    assert_eq!(titles(&newsroom).len(), 6, "{:?}", titles(&newsroom));
    let own_text = items(&newsroom, "world").into_iter().find(|(title, _)| title == "Ours one");
    assert_eq!(own_text.unwrap().1.trim(), "<p>Text of Ours.</p>");
}

#[test]
fn a_page_of_many_notices_is_no_ones() {
    let newsroom = newsroom(&[]);
    let service = newsroom.start();
    let page = "https://test.example/warnings";
    let body = json!({"title": "Rain warning for Karachi", "url": page, "sections": ["world"],
                      "content_text": "Heavy rain is expected in Karachi.",
                      "date_published": "2026-01-05T10:00:00Z"});
    let put = service.send(ALL, "PUT", "/api/articles/a", &body.to_string());
    assert_eq!(put.status, 201, "{}", put.text());
    drop(service);
    for city in ["Quetta", "Gilgit"] {
        let file = format!(
            "---\ntitle: Rain warning for {city}\ndate: 2026-01-05T10:00:00Z\n\
             sections: [world]\nurl: {page}\n---\nHeavy rain is expected in {city}.\n"
        );
        newsroom.write(&format!("articles/{city}.md"), &file);
    }
    // Two that say the same are not both what was pushed.
    for name in ["one", "two"] {
        let file = format!(
            "---\ntitle: Rain warning for Karachi\ndate: 2026-01-05T10:00:00Z\n\
             sections: [world]\nurl: {page}\n---\nHeavy rain is expected in Karachi. {name}\n"
        );
        newsroom.write(&format!("articles/{name}.md"), &file);
    }
    newsroom.ended(&["run"], 0);
    let there = items(&newsroom, "world");
    assert_eq!(there.len(), 4, "{there:?}");
    // Nor is what is pushed later what a feed has there of another place.
    let item = |city: &str| {
        format!(
            "<item><title>Rain warning for {city}</title><link>{page}</link>\
             <guid isPermaLink=\"false\">{city}</guid><pubDate>Mon, 05 Jan 2026 10:00:00 GMT\
             </pubDate><description>Heavy rain is expected in {city}.</description></item>"
        )
    };
    let feed = feed(&[]).replace("</channel>", &format!("{}</channel>", item("Skardu")));
    newsroom.write("site.rss", &feed);
    newsroom.ended(&["run"], 0);
    let service = newsroom.start();
    let put =
        service.send(ALL, "PUT", "/api/articles/b", &body.to_string().replace("Karachi", "Hunza"));
    assert_eq!(put.status, 201, "{}", put.text());
    drop(service);
    newsroom.ended(&["run"], 0);
    let there = items(&newsroom, "world");
    assert_eq!(there.len(), 6, "{there:?}");
}
