//! What is known is not read again:
//! - an unchanged item is counted and nothing else, whatever its neighbours do
//!   and whenever the feed says it was built;
//! - a changed item comes back, and so do all when something changes that flows
//!   into them (base, language, author, the feed's title);
//! - an older twin never takes the place of a known newer one.

use pressroom::fingerprint::Fingerprint;
use pressroom::sources::feed::{Document, Reading, read};
use pressroom::web_address::WebAddress;
use std::collections::HashSet;

fn reading(text: &str, known: &HashSet<Fingerprint>) -> Reading {
    let document = Document { bytes: text.as_bytes(), content_type: None, base: None };
    read(&document, known).expect("a feed")
}

fn known(text: &str) -> HashSet<Fingerprint> {
    reading(text, &HashSet::new()).items.iter().filter_map(|item| item.arrived).collect()
}

const RSS: &str = "<rss><channel><title>Paper</title><link>http://p.org/</link><language>en</language>\
    <lastBuildDate>Tue, 01 Sep 2026 10:00:00 GMT</lastBuildDate>\
    <item><title>A</title><guid>a</guid></item><item><title>B</title><guid>b</guid></item></channel></rss>";

const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' xml:base='http://p.org/'><title>Paper</title>\
    <updated>2026-09-01T10:00:00Z</updated><author><name>Desk</name></author>\
    <entry><title>A</title><id>a</id></entry><entry><title>B</title><id>b</id></entry></feed>";

const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "language": "en",
    "authors": [{"name": "Desk"}], "user_comment": "10:00",
    "items": [{"id": "a", "content_text": "A"}, {"id": "b", "content_text": "B"}]}"#;

#[test]
fn an_unchanged_feed_brings_nothing() {
    for feed in [RSS, ATOM, JSON] {
        let again = reading(feed, &known(feed));
        assert_eq!((again.items.len(), again.known, again.rejections.len()), (0, 2, 0), "{feed}");
    }
}

#[test]
fn the_time_of_building_changes_nothing() {
    for feed in [RSS, ATOM, JSON] {
        let later = feed.replace("10:00", "11:00");
        assert_ne!(later, feed);
        assert_eq!(reading(&later, &known(feed)).known, 2, "{feed}");
    }
}

#[test]
fn only_the_changed_item_comes_back() {
    for (feed, from, to) in [(RSS, ">B<", ">B!<"), (ATOM, ">B<", ">B!<"), (JSON, "\"B\"", "\"B!\"")]
    {
        let changed = reading(&feed.replace(from, to), &known(feed));
        assert_eq!((changed.known, changed.items.len()), (1, 1), "{feed}");
        assert_eq!(changed.items[0].key, "b");
    }
}

#[test]
fn what_flows_into_items_brings_them_back() {
    let changes = [
        (RSS, ">Paper<", ">Paper!<"),
        (RSS, "http://p.org/", "http://q.org/"),
        (RSS, ">en<", ">fr<"),
        (RSS, "<rss>", "<rss xml:base='http://q.org/'>"),
        (ATOM, "'en'", "'fr'"),
        (ATOM, "http://p.org/", "http://q.org/"),
        (ATOM, ">Desk<", ">Other<"),
        (ATOM, ">Paper<", ">Paper!<"),
        (JSON, "\"Desk\"", "\"Other\""),
        (JSON, "\"en\"", "\"fr\""),
    ];
    for (feed, from, to) in changes {
        let changed = reading(&feed.replace(from, to), &known(feed));
        assert_eq!((changed.known, changed.items.len()), (0, 2), "{from} to {to} in {feed}");
    }
}

#[test]
fn another_address_of_the_document_brings_them_back() {
    let read_at = |address: &str, known: &HashSet<Fingerprint>| {
        let base = WebAddress::parse(address).expect("a web address");
        let document = Document { bytes: ATOM.as_bytes(), content_type: None, base: Some(&base) };
        read(&document, known).expect("a feed")
    };
    let first = read_at("http://a.org/f", &HashSet::new());
    let known = first.items.iter().filter_map(|item| item.arrived).collect();
    assert_eq!(read_at("http://a.org/f", &known).known, 2);
    assert_eq!(read_at("http://b.org/f", &known).known, 0);
}

#[test]
fn reading_with_and_without_memory_gives_the_same_items() {
    for feed in [RSS, ATOM, JSON] {
        let all = reading(feed, &HashSet::new()).items;
        let first: HashSet<_> = all[0].arrived.into_iter().collect();
        let rest = reading(feed, &first);
        assert_eq!((rest.known, rest.items.as_slice()), (1, &all[1..]), "{feed}");
    }
}

#[test]
fn an_older_twin_does_not_take_the_place_of_a_known_one() {
    let item = |day: &str| {
        format!(
            "<item><guid>http://x.org/?a=1&amp;b=2</guid><title>{day}</title><pubDate>2026-09-{day}</pubDate></item>"
        )
    };
    let feed = format!("<rss><channel>{}{}</channel></rss>", item("01"), item("02"));
    let first = reading(&feed, &HashSet::new());
    assert_eq!((first.items.len(), first.rejections.len()), (1, 1));
    let again = reading(&feed, &first.items.iter().filter_map(|item| item.arrived).collect());
    assert_eq!((again.known, again.items.len(), again.rejections.len()), (1, 0, 1));
}
