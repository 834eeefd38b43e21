//! What the folder source makes of a plain-text article, as it is copied out of a
//! newspaper's page:
//! - headline, date, byline, paragraphs and the note about the writer, each in its place
//! - what was left of the page around it is gone, and no sentence with it
//! - the writer's address of mail is known and never published
//! - wrapped lines are one paragraph; CRLF, page breaks, right-to-left text, old charsets
//! - a date without a zone is the newsroom's; one that is labelled and unreadable costs the article
//! - any bytes are read or refused

use crate::program;
use pressroom::raw_item::{RawItem, RawText, Rejection};
use pressroom::sources::folder::read_file;
use proptest::prelude::*;
use std::fs::File;
use std::io::Write;
use tempfile::TempDir;

fn read(bytes: &[u8]) -> (Vec<RawItem>, Vec<Rejection>) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("story.txt");
    File::create(&path).unwrap().write_all(bytes).unwrap();
    read_file(&path, folder.path(), None, chrono_tz::Asia::Karachi)
}

fn item(text: &str) -> RawItem {
    let (mut items, rejections) = read(text.as_bytes());
    assert_eq!(rejections, [], "{text}");
    items.remove(0)
}

fn title(item: &RawItem) -> &str {
    item.title.as_ref().map(RawText::as_str).unwrap_or_default()
}

fn paragraphs(item: &RawItem) -> Vec<String> {
    let content = item.content.as_ref().unwrap().as_str();
    let texts = content.lines().map(|line| {
        line.strip_prefix("<p>").and_then(|line| line.strip_suffix("</p>")).unwrap().to_owned()
    });
    texts.collect()
}

fn names(item: &RawItem) -> Vec<&str> {
    item.authors.iter().map(|author| author.name.as_str()).collect()
}

fn published(item: &RawItem) -> String {
    item.published.map(|date| date.to_rfc3339()).unwrap_or_default()
}

const COLUMN: &str = "Home\nOpinion » Columns\n\nThe price of water\n\nBy Amina Siddiqui\nSeptember 1, 2026\n\n\n\
    WHEN the pipes run dry in Lyari, the tankers come. They come\nat night, and they do not come for free & never did.\n\n\
    The author of the 2019 report said as much: \"nobody pays < the\npoor pay\".\n\n\
    Nobody went home.\n\n\n\
    The writer is an economist who teaches at a university\nin Karachi.\n\nEmail: amina@harbourpost.example\n\n\
    Published in The Harbour Post, September 1st, 2026\n\nShare\nTweet\nPrint\n\nNext story\nRupee gains against the dollar\n";

#[test]
fn a_column_comes_apart_into_what_it_is_made_of() {
    let column = item(COLUMN);
    assert_eq!(title(&column), "The price of water");
    assert_eq!(published(&column), "2026-08-31T19:00:00+00:00");
    assert_eq!(names(&column), ["Amina Siddiqui"]);
    assert_eq!(column.authors[0].email.as_deref(), Some("amina@harbourpost.example"));
    assert_eq!(
        column.author_note.as_deref(),
        Some("The writer is an economist who teaches at a university in Karachi.")
    );
    assert_eq!(
        paragraphs(&column),
        [
            "WHEN the pipes run dry in Lyari, the tankers come. They come at night, and they do not come for free &amp; never did.",
            "The author of the 2019 report said as much: \"nobody pays &lt; the poor pay\".",
            "Nobody went home.",
        ]
    );
    assert_eq!(
        item(&COLUMN.replace('\n', "\r\n")),
        RawItem { arrived: item(&COLUMN.replace('\n', "\r\n")).arrived, ..column }
    );
}

#[test]
fn every_way_to_write_the_head_is_read() {
    let table = [
        (
            "Rain\n\nBy A. Khan and B. Ali | 1 September 2026 | 10:00\n\nIt rained all day.\n",
            "2026-09-01T05:00:00+00:00",
            &["A. Khan", "B. Ali"][..],
        ),
        (
            "Rain\nTuesday, 01 Sep 2026 10:30 AM\nBy: A. Khan\n\nIt rained all day.\n",
            "2026-09-01T05:30:00+00:00",
            &["A. Khan"],
        ),
        (
            "Published: 2026-09-01T10:30:00+01:00\nTitle: Rain\nAuthor: A. Khan (a.khan@harbourpost.example)\n\nIt rained all day.\n",
            "2026-09-01T09:30:00+00:00",
            &["A. Khan"],
        ),
        (
            "Date: 2026/09/01\nHeadline: Rain\n\nIt rained all day.\n",
            "2026-08-31T19:00:00+00:00",
            &[],
        ),
        (
            "HOME | NEWS | SEARCH\nHome\nMenu\nSign in\n\nRain\n\nPublished on September 1st, 2026\n\nIt rained all day.\n",
            "2026-08-31T19:00:00+00:00",
            &[],
        ),
        (
            "Rain\n\nIt rained all day.\n\nPublished in Harbour Post, September 1st, 2026\n",
            "2026-08-31T19:00:00+00:00",
            &[],
        ),
        ("Rain\n\nIt rained all day.\n", "", &[]),
    ];
    for (text, date, authors) in table {
        let item = item(text);
        assert_eq!(title(&item), "Rain", "{text}");
        assert_eq!(published(&item), date, "{text}");
        assert_eq!(names(&item), authors, "{text}");
        assert_eq!(paragraphs(&item), ["It rained all day."], "{text}");
    }
}

#[test]
fn a_front_matter_wins_over_what_the_text_says() {
    let item = item(
        "+++\ntitle = \"Given\"\ndate = 2026-09-01T10:00:00Z\n+++\nBy A. Khan\n\nIt rained all day.\n",
    );
    assert_eq!((title(&item), published(&item).as_str()), ("Given", "2026-09-01T10:00:00+00:00"));
    assert_eq!(
        (names(&item), paragraphs(&item)),
        (vec!["A. Khan"], vec!["It rained all day.".to_owned()])
    );
}

#[test]
fn paragraphs_without_blank_lines_between_stay_apart() {
    let long = "The committee met for nine hours and agreed on nothing but the date of its next meeting, which is to be held in the same room at the same hour.";
    let text = format!(
        "A long meeting\nSeptember 1, 2026\n{long}\n{long}\nNobody was surprised.\nThe writer is a reporter.\n"
    );
    let item = item(&text);
    assert_eq!(title(&item), "A long meeting");
    assert_eq!(paragraphs(&item), [long, long, "Nobody was surprised."]);
    assert_eq!(item.author_note.as_deref(), Some("The writer is a reporter."));
}

#[test]
fn text_without_a_headline_has_none() {
    let text = "It rained all day in the city and nobody who had to be anywhere was there in time, said the office that counts them.\n\nThen it stopped.\n";
    assert_eq!(item(text).title, None);
    assert_eq!(paragraphs(&item(text)).len(), 2);
}

#[test]
fn right_to_left_text_and_old_charsets_are_read() {
    let urdu = "\u{200F}ہوم\n\nپانی کی قیمت\n\n\u{200F}1 ستمبر 2026ء\n\nشہر میں پانی نہیں ہے۔ لوگ انتظار میں ہیں۔\n\nمصنفہ کراچی کی ایک جامعہ میں پڑھاتی ہیں۔\n\nای میل: amina@harbourpost.example\n";
    let urdu = item(&urdu.replace("ہوم\n\n", "\n"));
    assert_eq!(title(&urdu), "پانی کی قیمت");
    assert_eq!(published(&urdu), "2026-08-31T19:00:00+00:00");
    assert_eq!(paragraphs(&urdu), ["شہر میں پانی نہیں ہے۔ لوگ انتظار میں ہیں۔"]);
    assert_eq!(urdu.author_note.as_deref(), Some("مصنفہ کراچی کی ایک جامعہ میں پڑھاتی ہیں۔"));

    let (items, _) = read(b"Caf\xe9 closes\n\nIt was \x93old\x94.\n\x0cPage 2 of 2\n\nGone.\n");
    assert_eq!(title(&items[0]), "Café closes");
    assert_eq!(paragraphs(&items[0]), ["It was “old”.", "Gone."]);
}

#[test]
fn a_note_is_one_only_where_it_stands_apart() {
    let story = item(
        "A novel\n\nThe writer is arrested in the first chapter.\nHe stays there.\n\nThe end is sad.\n",
    );
    assert_eq!(story.author_note, None);
    assert_eq!(paragraphs(&story).len(), 2);
    let named = item(
        "By Omar Farooq\n\nOn rivers\n\nThey flow.\n\nOmar Farooq is a hydrologist. He can be reached at omar@harbourpost.example\n",
    );
    assert_eq!(named.author_note.as_deref(), Some("Omar Farooq is a hydrologist."));
    assert_eq!(named.authors[0].email.as_deref(), Some("omar@harbourpost.example"));
    let reached =
        item("On rivers\n\nThey flow.\n\nThe writer can be reached at omar@harbourpost.example.\n");
    assert_eq!(
        (reached.author_note, paragraphs_of(&reached.content)),
        (None, "<p>They flow.</p>\n")
    );
}

fn paragraphs_of(content: &Option<RawText>) -> &str {
    content.as_ref().map(RawText::as_str).unwrap_or_default()
}

#[test]
fn a_wrapped_sentence_loses_no_line() {
    let text = "The long way\n\nThey had walked for nine days when the first of them saw the\nHome\nOffice, and asked whether it was the place they were looking for, or the next\nstory in a book that nobody\nwould print.\n\n3\n\nTags: walking, offices\n";
    let item = item(text);
    assert_eq!(
        paragraphs(&item),
        [
            "They had walked for nine days when the first of them saw the Home Office, and asked whether it was the place they were looking for, or the next story in a book that nobody would print."
        ]
    );
    assert_eq!(item.tags, ["walking", "offices"]);
}

#[test]
fn a_labelled_date_that_nobody_can_read_costs_the_article() {
    let (items, rejections) = read(b"Date: the day before yesterday\nTitle: Rain\n\nIt rained.\n");
    assert_eq!(items, []);
    assert!(rejections[0].reason.contains("is not a date"), "{}", rejections[0].reason);
}

#[test]
fn readers_get_the_note_beside_the_text_and_no_address_of_mail() {
    let newsroom = program::Newsroom::new(program::DESK);
    newsroom.write("articles/water.txt", &format!("+++\nsections = [\"world\"]\n+++\n{COLUMN}"));
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/world.json");
    let item = &feed["items"][0];
    assert_eq!(item["title"], "The price of water");
    assert!(item["_pressroom"]["author_note"].as_str().unwrap().starts_with("The writer is an"));
    for (name, bytes, _) in newsroom.published() {
        assert!(!String::from_utf8_lossy(&bytes).contains("amina@"), "{name} tells the address");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (items, rejections) = read(&bytes);
        prop_assert_eq!(items.len() + rejections.len(), 1);
    }

    #[test]
    fn any_lines_are_read(lines in prop::collection::vec("(By |Date: |The writer is |Home|Email: |\\PC{0,30}){0,3}", 0..20)) {
        let (items, rejections) = read(lines.join("\n").as_bytes());
        prop_assert_eq!(items.len() + rejections.len(), 1);
    }
}
