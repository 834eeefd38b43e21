//! Promise: who wrote an article and when is read from what its page shows:
//! - a byline gives names alone: no date, no time, no "By" of any language, no role, no
//!   agency's address
//! - a date in the visible text counts, near the headline or the byline, and no other
//! - a line that is only byline or date is no part of the text

use pressroom::config::settings::Selectors;
use pressroom::raw_item::RawItem;
use pressroom::sources::page::{SavedPage, extract};
use pressroom::text::plain_text;
use pressroom::web_address::WebAddress;

const TEXT: &str = "The bridge was closed on Sunday because of the wind, and nobody could say when \
    it would be opened again, for the forecast changes by the hour.";

fn item(top: &str, path: &str) -> RawItem {
    let html = format!(
        "<!doctype html><html><head><title>Bridge closed | Courier</title></head><body>\
         <div class=today>Friday, 27 November 2026</div>\
         <article><h1>Bridge closed</h1>{top}<p>{TEXT}</p><p>It was last closed on 3 March 2019. {TEXT}</p>\
         <p>{TEXT}</p></article></body></html>"
    );
    let address = WebAddress::parse(&format!("https://courier.example{path}")).unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    extract(&saved, &Selectors::default()).unwrap()
}

fn names(item: &RawItem) -> Vec<&str> {
    item.authors.iter().map(|author| author.name.as_str()).collect()
}

#[test]
fn a_byline_gives_names_alone() {
    let table: [(&str, &[&str]); 86] = [
        ("<p class=writer>記者 山田太郎</p>", &["山田太郎"]),
        ("<p class=auteur>Propos recueillis par Élodie d’Aubigné</p>", &["Élodie d’Aubigné"]),
        ("<p>Die Fragen stellte Anna Groß</p>", &["Anna Groß"]),
        ("<p>Intervista di Carla Neri</p>", &["Carla Neri"]),
        ("<p class=byline>Door onze verslaggever Jan de Wit</p>", &["Jan de Wit"]),
        ("<p class=byline>Von Courier-online-Redakteurin Anna Groß</p>", &["Anna Groß"]),
        ("<p class=byline>By Senior Reporter Mara Quill</p>", &["Mara Quill"]),
        ("<p class=byline>By bell hooks</p>", &["bell hooks"]),
        ("<p class=byline>Por Redacción</p>", &[]),
        ("<p class=byline>Por Redacción El Faro</p>", &[]),
        ("<p>Von Hans Quill, dpa</p>", &["Hans Quill"]),
        ("<p>Par Léa Quill, à Lyon</p>", &["Léa Quill"]),
        ("<p>Door: Jan de Quill - redacteur economie</p>", &["Jan de Quill"]),
        ("<p>Af Lars Quill, journalist</p>", &["Lars Quill"]),
        ("<p class=byline>Text und Fotos: Hans Quill</p>", &["Hans Quill"]),
        ("<p>Interview: Hans Quill</p>", &["Hans Quill"]),
        ("<p>Reporter: Mara Quill</p>", &["Mara Quill"]),
        ("<p class=byline>Die Redaktion Kultur</p>", &[]),
        ("<p class=byline>Die Redaktion</p>", &[]),
        ("<p class=byline>Mara Quill ∙ 20 Nov 2026 ∙ Paid</p>", &["Mara Quill"]),
        (
            "<div class=byline-wrapper><a href='/@mara'>Mara Quill</a><div>Nov 20, 2026</div><button>∙ Paid</button></div>",
            &["Mara Quill"],
        ),
        ("<p class=byline>Text: Anna Groß ● Fotos: Lee Ann</p>", &["Anna Groß"]),
        (
            "<p class=signature>Par Élodie d’Aubigné et Jean-Luc Le Goff (avec AFP)</p>",
            &["Élodie d’Aubigné", "Jean-Luc Le Goff"],
        ),
        (
            "<p class=autore>Di Anna Dell'Acqua con Ugo dall'Olio</p>",
            &["Anna Dell'Acqua", "Ugo dall'Olio"],
        ),
        ("<p>Von Anna Groß mit Max Braun</p>", &["Anna Groß", "Max Braun"]),
        ("<p class=from>Por <a href=/a>Mara Quill</a>, g1 — Karachi</p>", &["Mara Quill"]),
        ("<p>By <a href=/a>Mara Quill</a>, in 20 Novara Street</p>", &["Mara Quill"]),
        ("<p class=byline>Mara Quill | 20 November 2026</p>", &["Mara Quill"]),
        (
            "<div class=byline>By <a rel=author href='/a'>Mara Quill</a> <time datetime='2026-11-20T08:00:00Z'>20 Nov</time></div>",
            &["Mara Quill"],
        ),
        ("<p class=byline>Von Anna Groß</p>", &["Anna Groß"]),
        ("<p class=byline>Por Juan Peña y Luz Díaz</p>", &["Juan Peña", "Luz Díaz"]),
        ("<p class=author>Par Léa Petit et Jean Roux</p>", &["Léa Petit", "Jean Roux"]),
        ("<p class=author>Di Carla Neri</p>", &["Carla Neri"]),
        ("<span class=article-author>Door Jan de Wit</span>", &["Jan de Wit"]),
        ("<p class=byline>By Mara Quill, Staff Writer</p>", &["Mara Quill"]),
        ("<p class=byline>By Mara Quill for Reuters</p>", &["Mara Quill"]),
        ("<p class=byline>MARA QUILL, 3:15 pm, Nov 20 2026</p>", &["MARA QUILL"]),
        ("<p class=byline>By Mara Quill (mara@courier.example)</p>", &["Mara Quill"]),
        ("<p class=byline>Published 20 November 2026 by Mara Quill</p>", &["Mara Quill"]),
        (
            "<p class=byline>By Mara Quill and Anil Das - 20.11.2026 15:15</p>",
            &["Mara Quill", "Anil Das"],
        ),
        ("<p class=byline>Von Anna Groß, Kiel, 20. November 2026</p>", &["Anna Groß"]),
        ("<p class=byline>Mara Quill • 4 min read</p>", &["Mara Quill"]),
        ("<p>By Mara Quill</p>", &["Mara Quill"]),
        ("<p>Von Anna Groß</p>", &["Anna Groß"]),
        ("<p class=byline>20 November 2026</p>", &[]),
        ("<p class=byline>Updated 20 November 2026 Mara Quill</p>", &["Mara Quill"]),
        ("<p class=byline>Text: Anna Groß</p>", &["Anna Groß"]),
        ("<p class=byline>Texte : Léa Petit</p>", &["Léa Petit"]),
        ("<p class=byline>Från: Ola Groß</p>", &["Ola Groß"]),
        ("<p class=byline>Автор: Иван Петров</p>", &["Иван Петров"]),
        ("<p class=byline>Yazan: Ali Veli</p>", &["Ali Veli"]),
        ("<p class=byline>Publié par Léa Petit le 20 novembre 2026</p>", &["Léa Petit"]),
        ("<p class=byline>Veröffentlicht von Anna Groß am 20. November 2026</p>", &["Anna Groß"]),
        ("<p class=byline>By Mara Quill; Photos by Anil Das</p>", &["Mara Quill"]),
        ("<p class=byline>By Mara Quill @maraquill</p>", &["Mara Quill"]),
        ("<p class=byline>Mara Quill Contributor</p>", &["Mara Quill"]),
        ("<p class=byline>By Mara Quill Follow</p>", &["Mara Quill"]),
        ("<p class=byline>By May Lin</p>", &["May Lin"]),
        ("<p class=byline>By Mara Quill, Chief Political Correspondent</p>", &["Mara Quill"]),
        ("<p class=byline>Reporting by Mara Quill</p>", &["Mara Quill"]),
        ("<p class=byline>By Mara Quill Updated 20 Nov 2026</p>", &["Mara Quill"]),
        ("<p class=byline>Mara Quill | Staff Reporter</p>", &["Mara Quill"]),
        ("<p class=byline>Par Mara Quill, envoyée spéciale à Kiel</p>", &["Mara Quill"]),
        ("<p class=byline>Por Mara Quill — Lisboa</p>", &["Mara Quill"]),
        (
            "<p class=byline>By Mara Quill, senior fellow at the Institute for Coastal Studies</p>",
            &["Mara Quill"],
        ),
        ("<p class=byline>بقلم: مارا كويل</p>", &["مارا كويل"]),
        ("<figure><img src=/a.jpg><figcaption>By Lee Ann</figcaption></figure>", &[]),
        ("<p class=byline>https://www.social.example/courier</p>", &[]),
        (
            "<p class=byline>By Mara Quill, Lee Ann, and Bo Li</p>",
            &["Mara Quill", "Lee Ann", "Bo Li"],
        ),
        ("<p class=byline>Words by Mara Quill<br>Photographs by Lee Ann</p>", &["Mara Quill"]),
        ("<p class=byline>By José Ortega y Gasset</p>", &["José Ortega y Gasset"]),
        ("<p class=byline>Mara Quill and agencies</p>", &["Mara Quill"]),
        ("<p class=byline>Our Staff Reporter</p>", &[]),
        ("<p class=byline>Mara Quill Senior Washington Correspondent</p>", &["Mara Quill"]),
        (
            "<div class=wp-block-post-author><p class=wp-block-post-author__byline>Written by</p><p class=wp-block-post-author__name>Mara Quill</p></div>",
            &["Mara Quill"],
        ),
        ("<p class=wp-block-post-author-name>Mara Quill</p>", &["Mara Quill"]),
        ("<p class=meta>Posted on 20 November 2026 by Mara Quill in World</p>", &["Mara Quill"]),
        ("<span>By Mara Quill</span>", &["Mara Quill"]),
        ("<p class=byline>Текст: Мара Квилл</p>", &["Мара Квилл"]),
        ("<p class=byline>लेखक: मारा क्विल</p>", &["मारा क्विल"]),
        ("<p class=byline>作者：王小明</p>", &["王小明"]),
        ("<p class=byline>김철수 기자</p>", &["김철수"]),
        ("<p class=byline>By John Roe, Jr</p>", &["John Roe Jr"]),
        ("<p class=author>admin</p><p>By Mara Quill</p>", &["Mara Quill"]),
        ("<p class=author>Courier</p><p>By Mara Quill</p>", &["Mara Quill"]),
        ("<p class=author>The Courier Corporation</p><p>By Mara Quill</p>", &["Mara Quill"]),
    ];
    for (top, wanted) in table {
        let item = item(top, "/a/bridge");
        assert_eq!(names(&item), wanted, "{top}");
        let text = item.content.unwrap().as_str().to_owned();
        for gone in ["Quill", "Groß", "byline", "20 Nov"] {
            assert!(!text.contains(gone), "{top}: {text}");
        }
        assert!(text.contains("It was last closed on 3 March 2019."), "{text}");
    }
}

#[test]
fn a_date_that_the_page_shows_beside_the_headline_counts() {
    for (top, path, wanted) in [
        ("<p class=date>20 November 2026, 3:15 pm</p>", "/a/bridge", "2026-11-20T15:15:00+00:00"),
        (
            "<div>Gepubliceerd op 20 november 2026 om 09:30</div>",
            "/a/bridge",
            "2026-11-20T09:30:00+00:00",
        ),
        ("<p>20 November 2026</p>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        ("<p>By Mara Quill | Nov. 20, 2026</p>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        (
            "<div class=info><span>Published</span> <span>November 20, 2026</span></div>",
            "/a/bridge",
            "2026-11-20T00:00:00+00:00",
        ),
        (
            "<p>Veröffentlicht am 20. November 2026 um 15:15 Uhr</p>",
            "/a/bridge",
            "2026-11-20T15:15:00+00:00",
        ),
        (
            "<p class=date>公開日：2026年11月20日 9時30分</p>",
            "/a/bridge",
            "2026-11-20T09:30:00+00:00",
        ),
        ("<p>Stand: 20.11.2026</p>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        ("<p>Publié le 20 novembre 2026</p>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        ("<time>20 Nov 2026</time>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        (
            "<div class=meta>By Mara Quill <time datetime='2026-11-20T08:00:00Z'>20 November 2026</time></div>",
            "/a/bridge",
            "2026-11-20T08:00:00+00:00",
        ),
        (
            "<p><time datetime='2026-11-20T02:00:00+05:30'>20 November 2026</time></p>",
            "/a/bridge",
            "2026-11-19T20:30:00+00:00",
        ),
        ("<span>20 November 2026</span>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        ("<small>20 November 2026</small>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        ("20 November 2026", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        (
            "<span>By Mara Quill</span> <span>20 November 2026</span>",
            "/a/bridge",
            "2026-11-20T00:00:00+00:00",
        ),
        (
            "<p class=byline>Mara Quill | 20 November 2026</p>",
            "/a/bridge",
            "2026-11-20T00:00:00+00:00",
        ),
        (
            "<p>Last updated: 27 Nov 2026, first published: 20 Nov 2026</p>",
            "/a/bridge",
            "2026-11-20T00:00:00+00:00",
        ),
        (
            "<p>Published: November 20, 2026 8:00 AM ET</p>",
            "/a/bridge",
            "2026-11-20T13:00:00+00:00",
        ),
        ("<p>20.11.2026 | 08:00</p>", "/a/bridge", "2026-11-20T08:00:00+00:00"),
        (
            "<time itemprop=dateModified datetime='2026-11-20T19:20:45+01:00'>20/11/2026 01:57 | Actualizado a 20/11/2026 19:20</time>",
            "/a/bridge",
            "2026-11-20T01:57:00+00:00",
        ),
        (
            "<div><time class=ago datetime='Fri Nov 20 2026 15:21:41 GMT+0000'>20 Nov 2026</time></div>",
            "/a/bridge",
            "2026-11-20T15:21:41+00:00",
        ),
        ("<p>20 تشرين الثاني 2026</p>", "/a/bridge", "2026-11-20T00:00:00+00:00"),
        (
            "<div property=dc:date content='2026-11-20T08:00:00Z'>11/20/26</div>",
            "/a/bridge",
            "2026-11-20T08:00:00+00:00",
        ),
        (
            "<div><cite>By Mara Quill – <abbr title='2026-11-20T08:00:00Z'>1 hr ago</abbr></cite></div>",
            "/a/bridge",
            "2026-11-20T08:00:00+00:00",
        ),
        ("", "/2026/11/20/bridge", "2026-11-20T00:00:00+00:00"),
        ("", "/news/2026-11-20-bridge", "2026-11-20T00:00:00+00:00"),
        ("", "/2026/POLITICS/11/20/bridge/index.html", "2026-11-20T00:00:00+00:00"),
    ] {
        let item = item(top, path);
        let published = item.published.map(|date| date.to_rfc3339());
        assert_eq!(published.as_deref(), Some(wanted), "{top} {path}");
        assert!(item.content.unwrap().as_str().contains("3 March 2019"));
    }
    // A date in a sentence of the text, and today's in the masthead, are none.
    assert_eq!(item("", "/a/bridge").published, None);
    assert_eq!(item("", "/news/2026-budget-11-20-ways").published, None);
    assert_eq!(
        item("<p>The wind of 20 November 2026 is remembered.</p>", "/a/bridge").published,
        None
    );
    let told = "<ul><li>The first bridge was opened to carts on August 14, 1935</ul>";
    assert_eq!(item(told, "/a/bridge").published, None);
}

#[test]
fn what_the_headline_stands_in_as_well_is_the_articles_whatever_its_name() {
    for (before, after) in [
        ("<div id=overlay class=page>", "</div>"),
        (
            "<div class='widget Blog'><div class=date-outer><h2 class=date-header>Sunday, November 8, 2026</h2>",
            "</div></div>",
        ),
        ("<div class='main with-sidebar'>", "</div>"),
    ] {
        let html = format!(
            "<!doctype html><html><head><title>Bridge closed | Courier</title></head><body>{before}\
             <div class=post><h3 class=post-title>Bridge closed</h3>\
             <div class=info><span class=author>Mara Quill</span> <time datetime=2026-11-08T08:00:00Z>a day ago</time></div>\
             <div class=text><p>{TEXT}</p><p>{TEXT}</p></div></div>{after}</body></html>"
        );
        let html = if before.contains("date-header") {
            html.replace("<time datetime=2026-11-08T08:00:00Z>a day ago</time>", "")
        } else {
            html
        };
        let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
        let saved =
            SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
        let item = extract(&saved, &Selectors::default()).unwrap();
        assert_eq!(names(&item), ["Mara Quill"], "{before}");
        let published = item.published.map(|date| date.date_naive().to_string());
        assert_eq!(published.as_deref(), Some("2026-11-08"), "{before}");
    }
    // The name of whose page the head names, and what an aside of the article is marked with.
    let html = format!(
        "<!doctype html><html><head><title>Bridge closed | Courier</title>\
         <meta property=article:author content='https://courier.example/people/mara-quill'></head><body>\
         <article itemscope itemtype='https://schema.org/Article'><h1>Bridge closed</h1><p>{TEXT}</p>\
         <p>{TEXT}</p><aside><a href='/people/mara-quill'>Mara Quill</a>\
         <time itemprop=datePublished datetime=2026-11-08>8 Nov</time></aside></article></body></html>"
    );
    let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    let item = extract(&saved, &Selectors::default()).unwrap();
    assert_eq!(names(&item), ["Mara Quill"]);
    assert_eq!(
        item.published.map(|date| date.to_rfc3339()).as_deref(),
        Some("2026-11-08T00:00:00+00:00")
    );
}

/// The page of an article with this below its text.
fn item_with(below: &str, top: &str) -> RawItem {
    let html = format!(
        "<!doctype html><html><head><title>Bridge closed | Courier</title></head><body>\
         <article><h1>Bridge closed</h1>{top}<p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></article>\
         {below}</body></html>"
    );
    let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    extract(&saved, &Selectors::default()).unwrap()
}

#[test]
fn what_belongs_to_others_on_the_page_is_no_fact_of_the_article() {
    let dated = "<p class=date>Posted on March 3, 2021</p>";
    for below in [
        "<div class=sidebar><time datetime=2026-11-26T08:00:00Z>26 Nov</time> <a href=/q>Other</a></div>",
        "<ul class=list><li><a href=/q>Storm</a> <time datetime=2026-11-26T08:00:00Z>26 Nov</time></li></ul>",
        "<section id=comments><div class=comment><time datetime=2026-11-26>yesterday</time></div></section>",
        "<p>The fire of <time datetime=2019-04-05>5 April</time> was the worst of all.</p>",
    ] {
        let published = item_with(below, dated).published.map(|date| date.to_rfc3339());
        assert_eq!(published.as_deref(), Some("2021-03-03T00:00:00+00:00"), "{below}");
    }
    for below in [
        "<div class=comments><span class=author>Bob Troll</span> <p>Shame on you all.</p></div>",
        "<div class=related><h3>Storm</h3><p class=byline>By Other Person</p></div>",
        "<div itemscope itemtype='https://schema.org/Comment'><b itemprop=author>Bob</b></div>",
    ] {
        assert_eq!(names(&item_with(below, "")), Vec::<&str>::new(), "{below}");
    }
    // A box about the author has the name in its first line.
    let box_of = "<div class=author><h4>Mara Quill</h4><p>Mara Quill has covered the harbour \
        since 1999.</p></div>";
    assert_eq!(names(&item_with("", box_of)), ["Mara Quill"]);
    let time = "<time datetime=2026-11-20T08:00:00Z>20 Nov</time>";
    let published = item_with("", time).published.map(|date| date.to_rfc3339());
    assert_eq!(published.as_deref(), Some("2026-11-20T08:00:00+00:00"));
}

#[test]
fn a_byline_below_the_text_names_who_wrote_it_and_when() {
    for below in [
        "<p>By Mara Quill</p><p>20 November 2026</p>",
        "<p>20 November 2026</p><p>By Mara Quill</p>",
        "<footer><p>By Mara Quill</p><p>20 November 2026</p></footer>",
        "<p>By Mara Quill, 20 November 2026</p>",
        "<p>Von Mara Quill</p><p>Veröffentlicht am 20.11.2026</p><p>Lesezeit</p>",
    ] {
        let item = read_article(below);
        assert_eq!(names(&item), ["Mara Quill"], "{below}");
        let published = item.published.map(|date| date.date_naive().to_string());
        assert_eq!(published.as_deref(), Some("2026-11-20"), "{below}");
        let text = item.content.unwrap().as_str().to_owned();
        assert!(!text.contains("Mara Quill") && !text.contains("2026"), "{below}: {text}");
    }
    for below in [
        "<p>20 November 2026</p>",
        "<p>By the harbour</p><p>20 November 2026</p>",
        "<div class=related><p>By Mara Quill</p><p>20 November 2026</p></div>",
    ] {
        let item = read_article(below);
        assert_eq!((names(&item), item.published), (vec![], None), "{below}");
    }
}

/// The page of an article whose element has this below its text.
fn read_article(below: &str) -> RawItem {
    let html = format!(
        "<!doctype html><html><head><title>Bridge closed | Courier</title></head><body>\
         <article><h1>Bridge closed</h1><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p>{below}</article>\
         </body></html>"
    );
    let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    extract(&saved, &Selectors::default()).unwrap()
}

#[test]
fn a_page_says_what_its_addresses_are_relative_to() {
    for (said, wanted) in [
        ("<base href='https://courier.example/sub/'>", "https://courier.example/sub/"),
        ("<base href='/sub/'>", "https://courier.example/sub/"),
        ("", "https://courier.example/a/bridge"),
    ] {
        let html = format!(
            "<!doctype html><html><head>{said}<title>Bridge closed | Courier</title></head><body>\
             <article><h1>Bridge closed</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
        );
        let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
        let saved =
            SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
        let item = extract(&saved, &Selectors::default()).unwrap();
        assert_eq!(item.base.map(String::from).as_deref(), Some(wanted), "{said}");
    }
}

#[test]
fn a_link_to_the_page_of_one_who_writes_names_them() {
    for (top, wanted) in [
        ("<p><a href='/author/mara-quill'>Mara Quill</a> | 20 November 2026</p>", "Mara Quill"),
        (
            "<div><a href='https://courier.example/profile/7'>Mara Quill</a> - 20 Nov 2026</div>",
            "Mara Quill",
        ),
        ("<div>20.11.2026 <a href='/autor/anna-gross/'>Anna Groß</a></div>", "Anna Groß"),
    ] {
        let item = item(top, "/a/bridge");
        assert_eq!(names(&item), [wanted], "{top}");
        let published = item.published.map(|date| date.date_naive().to_string());
        assert_eq!(published.as_deref(), Some("2026-11-20"), "{top}");
    }
    for top in [
        "<p><a href='/section/middle-east'>Middle East</a> | 20 November 2026</p>",
        "<p><a href='/authors'>All Authors</a> | 20 November 2026</p>",
        "<p>Middle East | 20 November 2026</p>",
    ] {
        assert_eq!(names(&item(top, "/a/bridge")), [""; 0], "{top}");
    }
}

#[test]
fn a_dateline_and_the_pages_own_address_say_when() {
    let dated = |head: &str, first: &str| {
        let html = format!(
            "<!doctype html><html><head><title>Bridge closed | Courier</title>{head}</head><body>\
             <article><h1>Bridge closed</h1><p>{first}{TEXT}</p><p>{TEXT}</p></article></body></html>"
        );
        let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
        let saved =
            SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
        let item = extract(&saved, &Selectors::default()).unwrap();
        let text = item.content.unwrap().as_str().to_owned();
        assert!(text.contains(first), "{text}");
        item.published.map(|date| date.date_naive().to_string())
    };
    let day = Some("2026-11-20".to_owned());
    for first in
        ["Nov. 20, 2026 -- ", "LONDON, Nov 20, 2026 (Wire) - ", "KARACHI, 20 November 2026 — "]
    {
        assert_eq!(dated("", first), day, "{first}");
    }
    // What is told of a day is no date of the article.
    for first in [
        "March 3, 2019 — the day of the storm — is remembered. ",
        "It was March 3, 2019 -- a Sunday -- when it fell. ",
        "Built in the spring of 2019 - ",
    ] {
        assert_eq!(dated("", first), None, "{first}");
    }
    let own = "<link rel=canonical href='https://courier.example/2026/11/20/bridge'>";
    assert_eq!(dated(own, ""), day);
}

#[test]
fn what_systems_write_around_a_text_names_who_and_when() {
    let body = format!("<div class=body><p>{TEXT}</p><p>{TEXT}</p></div>");
    for (above, below) in [
        (
            "<div class='meta submitted'>Submitted by <span class=username>Mara Quill</span> on Fri, 2026-11-20 10:05</div>",
            "",
        ),
        (
            "<dl class='article-info muted'><dt>Details</dt><dd class=createdby>Written by Mara Quill</dd><dd>Category: <a href=/c>City</a></dd><dd class=published><time datetime='2026-11-20T10:05:00Z'>Published: 20 November 2026</time></dd><dd class=hits>Hits: 123</dd></dl>",
            "",
        ),
        (
            "",
            "<p class=posted>Posted by Mara Quill on November 20, 2026 10:05 AM | <a href='/x'>Permalink</a> | <a href='/x#c'>Comments (0)</a></p>",
        ),
        (
            "<p>20. November 2026</p>",
            "<p>Geschrieben von <a href='/authors/1'>Mara Quill</a> in <a href='/c'>Stadt</a> um 10:05 | <a href='/k'>Kommentare (0)</a></p>",
        ),
        (
            "<span class=dachzeile>Hafen</span><div>Von Mara Quill</div><p>20.11.2026</p>",
            "<p>This entry was filed under <a href='/c' rel='category tag'>City</a> and <a href='/t' rel=tag>fish</a>. Mark the <a href='/a/bridge'>permalink</a>.</p>",
        ),
    ] {
        let html = format!(
            "<!doctype html><html><head><title>Bridge closed | Courier</title></head><body>\
             <div id=all><div class=entry><h3>Bridge closed</h3>{above}{body}{below}</div></div></body></html>"
        );
        let address = WebAddress::parse("https://courier.example/a/bridge").unwrap();
        let saved =
            SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
        let item = extract(&saved, &Selectors::default()).unwrap();
        assert_eq!(names(&item), ["Mara Quill"], "{above}{below}");
        let published = item.published.map(|date| date.date_naive().to_string());
        assert_eq!(published.as_deref(), Some("2026-11-20"), "{above}{below}");
        let text = plain_text::from_html(item.content.unwrap().as_str());
        assert_eq!(text.lines().collect::<Vec<_>>(), [TEXT, TEXT].map(one_line), "{above}{below}");
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_else_has_a_date_neither_dates_the_article_nor_goes() {
    for line in [
        "Doors open: Saturday 5 December 2026, 18:00",
        "Deadline: 5 December 2026, 18:00 GMT",
        "Kick-off: 20 November 2026, 20:45",
        "Einsendeschluss: 5. Dezember 2026",
        "Born 3 March 1921, died 20 November 2026",
    ] {
        for place in ["class=note", "class=info", ""] {
            let item = item(&format!("<p {place}>{line}</p>"), "/a/bridge");
            assert_eq!(item.published, None, "{line}");
            let text = plain_text::from_html(item.content.as_ref().unwrap().as_str());
            assert!(text.contains(line), "{line}: {text}");
        }
    }
}
