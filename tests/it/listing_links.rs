//! Promise: of a page that lists articles the articles' addresses come out, and nothing of
//! what stands around the list.
//! - furniture is known by its place, its shape and where it leads, also where it has
//!   headings, more words than a headline, or a day in its address
//! - articles are known by dates, beside the link or in its address, by numbers, and by
//!   addresses of one pattern; where none of that is, by the longest list
//! - scripts that need no blanks say a headline in few letters, an address that names its
//!   article leads to one whatever the link says, and so does a number in a query
//! - a few stories with headings beside a long plain list cost neither

use pressroom::sources::listing::find_links;
use pressroom::web_address::WebAddress;

const FURNITURE: &str = "<div class='bottom'>\
    <h4><a href='/terms-and-conditions'>Terms and conditions of use</a></h4>\
    <h4><a href='/advertise-with-us-2026'>Advertise with us in 2026</a></h4>\
    <h4><a href='/photo-of-the-day-2026'>Photo of the day 2026</a></h4>\
    <h4><a href='/prayer-times-of-today'>Prayer times of today</a></h4>\
    <h4><a href='/currency-rates-of-today'>Currency rates of today</a></h4>\
    <ul><li><a href='/careers/open-positions'>Careers and open positions</a></li></ul></div>\
    <footer><a href='/privacy-policy-2026'>Our privacy policy, in full</a></footer>";
const HEAD: &str = "<header><div class='topbar'><a href='/epaper/2026-11-26'>Today's e-paper edition</a></div>\
    <div class='menu'><ul><li><a href='/world-and-region'>World and the region</a>\
    <li><a href='/business-and-finance'>Business and finance</a>\
    <li><a href='/letters-to-the-editor'>Letters to the editor</a>\
    <li><a href='/culture-and-the-arts'>Culture and the arts</a></ul></div></header>";

fn found(body: &str) -> Vec<String> {
    let page = format!("<!doctype html><html><body>{body}</body></html>");
    let address = WebAddress::parse("https://courier.example/").unwrap();
    let links = find_links(page.as_bytes(), Some("text/html"), &address, None);
    links.iter().map(|link| link.address.url().path().to_owned()).collect()
}

fn listed(item: impl Fn(usize) -> (String, String)) -> (Vec<String>, String) {
    (0..7).map(item).unzip()
}

#[test]
fn a_plain_list_is_found_beside_furniture_with_headings() {
    for (name, item) in [
        (
            "days in addresses",
            "<li class=item><a href='PATH'>The harbour changes the plan again</a></li>",
        ),
        (
            "days beside",
            "<li class=item><span>2# Nov 2026</span> <a href='/story/harbour-changes-plan-x#'>The harbour changes the plan</a></li>",
        ),
        (
            "times",
            "<div class=row><time datetime='2026-11-2#'>today</time><a href='/story/harbour-changes-plan-x#'>The harbour changes the plan</a></div>",
        ),
        (
            "numbers",
            "<td><a href='/news_view?id=12345#'>The harbour changes the plan again</a></td>",
        ),
        (
            "headings",
            "<div class=row><h3><a href='/story/harbour-changes-plan-x#'>The harbour changes the plan</a></h3><p>It was changed on Monday, for the third time in a year.</p></div>",
        ),
        (
            "headings and numbers",
            "<div class=row><h4><a href='/harbour-changes-the-plan-98765#'>The harbour changes the plan</a></h4></div>",
        ),
    ] {
        let (paths, items) = listed(|n| {
            let path = format!("/2026/11/2{n}/harbour-changes-plan.html");
            let item = item.replace("PATH", &path).replace('#', &n.to_string());
            let href = item.split("href='").nth(1).unwrap().split('\'').next().unwrap();
            let path = href.split('?').next().unwrap().to_owned();
            (path, item)
        });
        for tag in ["ul", "div"] {
            let list = format!("<div id=content><h1>Latest news</h1><{tag}>{items}</{tag}></div>");
            assert_eq!(found(&format!("{HEAD}{list}{FURNITURE}")), paths, "{name} in {tag}");
        }
    }
}

#[test]
fn stories_with_headings_and_the_plain_list_below_are_both_read() {
    let (mut paths, items) = listed(|n| {
        let path = format!("/2026/11/2{n}/harbour-changes-plan.html");
        (path.clone(), format!("<li><a href='{path}'>The harbour changes the plan again</a></li>"))
    });
    let top = "<h2><a href='/2026/11/27/rain-comes-late.html'>The rain comes late this year</a></h2>\
        <h2><a href='/2026/11/27/bridge-is-closed.html'>The bridge is closed until spring</a></h2>";
    paths.splice(
        0..0,
        ["/2026/11/27/rain-comes-late.html", "/2026/11/27/bridge-is-closed.html"]
            .map(str::to_owned),
    );
    assert_eq!(found(&format!("{HEAD}{top}<ul>{items}</ul>{FURNITURE}")), paths);
}

#[test]
fn pages_about_the_newspaper_are_no_articles_wherever_they_stand() {
    let about = [
        "about-us",
        "privacy-policy",
        "terms-of-use",
        "contact-us",
        "cookie-policy",
        "advertise-with-us",
        "terms-and-conditions",
        "datenschutz",
        "mentions-legales",
        "aviso-legal",
    ];
    let links: String = about
        .iter()
        .map(|path| format!("<h2><a href='/{path}'>All that you should know about it</a></h2>"))
        .collect();
    let articles = [
        "/privacy-policy-of-the-bank-criticised",
        "/terms-of-the-peace-are-read-out",
        "/about-nine-boats-were-lost",
    ];
    let stories: String = articles
        .iter()
        .map(|path| format!("<h2><a href='{path}'>A story of today, told at length</a></h2>"))
        .collect();
    assert_eq!(found(&format!("{stories}{links}")), articles);
}

#[test]
fn an_article_may_be_called_by_one_short_word() {
    let teasers = |paths: &[&str], teaser: &str| -> String {
        let one = |path: &&str| {
            format!(
                "<article class=teaser><h2><a href='{path}'>The harbour changes the plan again</a></h2>{teaser}</article>"
            )
        };
        paths.iter().map(one).collect()
    };
    let told = "<p>It was changed on Monday, for the third time in a year.</p>";
    for stories in [
        ["/p/rain-stops", "/p/harbour-plan", "/p/old-bridge", "/p/berths", "/p/flood"],
        ["/wealth.html", "/avg.html", "/live.html", "/drop.html", "/bridge.html"],
        ["/wealth", "/avg", "/live", "/drop", "/bridge"],
    ] {
        assert_eq!(found(&format!("{HEAD}{}{FURNITURE}", teasers(&stories, told))), stories);
    }
    // Beside one that no section is called like, its fellows are stories without a word more.
    let stories = ["/p/the-long-harbour-plan", "/p/avg", "/p/live", "/p/drop", "/p/bridge"];
    assert_eq!(found(&teasers(&stories, "")), stories);
    // What may be a section, and is told of as none, is left out.
    let sections =
        "<section class=part><h3><a href='/sport'>All the sport of the week</a></h3></section>";
    let long = [
        "/story/plan-changed-again-1",
        "/story/plan-changed-again-2",
        "/story/b-c-d-e",
        "/story/f-g-h-i",
    ];
    assert_eq!(found(&format!("{}{sections}", teasers(&long, told))), long);
    let about = teasers(&["/about", "/tag/wealth", "/"], told);
    assert_eq!(found(&format!("{}{about}", teasers(&long, told))), long);
}

#[test]
fn a_headline_may_be_short_and_a_link_may_say_nothing() {
    let told = "<p>It was changed on Monday, for the third time.</p>";
    for (name, item, path) in [
        ("Chinese", "<h3><a href='PATH'>港口委员会重建市场 #</a></h3>".to_owned(), "/story/8400#"),
        ("Japanese", "<h3><a href='PATH'>魚市場を再建へ#</a></h3>".to_owned(), "/story/8400#"),
        ("Korean", "<h3><a href='PATH'>수산시장 다시 짓기로 #</a></h3>".to_owned(), "/story/8400#"),
        (
            "query",
            "<h3><a href='PATH'>The harbour changes the plan</a></h3>".to_owned(),
            "/?p=8400#",
        ),
        ("word", "<h3><a href='PATH'>Fire</a></h3>".to_owned(), "/news/harbour-changes-plan-#"),
        (
            "more",
            format!(
                "<div><h3>The harbour changes the plan</h3>{told}<a href='PATH'>Read more</a></div>"
            ),
            "/news/harbour-changes-plan-#",
        ),
        (
            "picture",
            "<div><a href='PATH'><img src=a.jpg alt='The harbour changes the plan'></a></div>"
                .to_owned(),
            "/news/harbour-changes-plan-#",
        ),
    ] {
        let (paths, items) = listed(|n| {
            let path = path.replace('#', &n.to_string());
            let item = item.replace("PATH", &path).replace('#', &n.to_string());
            (path, item)
        });
        let page = format!("<html><body>{HEAD}<main>{items}</main>{FURNITURE}</body></html>");
        let address = WebAddress::parse("https://courier.example/").unwrap();
        let links = find_links(page.as_bytes(), Some("text/html"), &address, None);
        let links: Vec<&str> = links
            .iter()
            .map(|link| &link.address.as_str()["https://courier.example".len()..])
            .collect();
        assert_eq!(links, paths, "{name}");
    }
    let sections = "<main><h2><a href='/?cat=5'>Everything about the harbour</a></h2>\
        <h2><a href='/?page_id=7'>What this newspaper stands for</a></h2>\
        <h2><a href='/world'>World</a></h2><h2><a href='/2026/11/'>November 2026</a></h2></main>";
    assert_eq!(found(sections), [""; 0]);
}
