//! Promise: `pressroom import` brings an archive of articles in.
//! - RSS, Atom, JSON Feed, exports of WordPress and Ghost, damaged ones and gzips too;
//! - what it cannot bring in is refused, with what it is and what to do, and is found by
//!   `explain`;
//! - no draft, private, binned or protected post, whatever the file does to hide that;
//! - a second run changes nothing; one that was cut short goes on where it stopped;
//! - what a source brought itself is not touched, and nothing withdraws an import;
//! - nothing old comes out as new.

use crate::program::{DESK, Newsroom};
use serde_json::Value;

const STORE: &str = "[store]\nkeep = \"3650d\"\n";

pub(crate) fn newsroom() -> Newsroom {
    let newsroom = Newsroom::new(&format!("{STORE}{DESK}"));
    newsroom.write("articles/one.md", "+++\nsections = [\"world\"]\n+++\n# One\n\nText.\n");
    newsroom
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Old</title><link>https://old.example/</link>{items}</channel></rss>"
    )
}

fn item(number: usize) -> String {
    format!(
        "<item><title>Story {number} of AT&T</title><guid isPermaLink=\"false\">old-{number}</guid>\
         <link>https://old.example/{number}</link><pubDate>Wed, 01 Jan 2025 10:{:02}:{:02} +0000</pubDate>\
         <description><![CDATA[<p>Text {number} with <item> in it</p>]]></description></item>",
        number / 60 % 60,
        number % 60
    )
}

pub(crate) fn import(newsroom: &Newsroom, words: &[&str]) -> Value {
    let all: Vec<&str> = ["import", "--json"].into_iter().chain(words.iter().copied()).collect();
    newsroom.told(&all)
}

pub(crate) fn counts(told: &Value) -> [u64; 4] {
    ["new", "there", "again", "left_out"].map(|name| told[name].as_u64().unwrap())
}

pub(crate) const WORLD: [&str; 4] = ["--source", "archive", "--sections", "world"];

#[test]
fn a_cut_file_goes_on_when_it_comes_whole_and_a_second_run_changes_nothing() {
    let newsroom = newsroom();
    let whole = rss(&(0..1_300).map(item).collect::<String>());
    let cut = whole.find("Text 700 ").unwrap();
    newsroom.write("old.xml", &whole[..cut]);
    let words = ["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]];
    let told = import(&newsroom, &words);
    assert_eq!(counts(&told), [700, 0, 0, 0], "{told}");
    assert!(told["rejections"][0]["reason"].as_str().unwrap().contains("ends inside"), "{told}");
    newsroom.write("old.xml", &whole);
    assert_eq!(counts(&import(&newsroom, &words)), [600, 700, 0, 0]);
    newsroom.ended(&["run"], 0);
    let published = newsroom.published();
    assert!(newsroom.read("feeds/world.json").contains("Story 1299 of AT&T"));
    assert_eq!(counts(&import(&newsroom, &words)), [0, 1_300, 0, 0]);
    // A pass over a mirrored folder, and over everything, takes nothing back.
    newsroom.ended(&["run"], 0);
    assert_eq!(newsroom.published(), published);
    assert!(newsroom.read("feeds/world.json").contains("Story 1299"));
}

pub(crate) const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour Post</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_id>3</wp:author_id><wp:author_login><![CDATA[akhan]]></wp:author_login><wp:author_email><![CDATA[akhan@old.example]]></wp:author_email><wp:author_display_name><![CDATA[Amina Khan]]></wp:author_display_name></wp:author>
"#;

pub(crate) fn post(number: usize, kind: &str, status: &str, more: &str) -> String {
    format!(
        "<item><title>Secret {number}</title><link>https://old.example/?p={number}</link><pubDate>Wed, 01 Jan 2025 15:00:00 +0000</pubDate>\
         <dc:creator><![CDATA[akhan]]></dc:creator><guid isPermaLink=\"false\">https://old.example/?p={number}</guid><description></description>\
         <content:encoded><![CDATA[First line\nof {number}.\n\n[caption id=\"x\"]<img src=\"https://old.example/in.jpg\"> A tap[/caption]\n\nSecond <b>part</b>.]]></content:encoded>\
         <excerpt:encoded><![CDATA[In short.]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>\
         <wp:post_date_gmt><![CDATA[2025-01-01 10:00:00]]></wp:post_date_gmt><wp:post_type><![CDATA[{kind}]]></wp:post_type>\
         <wp:status><![CDATA[{status}]]></wp:status>{more}</item>\n"
    )
}

#[test]
fn the_sections_that_are_given_are_for_what_is_filed_under_none() {
    let newsroom = newsroom();
    let category = |name: &str| {
        format!("<category domain=\"category\" nicename=\"{name}\"><![CDATA[{name}]]></category>")
    };
    let items = [
        post(1, "post", "publish", &category("Sports")),
        post(2, "post", "publish", &category("Cookery")),
        post(3, "post", "publish", ""),
    ];
    newsroom.write("old.xml", &format!("{EXPORT}{}</channel></rss>", items.concat()));
    let told = import(&newsroom, &["old.xml", "--source", "archive", "--sections", "world"]);
    assert_eq!(counts(&told), [3, 0, 0, 0], "{told}");
    newsroom.ended(&["run"], 0);
    let titles = |feed: &str| -> Vec<String> {
        let feed = newsroom.json(&format!("feeds/{feed}.json"));
        let titles = feed["items"].as_array().unwrap().iter();
        let mut titles: Vec<_> =
            titles.map(|item| item["title"].as_str().unwrap().to_owned()).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles("sports"), ["Secret 1"]);
    assert_eq!(titles("world"), ["One", "Secret 2", "Secret 3"]);
}

#[test]
fn a_wordpress_export_brings_its_published_posts_and_no_other() {
    let newsroom = newsroom();
    let password = "<wp:post_password><![CDATA[xyz]]></wp:post_password>";
    let good = "<wp:post_password></wp:post_password><category domain=\"category\" nicename=\"sports\"><![CDATA[Sports]]></category>\
        <category domain=\"post_tag\" nicename=\"t\"><![CDATA[Taps]]></category><category domain=\"post_format\"><![CDATA[Aside]]></category>\
        <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[90]]></wp:meta_value></wp:postmeta>";
    let hidden = "<wp:status>publish</wp:status>";
    let items = [
        post(1, "post", "publish", good),
        post(2, "post", "draft", ""),
        post(3, "post", "private", hidden),
        post(4, "post", "publish", password),
        post(5, "page", "publish", ""),
        post(6, "post", "trash", ""),
        post(11, "news", "publish", ""),
        post(12, "news", "draft", ""),
        post(7, "post", "future", ""),
        "<item><title>Secret 8</title><guid>8</guid><pubDate>Wed, 01 Jan 2025 15:00:00 +0000</pubDate></item>".to_owned(),
        post(90, "attachment", "inherit", "<wp:attachment_url>https://old.example/tap.jpg</wp:attachment_url>")
        .replace("Secret 90", "A tap"),
        // The document ends inside this one, before it says that it is a draft.
        post(9, "post", "publish", "").replace("<wp:status>", "<wp:status>dra"),
        post(10, "post", "draft", "").split("<wp:status>").next().unwrap().to_owned(),
    ];
    newsroom.write("old.xml", &format!("{EXPORT}{}", items.concat()));
    let told = import(&newsroom, &["old.xml", "--source", "archive", "--sections", "world"]);
    assert_eq!(counts(&told), [1, 0, 0, 11], "{told}");
    assert_eq!(told["other_kinds"], serde_json::json!({"news": 1}), "{told}");
    assert_eq!(told["rejections"].as_array().unwrap().len(), 1, "{told}");
    newsroom.ended(&["run"], 0);
    for (name, bytes, _) in newsroom.published() {
        let text = String::from_utf8_lossy(&bytes);
        for secret in [
            "Secret 2",
            "Secret 3",
            "Secret 4",
            "Secret 5",
            "Secret 6",
            "Secret 7",
            "Secret 8",
            "Secret 9",
            "Secret 10",
            "akhan@",
            "[caption",
        ] {
            assert!(!text.contains(secret), "{name} tells {secret}");
        }
    }
    let feed = newsroom.json("feeds/sports.json");
    let one = &feed["items"][0];
    assert_eq!(one["title"], "Secret 1");
    assert_eq!(one["authors"][0]["name"], "Amina Khan");
    assert_eq!(one["summary"], "In short.");
    assert_eq!(one["date_published"], "2025-01-01T10:00:00Z");
    assert_eq!(one["image"], "https://old.example/tap.jpg");
    assert!(one["tags"].as_array().unwrap().iter().any(|tag| tag == "Taps"), "{one}");
    assert!(!one["tags"].to_string().contains("Aside"), "{one}");
    let html = one["content_html"].as_str().unwrap();
    assert!(
        html.contains("<p>First line<br>of 1.</p>") && html.contains("<p>Second <b>part</b>.</p>"),
        "{html}"
    );
}

#[test]
fn an_export_that_stands_as_a_feed_shows_what_was_public() {
    let newsroom = newsroom();
    let password = "<wp:post_password><![CDATA[xyz]]></wp:post_password>";
    let members = "<wp:postmeta><wp:meta_key>_members_access_role</wp:meta_key><wp:meta_value>editor</wp:meta_value></wp:postmeta>";
    let items = [
        post(1, "post", "publish", ""),
        post(2, "post", "draft", ""),
        post(3, "post", "private", ""),
        post(4, "post", "publish", password),
        post(5, "page", "publish", ""),
        post(6, "revision", "inherit", ""),
        post(7, "post", "future", ""),
        post(8, "post", "publish", members),
    ];
    newsroom.write("old.xml", &format!("{EXPORT}{}</channel></rss>", items.concat()));
    let entry = |number: usize, more: &str| {
        format!(
            "<entry><id>b{number}</id><title>Secret 9{number}</title><published>2025-01-01T10:00:00Z</published><content>Text</content>{more}</entry>"
        )
    };
    let entries = [
        entry(1, "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>"),
        entry(2, "<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>"),
        entry(3, "<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>"),
    ];
    newsroom.write(
        "takeout.atom",
        &format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:blogger=\"http://schemas.google.com/blogger/2018\"><title>B</title>{}</feed>", entries.concat()),
    );
    let config = newsroom.read("config.toml");
    let source = |name: &str, file: &str| {
        format!(
            "[[source]]\nname = \"{name}\"\nschedule = \"@daily\"\nsections = [\"world\"]\n[source.feed]\nfile = \"{file}\"\n"
        )
    };
    let sources = [source("old", "old.xml"), source("takeout", "takeout.atom")].concat();
    newsroom.write("config.toml", &format!("{config}{sources}"));
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/world.json");
    let titles = feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str());
    let mut titles: Vec<&str> =
        titles.flatten().filter(|title| title.starts_with("Secret")).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Secret 1", "Secret 91"]);
    // What nobody had is told by kind, and not each by itself.
    let tried = newsroom.told(&["try", "--json", "old.xml"]);
    assert!(tried["warnings"].to_string().contains("1 draft"), "{tried}");
    assert!(!tried["kept_back"].to_string().contains("withdrawn"), "{tried}");
}

#[test]
fn a_classic_post_has_the_paragraphs_that_its_site_shows() {
    let newsroom = newsroom();
    let table = [
        ("One two.\n\nThree four.", "<p>One two.</p><p>Three four.</p>"),
        (
            "One.\n\n<p style=\"text-align: center\">Centred.</p>\n\nThree.\nFour.",
            "<p>One.</p><p>Centred.</p><p>Three.<br>Four.</p>",
        ),
        (
            "One.\n\n<h2>Head</h2>\nThree.\n\nFive.",
            "<p>One.</p><h2>Head</h2><p>Three.</p><p>Five.</p>",
        ),
        (
            "One.\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nTwo.",
            "<p>One.</p><ul><li>a</li><li>b</li></ul><p>Two.</p>",
        ),
        ("<blockquote>Said.</blockquote>He said.", "<blockquote>Said.</blockquote><p>He said.</p>"),
        ("<PRE>a\n\nb</PRE>\nTwo <b>x</b>.", "<pre>a\n\nb</pre><p>Two <b>x</b>.</p>"),
        (
            "One [sic] two.\n\n[gallery ids=\"90, 91\"]\n\n\
             [audio mp3=\"https://old.example/a.mp3\"][/audio]Three [1].",
            "<p>One [sic] two.</p><figure><img src=\"https://old.example/90.jpg\" alt=\"In short.\"><figcaption>In short.</figcaption></figure><figure><img src=\"https://old.example/91.jpg\" alt=\"In short.\"><figcaption>In short.</figcaption></figure><audio controls=\"\" src=\"https://old.example/a.mp3\"></audio><p>Three [1].</p>",
        ),
    ];
    let posts = table.iter().enumerate().map(|(number, (text, _))| {
        let text = format!("<content:encoded><![CDATA[{text}]]></content:encoded>");
        let post = post(number, "post", "publish", "");
        let (before, rest) = post.split_once("<content:encoded>").unwrap();
        let (_, after) = rest.split_once("</content:encoded>").unwrap();
        format!("{before}{text}{after}")
    });
    let pictures = [90, 91].map(|number| {
        let url =
            format!("<wp:attachment_url>https://old.example/{number}.jpg</wp:attachment_url>");
        post(number, "attachment", "inherit", &url)
    });
    let posts: String = posts.chain(pictures).collect();
    newsroom.write("old.xml", &format!("{EXPORT}{posts}</channel></rss>"));
    let told = import(&newsroom, &["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    assert_eq!(told["new"], table.len(), "{told}");
    newsroom.ended(&["run"], 0);
    let world = newsroom.json("feeds/world.json");
    for (number, (_, html)) in table.into_iter().enumerate() {
        let title = format!("Secret {number}");
        let items = world["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["title"] == *title).unwrap();
        let shown = item["content_html"].as_str().unwrap();
        assert_eq!(shown.replace(">\n<", "><").trim_end(), html, "{number}");
        if number + 1 == table.len() {
            assert_eq!(item["image"], "https://old.example/90.jpg");
            let all = item.to_string();
            assert!(all.contains("/91.jpg") && all.contains("/a.mp3"), "{all}");
        }
    }
}

#[test]
fn what_is_there_stays_unless_it_is_to_be_replaced() {
    let newsroom = newsroom();
    newsroom.write("wire.xml", &rss(&item(1)));
    let config = newsroom.read("config.toml");
    newsroom.write(
        "config.toml",
        &format!("{config}[[source]]\nname = \"wire\"\nschedule = \"@daily\"\nsections = [\"world\"]\n[source.feed]\nfile = \"wire.xml\"\n"),
    );
    newsroom.ended(&["run"], 0);
    let published = newsroom.published();
    newsroom.write(
        "old.xml",
        &rss(&format!("{}{}{}", item(1).replace("Text", "Other text"), item(2), item(2))),
    );
    let told = import(&newsroom, &["old.xml", "--source", "wire"]);
    assert_eq!(counts(&told), [1, 1, 1, 0], "{told}");
    newsroom.ended(&["run"], 0);
    assert!(!newsroom.read("feeds/world.json").contains("Other text"));
    assert_ne!(newsroom.published(), published);
    // The upstream still has the first, and brings the second later: neither comes twice.
    newsroom.write("wire.xml", &rss(&format!("{}{}", item(1), item(2))));
    newsroom.ended(&["run"], 0);
    let feed = newsroom.json("feeds/world.json");
    assert_eq!(feed["items"].as_array().unwrap().len(), 3, "{feed}");
    let told = import(&newsroom, &["old.xml", "--source", "wire", "--replace"]);
    assert_eq!(told["changed"], 1, "{told}");
}

#[test]
fn nothing_old_comes_out_as_new() {
    let newsroom = newsroom();
    let undated = "<item><title>Undated</title><guid>u</guid></item>";
    let ancient = item(1).replace("2025", "1999").replace("old-1", "old-1999");
    newsroom.write("old.xml", &rss(&format!("{undated}{ancient}{}", item(2))));
    let words = ["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]];
    let told = import(&newsroom, &words);
    assert_eq!((told["new"].as_u64(), told["too_old"].as_u64()), (Some(1), Some(1)), "{told}");
    assert!(told["rejections"][0]["reason"].as_str().unwrap().contains("--undated"), "{told}");
    let told = import(&newsroom, &[&words[..], &["--undated", "2024-12-31"]].concat());
    assert_eq!(told["new"], 1, "{told}");
    newsroom.ended(&["run"], 0);
    assert!(newsroom.read("feeds/world.json").contains("2024-12-31T00:00:00Z"));
}

#[test]
fn other_formats_and_what_is_none() {
    let newsroom = newsroom();
    newsroom.write("a.json", r#"{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"j1","title":"J one","date_published":"2025-01-01T00:00:00Z","tags":["sports"]}]}"#);
    newsroom.write("a.atom", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><entry><id>tag:old.example,2025:1</id><title>A one</title><updated>2025-01-02T00:00:00Z</updated><content>x & y</content></entry>");
    let told = import(&newsroom, &["a.json", "a.atom", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    assert_eq!(counts(&told), [2, 0, 0, 0], "{told}");
    newsroom.write("page.html", "<!DOCTYPE html><html><body>Gone</body></html>");
    newsroom.ended(&["import", "page.html", WORLD[0], WORLD[1]], 1);
    newsroom.write("empty.xml", "");
    newsroom.ended(&["import", "empty.xml", "--source", "archive"], 1);
    newsroom.ended(&["import", "a.json"], 1);
    newsroom.ended(&["import", "gone.xml", "--source", "archive"], 1);
    let said = newsroom.ended(&["import", "a.json", "--source", "desk"], 1);
    assert!(said.contains("withdraws what its folder does not have"), "{said}");
    newsroom.ended(&["import", "a.json", "--source", "archive", "--sections", "cookery"], 1);
}

const GHOST: &str = r##"{"db":[{"meta":{"version":"5.80.0"},"data":{
 "posts":[
  {"id":"p1","uuid":"5f1c7a3e-0000-4000-8000-000000000001","title":"Ferry back <in> service","slug":"ferry-back","html":"<p>The ferry runs again.</p><img src='__GHOST_URL__/content/images/ferry.jpg'><p><a href='__GHOST_URL__/timetable/'>Times</a></p>","feature_image":"__GHOST_URL__/content/images/lead.jpg","type":"post","status":"published","visibility":"public","published_at":"2025-03-01T09:00:00.000Z","updated_at":"2025-03-02T09:00:00.000Z","custom_excerpt":"It runs."},
  {"id":"p2","uuid":"u2","title":"Draft of a secret","slug":"draft","html":"<p>Not yet.</p>","type":"post","status":"draft","visibility":"public","published_at":null},
  {"id":"p3","uuid":"u3","title":"About us","slug":"about","html":"<p>We are.</p>","type":"page","status":"published","visibility":"public","published_at":"2025-03-01T09:00:00.000Z"},
  {"id":"p4","uuid":"u4","title":"For members","slug":"members","html":"<p>Paid for.</p>","type":"post","status":"published","visibility":"paid","published_at":"2025-03-01T09:00:00.000Z"},
  {"id":"p5","uuid":"u5","title":"Mailed alone","slug":"mailed","html":"<p>Mail.</p>","type":"post","status":"sent","visibility":"public","published_at":"2025-03-01T09:00:00.000Z"},
  {"id":"p6","uuid":"u6","title":"Next year's news","slug":"next","html":"<p>Later.</p>","type":"post","status":"scheduled","visibility":"public","published_at":"2035-03-01T09:00:00.000Z"},
  {"id":"p7","uuid":"u7","title":"Without its text","slug":"bare","html":null,"type":"post","status":"published","visibility":"public","published_at":"2025-03-01T09:00:00.000Z"}],
 "posts_meta":[{"post_id":"p1","feature_image_alt":"A ferry"}],
 "tags":[{"id":"t1","name":"World","slug":"world"},{"id":"t2","name":"#no-newsletter","slug":"hash-no","visibility":"internal"},{"id":"t3","name":"Ports","slug":"ports"}],
 "posts_tags":[{"post_id":"p1","tag_id":"t3","sort_order":1},{"post_id":"p1","tag_id":"t1","sort_order":0},{"post_id":"p1","tag_id":"t2","sort_order":2}],
 "users":[{"id":"1","name":"Asma Rind","email":"asma@old.example"},{"id":"2","name":"Bilal Shah"}],
 "posts_authors":[{"post_id":"p1","author_id":"2","sort_order":1},{"post_id":"p1","author_id":"1","sort_order":0}]}}]}"##;

#[test]
fn a_ghost_export_brings_what_its_site_shows_to_all() {
    let newsroom = newsroom();
    newsroom.write("ghost.json", GHOST);
    let words = ["ghost.json", "--source", "archive"];
    let told = import(&newsroom, &words);
    assert_eq!(counts(&told), [1, 0, 0, 4], "{told}");
    let told = told["rejections"].to_string();
    assert!(
        told.contains("visibility") && told.contains("paid") && told.contains("HTML"),
        "{told}"
    );
    newsroom.ended(&["run"], 0);
    let feed: Value = serde_json::from_str(&newsroom.read("feeds/world.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    let item = items.iter().find(|it| it["title"] == "Ferry back <in> service").expect("the post");
    let site = feed["home_page_url"].as_str().unwrap().trim_end_matches('/').to_owned();
    assert!(site.starts_with("https://"), "{site}");
    let whole = item.to_string();
    for part in [
        "/ferry-back/",
        "/content/images/ferry.jpg",
        "/content/images/lead.jpg",
        "/timetable/",
        "2025-03-01T09:00:00Z",
        "Asma Rind",
        "Bilal Shah",
        "Ports",
    ] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    for part in ["GHOST", "no-newsletter", "asma@old.example"] {
        assert!(!whole.contains(part), "{part}: {whole}");
    }
    assert!(whole.find("Asma Rind") < whole.find("Bilal Shah"), "{whole}");
    for secret in ["Draft of a secret", "Paid for", "Mailed alone", "Next year", "About us"] {
        assert!(!newsroom.read("feeds/world.json").contains(secret), "{secret}");
    }
    assert_eq!(counts(&import(&newsroom, &words)), [0, 1, 0, 4]);
}

#[test]
fn a_gzip_is_unpacked_whatever_it_is_called() {
    let newsroom = newsroom();
    let gzip = |text: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    // Two members, as `cat` makes one of two.
    let whole = rss(&(0..30).map(item).collect::<String>());
    let (first, second) = whole.split_at(whole.len() / 2);
    let packed = [gzip(first), gzip(second)].concat();
    newsroom.write_bytes("old.xml.gz", &packed);
    let told = import(&newsroom, &["old.xml.gz", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    assert_eq!(counts(&told), [30, 0, 0, 0], "{told}");
    newsroom.write_bytes("old.bin", &packed[..packed.len() - 40]);
    let said = newsroom.ended(&["import", "old.bin", WORLD[0], WORLD[1]], 1);
    assert!(said.contains("old.bin"), "{said}");
    let list = "<opml version=\"2.0\"><body><outline text=\"Post\" type=\"rss\" \
                xmlUrl=\"https://post.example/feed\"/></body></opml>";
    newsroom.write_bytes("list.opml.gz", &gzip(list));
    let told = import(&newsroom, &["list.opml.gz"]);
    assert_eq!(told["new"][0]["url"], "https://post.example/feed", "{told}");
}

#[test]
fn what_cannot_be_brought_in_is_said_to_be_what_it_is() {
    let newsroom = newsroom();
    for (name, text, parts) in [
        ("a.zip", "PK\u{3}\u{4}\u{14}\0\0\0", ["ZIP archive", "unpack it"]),
        ("a.csv", "title,date,text\n\"A, b\",2025-01-01,Text\n", ["table (CSV)", "JSON Feed"]),
        ("b.csv", "title;date\nA;2025-01-01\n", ["table (CSV)", "JSON Feed"]),
        (
            "mt.txt",
            "AUTHOR: Asma\nTITLE: A\nSTATUS: Publish\nDATE: 01/01/2025\n",
            ["Movable Type", "WordPress"],
        ),
        ("a.json", "{\"posts\": [{\"x\": 1}], \"data\": {}}", ["no export that is known", "Ghost"]),
        ("a.html", "<!DOCTYPE html><html><body>Gone</body></html>", ["an HTML page", "folder"]),
        ("a.xml", "<urlset><url/></urlset>", ["a sitemap", "[source.sitemap]"]),
        ("a.txt", "Some notes, and more of them.\nNothing else.\n", ["plain text", "RSS"]),
    ] {
        newsroom.write(name, text);
        let ended = newsroom.run(&["import", name, "--source", "archive"]);
        assert_eq!(ended.status.code(), Some(1), "{name}");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(said.contains(name) && parts.iter().all(|part| said.contains(part)), "{said}");
    }
}

#[test]
fn posts_that_share_a_name_are_all_kept_and_a_local_date_is_one() {
    let newsroom = newsroom();
    let config = newsroom.read("config.toml");
    let zoned = config.replacen("[site]\n", "[site]\ntimezone = \"Europe/Berlin\"\n", 1);
    assert_ne!(config, zoned);
    newsroom.write("config.toml", &zoned);
    let post = |number: u32, title: &str, dates: &str| {
        format!(
            "<item><title>{title}</title><link>https://old.example/{number}</link>\
             <pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>\
             <guid isPermaLink=\"false\">https://old.example/?p=568</guid>\
             <content:encoded>{title} in full.</content:encoded><wp:post_id>{number}</wp:post_id>{dates}\
             <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
        )
    };
    let gmt = "<wp:post_date_gmt>2025-08-06 15:09:39</wp:post_date_gmt>";
    let local = "<wp:post_date>2025-05-15 20:00:00</wp:post_date>\
                 <wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>";
    newsroom.write(
        "old.xml",
        &format!(
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Old</title>\
             <wp:wxr_version>1.2</wp:wxr_version>{}{}</channel></rss>",
            post(568, "Kelp is cut", gmt),
            post(1158, "Ferry is late", local)
        ),
    );
    let words = ["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]];
    assert_eq!(counts(&import(&newsroom, &words)), [2, 0, 0, 0]);
    assert_eq!(counts(&import(&newsroom, &words)), [0, 2, 0, 0]);
    newsroom.ended(&["run"], 0);
    let world = newsroom.json("feeds/world.json");
    let dated = |title: &str| {
        let items = world["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["title"] == title).unwrap();
        item["date_published"].as_str().unwrap().to_owned()
    };
    assert!(
        dated("Ferry is late").starts_with("2025-05-15T18:00:00"),
        "{}",
        dated("Ferry is late")
    );
    assert!(dated("Kelp is cut").starts_with("2025-08-06T15:09:39"));
}

#[test]
fn our_own_export_brings_the_same_articles_back() {
    let newsroom = newsroom();
    newsroom.write("old.xml", &rss(&[item(1), item(2)].concat()));
    import(&newsroom, &["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    newsroom.ended(&["run"], 0);
    let ids = |newsroom: &Newsroom| {
        let items = newsroom.json("feeds/world.json")["items"].clone();
        let ids = items.as_array().unwrap().iter().map(|item| item["id"].to_string());
        ids.collect::<std::collections::BTreeSet<String>>()
    };
    let before = ids(&newsroom);
    assert!(before.len() >= 2, "{before:?}");
    let bring = |file: &str, text: &str| {
        let other = self::newsroom();
        std::fs::remove_file(other.path("articles/one.md")).unwrap();
        other.write(file, text);
        import(&other, &[file, WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
        other.ended(&["run"], 0);
        ids(&other)
    };
    for format in ["atom", "rss", "json"] {
        let text = newsroom.read(&format!("feeds/world.{format}"));
        assert_eq!(bring(&format!("export.{format}"), &text), before, "{format}");
    }
    // In somebody else's feed our id is a name like any other.
    let theirs = newsroom.read("feeds/world.rss").replace("<generator>pressroom</generator>", "");
    assert!(bring("wire.xml", &theirs).is_disjoint(&before));
}

#[test]
fn beside_the_service_its_feeds_show_it_at_once() {
    let newsroom = newsroom();
    let service = newsroom.serve();
    newsroom.write("old.xml", &rss(&item(1)));
    let words = ["import", "old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]];
    let told = newsroom.ended(&words, 0);
    assert!(told.contains("the service that runs shows them"), "{told}");
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Story 1 of"));
    assert_eq!(service.terminate(), Some(0));
    newsroom.write("older.xml", &rss(&item(2)));
    let told = newsroom.ended(&["import", "older.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]], 0);
    assert!(told.contains("after `pressroom run`"), "{told}");
}

#[test]
fn what_was_not_public_stays_out_whatever_wrote_the_archive() {
    let entry = |title: &str, more: &str| {
        format!(
            "<entry><id>tag:blog.example,2026:{title}</id><title>{title}</title>\
             <published>2026-01-05T10:00:00Z</published><updated>2026-01-05T10:00:00Z</updated>\
             <link href='https://blog.example/{title}'/><content type='html'>Text of {title}.</content>{more}</entry>"
        )
    };
    let status = |kind: &str, state: &str| {
        format!("<blogger:type>{kind}</blogger:type><blogger:status>{state}</blogger:status>")
    };
    let kind = |term: &str| {
        format!(
            "<category scheme='http://schemas.google.com/g/2005#kind' \
             term='http://schemas.google.com/blogger/2008/kind#{term}'/>"
        )
    };
    let atom = [
        entry("Live", &status("POST", "LIVE")),
        entry("Hidden1", &status("POST", "DRAFT")),
        entry("Hidden2", &status("POST", "SOFT_TRASHED")),
        entry("Hidden3", &status("COMMENT", "LIVE")),
        entry("Old", &kind("post")),
        entry("Hidden4", &kind("comment")),
        entry("Hidden5", &kind("settings")),
        entry("Hidden6", "<thr:in-reply-to ref='tag:blog.example,2026:Live'/>"),
    ];
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0' \
         xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Blog</title>{}</feed>",
        atom.concat()
    );
    let says = [
        ("Said", serde_json::json!({"status": "published", "published": true})),
        ("Hidden7", serde_json::json!({"status": "draft"})),
        ("Hidden8", serde_json::json!({"published": false})),
        ("Hidden9", serde_json::json!({"is_draft": true})),
        ("Hidden10", serde_json::json!({"visibility": "private"})),
        ("Hidden11", serde_json::json!({"_x": {"draft": true}})),
    ];
    let items = says.map(|(title, more)| {
        let mut item = serde_json::json!({
            "id": format!("https://blog.example/{title}"), "title": title,
            "content_text": "Text.", "date_published": "2026-01-05T10:00:00Z"
        });
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    });
    let json = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Blog", "items": items
    });
    let newsroom = newsroom();
    for (name, text, new, left_out) in
        [("blog.atom", atom, 2, 6), ("blog.json", json.to_string(), 1, 0)]
    {
        newsroom.write(name, &text);
        let told = import(&newsroom, &[name, WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
        assert_eq!(counts(&told), [new, 0, 0, left_out], "{name}: {told}");
    }
    newsroom.ended(&["run"], 0);
    let world = newsroom.read("feeds/world.json");
    assert!(world.contains("\"Live\"") && world.contains("\"Old\"") && !world.contains("Hidden"));
}

#[test]
fn what_a_plugin_kept_from_the_public_is_refused() {
    let meta = |key: &str, value: &str| {
        format!(
            "<wp:postmeta><wp:meta_key>{key}</wp:meta_key>\
             <wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        )
    };
    let with = |number: usize, text: &str, more: &str| {
        post(number, "post", "publish", more).replace("First line", text)
    };
    let items = [
        with(1, "Free. [members]For members[/members]", ""),
        with(2, "Free. [restrict paid=\"true\"]For money[/restrict]", ""),
        with(3, "Expired.", &meta("_expiration-date", "1700000000")),
        with(4, "For subscribers.", &meta("_members_access_role", "subscriber")),
        with(5, "Embargo.", &meta("embargo", "2026-12-05 10:00:00")),
        with(6, "For all [sic].", &meta("_jetpack_newsletter_access", "everybody")),
    ];
    let newsroom = newsroom();
    newsroom.write("old.xml", &format!("{EXPORT}{}</channel></rss>", items.concat()));
    let told = import(&newsroom, &["old.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    let reasons = told["rejections"].to_string();
    assert_eq!(told["rejections"].as_array().unwrap().len(), 4, "{told}");
    assert!(reasons.contains("[members]") && reasons.contains("`_members_access_role`"), "{told}");
    // Who looks for one of them is told why it is not there, however it is called.
    for meant in ["Secret 4", "https://old.example/?p=4", "http://www.old.example/?p=4", "old.xml"]
    {
        let said = newsroom.ended(&["explain", meant], 0);
        assert!(said.contains("old.xml: ") && said.contains("_members_access"), "{meant}: {said}");
    }
    newsroom.ended(&["run"], 0);
    newsroom.ended(&["explain", "Secret 4"], 0);
    // It is looked at again when the file is imported again, and is refused no longer.
    let free = post(4, "post", "publish", "").replace("First line", "For all now.");
    newsroom.write("free.xml", &format!("{EXPORT}{free}</channel></rss>"));
    let told = import(&newsroom, &["free.xml", WORLD[0], WORLD[1], WORLD[2], WORLD[3]]);
    assert_eq!(counts(&told), [1, 0, 0, 0], "{told}");
    let said = newsroom.ended(&["explain", "https://old.example/?p=4"], 0);
    assert!(!said.contains("refused: "), "{said}");
    newsroom.ended(&["run"], 0);
    let world = newsroom.json("feeds/world.json");
    let titles: Vec<&str> = world["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .filter(|title| title.starts_with("Secret"))
        .collect();
    assert_eq!(titles, ["Secret 4", "Secret 6"]);
}
