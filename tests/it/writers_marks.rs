//! Promise: what editors and word processors keep in a text for those who write is not for
//! readers.
//! - comments of Obsidian, remarks and deletions of Word are left out of every format, of
//!   summaries and of searches, and that is told with the line;
//! - a suggestion that was neither taken nor refused, a comment without an end and an embed of
//!   a file that only the editor finds are refused with their line, and so are remarks that
//!   Google Docs adds to a copy;
//! - what only looks like one, or is shown as code, is read as it stands;
//! - a callout is a quote with its headline.

use crate::program::{DESK, Newsroom, article};
use std::fmt::Write as _;

const DATE: &str = "2026-01-05T10:00:00Z";

fn everything(newsroom: &Newsroom) -> String {
    let feeds = ["rss", "atom", "json"];
    let feeds = feeds.map(|format| newsroom.read(&format!("feeds/world.{format}"))).concat();
    feeds + &newsroom.ended(&["search", "--json", "story"], 0)
}

fn newsroom(name: &str, text: &str) -> Newsroom {
    let newsroom = Newsroom::new(DESK);
    newsroom.write(&format!("articles/{name}"), &article("A story", "\"world\"", DATE, text));
    newsroom
}

#[test]
fn comments_of_an_editor_are_left_out_and_told() {
    for text in [
        "Seen before. %%Ask Mara first%% Seen after.",
        "Seen before.\n\n%%\nAsk Mara first.\n\nShe knows.\n%%\n\nSeen after.",
        "Seen before, **%%Ask Mara first%%** as it is. Seen after %%and `not` here, Mara%%.",
    ] {
        let newsroom = newsroom("a.md", text);
        let said = newsroom.ended(&["run"], 0);
        let feeds = everything(&newsroom);
        assert!(feeds.contains("Seen before") && feeds.contains("Seen after"), "{feeds}");
        assert!(!feeds.contains("Mara") && !feeds.contains("%%"), "{text}: {feeds}");
        let line = 6 + text.find("%%").map_or(0, |at| text[..at].matches('\n').count());
        assert!(said.contains(&format!("a.md, line {line}: `%%")), "{said}");
    }
}

#[test]
fn what_nobody_here_can_decide_on_is_refused() {
    for text in [
        "It cost {>>is this right?<<} three million.",
        "It cost {--cut this--} three million.",
        "It cost {~~two~>three~~} million.",
        "It cost {++about ++}three million, {==he said==}.",
        "It cost three million.\n\n%% and from here on all is for me\n\nAsk Mara.",
        "It rose 5%% in May and 6 %% in June.",
        "It cost three million.\n\n![[Old pier.png|400]]",
        "See ![[Other note#Winter]].",
        "Written on <% tp.date.now() %>, of a million.",
    ] {
        let newsroom = newsroom("a.md", text);
        newsroom.ended(&["run"], 3);
        assert!(!everything(&newsroom).contains("million"), "{text}");
        let status = newsroom.ended(&["status"], 0);
        assert!(status.contains("a.md, line "), "{text}: {status}");
    }
}

#[test]
fn what_only_looks_like_one_is_read() {
    for (text, shown) in [
        ("A remainder is `a %% b`, and a change is `{--old--}`.", "a %% b"),
        ("A remainder is `a %% b`, and a change is `{--old--}`.", "{--old--}"),
        (
            "```\n%% of TeX\n{>>x<<}\n![[a]]\n```\n\nThe rest.",
            "%% of TeX\\n{&gt;&gt;x&lt;&lt;}\\n![[a]]",
        ),
        ("A set {1, 2} and {a-b}, 50 % of it, 100%.", "{a-b}, 50 % of it, 100%"),
        ("> [!image](https://test.example/a) is a link.", ">!image</a> is a link."),
    ] {
        let newsroom = newsroom("a.md", text);
        newsroom.ended(&["run"], 0);
        let feed = newsroom.read("feeds/world.json");
        assert!(feed.contains(shown), "{shown}: {feed}");
    }
}

#[test]
fn a_callout_is_a_quote_with_its_headline() {
    let mut text = String::from("Before.\n\n");
    for (head, said) in
        [("[!quote] Mayor Lin", "It rains."), ("[!WARNING]", "It floods."), ("[!tip]- Read", "On.")]
    {
        writeln!(text, "> {head}\n> {said}\n\nBetween.\n").unwrap();
    }
    text.push_str("```\n> [!note] as it is written\n```\n");
    let newsroom = newsroom("a.md", &text);
    newsroom.ended(&["run"], 0);
    let feed: serde_json::Value = serde_json::from_str(&newsroom.read("feeds/world.json")).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    for (headline, said) in [("Mayor Lin", "It rains."), ("Warning", "It floods."), ("Read", "On.")]
    {
        let quote = format!(
            "<blockquote>\n<p><strong>{headline}</strong></p>\n<p>{said}</p>\n</blockquote>"
        );
        assert!(html.contains(&quote), "{quote} is in {html}");
    }
    assert!(html.contains("[!note] as it is written"), "{html}");
}

#[test]
fn remarks_and_deletions_of_word_are_left_out_and_told() {
    let newsroom = Newsroom::new(DESK);
    newsroom.write(
        "articles/w.html",
        "<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><title>A story</title>\
         <meta name=\"date\" content=\"2026-01-05T10:00:00Z\"><meta name=\"section\" content=\"World\">\
         </head><body><p class=MsoNormal>Seen before.<span class=MsoCommentReference><a \
         class=msocomanchor href=\"#_msocom_1\">[CV1]</a></span> <span class=msoDel><del \
         cite=\"mailto:mara\" datetime=\"2026-01-01\">It is Mara.</del></span><ins \
         cite=\"mailto:cora\">Seen after.</ins></p><p style='mso-hide:all'>Mara again.</p>\
         <div style='mso-element:comment-list'><div style='mso-element:comment'><div \
         id=\"_com_1\" class=msocomtxt><p class=MsoCommentText>[CV1] Is it Mara?</p></div></div></div>\
         </body></html>",
    );
    let said = newsroom.ended(&["run"], 0);
    let feeds = everything(&newsroom);
    assert!(feeds.contains("Seen before.") && feeds.contains("Seen after."), "{feeds}");
    assert!(!feeds.contains("Mara") && !feeds.contains("CV1"), "{feeds}");
    assert!(said.contains("a remark of Word's"), "{said}");
}

#[test]
fn remarks_of_colleagues_are_refused_whoever_brings_them() {
    let page = "<html><head><title>A story</title><meta name=\"date\" content=\"2026-01-05T10:00:00Z\">\
         <meta name=\"section\" content=\"World\"></head><body><p>The mayor took it<sup><a \
         href=\"#cmnt1\" id=\"cmnt_ref1\">[a]</a></sup> on Friday.</p><div><p><a href=\"#cmnt_ref1\" \
         id=\"cmnt1\">[a]</a><span>Mara said so.</span></p></div></body></html>";
    let text = "A story\n\nThe mayor took it[a] on Friday.\n\n[a]Mara said so.\n";
    let newsroom = Newsroom::new(DESK);
    newsroom.write("articles/page.html", page);
    newsroom.write("articles/text.txt", text);
    newsroom.write("articles/b.md", &article("B", "\"world\"", DATE, text));
    newsroom.write(
        "articles/c.md",
        &article("C", "\"world\"", DATE, "He [a] said so.\n\n[a] is a sign. So is x[a].\n\n[a][b]"),
    );
    newsroom.ended(&["run"], 3);
    let feed = newsroom.read("feeds/world.json");
    assert!(!feed.contains("Mara") && feed.contains("is a sign"), "{feed}");
    let status = newsroom.ended(&["status"], 0);
    assert_eq!(status.matches("remarks of colleagues").count(), 3, "{status}");
}

#[test]
fn what_readers_cannot_reach_is_told() {
    let newsroom = Newsroom::new(DESK);
    let large = format!("data:image/png;base64,{}", "A".repeat(400));
    let text = format!(
        "See [the pier](Pier%20repair.md), [a part](../b/c.MD#winter) and [a page](pier.html).\n\n\
         ![Map]({large})\n\n<img src=\"file:///C:/clip_image002.jpg\" alt=\"Bus\">\n\n\
         <img src=\"data:image/gif;base64,R0lGOD\" data-src=\"https://test.example/a.png\">"
    );
    let head = "authors = [\"[[Anna Reed|Anna R.]]\", \"[[Bo Lind]]\", \"Cy [[x]]\"]\n";
    let text =
        article("A story", "\"world\"", DATE, &text).replacen("+++\n", &format!("+++\n{head}"), 1);
    newsroom.write("articles/a.md", &text);
    let said = newsroom.ended(&["run"], 0);
    assert!(said.contains("the link to `Pier%20repair.md` leads to a file"), "{said}");
    assert!(said.contains("2 pictures in it are left out (`data:image/png"), "{said}");
    let feed = newsroom.read("feeds/world.json");
    assert!(feed.contains("See the pier, a part and <a href"), "{feed}");
    for name in ["\"Anna R.\"", "\"Bo Lind\"", "\"Cy [[x]]\""] {
        assert!(feed.contains(name), "{name}: {feed}");
    }
}

#[test]
fn what_was_struck_out_is_in_no_summary() {
    let newsroom = newsroom("a.md", "It cost ~~two~~ three million.");
    newsroom.ended(&["run"], 0);
    let feed = newsroom.read("feeds/world.json");
    assert!(feed.contains("<del>two</del>"), "{feed}");
    assert!(feed.contains("\"summary\":\"It cost three million.\""), "{feed}");
}
