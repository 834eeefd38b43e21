//! JSON Feed 1 and 1.1 are read whole:
//! - every member that has a place in an item is in it;
//! - a member of the wrong kind, a bad item, and a document that is cut off
//!   cost no more than themselves;
//! - a single item is read by itself, for files and pushes.

use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::feed::json_feed::read_json_item;
use pressroom::sources::feed::{Document, Reading, read};
use pressroom::web_address::WebAddress;
use proptest::prelude::*;

fn reading(text: &str) -> Reading {
    let base = WebAddress::parse("https://p.org/feed.json").expect("a web address");
    let document = Document { bytes: text.as_bytes(), content_type: None, base: Some(&base) };
    read(&document, &Default::default()).expect("a feed")
}

const FEED: &str = r#"{
  "version": "https://jsonfeed.org/version/1.1", "title": "Paper", "home_page_url": "https://p.org/",
  "feed_url": "https://p.org/feed.json", "language": "en-PK", "authors": [{"name": "Desk"}],
  "items": [
    {"id": "https://p.org/1", "url": "/1", "title": "One <b> & two", "content_html": "<p>x</p>",
     "summary": "s", "image": "i.webp", "date_published": "2026-09-01T10:00:00+05:00",
     "date_modified": "2026-09-02T10:00:00Z", "tags": ["a", "b", "a"], "language": "ur",
     "authors": [{"name": "Ann", "url": "https://ann.org/"}],
     "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12, "duration_in_seconds": 3.5, "title": "t"}]},
    {"id": 7, "content_text": "plain <text>", "author": {"name": "Old"}, "external_url": "https://o.org/x"},
    {"id": "c", "content_text": "c"}
  ]}"#;

#[test]
fn every_member_has_its_place() {
    let read = reading(FEED);
    assert_eq!(read.title.as_deref(), Some("Paper"));
    assert_eq!(read.language.as_deref(), Some("en-PK"));
    let [first, second, third] = read.items.as_slice() else { panic!("{:?}", read.items) };
    let first = RawItem { arrived: None, ..first.clone() };
    insta::assert_snapshot!(serde_json::to_string_pretty(&first).expect("plain data"));
    assert_eq!((second.key.as_str(), second.key_is_global), ("7", false));
    assert_eq!(second.url.as_deref(), Some("https://o.org/x"));
    assert_eq!(second.content, Some(RawText::Plain("plain <text>".to_owned())));
    assert_eq!(second.authors[0].name, "Old");
    assert_eq!(third.authors[0].name, "Desk");
}

#[test]
fn mistakes_cost_no_more_than_themselves() {
    let read = reading(
        r#"{"version": "https://jsonfeed.org/version/1", "title": 5, "items": [
            {"id": "a", "title": ["no"], "tags": "no", "authors": 3, "date_published": "soon", "content_text": "x"},
            nonsense, {}, 12, {"id": "b" "content_text": "y"},
            {"id": "c", "content_text": "line
break"}]}"#,
    );
    let keys: Vec<_> = read.items.iter().map(|item| item.key.as_str()).collect();
    assert_eq!(keys, ["a", "c"]);
    assert_eq!(read.items[0].unreadable_date.as_deref(), Some("soon"));
    let unset = reading(
        r#"{"version": "https://jsonfeed.org/version/1.1", "items": [
            {"id": "a", "date_published": "1970-01-01T00:00:00Z", "content_text": "x"}]}"#,
    );
    assert_eq!(unset.items[0].published, None);
    assert_eq!(unset.items[0].unreadable_date.as_deref(), Some("1970-01-01T00:00:00+00:00"));
    assert_eq!(read.items[1].content, Some(RawText::Plain("line\nbreak".to_owned())));
    assert_eq!(read.rejections.len(), 4, "{:?}", read.rejections);
}

#[test]
fn words_of_another_kind_are_words() {
    let read = reading(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [
        {"id": 1, "title": 1984, "content_html": ["<p>One.</p>", "<p>Two.</p>"], "summary": 7},
        {"id": 2, "content_text": ["One.", "Two."]},
        {"id": 3, "title": "Yes \u0096 no", "content_text": "He said \u0093no\u0094."}]}"#,
    );
    // Nobody means the controls of C1: they are windows-1252, as in HTML.
    let third = &read.items[2];
    assert_eq!(third.title, Some(RawText::Plain("Yes – no".to_owned())));
    assert_eq!(third.content, Some(RawText::Plain("He said “no”.".to_owned())));
    let [first, second, _] = read.items.as_slice() else { panic!("{:?}", read.items) };
    assert_eq!(first.title, Some(RawText::Plain("1984".to_owned())));
    assert_eq!(first.summary, Some(RawText::Plain("7".to_owned())));
    assert_eq!(first.content, Some(RawText::Html("<p>One.</p>\n<p>Two.</p>".to_owned())));
    assert_eq!(second.content, Some(RawText::Plain("One.\nTwo.".to_owned())));
}

#[test]
fn a_single_item_is_read_by_itself() {
    let base = WebAddress::parse("https://p.org/").expect("a web address");
    let item = read_json_item(r#"{"id": "x", "url": "a/b", "content_text": "t"}"#, Some(&base))
        .expect("an item");
    assert_eq!((item.key.as_str(), item.url.as_deref()), ("x", Some("https://p.org/a/b")));
    assert!(item.arrived.is_some());
    for (json, problem) in
        [("", "not JSON"), ("[]", "not a JSON object"), ("{}", "empty"), ("{\"id\"", "not JSON")]
    {
        let error = read_json_item(json, None).expect_err(json);
        assert!(error.contains(problem), "{json}: {error}");
    }
    let deep = "[".repeat(100_000);
    assert!(read_json_item(&deep, None).is_err());
}

proptest! {
    #[test]
    fn a_feed_cut_anywhere_keeps_the_whole_items(cut in 0..FEED.len()) {
        let all = reading(FEED).items;
        let starts: Vec<_> = FEED.match_indices("{\"id\"").map(|(at, _)| at).collect();
        let ends = [starts[1], starts[2], FEED.len()];
        let whole = ends.iter().filter(|end| **end <= cut).count();
        let document = Document { bytes: &FEED.as_bytes()[..cut], content_type: None, base: None };
        if let Ok(read) = read(&document, &Default::default()) {
            let keys: Vec<_> = read.items.iter().take(whole).map(|item| &item.key).collect();
            let expected: Vec<_> = all.iter().take(whole).map(|item| &item.key).collect();
            prop_assert_eq!(keys, expected);
        } else {
            prop_assert_eq!(whole, 0);
        }
    }

    #[test]
    fn no_json_makes_it_panic(text in "[\\[\\]{}\":,\\\\a0 items]{0,60}") {
        let document = format!("{{\"version\":\"jsonfeed.org\",\"items\":[{text}");
        let _ = read(&Document { bytes: document.as_bytes(), content_type: None, base: None }, &Default::default());
        let _ = read_json_item(&text, None);
    }
}
