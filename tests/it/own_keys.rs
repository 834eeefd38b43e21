//! The newsroom's own keys mean the same wherever they stand: in the head of a file (TOML,
//! YAML), in an item of JSON, in a document of many, in the head of a page, in a push:
//! - a wrong kind of value is refused with its file and line, and nothing is published;
//! - the spellings of Hugo, Jekyll, Eleventy and WordPress mean what they mean there;
//! - a key that looks as if it kept the article back is refused, however it is misspelt;
//! - any other unknown key is told, with what was probably meant;
//! - what keeps an article back does so in every format, and no text makes it fail;
//! - one with a headline alone was only begun, and a JSON Feed without items is no article.

use chrono_tz::Tz;
use pressroom::raw_item::{RawItem, Rejection};
use pressroom::sources::Known;
use pressroom::sources::folder::gather;
use pressroom::sources::push;
use pressroom::sources::{Gathering, Withdrawal};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

const KARACHI: Tz = chrono_tz::Asia::Karachi;

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    // It is whole: nobody has to wait whether more is written.
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
}

pub(crate) fn look(name: &str, text: &str) -> Gathering {
    look_at(&[(name, text)])
}

pub(crate) fn look_at(files: &[(&str, &str)]) -> Gathering {
    let folder = TempDir::new().unwrap();
    files.iter().for_each(|(name, text)| put(folder.path(), name, text));
    let path = folder.path().to_owned();
    let settings = pressroom::config::settings::Folder { path, watch: false, mirror: true };
    gather(&settings, Some(&"https://news.example/".parse().unwrap()), KARACHI, &Known::default())
        .unwrap()
}

/// One key with a value, written in every form in which it can stand.
pub(crate) fn everywhere(name: &str, value: &Value) -> Vec<(&'static str, String)> {
    let yaml = format!("---\ntitle: T\n{name}: {value}\n---\nText.\n");
    let item = json!({"id": "one", "title": "T", "content_text": "Text.", name: value});
    let ours =
        json!({"id": "one", "title": "T", "content_text": "Text.", "_pressroom": {name: value}});
    let document = json!({"version": "https://jsonfeed.org/version/1.1", "items": [item]});
    vec![
        ("a.md", format!("+++\ntitle = \"T\"\n{name} = {}\n+++\nText.\n", as_toml(value))),
        ("b.md", yaml),
        ("c.json", item.to_string()),
        ("d.json", ours.to_string()),
        ("e.json", document.to_string()),
    ]
}

/// As TOML writes it; nothing is the text "null", which it has no word for.
fn as_toml(value: &Value) -> String {
    match value {
        Value::Null => "\"null\"".to_owned(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(all) => {
            format!("[{}]", all.iter().map(as_toml).collect::<Vec<_>>().join(", "))
        }
        Value::Object(all) => {
            let pairs = all.iter().map(|(name, value)| format!("{name} = {}", as_toml(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

pub(crate) fn in_page(name: &str, value: &str) -> String {
    format!(
        "<html><head><title>T</title><meta name=\"{name}\" content=\"{value}\"></head>\
         <body><p>Text.</p></body></html>"
    )
}

#[test]
fn what_keeps_an_article_back_does_so_everywhere() {
    for (name, value) in [
        ("draft", json!(true)),
        ("published", json!(false)),
        ("visible", json!(false)),
        ("status", json!("draft")),
        ("status", json!("Private")),
        ("post_status", json!("pending")),
        ("permalink", json!(false)),
        ("eleventyExcludeFromCollections", json!(true)),
    ] {
        for (file, text) in everywhere(name, &value) {
            let read = look(file, &text);
            assert_eq!((read.items, read.rejections), (vec![], vec![]), "{name} in {file}");
            assert_eq!(read.present.map(|keys| keys.len()), Some(0), "{name} in {file}");
        }
    }
    let read = look("f.html", &in_page("draft", "true"));
    assert_eq!((read.items, read.rejections), (vec![], vec![]));
}

/// What stands at the head of a text as a person would write it, without front matter.
#[test]
fn a_text_that_says_itself_that_it_waits_is_refused() {
    for line in [
        "EMBARGOED UNTIL 6 PM, 1 DECEMBER",
        "Embargoed until Friday",
        "*** STRICTLY EMBARGOED ***",
        "**Under embargo until 1 December 2026, 18:00**",
        "EMBARGO: 2026-12-01 18:00",
        "Embargo - tomorrow noon",
        "Status: draft",
        "status = draft",
        "Draft: yes",
        "Draft: true",
        "Publish at: 2026-12-01 18:00",
        "publish_at = 2026-12-01T18:00:00Z",
        "Withdrawn: true",
        "Published: no",
        "NOT FOR PUBLICATION",
        "Not for publication before Friday",
        "DO NOT PUBLISH",
        "HOLD FOR RELEASE",
        "For release after 1 December 2026",
        "Sperrfrist: Freitag, 18 Uhr",
        "DRAFT",
        "[Draft – not for publication]",
    ] {
        for (name, text) in [
            ("a.txt", format!("{line}\n\nRain in the north\n\nIt rained all day in the north.\n")),
            ("b.txt", format!("Rain in the north\n{line}\n\nIt rained all day in the north.\n")),
            ("c.md", format!("{line}\n\n# Rain in the north\n\nIt rained all day.\n")),
            ("d.md", format!("# Rain in the north\n\n{line}\n\nIt rained all day.\n")),
            ("e.md", format!("---\ntitle: Rain\n---\n{line}\n\nIt rained all day.\n")),
        ] {
            let read = look(name, &text);
            assert_eq!(read.items, [], "{line} in {name}");
            let [Rejection { reason, .. }] = read.rejections.as_slice() else {
                panic!("{line} in {name}: {:?}", read.rejections);
            };
            assert!(reason.contains(name) && reason.contains("line "), "{reason}");
        }
    }
    for line in [
        "Embargo on oil is lifted",
        "Drafting a law takes time",
        "Killed: three soldiers",
        "Hidden: the price of water",
        "Status: it is complicated",
        "Published: 3 March 2021",
        "Published on March 3, 2021",
        "The draft: what is in it",
        "Not for publication, he had said for years; now he says it on every page of his book.",
        "Private: what the phones of ministers say",
        "FOR IMMEDIATE RELEASE",
        "Holding the line",
    ] {
        for (name, text) in [
            ("a.txt", format!("{line}\n\nIt rained all day in the north, and nobody minded.\n")),
            ("c.md", format!("# {line}\n\nIt rained all day.\n")),
        ] {
            let read = look(name, &text);
            assert_eq!((read.items.len(), read.rejections), (1, vec![]), "{line} in {name}");
        }
    }
    // Who says when in the head has said it, and deep in a text it is told of something else.
    let head = "---\ntitle: Rain\npublish_at: 2026-12-01T18:00:00Z\n---\nEMBARGOED UNTIL 6 PM\n\nIt rains.\n";
    assert_eq!(look("a.md", head).items.len(), 1);
    let deep = format!("Rain\n\n{}EMBARGOED UNTIL 6 PM\n", "It rained all day.\n\n".repeat(20));
    assert_eq!(look("a.txt", &deep).items.len(), 1);
}

#[test]
fn what_keeps_back_does_so_however_deep_it_stands() {
    let item = |more: Value| {
        let mut item = json!({"id": "one", "title": "T", "content_text": "Text."});
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    };
    let attachment = |more: Value| {
        let mut one = json!({"url": "https://n.example/a.mp3", "mime_type": "audio/mpeg"});
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item(json!({"attachments": [one]}))
    };
    let at = "2026-12-01T18:00:00Z";
    for (what, bad) in [
        ("in an attachment", attachment(json!({"embargo": at}))),
        ("in an attachment", attachment(json!({"publishDate": at}))),
        ("in an attachment", attachment(json!({"draft": true}))),
        ("deep in an attachment", attachment(json!({"meta": {"x": [{"status": "draft"}]}}))),
        ("in an author", item(json!({"authors": [{"name": "A", "meta": {"embargo": at}}]}))),
        ("in an author", item(json!({"authors": [{"name": "A", "_x": {"embargo": at}}]}))),
        (
            "in a picture",
            item(json!({"media": [{"url": "https://n.example/a.jpg", "x": {"draft": true}}]})),
        ),
        ("in a source", item(json!({"source": {"title": "A", "embargo": at}}))),
        ("in ours", item(json!({"_pressroom": {"x": {"embargo": at}}}))),
        ("in an extension", item(json!({"_cms": {"workflow": {"embargo": at}}}))),
        ("in a correction", item(json!({"correction": {"note": "It was.", "embargo": at}}))),
        ("in a category", item(json!({"meta": [{"publish_at": at}]}))),
        // What waits for a yes says no there.
        ("in an extension", item(json!({"_approval": {"approved": false}}))),
        ("in an extension", item(json!({"_legal": {"cleared": false}}))),
        ("in an extension", item(json!({"_cms": {"live": false}}))),
        ("in an extension", item(json!({"_cms": {"live": "no"}}))),
        ("in an extension", item(json!({"_visibility": {"web": false}}))),
        ("in an extension", item(json!({"_cms": {"publishedAt": null}}))),
        ("in an extension", item(json!({"_cms": {"first_published": ""}}))),
        ("in a table", item(json!({"attributes": {"publishedAt": null}}))),
        ("in a table", item(json!({"attributes": {"published": false}}))),
        ("in a table", item(json!({"sys": {"publishedAt": null}}))),
        ("at the top", item(json!({"published": null}))),
        ("in a list", item(json!({"_cms": {"flags": ["draft", "hold"]}}))),
        ("in a list", item(json!({"_flags": ["draft", "hold"]}))),
        ("in a text", item(json!({"_cms": {"note": "EMBARGOED UNTIL 6 PM"}}))),
        ("in a text", item(json!({"_cms": [{"a": ["x", "Embargoed until Friday"]}]}))),
        ("in a name of an author", item(json!({"authors": [{"name": "A", "_embargo": at}]}))),
        ("in an attachment", attachment(json!({"_draft": true}))),
        ("in the summary", item(json!({"summary": "EMBARGOED UNTIL 6 PM"}))),
    ] {
        let document = json!({"version": "https://jsonfeed.org/version/1.1", "items": [bad]});
        for body in [&bad, &document] {
            let pushed = push::read(body.to_string().as_bytes(), None, None, KARACHI);
            assert!(pushed.is_err(), "{what}, pushed: {body}");
            let read = look("a.json", &body.to_string());
            assert_eq!((read.items, read.rejections.len()), (vec![], 1), "{what}: {body}");
        }
    }
    for good in [
        attachment(json!({"title": "A", "size_in_bytes": 1, "duration_in_seconds": 2})),
        attachment(json!({"draft": false, "_x": {"status": "publish"}})),
        item(json!({"_cms": {"approved": true, "hidden": false, "hold": "no", "live": "yes"}})),
        item(json!({"_cms": {"unpublished_at": null, "embargo": null, "draft": "false"}})),
        item(json!({"_cms": {"tags": ["draft", "secret"], "note": "Nice picture"}})),
        item(json!({"authors": [{"name": "A", "_id": 7}]})),
        item(json!({"corrections": [{"date": at, "note": "It was."}]})),
    ] {
        assert!(push::read(good.to_string().as_bytes(), None, None, KARACHI).is_ok(), "{good}");
        assert_eq!(look("a.json", &good.to_string()).items.len(), 1, "{good}");
    }
}

#[test]
fn what_keeps_a_whole_document_back_is_refused() {
    let document = |more: Value| {
        let mut document = json!({
            "version": "https://jsonfeed.org/version/1.1", "title": "T", "expired": false,
            "items": [{"id": "one", "title": "T", "content_text": "Text."}],
        });
        document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        document.to_string()
    };
    for bad in [
        json!({"embargo": "2026-12-01T18:00:00Z"}),
        json!({"publish_at": "2026-12-01T18:00:00Z"}),
        json!({"draft": true}),
        json!({"status": "draft"}),
        json!({"_pressroom": {"embargo": "2026-12-01T18:00:00Z"}}),
    ] {
        let document = document(bad);
        let pushed = push::read(document.as_bytes(), None, None, KARACHI);
        assert!(pushed.is_err(), "{document}");
        let read = look("a.json", &document);
        assert_eq!((read.items, read.rejections.len()), (vec![], 1), "{document}");
    }
    let good = document(json!({"description": "D", "draft": false, "_cms": {"a": 1}}));
    assert!(push::read(good.as_bytes(), None, None, KARACHI).is_ok());
    assert_eq!(look("a.json", &good).items.len(), 1);
}

/// What reading it as a file and as a push comes to: how many items, and every reason.
fn read_both_ways(name: &str, text: &str) -> Vec<Result<usize, String>> {
    let mut both = Vec::new();
    let read = look(name, text);
    let reasons = read.rejections.into_iter().map(|rejection| rejection.reason);
    both.push(reasons.reduce(|a, b| a + &b).map_or(Ok(read.items.len()), Err));
    if name.ends_with(".json") {
        let pushed = push::read(text.as_bytes(), None, None, KARACHI);
        both.push(pushed.map(|items| items.len()).map_err(|error| error.to_string()));
    }
    both
}

#[test]
fn an_article_that_was_only_begun_is_refused_everywhere() {
    let page = "<html><head><title>T</title></head><body><h1>T</h1></body></html>";
    let item = |more: Value| {
        let mut item = json!({"id": "one", "title": "T", "date_published": "2026-11-26T10:00:00Z"});
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    };
    let document = |item: Value| {
        json!({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).to_string()
    };
    for (name, text) in [
        ("a.md", "---\ntitle: T\n---\n".to_owned()),
        ("b.md", "# T\n".to_owned()),
        (
            "c.md",
            "---\ntitle: T\nurl: https://news.example/t\n---\n\n<!-- to come -->\n".to_owned(),
        ),
        ("d.txt", "T\n".to_owned()),
        ("e.html", page.to_owned()),
        ("f.json", item(json!({"content_text": ""})).to_string()),
        ("g.json", item(json!({"contents_html": "<p>Text.</p>"})).to_string()),
        ("h.json", item(json!({"body": "Text.", "url": "https://news.example/t"})).to_string()),
        ("i.json", document(item(json!({"content_html": "<p> </p>"})))),
    ] {
        for read in read_both_ways(name, &text) {
            let reason = read.expect_err(name);
            assert!(reason.contains("there is no text in it"), "{name}: {reason}");
        }
    }
    for read in
        read_both_ways("a.json", &item(json!({"contents_html": "<p>Text.</p>"})).to_string())
    {
        let reason = read.unwrap_err();
        assert!(reason.contains("did you mean `content_html`?"), "{reason}");
    }
    for (name, text) in [
        ("a.md", "---\ntitle: T\nsummary: In short.\n---\n".to_owned()),
        ("b.md", "---\ntitle: T\nimage: https://news.example/p.jpg\n---\n".to_owned()),
        ("c.json", item(json!({"summary": "In short."})).to_string()),
        ("d.json", item(json!({"image": "https://news.example/p.jpg"})).to_string()),
        // A link to somebody else's page says all with its headline.
        ("e.json", item(json!({"external_url": "https://other.example/p"})).to_string()),
    ] {
        for read in read_both_ways(name, &text) {
            assert_eq!(read, Ok(1), "{name}");
        }
    }
}

#[test]
fn a_json_feed_without_a_list_of_items_is_no_article() {
    let version = "https://jsonfeed.org/version/1.1";
    for document in [
        json!({"version": version, "title": "Our export"}),
        json!({"version": version, "title": "Our export", "description": "All our news."}),
        json!({"version": version, "title": "Our export", "items": null}),
        json!({"version": version, "title": "Our export", "items": {}}),
        json!({"version": version, "title": "Our export", "Items": [{"id": "1", "title": "One"}]}),
        json!({"version": version, "title": "Our export", "entries": []}),
        json!({"title": "Our export", "description": "D", "home_page_url": "https://news.example/"}),
        json!({"title": "Our export", "description": "D", "feed_url": "https://news.example/f"}),
    ] {
        for read in read_both_ways("a.json", &document.to_string()) {
            let reason = read.expect_err(&document.to_string());
            assert!(reason.contains("JSON Feed") && reason.contains("`items`"), "{reason}");
        }
        let put = push::read(document.to_string().as_bytes(), Some("export"), None, KARACHI);
        assert!(put.is_err(), "{document}");
    }
    // What has a text is an item, whatever was copied into it.
    let item = json!({"version": version, "id": "one", "title": "T", "content_text": "Text."});
    for read in read_both_ways("a.json", &item.to_string()) {
        assert_eq!(read, Ok(1));
    }
}

#[test]
fn what_takes_an_article_back_does_so_everywhere() {
    for (value, reason) in [(json!(true), None), (json!("It was not so."), Some("It was not so."))]
    {
        for (file, text) in everywhere("withdrawn", &value) {
            let read = look(file, &text);
            assert_eq!((read.items, read.rejections), (vec![], vec![]), "{file}");
            let [Withdrawal { reason: said, .. }] = read.withdrawals.as_slice() else {
                panic!("{file}: {:?}", read.withdrawals);
            };
            assert_eq!(said.as_deref(), reason, "{file}");
        }
    }
}

#[test]
fn what_lets_an_article_out_says_when_everywhere() {
    let at = "2026-12-01T18:00:00Z";
    for name in ["publish_at", "publishDate", "pubDate"] {
        for (file, text) in everywhere(name, &json!(at)) {
            let read = look(file, &text);
            assert_eq!(read.rejections, [], "{name} in {file}");
            assert_eq!(read.items[0].publish_at, Some(at.parse().unwrap()), "{name} in {file}");
        }
    }
    for name in ["expires_at", "expiryDate", "unpublishDate"] {
        for (file, text) in everywhere(name, &json!(at)) {
            let read = look(file, &text);
            assert_eq!(read.items[0].expires_at, Some(at.parse().unwrap()), "{name} in {file}");
        }
    }
    for (name, value) in [
        ("draft", json!(false)),
        ("published", json!(true)),
        ("status", json!("publish")),
        ("withdrawn", json!(false)),
    ] {
        for (file, text) in everywhere(name, &value) {
            assert_eq!(look(file, &text).items.len(), 1, "{name} in {file}");
        }
    }
    for (file, text) in everywhere("sections", &json!(["Top Story", "sport"])) {
        let sections = look(file, &text).items[0].sections.clone();
        assert_eq!(
            sections.iter().map(|slug| slug.as_str()).collect::<Vec<_>>(),
            ["top-story", "sport"]
        );
    }
    for (name, read) in [
        ("correction", (|item| item.correction.clone()) as fn(&RawItem) -> Option<String>),
        ("rights", |item| item.rights.clone()),
        ("author_note", |item| item.author_note.clone()),
        ("language", |item| item.language.clone()),
    ] {
        for (file, text) in everywhere(name, &json!("ur")) {
            assert_eq!(
                read(&look(file, &text).items[0]).as_deref(),
                Some("ur"),
                "{name} in {file}"
            );
        }
    }
}

#[test]
fn a_wrong_kind_of_value_is_refused_with_its_place() {
    for (name, value) in [
        ("draft", json!("true")),
        ("draft", json!("yes")),
        ("draft", json!(1)),
        ("draft", json!("")),
        ("withdrawn", json!("yes")),
        ("withdrawn", json!(1)),
        ("withdrawn", json!(["no"])),
        ("withdrawn", json!("2026-12-24 18:00")),
        ("withdrawn", json!("until Monday")),
        ("withdrawn", json!("on 24 December at 18:00")),
        ("published", json!("false")),
        ("visible", json!("no")),
        ("status", json!("reviewing")),
        ("publish_at", json!("soon")),
        ("publish_at", json!(1788256800)),
        ("publish_at", json!(true)),
        ("publish_at", json!("2026-12-01 6pm ET")),
        ("publish_at", json!("12/01/2026")),
        ("publishDate", json!("next week")),
        ("expires_at", json!(["2026-12-01"])),
        ("date", json!("yesterday")),
        ("date", json!(2026)),
        ("date_published", json!("2026-13-01")),
        ("updated", json!({"at": "2026-12-01"})),
        ("sections", json!({"a": 1})),
        ("sections", json!([["world"]])),
        ("section", json!("قومی")),
        ("correction", json!(true)),
        ("rights", json!(["a"])),
        ("tags", json!({"a": 1})),
        ("authors", json!([[1]])),
        ("status", json!("future")),
        ("status", json!("scheduled")),
        ("status", json!("")),
        ("post_status", json!("")),
    ] {
        for (file, text) in everywhere(name, &value) {
            let read = look(file, &text);
            assert_eq!(read.items, [], "{name} = {value} in {file}");
            let [Rejection { reason, .. }] = read.rejections.as_slice() else {
                panic!("{name} = {value} in {file}: {:?}", read.rejections);
            };
            assert!(reason.starts_with(&format!("{file}, line ")), "{reason}");
            assert!(!reason.contains('\n'), "{reason}");
            let line = if file == "a.md" || file == "b.md" { 3 } else { 1 };
            assert!(reason.contains(&format!("line {line}: ")), "{reason}");
            // The article counts as there: what readers have of it stays.
            assert_eq!(read.present.map(|keys| keys.len()), Some(1), "{file}");
        }
        let whole = json!({"id": "one", "title": "T", "content_text": "Text.", name: value});
        let pushed = push::read(whole.to_string().as_bytes(), None, None, KARACHI);
        assert!(pushed.is_err(), "{name} = {value} was pushed");
    }
}

#[test]
fn one_that_is_scheduled_waits_for_its_date() {
    let at = "2026-12-01T18:00:00Z";
    for status in ["future", "scheduled"] {
        for (file, text) in everywhere("post_status", &json!(status)) {
            let text = text.replace("title = \"T\"", &format!("title = \"T\"\ndate = {at}"));
            let text = text.replace("title: T", &format!("title: T\ndate: {at}"));
            let dated = format!("\"title\":\"T\",\"date_published\":\"{at}\"");
            let read = look(file, &text.replace("\"title\":\"T\"", &dated));
            assert_eq!(read.rejections, [], "{status} in {file}");
            assert_eq!(read.items[0].publish_at, Some(at.parse().unwrap()), "{status} in {file}");
        }
    }
    let empty = "---\ntitle: T\nstatus:\n---\nText.\n";
    assert_eq!(look("a.md", empty).rejections.len(), 1);
}

#[test]
fn a_key_that_looks_as_if_it_kept_the_article_back_is_refused() {
    let date = json!("2027-01-01T10:00:00Z");
    for (name, value) in [
        ("Draft", json!(true)),
        ("DRAFT", json!(false)),
        ("draf", json!(true)),
        ("isDraft", json!(true)),
        ("drafts", json!(true)),
        ("publishAt", date.clone()),
        ("publish-at", date.clone()),
        ("publish_on", date.clone()),
        ("published_at", date.clone()),
        ("scheduled", date.clone()),
        ("goLiveAt", date.clone()),
        ("release_date", date.clone()),
        ("embargo", date.clone()),
        ("embargoUntil", date.clone()),
        ("embargoed", json!(true)),
        ("visible_from", date.clone()),
        ("start_date", date.clone()),
        ("not_before", date.clone()),
        ("dat", date.clone()),
        ("expires", date.clone()),
        ("expiry", date.clone()),
        ("valid_until", date.clone()),
        ("retracted", json!(true)),
        ("Withdrawn", json!(true)),
        ("withdrawed", json!("It was not so.")),
        ("hidden", json!(true)),
        ("private", json!(true)),
        ("unlisted", json!(true)),
        ("Status", json!("draft")),
        ("live", json!(false)),
        ("ready", json!("no")),
        ("password", json!("secret")),
        ("deleted", json!(true)),
        ("entwurf", json!(true)),
        ("sperrfrist", date.clone()),
        ("brouillon", json!(true)),
        ("state", json!("Draft")),
        ("desk", json!("not for publication")),
        ("workflow", json!("review")),
        ("workflow_state", json!("in_review")),
        ("copyStage", json!("on hold")),
    ] {
        for (file, text) in everywhere(name, &value) {
            let read = look(file, &text);
            assert_eq!(read.items, [], "{name} in {file}");
            let reason = &read.rejections[0].reason;
            assert!(
                reason.contains(&format!("`{name}`")) && reason.contains("write `"),
                "{reason}"
            );
        }
        let whole = json!({"id": "one", "title": "T", "content_text": "Text.", name: value});
        let pushed = push::read(whole.to_string().as_bytes(), None, None, KARACHI);
        assert!(pushed.is_err(), "{name} was pushed");
    }
    for name in ["embargo", "Draft", "publish-at", "hidden"] {
        let read = look("f.html", &in_page(name, "2027-01-01"));
        assert_eq!((read.items.len(), read.rejections.len()), (0, 1), "{name} in a page");
    }
}

#[test]
fn a_refusal_names_what_was_meant() {
    let froms =
        ["publishAt", "publish", "hold_until", "wait_until", "embargoed_until", "notBefore"];
    let ends = [
        "kill_date",
        "stop_date",
        "close_date",
        "removal_date",
        "live_until",
        "publish_until",
        "notAfter",
        "not_after",
        "depublish_at",
        "off_air",
        "display_until",
        "publish_end",
        "visible_until",
        "hide_after",
        "delete_after",
        "withdraw_at",
        "unpublish_at",
        "takedown_at",
        "expires_on",
        "archive_on",
        "end_date",
        "valid_until",
    ];
    let froms = froms.map(|name| (name, "publish_at")).into_iter();
    let all = froms.chain(ends.map(|name| (name, "expires_at")));
    for (name, meant) in all.chain([("publised", "draft"), ("Draft", "draft")]) {
        let text = format!("---\ntitle: T\n{name}: 2027-01-01T10:00:00Z\n---\nText.\n");
        let reason = look("a.md", &text).rejections[0].reason.clone();
        assert!(reason.contains(&format!("write `{meant}`")), "{reason}");
    }
}

#[test]
fn what_hugo_does_not_build_is_refused() {
    let text = "---\ntitle: T\n_build:\n  list: never\n  render: never\n---\nText.\n";
    let read = look("a.md", text);
    assert_eq!((read.items.len(), read.rejections.len()), (0, 1));
    assert_eq!(look("u.md", "---\ntitle: T\nمسودہ: true\n---\nText.\n").items, []);
    let building = look("b.md", "---\ntitle: T\nbuilding: Town hall\n---\nText.\n");
    assert_eq!(building.items.len(), 1);
}

#[test]
fn the_keys_of_a_wordpress_export_are_read() {
    let text = "---\npost_title: Rain\npost_date: 2026-03-01 08:00:00\n\
                post_modified: 2026-03-02 09:00:00\n---\nIt rains.\n";
    let read = look("a.md", text);
    let item = &read.items[0];
    assert_eq!(read.rejections, []);
    assert_eq!(item.published, Some("2026-03-01T03:00:00Z".parse().unwrap()));
    assert_eq!(item.updated, Some("2026-03-02T04:00:00Z".parse().unwrap()));
}

#[test]
fn a_key_that_slipped_into_a_table_is_found() {
    for text in [
        "+++\ntitle = \"T\"\n[image]\nsrc = \"a.jpg\"\ndraft = true\n+++\nText.\n",
        "+++\ntitle = \"T\"\n[extra]\npublish_at = 2027-01-01\n+++\nText.\n",
        "---\ntitle: T\nparams:\n  deep:\n    - embargo: 2027-01-01\n---\nText.\n",
        "---\ntitle: T\nauthors:\n  - name: A\n    hidden: true\n---\nText.\n",
    ] {
        let read = look("a.md", text);
        assert_eq!(read.items, [], "{text}");
        assert!(read.rejections[0].reason.contains("where it does nothing"), "{text}");
    }
    let twice = "{\"id\":\"a\",\"draft\":true,\n\"draft\":false,\"content_text\":\"x\"}";
    let read = look("a.json", twice);
    assert_eq!(read.items, []);
    assert!(read.rejections[0].reason.contains("twice"), "{:?}", read.rejections);
    assert!(push::read(twice.as_bytes(), None, None, KARACHI).is_err());
}

#[test]
fn any_other_unknown_key_is_told() {
    for (name, value, says) in [
        ("titel", json!("x"), "did you mean `title`?"),
        ("Rights", json!("x"), "did you mean `rights`?"),
        ("secton", json!("x"), "did you mean `section`?"),
        ("layout", json!("post"), "nobody reads `layout`"),
        ("weight", json!(5), "nobody reads `weight`"),
        ("comments", json!(true), "nobody reads `comments`"),
        ("publisher", json!("The Post"), "nobody reads `publisher`"),
        ("created_at", json!("2026-01-01T10:00:00Z"), "nobody reads `created_at`"),
        ("params", json!({"a": [1, {"b": null}]}), "nobody reads `params`"),
        ("state", json!("Punjab"), "nobody reads `state`"),
        ("genre", json!("review"), "nobody reads `genre`"),
    ] {
        for (file, text) in everywhere(name, &value) {
            let read = look(file, &text);
            assert_eq!(read.rejections, [], "{name} in {file}");
            let warnings = &read.items[0].warnings;
            assert!(
                warnings.iter().any(|told| told.contains(says)),
                "{name} in {file}: {warnings:?}"
            );
        }
    }
    // Extensions of JSON Feed are nobody's business, and a page's head is full of others' words.
    let read = look("a.json", r#"{"id":"a","content_text":"x","_cms":{"status":"publish","n":1}}"#);
    assert_eq!(read.items[0].warnings, Vec::<String>::new());
    let page = in_page("viewport", "width=device-width");
    let page = page.replace("</head>", "<meta name=apple-mobile-web-app-status-bar-style content=black><meta property=\"og:updated_time\" content=\"2026-01-01\"></head>");
    let read = look("f.html", &page);
    assert_eq!((read.items[0].warnings.len(), read.rejections), (0, vec![]));
}

#[test]
fn what_a_page_says_in_its_head_counts() {
    let read = look("f.html", &in_page("article:expiration_time", "2026-12-01T18:00:00Z"));
    assert_eq!(read.items[0].expires_at, Some("2026-12-01T18:00:00Z".parse().unwrap()));
    let read = look("f.html", &in_page("publish_at", "2026-12-01 18:00 America/New_York"));
    assert_eq!(read.items[0].publish_at, Some("2026-12-01T23:00:00Z".parse().unwrap()));
    let read = look("f.html", &in_page("article:published_time", "sometime"));
    assert_eq!((read.items.len(), read.rejections.len()), (0, 1));
}

proptest! {
    #[test]
    fn no_value_is_published_as_if_nothing_were_said(
        name in "draft|withdrawn|publish_at|expires_at|status|visible|published",
        value in "\\PC{1,20}",
    ) {
        // What is read of it must be what the same value means elsewhere, or nothing.
        for (file, text) in everywhere(&name, &json!(value)) {
            let read = look(file, &text);
            for item in &read.items {
                let said = item.publish_at.is_some()
                    || item.expires_at.is_some()
                    || item.published.is_some()
                    || value.trim().is_empty()
                    || ["publish", "published", "public", "live", "future"]
                        .contains(&value.trim().to_lowercase().as_str());
                prop_assert!(said, "{} = {:?} in {}: {:?}", name, value, file, item);
            }
        }
    }
}
