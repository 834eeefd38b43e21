//! What a pass over a listing page brings:
//! - each article it lists once, from the article's own page, however often it is listed
//! - with a selector what it names; without one no menu, no tag, no other site
//! - at most `max_pages` a pass; the rest comes with the next
//! - a page that fails refuses itself alone, is tried three times, then left alone
//! - a listing without links is an error that says what to do, and costs nothing
//! - what `robots.txt` forbids is not asked for
//! - what the pages of a pass have in common at their ends is no article's, whatever their
//!   order, from three pages on; the next passes know it
//! - a page without a date and without an article's marks is told, and never published as of now;
//!   the day that the list shows beside its link is its date
//! - what stands behind a link is what its words say, or says itself that it is an article: no
//!   wall, "page not found" or front page has a story's date; labels and headlines that are
//!   worded otherwise refuse nothing
//! - selectors that find nothing on any page are told, and those that do not on one are not
//! - whatever in an address says where its reader came from, the article is the same, and its
//!   page is read once
//! - a name that a template gives all pages is none's, and a notice in the place of several
//!   articles is none of them

use crate::site::{Desk, Site, article_page, listing};

const HEADLINES: [(&str, &str); 3] = [
    ("/news/boats-come-home-late", "The boats of the harbour come home late"),
    ("/news/quay-closed-for-repair", "The old quay is closed for a long repair"),
    ("/news/fish-price-doubles-again", "The price of fish doubles once again"),
];

fn newspaper() -> Site {
    let site = Site::new();
    site.put("/", listing(&HEADLINES));
    for (path, title) in HEADLINES {
        site.put(path, article_page(title, "It was so."));
    }
    site
}

fn desk(site: &Site, more: &str) -> Desk {
    Desk::new(&format!("[source.page]\nurl = \"{}\"\n{more}", site.url("/")))
}

/// A page of a site, by its headline.
type Page<'a> = &'a dyn Fn(&str) -> String;

#[tokio::test]
async fn each_article_comes_once_from_its_own_page() {
    let site = newspaper();
    let desk = desk(&site, "");
    let first = desk.pass().await;
    assert_eq!(first["new"], 3, "{first}");
    let articles = desk.articles();
    let titles: Vec<&str> = articles.iter().map(|article| article.title.as_str()).collect();
    assert_eq!(titles.len(), 3);
    assert!(titles.contains(&"The boats of the harbour come home late"), "{titles:?}");
    assert!(
        articles.iter().all(|article| article.content.as_str().contains("quiet in the morning"))
    );
    assert!(
        articles.iter().all(|article| article.published.to_rfc3339().starts_with("2026-01-05T10"))
    );
    // An equal page, then one with a change: only what is new is read.
    assert_eq!(desk.pass().await["nothing_new"], true);
    let mut links = HEADLINES.to_vec();
    links.insert(0, ("/news/storm-is-coming-tonight#top", "A storm is coming tonight, they say"));
    links.push(HEADLINES[0]);
    site.put("/news/storm-is-coming-tonight", article_page("A storm", "Wind."));
    site.put("/", listing(&links));
    let third = desk.pass().await;
    assert_eq!((&third["new"], &third["unchanged"]), (&1.into(), &3.into()), "{third}");
    for (path, _) in HEADLINES {
        assert_eq!(site.asked(path), 1, "{path}");
    }
    assert_eq!(site.asked("/robots.txt"), 1);
    assert_eq!(site.asked("/about-the-newspaper"), 0);
}

/// A page whose text is its own, with this at its end.
fn page_with(n: usize, end: &str) -> String {
    let own = |part: &str| format!("<p>{part} of boat {n}: {}</p>", crate::site::LONG);
    format!(
        "<!doctype html><html><head><title>Boat {n} comes home late today</title>\
         <meta property='article:published_time' content='2026-01-05T10:0{n}:00Z'>\
         <meta name=description content='The Harbour: news of the tide, and of who was late'>\
         <meta property=og:image content='/banner.png'></head><body><article>\
         <h1>Boat {n} comes home late today</h1>{}{}<p>The tide turns at noon, as everybody on it knows.</p>{}{}{end}\
         </article></body></html>",
        own("Morning"),
        own("Noon"),
        own("Evening"),
        own("Night")
    )
}

#[tokio::test]
async fn what_the_pages_of_a_site_end_with_is_no_articles() {
    const END: &str = "<div><p>Letters of the harbour come free of charge to all who live beside it.</p></div>\
        <p>Write to us what you have seen, and we will print it here.</p>";
    let is_there = |desk: &Desk, words: &str| -> Vec<bool> {
        desk.articles().iter().map(|article| article.content.as_str().contains(words)).collect()
    };
    for (pages, order, stays) in
        [(2, [1, 2, 3, 4], true), (4, [1, 2, 3, 4], false), (4, [4, 2, 1, 3], false)]
    {
        let site = Site::new();
        let path = |n: usize| format!("/news/boat-{n}-comes-home-late-today");
        (1..=5).for_each(|n| site.put(&path(n), page_with(n, END)));
        let list = |order: &[usize]| {
            let links: Vec<_> = order
                .iter()
                .map(|n| (path(*n), format!("Boat {n} comes home late today")))
                .collect();
            let links: Vec<_> =
                links.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
            listing(&links)
        };
        site.put("/", list(&order[..pages]));
        let desk = desk(&site, "");
        assert_eq!(desk.pass().await["new"], pages);
        assert_eq!(is_there(&desk, "Letters of the harbour"), vec![stays; pages], "{order:?}");
        // In the middle of a text it stays, unless five pages and all have it.
        assert_eq!(is_there(&desk, "The tide turns at noon"), vec![true; pages], "{order:?}");
        assert_eq!(is_there(&desk, "Night of boat"), vec![true; pages], "{order:?}");
        // Neither are a summary and a picture that they share.
        for words in ["news of the tide, and of who was late", "banner.png"] {
            let told =
                desk.articles().iter().filter(|one| format!("{one:?}").contains(words)).count();
            assert_eq!(told, if stays { pages } else { 0 }, "{order:?} {words}");
        }
        if !stays {
            site.put("/", list(&[5, 4, 3, 2, 1]));
            assert_eq!(desk.pass().await["new"], 1);
            assert_eq!(is_there(&desk, "Letters of the harbour"), vec![false; 5]);
        }
    }
    let site = Site::new();
    let links: Vec<_> = (1..=5)
        .map(|n| {
            (
                format!("/news/boat-{n}-comes-home-late-today"),
                format!("Boat {n} comes home late today"),
            )
        })
        .collect();
    (1..=5).for_each(|n| site.put(&links[n - 1].0, page_with(n, "")));
    site.put(
        "/",
        listing(
            &links.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect::<Vec<_>>(),
        ),
    );
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 5);
    assert_eq!(is_there(&desk, "The tide turns at noon"), vec![false; 5]);
    assert_eq!(is_there(&desk, "Night of boat"), vec![true; 5]);
}

#[tokio::test]
async fn links_are_told_from_furniture() {
    let site = newspaper();
    let body = "<nav><h2><a href='/news/not-this-one-in-the-menu'>A menu is not an article at all</a></h2></nav>\
        <h2><a href='/tag/harbour-and-boats'>Everything that we have on the harbour</a></h2>\
        <h2><a href='https://elsewhere.example/news/another-site-s-article'>An article of another site</a></h2>\
        <h2><a href='/'>Home, sweet home of all of us</a></h2>\
        <h2><a href='javascript:alert(1)'>This one is not for the web at all</a></h2>\
        <a href='/news/quay-closed-for-repair'>more</a>\
        <article class='teaser sponsored'><h3><a href='/news/what-the-bank-wants-to-say'>What the bank would like you to read</a></h3></article>\
        <div class='teaser'><span>Advertisement</span><h3><a href='/news/what-the-shop-wants-to-say'>What the shop would like you to read</a></h3></div>\
        <h3><a rel='sponsored nofollow' href='/news/what-the-club-wants-to-say'>What the club would like you to read</a></h3>\
        <script type='application/ld+json'>{\"@type\":\"ItemList\",\"itemListElement\":[\
        {\"@type\":\"ListItem\",\"url\":\"/news/fish-price-doubles-again\"}]}</script>\
        <script type='application/ld+json'>{broken</script>\
        <h3><a href='news/boats-come-home-late'>The boats of the harbour come home late</a></h3>";
    site.put("/", body);
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 2);
    assert_eq!(site.requests(), 4, "robots.txt, the listing and two articles");
}

#[tokio::test]
async fn plain_lists_of_links_are_found_by_their_shape() {
    let site = newspaper();
    let items: String = (1..=6)
        .map(|n| {
            let path = format!("/2026/story-number-{n}");
            site.put(&path, article_page(&format!("Story number {n}"), "Text."));
            format!("<li class='row'><a href='{path}'>The story that has the number {n}</a></li>")
        })
        .collect();
    site.put(
        "/",
        format!(
            "<p><a href='/imprint-of-the-site'>Who makes these pages here</a></p><ul>{items}</ul>"
        ),
    );
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 6);
    assert_eq!(site.asked("/imprint-of-the-site"), 0);
}

#[tokio::test]
async fn a_selector_names_the_links() {
    let site = newspaper();
    site.put("/x", article_page("Short name", "Text."));
    site.put("/", "<div id='list'><a href='/x'>X</a></div><h2><a href='/news/boats-come-home-late'>The boats of the harbour</a></h2>");
    for selector in ["#list a", "#list"] {
        let desk = desk(&site, &format!("links = \"{selector}\""));
        assert_eq!(desk.pass().await["new"], 1, "{selector}");
        assert_eq!(desk.articles()[0].title.as_str(), "Short name");
    }
    assert_eq!(site.asked("/news/boats-come-home-late"), 0);
}

#[tokio::test]
async fn a_pass_reads_so_many_pages_and_the_next_the_rest() {
    let site = newspaper();
    let desk = desk(&site, "max_pages = 2");
    let news: Vec<_> = [desk.pass().await, desk.pass().await, desk.pass().await]
        .iter()
        .map(|pass| pass["new"].clone())
        .collect();
    assert_eq!(news, [2, 1, 0]);
}

#[tokio::test]
async fn a_page_that_fails_is_refused_alone_and_given_up() {
    let site = newspaper();
    let (gone, _) = HEADLINES[1];
    site.put_with(gone, 404, "no");
    // Larger than is taken, and no article at all.
    let (huge, _) = HEADLINES[2];
    site.put(huge, vec![b'x'; 2 << 20]);
    let desk = desk(&site, "");
    for passes in 1..=5 {
        let pass = desk.pass().await;
        assert_eq!(pass["outcome"], "done", "{pass}");
        let refusals = desk.refusals();
        assert_eq!(refusals.len(), 2, "pass {passes}: {refusals:?}");
        assert!(
            refusals.iter().any(|one| one.contains(gone) && one.contains("404")),
            "{refusals:?}"
        );
        desk.later(30);
    }
    assert_eq!((site.asked(gone), site.asked(huge)), (3, 3));
    assert_eq!(desk.articles().len(), 1);
    // It is back the next day.
    site.put(gone, article_page("Back", "Text."));
    site.put("/", listing(&[HEADLINES[0], HEADLINES[1]]));
    desk.later(60 * 25);
    assert_eq!(desk.pass().await["new"], 0, "the refusals are old, and this pass ends them");
    site.put("/", listing(&[HEADLINES[1], HEADLINES[0]]));
    assert_eq!(desk.pass().await["new"], 1);
}

#[tokio::test]
async fn a_page_of_many_addresses_is_one_article_and_read_once_from_each() {
    let site = newspaper();
    let page = article_page("One", "Text.")
        .replace("</head>", "<link rel='canonical' href='/news/the-one-true-address'></head>");
    site.put("/a/first-address-of-it", page.clone());
    site.put("/b/second-address-of-it", page);
    let title = "One article that has two addresses";
    let desk = desk(&site, "");
    for links in [
        vec![("/a/first-address-of-it", title)],
        vec![("/b/second-address-of-it", title), ("/a/first-address-of-it", title)],
        vec![("/a/first-address-of-it", title), ("/b/second-address-of-it", title)],
    ] {
        site.put("/", listing(&links));
        desk.pass().await;
    }
    assert_eq!(desk.articles().len(), 1);
    assert_eq!(
        (site.asked("/a/first-address-of-it"), site.asked("/b/second-address-of-it")),
        (1, 1)
    );
}

#[tokio::test]
async fn a_page_cannot_take_the_name_of_another_sites_article() {
    let site = newspaper();
    let (path, title) = HEADLINES[0];
    let page = article_page(title, "Text.").replace(
        "</head>",
        "<link rel='canonical' href='https://victim.example/its-story'></head>",
    );
    site.put(path, page);
    let desk = desk(&site, "max_pages = 1");
    desk.pass().await;
    assert_eq!(desk.articles()[0].url.as_ref().unwrap().as_str(), site.url(path));
}

#[tokio::test]
async fn a_listing_without_links_is_an_error_and_costs_nothing() {
    let site = newspaper();
    let desk = desk(&site, "");
    desk.pass().await;
    for body in ["", "<html><body><div id='app'></div></body></html>", "<h2><a>no address</a></h2>"]
    {
        site.put("/", body);
        let pass = desk.pass().await;
        assert_eq!(pass["outcome"], "failed", "{pass}");
        let error = pass["error"].as_str().unwrap();
        assert!(error.contains(&site.url("/")) && error.contains("`links`"), "{error}");
    }
    assert_eq!(desk.articles().len(), 3);
}

#[tokio::test]
async fn what_robots_txt_forbids_is_not_asked_for() {
    let site = newspaper();
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/q\n");
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 2);
    assert_eq!(site.asked(HEADLINES[1].0), 0);
    assert!(desk.refusals()[0].contains("robots.txt"), "{:?}", desk.refusals());

    let closed = newspaper();
    closed.put("/robots.txt", "User-agent: pressroom\nDisallow: /\n");
    let desk = self::desk(&closed, "");
    let pass = desk.pass().await;
    assert!(pass["error"].as_str().unwrap().contains("robots.txt"), "{pass}");
    assert_eq!(closed.requests(), 1);

    let broken = newspaper();
    broken.put_with("/robots.txt", 500, "oops");
    let desk = self::desk(&broken, "");
    assert!(desk.pass().await["error"].as_str().unwrap().contains("robots.txt"));
    assert_eq!(broken.asked("/"), 0);
}

#[tokio::test]
async fn an_undated_page_is_published_only_with_an_articles_marks() {
    let text = "The boats lie in the harbour and the quay is quiet, as it was in every morning of \
        the year, and nobody there would say when the repair of it is to begin at last.";
    let page = |head: &str| {
        format!(
            "<html><head><title>The quay</title>{head}</head><body><h1>The quay</h1><p>{text}</p><p>{text}</p></body></html>"
        )
    };
    let site = newspaper();
    site.put(HEADLINES[0].0, page(""));
    site.put(HEADLINES[1].0, page("<meta property='og:type' content='article'>"));
    let desk = desk(&site, "");
    let pass = desk.pass().await;
    assert_eq!(pass["new"], 2, "{pass}");
    let refusals = desk.refusals();
    assert!(
        refusals.iter().any(|one| one.contains(HEADLINES[0].0) && one.contains("no date")),
        "{refusals:?}"
    );
}

/// A page that says no date.
fn undated_page(title: &str, head: &str) -> String {
    let meta = "<meta property='article:published_time' content='2026-01-05T10:00:00Z'>".to_owned();
    article_page(title, &format!("{title}, as was told.")).replace(&meta, head)
}

#[tokio::test]
async fn the_day_beside_a_link_is_that_of_a_page_without_one() {
    type Row = fn(usize, &str, &str) -> String;
    let rows: [(&str, Row); 6] = [
        ("time", |n, path, title| {
            format!(
                "<div><h3><a href='{path}'>{title}</a></h3>\
                 <time datetime='2025-12-2{n}T08:00:00Z'>2{n} Dec</time></div>"
            )
        }),
        ("above", |n, path, title| {
            format!(
                "<div><span class=date>2{n} Dec 2025</span><h3><a href='{path}'>{title}</a></h3></div>"
            )
        }),
        ("item", |n, path, title| format!("<li>2{n}.12.2025 <a href='{path}'>{title}</a></li>")),
        ("cell", |n, path, title| {
            format!("<tr><td>2025-12-2{n}</td><td><a href='{path}'>{title}</a></td></tr>")
        }),
        ("within", |n, path, title| {
            format!("<a href='{path}'><h3>{title}</h3><span>2{n} December 2025</span></a>")
        }),
        ("address", |_, path, title| format!("<h3><a href='{path}'>{title}</a></h3>")),
    ];
    for (name, row) in rows {
        for head in ["", "<meta property='og:type' content='article'>"] {
            let site = Site::new();
            let day =
                |n: usize| if name == "address" { format!("2025122{n}-") } else { String::new() };
            let path = |n: usize| format!("/news/{}boat-{n}-comes-home-late", day(n));
            let title = |n: usize| format!("Boat {n} comes home late today");
            (0..5).for_each(|n| site.put(&path(n), undated_page(&title(n), head)));
            // One says its own day, which counts.
            site.put(&path(4), article_page(&title(4), "It was so."));
            let list: String = (0..5).map(|n| row(n, &path(n), &title(n))).collect();
            let table = if name == "cell" { format!("<table>{list}</table>") } else { list };
            site.put("/", format!("<html><body><main>{table}</main></body></html>"));
            let desk = desk(&site, "");
            let pass = desk.pass().await;
            assert_eq!(pass["new"], 5, "{name}: {pass} {:?}", desk.refusals());
            let days: Vec<String> = desk
                .articles()
                .iter()
                .map(|article| article.published.to_rfc3339()[..10].to_owned())
                .collect();
            assert_eq!(
                days,
                ["2026-01-05", "2025-12-23", "2025-12-22", "2025-12-21", "2025-12-20"],
                "{name} {head}"
            );
        }
    }
}

#[tokio::test]
async fn behind_a_link_stands_what_its_words_say() {
    let site = Site::new();
    let framed = |title: &str, text: &str| {
        format!(
            "<html><head><title>{title}</title></head><body><main><article><h1>{title}</h1>\
             <p>{text}</p></article></main></body></html>"
        )
    };
    let row = |(path, words): (&str, &str)| {
        format!(
            "<article class=teaser><h3><a href='{path}'>{words}</a></h3>\
             <time datetime='2026-01-04T08:00:00Z'>4 Jan</time></article>"
        )
    };
    let rows = [
        ("/s/members-wall", "Budget gap is wider than feared"),
        ("/s/mayor-opens-quay", "Mayor opens new quay after four years"),
        ("/s/ferry-service-resumes", "Ferry service to Inchkeith resumes on Sunday"),
        ("/s/council-in-the-red", "Council in the red for the third year"),
        ("/s/boats-of-winter", "What winter does to boats"),
        ("/s/marked-otherwise", "Never seen before: a dolphin at the pier"),
        ("/s/nets-of-the-first", "Continue reading this whole article"),
        ("/s/nets-of-the-second", "Continue reading this whole article"),
    ];
    let list = rows.map(row).concat();
    site.put("/", format!("<html><body><main>{list}</main></body></html>"));
    let wall = "Create a free account or sign in to read this article, and get access to five \
                free articles each month.";
    site.put("/s/members-wall", framed("Sign in to continue reading", wall));
    let gone = "Sorry, the page that you are looking for could not be found. It may have been \
                moved or deleted, try the search or go back.";
    site.put("/s/mayor-opens-quay", framed("Page not found", gone));
    site.lead("/s/ferry-service-resumes", 302, "/");
    let red = "Three years running the town has spent more than it had, and the council is to \
               borrow once more, the treasurer said.";
    site.put("/s/council-in-the-red", framed("Millions are missing", red));
    site.put("/s/boats-of-winter", framed("On ice", "Boats that lie in the ice of a long winter need their hulls looked at, a builder said on Monday."));
    site.put("/s/marked-otherwise", article_page("Visitor at sea", "It was so."));
    for path in ["/s/nets-of-the-first", "/s/nets-of-the-second"] {
        site.put(path, framed(&format!("Nets: {path}"), &format!("They mend what was torn, at {path}, and hang it up to dry before the evening comes.")));
    }
    let desk = desk(&site, "");
    let report = desk.pass().await;
    let refusals = desk.refusals();
    assert_eq!(report["new"], 5, "{report} {refusals:?}");
    let why = |path: &str| refusals.iter().find(|one| one.contains(path)).unwrap();
    assert!(why("/s/members-wall").contains("says nothing of"), "{refusals:?}");
    assert!(why("/s/mayor-opens-quay").contains("says nothing of"), "{refusals:?}");
    assert!(why("/s/ferry-service-resumes").contains("it leads to"), "{refusals:?}");
}

#[tokio::test]
async fn where_a_reader_came_from_is_no_part_of_an_article() {
    for leads in
        ["?ref=home#", "?pos=#", "?utm_source=home&utm_content=#", ";jsessionid=A#", "?from=#"]
    {
        let site = newspaper();
        let at =
            |path: &str, visit: usize| path.to_owned() + &leads.replace('#', &visit.to_string());
        let desk = desk(&site, "");
        for visit in 1..=2 {
            let links = HEADLINES.map(|(path, title)| (at(path, visit), title));
            let links = links.iter().map(|(path, title)| (path.as_str(), *title));
            site.put("/", listing(&links.collect::<Vec<_>>()));
            for (path, title) in HEADLINES {
                site.put(&at(path, visit), article_page(title, "It was so."));
            }
            let pass = desk.pass().await;
            let new = if visit == 1 { 3 } else { 0 };
            assert!(pass["new"] == new && pass["changed"] == 0, "{leads} {visit}: {pass}");
        }
        let asked: usize = HEADLINES.iter().map(|(path, _)| site.asked(&at(path, 2))).sum();
        assert_eq!(asked, 0, "{leads}");
        let mut pages: Vec<String> =
            desk.articles().iter().map(|one| one.url.as_ref().unwrap().to_string()).collect();
        pages.sort_unstable();
        let mut paths = HEADLINES.map(|(path, _)| site.url(path));
        paths.sort_unstable();
        assert_eq!(pages, paths);
    }
    // What names the article stays.
    let site = Site::new();
    let links: Vec<_> =
        (1..=4).map(|n| (format!("/story?id={n}"), format!("Boat {n} comes home late"))).collect();
    links.iter().for_each(|(path, title)| site.put(path, article_page(title, title)));
    let list: Vec<_> = links.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
    site.put("/", listing(&list));
    assert_eq!(desk(&site, "").pass().await["new"], 4);
}

#[tokio::test]
async fn a_name_that_pages_of_several_headlines_want_is_none_of_theirs() {
    for canonical in ["/news/the-one-story", "/news"] {
        let site = newspaper();
        let link = format!("<link rel='canonical' href='{canonical}'></head>");
        let page = |title: &str| article_page(title, title).replace("</head>", &link);
        HEADLINES.iter().for_each(|(path, title)| site.put(path, page(title)));
        let desk = desk(&site, "");
        assert_eq!(desk.pass().await["new"], 3, "{canonical}");
        let late = ("/news/storm-is-coming-tonight", "A storm is coming tonight, they say");
        site.put(late.0, page(late.1));
        site.put("/", listing(&[late, HEADLINES[0], HEADLINES[1], HEADLINES[2]]));
        assert_eq!(desk.pass().await["new"], 1, "{canonical}");
        let mut pages: Vec<String> =
            desk.articles().iter().map(|one| one.url.as_ref().unwrap().to_string()).collect();
        pages.sort_unstable();
        let mut paths = HEADLINES.map(|(path, _)| site.url(path)).to_vec();
        paths.push(site.url(late.0));
        paths.sort_unstable();
        assert_eq!(pages, paths);
    }
}

#[tokio::test]
async fn a_notice_in_the_place_of_articles_is_none_of_them() {
    let login = article_page("Log in to the paper", "This is for subscribers.");
    let consent = |title: &str| {
        let mark = "<meta property='og:type' content='article'>";
        article_page(title, "We and our partners value what you do.")
            .replace(
                "<meta property='article:published_time' content='2026-01-05T10:00:00Z'>",
                mark,
            )
            .replace(&format!("<h1>{title}</h1>"), "")
    };
    let pages: [(&str, Page<'_>); 2] = [("login", &|_| login.clone()), ("consent", &consent)];
    for (name, page) in pages {
        let site = newspaper();
        HEADLINES.iter().for_each(|(path, title)| site.put(path, page(title)));
        let desk = desk(&site, "");
        let pass = desk.pass().await;
        assert_eq!(pass["new"], 0, "{name}: {pass}");
        let refusals = desk.refusals();
        assert_eq!(refusals.len(), 3, "{name}");
        assert!(refusals.iter().all(|one| one.contains("word for word")), "{refusals:?}");
        // It is known in the next pass, and what is an article again comes.
        let late = ("/news/storm-is-coming-tonight", "A storm is coming tonight, they say");
        site.put(late.0, page(late.1));
        site.put(HEADLINES[0].0, article_page(HEADLINES[0].1, "It was so."));
        site.put("/", listing(&[late, HEADLINES[0], HEADLINES[1], HEADLINES[2]]));
        assert_eq!(desk.pass().await["new"], 1, "{name}");
        assert_eq!(desk.articles()[0].title.as_str(), HEADLINES[0].1);
    }
}

#[tokio::test]
async fn a_selector_that_finds_nothing_on_any_page_is_told() {
    for (selector, is_told) in [
        ("title = \"h9\"", true),
        ("date = \".nodate\"", true),
        ("byline = \".writer\"", true),
        ("image = \".lead\"", true),
        ("section = \".crumb\"", true),
        ("remove = [\".adds\"]", true),
        ("title = \"h1\"", false),
        ("byline = \".one-of-them\"", false),
    ] {
        let site = newspaper();
        let (path, title) = HEADLINES[1];
        let one = article_page(title, "It was so.");
        site.put(path, one.replace("<h1>", "<p class=one-of-them>Mara Quill</p><h1>"));
        let pass = desk(&site, selector).pass().await;
        assert_eq!(pass["new"], 3, "{selector}: {pass}");
        let warnings = pass["warnings"].to_string();
        let (key, _) = selector.split_once(' ').unwrap();
        assert_eq!(warnings.contains(&format!("of `{key}` finds nothing")), is_told, "{warnings}");
    }
}

#[tokio::test]
async fn an_article_on_several_pages_is_one_text() {
    let site = newspaper();
    let part = |title: &str, n: usize, next: &str| {
        let words = ["boats", "nets", "sails", "ropes"][n];
        format!(
            "<html><head><title>{title}</title><meta property='article:published_time' \
             content='2026-01-05T10:00:00Z'></head><body><article><h1>{title}</h1>\
             <p>The {words} of part {n} were counted twice on the quay that morning, and then once more by the \
             harbour master, who wrote the number down in his book and said nothing.</p>\
             <p>Of the {words} in {n} nobody could say on the next day whose they had been, but all were there \
             and none was wet, <a href='look{n}'>as one saw</a>.</p>{next}</article></body></html>"
        )
    };
    let next =
        |to: &str| format!("<div><a href='{to}'>2</a> <a rel=next href='{to}'>Next</a></div>");
    let [(boats, of_boats), (quay, of_quay), (fish, of_fish)] = HEADLINES;
    site.put(boats, part(of_boats, 0, &next(&format!("{boats}/2"))));
    site.put(&format!("{boats}/2"), part(&format!("{of_boats}, page 2"), 1, &next("3")));
    site.put(&format!("{boats}/3"), part(of_boats, 2, ""));
    // What follows is the next story, and is not asked for; here it is one by its headline.
    site.put(quay, part(of_quay, 0, &next("/news/quite-another-story")));
    site.put(fish, part(of_fish, 0, &next(&format!("{fish}-2.html"))));
    site.put(&format!("{fish}-2.html"), part("Storm closes pass", 3, ""));
    let desk = desk(&site, "");
    assert_eq!(desk.pass().await["new"], 3);
    let text = |title: &str| {
        let articles = desk.articles();
        articles.iter().find(|one| one.title.as_str() == title).unwrap().content.as_str().to_owned()
    };
    let whole = text(of_boats);
    for words in
        ["boats of part 0", "nets of part 1", "sails of part 2", "/boats-come-home-late/look2"]
    {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    assert!(!whole.contains("Next") && !whole.contains("page 2"), "{whole}");
    assert_eq!(site.asked("/news/quite-another-story"), 0);
    assert!(!text(of_fish).contains("ropes"));
    // A part that is not there is told.
    let gone = newspaper();
    gone.put(boats, part(of_boats, 0, &next(&format!("{boats}?page=2"))));
    gone.put_with(&format!("{boats}?page=2"), 503, "no");
    let pass = self::desk(&gone, "").pass().await;
    let told = pass["warnings"].to_string();
    assert!(pass["new"] == 3 && told.contains("goes on at") && told.contains("page=2"), "{pass}");
}
