//! Promise: what a page says to machines counts where it speaks of the page's own article:
//! - data with another story's headline and address are that story's: neither its text nor
//!   its author, date or picture is the article's
//! - a text in the data stands in the place of what was found only where it is that text
//! - a date that a system writes for itself, or for want of one, is none
//! - what is marked in RDFa, in microformats or for the page as a whole is read

use pressroom::config::settings::Selectors;
use pressroom::raw_item::{RawItem, RawText};
use pressroom::sources::page::{SavedPage, extract};
use pressroom::text::plain_text;
use pressroom::web_address::WebAddress;

const TEXT: &str = "<p>The harbour board said on Monday that it would rebuild the fish market at \
    Keamari, which burned down in the spring.</p><p>Traders had waited for eight months, and many \
    of them had sold from carts on the pavement, where the police fined them more than once.</p>";
const STORM: &str = "Snow closed the pass at Babusar on Tuesday, and four buses were caught above the \
    tree line for the night. Soldiers brought tea and blankets, and the road was cleared by noon.";
const TOP: &str = "<p class=byline>By Mara Quill</p><p class=date>20 November 2026</p>";

fn read(head: &str, body: &str) -> RawItem {
    let html = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8>\
         <title>Market rebuilt | The Lantern</title>{head}</head><body><header><a href='/'>The \
         Lantern</a></header>{body}<footer><p>© The Lantern</p></footer></body></html>"
    );
    let address = WebAddress::parse("https://lantern.example/2026/market").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    extract(&saved, &Selectors::default()).unwrap_or_else(|fault| panic!("{fault}: {html}"))
}

fn article(head: &str, top: &str) -> RawItem {
    read(
        head,
        &format!("<article><h1>Market rebuilt</h1>{top}<div class=body>{TEXT}</div></article>"),
    )
}

fn data(all: &[&str]) -> String {
    all.iter().map(|one| format!("<script type='application/ld+json'>{one}</script>")).collect()
}

fn told(item: &RawItem) -> (String, Vec<&str>, String, String) {
    let authors = item.authors.iter().map(|author| author.name.as_str()).collect();
    let date = item.published.map(|date| date.to_rfc3339()).unwrap_or_default();
    let title = item.title.as_ref().map(RawText::as_str).unwrap_or_default().to_owned();
    let text = plain_text::from_html(item.content.as_ref().unwrap().as_str());
    (title, authors, date, text)
}

#[test]
fn the_data_of_another_story_are_that_storys() {
    let long = [STORM; 3].join(" ");
    let storm = format!(
        r#"{{"@type":"NewsArticle","headline":"Storm closes the pass","articleBody":"{long}",
        "author":{{"name":"Lee Ann"}},"datePublished":"2026-11-26T08:00:00Z",
        "image":"https://lantern.example/storm.jpg","url":"https://lantern.example/2026/storm"}}"#
    );
    let storm = storm.as_str();
    let bare = r#"{"@type":"NewsArticle","headline":"Storm closes the pass","author":"Lee Ann",
        "datePublished":"2026-11-26T08:00:00Z"}"#;
    let own = r#"{"@type":"NewsArticle","headline":"Market rebuilt"}"#;
    let both = format!(r#"{{"@graph":[{storm},{own}]}}"#);
    let cookies = "We and our 412 partners use cookies. ".repeat(15);
    let cookies = format!(
        r#"{{"@type":"NewsArticle","headline":"Market rebuilt","articleBody":"{cookies}"}}"#
    );
    for all in [
        &[storm, own][..],
        &[own, storm],
        &[&both],
        &[storm],
        &[own, bare],
        &[bare],
        &[&cookies],
        &["null", "[]", "{}", "{\"@type\":\"NewsArticle\"}"],
    ] {
        let item = article(&data(all), TOP);
        let (title, authors, date, text) = told(&item);
        assert_eq!(title, "Market rebuilt", "{all:?}");
        assert_eq!(authors, ["Mara Quill"], "{all:?}");
        assert_eq!(date, "2026-11-20T00:00:00+00:00", "{all:?}");
        assert!(text.starts_with("The harbour board") && !text.contains("Snow"), "{text}");
        assert!(!text.contains("cookies") && item.media.is_empty(), "{all:?}: {text}");
    }
}

#[test]
fn the_data_of_the_page_count_in_other_words_and_at_its_address() {
    for own in [
        r#"{"@type":"NewsArticle","headline":"Market at Keamari is rebuilt","author":"Lee Ann"}"#,
        r#"{"@type":"NewsArticle","headline":"MARKET REBUILT","author":{"name":"Lee Ann"}}"#,
        r#"{"@type":"NewsArticle","headline":"Traders hope","author":"Lee Ann",
            "mainEntityOfPage":{"@id":"https://lantern.example/2026/market"}}"#,
        r#"{"@type":"NewsArticle","author":"Lee Ann"}"#,
        r#"/* <![CDATA[ */ {"@type":"NewsArticle","headline":"Market rebuilt","author":"Lee Ann"}; /* ]]> */"#,
        r#"<!-- [{"@type":"NewsArticle","headline":"Market rebuilt","author":"Lee Ann"}] -->"#,
        r#"//<![CDATA[
            {"@type":"NewsArticle","headline":"Market rebuilt","author":"Lee Ann"}
            //]]>"#,
    ] {
        let item = article(&data(&[own]), "");
        assert_eq!(told(&item).1, ["Lee Ann"], "{own}");
    }
    // Where the page names nothing but its site, its data are all that it says.
    let html = format!(
        "<!doctype html><title>The Lantern</title>{}<a href='/'>The Lantern</a><div id=app></div>",
        data(&[&format!(
            r#"{{"@type":"NewsArticle","headline":"Storm closes the pass","articleBody":"{STORM} {STORM}"}}"#
        )])
    );
    let address = WebAddress::parse("https://lantern.example/2026/storm").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    let item = extract(&saved, &Selectors::default()).unwrap();
    assert_eq!(told(&item).0, "Storm closes the pass");
    assert!(told(&item).3.starts_with("Snow closed"));
}

#[test]
fn a_text_in_the_data_is_taken_where_the_page_shows_only_its_beginning() {
    let first = "The harbour board said on Monday that it would rebuild the fish market at Keamari, \
        which burned down in the spring.";
    let rest = "The rebuilt market opens in June, the board told traders, and every stall will be let \
        by lot and not by auction as before. What remains is the question of money.";
    let whole = data(&[&format!(
        r#"{{"@type":"NewsArticle","headline":"Market rebuilt","articleBody":"{first} {rest} {STORM}"}}"#
    )]);
    for shown in [
        format!("<p>{first}</p>"),
        format!(
            "<p>{first}</p><p>Subscribe today to go on reading this story, and all others.</p>"
        ),
        "<p>Subscribe today to go on reading this story, and all the others that we have.</p>"
            .to_owned(),
    ] {
        let item = read(&whole, &format!("<article><h1>Market rebuilt</h1>{shown}</article>"));
        let text = told(&item).3;
        assert!(text.contains("What remains is the question of money."), "{shown}: {text}");
        assert!(!text.contains("Subscribe"), "{shown}: {text}");
    }
}

#[test]
fn a_second_article_on_the_page_lends_nothing() {
    let other = format!(
        "<article><h1>Storm closes the pass</h1><p class=byline>By Lee Ann</p>\
         <time datetime=2026-11-26T08:00:00Z>26 Nov</time><p>{STORM}</p></article>"
    );
    let item = read("", &format!("<article><h1>Market rebuilt</h1>{TEXT}{TEXT}</article>{other}"));
    let (title, authors, date, _) = told(&item);
    assert_eq!((title.as_str(), authors, date.as_str()), ("Market rebuilt", vec![], ""));
}

#[test]
fn a_date_that_a_system_writes_for_itself_or_for_want_of_one_is_none() {
    for head in [
        "<meta http-equiv=last-modified content='Fri, 27 Nov 2026 08:00:00 GMT'>",
        "<meta http-equiv=date content='Fri, 27 Nov 2026 08:00:00 GMT'>",
        "<meta property=article:published_time content='1970-01-01T00:00:00+00:00'>",
        "<meta name=date content='1970-01-01'>",
        &data(&[
            r#"{"@type":"NewsArticle","headline":"Market rebuilt","datePublished":"1970-01-01T00:00:00Z"}"#,
        ]),
    ] {
        let item = article(head, TOP);
        assert_eq!(told(&item).2, "2026-11-20T00:00:00+00:00", "{head}");
        let undated = article(head, "");
        assert_eq!(undated.published, None, "{head}");
        assert_eq!(undated.unreadable_date, None, "{head}");
    }
}

#[test]
fn a_drawing_is_the_sites_mark_and_no_picture_of_the_article() {
    for (head, wanted) in [
        ("<meta property=og:image content='/logo.svg'>".to_owned(), None),
        ("<meta property=og:image content='/Share.SVG?v=3'>".to_owned(), None),
        ("<meta property=og:image content='/img/site-logo-default.png'>".to_owned(), None),
        ("<meta property=og:image content='/lantern_logo-1200x630.jpg'>".to_owned(), None),
        (
            "<meta property=og:image content='/new-logo-of-the-market.jpg'>".to_owned(),
            Some("/new-logo-of-the-market.jpg"),
        ),
        (
            data(&[r#"{"@type":"NewsArticle","headline":"Market rebuilt","image":"/mark.svg"}"#])
                + "<meta property=og:image content='/market.jpg'>",
            Some("/market.jpg"),
        ),
    ] {
        let item = article(&head, TOP);
        assert_eq!(item.media.first().map(|one| one.url.as_str()), wanted, "{head}");
    }
}

#[test]
fn what_the_site_is_registered_as_names_nobody() {
    for head in [
        "<meta name=author content='Mara Quill'><meta name=author content='LANTERN NEWS'>",
        "<meta name=author content='Lantern'>",
    ] {
        assert_eq!(told(&article(head, TOP)).1, ["Mara Quill"], "{head}");
    }
}

#[test]
fn what_is_marked_in_any_vocabulary_is_read() {
    let page = data(&[r#"{"@graph":[{"@type":"WebPage","name":"Market rebuilt - The Lantern",
        "datePublished":"2026-11-20T08:00:00+00:00"},{"@type":"Organization","name":"The Lantern"}]}"#]);
    for (head, body, author) in [
        (page.as_str(), format!("<article><h1>Market rebuilt</h1>{TEXT}</article>"), None),
        (
            "<meta name=og:article:published_time content='2026-11-20T08:00:00Z'>",
            format!("<article><h1>Market rebuilt</h1>{TEXT}</article>"),
            None,
        ),
        (
            "<meta property='x:date dc:date' content='2026-11-20T08:00:00Z'>\
             <meta property='dc:creator twitter:name' content='Mara Quill'>",
            format!("<article><h1>Market rebuilt</h1>{TEXT}</article>"),
            Some("Mara Quill"),
        ),
        (
            "<meta name=citation_publication_date content='2026-11-20T08:00:00Z'>",
            format!("<article><h1>Market rebuilt</h1>{TEXT}</article>"),
            None,
        ),
        (
            "",
            format!(
                "<article typeof=schema:NewsArticle><h1 property=schema:headline>Market rebuilt</h1><p>\
                 <span property=schema:author>Mara Quill</span> <span property=schema:datePublished \
                 content='2026-11-20T08:00:00Z'>Nov 20</span></p>{TEXT}</article>"
            ),
            Some("Mara Quill"),
        ),
        (
            "",
            format!(
                "<article class=h-entry><h1 class=p-name>Market rebuilt</h1><a class='p-author h-card' \
                 href=/m>Mara Quill</a> <time class=dt-published datetime='2026-11-20T08:00:00Z'>Nov \
                 20</time><div class=e-content>{TEXT}</div></article>"
            ),
            Some("Mara Quill"),
        ),
    ] {
        let item = read(head, &body);
        let (_, authors, date, _) = told(&item);
        assert_eq!(date, "2026-11-20T08:00:00+00:00", "{head} {body}");
        assert_eq!(authors, author.into_iter().collect::<Vec<_>>(), "{body}");
    }
}
