//! What says in any form that it is not for readers yet is never published as of now: it is
//! read as what it means, or refused with what to do.
//! - a date that is more than a date: a zone behind a day, a time in brackets, a word;
//! - a line that says when, in a plain text, whether or not anybody can read it;
//! - heads of other programs, folders and names for drafts;
//! - words at the head of a text and in a headline, in every form an article comes in;
//! - what the head of a page says in the words of others, and what its text marks as its date;
//! - keys that nobody knows, by their names and by what stands behind them.

use crate::own_keys::{everywhere, in_page, look, look_at};
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

/// `<time>` alone is any date that a text tells of.
#[test]
fn a_date_that_a_page_marks_as_its_own_is_its_date() {
    let marked = |head: &str, mark: &str| {
        let page = format!(
            "<!doctype html><html><head><title>T</title>{head}</head><body><main class=h-feed>\
             <article class=h-entry><h1>T</h1>{mark}<p>The council met on \
             <time datetime=\"2019-01-02\">2 January</time> at last.</p></article></main></body></html>"
        );
        look("a.html", &page)
    };
    let date = "datetime=\"2026-12-05T18:00:00Z\">5 December</time>";
    for name in ["pubdate", "class=\"x dt-published\"", "itemprop=datePublished"] {
        let read = marked("", &format!("<p>Out <time {name} {date}</p>"));
        is_read(&read, name);
        assert_eq!(read.items[0].published, at("2026-12-05T18:00:00Z"), "{name}");
        let head = "<meta name=\"date\" content=\"2026-11-26T10:00:00Z\">";
        let read = marked(head, &format!("<time {name} {date}"));
        assert_eq!(read.items[0].published, at("2026-11-26T10:00:00Z"), "{name}, beside the head");
        // What it quotes, and what readers say, has dates of its own.
        for other in ["article", "blockquote class=h-cite", "div itemscope"] {
            let end = other.split(' ').next().unwrap();
            let read = marked("", &format!("<{other}><time {name} {date}</{end}>"));
            assert_eq!(read.items[0].published, None, "{name} in {other}");
        }
        let read = marked("", &format!("<time {name}>some day</time>"));
        is_refused(&read, name);
    }
    for mark in ["", &format!("<time {date}"), &format!("<time class=updated {date}")] {
        assert_eq!(marked("", mark).items[0].published, None, "{mark}");
    }
    let both = format!("<time class=dt-published {date}<time class=dt-updated {date}");
    assert_eq!(marked("", &both).items[0].updated, at("2026-12-05T18:00:00Z"));
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
        "2026-12-05 18:00+19:00",
        "2026-12-05 18:00-19:00",
        "2026-12-05T18:00:00-19:00",
        "2026-12-05 18:00–19:00",
        "2026-12-05 10:00–11:00",
        "2026-12-05 10:00-11:20",
        "2026-12-05 18:00+15:00",
        "2026-12-05 18:00-13:00",
        "2026-W49",
        "2026W49",
        "2026-12-05 06:00 AM PM",
        "2026-12-05 18:00 AM",
        "5 Dec 2026 18:00 a.m.",
        "5 Dec 2026, 00:30 PM",
        "2026-12-05 18:00 +0500 (EST)",
        "2026-12-05 18:00 +0500 EST",
        "2026-12-05 18:00 EST +0500",
        "2026-12-05 18:00 +0500 (New York)",
        "2026-12-05 18:00 +0500 (or so)",
        "2026-12-05 18:00 +0500 tbc",
        "2026-12-05 18:00 PKT GMT",
        "2026-10-25 01:30 Europe/London",
        "25 October 2026, 01:30 Europe/London",
        "2026-11-01 01:30 [America/New_York]",
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
        ("Sat, 5 Dec 2026 18:00:00 +0500 (PKT)", "2026-12-05T13:00:00Z"),
        ("2026-07-05 18:00 +0530 (IST)", "2026-07-05T12:30:00Z"),
        ("2026-12-05 18:00 EST -0500", "2026-12-05T23:00:00Z"),
        ("2026-12-05 06:00 PM +05:00", "2026-12-05T13:00:00Z"),
        ("2026-W49-6", "2026-12-04T19:00:00Z"),
        ("2026-12-05 18:00 +14:00", "2026-12-05T04:00:00Z"),
        ("2026-12-05 18:00 +05:45", "2026-12-05T12:15:00Z"),
        ("2026-10-25 01:30+01:00 [Europe/London]", "2026-10-25T00:30:00Z"),
        ("2026-10-25 01:30 Europe/London +00:00", "2026-10-25T01:30:00Z"),
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
        ("By Amina Khan | 5 December 2026 | 18:00 hrs", "2026-12-05T13:00:00Z"),
        ("5 December 2026 • 18:00", "2026-12-05T13:00:00Z"),
        ("18:00 | 5 December 2026 | By Amina Khan", "2026-12-05T13:00:00Z"),
        ("By Amina Khan | 5 December 2026 | 3 min read", "2026-12-04T19:00:00Z"),
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

/// A line with a day in it, in the head of a text that has no other date line, is its date
/// line, whatever stands beside the day.
#[test]
fn what_is_nearly_the_date_line_of_a_text_is_no_text() {
    for line in [
        "2026-12-05 18:00 London",
        "2026-12-05 18:00 UK time",
        "Saturday, 5 December 2026 at 18:00 Karachi time",
        "5 December 2026, 18:00 Pacific",
        "not before 2026-12-05 18:00",
        "after 2026-12-05",
        "2026-12-05, embargoed",
        "5 December 2026 18:00 GMT (embargo)",
        "For release 5 December 2026",
        "Goes live 2026-12-05 18:00",
        "Web: not before 5 December 2026",
        "Publish: Saturday 18:00",
        "5 December, 18:00",
        "Posted 5 Dec 2026, 18:00 by Staff",
        "Published on Saturday at 18:00",
        "KARACHI, Dec 5, 2026:",
        "5/12/26",
        "05.12.2026 online",
        "Karachi, 5. Dezember 2026 abends",
        "۵ دسمبر ۲۰۲۶ شام ۶ بجے",
        "2026年12月5日 予定",
        "By Amina Khan, Staff Reporter, Karachi, 5 December 2026 18:00",
        "By Amina Khan | 5 December 2026 | Karachi 18:00",
        "5 December 2026 | web 6 pm",
    ] {
        is_refused(&look("a.txt", &plain(line)), line);
        let reason = look("a.txt", &plain(line)).rejections.remove(0).reason;
        assert!(reason.starts_with("a.txt, line 3: "), "{line}: {reason}");
        // Directly below the headline, and above it.
        let close = plain(line).replacen("\n\n", "\n", 2);
        is_refused(&look("a.txt", &close), &close);
    }
    for line in ["2026-12-05 18:00 London", "5 December, 18:00", "Saturday 18:00, Karachi"] {
        let above = format!("{line}\n\n{}", plain("What the harbour master said"));
        is_refused(&look("a.txt", &above), &above);
    }
    for (line, means) in [
        ("5 December 2026 18:00 (Etc/GMT+5)", "2026-12-05T23:00:00Z"),
        ("2026-12-05T18:00:00[!Europe/Paris]", "2026-12-05T17:00:00Z"),
    ] {
        let read = look("a.txt", &plain(line));
        is_read(&read, &format!("{line}: {:?}", read.rejections));
        assert_eq!(read.items[0].published, at(means), "{line}");
    }
    // Where the head has its date, a day in another line is of the story, and so is one deeper in
    // the text.
    for text in [
        plain("The story of 5 December").replacen("\n\n", "\n\n1 September 2026\n\n", 1),
        plain("Rain").replace("The port", "KARACHI, 5 December:\n\nThe port"),
        plain("Ten years after the war of 5 December 1971 in the east"),
        plain("Before the vote, what you should know on the fifth of May"),
        plain("They met on\n5 December 2026 in Karachi, and\nall of them came at last."),
        format!("+++\ntitle = \"T\"\ndate = 2026-09-01\n+++\n{}", plain("5 December, 18:00")),
    ] {
        is_read(&look("a.txt", &text), &text);
    }
    // A headline has what day it likes.
    is_read(&look("a.txt", &plain("Rain").replacen("Rain", "What 5 December 2026 meant", 1)), "");
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
        "Title: Budget day\nDate: 2026-12-05 18:00\nCategory: World\n\nThe body.\n",
        "Title: Budget day two\nPublished: 2026-12-05 18:00\n\nThe body.\n",
        "title:  Budget day\ndate:   2026-12-05\n\tin the evening\n\nThe body.\n",
        "Date: 2026-12-05\n\nThe body.\n",
        "Status: future\nThe body.\n",
        "% Budget three\n% Amina Khan\n% 5 December 2026\n\nThe body.\n",
        "<?xml version=\"1.0\"?><draft>true</draft>\n\nThe body.\n",
        "@title P\n@draft true\n\nThe body.\n",
        "export const meta = { draft: true, title: \"x\" }\n\nThe body.\n",
        "import Head from '../head'\n\nexport const meta = { draft: true }\n\nThe body.\n",
        "title = \"October\"\nis_hidden = 1\n==\nThe body.\n",
        "<!--\ntitle: Nikola\ndate: 2026-12-05\n-->\n\nThe body.\n",
        "<!-- .. title: Nikola -->\n<!-- .. status: draft -->\n\nThe body.\n",
        "[//]: # (draft: true)\n\nThe body.\n",
        "***\ntitle: Budget day\ndate: 2026-12-05\n***\nThe body.\n",
        "* * *\nslug: budget-day\n* * *\nThe body.\n",
        "====\ntitle: Budget day\n====\nThe body.\n",
        "---\n- title: Budget day\n- date: 2026-12-05\n---\nThe body.\n",
        "#+TITLE: Budget day\n#+DATE: <2026-12-05>\n\nThe body.\n",
        ":title: Budget day\n:date: 2026-12-05\n\nThe body.\n",
        "\u{feff}\nTitle: Budget day\nDate: 2026-12-05\n\nThe body.\n",
    ] {
        let read = look("a.md", text);
        is_refused(&read, text);
        assert!(read.rejections[0].reason.contains("---"), "{text}: {:?}", read.rejections);
    }
    for text in [
        "KARACHI: The minister said that it rained.\n\nIt did.\n",
        "Q: How are you?\nA: Fine, and you?\n\nText.\n",
        "Note: this is the third part of the series.\n\nText.\n",
        "@dawn_com said on Friday that it rained.\n\nText.\n",
        "Import duties rose, and export fell.\n\nText.\n",
        "Exports: a record\nImports: none\n\nText.\n",
        "<!-- a remark -->\n\nText of it.\n",
        "x = 5\n\nText about a formula.\n",
        "%5 of all, he said.\n\nText.\n",
        "Title fight: how it ended\n\nText.\n",
        "***\n\nA break, and a text.\n",
        "***\nNote: this is the third part.\n",
        "- Fri: dry\n- Sat: wet\n\nText.\n",
        "# Budget day\n\nText.\n",
        ":smile: he wrote, and left.\n",
    ] {
        is_read(&look("a.md", text), text);
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
    for path in [
        "drafts/a.md",
        "Drafts/a.md",
        "_hold/a.md",
        "2026/embargoed/a.md",
        "a.draft.md",
        "DRAFT a.md",
        "a DRAFT.md",
        "a-draft.md",
        "a_draft_v2.md",
        "a [draft].md",
        "EMBARGO a.md",
        "a EMBARGOED until 6pm.md",
        "HOLD a.md",
        "draft.md",
        "killed/a.md",
        "spike/a.md",
        "rejected/a.md",
        "scheduled/a.md",
        "pending/a.md",
        "work-in-progress/a.md",
        "Work in progress/a.md",
        "entwuerfe/a.md",
        "brouillons/a.md",
        "borradores/a.md",
    ] {
        is_refused(&look(path, "---\ntitle: A\n---\nText.\n"), path);
    }
    let read = look("~$story.md", "---\ntitle: A\n---\nText.\n");
    assert_eq!((read.items, read.rejections), (vec![], vec![]));
    is_read(&look("draft-picks/a.md", "---\ntitle: A\n---\nText.\n"), "a section of its own");
    is_read(&look("a.en.md", "---\ntitle: A\n---\nText.\n"), "a language");
    for path in ["oil-embargo.md", "draft-picks.md", "HOLD-THE-LINE.md", "take-hold.md"] {
        is_read(&look(path, "---\ntitle: A\n---\nText.\n"), path);
    }
    // What a machine keeps for itself is nobody's article, and taken back for no pass.
    for path in ["#recycle/a.md", "@eaDir/a.md", "$RECYCLE.BIN/a.md", "__MACOSX/a.md"] {
        let read = look(path, "---\ntitle: A\n---\nText.\n");
        assert_eq!((read.items, read.rejections, read.warnings.len()), (vec![], vec![], 1));
    }
    for name in ["2026-12-5-a.md", "20261205-a.md", "2026.12.05-a.md", "2026_12_05_a.md"] {
        let read = look(name, "---\ntitle: A\n---\nText.\n");
        assert_eq!(read.items[0].published, at("2026-12-04T19:00:00Z"), "{name}");
    }
    for name in ["20261399-a.md", "1234567-a.md", "2026-a.md"] {
        let read = look(name, "---\ntitle: A\n---\nText.\n");
        assert_eq!(read.items[0].published, None, "{name}");
    }
}

/// What a file says of its folder, or of the article beside it, is said of those.
#[test]
fn what_a_folder_says_of_its_articles_counts() {
    let article = "---\ntitle: A\n---\nText.\n";
    for (name, said) in [
        ("_index.md", "---\ntitle: Hugo\ncascade:\n  draft: true\n---\n"),
        ("_index.md", "---\ncascade:\n  - publishDate: 2026-12-05\n---\n"),
        ("_index.md", "+++\n[cascade.build]\nlist = \"never\"\n+++\n"),
        ("_index.md", "+++\ntitle = \"Zola\"\ndraft = true\n+++\n"),
        ("posts.json", "{\"draft\": true}"),
        ("posts.11tydata.json", "{\"permalink\": false}"),
        ("posts.11tydata.json", "{\"eleventyExcludeFromCollections\": true}"),
        ("a.11tydata.json", "{\"draft\": true}"),
    ] {
        let read = look_at(&[("posts/a.md", article), (&format!("posts/{name}"), said)]);
        is_refused(&read, &format!("{name}: {said}"));
        assert!(read.rejections[0].reason.contains(&format!("posts/{name} says `")), "{said}");
        // It says nothing of others.
        let others = look_at(&[("b.md", article), (&format!("posts/{name}"), said)]);
        is_read(&others, &format!("{name}: {said}"));
    }
    for (name, said) in [
        ("_index.md", "---\ntitle: Hugo\ndate: 2026-11-26\ncascade:\n  type: post\n---\n"),
        ("_index.md", "+++\ntitle = \"Zola\"\nsort_by = \"date\"\nrender = false\n+++\n"),
        ("posts.json", "{\"layout\": \"post.njk\", \"draft\": false}"),
        ("b.11tydata.json", "{\"draft\": true}"),
    ] {
        let read = look_at(&[("posts/a.md", article), (&format!("posts/{name}"), said)]);
        is_read(&read, &format!("{name}: {said}"));
    }
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
        "FOR RELEASE: Saturday 5 December",
        "**Draft — do not publish**",
        "Draft — do not publish",
        "(not yet approved)",
        "Embargo 24 Dec",
        "Do not use before 18:00",
        "Not to be used before 6 PM Saturday",
        "DO NOT RUN BEFORE SATURDAY",
        "Please don’t run until Monday",
        "ADVANCE FOR SATURDAY",
        "ADV FOR MONDAY",
        "Advance for release Saturday, Dec. 5, and thereafter",
        "Hold for release Saturday",
        "HOLD FOR OBIT",
        "Eds: hold for obit",
        "Desk: not before noon",
        "STATUS: AWAITING LEGAL",
        "Status: needs legal review",
        "Working draft",
        "First draft - comments welcome",
        "Not yet for print",
        "NOT YET FOR AIR",
        "Embargo tot zaterdag 18 uur",
        "Embargo bis Samstag",
        "Frigives lørdag kl. 18",
        "Frei ab 5.12., 18 Uhr",
        "Zakaz publikacji do 18:00",
        "Nepublikovat před 18:00",
        "禁運至 18:00",
        "禁运至12月5日",
        "解禁 12月5日 18時",
        "پابندی 6 بجے تک",
        "EMBARGΟED UNTIL 6 PM",
        "ЕMBARGOED UNTIL 6 PM",
        "ＥＭＢＡＲＧＯＥＤ ＵＮＴＩＬ ６ ＰＭ",
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
    for title in [
        "EMBARGOED UNTIL 6 PM: Rain",
        "[DRAFT] Story four",
        "DRAFT: Story five",
        "Story six (draft 2)",
        "Story seven - FINAL DRAFT",
        "[EMBARGO 24 Dec] Story eight",
        "EMBARGOED - Story nine",
        "Story ten (NOT FOR PUBLICATION)",
        "HOLD FOR LEGAL - Story eleven",
    ] {
        let head = format!("---\ntitle: \"{title}\"\n---\nText.\n");
        for text in [head, format!("# {title}\n\nText.\n")] {
            is_refused(&look("a.md", &text), &text);
        }
    }
    for title in ["The draft: what is in it", "Draft 2026: who goes where", "Rain (and a draft)"] {
        is_read(&look("a.md", &format!("---\ntitle: \"{title}\"\n---\nText.\n")), title);
    }
    let page = in_page("viewport", "x").replace("<p>", "<!-- draft: true --><p>");
    is_refused(&look("a.html", &page), "a comment");
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
        "---\ntitle: T\n---\nFor release: immediate\n\nText.\n",
        "---\ntitle: T\n---\nFOR IMMEDIATE RELEASE\n\nText.\n",
        "---\ntitle: T\n---\nAn advance for women in the north\n\nText.\n",
        "---\ntitle: T\n---\nAdvance for the home side\n\nText.\n",
        "---\ntitle: T\n---\nHold for the bus: how a city waits\n\nText.\n",
        "---\ntitle: T\n---\nDo not use before reading the label.\n\nText.\n",
        "---\ntitle: T\n---\nDo not eat before 18:00, the doctors say.\n\nText.\n",
        "---\ntitle: T\n---\nNot yet for everybody: the new card\n\nText.\n",
        "---\ntitle: T\n---\nThe working draft was read in court.\n\nText.\n",
        "---\ntitle: T\n---\nEmbargo to end, says the minister\n\nText.\n",
        "---\ntitle: T\n---\nStatus: it waits for nobody\n\nText.\n",
        "---\ntitle: T\n---\nΑθήνα: Η κυβέρνηση\n\nText.\n",
        "---\ntitle: T\n---\nپابندی ختم کر دی گئی ہے۔\n\nText.\n",
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
        "<meta name=\"prism.embargoDate\" content=\"2026-12-05\">",
        "<meta name=\"news.embargo\" content=\"2026-12-05\">",
        "<meta name=\"brightspot.contentStatus\" content=\"Draft\">",
        "<meta property=\"cms:meta:visibility\" content=\"internal\">",
        "<meta name=\"access\" content=\"private\">",
        "<meta name=\"og:published_time\" content=\"soon\">",
        "<meta name=\"status\" content=\"\">",
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
    // Of two dates the one that keeps it back longer, in whatever order they stand.
    for meta in [
        "<meta property=\"article:published_time\" content=\"2026-12-05T18:00:00Z\">",
        "<meta name=\"publishDate\" content=\"2026-12-05T18:00:00Z\">",
        "<meta name=\"parsely-pub-date\" content=\"2026-12-05T18:00:00Z\">",
        "<meta property=\"og:published_time\" content=\"2026-12-05T18:00:00Z\">",
        "<meta property=\"og:article:published_time\" content=\"2026-12-05T18:00:00Z\">",
        "<meta name=\"sailthru.date\" content=\"2026-12-05T18:00:00Z\">",
        "<meta name=\"dc.date.issued\" content=\"2026-12-05T18:00:00Z\">",
        "<meta name=\"DCTERMS.issued\" content=\"2026-12-05T18:00:00Z\">",
        "<meta name=\"prism.publicationDate\" content=\"2026-12-05T18:00:00Z\">",
        "<meta itemprop=\"datePublished\" content=\"2026-12-05T18:00:00Z\">",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-12-05T18:00:00Z\"}</script>",
    ] {
        let wanted = at("2026-12-05T18:00:00Z");
        let read = look("a.html", &page(&format!("{meta}</head>")));
        is_read(&read, &format!("{meta}: {:?}", read.rejections));
        assert_eq!(read.items[0].publish_at, wanted, "{meta}");
        let turned = in_page("date", "2026-11-26T10:00:00Z");
        let read = look("a.html", &turned.replace("<title>", &format!("{meta}<title>")));
        assert_eq!(read.items[0].publish_at, wanted, "{meta}, first");
        let alone = in_page("viewport", "x").replace("</head>", &format!("{meta}</head>"));
        let read = look("a.html", &alone);
        let item = &read.items[0];
        assert_eq!(item.published.max(item.publish_at), wanted, "{meta}, alone");
    }
    // In other forms as well.
    for (file, text) in everywhere("post_date", &json!("2026-12-05T18:00:00Z")) {
        let text = text.replace("title = \"T\"", "title = \"T\"\ndate = 2026-11-26T10:00:00Z");
        let text = text.replace("title: T", "title: T\ndate: 2026-11-26T10:00:00Z");
        let text = text.replace(
            "\"id\":\"one\"",
            "\"id\":\"one\",\"date_published\":\"2026-11-26T10:00:00Z\"",
        );
        let read = look(file, &text);
        assert_eq!(read.items[0].publish_at, at("2026-12-05T18:00:00Z"), "{file}: {text}");
    }
    // What pages say besides is somebody else's.
    for meta in [
        "<meta property=\"music:release_date\" content=\"2026-12-05T10:00:00Z\">",
        "<meta name=\"brightspot.contentStatus\" content=\"Published\">",
        "<meta name=\"twitter:label1\" content=\"Written by\"><meta name=\"access\" content=\"free\">",
        "<meta property=\"product:availability\" content=\"pending\">",
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

/// What a page says on the element that its article stands in, or on those around it.
#[test]
fn what_the_element_of_an_article_says_counts() {
    let page = |mark: &str, tag: &str| {
        let end = tag.split(' ').next().unwrap();
        in_page("date", "2026-11-26T10:00:00Z").replace(
            "<p>Text.</p>",
            &format!("<div class=site><{tag} {mark}><h1>T</h1><p>Text.</p></{end}></div>"),
        )
    };
    for mark in [
        "class=\"post-7 post type-post status-draft format-standard hentry\"",
        "class=\"post-7 post status-future hentry\"",
        "class=\"post-7 post status-private hentry\"",
        "class=\"post-7 post status-pending hentry\"",
        "class=\"post status-publish post-password-required hentry\"",
        "data-status=\"draft\"",
        "data-post-status=\"Draft\"",
        "data-draft=\"true\"",
        "data-draft",
        "data-published=\"false\"",
        "data-publish-at=\"2026-12-05T10:00:00Z\"",
        "data-embargo=\"2026-12-05\"",
        "hidden",
    ] {
        for tag in ["article", "main", "div", "section"] {
            is_refused(&look("a.html", &page(mark, tag)), &format!("<{tag} {mark}>"));
        }
    }
    for mark in [
        "class=\"post-7 post type-post status-publish format-standard hentry\"",
        "class=\"story status-bar draft-picks\"",
        "data-status=\"publish\"",
        "data-draft=\"false\"",
        "data-published=\"true\"",
        "data-id=\"7\" data-component=\"article\" data-state=\"open\"",
        "data-hidden=\"no\"",
    ] {
        for tag in ["article", "main", "div"] {
            is_read(&look("a.html", &page(mark, tag)), &format!("<{tag} {mark}>"));
        }
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
        ("needs_review", json!(true)),
        ("unapproved", json!(true)),
        ("unreviewed", json!(true)),
        ("unfinished", json!(true)),
        ("signed_off", json!(false)),
        ("releasable", json!(false)),
        ("dnp", json!(true)),
        ("flags", json!(["urgent", "hold"])),
        ("access", json!("private")),
        ("EMBARG\u{39f}", json!("2026-12-05")),
    ]);
    for (name, value) in keys {
        for (file, text) in everywhere(name, &value) {
            is_refused(&look(file, &text), &format!("{name}: {value} in {file}"));
        }
    }
    for name in [
        "hold",
        "holdback",
        "launch_at",
        "activate_at",
        "unlock_at",
        "reveal_at",
        "queued_for",
        "send_at",
        "airs_at",
        "premiere",
        "slot",
        "when",
        "take_down",
        "pull_at",
        "valid_to",
        "validThrough",
    ] {
        for (file, text) in everywhere(name, &json!("2026-12-24 18:00")) {
            is_refused(&look(file, &text), &format!("{name} in {file}"));
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
        ("topics", json!(["nfl", "draft"])),
        ("taxonomies", json!({"tags": ["draft", "secret"]})),
        ("access", json!("free")),
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
