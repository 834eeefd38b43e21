//! Promise: the title of an article is the headline that its page shows.
//! - the heading in the article wins over what the head of the page says, which is often
//!   another one for search engines, with the site's name
//! - the name of the site is no headline, wherever it stands, and no part of one
//! - a heading that leads to another page is another article's

use pressroom::config::settings::Selectors;
use pressroom::sources::page::{SavedPage, extract};
use pressroom::web_address::WebAddress;

const TEXT: &str = "<p>The harbour board said on Monday that it would rebuild the fish market at \
    Keamari, which burned down in the spring.</p><p>Traders had waited for eight months, and many \
    of them had sold from carts on the pavement, where the police fined them more than once.</p>";

/// The title and the text of a page.
fn read(head: &str, body: &str) -> (String, String) {
    let html = format!(
        "<!doctype html><html lang=en><head>{head}</head><body><header><a href=/>The Lantern</a>\
         </header>{body}</body></html>"
    );
    let address = WebAddress::parse("https://lantern.example/2026/market").unwrap();
    let saved = SavedPage { bytes: html.as_bytes(), content_type: None, address: Some(&address) };
    let item = extract(&saved, &Selectors::default()).unwrap();
    let title = item.title.map(|title| title.as_str().to_owned()).unwrap_or_default();
    (title, item.content.unwrap().as_str().to_owned())
}

#[test]
fn the_title_is_the_headline_that_the_page_shows() {
    let title = |title: &str| format!("<title>{title}</title>");
    let table = [
        (
            title("A roof before the rains | Evening Post"),
            format!("<div><h3 class=post-title>A roof before the rains</h3>{TEXT}</div>"),
            "A roof before the rains",
        ),
        (
            title("A roof before the rains - Evening Post"),
            format!(
                "<table><tr><td><font size=5><b>A roof before the rains</b></font><br>{TEXT}</table>"
            ),
            "A roof before the rains",
        ),
        (
            title("Interview with the harbour master | The Lantern"),
            format!("<article><h1>‘I never promised a date’</h1>{TEXT}</article>"),
            "‘I never promised a date’",
        ),
        (
            title("Fish market fire: city rebuilds | World News | The Lantern"),
            format!("<article><h1>City gets its belly back</h1>{TEXT}</article>"),
            "City gets its belly back",
        ),
        (
            title("Market rebuilt | The Lantern"),
            format!(
                "<article><h1><span class=kicker>World</span> <span>Market rebuilt after fire</span></h1>{TEXT}</article>"
            ),
            "Market rebuilt after fire",
        ),
        (
            title("Market rebuilt | The Lantern"),
            format!(
                "<h1><a href=/>The Lantern</a></h1><article><h2 class=headline>Market rebuilt</h2>{TEXT}</article>"
            ),
            "Market rebuilt",
        ),
        (
            format!(
                "{}<meta property=og:title content='Market rebuilt - The Lantern'><meta property=og:site_name content='The Lantern'>",
                title("Market rebuilt | The Lantern")
            ),
            format!("<article><h1>Market to be rebuilt</h1>{TEXT}</article>"),
            "Market to be rebuilt",
        ),
        (
            format!(
                "{}<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Why the fish market burned and what comes…\"}}</script>",
                title("x")
            ),
            format!(
                "<h1>Why the fish market burned and what comes after it</h1><div class=body>{TEXT}</div>"
            ),
            "Why the fish market burned and what comes after it",
        ),
    ];
    for (head, body, wanted) in table {
        let (title, text) = read(&head, &body);
        assert_eq!(title, wanted, "{head} {body}");
        assert!(!text.contains(wanted), "{text}");
    }
}

#[test]
fn the_name_of_the_site_is_no_headline() {
    for (said, body, wanted) in [
        ("Market rebuilt « The Lantern", String::new(), "Market rebuilt"),
        ("The Lantern | Market rebuilt", String::new(), "Market rebuilt"),
        ("Market rebuilt • lantern.example", String::new(), "Market rebuilt"),
        ("Market rebuilt - Why it took so long", String::new(), "Market rebuilt - Why it took so long"),
        (
            "Sharing a market — The Lantern’s handbook",
            "<h1><a href='/handbook'>The Lantern’s handbook</a></h1><h1>Sharing a market¶</h1>".to_owned(),
            "Sharing a market",
        ),
        (
            "Market rebuilt | The Lantern",
            "<aside><h1>What people read</h1></aside><h1><a href='/2026/storm'>Storm over Thatta</a></h1>"
                .to_owned(),
            "Market rebuilt",
        ),
    ] {
        let (title, _) = read(&format!("<title>{said}</title>"), &format!("{body}<article>{TEXT}</article>"));
        assert_eq!(title, wanted, "{said} {body}");
    }
}

#[test]
fn what_else_stands_in_the_heading_is_none_of_the_headline() {
    for heading in [
        "<h1>Market<br>rebuilt</h1>",
        "<h1>Market rebuilt <button>Share</button></h1>",
        "<h1><span class=sr-only>Article:</span> Market rebuilt</h1>",
        "<h1><svg><title>Premium</title></svg>Market rebuilt</h1>",
        "<h1>Market rebuilt <small>20 Nov 2026</small></h1>",
        "<h1>Market rebuilt <span class=comment-count>12</span></h1>",
        "<div role=heading aria-level=1>Market rebuilt</div>",
        "<h1><img src=/l.png alt='The Lantern'></h1><h2>Market rebuilt</h2>",
        "<h1>Market <em>rebuilt</em></h1>",
        "<h1><a href=/x>Market rebuilt</a></h1>",
    ] {
        for said in ["Market rebuilt | The Lantern", "The Lantern"] {
            if said == "The Lantern" && heading.contains("/l.png") {
                continue;
            }
            let body = format!("<article>{heading}{TEXT}</article>");
            let (title, _) = read(&format!("<title>{said}</title>"), &body);
            assert_eq!(title, "Market rebuilt", "{said}: {heading}");
        }
    }
    let site = "<meta property=og:site_name content='The Lantern'>";
    let (title, _) = read(
        &format!("{site}<title>The Lantern: Market rebuilt</title>"),
        &format!("<article>{TEXT}</article>"),
    );
    assert_eq!(title, "Market rebuilt");
}
