//! Promise: nobody's e-mail address is in what is published.
//! - wherever it stands in an article (text, links, attributes, headline, summary, captions,
//!   credits, rights, notes, tags) and however it is written, no feed, page, list or file has
//!   it, in no encoding; nor has a notice of a withdrawal, or what a search is answered;
//! - a name stands in its place, and leads to the button that tells whom it is of; without a
//!   web edition the name alone;
//! - what `[email] publish` names stays, and what only looks like an address too;
//! - naming one, or no longer, moves no id and no date;
//! - the gate lets no page with one out, and none that is not whole.

use crate::program::{DESK, Newsroom, Service, token};
use pressroom::edition::DocumentName;
use pressroom::paper::Route;
use pressroom::publish::gate::check_leaf;
use pressroom::text::PublicMail;
use serde_json::{Value, json};
use std::collections::{BTreeSet, VecDeque};

const WEB: &str = "[web]\naddress = \"https://test.example/\"\n";

/// Each hides an address whose first name begins with `leak`.
const HOSTILE: &str = r#"<p>Email: leak1@paper.example</p>
<p>Send it to leak2@paper.example before noon, or to <a href="mailto:leak3@paper.example?subject=Roof&amp;cc=leak4@paper.example">Sana</a>.</p>
<p><a href="mailto:leak5%40paper.example">leak5&#64;paper.example</a></p>
<p>leak6<b>@</b>paper.example, leak7&#x40;paper&#46;example, leak8 [at] paper [dot] example, leak9(at)paper.example</p>
<p><a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="422e27232973720232233227306c273a232f322e27">[email&#160;protected]</a></p>
<p data-mail="elpmaxe.repap@11kael"><bdo dir="rtl">elpmaxe.repap@21kael</bdo></p>
<p title="leak13@paper.example"><img src="https://test.example/a.png" alt="By leak14@paper.example"></p>
<p><img src="https://test.example/?to=leak15@paper.example"><a href="https://test.example/?to=leak16%40paper.example">here</a></p>
<p>"leak17 quill"@paper.example, leak18@bücher.example, leak19@почта.рф, leak20@[192.0.2.7], leak21＠paper.example</p>
<pre><code>git clone git@host.example:news/site.git logo@2x.png npm@10 leak22@paper.example</code></pre>
<p>Ask @handle or @ann@social.example.</p>
<p>leak23&amp;#64;paper.example leak24%2540paper.example leak25\u0040paper.example</p>
<p>leak70 (at) paper dot example. Email leak71 at paper dot example, or ask leak72 AT paper DOT example.</p>
<p>leak73 @ paper . example; leak74 arroba paper punto example, <b>leak75</b>@paper dot example.</p>
<p>Or <a href="https://leak76@paper.example/">this</a>, http://mailto:leak77@paper.example/</p>
<p>You find us at paper dot org. Look at the dot in the map. She bought it at a shop dot com.</p>"#;

fn item() -> Value {
    json!({
        "title": "Roofs, by leak31@paper.example", "sections": ["world"],
        "summary": "Tell leak32@paper.example.",
        "content_html": HOSTILE, "tags": ["Rain", "leak33@paper.example"],
        "date_published": "2026-01-05T11:00:00Z",
        "authors": [{"name": "Sana Quill", "email": "leak34@paper.example",
                     "url": "https://test.example/by/leak35@paper.example"}],
        "author_note": "She is at leak36@paper.example.", "rights": "© leak37@paper.example",
        "image": {"url": "https://test.example/lead.png", "alt": "A roof (leak38@paper.example)",
                  "credit": "leak39@paper.example"},
        "correction": "Said leak40@paper.example.",
    })
}

/// A document and what it says to programs that read escapes once, twice, and from the end.
fn readings(bytes: &[u8]) -> Vec<String> {
    let mut readings = vec![String::from_utf8_lossy(bytes).to_lowercase()];
    for _ in 0..3 {
        let last = readings.last().unwrap();
        let mut next = percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned();
        for (escape, sign) in [
            ("&amp;", "&"),
            ("&#64;", "@"),
            ("&#x40;", "@"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("\\u0040", "@"),
            ("\\u003c", "<"),
            ("\\u0026", "&"),
            ("\\\"", "\""),
        ] {
            next = next.replace(escape, sign);
        }
        readings.push(next);
    }
    let backwards = readings.iter().map(|text| text.chars().rev().collect());
    let backwards: Vec<String> = backwards.collect();
    readings.extend(backwards);
    readings
}

fn has_none(what: &str, bytes: &[u8]) {
    for text in readings(bytes) {
        if let Some(at) = text.find("leak") {
            let from = text.floor_char_boundary(at.saturating_sub(80));
            let until = text.floor_char_boundary((at + 80).min(text.len()));
            panic!("{what} has an address: {}", &text[from..until]);
        }
    }
}

/// Everything that can be reached from the front page, the lists and the feeds.
fn crawl(service: &Service, also: &[&str]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let first = [
        "/",
        "/sections",
        "/subscribe",
        "/archive",
        "/search",
        "/search?q=roofs",
        "/robots.txt",
        "/sitemap.xml",
        "/opensearch.xml",
        "/manifest.webmanifest",
        "/worker.js",
        "/offline",
        "/withdrawals.json",
        "/feeds/",
        "/feeds/index.opml",
        "/feeds/index.html",
        "/feeds/world.atom",
        "/feeds/world.rss",
        "/feeds/world.json",
        "/feeds/front-page.json",
        "/feeds/front-page.atom",
        "/feeds/front-page.rss",
        "/feeds/search.atom?q=roofs",
        "/feeds/search.json?q=paper",
        "/news-sitemap.xml",
        "/no-such-page",
        "/world/x-aaaaaaaaaaaa",
        "/tags/leak33@paper.example",
    ];
    let mut ahead: VecDeque<String> =
        first.iter().chain(also).map(|path| (*path).to_owned()).collect();
    while let Some(path) = ahead.pop_front() {
        if seen.len() > 400 || !seen.insert(path.clone()) {
            continue;
        }
        let answer = service.get(&path);
        // Who asks for a path has it in the answer's head alone, where it is another's.
        has_none(&path, &answer.body);
        let text = answer.text();
        let marks = ["href=\"", "src=\"", "<loc>", "\"url\":\"", "\"id\":\"", "action=\""];
        for mark in marks {
            for link in text.split(mark).skip(1) {
                let link = link.split(['"', '<', '#']).next().unwrap_or_default();
                let link = link.strip_prefix("https://test.example").unwrap_or(link);
                if link.starts_with('/') && !link.starts_with("//") {
                    ahead.push_back(link.replace("&amp;", "&"));
                }
            }
        }
    }
    seen
}

fn newsroom(web: &str) -> Newsroom {
    let newsroom = Newsroom::new(&format!(
        "rights = \"© The Test, leak90@paper.example\"\n\
         description = \"Write to leak91@paper.example\"\n\
         editor = \"editor@paper.example (The Editor)\"\n{web}{DESK}{}",
        token("cms", "secret", &[])
    ));
    newsroom.write(
        "articles/note.txt",
        "Title: A roof before the rains\nSection: world\nDate: 2026-01-04\nBy: Sana Mirza\n\n\
         The rains came.\n\nThe writer is a builder.\n\nEmail: leak50@paper.example\n",
    );
    newsroom
}

#[test]
fn no_published_document_has_the_address_of_a_person() {
    let newsroom = newsroom(WEB);
    let service = newsroom.serve();
    assert_eq!(service.put("secret", "roofs", &item()).status, 201);
    let gone = json!({"title": "Gone", "content_text": "x", "sections": ["world"],
                      "date_published": "2026-01-05T10:00:00Z"});
    assert_eq!(service.put("secret", "gone", &gone).status, 201);
    service.wait_for("/feeds/world.json", |feed| {
        feed.text().contains("Roofs, by …") && feed.text().contains("Gone")
    });
    let taken = service.send(
        "secret",
        "DELETE",
        "/api/articles/gone",
        "{\"reason\": \"leak60@paper.example said so\"}",
    );
    assert!(taken.status < 300, "{}", taken.text());
    let feed = service.wait_for("/feeds/world.json", |feed| !feed.text().contains("\"Gone\""));
    let feed: Value = serde_json::from_slice(&feed.body).unwrap();
    let roofs = feed["items"].as_array().unwrap().iter();
    let roofs =
        roofs.clone().find(|it| it["title"].as_str().unwrap().starts_with("Roofs")).unwrap();
    let page = roofs["url"].as_str().unwrap().strip_prefix("https://test.example").unwrap();
    let seen = crawl(&service, &[page]);
    let id = page.rsplit('-').next().unwrap();
    let button = format!("/write-to/{id}");
    assert!(seen.contains(&button), "{seen:?}");
    for (name, bytes, _) in newsroom.published() {
        if !name.ends_with(".br") && !name.ends_with(".gz") {
            has_none(&name, &bytes);
        }
    }

    let html = roofs["content_html"].as_str().unwrap();
    let link = format!("<a href=\"https://test.example{button}\">Write to Sana Quill</a>");
    assert!(html.contains(&format!("<p>{link}</p>")), "{html}");
    // Hers or not, it leads to that one address.
    let way = format!("<a href=\"https://test.example{button}/");
    let sana = html.split(&way).find_map(|rest| rest.split_once("\">Sana</a>")).unwrap().0;
    let told = service.ask("POST", &format!("{button}/{sana}")).text();
    assert!(told.contains("mailto:leak3@paper.example") && !told.contains("leak1"), "{told}");
    for same in [
        "@handle or @ann@social.example",
        "git@host.example:news/site.git logo@2x.png npm@10",
        "You find us at paper dot org. Look at the dot in the map. She bought it at a shop dot com.",
    ] {
        assert!(html.contains(same), "{html}");
    }
    let told = service.ask("POST", &button).text();
    for number in [1, 2, 5, 6, 8, 17, 22, 34, 36, 70, 71, 72, 73, 74, 75, 76, 77] {
        assert!(told.contains(&format!("leak{number}")), "{number}: {told}");
    }
    // RSS alone has who answers for it, and nothing else.
    assert!(service.get("/feeds/world.rss").text().contains("editor@paper.example"));
    for path in ["/", page, "/feeds/world.atom", "/feeds/world.json", "/feeds/index.opml"] {
        assert!(!service.get(path).text().contains("editor@paper.example"), "{path}");
    }
    // Who looks for an address finds nothing by it.
    let found = service.get("/feeds/search.json?q=leak2").text();
    assert!(!found.contains("Roofs"), "{found}");
}

#[test]
fn without_a_web_edition_the_name_stands_alone() {
    let newsroom = newsroom("");
    let service = newsroom.serve();
    assert_eq!(service.put("secret", "roofs", &item()).status, 201);
    let feed = service.wait_for("/feeds/world.json", |feed| feed.text().contains("Roofs, by …"));
    crawl(&service, &[]);
    let feed: Value = serde_json::from_slice(&feed.body).unwrap();
    let html = feed["items"][0]["content_html"].as_str().unwrap();
    assert!(html.contains("<p>Sana Quill</p>"), "{html}");
    assert!(html.contains("Send it to an e-mail address before noon, or to Sana."), "{html}");
}

#[test]
fn naming_an_address_moves_no_id_and_no_date() {
    let newsroom = newsroom(WEB);
    let config = newsroom.read("config.toml");
    let service = newsroom.serve();
    assert_eq!(service.put("secret", "roofs", &item()).status, 201);
    let told = |feed: &Value| {
        ["id", "date_published", "date_modified", "url"].map(|key| feed["items"][0][key].clone())
    };
    let seen = |wanted: &str, there: bool| -> [Value; 4] {
        let feed = service.wait_for("/feeds/world.json", |feed| {
            feed.text().contains("Roofs, by") && feed.text().contains(wanted) == there
        });
        told(&serde_json::from_slice(&feed.body).unwrap())
    };
    let before = seen("leak2@paper.example", false);
    newsroom
        .write("config.toml", &format!("{config}[email]\npublish = [\"leak2@paper.example\"]\n"));
    assert_eq!(seen("Send it to leak2@paper.example before noon", true), before);
    assert!(!service.get("/feeds/world.json").text().contains("leak1@"));
    newsroom.write("config.toml", &config);
    assert_eq!(seen("leak2@paper.example", false), before);
}

#[test]
fn the_gate_knows_a_page_with_an_address_and_a_broken_one() {
    let name = DocumentName::Web(Box::new(Route::Front));
    let public = PublicMail::of(["desk@paper.example".to_owned()]);
    let judged = |inside: &str| {
        let page = format!("<!DOCTYPE html><html><title>T</title>{inside}</html>");
        check_leaf(&name, page.as_bytes(), &public).map_err(|refusal| refusal.rule.as_str())
    };
    let data = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
    assert_eq!(judged(&format!("desk@paper.example {}", data("{\"@type\":1}"))), Ok(()));
    assert_eq!(judged("<p>anna&#64;paper.example</p>"), Err("mail"));
    assert_eq!(judged(&data("{\"headline\": \"x")), Err("well-formed"));
    let cut = check_leaf(&name, b"<!DOCTYPE html><html><p>", &public);
    assert_eq!(cut.unwrap_err().rule.as_str(), "well-formed");
}
