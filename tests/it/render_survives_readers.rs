//! What was written comes back, whole, through a reader of feeds that we did
//! not write, in every format:
//! - titles, ids and dates are those of the articles, in their order;
//! - the whole text is equal in all three formats;
//! - addresses, authors, enclosures and sections arrive.

use crate::render_hostile::hostile_feed;
use crate::render_newsroom::at;
use feed_rs::model::{Entry, Feed};
use pressroom::feed_document::{FeedDocument, Format};
use pressroom::render::render;

fn read_back(doc: &FeedDocument, format: Format) -> Feed {
    feed_rs::parser::parse(render(doc, format).expect("the document is written").as_slice())
        .expect("the document is written")
}

/// The entries for articles: RSS also has items for what was taken back.
fn entries(doc: &FeedDocument, format: Format) -> Vec<Entry> {
    let mut entries = read_back(doc, format).entries;
    entries.retain(|entry| doc.withdrawn.iter().all(|gone| gone.id.as_str() != entry.id));
    entries
}

#[test]
fn titles_come_back_character_by_character() {
    let doc = hostile_feed();
    let expected: Vec<&str> = doc.entries.iter().map(|article| article.title.trim()).collect();
    for format in Format::ALL {
        let titles: Vec<String> = entries(&doc, format)
            .into_iter()
            .map(|entry| entry.title.expect("it is there").content.trim().to_owned())
            .collect();
        assert_eq!(titles, expected, "{format:?}");
    }
}

#[test]
fn ids_and_dates_are_the_same_in_every_format() {
    let doc = hostile_feed();
    let ids = |format| entries(&doc, format).into_iter().map(|e| e.id).collect::<Vec<_>>();
    assert_eq!(ids(Format::Rss), ids(Format::Atom));
    assert_eq!(ids(Format::Rss), ids(Format::Json));
    assert_eq!(ids(Format::Rss)[0], doc.entries[0].id.as_str());
    for format in Format::ALL {
        let published: Vec<_> = entries(&doc, format)
            .into_iter()
            .map(|entry| entry.published.expect("it is there"))
            .collect();
        assert_eq!(published[0], at("2026-09-01T10:00:00Z"), "{format:?}: whole seconds, UTC");
        assert!(published.windows(2).all(|pair| pair[0] > pair[1]), "{format:?}: newest first");
    }
}

#[test]
fn whole_texts_are_equal_in_every_format() {
    let doc = hostile_feed();
    let bodies = |format| -> Vec<Option<String>> {
        let body = |entry: Entry| entry.content.and_then(|content| content.body);
        entries(&doc, format).into_iter().map(body).collect()
    };
    let (rss, atom, json) = (bodies(Format::Rss), bodies(Format::Atom), bodies(Format::Json));
    // Of the articles with a text; what stands for a missing one differs by format.
    for place in [0, 1, 4] {
        let body = rss[place].as_deref().map(str::trim).expect("it is there");
        assert!(!body.is_empty());
        assert_eq!(atom[place].as_deref().map(str::trim), Some(body));
        assert_eq!(json[place].as_deref().map(str::trim), Some(body));
    }
    let first = rss[0].as_deref().expect("it is there");
    assert!(first.contains(doc.entries[0].content.replace("\r\n", "\n").trim()));
    assert!(first.contains("]]&gt; and ]]&gt;"), "{first}");
    assert!(first.starts_with("<p class=\"correction\">"), "the note stands first: {first}");
    assert!(rss[1].as_deref().expect("it is there").starts_with("<div dir=\"rtl\" lang=\"ur\">"));
}

#[test]
fn the_summary_reaches_readers_of_an_article_without_text_and_address() {
    let doc = hostile_feed();
    for format in Format::ALL {
        let entry = entries(&doc, format).swap_remove(2);
        let shown = entry.content.and_then(|content| content.body).unwrap_or_default()
            + &entry.summary.map(|summary| summary.content).unwrap_or_default();
        assert!(shown.contains("Nothing but 1 "), "{format:?}: {shown}");
    }
}

#[test]
fn addresses_and_bylines_arrive() {
    let doc = hostile_feed();
    for format in Format::ALL {
        let entry = entries(&doc, format).swap_remove(0);
        let links: Vec<&str> = entry.links.iter().map(|link| link.href.as_str()).collect();
        assert!(
            links.contains(&doc.entries[0].url.as_ref().expect("it is there").as_str()),
            "{links:?}"
        );
        let authors: Vec<&str> =
            entry.authors.iter().filter_map(|one| one.name.as_deref()).collect();
        assert_eq!(authors, ["Zoë & <Co>", "O'Brien"], "{format:?}");
    }
}

#[test]
fn the_feed_says_what_it_is() {
    let doc = hostile_feed();
    for format in Format::ALL {
        let feed = read_back(&doc, format);
        assert_eq!(feed.title.expect("it is there").content, doc.title.as_str(), "{format:?}");
        assert_eq!(feed.language.as_deref().map(str::to_lowercase).as_deref(), Some("en-pk"));
    }
    assert_eq!(read_back(&doc, Format::Atom).updated, Some(at("2026-09-01T11:45:00Z")));
    assert_eq!(read_back(&doc, Format::Rss).updated, Some(at("2026-09-01T11:45:00Z")));
    assert_eq!(read_back(&doc, Format::Atom).id, "tag:news.example,2026:feeds/culture");
}
