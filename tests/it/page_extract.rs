//! Promise: a page of any make gives its article, or says why not.
//! - JSON-LD (in a graph too) comes before OpenGraph, and the operator's
//!   selectors before both;
//! - a charset that only a meta element names is heard;
//! - the name of the site is no part of a headline;
//! - a class that sounds like furniture costs no text, a line that is one link stays
//!   when it leaves the site, and what the page marks or declares as its text is
//!   not passed over;
//! - an empty page, one without a story, and elements nested a million deep are
//!   refused with a reason.

use pressroom::config::settings::Selectors;
use pressroom::raw_item::RawItem;
use pressroom::sources::page::{PageError, SavedPage, extract};
use pressroom::web_address::WebAddress;

fn page(bytes: &[u8], rules: &Selectors) -> Result<RawItem, PageError> {
    let address = WebAddress::parse("https://paper.example/a/story").unwrap();
    extract(&SavedPage { bytes, content_type: None, address: Some(&address) }, rules)
}

fn story(head: &str) -> String {
    let line = "The river rose again on Monday, and the lower town moved its boats, its \
        animals and its market to the hill before the evening came.";
    format!(
        "<html lang='en-PK'><head>{head}</head><body><nav><a href='/'>Home</a></nav>\
         <article><h1>River rises</h1><p class='who'>Ayla Noor</p><div class='text'>\
         <p>{line}</p><p>{line} Again.</p><p>{line} And again.</p></div></article></body></html>"
    )
}

const GRAPH: &str = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Paper"},
    {"@type":"NewsArticle","headline":"River rises again","datePublished":"2026-01-05T10:00:00+05:00",
    "author":[{"name":"By Sara Khan"}],"articleSection":"Weather",
    "image":{"url":"/r.jpg","width":"800","height":600}}]}</script>
    <meta property="og:title" content="Something else">"#;

fn title(item: &RawItem) -> &str {
    item.title.as_ref().unwrap().as_str()
}

#[test]
fn a_graph_comes_before_open_graph() {
    // The headline that the page shows comes before both.
    let item = page(story(GRAPH).as_bytes(), &Selectors::default()).unwrap();
    assert_eq!(title(&item), "River rises");
    let unshown = story(GRAPH).replace("<h1>River rises</h1>", "");
    let item = page(unshown.as_bytes(), &Selectors::default()).unwrap();
    assert_eq!(title(&item), "River rises again");
    assert_eq!(item.authors[0].name, "Sara Khan");
    assert_eq!(item.published.unwrap().to_rfc3339(), "2026-01-05T05:00:00+00:00");
    assert_eq!(item.tags, ["Weather"]);
    assert_eq!((item.media[0].width, item.media[0].height), (Some(800), Some(600)));
    assert_eq!(item.language.as_deref(), Some("en-PK"));
    let content = item.content.unwrap();
    assert!(content.as_str().contains("And again.") && !content.as_str().contains("Home"));
}

#[test]
fn tags_read_as_people_would_write_them() {
    let head = "<meta name='keywords' content='Salt &amp;amp; Pepper, &amp;quot, &quot;, C&amp;eacute;line, salt &amp; pepper'>";
    let item = page(story(head).as_bytes(), &Selectors::default()).unwrap();
    assert_eq!(item.tags, ["Salt & Pepper", "Céline"]);
}

#[test]
fn selectors_win_where_they_match() {
    let rules = Selectors {
        byline: Some(".who".to_owned()),
        title: Some(".nowhere".to_owned()),
        body: Some(".text".to_owned()),
        remove: vec![".text p:first-child".to_owned()],
        ..Selectors::default()
    };
    let item = page(story(GRAPH).as_bytes(), &rules).unwrap();
    assert_eq!(item.authors[0].name, "Ayla Noor");
    assert_eq!(title(&item), "River rises");
    assert_eq!(item.content.unwrap().as_str().matches("The river").count(), 2);
    for selector in ["p[", ".nowhere"] {
        let rules = Selectors { body: Some(selector.to_owned()), ..Selectors::default() };
        let refused = page(story("").as_bytes(), &rules);
        assert_eq!(refused, Err(PageError::NothingSelected(selector.to_owned())));
    }
}

#[test]
fn a_meta_charset_is_heard_and_the_site_is_no_headline() {
    let head = "<meta charset=windows-1252><meta property=og:site_name content=Paper>\
        <title>Caf\u{e9} | Paper</title>";
    let story = story(head).replace("<h1>River rises</h1>", "");
    let bytes: Vec<u8> = story.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    assert_eq!(title(&page(&bytes, &Selectors::default()).unwrap()), "Caf\u{e9}");
}

#[test]
fn what_is_no_article_is_refused_with_a_reason() {
    let none = Selectors::default();
    assert_eq!(page(b" ", &none), Err(PageError::NoArticle));
    let deep = "<div>".repeat(1_000_000);
    assert!(matches!(page(deep.as_bytes(), &none), Err(PageError::TooDeep)));
    let hidden = "<div><!--</div>-->".repeat(3_000);
    assert!(matches!(page(hidden.as_bytes(), &none), Err(PageError::TooDeep)));
    let refused = page(b"<title>Shop</title><p>Buy now</p>", &none);
    assert_eq!(refused, Err(PageError::NoArticle));
}

#[test]
fn what_stands_around_the_text_stays_out() {
    let html = story("").replace(
        "<div class='text'>",
        "<div class='post-share'>Share this story</div><p>Updated January 5, 2026, 10:00</p>\
         <figure><img src='/boats.jpg'><figcaption>Boats on the hill.</figcaption></figure>\
         <div class='text'><aside><h3>Related</h3><ul><li><a href='/b'>Another story</a></li>\
         <li><a href='/c'>A third story</a></li></ul></aside>",
    );
    let item = page(html.as_bytes(), &Selectors::default()).unwrap();
    let text = item.content.unwrap().as_str().to_owned();
    for gone in ["Share this", "Updated January", "Related", "Another story"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert!(text.contains("And again.") && text.contains("Again.</p>"), "{text}");
}

#[test]
fn meta_and_microdata_are_enough() {
    let head = "<meta property='og:title' content='Market moves'>\
        <meta property='og:image' content='/m.jpg'><meta property='og:image:width' content='640'>\
        <meta name='author' content='Bilal Shah and Asma Rind'>\
        <link rel='canonical' href='https://paper.example/a/market'>";
    let html = story(head).replace("<h1>River rises</h1>", "").replace(
        "<p class='who'>",
        "<span itemprop='datePublished' content='2026-02-03T09:00:00Z'></span><p class='who'>",
    );
    let item = page(html.as_bytes(), &Selectors::default()).unwrap();
    assert_eq!(title(&item), "Market moves");
    assert_eq!(item.url.as_deref(), Some("https://paper.example/a/market"));
    let names: Vec<&str> = item.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(names, ["Bilal Shah", "Asma Rind"]);
    assert_eq!(item.published.unwrap().to_rfc3339(), "2026-02-03T09:00:00+00:00");
    assert_eq!((item.media[0].url.as_str(), item.media[0].width), ("/m.jpg", Some(640)));
}

/// The text that comes out of a page.
fn text(html: &str) -> String {
    let item = page(html.as_bytes(), &Selectors::default()).unwrap();
    item.content.unwrap().as_str().to_owned()
}

#[test]
fn a_name_that_sounds_like_furniture_does_not_cost_the_text() {
    // Sites put the names of sections and plugins around everything they have.
    for class in ["social-widget", "tag-comments", "postMeta promo", "related"] {
        let html = story("").replace("class='text'", &format!("class='{class}'"));
        assert!(text(&html).contains("And again."), "{class}");
    }
}

#[test]
fn a_line_that_is_one_link_counts_when_it_leaves_the_site() {
    let html = story("").replace(
        "<p>The river",
        "<p><a href='https://shop.example/boat'>The boat, at the yard</a></p>\
         <p><a href='/a/other'>Other story of ours</a></p>\
         <p><a href='https://www.paper.example/a/third'>Third story of ours</a></p><p>The river",
    );
    let text = text(&html);
    assert!(text.contains("The boat, at the yard"), "{text}");
    assert!(!text.contains("story of ours"), "{text}");
}

#[test]
fn the_data_says_its_text_where_reading_finds_another() {
    let said = "The council met on Monday and decided nothing at all, as it did in the week \
        before, because four of its nine members were away and the chair had lost the key to \
        the room in which the papers are kept. It will meet again, said the chair, on Friday.";
    let data = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{said}\"}}</script>"
    );
    // What can be read on the page is an older story than that of its headline.
    let other = text(&story(&data).replace("River rises", "Council decides nothing"));
    assert!(other.contains("lost the key") && !other.contains("The river"), "{other}");
    // The beginning only, as behind a wall: what the page shows has it and more.
    let head = data.replace(said, "The river rose again on Monday, and the lower town moved its boats, its animals and its market to the hill before the evening came. The river rose again on Monday, and the lower town moved its boats,");
    assert!(text(&story(&head)).contains("And again."));
}

#[test]
fn what_is_marked_as_the_text_is_not_passed_over() {
    let line = "Rain fell on the terraces for nine days, and on the tenth the wall above the \
        school gave way, slowly enough for everybody to leave and to watch it from the road.";
    let marked: String = (0..4).map(|n| format!("<section><p>{n}. {line}</p></section>")).collect();
    let html = story("")
        .replace("</article>", &format!("</article><div itemprop='articleBody'>{marked}</div>"));
    let text = text(&html);
    assert!((0..4).all(|n| text.contains(&format!("{n}. Rain"))), "{text}");
}

#[test]
fn controls_that_stand_for_signs_of_windows_are_those_signs() {
    let rest = "and many of them had sold from carts on the pavement, where they were fined.";
    for bytes in [
        format!("<meta charset=utf-8><h1>Yes \u{96} no</h1><p>He said \u{93}no\u{94}, {rest}</p>")
            .into_bytes(),
        format!("<meta charset=utf-8><h1>Yes &#150; no</h1><p>He said &#147;no&#x94;, {rest}</p>")
            .into_bytes(),
        [
            b"<meta charset=iso-8859-1><h1>Yes \x96 no</h1><p>He said \x93no\x94, ".as_slice(),
            rest.as_bytes(),
            b"</p>",
        ]
        .concat(),
    ] {
        let html = [
            b"<!doctype html><html><body><article>".as_slice(),
            &bytes,
            b"</article></body></html>",
        ]
        .concat();
        let item = page(&html, &Selectors::default()).unwrap();
        assert_eq!(title(&item), "Yes – no");
        let content = item.content.unwrap();
        assert!(content.as_str().contains("He said “no”"), "{}", content.as_str());
    }
}
