//! Promise: what a page lets a browser ask for by itself.
//! - whatever a body has that a browser asks for, no page of the paper leads it to a third
//!   party: pictures are the paper's own, all else is a link that somebody may follow;
//! - hosts that the operator names are asked, and nobody else: what is told to browsers (CSP)
//!   is no wider than that;
//! - a link to a place in the article leads there on its page, and from feeds to that page;
//! - no place in a text takes the name of one that the page itself has;
//! - no article was corrected after it was last changed.

use crate::desk::Desk;
use crate::program::{DESK, Newsroom};
use pressroom::paper::Route;
use pressroom::pipeline::Leaf;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const WEB: &str = "[web]\naddress = \"https://test.example/\"\n";

/// The page of an article with this text, and the text that its feed has.
fn shown(more: &str, item: Value) -> (String, String) {
    printed(&Desk::with(&format!("{WEB}{more}")), item)
}

fn printed(desk: &Desk, item: Value) -> (String, String) {
    let id = item["id"].as_str().unwrap().to_owned();
    desk.push(item);
    desk.pipeline.publish_all(false).unwrap();
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let text = feed["items"][0]["content_html"].as_str().unwrap().to_owned();
    let article = desk.pipeline.ask(|store| store.find(&id, 1)).unwrap().articles.remove(0);
    let short = pressroom::paper::ShortId::of(&article).unwrap();
    let settings = pressroom::paper::ArticlePath::new("world".parse().unwrap(), "Story", short);
    let at = |path| desk.pipeline.printer.leaf(&Route::Article(path), None).unwrap();
    let page = match at(settings) {
        Leaf::Moved(Route::Article(path)) => {
            match desk.edition().pages().get(&Route::Article(path.clone())) {
                Some(ready) => ready.identity.clone(),
                None => match at(path) {
                    Leaf::Page(page) => page.identity,
                    other => panic!("{other:?}"),
                },
            }
        }
        Leaf::Page(page) => page.identity,
        other => panic!("{other:?}"),
    };
    (String::from_utf8(page.to_vec()).unwrap(), text)
}

/// The text of the article on its page.
fn text_on(page: &str) -> &str {
    let (_, text) = page.split_once("<div class=\"text\">\n").unwrap();
    text.split_once("\n</div>").unwrap().0
}

/// Whatever may stand in a body: each names a host of its own.
const BODY: &str = "<p>Begin.</p>\
    <picture><source srcset=\"https://a.third.example/s.webp 1x\" type=image/webp>\
    <source srcset=\"https://b.third.example/s.avif 2x\"><img src=\"https://c.third.example/s.jpg\" alt=\"A &lt;roof&gt;\"></picture>\
    <img src=\"https://d.third.example/s.jpg\" srcset=\"https://e.third.example/w.jpg 900w\">\
    <img srcset=\"https://f.third.example/w.jpg 900w\" alt=\"\">\
    <video src=\"https://g.third.example/f.mp4\" poster=\"https://h.third.example/f.jpg\" controls>No <img src=\"https://i.third.example/x.gif\"> film</video>\
    <video poster=\"https://j.third.example/f.jpg\"><source src=\"https://k.third.example/f.webm\"><source src=\"https://l.third.example/f.mp4\"><track src=\"https://m.third.example/t.vtt\"></video>\
    <audio src=\"https://n.third.example/f.mp3\" controls></audio>\
    <a href=\"https://o.third.example/\"><audio><source src=\"https://p.third.example/f.ogg\"></audio></a>\
    <iframe src=\"https://q.third.example/\"></iframe><embed src=\"https://r.third.example/x\">\
    <object data=\"https://s.third.example/x\"></object><input type=image src=\"https://t.third.example/x\">\
    <body background=\"https://u.third.example/x\"><table background=\"https://v.third.example/x\"><tr><td>z</td></tr></table>\
    <svg><image href=\"https://w.third.example/x\"/></svg><link rel=stylesheet href=\"https://x.third.example/x\">\
    <p style=\"background:url(https://y.third.example/x)\">End.</p>";

#[test]
fn no_page_leads_a_browser_to_a_third_party() {
    let (page, feed) = shown("", json!({"id": "one", "content_html": BODY}));
    let text = text_on(&page);
    // All that is left of a third party is where a link leads, or its words.
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("third.example") {
        let open = before.rfind(['<', '>']).unwrap();
        let tag = &before[open..];
        assert!(tag.starts_with('>') || tag.starts_with("<a href=\""), "{tag} in {text}");
        rest = after;
    }
    for kept in [
        "<a href=\"https://c.third.example/s.jpg\">A &lt;roof&gt;</a>",
        "<a href=\"https://d.third.example/s.jpg\">Picture at d.third.example</a>",
        "<a href=\"https://f.third.example/w.jpg\">Picture at f.third.example</a>",
        "<a href=\"https://g.third.example/f.mp4\">Play the video at g.third.example</a>",
        "<a href=\"https://k.third.example/f.webm\">Play the video at k.third.example</a>",
        "<a href=\"https://n.third.example/f.mp3\">Play the sound at n.third.example</a>",
        "<a href=\"https://o.third.example/\">Play the sound at p.third.example</a>",
        "<p>Begin.</p>",
        "End.",
    ] {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
    assert!(feed.contains("<video") && feed.contains("<source"), "{feed}");
}

#[test]
fn who_is_named_is_asked() {
    let body = "<picture><source srcset=\"https://cdn.left.example/s.webp 1x\">\
        <source srcset=\"https://third.example/s.avif 1x\">\
        <img src=\"https://left.example/s.jpg\" srcset=\"https://left.example/a.jpg 1x, https://third.example/b.jpg 2x\" alt=\"x\"></picture>\
        <video src=\"https://left.example/f.mp4\" poster=\"https://third.example/p.jpg\" controls>None</video>\
        <audio controls src=\"https://test.example/f.mp3\"></audio>\
        <video><source src=\"https://left.example/f.mp4\"><source src=\"https://third.example/f.webm\"></video>";
    let left = "[pictures]\nleave_on = [\"left.example\"]\n";
    let (page, _) = shown(left, json!({"id": "one", "content_html": body}));
    let text = text_on(&page);
    for kept in [
        "<picture><source srcset=\"https://cdn.left.example/s.webp 1x\"><img src=\"https://left.example/s.jpg\" alt=\"x\"></picture>",
        "<video preload=\"none\" src=\"https://left.example/f.mp4\" controls=\"\"></video>",
        "<audio preload=\"none\" controls=\"\" src=\"https://test.example/f.mp3\"></audio>",
        "<a href=\"https://left.example/f.mp4\">Play the video at left.example</a>",
    ] {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
    assert!(!text.contains("third.example"), "{text}");
    // Where the operator leaves all as it is, so it is.
    let (page, _) = shown("[pictures]\nown = false\n", json!({"id": "one", "content_html": body}));
    assert_eq!(text_on(&page).matches("third.example").count(), 4, "{page}");
}

#[test]
fn browsers_are_told_no_more_than_a_page_needs() {
    let policy = |more: &str| {
        let newsroom = Newsroom::new(&format!("{DESK}{WEB}{more}"));
        newsroom.write("articles/.keep", "");
        let service = newsroom.serve();
        let front = service.wait_for("/", |answer| answer.status == 200);
        let missing = service.get("/nothing/at-all-here");
        let policy = front.header("content-security-policy").unwrap().to_owned();
        assert_eq!(missing.header("content-security-policy"), Some(&*policy));
        policy
    };
    let of = |policy: &str, kind: &str| {
        let mut parts = policy.split("; ").filter_map(|part| part.strip_prefix(kind));
        parts.next().map(|part| part.trim().to_owned())
    };
    let usual = policy("");
    assert_eq!(of(&usual, "img-src").as_deref(), Some("'self'"));
    assert_eq!(of(&usual, "media-src").as_deref(), Some("'self' test.example:* *.test.example:*"));
    assert_eq!(of(&usual, "frame-src").as_deref(), Some("'none'"));
    let named = policy(
        "[pictures]\nleave_on = [\"left.example\"]\n\
         [embeds]\nshow = \"frame\"\nhosts = [\"player.example\"]\n",
    );
    assert_eq!(of(&named, "img-src").as_deref(), Some("'self' left.example:* *.left.example:*"));
    let frames = of(&named, "frame-src").unwrap();
    assert!(frames.contains("https://player.example") && !frames.contains("https: "), "{frames}");
    let left = policy("[pictures]\nown = false\n");
    assert_eq!(of(&left, "img-src").as_deref(), Some("'self' https: http:"));
}

#[test]
fn a_place_in_the_article_is_on_its_page() {
    let text = "<p>Text<a href=\"#fn1\">1</a>, <a href=\"#nowhere\">x</a>, \
        <a href=\"https://other.example/a#fn1\">other</a>, \
        <a href=\"https://test.example/other-page#fn1\">ours</a>.</p><p id=\"fn1\">Note</p>";
    let (page, feed) = shown("", json!({"id": "note", "content_html": text}));
    let on_page = text_on(&page);
    assert!(on_page.contains("<a href=\"#fn1\">1</a>"), "{on_page}");
    for text in [on_page, &*feed] {
        assert!(text.contains("<a href=\"https://other.example/a#fn1\">"), "{text}");
        assert!(text.contains("<a href=\"https://test.example/other-page#fn1\">"), "{text}");
        assert!(text.contains("<p id=\"fn1\">Note"), "{text}");
    }
    let (_, link) = feed.split_once("<p>Text<a href=\"").unwrap();
    let link = link.split('"').next().unwrap();
    assert!(link.starts_with("https://test.example/world/story-note-"), "{link}");
    assert!(link.ends_with("#fn1"), "{link}");
    // Another's article leads to the place on the other's page, in feeds.
    let item = json!({"id": "wire", "url": "https://wire.example/1?a=1&b=2", "content_html": text});
    let desk = Desk::with(WEB);
    desk.push(item);
    desk.pipeline.publish_all(false).unwrap();
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let feed = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(feed.contains("https://wire.example/1?a=1&amp;b=2#fn1"), "{feed}");
}

#[test]
fn no_place_in_a_text_has_the_name_of_one_of_the_page() {
    let names = ["install", "main", "offline", "kept", "paper-install", "paper-main", "twice"];
    let places: String = names.iter().map(|n| format!("<h2 id=\"{n}\">{n}</h2>")).collect();
    let links: String = names.iter().map(|n| format!("<a href=\"#{n}\">{n}</a>")).collect();
    let text = format!("{places}<p id=\"twice\">{links}</p>");
    let (page, _) = shown("", json!({"id": "one", "content_html": text}));
    let mut there = BTreeSet::new();
    for id in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(there.insert(id), "{id} stands twice in {page}");
    }
    // What the paper's script looks for is the page's.
    for own in ["paper-main", "paper-install", "paper-offline"] {
        assert!(there.contains(own), "{own}: {there:?}");
    }
    for own in ["main", "install", "offline"] {
        assert!(there.contains(own) && page.contains(&format!("href=\"#{own}\"")), "{own}");
    }
}

#[test]
fn footnotes_of_a_folder_stay_in_their_article() {
    for base in ["", "base_url = \"https://stress.example/\"\n"] {
        let newsroom = Newsroom::new(&format!(
            "[[section]]\ntitle = \"World\"\n{WEB}[[source]]\nname = \"folder\"\n\
             schedule = \"@yearly\"\nsections = [\"world\"]\n{base}[source.folder]\npath = \"articles\"\n"
        ));
        newsroom.write(
            "articles/03-table.md",
            "+++\ntitle = \"Notes\"\ndate = 2026-01-02\n+++\nText.[^1]\n\n[^1]: The note.\n\n\
             - [ ] open\n- [x] done\n",
        );
        let service = newsroom.serve();
        let feed = service.wait_for("/feeds/world.json", |answer| answer.text().contains("Notes"));
        let feed: Value = serde_json::from_slice(&feed.body).unwrap();
        let item = &feed["items"][0];
        let url = item["url"].as_str().unwrap();
        let text = item["content_html"].as_str().unwrap();
        assert!(text.contains(&format!("<a href=\"{url}#1\">")), "{base}: {text}");
        assert!(text.contains("☐ open") && text.contains("☑ done"), "{text}");
        let page = service.get(url.strip_prefix("https://test.example").unwrap()).text();
        assert!(text_on(&page).contains("<a href=\"#1\">1</a>"), "{page}");
        assert!(text_on(&page).contains("id=\"1\""), "{page}");
    }
}

#[test]
fn no_article_was_corrected_after_it_was_last_changed() {
    let desk = Desk::with(WEB);
    let item = json!({"id": "one", "_pressroom": {"correction": "It was two."}});
    let page = printed(&desk, item).0;
    let (_, data) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    let corrected = data["correction"][0]["datePublished"].as_str().unwrap();
    assert!(data["dateModified"].as_str().unwrap() >= corrected, "{data}");
    assert!(page.contains(&format!("article:modified_time\" content=\"{corrected}")), "{page}");
    assert!(data["datePublished"].as_str().unwrap() < corrected, "{data}");
    let route = Route::read(&format!("sitemaps/{}.xml", &corrected[..7])).unwrap();
    let Leaf::Page(sitemap) = desk.pipeline.printer.leaf(&route, None).unwrap() else { panic!() };
    let sitemap = String::from_utf8(sitemap.identity.to_vec()).unwrap();
    assert!(sitemap.contains(&format!("<lastmod>{corrected}</lastmod>")), "{sitemap}");
}
