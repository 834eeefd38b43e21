//! One bad value costs one item, and never the feed that the item is in:
//! - an address is written as RFC 3986 wants it wherever it stands: page, picture,
//!   attachment, author, text, notice of a withdrawal; from a folder, an upstream
//!   feed and a push;
//! - whatever the fields of an item hold, all other articles are published in every
//!   format, and nothing is held back;
//! - an address that a store of an older release holds is right as it is read, and one
//!   that can be none is left out;
//! - whoever pushes what is too long for its field is told so.

use crate::archive_reader::Desk;
use crate::loopback;
use crate::program::{self, Newsroom};
use pressroom::article::ArticleId;
use pressroom::desk::Permit;
use pressroom::source_memory::SourceName;
use pressroom::web_address::WebAddress;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;

const FORMATS: [&str; 3] = ["rss", "atom", "json"];

/// Two sections, and a folder that is not watched.
fn newsroom() -> Newsroom {
    Newsroom::new(program::DESK)
}

/// What no address may hold as it is, between two letters.
const BAD: &str = "a|b^c{d}e`f\\g\"h[i]j%k<l>m n\u{e9}o";

fn is_uri(address: &str) -> bool {
    let mut rest = address;
    while let Some(at) = rest.find('%') {
        let digits = rest.as_bytes().get(at + 1..at + 3);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return false;
        }
        rest = &rest[at + 3..];
    }
    let after_host = address.splitn(4, '/').nth(3).unwrap_or_default();
    address.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b))
        && !after_host.contains(['[', ']'])
        && address.matches('#').count() < 2
}

/// Everything that looks like an address in a document.
fn addresses(document: &str) -> Vec<String> {
    let text = document.replace("&amp;", "&").replace("&quot;", "\"").replace("\\\"", "\"");
    let mut found = Vec::new();
    for (at, _) in text.match_indices("https://bad.example") {
        let end = text[at..].find(['"', '<', '>', ' ']).unwrap_or(text.len() - at);
        found.push(text[at..at + end].to_owned());
    }
    found
}

fn bad_item() -> Value {
    let bad = |place: &str| format!("https://bad.example/{place}/{BAD}?{BAD}#{BAD}#{BAD}");
    json!({
        "id": "b", "title": "Bad", "url": bad("page"), "date_published": "2026-03-01T10:00:00Z",
        "content_html": format!("<p>Bad text, <a href='{}'>a link</a>.<img src='{}'></p>",
            bad("link"), bad("shown")),
        "image": bad("image"),
        "authors": [{ "name": "Mara Quill", "url": bad("author") }],
        "attachments": [{ "url": bad("sound"), "mime_type": "audio/mpeg", "size_in_bytes": 7 }],
        "sections": ["world"],
    })
}

#[test]
fn addresses_from_a_folder_are_made_right_and_stay_so_when_the_article_is_withdrawn() {
    let newsroom = newsroom();
    newsroom.write("articles/bad.json", &bad_item().to_string());
    newsroom.write(
        "articles/good.md",
        &program::article("Good", "\"world\"", "2026-03-01T09:00:00Z", "Good text."),
    );
    newsroom.ended(&["run"], 0);
    for format in FORMATS {
        let feed = newsroom.read(&format!("feeds/world.{format}"));
        assert!(feed.contains("Good text") && feed.contains("Bad text"), "{format}: {feed}");
        let found = addresses(&feed);
        for place in ["page", "link", "shown", "image", "author", "sound"] {
            // RSS has no place for an author's address.
            let is_there = found.iter().any(|one| one.contains(&format!("/{place}/")));
            assert!(is_there || (place == "author" && format == "rss"), "{place} in {format}");
        }
        assert_eq!(found.iter().find(|address| !is_uri(address)), None, "in {format}");
        assert!(newsroom.read(&format!("feeds/front-page.{format}")).contains("Bad text"));
    }
    std::fs::remove_file(newsroom.path("articles/bad.json")).unwrap();
    newsroom.ended(&["run"], 0);
    for format in FORMATS {
        let feed = newsroom.read(&format!("feeds/world.{format}"));
        assert!(feed.contains("Good text") && !feed.contains("Bad text"), "{format}: {feed}");
        assert_eq!(addresses(&feed).iter().find(|address| !is_uri(address)), None, "in {format}");
    }
    assert!(newsroom.read("feeds/world.rss").contains("/page/"), "no notice of the withdrawal");
}

#[test]
fn addresses_of_an_upstream_feed_are_made_right() {
    let bad = |place: &str| {
        format!("https://bad.example/{place}/{BAD}?{BAD}&{BAD}")
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
    };
    let feed = format!(
        "<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" \
         xmlns:podcast=\"https://podcastindex.org/namespace/1.0\">\
         <channel><title>Wire</title><link>https://wire.example/</link>\
         <item><guid isPermaLink=\"false\">b</guid><title>Bad</title><link>{}</link>\
         <enclosure url=\"{}\" length=\"7\" type=\"audio/mpeg\"/>\
         <itunes:image href=\"{}\"/><podcast:transcript url=\"{}\" type=\"text/vtt\"/>\
         <podcast:chapters url=\"{}\" type=\"application/json+chapters\"/>\
         <description>Bad text, other words.</description></item>\
         <item><guid isPermaLink=\"false\">g</guid><title>Good</title>\
         <link>https://wire.example/good</link><description>Good text here.</description></item>\
         </channel></rss>",
        bad("page"),
        bad("sound"),
        bad("cover"),
        bad("words"),
        bad("chapters"),
    );
    let (server, _) = loopback::serve(move |_, to| {
        let length = feed.len();
        write!(to, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{feed}")
    });
    let newsroom = Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[[section]]\ntitle = \"World\"\n[[source]]\n\
         name = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         [source.feed]\nurl = \"http://{server}/feed\"\n"
    ));
    newsroom.ended(&["run"], 0);
    for format in FORMATS {
        let feed = newsroom.read(&format!("feeds/world.{format}"));
        assert!(feed.contains("Good text") && feed.contains("Bad text"), "{format}: {feed}");
        let found = addresses(&feed);
        for place in ["page", "sound", "cover", "words", "chapters"] {
            // JSON Feed has no place for what is of an episode.
            let is_there = found.iter().any(|one| one.contains(&format!("/{place}/")));
            assert!(is_there || format == "json", "{place} in {format}: {found:?}");
        }
        assert_eq!(found.iter().find(|address| !is_uri(address)), None, "in {format}");
    }
}

#[test]
fn an_id_that_is_an_address_stays_what_it_was() {
    let feed = "<rss version=\"2.0\"><channel><title>Wire</title>\
         <link>https://wire.example/</link>\
         <item><guid>https://wire.example/a?x=1|2</guid><title>One</title></item>\
         <item><guid>b?x=[1]</guid><title>Two</title></item></channel></rss>";
    let (server, _) = loopback::serve(move |_, to| {
        let length = feed.len();
        write!(to, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{feed}")
    });
    let newsroom = Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[[section]]\ntitle = \"World\"\n[[source]]\n\
         name = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         base_url = \"https://wire.example/\"\n\
         [source.feed]\nurl = \"http://{server}/feed\"\n"
    ));
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/world.json");
    let mut found: Vec<(&str, &str)> = feed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["title"].as_str().unwrap(), item["id"].as_str().unwrap()))
        .collect();
    found.sort_unstable();
    // As it is said, whatever the address is published as.
    let one = ArticleId::made_from("https://wire.example/a?x=1|2");
    let two = ArticleId::within(&SourceName::new("wire"), "b?x=[1]");
    assert_eq!(found, [("One", one.as_str()), ("Two", two.as_str())]);
}

/// A value for a field: of a kind that has made trouble, or any.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(BAD.to_owned()),
        Just(format!("https://bad.example/{BAD}?{BAD}#{BAD}#")),
        Just("https://a\"b.example/".to_owned()),
        Just("https://a{b}.example/x".to_owned()),
        Just("https://user|name:p%ss@bad.example:80/%zz%2?%#%".to_owned()),
        Just("https://[::1]/[x]?[y]#[z]".to_owned()),
        Just("http:///x".to_owned()),
        Just("https:x".to_owned()),
        Just("//bad.example/x y".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("data:text/html,<script>".to_owned()),
        Just("mailto:a|b@bad.example".to_owned()),
        Just("\u{0}\u{b}\u{fffe}\u{ffff}\u{1f}".to_owned()),
        Just("]]> <![CDATA[ <!-- <x &#0; &nope; &amp;lt;".to_owned()),
        Just("text/html; charset=\"x".to_owned()),
        Just("en_US_POSIX-x".to_owned()),
        Just("x".repeat(5_000)),
        Just("&".repeat(2_000)),
        Just(format!("https://bad.example/{}", "y".repeat(9_000))),
        "\\PC{0,40}",
        any::<String>(),
        "https?://[ -~]{1,60}",
    ]
}

fn any_item() -> impl Strategy<Value = Value> {
    let words = prop::collection::vec(hostile(), 14);
    (words, any::<u64>(), any::<u32>(), 1..4usize).prop_map(|(words, length, side, times)| {
        let word = |at: usize| words[at].as_str();
        let media = json!({
            "url": word(0), "mime_type": word(1), "title": word(2), "size_in_bytes": length,
            "duration_in_seconds": side,
        });
        let author = json!({ "name": word(3), "url": word(4), "avatar": word(5) });
        json!({
            "id": "any", "url": word(6), "title": word(7), "summary": word(8),
            "content_html": format!("<p>{0}<a href=\"{0}\" title='{1}'>x</a><img src='{1}' \
                srcset='{0} 2x, {1}'></p>", word(9), word(10)),
            "image": word(11), "tags": vec![word(12); times], "language": word(13),
            "authors": vec![author; times], "attachments": vec![media; times],
            "date_published": "2026-03-01T11:00:00Z", "date_modified": "2026-03-01T11:30:00Z",
            "sections": ["world"],
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_push_holds_all_others_are_published(items in prop::collection::vec(any_item(), 1..4)) {
        let desk = Desk::new();
        desk.push("good", "Good text.", desk.now());
        let mut sections = BTreeSet::new();
        for (number, item) in items.iter().enumerate() {
            let mut item = item.clone();
            item["id"] = json!(format!("any{number}"));
            let name = format!("any{number}");
            // It may be refused: then whoever pushed it was told.
            if let Ok((_, touched)) =
                desk.pipeline().desk.push(item.to_string().as_bytes(), Some(&name), &Permit::of_the_desk())
            {
                sections.extend(touched);
            }
        }
        let printing = desk.pipeline().printer.publish(&sections).unwrap();
        prop_assert_eq!(printing.held_back, Vec::<String>::new());
        desk.later(1);
        desk.push("better", "Better text.", desk.now());
        for format in FORMATS {
            let feed = desk.read(&format!("world.{format}"));
            prop_assert!(feed.contains("Good text.") && feed.contains("Better text."), "{}", feed);
        }
        desk.withdraw("good");
        for format in FORMATS {
            let feed = desk.read(&format!("world.{format}"));
            prop_assert!(!feed.contains("Good text."), "{}", feed);
        }
    }

    #[test]
    fn whatever_is_an_address_is_written_right(text in hostile()) {
        for written in [text.clone(), format!("https://bad.example/{text}")] {
            let Ok(address) = WebAddress::parse(&written) else { continue };
            prop_assert!(is_uri(address.as_str()), "{}", address);
            let again = WebAddress::parse(address.as_str()).unwrap();
            prop_assert_eq!(again.as_str(), address.as_str());
            prop_assert_eq!(again, address);
        }
    }
}

#[test]
fn what_is_pushed_is_refused_where_it_would_be_cut() {
    let desk = Desk::new();
    let long = json!({
        "id": "long", "title": "Long", "content_text": "Text.", "sections": ["world"],
        "tags": ["x".repeat(300)], "date_published": "2026-03-01T11:00:00Z",
    });
    let refused = desk.pipeline().desk.push(
        long.to_string().as_bytes(),
        Some("long"),
        &Permit::of_the_desk(),
    );
    let reason = format!("{:?}", refused.map(|_| ()).unwrap_err());
    assert!(reason.contains("a keyword has more than 200 characters"), "{reason}");
    assert!(desk.pipeline().desk.find("long").unwrap().is_none());
}

#[test]
fn whatever_a_file_holds_all_others_are_published() {
    let newsroom = newsroom();
    newsroom.write(
        "articles/good.md",
        &program::article("Good", "\"world\"", "2026-03-01T12:00:00Z", "Good text."),
    );
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for number in 0..60 {
        let mut item = any_item().new_tree(&mut runner).unwrap().current();
        item["id"] = json!(number.to_string());
        newsroom.write(&format!("articles/any{number}.json"), &item.to_string());
    }
    let output = newsroom.run(&["run"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("held back") && !said.contains("\nleft out:"), "{said}");
    for format in FORMATS {
        assert!(newsroom.read(&format!("feeds/world.{format}")).contains("Good text."), "{said}");
    }
}

#[test]
fn whatever_an_upstream_feed_holds_all_others_are_published() {
    let escape = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('>', "&gt;")
    };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut word = || escape(&hostile().new_tree(&mut runner).unwrap().current());
    let bad: String = (0..40)
        .map(|number| {
            format!(
                "<item><title>{}</title><link>{}</link><guid>{number}{}</guid>\
                 <pubDate>Sun, 01 Mar 2026 11:{number}:00 GMT</pubDate>\
                 <category domain=\"{}\">{}</category><author>{}</author>\
                 <enclosure url=\"{}\" length=\"{}\" type=\"{}\"/><source url=\"{}\">{}</source>\
                 <description>{}</description><dc:rights>{}</dc:rights></item>",
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
                word(),
            )
        })
        .collect();
    let feed = format!(
        "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\
         <title>Wire</title><link>https://wire.example/</link>\
         <item><guid isPermaLink=\"false\">g</guid><title>Good</title>\
         <pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate>\
         <link>https://wire.example/good</link><description>Good text here.</description></item>\
         {bad}</channel></rss>"
    );
    let (server, _) = loopback::serve(move |_, to| {
        let length = feed.len();
        write!(to, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{feed}")
    });
    let newsroom = Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\n[[section]]\ntitle = \"World\"\n[[source]]\n\
         name = \"wire\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         [source.feed]\nurl = \"http://{server}/feed\"\n"
    ));
    let output = newsroom.run(&["run"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!said.contains("held back") && !said.contains("\nleft out:"), "{said}");
    for format in FORMATS {
        let feed = newsroom.read(&format!("feeds/world.{format}"));
        assert!(feed.contains("Good text") && feed.matches("urn:uuid").count() > 20, "{said}");
    }
}

#[test]
fn a_bad_address_in_the_store_of_an_older_release_is_right_as_it_is_read() {
    let newsroom = newsroom();
    newsroom.write(
        "articles/old.json",
        &json!({
            "id": "o", "title": "Old", "url": "https://bad.example/page/OLD", "sections": ["world"],
            "content_html": "<p>Old text, <a href='https://bad.example/link/OLD'>link</a>.</p>",
            "date_published": "2026-03-01T10:00:00Z",
        })
        .to_string(),
    );
    newsroom.write(
        "articles/older.json",
        &json!({
            "id": "p", "title": "Older", "url": "https://nohost.example/page", "sections": ["world"],
            "content_text": "Older text.", "image": "https://nohost.example/picture.png",
            "authors": [{ "name": "Mara Quill", "url": "https://nohost.example/author" }],
            "date_published": "2026-03-01T09:00:00Z",
        })
        .to_string(),
    );
    newsroom.ended(&["run"], 0);
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    let altered = store
        .execute(
            "UPDATE text SET head = replace(replace(head, '/OLD', '/O?x=a|b[1]%'),
                                            '//nohost.', '//no{host}.'),
                             content = replace(content, '/OLD', '/O?x=a|b[1]%')",
            [],
        )
        .unwrap();
    assert_eq!(altered, 2);
    drop(store);
    std::fs::remove_dir_all(newsroom.path("feeds")).unwrap();
    newsroom.ended(&["run"], 0);
    for format in FORMATS {
        let feed = newsroom.read(&format!("feeds/world.{format}"));
        assert!(feed.contains("Older text.") && !feed.contains("{host}"), "{format}: {feed}");
        let found = addresses(&feed);
        assert!(found.len() >= 2, "{format}: {feed}");
        assert_eq!(found.iter().find(|address| !is_uri(address)), None, "in {format}");
    }
}
