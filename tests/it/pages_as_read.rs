//! Promise: a page says each thing once, in the way it runs, and leads only where something is.
//! - what a page begins with is not said twice, whatever stands between its paragraphs;
//! - a name without a letter has no page and holds nothing up, in files either;
//! - what names no language runs as its letters do, each paragraph of its own;
//! - what was first published elsewhere is that publication's for machines as well;
//! - headings in a text stand below that of its page, none left out between them, and keys
//!   reach what is wider than a phone;
//! - pictures that nobody put into words are told as such, and no section's block is empty.

use crate::desk::Desk;
use crate::program::{DESK, Newsroom, article};
use crate::site::{self, Site};
use pressroom::paper::Route;
use pressroom::pipeline::{Leaf, Pipeline};
use serde_json::{Value, json};

const WEB: &str = "[web]\naddress = \"https://test.example/\"\nfolder = \"paper\"\n\
                   [pictures]\nown = false\n";

fn page(desk: &Desk, title: &str) -> String {
    desk.pipeline.publish_all(false).unwrap();
    let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
    let items = feed["items"].as_array().unwrap().iter();
    let item = items.into_iter().find(|item| item["title"] == title).unwrap().clone();
    let url = item["url"].as_str().unwrap();
    at(&desk.pipeline, url.strip_prefix("https://test.example/").unwrap())
}

fn at(pipeline: &Pipeline, path: &str) -> String {
    let route = Route::read(path).unwrap();
    let bytes = match pipeline.edition().load().pages().get(&route) {
        Some(ready) => ready.identity.clone(),
        None => match pipeline.printer.leaf(&route, None).unwrap() {
            Leaf::Page(page) => page.identity,
            other => panic!("{path}: {other:?}"),
        },
    };
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn what_the_text_begins_with_is_said_once() {
    let desk = Desk::with(WEB);
    let long = "The harbour board said on Monday that it would rebuild the market. ".repeat(4);
    for (number, text) in [
        "<p>The M9 is closed at Jamshoro until six.</p><p>Drivers are sent over the old road.</p>",
        "<ul><li>Karachi: 31 degrees</li><li>Lahore: 24 degrees</li></ul>",
        &format!("<p>{long}</p><h2>What next</h2><p>{long}</p><p>{long}</p>"),
    ]
    .iter()
    .enumerate()
    {
        let title = format!("Text {number}");
        desk.push(json!({"id": title, "title": title, "content_html": text}));
        let page = page(&desk, &title);
        assert!(!page.contains("class=\"standfirst\""), "{page}");
    }
    desk.push(json!({"id": "s", "title": "With one", "summary": "A roof before the rains."}));
    assert!(page(&desk, "With one").contains("<p class=\"standfirst\">A roof before the rains."));
}

#[test]
fn a_name_without_a_letter_has_no_page() {
    let newsroom = Newsroom::new(&format!("{WEB}{DESK}"));
    for (name, more) in [
        ("Odd", "tags = [\"💥\", \"Rain\"]\nauthors = [\"?\", \"..\", \"Mara Quill\"]\n"),
        ("Wet", "tags = [\"Rain\"]\n"),
        ("Dry", "tags = [\"Sun\"]\n"),
    ] {
        let text = article(name, "\"world\"", "2026-01-05T10:00:00Z", "It holds.");
        newsroom.write(
            &format!("articles/{name}.md"),
            &text.replacen("+++\n", &format!("+++\n{more}"), 1),
        );
    }
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("paper/tags/Rain/index.html").contains("Odd"));
    assert!(newsroom.read("paper/authors/Mara_Quill/index.html").contains("Odd"));
    let service = newsroom.serve();
    let missing = service.get("/tags/Nobody");
    for path in ["/tags/%F0%9F%92%A5", "/tags/%3F", "/authors/%3F", "/tags/***"] {
        let answer = service.get(path);
        assert_eq!((answer.status, answer.body), (404, missing.body.clone()), "{path}");
    }
    let feed: Value = serde_json::from_str(&service.get("/feeds/world.json").text()).unwrap();
    let mut items = feed["items"].as_array().unwrap().iter();
    let odd = items.find(|item| item["title"] == "Odd").unwrap();
    let url = odd["url"].as_str().unwrap();
    let page = service.get(url.strip_prefix("https://test.example").unwrap()).text();
    assert!(page.contains("<bdi>💥</bdi>") && page.contains("<bdi>?</bdi>"), "{page}");
    assert!(page.contains("href=\"/tags/Rain\"") && !page.contains("tags/%F0"), "{page}");
}

#[test]
fn what_names_no_language_runs_as_its_letters_do() {
    let desk = Desk::with(WEB);
    let urdu = "تاجر آٹھ ماہ سے انتظار کر رہے تھے، اور بھاؤ بڑھا۔";
    let text = format!("<p>GDP: {urdu}</p><p>Traders had waited for eight months.</p>");
    desk.push(json!({"id": "u", "title": "زبان کے بغیر خبر", "content_html": text}));
    let seen = page(&desk, "زبان کے بغیر خبر");
    assert!(seen.contains("<article class=\"story\" lang=\"\" dir=\"rtl\">"), "{seen}");
    assert!(seen.contains("<p>GDP: ") && seen.contains("<p dir=\"ltr\">Traders"), "{seen}");
    assert!(at(&desk.pipeline, "world").contains("lang=\"\" dir=\"rtl\">زبان کے بغیر خبر</a>"));
    // Names in Latin letters, even the first, turn no paragraph of a text from the right.
    let mixed = [
        "وزیر نے Pakistan Telecommunication Authority کو ہدایت کی۔",
        "Google اور Microsoft نے اعلان کیا",
    ];
    let text = format!("<p>{}</p><p>{}</p><p>Traders waited.</p>", mixed[0], mixed[1]);
    desk.push(json!({"id": "m", "title": "ملی جلی", "content_html": text, "language": "ur"}));
    let told = page(&desk, "ملی جلی");
    for text in mixed {
        assert!(told.contains(&format!("<p>{text}</p>")), "{told}");
    }
    assert!(told.contains("<p dir=\"ltr\">Traders waited."), "{told}");
    let text = format!("<p>{urdu} PTV</p><p>الجزيرة told its readers of the flood.</p>");
    desk.push(json!({"id": "l", "title": "Quoted", "content_html": text, "language": "en"}));
    let told = page(&desk, "Quoted");
    assert!(told.contains("<p dir=\"rtl\">تاجر") && told.contains("<p>الجزيرة told"), "{told}");
    // Nobody says what language it is in, so nothing is said of it.
    assert!(!seen.contains("inLanguage"), "{seen}");
    desk.push(
        json!({"id": "e", "title": "In English", "content_html": "<p>GDP grew by 3.5%.</p>"}),
    );
    let seen = page(&desk, "In English");
    assert!(seen.contains("<article class=\"story\">"), "{seen}");
    let urdu = Desk::with(&format!("{WEB}[front_page]\nitems = 5\n"));
    let settings = urdu.folder.path().join("config.toml");
    let text = std::fs::read_to_string(&settings).unwrap().replace("en-GB", "ur-PK");
    #[expect(clippy::disallowed_methods, reason = "a test's own files")]
    std::fs::write(&settings, text).unwrap();
    let paper = pressroom::config::load(&settings, &pressroom::config::Environment::default());
    let pipeline = urdu.pipeline.under(std::sync::Arc::new(paper.unwrap())).unwrap();
    let urdu = Desk { pipeline: std::sync::Arc::new(pipeline), ..urdu };
    urdu.push(
        json!({"id": "e", "title": "In English", "content_html": "<p>GDP grew by 3.5%.</p>"}),
    );
    let seen = page(&urdu, "In English");
    assert!(seen.contains("<article class=\"story\" lang=\"\" dir=\"ltr\">"), "{seen}");
}

#[tokio::test]
async fn what_was_published_elsewhere_is_that_publications() {
    let site = Site::new();
    site.put(
        "/feed",
        "<rss version=\"2.0\"><channel><title>The Wire</title><link>https://wire.example/</link>\
         <copyright>© The Wire Ltd 2026</copyright>\
         <item><guid isPermaLink=\"false\">a</guid><title>A roof</title>\
         <link>https://wire.example/a</link><description>It holds.</description>\
         <pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>",
    );
    let feed = format!("web = \"own\"\n[source.feed]\nurl = \"{}\"\n{WEB}", site.url("/feed"));
    let desk = site::Desk::new(&feed);
    desk.pass().await;
    desk.pipeline.publish_all(false).unwrap();
    let section = at(&desk.pipeline, "world");
    let (_, link) =
        section.split_once("href=\"/world/a-roof-").unwrap_or_else(|| panic!("{section}"));
    let (id, _) = link.split_once('"').unwrap();
    let seen = at(&desk.pipeline, &format!("world/a-roof-{id}"));
    let (_, told) = seen.split_once("<script type=\"application/ld+json\">").unwrap();
    let (told, _) = told.split_once("</script>").unwrap();
    let told: Value = serde_json::from_str(told).unwrap();
    assert_eq!(told["mainEntityOfPage"], "https://wire.example/a");
    assert_eq!(told["publisher"]["name"], "The Wire");
    assert_eq!(told["author"][0]["name"], "The Wire");
    assert!(seen.contains("<p class=\"meta\">© The Wire Ltd 2026</p>"), "{seen}");
}

#[test]
fn the_headings_of_a_text_stand_below_its_headline() {
    let desk = Desk::with(WEB);
    for (text, right) in [
        ("<h1>A</h1><p>x</p><h3>B</h3><h1>C</h1>", ["<h2>A</h2>", "<h3>B</h3>", "<h2>C</h2>"]),
        ("<h3>A</h3><p>x</p><h4>B</h4><h6>C</h6>", ["<h2>A</h2>", "<h3>B</h3>", "<h4>C</h4>"]),
        ("<h2>A</h2><p>x</p><h1>B</h1><h4>C</h4>", ["<h2>A</h2>", "<h2>B</h2>", "<h3>C</h3>"]),
        ("<h2>A</h2><p>x</p><h3>B</h3><h2>C</h2>", ["<h2>A</h2>", "<h3>B</h3>", "<h2>C</h2>"]),
    ] {
        desk.push(json!({"id": "h", "title": "Headed", "content_html": text}));
        let seen = page(&desk, "Headed");
        assert_eq!(seen.matches("<h1").count(), 1, "{seen}");
        right.iter().for_each(|heading| assert!(seen.contains(heading), "{heading}: {seen}"));
        assert!(!seen.contains("tabindex"), "{seen}");
        // Feeds keep what was written.
        let feed: Value = serde_json::from_str(&desk.text("/feeds/world.json")).unwrap();
        let written = feed["items"][0]["content_html"].as_str().unwrap();
        assert!(written.starts_with(&text[..10]), "{written}");
    }
    let wide = "<pre>let a;</pre><table><tr><td>1</td></tr></table>";
    desk.push(json!({"id": "w", "title": "Wide", "content_html": wide}));
    let seen = page(&desk, "Wide");
    for one in ["<pre tabindex=\"0\">", "<table tabindex=\"0\">"] {
        assert!(seen.contains(one), "{seen}");
    }
}

#[test]
fn a_picture_without_words_says_so_and_no_block_is_empty() {
    let desk = Desk::with(WEB);
    let text = "<p>Text.</p><img src=\"https://img.example/a.png\">";
    desk.push(json!({"id": "p", "title": "Pictured", "content_html": text}));
    let seen = page(&desk, "Pictured");
    assert!(seen.contains("<img alt=\"\" src=\"https://img.example/a.png\""), "{seen}");
    // The one article of its section stands above as well.
    let front = at(&desk.pipeline, "");
    let block = front.split("id=\"world\"").nth(1).unwrap();
    let block = block.split("</details>").next().unwrap();
    assert!(block.contains("Pictured"), "{block}");
}
