//! Promise: of what was purged nobody who has the store can read a word, whatever became of the
//! article before: neither headline nor text, writer, keyword or note.
//! - one that two sources tell under two headlines, at two addresses;
//! - one that the desk put apart again, or put off;
//! - one that was pushed, corrected, and pushed again with a key of its own;
//! - it is known by each of its addresses all the same, and comes back by none;
//! - what an earlier release left goes when the store is opened.

use crate::program::{Newsroom, token};
use serde_json::json;

const KEEP: &str = "[store]\nkeep = \"36500d\"\n[[section]]\ntitle = \"World\"\n";

fn source(name: &str) -> String {
    format!(
        "[[source]]\nname = \"{name}\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
         feed.file = \"{name}.rss\"\n"
    )
}

/// A text of so many words that is no pattern.
fn text(word: &str) -> String {
    (0..200).map(|n| format!("w{}ord ", n * 7919 % 9973)).collect::<String>() + word + "."
}

fn item(guid: &str, page: &str, title: &str, text: &str) -> String {
    format!(
        "<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid>\
         <link>https://w.example/{page}</link><dc:creator>Zzwriter</dc:creator>\
         <category>Zzkeyword</category><description>{text}</description>\
         <pubDate>Thu, 26 Nov 2026 10:00:00 GMT</pubDate></item>"
    )
}

fn wire(items: &[String]) -> String {
    format!(
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>W</title>\
         <link>https://w.example/</link>{}</channel></rss>",
        items.concat()
    )
}

const WORDS: [&str; 9] = [
    "Zzheadline",
    "Zzother",
    "Zztext",
    "Zzwriter",
    "Zzkeyword",
    "Zznote",
    "zzslug",
    "Zzguid",
    "zzfile",
];

/// The words of what was purged that can be read in the store, or beside it.
fn left(newsroom: &Newsroom) -> Vec<String> {
    let mut left = Vec::new();
    for file in ["pressroom.sqlite", "pressroom.sqlite-wal", "pressroom.sqlite.journal"] {
        let bytes = std::fs::read(newsroom.path(file)).unwrap_or_default();
        for word in WORDS {
            if bytes.windows(word.len()).any(|at| at == word.as_bytes()) {
                left.push(format!("{file}: {word}"));
            }
        }
    }
    left
}

const OTHER: [&str; 4] = ["o", "o", "Another thing", "Nothing of it."];

fn others(more: &[String]) -> String {
    let [guid, page, title, text] = OTHER;
    let quiet = item(guid, page, title, text).replace("Zz", "");
    wire(&[&[quiet], more].concat())
}

/// Two sources tell one story under two headlines.
fn joined() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{KEEP}{}{}", source("one"), source("two")));
    newsroom.write(
        "one.rss",
        &others(&[item("Zzguid-g", "zzslug-a", "Zzheadline of it", &text("Zztext"))]),
    );
    newsroom.write("two.rss", &others(&[]));
    newsroom.ended(&["run"], 0);
    let other = item("Zzguid-h", "zzslug-b", "Zzother told", &text("Zztext"));
    newsroom.write("two.rss", &others(&[other]));
    newsroom.ended(&["run"], 0);
    newsroom
}

fn count(newsroom: &Newsroom) -> usize {
    newsroom.json("feeds/world.json")["items"].as_array().unwrap().len()
}

#[test]
fn of_a_joined_story_no_headline_stays() {
    let newsroom = joined();
    assert_eq!(count(&newsroom), 2, "{}", newsroom.read("feeds/world.json"));
    assert!(!left(&newsroom).is_empty());
    newsroom.ended(&["correct", "https://w.example/zzslug-a", "--note", "Zznote was wrong."], 0);
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["purge", "https://w.example/zzslug-b", "--reason", "By order."], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    for when in ["once more", "and again"] {
        newsroom.ended(&["run"], 0);
        for format in ["json", "rss", "atom"] {
            let feed = newsroom.read(&format!("feeds/world.{format}"));
            assert!(feed.contains("By order.") && !feed.contains("zzslug"), "{feed}");
        }
        assert_eq!(left(&newsroom), Vec::<String>::new(), "{when}");
    }
    assert_eq!(count(&newsroom), 1);
    // Whoever knows an address finds out what became of it.
    for address in ["https://w.example/zzslug-a", "https://w.example/zzslug-b"] {
        let told = newsroom.ended(&["explain", address], 0);
        assert!(told.contains("By order."), "{address}: {told}");
    }
    newsroom.write(
        "one.rss",
        &others(&[item("Zzguid-g", "zzslug-a", "Zzheadline more", &text("Zztext"))]),
    );
    newsroom.write("two.rss", &others(&[item("h9", "zzslug-b", "Zzother anew", &text("Zztext"))]));
    newsroom.ended(&["run"], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    assert_eq!(count(&newsroom), 1);
}

#[test]
fn of_what_was_put_apart_nothing_stays() {
    let newsroom = joined();
    newsroom.ended(&["separate", "https://w.example/zzslug-a", "--source", "two"], 0);
    newsroom.ended(&["run"], 0);
    assert_eq!(count(&newsroom), 3);
    newsroom.ended(&["purge", "https://w.example/zzslug-a", "--reason", "By order."], 0);
    newsroom.ended(&["purge", "https://w.example/zzslug-b", "--reason", "By order."], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    newsroom.ended(&["run"], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    assert_eq!(count(&newsroom), 1);
}

#[test]
fn of_what_was_put_off_nothing_stays() {
    let newsroom = joined();
    let until = ["embargo", "https://w.example/zzslug-a", "2999-01-01T10:00", "--reason", "Zznote"];
    newsroom.ended(&until, 0);
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["purge", "https://w.example/zzslug-a", "--reason", "By order."], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    newsroom.ended(&["run"], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
}

#[test]
fn of_what_was_pushed_nothing_stays() {
    let newsroom =
        Newsroom::new(&format!("{KEEP}{}{}", source("one"), token("cms", "secret", &[])));
    newsroom.write("one.rss", &others(&[]));
    let service = newsroom.serve();
    for word in ["Zztext", "Zztext again"] {
        let said = json!({"title": "Zzheadline", "sections": ["world"], "content_text": word,
            "authors": [{"name": "Zzwriter"}], "tags": ["Zzkeyword"]});
        assert_eq!(service.put("secret", "p", &said).status / 100, 2);
    }
    let batch =
        json!({"id": "p", "title": "Zzheadline", "sections": ["world"], "content_text": "Zztext"});
    let batch = batch.to_string();
    let head = format!(
        "Host: test.example\r\nAuthorization: Bearer secret\r\nIdempotency-Key: k\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n",
        batch.len()
    );
    let sent = crate::program::send_raw(&service.feeds, "POST", "/api/articles", &head, &batch);
    assert_eq!(sent.status / 100, 2, "{}", sent.text());
    newsroom.ended(&["correct", "p", "--note", "Zznote was wrong."], 0);
    newsroom.ended(&["purge", "p", "--reason", "By order."], 0);
    assert_eq!(service.terminate(), Some(0));
    assert_eq!(left(&newsroom), Vec::<String>::new());
}

#[test]
fn what_an_earlier_release_left_goes() {
    let newsroom = joined();
    newsroom.ended(&["purge", "https://w.example/zzslug-a", "--reason", "By order."], 0);
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    let number: i64 = store
        .query_row("SELECT number FROM article WHERE reason = 'By order.'", [], |row| row.get(0))
        .unwrap();
    store
        .execute(
            "INSERT INTO name (article, title, url, address)
             VALUES (?1, 'Zzheadline of it', 'https://w.example/zzheadline', 5)",
            [number],
        )
        .unwrap();
    store
        .execute(
            "UPDATE text SET head = json_remove(head, '$.had_page')
             WHERE number = (SELECT text FROM article WHERE number = ?1)",
            [number],
        )
        .unwrap();
    drop(store);
    newsroom.ended(&["run"], 0);
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    let left = |what: &str| -> i64 {
        let count = format!("SELECT count(*) FROM name WHERE article = ?1 AND {what}");
        store.query_row(&count, [number], |row| row.get(0)).unwrap()
    };
    assert_eq!(left("(title <> '' OR url LIKE 'http%')"), 0);
    // By what was sealed before it is known all the same.
    let told = newsroom.ended(&["explain", "https://w.example/zzslug-b"], 0);
    assert!(told.contains("By order."), "{told}");
}

/// What an earlier release kept of a purge: what the items are called, and the address.
#[test]
fn what_an_earlier_release_called_it_goes() {
    let newsroom = Newsroom::new(&format!("{KEEP}{}", source("one")));
    let told = item("Zzguid-g", "zzslug-a", "Zzheadline of it", &text("Zztext"));
    newsroom.write("one.rss", &others(&[told]));
    newsroom.ended(&["run"], 0);
    let lines = newsroom.read("pressroom.sqlite.journal");
    newsroom.ended(&["purge", "https://w.example/zzslug-a", "--reason", "By order."], 0);
    let after = newsroom.read("pressroom.sqlite.journal");
    let purge = after.lines().find(|line| line.contains("\"purge\"")).unwrap().to_owned();
    newsroom.write("pressroom.sqlite.journal", &format!("{lines}{purge}\n"));
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    for sql in [
        "UPDATE arrival SET key = 'Zzguid-g' WHERE key LIKE 'sealed:%'",
        "UPDATE text SET head = json_object('title', '', 'home', 'elsewhere',
                                            'url', 'https://w.example/zzslug-a')
         WHERE json_extract(head, '$.title') = ''",
    ] {
        assert_eq!(store.execute(sql, []).unwrap(), 1, "{sql}");
    }
    drop(store);
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.read("feeds/world.json").contains("zzslug"));
    assert!(!newsroom.read("pressroom.sqlite.journal").contains("Zzguid"));
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    let left: i64 = store
        .query_row(
            "SELECT (SELECT count(*) FROM arrival WHERE key LIKE 'Zz%')
                  + (SELECT count(*) FROM text WHERE head LIKE '%zzslug%')
                  + (SELECT count(*) FROM name WHERE url LIKE '%zzslug%')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(left, 0);
    let told = newsroom.ended(&["explain", "https://w.example/zzslug-a"], 0);
    assert!(told.contains("By order."), "{told}");
    assert_eq!(count(&newsroom), 1);
}

/// What is refused is known by its name for a while, so that it is not read each time.
#[test]
fn of_an_item_that_is_refused_and_says_the_same_no_name_stays() {
    let [one, two] = ["one", "two"].map(source);
    let drops = "[[source.drop]]\ntitle = ['.zhead']\n";
    let newsroom = Newsroom::new(&format!("{KEEP}{one}{two}{drops}"));
    let told = item("g", "a", "Zzheadline of it", &text("Zztext"));
    newsroom.write("one.rss", &others(std::slice::from_ref(&told)));
    newsroom.write("two.rss", &others(&[]));
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["purge", "https://w.example/a", "--reason", "By order."], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    let again = item("Zzguid-of-it", "b", "Zzheadline of it", &text("Zztext"));
    let fresh = |n: u32| item(&format!("f{n}"), &format!("f{n}"), &format!("Fresh {n}"), "New.");
    for n in 0..3 {
        newsroom.write("two.rss", &others(&[again.clone(), fresh(n).replace("Zz", "")]));
        newsroom.ended(&["run", "two"], 0);
        assert_eq!(left(&newsroom), Vec::<String>::new(), "{n}");
        let told = newsroom.told(&["status", "--json"]).to_string();
        assert_eq!(told.matches("sealed:").count(), 1, "{n}: {told}");
    }
    newsroom.write("two.rss", &others(&[]));
    newsroom.ended(&["run", "two"], 0);
    assert_eq!(count(&newsroom), 4);
}

/// A file's name is mostly its headline.
#[test]
fn of_a_file_that_stays_in_its_folder_no_name_stays() {
    let folder = "[[source]]\nname = \"desk\"\nschedule = \"@yearly\"\nsections = [\"world\"]\n\
                  folder = { path = \"in\", mirror = true }\n";
    let newsroom = Newsroom::new(&format!("{KEEP}{folder}"));
    let file = |text: &str| {
        format!(
            "+++\ntitle = \"Zzheadline\"\ndate = 2026-11-26T10:00:00Z\n+++\n{}\n",
            self::text(text)
        )
    };
    newsroom.write("in/zzfile-of-it.md", &file("Zztext"));
    newsroom.write(
        "in/other.md",
        "+++\ntitle = \"Another\"\ndate = 2026-11-26T10:00:00Z\n+++\nOther.\n",
    );
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["purge", "zzfile-of-it.md", "--reason", "By order."], 0);
    assert_eq!(left(&newsroom), Vec::<String>::new());
    // It lies there still, is written anew, and is gone: nothing of that brings it back.
    for words in ["Zztext", "Zztext and quite something else"] {
        newsroom.write("in/zzfile-of-it.md", &file(words));
        newsroom.ended(&["run"], 0);
        assert_eq!(left(&newsroom), Vec::<String>::new(), "{words}");
        assert_eq!(count(&newsroom), 1, "{words}");
    }
    std::fs::remove_file(newsroom.path("in/zzfile-of-it.md")).unwrap();
    newsroom.ended(&["run"], 0);
    newsroom.write("in/zzfile-of-it.md", &file("Zztext"));
    newsroom.ended(&["run"], 0);
    assert_eq!(count(&newsroom), 1);
}
