//! Promise: other settings judge once more all that a source ever brought, from what is
//! kept, and ask nobody.
//! - sections, rules, edits and filters count for every article of a listing page, of a
//!   feed of summaries and of a plain feed, those too that it lists no longer, however few
//!   pages one pass may read; no page is asked for again;
//! - what was refused comes in when the settings let it, and what came in stays;
//! - settings that changed while the service was down count from its start;
//! - so does what was pushed and what was imported, also while the service runs;
//! - pages are read once more only when the selectors are others, a few in each pass;
//! - settings that say the same again, or that say something about another source, change
//!   nothing;
//! - what a store of an earlier release keeps is neither read again nor changed.

use crate::program::Newsroom;
use crate::site::{Site, article_page, listing};
use serde_json::Value;

/// A newsroom with a source at this site, and two sections.
fn newsroom(source: &str) -> Newsroom {
    Newsroom::new(&format!(
        "[fetch]\nallow_hosts = [\"127.0.0.1\"]\npace = \"0s\"\n[duplicates]\nenabled = false\n\
         [[section]]\ntitle = \"World\"\n[[section]]\ntitle = \"Sports\"\n\
         [[source]]\nname = \"site\"\nschedule = \"@hourly\"\nsections = [\"world\"]\n{source}\n"
    ))
}

/// One pass over every source.
fn run(newsroom: &Newsroom) -> Value {
    newsroom.told(&["run", "--json"])
}

fn titles(newsroom: &Newsroom, feed: &str) -> Vec<String> {
    let items = newsroom.json(&format!("feeds/{feed}.json"))["items"].clone();
    let mut titles: Vec<String> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect();
    titles.sort();
    titles
}

fn change(newsroom: &Newsroom, from: &str, to: &str) {
    let config = newsroom.read("config.toml");
    assert!(config.contains(from), "{from} is in the file");
    newsroom.write("config.toml", &config.replacen(from, to, 1));
}

fn paths() -> Vec<(String, String)> {
    let words = ["boats", "nets", "quays", "tides", "gulls", "sails"];
    let story = |word: &&str| {
        (format!("/news/{word}-of-the-harbour-today"), format!("All of the {word} in the harbour"))
    };
    words.iter().map(story).collect()
}

fn page_site() -> Site {
    let site = Site::new();
    let paths = paths();
    let links: Vec<(&str, &str)> =
        paths.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
    site.put("/", listing(&links));
    for (path, title) in &paths {
        site.put(path, article_page(title, "It was so."));
    }
    site
}

/// All pages are read, three at a time.
fn page_newsroom(site: &Site) -> Newsroom {
    let newsroom = newsroom(&format!("[source.page]\nurl = \"{}\"\nmax_pages = 3", site.url("/")));
    run(&newsroom);
    run(&newsroom);
    assert_eq!(titles(&newsroom, "world").len(), 6);
    newsroom
}

fn pages_asked(site: &Site) -> usize {
    paths().iter().map(|(path, _)| site.asked(path)).sum()
}

#[test]
fn every_article_of_a_listing_page_moves_and_no_page_is_asked_for() {
    let site = page_site();
    let newsroom = page_newsroom(&site);
    // It lists nothing of that any more.
    site.put("/", listing(&[("/news/another-story-of-today", "Quite another story of today")]));
    site.put("/news/another-story-of-today", article_page("Quite another story", "Now."));
    let before = pages_asked(&site);
    change(&newsroom, "sections = [\"world\"]", "sections = [\"sports\"]");
    run(&newsroom);
    assert_eq!(titles(&newsroom, "sports").len(), 7);
    assert!(titles(&newsroom, "world").is_empty(), "{:?}", titles(&newsroom, "world"));
    let edit = "[[source.edit]]\nprefix_title = \"Harbour:\"\n";
    newsroom.write("config.toml", &format!("{}{edit}", newsroom.read("config.toml")));
    run(&newsroom);
    assert!(titles(&newsroom, "sports").iter().all(|title| title.starts_with("Harbour: ")));
    change(&newsroom, edit, "");
    run(&newsroom);
    assert!(titles(&newsroom, "sports").iter().all(|title| !title.starts_with("Harbour")));
    assert_eq!(pages_asked(&site), before);
}

#[test]
fn a_new_section_or_a_comment_reads_nothing_again() {
    let site = page_site();
    let newsroom = page_newsroom(&site);
    let before = site.asked("/");
    let pages = pages_asked(&site);
    let feed = newsroom.read("feeds/world.json");
    change(&newsroom, "[[section]]", "# A remark.\n[[section]]\ntitle = \"Culture\"\n[[section]]");
    let told = run(&newsroom);
    assert_eq!(
        (told["sources"][0]["new"].as_u64(), told["sources"][0]["changed"].as_u64()),
        (Some(0), Some(0)),
        "{told}"
    );
    assert_eq!((pages_asked(&site), site.asked("/")), (pages, before + 1));
    assert_eq!(newsroom.read("feeds/world.json"), feed);
}

fn wire(site: &Site, items: &[(&str, &str)], mark: usize) -> String {
    let item = |(path, title): &(&str, &str)| {
        format!(
            "<item><title>{title}</title><link>{}</link><guid>{}</guid><pubDate>Mon, 05 Jan 2026 \
             09:00:00 GMT</pubDate><description>Their own words.</description>\
             <comments>{mark}</comments></item>",
            site.url(path),
            site.url(path)
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>Wire</title>{items}</channel></rss>")
}

#[test]
fn a_feed_of_summaries_keeps_the_texts_that_were_read() {
    let site = Site::new();
    let items = [("/a", "Cricket at noon"), ("/b", "Rain at noon"), ("/c", "Hockey at noon")];
    site.put("/feed", wire(&site, &items, 1));
    for (path, title) in items {
        site.put(path, article_page(title, "All of it."));
    }
    let newsroom =
        newsroom(&format!("[source.feed]\nurl = \"{}\"\nfull_text = true", site.url("/feed")));
    run(&newsroom);
    // Two of them are listed no longer, and the third in other bytes.
    site.put("/feed", wire(&site, &items[2..], 2));
    let rule = "[[source.rule]]\nsections = [\"sports\"]\ntitle = [\"cricket\", \"hockey\"]\n";
    newsroom.write("config.toml", &format!("{}{rule}", newsroom.read("config.toml")));
    run(&newsroom);
    assert_eq!(titles(&newsroom, "sports"), ["Cricket at noon", "Hockey at noon"]);
    assert!(newsroom.read("feeds/sports.json").contains("quiet in the morning"));
    assert_eq!([site.asked("/a"), site.asked("/b"), site.asked("/c")], [1, 1, 1]);
}

#[test]
fn what_was_refused_comes_in_and_what_came_in_stays() {
    let site = Site::new();
    let items = [("/a", "Cricket at noon"), ("/b", "Rain at noon")];
    site.put("/feed", wire(&site, &items, 1));
    let drop = "[[source.drop]]\ntitle = [\"cricket\"]\n";
    let newsroom = newsroom(&format!("feed.url = \"{}\"\n{drop}", site.url("/feed")));
    run(&newsroom);
    assert_eq!(titles(&newsroom, "world"), ["Rain at noon"]);
    site.put("/feed", wire(&site, &[("/c", "Wind at noon")], 1));
    change(&newsroom, "title = [\"cricket\"]", "title = [\"rain\"]");
    run(&newsroom);
    assert_eq!(titles(&newsroom, "world"), ["Cricket at noon", "Rain at noon", "Wind at noon"]);
}

/// Asks the store by other means than the program's.
fn sql(newsroom: &Newsroom, what: &str) {
    let store = rusqlite::Connection::open(newsroom.path("pressroom.sqlite")).unwrap();
    store.execute_batch(what).unwrap();
}

#[test]
fn a_store_of_an_earlier_release_is_read_again_by_nobody() {
    let site = page_site();
    let newsroom = page_newsroom(&site);
    let feed = newsroom.read("feeds/world.json");
    let before = (pages_asked(&site), feed);
    // As it was kept: no items, and a fingerprint of another form.
    sql(
        &newsroom,
        "DELETE FROM item;
         UPDATE source SET memory = json_set(json_remove(memory, '$.judged', '$.read_by'),
           '$.desk', '00112233445566778899aabbccddeeff');",
    );
    site.put("/", listing(&[("/news/another-story-of-today", "Quite another story of today")]));
    let told = run(&newsroom);
    assert_eq!(told["sources"][0]["changed"], 0, "{told}");
    assert_eq!((pages_asked(&site), newsroom.read("feeds/world.json")), before);
    // From then on its settings count for what was there as well.
    change(&newsroom, "sections = [\"world\"]", "sections = [\"sports\"]");
    run(&newsroom);
    assert_eq!((titles(&newsroom, "sports").len(), pages_asked(&site)), (6, before.0));
}

#[test]
fn other_selectors_count_for_every_page_and_each_is_read_once_more() {
    let site = page_site();
    for (path, title) in paths() {
        let page = article_page(&title, "It was so.");
        site.put(&path, page.replace("</article>", "<p class=\"hand\">By hand.</p></article>"));
    }
    let newsroom = page_newsroom(&site);
    assert_eq!(pages_asked(&site), 6);
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}body = \".hand\"\n"));
    // Three at a time, as ever; the others are what they were until it is their turn.
    for read in [9, 12, 12] {
        run(&newsroom);
        assert_eq!(pages_asked(&site), read);
    }
    let feed = newsroom.json("feeds/world.json");
    let texts: Vec<&Value> = feed["items"].as_array().unwrap().iter().collect();
    let by_hand = |item: &&&Value| item["content_html"].as_str().unwrap().contains("By hand.");
    assert_eq!((texts.len(), texts.iter().filter(by_hand).count()), (6, 6), "{feed}");
    assert!(!feed.to_string().contains("It was so."), "{feed}");
}

const FRAME: &str = "<p>See it here:</p>\
    <iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe><p>So it was.</p>";

#[test]
fn what_was_imported_is_judged_once_more_and_stays_where_it_was_put() {
    let newsroom = newsroom("[source.folder]\npath = \"articles\"");
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let item = format!(
        "<item><title>Old film</title><guid isPermaLink='false'>a</guid><link>https://old.example/a</link>\
         <pubDate>Mon, 05 Jan 2026 09:00:00 GMT</pubDate><description><![CDATA[{FRAME}]]></description></item>"
    );
    let archive = format!("<rss version='2.0'><channel><title>Old</title>{item}</channel></rss>");
    newsroom.write("old.xml", &archive);
    newsroom.ended(&["import", "old.xml", "--source", "archive", "--sections", "sports"], 0);
    run(&newsroom);
    assert!(!newsroom.read("feeds/sports.json").contains("iframe"));
    let config = newsroom.read("config.toml");
    newsroom.write("config.toml", &format!("{config}[embeds]\nshow = \"frame\"\n"));
    let before = newsroom.json("feeds/sports.json")["items"][0]["id"].clone();
    run(&newsroom);
    let feed = newsroom.json("feeds/sports.json");
    assert!(feed["items"][0]["content_html"].as_str().unwrap().contains("iframe"), "{feed}");
    assert_eq!(feed["items"][0]["id"], before);
}

#[test]
fn settings_that_changed_while_the_service_was_down_count_from_its_start() {
    let newsroom = newsroom("[source.feed]\nfile = \"wire.json\"");
    let item = serde_json::json!({"id": "https://wire.example/1", "url": "https://wire.example/1",
        "title": "Boats", "content_text": "All of them.", "date_published": "2026-01-05T10:00:00Z"});
    let wire = serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "Wire",
        "items": [item]});
    newsroom.write("wire.json", &wire.to_string());
    change(&newsroom, "@hourly", "@yearly");
    let service = newsroom.serve();
    service.wait_for("/feeds/world.json", |feed| feed.text().contains("Boats"));
    assert_eq!(service.terminate(), Some(0));
    change(&newsroom, "sections = [\"world\"]", "sections = [\"sports\"]");
    let service = newsroom.serve();
    service.wait_for("/feeds/sports.json", |feed| feed.text().contains("Boats"));
    assert!(!service.get("/feeds/world.json").text().contains("All of them."));
}

#[test]
fn what_was_pushed_is_judged_once_more_also_while_the_service_runs() {
    let token = crate::program::token("cms", "secret", &[]);
    let newsroom = newsroom("[source.folder]\npath = \"articles\"");
    std::fs::create_dir(newsroom.path("articles")).unwrap();
    let config = format!("{}{token}", newsroom.read("config.toml"));
    newsroom.write("config.toml", &config);
    let service = newsroom.serve();
    let push = |id: &str, sections: &[&str]| {
        let item = serde_json::json!({"title": id, "content_html": FRAME, "sections": sections});
        assert_eq!(service.put("secret", id, &item).status, 201);
    };
    push("first", &["world", "culture"]);
    push("film", &["world", "culture"]);
    push("gone", &["world", "culture"]);
    let gone = service.send("secret", "DELETE", "/api/articles/gone?reason=No.", "");
    assert_eq!(gone.status, 204);
    // The desk's note that a CMS sends back is not the sender's own.
    let note = "{\"note\":\"It was Monday.\"}";
    assert_eq!(service.send("secret", "POST", "/api/articles/first/correction", note).status, 204);
    let read = service.send("secret", "GET", "/api/articles/first", "").text();
    let again =
        read.replace("So it was.", "So it is.").replace("\"world\"", "\"world\",\"culture\"");
    let put = service.send("secret", "PUT", "/api/articles/first", &again);
    assert_eq!(put.status, 200, "{}", put.text());

    let more = "[[section]]\ntitle = \"Culture\"\n[embeds]\nshow = \"frame\"\n";
    newsroom.write("config.toml", &format!("{config}{more}"));
    let feed = service.wait_for("/feeds/culture.json", |feed| feed.text().contains("So it is."));
    assert!(feed.text().contains("iframe"), "{}", feed.text());
    let feed: Value = serde_json::from_slice(&feed.body).unwrap();
    assert_eq!(feed["items"].as_array().unwrap().len(), 2, "{feed}");
    assert_eq!(service.send("secret", "GET", "/api/articles/gone", "").status, 410);
    assert_eq!(service.send("secret", "POST", "/api/articles/first/undo", "").status, 204);
    service.wait_for("/feeds/culture.json", |feed| {
        feed.text().contains("So it is.") && !feed.text().contains("It was Monday.")
    });
}
