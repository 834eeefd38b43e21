//! Whole documents, as readers get them, with text that tries to break them:
//! - every element of each format is written, and written rightly;
//! - corrections and withdrawals are told in each format's own way;
//! - the list of feeds and the pages for people are complete.
//!
//! A snapshot that changes is a change in what every reader is sent.

use crate::render_hostile::hostile_feed;
use crate::render_newsroom as newsroom;
use pressroom::compose::{Supply, front_page, masthead};
use pressroom::feed_document::{FeedDocument, Format};
use pressroom::render::{index, opml, page, render};

fn written(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// A newsroom that has published nothing yet.
fn empty_front_page() -> FeedDocument {
    let settings = newsroom::settings();
    let now = newsroom::at(newsroom::NOW);
    front_page(&settings, masthead(&settings), Supply::default(), now).document
}

#[test]
fn rss() {
    insta::assert_snapshot!(
        "hostile.rss",
        written(render(&hostile_feed(), Format::Rss).expect("the document is written"))
    );
}

#[test]
fn atom() {
    insta::assert_snapshot!(
        "hostile.atom",
        written(render(&hostile_feed(), Format::Atom).expect("the document is written"))
    );
}

#[test]
fn json_feed() {
    let json = render(&hostile_feed(), Format::Json).expect("the document is written");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    insta::assert_snapshot!(
        "hostile.json",
        serde_json::to_string_pretty(&json).expect("it is there")
    );
}

#[test]
fn a_feed_without_anything_names_no_namespace_that_it_does_not_use() {
    let doc = empty_front_page();
    insta::assert_snapshot!(
        "empty.rss",
        written(render(&doc, Format::Rss).expect("the document is written"))
    );
    insta::assert_snapshot!(
        "empty.atom",
        written(render(&doc, Format::Atom).expect("the document is written"))
    );
    insta::assert_snapshot!(
        "empty.json",
        written(render(&doc, Format::Json).expect("the document is written"))
    );
}

#[test]
fn list_of_feeds() {
    let feeds = [hostile_feed(), empty_front_page()];
    insta::assert_snapshot!("index.opml", written(opml(&feeds).expect("the document is written")));
}

#[test]
fn pages() {
    let feeds = [hostile_feed(), empty_front_page()];
    let without_style = |html: String| {
        let (head, rest) = html.split_once("<style>").expect("it is there");
        let (_, tail) = rest.split_once("</style>").expect("it is there");
        format!("{head}<style></style>{tail}")
    };
    insta::assert_snapshot!(
        "page.html",
        without_style(written(page(&feeds[0]).expect("the document is written")))
    );
    insta::assert_snapshot!(
        "empty.html",
        without_style(written(page(&feeds[1]).expect("the document is written")))
    );
    insta::assert_snapshot!(
        "index.html",
        without_style(written(index(&feeds).expect("the document is written")))
    );
}
