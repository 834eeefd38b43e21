//! What says in any form that it is not for readers yet is never published as of now: it is
//! read as what it means, or refused with what to do.
//! - a date that is more than a date: a zone behind a day, a time in brackets, a word;
//! - a line that says when, in a plain text, whether or not anybody can read it;
//! - heads of other programs, folders and names for drafts;
//! - words at the head of a text and in a headline, in every form an article comes in;
//! - what the head of a page says in the words of others;
//! - keys that nobody knows, by their names and by what stands behind them.

use crate::own_keys::{everywhere, in_page, look};
use chrono::{DateTime, Utc};
use pressroom::sources::{Gathering, push};
use serde_json::{Value, json};

fn at(text: &str) -> Option<DateTime<Utc>> {
    Some(text.parse().unwrap())
}

/// Refused: nothing comes of it, and the reason says what to do.
fn is_refused(read: &Gathering, what: &str) {
    assert_eq!(read.items, [], "{what}");
    let told: Vec<&str> = read.rejections.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(told.len(), 1, "{what}");
    assert!(told[0].contains(": ") && told[0].len() > 40, "{what}: {told:?}");
}

fn is_read(read: &Gathering, what: &str) {
    assert_eq!((read.items.len(), &*read.rejections), (1, &[][..]), "{what}");
}

#[test]
fn nothing_behind_a_date_is_passed_over() {
    for date in [
        "2026-12-05 EST",
        "2026-12-05 IST",
        "2026-12-05 XYZ",
        "2026-12-05 (18:00)",
        "2026-12-05 [18:00]",
        "2026-12-05 (6pm)",
        "Dec 5, 2026 (6 PM ET)",
        "2026-12-05 noon",
        "2026-12-05 EOD",
        "2026-12-05 evening",
        "2026-12-05 tbc",
        "2026-12-05 at six",
        "Dec 5 2026 noon EST",
        "5 Dec 2026 pm",
        "2026-12-05 18:00 U",
        "2026-12-05 18:00 M",
        "2026-12-05 18:00 J",
        "2026-12-05 U",
    ] {
        for (file, text) in everywhere("publish_at", &json!(date)) {
            is_refused(&look(file, &text), &format!("{date} in {file}"));
        }
    }
    for (date, means) in [
        ("2026-12-05 PKT", "2026-12-04T19:00:00Z"),
        ("Samstag, 5. Dezember 2026 um 18 Uhr", "2026-12-05T13:00:00Z"),
        ("am 5. Dezember 2026, 18.30 Uhr", "2026-12-05T13:30:00Z"),
        ("samedi 5 décembre 2026 à 18h30", "2026-12-05T13:30:00Z"),
        ("el 5 de diciembre de 2026", "2026-12-04T19:00:00Z"),
        ("Sat, 5 Dec 2026 18:00:00 GMT+0500 (Pakistan Standard Time)", "2026-12-05T13:00:00Z"),
        ("5 Dec 2026, 6 p.m. local", "2026-12-05T13:00:00Z"),
        ("2026-12-05 18:00 (Asia/Karachi)", "2026-12-05T13:00:00Z"),
    ] {
        for (file, text) in everywhere("publish_at", &json!(date)) {
            let read = look(file, &text);
            is_read(&read, &format!("{date} in {file}: {:?}", read.rejections));
            assert_eq!(read.items[0].publish_at, at(means), "{date} in {file}");
        }
    }
    for (file, text) in everywhere("publish_at", &json!("")) {
        is_refused(&look(file, &text), file);
    }
}

fn plain(line: &str) -> String {
    format!(
        "Rain over the harbour\n\n{line}\n\nThe rain came on Tuesday, and it stayed until the \
         evening.\n\nThe port was closed, as the harbour master said, for three hours.\n"
    )
}

#[test]
fn a_line_of_a_text_that_says_when_counts_or_is_refused() {
    for (line, means) in [
        ("2026-12-05 18:00 Asia/Karachi", "2026-12-05T13:00:00Z"),
        ("2026-12-05 18:00 [America/New_York]", "2026-12-05T23:00:00Z"),
        ("2026-12-05T18:00:00+05:00[Asia/Karachi]", "2026-12-05T13:00:00Z"),
        ("Updated: 5 December 2026", "2026-12-04T19:00:00Z"),
        ("5. Dezember 2026, 18.00 Uhr", "2026-12-05T13:00:00Z"),
    ] {
        let read = look("a.txt", &plain(line));
        is_read(&read, &format!("{line}: {:?}", read.rejections));
        assert_eq!(read.items[0].published, at(means), "{line}");
    }
    for line in [
        "2026-12-05 18:00 XYZ",
        "2026-12-05 18:00 Nowhere/City",
        "2026-13-05",
        "31 November 2026",
        "12/01/2026",
        "5 December 2026 18.00",
        "Sunday 5 December 2026 noon",
        "Publish at 2026-12-05 18:00",
        "Release: 5 December 2026",
        "EMBARGO 18:00 GMT",
    ] {
        is_refused(&look("a.txt", &plain(line)), line);
    }
    // A score, a year and a sentence are none.
    for line in ["Karachi 2 Lahore 1", "World Cup 2026", "In 2026 there were 31 of them"] {
        is_read(&look("a.txt", &plain(line)), line);
    }
}

#[test]
fn a_head_of_another_program_is_no_text() {
    for text in [
        "{\"title\":\"Hugo\",\"draft\":true}\n\nSecret.\n",
        "---json\n{\"title\":\"11ty\",\"draft\":true}\n---\nSecret.\n",
        "---toml\ntitle = \"11ty\"\ndraft = true\n---\nSecret.\n",
        ";;;\n{\"title\":\"Semi\",\"draft\":true}\n;;;\nSecret.\n",
    ] {
        is_refused(&look("a.md", text), text);
    }
    for text in [
        "---\n{title: Flow, draft: true}\n---\nSecret.\n",
        "---\rtitle: Old Mac\rdraft: true\r---\rSecret.\r",
    ] {
        let read = look("a.md", text);
        assert_eq!((read.items, read.rejections), (vec![], vec![]), "{text}");
    }
    for text in ["---\n\nA rule, and a text.\n", "{% raw %} is how templates begin.\n"] {
        let read = look("a.md", text);
        assert!(read.rejections.iter().all(|one| !one.reason.contains("front matter")), "{text}");
    }
}

#[test]
fn a_folder_or_a_name_for_drafts_publishes_nothing() {
    for path in ["drafts/a.md", "Drafts/a.md", "_hold/a.md", "2026/embargoed/a.md", "a.draft.md"] {
        is_refused(&look(path, "---\ntitle: A\n---\nText.\n"), path);
    }
    let read = look("~$story.md", "---\ntitle: A\n---\nText.\n");
    assert_eq!((read.items, read.rejections), (vec![], vec![]));
    is_read(&look("draft-picks/a.md", "---\ntitle: A\n---\nText.\n"), "a section of its own");
    is_read(&look("a.en.md", "---\ntitle: A\n---\nText.\n"), "a language");
}

#[test]
fn words_that_hold_a_text_back_do_so_in_every_form() {
    for said in [
        "EMBARGOED UNTIL 6 PM",
        "*** EMBARGO *** 18:00 GMT",
        "DRAFT - DO NOT PUBLISH",
        "Sous embargo jusqu’au 5 décembre, 18h",
        "Embargado hasta el 5 de diciembre",
        "Sperrfrist: 18 Uhr",
        "SPERRVERMERK: frei ab 5.12., 18 Uhr",
        "Bitte nicht vor dem 5. Dezember veröffentlichen",
        "À ne pas publier avant le 5 décembre",
        "No difundir antes del 5 de diciembre",
        "Niet publiceren voor 5 december",
        "Эмбарго до 5 декабря",
        "5 Aralık'a kadar ambargolu",
        "حظر النشر حتى ٥ ديسمبر",
        "۵ دسمبر تک شائع نہ کیا جائے",
        "禁止于12月5日前发布",
        "엠바고: 12월 5일",
        "E M B A R G O E D until 5 December",
        "DRAFT v3 – for legal review",
        "Confidential draft, not for circulation",
        "WORK IN PROGRESS",
        "MANDATORY KILL",
        "WITHDRAWN – do not use",
        "ADVISORY TO EDITORS: do not use",
        "Note to editors: not for publication before noon",
    ] {
        let page = format!(
            "<html><head><title>T</title></head><body><article><h1>T</h1><p>{said}</p>\
             <p>The text runs on.</p></article></body></html>"
        );
        for (file, text) in [
            ("a.html", page),
            ("a.md", format!("---\ntitle: T\n---\n<p>{said}</p>\n\nText.\n")),
            ("b.md", format!("---\ntitle: T\n---\n{said}\n\nText.\n")),
            ("a.json", json!({"id": "a", "content_text": format!("{said}\n\nText.")}).to_string()),
            ("b.json", json!({"id": "a", "content_html": format!("<p>{said}</p>")}).to_string()),
        ] {
            is_refused(&look(file, &text), &format!("{said} in {file}"));
        }
        let pushed = json!({"id": "a", "title": "T", "content_text": format!("{said}\n\nText.")});
        let answer = push::read(pushed.to_string().as_bytes(), None, None, chrono_tz::UTC);
        assert!(answer.is_err(), "{said}: {answer:?}");
    }
    is_refused(&look("a.md", "---\ntitle: \"EMBARGOED UNTIL 6 PM: Rain\"\n---\nText.\n"), "title");
    for text in [
        "---\ntitle: \"Embargo: how the island lived\"\n---\nText.\n",
        "---\ntitle: T\n---\nThe embargo of 1962 was lifted, and the draft was read.\n",
        "---\ntitle: T\n---\nPublished 27 November 2026, 10:00\n\nText.\n",
        "---\ntitle: T\n---\nThe order was clear. Do not publish the names, it said.\n",
        "---\ntitle: T\n---\n*Embargo* on oil is lifted.\n",
        "---\ntitle: T\n---\nFilm release 12 December 2026\n\nText.\n",
        "---\ntitle: T\n---\nDo not use the heater, the agency says.\n\nText.\n",
        "---\ntitle: T\n---\nDraft 2 of the bill was read.\n\nText.\n",
        "---\ntitle: T\n---\nNicht vor dem Bildschirm: die Kinder lesen\n\nText.\n",
        "---\ntitle: T\n---\nEditors of three papers met in Karachi.\n\nText.\n",
        "---\ntitle: T\n---\nA B C D were the grades.\n\nText.\n",
        "---\ntitle: T\n---\nKarachi/Lahore - the release of 5 prisoners\n\nText.\n",
    ] {
        is_read(&look("a.md", text), text);
    }
}

#[test]
fn what_the_head_of_a_page_says_in_the_words_of_others_counts() {
    let page = |head: &str| in_page("date", "2026-11-26T10:00:00Z").replace("</head>", head);
    for meta in [
        "<meta property=\"article:status\" content=\"in review\">",
        "<meta name=\"state\" content=\"draft\">",
        "<meta name=\"workflow\" content=\"in review\">",
        "<meta name=\"go-live\" content=\"2026-12-05T10:00:00Z\">",
        "<meta name=\"release\" content=\"2026-12-05T10:00:00Z\">",
        "<meta name=\"hold\" content=\"true\">",
        "<meta name=\"desk\" content=\"not for publication\">",
        "<meta name=\"DC.date.embargo\" content=\"2026-12-05\">",
        "<meta name=\"dcterms.available\" content=\"2026-12-05T10:00:00Z\">",
        "<meta name=\"draft\">",
    ] {
        is_refused(&look("a.html", &page(&format!("{meta}</head>"))), meta);
    }
    for meta in [
        "<meta property=\"article:status\" content=\"draft\">",
        "<meta property=\"article:draft\" content=\"true\">",
        "<meta name=\"pressroom:draft\" content=\"true\">",
        "<meta itemprop=\"draft\" content=\"true\">",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"creativeWorkStatus\":\"Draft\"}</script>",
    ] {
        let read = look("a.html", &page(&format!("{meta}</head>")));
        assert_eq!((read.items, read.rejections), (vec![], vec![]), "{meta}");
    }
    for meta in [
        "<meta name=\"robots\" content=\"max-image-preview:large, unavailable_after: 20 Dec 2026 10:00:00 GMT\">",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"expires\":\"2026-12-20T10:00:00Z\"}</script>",
        "<meta itemprop=\"expires\" content=\"2026-12-20T10:00:00Z\">",
    ] {
        let read = look("a.html", &page(&format!("{meta}</head>")));
        is_read(&read, &format!("{meta}: {:?}", read.rejections));
        assert_eq!(read.items[0].expires_at, at("2026-12-20T10:00:00Z"), "{meta}");
    }
    // What pages say besides is somebody else's.
    for meta in [
        "<meta property=\"og:type\" content=\"article\"><meta name=\"DC.title\" content=\"Other\">",
        "<meta property=\"video:release_date\" content=\"2026-12-05T10:00:00Z\">",
        "<meta property=\"article:content_tier\" content=\"free\">",
        "<meta name=\"robots\" content=\"index, follow\"><meta name=\"referrer\" content=\"origin\">",
        "<meta name=\"mobile-web-app-capable\" content=\"yes\">",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"creativeWorkStatus\":\"Published\"}</script>",
    ] {
        let read = look("a.html", &page(&format!("{meta}</head>")));
        is_read(&read, &format!("{meta}: {:?}", read.rejections));
        assert_eq!(read.items[0].title.as_ref().unwrap().as_str(), "T", "{meta}");
    }
}

#[test]
fn an_unknown_key_that_says_it_is_too_early_is_refused() {
    let switches = ["nopublish", "not_for_publication", "kill", "spike", "internal_only"];
    let switches = switches.into_iter().chain(["staff_only", "exclude", "skip"]);
    let mut keys: Vec<(&str, Value)> = switches.map(|name| (name, json!(true))).collect();
    keys.extend(["cleared", "legal_ok", "render", "feed"].map(|name| (name, json!(false))));
    keys.extend([
        ("note", json!("EMBARGOED UNTIL 6 PM")),
        ("instructions", json!("Embargo 18:00")),
        ("special", json!("hold for legal")),
        ("pending", json!("legal")),
        ("_discoverable", json!("no")),
        ("_draft", json!(true)),
        ("_publish_at", json!("2026-12-05T10:00:00Z")),
        ("_visible", json!(false)),
        ("_workflow", json!("draft")),
        ("state", json!(0)),
        ("state", json!(-2)),
        ("starttime", json!(1_796_490_000)),
        ("endtime", json!("2026-12-20")),
        ("datepublish", json!("2026-12-05")),
        ("datedepublish", json!("2026-12-20")),
        ("_key", json!("drafts.abc")),
        ("id", json!("drafts.abc")),
        ("routable", json!(false)),
        ("legal", json!("hold")),
        ("removed", json!("2026-11-20")),
        ("revoked", json!(true)),
        ("exclude_from_feed", json!(true)),
        ("excludeFromRSS", json!(true)),
        ("disable_feed", json!(true)),
        ("distribution", json!("none")),
        ("channel", json!("print only")),
        ("print_only", json!(true)),
        ("web", json!(false)),
        ("audience", json!("internal")),
        ("черновик", json!("да")),
        ("草稿", json!(true)),
        ("taslak", json!("evet")),
        ("workflowState", json!("cancelled")),
    ]);
    for (name, value) in keys {
        for (file, text) in everywhere(name, &value) {
            is_refused(&look(file, &text), &format!("{name}: {value} in {file}"));
        }
    }
    for (name, value) in [
        ("note", json!("Nice picture")),
        ("household", json!("yes")),
        ("sitemap_exclude", json!(true)),
        ("state", json!("Ohio")),
        ("fact_checked", json!(true)),
        ("location", json!("2026-12-05")),
        ("co-publisher", json!("The Other")),
        ("distribution", json!("worldwide")),
        ("phone", json!(3_001_234_567_u64)),
    ] {
        for (file, text) in everywhere(name, &value) {
            is_read(&look(file, &text), &format!("{name}: {value} in {file}"));
        }
    }
}

#[test]
fn an_agencys_status_is_read() {
    for status in ["usable", "stat:usable"] {
        for (file, text) in everywhere("pubstatus", &json!(status)) {
            let read = look(file, &text);
            is_read(&read, &format!("{status} in {file}: {:?}", read.rejections));
        }
    }
    for status in ["canceled", "withheld", "stat:canceled"] {
        for (file, text) in everywhere("pubstatus", &json!(status)) {
            let read = look(file, &text);
            assert_eq!((read.items, read.rejections), (vec![], vec![]), "{status} in {file}");
        }
    }
}

/// A word that takes an article back does so, whatever else is wrong with the file.
#[test]
fn what_is_wrong_beside_it_lifts_no_word_that_keeps_an_article_back() {
    for word in ["withdrawn: true", "draft: true"] {
        for slip in [
            "updated: yesterday",
            "date: 31 November",
            "publish_at: soon",
            "expires_at: \"26-12-05\"",
            "image: \"javascript:x\"",
            "withdrawn_reason: libel",
            "sections: [[a]]",
        ] {
            let read = look("a.md", &format!("---\ntitle: A\n{word}\n{slip}\n---\nText.\n"));
            assert_eq!((&*read.items, &*read.rejections), (&[][..], &[][..]), "{word}, {slip}");
            let held = read.withdrawals.len() + read.kept_out.len();
            assert_eq!(held, 1, "{word}, {slip}");
            let told: Vec<&str> = read.warnings.iter().map(|one| &*one.warning).collect();
            assert!(told.len() == 1 && told[0].contains("line 4"), "{word}, {slip}: {told:?}");
        }
    }
}
